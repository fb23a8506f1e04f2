//! Reads gold from brat's standoff files (Stenetorp et al. 2012, *brat: a
//! Web-based Tool for NLP-Assisted Text Annotation*).

use super::gold::Places;
use super::types::{self, Gold, GoldChain, Intermediary, Marked, Role, Spans};
use crate::article::Metadata;
use crate::error::Error;
use crate::line;
use crate::source::Offsets;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Names of entities and of event arguments, in any case, with their roles.
const NAMES: &[(&str, Role)] = &[
    ("source", Role::Source),
    ("speaker", Role::Source),
    ("holder", Role::Source),
    ("cue", Role::Cue),
    ("signal", Role::Cue),
    ("trigger", Role::Cue),
    ("attribution", Role::Cue),
    ("content", Role::Content),
    ("quote", Role::Content),
    ("quotation", Role::Content),
    ("claim", Role::Content),
];

/// Event arguments that name intermediaries. Those of an event are listed
/// nearest to the article first.
const RELATIONS: &[&str] = &["carried", "received", "relayed"];

const FORM: &str = "docs/eval.md describes the form; brat offsets count code points, the end exclusive";

/// A text-bound annotation.
struct Entity<'a> {
    id: &'a str,
    role: Option<Role>,
    spans: Vec<Span>,
}

/// An event: its trigger, and the name and entity of each argument. Entities
/// are given by their indices in [`Standoff::entities`].
struct Event<'a> {
    id: &'a str,
    trigger: usize,
    arguments: Vec<(&'a str, usize)>,
}

/// The contents of a standoff file. Entities are given by their indices in
/// `entities`.
#[derive(Default)]
struct Standoff<'a> {
    entities: Vec<Entity<'a>>,
    /// Ids of events, with the ids of their triggers.
    triggers: Vec<(&'a str, &'a str)>,
    events: Vec<Event<'a>>,
    relations: Vec<(usize, usize)>,
    /// Name, id of the annotation that it describes, value.
    attributes: Vec<(&'a str, &'a str, &'a str)>,
}

/// A line, and its byte range in the file.
type Placed<'a> = (&'a str, Range<usize>);

impl Gold {
    /// Reads an annotated article from its text and the standoff file beside
    /// it.
    ///
    /// Entities are called Source, Cue and Content (or Speaker, Holder; Signal,
    /// Trigger, Attribution; Quote, Quotation, Claim), in any case. Others are
    /// ignored. An **event** makes one attribution of several entities: `E1
    /// Cue:T2 Source:T1 Content:T3 Content2:T4`. **Relations** between a cue
    /// and its sources and contents do the same, with any name and in either
    /// direction. Relations between two entities of one kind, and equivalences,
    /// merge the two. A source without a cue makes an attribution with the
    /// contents that relations connect to it.
    ///
    /// Attributes of the event or the cue can say more: *Nested* (nested in
    /// another attribution although the rest of the gold has no nested ones),
    /// *Provenance* (`firsthand`, …) and *OriginType* (`person`, …). Arguments
    /// of the event can describe the chain: *Carried, Received, Relayed*
    /// (nearest to the article first) and *Origin*, which defaults to the
    /// source.
    ///
    /// `name` is the name of the standoff file, for errors. Returns the
    /// article, and notes about entities that belong to no attribution.
    ///
    /// # Errors
    /// Returns one error for each line that cannot be parsed, refers to a
    /// missing annotation, or has a span outside the text.
    pub fn from_brat(id: &str, text: &str, name: &str, annotations: &str) -> Result<(Self, Vec<String>), Vec<Error>> {
        let standoff = Standoff::read(text, name, annotations)?;
        let (attributions, notes) = standoff.attributions(text);
        let notes = notes.into_iter().map(|note| format!("{name}: {note}")).collect();
        let metadata = Metadata { id: Some(id.to_owned()), ..Metadata::default() };
        Ok((Self { id: id.to_owned(), text: text.to_owned(), metadata, attributions }, notes))
    }
}

