//! Finds names in the text (runs of capitalised words, outlets by lexicon and
//! by pattern) and decides which of them are the same party.

mod entity;
mod index;
mod namesakes;
mod outlet;
mod person;
mod placed;
mod publisher;
mod role;
mod run;
mod unlisted_outlet;
mod words;

use crate::closed_class::{ARTICLES, THE, is_any};
use crate::layout::Layout;
use crate::lexicon::{Class, Naming, Term};
use crate::party::PartyKind;
use crate::span::TokenSpan;
use entity::words_of;
pub(super) use entity::{Entity, Mention, Place};
pub(super) use index::Names;
use outlet::{given_name, names_office, reads_as_outlet, reads_as_program, the_post, with_head};
pub(super) use person::agree;
pub(super) use role::{aged, epithet, is_role};
pub(super) use run::is_organization;
use run::{Run, is_label, names_body, names_purpose, nicknamed, run_end, split_titles};
pub(super) use unlisted_outlet::introduced;
use unlisted_outlet::{hosted, marked_name, outlet_by_pattern};
pub(super) use words::role_gender;

impl Names {
    /// Returns all parties that the text names, and where. `own` are the names of
    /// the article's publisher and agency, `introduced` names that occasions
    /// show to be publishers', in the order of the text.
    pub(super) fn scan(layout: &Layout<'_>, own: &[&str], introduced: &[TokenSpan]) -> Self {
        let mut names = Self::default();
        for name in own {
            let id = match layout.lexicon.outlet_named(name) {
                Some(index) => names.outlet(layout, index, 0),
                None => names.exact_entity(PartyKind::Outlet, (*name).to_owned(), 0),
            };
            names.entities[id as usize].own = true;
        }
        let runs = names.runs(layout, introduced);
        // Names of one word, and headlines, are read after all full names are
        // known.
        let mut late = Vec::new();
        for run in runs {
            let single = run.name.len() <= 1 && !run.outlet && (!run.titled || run.name.is_empty());
            if single || nicknamed(layout, &run) || layout.in_headline(run.whole.start) {
                late.push(run);
                continue;
            }
            if let Some(party) = names.admit(layout, &run) {
                names.push(run.whole.start, run.name, party, run.titled);
            }
        }
        names.full = names.mentions.iter().filter(|m| m.tokens.len() > 1).map(|m| (m.tokens.start, m.party)).collect();
        names.full.sort_unstable();
        for &(at, party) in &names.full {
            names.in_full.entry(party).or_default().push(at);
        }
        // The text repeats the names that a headline has.
        let (headlines, late): (Vec<Run>, Vec<Run>) =
            late.into_iter().partition(|run| layout.in_headline(run.whole.start));
        // A headline's full names count as mentions: the article is about these
        // persons.
        for t in headlines.iter().flat_map(|run| run.whole.start..run.whole.end.saturating_sub(1)) {
            if let Some(id) = names.bearer(&layout.word(t).to_lowercase(), &layout.word(t + 1).to_lowercase()) {
                names.entities[id as usize].count += 1;
            }
        }
        for run in late {
            if let Some(party) = names.admit(layout, &run) {
                let name = if run.name.is_empty() { run.whole } else { run.name };
                names.push(run.whole.start, name, party, run.titled);
            }
        }
        for run in headlines {
            names.headline(layout, &run);
        }
        names.mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        let mut reach = 0;
        names.mentions.retain(|m| {
            let keep = m.tokens.start >= reach;
            if keep {
                reach = m.tokens.end;
            }
            keep
        });
        names.publishers(layout);
        for m in &names.mentions {
            let first = &mut names.entities[m.party as usize].first;
            *first = m.tokens.start.min(*first);
        }
        names.describe(layout);
        names.placed(layout);
        names
    }

    fn push(&mut self, start: u32, tokens: TokenSpan, party: u32, titled: bool) {
        self.entities[party as usize].count += 1;
        self.mentions.push(Mention { tokens, start, party, titled });
    }

