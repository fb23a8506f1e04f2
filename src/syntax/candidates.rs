//! Lists the parts of speech that a token can have, by lexicon or spelling.

use super::context::Context;
use super::tag::Tag;
use crate::closed_class::{HERE, IT, MOST, PEOPLES_RELATIVES};
use crate::function_word::Function;
use crate::lexicon::{Class, Forms, Pos, PredicateKind};
use crate::token::{Shape, TokenKind};

/// The possible tags of one token, commonest first.
#[derive(Default)]
pub(super) struct Candidates {
    list: [Option<Tag>; 8],
    pub(super) len: usize,
}

impl Candidates {
    fn push(&mut self, tag: Tag) {
        if self.len < self.list.len() && !self.has(tag) {
            self.list[self.len] = Some(tag);
            self.len += 1;
        }
    }
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.list[..self.len].contains(&Some(tag))
    }
    pub(super) fn first(&self) -> Tag {
        self.list[0].unwrap_or(Tag::Noun)
    }
    pub(super) fn find(&self, wanted: impl Fn(Tag) -> bool) -> Option<Tag> {
        self.list[..self.len].iter().flatten().copied().find(|&t| wanted(t))
    }

    /// Lists the possible tags of a token. `tags` are those of the tokens
    /// before it.
    pub(super) fn fill(&mut self, at: usize, context: Context<'_>, tags: &[Tag]) {
        self.len = 0;
        self.list = [None; 8];
        match context.tokens[at].kind {
            TokenKind::Word => self.fill_word(at, context, tags),
            TokenKind::Clitic => self.push(clitic(at, context, tags)),
            // *told OK! that*: the exclamation mark is part of the name.
            TokenKind::Exclamation if in_name(at, context, tags) => self.push(Tag::Symbol),
            kind => self.push(mark_tag(kind)),
        }
    }

    fn fill_word(&mut self, at: usize, context: Context<'_>, tags: &[Tag]) {
        let Context { text, tokens, marks, functions, lexicon, names, shapes } = context;
        if purpose_in_name(at, context) || at > 0 && purpose_in_name(at - 1, context) {
            self.push(Tag::Name);
            return;
        }
        let starts = starts_sentence(at, context, tags);
        if let Some(tag) = function_tag(at, context, starts) {
            self.push(tag);
            if !functions[at].is_ambiguous() {
                return;
            }
        }
        let (token, word) = (&tokens[at], marks[at].word);
        let capital = matches!(shapes[at], Shape::Capital | Shape::Upper);
        if capital && (!starts || names.contains(&word) || begins_name(at, context)) {
            self.push(Tag::Name);
            // In a headline the capital may mean nothing, so the verb reading
            // stays possible.
            self.push_known(lexicon.pos(word));
            self.push_forms(lexicon.forms(word));
        } else if token.shape == Shape::Upper && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Colon) {
            // *PENCE: We will*: a speaker in a transcript.
            self.push(Tag::Name);
        } else if capital && lexicon.pos(word).is_empty() && lexicon.forms(word) == Forms::default() {
            self.guess_capital(token.text(text), lexicon.gender(word).is_some());
        } else {
            self.fill_common(at, context);
        }
    }

    /// Adds the readings of a word that is not first of all a name.
    fn fill_common(&mut self, at: usize, context: Context<'_>) {
        let Context { text, tokens, marks, lexicon, shapes, .. } = context;
        let (mark, word) = (&marks[at], tokens[at].text(text));
        let known = lexicon.pos(mark.word);
        let forms = lexicon.forms(mark.word);
        if mark.classes.has(Class::ADVERB) && !known.iter().any(|p| matches!(p, Pos::Noun | Pos::Adjective)) {
            self.push(Tag::Adverb);
        }
        self.push_known(known);
        if known.is_empty() {
            // *a detective*: a role is a noun, even if it ends like an
            // adjective.
            if mark.classes.has(Class::ROLE) && forms == Forms::default() && !word.ends_with('s') {
                self.push(Tag::Noun);
            }
            self.guess(word, forms);
        }
        self.push_forms(forms);
        // *rumours*: a reporting noun that no word list has.
        for &(predicate, form) in lexicon.predicates(mark.word) {
            if known.is_empty() && lexicon.predicate(predicate).kind == PredicateKind::Noun {
                self.push(if form.has(Forms::THIRD) { Tag::PluralNoun } else { Tag::Noun });
            }
        }
        let capital = matches!(shapes[at], Shape::Capital | Shape::Upper);
        if capital && (lexicon.gender(mark.word).is_some() || known.is_empty()) {
            self.push(Tag::Name);
        }
    }

    fn push_known(&mut self, known: &[Pos]) {
        for &pos in known {
            self.push(of_pos(pos));
        }
    }

    fn push_forms(&mut self, forms: Forms) {
        for (form, tag) in [
            (Forms::PAST, Tag::VerbPast),
            (Forms::PARTICIPLE, Tag::Participle),
            (Forms::GERUND, Tag::Gerund),
            (Forms::THIRD, Tag::VerbThird),
            (Forms::BASE, Tag::VerbBase),
        ] {
            if forms.has(form) {
                self.push(tag);
            }
        }
    }

    /// Adds readings by spelling, for a capitalised word that no lexicon file
    /// lists and that opens a sentence.
    fn guess_capital(&mut self, word: &str, given_name: bool) {
        if given_name {
            // *Kelly*: a given name is not an adverb in *-ly*.
        } else if word.len() > 4 && word.ends_with("ly") {
            self.push(Tag::Adverb);
        } else if word.len() > 5 && word.ends_with("ing") {
            self.push(Tag::Gerund);
        }
        self.push(Tag::Name);
        // *Contacted by the Herald*: the name is the commoner reading, as in
        // *Ahmed*.
        if word.len() > 5 && word.ends_with("ed") && !given_name {
            self.push(Tag::Participle);
        }
    }

    /// Adds readings by spelling, for a word that no lexicon file lists.
    fn guess(&mut self, word: &str, forms: Forms) {
        if word.contains('-') {
            self.push(match word {
                w if w.ends_with("ed") || w.ends_with("ing") => Tag::Adjective,
                // *two-thirds*
                w if w.ends_with('s') && !w.ends_with("ss") => Tag::PluralNoun,
                _ => Tag::Noun,
            });
            self.push(Tag::Adjective);
        } else if word.len() > 4 && word.ends_with("ly") {
            self.push(Tag::Adverb);
        } else if word.len() > 4 && word.ends_with("ing") {
            self.push(Tag::Gerund);
            self.push(Tag::Noun);
        } else if word.len() > 4 && word.ends_with("ed") || word.ends_with("ied") {
            self.push(Tag::VerbPast);
            self.push(Tag::Participle);
        } else if forms != Forms::default() {
            self.push_forms(forms);
        } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
            self.push(Tag::PluralNoun);
        } else if ["ous", "ful", "ive", "able", "ible", "ish", "less", "ical"].iter().any(|s| word.ends_with(s)) {
            self.push(Tag::Adjective);
        } else {
            self.push(Tag::Noun);
        }
    }
}

