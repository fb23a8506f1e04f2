//! Patterns run over a sentence's phrases: the second level of the cascade.
//!
//! The leaves are nom parsers over [`Seq`]s of phrases, forwards right of the
//! cue and backwards left of it. Every repetition is bounded and every leaf
//! looks a bounded way, but for content, which ends at the sentence's end.

use super::content;
use super::input::Seq;
use super::pattern::{Capture, Node, Pattern, Terminal, VerbTest, form};
use super::phrase::{Phrase, PhraseKind as K};
use super::subject::Subject;
use crate::lexicon::{Class, ClassSet, Frames, Lexicon, Marks, PredicateKind, WordId};
use crate::span::TokenSpan;
use crate::token::{Shape, Token, TokenKind};
use nom::branch::alt;
use nom::combinator::{opt, recognize};
use nom::error::{Error, ErrorKind};
use nom::multi::many1_count;
use nom::{IResult, Input, Parser};

pub(super) type Phrases<'p> = Seq<'p, Phrase>;
type Parsed<'p> = IResult<Phrases<'p>, Phrases<'p>>;

/// A sentence with everything that patterns ask about.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) phrases: &'a [Phrase],
    pub(super) subjects: &'a [Option<Subject>],
    pub(super) known: &'a Known,
    /// Whether what follows the sentence begins with a quotation.
    pub(super) quotation_follows: bool,
}

/// Frames that the engine itself refers to, looked up once.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) clausal: Frames,
    pub(super) paren: Frames,
    pub(super) copula: Frames,
    /// Frame of each preposition: word and frame.
    pub(super) prepositions: Vec<(WordId, Frames)>,
}

/// What a pattern captured, as tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Match {
    pub(super) captures: Vec<(Capture, TokenSpan)>,
    /// The predicate that the cue is a form of.
    pub(super) predicate: Option<u32>,
    /// Token of the cue's head.
    pub(super) head: u32,
    /// The content stands in what follows the sentence.
    pub(super) content_follows: bool,
    /// Words that the pattern asks for to the letter.
    pub(super) literals: Vec<TokenSpan>,
    /// Phrases of content that goes as far as nothing ends it, where the
    /// pattern asks for nothing behind it.
    pub(super) run: Option<(u32, u32)>,
    /// Phrases of content left of the cue that begins where nothing ends it.
    pub(super) lead: Option<(u32, u32)>,
}

impl Match {
    /// From the first word captured to the last.
    pub(super) fn cover(&self) -> TokenSpan {
        let start = self.captures.iter().map(|(_, s)| s.start).min().unwrap_or_default();
        let end = self.captures.iter().map(|(_, s)| s.end).max().unwrap_or_default();
        TokenSpan::new(start, end)
    }
}

/// State of one attempt.
struct Attempt<'s, 'a> {
    scene: &'s Scene<'a>,
    cue: u32,
    captures: Vec<(Capture, TokenSpan)>,
    predicate: Option<u32>,
    head: u32,
    literals: Vec<TokenSpan>,
    in_cue: bool,
    content_follows: bool,
    run: Option<(u32, u32)>,
    lead: Option<(u32, u32)>,
    /// Steps left: a bound on backtracking.
    fuel: u32,
}

/// Steps that one attempt may take.
const FUEL: u32 = 400;

