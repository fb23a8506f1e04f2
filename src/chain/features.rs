//! The features of one voice, by which weights decide whether one source passes
//! on the words of another.

use super::cue::{hearer, tense};
use super::evidence::Evidence;
use crate::attribution::{Conveys, CueForm};
use crate::closed_class::SOURCE_OPENERS;
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::Class;
use crate::token::Shape;

/// Sources with more tokens count as long.
const LONG: u32 = 6;

/// The classes of words in a source that tell what it can know, with their
/// names in features.
const SOURCES: &[(Class, &str)] = &[
    (Class::SPOKESPERSON, "spokesperson"),
    (Class::INSIDER, "insider"),
    (Class::UNNAMED_SOURCE, "unnamed-source"),
    (Class::ROLE, "role"),
    (Class::GROUP, "group"),
    (Class::DOCUMENT, "document"),
    (Class::RECORDING, "recording"),
    (Class::POLL, "poll"),
    (Class::OWN_DOCUMENT, "own-document"),
    (Class::ORGANIZATION_NOUN, "organization-noun"),
    (Class::OUTLET_HEAD, "outlet-head"),
    (Class::JOURNALIST, "journalist"),
    (Class::DEMONYM, "demonym"),
    (Class::PLACE, "place"),
    (Class::INTERVIEWER, "interviewer"),
    (Class::INDEFINITE, "indefinite"),
];

/// The classes of verbs that tell how words were said, with their names in
/// features.
pub(super) const VERBS: &[(Class, &str)] = &[
    (Class::PRIVATE_SPEECH, "private-speech"),
    (Class::THOUGHT, "thought"),
    (Class::MOOD, "mood"),
    (Class::PUBLIC_ACT, "public-act"),
    (Class::WITNESSING, "witnessing"),
    (Class::REPORTING, "reporting"),
    (Class::QUOTING, "quoting"),
    (Class::PUBLISHING, "publishing"),
    (Class::HEARSAY, "hearsay"),
];

/// Returns `word` itself if it is in the list, ignoring ASCII case; otherwise
/// `other`.
pub(super) fn listed<'a>(word: &str, list: &[&'a str], other: &'a str) -> &'a str {
    list.iter().find(|w| word.eq_ignore_ascii_case(w)).copied().unwrap_or(other)
}

/// Adds the features of one voice: its source, its act and its cue.
pub(super) fn tell_voice(evidence: &Evidence<'_>, i: u32, side: &'static str, f: &mut impl Features) {
    let a = evidence.attribution(i);
    let layout = evidence.layout;
    let side = Value::new(side);
    let kind = evidence.source(i).map_or("none", |p| evidence.kind(p).as_str());
    tell!(f, "kind", side, Value::new(kind));
    if let Some(&span) = a.source.first() {
        let tokens = layout.tokens_of(span);
        let shape = match layout.shape(tokens.start) {
            Shape::Capital | Shape::Upper => "name",
            _ => "word",
        };
        let first = Value::new(listed(layout.word(tokens.start), SOURCE_OPENERS, shape));
        tell!(f, "first", side, first);
        tell!(f, "first-kind", side, first, Value::new(kind));
        for &(class, name) in SOURCES {
            if evidence.any_has(span, class) {
                tell!(f, "source", side, Value::new(name));
            }
        }
        if tokens.len() > LONG {
            tell!(f, "long", side);
        }
    }
    tell!(f, "act", side, Value::new(a.act.as_str()));
    let conveys = match a.conveys {
        Conveys::Words => "words",
        Conveys::Stance => "stance",
        Conveys::Intention => "intention",
        Conveys::SpeechAct => "speech-act",
    };
    tell!(f, "conveys", side, Value::new(conveys));
    let form = match a.cue_form {
        CueForm::Plain => "plain",
        CueForm::VerbObject => "verb-object",
        CueForm::LightVerb => "light-verb",
        CueForm::Noun => "noun",
    };
    tell!(f, "cue-form", side, Value::new(form));
    tell!(f, "quotation", side, Value::new(a.quotation.as_str()));
    for &(class, name) in VERBS {
        if layout.has(a.cue_head, class) {
            tell!(f, "verb", side, Value::new(name));
        }
    }
    tell!(f, "tense", side, Value::new(tense(evidence, a)));
    tell!(f, "hearer", side, Value::new(hearer(evidence, a)));
}
