//! Reads the non-terminals of the pattern language.

use super::attempt::{Attempt, Parsed, Phrases, kind, phrase};
use super::content;
use super::pattern::{Capture, Left, Terminal, VerbTest};
use super::sentence_context::{Paragraph, SentenceContext};
use crate::closed_class::{AS, FOCUSING_ADVERBS, IF_OR_WHEN, OF_TO_THAT};
use crate::lexicon::{Class, Forms, Frames, PredicateKind};
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::TokenKind;
use nom::branch::alt;
use nom::combinator::{opt, recognize};
use nom::multi::many1_count;
use nom::{Input, Parser};

/// The longest tail, in words, that a verb can be read without: *called on
/// Ruiz*.
const SHORT_TAIL: u32 = 2;

impl<'s, 'a> Attempt<'s, 'a> {
    pub(super) fn verb<'p>(
        &mut self,
        test: VerbTest,
        with_preposition: bool,
        input: Phrases<'p>,
    ) -> Option<Phrases<'p>> {
        let found = input.first()?;
        if found.kind != K::Verb {
            return None;
        }
        let has = self.context.forms(found, input.take_from(1).first());
        if has & test.want != test.want || has & test.refuse != 0 {
            return None;
        }
        if test.class.is_some_and(|class| !self.context.marks.marks[found.head as usize].classes.has(class)) {
            return None;
        }
        if test.frames == Frames::default() {
            return Some(input.take_from(1));
        }
        let (index, tail) = self.context.verb_predicate(found, test.frames)?;
        // *asked not to be named* is not a use of *ask*: a long tail must not
        // be left over.
        let (_, longest) = self.context.verb_predicate(found, Frames(u64::MAX))?;
        if longest > tail + SHORT_TAIL {
            return None;
        }
        if self.in_cue || self.predicate.is_none() {
            self.predicate = Some(index);
            self.head = found.head;
        }
        let mut rest = input.take_from(1);
        let end = found.tokens.end + tail;
        while rest.first().is_some_and(|p| p.tokens.start < end) {
            if rest.first().is_some_and(|p| p.tokens.end > end) {
                // The tail ends inside a phrase, whose rest would be content.
                return None;
            }
            rest = rest.take_from(1);
        }
        if with_preposition {
            return self.preposition(rest, self.context.lexicon.predicate(index).frames, test.frames);
        }
        Some(rest)
    }

    /// Reads a preposition whose frame is both one of the predicate's own and
    /// one of those wanted.
    pub(super) fn preposition<'p>(&self, input: Phrases<'p>, own: Frames, wanted: Frames) -> Option<Phrases<'p>> {
        let next = input.first()?;
        let word = self.context.word_of(next.tokens.start);
        let (_, frame) = self.context.known.prepositions.iter().find(|(w, _)| *w == word)?;
        (matches!(next.kind, K::Preposition | K::Subordinator | K::Adverb) && own.any(*frame) && wanted.any(*frame))
            .then(|| input.take_from(1))
    }

    pub(super) fn noun<'p>(
        &mut self,
        what: PredicateKind,
        frames: Frames,
        with_preposition: bool,
        input: Phrases<'p>,
    ) -> Option<Phrases<'p>> {
        let found = input.first()?;
        let fits = match what {
            PredicateKind::Adjective => {
                matches!(found.kind, K::Adjective | K::Verb | K::Noun) && found.tokens.len() <= 3
            }
            _ => found.kind == K::Noun,
        };
        if !fits {
            return None;
        }
        let index = self.context.noun_predicate(found, what, frames)?;
        self.predicate = Some(index);
        self.head = found.head;
        let rest = input.take_from(1);
        if with_preposition {
            return self.preposition(rest, self.context.lexicon.predicate(index).frames, frames);
        }
        Some(rest)
    }

    /// *The general has reportedly fled*: captures the hedge as the cue and the
    /// clause around it as the content.
    pub(super) fn hedged<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let group = input.first()?;
        if group.kind != K::Verb {
            return None;
        }
        let is_hedge = |t: &u32| context.marks.marks[*t as usize].classes.has(Class::HEDGE);
        let hedge = (group.tokens.start..group.tokens.end).find(is_hedge)?;
        let end = content::end(context, input.at(), self.cue);
        let last = context.phrases.get(end.checked_sub(1)? as usize)?;
        let subject = context.subjects[self.cue as usize].filter(|s| s.direct);
        let start = subject.map_or(group.tokens.start, |s| context.phrases[s.start as usize].tokens.start);
        self.captures.push((Capture::Content, TokenSpan::new(start, hedge)));
        self.captures.push((Capture::Content, TokenSpan::new(hedge + 1, last.tokens.end)));
        self.captures.retain(|(_, span)| !span.is_empty());
        self.captures.push((Capture::Cue, TokenSpan::new(hedge, hedge + 1)));
        self.head = hedge;
        Some(input.take_from((end - input.at()) as usize))
    }

    /// Reads a reporting noun that makes one cue with the verb before it, and
    /// the preposition of its frame, if any.
    pub(super) fn light<'p>(&mut self, frames: Frames, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let verb = context.word_of(context.phrases[input.at().checked_sub(1)? as usize].head);
        let found = input.first()?;
        if found.kind != K::Noun {
            return None;
        }
        let index = context
            .lexicon
            .predicates(context.word_of(found.head))
            .iter()
            .map(|&(i, _)| i)
            .find(|&i| context.lexicon.predicate(i).light.contains(&verb))?;
        let own = context.lexicon.predicate(index).frames_poss;
        let rest = input.take_from(1);
        let after = self.preposition(rest, Frames(u64::MAX), frames);
        if after.is_none() && !own.any(frames) {
            return None;
        }
        self.predicate = Some(index);
        self.head = found.head;
        Some(after.unwrap_or(rest))
    }

    /// *as calling, as having told, as ruling out*: matches *as* and the gerund
    /// of a verb that reports words. Like those of a literal, these words can
    /// be part of no other cue.
    pub(super) fn as_saying<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let first = input.first().filter(|p| context.starts_with(p, AS) && p.tokens.len() == 1)?;
        let verb = input.take_from(1).first().filter(|v| v.tokens.start == first.tokens.end)?;
        // *as warning that*: here the tagger takes *warning* for a noun.
        let noun = verb.kind == K::Noun
            && verb.tokens.len() == 1
            && context.lexicon.forms(context.word_of(verb.head)).has(Forms::GERUND);
        let gerund = verb.kind == K::Verb && verb.verb.gerund;
        if !(noun || gerund) {
            return None;
        }
        // *as denying that, as criticising the plan*: not read, since without
        // the gerund the rest would say the opposite or be no statement.
        let as_verb = Phrase { kind: K::Verb, ..*verb };
        let (_, tail) = context.verb_predicate(&as_verb, context.known.wording)?;
        // *ruling out* is not a use of *rule*: a longer tail must not be left
        // over.
        let (_, longest) = context.verb_predicate(&as_verb, Frames(u64::MAX))?;
        if longest > tail || context.has_class(verb, Class::DENIAL) {
            return None;
        }
        let end = verb.tokens.end + tail;
        let mut rest = input;
        while let Some(phrase) = rest.first().filter(|p| p.tokens.start < end) {
            if phrase.tokens.end > end {
                return None;
            }
            rest = rest.take_from(1);
        }
        self.literals.extend(self.tokens_between(input, rest));
        Some(rest)
    }

    /// Whether the phrase right of the cue is a pronoun that is the subject of
    /// the verb behind it.
    pub(super) fn is_subject(&self, input: Phrases<'_>) -> bool {
        let verb = input.at() as usize + 1;
        !input.is_backward()
            && input.first().is_some_and(|p| p.pronoun)
            && self.context.phrases.get(verb).is_some_and(|p| p.verb.finite)
            && self.context.subjects[verb].is_some_and(|s| s.direct && s.start == input.at())
    }

    /// Captures the subject of the cue's verb. If it is directly before the
    /// cue, reading goes on left of it; otherwise nothing is consumed. Right of
    /// the cue, reads a noun phrase and leaves the capture to the caller.
    pub(super) fn subject<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        if !input.is_backward() {
            return self.context.noun_phrase(input, |_| true);
        }
        let subject = self.context.subjects[self.cue as usize]?;
        // *Who signed this?* asks for the subject.
        if subject.start == 0 && self.context.kind(0) == Some(K::Wh) {
            return None;
        }
        let phrases = &self.context.phrases[subject.start as usize..subject.end as usize];
        let tokens = TokenSpan::new(phrases.first()?.tokens.start, phrases.last()?.tokens.end);
        self.captures.push((Capture::Source, tokens));
        if subject.direct {
            return Some(input.take_from((input.at() - subject.start) as usize));
        }
        Some(input)
    }

    /// Captures the subject if its head has a term of the class.
    pub(super) fn subject_of<'p>(&mut self, class: Class, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        if input.is_backward() {
            return if context.subject_has(self.cue, class) { self.subject(input) } else { None };
        }
        context.noun_phrase(input, |p| context.heads(p, class))
    }

    /// Whether the subject right of here is a relative pronoun: *the channel,
    /// which first reported it*. Its clause says something about what stands
    /// before it.
    fn is_relative(&self, input: Phrases<'_>) -> bool {
        let subject = self.context.subjects[self.cue as usize].filter(|s| s.direct);
        subject.is_some_and(|s| s.start == input.at() && self.context.kind(s.start) == Some(K::Wh))
    }

    /// Captures content left of the cue, up to the sentence's start, without
    /// the comma or dash before the cue.
    pub(super) fn before<'p>(&mut self, input: Phrases<'p>, left: Left) -> Option<Phrases<'p>> {
        let context = self.context;
        // *One, who posted as Ito, wrote*: a relative clause is not a tag.
        if context.kind(input.at()) == Some(K::Wh) {
            return None;
        }
        let (mut rest, _) = opt(alt((kind::<'p>(K::Comma), kind::<'p>(K::Dash)))).parse(input).ok()?;
        let end = rest.at();
        let quoted = matches!(left, Left::Quoted | Left::Speech);
        if quoted && context.kind(end.checked_sub(1)?)? != K::Quote {
            return None;
        }
        // *"We have won," beamed Ito*: the quotation must be a clause, with a
        // mark at its end which shows that the sentence goes on.
        if left == Left::Speech {
            let quote = &context.phrases[end as usize - 1];
            let last = quote.tokens.end.saturating_sub(2).max(quote.tokens.start) as usize;
            let mark = matches!(context.tokens[last].kind, TokenKind::Comma | TokenKind::Exclamation);
            if !quote.verb.finite || !mark && rest.at() == input.at() {
                return None;
            }
        }
        if matches!(left, Left::SetOff | Left::Part)
            && rest.at() == input.at()
            && context.kind(end.checked_sub(1)?)? != K::Quote
        {
            // Content that is not a quotation must be set off by a comma.
            return None;
        }
        let start = content::left_start(context, end);
        if start >= end {
            return None;
        }
        let phrases = &context.phrases[start as usize..end as usize];
        if quoted && phrases.iter().take(2).all(|p| p.kind != K::Quote) {
            return None;
        }
        if !quoted && (self.is_relative(input) || participle_alone(phrases)) {
            return None;
        }
        // *At the debate, Ito spoke*: a fronted prepositional phrase is not
        // content.
        let quote = context.counts.has_quote(start, end) && phrases[0].kind != K::Preposition;
        if left == Left::SetOff && !quote && !context.counts.has_clause(start, end) {
            return None;
        }
        // *When it rained, Ito wrote a book*: the verb has an object of its
        // own, so the fronted clause is not content.
        let more = !matches!(context.kind(self.cue + 1), None | Some(K::Stop | K::Comma));
        let clause = phrases.last().is_some_and(|p| p.kind == K::Quote && p.verb.finite);
        if left == Left::SetOff && more && !clause && content::only_fronted(context, start, end) {
            return None;
        }
        rest = rest.take_from((end - start) as usize);
        let tokens =
            TokenSpan::new(context.phrases[start as usize].tokens.start, context.phrases[end as usize - 1].tokens.end);
        self.lead = Some((start, end));
        // Captured here, so that the comma is excluded. The enclosing capture
        // finds it and adds none of its own.
        self.captures.push((Capture::Content, tokens));
        Some(rest)
    }

    /// Reads nothing, but takes the sentences or the paragraph that follow as
    /// content, or the paragraph before.
    pub(super) fn content_elsewhere<'p>(&mut self, terminal: Terminal, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        if matches!(terminal, Terminal::Previous | Terminal::PreviousQuote) {
            let wanted = match context.paragraph_before {
                Some(Paragraph::Quotation) => true,
                Some(Paragraph::Text) => terminal == Terminal::Previous,
                None => false,
            };
            let is_first = wanted && input.is_backward() && input.is_empty();
            self.content_precedes |= is_first;
            return is_first.then_some(input);
        }
        let wanted = terminal == Terminal::Next || context.quotation_follows;
        let is_last = wanted && !input.is_backward() && input.at() >= context.last_word;
        self.content_follows |= is_last;
        is_last.then_some(input)
    }

    /// Reads content right of the cue that begins as the non-terminal says.
    pub(super) fn opened<'p>(&mut self, terminal: Terminal, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let cue = self.cue;
        let opens = |context: &SentenceContext<'a>, start: u32| {
            let first = &context.phrases[start as usize];
            match terminal {
                Terminal::Infinitive => first.kind == K::Verb && first.verb.infinitive,
                Terminal::GerundPhrase => first.kind == K::Verb && first.verb.gerund,
                Terminal::Object => matches!(first.kind, K::Noun | K::Possessor | K::Quote | K::Adjective),
                Terminal::Question => {
                    first.kind == K::Wh || first.kind == K::Subordinator && context.is(start, IF_OR_WHEN)
                }
                // *Ruiz said, adding that …*: *adding* is a second cue and not
                // content of the first.
                _ => !content::closed(context, start, cue),
            }
        };
        self.content(input, opens, |_, _, _| true)
    }

    /// Reads content right of the cue: `opens` tests its first phrase, and
    /// `test` the range of its phrases.
    pub(super) fn content<'p>(
        &mut self,
        input: Phrases<'p>,
        opens: impl Fn(&SentenceContext<'a>, u32) -> bool,
        test: impl Fn(&SentenceContext<'_>, u32, u32) -> bool,
    ) -> Option<Phrases<'p>> {
        let context = self.context;
        let start = input.at();
        let length = context.phrases.len() as u32;
        if start >= length || !opens(context, start) {
            return None;
        }
        let end = content::end(context, start, self.cue);
        // Times, adverbs and prepositions alone are not content.
        let bare = context.phrases[start as usize..end.max(start) as usize]
            .iter()
            .all(|p| matches!(p.kind, K::Time | K::Adverb | K::Comma | K::Preposition));
        if end <= start || bare || !test(context, start, end) {
            return None;
        }
        self.run = Some((start, end));
        Some(input.take_from((end - start) as usize))
    }

    /// Reads one time, adverb, bracket or prepositional phrase.
    pub(super) fn adjunct<'p>(&self, input: Phrases<'p>) -> Parsed<'p> {
        let context = self.context;
        let not_of = |p: &Phrase| !context.starts_with(p, OF_TO_THAT);
        // *said only 38% had come*: *only* belongs to the number.
        let counts = input.take_from(1).first().is_some_and(|p| p.kind == K::Noun) && !input.is_backward();
        alt((
            kind(K::Time),
            phrase(|p| p.kind == K::Adverb && !(counts && context.starts_with(p, FOCUSING_ADVERBS))),
            kind(K::Parenthesis),
            recognize((
                phrase(move |p| p.kind == K::Preposition && not_of(p)),
                opt(kind(K::Possessor)),
                many1_count(phrase(|p| p.kind == K::Noun)),
                opt((phrase(|p| p.kind == K::Preposition), opt(kind(K::Possessor)), kind(K::Noun))),
                opt((phrase(|p| p.kind == K::Preposition), opt(kind(K::Possessor)), kind(K::Noun))),
            )),
        ))
        .parse(input)
    }

    pub(super) fn prepositional<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let (rest, _) = kind::<'p>(K::Preposition).parse(input).ok()?;
        self.context.noun_phrase(rest, |_| true)
    }
}

/// Whether the phrases are one participle with what belongs to it: *pressed on
/// whether it was over*.
fn participle_alone(phrases: &[Phrase]) -> bool {
    let verb = phrases.first().is_some_and(|p| p.kind == K::Verb && p.verb.participle);
    verb && phrases.iter().all(|p| p.kind != K::Comma && p.kind != K::Quote)
}