impl Scene<'_> {
    /// Tries `pattern` with its cue at phrase `cue`.
    pub(super) fn attempt(&self, pattern: &Pattern, cue: u32) -> Option<Match> {
        let mut attempt = Attempt {
            scene: self,
            cue,
            captures: Vec::new(),
            predicate: None,
            head: self.phrases[cue as usize].head,
            literals: Vec::new(),
            in_cue: false,
            content_follows: false,
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
            literals: attempt.literals,
            run,
            lead: attempt.lead,
        })
    }

    fn word_of(&self, token: u32) -> WordId {
        self.marks.marks[token as usize].word
    }

    pub(super) fn kind(&self, at: u32) -> Option<K> {
        self.phrases.get(at as usize).map(|p| p.kind)
    }

    pub(super) fn lower(&self, phrase: u32) -> String {
        let token = self.phrases[phrase as usize].tokens.start as usize;
        self.tokens[token].text(self.text).to_lowercase()
    }

    pub(super) fn text_of(&self, token: u32) -> &str {
        self.tokens[token as usize].text(self.text)
    }

    /// The first word of a phrase that function words make telling; nothing
    /// for noun phrases and verb groups, whose words are too many.
    pub(super) fn first_word(&self, phrase: &Phrase) -> &str {
        match phrase.kind {
            K::Noun if !phrase.pronoun => "",
            K::Verb | K::Quote | K::Parenthesis | K::Symbol | K::Possessor => "",
            _ => self.text_of(phrase.tokens.start),
        }
    }

    fn lower_is(&self, phrase: &Phrase, word: &str) -> bool {
        self.tokens[phrase.tokens.start as usize].text(self.text).eq_ignore_ascii_case(word)
    }

    /// The reporting predicates of a verb group that have one of the frames
    /// and whose form and tail fit; the tail's length in tokens.
    pub(super) fn verb_predicate(&self, phrase: &Phrase, frames: Frames) -> Option<(u32, u32)> {
        if phrase.kind != K::Verb {
            return None;
        }
        let mut best: Option<(u32, u32)> = None;
        for &(index, forms) in self.lexicon.predicates(self.word_of(phrase.head)) {
            let predicate = self.lexicon.predicate(index);
            if predicate.kind != PredicateKind::Verb || !predicate.frames.any(frames) || forms.0 == 0 {
                continue;
            }
            let tail = predicate.tail.len() as u32;
            let fits = predicate
                .tail
                .iter()
                .enumerate()
                .all(|(i, w)| self.marks.marks.get(phrase.tokens.end as usize + i).is_some_and(|m| m.word == *w));
            if fits && best.is_none_or(|(_, length)| tail > length) {
                best = Some((index, tail));
            }
        }
        best
    }

    fn noun_predicate(&self, phrase: &Phrase, kind: PredicateKind, frames: Frames) -> Option<u32> {
        self.lexicon.predicates(self.word_of(phrase.head)).iter().map(|&(index, _)| index).find(|&i| {
            let p = self.lexicon.predicate(i);
            p.kind == kind && p.frames.any(frames)
        })
    }

    pub(super) fn has_class(&self, phrase: &Phrase, class: Class) -> bool {
        phrase.tokens.range().any(|t| self.marks.marks[t].classes.has(class))
    }

    /// Whether the head of a noun phrase has a term of this class; a
    /// publisher can also be one by the form of its name.
    fn heads(&self, phrase: &Phrase, class: Class) -> bool {
        let has = |c: Class| self.marks.marks[phrase.head as usize].classes.has(c);
        let outlet = || has(Class::OUTLET_HEAD) || phrase.name && has(Class::OUTLET_NAME_LAST);
        phrase.kind == K::Noun && !phrase.pronoun && (has(class) || class == Class::OUTLET && outlet())
    }

    /// *it* and *there* that stand for nobody: *it seems, it is hard to say,
    /// there was talk*.
    fn is_empty_subject(&self, subject: Subject, cue: u32) -> bool {
        let pronoun = &self.phrases[subject.start as usize];
        if !pronoun.pronoun || subject.end != subject.start + 1 && !subject.direct {
            return false;
        }
        if self.lower_is(pronoun, "there") {
            return true;
        }
        let verb = if subject.direct { self.phrases.get(cue as usize) } else { self.phrases.get(subject.end as usize) };
        self.lower_is(pronoun, "it")
            && verb.is_some_and(|v| {
                v.kind == K::Verb && (v.verb.copula || self.verb_predicate(v, self.known.copula).is_some())
            })
    }

    /// Whether a name is a body's and not a person's: what follows with a
    /// preposition is part of it.
    fn is_body(&self, phrase: &Phrase) -> bool {
        self.lower_is(phrase, "the")
            || self.marks.marks[phrase.head as usize]
                .classes
                .any(ClassSet::of(&[Class::ORGANIZATION_NOUN, Class::ORGANIZATION]))
    }

    /// The sentence as the subject finder sees it.
    fn sentence(&self) -> super::subject::Sentence<'_> {
        super::subject::Sentence {
            text: self.text,
            tokens: self.tokens,
            phrases: self.phrases,
            marks: self.marks,
            lexicon: self.lexicon,
            clausal_frames: self.known.clausal,
        }
    }

    /// *RUIZ*, *SEN. ANA RUIZ*, and the *Q* and *A* of an interview.
    fn in_capitals(&self, phrase: &Phrase) -> bool {
        phrase.tokens.range().all(|t| {
            let token = &self.tokens[t];
            token.shape == Shape::Upper || matches!(token.text(self.text), "Q" | "A" | "." | "-")
        })
    }

    fn is_speaker(&self, phrase: &Phrase) -> bool {
        if phrase.kind != K::Noun {
            return false;
        }
        if self.marks.marks[phrase.head as usize].classes.has(Class::LABEL) {
            return false;
        }
        if phrase.name {
            return true;
        }
        if phrase.pronoun {
            return !["it", "there"]
                .contains(&self.tokens[phrase.head as usize].text(self.text).to_lowercase().as_str());
        }
        [
            Class::ROLE,
            Class::SPOKESPERSON,
            Class::GROUP,
            Class::UNNAMED_SOURCE,
            Class::ORGANIZATION,
            Class::ORGANIZATION_NOUN,
            Class::INDEFINITE,
            Class::TITLE,
            Class::OUTLET,
            Class::OUTLET_HEAD,
            Class::DOCUMENT,
        ]
        .iter()
        .any(|&c| self.marks.marks[phrase.head as usize].classes.has(c))
    }
}

