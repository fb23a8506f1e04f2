//! Splits text into words, and matches the attributions of two lists.

use crate::span::Span;
use rustc_hash::FxHashMap;

/// Returns the words of a text as spans in bytes. The module documentation of
/// [`super`] defines words.
pub(super) fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !is_word(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let joins =
                || matches!(c, '\'' | '’' | '.' | '-') && text[at + c.len_utf8()..].chars().next().is_some_and(is_word);
            if !is_word(c) && !joins() {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        if first != '_' {
            words.push(Span::new(start as u32, end as u32));
        }
    }
    words
}

/// Whether `c` is part of a word. Corresponds to Python's `\w`, plus the
/// combining vowel signs of Indic and Semitic scripts, which count as letters
/// here.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns the words that the spans touch, as sorted indices.
pub(super) fn cover(words: &[Span], spans: &[Span]) -> Vec<u32> {
    let mut covered = Vec::new();
    for span in spans {
        let first = words.partition_point(|w| w.end <= span.start);
        covered.extend(words[first..].iter().take_while(|w| w.start < span.end).zip(first as u32..).map(|(_, i)| i));
    }
    covered.sort_unstable();
    covered.dedup();
    covered
}

/// Returns how many indices two sorted lists share.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// Returns the one-to-one matches of attributions, best first. `of` returns for
/// a pair the words of the gold's cue, the system's cue, the gold's content and
/// the system's content.
pub(super) fn pair_by<'i>(
    gold: usize,
    found: usize,
    of: impl Fn(usize, usize) -> [&'i [u32]; 4],
) -> Vec<(usize, usize)> {
    if gold == 0 || found == 0 {
        return Vec::new();
    }
    // Only attributions that share a word can match.
    let mut by_word: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for g in 0..gold {
        let [cue, _, content, _] = of(g, 0);
        cue.iter().chain(content).for_each(|&word| by_word.entry(word).or_default().push(g));
    }
    let mut candidates = Vec::new();
    for f in 0..found {
        let [_, cue, _, content] = of(0, f);
        let near = cue.iter().chain(content).filter_map(|word| by_word.get(word)).flatten();
        let mut near: Vec<usize> = near.copied().collect();
        near.sort_unstable();
        near.dedup();
        for g in near {
            let [cue, their_cue, content, their_content] = of(g, f);
            let cues_meet = common(cue, their_cue) > 0;
            let shared = common(content, their_content);
            let shorter = content.len().min(their_content.len());
            if cues_meet || (shared > 0 && shared * 2 >= shorter) {
                let all = (content.len() + their_content.len() - shared).max(1);
                let worth = if cues_meet { 2.0 } else { 0.0 } + shared as f64 / all as f64;
                candidates.push((worth, g, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken, mut used) = (vec![false; gold], vec![false; found]);
    let mut pairs = Vec::new();
    for (_, g, f) in candidates {
        if !taken[g] && !used[f] {
            (taken[g], used[f]) = (true, true);
            pairs.push((g, f));
        }
    }
    pairs
}
