//! Properties that hold for any text: no panic, sound spans, the same result
//! each time, linear time.

use crate::patterns::patterns;
use crate::sound::faults;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use secondhand::report::human::Human;
use secondhand::report::json::{Document, Offsets};
use secondhand::report::{Checked, Format as _, table};
use secondhand::triage::Triage;
use std::fmt::Write as _;
use std::thread;

/// Pieces of news, and pieces that are hard to read.
#[rustfmt::skip] // With one per line they would fill pages.
const PIECES: &[&str] = &[
    "said", "told", "said that", "was quoted as saying", "quoted", "as saying", "according to", "reportedly",
    "citing", "is reported to have", "claims", "added:", "who", "which", "that", "to", "in an interview with",
    "reported that", "denied saying", "asked whether", "'s claim that", "was told by", "as quoted by", "From",
    "in a letter seen by", "After threatening to", "and dismissing", "while discussing", "Ana Ruiz", "Mr. Baka", "Sen. Ada Ito (D-Calif.)", "The Washington Post", "Reuters", "UPI",
    "al-Qabas", "he", "she", "they", "it", "I", "we", "officials", "the ministry", "Moscow",
    "a spokesman for the port", "Secretary of StateJohn", "O'Hare-D'Souza", "Jones'", "the '90s", "rock 'n' roll",
    "6'2\"", "$1.2 billion", "46%", "Jan. 5", "5 p.m.", "U.S.", "the strike", "is over", "was a mistake", "had begun",
    "because", "but", "and", "or", "not", "a", "the", "of", "on", "\"", "\"", "\"", "\"", "'", "'", "“", "”", "‘",
    "’", "«", "»", "„", "‚", "‹", "›", "「", "」", "``", "''", "\"\"", ".", ".", ".", ",", ",", ",", ":", ";", "?", "!",
    "…", "...", "—", "--", " - ", "–", "(", ")", "[", "]", "/", "*", "\n", "\n\n", "\n\n", "\r\n", "\t", "  ",
    "\u{a0}", "\u{2028}", "\u{200b}", "\u{feff}", "\0", "é", "e\u{301}", "ß", "🦀", "👩‍👩‍👧", "中文「是」", "العربية",
    "İstanbul", "ﬁ", "@handle", "#tag", "http://a.example/?q=1", "<!-- x -->", "Copyright © UPI, 2015.",
    "By Fred Lambert", "BAGHDAD (AP) —", "OYELARAN:", "Q:", "A:", "18:42", "- Kestrian Daily",
    "Sign up to our newsletter", "WASHINGTON, Oct 3 (Reuters) -", "Published September 28th, 2015 - 11:00 GMT",
];

/// Generates pieces in random order, mostly with spaces between them.
pub(crate) fn mangled_news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![40 => select(PIECES).prop_map(str::to_owned), 1 => ".{0,12}"];
    vec((piece, prop_oneof![8 => Just(" "), 2 => Just("")]), 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, space)| [piece, space.to_owned()]).collect())
}

/// Generates a news sentence with something inserted into it or cut out of it.
pub(crate) fn broken_news() -> impl Strategy<Value = String> {
    let sentences: &[&str] = &[
        "The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying the strike was over \"in weeks, maybe less.\"",
        "\"This is not coordinated,\" The New York Times quoted John Kerry as saying. \"I think we have concerns.\"",
        "Two people briefed on the call said Mr. Baka told her that it \"smells.\" She denied it.",
        "‘We were told in March, and I quote, “Wait”,’ said Jo Antrobus, the chairman, in an interview with the BBC.",
        "The move is reported to have caught off guard the administration, according to al-Qabas, citing officials.",
        "„Nobody is afraid“, the minister said; the idea, he added, was «homegrown, like the cucumber».",
    ];
    (vec(select(sentences), 1..4), vec((any::<prop::sample::Index>(), select(PIECES), 0..6usize), 0..6)).prop_map(
        |(sentences, breaks)| {
            let mut chars: Vec<char> = sentences.join(" ").chars().collect();
            for (at, piece, cut) in breaks {
                let start = at.index(chars.len() + 1);
                let end = (start + cut).min(chars.len());
                chars.splice(start..end, piece.chars());
            }
            chars.into_iter().collect()
        },
    )
}

/// Returns everything that can be printed about a text, as one string.
fn everything(text: &str) -> String {
    let analysis = secondhand::analyze(text);
    let mut all = String::new();
    for offsets in [Offsets::Codepoints, Offsets::Bytes, Offsets::Utf16] {
        all += &Document::new(&analysis, "a", offsets).to_line();
    }
    all += &table::render(&analysis, 100);
    let triage = Triage::new(&analysis);
    for width in [20, 100] {
        all += &Human::full(false, width).article(&Checked::new(&analysis, "a", &triage));
    }
    all += &in_every_format(&analysis);
    (0..analysis.attributions.len()).for_each(|i| all += &analysis.chain_line(i));
    let _ = write!(all, "{:?}", analysis.parse);
    all
}