fn no(input: Phrases<'_>) -> nom::Err<Error<Phrases<'_>>> {
    nom::Err::Error(Error::new(input, ErrorKind::Satisfy))
}

/// One phrase of a kind.
fn kind<'p>(wanted: K) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    phrase(move |p: &Phrase| p.kind == wanted)
}

/// One phrase that passes a test.
fn phrase<'p>(
    test: impl Fn(&Phrase) -> bool,
) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    move |input: Phrases<'p>| match input.first() {
        Some(p) if test(p) => Ok(input.take_split(1)),
        _ => Err(no(input)),
    }
}

/// How content to the left must end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    SetOff,
    Part,
    Open,
    Quoted,
    Speech,
}

impl<'s, 'a> Attempt<'s, 'a> {
    /// Nodes one after the other; a repetition gives back what it took, one
    /// by one, when the rest does not match.
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
        let mut stops = vec![(input, self.captures.len())];
        while stops.len() <= usize::from(*most) {
            let (at, kept) = stops[stops.len() - 1];
            self.captures.truncate(kept);
            match self.node(node, at) {
                Some(after) if after.input_len() < at.input_len() => stops.push((after, self.captures.len())),
                _ => break,
            }
        }
        // Captures of every repetition are in the list in order; cut back as
        // repetitions are given up.
        let all = self.captures.clone();
        while let Some((at, kept)) = stops.pop() {
            if stops.len() < usize::from(*least) {
                return None;
            }
            self.captures.clear();
            self.captures.extend_from_slice(&all[..kept.min(all.len())]);
            if let Some(after) = self.sequence(rest, at) {
                return Some(after);
            }
        }
        None
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
                // *which was criticised*: a relative pronoun is no content.
                if *capture == Capture::Content
                    && **inner == Node::Terminal(Terminal::Subject)
                    && self.scene.subjects[self.cue as usize]
                        .is_some_and(|s| matches!(self.scene.kind(s.start), Some(K::Wh | K::That)))
                {
                    return None;
                }
                // *it seems that*: nobody's.
                if *capture == Capture::Source
                    && **inner == Node::Terminal(Terminal::Subject)
                    && self.scene.subjects[self.cue as usize].is_some_and(|s| self.scene.is_empty_subject(s, self.cue))
                {
                    self.captures.truncate(kept);
                    return Some(after);
                }
                // Some terminals capture by themselves: a subject stands where
                // it stands, content to the left leaves its comma out.
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
                } else if let Some(tokens) = self.tokens_between(input, after) {
                    self.captures.push((*capture, tokens));
                }
                Some(after)
            }
            Node::Literal(words) => self.literal(words, input),
            Node::Class(class) => {
                let scene = self.scene;
                phrase(|p| {
                    matches!(p.kind, K::Noun | K::Adverb | K::Adjective | K::Time | K::Subordinator | K::Preposition)
                        && (scene.has_class(p, *class) || scene.heads(p, *class))
                })
                .parse(input)
                .ok()
                .map(|(rest, _)| rest)
            }
            Node::Terminal(terminal) => self.terminal(*terminal, input),
        }
    }

    /// The tokens of the phrases between two places of reading.
    fn tokens_between(&self, before: Phrases<'_>, after: Phrases<'_>) -> Option<TokenSpan> {
        let (a, b) = (before.at().min(after.at()), before.at().max(after.at()));
        (a < b).then(|| {
            TokenSpan::new(self.scene.phrases[a as usize].tokens.start, self.scene.phrases[b as usize - 1].tokens.end)
        })
    }

    /// Words in a row that end where a phrase ends.
    fn literal<'p>(&mut self, words: &[WordId], input: Phrases<'p>) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let fits = |start: u32| {
            words
                .iter()
                .enumerate()
                .all(|(i, w)| scene.marks.marks.get(start as usize + i).is_some_and(|m| m.word == *w))
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

    fn terminal<'p>(&mut self, terminal: Terminal, input: Phrases<'p>) -> Option<Phrases<'p>>
    where
        'a: 'p,
        's: 'p,
    {
        let scene = self.scene;
        let ok = |parsed: Parsed<'p>| parsed.ok().map(|(rest, _)| rest);
        let simple = |wanted: K| ok(kind(wanted).parse(input));
        match terminal {
            Terminal::Verb(test) => self.verb(test, false, input),
            Terminal::VerbPreposition(test) => self.verb(test, true, input),
            Terminal::ReportingNoun(frames) => self.noun(PredicateKind::Noun, frames, false, input),
            Terminal::NounPreposition(frames) => self.noun(PredicateKind::Noun, frames, true, input),
            Terminal::ReportingAdjective(frames) => self.noun(PredicateKind::Adjective, frames, false, input),
            Terminal::AdjectivePreposition(frames) => self.noun(PredicateKind::Adjective, frames, true, input),
            Terminal::NounPhrase => self.noun_phrase(input, |_| true),
            Terminal::NounPhraseOf(class) => self.noun_phrase(input, |p| scene.heads(p, class)),
            Terminal::SubjectOf(class) => self.subject_of(class, input),
            Terminal::AdverbOf(class) => ok(phrase(|p| p.kind == K::Adverb && scene.has_class(p, class)).parse(input)),
            Terminal::BaseNounPhrase => ok(phrase(|p| p.kind == K::Noun).parse(input)),
            Terminal::Outlet => self.noun_phrase(input, |p| scene.heads(p, Class::OUTLET)),
            Terminal::Speaker => self.noun_phrase(input, |p| scene.is_speaker(p)),
            Terminal::Capitals => ok(phrase(|p| p.kind == K::Noun && scene.in_capitals(p)).parse(input)),
            Terminal::Name => ok(phrase(|p| p.kind == K::Noun && p.name).parse(input)),
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
            Terminal::Next | Terminal::NextQuote => {
                let wanted = terminal == Terminal::Next || scene.quotation_follows;
                let at_end = input.iter_elements().all(|p| matches!(p.kind, K::Stop | K::Symbol | K::Colon)) && wanted;
                self.content_follows |= at_end;
                at_end.then_some(input)
            }
            Terminal::Clause => self.content(input, |scene, start, end| content::has_clause(scene, start, end)),
            // *Ruiz said, adding that …* is a cue of its own and no content.
            Terminal::Rest => {
                let cue = self.cue;
                self.content(input, |scene, start, _| !content::closed(scene, start, cue))
            }
            Terminal::Infinitive => self.content(input, |scene, start, _| {
                let first = scene.phrases[start as usize];
                first.kind == K::Verb && first.verb.infinitive
            }),
            Terminal::GerundPhrase => self.content(input, |scene, start, _| {
                let first = scene.phrases[start as usize];
                first.kind == K::Verb && first.verb.gerund
            }),
            Terminal::Object => self.content(input, |scene, start, _| {
                matches!(scene.kind(start), Some(K::Noun | K::Possessor | K::Quote | K::Adjective))
            }),
            Terminal::Question => self.content(input, |scene, start, _| {
                scene.kind(start) == Some(K::Wh)
                    || scene.kind(start) == Some(K::Subordinator)
                        && ["if", "when"].contains(&scene.lower(start).as_str())
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
                let at_end = input.is_empty() || input.iter_elements().all(|p| matches!(p.kind, K::Stop | K::Symbol));
                at_end.then_some(input)
            }
        }
    }

    fn verb<'p>(&mut self, test: VerbTest, with_preposition: bool, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let found = input.first()?;
        if found.kind != K::Verb {
            return None;
        }
        let v = found.verb;
        // *a letter seen by the Herald*: who it was seen by comes next.
        let by = |p: &Phrase| p.kind == K::Preposition && self.scene.lower_is(p, "by");
        let passive = v.passive || v.participle && input.take_from(1).first().is_some_and(by);
        let mut has = 0;
        for (bit, set) in [
            (form::FINITE, v.finite),
            (form::GERUND, v.gerund),
            (form::INFINITIVE, v.infinitive),
            (form::PARTICIPLE, v.participle),
            (form::PASSIVE, passive),
            (form::COPULA, v.copula),
        ] {
            if set {
                has |= bit;
            }
        }
        if has & test.want != test.want || has & test.refuse != 0 {
            return None;
        }
        if test.frames == Frames::default() {
            return Some(input.take_from(1));
        }
        let (index, tail) = self.scene.verb_predicate(found, test.frames)?;
        if self.in_cue || self.predicate.is_none() {
            self.predicate = Some(index);
            self.head = found.head;
        }
        let mut rest = input.take_from(1);
        let end = found.tokens.end + tail;
        while rest.first().is_some_and(|p| p.tokens.start < end) {
            if rest.first().is_some_and(|p| p.tokens.end > end) {
                // The tail ends inside a phrase: the rest of it is content.
                return None;
            }
            rest = rest.take_from(1);
        }
        if with_preposition {
            return self.preposition(rest, self.scene.lexicon.predicate(index).frames, test.frames);
        }
        Some(rest)
    }

    /// The preposition that the predicate's own frame names.
    fn preposition<'p>(&self, input: Phrases<'p>, own: Frames, wanted: Frames) -> Option<Phrases<'p>> {
        let next = input.first()?;
        let word = self.scene.word_of(next.tokens.start);
        let (_, frame) = self.scene.known.prepositions.iter().find(|(w, _)| *w == word)?;
        (matches!(next.kind, K::Preposition | K::Subordinator | K::Adverb) && own.any(*frame) && wanted.any(*frame))
            .then(|| input.take_from(1))
    }

    fn noun<'p>(
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
        let index = self.scene.noun_predicate(found, what, frames)?;
        self.predicate = Some(index);
        self.head = found.head;
        let rest = input.take_from(1);
        if with_preposition {
            return self.preposition(rest, self.scene.lexicon.predicate(index).frames, frames);
        }
        Some(rest)
    }

    /// *The general has reportedly fled*: the hedge is the cue, the clause
    /// around it the content.
    fn hedged<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let group = input.first()?;
        if group.kind != K::Verb {
            return None;
        }
        let is_hedge = |t: &u32| scene.marks.marks[*t as usize].classes.has(Class::HEDGE);
        let hedge = (group.tokens.start..group.tokens.end).find(is_hedge)?;
        let end = content::end(scene, input.at(), self.cue);
        let last = scene.phrases.get(end.checked_sub(1)? as usize)?;
        let subject = scene.subjects[self.cue as usize].filter(|s| s.direct);
        let start = subject.map_or(group.tokens.start, |s| scene.phrases[s.start as usize].tokens.start);
        self.captures.push((Capture::Content, TokenSpan::new(start, hedge)));
        self.captures.push((Capture::Content, TokenSpan::new(hedge + 1, last.tokens.end)));
        self.captures.retain(|(_, span)| !span.is_empty());
        self.captures.push((Capture::Cue, TokenSpan::new(hedge, hedge + 1)));
        self.head = hedge;
        Some(input.take_from((end - input.at()) as usize))
    }

    /// A reporting noun that the verb just read makes one cue with.
    fn light<'p>(&mut self, frames: Frames, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let verb = scene.word_of(scene.phrases[input.at().checked_sub(1)? as usize].head);
        let found = input.first()?;
        if found.kind != K::Noun {
            return None;
        }
        let index = scene
            .lexicon
            .predicates(scene.word_of(found.head))
            .iter()
            .map(|&(i, _)| i)
            .find(|&i| scene.lexicon.predicate(i).light.contains(&verb))?;
        let own = scene.lexicon.predicate(index).frames_poss;
        let rest = input.take_from(1);
        let after = self.preposition(rest, Frames(u64::MAX), frames);
        if after.is_none() && !own.any(frames) {
            return None;
        }
        self.predicate = Some(index);
        self.head = found.head;
        Some(after.unwrap_or(rest))
    }

    /// A noun phrase with its modifiers. Forwards it takes prepositional
    /// phrases, apposition and relative clause; backwards it is a subject's.
    fn noun_phrase<'p>(&mut self, input: Phrases<'p>, test: impl Fn(&Phrase) -> bool) -> Option<Phrases<'p>> {
        if input.is_backward() {
            let end = input.at();
            let sentence = self.scene.sentence();
            let start = sentence.noun_phrase_before(end as usize, self.scene.subjects)?;
            let head = self.scene.phrases[start..end as usize].iter().find(|p| p.kind == K::Noun)?;
            return test(head).then(|| input.take_from(end as usize - start));
        }
        let scene = self.scene;
        let (mut rest, _) =
            recognize((opt(kind(K::Possessor)), phrase(|p| p.kind == K::Noun && test(p)))).parse(input).ok()?;
        let first = input.iter_elements().find(|p| p.kind == K::Noun)?;
        if let Ok((after, _)) = kind::<'p>(K::Parenthesis).parse(rest) {
            rest = after;
        }
        // Prepositional phrases belong to a role or thing; to a bare name only *of* and *from*.
        loop {
            let of = rest.first().is_some_and(|p| scene.lower_is(p, "of"));
            let Ok((after, _)) = (
                phrase(|p| p.kind == K::Preposition),
                opt(kind::<'p>(K::Possessor)),
                phrase(|p| {
                    p.kind == K::Noun
                        && (of
                            || !(scene.has_class(p, Class::INTERVIEW)
                                || scene.has_class(p, Class::CHANNEL)
                                || first.name && scene.has_class(p, Class::DOCUMENT)))
                }),
            )
                .parse(rest)
            else {
                break;
            };
            let word = rest.first().map(|p| scene.tokens[p.tokens.start as usize].text(scene.text).to_lowercase());
            let close = word.as_deref().is_some_and(|w| w == "of" || w == "from" || w == "for" && !first.name);
            if (first.pronoun || first.name && !scene.is_body(first)) && !close {
                break;
            }
            rest = after;
            if let Ok((after, _)) = kind::<'p>(K::Parenthesis).parse(rest) {
                rest = after;
            }
        }
        if !first.pronoun && !first.name {
            rest = self.postmodified(rest);
        }
        // *X and Y*
        if let Ok((after, _)) = (
            phrase(|p: &Phrase| {
                p.kind == K::Conjunction
                    && scene.tokens[p.tokens.start as usize].text(scene.text).eq_ignore_ascii_case("and")
            }),
            phrase(|p: &Phrase| p.kind == K::Noun && scene.is_speaker(p)),
        )
            .parse(rest)
            && !after.first().is_some_and(|p| p.kind == K::Verb)
        {
            rest = after;
        }
        // Apposition and relative clause, with the comma that closes them.
        let head = rest.at();
        for _ in 0..3 {
            match self.parenthesis_after(rest) {
                Some(after) => rest = after,
                None => break,
            }
        }
        if rest.at() > head
            && let Ok((after, _)) = kind::<'p>(K::Comma).parse(rest)
        {
            rest = after;
        }
        Some(rest)
    }

    /// What identifies a noun behind its prepositional phrases: *familiar with
    /// the plan*, *released by the city on Friday*, *who worked with him*.
    fn postmodified<'p>(&self, input: Phrases<'p>) -> Phrases<'p> {
        let scene = self.scene;
        let Some(first) = input.first() else { return input };
        let next = input.take_from(1);
        let Some(second) = next.first() else { return input };
        let mut rest = match first.kind {
            K::Adjective if second.kind == K::Preposition => next,
            K::Verb
                if (first.verb.participle || first.verb.gerund)
                    && scene.verb_predicate(first, scene.known.clausal).is_none() =>
            {
                next
            }
            K::Verb if scene.sentence().reduced(input.at() as usize) => next,
            K::Wh if scene.lower_is(first, "who") && second.kind == K::Verb && second.verb.finite => next.take_from(1),
            _ => return input,
        };
        let mut steps = 0;
        while let Some(p) = rest.first() {
            steps += 1;
            let goes_on = match p.kind {
                K::Noun | K::Possessor | K::Preposition | K::Time | K::Parenthesis | K::Adjective => true,
                K::Verb => !p.verb.finite && (p.verb.infinitive || first.kind == K::Wh),
                K::Adverb => first.kind == K::Wh,
                _ => false,
            };
            if !goes_on || steps > 12 {
                break;
            }
            rest = rest.take_from(1);
        }
        rest
    }

    fn parenthesis_after<'p>(&self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let (inside, _) = kind::<'p>(K::Comma).parse(input).ok()?;
        let first = inside.first()?;
        let word = scene.tokens[first.tokens.start as usize].text(scene.text).to_lowercase();
        let relative =
            first.kind == K::Wh && ["who", "whose", "which", "whom"].contains(&word.as_str()) || word == "whose";
        let of_place = first.kind == K::Preposition && ["of", "from"].contains(&word.as_str());
        let then = matches!(first.kind, K::Adverb | K::Time)
            && ["then", "now", "formerly", "currently"].contains(&word.as_str())
            && inside.take_from(1).first().is_some_and(|p| p.kind == K::Noun);
        if !(relative || of_place || then || matches!(first.kind, K::Noun | K::Adjective)) {
            return None;
        }
        let mut rest = inside;
        let mut finite = false;
        let mut steps = 0;
        while let Some(p) = rest.first() {
            steps += 1;
            if matches!(p.kind, K::Comma | K::Stop | K::Semicolon | K::Dash | K::Colon) || steps > 40 {
                break;
            }
            finite |= p.kind == K::Verb && p.verb.finite;
            if (p.kind == K::Quote && p.verb.finite || p.kind == K::That) && !relative {
                return None;
            }
            rest = rest.take_from(1);
        }
        if !relative && finite {
            // *said Ito, the plan was dead*: no apposition but a clause, unless
            // a relative pronoun brought the verb.
            let wh = inside
                .iter_elements()
                .take_while(|p| p.kind != K::Comma)
                .any(|p| p.kind == K::Wh || scene.lower_is(p, "whose"));
            if !wh {
                return None;
            }
        }
        Some(rest)
    }

    /// The subject of the cue's verb. Where it stands directly before the cue
    /// reading goes on left of it.
    fn subject<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        if !input.is_backward() {
            return self.noun_phrase(input, |_| true);
        }
        let subject = self.scene.subjects[self.cue as usize]?;
        let phrases = &self.scene.phrases[subject.start as usize..subject.end as usize];
        let tokens = TokenSpan::new(phrases.first()?.tokens.start, phrases.last()?.tokens.end);
        self.captures.push((Capture::Source, tokens));
        if subject.direct {
            return Some(input.take_from((input.at() - subject.start) as usize));
        }
        Some(input)
    }

    /// The same where the head of the subject has a term of a class.
    fn subject_of<'p>(&mut self, class: Class, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let scene = self.scene;
        if input.is_backward() {
            let subject = scene.subjects[self.cue as usize]?;
            let phrases = &scene.phrases[subject.start as usize..subject.end as usize];
            if !phrases.iter().find(|p| p.kind == K::Noun).is_some_and(|p| scene.heads(p, class)) {
                return None;
            }
            return self.subject(input);
        }
        self.noun_phrase(input, |p| scene.heads(p, class))
    }

    /// Content to the left, up to the sentence's start; the comma before the
    /// cue is passed over.
    fn before<'p>(&mut self, input: Phrases<'p>, left: Left) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let (mut rest, _) = opt(alt((kind::<'p>(K::Comma), kind::<'p>(K::Dash)))).parse(input).ok()?;
        let end = rest.at();
        let quoted = matches!(left, Left::Quoted | Left::Speech);
        if quoted && scene.kind(end.checked_sub(1)?)? != K::Quote {
            return None;
        }
        // *"We have won," beamed Ito*: a clause, with the mark that says who
        // spoke is still to come.
        if left == Left::Speech {
            let quote = &scene.phrases[end as usize - 1];
            let last = quote.tokens.end.saturating_sub(2).max(quote.tokens.start) as usize;
            let mark = matches!(scene.tokens[last].kind, TokenKind::Comma | TokenKind::Exclamation);
            if !quote.verb.finite || !mark && rest.at() == input.at() {
                return None;
            }
        }
        if matches!(left, Left::SetOff | Left::Part)
            && rest.at() == input.at()
            && scene.kind(end.checked_sub(1)?)? != K::Quote
        {
            // An indirect clause is set off by a comma.
            return None;
        }
        let start = content::left_start(scene, end);
        if start >= end {
            return None;
        }
        let phrases = &scene.phrases[start as usize..end as usize];
        if quoted && phrases.iter().take(2).all(|p| p.kind != K::Quote) {
            return None;
        }
        // *At the debate, Ito spoke*: a fronted phrase is no content.
        let quote = phrases.iter().any(|p| p.kind == K::Quote) && phrases[0].kind != K::Preposition;
        if left == Left::SetOff && !quote && !phrases.iter().any(|p| p.verb.finite) {
            return None;
        }
        // *When it rained, Ito wrote a book*: the verb has something else to say.
        let more = !matches!(scene.kind(self.cue + 1), None | Some(K::Stop | K::Comma));
        let clause = phrases.last().is_some_and(|p| p.kind == K::Quote && p.verb.finite);
        if left == Left::SetOff && more && !clause && content::only_fronted(scene, start, end) {
            return None;
        }
        rest = rest.take_from((end - start) as usize);
        let tokens =
            TokenSpan::new(scene.phrases[start as usize].tokens.start, scene.phrases[end as usize - 1].tokens.end);
        self.lead = Some((start, end));
        // Captured here so that the comma stays out; the enclosing capture
        // finds it and does not add its own.
        self.captures.push((Capture::Content, tokens));
        Some(rest)
    }

    fn content<'p>(&mut self, input: Phrases<'p>, test: impl Fn(&Scene<'a>, u32, u32) -> bool) -> Option<Phrases<'p>> {
        let scene = self.scene;
        let start = input.at();
        let length = scene.phrases.len() as u32;
        if start >= length {
            return None;
        }
        let end = content::end(scene, start, self.cue);
        // A time or an adverb alone is no content.
        let bare = scene.phrases[start as usize..end.max(start) as usize]
            .iter()
            .all(|p| matches!(p.kind, K::Time | K::Adverb | K::Comma | K::Preposition));
        if end <= start || bare || !test(scene, start, end) {
            return None;
        }
        self.run = Some((start, end));
        Some(input.take_from((end - start) as usize))
    }

    /// One time, adverb, bracket or prepositional phrase.
    fn adjunct<'p>(&self, input: Phrases<'p>) -> Parsed<'p> {
        let scene = self.scene;
        let not_of = |p: &Phrase| {
            !matches!(
                scene.tokens[p.tokens.start as usize].text(scene.text).to_ascii_lowercase().as_str(),
                "of" | "to" | "that"
            )
        };
        alt((
            kind(K::Time),
            kind(K::Adverb),
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

    fn prepositional<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let (rest, _) = kind::<'p>(K::Preposition).parse(input).ok()?;
        self.noun_phrase(rest, |_| true)
    }
}
