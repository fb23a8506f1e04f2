//! Finds the names that stand only where places and things stand, so that no
//! pronoun can mean them: *in Skerry*, *at the Velmark Awards*.

use super::entity::Mention;
use super::index::Names;
use crate::closed_class::{ARTICLES, LOCATIVES, MOTION_ENDS};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::party::PartyKind;

/// How many words before a preposition the verb of motion may be.
const MOVED: u32 = 2;

impl Names {
    /// Marks the parties that nothing shows to be people, and that the text
    /// names only behind prepositions of place or, for persons, articles.
    pub(super) fn placed(&mut self, layout: &Layout<'_>) {
        let mut elsewhere = vec![false; self.entities.len()];
        for m in &self.mentions {
            let (i, person) = (m.party as usize, self.entities[m.party as usize].kind == PartyKind::Person);
            let the = person && is_the(layout, m);
            elsewhere[i] |= m.titled || !the && !is_located(layout, m);
        }
        for (i, e) in self.entities.iter_mut().enumerate() {
            let thing = match e.kind {
                // A given name tells nothing there: *the Ivor Awards, in San Diego*.
                PartyKind::Person => e.epithets.is_empty() && e.description.is_none(),
                PartyKind::Organization => true,
                _ => false,
            };
            e.placed = thing && e.first != u32::MAX && !elsewhere[i];
        }
    }
}

/// *in Skerry, at the White House*; *fled to Skerry*, where *to* alone may also
/// be before a person.
fn is_located(layout: &Layout<'_>, m: &Mention) -> bool {
    let the = u32::from(m.start > 0 && layout.is(m.start - 1, ARTICLES));
    let Some(before) = m.start.checked_sub(1 + the) else { return false };
    // *at Brook's house*, *in Skerry officials said*
    if layout.sentence(before) != layout.sentence(m.start) || layout.possessive(m.tokens.end) {
        return false;
    }
    let moved = || (before.saturating_sub(MOVED)..before).any(|t| layout.has(t, Class::MOVING));
    layout.is(before, LOCATIVES) || layout.is(before, MOTION_ENDS) && moved()
}

/// *the Velmarks*: an article directly before the name.
fn is_the(layout: &Layout<'_>, m: &Mention) -> bool {
    m.start > 0 && layout.is(m.start - 1, ARTICLES) && !layout.epithet(m.tokens.end)
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    /// No pronoun refers to the name of a place or an event, even if it begins
    /// with a given name.
    #[test]
    fn no_pronoun_means_a_place() {
        for text in [
            "Villagers fled to Zemba Orrin. He said that it was late.",
            "They rowed at the Ivor Velmarks. He said that it was late.",
            "It rained in Marco Skerrit. He said that it was late.",
        ] {
            assert_eq!(origin_of(text, "said"), "He", "{text}");
        }
        let text = "They wrote to Zemba Orrin. He said that it was late.";
        assert_eq!(origin_of(text, "said"), "Zemba Orrin");
        let text = "They rowed at the Orrins. Zemba Orrin called in Skerry. He said that it was late.";
        assert_eq!(origin_of(text, "said"), "Zemba Orrin");
    }

    /// Two words written as one are a firm or a site.
    #[test]
    fn no_pronoun_means_a_site() {
        let text = "HarbourHub reported that it was late. She said that it was not.";
        assert_eq!(origin_of(text, "said"), "She");
        let text = "McOrrin reported that it was late. She said that it was not.";
        assert_eq!(origin_of(text, "said"), "McOrrin");
    }
}
