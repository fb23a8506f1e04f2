//! Infers from capitals which words are names, and how a headline's words would
//! be written in running text.

use crate::function_word::Function;
use crate::lexicon::{Class, Forms, Lexicon, Mark, Pos, WordId};
use crate::token::{Shape, Token, TokenKind, ends_in_period};
use rustc_hash::{FxHashMap, FxHashSet};

/// The longest headline, in tokens.
const LONGEST_HEADLINE: usize = 30;

/// Returns the shape that each token would have in running text.
///
/// In a headline with most words capitalised or in capitals, known words that
/// are not names become lower case. Elsewhere the shapes are the tokens' own.
pub(super) fn shapes(
    tokens: &[Token],
    marks: &[Mark],
    functions: &[Function],
    lexicon: &Lexicon,
    names: &FxHashSet<WordId>,
) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = tokens.iter().map(|t| t.shape).collect();
    let mut start = 0;
    while start < tokens.len() {
        let length = tokens[start + 1..].iter().position(|t| t.opens_paragraph);
        let end = length.map_or(tokens.len(), |n| start + 1 + n);
        let words = || (start..end).filter(|&i| tokens[i].kind == TokenKind::Word && functions[i].tag().is_none());
        if end - start <= LONGEST_HEADLINE {
            let count = |wanted: &[Shape]| words().filter(|&i| wanted.contains(&shapes[i])).count();
            let (lower, capital) = (count(&[Shape::Lower]), count(&[Shape::Capital, Shape::Upper]));
            let prose = lower > 0 && ends_in_period(&tokens[start..end]);
            if capital >= 4 && lower * 5 <= capital && !prose {
                for i in start..end {
                    let word = marks[i].word;
                    let known = functions[i].tag().is_some() && shapes[i] == Shape::Capital
                        || lexicon.pos(word).first().is_some_and(|&p| p != Pos::Name)
                        || lexicon.forms(word) != Forms::default()
                        || !lexicon.predicates(word).is_empty();
                    if known && !names.contains(&word) && !marks[i].classes.has(Class::PLACE) {
                        shapes[i] = Shape::Lower;
                    }
                }
            }
        }
        start = end;
    }
    shapes
}

/// Returns the words that the text writes with a capital inside a sentence and
/// hardly ever without. They are names, also where they open a sentence.
pub(super) fn names(tokens: &[Token], marks: &[Mark]) -> FxHashSet<WordId> {
    let mut capitals: FxHashMap<WordId, u32> = FxHashMap::default();
    for (i, pair) in tokens.windows(2).enumerate() {
        // *the Ito*, *Ana Ito said*: the word is inside a sentence.
        let lower = |t: &Token| t.kind == TokenKind::Word && t.shape == Shape::Lower;
        let inside = lower(&pair[0])
            || pair[0].kind == TokenKind::Word
                && pair[0].shape == Shape::Capital
                && tokens.get(i + 2).is_some_and(lower);
        let word = marks[i + 1].word;
        if inside && pair[1].kind == TokenKind::Word && pair[1].shape == Shape::Capital && word != WordId::UNKNOWN {
            *capitals.entry(word).or_default() += 1;
        }
    }
    for (token, mark) in tokens.iter().zip(marks) {
        if token.shape == Shape::Lower
            && let Some(count) = capitals.get_mut(&mark.word)
        {
            *count = count.saturating_sub(3);
        }
    }
    capitals.retain(|_, count| *count > 0);
    capitals.into_keys().collect()
}
