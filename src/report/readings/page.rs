//! Writes the entries: each reading with the reasons for and against it.

use super::entries::Entry;
use crate::article::Article;
use crate::chain::{Chain, Decision};
use crate::cut::beginning;
use crate::grammar::{Considered, Decider, Edge, Fate, Grammar, chances};
use crate::lexicon::PredicateKind;
use crate::party::Party;
use crate::source::LineIndex;
use crate::span::Span;
use crate::visible;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// How many features are shown for a reading, and how many against it.
const FEATURES: usize = 3;

/// Maximum length in characters of a source, cue or content. The middle is left
/// out, since the decisions shown are about where a span starts and ends.
const LONGEST: usize = 160;
/// The same for readings that lost.
const LONGEST_LOST: usize = 48;

/// A space at which lines are not broken. [`visible::words`] turns those of the
/// text into plain spaces.
const TIE: char = '\u{a0}';

/// An alternative end or start of the content is shown if its chance is at
/// least this.
const NEAR: f32 = 0.02;

/// How many readings that start before the end of a cue are searched for the
/// one that won against it.
const NEIGHBOURS: usize = 64;

/// Columns before the text of an entry, and the width of its labels.
const INDENT: usize = 6;
const LABEL: usize = 10;

/// The output so far and what is needed to continue it.
pub(super) struct Page<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) text: &'a str,
    /// All readings, sorted by the start of the cue.
    pub(super) by_cue: Vec<&'a Considered>,
    pub(super) width: usize,
    /// The decisions about the chain of each attribution, by its cue.
    pub(super) decisions: FxHashMap<Span, Vec<Decision>>,
    /// The chain of each attribution, by its cue.
    pub(super) chains: FxHashMap<Span, &'a Chain>,
    /// The parties that the chains refer to.
    pub(super) parties: &'a [Party],
    /// The parties that the decisions refer to.
    pub(super) resolved: &'a [Party],
    pub(super) article: &'a Article<'a>,
    /// The lines of the article's file.
    pub(super) lines: &'a LineIndex<'a>,
    pub(super) out: String,
}