    fn exact_entity(&mut self, kind: PartyKind, name: String, at: u32) -> u32 {
        let mut words = words_of(&name);
        if words.len() > 1 && is_any(&words[0], THE) {
            words.remove(0);
        }
        let key = words.join(" ");
        if let Some(&id) = self.exact.get(&key) {
            let entity = &mut self.entities[id as usize];
            if kind == PartyKind::Outlet {
                entity.kind = kind;
            }
            return id;
        }
        let id = self.add(Entity::new(kind, name));
        if kind == PartyKind::Organization
            && let Some(head) = words.last().filter(|_| words.len() > 1)
        {
            self.roles.entry(head.clone()).or_default().push((at, id));
        }
        self.exact.insert(key, id);
        id
    }

    pub(super) fn add(&mut self, entity: Entity) -> u32 {
        let id = self.entities.len() as u32;
        self.entities.push(entity);
        id
    }

    /// Divides the text into outlets and runs of capitalised words. Outlets
    /// that the lexicon knows become mentions at once.
    fn runs(&mut self, layout: &Layout<'_>, introduced: &[TokenSpan]) -> Vec<Run> {
        let mut runs = Vec::new();
        // A list of their own: each name looks at the next few.
        let outlets: Vec<&Term> = layout.marks.terms.iter().filter(|t| t.class == Class::OUTLET).collect();
        let mut terms = outlets.iter().copied().peekable();
        let mut seen: Vec<u32> = self.outlets.values().copied().collect();
        seen.sort_unstable();
        let mut introduced = introduced.iter().copied().peekable();
        let mut t = 0;
        while t < layout.len() {
            while introduced.next_if(|name| name.start < t).is_some() {}
            while terms.peek().is_some_and(|x| x.tokens.start < t) {
                terms.next();
            }
            if layout.unread(t) {
                t += 1;
                continue;
            }
            // The article's own publisher, whatever its name looks like.
            if let Some((party, name)) = self.own_at(layout, t) {
                self.push(name.start, name, party, false);
                t = name.end;
                continue;
            }
            if let Some(term) = terms.peek().filter(|x| x.tokens.start == t && !given_name(layout, x.tokens)) {
                if let Some(end) = self.listed_outlet(layout, term, &mut seen) {
                    t = end;
                    continue;
                }
                let short = matches!(term.outlet, Some((_, Naming::Short)));
                if let Some(name) = the_post(layout, term.tokens).filter(|_| short) {
                    runs.push(Run::outlet(name));
                    t = name.end;
                    continue;
                }
            }
            let listed = terms.peek().is_some_and(|x| x.tokens.start <= t + 1);
            let shown = introduced.next_if(|name| name.start == t);
            if let Some(name) = shown.or_else(|| marked_name(layout, t)).filter(|_| !listed) {
                runs.push(Run::outlet(name));
                t = name.end;
                continue;
            }
            if !layout.name_word(t) {
                t += 1;
                continue;
            }
            let person = layout.gender(t).is_some() || layout.has(t, Class::TITLE);
            let limit = terms
                .clone()
                .take(4)
                .find(|x| x.tokens.start > t && matches!(x.outlet, Some((_, Naming::Full))) && !person)
                .map_or(u32::MAX, |x| x.tokens.start);
            let end = run_end(layout, t).min(limit).max(t + 1);
            t = read_run(layout, TokenSpan::new(t, end), &mut runs);
        }
        runs
    }