/// Renders all formats of `check` except the report for people.
fn in_every_format(analysis: &secondhand::Analysis<'_>) -> String {
    use secondhand::report::*;
    let offsets = Offsets::Utf16;
    let formats: [&dyn Format; 10] = [
        &concise::Concise,
        &json::Json { is_single: false, offsets },
        &sarif::Sarif,
        &github::Github,
        &junit::Junit,
        &html::Html,
        &csv::Csv,
        &webannotation::WebAnnotation,
        &dot::Dot,
        &mermaid::Mermaid { is_single: true },
    ];
    let triage = Triage::new(analysis);
    formats.iter().map(|format| page(*format, &[Checked::new(analysis, "a", &triage)])).collect()
}

fn assert_sound(text: &str) -> Result<(), TestCaseError> {
    let analysis = secondhand::analyze(text);
    let faults = faults(&analysis);
    prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// Runs one in `share` of the cases that `PROPTEST_CASES` asks for, or of 256.
/// Failures are not stored as seeds: add a test for each instead.
pub(crate) fn config(share: u32) -> ProptestConfig {
    let standard = ProptestConfig::default();
    ProptestConfig { cases: standard.cases.div_ceil(share), failure_persistence: None, ..standard }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn any_string_is_read(text in any::<String>()) {
        assert_sound(&text)?;
        everything(&text);
    }

    #[test]
    fn any_mangled_news_is_read(text in mangled_news()) {
        assert_sound(&text)?;
        everything(&text);
    }

    #[test]
    fn any_broken_news_is_read(text in broken_news()) {
        assert_sound(&text)?;
        everything(&text);
    }

    #[test]
    fn the_text_under_a_span_is_the_articles(text in broken_news()) {
        let analysis = secondhand::analyze(&text);
        let value = serde_json::to_value(Document::new(&analysis, "a", Offsets::Codepoints)).expect("JSON");
        let chars: Vec<char> = analysis.text().chars().collect();
        assert_texts(&value, &chars)?;
    }
}

/// Checks that the `text` of every object with `start` and `end` is the text at
/// that place.
fn assert_texts(value: &serde_json::Value, chars: &[char]) -> Result<(), TestCaseError> {
    use serde_json::Value;
    match value {
        Value::Array(list) => list.iter().try_for_each(|v| assert_texts(v, chars)),
        Value::Object(map) => {
            if let (Some(start), Some(end)) = (map.get("start"), map.get("end")) {
                let at = |v: &Value| v.as_u64().map_or(usize::MAX, |n| n as usize);
                let there: Option<String> = chars.get(at(start)..at(end)).map(|c| c.iter().collect());
                prop_assert_eq!(there.as_deref(), map.get("text").and_then(Value::as_str));
            }
            map.values().try_for_each(|v| assert_texts(v, chars))
        }
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn the_same_text_gives_the_same_bytes_on_any_thread(text in prop_oneof![mangled_news(), broken_news()]) {
        let first = everything(&text);
        prop_assert_eq!(&everything(&text), &first);
        let same = thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| everything(&text))).collect();
            runs.into_iter().all(|run| run.join().is_ok_and(|other| other == first))
        });
        prop_assert!(same);
    }
}

/// Regression tests for what the tests above have found.
#[test]
fn what_was_found_once_stays_mended() {
    for text in [
        // Three readings held each other, so chains were followed forever.
        "Ana Ruiz added: said said said said said reportedly , said is over said said said said said said said said \
         said said said said said said said said said said said said said said said said said said said said said ",
        // The subject of a participle was inside its own content.
        "The report quotes Crake as promising that the berth would be hers.",
        "denied saying 's claim that added: said ",
        "said that added: , said ",
        // The subject of a participle stood after it.
        "was quoted as saying OYELARAN: 's claim that said said said ",
        // The subject of the second participle stands behind it: the chain
        // had no origin.
        "After threatening to sue and dismissing the report he left.",
        "On CNN while discussing taxes while discussing trade a senator laughed.",
    ] {
        let faults = faults(&secondhand::analyze(text));
        assert!(faults.is_empty(), "{text}: {}", faults.join("\n"));
        everything(text);
    }
}

/// What these texts cost is counted by `crates/growth`.
#[test]
fn hostile_texts_are_read_soundly() {
    for pattern in patterns() {
        let text = pattern.text(2_500);
        let faults = faults(&secondhand::analyze(&text));
        assert!(faults.is_empty(), "{}: {}", pattern.name, faults.join("\n"));
        everything(&text);
    }
}
