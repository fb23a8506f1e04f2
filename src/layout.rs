//! The layout of an article, which resolution and chains search: the sentence,
//! paragraph, quotation and classes of each token, in constant time.

mod name_word;

use crate::article::{Article, Block, BlockKind};
use crate::closed_class::POSSESSIVE_CLITICS;
use crate::lexicon::{Class, ClassSet, Gender, Lexicon, Mark, Marks};
use crate::quotation::{Quotation, Tree};
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, Token, TokenKind, ends_in_period};
use crate::turn::TurnLabel;
use rustc_hash::FxHashSet;

/// The results of the stages before resolution, and where each token stands in
/// them.
///
/// Queries for an out-of-range token return empty values: no word, no class, no
/// sentence.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    pub(crate) article: &'a Article<'a>,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) marks: &'a Marks,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) quotations: &'a [Quotation],
    pub(crate) tree: Tree<'a>,
    pub(crate) sentences: &'a [Sentence],
    /// For each token, the index of its sentence at depth 0.
    sentence: Vec<u32>,
    /// For each token, its paragraph, counted from 0.
    paragraph: Vec<u32>,
    /// For each token, the index of the outermost quotation that holds it, plus
    /// one; 0 for none.
    quotation: Vec<u32>,
    /// For each paragraph, whether it is written in headline capitals.
    headline: Vec<bool>,
    /// For each token, whether it is in a block that is not read, such as share
    /// buttons. The byline is not counted here.
    unread: Vec<bool>,
    /// For each token, whether it is in the byline.
    byline: Vec<bool>,
    /// Words, in lower case, that the text writes with a capital inside a
    /// sentence.
    proper: FxHashSet<String>,
}

/// Whether a paragraph is written in headline capitals. One with a longer word
/// in lower case and a period at its end is prose: *“No,” Ana Ruiz told Der
/// Spiegel.*
fn in_headline_capitals(paragraph: &[Token]) -> bool {
    let count = |wanted: fn(&Token) -> bool| paragraph.iter().filter(|t| wanted(t)).count();
    let capital = count(|t| matches!(t.shape, Shape::Capital | Shape::Upper));
    let lower = count(|t| t.shape == Shape::Lower && t.span.len() >= 4 && t.kind == TokenKind::Word);
    capital >= 4 && lower * 3 < capital && (lower == 0 || !ends_in_period(paragraph))
}

