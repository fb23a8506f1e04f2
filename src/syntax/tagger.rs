//! Assigns a part of speech to each token, by constraints.
//!
//! Each token starts with the readings that the lexicon or its spelling gives
//! it, commonest first. One pass from left to right then removes the readings
//! that the neighbours rule out, in the manner of Constraint Grammar (Karlsson
//! 1990) but with a few dozen rules. What matters is which words are verbs; the
//! chunker needs no finer distinctions.

use super::candidates::{Candidates, starts_after};
use super::casing;
use super::closed_class::{self, Function};
use super::context::Context;
use super::tag::Tag;
use crate::attribution::Act;
use crate::lexicon::{Class, ClassSet, Forms, Lexicon, Mark, Pos, PredicateKind, WordId};
use crate::token::{Shape, Token, TokenKind};

/// The most tokens between a verb that quotes somebody and the colon after that
/// person.
const INTRODUCED: usize = 12;

/// Returns a tag for every token of `tokens`, which is a whole text. Text in
/// quotation marks is tagged like any other. Linear: one pass that looks at a
/// bounded number of tokens on both sides.
pub(super) fn tag(text: &str, tokens: &[Token], marks: &[Mark], lexicon: &Lexicon) -> Vec<Tag> {
    let functions: Vec<Function> = tokens.iter().map(|t| closed_class::of(t, text)).collect();
    let names = casing::names(tokens, marks);
    let shapes = casing::shapes(tokens, marks, &functions, lexicon, &names);
    let context = Context { text, tokens, marks, functions: &functions, lexicon, names: &names, shapes: &shapes };
    let mut tags: Vec<Tag> = Vec::with_capacity(tokens.len());
    let mut scratch = Candidates::default();
    for at in 0..tokens.len() {
        scratch.fill(at, context, &tags);
        let tag = choose(at, &scratch, context, &tags);
        tags.push(tag);
    }
    tags
}

/// Determiners that can be a subject on their own.
const ALONE: &[&str] =
    &["some", "many", "several", "few", "both", "all", "most", "each", "another", "either", "neither"];