impl<'a> Standoff<'a> {
    fn read(text: &str, name: &str, annotations: &'a str) -> Result<Self, Vec<Error>> {
        let places = Places::new(text, Offsets::Codepoints);
        let mut standoff = Self::default();
        let mut errors = Vec::new();
        let mut at = 0;
        let lines: Vec<Placed<'_>> = line::ends(annotations)
            .chain(std::iter::once(annotations.len()..annotations.len()))
            .map(|end| {
                let range = std::mem::replace(&mut at, end.end)..end.start;
                (&annotations[range.clone()], range)
            })
            .filter(|(line, _)| !line.trim().is_empty())
            .collect();
        let told = |error: Error, range: &Range<usize>| error.at(name, annotations, range.clone());
        // Entities and triggers first, as any line may refer to them.
        for (line, range) in lines.iter().filter(|(line, _)| line.starts_with('T')) {
            match entity(line, text, &places) {
                Ok(entity) if standoff.entities.iter().any(|e| e.id == entity.id) => {
                    let error = types::error(format!("there are two annotations called {}", entity.id));
                    errors.push(told(error.with_help("give each an id of its own"), range));
                }
                Ok(entity) => standoff.entities.push(entity),
                Err(error) => errors.push(told(error, range)),
            }
        }
        for (line, _) in lines.iter().filter(|(line, _)| line.starts_with('E')) {
            let mut parts = line.split_whitespace();
            if let (Some(id), Some((_, trigger))) = (parts.next(), parts.next().and_then(|p| p.split_once(':'))) {
                standoff.triggers.push((id, trigger));
            }
        }
        for (line, range) in lines.iter().filter(|(line, _)| !line.starts_with('T')) {
            // A reference to an entity with an error of its own is not
            // reported.
            let broken = !errors.is_empty();
            match standoff.add(line) {
                Ok(()) => {}
                Err(error) if broken && error.message().contains("there is no") => {}
                Err(error) => errors.push(told(error, range)),
            }
        }
        if errors.is_empty() { Ok(standoff) } else { Err(errors) }
    }

    /// Reads a line that is not a text-bound annotation.
    fn add(&mut self, line: &'a str) -> Result<(), Error> {
        let mut columns = line.split('\t');
        let (id, rest) = (columns.next().unwrap_or("").trim(), columns.next().unwrap_or(""));
        let mut words = rest.split_whitespace();
        match id.chars().next() {
            Some('E') => {
                let mut all = words.map(|word| {
                    let pair = word.split_once(':');
                    pair.ok_or_else(|| {
                        unreadable(&format!("`{word}` is no NAME:ID"), "E1<tab>Cue:T2 Source:T1 Content:T3")
                    })
                });
                let Some(trigger) = all.next() else {
                    return Err(unreadable("an event without a trigger", "E1<tab>Cue:T2 Source:T1 Content:T3"));
                };
                let trigger = self.entity(trigger?.1)?;
                let mut arguments = Vec::new();
                for argument in all {
                    let (name, id) = argument?;
                    arguments.push((name, self.entity(id)?));
                }
                self.events.push(Event { id, trigger, arguments });
            }
            Some('R') => {
                const RELATION: &str = "R1<tab>Name Arg1:T1 Arg2:T2";
                let ends: Vec<&str> = words.skip(1).filter_map(|word| Some(word.split_once(':')?.1)).collect();
                let &[one, other] = ends.as_slice() else {
                    return Err(unreadable("a relation has a name and two arguments", RELATION));
                };
                let pair = (self.entity(one)?, self.entity(other)?);
                self.relations.push(pair);
            }
            Some('*') => {
                let all = words.skip(1).map(|id| self.entity(id)).collect::<Result<Vec<_>, _>>()?;
                self.relations.extend(all.windows(2).map(|w| (w[0], w[1])));
            }
            Some('A' | 'M') => {
                let (Some(name), Some(about)) = (words.next(), words.next()) else {
                    return Err(unreadable("an attribute has a name and what it is about", "A1<tab>Nested E1"));
                };
                self.attributes.push((name, about, words.next().unwrap_or("")));
            }
            // Notes, and links to databases.
            Some('#' | 'N') => {}
            _ => return Err(unreadable("this is no line of a standoff file", "T1<tab>Cue 10 14<tab>said")),
        }
        Ok(())
    }

