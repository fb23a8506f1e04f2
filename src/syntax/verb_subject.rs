//! Finds the subject of one verb group, by what stands before it.

use super::phrase::PhraseKind as K;
use super::subject::{LOOK_BACK, Sentence, Subject};
use crate::closed_class::{FOR, LOOSE_RELATIVES, OF, PREVERBAL_ADVERBS};
use crate::lexicon::{Class, ClassSet, Forms};
use crate::token::{Shape, Token, TokenKind};

/// Classes of nouns that can speak.
const PERSONS: ClassSet =
    ClassSet::of(&[Class::ROLE, Class::SPOKESPERSON, Class::GROUP, Class::UNNAMED_SOURCE, Class::ORGANIZATION_NOUN]);

/// How many phrases before an infinitive are searched for its governor.
const GOVERNOR: usize = 8;

/// Returns the subject of another verb, taken over.
fn inherited(from: Option<usize>, found: &[Option<Subject>]) -> Option<Subject> {
    from.and_then(|i| found[i]).map(|s| Subject { direct: false, ..s })
}

impl Sentence<'_> {
    /// Returns the subject of the verb group `v`. `governor` is the verb whose
    /// subject it takes over if it has none of its own.
    pub(super) fn subject(&self, v: usize, found: &[Option<Subject>], governor: Option<usize>) -> Option<Subject> {
        let verb = self.phrases[v].verb;
        let mut end = v;
        while end > 0 && (matches!(self.kind(end - 1), K::Adverb | K::Time) || self.adverbial(end - 1)) {
            end -= 1;
        }
        let before = end.checked_sub(1)?;
        if let Some(start) = self.behind_speech(v, end, found) {
            return Some(Subject::direct(start, end));
        }
        if verb.infinitive {
            return self.subject_of_infinitive(end, found, governor);
        }
        match self.kind(before) {
            K::Wh | K::That => Some(Subject::direct(self.relative_start(before), end)),
            // *spent the week trying*, *drew crowds accusing*: the object
            // cannot be the subject.
            K::Noun if verb.gerund && self.idle_object(before) => inherited(governor, found),
            K::Noun | K::Parenthesis | K::Possessor => self.subject_noun(v, end, found, governor),
            K::Comma if !verb.gerund && !verb.participle => self.subject_behind_comma(v, before, found, governor),
            K::Dash if verb.finite => self.dashed(before, found).map(|(start, stop)| Subject::direct(start, stop)),
            K::Conjunction if verb.finite => self.subject_of_conjunct(before, found, governor),
            K::Quote if verb.finite => self.subject_behind_quotation(v, before, end, found, governor),
            K::Verb if verb.finite => self.subject_behind_clause(before, end, found),
            _ if verb.gerund || verb.participle => inherited(governor, found),
            K::Adjective if verb.finite => {
                self.noun_phrase_before(before, found).map(|start| Subject::direct(start, end))
            }
            _ => None,
        }
    }

    /// Returns the subject of an infinitive: the object of the nearest verb
    /// to its left, or that verb's subject.
    fn subject_of_infinitive(
        &self,
        end: usize,
        found: &[Option<Subject>],
        last_finite: Option<usize>,
    ) -> Option<Subject> {
        let floor = end.saturating_sub(GOVERNOR);
        let governor = (floor..end).rev().find(|&i| self.kind(i) == K::Verb)?;
        if governor + 2 == end
            && self.kind(end - 1) == K::Noun
            && !self.phrases[governor].verb.passive
            && found[governor].is_some()
            && self.controls_object(governor)
        {
            return Some(Subject::taken_over(end - 1, end));
        }
        // *hard for them to accept*: the noun after *for*.
        if governor + 2 < end
            && self.kind(end - 1) == K::Noun
            && self.kind(end - 2) == K::Preposition
            && self.is(end - 2, FOR)
        {
            return Some(Subject::taken_over(end - 1, end));
        }
        inherited(Some(governor), found).or_else(|| inherited(last_finite, found))
    }

    /// Returns where a subject that ends in a relative pronoun starts: *all of
    /// whom* includes *all of*.
    fn relative_start(&self, pronoun: usize) -> usize {
        let part = pronoun > 1
            && self.is(pronoun, LOOSE_RELATIVES)
            && self.is(pronoun - 1, OF)
            && self.kind(pronoun - 2) == K::Noun;
        if part { pronoun - 2 } else { pronoun }
    }

    /// Returns the subject of a verb that follows a noun phrase.
    fn subject_noun(
        &self,
        v: usize,
        end: usize,
        found: &[Option<Subject>],
        governor: Option<usize>,
    ) -> Option<Subject> {
        let start = self.noun_phrase_before(end, found)?;
        // *but in an interview said*: the noun after a preposition is not a
        // subject.
        if self.phrases[v].verb.finite
            && start > 1
            && self.kind(start - 1) == K::Preposition
            && self.kind(start - 2) == K::Conjunction
            && governor.is_some()
        {
            return inherited(governor, found);
        }
        Some(Subject::direct(self.unclosed_apposition(start).unwrap_or(start), end))
    }

    /// Returns the subject of a verb after the comma at `comma`.
    fn subject_behind_comma(
        &self,
        v: usize,
        comma: usize,
        found: &[Option<Subject>],
        governor: Option<usize>,
    ) -> Option<Subject> {
        let finite = self.phrases[v].verb.finite;
        let told = self.told_between(comma, found).filter(|_| finite);
        if let Some((start, stop)) = told.or_else(|| self.parenthetical(comma, found)) {
            return Some(Subject::direct(start, stop));
        }
        // *Prices rose, said Ito*: the subject stands after the verb. *If Ito
        // asks, say yes*: an order.
        let inverted = finite && self.clausal(v) && self.speaker_behind(v);
        if inverted || governor.is_some_and(|first| self.commands(v, first)) {
            return None;
        }
        // *X did this, did that*: both verbs share the last subject.
        inherited(governor, found).or_else(|| self.severed(comma, v, found))
    }

    /// Returns the subject of a verb after the conjunction at `and`: *who said A
    /// and characterised B*. Both verbs share it.
    fn subject_of_conjunct(&self, and: usize, found: &[Option<Subject>], governor: Option<usize>) -> Option<Subject> {
        let nearest = (and.saturating_sub(GOVERNOR)..and)
            .rev()
            .take_while(|&i| !matches!(self.kind(i), K::Comma | K::Dash))
            .find(|&i| self.kind(i) == K::Verb && self.phrases[i].verb.finite);
        let shared = nearest.filter(|&i| {
            found[i].is_some_and(|s| {
                let start = s.start as usize;
                let relative = matches!(self.kind(start), K::Wh | K::That);
                // *when Ito rose, Ruiz laughed and said*: a clause of its own
                // after the comma.
                relative || s.direct && start > 0 && self.kind(start - 1) == K::Comma
            })
        });
        inherited(shared, found).or_else(|| inherited(governor, found))
    }

    /// Returns the subject of a verb after a quotation that is not speech.
    fn subject_behind_quotation(
        &self,
        v: usize,
        quotation: usize,
        end: usize,
        found: &[Option<Subject>],
        governor: Option<usize>,
    ) -> Option<Subject> {
        let last = self.phrases[quotation].tokens.end.saturating_sub(2) as usize;
        if matches!(self.tokens[last].kind, TokenKind::Comma | TokenKind::Period | TokenKind::Exclamation) {
            // *Ruiz, the author of "Tides," said*: the closing comma is inside
            // the marks.
            if self.phrases[quotation].verb.finite && !self.is_title(quotation) {
                return None;
            }
            if let Some((start, stop)) = self.parenthetical(quotation, found) {
                return Some(Subject::direct(start, stop));
            }
            // *Mayor calls plan "a farce," vows to stop it*: shares the
            // subject.
            let inverted = self.clausal(v) && self.speaker_behind(v);
            return if inverted { None } else { inherited(governor, found) };
        }
        // *the so-called "Group of Five" said*: a name in quotation marks.
        let named = quotation.checked_sub(1)?;
        let start = match self.kind(named) {
            K::Noun => named,
            // *a man who asked to be called "Bee" said*: the noun before *who*.
            K::Verb => self.relative_host(named, found)?,
            _ => return None,
        };
        Some(Subject::direct(start, end))
    }

    /// Returns the subject of a verb after a relative clause that ends in the
    /// verb at `verb`: *people who know say*.
    fn subject_behind_clause(&self, verb: usize, end: usize, found: &[Option<Subject>]) -> Option<Subject> {
        if let Some(start) = self.relative_host(verb, found) {
            return Some(Subject::direct(start, end));
        }
        let start = self.noun_phrase_before(self.reduced_host(verb)? + 1, found)?;
        // *the report published Tuesday showed*: the time belongs to the
        // subject.
        let end = end + usize::from(self.kind(end) == K::Time);
        Some(Subject::direct(start, end))
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
        let openers = [K::That, K::Subordinator, K::Stop, K::Conjunction, K::Quote, K::Comma];
        self.begins_behind(start, &openers).then_some((start, open))
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
        let opens = self.begins_behind(name, &[K::Comma, K::Conjunction, K::Subordinator, K::That, K::Quote]);
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
        self.kind(at) == K::Adjective && self.is(at, PREVERBAL_ADVERBS)
    }

    /// Whether the verb's object is the subject of the infinitive: *urged him
    /// to go*, *sent troops to help*.
    fn controls_object(&self, governor: usize) -> bool {
        let mark = &self.marks.marks[self.phrases[governor].head as usize];
        let frame = self.lexicon.frame("object-inf");
        let listed = |&(p, _): &(u32, Forms)| frame.is_some_and(|f| self.lexicon.predicate(p).frames.any(f));
        mark.classes.has(Class::CAUSATIVE) || self.lexicon.predicates(mark.word).iter().any(listed)
    }

    /// Whether a noun is the object of a verb and cannot be the subject of the
    /// gerund after it: it is neither a name, nor a person, nor a document that
    /// the verb's subject did not write.
    fn idle_object(&self, noun: usize) -> bool {
        let phrase = &self.phrases[noun];
        let mark = &self.marks.marks[phrase.head as usize];
        let governor = |v: usize| self.marks.marks[self.phrases[v].head as usize].classes;
        !phrase.name
            && !phrase.pronoun
            && noun > 0
            && self.kind(noun - 1) == K::Verb
            && !self.clausal(noun - 1)
            && !mark.classes.any(PERSONS)
            && !(mark.classes.has(Class::DOCUMENT) && governor(noun - 1).has(Class::RECEIVING))
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
