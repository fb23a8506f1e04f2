//! Splits tokens into sentences.

use crate::article::Block;
use crate::quotation::Quotation;
use crate::span::TokenSpan;
use crate::token::{Abbreviations, Shape, Token, TokenKind, is_sentence_opener};

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

/// How many tokens after a quotation's final *?* are searched for the verb that
/// reports it: *"…?" the Senate majority leader asked.*
const CUE_REACH: usize = 8;

/// How many tokens are searched for a name, its apposition and the verb.
const APPOSITION_REACH: u32 = 30;

/// How many tokens are searched for a sign that a clause follows.
const CLAUSE_REACH: u32 = 30;

/// Words that occur only in clauses: pronouns, auxiliaries, and past forms of
/// verbs that do not end in *-ed*.
const CLAUSAL: &[&str] = &[
    "I",
    "he",
    "she",
    "it",
    "we",
    "they",
    "you",
    "there",
    "who",
    "him",
    "them",
    "us",
    "me",
    "nobody",
    "everybody",
    "is",
    "are",
    "was",
    "were",
    "am",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "became",
    "began",
    "bought",
    "broke",
    "brought",
    "built",
    "came",
    "chose",
    "drew",
    "drove",
    "fell",
    "felt",
    "fled",
    "flew",
    "forgot",
    "fought",
    "found",
    "froze",
    "gave",
    "got",
    "grew",
    "heard",
    "held",
    "kept",
    "knew",
    "laid",
    "led",
    "left",
    "lost",
    "made",
    "met",
    "paid",
    "ran",
    "rose",
    "sat",
    "saw",
    "sent",
    "shook",
    "sold",
    "spent",
    "stood",
    "stole",
    "struck",
    "swore",
    "taught",
    "thought",
    "threw",
    "took",
    "went",
    "woke",
    "won",
    "wore",
];

/// Words that open a phrase in front of its clause.
const FRONTING: &[&str] = &[
    "after", "although", "as", "at", "because", "before", "by", "despite", "during", "even", "for", "from", "if", "in",
    "now", "on", "once", "since", "still", "then", "though", "unlike", "until", "when", "while", "with", "yet",
];

/// Splits the text into sentences: first those at depth 0 in the blocks that
/// are read, in the order of the text, then those inside each quotation, in the
/// order of `quotations`.
///
/// `quotations` must be what [`crate::quotation::pair`] found in the same
/// tokens. `is_cue_verb` returns whether the token with an index could be a
/// form of a reporting verb.
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
    is_cue_verb: &dyn Fn(u32) -> bool,
) -> Vec<Sentence> {
    let mut splitter = Splitter {
        text,
        tokens,
        quotations,
        after: subtree_ends(quotations),
        paragraphs: paragraph_ends(tokens),
        abbreviations,
        is_cue_verb,
        sentences: Vec::new(),
    };

    // The token range of each block.
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

struct Splitter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    quotations: &'t [Quotation],
    /// The results of [`subtree_ends`] and [`paragraph_ends`].
    after: Vec<u32>,
    paragraphs: Vec<u32>,
    abbreviations: &'t Abbreviations,
    is_cue_verb: &'t dyn Fn(u32) -> bool,
    sentences: Vec<Sentence>,
}

