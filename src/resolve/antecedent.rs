//! Weighs the people that a pronoun can refer to.

use super::Resolver;
use super::names::{Entity, Mention, Place, agree};
use super::pronoun_weights::CandidateFeatures;
use crate::closed_class::MODIFIER_OPENERS;
use crate::closed_class::{CLAUSE_OPENERS, HER, HIM, THE, TO};
use crate::layout::Layout;
use crate::lexicon::Gender;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// How many earlier mentions a pronoun searches.
pub(super) const PRONOUN_LOOK_BACK: usize = 60;
/// How many paragraphs back a pronoun searches.
pub(super) const PRONOUN_PARAGRAPHS: u32 = 5;
/// How many tokens may stand between a subject and the object of its verb.
const CLAUSE: u32 = 3;
/// How many tokens of titles may stand before a name at the start of a
/// paragraph.
const TITLES: u32 = 3;

/// A person that a pronoun can refer to, and what speaks for and against.
struct Candidate {
    party: u32,
    /// Sentences since the nearest mention.
    sentences: f32,
    /// Paragraphs since the nearest mention outside content.
    paragraphs: f32,
    /// Whether only content mentions them: what somebody else said.
    inside: bool,
    /// Whether they are the last who spoke or acted in a main clause.
    voice: bool,
    /// Whether they are the last subject.
    subject: bool,
    /// Whether the pronoun's paragraph begins with them.
    opens: bool,
    /// Whether a given name of the pronoun's gender names them as a subject.
    given: bool,
}

impl Candidate {
    /// Returns the features, in the order of [`super::PRONOUN_FEATURES`].
    fn features(&self, e: &Entity, gender: Option<Gender>) -> CandidateFeatures {
        let is = |b: bool| f32::from(u8::from(b));
        [
            self.sentences,
            self.paragraphs,
            is(self.inside),
            is(self.voice),
            is(self.subject),
            is(self.opens),
            is(gender.is_some() && e.gender == gender || self.given),
            is(e.kind == PartyKind::Unnamed),
            is(e.weak && !self.given),
            // It may be a club or a place.
            is(e.kind == PartyKind::Person && e.words.len() == 1 && e.gender.is_none() && !self.given),
            (e.count as f32).ln_1p(),
        ]
    }
}

