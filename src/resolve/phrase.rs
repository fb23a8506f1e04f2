//! Resolves noun phrases: a name with its titles, *the spokesman*, *the paper*.

use super::Resolver;
use super::named_phrase::NamedPhrase;
use super::names::{Mention, is_role};
use super::phrase_parts::{Phrase, trim};
use crate::closed_class::{AND, BOTH, HE_OR_SHE, PARTICIPLE_OPENERS, REFLEXIVES, THE};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

impl Resolver<'_> {
    /// Returns the source of a participle that has no subject: the source of
    /// the nearest attribution before it in the sentence. *…, warning that
    /// prices would rise*
    pub(super) fn participle_subject(&self, i: u32) -> Option<u32> {
        let a = &self.attributions[i as usize];
        let participle = |t: u32| self.layout.word(t).len() > 4 && self.layout.word(t).ends_with("ing");
        // *repeating a false claim that …*
        let first = a.cue.first().map_or(a.cue_head, |&c| self.layout.tokens_of(c).start);
        let head = if participle(a.cue_head) { a.cue_head } else { first };
        let before = head.checked_sub(1)?;
        let joined = self.layout.kind(before) == Some(TokenKind::Comma) || self.layout.is(before, PARTICIPLE_OPENERS);
        if !participle(head) || !joined {
            return None;
        }
        let quoted = self.layout.quotation(head);
        let from = (i as usize).saturating_sub(8);
        let near = self.attributions.iter().enumerate().skip(from).take(16);
        near.filter(|(j, b)| {
            *j != i as usize
                && b.cue_head < head
                && self.layout.sentence(b.cue_head) == self.layout.sentence(head)
                && self.layout.quotation(b.cue_head) == quoted
                && b.nested_in == a.nested_in
                && a.nested_in != Some(*j as u32)
        })
        .max_by_key(|(_, b)| b.cue_head)
        .and_then(|(j, _)| self.sources[j])
    }

    /// Returns the party that a noun phrase refers to.
    pub(super) fn phrase(&mut self, tokens: TokenSpan, of: Option<u32>) -> Option<u32> {
        let layout = self.layout;
        let tokens = without_reflexive(layout, trim(layout, tokens));
        if tokens.is_empty() {
            return None;
        }
        if let Some(party) = self.single_word(tokens, of) {
            return Some(party);
        }
        // A source that starts inside a name refers to the party with that
        // name.
        if let Some(m) = self.names.before(tokens.start).last()
            && m.tokens.end >= tokens.end
        {
            return Some(m.party);
        }
        if let Some(people) = self.people_of(tokens).or_else(|| self.counted(tokens)) {
            return Some(self.group(&people));
        }
        if layout.is(tokens.start, BOTH) && (tokens.start + 1..tokens.end).any(|t| layout.is(t, AND)) {
            return self.phrase(TokenSpan::new(tokens.start + 1, tokens.end), of);
        }
        // *she and her aides*: the first party.
        if layout.is(tokens.start, HE_OR_SHE) && layout.is(tokens.start + 1, AND) {
            return self.pronoun(tokens.start, of);
        }
        let phrase = self.take_apart(tokens);
        let mentions: Vec<Mention> = self.names.within(tokens).to_vec();
        let (parse, names) = (self.parse, &self.names);
        let named = NamedPhrase { layout, parse, names, tokens, phrase: &phrase, mentions: &mentions }.party();
        if let Some(party) = named.or_else(|| self.apposed(tokens, &phrase, &mentions)) {
            return Some(party);
        }
        Some(self.common(tokens, &phrase, of))
    }

    /// Resolves a pronoun, also with *'s*, and the label of a turn in an
    /// interview.
    fn single_word(&mut self, tokens: TokenSpan, of: Option<u32>) -> Option<u32> {
        let single = tokens.len() == 1;
        let pronoun = (single || tokens.len() == 2 && self.layout.possessive(tokens.start + 1))
            .then(|| self.pronoun(tokens.start, of))
            .flatten();
        pronoun.or_else(|| self.label(tokens.start).filter(|_| single))
    }

    /// Returns the party that an apposition names: *The head of the authority,
    /// Murilo Habbema,*; *her deputy — Lena Brook —*. Records the phrase as its
    /// description.
    fn apposed(&mut self, tokens: TokenSpan, phrase: &Phrase, mentions: &[Mention]) -> Option<u32> {
        let layout = self.layout;
        if !matches!(layout.kind(phrase.core.end), Some(TokenKind::Comma | TokenKind::Dash)) {
            return None;
        }
        let mut after = phrase.core.end + 1;
        while layout.kind(after) == Some(TokenKind::Dash) {
            after += 1;
        }
        // *its owners, Lena Brook and Omar Reyes,*
        if let Some(people) = self.people_of(trim(layout, TokenSpan::new(after.min(tokens.end), tokens.end))) {
            return Some(self.group(&people));
        }
        let m = apposition(layout, tokens, phrase, after, mentions)?;
        let kind = self.entity(m.party).kind;
        if !matches!(kind, PartyKind::Person | PartyKind::Outlet | PartyKind::Organization) {
            return None;
        }
        for t in (phrase.head.start..phrase.head.end).filter(|&t| layout.role_head(t)) {
            self.call(layout.word(t).to_lowercase(), tokens.start, m.party);
        }
        let entity = &mut self.names.entities[m.party as usize];
        entity.description.get_or_insert(layout.span_of(phrase.core));
        Some(m.party)
    }

    pub(super) fn trim(&self, tokens: TokenSpan) -> TokenSpan {
        trim(self.layout, tokens)
    }

    pub(super) fn take_apart(&self, tokens: TokenSpan) -> Phrase {
        Phrase::new(self.layout, self.parse, &self.names, tokens)
    }
}

