//! The pattern language of construction files, parsed and compiled.
//!
//! ```text
//! pattern     = sequence *( "|" sequence )
//! sequence    = 1*item
//! item        = [ role ":" ] atom [ "?" | "*" | "+" ]
//! atom        = literal | name [ "[" argument *( "," argument ) "]" ] | "(" pattern ")"
//! literal     = '"' words '"'          ; these words, in any case
//! name        = upper-case non-terminal, or a lexicon class in lower case
//! ```
//!
//! One item has the role `cue`. Matching starts at its first element: the cue
//! and what is right of it are read forwards, then what is left of it
//! backwards, nearest first. `grammar/README.md` lists the non-terminals.

use crate::error::Error;
use crate::lexicon::{Class, Frames, Lexicon, PredicateKind, WordId};
use crate::syntax::PhraseKind as K;
use crate::token;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while1};
use nom::character::complete::{char, multispace0, one_of};
use nom::combinator::{cut, map, opt, recognize};
use nom::error::ParseError;
use nom::multi::{many1, separated_list1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// The role of a capture in the attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) enum Capture {
    Source,
    Cue,
    Content,
    /// A publisher that carried the words.
    Carrier,
    /// A publisher that the words were addressed to.
    Receiver,
    /// Somebody, other than a publisher, who passed the words on.
    Relayer,
    /// The one whom the words were addressed to.
    Addressee,
    /// Time, place or channel beside the cue.
    Venue,
}

pub(crate) const CAPTURES: &[(&str, Capture)] = &[
    ("source", Capture::Source),
    ("cue", Capture::Cue),
    ("content", Capture::Content),
    ("carrier", Capture::Carrier),
    ("receiver", Capture::Receiver),
    ("relayer", Capture::Relayer),
    ("addressee", Capture::Addressee),
    ("venue", Capture::Venue),
];

/// A compiled element of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u8,
        most: u8,
    },
    Capture(Capture, Box<Node>),
    Literal(Vec<WordId>),
    /// A phrase with a term of this class in it.
    Class(Class),
    Terminal(Terminal),
}

/// The kinds of phrases that [`Node::Class`] matches.
pub(crate) const OF_CLASS: &[K] = &[K::Noun, K::Adverb, K::Adjective, K::Time, K::Subordinator, K::Preposition];

/// Constraints on a verb group. `want` and `refuse` are sets of the bits in
/// [`form`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VerbTest {
    pub(crate) frames: Frames,
    pub(crate) want: u16,
    pub(crate) refuse: u16,
    /// The class that its head must have.
    pub(crate) class: Option<Class>,
}

impl VerbTest {
    /// Returns a test that everything passes which passes one of the two.
    pub(crate) fn either(self, other: Self) -> Self {
        let any = self.frames == Frames::default() || other.frames == Frames::default();
        let frames = if any { Frames::default() } else { self.frames.union(other.frames) };
        let class = self.class.filter(|_| self.class == other.class);
        Self { frames, want: self.want & other.want, refuse: self.refuse & other.refuse, class }
    }
}

pub(crate) mod form {
    pub(crate) const FINITE: u16 = 1;
    pub(crate) const GERUND: u16 = 2;
    pub(crate) const INFINITIVE: u16 = 4;
    pub(crate) const PARTICIPLE: u16 = 8;
    pub(crate) const PASSIVE: u16 = 16;
    pub(crate) const COPULA: u16 = 32;
}

