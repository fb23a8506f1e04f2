//! Resolves several people named together: *Ruiz and Lee*, and a later *they*.

use super::Resolver;
use super::antecedent::{PRONOUN_PARAGRAPHS, is_subject};
use super::names::{Entity, Mention, Names};
use crate::closed_class::{AND_OR_SIGN, BOTH, OF, THE, WHOM, two_or_three};
use crate::layout::Layout;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// How many mentions *they* searches backwards for people named together.
const GROUP_LOOK_BACK: usize = 12;
/// Maximum number of tokens between two names of one group: *, R-Tenn., and*,
/// *, a Democrat of Vermont, and*.
const BETWEEN: u32 = 10;
/// Maximum number of names joined to the first in a group.
const GROUP: usize = 8;

/// People named together before a pronoun.
pub(super) struct Group {
    /// Token where the first name starts.
    pub(super) at: u32,
    pub(super) subject: bool,
    /// The members, in text order.
    pub(super) people: Vec<u32>,
}

impl Resolver<'_> {
    /// Returns the people that a phrase names, if it names several and nothing
    /// else.
    pub(super) fn people_of(&self, tokens: TokenSpan) -> Option<Vec<u32>> {
        let mentions = self.names.within(tokens);
        let first = mentions.first().filter(|m| m.start <= tokens.start)?;
        let (people, end) = named_together(self.layout, &self.names, first, mentions.get(1..)?);
        let rest = TokenSpan::new(end, tokens.end);
        (people.len() > 1 && labels(self.layout, rest)).then_some(people)
    }

    /// Returns the people that a phrase counts: *both*, *the two*, *all of
    /// whom*.
    pub(super) fn counted(&self, tokens: TokenSpan) -> Option<Vec<u32>> {
        let layout = self.layout;
        let (start, len) = (tokens.start, tokens.len());
        let both = layout.is(start, BOTH);
        let whom = len == 3 && layout.is(start + 1, OF) && layout.is(start + 2, WHOM);
        let the = len == 2 && layout.is(start, THE);
        let count = if the { two_or_three(layout.word(start + 1)) } else { both.then_some(2) };
        if !(whom || the && count.is_some() || both && len == 1) {
            return None;
        }
        let group = self.group_before(start)?;
        let fits = match count {
            Some(count) => group.people.len() == count,
            None => true,
        };
        (fits && (!whom || layout.sentence(group.at) == layout.sentence(start))).then_some(group.people)
    }

    /// Returns the last people before `t` that are named together.
    pub(super) fn group_before(&self, t: u32) -> Option<Group> {
        let before = self.names.before(t);
        let near = self.layout.paragraph(t);
        let from = before.len().saturating_sub(GROUP_LOOK_BACK);
        let mut found: Option<Group> = None;
        let mut end = 0;
        for (i, m) in before.iter().enumerate().skip(from) {
            let close = near.saturating_sub(self.layout.paragraph(m.start)) <= PRONOUN_PARAGRAPHS;
            let quoted = self.layout.quotation(m.start);
            if m.start < end || !close || quoted > 0 && quoted != self.layout.quotation(t) {
                continue;
            }
            let (people, reach) = named_together(self.layout, &self.names, m, &before[i + 1..]);
            if people.len() > 1 {
                end = reach;
                found = Some(Group { at: m.start, subject: is_subject(self.layout, m), people });
            }
        }
        found
    }

    /// Returns the party that stands for people named together, and creates it
    /// if it does not exist.
    pub(super) fn group(&mut self, people: &[u32]) -> u32 {
        if let Some(known) = self.groups.get(people) {
            return *known;
        }
        let names: Vec<&str> = people.iter().map(|&p| self.entity(p).name.as_str()).collect();
        let name = match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        };
        let mut entity = Entity::new(PartyKind::Person, name);
        entity.plural = true;
        let party = self.add(entity);
        self.groups.insert(people.to_vec(), party);
        party
    }
}

/// Whether tokens contain only a politician's party and place: *(D-Ill.)*,
/// *, R-Ky.,*, *, Republican of Iowa,*.
pub(super) fn labels(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    let mark =
        |t| matches!(layout.kind(t), Some(TokenKind::Comma | TokenKind::Open | TokenKind::Close | TokenKind::Period));
    let all = (tokens.start..tokens.end)
        .all(|t| mark(t) || layout.capital(t) || [OF, BOTH].iter().any(|set| layout.is(t, set)));
    all && (tokens.is_empty() || mark(tokens.start) || layout.is(tokens.start, OF))
}

fn is_person(names: &Names, party: u32) -> bool {
    let e = &names.entities[party as usize];
    e.kind == PartyKind::Person && !e.plural
}

/// Returns a person with those named together with them, and the token
/// where the last name ends.
fn named_together(layout: &Layout<'_>, names: &Names, first: &Mention, rest: &[Mention]) -> (Vec<u32>, u32) {
    let mut people = vec![first.party];
    let (mut complete, mut end) = (1, first.tokens.end);
    let mut reach = end;
    if !is_person(names, first.party) || layout.possessive(end) {
        return (people, end);
    }
    // *Ana Ruiz of Ohio and …*: other mentions between the names are
    // labels.
    for m in rest.iter().take(GROUP).filter(|m| is_person(names, m.party)) {
        let between = TokenSpan::new(reach, m.start);
        let joined = layout.is(m.start.wrapping_sub(1), AND_OR_SIGN);
        let listed = layout.kind(m.start.wrapping_sub(1)) == Some(TokenKind::Comma);
        let apart = between.len() > BETWEEN
            || !(joined || listed)
            || people.contains(&m.party)
            || !labels(layout, TokenSpan::new(reach, between.end.saturating_sub(1).max(reach)));
        if apart {
            break;
        }
        people.push(m.party);
        reach = m.tokens.end;
        if layout.possessive(reach) {
            break;
        }
        // *A, B and C*: the group is complete only after the *and*.
        if joined {
            (complete, end) = (people.len(), reach);
            break;
        }
    }
    people.truncate(complete);
    (people, end)
}
