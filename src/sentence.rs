//! Splits tokens into sentences.

mod abbreviation;
mod after_quotation;
mod final_mark;

use crate::article::Block;
use crate::lexicon::KnownWords;
use crate::quotation::Quotation;
use crate::span::TokenSpan;
use crate::token::{Abbreviations, Token, TokenKind};
use crate::turn::TurnLabel;

/// One sentence.
///
/// Sentences at depth 0 cover the text that is read, without overlap. They
/// never cut a quotation, however many sentences it contains: *"A. B," said C.
/// "D."* is two sentences. The sentences inside a quotation are listed
/// separately, with the quotation's index, so that attributions nested in it
/// can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sentence {
    /// Its tokens, including the final mark.
    pub tokens: TokenSpan,
    /// Index of its block in [`crate::article::Article::blocks`].
    pub block: u32,
    /// Index of the quotation that this sentence lies inside; `None` at depth
    /// 0.
    pub quotation: Option<u32>,
}

/// Maximum number of pieces of a sentence; a quotation counts as one. The limit
/// allows later stages to compare pairs of nearby phrases.
const LONGEST: u32 = 600;

/// Splits the text into sentences: first those at depth 0 in the blocks that
/// are read, in the order of the text, then those inside each quotation, in the
/// order of `quotations`.
///
/// `quotations` must be what [`crate::quotation::pair`] found in the same
/// tokens.
///
/// A sentence that contains a quotation over several paragraphs runs over their
/// blocks and belongs to the first. A sentence of over 600 tokens is cut at a
/// comma or semicolon if possible; a quotation counts as one token and is never
/// cut. Takes time and memory linear in the number of tokens.
#[must_use]
pub fn split(
    text: &str,
    tokens: &[Token],
    quotations: &[Quotation],
    blocks: &[Block],
    abbreviations: &Abbreviations,
    known: KnownWords<'_>,
) -> Vec<Sentence> {
    let mut splitter = Splitter {
        text,
        tokens,
        quotations,
        after: subtree_ends(quotations),
        paragraphs: paragraph_ends(tokens),
        abbreviations,
        known,
        sentences: Vec::new(),
    };

    let ranges = token_ranges(tokens, blocks);
    let mut done = 0u32;
    let mut quotation = 0usize;
    for (index, block) in blocks.iter().enumerate() {
        let (start, end) = ranges[index];
        // A quotation from an earlier block may reach into this one.
        let start = start.max(done);
        if !block.is_read() || start >= end {
            continue;
        }
        while quotations.get(quotation).is_some_and(|q| q.tokens.start < start) {
            quotation = splitter.after[quotation] as usize;
        }
        let range = TokenSpan::new(start, end);
        (done, quotation) = splitter.range(range, &ranges[index..], index as u32, None, quotation);
    }

    let mut block = 0usize;
    for (index, quotation) in quotations.iter().enumerate() {
        let start = quotation.tokens.start;
        while ranges.get(block).is_some_and(|&(_, end)| end <= start) {
            block += 1;
        }
        let inside = ranges.get(block).is_some_and(|&(from, _)| from <= start);
        if !inside || !blocks[block].is_read() {
            continue;
        }
        let end = quotation.tokens.end - u32::from(quotation.closed);
        splitter.inside(index, TokenSpan::new(start + 1, end), block as u32);
    }
    splitter.sentences
}

/// Returns the tokens of each block, as their start and end.
fn token_ranges(tokens: &[Token], blocks: &[Block]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(blocks.len());
    let mut at = 0usize;
    for block in blocks {
        let skip = |at: usize, until: u32| {
            let rest = tokens.get(at..).unwrap_or(&[]);
            at + rest.iter().position(|t| t.span.start >= until).unwrap_or(rest.len())
        };
        let start = skip(at, block.span.start);
        let end = skip(start, block.span.end);
        ranges.push((start as u32, end as u32));
        at = end;
    }
    ranges
}