/// The non-terminals. `Attempt::terminal` in `matcher.rs` reads them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Terminal {
    Verb(VerbTest),
    /// A reporting verb and the preposition that its frame names.
    VerbPreposition(VerbTest),
    ReportingNoun(Frames),
    /// A reporting noun and the preposition that its frame names.
    NounPreposition(Frames),
    ReportingAdjective(Frames),
    AdjectivePreposition(Frames),
    NounPhrase,
    /// A noun phrase, subject or adverb whose head has a term of this class.
    NounPhraseOf(Class),
    SubjectOf(Class),
    AdverbOf(Class),
    /// A noun phrase without its modifiers.
    BaseNounPhrase,
    /// A noun phrase whose head is a publisher.
    Outlet,
    /// A noun phrase that can speak: a name, role, group, organisation,
    /// document or pronoun other than *it*.
    Speaker,
    Name,
    /// A name in capitals, as in transcripts.
    Capitals,
    Pronoun,
    Subject,
    Possessor,
    Quote,
    /// Content left of the cue, up to the sentence's start: a clause that a
    /// comma or quotation mark sets off.
    Before,
    /// The same, but it need not be a clause, since it goes on behind the cue.
    BeforePart,
    /// The same, but without a comma.
    BeforeOpen,
    /// Content left of the cue that ends in a quotation.
    Quoted,
    /// The same where the quotation is a clause and a comma, *?* or *!* ends
    /// it: clearly something said, whatever the verb.
    Speech,
    /// The sentences or paragraph that follow.
    Next,
    /// The same where that is nothing but a quotation.
    NextQuote,
    /// The paragraph before a sentence that begins its own.
    Previous,
    /// The same where that is nothing but a quotation.
    PreviousQuote,
    /// A verb group with a hedge in it. The hedge is the cue; the subject and
    /// the rest of the clause are the content.
    Hedged,
    /// A reporting noun that makes one cue with the verb before it, and the
    /// preposition of its frame, if any.
    Light(Frames),
    /// *as* and the gerund of a verb that reports words, which is no cue of its
    /// own: (quoted X) *as saying, as having told*.
    AsSaying,
    /// A clause with a finite verb, up to where the attribution ends.
    Clause,
    /// Anything, up to where the attribution ends.
    Rest,
    /// *to* and a verb, and the rest up to where the attribution ends.
    Infinitive,
    /// An *-ing* form, and the rest up to where the attribution ends.
    GerundPhrase,
    /// A noun phrase, and the rest up to where the attribution ends.
    Object,
    /// A *wh*-word, and the rest up to where the attribution ends.
    Question,
    /// One time, adverb, bracket or prepositional phrase beside a cue.
    Adjunct,
    PrepositionalPhrase,
    Preposition,
    That,
    Wh,
    Conjunction,
    Comma,
    Colon,
    Dash,
    Semicolon,
    Parenthesis,
    Time,
    Adverb,
    Adjective,
    Start,
    End,
}

const TERMINALS: &[(&str, Terminal)] = &[
    ("NP", Terminal::NounPhrase),
    ("BASE_NP", Terminal::BaseNounPhrase),
    ("OUTLET", Terminal::Outlet),
    ("SPEAKER", Terminal::Speaker),
    ("NAME", Terminal::Name),
    ("CAPITALS", Terminal::Capitals),
    ("PRONOUN", Terminal::Pronoun),
    ("SUBJ", Terminal::Subject),
    ("POSSESSOR", Terminal::Possessor),
    ("QUOTE", Terminal::Quote),
    ("BEFORE", Terminal::Before),
    ("BEFORE_PART", Terminal::BeforePart),
    ("BEFORE_OPEN", Terminal::BeforeOpen),
    ("NEXT", Terminal::Next),
    ("NEXT_QUOTE", Terminal::NextQuote),
    ("PREVIOUS", Terminal::Previous),
    ("PREVIOUS_QUOTE", Terminal::PreviousQuote),
    ("HEDGED", Terminal::Hedged),
    ("QUOTED", Terminal::Quoted),
    ("SPEECH", Terminal::Speech),
    ("AS_SAYING", Terminal::AsSaying),
    ("CLAUSE", Terminal::Clause),
    ("REST", Terminal::Rest),
    ("INFINITIVE", Terminal::Infinitive),
    ("GERUND", Terminal::GerundPhrase),
    ("OBJECT", Terminal::Object),
    ("QUESTION", Terminal::Question),
    ("ADJUNCT", Terminal::Adjunct),
    ("PP", Terminal::PrepositionalPhrase),
    ("PREPOSITION", Terminal::Preposition),
    ("THAT", Terminal::That),
    ("WH", Terminal::Wh),
    ("CONJUNCTION", Terminal::Conjunction),
    ("COMMA", Terminal::Comma),
    ("COLON", Terminal::Colon),
    ("DASH", Terminal::Dash),
    ("SEMICOLON", Terminal::Semicolon),
    ("PAREN", Terminal::Parenthesis),
    ("TIME", Terminal::Time),
    ("ADVERB", Terminal::Adverb),
    ("ADJECTIVE", Terminal::Adjective),
    ("START", Terminal::Start),
    ("END", Terminal::End),
];

