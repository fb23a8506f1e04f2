//! Finds the publisher that obtained or published the document in which words
//! stand: *The memo was obtained by the Courier. In it, she says …*

use super::{Builder, ChainLink};
use crate::attribution::{Act, Relation};
use crate::closed_class::{IN, IT, POINTING};
use crate::grammar::Opens;
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::resolve::Occasion;
use crate::span::TokenSpan;

/// For how many sentences *in it* or *in the memo* refers to a document.
const BACK: u32 = 2;

/// For how many paragraphs those who wrote a document are quoted from it.
const WRITES: u32 = 3;

/// How many documents before the words are searched for theirs.
const DOCUMENTS: usize = 32;

/// How words say that they stand in a document.
enum Place<'a> {
    /// *In it*
    It,
    /// *In the memo*: the word for the document.
    In(&'a str),
    /// *The memo says*: likewise, and whether people write it for the public.
    Says(&'a str, bool),
    /// *She wrote*
    Written,
}

impl Builder<'_> {
    /// Returns, for each attribution that is not nested, the publisher that
    /// obtained or published the document in which its words stand.
    pub(super) fn find_documents(&self) -> Vec<Option<ChainLink>> {
        let documents: Vec<&Occasion> = (self.resolution.occasions.iter())
            .filter(|o| o.opening.opens == Opens::Document && self.brought_out(o))
            .filter(|o| o.outlet.is_some_and(|outlet| !self.own(outlet)))
            .collect();
        let mut found = vec![None; self.attributions.len()];
        for (i, slot) in found.iter_mut().enumerate().filter(|_| !documents.is_empty()) {
            let a = &self.attributions[i];
            // *according to figures obtained by the Courier*
            let source =
                a.source.first().map(|&s| self.layout.tokens_of(s)).filter(|_| self.holder(i as u32).is_none());
            let itself = |o: &&&Occasion| source.is_some_and(|s| s.contains(o.opening.cue.start));
            let sentence = self.layout.sentence(a.cue_head);
            let here = documents.partition_point(|o| o.opening.sentence < sentence);
            let before = documents.partition_point(|o| o.opening.sentence <= sentence);
            if let Some(o) = documents[here..before].iter().find(itself) {
                *slot = o.outlet.map(|outlet| ChainLink::passed_on(Relation::Carried, outlet, o.mention));
                continue;
            }
            let Some(place) = self.stands_in(i as u32) else { continue };
            let paragraph = self.layout.paragraph(a.cue_head);
            let meant = |o: &&&Occasion| {
                let gap = sentence - o.opening.sentence;
                match place {
                    // *it* can refer only to the sentence directly before.
                    Place::It => gap == 1,
                    Place::In(word) => gap <= BACK && self.is_called(o, word),
                    // There can be several statements, but one memo.
                    Place::Says(word, own) => (!own || gap <= BACK) && self.is_called(o, word),
                    Place::Written => {
                        paragraph - self.layout.paragraph(o.opening.cue.start) <= WRITES && self.may_be_by(i, o)
                    }
                }
            };
            // *"No," she wrote. The memo, which leaked to the Courier, is short.*
            let written = matches!(place, Place::Written);
            let next = documents
                .get(before)
                .filter(|o| written && paragraph == self.layout.paragraph(o.opening.cue.start) && self.may_be_by(i, o));
            let document = documents[..before].iter().rev().take(DOCUMENTS).find(meant).or(next);
            *slot = document.and_then(|o| Some(ChainLink::passed_on(Relation::Carried, o.outlet?, o.mention)));
        }
        found
    }

    /// Whether the source of an attribution can be the author of the document.
    fn may_be_by(&self, i: usize, document: &Occasion) -> bool {
        !document.says_who || self.resolution.sources[i].is_some_and(|s| document.speakers.contains(&s))
    }

    /// Recognises *In it*, *in the memo* at the start of the sentence or after
    /// the cue, *the memo says* and *she wrote*.
    fn stands_in(&self, i: u32) -> Option<Place<'_>> {
        let a = &self.attributions[i as usize];
        let cue = self.layout.tokens_of(*a.cue.first().filter(|_| self.holder(i).is_none())?);
        let start = self.layout.sentence_tokens(a.cue_head).start;
        if let Some(t) = [start, cue.end].into_iter().find(|&t| self.layout.is(t, IN)) {
            if self.layout.is(t + 1, IT) {
                return Some(Place::It);
            }
            if let Some(d) = self.definite(t + 1) {
                return Some(Place::In(self.layout.word(d)));
            }
        }
        if a.act == Act::Belief {
            return None;
        }
        let source = self.layout.tokens_of(*a.source.first()?).start;
        if let Some(d) = self.definite(source) {
            return Some(Place::Says(self.layout.word(d), self.layout.own_document(d)));
        }
        let writes = cue.range().any(|t| self.layout.has(t as u32, Class::WRITING));
        let person = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Person);
        (writes && person && !self.event(i)).then_some(Place::Written)
    }

    /// Returns the token of the document in a phrase that begins at a token and
    /// points to it: *the memo, this leaked memo*.
    fn definite(&self, t: u32) -> Option<u32> {
        let known = self.layout.is(t, POINTING);
        (t + 1..t + 3).find(|&d| known && self.document(d))
    }

    fn document(&self, t: u32) -> bool {
        let classes = ClassSet::of(&[Class::DOCUMENT, Class::RECORDING, Class::OWN_DOCUMENT]);
        self.layout.has_any(t, classes)
    }

    /// Returns the words between the one that names the document and the
    /// publisher.
    fn words(occasion: &Occasion) -> TokenSpan {
        let (cue, outlet) = (occasion.opening.cue, occasion.opening.outlet);
        TokenSpan::new(cue.start.min(outlet.start), cue.end.max(outlet.end))
    }

    /// Whether the document is called by this word; an occasion that names it
    /// only *it* fits every word.
    fn is_called(&self, occasion: &Occasion, word: &str) -> bool {
        let mut named = Self::words(occasion).range().map(|t| t as u32).filter(|&t| self.document(t)).peekable();
        named.peek().is_none() || named.any(|t| self.layout.is(t, &[word]))
    }

    /// Whether somebody other than the author made the document public. A
    /// document that people write for the public is excluded unless it leaked
    /// or the verb says that it was found.
    fn brought_out(&self, occasion: &Occasion) -> bool {
        let words = || Self::words(occasion).range().map(|t| t as u32);
        let found = ClassSet::of(&[Class::FINDING, Class::LEAKING]);
        words().any(|t| self.layout.has_any(t, found)) || !words().any(|t| self.layout.own_document(t))
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
