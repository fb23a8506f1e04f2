//! Finds quotations with the same words, or nearly the same.
//!
//! Words are compared in lower case, without punctuation, with contractions
//! written out and small numbers as figures. The similarity of two sequences is
//! one minus their edit distance in words, by [`strsim`], over the length of
//! the longer one.
//!
//! The quotations of an article are concatenated, and an index maps each pair
//! of adjacent words to its positions. A quotation is compared only with the
//! positions that share most pairs with it: at most [`PLACES`] of them, and at
//! most [`LONGEST`] words. This keeps the time linear in the length of the
//! text.

use crate::Analysis;
use crate::article::BlockKind;
use crate::closed_class::{AND, PER, PERCENT, is_any, number, written_out};
use crate::rules::words::{block, origin};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// The maximum number of positions that a quotation is compared with.
const PLACES: usize = 4;
/// The maximum number of words of a quotation that are compared.
const LONGEST: usize = 48;
/// The maximum number of positions that the index keeps for one pair.
const KNOWN: usize = 16;

/// Stands for words that were left out or inserted: *…*, *\[the plan\]*.
pub(super) const GAP: &str = "…";
/// Separates quotations that do not continue each other.
const END: &str = "¶";

/// A quotation with its words and its speaker.
#[derive(Debug)]
pub(super) struct Quoted {
    /// The place, marks included.
    pub(super) span: Span,
    /// The words, with [`GAP`] for each quotation inside it.
    pub(super) words: Vec<String>,
    /// The innermost attribution whose content holds the quotation.
    pub(super) attribution: Option<u32>,
    /// The origin of that attribution's chain.
    pub(super) origin: Option<u32>,
    /// The kind of the block that the quotation is in.
    pub(super) block: BlockKind,
}

impl Quoted {
    /// Whether the quotation continues `last`: one attribution has both.
    pub(super) fn continues(&self, last: &Self) -> bool {
        self.attribution.is_some() && self.attribution == last.attribution
    }
}

/// Returns the quotations at depth 0 and 1, in the order of the text.
pub(super) fn quoted(analysis: &Analysis<'_>) -> Vec<Quoted> {
    let text = analysis.article.without_comments();
    let holders = holders(analysis);
    let mut list = Vec::new();
    for (i, quotation) in analysis.quotations.iter().enumerate().filter(|(_, q)| q.depth <= 1) {
        let mut words = Vec::new();
        let mut at = quotation.span.start;
        let inside = analysis.quotations.iter().skip(i + 1).take_while(|q| q.span.start < quotation.span.end);
        for inner in inside.filter(|q| q.parent == Some(i as u32)) {
            push_words(Span::new(at, inner.span.start.max(at)).of(text), &mut words);
            words.push(GAP.to_owned());
            at = inner.span.end.max(at);
        }
        push_words(Span::new(at, quotation.span.end.max(at)).of(text), &mut words);
        let outer = quotation.parent.and_then(|p| holders.get(p as usize).copied().flatten());
        // An attribution that the outer quotation has as well gives the words
        // to the outer speaker, who is not the speaker of the inner quotation.
        let attribution = holders[i].filter(|a| quotation.depth == 0 || Some(*a) != outer);
        let chain = attribution.and_then(|a| analysis.chains.get(a as usize));
        list.push(Quoted {
            span: quotation.span,
            words,
            attribution,
            origin: chain.and_then(origin).map(|link| link.party),
            block: standing(analysis, quotation.span.start),
        });
    }
    list
}

/// Returns for each quotation the innermost attribution that has it in its
/// content. Attributions whose cue is inside the quotation do not count.
fn holders(analysis: &Analysis<'_>) -> Vec<Option<u32>> {
    let mut holders: Vec<Option<u32>> = vec![None; analysis.quotations.len()];
    for (index, attribution) in (0u32..).zip(&analysis.attributions) {
        for &quote in &attribution.quotes {
            let Some(quotation) = analysis.quotations.get(quote as usize) else { continue };
            if attribution.cue.first().is_some_and(|cue| quotation.span.contains(*cue)) {
                continue;
            }
            let holder = &mut holders[quote as usize];
            if holder.is_none() || attribution.nested_in == *holder {
                *holder = Some(index);
            }
        }
    }
    // What stands inside a quotation is listed with that.
    for (q, quotation) in analysis.quotations.iter().enumerate() {
        let outer = quotation.parent.and_then(|p| holders.get(p as usize).copied().flatten());
        holders[q] = holders[q].or(outer);
    }
    holders
}

