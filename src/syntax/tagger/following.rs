//! What stands to the right of a token, which has no tags yet.

use crate::function_word::Function;
use crate::lexicon::{Forms, Pos};
use crate::syntax::context::Context;
use crate::syntax::tag::Tag;
use crate::token::{Shape, TokenKind};

/// What stands to the right, as far as it helps to tell nouns from verbs.
#[derive(Default)]
pub(super) struct Follows {
    /// A noun, name, adjective or number: the token may modify it.
    pub(super) nominal: bool,
    /// *that*, a determiner, a pronoun, a quotation or a name: an object or a
    /// clause.
    pub(super) content: bool,
    /// *that*, a determiner or a pronoun: follows verbs and hardly ever nouns.
    pub(super) clause: bool,
    /// A finite verb or auxiliary: the token is its subject.
    pub(super) verb: bool,
    /// *by* before an agent.
    pub(super) by: bool,
    pub(super) preposition: bool,
}

/// Looks at the word to the right of a token, beyond adverbs.
pub(super) fn following(at: usize, context: Context<'_>) -> Follows {
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
