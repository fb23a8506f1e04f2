//! Fingerprints, by which a finding is recognised after the article was edited
//! elsewhere.

use crate::Analysis;
use crate::finding::Finding;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// How many bytes of words are hashed for the span of a finding, and for its
/// sentence: more than people write. The limit bounds the work, since every
/// finding hashes its whole sentence, which can have any number of findings.
const LONGEST: usize = 8192;
/// In a longer sentence, only this many bytes of words before and after the
/// beginning of the finding are hashed.
const NEAR: usize = 256;

/// Returns a fingerprint for each finding of the analysis, in their order. A
/// fingerprint has 16 hexadecimal digits. It depends on the rule, the words of
/// the finding's span and the words of the sentence around it, and not on their
/// position in the article. If several findings have all of these in common,
/// their order tells them apart.
///
/// If a span has more than 8 kB of words, only the first 8 kB count. If a
/// sentence has, only the words around the beginning of the span count.
#[must_use]
pub fn of(analysis: &Analysis<'_>) -> Vec<String> {
    all(analysis).iter().zip(&analysis.findings).map(|(prints, f)| own(prints, f, 0)).collect()
}

/// The fingerprints of one finding: for each of its places and each of its
/// codes.
pub(crate) type Prints = Vec<(usize, &'static str, String)>;

/// Returns the fingerprint of a finding's place under the code of its rule.
pub(crate) fn own(prints: &Prints, finding: &Finding, place: usize) -> String {
    let own = prints.iter().find(|(at, code, _)| *at == place && *code == finding.code);
    own.map_or_else(String::new, |(.., print)| print.clone())
}

/// Returns the fingerprints of each finding at each of its places under each of
/// its codes: the fingerprints that the finding would have if every statement
/// and every property of it were reported alone.
pub(crate) fn all(analysis: &Analysis<'_>) -> Vec<Prints> {
    let mut spots: Vec<(Span, &'static str, usize, usize)> = Vec::new();
    for (i, finding) in analysis.findings.iter().enumerate() {
        for (place, span) in finding.places().enumerate() {
            spots.extend(finding.codes().map(|code| (span, code, i, place)));
        }
    }
    spots.sort_unstable();
    let mut prints: Vec<Prints> = vec![Vec::new(); analysis.findings.len()];
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    // The places are in the order of the text, so it is enough to keep the
    // words of one sentence.
    let mut last: Option<(Span, Words)> = None;
    for (span, code, finding, place) in spots {
        let sentence = analysis.sentence_at(span.start);
        if let Some(sentence) = sentence
            && last.as_ref().is_none_or(|(span, _)| *span != sentence)
        {
            last = Some((sentence, Words::new(analysis, sentence)));
        }
        let words = sentence.and(last.as_ref()).map(|(_, words)| words);
        let hash = hash(analysis, code, span, words);
        let nth = seen.entry(hash).or_default();
        *nth += 1;
        let mut again = Hash(hash);
        if *nth > 1 {
            again.add(&nth.to_le_bytes());
        }
        if let Some(prints) = prints.get_mut(finding) {
            prints.push((place, code, format!("{:016x}", again.0)));
        }
    }
    prints
}

fn hash(analysis: &Analysis<'_>, code: &str, place: Span, sentence: Option<&Words>) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    hash.add(code.as_bytes());
    let mut left = LONGEST;
    for word in words(analysis, place) {
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
        hash.add(sentence.around(place.start));
        hash.add(b"\n");
    }
    hash.0
}

/// Returns a word in lower case with a space after it. Cuts a word that is
/// longer than [`LONGEST`].
fn lowered(word: &str) -> Vec<u8> {
    let end = (0..=word.len().min(LONGEST)).rev().find(|&end| word.is_char_boundary(end));
    let mut word = word[..end.unwrap_or(0)].to_lowercase().into_bytes();
    word.push(b' ');
    word
}

/// Returns the words of a span. Leaves out comments, since a suppression
/// between two paragraphs of a quotation is not part of it, and punctuation and
/// white space, which change with house style.
fn words<'a>(analysis: &'a Analysis<'_>, place: Span) -> impl Iterator<Item = &'a str> {
    let article = &analysis.article;
    let first = article.comments.partition_point(|comment| comment.end <= place.start);
    let comments = article.comments.iter().skip(first).take_while(move |comment| comment.start < place.end);
    let ends = std::iter::once(place.start).chain(comments.clone().map(|comment| comment.end));
    let starts = comments.map(|comment| comment.start).chain([place.end]);
    let pieces = ends.zip(starts).map(|(from, to)| Span::new(from, to).of(&article.text));
    pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// The words of a sentence in the form in which they are hashed.
struct Words {
    bytes: Vec<u8>,
    /// The byte offset at which each word begins in the article and in `bytes`.
    places: Vec<(usize, usize)>,
}

impl Words {
    fn new(analysis: &Analysis<'_>, sentence: Span) -> Self {
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        let text = analysis.text().as_ptr().addr();
        for word in words(analysis, sentence) {
            // The word is a slice of the text, so its address gives its offset.
            places.push((word.as_ptr().addr() - text, bytes.len()));
            bytes.extend(lowered(word));
        }
        Self { bytes, places }
    }

    /// Returns the part of the sentence that is hashed for a finding that
    /// begins at `at`, a byte offset in the article.
    fn around(&self, at: u32) -> &[u8] {
        if self.bytes.len() <= LONGEST {
            return &self.bytes;
        }
        let next = self.places.partition_point(|(word, _)| *word < at as usize);
        let at = self.places.get(next).map_or(self.bytes.len(), |(_, at)| *at);
        &self.bytes[at.saturating_sub(NEAR)..(at + NEAR).min(self.bytes.len())]
    }
}

/// Returns the FNV-1a hash of these pieces with a zero byte after each. It is
/// the same on every machine and in every version.
pub(crate) fn fnv<const N: usize>(pieces: [&[u8]; N]) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    for piece in pieces {
        hash.add(piece);
        hash.add(&[0]);
    }
    hash.0
}

/// The FNV-1a hash. Fingerprints are kept in files, so they must not change
/// with the version of a hasher.
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

    /// Users keep fingerprints in files. These were made by version 0.1.
    #[test]
    fn a_fingerprint_does_not_change_with_the_version() {
        let text = format!("{FERRY}\n\n“Είναι ΟΔΟΣ,” Ana Ruiz told the Harbour Gazette, which is in İzmir.");
        let kept = ["af1504f6c4725c18", "495fcaffd10ac8ce"].map(|print| ("SH001", print.to_owned()));
        assert_eq!(fingerprints(&text), kept);
        let long =
            format!("Lena Okafor told the Harbour Gazette that it was “safe, {}safe.”", "and really ".repeat(700));
        assert_eq!(fingerprints(&long), [("SH001", "eeffcc61ffed0f98".to_owned())]);
    }

    /// A sentence is hashed once for each finding in it, so only a part of a
    /// very long one is used.
    #[test]
    fn in_a_very_long_sentence_only_near_words_count() {
        let long = |before: &str, near: &str| {
            let quoted = "Tom Weller told CNN it was over. ".repeat(300);
            format!("Lena Okafor said on {before}: “{quoted}Weller told CNN the {near} was shut. {quoted}”")
        };
        // The statements are one finding, with a fingerprint for each.
        let all = |text: &str| -> std::collections::BTreeSet<_> {
            super::all(&analyze(text)).into_iter().flatten().map(|(_, code, print)| (code, print)).collect()
        };
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
