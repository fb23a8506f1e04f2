//! Compiles the patterns of a file of constructions or occasions: looks up the names in them, and
//! puts in the parts that the file names.

use super::parse::{Atom, Choices, DEEPEST, Item, Wrong, parse};
use super::{Capture, Left, Node, Pattern, Terminal, VerbTest, form};
use crate::error::{Error, suggest};
use crate::lexicon::{Class, Frames, Lexicon, place};
use crate::syntax::PhraseKind as K;
use crate::token;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The roles in patterns of constructions.
pub(crate) const ROLES: &[(&str, Capture)] = &[
    ("source", Capture::Source),
    ("cue", Capture::Cue),
    ("content", Capture::Content),
    ("carrier", Capture::Carrier),
    ("receiver", Capture::Receiver),
    ("relayer", Capture::Relayer),
    ("addressee", Capture::Addressee),
    ("venue", Capture::Venue),
];

/// The roles in patterns of occasions.
pub(crate) const OCCASION_ROLES: &[(&str, Capture)] =
    &[("cue", Capture::Cue), ("outlet", Capture::Outlet), ("host", Capture::Host), ("speaker", Capture::Speaker)];

const TERMINALS: &[(&str, Terminal)] = &[
    ("NP", Terminal::NounPhrase),
    ("BASE_NP", Terminal::Phrase(K::Noun)),
    ("OUTLET", Terminal::Outlet),
    ("SPEAKER", Terminal::Speaker),
    ("PUBLISHER", Terminal::Publisher),
    ("PROGRAMME", Terminal::Programme),
    ("CLAUSE_SUBJ", Terminal::ClauseSubject),
    ("NAME", Terminal::Name),
    ("LABEL", Terminal::Label),
    ("PRONOUN", Terminal::Pronoun),
    ("SUBJ", Terminal::Subject),
    ("POSSESSOR", Terminal::Phrase(K::Possessor)),
    ("QUOTE", Terminal::Phrase(K::Quote)),
    ("BEFORE", Terminal::Left(Left::SetOff)),
    ("BEFORE_PART", Terminal::Left(Left::Part)),
    ("BEFORE_OPEN", Terminal::Left(Left::Open)),
    ("NEXT", Terminal::Next),
    ("NEXT_QUOTE", Terminal::NextQuote),
    ("PREVIOUS", Terminal::Previous),
    ("PREVIOUS_QUOTE", Terminal::PreviousQuote),
    ("HEDGED", Terminal::Hedged),
    ("QUOTED", Terminal::Left(Left::Quoted)),
    ("SPEECH", Terminal::Left(Left::Speech)),
    ("AS_SAYING", Terminal::AsSaying),
    ("CLAUSE", Terminal::Clause),
    ("REST", Terminal::Rest),
    ("INFINITIVE", Terminal::Infinitive),
    ("GERUND", Terminal::GerundPhrase),
    ("OBJECT", Terminal::Object),
    ("QUESTION", Terminal::Question),
    ("ADJUNCT", Terminal::Adjunct),
    ("PP", Terminal::PrepositionalPhrase),
    ("PREPOSITION", Terminal::Phrase(K::Preposition)),
    ("THAT", Terminal::Phrase(K::That)),
    ("WH", Terminal::Phrase(K::Wh)),
    ("CONJUNCTION", Terminal::Phrase(K::Conjunction)),
    ("COMMA", Terminal::Phrase(K::Comma)),
    ("COLON", Terminal::Phrase(K::Colon)),
    ("DASH", Terminal::Phrase(K::Dash)),
    ("SEMICOLON", Terminal::Phrase(K::Semicolon)),
    ("STOP", Terminal::Phrase(K::Stop)),
    ("PAREN", Terminal::Phrase(K::Parenthesis)),
    ("TIME", Terminal::Phrase(K::Time)),
    ("ADVERB", Terminal::Phrase(K::Adverb)),
    ("ADJECTIVE", Terminal::Phrase(K::Adjective)),
    ("START", Terminal::Start),
    ("END", Terminal::End),
];

type OfClass = fn(Class) -> Terminal;