fn of_pos(pos: Pos) -> Tag {
    match pos {
        Pos::Noun => Tag::Noun,
        Pos::PluralNoun => Tag::PluralNoun,
        Pos::Adjective => Tag::Adjective,
        Pos::Adverb => Tag::Adverb,
        Pos::VerbBase => Tag::VerbBase,
        Pos::VerbThird => Tag::VerbThird,
        Pos::VerbPast => Tag::VerbPast,
        Pos::Participle => Tag::Participle,
        Pos::Gerund => Tag::Gerund,
        Pos::Name => Tag::Name,
    }
}

fn mark_tag(kind: TokenKind) -> Tag {
    match kind {
        TokenKind::Number => Tag::Number,
        TokenKind::Handle | TokenKind::Address | TokenKind::Hashtag => Tag::Name,
        TokenKind::DoubleQuote | TokenKind::SingleQuote => Tag::QuoteMark,
        TokenKind::Period | TokenKind::Exclamation => Tag::Stop,
        TokenKind::Comma => Tag::Comma,
        TokenKind::Colon => Tag::Colon,
        TokenKind::Semicolon => Tag::Semicolon,
        TokenKind::Dash => Tag::Dash,
        TokenKind::Open => Tag::Open,
        TokenKind::Close => Tag::Close,
        _ => Tag::Symbol,
    }
}