type OfClass = fn(Class) -> Terminal;

/// Non-terminals that take a lexicon class: `NP[document]`.
const WITH_CLASS: &[(&str, OfClass)] =
    &[("NP", Terminal::NounPhraseOf), ("SUBJ", Terminal::SubjectOf), ("ADVERB", Terminal::AdverbOf)];

const WITH_ARGUMENTS: &[&str] = &["VERB", "VERB+P", "NOUN", "NOUN+P", "ADJ", "ADJ+P", "LIGHT"];

/// A compiled pattern, divided at the first element of its cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// What is left of the cue, in the order in which it is read: nearest
    /// first.
    pub(crate) left: Vec<Node>,
    /// The cue and what is right of it.
    pub(crate) right: Vec<Node>,
}

impl Pattern {
    /// Returns the frames that the pattern asks of a predicate of this kind,
    /// and whether the preposition in the text tells which of them it is.
    pub(crate) fn asks(&self, kind: PredicateKind) -> (Frames, bool) {
        let mut asked = (Frames::default(), false);
        self.right.iter().chain(&self.left).for_each(|node| node.asks(kind, &mut asked));
        asked
    }
}

impl Node {
    fn asks(&self, wanted: PredicateKind, asked: &mut (Frames, bool)) {
        use PredicateKind as P;
        let (kind, frames, preposition) = match self {
            Self::Sequence(nodes) | Self::Choice(nodes) => return nodes.iter().for_each(|n| n.asks(wanted, asked)),
            Self::Repeat { node, .. } | Self::Capture(_, node) => return node.asks(wanted, asked),
            Self::Terminal(Terminal::Verb(test)) => (P::Verb, test.frames, false),
            Self::Terminal(Terminal::VerbPreposition(test)) => (P::Verb, test.frames, true),
            Self::Terminal(Terminal::ReportingNoun(frames)) => (P::Noun, *frames, false),
            Self::Terminal(Terminal::NounPreposition(frames) | Terminal::Light(frames)) => (P::Noun, *frames, true),
            Self::Terminal(Terminal::ReportingAdjective(frames)) => (P::Adjective, *frames, false),
            Self::Terminal(Terminal::AdjectivePreposition(frames)) => (P::Adjective, *frames, true),
            _ => return,
        };
        if kind == wanted {
            *asked = (asked.0.union(frames), asked.1 || preposition);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct RawItem<'s> {
    role: Option<&'s str>,
    atom: RawAtom<'s>,
    repeat: Option<char>,
    at: &'s str,
}

#[derive(Clone, Debug, PartialEq)]
enum RawAtom<'s> {
    Literal(&'s str),
    Name(&'s str, Vec<&'s str>),
    Group(Vec<Vec<RawItem<'s>>>),
}

/// A parse error: the farthest place reached, and what was expected there.
#[derive(Debug)]
struct Trouble<'s> {
    rest: &'s str,
    wanted: &'static str,
}

impl<'s> ParseError<&'s str> for Trouble<'s> {
    fn from_error_kind(rest: &'s str, _: nom::error::ErrorKind) -> Self {
        Self { rest, wanted: "an item" }
    }
    fn append(_: &'s str, _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
    fn or(self, other: Self) -> Self {
        if self.rest.len() < other.rest.len() { self } else { other }
    }
}

type Parsed<'s, O> = IResult<&'s str, O, Trouble<'s>>;

fn wanted<'s, O>(
    mut parser: impl Parser<&'s str, Output = O, Error = Trouble<'s>>,
    what: &'static str,
) -> impl Parser<&'s str, Output = O, Error = Trouble<'s>> {
    move |input: &'s str| {
        parser.parse(input).map_err(|e| {
            e.map(|t: Trouble<'s>| if t.rest.len() == input.len() { Trouble { rest: input, wanted: what } } else { t })
        })
    }
}

fn name(input: &str) -> Parsed<'_, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_').parse(input)
}

