//! The subject of each verb group of a sentence.
//!
//! One pass from left to right; each verb looks back over a bounded number of
//! phrases, so that time is linear. A subject carries its modifiers as a
//! reader would mark them: prepositional phrases, apposition and relative
//! clause with both their commas, a bracket behind the name.

use super::phrase::{Phrase, PhraseKind as K};
use crate::lexicon::{Class, Forms, Frames, Lexicon, Marks, PredicateKind};
use crate::token::Token;

/// A verb group's subject, as a range of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Stands directly before the verb (but for adverbs and times), and is
    /// not taken over from another verb.
    pub(crate) direct: bool,
}

/// How far back a subject is looked for, in phrases.
const LOOK_BACK: usize = 40;

pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) phrases: &'a [Phrase],
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    /// Frames in which a clause without *that* follows the verb.
    pub(super) clausal_frames: Frames,
}

impl Sentence<'_> {
    /// The subject of every phrase that is a verb group and has one.
    pub(super) fn subjects(&self) -> Vec<Option<Subject>> {
        let mut found: Vec<Option<Subject>> = vec![None; self.phrases.len()];
        // The last finite verb at the sentence's own level.
        let mut last_finite: Option<usize> = None;
        // The clause's own reporting verb: what it reports has finite verbs
        // too, whose subjects no second cue takes over.
        let mut reporting: Option<usize> = None;
        // The verb of the sentence's own clause, which a participle behind a
        // comma belongs to: *praised what he did, calling it brave*.
        let mut main: Option<usize> = None;
        for v in 0..self.phrases.len() {
            if self.phrases[v].kind != K::Verb {
                continue;
            }
            let behind_comma = v > 0 && self.kind(v - 1) == K::Comma && self.phrases[v].verb.gerund;
            let governor = match self.reports(v) {
                // *…, Ito said, adding*
                true if behind_comma
                    && v > 1
                    && self.kind(v - 2) == K::Verb
                    && self.reports(v - 2)
                    && found[v - 2].is_some_and(|s| s.direct && self.own_clause(s.start as usize)) =>
                {
                    Some(v - 2)
                }
                true if behind_comma => {
                    reporting.or(main.filter(|&m| found[m].is_some_and(|s| self.can_speak(s)))).or(last_finite)
                }
                true => reporting.or(last_finite),
                false => last_finite,
            };
            let subject = self.subject(v, &found, governor);
            found[v] = subject;
            let Some(subject) = subject else { continue };
            let start = subject.start as usize;
            if !self.phrases[v].verb.finite || self.phrases[start].kind == K::Wh {
                continue;
            }
            last_finite = Some(v);
            // *…, but Ruiz said*: a new main clause.
            let anew = start > 1 && self.kind(start - 1) == K::Conjunction && self.kind(start - 2) == K::Comma
                || start > 0 && matches!(self.kind(start - 1), K::Semicolon | K::Dash);
            if subject.direct && (main.is_none() || anew) && self.own_clause(start) {
                main = Some(v);
            }
            if subject.direct && self.clausal(v) && (reporting.is_none() || anew) {
                reporting = Some(v);
            }
        }
        // *Speaking to reporters, Ito said*: a fronted participle takes the
        // subject of the clause that follows.
        for v in 0..self.phrases.len() {
            let verb = self.phrases[v].verb;
            if found[v].is_none() && (verb.gerund || verb.participle) {
                let own = |i: &usize| {
                    self.phrases[*i].kind == K::Verb
                        && self.phrases[*i].verb.finite
                        && found[*i].is_some_and(|s| s.direct)
                };
                // *Noting that it rained, Ito said*: behind the comma.
                let behind = |i: &usize| {
                    let start = found[*i].map_or(0, |s| s.start as usize);
                    start > v && matches!(self.kind(start - 1), K::Comma | K::Quote)
                };
                let ahead = || (v + 1..self.phrases.len()).take(LOOK_BACK).filter(own);
                let main = ahead().find(behind).or_else(|| ahead().next());
                if let Some(main) = main {
                    found[v] = found[main].map(|s| Subject { direct: false, ..s });
                }
            }
        }
        found
    }

    /// Whether a subject is somebody, and not a thing that happened.
    fn can_speak(&self, subject: Subject) -> bool {
        let phrases = &self.phrases[subject.start as usize..subject.end as usize];
        let speakers =
            [Class::ROLE, Class::SPOKESPERSON, Class::GROUP, Class::UNNAMED_SOURCE, Class::ORGANIZATION_NOUN];
        phrases.iter().find(|p| p.kind == K::Noun).is_some_and(|p| {
            let classes = self.marks.marks[p.head as usize].classes;
            let it = self.tokens[p.head as usize].text(self.text).eq_ignore_ascii_case("it");
            p.name || p.pronoun && !it || speakers.iter().any(|&c| classes.has(c))
        })
    }

    /// Whether a subject that begins at `start` is that of a main clause: no
    /// conjunction, relative or verb takes it.
    fn own_clause(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return true };
        match self.kind(before) {
            K::Comma | K::Semicolon | K::Dash | K::Stop | K::Quote | K::Adverb | K::Time => true,
            K::Conjunction => before == 0 || self.kind(before - 1) == K::Comma,
            _ => false,
        }
    }

    /// Whether the verb group is a form of a reporting verb.
    fn reports(&self, v: usize) -> bool {
        let head = self.phrases[v].head as usize;
        let predicates = self.lexicon.predicates(self.marks.marks[head].word);
        predicates.iter().any(|&(p, _)| self.lexicon.predicate(p).kind == PredicateKind::Verb)
    }

    fn kind(&self, at: usize) -> K {
        self.phrases[at].kind
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[self.phrases[at].tokens.start as usize].text(self.text)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(at).eq_ignore_ascii_case(w))
    }

    fn subject(&self, v: usize, found: &[Option<Subject>], last_finite: Option<usize>) -> Option<Subject> {
        let verb = self.phrases[v].verb;
        let mut end = v;
        while end > 0 && matches!(self.kind(end - 1), K::Adverb | K::Time) {
            end -= 1;
        }
        let inherited = |from: Option<usize>| from.and_then(|i| found[i]).map(|s| Subject { direct: false, ..s });
        if end == 0 {
            return None;
        }
        if let Some(start) = self.behind_speech(v, end, found) {
            return Some(Subject { start: start as u32, end: end as u32, direct: true });
        }
        let before = end - 1;
        if verb.infinitive {
            // The nearest verb to the left; its object where it stands between.
            let floor = end.saturating_sub(8);
            let governor = (floor..end).rev().find(|&i| self.kind(i) == K::Verb)?;
            if governor + 1 < end
                && matches!(self.kind(governor + 1), K::Noun)
                && governor + 2 == end
                && !self.phrases[governor].verb.passive
                && found[governor].is_some()
                && self.controls_object(governor)
            {
                return Some(Subject { start: governor as u32 + 1, end: end as u32, direct: false });
            }
            return inherited(Some(governor)).or_else(|| inherited(last_finite));
        }
        match self.kind(before) {
            K::Wh | K::That => Some(Subject { start: before as u32, end: end as u32, direct: true }),
            K::Noun | K::Parenthesis | K::Possessor => {
                let start = self.noun_phrase_before(end, found)?;
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            K::Comma if !verb.gerund && !verb.participle => match self.parenthetical(before, found) {
                Some((start, stop)) => Some(Subject { start: start as u32, end: stop as u32, direct: true }),
                // *X did this, did that*
                None => inherited(last_finite),
            },
            K::Conjunction if verb.finite => {
                // *said A but characterised B*: the same subject.
                inherited(last_finite)
            }
            K::Quote if verb.finite => {
                // *the so-called "Group of Five" said*: a name in marks.
                (before > 0 && self.kind(before - 1) == K::Noun && !self.phrases[before].verb.finite).then(|| Subject {
                    start: before as u32 - 1,
                    end: end as u32,
                    direct: true,
                })
            }
            K::Verb if verb.finite => {
                // *people who know say*
                self.relative_host(before, found).map(|start| Subject {
                    start: start as u32,
                    end: end as u32,
                    direct: true,
                })
            }
            _ if verb.gerund || verb.participle => inherited(last_finite),
            K::Adjective if verb.finite => {
                let back = self.noun_phrase_before(before, found)?;
                Some(Subject { start: back as u32, end: end as u32, direct: true })
            }
            _ => None,
        }
    }

    /// *"…," state Sen. Ana "Bee" Ruiz, one of the hosts, said*: what stands
    /// between the end of speech and the first verb that reports is that
    /// verb's subject, whatever it is made of. `end` is where adverbs begin.
    fn behind_speech(&self, v: usize, end: usize, found: &[Option<Subject>]) -> Option<usize> {
        use crate::token::TokenKind::{Comma, Exclamation};
        if !self.phrases[v].verb.finite || !self.reports(v) {
            return None;
        }
        let floor = end.saturating_sub(LOOK_BACK);
        let mut start = end;
        let mut commas = 0;
        let mut nouns = 0;
        loop {
            let at = start.checked_sub(1).filter(|&at| at >= floor)?;
            let phrase = &self.phrases[at];
            match phrase.kind {
                K::Quote => {
                    let last = phrase.tokens.end.checked_sub(2)? as usize;
                    if matches!(self.tokens[last].kind, Comma | Exclamation) && phrase.verb.finite {
                        break;
                    }
                }
                K::Verb if !phrase.verb.finite => {}
                // *"…," retired general Ito said*
                K::Verb if at > floor && self.kind(at - 1) == K::Quote && self.modifies(at) => {}
                K::Verb if found[at].is_some_and(|s| matches!(self.kind(s.start as usize), K::Wh | K::That)) => {}
                K::Verb | K::Subordinator | K::Semicolon | K::Colon | K::Stop | K::Dash => return None,
                // *"…", Ito said*: the mark outside.
                K::Comma if at > floor && self.kind(at - 1) == K::Quote && self.phrases[at - 1].verb.finite => break,
                K::Comma => commas += 1,
                K::Noun => nouns += 1,
                _ => {}
            }
            start = at;
        }
        // A comma opens a parenthesis that another closes, before the verb.
        let closed = self.kind(end - 1) == K::Comma;
        let subject = nouns > 0
            && matches!(self.kind(start), K::Noun | K::Possessor | K::Adjective | K::Verb)
            && !matches!(self.kind(end - 1), K::Wh | K::That | K::Verb | K::Conjunction)
            && (commas == 0 || closed && commas > 1);
        subject.then_some(start)
    }

    /// Whether a verb group could be a participle before its noun.
    fn modifies(&self, v: usize) -> bool {
        let forms = self.lexicon.forms(self.marks.marks[self.phrases[v].head as usize].word);
        forms.has(Forms::PARTICIPLE)
            && self.phrases[v].tokens.len() == 1
            && !self.reports(v)
            && self.phrases.get(v + 1).is_some_and(|p| p.kind == K::Noun && !p.pronoun)
    }

    /// Verbs whose object does what the infinitive says: nearly all that have
    /// one, *promise* and *vow* apart.
    fn controls_object(&self, governor: usize) -> bool {
        let head = self.tokens[self.phrases[governor].head as usize].text(self.text);
        !["promised", "promise", "promises", "vowed"].iter().any(|w| head.eq_ignore_ascii_case(w))
    }

    /// Start of the noun phrase, with its modifiers, that ends just before
    /// `end`.
    pub(super) fn noun_phrase_before(&self, end: usize, found: &[Option<Subject>]) -> Option<usize> {
        let floor = end.saturating_sub(LOOK_BACK);
        let mut start = end.checked_sub(1)?;
        if self.kind(start) == K::Parenthesis {
            start = start.checked_sub(1)?;
        }
        if !matches!(self.kind(start), K::Noun | K::Possessor) {
            return None;
        }
        if start > 0 && self.kind(start - 1) == K::Possessor {
            start -= 1;
        }
        while start > floor + 1 {
            let before = start - 1;
            let left = self.kind(before - usize::from(before > 0));
            match self.kind(before) {
                K::Preposition if before > 0 && (left == K::Noun || left == K::Parenthesis && before > 1) => {
                    let noun = if left == K::Parenthesis { before - 2 } else { before - 1 };
                    if self.kind(noun) != K::Noun
                        || self.phrases[noun].pronoun && !self.is(noun, &["everyone", "anyone"])
                    {
                        break;
                    }
                    // *met officials in Boston Ito said*: only *of* goes into an object.
                    let object = noun > 0 && (self.kind(noun - 1) == K::Verb && !self.clausal(noun - 1));
                    if object && !self.is(before, &["of"]) {
                        break;
                    }
                    start = noun;
                }
                K::Conjunction if before > 0 && left == K::Noun && self.is(before, &["and", "or"]) => {
                    let noun = before - 1;
                    let outer = self.outer_start(noun, found);
                    let free = outer == 0
                        || matches!(
                            self.kind(outer - 1),
                            K::That | K::Subordinator | K::Stop | K::Quote | K::Wh | K::Colon | K::Dash
                        )
                        || self.kind(outer - 1) == K::Verb && self.clausal(outer - 1);
                    if !free {
                        break;
                    }
                    start = outer;
                }
                // *people briefed on the call*
                K::Preposition if before > 1 && left == K::Verb && self.phrases[before - 1].verb.participle => {
                    if self.kind(before - 2) != K::Noun {
                        break;
                    }
                    start = before - 2;
                }
                // *officials who worked on the span*
                K::Preposition if before > 0 && left == K::Verb => match self.relative_host(before - 1, found) {
                    Some(host) => start = host,
                    None => break,
                },
                K::Verb => {
                    // The object inside a relative clause: go out to its host.
                    match self.relative_host(before, found) {
                        Some(host) => start = host,
                        None => break,
                    }
                }
                _ => break,
            }
        }
        Some(start)
    }

    fn outer_start(&self, noun: usize, _found: &[Option<Subject>]) -> usize {
        let mut start = noun;
        while start > 1 && self.kind(start - 1) == K::Preposition && self.kind(start - 2) == K::Noun {
            start -= 2;
        }
        start
    }

    /// Whether a clause may follow this verb group, so that a noun phrase
    /// behind it can be a subject.
    fn clausal(&self, verb: usize) -> bool {
        let head = self.phrases[verb].head as usize;
        self.lexicon.predicates(self.marks.marks[head].word).iter().any(|&(p, forms)| {
            !(forms.has(Forms::PARTICIPLE) && self.phrases[verb].verb.passive)
                && self.lexicon.predicate(p).frames.any(self.clausal_frames)
        })
    }

    /// For a verb at `verb` whose subject is a relative pronoun: the start of
    /// the noun phrase that the pronoun refers to.
    fn relative_host(&self, verb: usize, found: &[Option<Subject>]) -> Option<usize> {
        let subject = found.get(verb).copied().flatten()?;
        let pronoun = subject.start as usize;
        if !matches!(self.kind(pronoun), K::Wh | K::That)
            || pronoun == 0
            // A fronted participle has its subject behind it.
            || pronoun >= verb
            || !self.is(pronoun, &["who", "which", "that"])
        {
            return None;
        }
        match self.kind(pronoun - 1) {
            K::Noun | K::Parenthesis => self.noun_phrase_before(pronoun, found),
            _ => None,
        }
    }

    /// A comma at `close` ends a parenthesis after a noun phrase: the noun
    /// phrase's start, and where the source ends (with the closing comma
    /// where the parenthesis identifies the noun, before the opening one
    /// where it does not).
    fn parenthetical(&self, close: usize, found: &[Option<Subject>]) -> Option<(usize, usize)> {
        let floor = close.saturating_sub(LOOK_BACK);
        let mut open = close;
        let mut tries = 0;
        while open > floor + 1 && tries < 6 {
            open -= 1;
            match self.kind(open) {
                K::Comma => {}
                K::Semicolon | K::Stop | K::Colon | K::Quote => return None,
                _ => continue,
            }
            tries += 1;
            if open == 0 || open + 1 == close {
                continue;
            }
            let first = open + 1;
            let relative = self.kind(first) == K::Wh
                || self.kind(first) == K::Preposition && self.kind(first + 1) == K::Wh
                || self.kind(first) == K::Possessor && self.is(first, &["whose"])
                || self.kind(first) == K::Noun && self.is(first, &["whose"]);
            let has_finite = (first..close).any(|i| self.kind(i) == K::Verb && self.phrases[i].verb.finite);
            let apposition = matches!(self.kind(first), K::Noun | K::Adjective) && !has_finite
                || matches!(self.kind(first), K::Noun) && (first + 1..close).any(|i| self.kind(i) == K::Wh);
            let of_place = self.kind(first) == K::Preposition && !has_finite && self.is(first, &["of", "from"]);
            let adjunct = !has_finite && matches!(self.kind(first), K::Preposition | K::Time | K::Adverb)
                || self.kind(first) == K::Verb
                    && (self.phrases[first].verb.gerund || self.phrases[first].verb.participle)
                || self.kind(first) == K::Subordinator;
            if !(relative || apposition || of_place || adjunct) {
                continue;
            }
            let Some(host) = self.noun_phrase_before(open, found) else { continue };
            // Inside a relative clause that a comma opened, the true host is
            // further out: *X, who visited Y, Z and W, said*.
            let clause_start = (floor..host).rev().find(|&i| matches!(self.kind(i), K::Comma | K::Semicolon | K::Stop));
            let within_relative = clause_start.is_some_and(|c| {
                c + 1 < host && self.kind(c + 1) == K::Wh && (c + 1..host).any(|i| self.kind(i) == K::Verb)
            });
            if within_relative {
                continue;
            }
            // A list of fronted phrases is no host: *In Ohio, on Tuesday, …*
            if host > 0 && self.kind(host - 1) == K::Preposition && !relative {
                continue;
            }
            let stop = if relative || apposition || of_place { close + 1 } else { open };
            return Some((host, stop));
        }
        None
    }
}
