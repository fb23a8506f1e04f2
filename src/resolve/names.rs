//! Names in the text: runs of capitals, outlets by lexicon and by pattern,
//! and which of them are the same party.

use super::reader::Reader;
use crate::lexicon::{Class, Gender, Naming, Pos};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, TokenKind};
use rustc_hash::FxHashMap;

/// Two surnames are spellings of one when their normalised
/// Damerau-Levenshtein similarity reaches this: one letter in five differs
/// (*Wimes / Wines*, *Qaddafi / Gaddafi*), never in fewer.
const SPELLING: f64 = 0.8;
/// Shortest surname whose spelling may vary.
const SPELLING_LENGTH: usize = 5;
/// Longest run of capitals that is read as a name.
const LONGEST_NAME: u32 = 12;

/// One place that names a party.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) tokens: TokenSpan,
    /// Where the titles before the name begin.
    pub(super) start: u32,
    pub(super) party: u32,
    pub(super) titled: bool,
}

/// A party while it is being put together.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) kind: PartyKind,
    pub(super) name: String,
    pub(super) words: Vec<String>,
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    pub(super) description: Option<Span>,
    pub(super) outlet: Option<u32>,
    /// For an outlet: the fullest name in the text, and whether it is a show's.
    pub(super) written: Option<(bool, String)>,
    pub(super) own: bool,
    /// A pronoun or phrase that names nobody: not listed by itself.
    pub(super) weak: bool,
    pub(super) count: u32,
}

impl Entity {
    pub(super) fn new(kind: PartyKind, name: String) -> Self {
        let words = words_of(&name);
        Self {
            kind,
            name,
            words,
            gender: None,
            plural: false,
            description: None,
            outlet: None,
            written: None,
            own: false,
            weak: false,
            count: 0,
        }
    }
}

pub(super) fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// All names of a text and whom they name.
#[derive(Default)]
pub(super) struct Names {
    pub(super) entities: Vec<Entity>,
    /// By first token; they do not overlap.
    pub(super) mentions: Vec<Mention>,
    /// Persons by surname.
    last: FxHashMap<String, Vec<u32>>,
    /// Persons by given name.
    given: FxHashMap<String, Vec<u32>>,
    /// Persons by the surname's first letter, for variant spellings.
    initial: FxHashMap<char, Vec<u32>>,
    /// Organisations and outlets by all their words.
    exact: FxHashMap<String, u32>,
    outlets: FxHashMap<u32, u32>,
    /// Where full names of persons stand.
    full: Vec<(u32, u32)>,
    /// What people and things are called: *senator*, *spokesman*, *report*.
    pub(super) roles: FxHashMap<String, Vec<(u32, u32)>>,
}

struct Run {
    /// With titles.
    whole: TokenSpan,
    name: TokenSpan,
    titled: bool,
    outlet: bool,
}

const PARTICLES: &[&str] =
    &["al", "ben", "bin", "da", "de", "del", "della", "der", "di", "do", "dos", "du", "el", "ibn", "la", "van", "von"];
const JUNIOR: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