fn atom(input: &str) -> Parsed<'_, RawAtom<'_>> {
    alt((
        map(
            preceded(char('"'), cut(terminated(take_till(|c| c == '"'), wanted(char('"'), "a closing `\"`")))),
            RawAtom::Literal,
        ),
        map(
            delimited(char('('), cut(choices), cut(preceded(multispace0, wanted(char(')'), "a closing `)`")))),
            RawAtom::Group,
        ),
        map(
            (
                recognize((name, opt(tag("+P")))),
                opt(delimited(
                    char('['),
                    cut(separated_list1(
                        (multispace0, char(','), multispace0),
                        wanted(recognize((opt(char('!')), name)), "a frame or form"),
                    )),
                    cut(wanted(char(']'), "a closing `]`")),
                )),
            ),
            |(n, args)| RawAtom::Name(n, args.unwrap_or_default()),
        ),
    ))
    .parse(input)
}

fn item(input: &str) -> Parsed<'_, RawItem<'_>> {
    map(
        preceded(
            multispace0,
            (
                opt(terminated(name, char(':'))),
                wanted(atom, "a non-terminal, a class, a \"literal\" or a (group)"),
                opt(one_of("?*+")),
            ),
        ),
        move |(role, atom, repeat)| RawItem { role, atom, repeat, at: input.trim_start() },
    )
    .parse(input)
}

fn choices(input: &str) -> Parsed<'_, Vec<Vec<RawItem<'_>>>> {
    separated_list1((multispace0, char('|')), many1(item)).parse(input)
}

/// How often `*` and `+` repeat at most. This bounds every match.
const MOST: u8 = 6;

/// How deep groups may be nested. Parser, compiler and matcher recurse into
/// them.
const DEEPEST: usize = 32;

