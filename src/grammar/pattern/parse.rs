//! Reads a pattern as it is written in a construction file.
//!
//! ```text
//! pattern     = sequence *( "|" sequence )
//! sequence    = 1*item
//! item        = [ role ":" ] atom [ "?" | "*" | "+" ]
//! atom        = literal | name [ "[" argument *( "," argument ) "]" ] | "$" part | "(" pattern ")"
//! literal     = '"' words *( "|" words ) '"'      ; these words, in any case
//! name        = upper-case non-terminal, or a lexicon class in lower case
//! part        = a name of the file's table [let], which stands for a pattern
//! ```

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while1};
use nom::character::complete::{char, multispace0, one_of};
use nom::combinator::{cut, map, opt, recognize};
use nom::error::ParseError;
use nom::multi::{many1, separated_list1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// The alternatives of a pattern, each a sequence of items.
pub(super) type Choices<'s> = Vec<Vec<Item<'s>>>;

/// An item of a pattern. All texts are slices of the pattern, so that errors
/// have a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item<'s> {
    pub(super) role: Option<&'s str>,
    pub(super) atom: Atom<'s>,
    pub(super) repeat: Option<char>,
    pub(super) at: &'s str,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom<'s> {
    Literal(&'s str),
    Name(&'s str, Vec<&'s str>),
    Part(&'s str),
    Group(Choices<'s>),
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

fn atom(input: &str) -> Parsed<'_, Atom<'_>> {
    alt((
        map(
            preceded(char('"'), cut(terminated(take_till(|c| c == '"'), wanted(char('"'), "a closing `\"`")))),
            Atom::Literal,
        ),
        map(
            delimited(char('('), cut(choices), cut(preceded(multispace0, wanted(char(')'), "a closing `)`")))),
            Atom::Group,
        ),
        map(preceded(char('$'), cut(wanted(name, "the name of a part"))), Atom::Part),
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
            |(n, args)| Atom::Name(n, args.unwrap_or_default()),
        ),
    ))
    .parse(input)
}

fn item(input: &str) -> Parsed<'_, Item<'_>> {
    map(
        preceded(
            multispace0,
            (
                opt(terminated(name, char(':'))),
                wanted(atom, "a non-terminal, a class, a \"literal\", a $part or a (group)"),
                opt(one_of("?*+")),
            ),
        ),
        move |(role, atom, repeat)| Item { role, atom, repeat, at: input.trim_start() },
    )
    .parse(input)
}

fn choices(input: &str) -> Parsed<'_, Choices<'_>> {
    separated_list1((multispace0, char('|')), many1(item)).parse(input)
}

/// How deep groups may be nested, with parts written out. Parser, compiler and
/// matcher recurse into them.
pub(super) const DEEPEST: usize = 32;

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

/// What is wrong with a pattern.
pub(super) enum Wrong<'s> {
    TooDeep(&'s str),
    Malformed(String, &'s str),
}

/// Reads a whole pattern.
pub(super) fn parse(pattern: &str) -> Result<Choices<'_>, Wrong<'_>> {
    if let Some(rest) = too_deep(pattern) {
        return Err(Wrong::TooDeep(rest));
    }
    match terminated(choices, multispace0).parse(pattern) {
        Ok(("", choices)) => Ok(choices),
        Ok((rest, _)) => Err(Wrong::Malformed("the pattern should end here, or an item is malformed".into(), rest)),
        Err(nom::Err::Error(trouble) | nom::Err::Failure(trouble)) => {
            Err(Wrong::Malformed(format!("the pattern wants {} here", trouble.wanted), trouble.rest))
        }
        Err(nom::Err::Incomplete(_)) => Err(Wrong::Malformed("the pattern is incomplete".into(), pattern)),
    }
}