/// Whether a capital after this tag may only mark the start of a sentence, and
/// not a name.
pub(super) fn starts_after(tag: Tag) -> bool {
    matches!(tag, Tag::Stop | Tag::Colon | Tag::QuoteMark | Tag::Dash | Tag::Open)
}

/// Whether a word starts a sentence, so that its capital may mean nothing.
fn starts_sentence(at: usize, context: Context<'_>, tags: &[Tag]) -> bool {
    let token = &context.tokens[at];
    at == 0
        || token.opens_paragraph
        || context.opens_behind_abbreviation(at)
        || match tags[at - 1] {
            // After a closing quotation mark a sentence starts only if a stop
            // precedes the mark.
            Tag::QuoteMark if token.spaced => at > 1 && tags[at - 2] == Tag::Stop,
            before => starts_after(before),
        }
}

/// Returns the tag of a function word; `None` where the capital makes it a
/// name: *Will Smith*, *May said*.
fn function_tag(at: usize, context: Context<'_>, starts: bool) -> Option<Tag> {
    let Context { tokens, functions, shapes, .. } = context;
    let tag = functions[at].tag()?;
    let acronym = shapes[at] == Shape::Upper && (functions[at].may_be_acronym() || be_is_acronym(at, context));
    // *US officials*: an acronym opens a name, except in a line of capitals or
    // before a function word.
    let opens_name = acronym
        && tokens[at].span.len() > 1
        && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Upper)
        && functions[at + 1] == Function::None;
    let common = shapes[at] == Shape::Lower || starts && !opens_name || shapes[at] == Shape::Upper && !acronym;
    common.then_some(tag)
}

/// Whether a form of *be* in capitals is an acronym: no subject stands before
/// it, and a word in lower case behind it (*IS fighters said*).
fn be_is_acronym(at: usize, context: Context<'_>) -> bool {
    let Context { tokens, functions, .. } = context;
    let subject = |f: Function| matches!(f, Function::None | Function::Wh | Function::There) || f.is_clausal();
    let before = at.checked_sub(1).filter(|&i| tokens[i].kind == TokenKind::Word && !tokens[at].opens_paragraph);
    functions[at] == Function::Be
        && before.is_none_or(|i| !subject(functions[i]))
        && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower)
        && functions[at + 1] == Function::None
}

/// Whether a word that opens a sentence is or begins a name nevertheless.
fn begins_name(at: usize, context: Context<'_>) -> bool {
    let Context { text, tokens, marks, lexicon, .. } = context;
    let mark = &marks[at];
    // *Rolling Stone quoted him*: the first of two words of an outlet's name,
    // not a gerund.
    let outlet = || {
        mark.begins.has(Class::OUTLET)
            && marks.get(at + 1).is_some_and(|m| m.classes.has(Class::OUTLET) && !m.begins.has(Class::OUTLET))
    };
    // *Small, who was there, said*: a clause with *who* makes the word a name.
    let who = || {
        tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Comma)
            && tokens.get(at + 2).is_some_and(|t| t.is_any(text, PEOPLES_RELATIVES))
    };
    // *Frank quotes former mayor Ruiz*: a given name that is also a common
    // word.
    let quotes = || {
        lexicon.gender(mark.word).is_some()
            && marks.get(at + 1).is_some_and(|m| m.classes.has(Class::QUOTING))
            && tokens[at + 1].text(text).ends_with('s')
    };
    // *Grant Ruiz, a farmer, said*: a given name that is also a verb, before
    // another name.
    let given = || {
        lexicon.gender(mark.word).is_some()
            && lexicon.predicates(mark.word).is_empty()
            && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.spaced)
            && context.shapes[at + 1] == Shape::Capital
    };
    mark.classes.has(Class::PLACE) || outlet() || who() || quotes() || given()
}

