//! The output of `extract --explain`: every reading of each place in the
//! article, with the reasons why it became an attribution or did not.

use crate::Analysis;
use crate::attribution::Attribution;
use crate::chain::{Chain, Decision};
use crate::cut::beginning;
use crate::grammar::{self, Considered, Decider, Edge, Fate, Grammar, chances};
use crate::lexicon::PredicateKind;
use crate::party::Party;
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::span::Span;
use crate::trace::Trace;
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

/// How many attributions before and after a cue are searched for the one whose
/// construction uses words of that cue.
const HOLDERS: usize = 8;

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

/// Renders the readings of an article in the order of their cues. For each
/// attribution: source, cue and content, the construction, its pattern and
/// frame, the weights, where the content ends or starts and why, the
/// intermediaries of its chain and what speaks for them, whether its holder
/// passes it on, and the readings of the same words that lost. A cue whose readings all lost gets an
/// entry with these alone. Each entry ends with a blank line.
///
/// `grammar` must be the one that made `analysis`. If `places` is not empty,
/// only entries with words in one of these spans are shown. Lines are wrapped
/// at `width` columns.
#[must_use]
pub fn render(grammar: &Grammar, analysis: &Analysis<'_>, places: &[Span], width: usize) -> String {
    let layout = analysis.layout(grammar.lexicon());
    let considered = grammar::explained(grammar, &layout, &analysis.parse);
    // The decisions about chains are made over all attributions, with those
    // that the analysis merged with others.
    let (Trace { attributions, resolution, .. }, decisions) = Trace::with_decisions(grammar, &layout, &analysis.parse);
    let mut by_attribution: FxHashMap<Span, Vec<Decision>> = FxHashMap::default();
    for decision in decisions {
        if let Some(&cue) = attributions[decision.attribution as usize].cue.first() {
            by_attribution.entry(cue).or_default().push(decision);
        }
    }
    let text = analysis.text();
    let (lines, points) = (LineIndex::new(text), OffsetMap::new(text, Offsets::Codepoints));
    let mut by_cue: Vec<&Considered> = considered.iter().collect();
    by_cue.sort_by_key(|c| c.cue.start);
    let chains: FxHashMap<Span, &Chain> = (analysis.attributions.iter().zip(&analysis.chains))
        .filter_map(|(a, chain)| Some((*a.cue.first()?, chain)))
        .collect();
    let mut page = Page {
        grammar,
        text,
        by_cue,
        width,
        decisions: by_attribution,
        chains,
        parties: &analysis.parties,
        resolved: &resolution.parties,
        lines: &lines,
        out: String::new(),
    };
    for entry in entries(analysis, &considered) {
        if !places.is_empty() && !places.iter().any(|place| entry.touches(*place)) {
            continue;
        }
        let (line, start) = lines.line(entry.cue().start);
        let column = points.get(entry.cue().start) - points.get(start) + 1;
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

/// The readings that compete for one cue.
struct Entry<'a> {
    /// The reading that became an attribution, if any; `source` and `content`
    /// are those of the attribution.
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
    let attributions: FxHashMap<Span, &Attribution> = analysis
        .attributions
        .iter()
        .chain(&analysis.inner)
        .flat_map(|a| a.cue.iter().map(move |cue| (*cue, a)))
        .collect();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for own in considered.iter().filter(|c| c.fate == Fate::Kept) {
        let Some(attribution) = attributions.get(&own.cue) else { continue };
        let (source, content) = (attribution.source.clone(), attribution.content.clone());
        entries.push(Entry { own: Some(own), source, content, lost: Vec::new() });
    }
    entries.sort_by_key(|e| e.cue());
    let mut others: Vec<Entry<'a>> = Vec::new();
    let mut lost: Vec<&Considered> = considered.iter().filter(|c| c.fate != Fate::Kept).collect();
    // The sort is stable, so that readings with the same start stay in the
    // order of their ranks.
    lost.sort_by_key(|c| c.cue.start);
    for reading in lost {
        // Cues of attributions do not overlap, so they are sorted by their
        // ends, too.
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
        // Several patterns of a construction can give the same reading.
        if !entry.own.iter().chain(&entry.lost).any(same) {
            entry.lost.push(reading);
        }
    }
    let mut alone = Vec::new();
    for other in others.into_iter().filter(|e| !e.lost.is_empty()) {
        match holder(&entries, &other) {
            Some(holder) => entries[holder].lost.extend(other.lost),
            None => alone.push(other),
        }
    }
    entries.extend(alone);
    entries.sort_by_key(|e| e.cue());
    entries
}

/// Returns the index of the attribution whose construction uses these words
/// literally, as *quoted … as saying* uses *saying*.
fn holder(entries: &[Entry<'_>], other: &Entry<'_>) -> Option<usize> {
    let name = other.lost.iter().find_map(|c| match &c.fate {
        Fate::Crossed(name) => Some(name),
        _ => None,
    })?;
    let behind = entries.partition_point(|e| e.cue() < other.cue());
    let near = behind.saturating_sub(HOLDERS)..(behind + HOLDERS).min(entries.len());
    let holds = |i: &usize| entries[*i].own.is_some_and(|own| own.construction == *name);
    near.filter(holds).min_by_key(|i| entries[*i].cue().start.abs_diff(other.cue().start))
}

/// The output so far and what is needed to continue it.
struct Page<'a> {
    grammar: &'a Grammar,
    text: &'a str,
    /// All readings, sorted by the start of the cue.
    by_cue: Vec<&'a Considered>,
    width: usize,
    /// The decisions about the chain of each attribution, by its cue.
    decisions: FxHashMap<Span, Vec<Decision>>,
    /// The chain of each attribution, by its cue.
    chains: FxHashMap<Span, &'a Chain>,
    /// The parties that the chains refer to.
    parties: &'a [Party],
    /// The parties that the decisions refer to.
    resolved: &'a [Party],
    lines: &'a LineIndex<'a>,
    out: String,
}

impl Page<'_> {
    fn entry(&mut self, entry: &Entry<'_>, place: &str) {
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
                format!("inferred from line {}", self.lines.line(link.mention.start).0)
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
    use crate::Analyzer;
    use crate::grammar::Weights;
    use std::sync::Arc;

    const TEXT: &str = "Ana Ruiz said the strike had ended and the ferries ran. The tide opposed the boats. \
        Okafor sent a clear message that they were late.\n\n\
        The Gazette quoted Ito, who leads the union, as saying that \u{201c}nobody had asked him.\u{201d} \
        The plan was dead, he mooed.\n\nRuiz said:";

    /// Builds a grammar with fixed weights, so that refitting the built-in ones
    /// does not change these tests, and with a construction that has no
    /// weights.
    fn grammar() -> Arc<Grammar> {
        const MOOED: &str = "id = \"mooed\"\nfamily = \"said\"\nabout = \"C, S mooed\"\nrank = 9\n\
            pattern = 'content:BEFORE source:SUBJ cue:\"mooed\"'\n\
            [[example]]\ntext = \"It rained, he mooed.\"\nsource = \"he\"\ncue = \"mooed\"\ncontent = \"It rained\"\n";
        let weights = |file: &str, text: &str| Weights::read(file, text).expect("sound weights");
        let keep = weights(
            "keep.tsv",
            "1\tbias\n0.5\tlemma=say\n0.25\tquoted=n|said-clause|name\n0.125\tdirect=direct|said-clause|verb\n\
             0.0625\tmodal=n|n|said-clause\n-0.25\tholder=name|said-clause\n-4\tlemma=oppose\n-0.5\tact=attitude|attitude-object\n\
             -9\tconstruction=open-object\n\
             0\tconstruction=said-clause\n0\tconstruction=attitude-object\n0\tconstruction=light-verb-noun\n\
             0\tconstruction=quoted-as-saying\n",
        );
        let ends = weights("ends.tsv", "-3\tbias\n2.5\tnext=conjunction|and\n1\tlemma-kind=say|conjunction\n");
        let starts = weights("starts.tsv", "-3\tbias\n");
        let files = [("mine/mooed.toml".to_owned(), MOOED.to_owned())];
        Arc::new(Grammar::with_files(&files).expect("sound").with_weights(keep, ends, starts))
    }

    fn rendered(places: &[Span]) -> String {
        let grammar = grammar();
        let analysis = Analyzer::new().grammar(Arc::clone(&grammar)).analyze(TEXT);
        render(&grammar, &analysis, places, 90)
    }

    #[test]
    fn every_reading_has_its_reasons() {
        insta::with_settings!({snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("report-readings", rendered(&[]));
        });
    }

    #[test]
    fn a_place_narrows_it_down() {
        let span = |words: &str| {
            let start = TEXT.find(words).expect("in the text") as u32;
            Span::new(start, start + words.len() as u32)
        };
        let places = rendered(&[span("opposed"), span("mooed")]);
        let heads: Vec<&str> = places.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(heads.len(), 2, "{places}");
        assert!(heads[0].ends_with("no attribution at “opposed”"), "{places}");
        assert!(heads[1].ends_with("he | mooed | The plan was dead"), "{places}");
        assert_eq!(rendered(&[span("\n\n")]), "no construction fits anything here\n");
    }

    /// A reading whose content turns out to be empty still blocks other
    /// readings of the cue.
    #[test]
    fn a_reading_without_content_is_void() {
        let grammar = grammar();
        let analysis = crate::analyze("Ana Ruiz said:");
        let considered = grammar::considered(&grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
        assert!(considered.iter().any(|c| c.fate == Fate::Void), "{considered:#?}");
        assert!(considered.iter().all(|c| c.fate != Fate::Kept), "{considered:#?}");
    }

    #[test]
    fn the_frame_is_the_one_that_the_preposition_names() {
        let grammar = Grammar::builtin();
        let frames = |text: &str, cue: &str| {
            let analysis = crate::analyze(text);
            let considered = grammar::considered(grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
            let own = considered.iter().find(|c| c.licence.is_some() && c.cue.of(text) == cue);
            own.and_then(|c| c.licence.clone()).map(|l| (l.lemma, l.frames))
        };
        assert_eq!(frames("Ruiz called for calm.", "called for"), Some(("call".to_owned(), vec!["for"])));
        assert_eq!(frames("Ruiz said it rained.", "said"), Some(("say".to_owned(), vec!["bare"])));
    }

    /// The kept readings are the attributions, even where the weights rejected
    /// the reading that would have won without them.
    #[test]
    fn what_is_kept_is_what_is_attributed() {
        let grammar = Grammar::builtin();
        for text in grammar.constructions().iter().flat_map(|c| &c.examples).map(|e| &e.text) {
            let analysis = crate::analyze(text);
            let considered = grammar::considered(grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
            let kept = considered.iter().filter(|c| c.fate == Fate::Kept);
            let mut kept: Vec<_> = kept.map(|c| (c.cue, &*c.construction, c.act)).collect();
            let mut found: Vec<_> = analysis
                .attributions
                .iter()
                .chain(&analysis.inner)
                .map(|a| (a.cue[0], &*a.construction, a.act))
                .collect();
            kept.sort();
            found.sort();
            assert_eq!(kept, found, "{text}");
            let text = render(grammar, &analysis, &[], 80);
            assert_eq!(text.matches(" read by ").count(), found.len(), "{text}");
        }
    }

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
