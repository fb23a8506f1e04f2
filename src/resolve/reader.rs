//! The text as the resolver walks over it: tokens with their sentence,
//! paragraph and quotation, each looked up in constant time.

use crate::article::{Block, BlockKind};
use crate::lexicon::{Class, Gender, Lexicon, Marks, Pos};
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, Token, TokenKind};
use rustc_hash::FxHashSet;

/// Words with a capital that are no names where a sentence opens with them.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "according",
    "additionally",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "citing",
    "could",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "following",
    "for",
    "former",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "just",
    "later",
    "like",
    "many",
    "may",
    "meanwhile",
    "more",
    "most",
    "much",
    "my",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "quoting",
    "retired",
    "she",
    "should",
    "since",
    "so",
    "some",
    "speaking",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "two",
    "under",
    "until",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "yes",
    "yet",
    "you",
    "your",
];

/// Ends of adjectives that begin with a name.
const COMPOUNDS: &[&str] = &[
    "-appointed",
    "-area",
    "-backed",
    "-based",
    "-born",
    "-controlled",
    "-educated",
    "-era",
    "-funded",
    "-language",
    "-led",
    "-linked",
    "-made",
    "-owned",
    "-run",
    "-speaking",
    "-style",
    "-trained",
];

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) sentences: &'a [Sentence],
    /// For each token, its sentence at depth 0.
    sentence: Vec<u32>,
    /// For each token, its paragraph, counted from 0.
    paragraph: Vec<u32>,
    /// For each token, the outermost quotation that holds it, plus one.
    quotation: Vec<u32>,
    /// For each paragraph, whether it is written in headline capitals.
    headline: Vec<bool>,
    /// For each token, whether it stands in a part that is not read:
    /// comments, share buttons.
    unread: Vec<bool>,
    /// For each token, whether it stands in the byline.
    byline: Vec<bool>,
    /// Words, by where they stand, that the text elsewhere writes with a
    /// capital inside a sentence.
    proper: FxHashSet<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        marks: &'a Marks,
        lexicon: &'a Lexicon,
        quotations: &[Quotation],
        sentences: &'a [Sentence],
        blocks: &[Block],
    ) -> Self {
        let mut sentence = vec![u32::MAX; tokens.len()];
        for (i, s) in sentences.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
            for slot in sentence.get_mut(s.tokens.range()).unwrap_or_default() {
                *slot = i as u32;
            }
        }
        let mut paragraph = Vec::with_capacity(tokens.len());
        let mut at = 0;
        for (i, t) in tokens.iter().enumerate() {
            at += u32::from(t.opens_paragraph && i > 0);
            paragraph.push(at);
        }
        let mut quotation = vec![0; tokens.len()];
        for (i, q) in quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            for slot in quotation.get_mut(q.tokens.range()).unwrap_or_default() {
                *slot = i as u32 + 1;
            }
        }
        let mut unread = vec![false; tokens.len()];
        for block in blocks.iter().filter(|b| !b.is_read() && b.kind != BlockKind::Byline) {
            let start = tokens.partition_point(|t| t.span.end <= block.span.start);
            let end = tokens.partition_point(|t| t.span.start < block.span.end);
            unread.get_mut(start..end).unwrap_or_default().fill(true);
        }
        let mut byline = vec![false; tokens.len()];
        for block in blocks.iter().filter(|b| b.kind == BlockKind::Byline) {
            let start = tokens.partition_point(|t| t.span.end <= block.span.start);
            let end = tokens.partition_point(|t| t.span.start < block.span.end);
            byline.get_mut(start..end).unwrap_or_default().fill(true);
        }
        let mut counts = vec![(0u32, 0u32, false); at as usize + 1];
        for (t, &p) in tokens.iter().zip(&paragraph) {
            let (capital, lower, stop) = &mut counts[p as usize];
            match t.shape {
                Shape::Capital | Shape::Upper => *capital += 1,
                Shape::Lower if t.span.len() >= 4 && t.kind == TokenKind::Word => *lower += 1,
                _ => {}
            }
            *stop |= t.kind == TokenKind::Comma;
        }
        let headline = counts.iter().map(|&(capital, lower, _)| capital >= 4 && lower * 3 < capital).collect();
        let mut this = Self {
            text,
            tokens,
            marks,
            lexicon,
            sentences,
            sentence,
            paragraph,
            quotation,
            headline,
            unread,
            byline,
            proper: FxHashSet::default(),
        };
        this.proper = (0..this.len())
            .filter(|&t| this.capital(t) && !this.in_headline(t) && !this.opens(t) && !this.function_word(t))
            .map(|t| this.word(t).to_lowercase())
            .collect();
        this
    }

    pub(super) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    pub(super) fn sentence(&self, t: u32) -> u32 {
        self.sentence.get(t as usize).copied().unwrap_or(u32::MAX)
    }

    /// The tokens of the sentence around `t`, or `t` alone.
    pub(super) fn sentence_tokens(&self, t: u32) -> TokenSpan {
        self.sentences.get(self.sentence(t) as usize).map_or(TokenSpan::new(t, t + 1), |s| s.tokens)
    }

    /// The paragraph of a token, counted from 0: the last one for a place
    /// behind the last token.
    pub(super) fn paragraph(&self, t: u32) -> u32 {
        self.paragraph.get(t as usize).or(self.paragraph.last()).copied().unwrap_or_default()
    }

    /// The outermost quotation that holds the token, plus one; 0 for none.
    pub(super) fn quotation(&self, t: u32) -> u32 {
        self.quotation.get(t as usize).copied().unwrap_or(0)
    }

    pub(super) fn in_headline(&self, t: u32) -> bool {
        self.headline.get(self.paragraph(t) as usize).copied().unwrap_or(false)
    }

    /// Whether the token stands in a comment or boilerplate.
    pub(super) fn unread(&self, t: u32) -> bool {
        self.unread.get(t as usize).copied().unwrap_or(false)
    }

    /// Whether the token stands in the byline.
    pub(super) fn in_byline(&self, t: u32) -> bool {
        self.byline.get(t as usize).copied().unwrap_or(false)
    }

    /// Whether the token is a word, number, handle or address.
    pub(super) fn is_word(&self, t: u32) -> bool {
        self.tokens.get(t as usize).is_some_and(Token::is_word)
    }

    pub(super) fn shape(&self, t: u32) -> Shape {
        self.tokens.get(t as usize).map_or(Shape::None, |x| x.shape)
    }

    pub(super) fn kind(&self, t: u32) -> Option<TokenKind> {
        self.tokens.get(t as usize).map(|t| t.kind)
    }

    pub(super) fn word(&self, t: u32) -> &'a str {
        self.tokens.get(t as usize).map_or("", |x| x.text(self.text))
    }

    pub(super) fn is(&self, t: u32, words: &[&str]) -> bool {
        let word = self.word(t);
        words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    pub(super) fn has(&self, t: u32, class: Class) -> bool {
        self.marks.marks.get(t as usize).is_some_and(|m| m.classes.has(class))
    }

    pub(super) fn gender(&self, t: u32) -> Option<Gender> {
        self.marks.marks.get(t as usize).and_then(|m| self.lexicon.gender(m.word))
    }

    pub(super) fn capital(&self, t: u32) -> bool {
        self.tokens
            .get(t as usize)
            .is_some_and(|x| x.kind == TokenKind::Word && matches!(x.shape, Shape::Capital | Shape::Upper))
    }

    pub(super) fn possessive(&self, t: u32) -> bool {
        self.kind(t) == Some(TokenKind::Clitic) && (self.is(t, &["'s", "’s", "'", "’"]))
    }

    pub(super) fn function_word(&self, t: u32) -> bool {
        let word = self.word(t);
        if word.len() > 12 {
            return false;
        }
        let lower = word.to_ascii_lowercase();
        FUNCTION_WORDS.binary_search(&lower.as_str()).is_ok()
            || [Class::DETERMINER, Class::PRONOUN, Class::PREPOSITION, Class::CONJUNCTION, Class::AUXILIARY]
                .iter()
                .any(|&c| self.has(t, c))
    }

    /// Whether a capital here says nothing: the sentence or quotation opens.
    pub(super) fn opens(&self, t: u32) -> bool {
        t == 0
            || self.sentence(t) != self.sentence(t - 1)
            || matches!(
                self.kind(t - 1),
                Some(
                    TokenKind::DoubleQuote
                        | TokenKind::SingleQuote
                        | TokenKind::Colon
                        | TokenKind::Period
                        | TokenKind::Exclamation
                        | TokenKind::Symbol
                )
            )
    }

    /// Whether the token can be part of a name.
    pub(super) fn name_word(&self, t: u32) -> bool {
        let word = self.word(t);
        // *a London-based daily*
        // *the Island Times*
        let paper = self.has(t, Class::OUTLET_NAME_LAST) && t > 0 && self.capital(t - 1) && !self.function_word(t - 1);
        let label = matches!(word, "Q" | "A") && self.kind(t + 1) == Some(TokenKind::Colon);
        let compound = COMPOUNDS.iter().any(|c| word.ends_with(c));
        if !self.capital(t)
            || compound
            || label
            || self.unread(t)
            || self.function_word(t)
            || self.has(t, Class::TIME)
            || self.has(t, Class::TIME_NOUN) && !paper
        {
            return false;
        }
        if !self.opens(t) || self.gender(t).is_some() || self.capital(t + 1) {
            return true;
        }
        if self.proper.contains(&self.word(t).to_lowercase()) {
            return true;
        }
        if [Class::GROUP, Class::UNNAMED_SOURCE, Class::ROLE].iter().any(|&c| self.has(t, c)) {
            return false;
        }
        let pos = self.marks.marks.get(t as usize).map_or(&[][..], |m| self.lexicon.pos(m.word));
        pos.is_empty() || pos.contains(&Pos::Name)
    }

    /// Whether the word is in the lexicon and nobody's name there.
    pub(super) fn common_word(&self, t: u32) -> bool {
        let pos = self.marks.marks.get(t as usize).map_or(&[][..], |m| self.lexicon.pos(m.word));
        self.gender(t).is_none() && !pos.is_empty() && !pos.contains(&Pos::Name)
    }

    /// Whether a title or role of one word or several ends with the token:
    /// the *manager* of *campaign manager*.
    pub(super) fn role_head(&self, t: u32) -> bool {
        let terms = &self.marks.terms;
        let from = terms.partition_point(|x| x.tokens.start + 6 < t);
        let near = terms.iter().skip(from).take_while(|x| x.tokens.start <= t).take(64);
        let roles = [Class::ROLE, Class::TITLE, Class::SPOKESPERSON];
        near.into_iter().any(|x| x.tokens.end == t + 1 && roles.contains(&x.class))
    }

    /// Whether a term of the class begins and ends in a name.
    pub(super) fn term_within(&self, name: TokenSpan, class: Class) -> bool {
        let terms = &self.marks.terms;
        let from = terms.partition_point(|x| x.tokens.start < name.start);
        let within = terms.iter().skip(from).take_while(|x| x.tokens.start < name.end);
        within.take(64).any(|x| x.class == class && x.tokens.end <= name.end)
    }

    /// Whether the token can be part of what somebody is called.
    pub(super) fn epithet(&self, t: u32) -> bool {
        self.kind(t) == Some(TokenKind::Word) && !self.function_word(t)
    }

    /// The tokens that a span of bytes touches.
    pub(super) fn tokens_of(&self, span: Span) -> TokenSpan {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start) as u32;
        let end = self.tokens.partition_point(|t| t.span.start < span.end) as u32;
        TokenSpan::new(start.min(end), end)
    }

    /// The bytes that tokens cover.
    pub(super) fn span_of(&self, tokens: TokenSpan) -> Span {
        match (self.tokens.get(tokens.start as usize), self.tokens.get((tokens.end as usize).wrapping_sub(1))) {
            (Some(first), Some(last)) if !tokens.is_empty() => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn function_words_are_sorted() {
        assert!(super::FUNCTION_WORDS.is_sorted());
    }
}