/// Non-terminals that take a lexicon class: `NP[document]`.
const WITH_CLASS: &[(&str, OfClass)] =
    &[("NP", Terminal::NounPhraseOf), ("SUBJ", Terminal::SubjectOf), ("ADVERB", Terminal::AdverbOf)];

const WITH_ARGUMENTS: &[&str] = &["VERB", "VERB+P", "NOUN", "NOUN+P", "ADJ", "ADJ+P", "LIGHT"];

/// The forms that the brackets of a verb can ask for or, with `!`, exclude.
const FORMS: &[(&str, u16)] = &[
    ("finite", form::FINITE),
    ("gerund-form", form::GERUND),
    ("infinitive", form::INFINITIVE),
    ("participle", form::PARTICIPLE),
    ("passive-form", form::PASSIVE),
    ("copula-form", form::COPULA),
    ("perfect-form", form::PERFECT),
];

/// How often `*` and `+` repeat at most. This bounds every match.
const MOST: u8 = 6;

/// How many nodes the parts that a file names may add to its patterns, each
/// counted wherever it is used.
const LARGEST: usize = 10_000;

/// A part that has been compiled.
struct Part {
    node: Node,
    /// How many nodes it has.
    size: usize,
    /// How deep groups are nested in it.
    depth: usize,
}

/// Compiles the patterns of one file.
pub(crate) struct Compiler<'c> {
    /// The roles that patterns of the file may name.
    roles: &'static [(&'static str, Capture)],
    lexicon: &'c mut Lexicon,
    /// The name and text of the file, for errors.
    file: &'c str,
    text: &'c str,
    /// The file's table `[let]`: parts of patterns by name, as written.
    named: &'c BTreeMap<String, String>,
    parts: BTreeMap<&'c str, Part>,
    used: BTreeSet<&'c str>,
    /// The parts that are being compiled, each for the one before it.
    open: Vec<&'c str>,
    /// The pattern or part that is being compiled, as written.
    written: &'c str,
    /// How many nodes the parts have added so far.
    size: usize,
    /// How many groups are open, and the most that were.
    depth: usize,
    deepest: usize,
}

