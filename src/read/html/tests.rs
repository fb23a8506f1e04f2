//! Tests of pages as a whole.

use super::page::Page;
use super::read;
use crate::read::builder::is_invisible;
use crate::read::document::{Document, Part, PartKind};
use proptest::prelude::*;
use std::sync::Arc;

const LEAD: &str =
    "The harbour council said on Monday that it would sell the old bridge to the port by the end of the year.";
const MORE: &str =
    "Nobody was asked about the sale, Mayor Ana Ruiz told the Kestrian Daily, and nobody in the town was afraid of it.";

/// A page with an article of two paragraphs around `markup`.
fn page(markup: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Council sells the bridge | Harbour Post</title></head><body>\
         <nav class=menu><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>\
         <article class=story><h1>Council sells the bridge</h1><div class=article-body><p>{LEAD}</p>{markup}<p>{MORE}</p>\
         </div></article><div class=comments><p>I never liked that bridge, and the ferry was always late, says a reader.</p></div>\
         <footer><p>Copyright Harbour Post. All rights reserved.</p></footer></body></html>"
    )
}

fn document(source: &str) -> Document {
    read(&Arc::from(source)).expect("an article").remove(0)
}

fn parts(document: &Document) -> Vec<(PartKind, &str)> {
    document.parts.iter().map(|part| (part.kind, part.span.of(&document.text))).collect()
}

/// The parts of the article between its two paragraphs.
fn between(markup: &str) -> Vec<(PartKind, String)> {
    let document = document(&page(markup));
    let parts = parts(&document);
    let at = |text: &str| parts.iter().position(|(_, words)| *words == text).expect("both paragraphs are read");
    parts[at(LEAD) + 1..at(MORE)].iter().map(|(kind, words)| (*kind, (*words).to_owned())).collect()
}

#[test]
fn the_article_is_read_without_what_is_around_it() {
    let document = document(&page(""));
    let expected = [(PartKind::Title, "Council sells the bridge"), (PartKind::Block, LEAD), (PartKind::Block, MORE)];
    assert_eq!(parts(&document), expected);
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(document.metadata.title.as_deref(), Some("Council sells the bridge"));
}

#[test]
fn the_page_names_the_author_where_its_data_do_not() {
    let byline = |byline: &str, data: &str| {
        let line = format!("</h1><div class=meta>{byline}</div>");
        document(&page("").replace("</h1>", &line).replace("<head>", &format!("<head>{data}"))).metadata.byline
    };
    let link = "<span>12 May</span> <a href=/authors/ana-ruiz>Ana Ruiz</a> <a href=/authors/jo-ito>Jo Ito</a>";
    let site = "<meta name=author content=harbourpost.example><meta property=og:site_name content='Harbour Post'>";
    assert_eq!(byline(link, "").as_deref(), Some("Ana Ruiz, Jo Ito"));
    assert_eq!(byline(link, site).as_deref(), Some("Ana Ruiz, Jo Ito"));
    assert_eq!(byline("<span class=byline>Ana Ruiz</span> 3 min", site).as_deref(), Some("Ana Ruiz"));
    assert_eq!(byline(link, "<meta name=author content='Mei Sato'>").as_deref(), Some("Mei Sato"));
    // Neither more of the page nor one word is a name.
    let more = "<div class=author><p>Ana Ruiz</p><p>Follow Us</p></div>";
    assert_eq!(byline(more, "").as_deref(), None);
    assert_eq!(byline("<span class=author>by HP</span>", site).as_deref(), Some("harbourpost.example"));
}

/// Live pages put each paragraph and each subhead in a box of its own.
#[test]
fn subheads_in_boxes_of_their_own_are_kept() {
    let boxed = |words: &str| format!("<section class=content-group><div class=hidden>More</div>{words}</section>");
    let body = |head: &str| {
        let paragraph = format!("<p>{MORE}</p>");
        let boxes = [LEAD, MORE].map(|words| boxed(&format!("<p>{words}</p>")));
        let page = page("").replace(&format!("<p>{LEAD}</p>"), &format!("{}{head}", boxes[0]));
        let page = document(&page.replace(&paragraph, &boxes[1]));
        parts(&page).iter().any(|(kind, _)| *kind == PartKind::Heading)
    };
    assert!(body(&boxed("<h3>Port was silent</h3>")));
    assert!(!body("<aside class=related-box><h3>Read more</h3></aside>"));
}