/// Appends the words of a text in the form in which they are compared.
fn push_words(text: &str, words: &mut Vec<String>) {
    let gap = |words: &mut Vec<String>| {
        if words.last().is_none_or(|w| w != GAP) {
            words.push(GAP.to_owned());
        }
    };
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let (mut dots, mut bracket) = (0, None::<String>);
    while let Some(c) = chars.next() {
        if let Some(inside) = &mut bracket {
            if c == ']' {
                // *[W]e* and *want[s]* change a letter; *[the plan]* replaces
                // words.
                if inside.chars().count() == 1 && (!word.is_empty() || chars.peek().is_some_and(|c| c.is_alphabetic()))
                {
                    word.push_str(&inside.to_lowercase());
                } else {
                    flush(&mut word, words);
                    gap(words);
                }
                bracket = None;
            } else {
                inside.push(c);
            }
            continue;
        }
        match c {
            _ if c.is_ascii_alphanumeric() => {
                dots = 0;
                word.push(c.to_ascii_lowercase());
            }
            _ if c.is_alphanumeric() => {
                dots = 0;
                word.extend(c.to_lowercase());
            }
            '\'' | '’' | '‘' if !word.is_empty() && chars.peek().is_some_and(|c| c.is_alphanumeric()) => {
                word.push('\'')
            }
            // *1,000* and *2.5*
            ',' | '.'
                if word.ends_with(|c: char| c.is_ascii_digit()) && chars.peek().is_some_and(char::is_ascii_digit) =>
            {
                if c == '.' {
                    word.push('.');
                }
            }
            '[' => bracket = Some(String::new()),
            '.' => {
                dots += 1;
                flush(&mut word, words);
                if dots >= 3 {
                    gap(words);
                }
            }
            '…' => {
                flush(&mut word, words);
                gap(words);
            }
            '%' => {
                flush(&mut word, words);
                words.push(PERCENT[0].to_owned());
            }
            '&' if word.is_empty() => words.push(AND[0].to_owned()),
            _ => {
                if c != ' ' {
                    dots = 0;
                }
                flush(&mut word, words);
            }
        }
    }
    flush(&mut word, words);
}

/// Appends a word: contractions are written out, small numbers become figures,
/// *per cent* becomes *percent*.
fn flush(word: &mut String, words: &mut Vec<String>) {
    if word.is_empty() {
        return;
    }
    let word = std::mem::take(word);
    if let Some(number) = number(&word) {
        words.push(number.to_string());
        return;
    }
    if word == PERCENT[2] && words.last().is_some_and(|w| is_any(w, PER)) {
        words.pop();
        words.push(PERCENT[0].to_owned());
        return;
    }
    let Some((stem, clitic)) = word.split_once('\'') else {
        words.push(word);
        return;
    };
    let (stem, second) = written_out(stem, clitic);
    words.extend([stem, second].into_iter().filter(|w| !w.is_empty()).map(str::to_owned));
}

/// Whether the article's headline or one of its headings has quotations.
pub(super) fn has_headline_quotes(analysis: &Analysis<'_>) -> bool {
    let mut outer = analysis.quotations.iter().filter(|q| q.depth <= 1);
    outer.any(|q| matches!(standing(analysis, q.span.start), BlockKind::Title | BlockKind::Heading))
}

/// How many blocks at the top of an article can be its headline and subheads.
const TOP: usize = 8;

/// Returns the kind of the block that a quotation stands in. Headings one below
/// the other behind the first paragraph are links to other articles, and no
/// cross-heads.
fn standing(analysis: &Analysis<'_>, at: u32) -> BlockKind {
    let (blocks, n) = (&analysis.article.blocks, block(analysis, at));
    let is_heading = |i: usize| blocks.get(i).is_some_and(|b| b.kind == BlockKind::Heading);
    let is_listed = n.checked_sub(1).is_some_and(is_heading) || is_heading(n + 1);
    let is_behind = blocks.iter().take(n.min(TOP)).any(|b| b.kind == BlockKind::Paragraph);
    match blocks.get(n).map_or(BlockKind::Paragraph, |b| b.kind) {
        BlockKind::Heading if is_listed && is_behind => BlockKind::Boilerplate,
        kind => kind,
    }
}