    /// Returns the index of the entity with this id, or of the trigger if it is
    /// the id of an event.
    fn entity(&self, id: &str) -> Result<usize, Error> {
        let id = self.triggers.iter().find(|(event, _)| *event == id).map_or(id, |(_, trigger)| trigger);
        self.entities.iter().position(|e| e.id == id).ok_or_else(|| {
            types::error(format!("there is no annotation called {id}")).with_help("add its line, or take this one out")
        })
    }

    fn attributions(&self, text: &str) -> (Vec<Marked>, Vec<String>) {
        let mut tied = vec![false; self.entities.len()];
        let mut all = Vec::new();
        for event in self.events.iter().filter(|e| !e.arguments.is_empty()) {
            all.push(self.event(event, text, &mut tied));
        }
        all.extend(self.related(text, &mut tied));
        for marked in &mut all {
            for role in Role::ALL {
                let spans = marked.spans.of_mut(role);
                spans.sort_unstable();
                spans.dedup();
            }
        }
        all.sort_by_key(|marked| (marked.spans.start(), marked.spans.cue.first().copied()));
        let strays: Vec<&str> = std::iter::zip(&self.entities, &tied)
            .filter(|(entity, tied)| entity.role.is_some() && !**tied)
            .map(|(entity, _)| entity.id)
            .collect();
        let notes = match strays.as_slice() {
            [] => Vec::new(),
            [one] => vec![format!("{one} is left out: no event or relation ties it to anything")],
            more => vec![format!("{} are left out: no event or relation ties them to anything", more.join(", "))],
        };
        (all, notes)
    }

    fn event(&self, event: &Event<'_>, text: &str, tied: &mut [bool]) -> Marked {
        let mut spans = Spans::default();
        let mut chain = GoldChain::default();
        let trigger = &self.entities[event.trigger];
        spans.of_mut(trigger.role.unwrap_or(Role::Cue)).extend(&trigger.spans);
        tied[event.trigger] = true;
        for &(name, entity) in &event.arguments {
            let words = &self.entities[entity].spans;
            tied[entity] = true;
            // brat numbers arguments of the same name: Content, Content2.
            let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
            if let Some(role) = role(&name) {
                spans.of_mut(role).extend(words);
            } else if RELATIONS.contains(&name.as_str()) {
                chain.intermediaries.push(Intermediary { relation: name, span: cover(words) });
            } else if name == "origin" {
                chain.origin = joined(text, words);
            } else if let Some(role) = self.entities[entity].role {
                spans.of_mut(role).extend(words);
            }
        }
        self.described(&[event.id, trigger.id], spans, chain, text)
    }

    /// Makes the attribution with these ids, adding what attributes say about
    /// it.
    fn described(&self, ids: &[&str], spans: Spans, mut chain: GoldChain, text: &str) -> Marked {
        let of = |names: &[&str]| {
            let is = |(name, about, _): &&(&str, &str, &str)| {
                ids.contains(about) && names.iter().any(|n| name.eq_ignore_ascii_case(n))
            };
            self.attributes.iter().find(is).map(|(_, _, value)| value.to_lowercase())
        };
        let extra = of(&["nested", "extra"]).is_some_and(|value| value != "false");
        if let Some(kind) = of(&["origintype", "origin_type"]) {
            chain.origin_type = kind;
        }
        if chain.origin.is_empty() {
            chain.origin = joined(text, &spans.source);
        }
        let chain = of(&["provenance"]).map(|class| GoldChain { class, ..chain });
        Marked { spans, extra, chain }
    }

