//! Compares classes and chains with gold that says how the words travelled.
//!
//! All gold attributions with a class are matched with everything that was
//! found, whether nested or not and whatever their acts. A **name** is right if
//! it has the same words as the gold's, or if all words of one are in the
//! other: *Ruiz* for *Ana Ruiz*. Case, articles and common titles are ignored.

use super::pairing::{cover, pair_by};
use super::score::{Count, Score, share};
use super::types::{Found, FoundLink, Gold, GoldChain, Intermediary, Role, Spans};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many classes and chains are right. The names in JSON are stable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Figures {
    /// Precision and recall of the class `secondhand`, over all attributions. A
    /// flagged attribution without a match counts against precision.
    pub flag: Score,
    /// The same with `secondhand` and `hearsay` as one class.
    #[serde(rename = "flag+hearsay")]
    pub flag_and_hearsay: Score,
    /// Second-hand attributions for which everything in a finding is right: the
    /// flag, all intermediaries in order, and the origin's name if it is a
    /// person. Zero in older saved figures, which do not have it.
    #[serde(default)]
    pub finding: Score,
    /// Share of the matches with the right class.
    pub class: f64,
    /// Share of the gold's second-hand attributions that were found and
    /// flagged, with all intermediaries right and in order. An intermediary is
    /// right if its span overlaps the gold's or its name is right.
    pub chain: f64,
    /// The same, with all relations right too.
    pub relation: f64,
    /// Share of the matches whose origin is a person that name this person.
    pub origin: f64,
    /// Number of second-hand attributions in the gold.
    #[serde(rename = "second-hand in gold")]
    pub secondhand_in_gold: u64,
    /// Number of matches by the gold's class and the system's, as
    /// `gold->system`.
    #[serde(rename = "confusion (gold, system)")]
    pub confusion: BTreeMap<String, u64>,
}

/// Counts over one or more articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Gold attributions that have a class.
    marked: u64,
    flag: Count,
    flag_and_hearsay: Count,
    finding: Count,
    class: u64,
    matches: u64,
    secondhand: u64,
    chain: u64,
    relation: u64,
    /// Right ones, and all whose origin is a person.
    origin: (u64, u64),
    confusion: BTreeMap<String, u64>,
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.marked += other.marked;
        self.flag += other.flag;
        self.flag_and_hearsay += other.flag_and_hearsay;
        self.finding += other.finding;
        self.class += other.class;
        self.matches += other.matches;
        self.secondhand += other.secondhand;
        self.chain += other.chain;
        self.relation += other.relation;
        self.origin.0 += other.origin.0;
        self.origin.1 += other.origin.1;
        for (key, n) in &other.confusion {
            *self.confusion.entry(key.clone()).or_default() += n;
        }
    }
}

impl Tally {
    /// Computes the figures; `None` if the gold has no classes.
    pub(super) fn figures(&self) -> Option<Figures> {
        (self.marked > 0).then(|| Figures {
            flag: self.flag.into(),
            flag_and_hearsay: self.flag_and_hearsay.into(),
            finding: self.finding.into(),
            class: share(self.class, self.matches),
            chain: share(self.chain, self.secondhand),
            relation: share(self.relation, self.secondhand),
            origin: share(self.origin.0, self.origin.1),
            secondhand_in_gold: self.secondhand,
            confusion: self.confusion.clone(),
        })
    }
}

/// Returns the counts, and the matches as indices into the gold's attributions
/// and into `found`.
pub(super) fn tally(gold: &Gold, found: &[Found], words: &[Span]) -> (Tally, Vec<(usize, usize)>) {
    let text = &*gold.text;
    let all = gold.attributions.iter().enumerate();
    let marked: Vec<(usize, &GoldChain)> = all.filter_map(|(i, m)| Some((i, m.chain.as_ref()?))).collect();
    let sets = |spans: &Spans| [cover(words, spans.of(Role::Cue)), cover(words, spans.of(Role::Content))];
    let mine: Vec<_> = marked.iter().map(|&(i, _)| sets(&gold.attributions[i].spans)).collect();
    let theirs: Vec<_> = found.iter().map(|f| sets(&f.spans)).collect();
    let pairs = pair_by(mine.len(), theirs.len(), |g, f| [&mine[g][0], &theirs[f][0], &mine[g][1], &theirs[f][1]]);
    let mut tally = Tally { marked: marked.len() as u64, ..Tally::default() };
    let class = |f: &Found| f.provenance.clone().unwrap_or_default();
    for (classes, count) in
        [(&["secondhand"][..], &mut tally.flag), (&["secondhand", "hearsay"], &mut tally.flag_and_hearsay)]
    {
        let is = |class: &str| classes.contains(&class);
        count.found = found.iter().filter(|f| is(&class(f))).count() as u64;
        count.gold = marked.iter().filter(|(_, chain)| is(&chain.class)).count() as u64;
        count.hits = pairs.iter().filter(|&&(g, f)| is(&marked[g].1.class) && is(&class(&found[f]))).count() as u64;
    }
    tally.secondhand = tally.flag.gold;
    tally.finding = Count { hits: 0, ..tally.flag };
    for &(g, f) in &pairs {
        let (gold, found) = (marked[g].1, &found[f]);
        tally.matches += 1;
        tally.class += u64::from(found.provenance.as_ref() == Some(&gold.class));
        let answer = found.provenance.as_deref().unwrap_or("None");
        *tally.confusion.entry(format!("{}->{answer}", gold.class)).or_default() += 1;
        let origins = || found.links.iter().filter(|l| l.role == "origin");
        let names_origin = || origins().any(|l| is_same_name(&l.name, &gold.origin));
        let is_person = gold.origin_type == "person";
        if is_person {
            tally.origin.0 += u64::from(names_origin());
            tally.origin.1 += 1;
        }
        if gold.class == "secondhand" && found.provenance.as_deref() == Some("secondhand") {
            let (chain, relations) = is_right(text, gold, found);
            tally.chain += u64::from(chain);
            tally.finding.hits += u64::from(chain && (!is_person || names_origin()));
            tally.relation += u64::from(chain && relations);
        }
    }
    (tally, pairs.into_iter().map(|(g, f)| (marked[g].0, f)).collect())
}

