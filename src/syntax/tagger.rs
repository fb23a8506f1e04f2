//! Assigns a part of speech to each token, by constraints.
//!
//! Each token starts with the readings that the lexicon or its spelling gives
//! it, commonest first. One pass from left to right then selects one of them
//! by the neighbours, in the manner of Constraint Grammar (Karlsson 1990): the
//! first constraint that applies decides; where none does, the token has its
//! commonest reading. What matters is which words are verbs; the chunker needs
//! no finer distinctions.

mod after_auxiliaries;
mod cohort;
mod constraint;
mod finite_verbs;
mod following;
mod function_words;
mod noun_phrases;
mod remaining;

use self::cohort::Cohort;
use self::constraint::Constraint;
use super::candidates::Candidates;
use super::casing;
use super::context::Context;
use super::tag::Tag;
use crate::function_word::{self, Function};
use crate::lexicon::{Lexicon, Mark};
use crate::token::Token;

/// All constraints, in the order in which they apply.
static CONSTRAINTS: &[&[Constraint]] = &[
    function_words::CONSTRAINTS,
    after_auxiliaries::CONSTRAINTS,
    noun_phrases::CONSTRAINTS,
    finite_verbs::CONSTRAINTS,
    remaining::CONSTRAINTS,
];

/// Returns a tag for every token of `tokens`, which is a whole text. Text in
/// quotation marks is tagged like any other. Linear: one pass that looks at a
/// bounded number of tokens on both sides.
pub(super) fn tag(text: &str, tokens: &[Token], marks: &[Mark], lexicon: &Lexicon) -> Vec<Tag> {
    explained(text, tokens, marks, lexicon, |_, _| {})
}