impl Page<'_> {
    pub(super) fn entry(&mut self, entry: &Entry<'_>, place: &str) {
        let indent = INDENT.max(place.len() + 2);
        let Some(own) = entry.own else {
            let cue = self.words(&[entry.cue()], LONGEST);
            self.wrapped(&format!("{place:indent$}"), indent, &format!("no attribution at “{cue}”"));
            self.losers(entry);
            return;
        };
        let read = self.spans(&entry.source, own.cue, &entry.content, LONGEST);
        self.wrapped(&format!("{place:indent$}"), indent, &read);
        let file = self.grammar.construction(&own.construction).map_or("", |c| &c.file);
        self.row("read by", &format!("{} (rank {}) in {file}", own.construction, own.rank));
        self.row("pattern", &visible::words(&own.pattern));
        self.row("frame", &frame(own));
        self.weights(own);
        self.edge("end", own.end, &own.ends, own.content.last().map_or(0, |c| c.end), own);
        self.edge("start", own.start, &own.starts, own.content.first().map_or(0, |c| c.start), own);
        self.chain(own.cue);
        self.relays(own.cue);
        self.losers(entry);
    }

    /// Writes the intermediaries of an attribution, nearest to the article
    /// first, and what speaks for each and against it.
    fn chain(&mut self, cue: Span) {
        let Some(&chain) = self.chains.get(&cue) else { return };
        let decisions = self.decisions.remove(&cue).unwrap_or_default();
        let mut label = "chain";
        for link in &chain.links {
            let (Some(party), Some(why)) = (self.parties.get(link.party as usize), &link.why) else { continue };
            let name = visible::words(beginning(&party.name, LONGEST));
            let place = if why.stated {
                "stated here".to_owned()
            } else {
                format!("inferred from line {}", self.lines.line(self.article.in_file(link.mention.start)).0)
            };
            let opener = why.opener.as_ref().map_or(String::new(), |id| format!(" ({id})"));
            self.row(label, &format!("{name}: {}{opener}, {place}, {} % likely", why.occasion, why.confidence));
            label = "";
            let own = |d: &&Decision| {
                d.weights == "links" && self.resolved.get(d.party as usize).is_some_and(|p| p.name == party.name)
            };
            if let Some(decision) = decisions.iter().find(own) {
                self.telling(&decision.features);
            }
        }
        self.decisions.insert(cue, decisions);
    }

    /// Writes whether the holder of an attribution passes its words on.
    fn relays(&mut self, cue: Span) {
        let decisions = self.decisions.remove(&cue).unwrap_or_default();
        for decision in &decisions {
            let verdict = match (decision.weights, decision.holds()) {
                ("relays", true) => "passes these words on",
                ("relays", false) => "tells of these words itself",
                ("voices", true) => "passes on another's words or thoughts",
                ("voices", false) => "speaks for itself",
                _ => continue,
            };
            let name = self.resolved.get(decision.party as usize).map_or("", |p| beginning(&p.name, LONGEST));
            self.row("relay", &format!("{} {verdict} ({:+.2})", visible::words(name), decision.score()));
            self.telling(&decision.features);
        }
    }

    /// Writes the strongest features for a decision and against it.
    fn telling(&mut self, features: &[(String, f32)]) {
        for (what, sign) in [("for it", 1.0), ("against it", -1.0)] {
            let list = inline(features.iter().filter(|(name, w)| w * sign > 0.0 && name != "bias"));
            if !list.is_empty() {
                self.row("", &format!("{what}: {list}"));
            }
        }
    }

    /// Writes the readings that lost, and the blank line at the end of an
    /// entry.
    fn losers(&mut self, entry: &Entry<'_>) {
        for (i, lost) in entry.lost.iter().enumerate() {
            self.lost(if i == 0 { "lost" } else { "" }, lost);
        }
        self.out.push('\n');
    }

    fn weights(&mut self, own: &Considered) {
        if !own.weighed {
            self.row("weights", "not asked about this construction: it is kept");
            return;
        }
        self.row("weights", &format!("{:+.2} in all, and kept from 0 on", own.score()));
        let (strong, rest) = strongest(&own.features, FEATURES);
        for (name, weight) in &strong {
            self.row("", &format!("{weight:+.2}  {}", visible::words(name)));
        }
        if rest.0 > 0 {
            self.row("", &format!("{:+.2}  {} others together", rest.1, rest.0));
        }
    }

    /// Writes where the content ends or starts and what decided it.
    fn edge(&mut self, label: &str, decider: Decider, edges: &[Edge], at: u32, own: &Considered) {
        let is_end = label == "end";
        let name = |edge: Option<&Edge>| match edge {
            None => format!("at the {label} of the sentence"),
            Some(edge) if is_end => format!("behind “{}”", self.last_words(own, edge.at)),
            Some(edge) => format!("before “{}”", self.first_words(edge.at)),
        };
        let chosen = edges.iter().position(|e| e.at == at);
        let place = name(chosen.map(|i| &edges[i]));
        match decider {
            Decider::Pattern => return,
            Decider::Rules => return self.row(label, &format!("{place}, by rules alone")),
            Decider::Weights if edges.is_empty() => {
                return self.row(label, &format!("{place}: there is no other place"));
            }
            Decider::Weights => {}
        }
        // The last chance is that of the sentence's own end or start.
        let chances = chances(edges);
        let first = chosen.unwrap_or(edges.len());
        let second = (0..chances.len()).filter(|i| *i != first).max_by(|a, b| chances[*a].total_cmp(&chances[*b]));
        let rules = edges.iter().position(|e| e.rules);
        let rules = (rules != chosen).then(|| format!("rules alone: {}", name(rules.map(|i| &edges[i]))));
        let next = second.filter(|second| chances[*second] >= NEAR);
        let next_place = next.map(|i| format!("next likeliest: {}, {}", name(edges.get(i)), percent(chances[i])));
        self.row(label, &format!("{place}, {} by the weights", percent(chances[first])));
        for line in next_place.into_iter().chain(rules) {
            self.row("", &line);
        }
        // Shows the features in favour of the chosen edge. If the content
        // reaches to the edge of the sentence, shows those against the
        // likeliest other edge.
        let telling = match chosen {
            Some(i) => Some(("for this place", &edges[i], 1.0)),
            None => next.and_then(|i| edges.get(i)).map(|edge| ("against the next", edge, -1.0)),
        };
        if let Some((what, edge, sign)) = telling {
            let list = inline(edge.features.iter().filter(|(_, w)| w * sign > 0.0));
            if !list.is_empty() {
                self.row("", &format!("{what}: {list}"));
            }
        }
    }

    /// Returns the last three words of the content before `at`.
    fn last_words(&self, own: &Considered, at: u32) -> String {
        let start = own.content.last().map_or(0, |c| c.start.min(at));
        let mut words = vec![""; 3];
        let text = Span::new(start, at).of(self.text);
        words.iter_mut().rev().zip(text.split_whitespace().rev()).for_each(|(place, word)| *place = word);
        self.few(words)
    }

    fn first_words(&self, at: u32) -> String {
        let rest = self.text.get(at as usize..).unwrap_or("");
        self.few(rest.split_whitespace().take(3).collect())
    }

    /// Joins a few words, each cut if it is long.
    fn few(&self, words: Vec<&str>) -> String {
        let cut = |word| visible::visible(beginning(word, LONGEST)).into_owned();
        words.into_iter().filter(|w| !w.is_empty()).map(cut).collect::<Vec<_>>().join(" ")
    }

    fn lost(&mut self, label: &str, lost: &Considered) {
        let source: Vec<Span> = lost.source.into_iter().collect();
        let read = self.spans(&source, lost.cue, &lost.content, LONGEST_LOST);
        self.row(label, &format!("{} read “{read}”: {}", lost.construction, self.why(lost)));
    }

    /// Explains why a reading did not become an attribution.
    fn why(&self, lost: &Considered) -> String {
        // Finds the reading of the given construction whose cue overlaps that
        // of the loser, preferably one that was kept.
        let winner = |name: &str| {
            let before = self.by_cue.partition_point(|c| c.cue.start < lost.cue.end);
            let near = self.by_cue[before.saturating_sub(NEIGHBOURS)..before].iter();
            let meets = |c: &&&Considered| *c.construction == *name && c.cue.overlaps(lost.cue);
            near.filter(meets).filter(|c| !std::ptr::eq(**c, lost)).min_by_key(|c| c.fate != Fate::Kept)
        };
        match &lost.fate {
            Fate::Kept => "kept".to_owned(),
            Fate::Unlikely => {
                let list = inline(lost.features.iter().filter(|(_, w)| *w < 0.0));
                format!("the weights say that it is none ({:+.2}); against it: {list}", lost.score())
            }
            Fate::Outranked(name) if *name == lost.construction => {
                format!("another pattern of {name} fits before it")
            }
            Fate::Outranked(name) => match winner(name) {
                Some(winner) if winner.rank > lost.rank => {
                    format!("outranked by {name} (rank {} over {})", winner.rank, lost.rank)
                }
                _ => format!("outranked by {name}, whose file comes before"),
            },
            Fate::Crossed(name) => match winner(name) {
                Some(winner) => {
                    let reason = if winner.rank > lost.rank {
                        format!("is of higher rank ({} over {})", winner.rank, lost.rank)
                    } else if winner.cue.len() > lost.cue.len() {
                        "has the longer cue".to_owned()
                    } else {
                        "stands before".to_owned()
                    };
                    let cue = self.words(&[winner.cue], LONGEST_LOST);
                    format!("its cue shares words with “{cue}”, the cue of {name}, which {reason}")
                }
                None => format!("{name} asks for words of its cue to the letter"),
            },
            Fate::Void => "its content is empty or holds its own cue".to_owned(),
        }
    }

    /// Formats a reading as `source | cue | content`.
    fn spans(&self, source: &[Span], cue: Span, content: &[Span], most: usize) -> String {
        let or = |words: String, without: &str| if words.is_empty() { without.to_owned() } else { words };
        format!(
            "{} | {} | {}",
            or(self.words(source, most), "(nobody)"),
            self.words(&[cue], most),
            or(self.words(content, most), "(nothing)")
        )
    }

    /// Joins the spans on one line, with `…` for the gaps between them. If the
    /// result is longer than `most` characters, `[…]` stands for its middle,
    /// which is not read.
    fn words(&self, spans: &[Span], most: usize) -> String {
        let parts = || {
            let words = |s: &Span| std::iter::once("…").chain(s.of(self.text).split_whitespace());
            spans.iter().flat_map(words).skip(1)
        };
        let mut head = String::new();
        let mut used = 0;
        for word in parts() {
            let gap = usize::from(used > 0);
            let word = visible::visible(beginning(word, most + 1));
            used += gap + word.chars().count();
            head.push_str(&" "[..gap]);
            head.push_str(&word);
            if used > most {
                break;
            }
        }
        if used <= most {
            return head;
        }
        let mut tail: Vec<char> = Vec::with_capacity(most);
        let reversed = spans.iter().rev().flat_map(|s| {
            let words = s.of(self.text).split_whitespace().rev();
            words.chain(std::iter::once("…"))
        });
        for word in reversed {
            if !tail.is_empty() {
                tail.push(' ');
            }
            tail.extend(word.chars().rev().map(visible::seen).take(most));
            if tail.len() > most / 2 {
                break;
            }
        }
        tail.truncate(most / 2);
        let tail: String = tail.into_iter().rev().collect();
        let head = beginning(&head, most / 2);
        // Cut at the end of a word, if there is one.
        let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
        let tail = tail.split_once(' ').map_or(&*tail, |(_, tail)| tail);
        format!("{head} […] {tail}")
    }

    fn row(&mut self, label: &str, text: &str) {
        let head = format!("{:INDENT$}{label:LABEL$}", "");
        self.wrapped(&head, INDENT + LABEL, text);
    }

    /// Writes `head` and `text`, wrapped at the page's width. Further lines are
    /// indented.
    fn wrapped(&mut self, head: &str, indent: usize, text: &str) {
        let mut column = head.chars().count();
        self.out.push_str(head);
        let mut is_first = true;
        // Words longer than a line, such as the list of frames in a pattern,
        // are also broken at commas.
        let room = self.width.saturating_sub(indent);
        let is_long = |word: &str| word.trim_end().chars().count() > room;
        let words = text.split_inclusive(' ');
        for word in words.flat_map(|w| w.split_inclusive(move |c| c == ' ' || c == ',' && is_long(w))) {
            let length = word.trim_end().chars().count();
            if !is_first && column + length > self.width {
                self.out.truncate(self.out.trim_end().len());
                let _ = write!(self.out, "\n{:indent$}", "");
                column = indent;
            }
            self.out.push_str(&word.replace(TIE, " "));
            column += word.chars().count();
            is_first = false;
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
    }
}

