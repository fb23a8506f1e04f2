//! What a page says of its article.
//!
//! In the order of trust: JSON-LD, Open Graph and other `<meta>` elements, the
//! elements of the article itself (`itemprop`, `rel="author"`, `<time>`,
//! `<h1>`), `<title>`. Only the title is put to a vote, as pages give search
//! engines other headlines than readers.

use super::data::Data;
use super::layout::{Told, long_words, triples};
use super::measure::hash;
use super::names::is_comment;
use super::page::{Name, Page};
use super::tag::Tag;
use crate::read::day::day;

/// Names of `<meta>` elements with the day of publication, best first.
const DAYS: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "iso-8601-publish-date",
    "article_date_original",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
];

/// Names of `<meta>` elements with an author, best first.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcsext.author",
    "cxenseparse:author",
    "byl",
];

/// How many characters a name has at most.
const LONGEST_NAME: usize = 60;
/// The shortest `articleBody` that tells where the article is.
const SHORTEST_BODY: usize = 300;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) data: Data,
    /// Names and values of `<meta>` elements.
    metas: Vec<(String, String)>,
    /// The words of each `<h1>`.
    headings: Vec<String>,
    page_title: String,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
}

impl About {
    pub(super) fn new(page: &Page, source: &str) -> Self {
        let scripts = page.data.iter().filter_map(|range| source.get(range.start as usize..range.end as usize));
        let mut about = Self { data: Data::new(scripts), page_title: one_line(&page.title), ..Self::default() };
        let mut language = None;
        for node in 0..page.nodes.len() as u32 {
            match page.nodes[node as usize].tag {
                Tag::Meta => about.metas.extend(meta(page, node)),
                Tag::H1 => about.headings.push(one_line(page.node(node))),
                Tag::Html => language = page.attribute(node, Name::Lang).map(str::to_owned),
                _ => {}
            }
        }
        about.language = language.filter(|l| !l.trim().is_empty()).or_else(|| about.data.language.clone());
        about.publisher = about.data.publisher.clone().or_else(|| about.meta(&["og:site_name", "application-name"]));
        about.publisher = about.publisher.or_else(|| property(page, "publisher"));
        about.title = about.best_title();
        let days = about.data.published.iter().cloned().chain(DAYS.iter().filter_map(|name| about.meta(&[name])));
        about.published = days.chain(times(page)).find_map(|date| day(&date));
        about.authors = about.find_authors(page);
        about
    }

