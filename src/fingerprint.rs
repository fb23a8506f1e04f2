//! Fingerprints: what makes a finding the same finding after the article was
//! edited somewhere else.

use crate::Analysis;
use crate::finding::Finding;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// How many bytes of words are read for one fingerprint of a place, and of a
/// sentence: more than any that people write. A fingerprint takes in the whole
/// sentence, and a sentence can have any number of findings.
const LONGEST: usize = 8192;
/// How many bytes of words before and behind its beginning stand for the
/// sentence around a place where the sentence is longer.
const NEAR: usize = 256;

/// One fingerprint for each finding of the analysis, in their order: 16
/// hexadecimal digits that depend on the rule, the words of the finding's
/// place and the words of the sentence around it, and not on where in the
/// article these stand. Findings that share all this are told apart by their
/// order.
///
/// Of a place with more than 8 kB of words the first 8 kB count, of such a
/// sentence what stands next to the place.
#[must_use]
pub fn of(analysis: &Analysis<'_>) -> Vec<String> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    // Findings are in the order of the text.
    let mut last: Option<(Span, Words)> = None;
    analysis
        .findings
        .iter()
        .map(|finding| {
            let sentence = analysis.sentence_at(finding.span.start);
            if let Some(sentence) = sentence
                && last.as_ref().is_none_or(|(span, _)| *span != sentence)
            {
                last = Some((sentence, Words::new(analysis, sentence)));
            }
            let words = sentence.and(last.as_ref()).map(|(_, words)| words);
            let hash = hash(analysis, finding, words);
            let nth = seen.entry(hash).or_default();
            *nth += 1;
            let mut again = Hash(hash);
            if *nth > 1 {
                again.add(&nth.to_le_bytes());
            }
            format!("{:016x}", again.0)
        })
        .collect()
}

fn hash(analysis: &Analysis<'_>, finding: &Finding, sentence: Option<&Words>) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    hash.add(finding.code.as_bytes());
    let mut left = LONGEST;
    for word in words(analysis, finding.span) {
        let word = lowered(word);
        let piece = word.get(..left).unwrap_or(&word);
        hash.add(piece);
        left -= piece.len();
        if left == 0 {
            break;
        }
    }
    hash.add(b"\n");
    if let Some(sentence) = sentence {
        hash.add(sentence.around(finding.span.start));
        hash.add(b"\n");
    }
    hash.0
}

/// A word in lower case with a blank behind it; of one that is no word any
/// more its beginning.
fn lowered(word: &str) -> Vec<u8> {
    let end = (0..=word.len().min(LONGEST)).rev().find(|&end| word.is_char_boundary(end));
    let mut word = word[..end.unwrap_or(0)].to_lowercase().into_bytes();
    word.push(b' ');
    word
}

/// The words of a place without the comments in it, as a suppression between
/// two paragraphs of a quotation is no part of it; and without marks and
/// blanks, which change with house style.
fn words<'a>(analysis: &'a Analysis<'_>, place: Span) -> impl Iterator<Item = &'a str> {
    let article = &analysis.article;
    let first = article.comments.partition_point(|comment| comment.end <= place.start);
    let comments = article.comments.iter().skip(first).take_while(move |comment| comment.start < place.end);
    let ends = std::iter::once(place.start).chain(comments.clone().map(|comment| comment.end));
    let starts = comments.map(|comment| comment.start).chain([place.end]);
    let pieces = ends.zip(starts).map(|(from, to)| Span::new(from, to).of(&article.text));
    pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// The words of a sentence as they are read.
struct Words {
    bytes: Vec<u8>,
    /// Where each word begins in the article and in `bytes`.
    places: Vec<(usize, usize)>,
}

impl Words {
    fn new(analysis: &Analysis<'_>, sentence: Span) -> Self {
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        let text = analysis.article.text.as_ptr().addr();
        for word in words(analysis, sentence) {
            // The word is a slice of the text.
            places.push((word.as_ptr().addr() - text, bytes.len()));
            bytes.extend(lowered(word));
        }
        Self { bytes, places }
    }

    /// What of the sentence counts for a place that begins at `at`.
    fn around(&self, at: u32) -> &[u8] {
        if self.bytes.len() <= LONGEST {
            return &self.bytes;
        }
        let next = self.places.partition_point(|(word, _)| *word < at as usize);
        let at = self.places.get(next).map_or(self.bytes.len(), |(_, at)| *at);
        &self.bytes[at.saturating_sub(NEAR)..(at + NEAR).min(self.bytes.len())]
    }
}

/// A number that stands for these pieces, on every machine and in every
/// version.
pub(crate) fn fnv<const N: usize>(pieces: [&[u8]; N]) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    for piece in pieces {
        hash.add(piece);
        hash.add(&[0]);
    }
    hash.0
}

/// FNV-1a: the fingerprints are kept in files, so they must not change with
/// the version of a hasher.
struct Hash(u64);

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    fn fingerprints(text: &str) -> Vec<(&'static str, String)> {
        let analysis = analyze(text);
        analysis.findings.iter().map(|f| f.code).zip(super::of(&analysis)).collect()
    }

    const FERRY: &str = "The Harbour Gazette quoted Lena Okafor as saying the boats were “safe in any weather.”";

    #[test]
    fn edits_elsewhere_keep_them_and_edits_here_do_not() {
        let before = fingerprints(FERRY);
        assert!(!before.is_empty());
        let after = fingerprints(&format!("The tide was low on Monday.\n\n{FERRY}\n\nNobody was hurt."));
        assert_eq!(before, after);
        assert_ne!(before, fingerprints(&FERRY.replace("boats", "ferries")));
        assert_eq!(before, fingerprints(&FERRY.replace(['“', '”'], "\"")));
    }

    /// Fingerprints are kept in files of users: these were made by version 0.1.
    #[test]
    fn a_fingerprint_does_not_change_with_the_version() {
        let text = format!("{FERRY}\n\n“Είναι ΟΔΟΣ,” Ana Ruiz told the Harbour Gazette, which is in İzmir.");
        let kept = ["af1504f6c4725c18", "495fcaffd10ac8ce"].map(|print| ("SH001", print.to_owned()));
        assert_eq!(fingerprints(&text), kept);
        let long =
            format!("Lena Okafor told the Harbour Gazette that it was “safe, {}safe.”", "and really ".repeat(700));
        assert_eq!(fingerprints(&long), [("SH001", "eeffcc61ffed0f98".to_owned())]);
    }

    /// A sentence is read once for each finding in it, so a part of it has to do
    /// where it is very long.
    #[test]
    fn of_a_very_long_sentence_what_is_near_counts() {
        let long = |before: &str, near: &str| {
            let quoted = "Tom Weller told CNN it was over. ".repeat(300);
            format!("Lena Okafor said on {before}: “{quoted}Weller told CNN the {near} was shut. {quoted}”")
        };
        let all = |text: &str| -> std::collections::BTreeSet<_> { fingerprints(text).into_iter().collect() };
        let before = all(&long("Monday", "pier"));
        assert!(before.len() > 500, "{}", before.len());
        for text in [long("Friday", "pier"), long("Monday", "quay")] {
            let changed = all(&text).difference(&before).count();
            assert!((1..100).contains(&changed), "{changed}");
        }
    }

    #[test]
    fn the_same_words_twice_are_two() {
        let twice = fingerprints(&format!("{FERRY}\n\n{FERRY}"));
        let mut all: Vec<_> = twice.clone();
        all.dedup();
        assert_eq!(all.len(), twice.len());
        assert_eq!(twice[0], fingerprints(FERRY)[0]);
    }
}