    /// Returns the attributions that relations make of the entities that no
    /// event uses.
    fn related(&self, text: &str, tied: &mut [bool]) -> Vec<Marked> {
        // A cue or source that belongs to an event is not used again.
        let done: Vec<bool> =
            (0..tied.len()).map(|e| tied[e] && self.entities[e].role != Some(Role::Content)).collect();
        let role = |e: usize| self.entities[e].role;
        let mut groups: Vec<usize> = (0..self.entities.len()).collect();
        for &(a, b) in self.relations.iter().filter(|&&(a, b)| role(a).is_some() && role(a) == role(b)) {
            let (a, b) = (groups[a], groups[b]);
            groups.iter_mut().filter(|g| **g == b).for_each(|g| *g = a);
        }
        // Members of each attribution, by the group of its cue or, if it has
        // none, of its source.
        let mut made: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let between = |one: Role, other: Role| -> Vec<(usize, usize)> {
            let ordered = self.relations.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
            let wanted = ordered.filter(|&(a, b)| role(a) == Some(one) && role(b) == Some(other));
            wanted.map(|(a, b)| (groups[a], groups[b])).collect()
        };
        for (cue, other) in between(Role::Cue, Role::Source).into_iter().chain(between(Role::Cue, Role::Content)) {
            made.entry(cue).or_default().push(other);
        }
        // Relations between a source and a content. If the content has
        // attributions already, the source joins those without a source, or all
        // of them if each has one. If the content has none, it joins those of
        // the source that have no content. If there are none of these either,
        // the two make a new attribution without a cue.
        let without = |kind: Role, made: &BTreeMap<usize, Vec<usize>>| -> Vec<usize> {
            let lacks = |members: &[usize]| members.iter().all(|&m| role(m) != Some(kind));
            made.iter().filter(|(_, members)| lacks(members)).map(|(&key, _)| key).collect()
        };
        let (sourceless, contentless) = (without(Role::Source, &made), without(Role::Content, &made));
        for (source, content) in between(Role::Source, Role::Content) {
            let with = |member: usize, made: &BTreeMap<usize, Vec<usize>>| -> Vec<usize> {
                made.iter().filter(|(_, members)| members.contains(&member)).map(|(&key, _)| key).collect()
            };
            let (of_content, of_source) = (with(content, &made), with(source, &made));
            if of_content.iter().any(|key| *key == source || of_source.contains(key)) {
                continue;
            }
            let (mut keys, member) = if of_content.is_empty() {
                (of_source.into_iter().filter(|key| contentless.contains(key)).collect(), content)
            } else if of_content.iter().any(|key| sourceless.contains(key)) {
                (of_content.into_iter().filter(|key| sourceless.contains(key)).collect(), source)
            } else {
                (of_content, source)
            };
            if keys.is_empty() {
                keys.push(source);
            }
            for key in keys {
                made.entry(key).or_default().push(member);
            }
        }
        let mut all = Vec::new();
        for (key, members) in made {
            let whole: Vec<usize> =
                (0..groups.len()).filter(|&e| groups[e] == key || members.contains(&groups[e])).collect();
            if whole.iter().any(|&e| groups[e] == key && done[e]) {
                continue;
            }
            let mut spans = Spans::default();
            for &e in &whole {
                tied[e] = true;
                if let Some(role) = role(e) {
                    spans.of_mut(role).extend(&self.entities[e].spans);
                }
            }
            let mut ids: Vec<&str> =
                whole.iter().filter(|&&e| groups[e] == key).map(|&e| self.entities[e].id).collect();
            ids.extend(self.events.iter().filter(|e| groups[e.trigger] == key).map(|e| e.id));
            all.push(self.described(&ids, spans, GoldChain::default(), text));
        }
        all
    }
}

/// Parses `T1<tab>Source 0 5;8 10<tab>text`.
fn entity<'a>(line: &'a str, text: &str, places: &Places<'_>) -> Result<Entity<'a>, Error> {
    const LIKE: &str = "T1<tab>Source 0 5;8 10<tab>the words";
    let mut columns = line.splitn(3, '\t');
    let (id, place, said) = (columns.next().unwrap_or("").trim(), columns.next().unwrap_or(""), columns.next());
    let Some((name, offsets)) = place.trim().split_once(' ') else {
        return Err(unreadable("an annotation has a type and offsets behind a tab", LIKE));
    };
    let mut spans = Vec::new();
    for part in offsets.split(';') {
        let numbers: Vec<Option<u32>> = part.split_whitespace().map(|n| n.parse().ok()).collect();
        let &[Some(start), Some(end)] = numbers.as_slice() else {
            return Err(unreadable(&format!("`{part}` is no start and end"), LIKE));
        };
        spans.push(places.bytes(start, end)?);
    }
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(said) = said
        && plain(said) != plain(&joined(text, &spans))
    {
        let there = joined(text, &spans);
        let help = "was the text changed after it was annotated? offsets count code points, line ends included";
        return Err(types::error(format!("{id} says {said:?}, but the text has {there:?} there")).with_help(help));
    }
    Ok(Entity { id, role: role(name), spans })
}