/// *Ruiz himself*: only the name.
fn without_reflexive(layout: &Layout<'_>, tokens: TokenSpan) -> TokenSpan {
    if tokens.len() > 1 && layout.is(tokens.end - 1, REFLEXIVES) {
        return trim(layout, TokenSpan::new(tokens.start, tokens.end - 1));
    }
    tokens
}

/// Returns the name in an apposition that begins at `after`.
fn apposition<'m>(
    layout: &Layout<'_>,
    tokens: TokenSpan,
    phrase: &Phrase,
    after: u32,
    mentions: &'m [Mention],
) -> Option<&'m Mention> {
    // *another pupil, the late Lena Brook,*
    let after = after + u32::from(layout.is(after, THE) && layout.has(after + 1, Class::STANDING));
    // *the envoy, retired Judge Lena Brook,*
    let modifier =
        |&t: &u32| layout.has(t, Class::STANDING) || layout.shape(t) == Shape::Lower && !layout.function_word(t);
    let behind = after + (after..tokens.end).take_while(modifier).take(3).count() as u32;
    let closes = |m: &&Mention| {
        m.tokens.end >= tokens.end
            || matches!(layout.kind(m.tokens.end), Some(TokenKind::Comma | TokenKind::Open | TokenKind::Dash))
    };
    let near = phrase.core.end + 1..phrase.core.end + 5;
    let next = mentions.iter().find(|m| (m.start == after || m.start == behind) && closes(m));
    next.or_else(|| mentions.iter().find(|m| near.contains(&m.start) && is_role(layout, m.start - 1) && closes(m)))
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    fn all(origin: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(origin_of(text, "said"), origin, "{text}");
        }
    }

    #[test]
    fn words_around_a_name_leave_it_whole() {
        all(
            "Lena Vogt",
            &[
                "Lena Vogt closed the pool. Vogt herself said that it leaked.",
                "Lena Vogt closed the pool. Vogt late Monday said that it leaked.",
                "Lena Vogt from the Southern Harbour Justice Alliance said that it leaked.",
                "The mayor's deputy — Harbour Board clerk Lena Vogt — said that it leaked.",
                "The surgeon on duty, otolaryngologist Lena Vogt, said that it leaked.",
                "Ministry of Trade and Industry (MTI) vice minister Lena Vogt said that it leaked.",
            ],
        );
    }

    /// A name behind *for* is the person or body that the speaker serves.
    #[test]
    fn the_party_that_a_spokesman_serves_does_not_speak() {
        let text = "A spokesman for mayoral candidate Lena Vogt said that it leaked.";
        assert_eq!(origin_of(text, "said"), "A spokesman for mayoral candidate Lena Vogt");
        let text = "Former mayoral candidate Lena Vogt said that it leaked.";
        assert_eq!(origin_of(text, "said"), "Lena Vogt");
    }

    #[test]
    fn the_first_of_a_pair_speaks_for_it() {
        all(
            "Lena Vogt",
            &[
                "Lena Vogt closed the pool. She and her aides said that it leaked.",
                "Both Lena Vogt and her board said that it leaked.",
            ],
        );
    }

    #[test]
    fn several_people_are_counted() {
        all(
            "Lena Vogt and Omar Reyes",
            &[
                "The owners, Lena Vogt and Omar Reyes, said that it leaked.",
                "Lena Vogt and Omar Reyes closed the pool. Both said that it leaked.",
                "Lena Vogt and Omar Reyes closed the pool. The two said that it leaked.",
            ],
        );
        let text = "Lena Vogt, Omar Reyes and Karl Brook closed the pool. The two said that it leaked.";
        assert_eq!(origin_of(text, "said"), "The two");
    }
}