/// Returns the words of the article's paragraphs, with [`END`] between them.
pub(super) fn body_words(analysis: &Analysis<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for block in analysis.article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        push_words(block.span.of(analysis.article.without_comments()), &mut words);
        words.push(END.to_owned());
    }
    words
}

/// Whether the first [`LONGEST`] of these words stand in `all`, one after the
/// other.
pub(super) fn has_words(all: &[String], words: &[String]) -> bool {
    let words = &words[..words.len().min(LONGEST)];
    !words.is_empty() && all.windows(words.len()).any(|window| window == words)
}

/// Concatenated words with an index of the adjacent pairs.
#[derive(Debug, Default)]
pub(super) struct Stream<'w> {
    words: Vec<&'w str>,
    /// For each word, the piece that it belongs to.
    pieces: Vec<u32>,
    /// For each word, the next position of the pair that begins with it.
    next: Vec<u32>,
    pairs: FxHashMap<(&'w str, &'w str), Places>,
}

/// The first positions of a pair of words: at most [`KNOWN`], linked by
/// [`Stream::next`].
#[derive(Debug)]
struct Places {
    first: u32,
    last: u32,
    count: usize,
}

/// The position in a [`Stream`] that is most similar to given words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alike {
    /// The piece in which the position begins.
    pub(super) piece: u32,
    /// The similarity in per cent; 100 only where all words are the same.
    pub(super) percent: u32,
    /// Whether a [`GAP`] is at the position or next to it.
    pub(super) has_gap: bool,
}

impl<'w> Stream<'w> {
    /// Appends the words of a piece. `goes_on` says that the piece continues
    /// the one before, so that a match can reach over both.
    pub(super) fn push(&mut self, piece: u32, words: &'w [String], goes_on: bool) {
        let end = if goes_on { None } else { Some(END) };
        for word in end.into_iter().chain(words.iter().map(String::as_str)) {
            if let Some(&last) = self.words.last()
                && last != END
                && word != END
            {
                self.enter((last, word), self.words.len() as u32 - 1);
            }
            self.words.push(word);
            self.pieces.push(piece);
            self.next.push(u32::MAX);
        }
    }

    /// Enters the position of a pair into the index.
    fn enter(&mut self, pair: (&'w str, &'w str), at: u32) {
        let places = self.pairs.entry(pair).or_insert(Places { first: at, last: at, count: 0 });
        if places.count < KNOWN {
            if places.count > 0 {
                self.next[places.last as usize] = at;
            }
            places.last = at;
            places.count += 1;
        }
    }

    /// Iterates over the positions that the index has for a pair.
    fn places(&self, pair: (&str, &str)) -> impl Iterator<Item = u32> {
        let first = self.pairs.get(&pair).map(|places| places.first);
        std::iter::successors(first, |&at| Some(self.next[at as usize]).filter(|&next| next != u32::MAX))
    }

    /// Returns the position that is most similar to the words, if the
    /// similarity is at least `least` per cent. `None` also if the stream shares
    /// no pair of adjacent words with them.
    pub(super) fn nearest(&self, words: &[String], least: u32) -> Option<Alike> {
        let words = &words[..words.len().min(LONGEST)];
        // A changed word breaks two pairs, so that few changes leave most pairs.
        let changes = (words.len() + 1) * (100 - least.min(100) as usize) / 100;
        let shared = words.windows(2).filter(|pair| self.pairs.contains_key(&(&*pair[0], &*pair[1]))).count();
        if shared + 2 * changes + 1 < words.len() {
            return None;
        }
        // For each shared pair, the position at which the first of the words
        // would be.
        let mut places: Vec<i64> = Vec::new();
        for (i, pair) in words.windows(2).enumerate() {
            places.extend(self.places((&pair[0], &pair[1])).map(|at| i64::from(at) - i as i64));
        }
        places.sort_unstable();
        let mut votes: Vec<(usize, i64)> = places.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        votes.sort_unstable_by_key(|&(votes, place)| (std::cmp::Reverse(votes), place));
        let mut best: Option<Alike> = None;
        for &(_, place) in votes.iter().take(PLACES) {
            for start in place - 1..=place + 1 {
                for length in words.len().saturating_sub(1)..=words.len() + 1 {
                    let Some(alike) = self.compare(words, start, length) else { continue };
                    if best.is_none_or(|b| b.percent < alike.percent) {
                        best = Some(alike);
                    }
                }
            }
        }
        best.filter(|alike| alike.percent >= least)
    }

