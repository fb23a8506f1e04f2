//! A self-contained HTML page: the overview with a filter (`overview.rs`), a
//! drawing of the chains, the article with its attributions marked (`page.rs`,
//! `marks.rs`) and the findings beside the words (`notes.rs`), and tables
//! (`tables.rs`).
//!
//! The page has no scripts and loads nothing, and its content security policy
//! forbids both to any markup that an article might bring along.

mod marks;
mod notes;
mod overview;
mod page;
mod tables;

use super::escape::markup;
use super::{Checked, Counts, Format, svg};
use crate::article::BlockKind;
use marks::Open;
use page::{Page, key};
use std::fmt::Write as _;

/// The format `html`: one page with all articles, and a table of contents if
/// there are several.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

const CSS: &str = include_str!("html.css");

impl Format for Html {
    fn head(&self, contents: &[String]) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"secondhand {}\">\n<title>Who said it, and through whom</title>\n\
             <style>\n{CSS}{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#articles\">Skip to the text</a>\n\
             <div class=\"page\">\n<header class=\"masthead\"><h1>Who said it, and through whom</h1>\
             <p>A report by secondhand: places to look, not verdicts</p></header>\n",
            env!("CARGO_PKG_VERSION"),
            overview::style(),
        );
        if contents.len() > 1 {
            out.push_str(
                "<nav aria-label=\"Articles\"><table><thead><tr><th scope=\"col\">Article</th>\
                 <th scope=\"col\" class=\"n\">Errors</th><th scope=\"col\" class=\"n\">Warnings</th>\
                 <th scope=\"col\" class=\"n\">Notes</th><th scope=\"col\" class=\"n\">Second-hand</th>\
                 <th scope=\"col\" class=\"n\">Hearsay</th></tr></thead>\n<tbody>\n",
            );
            contents.iter().for_each(|entry| out.push_str(entry));
            out.push_str("</tbody></table></nav>\n");
        }
        out.push_str("<main id=\"articles\">\n");
        out
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        Page::new(checked).render()
    }

    fn foot(&self, counts: &Counts) -> String {
        format!(
            "</main>\n<footer class=\"foot\">{}. Made by secondhand {}.</footer>\n</div>\n</body>\n</html>\n",
            markup(&super::summary(counts)),
            env!("CARGO_PKG_VERSION")
        )
    }

    fn has_contents(&self) -> bool {
        true
    }

    /// Reads the id from the first line: `<article class="story" id="…">`.
    fn ids<'r>(&self, article: &'r str) -> Option<&'r str> {
        article.split('"').nth(3)
    }

    fn entry(&self, checked: &Checked<'_>) -> String {
        let counts = Counts::of(checked);
        let name = markup(checked.name);
        let title = checked.analysis.article.metadata.title.as_deref();
        let link = title.map_or_else(|| name.clone(), markup);
        let below = if title.is_some() { format!("<small>{name}</small>") } else { String::new() };
        let mut out = format!("<tr><td><a href=\"#{}\">{link}</a>{below}</td>", key(checked));
        for n in [counts.errors, counts.warnings, counts.notes, counts.secondhand, counts.hearsay] {
            let _ = write!(out, "<td class=\"n\">{n}</td>");
        }
        out.push_str("</tr>\n");
        out
    }
}

