//! Tells apart people who share a surname, by what stands beside it.

use super::entity::Mention;
use super::index::Names;
use super::person::{agree, title_gender};
use super::role::{apposition, epithet};
use crate::layout::Layout;
use crate::token::TokenKind;

/// How many words of an apposition tell apart people of one surname.
const APPOSED: u32 = 8;
/// How many people of one surname are told apart.
const BEARERS: usize = 16;

impl Names {
    /// Returns the person whom a title, role or apposition beside a surname
    /// means, if it does not fit others of that surname: *Mr Brook, the
    /// Liberal,*.
    pub(super) fn told_apart(&self, layout: &Layout<'_>, m: &Mention) -> Option<u32> {
        if m.tokens.len() != 1 {
            return None;
        }
        let bearers = self.last.get(&layout.word(m.tokens.start).to_lowercase()).filter(|ids| ids.len() > 1)?;
        let apposed = (layout.kind(m.tokens.end) == Some(TokenKind::Comma))
            .then(|| apposition(layout, m.tokens.end + 1))
            .flatten()
            .unwrap_or_default();
        let before = (m.start.saturating_sub(2)..m.tokens.start).filter(|&t| layout.is_word(t));
        let called = before.chain(apposed.start..apposed.end.min(apposed.start + APPOSED));
        let called: Vec<String> = called.filter_map(|t| epithet(layout, t)).collect();
        let score = |id: u32| {
            let e = &self.entities[id as usize];
            called.iter().filter(|w| e.epithets.contains(w)).count()
        };
        let mut fits = bearers.iter().take(BEARERS).copied().filter(|&id| score(id) > score(m.party));
        let best = fits.next()?;
        (fits.next().is_none() && agree(self.entities[best as usize].gender, title_gender(layout, m.whole())))
            .then_some(best)
    }

    /// Gives a mention, and the titles in it, to another party.
    pub(super) fn give(&mut self, layout: &Layout<'_>, mention: usize, party: u32) {
        let m = self.mentions[mention];
        for t in m.start..m.tokens.start {
            let word = layout.word(t).to_lowercase();
            let word = word.trim_end_matches('.');
            let full = layout.lexicon.in_full(word).iter().map(|full| &**full);
            for title in full.chain([word]) {
                let places = self.roles.get_mut(title).into_iter().flatten();
                places.filter(|p| **p == (m.tokens.start, m.party)).for_each(|p| p.1 = party);
            }
        }
        self.mentions[mention].party = party;
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    const BOTH: &str =
        "Stephen Holm, a backbencher, met Mayor Karl Holm, a Liberal. \"It is late,\" Stephen Holm said.";

    /// The role that the text gives one of them elsewhere shows who is meant.
    #[test]
    fn a_role_tells_people_of_one_surname_apart() {
        for (text, origin) in [
            ("Mr Holm, the Liberal, added that it was late.", "Karl Holm"),
            ("The Liberal Mr Holm added that it was late.", "Karl Holm"),
            ("Mayor Holm added that it was late.", "Karl Holm"),
            ("Holm, the backbencher, added that it was late.", "Stephen Holm"),
        ] {
            assert_eq!(origin_of(&format!("{BOTH}\n\n{text}"), "added"), origin, "{text}");
        }
    }

    /// *The mayor* means the same person as *Mayor Holm*.
    #[test]
    fn a_title_goes_with_the_name() {
        let text = format!("{BOTH}\n\nMayor Holm left. The mayor added that it was late.");
        assert_eq!(origin_of(&text, "added"), "Karl Holm");
    }
}