impl Names {
    pub(super) fn scan(r: &Reader<'_>, own: &[&str]) -> Self {
        let mut names = Self::default();
        for name in own {
            let id = match r.lexicon.outlet_named(name) {
                Some(index) => names.outlet(r, index, 0),
                None => names.exact_entity(PartyKind::Outlet, (*name).to_owned(), 0),
            };
            names.entities[id as usize].own = true;
        }
        let runs = names.runs(r);
        // Full names first, so that a surname before them finds them too.
        let mut late = Vec::new();
        for run in runs {
            let single = run.name.len() <= 1 && !run.outlet && (!run.titled || run.name.is_empty());
            if single || r.in_headline(run.whole.start) {
                late.push(run);
                continue;
            }
            if let Some(party) = names.admit(r, &run) {
                names.push(r, run.whole.start, run.name, party, run.titled);
            }
        }
        names.full = names.mentions.iter().filter(|m| m.tokens.len() > 1).map(|m| (m.tokens.start, m.party)).collect();
        names.full.sort_unstable();
        for run in late {
            if r.in_headline(run.whole.start) {
                names.headline(r, &run);
            } else if let Some(party) = names.admit(r, &run) {
                let name = if run.name.is_empty() { run.whole } else { run.name };
                names.push(r, run.whole.start, name, party, run.titled);
            }
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
        names.describe(r);
        names
    }

    fn push(&mut self, r: &Reader<'_>, start: u32, tokens: TokenSpan, party: u32, titled: bool) {
        let _ = r;
        self.entities[party as usize].count += 1;
        self.mentions.push(Mention { tokens, start, party, titled });
    }

    /// The outlet of the lexicon with this index, as a party.
    pub(super) fn outlet(&mut self, r: &Reader<'_>, index: u32, at: u32) -> u32 {
        if let Some(&id) = self.outlets.get(&index) {
            return id;
        }
        let name = r.lexicon.outlet(index).name.to_string();
        let id = self.exact_entity(PartyKind::Outlet, name, at);
        self.entities[id as usize].outlet = Some(index);
        self.outlets.insert(index, id);
        id
    }

    fn exact_entity(&mut self, kind: PartyKind, name: String, at: u32) -> u32 {
        let mut words = words_of(&name);
        if words.len() > 1 && words[0] == "the" {
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

    /// Cuts the text into outlets and runs of capitals; outlets that the
    /// lexicon knows become mentions at once.
    fn runs(&mut self, r: &Reader<'_>) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut terms = r.marks.terms.iter().filter(|t| t.class == Class::OUTLET).peekable();
        let mut seen: Vec<u32> = self.outlets.values().copied().collect();
        seen.sort_unstable();
        let mut t = 0;
        while t < r.len() {
            while terms.peek().is_some_and(|x| x.tokens.start < t) {
                terms.next();
            }
            if r.unread(t) {
                t += 1;
                continue;
            }
            if let Some(term) = terms.peek().filter(|x| x.tokens.start == t && !given_name(r, x.tokens)) {
                let (index, naming) = term.outlet.unwrap_or((0, Naming::Full));
                let body = [Class::ORGANIZATION_NOUN, Class::ORGANIZATION_SUFFIX];
                let office = body.iter().any(|&c| r.has(term.tokens.end, c))
                    && !r.has(term.tokens.end, Class::OUTLET_HEAD)
                    || r.is(
                        term.tokens.end,
                        &["sub-committee", "subcommittee", "committee", "panel", "minister", "ministry"],
                    );
                let party = match naming {
                    _ if office => None,
                    Naming::Full => Some(self.outlet(r, index, t)),
                    Naming::Program => reads_as_program(r, term.tokens).then(|| self.outlet(r, index, t)),
                    Naming::Short => self
                        .short(r, term.tokens, &seen)
                        .or_else(|| self.outlets.get(&index).copied())
                        .or_else(|| self.the_post(r, term.tokens)),
                    Naming::Ambiguous => (self.outlets.contains_key(&index) || reads_as_outlet(r, term.tokens))
                        .then(|| self.outlet(r, index, t)),
                };
                // *Herald Daily* in the Herald is the Herald's own.
                let own = self.own_name(r, term.tokens);
                if let Some(party) = own.or(party) {
                    seen.retain(|&p| p != party);
                    seen.push(party);
                    let tokens = with_head(r, term.tokens);
                    self.written(r, party, term.tokens, naming);
                    self.push(r, t, tokens, party, false);
                    t = tokens.end;
                    continue;
                }
            }
            if !r.name_word(t) {
                t += 1;
                continue;
            }
            let person = r.gender(t).is_some() || r.has(t, Class::TITLE);
            let limit = terms
                .clone()
                .take(4)
                .find(|x| x.tokens.start > t && matches!(x.outlet, Some((_, Naming::Full))) && !person)
                .map_or(u32::MAX, |x| x.tokens.start);
            let end = run_end(r, t).min(limit).max(t + 1);
            runs.push(split_titles(r, TokenSpan::new(t, end)));
            if let Some(run) = runs.last()
                && let Some(outlet) = outlet_by_pattern(r, if run.name.is_empty() { run.whole } else { run.name })
            {
                let whole = TokenSpan::new(run.whole.start, outlet.end);
                runs.pop();
                t = outlet.end.max(end);
                runs.push(Run { whole, name: outlet, titled: false, outlet: true });
                continue;
            }
            t = end;
        }
        runs
    }

    /// Remembers the fullest name that the text gives an outlet.
    fn written(&mut self, r: &Reader<'_>, party: u32, tokens: TokenSpan, naming: Naming) {
        let start = tokens.start + u32::from(r.is(tokens.start, &["the"]) && tokens.len() > 1);
        let name = r.span_of(TokenSpan::new(start, tokens.end)).of(r.text);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let program = naming == Naming::Program;
        let entity = &mut self.entities[party as usize];
        let fuller = match &entity.written {
            None => true,
            Some((was_program, was)) => {
                (*was_program && !program) || (*was_program == program && name.len() > was.len())
            }
        };
        if fuller {
            entity.written = Some((program, name));
        }
    }

    /// The article's own outlet, where the tokens open with its name.
    fn own_name(&self, r: &Reader<'_>, tokens: TokenSpan) -> Option<u32> {
        let text = r.span_of(tokens).of(r.text).to_lowercase();
        let bare = |s: &str| s.strip_prefix("the ").unwrap_or(s).to_owned();
        let text = bare(&text);
        (0..self.entities.len().min(2) as u32).find(|&p| {
            let e = &self.entities[p as usize];
            let name = bare(&e.name.to_lowercase());
            e.own && !name.is_empty() && text.starts_with(&name)
        })
    }

    /// *the Post*: the outlet seen last whose name ends so.
    fn short(&self, r: &Reader<'_>, tokens: TokenSpan, seen: &[u32]) -> Option<u32> {
        let last = r.word(tokens.end.checked_sub(1)?).to_lowercase();
        seen.iter().rev().take(32).copied().find(|&p| self.entities[p as usize].words.contains(&last))
    }

    /// *told the Post*, of an outlet that the text names in no other way.
    fn the_post(&mut self, r: &Reader<'_>, tokens: TokenSpan) -> Option<u32> {
        let the = r.is(tokens.start, &["the"]) && tokens.len() > 1;
        let name = TokenSpan::new(tokens.start + u32::from(the), tokens.end);
        if !(the || tokens.start > 0 && r.is(tokens.start - 1, &["the"])) || !reads_as_outlet(r, name) {
            return None;
        }
        Some(self.exact_entity(PartyKind::Outlet, r.span_of(name).of(r.text).to_owned(), tokens.start))
    }

    /// The outlet whose name ends with the one word that stands for it here:
    /// *the Courier* for *Lend Courier*.
    fn outlet_ending(&self, word: &str) -> Option<u32> {
        (0..self.entities.len() as u32).rev().take(256).find(|&p| {
            let e = &self.entities[p as usize];
            e.kind == PartyKind::Outlet && e.words.len() > 1 && e.words.last().is_some_and(|w| w == word)
        })
    }

    /// Whom a run names.
    fn admit(&mut self, r: &Reader<'_>, run: &Run) -> Option<u32> {
        let text = r.span_of(run.name).of(r.text);
        if run.name.is_empty() {
            // A title that is a surname here: *Dean said*.
            let word = r.word(run.whole.start).to_lowercase();
            return (run.whole.len() == 1 && self.last.contains_key(&word))
                .then(|| self.short_name(r, &word, None, run.whole.start))
                .flatten();
        }
        if run.outlet {
            let index = r.lexicon.outlet_named(text);
            if index.is_none()
                && run.name.len() == 1
                && let Some(party) = self.outlet_ending(&text.to_lowercase())
            {
                return Some(party);
            }
            return Some(match index {
                Some(index) => self.outlet(r, index, run.name.start),
                None => self.exact_entity(PartyKind::Outlet, text.to_owned(), run.name.start),
            });
        }
        let key = words_of(text).join(" ");
        if let Some(&id) = self.exact.get(&key) {
            return Some(id);
        }
        // *Yugoslav journalists*: no name.
        let demonym = (run.whole.start..run.whole.end).all(|t| r.has(t, Class::DEMONYM) && !r.has(t, Class::PLACE));
        if demonym {
            return None;
        }
        if !run.titled && is_organization(r, run.name) {
            return Some(self.exact_entity(PartyKind::Organization, text.to_owned(), run.name.start));
        }
        self.person(r, run)
    }

    fn person(&mut self, r: &Reader<'_>, run: &Run) -> Option<u32> {
        let (name, words) = person_name(r, run.name);
        let gender = title_gender(r, run.whole).or_else(|| r.gender(run.name.start).filter(|_| words.len() > 1));
        let surname = surname(&words)?.to_owned();
        let at = run.name.start;
        let found = if words.len() > 1 {
            self.full_name(&words, &surname, gender)
        } else {
            self.short_name(r, &surname, gender, at)
        };
        let id = match found {
            Some(id) => id,
            None => {
                let upper = r.shape(at) == Shape::Upper;
                if words.len() == 1 && upper && !run.titled {
                    return Some(self.exact_entity(PartyKind::Organization, name, at));
                }
                let id = self.add(Entity::new(PartyKind::Person, name.clone()));
                let entity = &mut self.entities[id as usize];
                entity.weak = words.len() == 1 && !run.titled;
                entity.words.clone_from(&words);
                self.last.entry(surname.clone()).or_default().push(id);
                self.initial.entry(surname.chars().next()?).or_default().push(id);
                if words.len() > 1 {
                    self.given.entry(words[0].clone()).or_default().push(id);
                }
                id
            }
        };
        let fuller = self.entities[id as usize].words.len() < words.len();
        if fuller {
            self.given.entry(words[0].clone()).or_default().push(id);
            let entity = &mut self.entities[id as usize];
            entity.name = name;
            entity.words = words;
        }
        let entity = &mut self.entities[id as usize];
        entity.weak &= !run.titled;
        match (entity.gender, gender) {
            (None, _) => entity.gender = gender,
            (Some(Gender::Both), Some(g)) => entity.gender = Some(g),
            _ => {}
        }
        for t in run.whole.start..run.name.start {
            let word = r.word(t).to_lowercase();
            let words: &[&str] = match word.trim_end_matches('.') {
                "sen" => &["senator", "lawmaker"],
                "gov" => &["governor"],
                "rep" => &["representative", "congressman", "congresswoman", "lawmaker"],
                "gen" => &["general"],
                "prof" => &["professor"],
                "sgt" => &["sergeant"],
                "rev" => &["reverend"],
                other => &[other],
            };
            for word in words {
                self.roles.entry((*word).to_owned()).or_default().push((at, id));
            }
        }
        Some(id)
    }

    fn full_name(&self, words: &[String], surname: &str, gender: Option<Gender>) -> Option<u32> {
        let fits = |&id: &u32| {
            let e = &self.entities[id as usize];
            let (short, long) = if e.words.len() < words.len() { (&e.words[..], words) } else { (words, &e.words[..]) };
            agree(e.gender, gender)
                && (short.len() == 1 || same_given(&short[0], &long[0]) || short.iter().all(|w| long.contains(w)))
        };
        if let Some(ids) = self.last.get(surname) {
            return ids.iter().take(16).copied().find(|id| fits(id));
        }
        let ids = self.given.get(&words[0])?;
        ids.iter()
            .rev()
            .take(16)
            .copied()
            .find(|&id| self::surname(&self.entities[id as usize].words).is_some_and(|other| similar(surname, other)))
    }

    /// A surname or given name alone: of the parties of that name the one
    /// that the text names by far the most, else the one named in full last.
    fn short_name(&self, r: &Reader<'_>, word: &str, gender: Option<Gender>, at: u32) -> Option<u32> {
        let best = |ids: &[u32]| {
            let fits = |id: &u32| agree(self.entities[*id as usize].gender, gender);
            let mut fitting: Vec<u32> = ids.iter().take(16).copied().filter(fits).collect();
            if fitting.len() < 2 {
                return fitting.pop();
            }
            let count = |id: u32| self.entities[id as usize].count;
            let most = fitting.iter().copied().max_by_key(|&id| (count(id), std::cmp::Reverse(id)))?;
            if fitting.iter().all(|&id| id == most || count(id) * 3 <= count(most)) {
                return Some(most);
            }
            let paragraph = r.paragraph(at);
            let end = self.full.partition_point(|f| f.0 < at);
            let last = self.full[..end]
                .iter()
                .rev()
                .take(64)
                .take_while(|f| paragraph.saturating_sub(r.paragraph(f.0)) <= 4)
                .find(|f| fitting.contains(&f.1));
            Some(last.map_or(most, |f| f.1))
        };
        self.last
            .get(word)
            .and_then(|ids| best(ids))
            .or_else(|| self.given.get(word).and_then(|ids| best(ids)))
            .or_else(|| {
                let ids = self.initial.get(&word.chars().next()?)?;
                ids.iter().take(32).copied().find(|&id| {
                    let e = &self.entities[id as usize];
                    e.words.len() > 1 && surname(&e.words).is_some_and(|other| similar(word, other))
                })
            })
    }

    /// A headline's capitals are no runs: only known names are looked for.
    fn headline(&mut self, r: &Reader<'_>, run: &Run) {
        let mut t = run.whole.start;
        while t < run.whole.end {
            let word = r.word(t).to_lowercase();
            let next = r.word(t + 1).to_lowercase();
            let known = |names: &Self, w: &str| {
                names
                    .last
                    .get(w)
                    .and_then(|ids| ids.iter().take(16).copied().max_by_key(|&id| names.entities[id as usize].count))
            };
            let full = (t + 1 < run.whole.end)
                .then(|| {
                    self.last.get(&next).and_then(|ids| {
                        ids.iter().take(16).copied().find(|&id| self.entities[id as usize].words.first() == Some(&word))
                    })
                })
                .flatten();
            let (party, end) = match full {
                Some(id) => (Some(id), t + 2),
                None => (known(self, &word).or_else(|| self.exact.get(&word).copied()), t + 1),
            };
            if let Some(party) = party {
                self.push(r, t, TokenSpan::new(t, end), party, false);
            }
            t = end;
        }
    }

    /// Collects what people are called beside their names.
    fn describe(&mut self, r: &Reader<'_>) {
        for i in 0..self.mentions.len() {
            let m = self.mentions[i];
            if self.entities[m.party as usize].kind != PartyKind::Person {
                continue;
            }
            // *campaign manager Robby Mook*
            let mut start = m.start;
            while start > 0 && m.start - start < 4 && r.kind(start - 1) == Some(TokenKind::Word) {
                let t = start - 1;
                let lower = r.shape(t) == Shape::Lower;
                if !lower || r.function_word(t) || !(start < m.start || is_role(r, t)) {
                    break;
                }
                start = t;
            }
            for t in start..m.start {
                if is_role(r, t) {
                    self.roles.entry(r.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                }
            }
            if r.kind(m.tokens.end) == Some(TokenKind::Comma)
                && !r.in_headline(m.tokens.start)
                && let Some(tokens) = apposition(r, m.tokens.end + 1)
            {
                for t in tokens.start..tokens.end {
                    if r.is(t, &["who", "which", "whose"]) {
                        break;
                    }
                    if is_role(r, t) {
                        self.roles.entry(r.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                    }
                }
                let span = r.span_of(tokens);
                let entity = &mut self.entities[m.party as usize];
                entity.description.get_or_insert(span);
                if r.is(tokens.start, &["a", "an", "the"]) && entity.gender.is_none() {
                    entity.gender = (tokens.start..tokens.end).find_map(|t| role_gender(r, t));
                }
            }
            if self.entities[m.party as usize].gender.is_none() {
                self.entities[m.party as usize].gender = (start..m.tokens.start).find_map(|t| role_gender(r, t));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for places in self.roles.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
    }

    /// Whoever was called so last before `at`, at most `window` tokens back.
    pub(super) fn called(&self, role: &str, at: u32, window: u32) -> Option<u32> {
        let places = self.roles.get(role)?;
        let end = places.partition_point(|p| p.0 < at);
        places[..end].last().filter(|p| at - p.0 <= window).map(|p| p.1)
    }

    /// The mentions inside a token range.
    pub(super) fn within(&self, tokens: TokenSpan) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// The mentions before a token, nearest last.
    pub(super) fn before(&self, at: u32) -> &[Mention] {
        let end = self.mentions.partition_point(|m| m.tokens.start < at);
        &self.mentions[..end]
    }

    /// The mentions from a token on.
    pub(super) fn after(&self, at: u32) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.start < at);
        &self.mentions[start..]
    }
}

pub(super) fn is_role(r: &Reader<'_>, t: u32) -> bool {
    [Class::ROLE, Class::SPOKESPERSON, Class::TITLE].iter().any(|&c| r.has(t, c))
}

fn apposition(r: &Reader<'_>, start: u32) -> Option<TokenSpan> {
    let opens = r.is(start, &["a", "an", "the", "his", "her", "its", "their", "one", "another", "who"])
        || (is_role(r, start) || is_role(r, start + 1)) && r.kind(start) == Some(TokenKind::Word);
    if !opens || r.is(start, &["who"]) {
        return None;
    }
    let end = (start..start + 30).find(|&t| {
        matches!(
            r.kind(t),
            None | Some(TokenKind::Comma | TokenKind::Period | TokenKind::DoubleQuote | TokenKind::Semicolon)
        )
    })?;
    // *Smith, the Times said, was* is no apposition: it has a verb at its end.
    (end > start + 1
        && r.kind(end) != Some(TokenKind::DoubleQuote)
        && !r.is(end - 1, &["said", "says", "added", "reported"]))
    .then(|| TokenSpan::new(start, end))
}

pub(super) fn role_gender(r: &Reader<'_>, t: u32) -> Option<Gender> {
    let word = r.word(t).to_ascii_lowercase();
    let female = [
        "spokeswoman",
        "congresswoman",
        "chairwoman",
        "businesswoman",
        "mother",
        "wife",
        "daughter",
        "actress",
        "widow",
        "queen",
        "sister",
        "councilwoman",
    ];
    let male = [
        "spokesman",
        "congressman",
        "chairman",
        "businessman",
        "father",
        "husband",
        "son",
        "actor",
        "king",
        "brother",
        "prince",
        "sheikh",
        "councilman",
    ];
    if female.contains(&word.as_str()) {
        Some(Gender::Female)
    } else if male.contains(&word.as_str()) {
        Some(Gender::Male)
    } else {
        None
    }
}

fn title_gender(r: &Reader<'_>, run: TokenSpan) -> Option<Gender> {
    (run.start..run.end).find_map(|t| match r.word(t).trim_end_matches('.').to_ascii_lowercase().as_str() {
        "mr" | "sir" | "lord" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" => Some(Gender::Female),
        _ => role_gender(r, t),
    })
}

pub(super) fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    !matches!((a, b), (Some(Gender::Female), Some(Gender::Male)) | (Some(Gender::Male), Some(Gender::Female)))
}

/// The same given name, an initial of it, or a short form.
fn same_given(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initial =
        short.chars().count() <= 2 && long.starts_with(&short[..short.chars().next().map_or(0, char::len_utf8)]);
    a == b || initial || short.chars().count() >= 3 && long.starts_with(short)
}

fn similar(a: &str, b: &str) -> bool {
    a == b
        || a.chars().count() >= SPELLING_LENGTH
            && b.chars().count() >= SPELLING_LENGTH
            && strsim::normalized_damerau_levenshtein(a, b) >= SPELLING
}

fn surname(words: &[String]) -> Option<&str> {
    words.iter().rev().find(|w| !JUNIOR.contains(&w.as_str())).map(String::as_str)
}

/// The name as written, on one line.
fn person_name(r: &Reader<'_>, tokens: TokenSpan) -> (String, Vec<String>) {
    let span = r.span_of(tokens);
    let name = span.of(r.text);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words_of(&name);
    // *PENCE* and *Pence* are one name.
    let name = if words.len() == 1 && name.chars().all(|c| c.is_uppercase()) && name.len() > 4 {
        let mut chars = name.chars();
        chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
    } else {
        name
    };
    (name, words)
}

/// How far a run of capitals reaches.
fn run_end(r: &Reader<'_>, start: u32) -> u32 {
    let mut t = start + 1;
    while t < r.len() && t - start < LONGEST_NAME {
        let token = &r.tokens[t as usize];
        if token.opens_paragraph {
            break;
        }
        if r.name_word(t) && r.sentence(t) == r.sentence(start) {
            t += 1;
            continue;
        }
        // *Terence "Tubs" Malloy*
        if let Some(after) =
            nickname(r, t).filter(|_| t == start + 1 && !r.has(start, Class::PLACE) && !names_body(r, start, t))
        {
            t = after;
            continue;
        }
        let particle = r.is(t, PARTICLES) && r.name_word(t + 1);
        let of = (r.is(t, &["of"]) || r.is(t, &["for", "and", "&"]) && names_body(r, start, t)) && {
            let next = t + 1 + u32::from(r.is(t + 1, &["the"]));
            (names_body(r, start, t) || r.has(t, Class::TITLE)) && r.name_word(next)
        };
        let the = r.is(t, &["the"]) && r.is(t - 1, &["of"]) && r.name_word(t + 1) && t > start + 1;
        if particle || of || the {
            t += 1;
            continue;
        }
        break;
    }
    t
}

/// Where the surname begins after a nickname in quotation marks at `t`.
fn nickname(r: &Reader<'_>, t: u32) -> Option<u32> {
    let mark = |t: u32| matches!(r.kind(t), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote));
    if !mark(t) || r.tokens.get(t as usize + 1)?.opens_paragraph {
        return None;
    }
    let close = (t + 2..t + 4).find(|&c| mark(c))?;
    ((t + 1..close).all(|w| r.capital(w)) && r.name_word(close + 1)).then_some(close + 1)
}

/// Whether an outlet's name of one word is somebody's given name here.
fn given_name(r: &Reader<'_>, tokens: TokenSpan) -> bool {
    tokens.len() == 1
        && r.gender(tokens.start).is_some()
        && r.name_word(tokens.end)
        && !r.tokens.get(tokens.end as usize).is_some_and(|t| t.opens_paragraph)
        && !r.has(tokens.end, Class::OUTLET_HEAD)
        && !r.has(tokens.end, Class::OUTLET_NAME_LAST)
}

/// Whether the tokens hold a word such as *Ministry* or *Center*.
fn names_body(r: &Reader<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|t| r.has(t, Class::ORGANIZATION_NOUN) || r.has(t, Class::ORGANIZATION_SUFFIX))
}

fn split_titles(r: &Reader<'_>, whole: TokenSpan) -> Run {
    let titles = [Class::TITLE, Class::ROLE, Class::SPOKESPERSON];
    let mut cut = None;
    for t in whole.start..whole.end {
        if titles.iter().any(|&c| r.has(t, c)) {
            let surname = t + 1 == whole.end && t > whole.start && r.gender(t - 1).is_some();
            if !surname {
                cut = Some(t + 1);
            }
        }
    }
    let mut start = cut.unwrap_or(whole.start);
    // *Republican Mike Pence*, *US House*
    while start + 2 < whole.end
        && (r.has(start, Class::DEMONYM) || r.has(start, Class::PLACE))
        && r.gender(start).is_none()
        && (start..whole.end).any(|t| r.gender(t).is_some())
    {
        start += 1;
    }
    Run { whole, name: TokenSpan::new(start, whole.end), titled: cut.is_some(), outlet: false }
}

pub(super) fn is_organization(r: &Reader<'_>, name: TokenSpan) -> bool {
    let all = |class| (name.start..name.end).all(|t| r.has(t, class));
    if r.gender(name.start).is_some() && name.len() > 1 && !names_body(r, name.end - 1, name.end) {
        return false;
    }
    all(Class::ORGANIZATION)
        || all(Class::PLACE)
        || all(Class::DEMONYM)
        || names_body(r, name.start, name.end)
        || r.has(name.end.saturating_sub(1), Class::ORGANIZATION)
}

/// *the Gazeta Mercantil newspaper*: the word that says what it is belongs
/// to no name, but *Tehran radio* is one.
fn with_head(r: &Reader<'_>, tokens: TokenSpan) -> TokenSpan {
    let voiced = r.is(tokens.end, &["radio", "television", "TV"]);
    TokenSpan::new(tokens.start, tokens.end + u32::from(voiced))
}

/// A show's name is often an ordinary word: it counts in quotation marks,
/// after *on* or an outlet, or when it is long.
fn reads_as_program(r: &Reader<'_>, tokens: TokenSpan) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else { return tokens.len() > 2 };
    let before = if r.is(before, &["the"]) { before.saturating_sub(1) } else { before };
    r.capital(tokens.start)
        && (tokens.len() > 2
            || matches!(r.kind(before), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote))
            || r.is(before, &["on"])
            || r.has(before, Class::OUTLET)
            || r.possessive(before)
            || r.is(tokens.end, &["show", "program", "programme", "host"]))
}

/// A name that is an ordinary word counts where words are given to it or come
/// from it: *told Time*, *Time reported*.
fn reads_as_outlet(r: &Reader<'_>, tokens: TokenSpan) -> bool {
    if !r.capital(tokens.end - 1) {
        return false;
    }
    let the = r.is(tokens.start.saturating_sub(1), &["the"]);
    let before = tokens.start.checked_sub(1 + u32::from(the));
    let two = before.and_then(|b| b.checked_sub(1));
    let addressed = before.is_some_and(|t| r.is(t, &["told", "tells", "telling"]))
        || before.zip(two).is_some_and(|(b, t)| {
            r.is(b, &["to"]) && r.is(t, &["according"])
                || r.is(b, &["with", "in", "to", "for"]) && r.has(t, Class::INTERVIEW)
                || r.is(b, &["by"]) && r.is(t, &["quoted", "reported", "published", "cited"])
        });
    // *State television*, *Local media*: a capital that opens the sentence.
    let plain = tokens.len() == 1 && r.opens(tokens.start);
    let speaks =
        r.is(tokens.end, &["reported", "reports", "quoted"]) || r.has(tokens.end, Class::OUTLET_HEAD) && !plain;
    addressed || speaks && (tokens.len() > 1 || tokens.start > 0)
}

/// An outlet that no list has: *Tehran radio*, *the daily al-Qabas*, *the
/// Hong Kong Economic Journal*, *news agency, BOPA,*.
fn outlet_by_pattern(r: &Reader<'_>, name: TokenSpan) -> Option<TokenSpan> {
    if name.is_empty() {
        return None;
    }
    let person = r.gender(name.start).is_some();
    // *WPLB-TV*
    let call_sign = r.word(name.start);
    if name.len() == 1 && ["-TV", "-FM", "-AM"].iter().any(|s| call_sign.len() > s.len() && call_sign.ends_with(s)) {
        return Some(name);
    }
    // *told the Ledger*, *the Courier reported*
    if name.len() == 1
        && r.has(name.start, Class::OUTLET_NAME_LAST)
        && name.start > 0
        && r.is(name.start - 1, &["the"])
        && reads_as_outlet(r, name)
    {
        return Some(name);
    }
    // *the Velmark news agency VNA*: the name is behind the noun.
    let heads = (name.end..name.end + 3).take_while(|&t| r.has(t, Class::OUTLET_HEAD) && r.shape(t) == Shape::Lower);
    let behind = name.end + heads.count() as u32;
    if behind > name.end && r.name_word(behind) {
        return None;
    }
    // *Local media, State television, Two newspapers*
    let mark = r.marks.marks.get(name.start as usize);
    let plain = mark.is_some_and(|m| r.lexicon.pos(m.word).contains(&Pos::Adjective)) || r.is(name.start, ORDINARY);
    if name.len() == 1 && plain && r.opens(name.start) {
        return None;
    }
    let body = names_body(r, name.start, name.end.saturating_sub(1));
    if r.is(name.end, &["radio", "television", "TV"]) && !person {
        return Some(TokenSpan::new(name.start, name.end + 1));
    }
    let head_after =
        r.has(name.end, Class::OUTLET_HEAD) && !r.is(name.end, &["show", "program", "programme", "service"]);
    if head_after
        && !person
        && !r.has(name.end - 1, Class::DEMONYM)
        && !all_places(r, name)
        && !body
        && !r.is(
            name.end,
            &["station", "site", "network", "agency", "journal", "publication", "blog", "website", "broadcaster"],
        )
    {
        return Some(name);
    }
    if head_after && !person && r.is(name.end, &["news"]) && !r.has(name.end - 1, Class::DEMONYM) {
        return Some(name);
    }
    let before = name.start.checked_sub(1)?;
    let comma = r.kind(before) == Some(TokenKind::Comma) && matches!(r.kind(name.end), Some(TokenKind::Comma));
    let head = if comma { before.checked_sub(1)? } else { before };
    if r.has(head, Class::OUTLET_HEAD) && r.shape(head) == Shape::Lower && !person {
        return Some(name);
    }
    let last = name.end - 1;
    let named = name.len() > 1
        && (r.has(last, Class::OUTLET_NAME_LAST) || r.is(last, &["Show"]))
        && r.capital(last)
        && !body
        && !r.has(last, Class::ORGANIZATION)
        && !r.has(last, Class::PLACE)
        && !r.is(last, &["Hill"])
        && (!person || r.is(last, &["Show"]));
    let first = name.len() > 1 && r.has(name.start, Class::OUTLET_NAME_FIRST) && !person && !r.is(last, &["Hill"]);
    (named || first && !is_organization(r, name)).then_some(name)
}

/// Words before *media* or *television* that are no name.
const ORDINARY: &[&str] =
    &["commercial", "domestic", "foreign", "local", "national", "official", "private", "public", "regional", "state"];

fn all_places(r: &Reader<'_>, name: TokenSpan) -> bool {
    (name.start..name.end).all(|t| r.has(t, Class::PLACE))
}