impl<'c> Compiler<'c> {
    /// Compiles the parts that a file names.
    ///
    /// # Errors
    /// Returns an error if one is malformed, contains itself, or names
    /// something that does not exist.
    pub(crate) fn new(
        roles: &'static [(&'static str, Capture)],
        named: &'c BTreeMap<String, String>,
        lexicon: &'c mut Lexicon,
        file: &'c str,
        text: &'c str,
    ) -> Result<Self, Error> {
        let (parts, used) = (BTreeMap::new(), BTreeSet::new());
        let (open, written, size, depth, deepest) = (Vec::new(), "", 0, 0, 0);
        let mut compiler = Self { roles, lexicon, file, text, named, parts, used, open, written, size, depth, deepest };
        for (name, written) in named {
            compiler.compile_part(name, written)?;
        }
        Ok(compiler)
    }

    /// Compiles a pattern: one [`Pattern`] for each alternative at its top
    /// level.
    ///
    /// # Errors
    /// Returns an error if the pattern is malformed, has no cue, or names a
    /// role, part, non-terminal, class, frame or form that does not exist.
    pub(crate) fn patterns(&mut self, pattern: &'c str) -> Result<Vec<Pattern>, Error> {
        self.written = pattern;
        let mut patterns = Vec::new();
        for sequence in self.parse(pattern)? {
            let items = self.sequence(&sequence)?;
            patterns.push(Pattern::new(items).ok_or_else(|| {
                self.fail("the pattern has no item `cue:…` at its top level".into(), pattern)
                    .with_help("every pattern marks the words that attribute, for example cue:VERB[that]")
            })?);
        }
        Ok(patterns)
    }

    /// Checks, after the last pattern, that no named part is left over.
    ///
    /// # Errors
    /// Returns an error if no pattern and no other part uses a part.
    pub(crate) fn finish(self) -> Result<(), Error> {
        match self.named.keys().find(|name| !self.used.contains(name.as_str())) {
            Some(name) => Err(Error::new(format!("no pattern uses the part `{name}`"))
                .at(self.file, self.text, key(self.text, name))
                .with_help(format!("write `${name}` where a pattern should have it, or remove it"))),
            None => Ok(()),
        }
    }

    /// Returns an error at a slice of the text that is being compiled.
    fn fail(&self, message: String, at: &str) -> Error {
        let offset = (at.as_ptr() as usize).wrapping_sub(self.written.as_ptr() as usize).min(self.written.len());
        let start = place(self.text, self.written).start + offset;
        Error::new(message).at(self.file, self.text, start..start + at.len())
    }

    fn fail_too_deep(&self, at: &str) -> Error {
        self.fail(format!("groups are nested more than {DEEPEST} deep here"), at)
            .with_help("leave out brackets that group nothing, or write several patterns")
    }

    fn parse<'s>(&self, written: &'s str) -> Result<Choices<'s>, Error> {
        parse(written).map_err(|wrong| match wrong {
            Wrong::TooDeep(rest) => self.fail_too_deep(first(rest)),
            Wrong::Malformed(message, rest) => self.fail(message, first(rest)),
        })
    }

    /// Counts groups that are opened at `at`, which has `more` levels of them.
    fn deepen(&mut self, more: usize, at: &str) -> Result<(), Error> {
        self.deepest = self.deepest.max(self.depth + more);
        if self.deepest > DEEPEST { Err(self.fail_too_deep(at)) } else { Ok(()) }
    }

    fn group(&mut self, choices: &[Vec<Item<'_>>], at: &str) -> Result<Node, Error> {
        self.deepen(1, at)?;
        self.depth += 1;
        let node = self.choices(choices);
        self.depth -= 1;
        node
    }

    fn choices(&mut self, written: &[Vec<Item<'_>>]) -> Result<Node, Error> {
        let mut choices = Vec::new();
        for sequence in written {
            let mut nodes = self.sequence(sequence)?;
            choices.push(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) });
        }
        Ok(one_of(choices))
    }

    /// Compiles the items of a sequence. A part that is a sequence is written
    /// out, so that the cue can be in it.
    fn sequence(&mut self, written: &[Item<'_>]) -> Result<Vec<Node>, Error> {
        let mut nodes = Vec::new();
        for item in written {
            match (self.item(item)?, &item.atom) {
                (Node::Sequence(inner), Atom::Part(_)) => nodes.extend(inner),
                (node, _) => nodes.push(node),
            }
        }
        Ok(nodes)
    }

    fn item(&mut self, item: &Item<'_>) -> Result<Node, Error> {
        let mut node = match &item.atom {
            Atom::Literal(words) => self.literal(words)?,
            Atom::Group(inner) => self.group(inner, first(item.at))?,
            Atom::Part(name) => self.part(name)?,
            Atom::Name(name, arguments) => self.name(name, arguments)?,
        };
        if let Some(role) = item.role {
            let Some((_, capture)) = self.roles.iter().find(|(n, _)| *n == role) else {
                return Err(self.fail(format!("there is no role called `{role}`"), role).with_help(suggest(
                    role,
                    self.roles.iter().map(|(n, _)| *n),
                    "the roles are",
                )));
            };
            node = Node::Capture(*capture, Box::new(node));
        }
        Ok(match item.repeat {
            Some('?') => Node::Repeat { node: Box::new(node), least: 0, most: 1 },
            Some('*') => Node::Repeat { node: Box::new(node), least: 0, most: MOST },
            Some(_) => Node::Repeat { node: Box::new(node), least: 1, most: MOST },
            None => node,
        })
    }

    /// Returns the part with this name.
    fn part(&mut self, name: &str) -> Result<Node, Error> {
        let Some((key, written)) = self.named.get_key_value(name) else {
            let help = match self.named.len() {
                0 => format!("give it a meaning in the table [let] of this file: {name} = '…'"),
                _ => suggest(name, self.named.keys().map(String::as_str), "the parts of this file are"),
            };
            return Err(self.fail(format!("there is no part called `{name}`"), name).with_help(help));
        };
        self.used.insert(key);
        if let Some(first) = self.open.iter().position(|open| open == key) {
            let circle: Vec<&str> = self.open[first..].iter().copied().chain([key.as_str()]).collect();
            let message = format!("the part `{key}` contains itself: {}", circle.join(" → "));
            return Err(self.fail(message, name));
        }
        self.deepen(1, name)?;
        self.depth += 1;
        self.compile_part(key, written)?;
        self.depth -= 1;
        let Part { ref node, size, depth } = self.parts[key.as_str()];
        let node = node.clone();
        self.deepen(depth + 1, name)?;
        self.size += size;
        if self.size > LARGEST {
            let message = format!("the parts stand for more than {LARGEST} items from here on");
            return Err(self.fail(message, name).with_help("use parts of fewer items, or use them less often"));
        }
        Ok(node)
    }

    /// Compiles the part with this name, unless it has been compiled.
    fn compile_part(&mut self, name: &'c str, written: &'c str) -> Result<(), Error> {
        if self.parts.contains_key(name) {
            return Ok(());
        }
        let outer = std::mem::replace(&mut self.written, written);
        let deepest = std::mem::replace(&mut self.deepest, self.depth);
        self.open.push(name);
        let node = self.parse(written).and_then(|written| self.choices(&written))?;
        self.open.pop();
        self.written = outer;
        self.parts.insert(name, Part { size: node.size(), depth: self.deepest - self.depth, node });
        self.deepest = self.deepest.max(deepest);
        Ok(())
    }

    fn literal(&mut self, written: &str) -> Result<Node, Error> {
        let mut choices = Vec::new();
        for words in written.split('|') {
            let tokens = token::tokenize(words, self.lexicon.abbreviations());
            if tokens.is_empty() {
                return Err(self.fail("an empty literal".into(), words));
            }
            choices.push(Node::Literal(tokens.iter().map(|t| self.lexicon.intern(t.text(words))).collect()));
        }
        Ok(one_of(choices))
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
                return Err(self.fail(format!("there is no class called `{argument}`"), argument).with_help(suggest(
                    argument,
                    self.lexicon.class_names(),
                    "the classes are",
                )));
            };
            return Ok(Node::Terminal(of(class)));
        }
        if let Some(argument) = arguments.first() {
            return Err(self.fail(format!("`{name}` takes no arguments"), argument));
        }
        if let Some((_, terminal)) = TERMINALS.iter().find(|(n, _)| *n == name) {
            return Ok(Node::Terminal(*terminal));
        }
        if let Some(class) = self.lexicon.class(name) {
            return Ok(Node::Class(class));
        }
        let (what, help) = if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            let names = TERMINALS.iter().map(|(n, _)| *n).chain(WITH_ARGUMENTS.iter().copied());
            ("non-terminal", suggest(name, names, "the non-terminals are"))
        } else if self.named.contains_key(name) {
            ("class", format!("did you mean the part `${name}`?"))
        } else {
            ("class", suggest(name, self.lexicon.class_names(), "the classes are"))
        };
        Err(self.fail(format!("there is no {what} called `{name}`"), name).with_help(help))
    }

    /// Adds a frame, form or class in the brackets of a non-terminal to its test.
    fn argument(&mut self, argument: &str, test: &mut VerbTest) -> Result<(), Error> {
        // What most patterns ask for: *said, is saying, to say*, and neither
        // *was said* nor *said by*.
        if argument == "active" {
            test.refuse |= form::PASSIVE | form::PARTICIPLE;
            return Ok(());
        }
        let bare = argument.trim_start_matches('!');
        if let Some((_, bit)) = FORMS.iter().find(|(name, _)| *name == bare) {
            *(if bare == argument { &mut test.want } else { &mut test.refuse }) |= bit;
            return Ok(());
        }
        if bare == argument {
            if let Some(frame) = self.lexicon.frame(bare) {
                test.frames = test.frames.union(frame);
                return Ok(());
            }
            if let Some(class) = self.lexicon.class(bare).filter(|_| test.class.is_none()) {
                test.class = Some(class);
                return Ok(());
            }
        }
        let forms = FORMS.iter().map(|(name, _)| *name).chain(["active"]);
        let help = suggest(bare, self.lexicon.frame_names().chain(forms), "they are");
        Err(self.fail(format!("there is no frame, form or class called `{bare}`"), argument).with_help(help))
    }
}

