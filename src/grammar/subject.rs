//! The subject of each verb group of a sentence.
//!
//! One pass from left to right; each verb looks back over a bounded number of
//! phrases, so that time is linear. A subject carries its modifiers as a
//! reader would mark them: prepositional phrases, apposition and relative
//! clause with both their commas, a bracket behind the name.

use super::function;
use super::phrase::{Phrase, PhraseKind as K, VerbGroup};
use crate::lexicon::{Class, ClassSet, Forms, Frames, Lexicon, Marks, Pos, PredicateKind};
use crate::token::{Token, TokenKind};

/// A verb group's subject, as a range of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Stands directly before the verb (but for adverbs and times), and is
    /// not taken over from another verb.
    pub(crate) direct: bool,
}

/// Classes of nouns that speak.
const PERSONS: ClassSet =
    ClassSet::of(&[Class::ROLE, Class::SPOKESPERSON, Class::GROUP, Class::UNNAMED_SOURCE, Class::ORGANIZATION_NOUN]);

/// Verbs whose subject did not write the document that is their object:
/// *received a letter warning that*.
const RECEIVING: &[&str] = &[
    "received",
    "receive",
    "receives",
    "got",
    "gets",
    "get",
    "obtained",
    "saw",
    "seen",
    "found",
    "read",
    "cited",
    "cites",
    "citing",
    "reviewed",
    "leaked",
    "published",
    "quoted",
];