fn choose(at: usize, candidates: &Candidates, context: Context<'_>, tags: &[Tag]) -> Tag {
    let Context { text, tokens, marks, functions, lexicon, .. } = context;
    let first = candidates.first();
    // *the rebels overran the town*: a lower-case word that no list has, after
    // a plural and before a determiner, pronoun or *that*, is a past form.
    if marks[at].word == WordId::UNKNOWN
        && context.shapes[at] == Shape::Lower
        && (matches!(tags.last(), Some(Tag::PluralNoun | Tag::Pronoun))
            || at > 0 && marks[at - 1].classes.has(Class::DEMONYM))
        && following(at, context).clause
    {
        return Tag::VerbPast;
    }
    if candidates.len == 1 && !matches!(first, Tag::That | Tag::VerbPast) {
        return first;
    }
    // *…, said lead manager Ana Ruiz*: a verb form that begins a role.
    if candidates.first().is_verb() && describes_speaker(at, context, tags) {
        let noun = candidates.find(|t| matches!(t, Tag::Noun | Tag::Adjective));
        return noun.unwrap_or(Tag::Adjective);
    }
    // `before` is the nearest tag to the left, skipping adverbs and negations.
    let mut left = tags.iter().rev().copied();
    let direct = tags.last().copied();
    let before = left.find(|t| !matches!(t, Tag::Adverb | Tag::Negation));
    let token = &tokens[at];
    let opens = token.opens_paragraph || direct.is_none_or(|t| t == Tag::Stop) || context.opens_behind_abbreviation(at);
    let verb = |wanted: &[Tag]| candidates.find(|t| wanted.contains(&t));
    let nominal = || candidates.find(|t| t.is_nominal() || t == Tag::Adjective);

    if functions[at] == Function::That {
        let clause = tags.len() < 2 || tags[tags.len() - 2] == Tag::Stop;
        return that(at, tokens, functions, direct, clause);
    }
    if functions[at] == Function::Her {
        let follows = following(at, context);
        let gerund = direct == Some(Tag::Preposition)
            && marks.get(at + 1).is_some_and(|m| {
                lexicon.forms(m.word).has(Forms::GERUND) || lexicon.pos(m.word).contains(&Pos::Gerund)
            });
        return if follows.nominal || gerund { Tag::PossessivePronoun } else { Tag::ObjectPronoun };
    }
    if functions[at] == Function::Back {
        let governed = matches!(before, Some(Tag::Modal | Tag::Do | Tag::To));
        let subject = matches!(direct, Some(Tag::PluralNoun | Tag::Pronoun | Tag::Wh));
        let object = follows_object(at, context);
        return if object && (governed || subject) {
            Tag::VerbBase
        } else {
            nominal().filter(|_| direct == Some(Tag::Determiner)).unwrap_or(Tag::Adverb)
        };
    }
    if functions[at].tag().is_some() && functions[at].is_ambiguous() && direct != Some(Tag::To) {
        // *Outside groups spent more*: an adjective before a plural noun.
        let plural = || tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Lower && t.text(text).ends_with('s'));
        if functions[at] == Function::Outside && opens && following(at, context).nominal && plural() {
            return nominal().unwrap_or(first);
        }
        // *would like to*: a verb after a modal.
        if functions[at] == Function::Like && before == Some(Tag::Modal) {
            return Tag::VerbBase;
        }
        // *like*, *will*, *can*, *have*: a function word, unless what stands
        // before it calls for a noun.
        if !matches!(direct, Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Adjective)) {
            return first;
        }
        return nominal().unwrap_or(first);
    }
    // *too much is made of it*: an amount that is a subject.
    if first == Tag::Adverb
        && functions.get(at + 1).and_then(|f| f.tag()).is_some_and(Tag::is_auxiliary)
        && !before.is_some_and(|t| t.is_auxiliary() || t.is_nominal() || t == Tag::Pronoun)
        && matches!(token.text(text), "much" | "little" | "more" | "less" | "enough")
    {
        return Tag::Pronoun;
    }
    // *according to exit polls*: not an infinitive.
    let according = at > 1 && tokens[at - 2].text(context.text).eq_ignore_ascii_case("according");
    if direct == Some(Tag::To)
        && !according
        && !opens_outlet(at, context)
        && let Some(base) = verb(&[Tag::VerbBase])
    {
        return base;
    }
    // An auxiliary decides the form of the word after it.
    match before {
        Some(Tag::Modal | Tag::Do) => {
            if let Some(base) = verb(&[Tag::VerbBase]) {
                return base;
            }
        }
        Some(Tag::Have) => {
            if let Some(participle) = verb(&[Tag::Participle]) {
                return participle;
            }
        }
        Some(Tag::Be) => {
            // *is opposed to*: a participle that the lexicon lists as an
            // adjective.
            let listed = || {
                let own = lexicon.predicates(marks[at].word);
                own.iter().any(|&(p, _)| lexicon.predicate(p).kind == PredicateKind::Adjective)
            };
            if candidates.find(|t| matches!(t, Tag::Participle | Tag::Adjective)).is_some()
                && listed()
                && !following(at, context).by
            {
                return Tag::Adjective;
            }
            if let Some(form) = verb(&[Tag::Gerund, Tag::Participle])
                && !(first == Tag::Adjective)
            {
                return form;
            }
            if let Some(other) = candidates.find(|t| !t.is_verb()) {
                return other;
            }
        }
        _ => {}
    }
    let follows = following(at, context);
    // *Some said that*, *many fear a strike*: a determiner that is the subject.
    if direct == Some(Tag::Determiner) && !follows.nominal {
        let alone = |words: &[&str]| {
            let word = tokens[at - 1].text(context.text);
            words.iter().any(|w| word.eq_ignore_ascii_case(w))
        };
        if candidates.has(Tag::VerbPast) && alone(ALONE) {
            return Tag::VerbPast;
        }
        if follows.content
            && !candidates.has(Tag::PluralNoun)
            && alone(&["many", "several", "few", "both"])
            && let Some(base) = verb(&[Tag::VerbBase])
        {
            return base;
        }
    }
    if matches!(direct, Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Adjective | Tag::Number))
        || direct == Some(Tag::Preposition) && verb(&[Tag::Gerund]).is_none()
    {
        if direct != Some(Tag::Number)
            && let Some(other) = nominal()
        {
            return other;
        }
        // *the general said that*: the adjective was a noun, so a verb can
        // follow.
        if direct == Some(Tag::Adjective) && candidates.has(Tag::VerbPast) && !follows.nominal {
            return Tag::VerbPast;
        }
        // *the accused man*, *the leading paper*: a verb form that modifies a
        // noun.
        if let Some(form) = verb(&[Tag::Participle, Tag::Gerund])
            && (direct != Some(Tag::Number) || follows.nominal && !follows.content)
        {
            return if follows.nominal { Tag::Adjective } else { form };
        }
    }
    // *quoted as ruling out, cited as warning that*: a gerund after *as*.
    if at > 0 && tokens[at - 1].text(text) == "as" && candidates.has(Tag::Gerund) {
        let particle = marks.get(at + 1).is_some_and(|next| {
            let own = lexicon.predicates(marks[at].word);
            own.iter().any(|&(p, _)| lexicon.predicate(p).tail.first() == Some(&next.word))
        });
        if particle || follows.clause {
            return Tag::Gerund;
        }
    }
    // *two witnesses who*: a plural noun after a number, not a verb.
    if direct == Some(Tag::Noun)
        && candidates.has(Tag::PluralNoun)
        && candidates.has(Tag::VerbThird)
        && closed_class::is_number(tokens[at - 1].text(text))
    {
        return Tag::PluralNoun;
    }
    if first == Tag::Name && context.shapes[at] != Shape::Lower && !opens {
        return name_or_verb(at, candidates, context, direct, &follows);
    }
    let subject = matches!(direct, Some(Tag::Pronoun | Tag::Wh | Tag::That))
        || matches!(before, Some(Tag::Pronoun | Tag::Noun | Tag::PluralNoun | Tag::Name | Tag::Close | Tag::QuoteMark))
        || before == Some(Tag::Comma) && matches!(direct, Some(Tag::Comma | Tag::Adverb));
    // *the envoy, retired Judge Ruiz, said*: an adjective before a title.
    if direct == Some(Tag::Comma)
        && first == Tag::Adjective
        && marks.get(at + 1).is_some_and(|m| m.classes.has(Class::TITLE))
        && tokens[at + 1].shape == Shape::Capital
    {
        return first;
    }
    if subject {
        let plural = matches!(before, Some(Tag::PluralNoun))
            || direct == Some(Tag::Name) && plural_opens(at, tags, context)
            || follows.clause && matches!(direct, Some(Tag::Noun | Tag::Name)) && plural_head(tags)
            || at > 0 && functions[at - 1] == Function::PluralPronoun
            || matches!(direct, Some(Tag::Wh | Tag::That | Tag::Conjunction));
        let agreeing = candidates.find(|t| match t {
            Tag::VerbPast => true,
            Tag::VerbThird => before != Some(Tag::PluralNoun),
            Tag::VerbBase => plural || direct == Some(Tag::Pronoun),
            _ => false,
        });
        // *Ito quotes former mayor Ruiz:*: the verb introduces a quotation.
        let introduces = agreeing == Some(Tag::VerbThird)
            && direct == Some(Tag::Name)
            && marks[at].classes.has(Class::QUOTING)
            && tokens[at..].iter().take(INTRODUCED).any(|t| t.kind == TokenKind::Colon);
        // *Democratic registered voters*, *Western states that*: the word
        // before, tagged as a name, is an adjective.
        if direct == Some(Tag::Name)
            && !introduces
            && at > 0
            && lexicon.pos(marks[at - 1].word).first() == Some(&Pos::Adjective)
        {
            if candidates.has(Tag::Participle) && follows.nominal && !follows.content {
                return Tag::Adjective;
            }
            if let Some(plural) = candidates.find(|t| t == Tag::PluralNoun) {
                return plural;
            }
        }
        // *a letter warning that*: a participle, since no noun can follow here.
        if matches!(direct, Some(Tag::Noun | Tag::PluralNoun))
            && candidates.has(Tag::Gerund)
            && (follows.clause || tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::DoubleQuote))
            && !lexicon.predicates(marks[at].word).is_empty()
        {
            return Tag::Gerund;
        }
        // *the attorney general*: a noun, although its commonest reading is an
        // adjective.
        if first == Tag::Adjective && candidates.has(Tag::Noun) && direct == Some(Tag::Noun) && !follows.nominal {
            return Tag::Noun;
        }
        // After a comma that closes a pair (*Ito, who runs the bank, said on
        // Monday*) comes a finite verb; after one that opens a pair (*Ito,
        // accused of theft, left*) a participle. If the clause has had no verb
        // yet, the test is whether one is still to come.
        let closes = || {
            if !has_verb(tags) {
                return !resumes(at, context);
            }
            let back = tags.iter().rev().take(60).take_while(|t| !matches!(t, Tag::Stop | Tag::QuoteMark));
            back.filter(|t| **t == Tag::Comma).count() % 2 == 0
        };
        // *the program, run by the state,*: not a past form, so a participle.
        if candidates.has(Tag::Participle) && !candidates.has(Tag::VerbPast) && follows.by {
            return Tag::Participle;
        }
        if let Some(form) = agreeing {
            let sure = matches!(direct, Some(Tag::Pronoun | Tag::Wh));
            let ambiguous = candidates.find(|t| t.is_nominal() || matches!(t, Tag::Adjective | Tag::Adverb)).is_some();
            // *"…," Ruiz shot back*: attributes the quotation to the name.
            let attributes = || !follows.nominal && !follows.verb && behind_speech(context, tags);
            // *critics point to*: the preposition or particle is the verb's
            // own.
            let governs = (form == Tag::VerbBase && direct == Some(Tag::PluralNoun)
                || shoots_back(at, direct, context))
                && marks.get(at + 1).is_some_and(|next| {
                    let frame = lexicon.frame(tokens[at + 1].text(context.text)).unwrap_or_default();
                    lexicon.predicates(marks[at].word).iter().any(|&(p, _)| {
                        let predicate = lexicon.predicate(p);
                        predicate.kind == PredicateKind::Verb
                            && (predicate.tail.first() == Some(&next.word)
                                || predicate.tail.is_empty() && predicate.frames.any(frame))
                    })
                });
            // *records show*: a verb of evidence after a plural noun.
            let shows = form == Tag::VerbBase
                && direct == Some(Tag::PluralNoun)
                && !follows.verb
                && lexicon.predicates(marks[at].word).iter().any(|&(p, _)| {
                    let predicate = lexicon.predicate(p);
                    predicate.kind == PredicateKind::Verb && predicate.act == Act::Evidence
                });
            // *the report quotes one farmer*: a number opens the object.
            let counts = form == Tag::VerbThird
                && direct == Some(Tag::Noun)
                && !lexicon.predicates(marks[at].word).is_empty()
                && tokens.get(at + 1).is_some_and(|t| closed_class::is_number(t.text(text)));
            let settled = sure || counts || introduces || shows || governs || !ambiguous || follows.content;
            if settled || first.is_verb() && !follows.verb || attributes() {
                // *people briefed on the call said*: the finite verb is still
                // to come, so this is a participle.
                if form == Tag::VerbPast
                    && candidates.has(Tag::Participle)
                    && follows.preposition
                    && matches!(direct, Some(Tag::Noun | Tag::PluralNoun | Tag::Name))
                    && reports_ahead(at, context)
                {
                    return Tag::Participle;
                }
                if form == Tag::VerbPast
                    && candidates.has(Tag::Participle)
                    && direct == Some(Tag::Noun)
                    && named(at, tags, context)
                {
                    return Tag::Participle;
                }
                // A past form that modifies a noun. Never after a pronoun: *he
                // stood by it* has a finite verb.
                if form == Tag::VerbPast
                    && candidates.has(Tag::Participle)
                    && direct != Some(Tag::Pronoun)
                    && reduced(&follows, direct)
                    && !(direct == Some(Tag::Comma) && closes())
                {
                    return Tag::Participle;
                }
                return form;
            }
            return candidates.find(|t| !t.is_verb()).unwrap_or(form);
        }
    }
    // *proposed jointly owned drones*: a participle that modifies a noun.
    if direct == Some(Tag::Adverb)
        && before.is_some_and(Tag::is_verb)
        && candidates.has(Tag::Participle)
        && follows.nominal
        && !follows.content
    {
        return Tag::Adjective;
    }
    if opens && candidates.has(Tag::VerbPast) && leads_quotation(at, tokens) {
        return Tag::VerbPast;
    }
    // *Asked whether it was over, Ito said no.*: a participle that opens a
    // sentence.
    if opens
        && candidates.has(Tag::Participle)
        && functions.get(at + 1).is_some_and(|f| matches!(f.tag(), Some(Tag::Wh | Tag::Subordinator)))
    {
        return Tag::Participle;
    }
    if first.is_verb()
        && opens
        && matches!(first, Tag::VerbPast | Tag::Participle | Tag::VerbThird)
        && candidates.len > 1
    {
        // *Asked about it, Ruiz said*: a participle, since its complement
        // follows.
        let governs = functions
            .get(at + 1)
            .and_then(|f| f.tag())
            .is_some_and(|t| matches!(t, Tag::Preposition | Tag::Wh | Tag::That | Tag::Subordinator | Tag::To));
        if governs && let Some(form) = verb(&[Tag::Participle]) {
            return form;
        }
        return nominal().unwrap_or(first);
    }
    if first == Tag::VerbPast && candidates.has(Tag::Participle) && direct == Some(Tag::Preposition) {
        return Tag::Adjective;
    }
    if first == Tag::VerbPast && matches!(direct, Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive)) {
        return Tag::Adjective;
    }
    if first == Tag::VerbBase && matches!(direct, Some(Tag::Adjective | Tag::Noun)) && candidates.len > 1 {
        return nominal().unwrap_or(first);
    }
    first
}