/// For each quotation, the index of the next one that it does not contain.
fn subtree_ends(quotations: &[Quotation]) -> Vec<u32> {
    let mut after = vec![quotations.len() as u32; quotations.len()];
    for index in (0..quotations.len()).rev() {
        let end = quotations[index].tokens.end;
        let mut next = index + 1;
        // Skips whole subtrees; each quotation is skipped once, by its parent.
        while quotations.get(next).is_some_and(|q| q.tokens.start < end) {
            next = (after[next] as usize).max(next + 1);
        }
        after[index] = next as u32;
    }
    after
}

/// For each token, the index of the first token of the next paragraph.
fn paragraph_ends(tokens: &[Token]) -> Vec<u32> {
    let mut end = tokens.len() as u32;
    let mut ends = vec![end; tokens.len()];
    for (index, token) in tokens.iter().enumerate().rev() {
        ends[index] = end;
        if token.opens_paragraph {
            end = index as u32;
        }
    }
    ends
}

/// Collects the sentences of a text.
struct Splitter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    quotations: &'t [Quotation],
    /// The results of [`subtree_ends`] and [`paragraph_ends`].
    after: Vec<u32>,
    paragraphs: Vec<u32>,
    abbreviations: &'t Abbreviations,
    known: KnownWords<'t>,
    sentences: Vec<Sentence>,
}