    /// Adds the mention of an outlet of the lexicon, if the term names one
    /// here, and returns the token where it ends. `seen` are the outlets so
    /// far, the last one last.
    fn listed_outlet(&mut self, layout: &Layout<'_>, term: &Term, seen: &mut Vec<u32>) -> Option<u32> {
        let (index, naming) = term.outlet.unwrap_or((0, Naming::Full));
        let party = match naming {
            _ if names_office(layout, term.tokens.end, naming) => None,
            Naming::Full => Some(self.outlet(layout, index, term.tokens.start)),
            Naming::Program => {
                reads_as_program(layout, term.tokens).then(|| self.outlet(layout, index, term.tokens.start))
            }
            Naming::Short => self.short(layout, term.tokens, seen).or_else(|| self.outlets.get(&index).copied()),
            Naming::Ambiguous => (self.outlets.contains_key(&index) || reads_as_outlet(layout, term.tokens))
                .then(|| self.outlet(layout, index, term.tokens.start)),
        };
        // *Herald Daily* in an article of the Herald is the Herald's own.
        let party = self.own_name(layout, term.tokens).or(party)?;
        seen.retain(|&p| p != party);
        seen.push(party);
        let tokens = with_head(layout, term.tokens);
        self.written(layout, party, term.tokens, naming);
        self.push(term.tokens.start, tokens, party, false);
        Some(tokens.end)
    }

    /// Returns the party that a run names.
    fn admit(&mut self, layout: &Layout<'_>, run: &Run) -> Option<u32> {
        let text = layout.span_of(run.name).of(layout.text);
        if run.name.is_empty() {
            // A title that is a surname here: *Dean said*.
            let word = layout.word(run.whole.start).to_lowercase();
            return (run.whole.len() == 1 && self.last.contains_key(&word))
                .then(|| self.short_name(layout, &word, None, run.whole.start))
                .flatten();
        }
        if run.outlet {
            return self.person_ending(text).or_else(|| Some(self.admit_outlet(layout, run.name)));
        }
        // *the Courier, a Courier reporter*, if *the Lend Courier* is known.
        if run.name.len() == 1
            && !run.titled
            && layout.has(run.name.start, Class::OUTLET_NAME_LAST)
            && layout.is(run.name.start.wrapping_sub(1), ARTICLES)
            && let Some(party) = self.outlet_ending(&text.to_lowercase())
        {
            return Some(party);
        }
        if let Some(own) = self.own_initials(text) {
            return Some(own);
        }
        // *D-Ill.* is a politician's label.
        if run.name.len() == 1 && is_label(text) {
            return None;
        }
        let key = words_of(text).join(" ");
        if self.is_surname(layout, run.name, &key) {
            return self.person(layout, run);
        }
        if let Some(&id) = self.exact.get(&key) {
            return Some(id);
        }
        if describes(layout, run) {
            return None;
        }
        if !run.titled && is_organization(layout, run.name) {
            return Some(self.exact_entity(PartyKind::Organization, text.to_owned(), run.name.start));
        }
        self.person(layout, run)
    }

    /// Returns the person whose longer name ends with these words: *Omar El
    /// Skerrit* for *El Skerrit*.
    fn person_ending(&self, text: &str) -> Option<u32> {
        let words = words_of(text);
        let bearers = self.last.get(words.last()?).filter(|_| words.len() > 1)?;
        bearers.iter().take(16).copied().find(|&p| {
            let e = &self.entities[p as usize];
            e.kind == PartyKind::Person && e.words.len() > words.len() && e.words.ends_with(&words)
        })
    }

    /// Returns the party of a name that is read as an outlet's.
    fn admit_outlet(&mut self, layout: &Layout<'_>, name: TokenSpan) -> u32 {
        let text = layout.span_of(name).of(layout.text);
        if let Some(index) = layout.lexicon.outlet_named(text) {
            return self.outlet(layout, index, name.start);
        }
        if name.len() == 1
            && let Some(party) = self.outlet_ending(&text.to_lowercase())
        {
            return party;
        }
        // *the Courier*
        let the = name.len() == 1 && layout.is(name.start.wrapping_sub(1), THE);
        let text = if the { format!("The {text}") } else { text.to_owned() };
        self.exact_entity(PartyKind::Outlet, text, name.start)
    }

