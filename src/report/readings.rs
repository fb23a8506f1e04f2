//! Why each attribution came out, and why others did not: the readings of
//! every place, won or lost, with what decided, for people.

use super::table::printable;
use crate::Analysis;
use crate::grammar::{Considered, Decider, Edge, Fate, Grammar};
use crate::lexicon::PredicateKind;
use crate::source::LineIndex;
use crate::span::Span;
use std::fmt::Write as _;

/// How many features are shown that speak for a reading, and how many that
/// speak against it.
const FEATURES: usize = 3;

/// Longest that source, cue or content is shown, in characters. Its middle is
/// left out, since what was decided is where it begins and ends.
const LONGEST: usize = 160;
/// The same for readings that lost.
const LONGEST_LOST: usize = 48;

/// Columns before the text of an entry, and the width of its labels.
const INDENT: usize = 6;
const LABEL: usize = 10;

/// The attributions of an article and the readings that became none, in the
/// order of their cues: what was read, the construction and its frame, the
/// weights, where the content ends or starts and why, and the readings of the
/// same words that lost. Each ends in a blank line.
///
/// `grammar` is the one that made `analysis`; where there are `places`, only
/// what has words there is shown; `width` is the terminal's in columns.
#[must_use]
pub fn render(grammar: &Grammar, analysis: &Analysis<'_>, places: &[Span], width: usize) -> String {
    let considered = grammar.considered(analysis);
    let text = &*analysis.article.text;
    let lines = LineIndex::new(text);
    let mut page = Page { grammar, text, all: &considered, width, out: String::new() };
    for entry in entries(analysis, &considered) {
        if !places.is_empty() && !places.iter().any(|place| entry.touches(*place)) {
            continue;
        }
        let (line, column) = lines.place(entry.cue().start);
        page.entry(&entry, &format!("{line}:{column}"));
    }
    if page.out.is_empty() {
        page.out.push_str(match places {
            [] => "no construction fits anything in this article\n",
            _ => "no construction fits anything here\n",
        });
    }
    page.out
}

/// The readings that want the same cue.
struct Entry<'a> {
    /// The one that became an attribution, and the spans of that.
    own: Option<&'a Considered>,
    source: Vec<Span>,
    content: Vec<Span>,
    lost: Vec<&'a Considered>,
}

impl Entry<'_> {
    fn cue(&self) -> Span {
        self.own.or(self.lost.first().copied()).map_or(Span::default(), |c| c.cue)
    }

    fn touches(&self, place: Span) -> bool {
        let of =
            |c: &Considered| c.source.into_iter().chain([c.cue]).chain(c.content.iter().copied()).collect::<Vec<_>>();
        let read = self.own.into_iter().chain(self.lost.iter().copied()).flat_map(of);
        read.chain(self.content.iter().copied()).any(|span| span.overlaps(place))
    }
}

fn entries<'a>(analysis: &Analysis<'_>, considered: &'a [Considered]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for own in considered.iter().filter(|c| c.fate == Fate::Kept) {
        let is_it =
            |a: &&crate::attribution::Attribution| a.construction == own.construction && a.cue.contains(&own.cue);
        let Some(attribution) = analysis.attributions.iter().find(is_it) else { continue };
        let (source, content) = (attribution.source.clone(), attribution.content.clone());
        entries.push(Entry { own: Some(own), source, content, lost: Vec::new() });
    }
    entries.sort_by_key(|e| e.cue());
    let mut others: Vec<Entry<'a>> = Vec::new();
    let mut lost: Vec<&Considered> = considered.iter().filter(|c| c.fate != Fate::Kept).collect();
    // A stable sort: readings of one place stay in the order of their ranks.
    lost.sort_by_key(|c| c.cue.start);
    for reading in lost {
        // Cues of attributions share no words, so that theirs are in order by
        // their ends too.
        let at = entries.partition_point(|e| e.cue().end <= reading.cue.start);
        let entry = match entries.get_mut(at).filter(|e| e.cue().overlaps(reading.cue)) {
            Some(entry) => entry,
            None => {
                if !others.last().is_some_and(|e| e.cue().overlaps(reading.cue)) {
                    others.push(Entry { own: None, source: Vec::new(), content: Vec::new(), lost: Vec::new() });
                }
                let Some(entry) = others.last_mut() else { continue };
                entry
            }
        };
        let same = |c: &&Considered| {
            c.construction == reading.construction && c.source == reading.source && c.content == reading.content
        };
        // Several patterns of a construction can read the same.
        if !entry.own.iter().chain(&entry.lost).any(same) {
            entry.lost.push(reading);
        }
    }
    entries.extend(others.into_iter().filter(|e| !e.lost.is_empty()));
    entries.sort_by_key(|e| e.cue());
    entries
}

/// What has been written, and what is needed to write on.
struct Page<'a> {
    grammar: &'a Grammar,
    text: &'a str,
    all: &'a [Considered],
    width: usize,
    out: String,
}

