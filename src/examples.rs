//! Runs the examples in the files of constructions and occasions. They are
//! both tests and documentation of the grammar.

use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::grammar::{self, Construction, Fate, Grammar, Opener};
use crate::resolve::Occasion;
use crate::span::Span;
use std::sync::Arc;

/// An example or counterexample that the grammar does not read as its file
/// says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExampleFailure {
    /// The id of the construction or occasion.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The example's text.
    pub text: String,
    /// What the file expects and what the grammar read.
    pub message: String,
}

/// Runs the examples and counterexamples of every construction and occasion of
/// `grammar` for whose file `wanted` returns true. Returns those that the
/// grammar does not read as their files say.
#[must_use]
pub fn check(grammar: &Arc<Grammar>, wanted: impl Fn(&str) -> bool) -> Vec<ExampleFailure> {
    let analyzer = Analyzer::new().grammar(Arc::clone(grammar));
    let mut failures = Vec::new();
    for construction in grammar.constructions().iter().filter(|c| wanted(&c.file)) {
        check_construction(&analyzer, grammar, construction, &mut failures);
    }
    for opener in grammar.openers().iter().filter(|o| wanted(&o.file)) {
        check_opener(&analyzer, grammar, opener, &mut failures);
    }
    failures
}

fn check_construction(
    analyzer: &Analyzer,
    grammar: &Grammar,
    construction: &Construction,
    failures: &mut Vec<ExampleFailure>,
) {
    let mut fail = |text: &str, message: String| {
        failures.push(ExampleFailure {
            id: construction.id.to_string(),
            file: construction.file.to_string(),
            text: text.trim().to_owned(),
            message,
        });
    };
    for example in &construction.examples {
        let analysis = analyzer.analyze(&example.text);
        let text = analysis.text();
        let join = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        let own = (0..).zip(&analysis.attributions);
        // An attribution in `inner` has the chain of the attribution it is
        // nested in.
        let inner = analysis.inner.iter().map(|a| (a.nested_in.map_or(usize::MAX, |up| up as usize), a));
        let read: Vec<_> = own.chain(inner).filter(|(_, a)| a.construction == construction.id).collect();
        let Some(&(found, attribution)) =
            read.iter().find(|(_, a)| join(&a.cue) == example.cue).or_else(|| read.first())
        else {
            let all = analysis.attributions.iter().chain(&analysis.inner);
            let others = all.map(|a| format!("{} at `{}`", a.construction, join(&a.cue)));
            let why = unread(grammar, &analysis, &construction.id);
            fail(&example.text, format!("the construction finds nothing{why}{}", listed(others)));
            continue;
        };
        let mut checks = vec![
            ("source", example.source.clone(), join(&attribution.source)),
            ("cue", example.cue.clone(), join(&attribution.cue)),
            ("content", example.content.clone(), join(&attribution.content)),
        ];
        if let Some(chain) = &example.chain {
            checks.push(("chain", chain.clone(), analysis.chain_path(found)));
        }
        if let Some(provenance) = &example.provenance {
            let class = analysis.chains.get(found).map(|c| c.provenance.to_string());
            let class = class.unwrap_or_default();
            checks.push(("provenance", provenance.clone(), class));
        }
        for (what, want, have) in checks {
            if want != have {
                fail(&example.text, format!("{what}: the file says `{want}`, read was `{have}`"));
            }
        }
    }
    for text in &construction.counterexamples {
        let analysis = analyzer.analyze(text);
        let found = analysis.attributions.iter().chain(&analysis.inner).find(|a| a.construction == construction.id);
        if let Some(found) = found {
            let cue = found.cue.first().map_or("", |c| c.of(analysis.text()));
            fail(text, format!("a counterexample, but the construction reads `{cue}` in it"));
        }
    }
}