/// Describes the lexicon entry of the cue and those of its frames that the
/// pattern asks for.
fn frame(own: &Considered) -> String {
    let Some(licence) = &own.licence else {
        return format!("none asked for; {} by the construction", own.act.as_str());
    };
    let kind = match licence.kind {
        PredicateKind::Verb => "verb",
        PredicateKind::Noun => "noun",
        PredicateKind::Adjective => "adjective",
    };
    let mut line = format!("{} of the {kind} {} ({})", licence.frames.join(", "), licence.lemma, licence.act.as_str());
    if own.act != licence.act {
        let _ = write!(line, ", {} by the construction", own.act.as_str());
    }
    line
}

/// Returns the strongest features, up to `most` in favour and `most` against,
/// from the highest weight to the lowest; then the number of other features
/// with a weight and the sum of these weights.
fn strongest(features: &[(String, f32)], most: usize) -> (Vec<(&str, f32)>, (usize, f32)) {
    let mut all: Vec<(&str, f32)> = features.iter().filter(|(_, w)| *w != 0.0).map(|(n, w)| (n.as_str(), *w)).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let plus = all.iter().take_while(|(_, w)| *w > 0.0).count().min(most);
    let minus = all.iter().rev().take_while(|(_, w)| *w < 0.0).count().min(most);
    let rest: Vec<_> = all.drain(plus..all.len() - minus).collect();
    (all, (rest.len(), rest.iter().map(|(_, w)| w).sum()))
}