impl Page<'_> {
    fn entry(&mut self, entry: &Entry<'_>, place: &str) {
        let indent = INDENT.max(place.len() + 2);
        let Some(own) = entry.own else {
            let cue = self.words(&[entry.cue()], LONGEST);
            self.wrapped(&format!("{place:indent$}"), indent, &format!("no attribution at “{cue}”"));
            for lost in &entry.lost {
                self.lost("", lost);
            }
            self.out.push('\n');
            return;
        };
        let read = self.spans(&entry.source, own.cue, &entry.content, LONGEST);
        self.wrapped(&format!("{place:indent$}"), indent, &read);
        let file = self.grammar.construction(&own.construction).map_or("", |c| &c.file);
        self.row("read by", &format!("{} (rank {}) in {file}", own.construction, own.rank));
        self.row("pattern", &own.pattern);
        self.row("frame", &frame(own));
        self.weights(own);
        self.edge("end", own.end, &own.ends, own.content.last().map_or(0, |c| c.end), own);
        self.edge("start", own.start, &own.starts, own.content.first().map_or(0, |c| c.start), own);
        for (i, lost) in entry.lost.iter().enumerate() {
            self.lost(if i == 0 { "lost" } else { "" }, lost);
        }
        self.out.push('\n');
    }

    fn weights(&mut self, own: &Considered) {
        if !own.weighed {
            let builtin = self.grammar.construction(&own.construction).is_some_and(|c| c.builtin);
            let why = if builtin { "there are none" } else { "there are none for constructions of your own" };
            self.row("weights", &format!("{why}: it is kept"));
            return;
        }
        self.row("weights", &format!("{:+.2} in all, and kept from 0 on", own.score()));
        let (strong, rest) = strongest(&own.features, FEATURES);
        for (name, weight) in &strong {
            self.row("", &format!("{weight:+.2}  {}", printable(name)));
        }
        if rest.0 > 0 {
            self.row("", &format!("{:+.2}  {} others together", rest.1, rest.0));
        }
    }

    /// Where content ends or starts, and why there.
    fn edge(&mut self, label: &str, decider: Decider, edges: &[Edge], at: u32, own: &Considered) {
        let is_end = label == "end";
        let outer = if is_end { "at the end of the sentence" } else { "at the start of the sentence" };
        let name = |edge: Option<&Edge>| match edge {
            None => outer.to_owned(),
            Some(edge) if is_end => format!("behind “{}”", self.last_words(own, edge.at)),
            Some(edge) => format!("before “{}”", self.first_words(edge.at)),
        };
        let chosen = edges.iter().position(|e| e.at == at);
        let place = name(chosen.map(|i| &edges[i]));
        let line = match decider {
            Decider::Pattern => return,
            Decider::Rules => format!("{place}, by rules alone"),
            Decider::Weights if edges.is_empty() => format!("{place}: there is no other place"),
            Decider::Weights => {
                let chances = chances(edges);
                // Behind all edges stands the sentence's own.
                let own = chosen.unwrap_or(edges.len());
                let second =
                    (0..chances.len()).filter(|i| *i != own).max_by(|a, b| chances[*a].total_cmp(&chances[*b]));
                let mut line = format!("{place}, {} by the weights", percent(chances[own]));
                if let Some(second) = second {
                    let _ = write!(line, "; next likeliest: {}, {}", name(edges.get(second)), percent(chances[second]));
                }
                let rules = edges.iter().position(|e| e.rules);
                if rules != chosen {
                    let _ = write!(line, "; rules alone: {}", name(rules.map(|i| &edges[i])));
                }
                // What spoke for the place, or against the next best one.
                let telling = chosen.map_or(second.and_then(|i| edges.get(i)), |i| edges.get(i));
                if let Some(telling) = telling {
                    let sign = if chosen.is_some() { 1.0 } else { -1.0 };
                    let list = inline(telling.features.iter().filter(|(_, w)| w * sign > 0.0));
                    if !list.is_empty() {
                        let what = if chosen.is_some() { "for it" } else { "against that" };
                        let _ = write!(line, "; {what}: {list}");
                    }
                }
                line
            }
        };
        self.row(label, &line);
    }

    /// The last words of the content that ends at `at`.
    fn last_words(&self, own: &Considered, at: u32) -> String {
        let start = own.content.last().map_or(0, |c| c.start.min(at));
        let words = printable(Span::new(start, at).of(self.text));
        let from = words.rmatch_indices(' ').nth(2).map_or(0, |(i, _)| i + 1);
        words[from..].to_owned()
    }

    fn first_words(&self, at: u32) -> String {
        let rest = self.text.get(at as usize..).unwrap_or("");
        rest.split_whitespace().take(3).map(printable).collect::<Vec<_>>().join(" ")
    }

    fn lost(&mut self, label: &str, lost: &Considered) {
        let source: Vec<Span> = lost.source.into_iter().collect();
        let read = self.spans(&source, lost.cue, &lost.content, LONGEST_LOST);
        self.row(label, &format!("{} read “{read}”: {}", lost.construction, self.why(lost)));
    }

    /// Why a reading became no attribution.
    fn why(&self, lost: &Considered) -> String {
        // The winner, where its cue meets that of the loser.
        let winner = |name: &str| {
            let meets =
                |c: &&Considered| *c.construction == *name && c.cue.overlaps(lost.cue) && !std::ptr::eq(*c, lost);
            self.all.iter().filter(meets).min_by_key(|c| (c.fate != Fate::Kept, std::cmp::Reverse(c.rank)))
        };
        match &lost.fate {
            Fate::Kept => "kept".to_owned(),
            Fate::Unlikely => {
                let list = inline(lost.features.iter().filter(|(_, w)| *w < 0.0));
                format!("the weights say that it is none ({:+.2}); against it: {list}", lost.score())
            }
            Fate::Outranked(name) if *name == lost.construction => {
                "a pattern of the same construction that fits comes before".to_owned()
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

    /// `source | cue | content`.
    fn spans(&self, source: &[Span], cue: Span, content: &[Span], most: usize) -> String {
        let or = |words: String, without: &str| if words.is_empty() { without.to_owned() } else { words };
        format!(
            "{} | {} | {}",
            or(self.words(source, most), "(nobody)"),
            self.words(&[cue], most),
            or(self.words(content, most), "(nothing)")
        )
    }

    /// The spans in one line, the gaps between them as `…`, and what is too
    /// long as `[…]`.
    fn words(&self, spans: &[Span], most: usize) -> String {
        let words = spans.iter().map(|s| printable(s.of(self.text))).collect::<Vec<_>>().join(" … ");
        let count = words.chars().count();
        if count <= most {
            return words;
        }
        let byte = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(i, _)| i);
        let (head, tail) = (&words[..byte(most / 2)], &words[byte(count - most / 2)..]);
        // At words' ends, where there are some.
        let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
        let tail = tail.split_once(' ').map_or(tail, |(_, tail)| tail);
        format!("{head} […] {tail}")
    }

    fn row(&mut self, label: &str, text: &str) {
        let head = format!("{:INDENT$}{label:LABEL$}", "");
        self.wrapped(&head, INDENT + LABEL, text);
    }

    /// `text` behind `head`, wrapped, with further lines indented.
    fn wrapped(&mut self, head: &str, indent: usize, text: &str) {
        let mut column = head.chars().count();
        self.out.push_str(head);
        let mut is_first = true;
        // Two blanks in a row are a column's.
        for word in text.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if !is_first && column + length > self.width {
                self.out.truncate(self.out.trim_end().len());
                let _ = write!(self.out, "\n{:indent$}", "");
                column = indent;
            }
            self.out.push_str(word);
            column += word.chars().count();
            is_first = false;
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
    }
}

/// The word that licenses the reading, and the frames that the pattern asks
/// it for.
fn frame(own: &Considered) -> String {
    let Some(licence) = &own.licence else {
        return format!("none asked for; {} by the construction", own.act.name());
    };
    let kind = match licence.kind {
        PredicateKind::Verb => "verb",
        PredicateKind::Noun => "noun",
        PredicateKind::Adjective => "adjective",
    };
    let mut line = format!("{} of the {kind} {} ({})", licence.frames.join(", "), licence.lemma, licence.act.name());
    if own.act != licence.act {
        let _ = write!(line, ", {} by the construction", own.act.name());
    }
    line
}

/// The features that weigh most, `most` of them for and `most` against, best
/// first, and how many others have a weight and what these sum up to.
fn strongest(features: &[(String, f32)], most: usize) -> (Vec<(&str, f32)>, (usize, f32)) {
    let mut all: Vec<(&str, f32)> = features.iter().filter(|(_, w)| *w != 0.0).map(|(n, w)| (n.as_str(), *w)).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let plus = all.iter().take_while(|(_, w)| *w > 0.0).count().min(most);
    let minus = all.iter().rev().take_while(|(_, w)| *w < 0.0).count().min(most);
    let rest: Vec<_> = all.drain(plus..all.len() - minus).collect();
    (all, (rest.len(), rest.iter().map(|(_, w)| w).sum()))
}

/// The strongest of these features in a row.
fn inline<'f>(features: impl Iterator<Item = &'f (String, f32)>) -> String {
    let mut all: Vec<_> = features.collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let shown = all.iter().take(FEATURES).map(|(name, weight)| format!("{weight:+.2} {}", printable(name)));
    shown.collect::<Vec<_>>().join("; ")
}

/// The chance that content ends at each edge, and at last that it goes on
/// behind all of them: at each it ends or goes on, as the weights have it.
fn chances(edges: &[Edge]) -> Vec<f32> {
    let mut gone_on = 1.0;
    let mut chances: Vec<f32> = edges
        .iter()
        .map(|edge| {
            let ends = 1.0 / (1.0 + (-edge.score()).exp());
            let here = gone_on * ends;
            gone_on *= 1.0 - ends;
            here
        })
        .collect();
    chances.push(gone_on);
    chances
}

fn percent(chance: f32) -> String {
    match (chance * 100.0).round() {
        p if p < 1.0 => "under 1%".to_owned(),
        p => format!("{p}%"),
    }
}