/// Whether the word is the first of several that together mean an outlet:
/// *conceded to state television*.
fn opens_outlet(at: usize, context: Context<'_>) -> bool {
    let of_outlet = ClassSet::of(&[Class::OUTLET, Class::OUTLET_HEAD]);
    let Some(next) = context.marks.get(at + 1) else { return false };
    context.marks[at].begins.any(of_outlet) && next.classes.any(of_outlet) && !next.begins.any(of_outlet)
}

/// Whether the word before `at` opens the sentence and has the form of a
/// plural, so that its capital says nothing: *Critics question the plan*.
fn plural_opens(at: usize, tags: &[Tag], context: Context<'_>) -> bool {
    let Context { text, tokens, marks, lexicon, names, .. } = context;
    let opens = at == 1 || at > 1 && (tokens[at - 1].opens_paragraph || starts_after(tags[at - 2]));
    let (word, mark) = (tokens[at - 1].text(text), &marks[at - 1]);
    opens && word.ends_with('s') && !names.contains(&mark.word) && lexicon.gender(mark.word).is_none()
}

/// Whether the noun phrase that ends here has a plural head further left or
/// joins two: *documents released by the city show*, *Ruiz and Ito question*.
fn plural_head(tags: &[Tag]) -> bool {
    let mut behind = None;
    for &tag in tags.iter().rev().take(12) {
        match tag {
            Tag::PluralNoun if matches!(behind, Some(Tag::Preposition | Tag::Participle)) => return true,
            Tag::Conjunction => {
                return behind
                    .is_some_and(|t: Tag| t.is_nominal() || matches!(t, Tag::Determiner | Tag::PossessivePronoun));
            }
            Tag::Noun
            | Tag::PluralNoun
            | Tag::Name
            | Tag::Number
            | Tag::Adjective
            | Tag::Determiner
            | Tag::PossessivePronoun
            | Tag::Possessive
            | Tag::Preposition
            | Tag::Participle => {}
            _ => return false,
        }
        behind = Some(tag);
    }
    false
}

