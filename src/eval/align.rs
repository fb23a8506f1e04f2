//! Matches the attributions of one article and counts.

use super::pairing::{common, cover, pair_by, words};
use super::provenance;
use super::score::Count;
use super::tally::Tally;
use super::types::{Found, Gold, Marked, Options, Role, Spans};
use crate::span::Span;

/// The comparison of one article: which attributions match, and the counts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Compared {
    /// The gold attributions that count.
    pub(super) gold: Vec<Item>,
    /// The found attributions that count.
    pub(super) found: Vec<Item>,
    /// Matches, as indices into `gold` and `found`.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Matches for classes and chains, as indices into the lists that were
    /// compared.
    pub(super) chained: Vec<(usize, usize)>,
    pub(super) tally: Tally,
}

/// An attribution that counts, as sets of words.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its index in the list that was compared.
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
    /// Returns the matches, as indices into the gold's attributions and into
    /// what was found.
    pub fn matches(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pairs.iter().map(|&(g, f)| (self.gold[g].index, self.found[f].index))
    }
}

/// Aligns what was found in an article with its gold, and counts. The options
/// say which attributions count.
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

/// Whether a double quotation mark is inside the span or touches it.
fn is_quoted(text: &str, span: Span) -> bool {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    span.of(text).contains(is_mark) || before.ends_with(is_mark) || after.starts_with(is_mark)
}

/// Returns the one-to-one matches, best first.
fn pair(gold: &[Item], found: &[Item]) -> Vec<(usize, usize)> {
    pair_by(gold.len(), found.len(), |g, f| {
        let (g, f) = (&gold[g], &found[f]);
        [g.of(Role::Cue), f.of(Role::Cue), g.of(Role::Content), f.of(Role::Content)]
    })
}

/// Returns one label for each word: the number of its role, or [`NONE`].
fn labels(words: usize, items: &[Item]) -> Vec<u8> {
    let mut labels = vec![NONE; words];
    // A later role replaces an earlier one.
    for role in [Role::Content, Role::Source, Role::Cue] {
        for &word in items.iter().flat_map(|item| item.of(role)) {
            labels[word as usize] = role as u8;
        }
    }
    labels
}

/// The label of words without a role.
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
    fn cues_that_overlap_win_over_contents_that_agree() {
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
