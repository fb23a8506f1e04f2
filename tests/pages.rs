//! Snapshots of what is read of every page in `fixtures/pages/`, and what is found
//! on a page against what is found in its words alone.
//!
//! The pages are in the manner of different sites' markup.

use secondhand::attribution::{Attribution, QuotationKind};
use secondhand::read::{self, Document, PartKind};
use secondhand::{Analysis, Analyzer};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn document(path: &Path) -> Document {
    let bytes = fs::read(path).expect("a page");
    read::read(bytes, &path.to_string_lossy(), None).expect("an article").remove(0)
}

/// Returns what is known of a page's article, its parts, and the quotations in it:
/// the source, the first words and the chain.
fn shown(document: &Document) -> String {
    let metadata = &document.metadata;
    let values = [
        ("title", &metadata.title),
        ("byline", &metadata.byline),
        ("publisher", &metadata.publisher),
        ("agency", &metadata.agency),
        ("published", &metadata.published),
        ("language", &document.language),
    ];
    let mut shown = String::new();
    for (name, value) in values {
        let _ = writeln!(shown, "{name}: {}", value.as_deref().unwrap_or("-"));
    }
    for part in &document.parts {
        let source = part.source.map(|source| format!(" from {}", source.of(&document.text))).unwrap_or_default();
        let _ = write!(shown, "\n[{:?}{source}]\n{}\n", part.kind, part.span.of(&document.text));
    }
    shown.push_str("\nQuotations:\n");
    let analysis = Analyzer::new().analyze_document(document);
    let is_shown = |found: &Attribution| found.nested_in.is_none() && found.quotation != QuotationKind::Indirect;
    for (i, found) in analysis.attributions.iter().enumerate().filter(|(_, found)| is_shown(found)) {
        let source = found.source.first().map_or("?", |source| source.of(&document.text));
        let content = found.content.first().map_or("", |content| content.of(&document.text));
        let first: Vec<&str> = content.split_whitespace().take(5).collect();
        let _ = writeln!(shown, "- {source}: {} … ({})", first.join(" "), analysis.chain_path(i));
    }
    shown
}

#[test]
fn parts_of_pages() {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("../fixtures/pages", "*.html", |path| insta::assert_snapshot!("page", shown(&document(path))));
    });
}

/// Returns the words of the cue and the content of every attribution.
fn attributions(analysis: &Analysis<'_>) -> Vec<String> {
    let text = &*analysis.article.text;
    let of = |spans: &[secondhand::span::Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
    analysis.attributions.iter().map(|found| format!("{}: {}", of(&found.cue), of(&found.content))).collect()
}

/// Markup changes nothing in what is found.
#[test]
fn a_page_has_the_attributions_of_its_words() {
    let (mut same, mut all) = (0, 0);
    insta::glob!("../fixtures/pages", "*.html", |path| {
        let document = document(path);
        let is_read = |kind: PartKind| matches!(kind, PartKind::Block | PartKind::Paragraph | PartKind::Heading);
        let words: Vec<&str> =
            document.parts.iter().filter(|part| is_read(part.kind)).map(|part| part.span.of(&document.text)).collect();
        let alone = attributions(&Analyzer::new().analyze(&words.join("\n\n")));
        let on_page = attributions(&Analyzer::new().analyze_document(&document));
        same += alone.iter().filter(|found| on_page.contains(found)).count();
        all += alone.len();
    });
    assert!(all > 20 && same * 100 >= all * 98, "{same} of {all}");
}
