//! Finds the subject of each verb group of a sentence.
//!
//! One pass from left to right; each verb looks back over a bounded number of
//! phrases, so time is linear. A subject includes its modifiers, as a human
//! annotator would mark it: prepositional phrases, appositions and relative
//! clauses with both their commas, a bracket after the name.

use super::phrase::{Phrase, PhraseKind as K};
use crate::lexicon::{Class, ClassSet, Forms, Frames, Lexicon, Marks, PredicateKind};
use crate::token::{Shape, Token, TokenKind};

/// A verb group's subject, as a range of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Index of its first phrase, counted from the first of the sentence.
    pub start: u32,
    /// Index of the phrase after its last.
    pub end: u32,
    /// Whether it stands directly before the verb (apart from adverbs and
    /// times) and is not taken over from another verb.
    pub direct: bool,
}

/// Classes of nouns that can speak.
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
    "held",
    "hold",
    "holding",
    "carried",
    "carrying",
    "hung",
    "waved",
    "waving",
    "wore",
    "wearing",
];

/// How far back to look for a subject, in phrases.
pub(super) const LOOK_BACK: usize = 40;

pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) phrases: &'a [Phrase],
    pub(crate) marks: &'a Marks,
    pub(crate) lexicon: &'a Lexicon,
    /// Frames in which a clause without *that* follows the verb.
    pub(crate) clausal_frames: Frames,
}