impl<'a> Page<'a, '_> {
    fn render(&self) -> String {
        let text = self.checked.text();
        let mut out = String::with_capacity(text.len() * 3);
        self.header(&mut out);
        out.push_str("<h3>The text</h3>\n<div class=\"body\">\n");
        let mut open = Open::default();
        let (mut event, mut anchor, mut place) = (0, 0, 0);
        let rows = self.rows();
        for (n, row) in rows.iter().enumerate() {
            let until = rows.get(n + 1).map_or(u32::MAX, |next| next.span.start);
            let from = place;
            while self.places.get(place).is_some_and(|p| p.at < until) {
                place += 1;
            }
            let places = &self.places[from..place];
            let mut words = String::new();
            let has_marks = self.words(row.span, &mut open, (&mut event, &mut anchor), places, &mut words);
            let is_shown = match row.kind {
                // The page's header already shows the title.
                BlockKind::Title => has_marks || self.title() != row.span.of(text),
                _ => true,
            };
            if !is_shown {
                continue;
            }
            let (tag, class) = match row.kind {
                BlockKind::Heading | BlockKind::Title => ("h4", ""),
                BlockKind::Paragraph => ("p", ""),
                _ => ("p", " class=\"aside\""),
            };
            let goes_on = if row.goes_on { " on" } else { "" };
            let _ = write!(out, "<div class=\"row{goes_on}\"><{tag}{class}>{words}</{tag}>");
            self.notes(places, &mut out);
            out.push_str("</div>\n");
        }
        out.push_str("</div>\n");
        self.notices(&mut out);
        self.silent(&mut out);
        self.table(&mut out);
        out.push_str("</article>\n");
        out
    }

    fn title(&self) -> &'a str {
        self.checked.analysis.article.metadata.title.as_deref().unwrap_or(self.checked.name)
    }

    fn header(&self, out: &mut String) {
        let (checked, counts) = (self.checked, Counts::of(self.checked));
        let metadata = &checked.analysis.article.metadata;
        let _ = write!(
            out,
            "<article class=\"story\" id=\"{}\">\n<p class=\"kicker\">{}</p>\n<h2>{}</h2>\n",
            self.key,
            markup(checked.name),
            markup(self.title())
        );
        let credit: Vec<String> = [
            metadata.byline.as_deref().map(|name| format!("By {}", markup(name))),
            metadata.publisher.as_deref().map(markup),
            metadata.agency.as_deref().map(markup),
            metadata.published.as_deref().map(markup),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !credit.is_empty() {
            let _ = writeln!(out, "<p class=\"credit\">{}</p>", credit.join(" · "));
        }
        let many = |n: usize, what: &str| format!("<li><b>{n}</b> {what}{}</li>", if n == 1 { "" } else { "s" });
        let mut sums = String::new();
        for (n, what) in [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")] {
            if n > 0 {
                sums.push_str(&many(n, what));
            }
        }
        if sums.is_empty() {
            sums.push_str("<li>no findings</li>");
        }
        for (n, what) in [(counts.suppressed, "suppressed"), (counts.known, "in the baseline")] {
            if n > 0 {
                let _ = write!(sums, "<li><b>{n}</b> {what}</li>");
            }
        }
        let classes = [
            (counts.firsthand, "fh", "first-hand"),
            (counts.secondhand, "sh", "second-hand"),
            (counts.hearsay, "hs", "hearsay"),
            (counts.unsourced, "un", "unsourced"),
        ];
        sums.push_str(&many(classes.iter().map(|c| c.0).sum(), "attribution"));
        let _ = writeln!(out, "<ul class=\"sums\">{sums}</ul>");
        self.overview(out);
        if classes.iter().any(|c| c.0 > 0) {
            out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
            for (n, class, _) in classes.iter().filter(|c| c.0 > 0) {
                let _ = write!(out, "<i class=\"{class}\" style=\"flex:{n}\"></i>");
            }
            out.push_str("</div>\n");
        }
        out.push_str("<ul class=\"key\" aria-label=\"How words are marked\">");
        for (n, class, what) in classes {
            let _ = write!(out, "<li><span class=\"c {class}\">{what}</span> {n}</li>");
        }
        out.push_str(
            "<li><span class=\"s\">source</span></li><li><span class=\"k\">cue</span></li>\
             <li><span class=\"c fh q\">“quoted”</span></li><li><span class=\"q\">“quoted, nobody’s”</span></li>\
             </ul>\n",
        );
        let graph = svg::graph(checked.analysis);
        if !graph.is_empty() {
            let _ =
                writeln!(out, "<h3>How the words came here</h3>\n<div class=\"drawn\" tabindex=\"0\">{graph}</div>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{shown, with_standings};
    use crate::triage::Triage;

    /// Asserts that every element of the page is closed, in the right order.
    fn balanced(page: &str) {
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or("")) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or("");
            match tag {
                _ if tag.ends_with('/') || matches!(name, "meta" | "!DOCTYPE") => {}
                _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{page}"),
                _ => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    fn ids(page: &str) -> (Vec<&str>, Vec<&str>) {
        let of = |attribute: &str| -> Vec<&str> {
            page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).collect()
        };
        (of(" id=\""), of(" href=\"#"))
    }

    #[test]
    fn links_lead_both_ways() {
        let page = with_standings(&Html, "a.txt");
        balanced(&page);
        let (ids, links) = ids(&page);
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        assert!(links.iter().all(|link| ids.contains(link)), "{links:?} in {ids:?}");
        for end in ["-m1", "-f1", "-a1"] {
            assert!(links.iter().any(|link| link.ends_with(end)), "{end} in {links:?}");
        }
        assert!(page.contains("Suppressed: on the record with &lt;AP&gt; &amp; &quot;us&quot;"), "{page}");
    }

    /// With duplicate ids, links would lead to the first article.
    #[test]
    fn the_same_article_again_has_ids_of_its_own() {
        let analysis = crate::report::tests::analysis();
        let triage = Triage::new(&analysis);
        let checked = Checked::new(&analysis, "a.txt", &triage);
        let page = crate::report::page(&Html, &[checked.clone(), checked.clone(), checked]);
        balanced(&page);
        let (ids, links) = ids(&page);
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        assert!(links.iter().all(|link| ids.contains(link)), "{links:?} in {ids:?}");
        let linked: std::collections::BTreeSet<_> = links.iter().collect();
        assert_eq!(linked.len() % 3, 1, "three articles and the text: {linked:?}");
    }

    #[test]
    fn an_article_brings_no_markup() {
        let text = "<script>alert(1)</script> \"<img src=x onerror=alert(1)>,\" Ana <b>Ruiz</b> told Der Spiegel.\n\n\
                    The Post quoted Lena \"<i>\" Okafor as saying \"it's </style><script>alert(2)</script>.\"";
        let analysis = crate::analyze(text);
        let triage = Triage::new(&analysis);
        let name = "\"><script>alert(3)</script>.txt";
        let checked = Checked::new(&analysis, name, &triage);
        let page = crate::report::page(&Html, &[checked.clone(), checked]);
        balanced(&page);
        for markup in ["<script", "<img", "<b>Ruiz", "<i>\"", "\"><s"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn every_word_is_on_the_page_once() {
        let text = "Talks end\n\nThe Post quoted Ana Ruiz as saying \"Lena Okafor told me 'no' twice.\"\n\nReportedly it rained.";
        let analysis = crate::analyze(text);
        let page = Html.article(&Checked::new(&analysis, "a", &Triage::new(&analysis)));
        let mut words = String::new();
        for row in page.split("<div class=\"row\">").skip(1) {
            let row = row.split("</div>").next().unwrap_or("");
            let row = row.split("<aside").next().unwrap_or("");
            // The numbers that link to notes are not words of the article.
            let mut parts = row.split("<a class=\"ref");
            let mut row = parts.next().unwrap_or("").to_owned();
            row.extend(parts.filter_map(|part| part.split_once("</a>")).map(|(_, after)| after));
            for piece in row.split('<') {
                words.push_str(piece.split_once('>').map_or("", |(_, after)| after));
            }
            words.push('\n');
        }
        let plain = words.replace("&quot;", "\"").replace("&#39;", "'");
        let plain: Vec<&str> = plain.split_whitespace().collect();
        let expected: Vec<&str> = text.split_whitespace().skip(2).collect();
        assert!(plain.ends_with(&expected), "{plain:?}");
    }

    #[test]
    fn several_articles_have_contents() {
        assert!(!shown(&Html, "a.txt").contains("<nav"));
        let (one, two) = (crate::analyze("It rained, Ana Ruiz said."), crate::analyze("“No,” said Ana Ruiz."));
        let (first, second) = (Triage::new(&one), Triage::new(&two));
        let page =
            crate::report::page(&Html, &[Checked::new(&one, "a.txt", &first), Checked::new(&two, "b.txt", &second)]);
        balanced(&page);
        let nav = page.split("<nav").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("contents");
        assert!(nav.contains(">a.txt</a>") && nav.contains(">b.txt</a>"), "{nav}");
    }
}