impl<'a> Layout<'a> {
    /// Collects the results of the earlier stages. Time is linear in the number
    /// of tokens.
    ///
    /// The tokens must be those of the article's text, and the marks those that
    /// `lexicon` made of `tokens`.
    #[must_use]
    pub fn new(
        article: &'a Article<'a>,
        lexicon: &'a Lexicon,
        tokens: &'a [Token],
        marks: &'a Marks,
        quotations: &'a [Quotation],
        sentences: &'a [Sentence],
    ) -> Self {
        let mut sentence = vec![NOWHERE; tokens.len()];
        for (i, s) in sentences.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
            sentence.get_mut(s.tokens.range()).unwrap_or_default().fill(i as u32);
        }
        let mut at = 0;
        let count = |(i, t): (usize, &Token)| {
            at += u32::from(t.opens_paragraph && i > 0);
            at
        };
        let paragraph: Vec<u32> = tokens.iter().enumerate().map(count).collect();
        let mut quotation = vec![0; tokens.len()];
        for (i, q) in quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            quotation.get_mut(q.tokens.range()).unwrap_or_default().fill(i as u32 + 1);
        }
        let within = |wanted: fn(&Block) -> bool| {
            let mut within = vec![false; tokens.len()];
            for block in article.blocks.iter().filter(|b| wanted(b)) {
                within.get_mut(touched(tokens, block.span).range()).unwrap_or_default().fill(true);
            }
            within
        };
        let headline = tokens.chunk_by(|_, next| !next.opens_paragraph).map(in_headline_capitals).collect();
        let mut this = Self {
            article,
            text: article.without_comments(),
            tokens,
            marks,
            lexicon,
            quotations,
            tree: Tree::new(quotations),
            sentences,
            sentence,
            paragraph,
            quotation,
            headline,
            unread: within(|b| !b.is_read() && b.kind != BlockKind::Byline),
            byline: within(|b| b.kind == BlockKind::Byline),
            proper: FxHashSet::default(),
        };
        this.proper = this.capitals_inside();
        this
    }

    pub(crate) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// Returns the index of the token's sentence at depth 0; `u32::MAX` for
    /// none.
    pub(crate) fn sentence(&self, t: u32) -> u32 {
        self.sentence.get(t as usize).copied().unwrap_or(NOWHERE)
    }

    /// Returns the tokens of the sentence around `t`, or `t` alone if it is in
    /// none.
    pub(crate) fn sentence_tokens(&self, t: u32) -> TokenSpan {
        self.sentences.get(self.sentence(t) as usize).map_or(TokenSpan::new(t, t + 1), |s| s.tokens)
    }

    /// Returns the paragraph of a token, counted from 0; the last paragraph for
    /// an out-of-range index.
    pub(crate) fn paragraph(&self, t: u32) -> u32 {
        self.paragraph.get(t as usize).or(self.paragraph.last()).copied().unwrap_or_default()
    }

    /// Returns the index of the outermost quotation that holds the token, plus
    /// one; 0 for none.
    pub(crate) fn quotation(&self, t: u32) -> u32 {
        self.quotation.get(t as usize).copied().unwrap_or(0)
    }

    pub(crate) fn in_headline(&self, t: u32) -> bool {
        self.headline.get(self.paragraph(t) as usize).copied().unwrap_or(false)
    }

    /// Whether the token is in a block that is not read, other than the byline.
    pub(crate) fn unread(&self, t: u32) -> bool {
        self.unread.get(t as usize).copied().unwrap_or(false)
    }

    /// Whether the token is in the byline.
    pub(crate) fn in_byline(&self, t: u32) -> bool {
        self.byline.get(t as usize).copied().unwrap_or(false)
    }

    /// Whether the token is a word, number, handle or address.
    pub(crate) fn is_word(&self, t: u32) -> bool {
        self.tokens.get(t as usize).is_some_and(Token::is_word)
    }

    pub(crate) fn shape(&self, t: u32) -> Shape {
        self.tokens.get(t as usize).map_or(Shape::None, |x| x.shape)
    }

    pub(crate) fn kind(&self, t: u32) -> Option<TokenKind> {
        self.tokens.get(t as usize).map(|t| t.kind)
    }

    /// Returns the token's text.
    pub(crate) fn word(&self, t: u32) -> &'a str {
        self.tokens.get(t as usize).map_or("", |x| x.text(self.text))
    }

    /// Whether the token is one of the words, ignoring ASCII case.
    #[inline]
    pub(crate) fn is(&self, t: u32, words: &[&str]) -> bool {
        self.tokens.get(t as usize).is_some_and(|x| x.is_any(self.text, words))
    }

    /// Returns what the lexicon knows about the token.
    pub(crate) fn mark(&self, t: u32) -> Option<&'a Mark> {
        self.marks.marks.get(t as usize)
    }

    /// Whether the token has the lexicon class.
    pub(crate) fn has(&self, t: u32, class: Class) -> bool {
        self.mark(t).is_some_and(|m| m.classes.has(class))
    }

    /// Whether the token has one of the lexicon classes.
    pub(crate) fn has_any(&self, t: u32, classes: ClassSet) -> bool {
        self.mark(t).is_some_and(|m| m.classes.any(classes))
    }

    /// Whether the name is that of a label which opens a turn of a transcript.
    pub(crate) fn labels_turn(&self, name: TokenSpan) -> bool {
        let sentence = self.sentence_tokens(name.start).start;
        sentence + 2 >= name.start
            && (sentence..=name.start)
                .find_map(|t| TurnLabel::at(self.text, self.tokens, self.marks, t))
                .is_some_and(|label| label.name.start <= name.start && name.end <= label.name.end)
    }

    /// Whether the token means a document that gives its author's own words: a
    /// memoir, a letter.
    pub(crate) fn own_document(&self, t: u32) -> bool {
        self.has(t, Class::OWN_DOCUMENT) || self.has(t, Class::OWN_WRITING)
    }

    pub(crate) fn gender(&self, t: u32) -> Option<Gender> {
        self.mark(t).and_then(|m| self.lexicon.gender(m.word))
    }

    pub(crate) fn capital(&self, t: u32) -> bool {
        self.tokens
            .get(t as usize)
            .is_some_and(|x| x.kind == TokenKind::Word && matches!(x.shape, Shape::Capital | Shape::Upper))
    }

    pub(crate) fn possessive(&self, t: u32) -> bool {
        self.kind(t) == Some(TokenKind::Clitic) && (self.is(t, POSSESSIVE_CLITICS))
    }

    /// Returns the first token that begins at or after a byte; the number of
    /// tokens if none does.
    pub(crate) fn first_from(&self, byte: u32) -> u32 {
        self.tokens.partition_point(|t| t.span.start < byte) as u32
    }

    /// Returns the tokens that a span of bytes touches.
    pub(crate) fn tokens_of(&self, span: Span) -> TokenSpan {
        touched(self.tokens, span)
    }

    /// Returns the bytes that the tokens cover.
    pub(crate) fn span_of(&self, tokens: TokenSpan) -> Span {
        match (self.tokens.get(tokens.start as usize), self.tokens.get((tokens.end as usize).wrapping_sub(1))) {
            (Some(first), Some(last)) if !tokens.is_empty() => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }
}

/// The sentence of a token that is in none, or is out of range.
const NOWHERE: u32 = u32::MAX;

/// Returns the tokens that a span of bytes touches.
fn touched(tokens: &[Token], span: Span) -> TokenSpan {
    let start = tokens.partition_point(|t| t.span.end <= span.start) as u32;
    let end = tokens.partition_point(|t| t.span.start < span.end) as u32;
    TokenSpan::new(start.min(end), end)
}