/// Returns whether the intermediaries are right, and whether the relations are.
fn is_right(text: &str, gold: &GoldChain, found: &Found) -> (bool, bool) {
    let links: Vec<&FoundLink> = found.links.iter().filter(|l| l.role == "intermediary").collect();
    let wanted = &gold.intermediaries;
    let is_right = |(l, w): (&&FoundLink, &Intermediary)| {
        l.mention.is_some_and(|mention| mention.overlaps(w.span)) || is_same_name(&l.name, w.span.of(text))
    };
    let chain = links.len() == wanted.len() && links.iter().zip(wanted).all(is_right);
    (chain, links.iter().zip(wanted).all(|(l, w)| l.relation.as_ref() == Some(&w.relation)))
}

/// Words that are ignored when names are compared.
const LOOSE: &[&str] = &["the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "president", "secretary"];

fn is_same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
        words.filter(|w| !LOOSE.contains(w)).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    !a.is_empty() && !b.is_empty() && (within(&a, &b) || within(&b, &a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Intermediary, Marked};

    #[test]
    fn a_part_of_a_name_is_that_name() {
        assert!(is_same_name("Ana Ruiz", "President Ruiz"));
        assert!(is_same_name("the New York Times", "The New York Times"));
        assert!(!is_same_name("Ana Ruiz", "Ana Vogt"));
        assert!(!is_same_name("", "Ana Ruiz"));
        assert!(!is_same_name("the president", "the president"));
    }

    /// *The Courier quoted Ruiz as saying it rained*, carried by the Courier.
    fn gold() -> Gold {
        let text = "The Courier quoted Ruiz as saying it rained.";
        let span = |words: &str| {
            let start = text.find(words).expect("there") as u32;
            vec![Span::new(start, start + words.len() as u32)]
        };
        let spans = Spans { source: span("Ruiz"), cue: span("quoted"), content: span("it rained") };
        let chain = GoldChain {
            class: "secondhand".to_owned(),
            origin_type: "person".to_owned(),
            origin: "Ana Ruiz".to_owned(),
            intermediaries: vec![Intermediary { relation: "carried".to_owned(), span: span("The Courier")[0] }],
        };
        let marked = Marked { spans, extra: false, chain: Some(chain) };
        Gold { id: "a".to_owned(), text: text.to_owned(), metadata: Default::default(), attributions: vec![marked] }
    }

    fn link(role: &str, relation: Option<&str>, name: &str) -> FoundLink {
        FoundLink { role: role.into(), relation: relation.map(str::to_owned), name: name.into(), mention: None }
    }

    #[test]
    fn chains_are_right_link_by_link() {
        let gold = gold();
        let figures = |links: Vec<FoundLink>| {
            let spans = gold.attributions[0].spans.clone();
            let found = Found { spans, provenance: Some("secondhand".to_owned()), links, ..Found::default() };
            tally(&gold, &[found], &super::super::pairing::words(&gold.text)).0.figures().expect("gold with chains")
        };
        let right = figures(vec![link("intermediary", Some("carried"), "Courier"), link("origin", None, "Ruiz")]);
        assert_eq!((right.flag.f1, right.class, right.chain, right.relation, right.origin), (1.0, 1.0, 1.0, 1.0, 1.0));
        let received = figures(vec![link("intermediary", Some("received"), "The Courier")]);
        assert_eq!((received.chain, received.relation, received.origin), (1.0, 0.0, 0.0));
        assert_eq!((right.finding.f1, received.finding.f1), (1.0, 0.0), "the second names no origin");
        let longer = figures(vec![link("intermediary", None, "Courier"), link("intermediary", None, "CNN")]);
        assert_eq!(longer.chain, 0.0);
    }

    #[test]
    fn a_flagged_attribution_without_a_match_lowers_precision() {
        let gold = gold();
        let stray = Found { provenance: Some("secondhand".to_owned()), ..Found::default() };
        let figures = tally(&gold, &[stray], &super::super::pairing::words(&gold.text)).0.figures().expect("figures");
        assert_eq!((figures.flag.sys, figures.flag.gold, figures.flag.f1), (1, 1, 0.0));
    }
}