fn one_of(mut choices: Vec<Node>) -> Node {
    if choices.len() == 1 { choices.swap_remove(0) } else { Node::Choice(choices) }
}

/// Returns the first character of a text.
fn first(text: &str) -> &str {
    &text[..text.chars().next().map_or(0, char::len_utf8)]
}

/// Returns where the table `[let]` of a file gives a part its name.
fn key(text: &str, name: &str) -> Range<usize> {
    let table = text.find("[let]").unwrap_or(0);
    let lines = text[table..].split_inclusive('\n').scan(table, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start + line.len() - line.trim_start().len(), line.trim_start()))
    });
    let is_key = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    let mut keys = lines.filter(|(_, line)| is_key(line));
    keys.next().map_or_else(|| place(text, name), |(start, _)| start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::super::super::Grammar;

    const EXAMPLE: &str = "[[example]]\ntext = 'Ana Ruiz said it was over.'\nsource = 'Ana Ruiz'\ncue = 'said'\n\
                           content = 'it was over'\n";

    /// Loads a construction with these lines in its file, from line 4.
    fn load(lines: &str) -> Result<Grammar, String> {
        let text = format!("id = 'own'\nfamily = 'said'\nabout = 'x'\n{lines}\n\n{EXAMPLE}");
        Grammar::with_files(&[("own.toml".to_owned(), text)]).map_err(|error| error.to_string())
    }

    /// Checks what is said about the file: the message, the line and column, and
    /// what stands above the carets.
    #[track_caller]
    fn wrong(lines: &str, message: &str, at: (usize, usize), marked: &str, help: &str) {
        let error = load(lines).expect_err("the file is wrong");
        let shown: Vec<&str> = error.lines().collect();
        assert_eq!(shown[0], message, "{error}");
        assert!(shown[1].ends_with(&format!("own.toml:{}:{}", at.0, at.1)), "{error}");
        let carets = shown.iter().find(|line| line.contains('^')).expect("carets");
        let excerpt = shown.iter().find(|line| line.contains(lines.lines().nth(at.0 - 4).expect("a line")));
        let excerpt = excerpt.expect("the line is shown");
        let above: String =
            excerpt.chars().zip(carets.chars()).filter(|(_, caret)| *caret == '^').map(|(above, _)| above).collect();
        assert_eq!(above, marked, "{error}");
        assert!(error.contains(help), "{error}");
    }

    /// The patterns of the construction that `lines` make.
    fn patterns(lines: &str) -> Vec<super::Pattern> {
        let constructions = load(lines).expect("a sound file").constructions;
        let own = constructions.list.iter().position(|c| &*c.id == "own").expect("it was added");
        let entries = constructions.index.entries.into_iter();
        entries.filter(|e| e.owner as usize == own).map(|e| e.pattern).collect()
    }

    #[test]
    fn a_part_stands_for_what_is_written_in_it() {
        let written = patterns("pattern = 'source:(NAME | PRONOUN) cue:VERB[bare,finite] (\"by\" NP)? content:CLAUSE'");
        let named = patterns(
            "pattern = '$says ($by)? content:CLAUSE'\n[let]\nby = '\"by\" NP'\nwho = 'NAME | PRONOUN'\n\
             says = 'source:$who cue:VERB[bare,finite]'",
        );
        assert_eq!(named, written);
    }

    #[test]
    fn a_literal_can_have_alternatives() {
        let groups = patterns("pattern = 'NP cue:(\"said\" | \"has said\") content:CLAUSE'");
        assert_eq!(patterns("pattern = 'NP cue:\"said | has said\" content:CLAUSE'"), groups);
    }

    #[test]
    fn a_wrong_pattern_is_shown() {
        let wrong = |pattern: &str, message: &str, column: usize, marked: &str, help: &str| {
            wrong(&format!("pattern = '{pattern}'"), message, (4, column + 12), marked, help);
        };
        wrong("NP cue:VRB", "there is no non-terminal called `VRB`", 7, "VRB", "did you mean `VERB`?");
        wrong("NP cue:tilte", "there is no class called `tilte`", 7, "tilte", "did you mean `title`?");
        wrong("NP cue:NP[tilte]", "there is no class called `tilte`", 10, "tilte", "did you mean `title`?");
        let message = "there is no frame, form or class called `fnite`";
        wrong("NP cue:VERB[that,!fnite]", message, 17, "!fnite", "did you mean `finite`?");
        wrong("sorce:NP cue:VERB", "there is no role called `sorce`", 0, "sorce", "did you mean `source`?");
        wrong("NP cue:COMMA[that]", "`COMMA` takes no arguments", 13, "that", "");
        wrong("NP VERB", "the pattern has no item `cue:…` at its top level", 0, "NP VERB", "cue:VERB[that]");
        wrong("NP cue:(VERB NP", "the pattern wants a closing `)` here", 15, "'", "");
        wrong("NP cue:VERB[that", "the pattern wants a closing `]` here", 16, "'", "");
        wrong("NP cue:\"said", "the pattern wants a closing `\"` here", 12, "'", "");
        wrong("NP cue:\"\"", "an empty literal", 8, "\"", "");
        wrong("NP cue:\"said || says\"", "an empty literal", 14, "|", "");
        wrong("NP cue:VERB !", "the pattern should end here, or an item is malformed", 12, "!", "");
        wrong("NP cue:VERB $", "the pattern wants the name of a part here", 13, "'", "");
    }

    #[test]
    fn a_wrong_part_is_shown_where_it_stands() {
        let file = |part: &str| format!("pattern = 'NP cue:$said CLAUSE'\n[let]\nsaid = '{part}'");
        wrong(&file("VERB[tat]"), "there is no frame, form or class called `tat`", (6, 14), "tat", "`that`");
        wrong(&file("(VERB"), "the pattern wants a closing `)` here", (6, 14), "'", "");
        wrong(&file("$sayd"), "there is no part called `sayd`", (6, 10), "sayd", "did you mean `said`?");
        wrong(&file("\"said\" | $said"), "the part `said` contains itself: said → said", (6, 19), "said", "");
        let file = "pattern = 'NP cue:$a CLAUSE'\n[let]\na = '$b NP'\nb = '$c'\nc = '(NP | $a)'";
        wrong(file, "the part `a` contains itself: a → b → c → a", (8, 13), "a", "");
    }

    #[test]
    fn a_part_has_a_name_and_a_use() {
        let message = "there is no part called `sad`";
        wrong("pattern = 'NP cue:$sad CLAUSE'", message, (4, 20), "sad", "in the table [let] of this file: sad = '…'");
        let file = "pattern = 'NP cue:$sad CLAUSE'\n[let]\nsaid = 'VERB[that]'";
        wrong(file, message, (4, 20), "sad", "did you mean `said`?");
        let file = "pattern = 'NP cue:VERB said'\n[let]\nsaid = '\"said\"'";
        wrong(file, "there is no class called `said`", (4, 24), "said", "did you mean the part `$said`?");
        let file = "pattern = 'NP cue:VERB CLAUSE'\n[let]\n  text = 'NP'";
        wrong(file, "no pattern uses the part `text`", (6, 3), "text", "write `$text` where");
    }

    /// Parts in parts cannot nest without end or grow to any size.
    #[test]
    fn parts_have_limits() {
        let chain = |parts: usize, twice: &str| {
            let part = |i: usize| format!("p{i} = '$p{} {twice}'\n", i + 1).replace('N', &(i + 1).to_string());
            let parts: String = (0..parts).map(part).chain([format!("p{parts} = 'NP'")]).collect();
            format!("pattern = 'NP cue:VERB $p0'\n[let]\n{parts}")
        };
        assert!(load(&chain(31, "")).is_ok());
        let error = load(&chain(5_000, "")).expect_err("too deep");
        assert!(error.contains("nested more than 32 deep"), "{error}");
        assert!(load(&chain(10, "$pN")).is_ok());
        let error = load(&chain(25, "$pN")).expect_err("too many");
        assert!(error.contains("more than 10000 items"), "{error}");
        let groups = |open: usize| "(".repeat(open) + "NP" + &")".repeat(open);
        let nested = |outer: usize, inner: usize| {
            let outer = groups(outer).replace("NP", "$part");
            load(&format!("pattern = 'NP cue:VERB {outer}'\n[let]\npart = '{}'", groups(inner)))
        };
        assert!(nested(15, 16).is_ok());
        let error = nested(20, 20).expect_err("too deep");
        assert!(error.contains("nested more than 32 deep"), "{error}");
    }
}