/// Adverbs that count or focus the noun phrase behind them.
const QUANTIFIERS: &[&str] =
    &["nearly", "almost", "roughly", "approximately", "virtually", "even", "only", "not", "least"];

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
        // The last finite verb that no *that*, *wh*-word or verb of saying
        // governs: *…, saying that* goes on with its subject.
        let mut main: Option<usize> = None;
        // The last verb of saying whose subject stands behind it.
        let mut inverted: Option<usize> = None;
        for v in 0..self.phrases.len() {
            if self.phrases[v].kind != K::Verb {
                continue;
            }
            let loose = self.phrases[v].verb.gerund && v > 0 && self.kind(v - 1) == K::Comma;
            let governor = if self.reports(v) { reporting.or(last_finite) } else { last_finite };
            let speaks = |m: &usize| found[*m].is_some_and(|s| !self.is(s.start as usize, &["it", "there"]));
            let governor = if loose { main.filter(speaks).or(governor) } else { governor };
            let mut subject = self.subject(v, &found, governor);
            if let (None, Some(said)) = (subject, inverted.filter(|said| v - said <= LOOK_BACK))
                && self.phrases[v].verb.gerund
                && self.kind(v - 1) == K::Comma
            {
                let end = v as u32 - 1;
                subject = Some(Subject { start: said as u32 + 1, end, direct: false });
            }
            found[v] = subject;
            let Some(subject) = subject else {
                if self.phrases[v].verb.finite
                    && self.clausal(v)
                    && self.phrases.get(v + 1).is_some_and(|p| p.kind == K::Noun)
                {
                    inverted = Some(v);
                }
                continue;
            };
            let start = subject.start as usize;
            if !self.phrases[v].verb.finite || self.phrases[start].kind == K::Wh {
                continue;
            }
            last_finite = Some(v);
            let embedded = start > 0
                && (matches!(self.kind(start - 1), K::That | K::Wh | K::Subordinator | K::Noun)
                    || self.kind(start - 1) == K::Verb)
                || self.kind(start) == K::That;
            if !embedded || main.is_none() {
                main = Some(v);
            }
            // *…, but Ruiz said*: a new main clause.
            let anew = start > 1 && self.kind(start - 1) == K::Conjunction && self.kind(start - 2) == K::Comma
                || start > 0 && matches!(self.kind(start - 1), K::Semicolon | K::Dash);
            if subject.direct && self.clausal(v) && (reporting.is_none() || anew) {
                reporting = Some(v);
            }
        }
        // *Speaking to reporters, Ito said*: a fronted participle takes the
        // subject of the clause that follows.
        for v in 0..self.phrases.len() {
            let verb = self.phrases[v].verb;
            if found[v].is_none() && (verb.gerund || verb.participle) {
                let clause = |i: &usize| {
                    self.phrases[*i].kind == K::Verb
                        && self.phrases[*i].verb.finite
                        // *After saying he was ill, Ito left*: not what is said.
                        && found[*i].is_some_and(|s| {
                            let start = s.start as usize;
                            let said = start > 0 && matches!(self.kind(start - 1), K::Verb | K::That);
                            s.direct && !said && !matches!(self.kind(start), K::Wh | K::That)
                        })
                };
                let ahead = || (v + 1..self.phrases.len()).take(LOOK_BACK).filter(clause);
                // *Asked whether it was true, Ito said*: the clause behind the
                // comma, unless the subject of the first stands before: *Ito,
                // asked about it, said*.
                let behind_comma = |i: &usize| {
                    found[*i].is_some_and(|s| {
                        let start = s.start as usize;
                        start > 0
                            && matches!(self.kind(start - 1), K::Comma | K::Quote)
                            && !matches!(self.kind(start), K::Wh | K::That)
                    })
                };
                let first = ahead().next();
                let before = first.and_then(|i| found[i]).is_some_and(|s| (s.start as usize) < v);
                let main = if before { first } else { ahead().find(behind_comma).or(first) };
                if let Some(main) = main {
                    found[v] = found[main].map(|s| Subject { direct: false, ..s });
                }
            }
        }
        found
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
        while end > 0 && (matches!(self.kind(end - 1), K::Adverb | K::Time) || self.adverbial(end - 1)) {
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
            // *hard for them to accept*
            if governor + 2 < end
                && self.kind(end - 1) == K::Noun
                && self.kind(end - 2) == K::Preposition
                && self.is(end - 2, &["for"])
            {
                return Some(Subject { start: end as u32 - 1, end: end as u32, direct: false });
            }
            return inherited(Some(governor)).or_else(|| inherited(last_finite));
        }
        match self.kind(before) {
            K::Wh | K::That => {
                // *all of whom*
                let part = before > 1
                    && self.is(before, &["whom", "which"])
                    && self.is(before - 1, &["of"])
                    && self.kind(before - 2) == K::Noun;
                let start = if part { before - 2 } else { before };
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            // *spent the week trying*, *drew crowds accusing*: the object does nothing.
            K::Noun if verb.gerund && self.idle_object(before) => inherited(last_finite),
            K::Noun | K::Parenthesis | K::Possessor => {
                let start = self.noun_phrase_before(end, found)?;
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            K::Comma if !verb.gerund && !verb.participle => match self.parenthetical(before, found) {
                Some((start, stop)) => Some(Subject { start: start as u32, end: stop as u32, direct: true }),
                // *X did this, did that*
                // *Prices rose, said Ito*: its subject is behind it.
                None if verb.finite && self.clausal(v) && self.speaker_behind(v) => None,
                None => inherited(last_finite).or_else(|| self.severed(before, v, found)),
            },
            K::Dash if verb.finite => {
                let (start, stop) = self.dashed(before, found)?;
                Some(Subject { start: start as u32, end: stop as u32, direct: true })
            }
            K::Conjunction if verb.finite => {
                // *who said A and characterised B*: the same subject.
                let nearest = (before.saturating_sub(8)..before)
                    .rev()
                    .take_while(|&i| !matches!(self.kind(i), K::Comma | K::Dash))
                    .find(|&i| self.kind(i) == K::Verb && self.phrases[i].verb.finite);
                let relative = nearest.filter(|&i| found[i].is_some_and(|s| self.kind(s.start as usize) == K::Wh));
                inherited(relative).or_else(|| inherited(last_finite))
            }
            K::Quote if verb.finite => {
                // *the so-called "Group of Five" said*: a name in marks.
                let last = self.phrases[before].tokens.end.saturating_sub(2) as usize;
                if matches!(self.tokens[last].kind, TokenKind::Comma | TokenKind::Period | TokenKind::Exclamation) {
                    // *Ruiz, the author of "Tides," said*: the comma is in the marks.
                    let (start, stop) =
                        self.parenthetical(before, found).filter(|_| !self.phrases[before].verb.finite)?;
                    return Some(Subject { start: start as u32, end: stop as u32, direct: true });
                }
                (before > 0 && self.kind(before - 1) == K::Noun).then(|| Subject {
                    start: before as u32 - 1,
                    end: end as u32,
                    direct: true,
                })
            }
            K::Verb if verb.finite => {
                // *people who know say*, *those surveyed say*
                if let Some(start) = self.relative_host(before, found) {
                    return Some(Subject { start: start as u32, end: end as u32, direct: true });
                }
                let start = self.noun_phrase_before(self.reduced_host(before)? + 1, found)?;
                // *the report published Tuesday showed*
                let end = end + usize::from(self.kind(end) == K::Time);
                Some(Subject { start: start as u32, end: end as u32, direct: true })
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

    /// *he first said*, *they long thought*: an adjective in place of an adverb.
    fn adverbial(&self, at: usize) -> bool {
        self.kind(at) == K::Adjective && self.is(at, &["first", "long", "last", "once", "finally"])
    }

    /// Verbs whose object does what the infinitive says: *urged him to go*,
    /// *sent troops to help*.
    fn controls_object(&self, governor: usize) -> bool {
        let mark = &self.marks.marks[self.phrases[governor].head as usize];
        let frame = self.lexicon.frame("object-inf");
        let listed = |&(p, _): &(u32, Forms)| frame.is_some_and(|f| self.lexicon.predicate(p).frames.any(f));
        mark.classes.has(Class::CAUSATIVE) || self.lexicon.predicates(mark.word).iter().any(listed)
    }

    /// Start of the noun phrase, with its modifiers, that ends just before
    /// `end`.
    pub(super) fn noun_phrase_before(&self, end: usize, found: &[Option<Subject>]) -> Option<usize> {
        self.modified_before(end, found).map(|start| self.quantified(start))
    }

    /// Takes what counts or focuses a noun phrase along with it: *nearly half*,
    /// *more than ten*, *about 40*, *not all*, *even Ito*.
    fn quantified(&self, mut start: usize) -> usize {
        for _ in 0..3 {
            let Some(before) = start.checked_sub(1) else { break };
            let left = before.checked_sub(1);
            let opens = left.is_none_or(|l| {
                matches!(self.kind(l), K::Comma | K::Conjunction | K::That | K::Subordinator | K::Dash | K::Quote)
                    || self.kind(l) == K::Adverb
            });
            start = match self.kind(before) {
                K::Adverb if self.is(before, QUANTIFIERS) => before,
                K::Preposition if opens && self.is(before, &["about", "around", "over"]) && self.counts(start) => {
                    before
                }
                K::Preposition if opens && self.is(before, &["at"]) && self.is(start, &["least"]) => before,
                K::Subordinator
                    if self.is(before, &["than"]) && left.is_some_and(|l| self.is(l, &["more", "less", "fewer"])) =>
                {
                    before - 1
                }
                K::Subordinator
                    if self.is(before, &["as"])
                        && before > 1
                        && self.is(before - 1, &["many"])
                        && self.is(before - 2, &["as"]) =>
                {
                    before - 2
                }
                _ => break,
            };
        }
        start
    }

    /// Whether a phrase begins with a number.
    fn counts(&self, at: usize) -> bool {
        let first = self.phrases[at].tokens.start as usize;
        self.tokens[first].kind == TokenKind::Number || self.is(at, &["a"]) || function::is_number(self.word(at))
    }

    fn modified_before(&self, end: usize, found: &[Option<Subject>]) -> Option<usize> {
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
        // *Ito himself*
        if start > 0
            && self.kind(start - 1) == K::Noun
            && self.is(start, &["himself", "herself", "itself", "themselves", "all", "both"])
        {
            start -= 1;
        }
        // *Ruiz of Dayton, Ohio says*
        if start > 1
            && self.kind(start - 1) == K::Comma
            && self.kind(start - 2) == K::Noun
            && self.phrases[start - 2].name
            && self.marks.marks[self.phrases[start].head as usize].classes.has(Class::PLACE)
            && start > 2
            && self.kind(start - 3) == K::Preposition
        {
            start -= 2;
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
                    if object && !self.is(before, &["of"]) && self.relative_host(noun - 1, found).is_none() {
                        break;
                    }
                    start = noun;
                }
                K::Conjunction if before > 0 && left == K::Noun && self.is(before, &["and", "or", "nor"]) => {
                    let noun = before - 1;
                    let outer = self.list_start(self.outer_start(noun));
                    let free = outer == 0
                        || matches!(
                            self.kind(outer - 1),
                            K::That
                                | K::Subordinator
                                | K::Stop
                                | K::Quote
                                | K::Wh
                                | K::Colon
                                | K::Dash
                                | K::Comma
                                | K::Time
                                | K::Conjunction
                                | K::Semicolon
                        )
                        || self.kind(outer - 1) == K::Verb && self.clausal(outer - 1);
                    if !free {
                        break;
                    }
                    start = outer;
                }
                // *sources close to the minister*
                K::Preposition if before > 1 && left == K::Adjective && self.kind(before - 2) == K::Noun => {
                    if self.phrases[before - 2].pronoun {
                        break;
                    }
                    start = before - 2;
                }
                // *much of the nation*
                K::Preposition
                    if before > 0
                        && matches!(left, K::Adjective | K::Adverb)
                        && self.is(before, &["of"])
                        && self.is(before - 1, &["much", "more", "most", "enough", "plenty"]) =>
                {
                    start = before - 1;
                }
                // *people briefed on the call*, *voters going to the polls*
                K::Preposition if before > 1 && left == K::Verb && self.reduced_host(before - 1).is_some() => {
                    start = before - 2;
                    while self.kind(start) == K::Verb {
                        start -= 1;
                    }
                }
                // *officials who worked on the span*
                K::Preposition if before > 0 && left == K::Verb => match self.relative_host(before - 1, found) {
                    Some(host) => start = host,
                    None => break,
                },
                // *people who serve as delegates*, *who heard directly from her*
                K::Preposition | K::Subordinator
                    if before > 1
                        && (left == K::Adverb || left == K::Verb && self.is(before, &["as"]))
                        && self.kind(before - 1 - usize::from(left == K::Adverb)) == K::Verb =>
                {
                    let verb = before - 1 - usize::from(left == K::Adverb);
                    match self.relative_host(verb, found) {
                        Some(host) => start = host,
                        None => break,
                    }
                }
                K::Verb => {
                    // The object inside a relative clause: go out to its host.
                    match self.relative_host(before, found).or_else(|| self.reduced_host(before)) {
                        Some(host) => start = host,
                        None => break,
                    }
                }
                _ => break,
            }
        }
        Some(start)
    }

    /// For the last of the verbs of a reduced relative clause, the noun that
    /// it modifies: *activists hoping to block the plan*, *a judge handling
    /// the case*.
    fn reduced_host(&self, last: usize) -> Option<usize> {
        let mut first = last;
        let verb = self.phrases[last].verb;
        let object = self.phrases.get(last + 1).is_some_and(|p| matches!(p.kind, K::Noun | K::Possessor));
        if object && self.clausal(last) && !verb.infinitive && !verb.participle {
            return None;
        }
        for _ in 0..2 {
            if self.phrases[first].verb.infinitive && first > 0 && self.kind(first - 1) == K::Verb {
                first -= 1;
            }
        }
        let verb = self.phrases[first].verb;
        let host = first.checked_sub(1)?;
        ((verb.gerund || verb.participle || self.reduced(first))
            && self.kind(host) == K::Noun
            && !self.phrases[host].pronoun)
            .then_some(host)
    }

    /// Whether a verb group in the past may be a participle: *a woman adopted
    /// from Iran said*, where the finite verb is still to come.
    pub(super) fn reduced(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        let past = phrase.verb.finite
            && phrase.verb == VerbGroup { finite: true, ..VerbGroup::default() }
            && phrase.tokens.len() == 1
            && self
                .phrases
                .get(at + 1)
                .is_some_and(|p| matches!(p.kind, K::Preposition | K::Time) || p.kind == K::Verb && p.verb.finite);
        let word = self.marks.marks[phrase.head as usize].word;
        past && (self.lexicon.pos(word).contains(&Pos::Participle) || self.lexicon.forms(word).has(Forms::PARTICIPLE))
    }

    /// Start of a list whose last but one member begins at `last`: *friends,
    /// rivals and aides*. It is one only where it opens a clause.
    fn list_start(&self, last: usize) -> usize {
        let mut start = last;
        for _ in 0..5 {
            if start < 2 || self.kind(start - 1) != K::Comma || self.kind(start - 2) != K::Noun {
                break;
            }
            let noun = self.outer_start(start - 2);
            start = noun;
            if noun == 0
                || matches!(self.kind(noun - 1), K::That | K::Subordinator | K::Stop | K::Conjunction | K::Quote)
            {
                return noun;
            }
        }
        last
    }

    fn outer_start(&self, noun: usize) -> usize {
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
            let has_finite = (first..close).any(|i| {
                self.kind(i) == K::Verb
                    && self.phrases[i].verb.finite
                    && !(i > first && self.kind(i - 1) == K::Noun && self.reduced(i))
            });
            let relative_at = |i: usize| {
                self.kind(i) == K::Wh
                    || self.kind(i) == K::That && i + 1 < close && self.kind(i + 1) == K::Verb
                    || self.is(i, &["whose"])
            };
            // *Ito, also a senator, said*
            let also = self.kind(first) == K::Adverb && self.kind(first + 1) == K::Noun && first + 1 < close;
            let including = self.kind(first) == K::Verb && self.is(first, &["including"]);
            let apposition = (also || including || matches!(self.kind(first), K::Noun | K::Adjective)) && !has_finite
                || matches!(self.kind(first), K::Noun) && (first + 1..close).any(relative_at);
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
            // *Ito, who won, said*: a surname alone is known and needs no clause.
            let known = relative && host + 1 == open && self.phrases[host].name && self.phrases[host].tokens.len() == 1;
            let stop = if (relative || apposition || of_place) && !known { close + 1 } else { open };
            return Some((self.outermost(host, found), stop));
        }
        None
    }

    /// A host that is itself an apposition: out to the noun phrase that opens
    /// the clause. *Ruiz, a fellow at the centre, which fights hunger, said*.
    fn outermost(&self, host: usize, found: &[Option<Subject>]) -> usize {
        let mut start = host;
        for _ in 0..3 {
            if start < 2 || self.kind(start - 1) != K::Comma {
                break;
            }
            let Some(outer) = self.noun_phrase_before(start - 1, found) else { break };
            let opens = outer == 0
                || matches!(
                    self.kind(outer - 1),
                    K::That | K::Subordinator | K::Stop | K::Conjunction | K::Quote | K::Comma
                );
            if !opens {
                break;
            }
            start = outer;
            if outer == 0 || self.kind(outer - 1) != K::Comma {
                return outer;
            }
        }
        host
    }

    fn head_is(&self, at: usize, word: &str) -> bool {
        self.tokens[self.phrases[at].head as usize].text(self.text).eq_ignore_ascii_case(word)
    }

    /// Whether a noun is the object of a finite verb and neither a name nor
    /// one who speaks, nor a document that it did not write.
    fn idle_object(&self, noun: usize) -> bool {
        let phrase = &self.phrases[noun];
        let mark = &self.marks.marks[phrase.head as usize];
        !phrase.name
            && !phrase.pronoun
            && noun > 0
            && self.kind(noun - 1) == K::Verb
            && !self.clausal(noun - 1)
            && !mark.classes.any(PERSONS)
            && !(mark.classes.has(Class::DOCUMENT) && RECEIVING.iter().any(|w| self.head_is(noun - 1, w)))
    }

    /// Whether a name or person stands behind the verb and is no subject of a
    /// clause.
    fn speaker_behind(&self, verb: usize) -> bool {
        let Some(next) = self.phrases.get(verb + 1) else { return false };
        let ends = self.phrases.get(verb + 2).is_none_or(|p| {
            matches!(p.kind, K::Stop | K::Comma | K::Wh | K::Preposition | K::Parenthesis | K::Dash | K::Time)
        });
        next.kind == K::Noun && ends && (next.name || self.marks.marks[next.head as usize].classes.any(PERSONS))
    }

    /// *Ruiz (Tex.), said on Monday*: a comma that parts subject and verb.
    fn severed(&self, comma: usize, verb: usize, found: &[Option<Subject>]) -> Option<Subject> {
        let inverted = self.phrases.get(verb + 1).is_none_or(|p| matches!(p.kind, K::Noun | K::Stop | K::Comma));
        let start = self.noun_phrase_before(comma, found).filter(|_| !inverted)?;
        let opens = start == 0 || matches!(self.kind(start - 1), K::That | K::Conjunction);
        opens.then_some(Subject { start: start as u32, end: comma as u32, direct: true })
    }

    /// A dash at `close` ends a parenthesis after a noun phrase.
    fn dashed(&self, close: usize, found: &[Option<Subject>]) -> Option<(usize, usize)> {
        let floor = close.saturating_sub(LOOK_BACK);
        let open =
            (floor..close).rev().find(|&i| matches!(self.kind(i), K::Dash | K::Stop | K::Semicolon | K::Quote))?;
        if self.kind(open) != K::Dash || open + 1 == close {
            return None;
        }
        let host = self.noun_phrase_before(open, found)?;
        let apposition = self.kind(open + 1) == K::Noun;
        Some((host, if apposition { close + 1 } else { open }))
    }
}