/// Returns the rest of the pattern from where groups are nested too deep.
fn too_deep(pattern: &str) -> Option<&str> {
    let (mut depth, mut is_literal) = (0usize, false);
    let at = pattern.find(|c| {
        match c {
            '"' => is_literal = !is_literal,
            '(' if !is_literal => depth += 1,
            ')' if !is_literal => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    });
    at.map(|at| &pattern[at..])
}

/// Parses and compiles a pattern: one [`Pattern`] for each alternative at its
/// top level. `file` and `text` are the name and text of the file that contains
/// it, for errors.
///
/// # Errors
/// Returns an error if the pattern is malformed, has no cue, or names a role,
/// non-terminal, class, frame or form that does not exist.
pub(crate) fn compile(pattern: &str, lexicon: &mut Lexicon, file: &str, text: &str) -> Result<Vec<Pattern>, Error> {
    let fail = |message: String, at: &str, length: usize| {
        let offset = crate::lexicon::place(text, pattern).start;
        let start = offset + (at.as_ptr() as usize).wrapping_sub(pattern.as_ptr() as usize).min(pattern.len());
        Error::new(message).at(file, text, start..start + length)
    };
    if let Some(rest) = too_deep(pattern) {
        let error = fail(format!("groups are nested more than {DEEPEST} deep here"), rest, 1);
        return Err(error.with_help("leave out brackets that group nothing, or write several patterns"));
    }
    let raw = match terminated(choices, multispace0).parse(pattern) {
        Ok(("", raw)) => raw,
        Ok((rest, _)) => return Err(fail("the pattern should end here, or an item is malformed".into(), rest, 1)),
        Err(nom::Err::Error(t) | nom::Err::Failure(t)) => {
            return Err(fail(format!("the pattern wants {} here", t.wanted), t.rest, 1));
        }
        Err(nom::Err::Incomplete(_)) => return Err(fail("the pattern is incomplete".into(), pattern, pattern.len())),
    };
    let mut compiler = Compiler { lexicon, fail: &fail };
    let mut patterns = Vec::new();
    for sequence in raw {
        let cue = sequence.iter().position(|i| i.role == Some("cue"));
        let Some(cue) = cue else {
            return Err(fail("the pattern has no item `cue:…` at its top level".into(), pattern, pattern.len())
                .with_help("every pattern marks the words that attribute, for example cue:VERB[that]"));
        };
        let nodes = sequence.iter().map(|i| compiler.item(i)).collect::<Result<Vec<_>, _>>()?;
        let (left, right) = nodes.split_at(cue);
        patterns.push(Pattern { left: left.iter().rev().map(mirrored).collect(), right: right.to_vec() });
    }
    Ok(patterns)
}

/// Returns a node as it is read backwards. Sequences are reversed; choices keep
/// their order, since the first that matches wins.
fn mirrored(node: &Node) -> Node {
    match node {
        Node::Sequence(nodes) => Node::Sequence(nodes.iter().rev().map(mirrored).collect()),
        Node::Choice(nodes) => Node::Choice(nodes.iter().map(mirrored).collect()),
        Node::Repeat { node, least, most } => {
            Node::Repeat { node: Box::new(mirrored(node)), least: *least, most: *most }
        }
        Node::Capture(capture, node) => Node::Capture(*capture, Box::new(mirrored(node))),
        Node::Literal(_) | Node::Class(_) | Node::Terminal(_) => node.clone(),
    }
}

struct Compiler<'c, F> {
    lexicon: &'c mut Lexicon,
    fail: &'c F,
}

