//! What a cue says about the words: how they were said, to whom, and whether
//! they were passed on.

use super::evidence::{Evidence, words};
use crate::attribution::Attribution;
use crate::closed_class::{ADDRESSED, HAD, HAVE, PERFECT, PERSONAL_POSSESSIVES, TO, WEIGHED_MODALS, YOU, is_any};
use crate::lexicon::{Class, ClassSet, Forms, WordId};
use crate::token::Shape;

/// The maximum number of words in the content of a refusal to comment (*a
/// request for comment*).
const SILENCE: usize = 8;

/// Whether the cue can stand beside a quotation: it takes inversion, or it is
/// not a predicate, such as *according to*.
pub(super) fn gives_words(evidence: &Evidence<'_>, i: u32) -> bool {
    let head = evidence.attribution(i).cue_head;
    let word = evidence.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
    takes(evidence, i, "invert") || evidence.layout.lexicon.predicates(word).is_empty()
}

/// Whether the cue's head takes the frame of this name.
pub(super) fn takes(evidence: &Evidence<'_>, i: u32, frame: &str) -> bool {
    let lexicon = evidence.layout.lexicon;
    let head = evidence.attribution(i).cue_head;
    let word = evidence.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
    lexicon
        .frame(frame)
        .is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
}

/// Returns the name of a cue's tense or mood.
pub(super) fn tense(evidence: &Evidence<'_>, a: &Attribution) -> &'static str {
    let layout = evidence.layout;
    let Some(&cue) = a.cue.first() else { return "none" };
    let tokens = layout.tokens_of(cue);
    let any = |words: &[&str]| (tokens.start..tokens.end).any(|t| layout.is(t, words));
    let forms = layout.mark(a.cue_head).map_or(Forms::default(), |m| layout.lexicon.forms(m.word));
    if (tokens.start..tokens.end).any(|t| layout.has(t, Class::NEGATION)) {
        "negated"
    } else if any(WEIGHED_MODALS) {
        "modal"
    } else if layout.is(tokens.start, TO) {
        "infinitive"
    } else if any(HAD) {
        "past-perfect"
    } else if any(PERFECT) {
        "perfect"
    } else if forms.has(Forms::GERUND) {
        "gerund"
    } else if forms.has(Forms::PAST) {
        "past"
    } else if forms.has(Forms::THIRD) {
        "present"
    } else {
        "other"
    }
}

/// Returns the name of what stands directly behind a cue, where a hearer can
/// stand.
pub(super) fn hearer(evidence: &Evidence<'_>, a: &Attribution) -> &'static str {
    let layout = evidence.layout;
    let Some(&cue) = a.cue.first() else { return "none" };
    let next = layout.tokens_of(cue).end;
    let next = next + u32::from(layout.is(next, TO));
    let audience = ClassSet::of(&[Class::AUDIENCE, Class::PUBLIC_AUDIENCE]);
    if layout.is(next, ADDRESSED) || layout.is(next, YOU) {
        "pronoun"
    } else if layout.has_any(next, audience) {
        "audience"
    } else if layout.has(next, Class::OUTLET) {
        "outlet"
    } else if layout.shape(next) == Shape::Capital {
        "name"
    } else if layout.is(next, PERSONAL_POSSESSIVES) {
        "possessive"
    } else {
        "none"
    }
}

/// Whether the attribution is a turn of a transcript: *PENCE: …*
pub(super) fn is_transcript_turn(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    a.cue.first().is_some_and(|c| c.of(evidence.layout.text).trim() == ":")
}

/// Whether the source refuses to comment: *declined to comment, did not respond
/// to a request for comment*. A refusal to comment closes the speaker's earlier
/// interview: this article asked.
pub(super) fn keeps_silent(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    let mut tokens = a.cue.iter().chain(&a.content).map(|&s| evidence.layout.tokens_of(s)).flat_map(|t| t.start..t.end);
    // *echoed that comment*: a determiner makes it a remark.
    let about =
        |t: u32| evidence.layout.has(t, Class::COMMENT) && !evidence.layout.has(t.wrapping_sub(1), Class::DETERMINER);
    a.content.iter().map(|c| words(c.of(evidence.layout.text)).len()).sum::<usize>() <= SILENCE && tokens.any(about)
}

/// Whether the cue says that the words were passed on and names no
/// intermediary: *is supposed to have said*.
pub(super) fn is_passed_on(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    let text = evidence.layout.text;
    let content = a.content.iter().map(|c| words(c.of(text)));
    let past = content
        .into_iter()
        .any(|w| w.first().is_some_and(|w| is_any(w, TO)) && w.get(1).is_some_and(|w| is_any(w, HAVE)));
    past && a.cue.iter().any(|&c| evidence.any_has(c, Class::SUPPOSED))
}

/// Whether the cue is an accusation without a named accuser: *is accused of,
/// has been blamed for*. Cues whose verb is a reporting verb, as in *is
/// reported*, are excluded.
pub(super) fn is_accusation(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    a.cue.iter().any(|&c| evidence.any_has(c, Class::HEARSAY)) && !evidence.layout.has(a.cue_head, Class::REPORTING)
}

/// Whether the cue is a noun or adverb of hearsay: *allegations*, *reportedly*.
pub(super) fn is_hearsay_cue(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    let lexicon = evidence.layout.lexicon;
    a.cue.iter().any(|&c| evidence.any_has(c, Class::HEARSAY))
        || evidence.layout.mark(a.cue_head).is_some_and(|m| {
            m.classes.has(Class::HEDGE) || lexicon.predicates(m.word).iter().any(|&(p, _)| lexicon.predicate(p).hearsay)
        })
}