/// Whether a finite verb of saying follows within a few tokens, before any
/// punctuation, conjunction, auxiliary or clause.
fn reports_ahead(at: usize, context: Context<'_>) -> bool {
    let Context { tokens, marks, functions, lexicon, .. } = context;
    let Some(paren) = lexicon.frame("paren") else { return false };
    let goes_on = |&i: &usize| {
        let words = matches!(tokens[i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
        words
            && !functions[i].tag().is_some_and(|t| {
                t.is_auxiliary()
                    || matches!(t, Tag::That | Tag::Wh | Tag::Conjunction | Tag::Subordinator | Tag::To | Tag::Pronoun)
            })
    };
    let says = |i: usize| {
        let word = marks[i].word;
        let past = |p: &Pos| matches!(p, Pos::VerbPast | Pos::VerbThird);
        let reports = |&(p, forms): &(u32, Forms)| {
            forms.has(Forms::PAST.with(Forms::THIRD)) && lexicon.predicate(p).frames.any(paren)
        };
        context.shapes[i] == Shape::Lower
            && lexicon.pos(word).first().is_none_or(past)
            && lexicon.predicates(word).iter().any(reports)
    };
    (at + 2..tokens.len()).take(8).take_while(goes_on).any(says)
}

/// Whether the sentence has had a finite verb outside relative clauses.
fn has_verb(tags: &[Tag]) -> bool {
    let back = tags.iter().rev().take(60).take_while(|t| !matches!(t, Tag::Stop | Tag::QuoteMark));
    let mut verb = false;
    for &tag in back {
        match tag {
            Tag::Wh | Tag::That => verb = false,
            Tag::Comma if verb => return true,
            t => verb |= t.is_auxiliary() || matches!(t, Tag::VerbBase | Tag::VerbThird | Tag::VerbPast),
        }
    }
    verb
}

/// Whether a finite verb follows the next comma: *Ito, accused of theft, left*.
fn resumes(at: usize, context: Context<'_>) -> bool {
    let Context { tokens, marks, functions, lexicon, .. } = context;
    let ahead = || (at + 1..tokens.len()).take(30).take_while(|&i| !tokens[i].opens_paragraph);
    let Some(comma) = ahead().find(|&i| tokens[i].kind == TokenKind::Comma) else { return false };
    let next = comma + 1 + usize::from(functions.get(comma + 1) == Some(&Function::Adverb));
    functions.get(next).and_then(|f| f.tag()).is_some_and(Tag::is_auxiliary)
        || marks.get(next).is_some_and(|m| {
            let forms = lexicon.forms(m.word);
            forms.has(Forms::PAST)
                || forms.has(Forms::THIRD)
                || lexicon.pos(m.word).iter().any(|p| matches!(p, Pos::VerbPast | Pos::VerbThird))
        })
}

/// Whether a name follows, then a comma or colon and a quotation: *Said Ito,
/// "…"*.
fn leads_quotation(at: usize, tokens: &[Token]) -> bool {
    let rest = &tokens[at + 1..];
    let names = rest.iter().take(5).take_while(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower).count();
    names > 0
        && rest.get(names).is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Colon))
        && rest.get(names + 1).is_some_and(|t| t.kind == TokenKind::DoubleQuote)
}

