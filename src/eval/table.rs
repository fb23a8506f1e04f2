//! Formats figures, mistakes and changes as text.

use super::figures::Figures;
use super::mistakes::{Mistake, What, around};
use super::run::{Outcome, Points, Run};
use super::trivial::Trivial;
use super::types::{Gold, Role};
use crate::source::LineIndex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Width of the column with the names of figures.
const NAME: usize = 24;

/// Formats the figures in per cent, one per line.
#[must_use]
pub fn table(figures: &Figures) -> String {
    let mut out = format!("{:NAME$} {:>6}\n", "articles", figures.articles);
    let _ = writeln!(out, "{:NAME$} {:>6} {:>6} {:>6} {:>8} {:>8}", "", "P", "R", "F1", "gold", "system");
    for (name, s) in figures.scores() {
        let [p, r, f1] = [s.precision, s.recall, s.f1].map(|share| 100.0 * share);
        let _ = writeln!(out, "{name:NAME$} {p:6.1} {r:6.1} {f1:6.1} {:8} {:8}", s.gold, s.sys);
    }
    for (name, share) in figures.shares() {
        let _ = writeln!(out, "{name:NAME$} {:6.1}", 100.0 * share);
    }
    if let Some(provenance) = &figures.provenance {
        let _ = writeln!(out, "{:NAME$} {:6}", "second-hand in gold", provenance.secondhand_in_gold);
        out.push_str("\nclasses, gold -> system\n");
        for (pair, n) in &provenance.confusion {
            let _ = writeln!(out, "  {:22} {n:6}", pair.replace("->", " -> "));
        }
    }
    out
}

/// Formats the provenance figures of trivial answers beside those of the
/// system, in per cent. Empty if the gold has no classes.
#[must_use]
pub fn trivial(answers: &[(Trivial, Figures)], system: &Figures) -> String {
    let rows = answers.iter().map(|(trivial, figures)| (trivial.name(), figures)).chain([("this run", system)]);
    let rows: Vec<_> = rows.filter_map(|(name, figures)| Some((name, figures.provenance.as_ref()?))).collect();
    if rows.is_empty() {
        return String::new();
    }
    let names = ["flag F1", "P", "R", "finding", "class", "chain", "origin"];
    let mut out = format!("\n{:NAME$}", "trivial answers");
    for name in names {
        let _ = write!(out, " {name:>7}");
    }
    out.push('\n');
    for (name, p) in rows {
        let _ = write!(out, "{name:NAME$}");
        for share in [p.flag.f1, p.flag.precision, p.flag.recall, p.finding.f1, p.class, p.chain, p.origin] {
            let _ = write!(out, " {:7.1}", 100.0 * share);
        }
        out.push('\n');
    }
    out
}

/// Maximum number of kinds shown for each sort of mistake.
const KINDS: usize = 12;
/// Maximum number of words in a line of counts.
const COUNTED: usize = 10;