#[test]
fn a_page_without_an_article_is_no_article() {
    for source in ["", "<p>", "<nav><a href=/>Home</a></nav>", "<script>alert('no')</script>"] {
        let error = read(&Arc::from(source)).expect_err("no article");
        assert!(error.message().contains("no article"), "{source}");
    }
}

/// Whoever reads a page sees one word, whatever its markup.
#[test]
fn markup_breaks_no_words() {
    let markup = "<p>The <b>har</b>bour mas&shy;ter&rsquo;s&nbsp;<i>\n wa\u{200b}tch</i> said <a href=/x>that&hellip;</a> it was over, \
                  and so did the others in the town.</p>";
    let words = "The harbour master’s watch said that… it was over, and so did the others in the town.";
    assert_eq!(between(markup), [(PartKind::Block, words.to_owned())]);
}

/// html5gum cuts the character behind a reference in two.
#[test]
fn characters_behind_references_are_whole() {
    let page = Page::new("<title>a&amp;é</title>l&rsquo;été &nbsp;“Über&quot;中文&quot;。");
    assert_eq!((page.title.as_str(), page.text.as_str()), ("a&é", "l’été “Über\"中文\"。"));
}

#[test]
fn marks_of_footnotes_are_left_out() {
    let page = Page::new(
        "<p>It is over.<a href=#n1>1</a> She left.<sup><a href='#n2'>[2]</a></sup> <a href=#n3>12 men</a> <a href=/4>4</a>",
    );
    assert_eq!(page.text, "It is over. She left. 12 men 4");
}

#[test]
fn block_quotations_know_their_source() {
    let quoted =
        "We were told in March, in a letter from the mayor, and since then we have waited for the port to answer.";
    let more = "Nobody came to see us at the port before or after that.";
    let cases = [
        format!("<blockquote><p>{quoted}</p><footer>— <cite>Jo Antrobus</cite></footer></blockquote>"),
        format!("<blockquote class=wp-block-quote><p>{quoted}</p><cite>Jo Antrobus</cite></blockquote>"),
        format!("<blockquote><p>{quoted} <cite>Jo Antrobus</cite></p></blockquote>"),
        format!("<blockquote>{quoted} – <cite>Jo Antrobus</cite></blockquote>"),
        format!("<blockquote><p>{quoted}<br>— Jo Antrobus</p></blockquote>"),
        format!("<blockquote><p>{more}</p><p>{quoted}</p><p>— Jo Antrobus</p></blockquote>"),
        format!("<figure><blockquote><p>{quoted}</p></blockquote><figcaption>Jo Antrobus</figcaption></figure>"),
    ];
    for case in cases {
        let document = document(&page(&case));
        let quotations: Vec<&Part> = document.parts.iter().filter(|part| part.kind == PartKind::Quotation).collect();
        assert!(!quotations.is_empty(), "{case}");
        for part in &quotations {
            assert_eq!(part.source.map(|source| source.of(&document.text)), Some("Jo Antrobus"), "{case}");
        }
        let expected = "port to answer.”|— Jo Antrobus|".replace('|', "\n\n");
        let text = document.text.replace("”\n— ", "”\n\n— ").replace("– ", "— ");
        assert!(text.contains(&expected), "{case}: {text}");
    }
    // The title of a book is no source.
    let book = format!("<blockquote><p>{quoted} I read it in <cite>Dredgers at Dawn</cite></p></blockquote>");
    assert!(document(&page(&book)).parts.iter().all(|part| part.source.is_none()));
}

/// A post that a page shows is its author's, not the page's.
#[test]
fn sources_of_quotations_are_speakers() {
    let markup = "<p>Many people in the town answered to the announcement of the sale on Monday evening.</p>\
                  <blockquote><p>We were waiting for the port to answer. It never answered.</p><p>The bridge is ours.</p>\
                  <cite>Jo Antrobus, head of the league</cite></blockquote><blockquote class=twitter-tweet><p>The bridge \
                  is closed to all traffic, and the ferry is late.</p>&mdash; Mayor Ana Ruiz (@ruiz) <a href=/x>May 3, 2024</a>\
                  </blockquote>";
    let document = document(&page(markup));
    let analysis = crate::Analyzer::new().analyze_document(&document);
    let text = &*analysis.article.text;
    let said: Vec<(&str, &str)> = analysis
        .attributions
        .iter()
        .filter_map(|found| Some((found.source.first()?.of(text), found.content.first()?.of(text))))
        .collect();
    assert!(
        said.iter().any(|(source, said)| source.starts_with("Jo Antrobus") && said.contains("bridge is ours")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|(source, said)| source.starts_with("Mayor Ana Ruiz (") && said.contains("ferry is late")),
        "{said:?}"
    );
}

