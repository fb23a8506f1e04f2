//! Matches patterns against a sentence's phrases: the second level of the
//! grammar.
//!
//! Leaves are nom parsers over [`Seq`]s of phrases, which are read forwards
//! right of the cue and backwards left of it. Repetitions are bounded, and so
//! is the number of phrases that a leaf looks at, except for content, which may
//! reach to the sentence's end.

use super::attempt::{Attempt, Match, Phrases};
use super::content;
use super::pattern::{Capture, Node, OF_CLASS, Pattern, Terminal};
use super::sentence_context::SentenceContext;
use crate::lexicon::{Class, PredicateKind, WordId};
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K, Seq};
use nom::Input;

/// How many steps one attempt may take.
const FUEL: u32 = 400;

impl SentenceContext<'_> {
    /// Matches `pattern` with its cue at phrase `cue`.
    pub(super) fn attempt(&self, pattern: &Pattern, cue: u32) -> Option<Match> {
        let mut attempt = Attempt {
            context: self,
            cue,
            captures: Vec::new(),
            predicate: None,
            head: self.phrases[cue as usize].head,
            literals: Vec::new(),
            in_cue: false,
            content_follows: false,
            content_precedes: false,
            run: None,
            lead: None,
            fuel: FUEL,
        };
        let count = self.phrases.len() as u32;
        let rest = attempt.sequence(&pattern.right, Seq::forward(self.phrases, cue, count))?;
        let run = attempt.run.filter(|(_, end)| rest.at() == *end);
        attempt.sequence(&pattern.left, Seq::backward(self.phrases, 0, cue))?;
        attempt.captures.sort_by_key(|(_, span)| span.start);
        Some(Match {
            captures: attempt.captures,
            predicate: attempt.predicate,
            head: attempt.head,
            content_follows: attempt.content_follows,
            content_precedes: attempt.content_precedes,
            literals: attempt.literals,
            run,
            lead: attempt.lead,
        })
    }
}

