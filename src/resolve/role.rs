//! Resolves roles: which person *the Vermont senator* is.

use super::Resolver;
use super::names::{Entity, Mention, agree, epithet, is_role, role_gender};
use super::phrase_parts::Phrase;
use crate::closed_class::{ANOTHER, BELONGING, COMPARING, INTRODUCING, POSSESSIVES, RELATIVES};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// How many tokens back an introduction such as *a delegate* is searched for
/// *the delegate*.
pub(super) const INTRODUCED: u32 = 250;

/// How many tokens back *the senator* searches for a party called so.
pub(super) const ROLE_WINDOW: u32 = 4000;

/// How many mentions a role searches backwards.
const ROLE_LOOK_BACK: usize = 120;
/// How many places where a party was called by the role are searched.
const CALLED_LOOK_BACK: usize = 40;
/// How many mentions are searched forwards.
const NAMED_AHEAD: usize = 12;
/// How many attributions back are searched for the one whose source has a
/// mention.
const ATTRIBUTIONS_NEAR: usize = 16;
/// How many paragraphs form the lead of an article.
const LEAD: u32 = 3;

/// Whether the label of a seat can stand for a place: *iowa*, *n.y.*, *ky* for
/// *iowa*, *newyork*, *kentucky*.
fn abbreviates(label: &str, place: &str) -> bool {
    let mut letters = place.chars();
    label.chars().next() == place.chars().next()
        && label.chars().filter(|c| c.is_alphabetic()).all(|c| letters.any(|l| l == c))
}

/// Whether the label after a name names another place than the role.
fn sits_elsewhere(seat: Option<&str>, place: Option<&str>) -> bool {
    seat.zip(place).is_some_and(|(seat, place)| !abbreviates(seat, place))
}