/// Whether the word begins the role of a speaker: it stands after an inverted
/// verb of saying, and a name follows the role and ends the clause. Such a word
/// modifies the role even if it looks like a verb.
fn describes_speaker(at: usize, context: Context<'_>, tags: &[Tag]) -> bool {
    let Context { text, tokens, marks, functions, lexicon, shapes, .. } = context;
    let [.., mark, Tag::VerbPast | Tag::VerbThird] = tags else { return false };
    let invert = lexicon.frame("invert").unwrap_or_default();
    let says = |&(p, _): &(u32, Forms)| lexicon.predicate(p).frames.any(invert);
    if !matches!(mark, Tag::QuoteMark | Tag::Comma) || !lexicon.predicates(marks[at - 1].word).iter().any(says) {
        return false;
    }
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let role = (at..at + 5).take_while(|&i| word(i) && shapes[i] == Shape::Lower && functions[i].tag().is_none());
    let name = at + role.count();
    let behind = (name..name + 5).find(|&i| !word(i) || shapes[i] == Shape::Lower).unwrap_or(name);
    let ends = |t: &Token| {
        matches!(t.kind, TokenKind::Period | TokenKind::Comma)
            || matches!(closed_class::of(t, text).tag(), Some(Tag::Preposition | Tag::Wh | Tag::Conjunction))
    };
    name > at + 1 && behind > name && tokens.get(behind).is_none_or(ends)
}