    /// Returns the first value of the first of these names that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let value = |name: &&str| self.metas.iter().find(|(key, value)| key == name && !value.is_empty());
        names.iter().find_map(value).map(|(_, value)| value.clone())
    }

    /// Returns what helps to find the article on the page.
    pub(super) fn told(&self) -> Told {
        let meta = |names: &[&str]| {
            self.metas.iter().filter(|(name, _)| names.contains(&&**name)).map(|(_, v)| v.clone()).collect::<Vec<_>>()
        };
        let mut titles = meta(&["og:title", "twitter:title"]);
        titles.extend(self.data.headline.iter().chain([&self.page_title]).chain(&self.title).cloned());
        let mut descriptions = meta(&["og:description", "description", "twitter:description"]);
        descriptions.extend(self.data.description.clone());
        descriptions.retain(|description| !description.is_empty());
        let words = titles.iter().chain(&descriptions).flat_map(|text| long_words(text)).collect();
        let body = self.data.body.as_deref().filter(|body| body.len() > SHORTEST_BODY);
        Told {
            titles: titles.iter().map(|title| hash(title)).collect(),
            descriptions: descriptions.iter().map(|description| hash(description)).collect(),
            words,
            body: body.map(|body| triples(body).into_iter().collect()).unwrap_or_default(),
        }
    }

    /// Returns the title with the most votes, without a kicker.
    fn best_title(&self) -> Option<String> {
        let headings: Vec<&str> = self
            .headings
            .iter()
            .map(String::as_str)
            .filter(|h| h.split_whitespace().nth(1).is_some())
            .take(5)
            .collect();
        let mut votes: Vec<(String, f32)> = Vec::new();
        let mut vote = |title: &str, weight: f32| {
            let title = self.without_site(title, &headings);
            if !title.contains(char::is_alphanumeric) {
                return;
            }
            match votes.iter_mut().find(|(known, _)| hash(known) == hash(&title)) {
                Some((_, votes)) => *votes += weight,
                None => votes.push((title, weight)),
            }
        };
        vote(self.data.headline.as_deref().unwrap_or(""), 1.6);
        vote(self.data.alternative.as_deref().unwrap_or(""), 1.2);
        let shared = self.meta(&["og:title"]).unwrap_or_default();
        vote(&shared, 1.0);
        vote(&self.meta(&["twitter:title"]).unwrap_or_default(), 0.3);
        for (at, heading) in headings.iter().enumerate() {
            vote(heading, if at == 0 { 1.0 } else { 0.4 });
        }
        vote(&self.page_title, 0.3);
        // The first of those with the most.
        let best = votes.iter().rev().max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(title, _)| title.as_str())?;
        let shared = self.without_site(&shared, &headings);
        Some(if is_shorter(best, &shared) { shared } else { best.to_owned() })
    }

    /// Returns a title without the name of the site behind it.
    fn without_site(&self, title: &str, headings: &[&str]) -> String {
        let is_longer = |heading: &&&str| heading.len() > 15 && title.len() > heading.len();
        let is_before = |heading: &&&str| {
            let rest = title.strip_prefix(**heading).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with(is_separator))
        };
        if let Some(heading) = headings.iter().filter(is_longer).find(is_before) {
            return (*heading).to_owned();
        }
        let Some(at) = title.rfind(is_separator) else { return title.to_owned() };
        let (head, tail) = (title[..at].trim(), title[at..].trim_start_matches(|c: char| is_separator(c) || c == ' '));
        let is_apart = title[..at].ends_with(' ');
        let is_site =
            [self.meta(&["og:site_name"]), self.publisher.clone()].iter().flatten().any(|s| hash(s) == hash(tail));
        let words = |text: &str| text.split_whitespace().count();
        let is_cut = is_site || title[at..].starts_with('|') && words(head) > 2;
        let drops = is_apart && words(tail) <= 4 && is_cut;
        if drops { head.to_owned() } else { title.to_owned() }
    }

    /// Returns the authors that the best source names: a source that names only
    /// the publisher is asked last.
    fn find_authors(&self, page: &Page) -> Vec<String> {
        let metas = |name: &&str| {
            let values = self.metas.iter().filter(|(key, _)| key == name);
            values.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        let mut sources = vec![self.data.authors.clone()];
        sources.extend(AUTHORS.iter().map(metas));
        sources.push(authors(page));
        for source in &mut sources {
            source.iter_mut().for_each(without_office);
            source.retain(|name| is_name(name));
            source.dedup();
        }
        let found = sources.iter().find(|source| self.names_person(source));
        found.or_else(|| sources.iter().find(|source| !source.is_empty())).cloned().unwrap_or_default()
    }

    /// Whether one of these authors is no publisher: neither the page's own,
    /// nor an address of a site, nor a short name.
    pub(super) fn names_person(&self, authors: &[String]) -> bool {
        let sites = [self.publisher.clone(), self.meta(&["og:site_name"])];
        let is_site = |name: &str| sites.iter().flatten().any(|site| hash(site) == hash(name));
        let is_short = |name: &str| !name.contains(' ') && name.is_ascii() && (name.contains('.') || !has_lower(name));
        authors.iter().any(|name| !is_site(name) && !is_short(name))
    }
}

fn has_lower(text: &str) -> bool {
    text.contains(char::is_lowercase)
}

/// Leaves out what the author is, where that makes the name too long.
fn without_office(name: &mut String) {
    if name.chars().count() >= LONGEST_NAME
        && let Some(end) = name.find(", ")
        && !name[..end].contains(|c: char| c == '@' || c.is_ascii_digit())
    {
        name.truncate(end);
    }
}

/// Whether a title is another one without its kicker (*Budget: …*), or without
/// its end.
fn is_shorter(title: &str, shorter: &str) -> bool {
    if shorter.split_whitespace().count() < 4 || shorter.len() >= title.len() {
        return false;
    }
    let kicker = title.strip_suffix(shorter).map(str::trim_end);
    kicker.is_some_and(|kicker| kicker.ends_with(|c| c == ':' || is_separator(c)))
        || title.strip_prefix(shorter).is_some_and(|rest| rest.starts_with(' '))
}

const fn is_separator(c: char) -> bool {
    matches!(c, '|' | '-' | '–' | '—' | '•' | '·' | '»' | 'ㅣ' | '｜')
}

