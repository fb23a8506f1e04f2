//! Matches patterns against a sentence's phrases: the second level of the
//! grammar.
//!
//! Leaves are nom parsers over [`Seq`]s of phrases, which are read forwards
//! right of the cue and backwards left of it. Repetitions are bounded, and so
//! is the number of phrases that a leaf looks at, except for content, which may
//! reach to the sentence's end.

use super::attempt::{Attempt, Left, Match, Parsed, Phrases, kind, phrase};
use super::content;
use super::pattern::{Capture, Node, OF_CLASS, Pattern, Terminal};
use super::sentence_context::{Paragraph, SentenceContext};
use crate::lexicon::{Class, Forms, Frames, PredicateKind, WordId};
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K, Seq};
use nom::{Input, Parser};

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
            Node::Choice(nodes) => {
                let kept = self.captures.len();
                for choice in nodes {
                    if let Some(after) = self.node(choice, input) {
                        return Some(after);
                    }
                    self.captures.truncate(kept);
                }
                None
            }
            Node::Repeat { .. } => self.sequence(std::slice::from_ref(node), input),
            Node::Capture(capture, inner) => {
                let was = self.in_cue;
                self.in_cue |= *capture == Capture::Cue;
                let kept = self.captures.len();
                let after = self.node(inner, input);
                self.in_cue = was;
                let after = after?;
                // *which was criticised*: a relative pronoun cannot be content.
                if *capture == Capture::Content
                    && **inner == Node::Terminal(Terminal::Subject)
                    && self.context.subjects[self.cue as usize]
                        .is_some_and(|s| matches!(self.context.kind(s.start), Some(K::Wh | K::That)))
                {
                    return None;
                }
                // *it seems that*: an empty subject is not captured, so there
                // is no source.
                if *capture == Capture::Source
                    && **inner == Node::Terminal(Terminal::Subject)
                    && self.context.subjects[self.cue as usize]
                        .is_some_and(|s| self.context.is_empty_subject(s, self.cue))
                {
                    self.captures.truncate(kept);
                    return Some(after);
                }
                // Some terminals add a capture themselves, since they may
                // capture other phrases than those read: a subject need not be
                // beside the cue, and content to the left excludes its comma.
                // That capture only gets its role here.
                let own = matches!(
                    &**inner,
                    Node::Terminal(
                        Terminal::Subject
                            | Terminal::SubjectOf(_)
                            | Terminal::Before
                            | Terminal::BeforePart
                            | Terminal::BeforeOpen
                            | Terminal::Quoted
                            | Terminal::Speech
                            | Terminal::Hedged
                    )
                );
                if let (true, Some(last)) = (own && self.captures.len() > kept, self.captures.last_mut()) {
                    last.0 = *capture;
                    // *the Herald, which quoted him*: the carrier is what
                    // *which* refers to.
                    if *capture == Capture::Carrier
                        && let Some(host) = self.context.relative_host(last.1)
                    {
                        last.1 = host;
                    }
                } else if let Some(tokens) = self.tokens_between(input, after) {
                    self.captures.push((*capture, tokens));
                }
                Some(after)
            }
            Node::Literal(words) => self.literal(words, input),
            Node::Class(class) => {
                let context = self.context;
                phrase(|p| OF_CLASS.contains(&p.kind) && (context.has_class(p, *class) || context.heads(p, *class)))
                    .parse(input)
                    .ok()
                    .map(|(rest, _)| rest)
            }
            Node::Terminal(terminal) => self.terminal(*terminal, input),
        }
    }

    /// Returns the tokens of the phrases between two positions.
    fn tokens_between(&self, before: Phrases<'_>, after: Phrases<'_>) -> Option<TokenSpan> {
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

    /// *as calling, as having told, as ruling out*: matches *as* and the gerund
    /// of a verb that reports words. Like those of a literal, these words can
    /// be part of no other cue.
    fn as_saying<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let first = input.first().filter(|p| context.lower_is(p, "as") && p.tokens.len() == 1)?;
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

    fn terminal<'p>(&mut self, terminal: Terminal, input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let context = self.context;
        let ok = |parsed: Parsed<'p>| parsed.ok().map(|(rest, _)| rest);
        let simple = |wanted: K| ok(kind(wanted).parse(input));
        match terminal {
            Terminal::Verb(test) => self.verb(test, false, input),
            Terminal::VerbPreposition(test) => self.verb(test, true, input),
            Terminal::ReportingNoun(frames) => self.noun(PredicateKind::Noun, frames, false, input),
            Terminal::NounPreposition(frames) => self.noun(PredicateKind::Noun, frames, true, input),
            Terminal::ReportingAdjective(frames) => self.noun(PredicateKind::Adjective, frames, false, input),
            Terminal::AdjectivePreposition(frames) => self.noun(PredicateKind::Adjective, frames, true, input),
            Terminal::NounPhrase => context.noun_phrase(input, |_| true),
            Terminal::NounPhraseOf(class) => context.noun_phrase(input, |p| context.heads(p, class)),
            Terminal::SubjectOf(class) => self.subject_of(class, input),
            Terminal::AdverbOf(class) => {
                ok(phrase(|p| p.kind == K::Adverb && context.has_class(p, class)).parse(input))
            }
            Terminal::BaseNounPhrase => ok(phrase(|p| p.kind == K::Noun).parse(input)),
            Terminal::Outlet => context.noun_phrase(input, |p| context.heads(p, Class::OUTLET)),
            // *the author of "Tides," said she was ill*: *she* is the subject
            // of what follows, not the speaker.
            Terminal::Speaker if self.is_subject(input) => None,
            Terminal::Speaker => context.noun_phrase(input, |p| context.is_speaker(p)),
            Terminal::Capitals => {
                ok(phrase(|p| p.kind == K::Noun && context.in_capitals(p) && !context.is_label(p)).parse(input))
            }
            Terminal::Name => ok(phrase(|p| p.kind == K::Noun && p.name && !context.is_label(p)).parse(input)),
            Terminal::Pronoun => ok(phrase(|p| p.kind == K::Noun && p.pronoun).parse(input)),
            Terminal::Subject => self.subject(input),
            Terminal::Possessor => simple(K::Possessor),
            Terminal::Quote => simple(K::Quote),
            Terminal::Before => self.before(input, Left::SetOff),
            Terminal::BeforePart => self.before(input, Left::Part),
            Terminal::BeforeOpen => self.before(input, Left::Open),
            Terminal::Quoted => self.before(input, Left::Quoted),
            Terminal::Speech => self.before(input, Left::Speech),
            Terminal::Hedged => self.hedged(input),
            Terminal::Light(frames) => self.light(frames, input),
            Terminal::AsSaying => self.as_saying(input),
            Terminal::Next | Terminal::NextQuote => {
                let wanted = terminal == Terminal::Next || context.quotation_follows;
                let at_end = wanted && !input.is_backward() && input.at() >= context.last_word;
                self.content_follows |= at_end;
                at_end.then_some(input)
            }
            Terminal::Previous | Terminal::PreviousQuote => {
                let wanted = match context.paragraph_before {
                    Some(Paragraph::Quotation) => true,
                    Some(Paragraph::Text) => terminal == Terminal::Previous,
                    None => false,
                };
                self.content_precedes |= wanted && input.is_backward() && input.is_empty();
                self.content_precedes.then_some(input)
            }
            Terminal::Clause => self.content(input, |_, _| true, content::has_clause),
            // *Ruiz said, adding that …*: *adding* is a second cue and not
            // content of the first.
            Terminal::Rest => {
                let cue = self.cue;
                self.opened(input, |context, start| !content::closed(context, start, cue))
            }
            Terminal::Infinitive => self.opened(input, |context, start| {
                let first = context.phrases[start as usize];
                first.kind == K::Verb && first.verb.infinitive
            }),
            Terminal::GerundPhrase => self.opened(input, |context, start| {
                let first = context.phrases[start as usize];
                first.kind == K::Verb && first.verb.gerund
            }),
            Terminal::Object => self.opened(input, |context, start| {
                matches!(context.kind(start), Some(K::Noun | K::Possessor | K::Quote | K::Adjective))
            }),
            Terminal::Question => self.opened(input, |context, start| {
                context.kind(start) == Some(K::Wh)
                    || context.kind(start) == Some(K::Subordinator) && context.is(start, &["if", "when"])
            }),
            Terminal::Adjunct => ok(self.adjunct(input)),
            Terminal::PrepositionalPhrase => self.prepositional(input),
            Terminal::Preposition => simple(K::Preposition),
            Terminal::That => simple(K::That),
            Terminal::Wh => simple(K::Wh),
            Terminal::Conjunction => simple(K::Conjunction),
            Terminal::Comma => simple(K::Comma),
            Terminal::Colon => simple(K::Colon),
            Terminal::Dash => simple(K::Dash),
            Terminal::Semicolon => simple(K::Semicolon),
            Terminal::Parenthesis => simple(K::Parenthesis),
            Terminal::Time => simple(K::Time),
            Terminal::Adverb => simple(K::Adverb),
            Terminal::Adjective => simple(K::Adjective),
            Terminal::Start => (input.is_backward() && input.is_empty()).then_some(input),
            Terminal::End => {
                let at_end = if input.is_backward() { input.is_empty() } else { input.at() >= context.last };
                at_end.then_some(input)
            }
        }
    }
}