fn role(name: &str) -> Option<Role> {
    NAMES.iter().find(|(n, _)| name.eq_ignore_ascii_case(n)).map(|&(_, role)| role)
}

fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ")
}

fn cover(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::cover).unwrap_or_default()
}

fn unreadable(what: &str, like: &str) -> Error {
    types::error(format!("cannot read the annotation: {what}")).with_help(format!("like {like}; {FORM}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Sí, said Ana. It rained. 🦀 Bo said no.";
    const ENTITIES: &str = "T1\tContent 0 2\tSí\nT2\tcue 4 8\tsaid\nT3\tSPEAKER 9 12\tAna\nT4\tContent 14 23\tIt rained\n\
                            T5\tSource 27 29\tBo\nT6\tCue 30 34\tsaid\nT7\tContent 35 37\tno\n";

    fn read(ties: &str) -> (Vec<[String; 3]>, Vec<String>) {
        let (gold, notes) = Gold::from_brat("a", TEXT, "a.ann", &format!("{ENTITIES}{ties}")).expect("standoff");
        let row = |m: &Marked| Role::ALL.map(|role| joined(TEXT, m.spans.of(role)));
        (gold.attributions.iter().map(row).collect(), notes)
    }

    fn both() -> Vec<[String; 3]> {
        vec![["Ana", "said", "Sí It rained"].map(str::to_owned), ["Bo", "said", "no"].map(str::to_owned)]
    }

    #[test]
    fn events_tie() {
        let ties = "E2\tCue:T6 Source:T5 Content:T7\nE1\tcue:T2 Speaker:T3 Content:T1 Content2:T4\n#1\tNote T1\tsic\n";
        assert_eq!(read(ties), (both(), vec![]));
    }

    #[test]
    fn relations_tie_in_any_direction() {
        let ties = "R1\tSaid Arg1:T2 Arg2:T3\nR2\tx Arg1:T1 Arg2:T2\nR3\tMore Arg1:T1 Arg2:T4\n\
                    R4\tx Arg1:T5 Arg2:T6\nR5\tx Arg1:T5 Arg2:T7\n";
        assert_eq!(read(ties), (both(), vec![]));
        let ties = "*\tEquiv T1 T4\nR1\tx Arg1:T2 Arg2:T3\nR2\tx Arg1:T4 Arg2:T2\nE1\tCue:T6 Source:T5 Content:T7\nE3\tCue:T2\n";
        assert_eq!(read(ties), (both(), vec![]));
    }

    #[test]
    fn the_content_may_hold_it_together() {
        let ties =
            "E1\tContent:T1 Cue:T2 Source:T3 Content2:T4\nR1\tCueOf Arg1:T6 Arg2:T7\nR2\tSourceOf Arg1:T5 Arg2:T7\n";
        assert_eq!(read(ties), (both(), vec![]));
    }

    #[test]
    fn one_source_has_several_cues() {
        let (rows, notes) =
            read("R1\tx Arg1:T2 Arg2:T3\nR2\tx Arg1:T6 Arg2:T3\nR3\tx Arg1:T6 Arg2:T7\nR4\tx Arg1:T2 Arg2:T1\n");
        assert_eq!(rows, [["Ana", "said", "Sí"], ["Ana", "said", "no"]].map(|r| r.map(str::to_owned)));
        assert_eq!(notes, ["a.ann: T4, T5 are left out: no event or relation ties them to anything"]);
    }

    #[test]
    fn sources_are_tied_to_what_they_said_too() {
        // Every entity related to every other, and a second source related to
        // the content only.
        let ties = "R1\tx Arg1:T2 Arg2:T3\nR2\tx Arg1:T2 Arg2:T1\nR3\tx Arg1:T3 Arg2:T1\nR4\tx Arg1:T5 Arg2:T1\n";
        let (rows, _) = read(ties);
        assert_eq!(rows, [["Ana Bo", "said", "Sí"].map(str::to_owned)]);
        // Two cues of one content, each with its own source.
        let ties = "R1\tx Arg1:T2 Arg2:T3\nR2\tx Arg1:T2 Arg2:T7\nR3\tx Arg1:T6 Arg2:T5\nR4\tx Arg1:T6 Arg2:T7\n\
                    R5\tx Arg1:T3 Arg2:T7\nR6\tx Arg1:T5 Arg2:T7\n";
        let (rows, _) = read(ties);
        assert_eq!(rows, [["Ana", "said", "no"], ["Bo", "said", "no"]].map(|r| r.map(str::to_owned)));
    }

    #[test]
    fn there_may_be_no_cue() {
        let (rows, _) = read("R1\tx Arg1:T5 Arg2:T7\nR2\tx Arg1:T7 Arg2:T4\n");
        assert_eq!(rows, [["Bo", "", "It rained no"].map(str::to_owned)]);
    }

    #[test]
    fn chains_and_nesting_are_told_by_attributes_and_arguments() {
        let ties = "E1\tCue:T2 Source:T3 Content:T1 Relayed:T5 Origin:T3\nA1\tNested E1\nA2\tProvenance E1 Secondhand\n\
                    A3\tOriginType T2 person\n";
        let (gold, _) = Gold::from_brat("a", TEXT, "a.ann", &format!("{ENTITIES}{ties}")).expect("standoff");
        let marked = &gold.attributions[0];
        let chain = marked.chain.as_ref().expect("a chain");
        assert!(marked.extra);
        assert_eq!((&*chain.class, &*chain.origin_type, &*chain.origin), ("secondhand", "person", "Ana"));
        assert_eq!((&*chain.intermediaries[0].relation, chain.intermediaries[0].span.of(TEXT)), ("relayed", "Bo"));
    }

    #[test]
    fn discontinuous_entities_and_other_types() {
        let ann = "T1\tCue 4 8;25 26\tsaid 🦀\nT2\tPlace 9 12\tAna\nT3\tSource 9 12\tAna\nE1\tCue:T1 Source:T3\n";
        let (gold, notes) = Gold::from_brat("a", TEXT, "a.ann", ann).expect("standoff");
        assert_eq!((joined(TEXT, &gold.attributions[0].spans.cue).as_str(), notes.len()), ("said 🦀", 0));
        let (gold, notes) = Gold::from_brat("a", TEXT, "a.ann", "\n").expect("nothing marked");
        assert!(gold.attributions.is_empty() && notes.is_empty());
    }

    #[test]
    fn an_error_shows_its_line() {
        let told = |ann: &str| {
            let errors = Gold::from_brat("a", TEXT, "a.ann", ann).expect_err("errors");
            errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let beyond = told("T1\tCue 4 8\tsaid\nT2\tSource 30 99\tAna\n");
        assert!(beyond.contains("reaches beyond the text") && beyond.contains("a.ann:2:1"), "{beyond}");
        assert!(told("T1\tCue 5 9\tsaid\n").contains("says \"said\", but the text has \"aid \""));
        assert!(told("T1\tCue four 8\tsaid\n").contains("no start and end"));
        assert!(told("T1 Cue 4 8 said\n").contains("behind a tab"));
        assert!(told("T1\tCue 4 8\tsaid\nE1\tCue:T1 Source:T9\n").contains("there is no annotation called T9"));
        assert!(told("T1\tCue 4 8\tsaid\nR1\tx Arg1:T1\n").contains("two arguments"));
        assert!(told("T1\tCue 4 8\tsaid\nT1\tCue 4 8\tsaid\n").contains("two annotations called T1"));
        assert!(told("said\n").contains("no line of a standoff file"));
        // One mistake is reported once.
        assert_eq!(told("T1\tCue 4 99\tsaid\nE1\tCue:T1 Source:T1\n").matches("a.ann:").count(), 1);
    }
}