impl Resolver<'_> {
    /// Returns the person that a role with *the* at `t` refers to, and the
    /// token where the role ends.
    pub(super) fn role_at(&self, t: u32) -> Option<(u32, u32)> {
        let layout = self.layout;
        let words = (t + 1..t + 6).take_while(|&u| layout.epithet(u) && !layout.has(u, Class::TIME_NOUN));
        let last = words.filter(|&u| is_role(layout, u) || layout.has(u, Class::EPITHET)).last()?;
        // *the senator Lena Brook, the senator's aide, the campaign trail*: not
        // a role that stands alone.
        if layout.epithet(last + 1)
            && (layout.capital(last + 1) || !layout.has(last + 1, Class::ADVERB))
            && !verb_like(layout, last + 1)
        {
            return None;
        }
        if layout.is(last + 1, BELONGING) {
            return None;
        }
        let head = TokenSpan::new(t, last + 1);
        // *The actress* at the start of a paragraph means the last person.
        let opens = layout.tokens.get(t as usize).is_some_and(|t| t.opens_paragraph) && layout.quotation(t) == 0;
        let varied = || self.varied(t, last, None).filter(|_| opens);
        let party = self.role_meant(&Phrase { core: head, head }, last).or_else(varied)?;
        (self.entity(party).kind == PartyKind::Person).then_some((party, last + 1))
    }

    /// Returns the party that a definite role refers to: *the senator, the
    /// Republican nominee*. Candidates are those called by the role earlier and
    /// those mentioned before; the best has most of the modifiers in its own
    /// descriptions and was mentioned most recently.
    pub(super) fn role_meant(&self, phrase: &Phrase, last: u32) -> Option<u32> {
        let layout = self.layout;
        let at = phrase.head.start;
        if !(is_role(layout, last) || layout.has(last, Class::EPITHET)) {
            return None;
        }
        let head = epithet(layout, last)?;
        let modifiers: Vec<(String, bool)> = (at..last)
            .filter_map(|t| Some((epithet(layout, t)?, layout.capital(t) && t > phrase.head.start)))
            .collect();
        let state = state_before(layout, at, last);
        let gender = role_gender(layout, last);
        let somebodys = (at..last).any(|t| layout.possessive(t));
        let found = self.candidates_of_role(&layout.word(last).to_lowercase(), at);
        let mut best: Option<(f32, u32)> = None;
        for (order, &(party, place, called)) in found.iter().enumerate() {
            let e = self.entity(party);
            let person = e.kind == PartyKind::Person;
            if !(person || e.kind == PartyKind::Unnamed && called && !e.plural) || !agree(e.gender, gender) {
                continue;
            }
            let has = |w: &String| if person { e.epithets.contains(w) } else { e.words.contains(w) };
            // *the Trump adviser* is not Trump.
            if person && modifiers.iter().any(|(w, capital)| *capital && e.words.contains(w)) {
                continue;
            }
            // *the Florida senator* is not one whose label is *R-Iowa*.
            if person && sits_elsewhere(e.seat.as_deref(), state.as_deref()) {
                continue;
            }
            let seated = person && state.is_some() && e.seat.is_some();
            let has = |w: &String| has(w) || seated && state.as_ref().is_some_and(|s| s.contains(w.as_str()));
            let true_of = modifiers.iter().filter(|(w, _)| has(w)).count();
            let missing = modifiers.iter().filter(|(w, capital)| *capital && !has(w)).count();
            let lower = |w: &String| layout.lexicon.is_term(w, Class::STANDING) && !modifiers.iter().any(|m| m.0 == *w);
            let rank = person && e.epithets.iter().any(lower);
            let known = called || has(&head);
            if !known && true_of == 0 || !person && missing > 0 {
                continue;
            }
            // A candidate that was never called by the role needs other
            // evidence.
            if !known && (layout.has(last, Class::SPOKESPERSON) || missing > 0 || somebodys) {
                continue;
            }
            if self.holds_another_office(party, last) {
                continue;
            }
            let paragraphs = layout.paragraph(at).saturating_sub(layout.paragraph(place)).min(8) as f32;
            let mut score = if called {
                2.0
            } else if known {
                1.5
            } else {
                0.0
            };
            score += 1.5 * true_of.min(3) as f32 - 0.7 * missing as f32;
            score -= 0.3 * paragraphs + 0.02 * order as f32 + if rank { 0.7 } else { 0.0 };
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, party));
            }
        }
        best.map(|b| b.1)
    }

    /// Returns the parties that a role at `at` can refer to, the one mentioned
    /// last first: each with the token of its last mention, and whether it was
    /// called by the role.
    fn candidates_of_role(&self, role: &str, at: u32) -> Vec<(u32, u32, bool)> {
        let mut found: Vec<(u32, u32, bool)> = Vec::new();
        let called = self.names.all_called(role, at).take(CALLED_LOOK_BACK);
        // *“Any senator may park here,” Ruiz said*: nobody in particular.
        let quotation = self.layout.quotation(at);
        let heard = |place: u32| [0, quotation].contains(&self.layout.quotation(place));
        for (place, party) in called.take_while(|c| at - c.0 <= ROLE_WINDOW).filter(|c| heard(c.0)) {
            if !found.iter().any(|f| f.0 == party) {
                found.push((party, place, true));
            }
        }
        for m in self.names.before(at).iter().rev().take(ROLE_LOOK_BACK) {
            match found.iter_mut().find(|f| f.0 == m.party) {
                Some(f) => f.1 = f.1.max(m.tokens.start),
                None => found.push((m.party, m.tokens.start, false)),
            }
        }
        found.sort_by_key(|f| std::cmp::Reverse(f.1));
        found
    }

    /// Whether a person holds another office than the one that ends at `last`:
    /// *the foreign minister* is not the finance minister.
    pub(super) fn holds_another_office(&self, party: u32, last: u32) -> bool {
        let e = self.entity(party);
        let called = |w: &String| e.epithets.contains(w);
        let known = epithet(self.layout, last).is_some_and(|head| called(&head)) && e.kind == PartyKind::Person;
        let office = self.layout.long_term(last, &[Class::ROLE, Class::TITLE]).filter(|_| known);
        office.is_some_and(|o| (o.start..o.end).filter_map(|t| epithet(self.layout, t)).any(|w| !called(&w)))
    }

    pub(super) fn call(&mut self, role: String, at: u32, party: u32) {
        let places = self.names.roles.entry(role).or_default();
        let place = places.partition_point(|p| p.0 <= at);
        places.insert(place, (at, party));
    }

    /// Returns the person that a role in the title or lead refers to, if the
    /// next paragraphs name that person: *Velmark's oil minister* in the lead,
    /// then a person with the same role, or a name without any description.
    pub(super) fn named_ahead(&mut self, phrase: &Phrase, last: u32) -> Option<u32> {
        let layout = self.layout;
        let at = phrase.head.start;
        let role = is_role(layout, last) || layout.has(last, Class::EPITHET);
        let paragraph = layout.paragraph(at);
        // In the first paragraph, a role may stand anywhere. An indefinite one
        // in a headline (*Tells a Reporter*) is somebody else.
        let told = layout.in_headline(at) && layout.is(at, INTRODUCING);
        let opens = layout.tokens.get(at as usize)?.opens_paragraph || paragraph == 0 && !told;
        if !role || !opens || !leads(layout, at) {
            return None;
        }
        let head = epithet(layout, last)?;
        let word = layout.word(last).to_lowercase();
        let somebodys = layout.is(at, POSSESSIVES) || (at..last).any(|t| layout.possessive(t));
        // *the builder, which …*, *the owner, whom police did not name, …*
        let nobody = (layout.has(last, Class::UNNAMED_SOURCE) && phrase.head.len() <= 2)
            || layout.is(at, ANOTHER)
            || layout.is(phrase.core.end + 1, RELATIVES);
        let lead = paragraph <= 1 && !nobody && !layout.has(last, Class::ORGANIZATION_NOUN);
        let gender = role_gender(layout, last);
        let ahead = self.names.after(last).iter().take(NAMED_AHEAD);
        let found = ahead.take_while(|m| layout.paragraph(m.start) <= paragraph + 3).find(|m| {
            let e = self.entity(m.party);
            // A name that the title has counts as new in the text.
            let first = e.first == m.tokens.start || layout.paragraph(e.first) == 0;
            let new = e.kind == PartyKind::Person && first && agree(e.gender, gender);
            let called =
                e.epithets.contains(&head) && (layout.capital(m.start) || m.titled) || self.names.is_called(&word, m);
            let bare = e.epithets.is_empty() && e.description.is_none() && (e.words.len() > 1 || m.titled);
            let opens = layout.tokens.get(m.start as usize).is_some_and(|t| t.opens_paragraph);
            let next = e.first == m.tokens.start && layout.paragraph(m.start) == paragraph + 1;
            // *A Danish diplomat* in the lead, then *"…," said Lena Brook, the
            // ambassador*.
            let later = e.first > last || layout.in_headline(e.first);
            let speaker = lead && later && !bare && e.words.len() > 1 && layout.paragraph(m.start) > paragraph;
            new && (called
                || bare && next && (opens || !somebodys && self.speaks(m))
                || speaker && self.clauses.depth(m.start) == 0 && self.speaks(m))
        })?;
        let party = found.party;
        self.call(word, at, party);
        let span = self.layout.span_of(phrase.core);
        let entity = &mut self.names.entities[party as usize];
        entity.description.get_or_insert(span);
        Some(party)
    }

    /// Whether the source of an attribution contains a mention.
    fn speaks(&self, m: &Mention) -> bool {
        let span = self.layout.span_of(m.tokens);
        let end = self.attributions.partition_point(|a| a.start() <= span.start);
        let near = self.attributions[..end].iter().rev().take(ATTRIBUTIONS_NEAR);
        near.flat_map(|a| &a.source).any(|s| s.contains(span))
    }

    /// Returns the person last spoken of, for a role that no earlier text gives
    /// them: *the New York businessman*. Reporters vary how they refer to a
    /// person.
    pub(super) fn varied(&self, at: u32, last: u32, of: Option<u32>) -> Option<u32> {
        // *the candidate's former doctor* belongs to somebody, and is not the
        // person spoken of.
        if (at..last).any(|t| self.layout.possessive(t)) {
            return None;
        }
        let state = state_before(self.layout, at, last);
        let gender = role_gender(self.layout, last);
        let paragraph = self.layout.paragraph(at);
        // *the Michigan Republican* is not a Democrat.
        let partisan = |w: &str| self.layout.lexicon.is_term(w, Class::PARTISAN);
        let party = epithet(self.layout, last).filter(|w| partisan(w));
        let defects = |w: &String| party.as_ref().is_some_and(|party| w != party) && partisan(w);
        let fits = |party: u32| {
            let e = self.entity(party);
            e.kind == PartyKind::Person
                && !self.holds_another_office(party, last)
                && !e.epithets.iter().any(|w| self.speaks_for_others(w))
                && agree(e.gender, gender)
                && !e.epithets.iter().any(defects)
                && !sits_elsewhere(e.seat.as_deref(), state.as_deref())
        };
        let near: Vec<u32> = self
            .places_before(at)
            .iter()
            .filter(|p| {
                let quoted = self.layout.quotation(p.at);
                (p.spoken || p.subject && !self.entity(p.party).weak)
                    && paragraph - self.layout.paragraph(p.at) <= 2
                    && (quoted == 0 || quoted == self.layout.quotation(at))
            })
            .map(|p| p.party)
            .collect();
        self.ranked(at, gender, of).iter().map(|r| r.1).find(|&p| fits(p) && near.contains(&p))
    }

    /// Whether a description is that of a spokesperson or interviewer, whom
    /// another role does not mean.
    fn speaks_for_others(&self, word: &str) -> bool {
        [Class::SPOKESPERSON, Class::INTERVIEWER].iter().any(|&class| self.layout.lexicon.is_term(word, class))
    }

    /// Whether the last speaker before `at` spoke in the same paragraph or the
    /// one before, and nobody else was named since: *the official* who goes on
    /// is likely the same.
    pub(super) fn goes_on(&self, i: u32, at: u32) -> bool {
        let layout = self.layout;
        let spoken = &self.spoken[..self.spoken.partition_point(|s| s.0 < at)];
        let Some(&(place, party)) = spoken.last() else { return false };
        let direct = self.attributions[i as usize].nested_in.is_none();
        direct
            && self.clauses.depth(place) == 0
            && layout.paragraph(at) - layout.paragraph(place) <= 1
            && self.entity(party).kind == PartyKind::Person
            && !self.names.before(at).iter().rev().take(8).take_while(|m| m.tokens.start > place + 6).any(|m| {
                m.party != party && self.entity(m.party).kind == PartyKind::Person && layout.quotation(m.start) == 0
            })
    }
}

