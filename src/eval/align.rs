//! Words, matching, and the counts of one article.

use super::figures::{Count, Tally};
use super::{Found, Gold, Marked, Options, Role, Spans, provenance};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// What became of one article: which attributions match, and the counts.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The gold attributions that count.
    pub(super) gold: Vec<Item>,
    /// The found ones that count.
    pub(super) found: Vec<Item>,
    /// Matches, as positions in `gold` and `found`.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Matches for classes and chains, as positions in the lists that were
    /// compared.
    pub(super) chained: Vec<(usize, usize)>,
    pub(super) tally: Tally,
}

/// An attribution that counts, as sets of words.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its position in the list that it comes from.
    pub(super) index: usize,
    pub(super) words: [Vec<u32>; 3],
    quoted: bool,
}

impl Item {
    pub(super) fn of(&self, role: Role) -> &[u32] {
        &self.words[role as usize]
    }

    fn new(index: usize, text: &str, words: &[Span], spans: &Spans) -> Self {
        Self {
            index,
            words: Role::ALL.map(|role| cover(words, spans.of(role))),
            quoted: spans.content.iter().any(|&span| is_quoted(text, span)),
        }
    }
}

impl Compared {
    /// The matches, as positions in the gold's attributions and in what was
    /// found.
    pub fn matches(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pairs.iter().map(|&(g, f)| (self.gold[g].index, self.found[f].index))
    }
}

/// Aligns what was found in an article with its gold, and counts.
#[must_use]
pub fn compare(gold: &Gold, found: &[Found], options: &Options) -> Compared {
    let text = &*gold.text;
    let words = words(text);
    let counts_gold = |m: &Marked| options.nested || !m.extra;
    let counts_found = |f: &Found| {
        (options.nested || !f.nested)
            && options.acts.as_ref().is_none_or(|acts| f.act.as_ref().is_some_and(|act| acts.contains(act)))
    };
    let marked = gold.attributions.iter().enumerate().filter(|(_, m)| counts_gold(m));
    let marked: Vec<Item> = marked.map(|(i, m)| Item::new(i, text, &words, &m.spans)).collect();
    let answers = found.iter().enumerate().filter(|(_, f)| counts_found(f));
    let answers: Vec<Item> = answers
        .map(|(i, f)| Item::new(i, text, &words, &f.spans))
        .filter(|item| !item.of(Role::Content).is_empty() || !item.of(Role::Cue).is_empty())
        .collect();
    let pairs = pair(&marked, &answers);
    let mut tally = tally(&words, &marked, &answers, &pairs);
    let (provenance, chained) = provenance::tally(gold, found, &words);
    tally.provenance = provenance;
    Compared { gold: marked, found: answers, pairs, chained, tally }
}

fn tally(words: &[Span], gold: &[Item], found: &[Item], pairs: &[(usize, usize)]) -> Tally {
    let mut tally = Tally { articles: 1, ..Tally::default() };
    let (labels, answers) = (labels(words.len(), gold), labels(words.len(), found));
    for (&mine, &theirs) in labels.iter().zip(&answers) {
        tally.labels[mine as usize][theirs as usize] += 1;
    }
    for role in Role::ALL {
        let r = role as usize;
        let is = |label: &&u8| **label == r as u8;
        tally.words[r] = Count {
            hits: tally.labels[r][r],
            found: answers.iter().filter(is).count() as u64,
            gold: labels.iter().filter(is).count() as u64,
        };
        let have = |items: &[Item]| items.iter().filter(|item| !item.of(role).is_empty()).count() as u64;
        let both = Count { hits: 0, found: have(found), gold: have(gold) };
        (tally.exact[r], tally.overlap[r]) = (both, both);
    }
    tally.detect = Count { hits: pairs.len() as u64, found: found.len() as u64, gold: gold.len() as u64 };
    let quoted = |items: &[Item]| items.iter().filter(|item| item.quoted).count() as u64;
    tally.quoted = Count { hits: 0, found: quoted(found), gold: quoted(gold) };
    for item in gold {
        tally.kinds[usize::from(item.quoted)].1 += 1;
    }
    for &(g, f) in pairs {
        let (g, f) = (&gold[g], &found[f]);
        let mut full = true;
        for role in Role::ALL {
            let (mine, theirs) = (g.of(role), f.of(role));
            let meet = common(mine, theirs) > 0;
            if !mine.is_empty() && mine == theirs {
                tally.exact[role as usize].hits += 1;
            }
            tally.overlap[role as usize].hits += u64::from(meet);
            full &= meet || (mine.is_empty() && theirs.is_empty());
        }
        tally.full += u64::from(full);
        tally.kinds[usize::from(g.quoted)].0 += 1;
        if g.quoted && f.quoted {
            tally.quoted.hits += 1;
            if !g.of(Role::Source).is_empty() {
                tally.speaker.1 += 1;
                tally.speaker.0 += u64::from(common(g.of(Role::Source), f.of(Role::Source)) > 0);
            }
        }
    }
    tally
}

