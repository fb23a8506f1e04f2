//! Finds the publisher that obtained or published the document in which words
//! stand: *The memo was obtained by the Courier. In it, she says …*

use super::cue::keeps_silent;
use super::evidence::Evidence;
use super::link::ChainLink;
use crate::attribution::{Act, Relation};
use crate::closed_class::{IN, IT, POINTING};
use crate::grammar::Opens;
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::resolve::Occasion;
use crate::span::{Span, TokenSpan};
use rustc_hash::FxHashSet;

/// How many sentences back *in it* or *in the memo* can refer to a document.
const BACK: u32 = 2;

/// For how many paragraphs after a document its authors are quoted from it.
const WRITES: u32 = 3;

/// How many documents before an attribution are searched for the one that it
/// quotes.
const DOCUMENTS: usize = 32;

/// How many paragraphs from a document its authors are named.
const AUTHORS: u32 = 2;

/// The last paragraph, counted from 0, whose words can stand in a document that
/// a later paragraph introduces.
const LEAD: u32 = 2;

/// Verbs by which an author speaks outside a document as well.
const SPOKEN: ClassSet = ClassSet::of(&[Class::PLAIN_SAYING, Class::TELLING]);

/// How a sentence says that its words stand in a document.
enum Place<'a> {
    /// *In it*
    It,
    /// *In the memo*: the word for the document.
    In(&'a str),
    /// *The memo says*: the word for the document, and whether people write
    /// such documents for the public.
    Says(&'a str, bool),
    /// *She wrote*
    Written,
    /// *She urges the board to sell*
    Told,
}

/// A document that a publisher obtained or published.
struct Document<'a> {
    occasion: &'a Occasion,
    /// Index of the paragraph that says so.
    paragraph: u32,
    /// Those who wrote it, as far as the text near it says.
    authors: Vec<u32>,
}

/// The publishers of the documents in which the words of an article stand.
pub(super) struct Documents {
    /// For each attribution, the publisher that obtained or published the
    /// document in which its words stand.
    sources: Vec<Option<ChainLink>>,
    /// The mentions of these publishers.
    mentions: FxHashSet<Span>,
}

impl Documents {
    /// Finds the documents in which attributions that are not nested stand.
    pub(super) fn new(evidence: &Evidence<'_>) -> Self {
        let documents: Vec<Document<'_>> = (evidence.resolution.occasions.iter())
            .filter(|o| o.opening.opens == Opens::Document && brought_out(evidence, o))
            .filter(|o| o.outlet.is_some_and(|outlet| !evidence.own(outlet)))
            .map(|occasion| Document {
                occasion,
                paragraph: evidence.layout.paragraph(occasion.opening.cue.start),
                authors: authors(evidence, occasion),
            })
            .collect();
        let link = |o: &Occasion| Some(ChainLink::passed_on(Relation::Carried, o.outlet?, o.mention));
        let all = 0..evidence.attributions.len() as u32;
        let found = |i: u32| if documents.is_empty() { None } else { document_of(evidence, &documents, i) };
        let sources: Vec<Option<ChainLink>> = all.map(|i| found(i).and_then(link)).collect();
        let mentions = sources.iter().flatten().map(|link| link.mention).collect();
        Self { sources, mentions }
    }

    /// Returns the publisher of the document in which the words of an
    /// attribution stand.
    pub(super) fn source(&self, i: u32) -> Option<&ChainLink> {
        self.sources[i as usize].as_ref()
    }

    /// Whether a mention names a publisher of such a document.
    pub(super) fn has(&self, mention: Span) -> bool {
        self.mentions.contains(&mention)
    }
}

