//! A token with its readings and its neighbours: what constraints ask about.

use super::following::{Follows, following};
use crate::function_word::Function;
use crate::lexicon::{Class, Forms, Mark, Pos, Predicate};
use crate::syntax::candidates::Candidates;
use crate::syntax::context::Context;
use crate::syntax::tag::Tag;
use crate::token::{Shape, Token, TokenKind};
use std::cell::OnceCell;

/// A token with its readings (Constraint Grammar's word for it) and its
/// context.
pub(super) struct Cohort<'a> {
    pub(super) at: usize,
    pub(super) readings: &'a Candidates,
    pub(super) context: Context<'a>,
    /// The tags of all tokens before it.
    pub(super) tags: &'a [Tag],
    follows: OnceCell<Follows>,
    /// See `finite_verbs.rs`, which fills it.
    pub(super) agreeing: OnceCell<Option<Tag>>,
}

impl<'a> Cohort<'a> {
    pub(super) fn new(at: usize, readings: &'a Candidates, context: Context<'a>, tags: &'a [Tag]) -> Self {
        Self { at, readings, context, tags, follows: OnceCell::new(), agreeing: OnceCell::new() }
    }

    /// Its commonest reading.
    pub(super) fn first(&self) -> Tag {
        self.readings.first()
    }
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.readings.has(tag)
    }
    /// Returns its commonest reading that satisfies `wanted`.
    pub(super) fn find(&self, wanted: impl Fn(Tag) -> bool) -> Option<Tag> {
        self.readings.find(wanted)
    }
    /// Returns the reading if it has it.
    pub(super) fn select(&self, tag: Tag) -> Option<Tag> {
        self.has(tag).then_some(tag)
    }
    /// Returns its commonest reading inside a noun phrase.
    pub(super) fn nominal(&self) -> Option<Tag> {
        self.find(|t| t.is_nominal() || t == Tag::Adjective)
    }
    /// Returns its commonest reading that is not a verb.
    pub(super) fn other_than_verb(&self) -> Option<Tag> {
        self.find(|t| !t.is_verb())
    }

    pub(super) fn token(&self) -> &'a Token {
        &self.context.tokens[self.at]
    }
    pub(super) fn mark(&self) -> &'a Mark {
        &self.context.marks[self.at]
    }
    pub(super) fn function(&self) -> Function {
        self.context.functions[self.at]
    }
    pub(super) fn shape(&self) -> Shape {
        self.context.shapes[self.at]
    }
    pub(super) fn word(&self) -> &'a str {
        self.token().text(self.context.text)
    }
    /// The reporting words that the token is a form of.
    pub(super) fn predicates(&self) -> impl Iterator<Item = &'a Predicate> {
        let lexicon = self.context.lexicon;
        lexicon.predicates(self.mark().word).iter().map(|&(p, _)| lexicon.predicate(p))
    }
    pub(super) fn is_reporting(&self) -> bool {
        self.predicates().next().is_some()
    }

    /// The tag of the token to its left.
    pub(super) fn left(&self) -> Option<Tag> {
        self.tags.last().copied()
    }
    /// The nearest tag to its left that is neither an adverb nor a negation.
    pub(super) fn left_of_adverbs(&self) -> Option<Tag> {
        self.tags.iter().rev().copied().find(|t| !matches!(t, Tag::Adverb | Tag::Negation))
    }
    pub(super) fn left_mark(&self) -> Option<&'a Mark> {
        self.at.checked_sub(1).map(|i| &self.context.marks[i])
    }
    pub(super) fn left_function(&self) -> Option<Function> {
        self.at.checked_sub(1).map(|i| self.context.functions[i])
    }
    /// The word to its left; empty if there is none.
    pub(super) fn left_word(&self) -> &'a str {
        self.at.checked_sub(1).map_or("", |i| self.context.tokens[i].text(self.context.text))
    }
    /// Whether it opens a sentence or paragraph.
    pub(super) fn opens(&self) -> bool {
        self.token().opens_paragraph
            || self.left().is_none_or(|t| t == Tag::Stop)
            || self.context.opens_behind_abbreviation(self.at)
    }

    /// What stands to its right.
    pub(super) fn follows(&self) -> &Follows {
        self.follows.get_or_init(|| following(self.at, self.context))
    }
    pub(super) fn right(&self) -> Option<&'a Token> {
        self.context.tokens.get(self.at + 1)
    }
    pub(super) fn right_is(&self, kind: TokenKind) -> bool {
        self.right().is_some_and(|t| t.kind == kind)
    }
    pub(super) fn right_mark(&self) -> Option<&'a Mark> {
        self.context.marks.get(self.at + 1)
    }
    pub(super) fn right_has(&self, class: Class) -> bool {
        self.right_mark().is_some_and(|m| m.classes.has(class))
    }
    /// The tag of a function word to its right.
    pub(super) fn right_tag(&self) -> Option<Tag> {
        self.context.functions.get(self.at + 1).and_then(|f| f.tag())
    }
    /// Whether the word to its right can be a participle.
    pub(super) fn right_is_participle(&self) -> bool {
        self.right_mark().is_some_and(|m| {
            let lexicon = self.context.lexicon;
            lexicon.forms(m.word).has(Forms::PARTICIPLE) || lexicon.pos(m.word).contains(&Pos::Participle)
        })
    }
    /// Whether the word to its right can be a gerund.
    pub(super) fn right_is_gerund(&self) -> bool {
        self.right_mark().is_some_and(|m| {
            let lexicon = self.context.lexicon;
            lexicon.forms(m.word).has(Forms::GERUND) || lexicon.pos(m.word).contains(&Pos::Gerund)
        })
    }
}