/// Whether the end of somebody's speech and then only a noun phrase stand
/// before this word: the noun phrase is a subject that still needs a verb.
fn behind_speech(context: Context<'_>, tags: &[Tag]) -> bool {
    let Context { tokens, marks, lexicon, .. } = context;
    // *…," answering questions*: the word before is a gerund, not a subject.
    if tags.len().checked_sub(1).is_none_or(|i| lexicon.forms(marks[i].word).has(Forms::GERUND)) {
        return false;
    }
    let back = tags.iter().rev().take(6);
    let words = back.take_while(|t| t.is_nominal() || matches!(t, Tag::Determiner | Tag::Adjective)).count();
    let Some(mark) = tags.len().checked_sub(words + 1) else { return false };
    words > 0
        && mark > 0
        && tags[mark] == Tag::QuoteMark
        && matches!(tokens[mark - 1].kind, TokenKind::Comma | TokenKind::Exclamation)
}

/// Whether the word is a verb with a particle after a name: *Ito shot back,
/// "…"*. The particle must end the clause or have its own complement.
fn shoots_back(at: usize, direct: Option<Tag>, context: Context<'_>) -> bool {
    let Context { text, tokens, .. } = context;
    let particle = tokens.get(at + 1).is_some_and(|t| matches!(t.text(text), "back" | "out" | "in"));
    direct == Some(Tag::Name)
        && particle
        && tokens.get(at + 2).is_some_and(|t| {
            matches!(t.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::DoubleQuote)
                || matches!(t.text(text), "at" | "that" | "with" | "on")
        })
}

/// Whether the word is a participle that introduces a name: *a cleric named
/// Ito*, *a program called "Tides"*. The noun before must be indefinite and,
/// with *called* in mid-clause, not a person who could be the one calling.
fn named(at: usize, tags: &[Tag], context: Context<'_>) -> bool {
    let Context { text, tokens, marks, functions, lexicon, .. } = context;
    let naming = ["named", "called", "dubbed", "titled", "entitled", "nicknamed"].contains(&tokens[at].text(text));
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Capital);
    let name = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.text(text) == "the"));
    let next = capital(name) || tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::DoubleQuote);
    if !naming || !next {
        return false;
    }
    // *a man called Ito left* has its verb still to come; *a man called Ito a
    // liar* has had it.
    let behind = (name..name + 5).find(|&i| !capital(i));
    let alone = behind.filter(|&i| i > name).is_some_and(|i| {
        tokens.get(i).is_none_or(|t| t.kind != TokenKind::Word)
            || matches!(functions[i].tag(), Some(Tag::Conjunction | Tag::Wh | Tag::Preposition))
            || functions[i].tag().is_some_and(Tag::is_auxiliary)
            || lexicon.pos(marks[i].word).first().is_some_and(|p| matches!(p, Pos::VerbPast | Pos::VerbThird))
    });
    let speaks = [Class::SPOKESPERSON, Class::ROLE, Class::UNNAMED_SOURCE];
    let back = (0..at).rev().take(6);
    let determiner = back.clone().find(|&i| !tags[i].is_nominal() && tags[i] != Tag::Adjective);
    let indefinite = determiner.is_some_and(|i| matches!(tokens[i].text(text), "a" | "an" | "another" | "A" | "An"));
    indefinite && (alone || tokens[at].text(text) != "called" || !marks[at - 1].classes.any(ClassSet::of(&speaks)))
}

/// Whether an object may follow the token.
fn follows_object(at: usize, context: Context<'_>) -> bool {
    let follows = following(at, context);
    follows.content || follows.nominal
}

/// Whether a past form that modifies a noun fits here: *a bill passed by*, *the
/// man, accused of*.
fn reduced(follows: &Follows, direct: Option<Tag>) -> bool {
    follows.by || direct == Some(Tag::Comma) && follows.preposition
}