    fn compare(&self, words: &[String], start: i64, length: usize) -> Option<Alike> {
        let start = usize::try_from(start).ok()?;
        let window = self.words.get(start..start + length)?;
        if window.contains(&END) || window.is_empty() {
            return None;
        }
        let edits = strsim::generic_levenshtein(&Texts(words), &Texts(window));
        let longer = words.len().max(length);
        let percent = (longer - edits.min(longer)) * 100 / longer;
        let around = &self.words[start.saturating_sub(1)..(start + length + 1).min(self.words.len())];
        Some(Alike { piece: *self.pieces.get(start)?, percent: percent as u32, has_gap: around.contains(&GAP) })
    }
}

/// Lets [`strsim`] iterate over a slice of words.
struct Texts<'a, T>(&'a [T]);

impl<'a, T: AsRef<str>> IntoIterator for &'a Texts<'_, T> {
    type Item = &'a str;
    type IntoIter = std::iter::Map<std::slice::Iter<'a, T>, fn(&'a T) -> &'a str>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(T::as_ref)
    }
}

/// Returns the stretches between gaps that have at least `least` words.
pub(super) fn stretches(words: &[String], least: usize) -> impl Iterator<Item = &[String]> {
    words.split(|w| w == GAP).filter(move |stretch| stretch.len() >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        push_words(text, &mut words);
        words
    }

    fn joined(text: &str) -> String {
        words(text).join(" ")
    }

    #[test]
    fn words_are_compared_without_what_an_editor_may_change() {
        for (text, expected) in [
            ("“We won’t sell THE mill!”", "we will not sell the mill"),
            ("It's two per cent, isn't it", "it is 2 percent is not it"),
            ("a third of $1,000.50 -- 50%", "a third of 1000.50 50 percent"),
            ("We go ... and stay…", "we go … and stay …"),
            ("We go . . . and stay.", "we go … and stay"),
            ("[W]e want[s] [the plan] gone", "we wants … gone"),
            ("Jones's well-made mill", "jones well made mill"),
        ] {
            assert_eq!(joined(text), expected, "{text}");
        }
    }

    #[test]
    fn the_nearest_place_is_found_with_its_likeness() {
        let pieces = ["we will never sell the old mill to anybody", "the boats are safe", "in any weather"].map(words);
        let mut stream = Stream::default();
        for (i, piece) in (0..).zip(&pieces) {
            stream.push(i, piece, i == 2);
        }
        let percent = |text: &str| stream.nearest(&words(text), 0).map(|a| (a.piece, a.percent));
        assert_eq!(percent("never sell the old mill"), Some((0, 100)));
        assert_eq!(percent("never sell an old mill"), Some((0, 80)));
        assert_eq!(percent("safe in any weather"), Some((1, 100)));
        assert_eq!(percent("anybody the boats"), Some((1, 66)));
        assert_eq!(percent("nothing of this"), None);
        assert_eq!(percent("mill"), None);
        let least = |text: &str, least| stream.nearest(&words(text), least).map(|a| a.percent);
        assert_eq!([80, 81].map(|percent| least("never sell an old mill", percent)), [Some(80), None]);
    }

    #[test]
    fn time_is_linear_where_all_words_are_the_same() {
        let same = words(&"no ".repeat(200));
        let mut stream = Stream::default();
        let before = std::time::Instant::now();
        for i in 0..500 {
            stream.push(i, &same, false);
        }
        for _ in 0..500 {
            stream.nearest(&same, 0);
        }
        assert!(before.elapsed().as_secs() < 20);
    }
}