impl Resolver<'_> {
    /// Returns the mentions before `t`, nearest first, up to the limits for
    /// pronouns.
    pub(super) fn places_before(&self, t: u32) -> Vec<Place> {
        let mentions = self.names.before(t);
        let spoken = &self.spoken[..self.spoken.partition_point(|s| s.0 < t)];
        let stood = &self.stood[..self.stood.partition_point(|s| s.at < t)];
        let mut places = Vec::with_capacity(PRONOUN_LOOK_BACK);
        let (mut m, mut s, mut p) = (mentions.len(), spoken.len(), stood.len());
        let near = self.layout.paragraph(t);
        while places.len() < PRONOUN_LOOK_BACK && (m > 0 || s > 0 || p > 0) {
            let at = |i: usize, f: &dyn Fn(usize) -> u32| i.checked_sub(1).map(f);
            let named = at(m, &|i| mentions[i].start);
            let source = at(s, &|i| spoken[i].0);
            let other = at(p, &|i| stood[i].at);
            let place = if source >= named && source >= other {
                s -= 1;
                Place { at: spoken[s].0, end: spoken[s].0 + 1, party: spoken[s].1, spoken: true, subject: false }
            } else if named >= other {
                m -= 1;
                let mention = &mentions[m];
                let subject = is_subject(self.layout, mention);
                Place {
                    at: mention.tokens.start,
                    end: mention.tokens.end,
                    party: mention.party,
                    spoken: false,
                    subject,
                }
            } else {
                p -= 1;
                stood[p]
            };
            if near.saturating_sub(self.layout.paragraph(place.at)) > PRONOUN_PARAGRAPHS {
                break;
            }
            places.push(place);
        }
        places
    }

    /// Returns the people that a pronoun or role at `t` can refer to, likeliest
    /// first, with their scores. `of` is the attribution whose source it is.
    pub(super) fn ranked(&self, t: u32, gender: Option<Gender>, of: Option<u32>) -> Vec<(f32, u32)> {
        let candidates = self.featured(t, gender, of);
        let mut ranked: Vec<(f32, u32)> =
            candidates.iter().map(|(party, features)| (self.weights.score(features), *party)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked
    }

    /// Returns the people that a pronoun or role at `t` can refer to, with
    /// their features.
    pub(super) fn featured(&self, t: u32, gender: Option<Gender>, of: Option<u32>) -> Vec<(u32, CandidateFeatures)> {
        let candidates = self.candidates(t, gender, of);
        candidates.iter().map(|c| (c.party, c.features(self.entity(c.party), gender))).collect()
    }

    fn candidates(&self, t: u32, gender: Option<Gender>, of: Option<u32>) -> Vec<Candidate> {
        let layout = self.layout;
        let (quoted, sentence, paragraph) = (layout.quotation(t), layout.sentence(t), layout.paragraph(t));
        let held = of.map_or(&[][..], |i| &self.attributions[i as usize].content);
        let depth = self.clauses.depth(t);
        // In *Ruiz told him it was late*, he is not Ruiz.
        let object = layout.is(t, HIM) || layout.is(t, HER) && (layout.function_word(t + 1) || !layout.is_word(t + 1));
        let told = of.and_then(|i| self.told(i));
        let mut found: Vec<Candidate> = Vec::new();
        let (mut voiced, mut subjects, mut barred) = (false, false, None);
        for place in self.places_before(t) {
            let Place { at, party, end, spoken, .. } = place;
            let e = self.entity(party);
            if e.own || e.plural || layout.in_byline(at) || self.author == Some(party) {
                continue;
            }
            // Leave out names in the words of another and in the content of the
            // pronoun's own attribution: in *"Ruiz is late," he said*, he is
            // not Ruiz.
            let span = layout.span_of(TokenSpan::new(at, at + 1));
            if held.iter().any(|c| c.contains(span)) {
                continue;
            }
            let inside = layout.quotation(at) > 0 && layout.quotation(at) != quoted || self.clauses.depth(at) > depth;
            let (subject, main) = self.clauses.subject(end - 1);
            let (subject, voice) = (subject && !inside, (spoken || main) && !inside);
            let singular = e.human && matches!(e.kind, PartyKind::Person | PartyKind::Unnamed);
            let last_voice = voice && !voiced;
            voiced |= voice && (singular || spoken);
            // *Brook's son, Peter, was driving*: a given name that is a subject.
            let alone = e.kind == PartyKind::Person && e.words.len() == 1 && subject;
            let own = e.gender.or(layout.gender(end - 1)).filter(|_| alone);
            let given = own.is_some() && own == gender;
            if !singular
                || e.placed && !spoken
                || !agree(e.gender, gender)
                || !spoken && !given && e.weak && e.count < 2
            {
                continue;
            }
            let last_subject = subject && !subjects;
            subjects |= subject;
            if object && last_subject && end + CLAUSE >= t && layout.sentence(at) == sentence {
                barred = Some(party);
            }
            let known = found.iter().position(|c| c.party == party);
            let i = known.unwrap_or_else(|| {
                let sentences = sentence.saturating_sub(layout.sentence(at)).min(8) as f32;
                found.push(Candidate {
                    party,
                    sentences,
                    paragraphs: PRONOUN_PARAGRAPHS as f32,
                    inside: true,
                    voice: false,
                    subject: false,
                    opens: false,
                    given: false,
                });
                found.len() - 1
            });
            let Some(c) = found.get_mut(i) else { continue };
            let paragraphs = paragraph.saturating_sub(layout.paragraph(at));
            if !inside {
                c.paragraphs = c.paragraphs.min(paragraphs as f32);
                c.inside = false;
                c.opens |= paragraphs == 0 && opens_paragraph(layout, at) && !layout.possessive(end);
            }
            c.given |= given;
            c.voice |= last_voice;
            c.subject |= last_subject;
        }
        found.retain(|c| Some(c.party) != barred && Some(c.party) != told);
        found
    }

    /// Returns the person to whom an attribution's words were said, who is named
    /// behind its cue: *told Ruiz, wrote to Ruiz*.
    pub(super) fn told(&self, of: u32) -> Option<u32> {
        let cue = self.layout.tokens_of(*self.attributions.get(of as usize)?.cue.first()?);
        let opens = self.layout.is(cue.end, THE) || self.layout.is(cue.end, TO);
        let at = cue.end + u32::from(opens);
        let named =
            self.names.after(cue.end).first().filter(|m| m.start == at && !self.layout.possessive(m.tokens.end));
        named.map(|m| m.party)
    }
}