impl Splitter<'_> {
    fn token(&self, at: u32) -> Option<&Token> {
        self.tokens.get(at as usize)
    }

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
            if boundary || paragraph {
                self.push(start, at.min(end), block, quotation);
                start = at;
                pieces = 0;
                soft = None;
            } else if matches!(self.kind(at - 1, end), Some(TokenKind::Comma | TokenKind::Semicolon)) {
                soft = Some((at, pieces));
            }
        }
        self.push(start, end, block, quotation);
        (end, next)
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

    /// Moves `at` over closing brackets, stray closing marks and doubled
    /// periods that belong to the sentence which has just ended.
    fn absorb(&self, at: &mut u32, end: u32, next: usize) {
        while let Some(token) = self.token(*at).filter(|_| *at < end) {
            let closes = match token.kind {
                TokenKind::Close => true,
                TokenKind::Period | TokenKind::Exclamation => !token.spaced,
                TokenKind::DoubleQuote | TokenKind::SingleQuote => {
                    !token.spaced && !token.opens_paragraph && self.quotation_at(*at, next).is_none()
                }
                _ => false,
            };
            if !closes || token.opens_paragraph {
                break;
            }
            *at += 1;
        }
    }

    /// Whether a sentence ends with the token before `at`. Moves `at` over
    /// closing marks that belong to it.
    fn ends_after(&self, at: &mut u32, start: u32, end: u32, next: usize) -> bool {
        let index = *at - 1;
        let Some(token) = self.token(index) else {
            return true;
        };
        match token.kind {
            TokenKind::Period => {
                // "1. Open the door": a number alone is a label.
                let label = index == start + 1
                    && self.token(start).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() <= 3);
                self.absorb(at, end, next);
                !label && self.begins(*at, end, next)
            }
            TokenKind::Exclamation => {
                self.absorb(at, end, next);
                self.begins(*at, end, next)
            }
            TokenKind::Ellipsis => {
                self.absorb(at, end, next);
                let four = token.text(self.text).matches(['.', '…']).count() >= 4;
                if *at >= end {
                    return true;
                }
                match self.token(*at) {
                    Some(t) if t.kind == TokenKind::Word => {
                        t.shape != Shape::Lower
                            && (four || is_sentence_opener(t.text(self.text)))
                            && t.text(self.text) != "I"
                    }
                    _ => four && self.begins(*at, end, next),
                }
            }
            TokenKind::Word if token.text(self.text).ends_with('.') => {
                let form = token.text(self.text);
                let mut after = *at;
                self.absorb(&mut after, end, next);
                if after >= end {
                    *at = after;
                    return true;
                }
                if !self.abbreviations.may_end_sentence(form) {
                    return false;
                }
                let opens = match self.quotation_at(after, next) {
                    Some(quotation) => self.is_speech(quotation),
                    None => self
                        .token(after)
                        .is_some_and(|t| t.kind == TokenKind::Word && is_sentence_opener(t.text(self.text))),
                };
                // *warned the U.S. And others to stay*: some texts have a
                // capital after every period.
                let opens = opens && after > start + 2 && !self.coordinates(after, end);
                if opens {
                    *at = after;
                }
                opens
            }
            _ => false,
        }
    }

    /// Whether *And*, *Or* or *Not to* after an abbreviation continues the
    /// sentence: no sign of a clause comes before the next mark.
    fn coordinates(&self, at: u32, end: u32) -> bool {
        let word = |i: u32| self.token(i).map_or("", |t| t.text(self.text));
        if !matches!((word(at), word(at + 1)), ("And" | "Or", _) | ("Not", "to")) {
            return false;
        }
        // *And after the war, he left*: the clause comes after a comma.
        let fronted = FRONTING.contains(&word(at + 1));
        for i in at + 1..end.min(at + CLAUSE_REACH) {
            let Some(token) = self.token(i) else { break };
            match token.kind {
                TokenKind::Comma if fronted => {}
                TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Handle => {}
                // *And “we go,” he said*: a quotation begins a new sentence.
                TokenKind::DoubleQuote | TokenKind::SingleQuote => return false,
                _ => return true,
            }
            let form = token.text(self.text);
            let past = token.shape == Shape::Lower && form.len() > 4 && form.ends_with("ed");
            if CLAUSAL.contains(&form) || past || (self.is_cue_verb)(i) {
                return false;
            }
        }
        true
    }

    /// Whether a quotation looks like speech and not like a phrase or title: it
    /// begins with a capital and ends with a comma or final mark.
    fn is_speech(&self, quotation: &Quotation) -> bool {
        use TokenKind::{Comma, Ellipsis, Exclamation, Period};
        let capital = self.token(quotation.tokens.start + 1).is_some_and(|t| t.shape != Shape::Lower);
        let last = quotation.tokens.end.checked_sub(1 + u32::from(quotation.closed));
        capital
            && quotation.tokens.len() > 4
            && last
                .and_then(|i| self.token(i))
                .is_some_and(|t| matches!(t.kind, Comma | Period | Exclamation | Ellipsis))
    }

    /// Whether a new sentence can begin at `at`, after a final mark.
    fn begins(&self, at: u32, end: u32, next: usize) -> bool {
        use TokenKind::{Clitic, Close, Colon, Comma, Dash, Semicolon};
        let Some(token) = self.token(at).filter(|_| at < end) else {
            return true;
        };
        if self.quotation_at(at, next).is_some() {
            return true;
        }
        match token.kind {
            Comma | Colon | Semicolon | Close | Clitic => false,
            Dash => false,
            TokenKind::Word => token.shape != Shape::Lower,
            TokenKind::Symbol => token.spaced,
            _ => true,
        }
    }

    /// Whether a sentence ends with the quotation `inner`. Moves `at` over
    /// closing marks that belong to it.
    fn ends_after_quotation(&self, inner: TokenSpan, closed: bool, at: &mut u32, end: u32, next: usize) -> bool {
        let mut last = inner.end.saturating_sub(1 + u32::from(closed));
        // "'…?'": the final mark may be inside deeper quotation marks.
        for _ in 0..CUE_REACH {
            let closes = matches!(
                self.kind(last, inner.end),
                Some(TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Close)
            );
            if !closes || last <= inner.start {
                break;
            }
            last -= 1;
        }
        let Some(final_mark) = self.token(last).filter(|_| last > inner.start) else {
            return false;
        };
        let period = match final_mark.kind {
            TokenKind::Period => true,
            TokenKind::Exclamation | TokenKind::Ellipsis => false,
            TokenKind::Word if final_mark.text(self.text).ends_with('.') => {
                self.abbreviations.may_end_sentence(final_mark.text(self.text))
            }
            _ => return false,
        };
        if final_mark.kind == TokenKind::Word && !period {
            return false;
        }
        if matches!(self.kind(*at, end), Some(TokenKind::Comma)) {
            return false;
        }
        self.absorb(at, end, next);
        if !self.begins(*at, end, next) {
            return false;
        }
        if *at >= end || self.quotation_at(*at, next).is_some() {
            return true;
        }
        !self.cue_follows(*at, end, period, next) && (period || !self.apposition_follows(*at, end))
    }

    /// Whether a name, an apposition and an attributing verb without content
    /// follow: *"Go!" Ito, the head of the port, shouted to the crowd.*
    fn apposition_follows(&self, at: u32, end: u32) -> bool {
        let window = self.tokens.get(at as usize..end.min(at + APPOSITION_REACH) as usize).unwrap_or(&[]);
        let name = window.iter().take(5).take_while(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower).count();
        if name == 0 || window.get(name).is_none_or(|t| t.kind != TokenKind::Comma) {
            return false;
        }
        for (offset, token) in window.iter().enumerate().skip(name + 1) {
            match token.kind {
                TokenKind::Period | TokenKind::Exclamation | TokenKind::Semicolon | TokenKind::DoubleQuote => {
                    return false;
                }
                TokenKind::Comma => {
                    let verb = at + offset as u32 + 1;
                    if self.kind(verb, end) != Some(TokenKind::Word) || !(self.is_cue_verb)(verb) {
                        continue;
                    }
                    return self.token(verb + 1).filter(|_| verb + 1 < end).is_none_or(|t| {
                        matches!(t.kind, TokenKind::Period | TokenKind::Comma)
                            || matches!(
                                t.text(self.text),
                                "to" | "in" | "on" | "at" | "from" | "during" | "after" | "as"
                            )
                    });
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the words after a quotation's final mark attribute it: *said X*,
    /// *Trump asked*. After a full stop, for which most styles would have a
    /// comma, the attribution must be the whole rest of the sentence: *"…."
    /// Trump said.*
    fn cue_follows(&self, at: u32, end: u32, period: bool, next: usize) -> bool {
        let window = self.tokens.get(at as usize..end as usize).unwrap_or(&[]);
        // Whether there was a word that may be a noun or a verb: *Ito campaign
        // manager Ruiz*.
        let mut unclear = false;
        for (offset, token) in window.iter().take(CUE_REACH).enumerate() {
            let index = at + offset as u32;
            let word = token.text(self.text);
            match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Handle | TokenKind::Clitic => {}
                TokenKind::Comma if offset > 0 && !unclear => continue,
                TokenKind::Open | TokenKind::Close if offset > 0 => continue,
                _ => return false,
            }
            if offset > 0 && token.shape == Shape::Lower && token.kind == TokenKind::Word && (self.is_cue_verb)(index) {
                let first = window.first().map_or("", |t| t.text(self.text));
                let doubtful = period || unclear || is_sentence_opener(first) && first != "I";
                let closes = match self.kind(index + 1, end) {
                    None | Some(TokenKind::Period) => true,
                    // "He said, “…": introduces the next quotation.
                    Some(TokenKind::Comma) => self.quotation_at(index + 2, next).is_none(),
                    _ => false,
                };
                return !doubtful || closes;
            }
            // Words in lower case that can be part of a name or title. Any
            // other makes the reading unclear.
            let particle = matches!(
                word,
                "the"
                    | "a"
                    | "an"
                    | "of"
                    | "for"
                    | "de"
                    | "von"
                    | "van"
                    | "al"
                    | "bin"
                    | "and"
                    | "who"
                    | "also"
                    | "then"
                    | "later"
                    | "once"
                    | "again"
                    | "spokesman"
                    | "spokeswoman"
                    | "senator"
                    | "chairman"
                    | "director"
                    | "president"
            );
            if token.kind == TokenKind::Word && token.shape == Shape::Lower && !particle {
                if period {
                    return false;
                }
                unclear = true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::quotation::pair;
    use crate::span::Span;
    use crate::token::samples::{builtin_abbreviations, texts};
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
        let abbreviations = builtin_abbreviations();
        let tokens = tokenize(text, &abbreviations);
        let quotations = pair(text, &tokens);
        let cue = |index: u32| {
            let word = tokens.get(index as usize).map_or("", |t| t.text(text));
            matches!(word, "said" | "asked" | "told" | "shouted" | "wrote" | "says")
        };
        let sentences = split(text, &tokens, &quotations, &blocks(text), &abbreviations, &cue);
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
    fn check(table: &[&str]) {
        for marked in table {
            let text = marked.replace('|', "");
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            assert_eq!(shown(&text, true), expected);
        }
    }

    #[test]
    fn final_marks_end_sentences() {
        check(&[
            "He left. |She stayed! |Did they? |Yes.",
            "He left (or so he said.) |She stayed.",
            "It cost 1.5 mln. dollars. |5 more left.",
            "Note: He left; she stayed.",
            "1. Open the door. |2. Leave.",
            "Jeb! won? no. |He lost.",
            "He left ... Ito stayed. |He left ... |But she stayed.",
            "We said.|The end.",
        ]);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check(&[
            "Sen. Ito met Mr. Baka in St. Paul on Jan. 5 at 5 p.m. Tuesday.",
            "Acme Inc. Chairman J. K. Lindt and George W. Ito saw Gov. Ott, D-Calif., there.",
            "The U.S. Senate met in the U.S. |The House did not.",
            "It opens at 9 a.m. |But it closes at noon.",
            // A capital after every period, as in old newswire.
            "He warned the U.S. And other countries not to stay.",
            "Six states -- Iran, the U.S. And West Germany -- are late.",
            "The U.S. Now buys more.",
            "He warned the U.S. Not to stay.",
            "He came from the U.S. |And then he left.",
            "He came from the U.S. |And Iran sold its oil.",
            "He came from the U.S. |Not all came with him.",
            "He came from the U.S. |And after the war, nobody was late.",
            "He works for Acme Inc.",
            "Ito v. Baka is No. 5 of 7 cases, e.g. Lindt vs. Ott.",
            "He is from the U.N. |\"We know it well,\" she said.",
            "The U.S. \"Dream Act\" passed.",
        ]);
    }

    #[test]
    fn datelines_stay_with_their_sentence() {
        check(&["BAGHDAD (AP) — Talks went on. |They ended.", "OSLO, Feb. 3 (UPI) -- Talks went on."]);
    }

    #[test]
    fn quotations_are_never_cut() {
        check(&[
            "\"We go. They stay,\" he said. |\"Why? Who knows.\" |He left.",
            "He called it \"a farce. A joke.\" |Nobody laughed.",
            "“One. Two.\n\n“Three,” he said. |“Four.”",
        ]);
    }

    #[test]
    fn a_sentence_goes_on_after_its_quotation() {
        check(&[
            "\"Who?\" he asked. |She left.",
            "\"Who?\" Ito asked the crowd. |She left.",
            "\"Who?\" asked Ito. |She left.",
            "\"Who?\" Senate Leader Ott of Ohio asked. |She left.",
            "\"Who?\" Ito campaign manager Ott asked. |She left.",
            "\"Go!\" said Ito.",
            "\"Go!\" Ito, the head of the port and a friend of Ott, shouted to the crowd. |She left.",
            "\"Go!\" |Ito, the head of the port and a friend of Ott, said the crowd was large.",
            "'Who?' Ito asked.",
            "\"Why go?\", Ito asked.",
            "\"We go.\" Ito said. |She left.",
            "“He asked, ‘Who?’” Ito said.",
            "The “Why?” of it is plain.",
        ]);
    }

    #[test]
    fn a_sentence_ends_after_its_quotation() {
        check(&[
            "He said \"we go.\" |Ito left.",
            "He said, \"We go.\" |Ito said she would stay there.",
            "He asked, \"Who?\" |The crowd that was there said nothing.",
            "\"A,\" Ito said. |\"B.\" |\"C.\"",
            "He said ‘we go’. |Ito left.",
            "“We go.” |He said, “We stay.”",
            "(\"We go.\") |Ito left.",
            "He is \"from the U.S.\" |The others are not.",
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
    fn only_what_is_read_is_split() {
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