/// Lists the strongest of these features in one line.
fn inline<'f>(features: impl Iterator<Item = &'f (String, f32)>) -> String {
    let mut all: Vec<_> = features.collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let shown = all.iter().take(FEATURES).map(|(name, weight)| format!("{weight:+.2}{TIE}{}", visible::words(name)));
    shown.collect::<Vec<_>>().join("; ")
}

fn percent(chance: f32) -> String {
    match (chance * 100.0).round() {
        p if p < 1.0 => "under 1%".to_owned(),
        p => format!("{p}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_add_up_to_one() {
        let edge = |score| Edge { at: 0, rules: false, features: Vec::new(), score };
        let chances = chances(&[edge(0.0), edge(1.0), edge(-2.0)]);
        assert_eq!(chances[0], 0.5);
        assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{chances:?}");
    }

    #[test]
    fn the_strongest_features_and_the_sum_of_the_rest() {
        let features: Vec<(String, f32)> = [("a", 0.5), ("b", 0.0), ("c", 2.0), ("d", -1.0), ("e", 1.0), ("f", -0.25)]
            .map(|(n, w)| (n.to_owned(), w))
            .into();
        let (strong, rest) = strongest(&features, 2);
        assert_eq!(strong, [("c", 2.0), ("e", 1.0), ("f", -0.25), ("d", -1.0)]);
        assert_eq!(rest, (1, 0.5));
    }
}