/// Returns those who wrote a document: *its author, Lena Brook*.
fn authors(evidence: &Evidence<'_>, document: &Occasion) -> Vec<u32> {
    let paragraph = |o: &Occasion| evidence.layout.paragraph(o.opening.cue.start);
    let here = paragraph(document);
    let occasions = &evidence.resolution.occasions;
    let from = occasions.partition_point(|o| paragraph(o) + AUTHORS < here);
    let near = occasions[from..].iter().take_while(|o| paragraph(o) <= here + AUTHORS).take(DOCUMENTS);
    let named = near.filter(|o| o.opening.opens == Opens::Authorship && o.says_who).flat_map(|o| &o.speakers);
    let own = document.speakers.iter().filter(|_| document.says_who);
    own.chain(named).copied().collect()
}

/// Returns the document in which the words of an attribution stand. `documents`
/// are those of the article in the order of the text.
fn document_of<'o>(evidence: &Evidence<'_>, documents: &[Document<'o>], i: u32) -> Option<&'o Occasion> {
    let a = evidence.attribution(i);
    let sentence = evidence.layout.sentence(a.cue_head);
    let here = documents.partition_point(|d| d.occasion.opening.sentence < sentence);
    let before = documents.partition_point(|d| d.occasion.opening.sentence <= sentence);
    // *according to figures obtained by the Courier*
    let source = a.source.first().map(|&s| evidence.layout.tokens_of(s)).filter(|_| evidence.holder(i).is_none());
    let itself = |d: &&Document<'_>| source.is_some_and(|s| s.contains(d.occasion.opening.cue.start));
    if let Some(document) = documents[here..before].iter().find(itself) {
        return Some(document.occasion);
    }
    let place = stands_in(evidence, i)?;
    let paragraph = evidence.layout.paragraph(a.cue_head);
    let meant = |d: &&Document<'_>| {
        let gap = sentence - d.occasion.opening.sentence;
        match place {
            // *it* can refer only to the sentence directly before.
            Place::It => gap == 1,
            Place::In(word) => gap <= BACK && is_called(evidence, d.occasion, word),
            // There can be several statements, but one memo.
            Place::Says(word, own) => (!own || gap <= BACK) && is_called(evidence, d.occasion, word),
            Place::Written => (d.authors.is_empty() && paragraph - d.paragraph <= WRITES) || is_by(evidence, i, d),
            Place::Told => is_by(evidence, i, d),
        }
    };
    // *"No," she wrote. The memo, which leaked to the Courier, is short.*
    let ahead = |d: &&Document<'_>| match place {
        Place::Written if paragraph == d.paragraph && d.authors.is_empty() => true,
        Place::Written | Place::Told => leads_to(paragraph, d) && is_by(evidence, i, d),
        Place::Says(word, _) => leads_to(paragraph, d) && is_called(evidence, d.occasion, word),
        _ => false,
    };
    let found = documents[..before].iter().rev().take(DOCUMENTS).find(meant);
    found.or_else(|| documents.get(before).filter(ahead)).map(|d| d.occasion)
}

/// Whether a paragraph is in the lead, and a document introduced soon after it.
fn leads_to(paragraph: u32, document: &Document<'_>) -> bool {
    paragraph <= LEAD && document.paragraph <= paragraph + WRITES
}

/// Whether the source of an attribution is an author of the document.
fn is_by(evidence: &Evidence<'_>, i: u32, document: &Document<'_>) -> bool {
    evidence.source(i).is_some_and(|s| document.authors.contains(&s))
}