impl Sentence<'_> {
    /// Returns, for each phrase, its subject; `None` unless it is a verb group
    /// that has one.
    pub(super) fn subjects(&self) -> Vec<Option<Subject>> {
        let mut found: Vec<Option<Subject>> = vec![None; self.phrases.len()];
        // The last finite verb of a clause that no relative pronoun or *that*
        // opens.
        let mut last_finite: Option<usize> = None;
        // The clause's own reporting verb. A later cue takes over its subject,
        // and not the subject of a finite verb in the reported clause.
        let mut reporting: Option<usize> = None;
        // The last finite verb that no *that*, *wh*-word, subordinator or other
        // verb governs. In *…, saying that*, its subject is the speaker.
        let mut main: Option<usize> = None;
        // The last verb of saying whose subject stands after it.
        let mut inverted: Option<usize> = None;
        for v in 0..self.phrases.len() {
            if self.phrases[v].kind != K::Verb {
                continue;
            }
            // *…, saying that*, *… while saying that*
            let loose = self.phrases[v].verb.gerund && v > 0 && matches!(self.kind(v - 1), K::Comma | K::Subordinator);
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
            if !self.phrases[v].verb.finite || matches!(self.kind(start), K::Wh | K::That) {
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
            // *…, but Ruiz said*: starts a new main clause.
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
                        // *After saying he was ill, Ito left*: skips the
                        // reported clause.
                        && found[*i].is_some_and(|s| {
                            let start = s.start as usize;
                            let said = start > 0 && matches!(self.kind(start - 1), K::Verb | K::That);
                            s.direct && !said && !matches!(self.kind(start), K::Wh | K::That)
                        })
                };
                let ahead = || (v + 1..self.phrases.len()).take(LOOK_BACK).filter(clause);
                // *Asked whether it was true, Ito said*: takes the clause after
                // the comma. In *Ito, asked about it, said*, where the subject
                // stands before the participle, takes the first clause instead.
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
                    // If the participle is inside that subject, takes the part
                    // of the subject before it.
                    let inside = |s: &Subject| (s.start as usize) < v && v < s.end as usize;
                    found[v] = found[main].map(|s| {
                        let end = if inside(&s) { v as u32 } else { s.end };
                        Subject { direct: false, end, ..s }
                    });
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

    pub(super) fn kind(&self, at: usize) -> K {
        self.phrases[at].kind
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens[self.phrases[at].tokens.start as usize].text(self.text)
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
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
            // The nearest verb to the left; or its object, if that stands
            // between.
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
            // *hard for them to accept*: the noun after *for*.
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
                // *all of whom*: the subject includes *all of*.
                let part = before > 1
                    && self.is(before, &["whom", "which"])
                    && self.is(before - 1, &["of"])
                    && self.kind(before - 2) == K::Noun;
                let start = if part { before - 2 } else { before };
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            // *spent the week trying*, *drew crowds accusing*: the object
            // cannot be the subject.
            K::Noun if verb.gerund && self.idle_object(before) => inherited(last_finite),
            K::Noun | K::Parenthesis | K::Possessor => {
                let start = self.noun_phrase_before(end, found)?;
                // *but in an interview said*: the noun after a preposition is
                // no subject.
                if verb.finite
                    && start > 1
                    && self.kind(start - 1) == K::Preposition
                    && self.kind(start - 2) == K::Conjunction
                    && last_finite.is_some()
                {
                    return inherited(last_finite);
                }
                let start = self.unclosed_apposition(start).unwrap_or(start);
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            K::Comma if !verb.gerund && !verb.participle => match self
                .told_between(before, found)
                .filter(|_| verb.finite)
                .or_else(|| self.parenthetical(before, found))
            {
                Some((start, stop)) => Some(Subject { start: start as u32, end: stop as u32, direct: true }),
                // *Prices rose, said Ito*: the subject stands after the verb.
                // Otherwise both verbs share the last subject: *X did this, did
                // that*.
                None if verb.finite && self.clausal(v) && self.speaker_behind(v) => None,
                // *If Ito asks, say yes*: an order.
                None if last_finite.is_some_and(|first| self.commands(v, first)) => None,
                None => inherited(last_finite).or_else(|| self.severed(before, v, found)),
            },
            K::Dash if verb.finite => {
                let (start, stop) = self.dashed(before, found)?;
                Some(Subject { start: start as u32, end: stop as u32, direct: true })
            }
            K::Conjunction if verb.finite => {
                // *who said A and characterised B*: both verbs share a subject.
                let nearest = (before.saturating_sub(8)..before)
                    .rev()
                    .take_while(|&i| !matches!(self.kind(i), K::Comma | K::Dash))
                    .find(|&i| self.kind(i) == K::Verb && self.phrases[i].verb.finite);
                let relative = nearest
                    .filter(|&i| found[i].is_some_and(|s| matches!(self.kind(s.start as usize), K::Wh | K::That)));
                // *when Ito rose, Ruiz laughed and said*: a clause of its own
                // after the comma.
                let own = |i: &usize| {
                    found[*i].is_some_and(|s| {
                        let start = s.start as usize;
                        s.direct && start > 0 && self.kind(start - 1) == K::Comma
                    })
                };
                inherited(relative).or_else(|| inherited(nearest.filter(own))).or_else(|| inherited(last_finite))
            }
            K::Quote if verb.finite => {
                // *the so-called "Group of Five" said*: a name in quotation
                // marks.
                let last = self.phrases[before].tokens.end.saturating_sub(2) as usize;
                if matches!(self.tokens[last].kind, TokenKind::Comma | TokenKind::Period | TokenKind::Exclamation) {
                    // *Ruiz, the author of "Tides," said*: the closing comma is
                    // inside the marks.
                    let speech = self.phrases[before].verb.finite && !self.is_title(before);
                    if speech {
                        return None;
                    }
                    return match self.parenthetical(before, found) {
                        Some((start, stop)) => Some(Subject { start: start as u32, end: stop as u32, direct: true }),
                        None if self.clausal(v) && self.speaker_behind(v) => None,
                        // *Mayor calls plan "a farce," vows to stop it*: shares
                        // the subject.
                        None => inherited(last_finite),
                    };
                }
                let named = before.checked_sub(1)?;
                let start = match self.kind(named) {
                    K::Noun => named,
                    // *a man who asked to be called "Bee" said*: the noun
                    // before *who*.
                    K::Verb => self.relative_host(named, found)?,
                    _ => return None,
                };
                Some(Subject { start: start as u32, end: end as u32, direct: true })
            }
            K::Verb if verb.finite => {
                // *people who know say*: the noun before the relative clause.
                if let Some(start) = self.relative_host(before, found) {
                    return Some(Subject { start: start as u32, end: end as u32, direct: true });
                }
                let start = self.noun_phrase_before(self.reduced_host(before)? + 1, found)?;
                // *the report published Tuesday showed*: the time belongs to
                // the subject.
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

    /// Returns where the subject begins and ends if only an intermediary's
    /// reporting clause stands between it and the comma at `close`: *Ruiz, the
    /// Herald reported, said*. The subject must open its clause.
    fn told_between(&self, close: usize, found: &[Option<Subject>]) -> Option<(usize, usize)> {
        let mut verb = close.checked_sub(1)?;
        while verb > 0 && matches!(self.kind(verb), K::Adverb | K::Time) {
            verb -= 1;
        }
        let teller = found[verb].filter(|s| s.direct && s.start > 0)?;
        let open = teller.start as usize - 1;
        if self.kind(open) != K::Comma || !self.phrases[verb].verb.finite || !self.clausal(verb) {
            return None;
        }
        // *Ruiz, a singer known since May, said*: *known* is a participle.
        if self.reduced(verb) && !self.phrases[verb - 1].name {
            return None;
        }
        let start = self.noun_phrase_before(open, found)?;
        let opens = start == 0
            || matches!(
                self.kind(start - 1),
                K::That | K::Subordinator | K::Stop | K::Conjunction | K::Quote | K::Comma
            );
        opens.then_some((start, open))
    }

    /// Returns the name before an apposition that begins at `start` and that no
    /// comma closes: *Ana Ruiz, head of the bank said*. An office without a
    /// determiner can only be such an apposition.
    fn unclosed_apposition(&self, start: usize) -> Option<usize> {
        let name = start.checked_sub(2)?;
        let first = self.phrases[start].tokens.start as usize;
        let offices = ClassSet::of(&[Class::ROLE, Class::TITLE, Class::SPOKESPERSON]);
        let bare = self.kind(start) == K::Noun
            && self.phrases.get(start + 1).is_some_and(|p| p.kind == K::Preposition)
            && self.tokens[first].shape == Shape::Lower
            && self.marks.marks[first].classes.any(offices)
            && !self.word(start).ends_with('s');
        let opens = name == 0
            || matches!(self.kind(name - 1), K::Comma | K::Conjunction | K::Subordinator | K::That | K::Quote);
        let named = self.kind(start - 1) == K::Comma && self.kind(name) == K::Noun && self.phrases[name].name;
        (bare && named && opens).then_some(name)
    }

    /// Returns the start of the subject of a reporting verb that stands after a
    /// quotation: *"…," state Sen. Ana "Bee" Ruiz, one of the hosts, said*. All
    /// phrases between the end of the quotation and the verb are the subject,
    /// whatever they are. `end` is where the adverbs before the verb begin.
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
                // *"…," retired general Ito said*: the participle modifies the
                // noun.
                K::Verb if at > floor && self.kind(at - 1) == K::Quote && self.modifies(at) => {}
                K::Verb if found[at].is_some_and(|s| matches!(self.kind(s.start as usize), K::Wh | K::That)) => {}
                K::Verb | K::Subordinator | K::Semicolon | K::Colon | K::Stop | K::Dash => return None,
                // *"…", Ito said*: the comma stands outside the marks.
                K::Comma if at > floor && self.kind(at - 1) == K::Quote && self.phrases[at - 1].verb.finite => break,
                K::Comma => commas += 1,
                K::Noun => nouns += 1,
                _ => {}
            }
            start = at;
        }
        // A comma opens a parenthesis, which another must close before the
        // verb.
        let closed = self.kind(end - 1) == K::Comma;
        let subject = nouns > 0
            && matches!(self.kind(start), K::Noun | K::Possessor | K::Adjective | K::Verb)
            && !matches!(self.kind(end - 1), K::Wh | K::That | K::Verb | K::Conjunction)
            && (commas == 0 || closed && commas > 1);
        subject.then_some(start)
    }

    /// Whether a quotation is capitalised like a title: *"Ask Your Mother,"*.
    fn is_title(&self, quote: usize) -> bool {
        let words = || self.tokens[self.phrases[quote].tokens.range()].iter().filter(|t| t.kind == TokenKind::Word);
        let small = |t: &Token| t.shape == Shape::Lower && t.text(self.text).len() < 5;
        words().count() > 1
            && words().next().is_some_and(|t| t.shape == Shape::Capital)
            && words().all(|t| t.shape == Shape::Capital || small(t))
            && words().filter(|t| t.shape == Shape::Capital).count() * 2 >= words().count()
    }

    /// Whether a verb group can be a participle that modifies the noun after
    /// it.
    fn modifies(&self, v: usize) -> bool {
        let forms = self.lexicon.forms(self.marks.marks[self.phrases[v].head as usize].word);
        forms.has(Forms::PARTICIPLE)
            && self.phrases[v].tokens.len() == 1
            && !self.reports(v)
            && self.phrases.get(v + 1).is_some_and(|p| p.kind == K::Noun && !p.pronoun)
    }

    /// Whether an adjective is used as an adverb: *he first said*, *they long
    /// thought*.
    fn adverbial(&self, at: usize) -> bool {
        self.kind(at) == K::Adjective && self.is(at, &["first", "long", "last", "once", "finally"])
    }

    /// Whether the verb's object is the subject of the infinitive: *urged him
    /// to go*, *sent troops to help*.
    fn controls_object(&self, governor: usize) -> bool {
        let mark = &self.marks.marks[self.phrases[governor].head as usize];
        let frame = self.lexicon.frame("object-inf");
        let listed = |&(p, _): &(u32, Forms)| frame.is_some_and(|f| self.lexicon.predicate(p).frames.any(f));
        mark.classes.has(Class::CAUSATIVE) || self.lexicon.predicates(mark.word).iter().any(listed)
    }

    /// Whether a clause can follow this verb group, so that a noun phrase after
    /// it can be a subject.
    pub(super) fn clausal(&self, verb: usize) -> bool {
        let head = self.phrases[verb].head as usize;
        self.lexicon.predicates(self.marks.marks[head].word).iter().any(|&(p, forms)| {
            !(forms.has(Forms::PARTICIPLE) && self.phrases[verb].verb.passive)
                && self.lexicon.predicate(p).frames.any(self.clausal_frames)
        })
    }

    fn head_is(&self, at: usize, word: &str) -> bool {
        self.tokens[self.phrases[at].head as usize].text(self.text).eq_ignore_ascii_case(word)
    }

    /// Whether a noun is the object of a verb and cannot be the subject of the
    /// gerund after it: it is neither a name, nor a person, nor a document that
    /// the verb's subject did not write.
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

    /// Whether a verb's form rules out that it shares the subject of the first:
    /// *If Ito asks, say yes*.
    fn commands(&self, verb: usize, first: usize) -> bool {
        let forms = |v: usize| self.lexicon.forms(self.marks.marks[self.phrases[v].head as usize].word);
        let plain = |v: usize| self.phrases[v].tokens.len() == 1;
        plain(verb)
            && plain(first)
            && forms(verb).has(Forms::BASE)
            && !forms(verb).has(Forms::PAST)
            && forms(first).has(Forms::THIRD)
    }

    /// Whether a name or person stands after the verb and is not the subject of
    /// a clause.
    fn speaker_behind(&self, verb: usize) -> bool {
        let Some(next) = self.phrases.get(verb + 1) else { return false };
        let ends = self.phrases.get(verb + 2).is_none_or(|p| {
            matches!(p.kind, K::Stop | K::Comma | K::Wh | K::Preposition | K::Parenthesis | K::Dash | K::Time)
        });
        next.kind == K::Noun && ends && (next.name || self.marks.marks[next.head as usize].classes.any(PERSONS))
    }

    /// Returns a subject that a comma separates from its verb: *Ruiz (Tex.),
    /// said on Monday*.
    fn severed(&self, comma: usize, verb: usize, found: &[Option<Subject>]) -> Option<Subject> {
        let inverted = self.phrases.get(verb + 1).is_none_or(|p| matches!(p.kind, K::Noun | K::Stop | K::Comma));
        let start = self.noun_phrase_before(comma, found).filter(|_| !inverted)?;
        let opens = start == 0 || matches!(self.kind(start - 1), K::That | K::Conjunction);
        opens.then_some(Subject { start: start as u32, end: comma as u32, direct: true })
    }
}

#[cfg(test)]
pub(super) mod tests {
    /// Returns the source of the first attribution whose cue ends in `cue`.
    fn source(text: &str, cue: &str) -> String {
        let analysis = crate::analyze(text);
        let join = |spans: &[crate::span::Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ");
        let mut all = analysis.attributions.iter().chain(&analysis.inner);
        let found = all.find(|a| join(&a.cue).ends_with(cue));
        found.map_or_else(|| format!("nothing with {cue}"), |a| join(&a.source))
    }

    pub(in crate::syntax) fn check(cases: &[(&str, &str, &str)]) {
        for (text, cue, expected) in cases {
            assert_eq!(source(text, cue), *expected, "{text}");
        }
    }

    #[test]
    fn participles_and_infinitives_take_the_right_subject() {
        check(&[
            // The subject is not that of the relative clause's verb.
            ("Ruiz rejected the bill that closed the port, saying it was unfair.", "saying", "Ruiz"),
            // The subject stands after the inverted verb.
            ("\"It is over,\" said Ana Ruiz, adding that the port was closed.", "adding", "Ana Ruiz"),
            // The subject is not that of the reported clause.
            ("After saying that he was ill, Ito left the hall.", "saying", "Ito"),
            // The subject is that of the main clause, not of the clause
            // between.
            ("Ruiz marched past the hall where the mayor ate, while shouting, \"Go!\"", "shouting", "Ruiz"),
            // The object does not do what the gerund says.
            ("Ruiz spent the week attacking the plan.", "attacking", "Ruiz"),
            ("Ruiz visited the port to praise the crew.", "to praise", "Ruiz"),
        ]);
    }

    /// Regression test: the outlet between the commas became the subject of the
    /// verb after it.
    #[test]
    fn who_tells_of_it_between_commas_is_no_subject() {
        check(&[
            ("Ruiz, the Daily Herald reported, had called the dam a farce.", "called", "Ruiz"),
            ("Ruiz, the Daily Herald reported on Friday, had called the dam a farce.", "called", "Ruiz"),
            (
                "Ana Ruiz, a singer known since May, said the dam was late.",
                "said",
                "Ana Ruiz, a singer known since May,",
            ),
        ]);
    }

    /// Commas need not come in pairs.
    #[test]
    fn an_apposition_that_no_comma_closes_belongs_to_its_name() {
        check(&[
            ("Ana Ruiz, head of the Skerry Bank said it rained.", "said", "Ana Ruiz, head of the Skerry Bank"),
            ("But Tom Ito, president of Lend Mills said it rained.", "said", "Tom Ito, president of Lend Mills"),
            // With a determiner it is another person, not an apposition.
            ("After a talk with Ana Ruiz, the head of the bank said it rained.", "said", "the head of the bank"),
        ]);
    }

    #[test]
    fn a_verb_behind_any_number_of_commas_is_no_participle() {
        check(&[
            ("However, Ana Ruiz, a farmer, said in March that the dam was unsafe.", "said", "Ana Ruiz, a farmer,"),
            (
                "\"The dam is unsafe,\" Ana Ruiz, the head of the port, one of the owners, said at the fair.",
                "said",
                "Ana Ruiz, the head of the port, one of the owners,",
            ),
            (
                "Ruiz (D), Ito's rival in the vote, said the dam was unsafe.",
                "said",
                "Ruiz (D), Ito's rival in the vote,",
            ),
            ("On Monday, Ruiz, accused of theft, said the dam was unsafe.", "said", "Ruiz"),
        ]);
    }

    #[test]
    fn verbs_joined_by_and_share_the_subject_of_their_own_clause() {
        check(&[
            ("When my mother mentioned the dam, I laughed and said, \"It will hold.\"", "said", "I"),
            ("Ruiz left, but in a later interview said that he was well.", "said", "Ruiz"),
            ("Ruiz blamed the mayor -- something that has angered him -- and said he would resign.", "said", "Ruiz"),
            ("Ruiz is backing Ito and in a statement credited him with the victory.", "credited", "Ruiz"),
        ]);
    }

    // Regression test with mangled news text: the participle was inside its own
    // subject, so source and cue shared words.
    #[test]
    fn a_participle_is_no_part_of_its_subject() {
        let analysis = crate::analyze("said Published 2015 - 11:00 GMT of was quoted as saying : — reported that ");
        for a in &analysis.attributions {
            assert!(!a.source.iter().any(|s| a.cue.iter().any(|c| c.overlaps(*s))), "{a:?}");
        }
    }

    #[test]
    fn empty_subjects_are_nobody() {
        check(&[
            ("It is certain that the dam will hold.", "is certain", ""),
            ("It is hard to know whether the dam will hold.", "to know", ""),
        ]);
    }
}