/// Whether an exclamation mark is part of a name and ends no sentence: *Yahoo!
/// said*.
fn in_name(at: usize, context: Context<'_>, tags: &[Tag]) -> bool {
    let Context { tokens, shapes, .. } = context;
    let next = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && !t.opens_paragraph);
    tags.last() == Some(&Tag::Name) && !tokens[at].spaced && next && shapes[at + 1] == Shape::Lower
}

/// Whether the token is the *to* of a name such as *the Committee to Protect
/// Journalists*: an organisation noun before it, a verb and its object after
/// it, all capitalised.
fn purpose_in_name(at: usize, context: Context<'_>) -> bool {
    let Context { tokens, marks, functions, lexicon, shapes, .. } = context;
    let capital = |i: usize| shapes.get(i) == Some(&Shape::Capital) && tokens[i].kind == TokenKind::Word;
    functions[at] == Function::To
        && shapes[at] == Shape::Lower
        && at > 0
        && capital(at - 1)
        && marks[at - 1].classes.has(Class::ORGANIZATION_NOUN)
        && capital(at + 1)
        && (lexicon.forms(marks[at + 1].word).has(Forms::BASE)
            || lexicon.pos(marks[at + 1].word).contains(&Pos::VerbBase))
        && capital(at + 2)
}

/// Returns the tag of a clitic. *'s* is *is* or *has* after a pronoun; after a
/// noun it is possessive, unless a word follows that cannot be possessed.
fn clitic(at: usize, context: Context<'_>, tags: &[Tag]) -> Tag {
    let Context { text, tokens, marks, functions, lexicon, .. } = context;
    let form = tokens[at].text(text);
    let bare = form.trim_start_matches(['\'', '’', '‘']);
    if bare.eq_ignore_ascii_case("s") {
        let before = tags.last().copied();
        let after = functions.get(at + 1).copied();
        // *Here's Ito*: the clitic is *is*.
        if at > 0 && tokens[at - 1].is_any(text, HERE) {
            return Tag::Be;
        }
        if matches!(before, Some(Tag::Pronoun | Tag::Wh | Tag::That)) || at > 0 && functions[at - 1].is_let_or_there() {
            let participle = marks.get(at + 1).is_some_and(|m| {
                lexicon.forms(m.word).has(Forms::PARTICIPLE) && !lexicon.forms(m.word).has(Forms::GERUND)
            });
            // *It's said that*: an expletive subject of a passive.
            let passive = at > 0
                && tokens[at - 1].is_any(text, IT)
                && marks.get(at + 1).is_some_and(|m| m.classes.has(Class::PASSED_ON))
                && functions.get(at + 2).and_then(|f| f.tag()).is_some_and(|t| matches!(t, Tag::That | Tag::To));
            let have = participle && !passive && !matches!(before, Some(Tag::That));
            return if have { Tag::Have } else { Tag::Be };
        }
        let gerund = marks.get(at + 1).is_some_and(|m| lexicon.forms(m.word).has(Forms::GERUND));
        let function_after = after.and_then(Function::tag).is_some_and(|t| {
            matches!(t, Tag::Determiner | Tag::Negation | Tag::Preposition | Tag::To | Tag::PossessivePronoun)
        });
        // *Ito's most daring claim*: *most* does not make the clitic *is*.
        let most = tokens.get(at + 1).is_some_and(|t| t.is_any(text, MOST))
            && functions.get(at + 2).is_some_and(|f| f.tag().is_none());
        return if function_after && !gerund && !most { Tag::Be } else { Tag::Possessive };
    }
    if bare.is_empty() {
        return Tag::Possessive;
    }
    match bare.to_ascii_lowercase().as_str() {
        "ll" => Tag::Modal,
        "d" => {
            let participle = marks.get(at + 1).is_some_and(|m| {
                let f = lexicon.forms(m.word);
                f.has(Forms::PARTICIPLE) && !f.has(Forms::BASE)
            });
            if participle { Tag::Have } else { Tag::Modal }
        }
        "re" | "m" => Tag::Be,
        "ve" => Tag::Have,
        _ => Tag::Negation,
    }
}
