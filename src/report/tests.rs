//! Tests of all formats, and articles made by hand for the tests of each.

use super::*;
use crate::Analysis;
use crate::attribution::{Act, Attribution, Conveys, Evidentiality, Link, QuotationKind, Relation};
use crate::chain::{Chain, ChainLink, Provenance, Role};
use crate::finding::{Concern, Finding, Severity};
use crate::party::{Party, PartyKind};
use crate::quotation::Quotation;
use crate::span::{Span, TokenSpan};
use crate::triage::{BaselineState, Notice, Standing, Suppression, SuppressionKind, Triage};

/// Renders [`analysis`], which has one finding, in this format.
pub(crate) fn shown(format: &dyn Format, name: &str) -> String {
    let analysis = analysis();
    page(format, &[Checked::new(&analysis, name, &Triage::new(&analysis))])
}

/// Renders three findings compared with a baseline (one reported, one
/// suppressed, one known) and a notice about an unused suppression.
pub(crate) fn with_standings(format: &dyn Format, name: &str) -> String {
    let (analysis, triage) = standings();
    page(format, &[Checked::new(&analysis, name, &triage)])
}

/// Like [`with_standings`] for an article that is a line of JSON Lines,
/// with a second notice about an unused suppression in its text.
pub(crate) fn in_record(format: &dyn Format, name: &str, record: Record<'_>) -> String {
    let (analysis, mut triage) = standings();
    let beside = triage.notices[0].clone();
    triage.notices.push(Notice { file: name.to_owned(), line: 1, column: 3, span: Some(Span::new(5, 8)), ..beside });
    let mut checked = Checked::new(&analysis, name, &triage);
    checked.record = Some(record);
    page(format, &[checked])
}

fn standings() -> (Analysis<'static>, Triage) {
    let mut analysis = analysis();
    let finding = analysis.findings[0].clone();
    analysis.findings.extend([finding.clone(), finding]);
    let mut triage = Triage::new(&analysis);
    triage.standings.iter_mut().for_each(|s| s.baseline = Some(BaselineState::New));
    triage.standings[1].suppression =
        Some(Suppression { reason: "on the record with <AP> & \"us\"".to_owned(), kind: SuppressionKind::InSource });
    triage.standings[2].baseline = Some(BaselineState::Unchanged);
    triage.notices.push(Notice {
        code: "unused-suppression",
        severity: Severity::Warning,
        message: "this suppresses nothing".to_owned(),
        help: "take it out".to_owned(),
        file: "a.toml".to_owned(),
        line: 3,
        column: 1,
        span: None,
    });
    (analysis, triage)
}

/// Builds an article whose first half is one long name and whose second
/// half repeats one sentence with a quotation, all on one line. With
/// `is_nested`, the content of each attribution reaches to the end of the
/// text.
fn growing(size: usize, is_nested: bool) -> Analysis<'static> {
    const SENTENCE: &str = "The Gazette quoted her: “The boats are safe.” ";
    let mut analysis = analysis();
    let name: String = "Okafor of the long name ".chars().cycle().take(size / 2).collect();
    let text = format!("{name} {}", SENTENCE.repeat(size / 2 / SENTENCE.len()));
    let (whole, end) = (Span::new(0, name.len() as u32), text.trim_end().len() as u32);
    let (attribution, chain) = (analysis.attributions[0].clone(), analysis.chains[0].clone());
    let (finding, quotation) = (analysis.findings[0].clone(), analysis.quotations[0].clone());
    analysis.attributions.clear();
    analysis.chains.clear();
    analysis.findings.clear();
    analysis.quotations.clear();
    for (i, (at, words)) in (0u32..).zip(text.match_indices("“The boats are safe.”")) {
        let (start, until) = (at as u32, at as u32 + words.len() as u32);
        let content = Span::new(start, if is_nested { end } else { until });
        let mut chain = chain.clone();
        chain.links.iter_mut().for_each(|link| link.mention = whole);
        analysis.chains.push(chain);
        analysis.quotations.push(Quotation { span: content, ..quotation.clone() });
        analysis.attributions.push(Attribution {
            source: vec![whole],
            cue: vec![Span::new(start - 12, start - 6)],
            content: vec![content],
            quotes: vec![i],
            nested_in: i.checked_sub(1).filter(|_| is_nested),
            ..attribution.clone()
        });
        analysis.findings.push(Finding {
            message: format!("words of {name} reached this article"),
            help: format!("ask {name}"),
            span: content,
            labels: vec![(whole, format!("that is {name}"))],
            attribution: Some(i),
            ..finding.clone()
        });
    }
    analysis.parties[0].name.clone_from(&name);
    analysis.parties[0].mentions = vec![whole];
    analysis.parties[1].mentions.clear();
    analysis.article.metadata = crate::article::Metadata { publisher: Some(name), ..Default::default() };
    analysis.article.text = text.into();
    analysis
}

