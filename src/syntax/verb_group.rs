//! Reads verb groups: adverbs, *to*, auxiliaries, negation and main verb.

use super::chunker::{Chunker, Item, ItemTag, Items, Parsed, no, tag};
use super::phrase::{Phrase, PhraseKind, VerbGroup};
use super::tag::Tag;
use crate::closed_class::{FIRST, HAVING_OR_BEING, ONCE, POSTNOMINAL_ADVERBS, PREVERBAL_ADVERBS};
use crate::span::TokenSpan;
use nom::multi::many0_count;
use nom::{Input, Parser};

/// The auxiliaries of a verb group, with the adverbs among them.
#[derive(Default)]
struct Auxiliaries {
    /// The last of them, and its tag.
    last: Option<(u32, Tag)>,
    modal: bool,
    negated: bool,
    /// The tagger took an adverb for an adjective or conjunction, and so may
    /// have taken the participle after it for a past form.
    adverb_taken: bool,
}

impl Chunker<'_> {
    /// Reads auxiliaries, negations, adverbs and a main verb.
    pub(super) fn verb<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let start = input.first().map_or(0, |i| i.tokens.start);
        let (after_to, infinitive) = self.infinitive_marker(input)?;
        let (rest, auxiliaries) = self.auxiliaries(after_to);
        // *having said, being asked*: has no tense, whatever follows.
        let tenseless = self.leads_gerund(input, rest);
        let (modal, negated) = (auxiliaries.modal, auxiliaries.negated);
        let group = VerbGroup { infinitive, modal, negated, gerund: tenseless, ..VerbGroup::default() };
        let phrase =
            |end, head, verb| Phrase { verb, ..Phrase::new(PhraseKind::Verb, TokenSpan::new(start, end), head) };
        // The main verb, after the adverbs that belong to it.
        let (behind, _) = adverbs(rest)?;
        let auxiliary = auxiliaries.last.map(|(_, tag)| tag);
        let takes = |t: Tag| match t {
            Tag::VerbPast if auxiliaries.adverb_taken => true,
            Tag::VerbThird | Tag::VerbPast => auxiliary.is_none() && !infinitive,
            other => other.is_verb(),
        };
        if let Ok((after, main)) = tag(takes).parse(behind) {
            let form = main.part_of_speech();
            let bare = auxiliary.is_none() && !infinitive;
            let gerund = tenseless || bare && form == Some(Tag::Gerund);
            let participle = bare && form == Some(Tag::Participle);
            let passive = auxiliary == Some(Tag::Be) && matches!(form, Some(Tag::Participle | Tag::VerbPast));
            let finite = !infinitive && !gerund && !participle;
            let group = VerbGroup { gerund, participle, passive, finite, ..group };
            return Ok((after, phrase(main.tokens.end, main.tokens.start, group)));
        }
        // An auxiliary alone is its own main verb.
        let Some((head, auxiliary)) = auxiliaries.last else { return Err(no(input)) };
        let group = VerbGroup { copula: auxiliary == Tag::Be, finite: !infinitive && !tenseless, ..group };
        let end = rest.first().map_or(head + 1, |i| i.tokens.start);
        Ok((rest, phrase(end, head, group)))
    }

    /// Reads what stands before the auxiliaries: adverbs and, with the adverbs
    /// behind it, *to*. Returns whether there is a *to*.
    fn infinitive_marker<'i>(&self, input: Items<'i>) -> Parsed<'i, bool> {
        // *activists here said*, but not *here's Ito*
        let postnominal = |i: &Item| self.tokens[i.tokens.start as usize].is_any(self.text, POSTNOMINAL_ADVERBS);
        let clitic = input.take_from(1).first().is_some_and(|i| i.tag == ItemTag::Token(Tag::Be));
        if input.first().is_some_and(postnominal) && !clitic {
            return Err(no(input));
        }
        // *to go*, *not to go*
        let (mut rest, _) = adverbs(input)?;
        if self.is_adverb_here(rest, FIRST) || self.is_once(rest) {
            rest = rest.take_from(1);
        }
        let Ok((after, _)) = tag(|t| t == Tag::To).parse(rest) else { return Ok((rest, false)) };
        let (after, _) = adverbs(after)?;
        let base = after.first().and_then(|i| i.part_of_speech());
        let verb = matches!(base, Some(Tag::VerbBase | Tag::Be | Tag::Have | Tag::Do));
        if verb { Ok((after, true)) } else { Err(no(input)) }
    }

    /// Reads auxiliaries, with the negations and adverbs among them.
    fn auxiliaries<'i>(&self, input: Items<'i>) -> (Items<'i>, Auxiliaries) {
        let mut rest = input;
        let mut found = Auxiliaries::default();
        while let Some(Item { tag: ItemTag::Token(tag), tokens }) = rest.first().copied() {
            match tag {
                Tag::Modal => found.modal = true,
                Tag::Negation => found.negated = true,
                Tag::Be | Tag::Have | Tag::Do => {}
                Tag::Adverb if found.last.is_some() => {}
                // *was first reported*, *has not yet said*, *has long said*
                _ if found.last.is_some() && self.is_adverb_here(rest, PREVERBAL_ADVERBS) => {
                    found.adverb_taken = true;
                }
                _ => break,
            }
            if tag.is_auxiliary() {
                found.last = Some((tokens.start, tag));
            }
            rest = rest.take_from(1);
        }
        (rest, found)
    }

    /// Whether the first auxiliary of the group between `input` and `rest` is
    /// *having* or *being*.
    fn leads_gerund(&self, input: Items<'_>, rest: Items<'_>) -> bool {
        let group = input.iter_elements().take(input.input_len() - rest.input_len());
        let mut auxiliaries = group.filter(|i| matches!(i.tag, ItemTag::Token(t) if t.is_auxiliary()));
        auxiliaries.next().is_some_and(|i| self.tokens[i.tokens.start as usize].is_any(self.text, HAVING_OR_BEING))
    }

    /// Whether the word is the adverb *once*: *Ito once said*, but not *once
    /// elected, Ito said*.
    fn is_once(&self, input: Items<'_>) -> bool {
        let (Some(once), Some(verb)) = (input.first(), input.take_from(1).first()) else { return false };
        let before = once.tokens.start.checked_sub(1).map(|t| self.tags[t as usize]);
        self.is_adverb_here(input, ONCE)
            && verb.tag == ItemTag::Token(Tag::VerbPast)
            && before.is_some_and(|t| t.is_nominal() || t == Tag::Pronoun)
    }

    /// Whether the next item is one of the words before a verb, even if it is
    /// tagged as an adjective or conjunction.
    fn is_adverb_here(&self, input: Items<'_>, words: &[&str]) -> bool {
        let adverb = |i: &Item| self.tokens[i.tokens.start as usize].is_any(self.text, words);
        let verb = |i: &Item| matches!(i.tag, ItemTag::Token(t) if t.is_verb() || t == Tag::To);
        input.first().is_some_and(adverb) && input.take_from(1).first().is_some_and(verb)
    }
}

/// Reads adverbs and negations.
fn adverbs(input: Items<'_>) -> Parsed<'_, usize> {
    many0_count(tag(|t| matches!(t, Tag::Adverb | Tag::Negation))).parse(input)
}