impl<'s, 'a> Attempt<'s, 'a> {
    /// Matches nodes one after the other. A repetition takes as much as it can
    /// and gives it back item by item if the rest does not match.
    fn sequence<'p>(&mut self, nodes: &[Node], input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let Some((first, rest)) = nodes.split_first() else { return Some(input) };
        let Node::Repeat { node, least, most } = first else {
            let after = self.node(first, input)?;
            return self.sequence(rest, after);
        };
        self.repeat(node, *least, *most, rest, input)
    }

    /// Matches `node` from `least` to `most` times, as often as it can, and then
    /// `rest`.
    fn repeat<'p>(&mut self, node: &Node, least: u8, most: u8, rest: &[Node], input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let kept = self.captures.len();
        if most > 0
            && let Some(after) = self.node(node, input)
            && after.input_len() < input.input_len()
            && let Some(end) = self.repeat(node, least.saturating_sub(1), most - 1, rest, after)
        {
            return Some(end);
        }
        self.captures.truncate(kept);
        if least > 0 { None } else { self.sequence(rest, input) }
    }

    fn node<'p>(&mut self, node: &Node, input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        self.fuel = self.fuel.checked_sub(1)?;
        match node {
            Node::Sequence(nodes) => self.sequence(nodes, input),
            Node::Choice(nodes) => nodes.iter().find_map(|choice| {
                let kept = self.captures.len();
                let after = self.node(choice, input);
                if after.is_none() {
                    self.captures.truncate(kept);
                }
                after
            }),
            Node::Repeat { .. } => self.sequence(std::slice::from_ref(node), input),
            Node::Capture(capture, inner) => self.capture(*capture, inner, input),
            Node::Literal(words) => self.literal(words, input),
            Node::Class(class) => {
                let has = |p: &Phrase| self.context.has_class(p, *class) || self.context.heads(p, *class);
                one(input, |p| OF_CLASS.contains(&p.kind) && has(p))
            }
            Node::Terminal(terminal) => self.terminal(*terminal, input),
        }
    }

    /// Matches `inner` and captures what it reads.
    fn capture<'p>(&mut self, capture: Capture, inner: &Node, input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let (in_cue, kept) = (self.in_cue, self.captures.len());
        self.in_cue |= capture == Capture::Cue;
        let after = self.node(inner, input);
        self.in_cue = in_cue;
        let after = after?;
        let subject = self.context.subjects[self.cue as usize];
        if let (Node::Terminal(Terminal::Subject), Some(subject)) = (inner, subject) {
            match capture {
                // *which was criticised*: a relative pronoun cannot be content.
                Capture::Content if matches!(self.context.kind(subject.start), Some(K::Wh | K::That)) => return None,
                // *it seems that*: an empty subject is not captured, so there
                // is no source.
                Capture::Source | Capture::Speaker if self.context.is_empty_subject(subject, self.cue) => {
                    self.captures.truncate(kept);
                    return Some(after);
                }
                _ => {}
            }
        }
        let own = matches!(inner, Node::Terminal(terminal) if captures_itself(*terminal));
        if let (true, Some(last)) = (own && self.captures.len() > kept, self.captures.last_mut()) {
            last.0 = capture;
            // *the Herald, which quoted him*: the carrier is what *which*
            // refers to.
            if capture == Capture::Carrier
                && let Some(host) = self.context.relative_host(last.1)
            {
                last.1 = host;
            }
        } else if let Some(tokens) = self.tokens_between(input, after) {
            self.captures.push((capture, tokens));
        }
        Some(after)
    }

    /// Returns the tokens of the phrases between two positions.
    pub(super) fn tokens_between(&self, before: Phrases<'_>, after: Phrases<'_>) -> Option<TokenSpan> {
        let (a, b) = (before.at().min(after.at()), before.at().max(after.at()));
        (a < b).then(|| {
            TokenSpan::new(
                self.context.phrases[a as usize].tokens.start,
                self.context.phrases[b as usize - 1].tokens.end,
            )
        })
    }

    /// Matches words in a row that begin and end where a phrase does.
    fn literal<'p>(&mut self, words: &[WordId], input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let fits = |start: u32| {
            words
                .iter()
                .enumerate()
                .all(|(i, w)| context.marks.marks.get(start as usize + i).is_some_and(|m| m.word == *w))
        };
        let mut rest = input;
        let mut left = words.len() as u32;
        if input.is_backward() {
            let end = input.first()?.tokens.end;
            let start = end.checked_sub(left)?;
            if !fits(start) {
                return None;
            }
        } else if !fits(input.first()?.tokens.start) {
            return None;
        }
        while left > 0 {
            left = left.checked_sub(rest.first()?.tokens.len())?;
            rest = rest.take_from(1);
        }
        self.literals.extend(self.tokens_between(input, rest));
        Some(rest)
    }

    /// Reads the label that opens the turn, if the cue is the mark behind it,
    /// and captures the name in it.
    fn label<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let label = self.context.label.filter(|_| input.is_backward())?;
        let mark = self.context.phrases.get(input.at() as usize)?;
        if mark.tokens.start != label.mark {
            return None;
        }
        self.captures.push((Capture::Source, label.name));
        Some(input.take_from(input.input_len()))
    }

    /// Reads a non-terminal.
    fn terminal<'p>(&mut self, terminal: Terminal, input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let context = self.context;
        match terminal {
            Terminal::Phrase(kind) => one(input, |p| p.kind == kind),
            Terminal::Verb(test) => self.verb(test, false, input),
            Terminal::VerbPreposition(test) => self.verb(test, true, input),
            Terminal::ReportingNoun(frames) => self.noun(PredicateKind::Noun, frames, false, input),
            Terminal::NounPreposition(frames) => self.noun(PredicateKind::Noun, frames, true, input),
            Terminal::ReportingAdjective(frames) => self.noun(PredicateKind::Adjective, frames, false, input),
            Terminal::AdjectivePreposition(frames) => self.noun(PredicateKind::Adjective, frames, true, input),
            Terminal::NounPhrase => context.noun_phrase(input, |_| true),
            Terminal::NounPhraseOf(class) => context.noun_phrase(input, |p| context.heads(p, class)),
            Terminal::Outlet => context.noun_phrase(input, |p| context.heads(p, Class::OUTLET)),
            // *the author of "Tides," said she was ill*: *she* is the subject
            // of what follows, not the speaker.
            Terminal::Speaker if self.is_subject(input) => None,
            Terminal::Speaker => context.noun_phrase(input, |p| context.is_speaker(p)),
            Terminal::Publisher => self.publisher(input),
            Terminal::Programme => self.programme(input),
            Terminal::ClauseSubject => self.clause_subject(input),
            Terminal::Label => self.label(input),
            Terminal::Name => one(input, |p| p.kind == K::Noun && p.name && !context.is_label(p)),
            Terminal::Pronoun => one(input, |p| p.kind == K::Noun && p.pronoun),
            Terminal::AdverbOf(class) => one(input, |p| p.kind == K::Adverb && context.has_class(p, class)),
            Terminal::Subject => self.subject(input),
            Terminal::SubjectOf(class) => self.subject_of(class, input),
            Terminal::Hedged => self.hedged(input),
            Terminal::Light(frames) => self.light(frames, input),
            Terminal::AsSaying => self.as_saying(input),
            Terminal::Adjunct => self.adjunct(input).ok().map(|(rest, _)| rest),
            Terminal::PrepositionalPhrase => self.prepositional(input),
            Terminal::Left(left) => self.before(input, left),
            Terminal::Next | Terminal::NextQuote | Terminal::Previous | Terminal::PreviousQuote => {
                self.content_elsewhere(terminal, input)
            }
            Terminal::Clause => self.content(input, |_, _| true, content::has_clause),
            Terminal::Rest | Terminal::Infinitive | Terminal::GerundPhrase | Terminal::Object | Terminal::Question => {
                self.opened(terminal, input)
            }
            Terminal::Start => (input.is_backward() && input.is_empty()).then_some(input),
            Terminal::End => {
                let at_end = if input.is_backward() { input.is_empty() } else { input.at() >= context.last };
                at_end.then_some(input)
            }
        }
    }
}

/// Reads one phrase that passes a test.
fn one<'p>(input: Phrases<'p>, test: impl Fn(&Phrase) -> bool) -> Option<Phrases<'p>> {
    input.first().is_some_and(test).then(|| input.take_from(1))
}

/// Whether a non-terminal adds a capture itself, since it may capture other
/// phrases than those read: a subject need not be beside the cue, and content
/// to the left excludes its comma. That capture only gets its role from the
/// pattern.
fn captures_itself(terminal: Terminal) -> bool {
    matches!(
        terminal,
        Terminal::Subject
            | Terminal::SubjectOf(_)
            | Terminal::ClauseSubject
            | Terminal::Left(_)
            | Terminal::Hedged
            | Terminal::Label
    )
}
