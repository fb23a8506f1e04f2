//! Resolves noun phrases: a name with its titles, *the spokesman*, *the paper*.

use super::Resolver;
use super::names::{Entity, Mention, aged, is_role};
use crate::lexicon::Class;
use crate::party::{PartyKind, Unresolved};
use crate::span::TokenSpan;
use crate::syntax::MODIFIER_OPENERS;
use crate::token::{Shape, Token, TokenKind};

/// How many tokens back *the senator* searches for a party called so.
pub(super) const ROLE_WINDOW: u32 = 4000;

/// Pronouns that stress the name before them.
const REFLEXIVES: &[&str] = &["himself", "herself", "itself", "themselves"];

/// A noun phrase divided into parts.
pub(super) struct Phrase {
    /// The phrase up to the first comma, bracket, dash or relative clause.
    pub(super) core: TokenSpan,
    /// The core without prepositional phrases.
    pub(super) head: TokenSpan,
}

impl Resolver<'_> {
    /// Returns the source of a participle that has no subject: the source of
    /// the nearest attribution before it in the sentence. *…, warning that
    /// prices would rise*
    pub(super) fn participle_subject(&self, i: u32) -> Option<u32> {
        let a = &self.attributions[i as usize];
        let participle = |t: u32| self.layout.word(t).len() > 4 && self.layout.word(t).ends_with("ing");
        // *repeating a false claim that …*
        let first = a.cue.first().map_or(a.cue_head, |&c| self.layout.tokens_of(c).start);
        let head = if participle(a.cue_head) { a.cue_head } else { first };
        let before = head.checked_sub(1)?;
        let joined = self.layout.kind(before) == Some(TokenKind::Comma)
            || self.layout.is(before, &["by", "after", "before", "while", "without", "and", "even"]);
        if !participle(head) || !joined {
            return None;
        }
        let quoted = self.layout.quotation(head);
        let from = (i as usize).saturating_sub(8);
        let near = self.attributions.iter().enumerate().skip(from).take(16);
        near.filter(|(j, b)| {
            *j != i as usize
                && b.cue_head < head
                && self.layout.sentence(b.cue_head) == self.layout.sentence(head)
                && self.layout.quotation(b.cue_head) == quoted
                && b.nested_in == a.nested_in
                && a.nested_in != Some(*j as u32)
        })
        .max_by_key(|(_, b)| b.cue_head)
        .and_then(|(j, _)| self.sources[j])
    }

    /// Returns the party that a noun phrase refers to.
    pub(super) fn phrase(&mut self, tokens: TokenSpan, of: Option<u32>) -> Option<u32> {
        let mut tokens = self.trim(tokens);
        // *Ruiz himself*
        if tokens.len() > 1 && self.layout.is(tokens.end - 1, REFLEXIVES) {
            tokens = self.trim(TokenSpan::new(tokens.start, tokens.end - 1));
        }
        if tokens.is_empty() {
            return None;
        }
        if (tokens.len() == 1 || tokens.len() == 2 && self.layout.possessive(tokens.start + 1))
            && let Some(party) = self.pronoun(tokens.start, of)
        {
            return Some(party);
        }
        if tokens.len() == 1
            && let Some(party) = self.label(tokens.start)
        {
            return Some(party);
        }
        // A source that starts inside a name refers to the party with that
        // name.
        if let Some(m) = self.names.before(tokens.start).last()
            && m.tokens.end >= tokens.end
        {
            return Some(m.party);
        }
        if let Some(people) = self.people_of(tokens) {
            return Some(self.group(&people));
        }
        if self.layout.is(tokens.start, &["both"])
            && (tokens.start + 1..tokens.end).any(|t| self.layout.is(t, &["and"]))
        {
            return self.phrase(TokenSpan::new(tokens.start + 1, tokens.end), of);
        }
        // *she and her aides*: the first party.
        if self.layout.is(tokens.start, &["he", "she"]) && self.layout.is(tokens.start + 1, &["and"]) {
            return self.pronoun(tokens.start, of);
        }
        if let Some(people) = self.counted(tokens) {
            return Some(self.group(&people));
        }
        let phrase = self.take_apart(tokens);
        let mentions: Vec<Mention> = self.names.within(tokens).to_vec();
        let quote = |t: u32| self.layout.kind(t) == Some(TokenKind::DoubleQuote);
        // *Ministry of Trade (MOT) official Lena Brook*
        if self.layout.kind(phrase.core.end) == Some(TokenKind::Open)
            && let Some(m) = mentions.last().filter(|m| {
                m.tokens.end == tokens.end
                    && (m.titled || is_role(self.layout, m.start - 1))
                    && self.entity(m.party).kind == PartyKind::Person
                    && (phrase.core.end + 1..m.start)
                        .all(|t| self.layout.is_word(t) || self.layout.kind(t) == Some(TokenKind::Close))
            })
        {
            return Some(m.party);
        }
        // *Lena Brook from the Harbour Alliance*
        if let Some(m) = mentions.first()
            && m.start == phrase.core.start
            && self.layout.is(m.tokens.end, MODIFIER_OPENERS)
            && self.entity(m.party).kind == PartyKind::Person
        {
            return Some(m.party);
        }
        // *a spokesman for nominee Lena Brook*
        let serves = self.layout.is(phrase.head.end, &["for", "to"])
            && phrase.head.end > phrase.head.start
            && is_role(self.layout, phrase.head.end - 1);
        // A name at the end of the core after a title or role: *Bank of Japan
        // Governor Satoshi Sumita*.
        let at_end = |m: &&Mention, end: u32| {
            let closes = self.layout.possessive(m.tokens.end) || quote(m.tokens.end);
            m.tokens.end == end || m.tokens.end + 1 == end && closes
        };
        if let Some(m) = mentions.iter().find(|m| at_end(m, phrase.core.end)) {
            // *advisers to Mr. Obama* are not Mr. Obama.
            let after_preposition =
                self.layout.is(m.start.saturating_sub(1), MODIFIER_OPENERS) && m.start > phrase.core.start;
            let titles_first = is_role(self.layout, m.start);
            let served = serves && m.start > phrase.head.end;
            let introduced = !served && m.titled && !(after_preposition && titles_first)
                || m.start == phrase.core.start
                || !served
                    && (is_role(self.layout, m.start.saturating_sub(1))
                        || self.layout.has(m.start.saturating_sub(1), Class::OUTLET_HEAD)
                        // *the website "Skerry Lives"*
                        || m.start > 1 && quote(m.start - 1) && self.layout.has(m.start - 2, Class::OUTLET_HEAD));
            if introduced && matches!(self.entity(m.party).kind, PartyKind::Person | PartyKind::Outlet)
                || m.start == phrase.core.start
            {
                return Some(m.party);
            }
        }
        if let Some(m) = mentions.iter().find(|m| at_end(m, phrase.head.end)) {
            return Some(m.party);
        }
        // *figures released by the bureau*: the source is the bureau.
        let issued = |t: u32| self.layout.is(t, &["released", "published", "issued"]) && self.layout.is(t + 1, &["by"]);
        if let Some(verb) = (phrase.core.start..phrase.core.end).find(|&t| issued(t)) {
            let by = mentions.iter().find(|m| m.tokens.start > verb && m.tokens.start <= verb + 4).copied();
            if let Some(m) = by.filter(|m| self.entity(m.party).kind == PartyKind::Organization) {
                return Some(m.party);
            }
        }
        // *Trump and his aides*: the first party.
        if let Some(m) = mentions.first().filter(|m| m.start == phrase.core.start)
            && (self.layout.is(m.tokens.end, &["and", "or", "of", "("]) || m.tokens.end >= phrase.head.end)
        {
            return Some(m.party);
        }
        // *The head of the authority, Murilo Habbema,*; *her deputy — Lena Brook —*
        if matches!(self.layout.kind(phrase.core.end), Some(TokenKind::Comma | TokenKind::Dash)) {
            let mut after = phrase.core.end + 1;
            while self.layout.kind(after) == Some(TokenKind::Dash) {
                after += 1;
            }
            // *its owners, Lena Brook and Omar Reyes,*
            if let Some(people) = self.people_of(self.trim(TokenSpan::new(after.min(tokens.end), tokens.end))) {
                return Some(self.group(&people));
            }
            // *another pupil, the late Lena Brook,*
            let after =
                if self.layout.is(after, &["the"]) && self.layout.is(after + 1, &["late"]) { after + 2 } else { after };
            // *the envoy, retired Judge Lena Brook,*
            let modifier = |t: u32| self.layout.shape(t) == Shape::Lower && !self.layout.function_word(t);
            let modifiers =
                (after..tokens.end).take_while(|&t| self.layout.is(t, &["former", "retired", "then"]) || modifier(t));
            let behind = after + modifiers.take(3).count() as u32;
            let closes = |m: &&Mention| {
                m.tokens.end >= tokens.end
                    || matches!(
                        self.layout.kind(m.tokens.end),
                        Some(TokenKind::Comma | TokenKind::Open | TokenKind::Dash)
                    )
            };
            let next = mentions.iter().find(|m| (m.start == after || m.start == behind) && closes(m)).or_else(|| {
                mentions.iter().find(|m| {
                    m.start > phrase.core.end
                        && is_role(self.layout, m.start - 1)
                        && m.start < phrase.core.end + 5
                        && closes(m)
                })
            });
            if let Some(m) = next.copied() {
                let voice = matches!(
                    self.entity(m.party).kind,
                    PartyKind::Person | PartyKind::Outlet | PartyKind::Organization
                );
                if voice {
                    let span = self.layout.span_of(phrase.core);
                    for t in phrase.head.start..phrase.head.end {
                        if is_role(self.layout, t) {
                            let role = self.layout.word(t).to_lowercase();
                            self.call(role, tokens.start, m.party);
                        }
                    }
                    let entity = &mut self.names.entities[m.party as usize];
                    entity.description.get_or_insert(span);
                    return Some(m.party);
                }
            }
        }
        Some(self.common(tokens, &phrase, of))
    }

    pub(super) fn trim(&self, tokens: TokenSpan) -> TokenSpan {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let mark = |t| !self.layout.tokens.get(t as usize).is_some_and(Token::is_word);
        while start < end && mark(start) {
            start += 1;
        }
        while start < end && mark(end - 1) {
            end -= 1;
        }
        TokenSpan::new(start, end)
    }

    pub(super) fn take_apart(&self, tokens: TokenSpan) -> Phrase {
        let mentions = self.names.within(tokens);
        let inside = |t: u32| mentions.iter().any(|m| m.start < t && t < m.tokens.end);
        let end = (tokens.start..tokens.end)
            .find(|&t| {
                t > tokens.start
                    && (matches!(
                        self.layout.kind(t),
                        Some(TokenKind::Comma | TokenKind::Open | TokenKind::Dash | TokenKind::Semicolon)
                    ) || self.layout.is(t, &["who", "which", "that", "whose", "whom", "where"]))
            })
            .unwrap_or(tokens.end);
        let core = self.without_time(TokenSpan::new(tokens.start, end));
        let head = (core.start + 1..core.end)
            .find(|&t| {
                (self.layout.is(t, MODIFIER_OPENERS)
                    || self.layout.is(t, &["released", "published", "obtained", "briefed", "speaking", "involved"]))
                    && !inside(t)
            })
            .unwrap_or(core.end);
        Phrase { core, head: TokenSpan::new(core.start, head) }
    }

    /// Resolves a phrase whose head is a common noun; adds a party for it if no
    /// known one fits.
    pub(super) fn common(&mut self, tokens: TokenSpan, phrase: &Phrase, of: Option<u32>) -> u32 {
        let layout = self.layout;
        let at = tokens.start;
        let mut last = phrase.head.end.saturating_sub(1);
        if layout.possessive(last) && last > phrase.head.start {
            last -= 1;
        }
        let head = layout.word(last).to_lowercase();
        let first_lower = layout.word(at).to_ascii_lowercase();
        let definite = matches!(first_lower.as_str(), "the" | "this" | "that" | "these" | "those");
        let bare = last == phrase.head.start;
        let plural = head.ends_with('s') && !head.ends_with("ss") && head.len() > 3
            || layout.is(last, &["people", "police", "men", "women", "children", "others", "many", "some"]);
        let outlet = layout.has(last, Class::OUTLET_HEAD)
            && layout.tokens.get(last as usize).is_some_and(|t| t.shape == Shape::Lower);
        if outlet && !plural {
            // *the website "Skerry Lives"*
            if layout.kind(last + 1) == Some(TokenKind::DoubleQuote)
                && let Some(m) = self.names.after(last + 2).first().filter(|m| m.start == last + 2)
                && self.entity(m.party).kind == PartyKind::Outlet
            {
                return m.party;
            }
            // *this newspaper* is the article's own publisher, whatever its
            // name.
            if first_lower == "this" || first_lower == "our" {
                let known = (0..self.names.entities.len().min(2) as u32).find(|&p| self.is_own(p));
                return known.unwrap_or_else(|| {
                    let name = self.layout.span_of(phrase.head).of(self.layout.text).to_owned();
                    let mut entity = Entity::new(PartyKind::Outlet, name);
                    entity.own = true;
                    self.add(entity)
                });
            }
            let org = layout.has(last, Class::ORGANIZATION_NOUN);
            if let Some(party) = self.outlet_meant(at, definite, &head, org) {
                return party;
            }
        }
        // *her lawyer*: a person who was called a lawyer before.
        let whose = layout.is(at, &["his", "her"]) && phrase.head.len() > 1 && !layout.has(last, Class::SPOKESPERSON);
        if (definite || whose)
            && !plural
            && let Some(party) = self.role_meant(phrase, last)
            && (definite
                || self.names.all_called(&head, at).take(8).any(|c| c.1 == party)
                    && self.entity(party).kind == PartyKind::Person)
        {
            return party;
        }
        if (definite || bare && plural && phrase.head.end == phrase.core.end)
            && let Some(party) = self.names.called(&head, at, ROLE_WINDOW)
            && self.modifiers_agree(phrase, last, party)
        {
            return party;
        }
        // *the owner, whom police did not name*: a description of its own.
        let core = phrase.core.end;
        let described = self.layout.kind(core) == Some(TokenKind::Comma)
            && self.layout.is(core + 1, &["who", "whom", "whose", "which"]);
        if definite
            && !plural
            && !described
            && (is_role(self.layout, last) || self.layout.has(last, Class::EPITHET) || aged(self.layout, last))
            && (self.layout.has(last, Class::EPITHET)
                || aged(self.layout, last)
                || phrase.head.len() > 2
                || of.is_some_and(|i| self.goes_on(i, at)))
            && !self.layout.has(last, Class::SPOKESPERSON)
            && !self.introduced(at, last)
            && let Some(party) = self.varied(at, last, of)
        {
            return party;
        }
        if !plural
            && !described
            && let Some(party) = self.named_ahead(phrase, last)
        {
            return party;
        }
        // *the spokesman*, with no earlier mention.
        if definite
            && !plural
            && phrase.head.len() == 2
            && phrase.head.end == phrase.core.end
            && self.layout.role_head(last)
            && let Some(slot) = of.and_then(|i| self.unresolved.get_mut(i as usize))
        {
            *slot = Some(Unresolved::NoCandidate);
        }
        let layout = self.layout;
        let own_voice = |class| layout.has(last, class);
        let human = (is_role(layout, last) || aged(layout, last) || [Class::GROUP, Class::EPITHET].iter().any(|&c| own_voice(c)))
            && !own_voice(Class::ORGANIZATION_NOUN)
            // *a parking attendant who …*
            || (phrase.head.end..phrase.head.end + 2).any(|t| layout.is(t, &["who", "whom"]));
        // *an affidavit filed by police*
        let by = layout.is(phrase.head.end, &["by"]) && phrase.head.len() > 1 && layout.word(last).ends_with("ed");
        let kind = if outlet {
            PartyKind::Outlet
        } else if own_voice(Class::DOCUMENT) || by && layout.has(last - 1, Class::DOCUMENT) {
            PartyKind::Document
        } else if own_voice(Class::SPOKESPERSON)
            || own_voice(Class::UNNAMED_SOURCE)
            || own_voice(Class::GROUP)
            || own_voice(Class::ROLE)
        {
            PartyKind::Unnamed
        } else if own_voice(Class::ORGANIZATION_NOUN)
            || own_voice(Class::ORGANIZATION)
            || own_voice(Class::PLACE)
            || own_voice(Class::ORGANIZATION_SUFFIX)
        {
            PartyKind::Organization
        } else {
            PartyKind::Unnamed
        };
        let name = layout.span_of(phrase.core).of(layout.text).to_owned();
        let mut entity = Entity::new(kind, name);
        entity.plural = plural;
        entity.human = human;
        let party = self.add(entity);
        if self.layout.function_word(last) {
            self.names.entities[party as usize].weak = true;
        } else {
            self.call(head, at, party);
        }
        party
    }

    /// Removes a time at the end of a phrase, which the grammar left there: *a
    /// spokesman on Monday*, *the minister last week*.
    pub(super) fn without_time(&self, tokens: TokenSpan) -> TokenSpan {
        let mut end = tokens.end;
        // *Brook late Monday*, but not *a note published on Monday*.
        let named = self.names.within(tokens).first().is_some_and(|m| m.start == tokens.start);
        let time = |t: u32| {
            (self.layout.has(t, Class::TIME_NOUN) || named && self.layout.has(t, Class::TIME))
                && !self.names.within(TokenSpan::new(t.saturating_sub(3), t + 1)).iter().any(|m| m.tokens.contains(t))
                || self
                    .layout
                    .is(t, &["today", "yesterday", "tonight", "earlier", "later", "recently", "early", "late"])
        };
        while end > tokens.start + 2 && time(end - 1) {
            let mut at = end - 1;
            while at > tokens.start + 1
                && (time(at - 1) || self.layout.is(at - 1, &["last", "this", "next", "on", "in", "early", "late"]))
            {
                at -= 1;
            }
            // *the hero of the week*: here the time word is part of the phrase.
            if self.layout.is(at - 1, MODIFIER_OPENERS) || self.layout.is(at - 1, &["the", "a", "an", "of"]) {
                break;
            }
            end = at;
        }
        self.trim(TokenSpan::new(tokens.start, end))
    }

    /// Returns the outlet that a common noun refers to. *the paper* is the last
    /// outlet before it; *a Japanese daily* is the next one after it.
    pub(super) fn outlet_meant(&self, at: u32, definite: bool, head: &str, organization: bool) -> Option<u32> {
        use crate::lexicon::OutletKind as K;
        let fits = |party: u32| {
            let e = self.entity(party);
            if e.kind != PartyKind::Outlet {
                return false;
            }
            let Some(index) = e.outlet else { return true };
            let kind = self.layout.lexicon.outlet(index).kind;
            match head {
                "newspaper" | "paper" | "daily" | "tabloid" => matches!(kind, K::Newspaper | K::StateMedia),
                "agency" => matches!(kind, K::Wire | K::StateMedia),
                "radio" | "network" | "television" | "station" | "broadcaster" => {
                    matches!(kind, K::Broadcaster | K::StateMedia)
                }
                "magazine" | "weekly" => matches!(kind, K::Magazine | K::Newspaper),
                _ => true,
            }
        };
        if definite {
            let back = self.names.before(at).iter().rev().take(80).map(|m| m.party);
            let spoken = self.spoken[..self.spoken.partition_point(|s| s.0 < at)].iter().rev().take(10).map(|s| s.1);
            if organization {
                // *the agency* is more often a public body, so only a recent
                // source or one of the last few mentions counts.
                return spoken.take(4).find(|&p| fits(p)).or_else(|| back.take(4).find(|&p| fits(p)));
            }
            let mut all = spoken.take(3).chain(back);
            return all.find(|&p| fits(p));
        }
        if !self.layout.is(at, &["a", "an", "another", "one"]) || matches!(head, "media" | "press") {
            return None;
        }
        self.names
            .after(at)
            .iter()
            .take(12)
            .take_while(|m| m.tokens.start < at + 80)
            .map(|m| m.party)
            .find(|&p| fits(p))
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    fn all(origin: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(origin_of(text, "said"), origin, "{text}");
        }
    }

    #[test]
    fn words_around_a_name_leave_it_whole() {
        all(
            "Lena Vogt",
            &[
                "Lena Vogt closed the pool. Vogt herself said that it leaked.",
                "Lena Vogt closed the pool. Vogt late Monday said that it leaked.",
                "Lena Vogt from the Southern Harbour Justice Alliance said that it leaked.",
                "The mayor's deputy — Harbour Board clerk Lena Vogt — said that it leaked.",
                "The surgeon on duty, otolaryngologist Lena Vogt, said that it leaked.",
                "Ministry of Trade and Industry (MTI) vice minister Lena Vogt said that it leaked.",
            ],
        );
    }

    /// A name behind *for* is whom the speaker serves.
    #[test]
    fn who_is_served_does_not_speak() {
        let text = "A spokesman for mayoral candidate Lena Vogt said that it leaked.";
        assert_eq!(origin_of(text, "said"), "A spokesman for mayoral candidate Lena Vogt");
        let text = "Former mayoral candidate Lena Vogt said that it leaked.";
        assert_eq!(origin_of(text, "said"), "Lena Vogt");
    }

    #[test]
    fn the_first_of_a_pair_speaks_for_it() {
        all(
            "Lena Vogt",
            &[
                "Lena Vogt closed the pool. She and her aides said that it leaked.",
                "Both Lena Vogt and her board said that it leaked.",
            ],
        );
    }

    #[test]
    fn several_people_are_counted() {
        all(
            "Lena Vogt and Omar Reyes",
            &[
                "The owners, Lena Vogt and Omar Reyes, said that it leaked.",
                "Lena Vogt and Omar Reyes closed the pool. Both said that it leaked.",
                "Lena Vogt and Omar Reyes closed the pool. The two said that it leaked.",
            ],
        );
        let text = "Lena Vogt, Omar Reyes and Karl Brook closed the pool. The two said that it leaked.";
        assert_eq!(origin_of(text, "said"), "The two");
    }
}