/// Like [`tag`], and tells which constraint decided about which token.
fn explained(
    text: &str,
    tokens: &[Token],
    marks: &[Mark],
    lexicon: &Lexicon,
    mut tell: impl FnMut(usize, &'static Constraint),
) -> Vec<Tag> {
    let functions: Vec<Function> = tokens.iter().map(|t| function_word::of(t, text)).collect();
    let names = casing::names(tokens, marks);
    let shapes = casing::shapes(tokens, marks, &functions, lexicon, &names);
    let context = Context { text, tokens, marks, functions: &functions, lexicon, names: &names, shapes: &shapes };
    let mut tags: Vec<Tag> = Vec::with_capacity(tokens.len());
    let mut readings = Candidates::default();
    for at in 0..tokens.len() {
        readings.fill(at, context, &tags);
        let cohort = Cohort::new(at, &readings, context, &tags);
        let decided = CONSTRAINTS.iter().copied().flatten().find_map(|c| Some((c, (c.select)(&cohort)?)));
        if let Some((constraint, _)) = decided {
            tell(at, constraint);
        }
        let tag = decided.map_or(readings.first(), |(_, tag)| tag);
        tags.push(tag);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the tag of the word in square brackets, and the name of the
    /// constraint that decided about it.
    fn decide(example: &str) -> (Option<&'static str>, Tag) {
        let text = example.replace(['[', ']'], "");
        let analysis = crate::analyze(&text);
        let start = example.find('[').expect("a word in brackets") as u32;
        let at = analysis.tokens.iter().position(|t| t.span.start == start).expect("a token");
        let mut name = None;
        let lexicon = crate::Grammar::builtin().lexicon();
        let tags = explained(analysis.text(), &analysis.tokens, &analysis.marks.marks, lexicon, |i, constraint| {
            if i == at {
                name = Some(constraint.name);
            }
        });
        (name, tags[at])
    }

    #[test]
    fn every_constraint_decides_its_examples_and_no_counterexample() {
        let mut wrong = Vec::new();
        for constraint in CONSTRAINTS.iter().copied().flatten() {
            if constraint.examples.is_empty() {
                wrong.push(format!("{}: no example", constraint.name));
            }
            for &(text, tag) in constraint.examples {
                let decided = decide(text);
                if decided != (Some(constraint.name), tag) {
                    wrong.push(format!("{}: {text}: {decided:?} instead of {tag:?}", constraint.name));
                }
            }
            for &(text, tag) in constraint.counterexamples {
                let decided = decide(text);
                if decided.0 == Some(constraint.name) || decided.1 != tag {
                    wrong.push(format!("{}: against {text}: {decided:?} instead of {tag:?}", constraint.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn constraints_are_named_and_described() {
        let all = || CONSTRAINTS.iter().copied().flatten();
        let mut names: Vec<&str> = all().map(|c| c.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        assert!(all().all(|c| c.about.ends_with('.')));
    }

    /// Returns the cues of all attributions in a text.
    fn cues(text: &str) -> Vec<&str> {
        let analysis = crate::analyze(text);
        analysis.attributions.iter().flat_map(|a| &a.cue).map(|c| c.of(text)).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(cues(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_plural_head_further_left_has_a_verb() {
        check(&[
            ("The emails from the mayor show that the dam failed.", &["show"]),
            ("Documents released by the city show that the dam failed.", &["show"]),
            ("Critics question the plan.", &["question"]),
            ("The farmers back the plan.", &["back"]),
        ]);
    }

    #[test]
    fn a_noun_that_could_be_a_verb_is_not_a_cue() {
        check(&[
            // Naming something is not a statement.
            ("She led a program called Tidewater.", &[]),
            ("Registered voters went to the polling stations.", &[]),
            // A verb form that begins the speaker's role is not a cue either.
            ("The dam was unsafe, said lead manager Ana Ruiz.", &["said"]),
            ("He runs a hedge fund in Ohio.", &[]),
            ("The United States Senate voted on Monday.", &[]),
        ]);
    }

    /// Regression test: verbs were read as nouns or modifiers, and modifiers as
    /// verbs.
    #[test]
    fn quoting_verbs_have_their_subjects_and_objects() {
        for (text, source, cue) in [
            ("Rolling Stone quoted Ruiz as saying the dam failed.", "Ruiz", "quoted"),
            ("Ruiz once said the dam failed.", "Ruiz", "once said"),
            ("The email, which the jury saw, also quotes Ruiz as saying the dam failed.", "Ruiz", "also quotes"),
            ("The report quotes one farmer as saying the dam failed.", "one farmer", "quotes"),
            (
                "CNN quoted the envoy, retired Judge Ana Ruiz, as saying the dam failed.",
                "the envoy, retired Judge Ana Ruiz,",
                "quoted",
            ),
        ] {
            let analysis = crate::analyze(text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(text), a.cue[0].of(text)), (source, cue), "{text}");
        }
    }

    /// Regression test: *quotes* was read as a noun, and names that are also
    /// adjectives were read as adjectives.
    #[test]
    fn a_person_quoted_before_a_colon_is_the_source() {
        for name in ["Frank", "Rowe", "He"] {
            let text = format!("{name} quotes former adviser Ana Ruiz:\n\n\"The dam failed in the night.\"");
            let analysis = crate::analyze(&text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(&text), a.cue[0].of(&text)), ("former adviser Ana Ruiz", "quotes"), "{text}");
        }
    }

    /// Regression test: each case made the content begin or end in the wrong
    /// place. A role that ends like an adjective, a pronoun before *by*, an
    /// outlet of two words after *to*, a name with an exclamation mark, a name
    /// with an infinitive.
    #[test]
    fn words_that_were_misread_leave_the_content_whole() {
        for (text, source, cue, content) in [
            ("A detective testified Friday that the dam failed.", "A detective", "testified", "that the dam failed"),
            ("Ruiz told farmers she stood by the dam.", "Ruiz", "told", "she stood by the dam"),
            ("Ruiz conceded to state radio that the dam failed.", "Ruiz", "conceded", "that the dam failed"),
            ("Ruiz told Vim! that the dam failed.", "Ruiz", "told", "that the dam failed"),
            (
                "The Committee to Protect Rivers said the dam failed.",
                "The Committee to Protect Rivers",
                "said",
                "the dam failed",
            ),
        ] {
            let analysis = crate::analyze(text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text)), (source, cue, content));
        }
    }

    /// Regression test: the period of *U.S.* ends both the word and the
    /// sentence, and *And* after it was read as a name.
    #[test]
    fn a_sentence_opens_behind_an_abbreviation() {
        let analysis = crate::analyze("Ito left the U.S. And Ana Ruiz said that the dam was safe.");
        let sources: Vec<&str> =
            analysis.attributions.iter().flat_map(|a| &a.source).map(|s| s.of(analysis.text())).collect();
        assert_eq!(sources, ["Ana Ruiz"]);
    }

    #[test]
    fn a_word_in_capitals_is_what_the_text_mostly_writes() {
        let text = "Ponder aides said the dam failed. They met Ponder, saw Ponder, heard Ponder and knew Ponder. \
                    They ponder the plan.";
        assert_eq!(crate::analyze(text).attributions[0].source[0].of(text), "Ponder aides");
        check(&[("US officials said the dam failed.", &["said"])]);
    }
}
