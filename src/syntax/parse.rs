//! The parse of an article, which all later stages share.

use super::chunker::{Chunker, Tagged};
use super::phrase::{Phrase, PhraseKind};
use super::subject::{Sentence, Subject};
use super::tagger;
use crate::layout::Layout;
use crate::lexicon::{Frames, Lexicon};
use crate::quotation::Tree;
use crate::span::TokenSpan;

/// Bullets before the items of a list.
const BULLETS: &[&str] = &["•", "●", "▪", "■", "·", "‣", "*"];

/// Names of the frames in which a clause without *that* follows a verb.
const CLAUSAL: [&str; 2] = ["bare", "addressee"];

/// The phrases of every sentence, and the subject of every verb group.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    phrases: Vec<Phrase>,
    /// For each phrase, its subject. [`Subject`] counts phrases from the first
    /// of the sentence.
    subjects: Vec<Option<Subject>>,
    /// The index of each sentence's first phrase; last, the number of phrases.
    starts: Vec<u32>,
    /// For each token, the index of its phrase in the innermost sentence, plus
    /// one; 0 for none.
    phrase_of: Vec<u32>,
}

impl Parse {
    /// Parses every sentence of an article, including those inside quotations.
    ///
    /// Never fails. Time is linear in the number of tokens.
    #[must_use]
    pub fn new(layout: &Layout<'_>) -> Self {
        let tags = tagger::tag(layout.text, layout.tokens, &layout.marks.marks, layout.lexicon);
        let tagged = Tagged::new(&tags);
        let tree = Tree::new(layout.quotations);
        let clausal_frames = clausal_frames(layout.lexicon);
        let mut parse = Self { starts: vec![0], ..Self::default() };
        let mut phrases = Vec::new();
        parse.phrase_of = vec![0; layout.tokens.len()];
        for (index, _) in layout.sentences.iter().enumerate() {
            phrases.clear();
            chunk(layout, index, &tagged, &tree, &mut phrases);
            for (i, phrase) in phrases.iter().enumerate().filter(|(_, p)| p.kind != PhraseKind::Quote) {
                let slots = parse.phrase_of.get_mut(phrase.tokens.range()).unwrap_or_default();
                slots.fill((parse.phrases.len() + i) as u32 + 1);
            }
            parse.subjects.extend(view(layout, &phrases, clausal_frames).subjects());
            parse.phrases.extend_from_slice(&phrases);
            parse.starts.push(parse.phrases.len() as u32);
        }
        parse
    }

    /// Returns the phrases of the sentence with this index, in the order of the
    /// text; empty if there is no such sentence.
    #[must_use]
    pub fn phrases(&self, sentence: u32) -> &[Phrase] {
        self.range(sentence).map_or(&[], |range| &self.phrases[range])
    }

    /// Returns the subject of each phrase of the sentence with this index;
    /// empty if there is no such sentence.
    #[must_use]
    pub fn subjects(&self, sentence: u32) -> &[Option<Subject>] {
        self.range(sentence).map_or(&[], |range| &self.subjects[range])
    }

    /// Iterates over the phrases of each sentence, in the order of the
    /// sentences.
    pub fn sentences(&self) -> impl Iterator<Item = &[Phrase]> {
        self.starts.windows(2).map(|bounds| &self.phrases[bounds[0] as usize..bounds[1] as usize])
    }

    /// Returns the phrase that a token is part of, in the innermost sentence
    /// around it.
    pub(crate) fn phrase_at(&self, t: u32) -> Option<&Phrase> {
        let place = self.phrase_of.get(t as usize)?.checked_sub(1)?;
        self.phrases.get(place as usize)
    }

    fn range(&self, sentence: u32) -> Option<std::ops::Range<usize>> {
        let bound = |i: u32| self.starts.get(i as usize).map(|&start| start as usize);
        Some(bound(sentence)?..bound(sentence.checked_add(1)?)?)
    }
}

/// Returns the frames in which a clause without *that* follows a verb.
pub(crate) fn clausal_frames(lexicon: &Lexicon) -> Frames {
    CLAUSAL.iter().fold(Frames::default(), |all, name| all.union(lexicon.frame(name).unwrap_or_default()))
}

fn view<'a>(layout: &Layout<'a>, phrases: &'a [Phrase], clausal_frames: Frames) -> Sentence<'a> {
    Sentence {
        text: layout.text,
        tokens: layout.tokens,
        phrases,
        marks: layout.marks,
        lexicon: layout.lexicon,
        clausal_frames,
    }
}

/// Appends the phrases of a sentence, without the dateline and the bullet
/// before it.
fn chunk(layout: &Layout<'_>, index: usize, tagged: &Tagged<'_>, tree: &Tree<'_>, out: &mut Vec<Phrase>) {
    let sentence = &layout.sentences[index];
    let mut range = sentence.tokens;
    if let Some(dateline) = layout.article.dateline {
        while range.start < range.end && dateline.contains(layout.tokens[range.start as usize].span) {
            range.start += 1;
        }
    }
    while range.start < range.end && BULLETS.contains(&layout.word(range.start)) {
        range.start += 1;
    }
    let own = tree.inside(sentence.quotation);
    let from = own.partition_point(|&q| layout.quotations[q as usize].tokens.start < range.start);
    let to = own.partition_point(|&q| layout.quotations[q as usize].tokens.start < range.end);
    let chunker = Chunker {
        text: layout.text,
        tokens: layout.tokens,
        tags: tagged.tags,
        tagged,
        marks: layout.marks,
        lexicon: layout.lexicon,
        quotations: layout.quotations,
    };
    chunker.chunk(TokenSpan::new(range.start, range.end), &own[from..to], out);
}
