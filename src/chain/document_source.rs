//! Finds the publisher that obtained or published a document in an earlier
//! sentence: *The memo was obtained by the Courier. In it, she says …*

use super::{Builder, ChainLink, named};
use crate::attribution::Relation;
use crate::closed_class::{BY, IN, IT, POINTING, THE, TO_OR_WITH};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};

/// How many sentences back the document is searched for.
const BACK: u32 = 2;

/// How many tokens after its verb a document can stand.
const OBJECT: u32 = 7;

impl Builder<'_> {
    /// Returns, for each attribution that is not nested, the publisher that
    /// obtained or published the document in which its words stand.
    pub(super) fn find_documents(&self) -> Vec<Option<ChainLink>> {
        let mut found = vec![None; self.attributions.len()];
        let outlets = named(&self.resolution.parties, PartyKind::Outlet);
        if outlets.is_empty() {
            return found;
        }
        for (i, slot) in found.iter_mut().enumerate() {
            let Some(document) = self.stands_in(i as u32) else { continue };
            let sentence = self.layout.sentence(self.attributions[i].cue_head);
            // *it* can refer only to the sentence directly before.
            let back = if document.is_some() { BACK } else { 1 };
            let before = (sentence.saturating_sub(back)..sentence).rev();
            *slot = before.filter_map(|s| self.layout.sentences.get(s as usize)).find_map(|s| {
                let start = self.layout.tokens.get(s.tokens.start as usize)?.span.start;
                let end = self.layout.tokens.get(s.tokens.end.checked_sub(1)? as usize)?.span.end;
                let from = outlets.partition_point(|o| o.0.start < start);
                let mut here = outlets[from..].iter().take_while(|o| o.0.end <= end);
                let by = here.find(|o| !self.own(o.1) && self.finds(o.0, s.tokens, document))?;
                Some(ChainLink::passed_on(Relation::Carried, by.1, by.0))
            });
        }
        found
    }

    /// Recognises *In it*, *in the memo* at the start of the sentence or after
    /// the cue. Returns the word for the document, or `Some(None)` for *it*.
    fn stands_in(&self, i: u32) -> Option<Option<&str>> {
        let a = &self.attributions[i as usize];
        let cue = a.cue.first().filter(|_| self.holder(i).is_none())?;
        let start = self.layout.sentence_tokens(a.cue_head).start;
        let after = self.layout.tokens_of(*cue).end;
        let t = [start, after].into_iter().find(|&t| self.layout.is(t, IN))?;
        if self.layout.is(t + 1, IT) {
            return Some(None);
        }
        let known = self.layout.is(t + 1, POINTING);
        (t + 2..t + 4).find(|&d| known && self.document(d)).map(|d| Some(self.layout.word(d)))
    }

    fn document(&self, t: u32) -> bool {
        let classes = ClassSet::of(&[Class::DOCUMENT, Class::RECORDING, Class::OWN_DOCUMENT]);
        self.layout.has_any(t, classes)
    }

    /// Whether the publisher obtained or published the document in this
    /// sentence: *which was obtained by O*, *O published a leaked memo*.
    fn finds(&self, outlet: Span, around: TokenSpan, document: Option<&str>) -> bool {
        let layout = self.layout;
        let m = layout.tokens_of(outlet);
        let meant = |t: u32| self.document(t) && document.is_none_or(|d| layout.is(t, &[d]));
        let the = m.start > around.start && layout.is(m.start - 1, THE);
        let by = m.start.saturating_sub(1 + u32::from(the));
        let verb = by.saturating_sub(1);
        let passive = layout.is(by, BY) && layout.has(verb, Class::PUBLISHING)
            || layout.is(by, TO_OR_WITH) && layout.has(verb, Class::LEAKING);
        if passive && verb > around.start {
            return (around.start..verb).any(|t| meant(t) && self.brought_out(t, around.start, verb));
        }
        let Some(verb) = (m.end..m.end + 3).find(|&t| layout.has(t, Class::PUBLISHING)) else { return false };
        let end = around.end.min(verb + OBJECT);
        (verb + 1..end).any(|t| meant(t) && self.brought_out(t, verb, verb))
    }

    /// Whether somebody other than the author made the document public. A
    /// document that people write for the public is excluded unless it leaked
    /// or the verb says that it was found.
    fn brought_out(&self, document: u32, from: u32, verb: u32) -> bool {
        !self.layout.own_document(document)
            || self.layout.has(verb, Class::FINDING)
            || (from..document).any(|t| self.layout.has(t, Class::LEAKING))
    }

    /// Whether an attribution's route begins with the publisher of such a
    /// document. What the author says elsewhere did not come through that
    /// publisher.
    pub(super) fn brought(&self, i: u32, route: &[ChainLink]) -> bool {
        self.document_sources[i as usize].as_ref().is_some_and(|link| route.first() == Some(link))
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::last_chain as last;

    /// The publisher that found the document is named in an earlier sentence.
    #[test]
    fn who_found_the_document_stands_before() {
        for text in [
            "The memo, which was obtained by CNN, was written by Lena Vogt. In it, Vogt tells pilots to \"sit on your steps and wait.\"",
            "CNN published a leaked memo by Lena Vogt. In the memo, Vogt says the port was \"a farce.\"",
            "CNN published a leaked memo by Lena Vogt. The port was \"a farce,\" Vogt says in the memo.",
        ] {
            assert_eq!(last(text), "Lena Vogt → CNN", "{text}");
        }
        // Her own letter to the public, another document, and what she says
        // elsewhere did not come through CNN.
        for text in [
            "CNN published a letter by Lena Vogt. In it, Vogt says the port was \"a farce.\"",
            "CNN published a leaked memo by Lena Vogt. In the lawsuit, Vogt says the port was \"a farce.\"",
            "CNN published a leaked memo by Lena Vogt. In the memo, Vogt says the port was \"a farce.\"\n\n\"I have nothing to add,\" Vogt said.",
        ] {
            assert_eq!(last(text), "Lena Vogt", "{text}");
        }
    }
}