impl Splitter<'_> {
    fn token(&self, at: u32) -> Option<&Token> {
        self.tokens.get(at as usize)
    }

    /// Returns the kind of the token at `at`, if that is before `end`.
    fn kind(&self, at: u32, end: u32) -> Option<TokenKind> {
        (at < end).then(|| self.token(at).map(|t| t.kind)).flatten()
    }

    /// Splits the inside of a quotation, paragraph by paragraph, leaving out
    /// the opening marks that the paragraphs repeat.
    fn inside(&mut self, quotation: usize, range: TokenSpan, block: u32) {
        let mut next = quotation + 1;
        let mut start = range.start;
        while start < range.end {
            // Looked up, since a search would scan the same tokens at each
            // depth.
            let end = self.paragraphs.get(start as usize).map_or(range.end, |&end| end.min(range.end));
            let mut from = start;
            while from > range.start
                && matches!(self.kind(from, end), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote))
                && self.quotations.get(next).is_none_or(|q| q.tokens.start != from)
            {
                from += 1;
            }
            let part = TokenSpan::new(from, end);
            let limit = [(from, end), (end, range.end)];
            let done;
            (done, next) = self.range(part, &limit, block, Some(quotation as u32), next);
            start = done.max(end);
        }
    }

    /// Splits one block, or one paragraph of a quotation. `ranges` starts with
    /// its range and continues with those of the following blocks. If a
    /// quotation reaches into those, the sentence continues to the end of the
    /// block where the quotation ends.
    ///
    /// Returns the token index where it stopped and the next quotation.
    fn range(
        &mut self,
        range: TokenSpan,
        ranges: &[(u32, u32)],
        block: u32,
        quotation: Option<u32>,
        mut next: usize,
    ) -> (u32, usize) {
        let mut end = range.end;
        let mut ahead = ranges.iter().skip(1);
        let mut start = range.start;
        let mut at = start;
        // Number of pieces since the start, and the last good position for a
        // cut with the number of pieces before it.
        let mut pieces = 0u32;
        let mut soft: Option<(u32, u32)> = None;
        // No sentence ends within the label of a turn: *Mr. RUIZ of Ohio. I ask*.
        let mut label = self.turn_label_end(start);
        while at < end {
            if pieces >= LONGEST {
                let (cut, left) = soft.filter(|&(_, n)| n > LONGEST / 2).unwrap_or((at, pieces));
                self.push(start, cut, block, quotation);
                start = cut;
                pieces -= left;
                soft = None;
            }
            pieces += 1;
            let inner = self.quotations.get(next).filter(|q| q.tokens.start == at);
            let boundary = if let Some(inner) = inner {
                let inner_tokens = inner.tokens;
                let closed = inner.closed;
                next = self.after[next] as usize;
                at = inner_tokens.end.max(at + 1);
                while at > end {
                    match ahead.next() {
                        Some(&(_, later)) => end = end.max(later),
                        None => end = at,
                    }
                }
                self.ends_after_quotation(inner_tokens, closed, &mut at, end, next)
            } else {
                at += 1;
                self.ends_after(&mut at, start, end, next)
            };
            // A new paragraph inside a block starts a new sentence.
            let paragraph = self.token(at).is_some_and(|t| t.opens_paragraph);
            if boundary && at > label || paragraph {
                self.push(start, at.min(end), block, quotation);
                start = at;
                if paragraph {
                    label = self.turn_label_end(start);
                }
                pieces = 0;
                soft = None;
            } else if matches!(self.kind(at - 1, end), Some(TokenKind::Comma | TokenKind::Semicolon)) {
                soft = Some((at, pieces));
            }
        }
        self.push(start, end, block, quotation);
        (end, next)
    }

    /// Returns the token behind the label of a turn that begins at `at`, or 0.
    fn turn_label_end(&self, at: u32) -> u32 {
        TurnLabel::at(self.text, self.tokens, self.known.marks, at).map_or(0, |label| label.mark + 1)
    }

    fn push(&mut self, start: u32, end: u32, block: u32, quotation: Option<u32>) {
        if start < end {
            self.sentences.push(Sentence { tokens: TokenSpan::new(start, end), block, quotation });
        }
    }

    /// Returns the quotation that begins at `at`, if `next` is the next one.
    fn quotation_at(&self, at: u32, next: usize) -> Option<&Quotation> {
        self.quotations.get(next).filter(|q| q.tokens.start == at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::grammar::Grammar;
    use crate::quotation::pair;
    use crate::span::Span;
    use crate::token::samples::texts;
    use crate::token::{paragraphs, tokenize};
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<Block> {
        let block = |span: Span| {
            let boilerplate = span.of(text).starts_with("Share");
            let kind = if boilerplate { BlockKind::Boilerplate } else { BlockKind::Paragraph };
            Block { span, kind }
        };
        paragraphs(text).into_iter().map(block).collect()
    }

    fn analyse(text: &str) -> (Vec<Token>, Vec<Quotation>, Vec<Sentence>) {
        let lexicon = Grammar::builtin().lexicon();
        let tokens = tokenize(text, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        let known = KnownWords::new(lexicon, &marks);
        let quotations = pair(text, &tokens, known);
        let sentences = split(text, &tokens, &quotations, &blocks(text), lexicon.abbreviations(), known);
        (tokens, quotations, sentences)
    }

    fn shown(text: &str, outermost: bool) -> Vec<String> {
        let (tokens, _, sentences) = analyse(text);
        sentences
            .iter()
            .filter(|s| s.quotation.is_none() == outermost)
            .map(|s| {
                let (first, last) = (s.tokens.start as usize, s.tokens.end as usize - 1);
                let span = tokens[first].span.cover(tokens[last].span);
                let number = s.quotation.map_or(String::new(), |q| format!("{q}: "));
                format!("{number}{}", span.of(text))
            })
            .collect()
    }

    /// Each text has a bar between its sentences at depth 0.
    #[track_caller]
    pub(super) fn check(table: &[&str]) {
        for marked in table {
            let text = marked.replace('|', "");
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            assert_eq!(shown(&text, true), expected);
        }
    }

    #[test]
    fn quotations_are_never_cut() {
        check(&[
            "\"We go. They stay,\" he said. |\"Why? Who knows.\" |He left.",
            "He called it \"a farce. A joke.\" |Nobody came.",
            "“One. Two.\n\n“Three,” he said. |“Four.”",
        ]);
    }

    #[test]
    fn sentences_inside_quotations_are_listed_apart() {
        assert_eq!(
            shown("“We go. He said, ‘Stay. Now.’ I left,” said Ito.", false),
            ["0: We go.", "0: He said, ‘Stay. Now.’", "0: I left,", "1: Stay.", "1: Now."]
        );
        assert_eq!(shown("“One. Two.\n\n“Three,” he said.", false), ["0: One.", "0: Two.", "0: Three,"]);
    }

    #[test]
    fn only_blocks_that_are_read_are_split() {
        let text = "One.\n\nShare this. \"Now.\"\n\nTwo.";
        assert_eq!(shown(text, true), ["One.", "Two."]);
        assert!(shown(text, false).is_empty());
        let (_, _, sentences) = analyse(text);
        assert_eq!(sentences[1].block, 2);
    }

    #[test]
    fn overlong_sentences_are_cut() {
        let long = "so and so and so and so, ".repeat(400);
        for text in [long.clone(), format!("He said \"{long}\" again."), "so ".repeat(3000)] {
            let (tokens, _, sentences) = analyse(&text);
            assert!(sentences.len() > 2);
            for sentence in &sentences {
                let whole = text.starts_with("He") && sentence.quotation.is_none();
                assert!(whole || sentence.tokens.len() <= LONGEST);
            }
            let comma = tokens[sentences[0].tokens.end as usize - 1].kind == TokenKind::Comma;
            assert!(comma || !text.starts_with("so and"));
        }
    }

    #[test]
    fn garbage_takes_linear_time() {
        let before = std::time::Instant::now();
        for piece in ["“a ", "“A.” B ", "\"?\" He ", "“a\n\n", "A. ", "U.S. ", ". ", "“a” ", "‘a. “b.” c.’ "]
        {
            let _ = analyse(&piece.repeat(50_000));
        }
        // Depth 100,000, over two paragraphs, with closing marks in a row.
        for (open, close) in [("“a ", "b.” "), ("“a ", "”"), ("(", ")")] {
            let inner = "b ".repeat(100_000);
            let text = format!("{}{inner}{}", open.repeat(100_000), close.repeat(100_000));
            let _ = analyse(&text);
            let _ = analyse(&format!("{}b\n\n{}{inner}{}", "“".repeat(50_000), "“".repeat(50_000), "”".repeat(50_000)));
        }
        assert!(before.elapsed().as_secs() < 20);
    }

    proptest! {
        #[test]
        fn sentences_tile_the_text_at_depth_0(text in texts()) {
            let (tokens, quotations, sentences) = analyse(&text);
            let outer: Vec<_> = sentences.iter().filter(|s| s.quotation.is_none()).collect();
            let blocks = blocks(&text);
            prop_assert!(sentences.iter().skip(outer.len()).all(|s| s.quotation.is_some()));
            let mut at = 0;
            for sentence in &outer {
                prop_assert!(at <= sentence.tokens.start && !sentence.tokens.is_empty());
                // Text between sentences lies in blocks that are not read.
                for token in &tokens[at as usize..sentence.tokens.start as usize] {
                    let read = blocks.iter().any(|b| b.is_read() && b.span.contains(token.span));
                    prop_assert!(!read);
                }
                at = sentence.tokens.end;
                prop_assert!(at as usize <= tokens.len());
                for q in &quotations {
                    let inside = sentence.tokens.contains(q.tokens.start);
                    let starts_read = blocks.iter().any(|b| b.is_read()
                        && b.span.contains(tokens[q.tokens.start as usize].span));
                    prop_assert!(!(inside && starts_read) || q.tokens.end <= sentence.tokens.end);
                }
            }
            for pair in sentences[outer.len()..].windows(2) {
                let ordered = pair[0].quotation < pair[1].quotation
                    || pair[0].tokens.end <= pair[1].tokens.start;
                prop_assert!(ordered);
            }
            for sentence in &sentences[outer.len()..] {
                let q = &quotations[sentence.quotation.unwrap() as usize];
                prop_assert!(q.tokens.start < sentence.tokens.start);
                prop_assert!(sentence.tokens.end <= q.tokens.end);
            }
        }
    }
}
