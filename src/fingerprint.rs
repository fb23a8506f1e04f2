//! Fingerprints: what makes a finding the same finding after the article was
//! edited somewhere else.

use crate::Analysis;
use crate::finding::Finding;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// One fingerprint for each finding of the analysis, in their order: 16
/// hexadecimal digits that depend on the rule, the words of the finding's
/// place and the words of the sentence around it, and not on where in the
/// article these stand. Findings that share all this are told apart by their
/// order.
#[must_use]
pub fn of(analysis: &Analysis<'_>) -> Vec<String> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    analysis
        .findings
        .iter()
        .map(|finding| {
            let hash = hash(analysis, finding);
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

fn hash(analysis: &Analysis<'_>, finding: &Finding) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    hash.add(finding.code.as_bytes());
    hash.place(analysis, finding.span);
    if let Some(sentence) = analysis.sentence_at(finding.span.start) {
        hash.place(analysis, sentence);
    }
    hash.0
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

    /// The words of a place without the comments in it: a suppression between
    /// two paragraphs of a quotation is no part of it.
    fn place(&mut self, analysis: &Analysis<'_>, place: Span) {
        let article = &analysis.article;
        let first = article.comments.partition_point(|comment| comment.end <= place.start);
        let mut at = place.start;
        for comment in article.comments.iter().skip(first).take_while(|comment| comment.start < place.end) {
            self.words(Span::new(at, comment.start).of(&article.text));
            at = comment.end;
        }
        self.words(Span::new(at, place.end).of(&article.text));
        self.add(b"\n");
    }

    /// The words alone: marks and blanks change with house style.
    fn words(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            self.add(word.to_lowercase().as_bytes());
            self.add(b" ");
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

    #[test]
    fn the_same_words_twice_are_two() {
        let twice = fingerprints(&format!("{FERRY}\n\n{FERRY}"));
        let mut all: Vec<_> = twice.clone();
        all.dedup();
        assert_eq!(all.len(), twice.len());
        assert_eq!(twice[0], fingerprints(FERRY)[0]);
    }
}
