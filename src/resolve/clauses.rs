//! Subjects and contents by token.

use crate::attribution::Attribution;
use crate::layout::Layout;
use crate::syntax::{Parse, Phrase, PhraseKind as K};

/// What the parse and the attributions say about each token.
pub(super) struct Clauses {
    /// For each token, whether it is the head of a subject, and of the subject
    /// of the first clause of its sentence.
    subjects: Vec<(bool, bool)>,
    /// For each token, how many contents it is in.
    held: Vec<u32>,
}

impl Clauses {
    pub(super) fn new(layout: &Layout<'_>, parse: &Parse, attributions: &[Attribution]) -> Self {
        let mut subjects = vec![(false, false); layout.len() as usize];
        for (i, phrases) in parse.sentences().enumerate() {
            let mut first = true;
            for (subject, verb) in parse.subjects(i as u32).iter().zip(phrases) {
                let Some(subject) = subject.filter(|_| verb.kind == K::Verb) else { continue };
                // *under President Ana Ruiz who has known him*
                let relative = phrases.get(subject.end as usize).is_some_and(|p| p.kind == K::Wh)
                    || phrases.get(subject.end as usize - 1).is_some_and(|p| p.kind == K::Wh);
                if relative {
                    continue;
                }
                let Some(phrase) = phrases.get(subject.start as usize) else { continue };
                let main = first
                    && !phrases[..subject.start as usize]
                        .iter()
                        .any(|p| matches!(p.kind, K::That | K::Wh | K::Subordinator));
                first = false;
                let apposed = apposition(phrases.get(subject.start as usize + 1..subject.end as usize));
                for head in [phrase.head].into_iter().chain(apposed) {
                    if let Some(slot) = subjects.get_mut(head as usize) {
                        *slot = (true, slot.1 || main);
                    }
                }
            }
        }
        let mut held = vec![0u32; layout.len() as usize + 1];
        for content in attributions.iter().flat_map(|a| &a.content) {
            let tokens = layout.tokens_of(*content);
            held[tokens.start as usize] = held[tokens.start as usize].wrapping_add(1);
            held[tokens.end as usize] = held[tokens.end as usize].wrapping_sub(1);
        }
        let mut depth = 0u32;
        for slot in &mut held {
            depth = depth.wrapping_add(*slot);
            *slot = depth;
        }
        Self { subjects, held }
    }

    /// Returns how many contents a token is in.
    pub(super) fn depth(&self, t: u32) -> u32 {
        self.held.get(t as usize).copied().unwrap_or_default()
    }

    /// Whether a token is the head of a subject, and of the first in its
    /// sentence.
    pub(super) fn subject(&self, t: u32) -> (bool, bool) {
        self.subjects.get(t as usize).copied().unwrap_or_default()
    }
}

/// Returns the head of the name that a subject has in apposition: *Brook's son,
/// Peter,*. `rest` are the subject's phrases behind the first.
fn apposition(rest: Option<&[Phrase]>) -> Option<u32> {
    let [mark, name, ..] = rest? else { return None };
    (matches!(mark.kind, K::Comma | K::Dash) && name.kind == K::Noun && name.name).then_some(name.head)
}