#[cfg(test)]
mod tests {
    /// The source of the first attribution whose cue ends in `cue`.
    fn source(text: &str, cue: &str) -> String {
        let analysis = crate::analyze(text);
        let join = |spans: &[crate::span::Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ");
        let found = analysis.attributions.iter().find(|a| join(&a.cue).ends_with(cue));
        found.map_or_else(|| format!("nothing with {cue}"), |a| join(&a.source))
    }

    fn check(cases: &[(&str, &str, &str)]) {
        for (text, cue, expected) in cases {
            assert_eq!(source(text, cue), *expected, "{text}");
        }
    }

    #[test]
    fn what_counts_or_focuses_a_noun_belongs_to_it() {
        check(&[
            ("More than 40 farmers said the dam was unsafe.", "said", "More than 40 farmers"),
            ("About 40 percent of farmers say the dam is unsafe.", "say", "About 40 percent of farmers"),
            ("Nearly half of the farmers said the dam was unsafe.", "said", "Nearly half of the farmers"),
            ("At least two farmers said that the dam was unsafe.", "said", "At least two farmers"),
            ("Neither Ruiz nor Ito responded to the letter.", "responded to", "Neither Ruiz nor Ito"),
            ("Three current and former pilots said the dam was unsafe.", "said", "Three current and former pilots"),
        ]);
    }

    #[test]
    fn postmodifiers_lead_back_to_the_head() {
        check(&[
            ("Activists hoping to block the dam said it was unsafe.", "said", "Activists hoping to block the dam"),
            ("A judge handling the case ordered the port to pay.", "ordered", "A judge handling the case"),
            ("A woman adopted from Peru said the dam was unsafe.", "said", "A woman adopted from Peru"),
            ("Farmers close to the mayor said the dam was unsafe.", "said", "Farmers close to the mayor"),
            ("Those surveyed say the dam is unsafe.", "say", "Those surveyed"),
            ("The report published Tuesday showed the dam was unsafe.", "showed", "The report published Tuesday"),
            ("Farmers, pilots and former mayors said the dam was unsafe.", "said", "Farmers, pilots and former mayors"),
            ("Ruiz herself said the dam was unsafe.", "said", "Ruiz herself"),
        ]);
    }

    #[test]
    fn a_parenthesis_leads_back_to_the_clause_s_own_noun() {
        check(&[
            (
                "Ana Ruiz, a fellow at the institute, which studies dams, said that it was unsafe.",
                "said",
                "Ana Ruiz, a fellow at the institute, which studies dams,",
            ),
            ("The engineer -- who had been ill for weeks -- said the dam was unsafe.", "said", "The engineer"),
            ("Ruiz, who won the vote, said the dam was unsafe.", "said", "Ruiz"),
            ("Several pilots, including Ruiz, said the dam was unsafe.", "said", "Several pilots, including Ruiz,"),
        ]);
    }

    #[test]
    fn participles_and_infinitives_take_the_right_subject() {
        check(&[
            // Not the verb of the relative clause.
            ("Ruiz rejected the bill that closed the port, saying it was unfair.", "saying", "Ruiz"),
            // The subject stands behind the inverted verb.
            ("\"It is over,\" said Ana Ruiz, adding that the port was closed.", "adding", "Ana Ruiz"),
            // Not what is said.
            ("After saying that he was ill, Ito left the hall.", "saying", "Ito"),
            // An idle object does nothing.
            ("Ruiz spent the week attacking the plan.", "attacking", "Ruiz"),
            ("Ruiz visited the port to praise the crew.", "to praise", "Ruiz"),
        ]);
    }

    #[test]
    fn empty_subjects_are_nobody() {
        check(&[
            ("It was obvious that the dam would hold.", "was obvious", ""),
            ("It is hard to know whether the dam will hold.", "to know", ""),
        ]);
    }
}