fn check_opener(analyzer: &Analyzer, grammar: &Grammar, opener: &Opener, failures: &mut Vec<ExampleFailure>) {
    let mut fail = |text: &str, message: String| {
        failures.push(ExampleFailure {
            id: opener.id.to_string(),
            file: opener.file.to_string(),
            text: text.trim().to_owned(),
            message,
        });
    };
    for example in &opener.examples {
        let analysis = analyzer.analyze(&example.text);
        let opened: Vec<&Occasion> = occasions(&analysis, opener).collect();
        let name = |parties: &[u32]| {
            let names = parties.iter().filter_map(|&p| analysis.parties.get(p as usize)).map(|p| p.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let want = &example.occasion;
        let found = opened.iter().find(|o| name(o.outlet.as_slice()) == want.outlet).or_else(|| opened.first());
        let Some(found) = found else {
            let all = analysis.occasions.iter();
            let others = all.map(|o| format!("{} at `{}`", o.opening.opener, name(o.outlet.as_slice())));
            let why = unopened(grammar, &analysis, &opener.id);
            fail(&example.text, format!("no occasion is opened: {why}{}", listed(others)));
            continue;
        };
        let mut checks = vec![
            ("kind", want.kind.to_string(), found.opening.opens.to_string()),
            ("outlet", want.outlet.clone(), name(found.outlet.as_slice())),
            ("speaker", want.speaker.clone(), name(&found.speakers)),
            ("host", want.host.clone(), name(&found.hosts)),
        ];
        if !example.chains.is_empty() {
            let chains = (0..analysis.attributions.len()).map(|i| analysis.chain_path(i)).collect::<Vec<_>>();
            checks.push(("chains", example.chains.join("; "), chains.join("; ")));
        }
        for (what, want, have) in checks {
            if want != have {
                fail(&example.text, format!("{what}: the file says `{want}`, read was `{have}`"));
            }
        }
    }
    for text in &opener.counterexamples {
        let analysis = analyzer.analyze(text);
        if let Some(found) = occasions(&analysis, opener).next() {
            let outlet = found.mention.of(analysis.text());
            fail(text, format!("a counterexample, but it opens an occasion of `{outlet}`"));
        }
    }
}

/// Returns why the construction `id` has no attribution in a text that its
/// patterns match; nothing if they do not match.
fn unread(grammar: &Grammar, analysis: &Analysis<'_>, id: &str) -> String {
    let layout = analysis.layout(grammar.lexicon());
    let (_, readings) = grammar::explained(grammar, &layout, &analysis.parse);
    let Some(reading) = readings.iter().find(|r| *r.construction == *id) else { return String::new() };
    let why = match &reading.fate {
        Fate::Outranked(other) => format!("`{other}` has a higher rank"),
        Fate::Crossed(other) => format!("`{other}` takes words of the cue"),
        Fate::Unlikely => "its weights say that it is no attribution".to_owned(),
        Fate::Void => "the content is empty or contains the cue".to_owned(),
        Fate::Kept => "another attribution stands for it".to_owned(),
    };
    format!(": at `{}`, {why}", reading.cue.of(analysis.text()))
}

/// Returns why the occasion file `id` opens no occasion in a text.
fn unopened(grammar: &Grammar, analysis: &Analysis<'_>, id: &str) -> String {
    let layout = analysis.layout(grammar.lexicon());
    let words = |tokens| layout.span_of(tokens).of(analysis.text());
    if let Some(other) = grammar::preferred_opening(grammar, &layout, &analysis.parse, id) {
        return format!("`{}` takes `{}`, at `{}`", other.opener, words(other.outlet), words(other.cue));
    }
    let openings = grammar::events(grammar, &layout, &analysis.parse).openings;
    match openings.iter().find(|o| *o.opener == *id) {
        Some(own) => format!("`{}` names no publisher, or the article's own", words(own.outlet)),
        None => "no pattern matches".to_owned(),
    }
}

/// Lists what was read instead.
fn listed(others: impl Iterator<Item = String>) -> String {
    let others: Vec<String> = others.collect();
    if others.is_empty() { String::new() } else { format!("; others: {}", others.join(", ")) }
}

/// The occasions of a text that an occasion file opens.
fn occasions<'a>(analysis: &'a Analysis<'_>, opener: &'a Opener) -> impl Iterator<Item = &'a Occasion> {
    analysis.occasions.iter().filter(|o| o.opening.opener == opener.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs the examples of all built-in constructions and occasions.
    #[test]
    fn the_built_in_examples_hold() {
        let failures = check(&Arc::new(Grammar::builtin().clone()), |_| true);
        let report: Vec<String> =
            failures.iter().map(|f| format!("{} ({})\n  {}\n  {}", f.id, f.file, f.text, f.message)).collect();
        assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), report.join("\n"));
    }
}
