//! Finds the party whose thoughts or words an attribution's content may tell
//! of: *(a spokesman said) the minister is angry*. Chains decide whether it
//! does.

use super::super::Resolver;
use super::Place;
use crate::closed_class::{HE, HE_OR_SHE, THAT, THE};
use crate::lexicon::{Class, ClassSet, Gender};
use crate::party::PartyKind;
use crate::span::TokenSpan;

/// How many mentions of a source are searched for its role.
const CALLED: usize = 4;

impl Resolver<'_> {
    /// Returns the party that the content's first clause is about, if that is
    /// not the source: *(a spokesman said) the minister is angry*.
    pub(super) fn inner(&mut self, i: u32, place: &Place) -> Option<u32> {
        let source = self.sources[i as usize]?;
        // *In recent days, aides say, the mayor has grown angry.*
        (0..place.content.len()).find_map(|piece| self.subject_of(i, place, piece, source))
    }

    /// Returns the party that one piece of the content opens with.
    fn subject_of(&mut self, i: u32, place: &Place, piece: usize, source: u32) -> Option<u32> {
        let content = place.content.get(piece)?;
        let mut t = content.start;
        while t < content.end && (self.layout.is(t, THAT) || !self.layout.is_word(t)) {
            t += 1;
        }
        let mention = self
            .names
            .within(TokenSpan::new(t, (t + 6).min(content.end)))
            .first()
            .copied()
            .filter(|m| m.start == t || m.tokens.start <= t + 1 && self.layout.is(t, THE));
        let party = match mention {
            Some(m) if self.layout.possessive(m.tokens.end) => return None,
            Some(m) => m.party,
            // *(a person close to the mayor says) he's angry*
            None if self.layout.is(t, HE_OR_SHE) => self.spoken_for(i, place, t)?,
            None => self.person_by_role(t, content.end)?,
        };
        let kind = self.entity(party).kind;
        let speaks = matches!(kind, PartyKind::Person | PartyKind::Unnamed | PartyKind::Organization);
        (party != source && speaks).then_some(party)
    }

    /// Returns the person that *the minister* means, where a verb of thought or
    /// private speech follows.
    fn person_by_role(&mut self, t: u32, end: u32) -> Option<u32> {
        let role = (t + 1..(t + 4).min(end)).find(|&u| self.layout.has(u, Class::ROLE))?;
        let one = self.layout.is(t, THE) && !self.layout.has(role + 1, Class::ROLE);
        let mut verb = role + 1;
        while verb < role + 4 && (self.layout.has(verb, Class::AUXILIARY) || self.layout.has(verb, Class::ADVERB)) {
            verb += 1;
        }
        let classes = ClassSet::of(&[Class::THOUGHT, Class::MOOD, Class::PRIVATE_SPEECH]);
        (one && self.layout.has_any(verb, classes)).then(|| self.phrase(TokenSpan::new(t, role + 1), None)).flatten()
    }

    /// Returns the person in the source's description that a pronoun can refer
    /// to: *a person close to the mayor*.
    fn spoken_for(&self, i: u32, place: &Place, pronoun: u32) -> Option<u32> {
        let source = place.source.first().filter(|_| self.unnamed(i))?;
        let people = self.names.within(*source).iter().rev();
        let mut people = people.map(|m| m.party).filter(|&p| self.entity(p).kind == PartyKind::Person);
        let gender = if self.layout.is(pronoun, HE) { Gender::Male } else { Gender::Female };
        people.find(|&p| self.entity(p).gender.is_none_or(|g| g == gender))
    }

    fn unnamed(&self, i: u32) -> bool {
        self.sources[i as usize].is_some_and(|p| self.entity(p).kind == PartyKind::Unnamed)
    }

    /// Whether the source speaks for another person or knows that person's
    /// mind.
    pub(super) fn insider(&self, i: u32, place: &Place) -> bool {
        let classes = ClassSet::of(&[Class::SPOKESPERSON, Class::INSIDER]);
        let inside = |tokens: TokenSpan| (tokens.start..tokens.end).any(|t| self.layout.has_any(t, classes));
        let head = place.source.first().copied().unwrap_or_default();
        // *They said*: the aides from before.
        let source = self.sources[i as usize];
        let called = source
            .filter(|_| self.unnamed(i))
            .and_then(|p| self.named[p as usize].iter().take(CALLED).find(|&&s| inside(self.layout.tokens_of(s))));
        let called_so =
            |role: &str| self.names.roles.get(role).is_some_and(|v| v.iter().take(64).any(|p| Some(p.1) == source));
        inside(head) || called.is_some() || called_so("spokesman") || called_so("spokeswoman")
    }
}

#[cfg(test)]
mod tests {
    /// Returns the chain of an article's first statement.
    fn first(text: &str) -> String {
        crate::analyze(text).chain_path(0)
    }

    /// An adverbial and the cue can stand before the words about a person's
    /// mind.
    #[test]
    fn a_mind_behind_an_adverbial() {
        let text = "In recent days, aides to Omar Reyes said, Reyes has grown angry about the pool.";
        assert_eq!(first(text), "Omar Reyes → aides to Omar Reyes", "{text}");
    }

    #[test]
    fn he_means_the_person_that_an_unnamed_source_knows() {
        let text = "A person close to Omar Reyes says he's furious about the pool.";
        assert_eq!(first(text), "Omar Reyes → A person close to Omar Reyes");
        let text = "Lena Vogt, an aide to Omar Reyes, said she was furious about the pool.";
        assert_eq!(first(text), "Lena Vogt");
    }

    #[test]
    fn they_are_the_aides_from_before() {
        let text = "Aides to Omar Reyes said the pool would open. They said Reyes wants a lake.";
        let analysis = crate::analyze(text);
        let paths: Vec<_> = (0..analysis.attributions.len()).map(|i| analysis.chain_path(i)).collect();
        assert!(paths.contains(&"Omar Reyes → Aides to Omar Reyes".to_owned()), "{paths:?}");
    }
}