    /// Whether a name of one word is the surname of a person named in full:
    /// *the Trump campaign* in an article about Donald Trump names the person,
    /// not an organisation called Trump.
    fn is_surname(&self, layout: &Layout<'_>, name: TokenSpan, word: &str) -> bool {
        name.len() == 1
            && !layout.has(name.start, Class::PLACE)
            && self
                .last
                .get(word)
                .is_some_and(|ids| ids.iter().take(16).any(|&p| self.entities[p as usize].words.len() > 1))
    }

    /// Finds known names in a headline, whose capitals do not mark names.
    fn headline(&mut self, layout: &Layout<'_>, run: &Run) {
        let mut t = run.whole.start;
        while t < run.whole.end {
            let word = layout.word(t).to_lowercase();
            let next = layout.word(t + 1).to_lowercase();
            let known =
                |names: &Self, w: &str| {
                    names.last.get(w).or_else(|| names.given.get(w).filter(|ids| ids.len() == 1)).and_then(|ids| {
                        ids.iter().take(16).copied().max_by_key(|&id| names.entities[id as usize].count)
                    })
                };
            let full = self.bearer(&word, &next).filter(|_| t + 1 < run.whole.end);
            // Only the headline may have the given name: *Lena Brook Wins*, and
            // *Brook* in the text.
            let full = full.or_else(|| self.add_given_name(layout, t, &word, &next).filter(|_| t + 1 < run.whole.end));
            let (party, end) = match full {
                Some(id) => (Some(id), t + 2),
                None => (known(self, &word).or_else(|| self.exact.get(&word).copied()), t + 1),
            };
            if let Some(party) = party {
                self.push(t, TokenSpan::new(t, end), party, false);
            }
            t = end;
        }
    }

    /// Returns the mentions that start inside a token range.
    pub(super) fn within(&self, tokens: TokenSpan) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// Returns the mentions that start before a token, nearest last.
    pub(super) fn before(&self, at: u32) -> &[Mention] {
        let end = self.mentions.partition_point(|m| m.tokens.start < at);
        &self.mentions[..end]
    }

    /// Returns the mentions that start at a token or later.
    pub(super) fn after(&self, at: u32) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < at);
        &self.mentions[start..]
    }
}

/// Reads a run of capitalised words as a name, a programme called by its host
/// or an outlet, and returns the token where it ends.
fn read_run(layout: &Layout<'_>, whole: TokenSpan, runs: &mut Vec<Run>) -> u32 {
    let run = split_titles(layout, whole);
    if let Some(show) = hosted(layout, run.name) {
        runs.push(run);
        runs.push(Run::outlet(show));
        return show.end;
    }
    match outlet_by_pattern(layout, if run.name.is_empty() { run.whole } else { run.name }) {
        Some(name) => {
            runs.push(Run { whole: TokenSpan::new(whole.start, name.end), ..Run::outlet(name) });
            name.end.max(whole.end)
        }
        None => {
            runs.push(run);
            whole.end
        }
    }
}

/// Whether a run describes people and names nobody.
fn describes(layout: &Layout<'_>, run: &Run) -> bool {
    let last = run.name.end - 1;
    let place = |t: u32| layout.has(t, Class::PLACE) || layout.has(t, Class::DEMONYM);
    // *Yugoslav journalists*: a demonym is not a name.
    let demonym =
        (run.whole.start..run.whole.end).all(|t| layout.has(t, Class::DEMONYM) && !layout.has(t, Class::PLACE));
    // *the South Carolina Republican*
    let partisan = layout.has(last, Class::EPITHET) && run.name.len() > 1 && (run.name.start..last).all(place);
    // *Iowa Democrats*: a group without a name of its own.
    let group = run.name.len() > 1
        && (layout.gender(run.name.start).is_none() || layout.has(run.name.start, Class::PLACE))
        && layout.term_within(TokenSpan::new(last, run.name.end), Class::GROUP)
        && !names_body(layout, last, run.name.end)
        && !names_purpose(layout, run.name);
    demonym || partisan || group
}