/// Returns the place among the modifiers of a role, as one word: *the New
/// York senator*.
fn state_before(layout: &Layout<'_>, at: u32, last: u32) -> Option<String> {
    let place = |t: &u32| layout.has(*t, Class::PLACE) && layout.capital(*t);
    let words: Vec<&str> = (at + 1..last).filter(place).map(|t| layout.word(t)).collect();
    (!words.is_empty()).then(|| words.concat().to_lowercase())
}

fn verb_like(layout: &Layout<'_>, t: u32) -> bool {
    let word = layout.word(t);
    word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss") || layout.has(t, Class::AUXILIARY)
}

/// Whether the paragraph is in the title or lead of the article, or of one
/// of its parts.
fn leads(layout: &Layout<'_>, at: u32) -> bool {
    let paragraph = layout.paragraph(at);
    paragraph < LEAD || (at.saturating_sub(5)..at).any(|t| layout.paragraph(t) + 2 <= paragraph)
}

/// Whether *the delegate* was introduced before as *a delegate*, a person
/// without a name.
pub(super) fn introduced(layout: &Layout<'_>, at: u32, last: u32) -> bool {
    let head = layout.word(last);
    if layout.has(last, Class::EPITHET) {
        return false;
    }
    (at.saturating_sub(INTRODUCED)..at).any(|t| {
        layout.word(t).eq_ignore_ascii_case(head)
            && (t.saturating_sub(3)..t).rev().take_while(|&b| layout.is_word(b)).any(|b| layout.is(b, INTRODUCING))
            && layout.kind(t + 1) != Some(TokenKind::Comma)
            && !layout.capital(t + 1)
    })
}

