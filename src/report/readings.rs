//! The output of `extract --explain`: every reading of each place in the
//! article, with the reasons why it became an attribution or did not.

use crate::Analysis;
use crate::chain::{Chain, Decision};
use crate::grammar::{self, Considered, Grammar};
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::span::Span;
use crate::trace::Trace;
use entries::entries;
use page::Page;
use rustc_hash::FxHashMap;

mod entries;
mod page;

/// Renders the readings of an article in the order of their cues. For each
/// attribution: source, cue and content, the construction, its pattern and
/// frame, the weights, where the content ends or starts and why, the
/// intermediaries of its chain and what speaks for them, whether its holder
/// passes it on, and the readings of the same words that lost. A cue whose readings all lost gets an
/// entry with these alone. Each entry ends with a blank line.
///
/// `grammar` must be the one that made `analysis`. If `places` is not empty,
/// only entries with words in one of these spans are shown. Lines are wrapped
/// at `width` columns.
#[must_use]
pub fn render(grammar: &Grammar, analysis: &Analysis<'_>, places: &[Span], width: usize) -> String {
    let layout = analysis.layout(grammar.lexicon());
    let (events, considered) = grammar::explained(grammar, &layout, &analysis.parse);
    // The decisions about chains are made over all attributions, with those
    // that the analysis merged with others.
    let (Trace { attributions, resolution, .. }, decisions) =
        Trace::with_decisions(grammar, &layout, &analysis.parse, events);
    let mut by_attribution: FxHashMap<Span, Vec<Decision>> = FxHashMap::default();
    for decision in decisions {
        if let Some(&cue) = attributions[decision.attribution as usize].cue.first() {
            by_attribution.entry(cue).or_default().push(decision);
        }
    }
    let text = analysis.text();
    let file = analysis.article.file_text();
    let (lines, points) = (LineIndex::new(file), OffsetMap::new(file, Offsets::Codepoints));
    let mut by_cue: Vec<&Considered> = considered.iter().collect();
    by_cue.sort_by_key(|c| c.cue.start);
    let chains: FxHashMap<Span, &Chain> = (analysis.attributions.iter().zip(&analysis.chains))
        .filter_map(|(a, chain)| Some((*a.cue.first()?, chain)))
        .collect();
    let mut page = Page {
        grammar,
        text,
        by_cue,
        width,
        decisions: by_attribution,
        chains,
        parties: &analysis.parties,
        resolved: &resolution.parties,
        article: &analysis.article,
        lines: &lines,
        out: String::new(),
    };
    for entry in entries(analysis, &considered) {
        if !places.is_empty() && !places.iter().any(|place| entry.touches(*place)) {
            continue;
        }
        let at = analysis.article.in_file(entry.cue().start);
        let (line, start) = lines.line(at);
        let column = points.get(at) - points.get(start) + 1;
        page.entry(&entry, &format!("{line}:{column}"));
    }
    if page.out.is_empty() {
        page.out.push_str(match places {
            [] => "no construction fits anything in this article\n",
            _ => "no construction fits anything here\n",
        });
    }
    page.out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyzer;
    use crate::grammar::{Fate, Weights};
    use std::sync::Arc;

    const TEXT: &str = "Ana Ruiz said the strike had ended and the ferries ran. The tide opposed the boats. \
        Okafor sent a clear message that they were late.\n\n\
        The Gazette quoted Ito, who leads the union, as saying that \u{201c}nobody had asked him.\u{201d} \
        The plan was dead, he mooed.\n\nRuiz said:";

    /// Builds a grammar with fixed weights, so that refitting the built-in ones
    /// does not change these tests, and with a construction that has no
    /// weights.
    fn grammar() -> Arc<Grammar> {
        const MOOED: &str = "id = \"mooed\"\nfamily = \"said\"\nabout = \"C, S mooed\"\nrank = 9\n\
            pattern = 'content:BEFORE source:SUBJ cue:\"mooed\"'\n\
            [[example]]\ntext = \"It rained, he mooed.\"\nsource = \"he\"\ncue = \"mooed\"\ncontent = \"It rained\"\n";
        let weights = |file: &str, text: &str| Weights::read(file, text).expect("sound weights");
        let keep = weights(
            "keep.tsv",
            "1\tbias\n0.5\tlemma=say\n0.25\tquoted=n|said-clause|name\n0.125\tdirect=direct|said-clause|verb\n\
             0.0625\tmodal=n|n|said-clause\n-0.25\tholder=name|said-clause\n-4\tlemma=oppose\n-0.5\tact=attitude|attitude-object\n\
             -9\tconstruction=open-object\n\
             0\tconstruction=said-clause\n0\tconstruction=attitude-object\n0\tconstruction=light-verb-noun\n\
             0\tconstruction=quoted-as-saying\n",
        );
        let ends = weights("ends.tsv", "-3\tbias\n2.5\tnext=conjunction|and\n1\tlemma-kind=say|conjunction\n");
        let starts = weights("starts.tsv", "-3\tbias\n");
        let files = [("mine/mooed.toml".to_owned(), MOOED.to_owned())];
        Arc::new(Grammar::with_files(&files).expect("sound").with_weights(keep, ends, starts))
    }

    fn rendered(places: &[Span]) -> String {
        let grammar = grammar();
        let analysis = Analyzer::new().grammar(Arc::clone(&grammar)).analyze(TEXT);
        render(&grammar, &analysis, places, 90)
    }

    #[test]
    fn every_reading_has_its_reasons() {
        insta::with_settings!({snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("report-readings", rendered(&[]));
        });
    }

    #[test]
    fn a_place_narrows_it_down() {
        let span = |words: &str| {
            let start = TEXT.find(words).expect("in the text") as u32;
            Span::new(start, start + words.len() as u32)
        };
        let places = rendered(&[span("opposed"), span("mooed")]);
        let heads: Vec<&str> = places.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(heads.len(), 2, "{places}");
        assert!(heads[0].ends_with("no attribution at “opposed”"), "{places}");
        assert!(heads[1].ends_with("he | mooed | The plan was dead"), "{places}");
        assert_eq!(rendered(&[span("\n\n")]), "no construction fits anything here\n");
    }

    /// A reading whose content turns out to be empty still blocks other
    /// readings of the cue.
    #[test]
    fn a_reading_without_content_is_void() {
        let grammar = grammar();
        let analysis = crate::analyze("Ana Ruiz said:");
        let considered = grammar::considered(&grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
        assert!(considered.iter().any(|c| c.fate == Fate::Void), "{considered:#?}");
        assert!(considered.iter().all(|c| c.fate != Fate::Kept), "{considered:#?}");
    }

    #[test]
    fn the_frame_is_the_one_that_the_preposition_names() {
        let grammar = Grammar::builtin();
        let frames = |text: &str, cue: &str| {
            let analysis = crate::analyze(text);
            let considered = grammar::considered(grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
            let own = considered.iter().find(|c| c.licence.is_some() && c.cue.of(text) == cue);
            own.and_then(|c| c.licence.clone()).map(|l| (l.lemma, l.frames))
        };
        assert_eq!(frames("Ruiz called for calm.", "called for"), Some(("call".to_owned(), vec!["for"])));
        assert_eq!(frames("Ruiz said it rained.", "said"), Some(("say".to_owned(), vec!["bare"])));
    }

    /// The kept readings are the attributions, even where the weights rejected
    /// the reading that would have won without them.
    #[test]
    fn what_is_kept_is_what_is_attributed() {
        let grammar = Grammar::builtin();
        for text in grammar.constructions().iter().flat_map(|c| &c.examples).map(|e| &e.text) {
            let analysis = crate::analyze(text);
            let considered = grammar::considered(grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
            let kept = considered.iter().filter(|c| c.fate == Fate::Kept);
            let mut kept: Vec<_> = kept.map(|c| (c.cue, &*c.construction, c.act)).collect();
            let mut found: Vec<_> = analysis
                .attributions
                .iter()
                .chain(&analysis.inner)
                .map(|a| (a.cue[0], &*a.construction, a.act))
                .collect();
            kept.sort();
            found.sort();
            assert_eq!(kept, found, "{text}");
            let text = render(grammar, &analysis, &[], 80);
            assert_eq!(text.matches(" read by ").count(), found.len(), "{text}");
        }
    }
}