/// Recognises *In it*, *in the memo* at the start of the sentence or after the
/// cue, *the memo says* and *she wrote*.
fn stands_in<'a>(evidence: &Evidence<'a>, i: u32) -> Option<Place<'a>> {
    let a = evidence.attribution(i);
    let cue = evidence.layout.tokens_of(*a.cue.first().filter(|_| evidence.holder(i).is_none())?);
    let start = evidence.layout.sentence_tokens(a.cue_head).start;
    if let Some(t) = [start, cue.end].into_iter().find(|&t| evidence.layout.is(t, IN)) {
        if evidence.layout.is(t + 1, IT) {
            return Some(Place::It);
        }
        if let Some(d) = definite(evidence, t + 1) {
            return Some(Place::In(evidence.layout.word(d)));
        }
    }
    if a.act == Act::Belief {
        return None;
    }
    let source = evidence.layout.tokens_of(*a.source.first()?).start;
    if let Some(d) = definite(evidence, source) {
        return Some(Place::Says(evidence.layout.word(d), evidence.layout.own_document(d)));
    }
    // *writes in her book* is an event of its own, unless the book was found.
    if evidence.event(i) && !writes_document(evidence, i) {
        return None;
    }
    let writes = cue.range().any(|t| evidence.layout.has(t as u32, Class::WRITING));
    if writes && evidence.source_kind(i) == Some(PartyKind::Person) {
        return Some(Place::Written);
    }
    // *She said* can be about the document.
    let plain = cue.range().any(|t| evidence.layout.has_any(t as u32, SPOKEN));
    let here = evidence.sentence_route(i).links.is_empty() && !evidence.sentence_route(i).addressed_to_us;
    (here && !plain && !evidence.perfect(a) && !keeps_silent(evidence, a)).then_some(Place::Told)
}

/// Whether the sentence of an attribution says that its source wrote a document:
/// *she writes in her book*.
fn writes_document(evidence: &Evidence<'_>, i: u32) -> bool {
    let sentence = evidence.layout.sentence(evidence.attribution(i).cue_head);
    let occasions = &evidence.resolution.occasions;
    let from = occasions.partition_point(|o| o.opening.sentence < sentence);
    let mut here = occasions[from..].iter().take_while(|o| o.opening.sentence == sentence);
    here.any(|o| o.opening.opens == Opens::Authorship && evidence.source(i).is_some_and(|s| o.speakers.contains(&s)))
}

/// Returns the token of the document in a phrase that begins at `t` and refers
/// to a known document: *the memo, this leaked memo*.
fn definite(evidence: &Evidence<'_>, t: u32) -> Option<u32> {
    let known = evidence.layout.is(t, POINTING);
    (t + 1..t + 3).find(|&d| known && document(evidence, d))
}

fn document(evidence: &Evidence<'_>, t: u32) -> bool {
    let classes = ClassSet::of(&[Class::DOCUMENT, Class::RECORDING, Class::OWN_DOCUMENT]);
    evidence.layout.has_any(t, classes)
}

/// Returns the tokens from the words for the document to those for its
/// publisher, in whichever order they stand.
fn words_of(occasion: &Occasion) -> TokenSpan {
    let (cue, outlet) = (occasion.opening.cue, occasion.opening.outlet);
    TokenSpan::new(cue.start.min(outlet.start), cue.end.max(outlet.end))
}

/// Whether an occasion calls its document by this word. An occasion that only
/// says *it* fits every word.
fn is_called(evidence: &Evidence<'_>, occasion: &Occasion, word: &str) -> bool {
    let mut named = words_of(occasion).range().map(|t| t as u32).filter(|&t| document(evidence, t)).peekable();
    let is = |word: &str, class| evidence.layout.lexicon.is_term(word, class);
    let kinds = [Class::BOOK, Class::MISSIVE];
    named.peek().is_none()
        || is(word, Class::ANY_DOCUMENT)
        || named.any(|t| {
            let called = evidence.layout.word(t).to_lowercase();
            called == word
                || is(&called, Class::ANY_DOCUMENT)
                || kinds.iter().any(|&kind| is(word, kind) && is(&called, kind))
        })
}

/// Whether somebody other than the author made the document public. A document
/// that people write for the public is excluded unless it leaked or the verb
/// says that it was found.
fn brought_out(evidence: &Evidence<'_>, occasion: &Occasion) -> bool {
    let words = || words_of(occasion).range().map(|t| t as u32);
    let found = ClassSet::of(&[Class::FINDING, Class::LEAKING]);
    words().any(|t| evidence.layout.has_any(t, found)) || !words().any(|t| evidence.layout.own_document(t))
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::last_chain as last;

    /// The publisher that found the document is named in an earlier sentence.
    #[test]
    fn the_publisher_of_a_document_is_named_before_its_words() {
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