/// Whether a mention at `at` opens its paragraph, perhaps behind titles.
fn opens_paragraph(layout: &Layout<'_>, at: u32) -> bool {
    let mark = |u: u32| layout.kind(u) == Some(TokenKind::Comma);
    let first = |u: u32| layout.tokens.get(u as usize).is_some_and(|x| x.opens_paragraph);
    let opening = (at.saturating_sub(TITLES)..=at).rev().find(|&u| first(u));
    opening.is_some_and(|from| !(from..at).any(mark))
}

/// Whether a preposition governs the name at `at`, perhaps behind titles:
/// *after a meeting with Russian President Ana Ruiz*.
fn governed(layout: &Layout<'_>, at: u32) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let modifier = |b: u32| layout.capital(b) && layout.epithet(b) && !layout.is(b, MODIFIER_OPENERS);
    let head = (before.saturating_sub(3)..=before).rev().find(|&b| !modifier(b));
    head.is_some_and(|b| layout.is(b, MODIFIER_OPENERS))
}

/// Whether a mention can be the subject of its sentence, judged by the
/// tokens around it.
pub(super) fn is_subject(layout: &Layout<'_>, m: &Mention) -> bool {
    let before = m.start.checked_sub(1);
    let Some(before) = before.filter(|&b| layout.sentence(b) == layout.sentence(m.start)) else {
        return true;
    };
    if layout.possessive(m.tokens.end) || governed(layout, m.start) {
        return false;
    }
    let verb_follows = !matches!(
        layout.kind(m.tokens.end),
        None | Some(TokenKind::Period | TokenKind::Exclamation | TokenKind::Close)
    );
    verb_follows
        && (matches!(layout.kind(before), Some(TokenKind::Comma | TokenKind::DoubleQuote | TokenKind::Dash))
            || layout.is(before, CLAUSE_OPENERS)
            || m.titled)
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    /// A pronoun does not mean a person who is only talked about, however often
    /// the text names that person.
    #[test]
    fn a_pronoun_means_the_last_speaker() {
        let text = "Karl Brook built the dam. Karl Brook opened it in May.\n\n\
                    Omar Reyes said that Karl Brook had paid for the dam and that Brook had built it. \
                    He added that it was late.";
        assert_eq!(origin_of(text, "added"), "Omar Reyes");
        let text = "Karl Brook built the dam.\n\n\
                    \"It was his,\" said Omar Reyes, who used Mr. Brook as an adviser. He added that it was late.";
        assert_eq!(origin_of(text, "added"), "Omar Reyes");
    }

    /// In *\"Brook is late,\" he said*, he is not Brook.
    #[test]
    fn a_pronoun_does_not_mean_a_person_in_its_own_content() {
        let text = "Peter Lund met Karl Brook at the dam. \"Brook was late,\" he said.";
        assert_eq!(origin_of(text, "said"), "Peter Lund");
        let text = "Peter Lund met Karl Brook at the dam. Brook was late, he said.";
        assert_eq!(origin_of(text, "said"), "Peter Lund");
    }

    /// The pronoun in the next sentence means the given name in apposition to
    /// the subject.
    #[test]
    fn a_son_is_not_his_father() {
        let text = "Karl Brook was admitted on Sunday. He denied that it was late. Brook's son, Erik, was driving. \
                    He said that it was early.";
        assert_eq!(origin_of(text, "denied"), "Karl Brook");
        assert_eq!(origin_of(text, "said"), "Erik");
    }

    /// In *He told Brook*, he is not Brook.
    #[test]
    fn a_pronoun_does_not_mean_the_hearer_of_its_words() {
        let text = "Peter Lund built the dam. Karl Brook opened it. He told Brook that it was late.";
        assert_eq!(origin_of(text, "told"), "Peter Lund");
    }

    #[test]
    fn a_pronoun_means_the_person_who_opens_its_paragraph() {
        let text = "\"It is late,\" said Omar Reyes.\n\n\
                    Governor Karl Brook dodged the question. \"The dam will hold,\" he said.";
        let last = text.rfind("said").unwrap();
        assert_eq!(crate::resolve::samples::origin_at(text, last), "Karl Brook");
    }
}