/// Decides about a capitalised word in mid-sentence that could be a verb. It is
/// a headline's verb if its neighbours are capitalised too, otherwise a name.
fn name_or_verb(
    at: usize,
    candidates: &Candidates,
    context: Context<'_>,
    direct: Option<Tag>,
    follows: &Follows,
) -> Tag {
    let Context { tokens, marks, functions, lexicon, .. } = context;
    let finite = candidates.find(|t| matches!(t, Tag::VerbThird | Tag::VerbPast));
    let Some(finite) = finite else { return Tag::Name };
    // *the United States Senate*: part of a place name.
    if marks[at].classes.has(Class::PLACE) {
        return Tag::Name;
    }
    let nominal = candidates.find(|t| matches!(t, Tag::Noun | Tag::PluralNoun)).is_some();
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Capital);
    // Title case: the words after it, function words apart, are capitalised
    // too.
    let title_case = (at + 1..at + 4)
        .filter(|&i| functions.get(i).is_some_and(|f| f.tag().is_none()))
        .filter(|&i| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word))
        .all(capital);
    let after_capital = at == 0 || tokens[at - 1].shape != Shape::Lower;
    let after_subject =
        after_capital && matches!(direct, Some(Tag::Name | Tag::Noun | Tag::PluralNoun | Tag::Close | Tag::QuoteMark));
    let reporting = !lexicon.predicates(marks[at].word).is_empty();
    if title_case && after_subject && reporting && (!nominal || follows.content) && tokens[at].shape == Shape::Capital {
        finite
    } else {
        Tag::Name
    }
}

/// What stands to the right, as far as it helps to tell nouns from verbs.
#[derive(Default)]
struct Follows {
    /// A noun, name, adjective or number: the token may modify it.
    nominal: bool,
    /// *that*, a determiner, a pronoun, a quotation or a name: an object or a
    /// clause.
    content: bool,
    /// *that*, a determiner or a pronoun: follows verbs and hardly ever nouns.
    clause: bool,
    /// A finite verb or auxiliary: the token is its subject.
    verb: bool,
    by: bool,
    preposition: bool,
}

fn following(at: usize, context: Context<'_>) -> Follows {
    let Context { tokens, marks, functions, lexicon, shapes, .. } = context;
    let mut next = at + 1;
    // Skips adverbs, which do not decide.
    while functions.get(next) == Some(&Function::Adverb) && next < at + 3 {
        next += 1;
    }
    let Some(token) = tokens.get(next) else { return Follows::default() };
    let tag = functions[next].tag();
    let pos = lexicon.pos(marks[next].word);
    let open_class = tag.is_none() && token.kind == TokenKind::Word;
    // *plans to go*, but not *references to Machado*.
    let infinitive = tag == Some(Tag::To)
        && marks.get(next + 1).is_some_and(|m| lexicon.forms(m.word).has(Forms::BASE))
        && shapes[next + 1] == Shape::Lower;
    Follows {
        nominal: open_class
            && (shapes[next] != Shape::Lower
                || pos.first().is_none_or(|p| matches!(p, Pos::Noun | Pos::PluralNoun | Pos::Adjective)))
            || token.kind == TokenKind::Number,
        content: matches!(
            tag,
            Some(Tag::That | Tag::Determiner | Tag::Pronoun | Tag::PossessivePronoun | Tag::ObjectPronoun | Tag::Wh)
        ) || infinitive
            || matches!(token.kind, TokenKind::DoubleQuote | TokenKind::Colon)
            || open_class && shapes[next] != Shape::Lower && token.spaced
            || functions[next] == Function::Her,
        clause: matches!(tag, Some(Tag::That | Tag::Determiner | Tag::Pronoun | Tag::PossessivePronoun | Tag::Wh)),
        verb: tag.is_some_and(Tag::is_auxiliary)
            || pos.first().is_some_and(|p| matches!(p, Pos::VerbPast | Pos::VerbThird)),
        // *responded by saying*: *by* introduces no agent.
        by: functions[next] == Function::By
            && !marks.get(next + 1).is_some_and(|m| lexicon.forms(m.word).has(Forms::GERUND)),
        preposition: tag == Some(Tag::Preposition),
    }
}

/// Returns the tag of *that*: a pronoun or determiner after a preposition or at
/// the start of a clause, otherwise the opener of a clause.
fn that(at: usize, tokens: &[Token], functions: &[Function], direct: Option<Tag>, clause: bool) -> Tag {
    let next = functions.get(at + 1).copied();
    let next_kind = tokens.get(at + 1).map(|t| t.kind);
    if matches!(direct, Some(Tag::Preposition)) || matches!(next_kind, Some(TokenKind::Comma | TokenKind::Period)) {
        return Tag::Pronoun;
    }
    if direct.is_none() || matches!(direct, Some(Tag::Stop | Tag::Conjunction)) {
        if next.and_then(Function::tag).is_some_and(Tag::is_auxiliary) {
            return Tag::Pronoun;
        }
        if tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Lower) && next.is_some_and(|f| f.tag().is_none()) {
            return if direct == Some(Tag::Conjunction) && !clause { Tag::That } else { Tag::Determiner };
        }
    }
    Tag::That
}