#[test]
fn q_is_shown_with_marks() {
    let markup =
        "<p>It was <q>over</q>, she said, and “<q>done</q>” with the bridge as far as the town council goes.</p>";
    assert!(between(markup)[0].1.starts_with("It was “over”, she said, and “done” with"));
}

#[test]
fn pull_quotes_captions_and_scripts_are_no_evidence() {
    let pull = format!("<aside class=pullquote><p>{}</p></aside>", &MORE[..MORE.len() - 40]);
    assert_eq!(between(&pull).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [PartKind::PullQuote]);
    let figure = "<figure><img src=x><figcaption>The bridge on Sunday. Photo: Jo Antrobus</figcaption></figure>";
    assert_eq!(between(figure), [(PartKind::Caption, "The bridge on Sunday. Photo: Jo Antrobus".to_owned())]);
    let hidden = "<script>document.write('<p>He said that it was over, and nobody was asked.</p>')</script>\
                  <style>p { color: red }</style><noscript><p>He said that it was on.</p></noscript>";
    assert_eq!(between(hidden), []);
}

/// Browsers show what is behind most of these.
#[test]
fn elements_without_end_tag_hide_no_article() {
    for markup in [
        "<svg><path d=x>",
        "<svg><title>A bridge",
        "<style>p {}",
        "<noscript><img src=x>",
        "<template><div>",
        "<select><option>One",
        "<video><source src=x>",
        "<textarea>",
        "<style>a<noscript>b<svg>",
    ] {
        let document =
            document(&page(&format!("{markup}<p>The port said nothing of this sale until Friday evening.</p>")));
        let words: Vec<&str> = parts(&document).into_iter().map(|(_, words)| words).collect();
        assert!(words.contains(&LEAD) && words.contains(&MORE), "{markup}: {words:?}");
    }
    let hidden = "<template><div>He said that it was over, and nobody was asked about it.</template>";
    assert_eq!(between(hidden), []);
}

#[test]
fn another_article_of_the_page_is_named() {
    let other = "<article><h2>Ferry halted</h2><p>The ferry stopped on Monday evening because nobody had paid its crew for a month.</p>\
                 <p>The owner of the ferry said on Tuesday that the crew had been paid in March, and that it would be paid again.</p>\
                 </article>";
    let document = document(&page("").replace("</article>", &format!("</article>{other}")));
    assert_eq!(document.notes, ["the page has another article, which is not read: Ferry halted"]);
    assert!(!document.text.contains("ferry stopped"));
}

#[test]
fn comments_with_suppressions_are_kept() {
    let markup = "<!-- secondhand-ignore: hearsay: on the record --><!-- a comment --><p>The port said nothing of this sale \
                  until Friday, and then it said too much.</p>";
    let kinds: Vec<PartKind> = between(markup).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [PartKind::Comment, PartKind::Block]);
}

#[test]
fn an_article_that_only_its_data_shows_is_read() {
    let body = format!("{LEAD}\\n{MORE} {MORE}");
    let source = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\",\
         \"author\":{{\"name\":\"Ana Ruiz\"}},\"datePublished\":\"2026-03-01T08:00Z\",\"isAccessibleForFree\":false}}</script>\
         <div id=root></div>"
    );
    let document = document(&source);
    assert_eq!(parts(&document)[0], (PartKind::Block, LEAD));
    assert_eq!(document.metadata.byline.as_deref(), Some("Ana Ruiz"));
    assert_eq!((document.metadata.published.as_deref(), document.notes.len()), (Some("2026-03-01"), 1));
}