impl<F: Fn(String, &str, usize) -> Error> Compiler<'_, F> {
    fn choices(&mut self, raw: &[Vec<RawItem<'_>>]) -> Result<Node, Error> {
        let mut choices = Vec::new();
        for sequence in raw {
            let mut nodes = sequence.iter().map(|i| self.item(i)).collect::<Result<Vec<_>, _>>()?;
            choices.push(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) });
        }
        Ok(if choices.len() == 1 { choices.swap_remove(0) } else { Node::Choice(choices) })
    }

    fn item(&mut self, raw: &RawItem<'_>) -> Result<Node, Error> {
        let mut node = match &raw.atom {
            RawAtom::Literal(words) => self.literal(words, raw.at)?,
            RawAtom::Group(inner) => self.choices(inner)?,
            RawAtom::Name(name, arguments) => self.name(name, arguments)?,
        };
        if let Some(role) = raw.role {
            let Some((_, capture)) = CAPTURES.iter().find(|(n, _)| *n == role) else {
                return Err((self.fail)(format!("there is no role called `{role}`"), role, role.len())
                    .with_help(crate::error::suggest(role, CAPTURES.iter().map(|(n, _)| *n), "the roles are")));
            };
            node = Node::Capture(*capture, Box::new(node));
        }
        Ok(match raw.repeat {
            Some('?') => Node::Repeat { node: Box::new(node), least: 0, most: 1 },
            Some('*') => Node::Repeat { node: Box::new(node), least: 0, most: MOST },
            Some(_) => Node::Repeat { node: Box::new(node), least: 1, most: MOST },
            None => node,
        })
    }

    fn literal(&mut self, words: &str, at: &str) -> Result<Node, Error> {
        let tokens = token::tokenize(words, self.lexicon.abbreviations());
        if tokens.is_empty() {
            return Err((self.fail)("an empty literal".into(), at, 2));
        }
        Ok(Node::Literal(tokens.iter().map(|t| self.lexicon.intern(t.text(words))).collect()))
    }

    fn name(&mut self, name: &str, arguments: &[&str]) -> Result<Node, Error> {
        if WITH_ARGUMENTS.contains(&name) {
            let mut test = VerbTest::default();
            for &argument in arguments {
                self.argument(argument, &mut test)?;
            }
            if arguments.is_empty() {
                test.frames = Frames(u64::MAX);
            }
            let terminal = match name {
                "VERB" => Terminal::Verb(test),
                "VERB+P" => Terminal::VerbPreposition(test),
                "NOUN" => Terminal::ReportingNoun(test.frames),
                "NOUN+P" => Terminal::NounPreposition(test.frames),
                "ADJ" => Terminal::ReportingAdjective(test.frames),
                "LIGHT" => Terminal::Light(test.frames),
                _ => Terminal::AdjectivePreposition(test.frames),
            };
            return Ok(Node::Terminal(terminal));
        }
        if let (Some((_, of)), [argument]) = (WITH_CLASS.iter().find(|(n, _)| *n == name), arguments) {
            let Some(class) = self.lexicon.class(argument) else {
                return Err((self.fail)(format!("there is no class called `{argument}`"), argument, argument.len())
                    .with_help(crate::error::suggest(argument, self.lexicon.class_names(), "the classes are")));
            };
            return Ok(Node::Terminal(of(class)));
        }
        if let Some(argument) = arguments.first() {
            return Err((self.fail)(format!("`{name}` takes no arguments"), argument, argument.len()));
        }
        if let Some((_, terminal)) = TERMINALS.iter().find(|(n, _)| *n == name) {
            return Ok(Node::Terminal(*terminal));
        }
        if let Some(class) = self.lexicon.class(name) {
            return Ok(Node::Class(class));
        }
        let upper = name.starts_with(|c: char| c.is_ascii_uppercase());
        let help = if upper {
            let names = TERMINALS.iter().map(|(n, _)| *n).chain(WITH_ARGUMENTS.iter().copied());
            crate::error::suggest(name, names, "the non-terminals are")
        } else {
            crate::error::suggest(name, self.lexicon.class_names(), "the classes are")
        };
        let what = if upper { "non-terminal" } else { "class" };
        Err((self.fail)(format!("there is no {what} called `{name}`"), name, name.len()).with_help(help))
    }

    fn argument(&mut self, argument: &str, test: &mut VerbTest) -> Result<(), Error> {
        // What most patterns ask for: *said, is saying, to say*, and neither
        // *was said* nor *said by*.
        if argument == "active" {
            test.refuse |= form::PASSIVE | form::PARTICIPLE;
            return Ok(());
        }
        let bare = argument.trim_start_matches('!');
        let bit = match bare {
            "finite" => form::FINITE,
            "gerund-form" => form::GERUND,
            "infinitive" => form::INFINITIVE,
            "participle" => form::PARTICIPLE,
            "passive-form" => form::PASSIVE,
            "copula-form" => form::COPULA,
            _ => {
                let Some(frame) = self.lexicon.frame(bare).filter(|_| bare == argument) else {
                    if let Some(class) = self.lexicon.class(bare).filter(|_| bare == argument && test.class.is_none()) {
                        test.class = Some(class);
                        return Ok(());
                    }
                    let names: Vec<String> = self.lexicon.frame_names().map(str::to_owned).collect();
                    let forms =
                        ["active", "finite", "gerund-form", "infinitive", "participle", "passive-form", "copula-form"];
                    let names = names.iter().map(String::as_str).chain(forms);
                    return Err((self.fail)(
                        format!("there is no frame, form or class called `{bare}`"),
                        argument,
                        argument.len(),
                    )
                    .with_help(crate::error::suggest(bare, names, "they are")));
                };
                test.frames = test.frames.union(frame);
                return Ok(());
            }
        };
        if argument.starts_with('!') {
            test.refuse |= bit;
        } else {
            test.want |= bit;
        }
        Ok(())
    }
}