#[cfg(test)]
mod tests {
    /// Returns the cues of all attributions in a text.
    fn cues(text: &str) -> Vec<&str> {
        let analysis = crate::analyze(text);
        analysis.attributions.iter().flat_map(|a| &a.cue).map(|c| c.of(text)).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(cues(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_plural_head_further_left_has_a_verb() {
        check(&[
            ("The emails from the mayor show that the dam failed.", &["show"]),
            ("Documents released by the city show that the dam failed.", &["show"]),
            ("Critics question the plan.", &["question"]),
            ("The farmers back the plan.", &["back"]),
        ]);
    }

    #[test]
    fn a_noun_that_could_be_a_verb_is_no_cue() {
        check(&[
            // Naming something is no statement.
            ("She led a program called Tidewater.", &[]),
            ("Registered voters went to the polling stations.", &[]),
            // A verb form that begins the speaker's role is no cue either.
            ("The dam was unsafe, said lead manager Ana Ruiz.", &["said"]),
            ("He runs a hedge fund in Ohio.", &[]),
            ("The United States Senate voted on Monday.", &[]),
        ]);
    }

    /// Regression test: verbs were read as nouns or modifiers, and modifiers as
    /// verbs.
    #[test]
    fn quoting_verbs_have_their_subjects_and_objects() {
        for (text, source, cue) in [
            ("Rolling Stone quoted Ruiz as saying the dam failed.", "Ruiz", "quoted"),
            ("Ruiz once said the dam failed.", "Ruiz", "once said"),
            ("The email, which the jury saw, also quotes Ruiz as saying the dam failed.", "Ruiz", "also quotes"),
            ("The report quotes one farmer as saying the dam failed.", "one farmer", "quotes"),
            (
                "CNN quoted the envoy, retired Judge Ana Ruiz, as saying the dam failed.",
                "the envoy, retired Judge Ana Ruiz,",
                "quoted",
            ),
        ] {
            let analysis = crate::analyze(text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(text), a.cue[0].of(text)), (source, cue), "{text}");
        }
    }

    /// Regression test: *quotes* was read as a noun, and names that are also
    /// adjectives were read as adjectives.
    #[test]
    fn who_is_quoted_before_a_colon_is_the_source() {
        for name in ["Frank", "Rowe", "He"] {
            let text = format!("{name} quotes former adviser Ana Ruiz:\n\n\"The dam failed in the night.\"");
            let analysis = crate::analyze(&text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(&text), a.cue[0].of(&text)), ("former adviser Ana Ruiz", "quotes"), "{text}");
        }
    }

    /// Regression test: each case made the content begin or end in the wrong
    /// place. A role that ends like an adjective, a pronoun before *by*, an
    /// outlet of two words after *to*, a name with an exclamation mark, a name
    /// with an infinitive.
    #[test]
    fn words_that_hid_who_spoke() {
        for (text, source, cue, content) in [
            ("A detective testified Friday that the dam failed.", "A detective", "testified", "that the dam failed"),
            ("Ruiz told farmers she stood by the dam.", "Ruiz", "told", "she stood by the dam"),
            ("Ruiz conceded to state radio that the dam failed.", "Ruiz", "conceded", "that the dam failed"),
            ("Ruiz told Vim! that the dam failed.", "Ruiz", "told", "that the dam failed"),
            (
                "The Committee to Protect Rivers said the dam failed.",
                "The Committee to Protect Rivers",
                "said",
                "the dam failed",
            ),
        ] {
            let analysis = crate::analyze(text);
            let a = &analysis.attributions[0];
            assert_eq!((a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text)), (source, cue, content));
        }
    }

    /// Regression test: the period of *U.S.* ends both the word and the
    /// sentence, and *And* after it was read as a name.
    #[test]
    fn a_sentence_opens_behind_an_abbreviation() {
        let analysis = crate::analyze("Ito left the U.S. And Ana Ruiz said that the dam was safe.");
        let sources: Vec<&str> =
            analysis.attributions.iter().flat_map(|a| &a.source).map(|s| s.of(analysis.text())).collect();
        assert_eq!(sources, ["Ana Ruiz"]);
    }

    #[test]
    fn a_word_in_capitals_is_what_the_text_mostly_writes() {
        let text = "Ponder aides said the dam failed. They met Ponder, saw Ponder, heard Ponder and knew Ponder. \
                    They ponder the plan.";
        assert_eq!(crate::analyze(text).attributions[0].source[0].of(text), "Ponder aides");
        check(&[("US officials said the dam failed.", &["said"])]);
    }
}