/// Formats the mistakes by kind, the most frequent first, each with at most
/// `limit` examples. `figures` must be those of the same run.
#[must_use]
pub fn listing(mistakes: &[Mistake], figures: &Figures, limit: usize) -> String {
    let mut out = String::new();
    let whats = [What::Missed, What::Spurious].into_iter().chain(Role::ALL.map(What::Boundary)).chain([What::Class]);
    for what in whats {
        let some: Vec<&Mistake> = mistakes.iter().filter(|m| m.what == what).collect();
        let n = some.len();
        let _ = match what {
            What::Missed => writeln!(out, "\nMISSED: {n} of {} in the gold", figures.detect.gold),
            What::Spurious => writeln!(out, "\nSPURIOUS: {n} of {} found", figures.detect.sys),
            What::Boundary(role) => {
                let missed = mistakes.iter().filter(|m| m.what == What::Missed).count();
                let matches = (figures.detect.gold as usize).saturating_sub(missed);
                writeln!(out, "\nWRONG {}: {n} of {matches} that match", role.name().to_uppercase())
            }
            What::Class => match &figures.provenance {
                Some(provenance) => {
                    writeln!(out, "\nWRONG CLASS: {n} of {} that match", provenance.confusion.values().sum::<u64>())
                }
                None => continue,
            },
        };
        if some.is_empty() {
            continue;
        }
        let plain = |word: &str| word.to_owned();
        let construction = |m: &Mistake| m.construction.clone().unwrap_or_else(|| "(not said)".to_owned());
        if what != What::Missed {
            counts(&mut out, "by construction", some.iter().map(|m| construction(m)));
        }
        match what {
            What::Boundary(_) => counts(&mut out, "by end", some.iter().map(|m| m.how.clone())),
            What::Class => counts(&mut out, "by class", some.iter().map(|m| m.how.clone())),
            What::Missed | What::Spurious => {}
        }
        counts(&mut out, "by cue", some.iter().map(|m| m.cue.clone()));
        counts(&mut out, "by content", some.iter().map(|m| plain(m.content)));
        counts(&mut out, "by place", some.iter().map(|m| plain(m.place)));
        let kind = |m: &Mistake| match what {
            What::Missed => format!("{}: {}", m.cue_kind, m.content),
            What::Spurious => format!("{}: {}", construction(m), m.content),
            What::Boundary(_) | What::Class => format!("{}: {}", construction(m), m.how),
        };
        let mut kinds: BTreeMap<String, Vec<&Mistake>> = BTreeMap::new();
        for mistake in some {
            kinds.entry(kind(mistake)).or_default().push(mistake);
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, of)| std::cmp::Reverse(of.len()));
        for (name, of) in kinds.iter().take(KINDS) {
            let _ = writeln!(out, "\n{:5}  {name}", of.len());
            for mistake in spread(of, limit) {
                let _ = writeln!(out, "       {}", mistake.at);
                mistake.shown.lines().for_each(|line| {
                    let _ = writeln!(out, "         {line}");
                });
            }
        }
        if let Some(rest) = kinds.get(KINDS..).filter(|rest| !rest.is_empty()) {
            let mistakes: usize = rest.iter().map(|(_, of)| of.len()).sum();
            let _ = writeln!(out, "\n{mistakes:5}  of {} more kinds", rest.len());
        }
    }
    out
}

/// Returns at most `limit` items from all parts of the list. Neighbouring items
/// are often alike, such as articles of one publisher.
fn spread<T>(list: &[T], limit: usize) -> impl Iterator<Item = &T> {
    let wanted = limit.min(list.len());
    (0..wanted).map(move |i| &list[i * list.len() / wanted])
}