/// Whether a value can be a name, and is no address.
fn is_name(value: &str) -> bool {
    let has_letters = value.contains(char::is_alphabetic);
    has_letters && value.chars().count() < LONGEST_NAME && !value.contains("://") && !value.starts_with(['@', '/'])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn meta(page: &Page, node: u32) -> Option<(String, String)> {
    let name = [Name::Property, Name::Called, Name::Itemprop].iter().find_map(|&name| page.attribute(node, name))?;
    let value = page.attribute(node, Name::Content)?;
    Some((name.trim().to_lowercase(), one_line(value)))
}

/// Returns the times of the page, those of publication first.
fn times(page: &Page) -> Vec<String> {
    let mut times = Vec::new();
    for node in 0..page.nodes.len() as u32 {
        let is_published = page.attribute(node, Name::Itemprop) == Some("datePublished");
        if !is_published && page.nodes[node as usize].tag != Tag::Time {
            continue;
        }
        let machine = page.attribute(node, Name::Datetime).or_else(|| page.attribute(node, Name::Content));
        let words = page.node(node);
        let value = machine.filter(|value| day(value).is_some()).unwrap_or(words);
        if value.len() < 100 {
            times.push((!is_published, value.to_owned()));
        }
    }
    times.sort_by_key(|(is_other, _)| *is_other);
    times.into_iter().map(|(_, value)| value).collect()
}

/// Returns the words of the first element with a property of microdata.
fn property(page: &Page, name: &str) -> Option<String> {
    let mut nodes = 0..page.nodes.len() as u32;
    let node = nodes.find(|&node| page.attribute(node, Name::Itemprop) == Some(name))?;
    let words = one_line(page.node(node));
    (!words.is_empty() && words.len() < LONGEST_NAME).then_some(words)
}

/// Returns the authors that elements name: `itemprop="author"`,
/// `rel="author"`.
fn authors(page: &Page) -> Vec<String> {
    let is_author = |&node: &u32| {
        let rel = page.attribute(node, Name::Rel).unwrap_or_default();
        let is_named =
            page.attribute(node, Name::Itemprop) == Some("author") || rel.rsplit(':').next() == Some("author");
        is_named && page.around(node).all(|node| !is_comment(page, node))
    };
    let mut names: Vec<String> = Vec::new();
    for node in (0..page.nodes.len() as u32).filter(is_author).take(6) {
        let name = one_line(page.node(node));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(html: &str) -> About {
        About::new(&Page::new(html), html)
    }

    #[test]
    fn a_title_has_no_site_behind_it() {
        let page = "<title>Council sells the bridge | The Harbour Post</title><h1>Council sells the bridge</h1>";
        assert_eq!(about(page).title.as_deref(), Some("Council sells the bridge"));
        let site = "<meta property=og:site_name content='Harbour Post'><title>Sold - Harbour Post</title>";
        assert_eq!(about(site).title.as_deref(), Some("Sold"));
        assert_eq!(about("<title>One - two</title>").title.as_deref(), Some("One - two"));
    }

    #[test]
    fn the_title_that_most_sources_give_is_right() {
        let page = "<meta property=og:title content='Bridge sale'><meta name=twitter:title content='Who wants a bridge?'>\
                    <h1>Who wants a bridge?</h1>";
        assert_eq!(about(page).title.as_deref(), Some("Who wants a bridge?"));
        let data =
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge sale\"}</script>";
        assert_eq!(about(&(data.to_owned() + page)).title.as_deref(), Some("Bridge sale"));
        let shown = "<meta property=og:title content='Who wants a bridge?'><h1>Who wants a bridge?</h1>";
        assert_eq!(about(&(data.to_owned() + shown)).title.as_deref(), Some("Who wants a bridge?"));
    }

    #[test]
    fn the_posts_of_a_live_blog_are_its_body() {
        let data = "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Flood live\",\"liveBlogUpdate\":[\
                    {\"@type\":\"BlogPosting\",\"headline\":\"Peak\",\"articleBody\":\"It fell.\"},{\"articleBody\":\"It rose.\"}]}</script>";
        let about = about(data);
        assert_eq!(
            (about.data.body.as_deref(), about.title.as_deref()),
            (Some("It fell.\nIt rose."), Some("Flood live"))
        );
    }

    #[test]
    fn a_title_has_no_kicker() {
        let title = |shared: &str| {
            let page = format!(
                "<meta property=og:title content='{shared}'><title>Harbour: Council sells the old bridge to the port\
                 </title><h1>Harbour: Council sells the old bridge to the port</h1>"
            );
            about(&page).title
        };
        for shared in ["Council sells the old bridge to the port", "Harbour: Council sells the old bridge"] {
            assert_eq!(title(shared).as_deref(), Some(shared));
        }
        let whole = Some("Harbour: Council sells the old bridge to the port");
        for shared in ["to the port", "the old bridge to the port", "Harbour: Council sells the old bri", "Harbour"] {
            assert_eq!(title(shared).as_deref(), whole, "{shared}");
        }
    }

    #[test]
    fn a_publisher_is_the_author_only_if_nobody_else_is() {
        let data = |author: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":\"{author}\",\
                     \"publisher\":{{\"name\":\"Harbour Post\"}}}}</script>"
            )
        };
        let page = data("Harbour Post") + "<meta name=author content='Ana Ruiz'>";
        assert_eq!(about(&page).authors, ["Ana Ruiz"]);
        assert_eq!(about(&data("Harbour Post")).authors, ["Harbour Post"]);
        let lists = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ana Ruiz, professor \
                     of the history of harbours and lighthouses in Lima\"},[{\"name\":\"Jo Ito\"}]]}</script>";
        assert_eq!(about(lists).authors, ["Ana Ruiz", "Jo Ito"]);
        let comment = "<span rel=schema:author>Ana Ruiz</span><div itemtype=https://schema.org/Comment>\
                       <b itemprop=author>Old Stager</b></div>";
        assert_eq!(about(comment).authors, ["Ana Ruiz"]);
        let page = "<a rel=author href=/x>Ana Ruiz</a><meta name=author content='https://x.example/ruiz'>";
        assert_eq!(about(page).authors, ["Ana Ruiz"]);
    }
}