/// Whether a party's name has the modifiers of the phrase or words that
/// begin alike: *the Vermont senator* is not every senator. Always true for
/// persons and for phrases of at most two tokens.
pub(super) fn modifiers_agree(layout: &Layout<'_>, entity: &Entity, phrase: &Phrase, last: u32) -> bool {
    if entity.kind == PartyKind::Person || phrase.head.len() <= 2 {
        return true;
    }
    (phrase.head.start..last).filter(|&t| !layout.function_word(t) && !layout.has(t, Class::DEMONYM)).all(|t| {
        let word = layout.word(t).to_lowercase();
        entity.words.contains(&word)
            || layout.is(t, COMPARING)
            || entity
                .words
                .iter()
                .any(|w| w.len() > 3 && word.starts_with(&w[..w.char_indices().nth(4).map_or(w.len(), |c| c.0)]))
    })
}

#[cfg(test)]
mod tests {
    use super::abbreviates;
    use crate::resolve::samples::origin_of;

    #[test]
    fn labels_abbreviate_places() {
        for (label, place) in [("iowa", "iowa"), ("n.y.", "newyork"), ("ky.", "kentucky"), ("calif.", "california")] {
            assert!(abbreviates(label, place), "{label} {place}");
        }
        assert!(!abbreviates("iowa", "florida") && !abbreviates("va.", "vermont"));
    }