/// The words of a text, in bytes: see the definitions of [`super`].
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

/// What Python's `\w` takes, but for the combining vowel signs of Indic and
/// Semitic scripts, which are letters here.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words that the spans touch, as sorted indices.
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

/// Whether a quotation mark stands in the span or right beside it.
fn is_quoted(text: &str, span: Span) -> bool {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    span.of(text).contains(is_mark) || before.ends_with(is_mark) || after.starts_with(is_mark)
}

/// How many indices two sorted lists share.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// One-to-one matches, best first.
fn pair(gold: &[Item], found: &[Item]) -> Vec<(usize, usize)> {
    pair_by(gold.len(), found.len(), |g, f| {
        let (g, f) = (&gold[g], &found[f]);
        [g.of(Role::Cue), f.of(Role::Cue), g.of(Role::Content), f.of(Role::Content)]
    })
}

/// The same for anything with cues and contents, given in this order: the
/// gold's and the system's cue, the gold's and the system's content.
pub(super) fn pair_by<'i>(
    gold: usize,
    found: usize,
    of: impl Fn(usize, usize) -> [&'i [u32]; 4],
) -> Vec<(usize, usize)> {
    if gold == 0 || found == 0 {
        return Vec::new();
    }
    // Only those that share a word can match.
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

/// One label a word: the number of its role, or [`NONE`].
fn labels(words: usize, items: &[Item]) -> Vec<u8> {
    let mut labels = vec![NONE; words];
    // A later role takes the word from an earlier one.
    for role in [Role::Content, Role::Source, Role::Cue] {
        for &word in items.iter().flat_map(|item| item.of(role)) {
            labels[word as usize] = role as u8;
        }
    }
    labels
}

/// The label of words that carry no role.
pub(super) const NONE: u8 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|w| w.of(text)).collect()
    }

    #[test]
    fn words_are_joined_inside_and_not_at_their_ends() {
        assert_eq!(
            of("Don't! The U.S. so-called «1.5» o’clock"),
            ["Don't", "The", "U.S", "so-called", "1.5", "o’clock"]
        );
        assert_eq!(of("end.-Next a--b 'tis rock 'n' roll's'"), ["end", "Next", "a", "b", "tis", "rock", "n", "roll's"]);
        assert_eq!(of("_hidden snake_case _ a_'b"), ["snake_case", "a_'b"]);
        assert_eq!(of(""), Vec::<&str>::new());
    }

    #[test]
    fn a_span_covers_the_words_it_touches() {
        let text = "It rained, Ana said.";
        let words = words(text);
        let covered = |start, end| cover(&words, &[Span::new(start, end)]);
        assert_eq!(covered(0, 9), [0, 1]);
        assert_eq!(covered(0, 10), [0, 1]);
        assert_eq!(covered(4, 12), [1, 2]);
        assert_eq!(covered(9, 11), [] as [u32; 0]);
        assert_eq!(cover(&words, &[Span::new(11, 14), Span::new(0, 14)]), [0, 1, 2]);
    }

    #[test]
    fn marks_beside_a_span_make_it_quoted() {
        let text = "“It rained,” she 'said' so.";
        let span = |words: &str| {
            let start = text.find(words).expect("there") as u32;
            Span::new(start, start + words.len() as u32)
        };
        assert!(is_quoted(text, span("It rained,")));
        assert!(is_quoted(text, span("It")));
        assert!(!is_quoted(text, span("rained")));
        assert!(!is_quoted(text, span("'said'")));
    }

    fn item(cue: &[u32], content: &[u32]) -> Item {
        Item { index: 0, words: [Vec::new(), cue.to_vec(), content.to_vec()], quoted: false }
    }

    #[test]
    fn cues_that_meet_win_over_contents_that_agree() {
        let gold = [item(&[9], &[0, 1, 2, 3])];
        let found = [item(&[8], &[0, 1, 2, 3]), item(&[9], &[5])];
        assert_eq!(pair(&gold, &found), [(0, 1)]);
    }

    #[test]
    fn half_of_the_shorter_content_is_enough() {
        let gold = [item(&[], &[0, 1, 2, 3, 4, 5])];
        assert_eq!(pair(&gold, &[item(&[9], &[5, 6])]), [(0, 0)]);
        assert_eq!(pair(&gold, &[item(&[9], &[5, 6, 7])]), []);
        assert_eq!(pair(&gold, &[item(&[9], &[])]), []);
    }

    #[test]
    fn equal_pairs_keep_their_order_and_each_is_used_once() {
        let two = [item(&[1], &[2]), item(&[1], &[2])];
        assert_eq!(pair(&two, &two), [(0, 0), (1, 1)]);
        assert_eq!(pair(&two[..1], &two), [(0, 0)]);
    }
}