/// Writes one line with the most frequent words and how often each occurs.
fn counts(out: &mut String, name: &str, words: impl Iterator<Item = String>) {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for word in words {
        *counted.entry(word).or_default() += 1;
    }
    let mut counted: Vec<(String, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut shown: Vec<String> = counted.iter().take(COUNTED).map(|(word, n)| format!("{word} {n}")).collect();
    let rest: usize = counted.iter().skip(COUNTED).map(|(_, n)| n).sum();
    if rest > 0 {
        shown.push(format!("others {rest}"));
    }
    let _ = writeln!(out, "  {name}: {}", shown.join(" · "));
}

/// Formats what changed since an earlier run over the same gold: figures, then
/// attributions, with at most `limit` examples of each sort.
#[must_use]
pub fn changes(before: &Run, now: &Run, gold: &[Gold], limit: usize) -> String {
    let mut out = String::new();
    let mut same = 0;
    let mut figure = |out: &mut String, name: &str, before: f64, now: f64| {
        let (before, now) = (100.0 * before, 100.0 * now);
        if (now - before).abs() < 5e-10 {
            same += 1;
        } else {
            let _ = writeln!(out, "{name:NAME$} {before:6.2} → {now:6.2}  {:+6.2}", now - before);
        }
    };
    let earlier = before.figures.scores();
    for (name, s) in now.figures.scores() {
        let Some((_, was)) = earlier.iter().find(|(n, _)| *n == name) else { continue };
        figure(&mut out, &format!("{name} P"), was.precision, s.precision);
        figure(&mut out, &format!("{name} R"), was.recall, s.recall);
        figure(&mut out, &format!("{name} F1"), was.f1, s.f1);
    }
    let earlier = before.figures.shares();
    for (name, share) in now.figures.shares() {
        if let Some((_, was)) = earlier.iter().find(|(n, _)| *n == name) {
            figure(&mut out, name, *was, share);
        }
    }
    let _ = writeln!(out, "{same} figures are the same");
    let Changed { lists, gone, new } = changed(before, now, gold);
    for (name, examples) in lists.iter().filter(|(_, examples)| !examples.is_empty()) {
        let _ = writeln!(out, "\n{:5}  {name}", examples.len());
        for example in spread(examples, limit) {
            let _ = writeln!(out, "       {example}");
        }
        if examples.len() > limit {
            let _ = writeln!(out, "       … {} more", examples.len() - limit);
        }
    }
    if lists.iter().all(|(_, examples)| examples.is_empty()) {
        out.push_str("no attribution was gained or lost\n");
    }
    if gone + new > 0 {
        let _ = writeln!(out, "\nthe gold changed: {new} attributions are new in it, {gone} are gone");
    }
    out
}

struct Changed {
    /// Descriptions of the changes, each with its examples.
    lists: Vec<(String, Vec<String>)>,
    /// Attributions of the earlier gold that are no longer in it.
    gone: usize,
    new: usize,
}

/// An article's id and an attribution's spans, which identify it in both runs.
type Key<'r> = (&'r str, &'r Points);

/// Index of the first list about classes, after two lists for all and two for
/// each role.
const CLASS: usize = 2 + 2 * Role::ALL.len();

fn changed(before: &Run, now: &Run, gold: &[Gold]) -> Changed {
    let texts: BTreeMap<&str, &str> = gold.iter().map(|g| (&*g.id, &*g.text)).collect();
    let show = |(id, points): Key<'_>| match texts.get(id) {
        Some(text) => {
            let spans = points.spans(text);
            format!("{id}:{} {}", LineIndex::new(text).place(spans.place()).0, around(text, &spans, &Role::ALL))
        }
        None => id.to_owned(),
    };
    let mut lists = vec![("found now, missed before".to_owned(), Vec::new())];
    lists.push(("missed now, found before".to_owned(), Vec::new()));
    for role in Role::ALL {
        lists.push((format!("{} right now, wrong before", role.name()), Vec::new()));
        lists.push((format!("{} wrong now, right before", role.name()), Vec::new()));
    }
    lists.push(("class right now, wrong before".to_owned(), Vec::new()));
    lists.push(("class wrong now, right before".to_owned(), Vec::new()));
    let earlier: BTreeMap<Key<'_>, &Outcome> = outcomes(before).collect();
    let (mut known, mut new) = (0, 0);
    for (key, o) in outcomes(now) {
        let Some(was) = earlier.get(&key) else {
            new += 1;
            continue;
        };
        known += 1;
        if was.found != o.found {
            lists[usize::from(was.found)].1.push(show(key));
        } else if o.found {
            if let (Some(was), Some(is)) = (was.class, o.class)
                && was != is
            {
                lists[CLASS + usize::from(was)].1.push(show(key));
            }
            for role in Role::ALL {
                let was = was.right.contains(&role);
                if was != o.right.contains(&role) {
                    lists[2 + 2 * role as usize + usize::from(was)].1.push(show(key));
                }
            }
        }
    }
    let only = |mine: &Run, theirs: &Run| -> Vec<String> {
        let theirs: BTreeSet<Key<'_>> = strays(theirs).collect();
        strays(mine).filter(|key| !theirs.contains(key)).map(show).collect()
    };
    lists.push(("spurious now, not before".to_owned(), only(now, before)));
    lists.push(("spurious before, not now".to_owned(), only(before, now)));
    Changed { lists, gone: earlier.len().saturating_sub(known), new }
}

fn outcomes(run: &Run) -> impl Iterator<Item = (Key<'_>, &Outcome)> {
    run.outcomes.iter().flat_map(|article| article.gold.iter().map(|o| ((&*article.id, &o.points), o)))
}

fn strays(run: &Run) -> impl Iterator<Item = Key<'_>> {
    run.outcomes.iter().flat_map(|article| article.spurious.iter().map(|s| (&*article.id, &s.points)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_taken_from_all_over_the_list() {
        let list: Vec<usize> = (0..10).collect();
        let taken = |limit| spread(&list, limit).copied().collect::<Vec<_>>();
        assert_eq!(taken(3), [0, 3, 6]);
        assert_eq!(taken(99), list);
        assert!(taken(0).is_empty());
        assert_eq!(spread::<usize>(&[], 3).count(), 0);
    }

    #[test]
    fn counts_are_a_line_with_the_commonest_first() {
        let mut out = String::new();
        counts(&mut out, "by cue", ["say", "tell", "say"].into_iter().map(str::to_owned));
        assert_eq!(out, "  by cue: say 2 · tell 1\n");
        let many = (0..15).map(|i| format!("w{i:02}"));
        out.clear();
        counts(&mut out, "by cue", many);
        assert!(out.ends_with("w09 1 · others 5\n"), "{out}");
    }
}