/// Compares sizes in bytes rather than times, which depend on the machine.
#[test]
fn no_format_grows_faster_than_the_article() {
    let formats: Vec<(&str, Box<dyn Format>)> = vec![
        #[cfg(feature = "cli")]
        ("human", Box::new(human::Human::overview(true, 100))),
        ("full", Box::new(human::Human::full(true, 100))),
        ("concise", Box::new(concise::Concise)),
        ("json", Box::new(json::Json { is_single: true, offsets: Offsets::Codepoints })),
        ("jsonl", Box::new(json::Jsonl { offsets: Offsets::Utf16 })),
        ("sarif", Box::new(sarif::Sarif)),
        ("github", Box::new(github::Github)),
        ("junit", Box::new(junit::Junit)),
        ("html", Box::new(html::Html)),
        ("csv", Box::new(csv::Csv)),
        ("webannotation", Box::new(webannotation::WebAnnotation)),
        ("dot", Box::new(dot::Dot)),
        ("mermaid", Box::new(mermaid::Mermaid { is_single: false })),
    ];
    let sizes = |size: usize, is_nested: bool| {
        let analysis = growing(size, is_nested);
        let id = analysis.parties[0].name.clone();
        let mut triage = Triage { fingerprints: Vec::new(), ..Triage::new(&crate::analyze("")) };
        triage.standings = vec![Standing::default(); analysis.findings.len()];
        triage.standings[0].suppression = Some(Suppression { reason: id.clone(), kind: SuppressionKind::InSource });
        let mut checked = Checked::new(&analysis, &id, &triage);
        let mut sizes = vec![
            ("table", table::render(&analysis, 100).len()),
            ("attributions", csv::attributions(&analysis, &id).len()),
        ];
        for (name, format) in &formats {
            sizes.push((name, format.article(&checked).len() + format.entry(&checked).len()));
        }
        checked.record = Some(Record { file: "a.jsonl", line: 1 });
        sizes.extend(formats.iter().map(|(name, format)| (*name, format.article(&checked).len())));
        sizes
    };
    for is_nested in [false, true] {
        for ((format, small), (_, large)) in sizes(10_000, is_nested).into_iter().zip(sizes(100_000, is_nested)) {
            assert!(large < small * 12, "{format}: {small} and {large} bytes, nested: {is_nested}");
        }
    }
}

#[test]
fn the_summary_counts() {
    assert_eq!(summary(&Counts::default()), "no articles, no findings");
    let analysis = analysis();
    let counts = Counts::of(&Checked::new(&analysis, "a", &Triage::new(&analysis)));
    assert_eq!(summary(&counts), "1 article, 1 finding: 1 warning; 1 source to call, 1 report to read");
    let counts = counts.plus(Counts { articles: 2, notes: 3, to_call: 2, known: 1, ..Counts::default() });
    assert_eq!(
        summary(&counts),
        "3 articles, 4 findings: 1 warning, 3 notes (1 in the baseline); 3 sources to call, 1 report to read"
    );
}

/// Builds an article with one attribution by hand, so that tests of formats
/// do not depend on the grammar.
pub(crate) fn analysis() -> Analysis<'static> {
    const TEXT: &str = "🦀 The Post quoted Ana Ruiz as saying “No” 🦀 today.";
    let span = |words: &str| {
        let start = TEXT.find(words).expect("in the text") as u32;
        Span::new(start, start + words.len() as u32)
    };
    let article = crate::article::Article {
        text: TEXT.into(),
        blanked: None,
        blocks: Vec::new(),
        comments: Vec::new(),
        metadata: crate::article::Metadata { agency: Some("UPI".to_owned()), ..Default::default() },
        dateline: None,
        quoted: Vec::new(),
        map: None,
    };
    let party =
        |name: &str, kind, description| Party { name: name.to_owned(), kind, description, mentions: vec![span(name)] };
    let link = |role, relation, party, words| ChainLink { role, relation, party, mention: span(words), why: None };
    Analysis {
        quotations: vec![Quotation {
            span: span("“No”"),
            tokens: TokenSpan::new(0, 0),
            depth: 0,
            parent: None,
            closed: true,
            multi_paragraph: false,
        }],
        attributions: vec![Attribution {
            // Any construction will do: the formats only print its name.
            construction: "according-to".into(),
            act: Act::Statement,
            conveys: Conveys::Words,
            cue_form: Default::default(),
            evidentiality: Evidentiality::Sourced,
            source: vec![span("Ana Ruiz")],
            cue: vec![span("quoted"), span("as saying")],
            cue_head: 0,
            content: vec![span("“No”")],
            quotes: vec![0],
            quotation: QuotationKind::Direct,
            links: vec![Link { relation: Relation::Carried, span: span("The Post") }],
            venues: Vec::new(),
            sentence: 0,
            tokens: TokenSpan::new(0, 0),
            nested_in: None,
        }],
        chains: vec![Chain {
            links: vec![
                link(Role::Intermediary, Some(Relation::Carried), 1, "The Post"),
                link(Role::Origin, None, 0, "Ana Ruiz"),
            ],
            provenance: Provenance::Secondhand,
            reach: None,
        }],
        parties: vec![
            party("Ana Ruiz", PartyKind::Person, Some(span("today"))),
            party("The Post", PartyKind::Outlet, None),
        ],
        occasions: Vec::new(),
        unresolved: vec![None],
        findings: vec![Finding {
            code: "SH001",
            rule: "second-hand-quote",
            severity: Severity::Warning,
            message: "a quotation that another outlet carried".to_owned(),
            help: "find the original".to_owned(),
            span: span("“No”"),
            labels: Vec::new(),
            attribution: Some(0),
            also: Vec::new(),
            properties: Vec::new(),
            confidence: 100,
            concern: Concern::Credited,
            is_route: true,
        }],
        ..Analysis::new(article)
    }
}