/// What is kept of a page grows no faster than the page, and elements nest no
/// deeper than what a block may cost allows.
#[test]
fn hostile_pages_cost_no_more_a_byte_than_others() {
    let of = |unit: &str, end: &str, count: usize| page(&(unit.repeat(count) + &end.repeat(count)));
    let size = |source: &str| {
        let page = Page::new(source);
        let deepest = (0..page.nodes.len() as u32).map(|node| page.around(node).count()).max();
        assert!(deepest.is_some_and(|depth| depth < 300), "{deepest:?}");
        page.nodes.len() + page.blocks.len() + page.pieces.len() + page.text.len() + page.comments.len()
    };
    let units = [
        ("<div>x", ""),
        ("<p>x", ""),
        ("<b><i>x", ""),
        ("<ul><li>x", ""),
        ("<table><tr><td>x", ""),
        ("<div>", "</div>"),
        ("<b>x", "</i>"),
        ("&rsquo;", ""),
        ("&", ""),
        ("<", ""),
        ("<q>x", ""),
        ("<br><br>x", ""),
        ("<!-- secondhand-ignore -->", ""),
        ("<blockquote>x", "</p>"),
        ("<p class='article-body x y z'>x", ""),
        ("</div>", "<p>"),
        ("<svg>x", ""),
        ("<style>x", ""),
        ("<video><p>x", ""),
        ("<div><svg></div>", ""),
    ];
    for (unit, end) in units {
        let (small, large) = (size(&of(unit, end, 1_000)), size(&of(unit, end, 10_000)));
        assert!(large < 11 * small, "{unit}: {small}, {large}");
        assert!(read(&Arc::from(of(unit, end, 3_000))).is_ok_and(|documents| !documents.is_empty()), "{unit}");
    }
    let attribute = page(&format!("<p class=\"{}\" data-x='{}'>x</p>", "a ".repeat(1 << 20), "b".repeat(1 << 20)));
    assert!(size(&attribute) < 2_000);
}

/// A word without the marks that the builder puts around block quotations.
fn bare(word: &str) -> &str {
    word.trim_end().trim_matches(['“', '”'])
}

/// Every word of the text is at its place in the page.
fn faults(source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for document in read(&Arc::from(source)).unwrap_or_default() {
        let map = document.map.clone().expect("pages have a map");
        let mut end = 0;
        for part in &document.parts {
            let words = part.span.of(&document.text);
            if words.trim() != words || words.is_empty() || part.span.start < end {
                faults.push(format!("{part:?}"));
            }
            end = part.span.end;
        }
        let mut at = 0;
        for word in document.text.split_inclusive(char::is_whitespace) {
            let span = crate::span::Span::new(at as u32, (at + word.trim_end().len()) as u32);
            at += word.len();
            let place = map.to_source(span);
            let there = source.get(place.start..place.end);
            let is_plain = there.is_some_and(|there| !there.contains(['<', '&']) && !there.contains(is_invisible));
            // A mark that the builder put in stands behind what precedes it.
            if there.is_none()
                || word.trim_end() != "—" && is_plain && !word.starts_with('“') && there.map(bare) != Some(bare(word))
            {
                faults.push(format!("{word:?} is not at {place:?}: {there:?}"));
            }
        }
    }
    faults
}

/// Pieces of pages, and pieces that are hard to read.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=article-body>",
    "</div>",
    "<b>",
    "</b>",
    "<a href=/x>",
    "</a>",
    "<br>",
    "<br/>",
    "<q>",
    "</q>",
    "<blockquote>",
    "</blockquote>",
    "<li>",
    "<ul>",
    "</ul>",
    "<table>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<h1>",
    "</h1>",
    "<time datetime=2026-01-02>",
    "&rsquo;",
    "&nbsp;",
    "&shy;",
    "&amp;",
    "&",
    "&#0;",
    "&#x1F980;",
    "&bogus;",
    "<",
    ">",
    "<!--",
    "-->",
    "<!",
    "</",
    "<a b='",
    "'",
    "\"",
    "\0",
    "\r\n",
    "\n",
    "  ",
    "\u{a0}",
    "é",
    "🦀",
    "中文。",
    "\u{200b}",
    "\u{ad}",
    LEAD,
    LEAD,
    MORE,
    MORE,
    "said",
    " ",
    " ",
    "<article>",
    "<figure>",
    "<figcaption>",
    "<footer>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",",
    "\"articleBody\":\"",
    "<!-- secondhand-ignore: x: y -->",
];

proptest! {
    #[test]
    fn every_word_is_where_the_map_says(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let faults = faults(&pieces.concat());
        prop_assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
        prop_assert!(faults(&page(&text)).is_empty());
    }
}