    /// *The Ohio senator* is nobody from Iowa.
    #[test]
    fn a_seat_elsewhere_rules_a_senator_out() {
        let text = "Ruth Calder, a senator, stressed defence beside Sen. Lena Vogt, R-Iowa. \
                    The Ohio senator said that it was late.";
        assert_eq!(origin_of(text, "said"), "Ruth Calder");
        let text = "Ruth Calder, a senator, stressed defence beside Sen. Lena Vogt, R-Ohio. \
                    The Ohio senator said that it was late.";
        assert_eq!(origin_of(text, "said"), "Lena Vogt");
    }

    #[test]
    fn an_age_means_the_last_speaker() {
        let text = "\"The ice broke,\" Lena Vogt said. The 26-year-old added that it was late.";
        assert_eq!(origin_of(text, "added"), "Lena Vogt");
    }

    /// A role that the text gave nobody before means the last speaker, unless
    /// it introduced another person.
    #[test]
    fn a_new_role_means_the_last_speaker() {
        let text = "\"The harbour burns,\" Lena Vogt said on Tuesday.\n\n\
                    \"It is late,\" the diplomat added.";
        assert_eq!(origin_of(text, "added"), "Lena Vogt");
        let text = "A diplomat wept. \"The harbour burns,\" Lena Vogt said on Tuesday.\n\n\
                    \"It is late,\" the diplomat added.";
        assert_ne!(origin_of(text, "added"), "Lena Vogt");
    }

    /// *Police* are not the *Police Chief*, and a campaign is not its manager.
    #[test]
    fn a_body_is_not_one_of_its_officers() {
        let text = "Police Chief Lena Vogt came. Police said that it was late.";
        assert_eq!(origin_of(text, "said"), "Police");
        let text = "Her campaign manager, Lena Vogt, denied that it rained. The Holm campaign said that it was late.";
        assert_eq!(origin_of(text, "said"), "The Holm campaign");
        let text =
            "\"It rained,\" added Finance Minister Lena Vogt. The foreign minister of Skerry said that it was late.";
        assert_eq!(origin_of(text, "said"), "The foreign minister of Skerry");
    }

    /// A role at the start of a paragraph means the person before it.
    #[test]
    fn a_role_that_opens_a_paragraph_means_the_person_before_it() {
        let text = "Lena Vogt is telling her story.\n\nThe actress, 58, spoke on a show of the stars Omar Reyes and \
                    Rosa Lind.\n\n\"It was late,\" she said.";
        assert_eq!(origin_of(text, "said"), "Lena Vogt");
    }

    /// The diplomat of the lead is the person whom the next paragraph names
    /// with another role.
    #[test]
    fn a_role_in_the_lead_means_the_first_speaker_after_it() {
        let text = "A top Danish diplomat told the council that the harbour was burning.\n\n\
                    \"It is late,\" Ambassador Lena Vogt said on Sunday.";
        assert_eq!(origin_of(text, "told"), "Lena Vogt");
        let text = "A source told the council that the harbour was burning.\n\n\
                    \"It is late,\" Ambassador Lena Vogt said on Sunday.";
        assert_eq!(origin_of(text, "told"), "A source");
    }
}
