//! Reads the non-terminals that are made for occasions: a publisher, a
//! programme, and the subject of the clause around the cue.

use super::attempt::{Attempt, Phrases, kind, phrase};
use super::pattern::Capture;
use crate::lexicon::{Class, ClassSet, Naming};
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::TokenKind;
use nom::Parser;
use nom::combinator::{opt, recognize};

/// Quotations with more tokens than this are somebody's words; shorter ones are
/// titles (*on “The Harbour Hour”*).
pub(crate) const TITLE: u32 = 9;

/// How many phrases before and behind a cue are searched for the subject of its
/// clause.
const CLAUSE: u32 = 30;

impl Attempt<'_, '_> {
    /// *CNN's “New Day”, the CNN host Ana Ruiz, “Harbour Hour”*: reads one
    /// phrase that may name a publisher, and a title behind it. Whether it
    /// names one is decided later, when the parties are known. *the CNN
    /// audience* names none.
    pub(super) fn publisher<'p>(&self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let names = |p: &Phrase| match p.kind {
            K::Noun if p.pronoun => false,
            K::Noun => {
                let head = context.marks.marks[p.head as usize].classes;
                let hears = head.has(Class::AUDIENCE) && !head.any(ClassSet::of(&[Class::JOURNALIST, Class::OUTLET]));
                let outlet = || context.heads(p, Class::OUTLET) || context.has_class(p, Class::OUTLET);
                // *Monday's “Harbour Hour.”*
                let titled = || p.tokens.range().any(|t| context.tokens[t].kind == TokenKind::DoubleQuote);
                !hears && (p.name || outlet() || titled())
            }
            K::Time => [Class::OUTLET, Class::OUTLET_NAME_LAST].iter().any(|&c| context.has_class(p, c)),
            K::Quote => p.tokens.len() <= TITLE,
            _ => false,
        };
        let title = || phrase(|p| p.kind == K::Quote && p.tokens.len() <= TITLE);
        let (rest, _) = if input.is_backward() {
            recognize((opt(title()), phrase(names), opt(kind(K::Possessor))))
                .parse(input)
                .or_else(|_| title().parse(input))
        } else {
            recognize((opt(kind(K::Possessor)), phrase(names), opt(title()))).parse(input)
        }
        .ok()?;
        Some(rest)
    }

    /// *on CNN's “New Day”, on Monday's edition, on Meet the Press*
    pub(super) fn programme<'p>(&self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let rest = self.publisher(input)?;
        let (from, to) = (rest.at().min(input.at()), rest.at().max(input.at()));
        let phrases = &context.phrases[from as usize..to as usize];
        let tokens = TokenSpan::new(phrases.first()?.tokens.start, phrases.last()?.tokens.end);
        let marked = tokens.range().any(|t| {
            matches!(context.tokens[t].kind, TokenKind::DoubleQuote | TokenKind::Clitic)
                || context.marks.marks[t].classes.any(ClassSet::of(&[Class::TIME, Class::TIME_NOUN]))
        });
        let terms = &context.marks.terms;
        let mut own = terms[terms.partition_point(|t| t.tokens.start < tokens.start)..]
            .iter()
            .take_while(|t| t.tokens.start < tokens.end)
            .filter_map(|t| t.outlet);
        (marked || own.any(|(_, naming)| naming == Naming::Program)).then_some(rest)
    }

    /// Captures the subject of the clause around the cue, if it can speak:
    /// that of the first verb behind the last comma before the cue, or else of
    /// the last one before that comma, or of the first one behind the cue.
    pub(super) fn clause_subject<'p>(&mut self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self.context;
        let cue = self.cue;
        let subject = |at: u32| {
            let subject = context.subjects[at as usize].filter(|_| context.kind(at) == Some(K::Verb))?;
            let phrases = &context.phrases[subject.start as usize..subject.end as usize];
            let speaks = phrases.iter().find(|p| p.kind == K::Noun).is_some_and(|p| context.is_speaker(p));
            (speaks && !(subject.start..subject.end).contains(&cue)).then_some(phrases)
        };
        let from = cue.saturating_sub(CLAUSE);
        let comma = (from..cue).rev().find(|&at| matches!(context.kind(at), Some(K::Comma | K::Quote | K::Semicolon)));
        let clause = comma.unwrap_or(from);
        let to = (cue + CLAUSE).min(context.phrases.len() as u32);
        let mut found = (clause..cue).chain((from..clause).rev()).chain(cue..to).filter_map(subject);
        if let Some(phrases) = found.next() {
            let tokens = TokenSpan::new(phrases.first()?.tokens.start, phrases.last()?.tokens.end);
            self.captures.push((Capture::Source, tokens));
        }
        Some(input)
    }
}
