//! Whose mind an attribution's content tells of: *(a spokesman said) the minister
//! is angry*.

use super::super::Resolver;
use super::Place;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;

impl Resolver<'_> {
    /// Somebody else whose words or thoughts open the content.
    pub(super) fn inner(&mut self, i: u32, place: &Place) -> Option<u32> {
        let source = self.sources[i as usize]?;
        let insider = self.insider(i, place);
        if !matches!(self.entity(source).kind, PartyKind::Person | PartyKind::Unnamed | PartyKind::Document) {
            return None;
        }
        let content = place.content.first()?;
        let mut t = content.start;
        while t < content.end && (self.page.is(t, &["that"]) || !self.page.is_word(t)) {
            t += 1;
        }
        let mention = self
            .names
            .within(TokenSpan::new(t, (t + 6).min(content.end)))
            .first()
            .copied()
            .filter(|m| m.start == t || m.tokens.start <= t + 1 && self.page.is(t, &["the"]));
        let (party, end) = match mention {
            Some(m) => (m.party, m.tokens.end),
            // *the minister*
            None => {
                let role = (t + 1..(t + 4).min(content.end)).find(|&u| self.page.has(u, Class::ROLE))?;
                let one = self.page.is(t, &["the"]) && !self.page.has(role + 1, Class::ROLE);
                let party = one.then(|| self.phrase(TokenSpan::new(t, role + 1), None)).flatten()?;
                (party, role + 1)
            }
        };
        let one = matches!(self.entity(party).kind, PartyKind::Person | PartyKind::Unnamed);
        if party == source || !one || self.page.possessive(end) {
            return None;
        }
        let mut v = end;
        while v < end + 3
            && self.page.is(
                v,
                &["has", "had", "also", "is", "was", "himself", "herself", "grown", "still", "really", "has", "been"],
            )
        {
            v += 1;
        }
        let thought = self.page.has(v, Class::THOUGHT) || (v > end && self.page.has(v, Class::MOOD));
        let public =
            (v + 1..v + 3).any(|t| self.page.has(t, Class::AUDIENCE) && !self.page.has(t, Class::OBJECT_PRONOUN));
        let private = self.page.has(v, Class::PRIVATE_SPEECH) && !public;
        (private && (insider || self.page.is(v, &["told", "promised", "informed", "notified"])) || thought && insider)
            .then_some(party)
    }

    /// Whether the source speaks for somebody, or of somebody whom it knows.
    pub(super) fn insider(&self, i: u32, place: &Place) -> bool {
        let head = place.source.first().copied().unwrap_or_default();
        let speaks_for =
            (head.start..head.end).any(|t| self.page.has(t, Class::SPOKESPERSON) || self.page.has(t, Class::INSIDER));
        let called_so = |role: &str| {
            self.names.roles.get(role).is_some_and(|v| v.iter().take(64).any(|p| Some(p.1) == self.sources[i as usize]))
        };
        speaks_for || called_so("spokesman") || called_so("spokeswoman")
    }
}
