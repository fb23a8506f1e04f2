//! Where the article says that somebody spoke to a publisher, or that a
//! publisher reported something, whether or not an attribution stands there:
//! *During a CNN town hall, Ana Ruiz had a question for the mayor.*

use super::{Builder, ChainLink, Role};
use crate::attribution::Relation;
use crate::lexicon::{Class, OutletKind};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;
use rustc_hash::FxHashMap;

/// How many tokens before an outlet its preposition is looked for.
const BACK: u32 = 10;

/// Quotations longer than this are somebody's words; shorter ones are titles
/// (*on “The Harbour Hour”*).
const TITLE: u32 = 9;

/// What a publisher puts on a stage: *a CNN town hall*.
const STAGED: &[&str] = &["town", "town-hall"];

/// What happens to a guest: *appeared on*, *sat down with*.
const VISITING: &[&str] = &[
    "appear",
    "appearance",
    "appeared",
    "appearing",
    "contacted",
    "interviewed",
    "joined",
    "joining",
    "reached",
    "sat",
    "speaking",
    "spoke",
    "talked",
    "talking",
];

/// What interviewers do.
const ASKING: &[&str] = &["asked", "asks", "followed", "interviewed", "pressed", "questioned"];

/// What reporters write.
const REPORTS: &[&str] = &[
    "account",
    "article",
    "expose",
    "exposé",
    "feature",
    "investigation",
    "piece",
    "profile",
    "report",
    "reporting",
    "scoop",
    "story",
    "writeup",
];

/// Who writes for a publisher.
const REPORTERS: &[&str] =
    &["columnist", "contributor", "correspondent", "journalist", "reporter", "reporters", "writer"];

/// How the words of a scene came to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Somebody spoke to the publisher.
    Interview,
    /// The publisher reported.
    Report,
}

/// A sentence that puts words with a publisher.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) stage: Stage,
    /// Where its sentence starts, in bytes.
    pub(super) at: u32,
    pub(super) paragraph: u32,
    /// The sentence, as an index.
    pub(super) sentence: u32,
    pub(super) link: ChainLink,
    /// Whether it is open to all who take part: a town hall.
    pub(super) hall: bool,
    /// Who speaks there.
    pub(super) people: Vec<u32>,
    /// Attributions at the top of this sentence.
    pub(super) inside: Vec<u32>,
}

/// For every token its paragraph and its sentence.
pub(super) struct Page {
    sentence: Vec<u32>,
    paragraph: Vec<u32>,
    /// Whether it stands in quotation marks that are no title's.
    quoted: Vec<bool>,
}

impl Page {
    pub(super) fn new(
        tokens: &[crate::token::Token],
        sentences: &[crate::sentence::Sentence],
        quotations: &[crate::quotation::Quotation],
    ) -> Self {
        let mut sentence = vec![u32::MAX; tokens.len()];
        for (i, s) in sentences.iter().enumerate().filter(|(_, s)| s.quotation.is_none()) {
            sentence.get_mut(s.tokens.range()).unwrap_or_default().fill(i as u32);
        }
        let mut at = 0;
        let paragraph = tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                at += u32::from(t.opens_paragraph && i > 0);
                at
            })
            .collect();
        let mut quoted = vec![false; tokens.len()];
        for q in quotations.iter().filter(|q| q.depth == 0 && q.tokens.len() > TITLE) {
            quoted.get_mut(q.tokens.range()).unwrap_or_default().fill(true);
        }
        Self { sentence, paragraph, quoted }
    }

    pub(super) fn sentence(&self, t: u32) -> u32 {
        self.sentence.get(t as usize).copied().unwrap_or(u32::MAX)
    }

    pub(super) fn paragraph(&self, t: u32) -> u32 {
        self.paragraph.get(t as usize).copied().unwrap_or(u32::MAX)
    }
}

impl Builder<'_> {
    pub(super) fn word(&self, t: u32) -> &str {
        self.tokens.get(t as usize).map_or("", |x| x.text(&self.article.text))
    }

    pub(super) fn is(&self, t: u32, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(t).eq_ignore_ascii_case(w))
    }

    fn has(&self, t: u32, class: Class) -> bool {
        self.marks.marks.get(t as usize).is_some_and(|m| m.classes.has(class))
    }

    fn token_kind(&self, t: u32) -> Option<TokenKind> {
        self.tokens.get(t as usize).map(|t| t.kind)
    }

    fn possessive(&self, t: u32) -> bool {
        self.token_kind(t) == Some(TokenKind::Clitic) && self.is(t, &["'s", "’s", "'", "’"])
    }

    pub(super) fn tokens_of(&self, span: Span) -> TokenSpan {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start) as u32;
        let end = self.tokens.partition_point(|t| t.span.start < span.end) as u32;
        TokenSpan::new(start.min(end), end)
    }

    /// Every scene of the article, in the order of the text.
    pub(super) fn scenes(&self) -> Vec<Scene> {
        let parties = &self.resolution.parties;
        let named = |kind: PartyKind| {
            let mut places: Vec<(TokenSpan, u32, Span)> = parties
                .iter()
                .enumerate()
                .filter(|(_, p)| p.kind == kind)
                .flat_map(|(i, p)| p.mentions.iter().map(move |&m| (i as u32, m)))
                .map(|(i, m)| (self.tokens_of(m), i, m))
                .collect();
            places.sort_by_key(|p| (p.0.start, p.0.end, p.1));
            places
        };
        let people = named(PartyKind::Person);
        // Attributions at the top, by sentence.
        let mut top: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, a) in self.attributions.iter().enumerate().filter(|(i, _)| self.holder(*i as u32).is_none()) {
            top.entry(self.page.sentence(a.cue_head)).or_default().push(i as u32);
        }
        let mut scenes: Vec<Scene> = Vec::new();
        for (m, party, mention) in named(PartyKind::Outlet) {
            let sentence = self.page.sentence(m.start);
            let Some(around) = self.sentences.get(sentence as usize).map(|s| s.tokens) else { continue };
            let quoted = self.page.quoted.get(m.start as usize).copied().unwrap_or(true);
            if self.own(party) || quoted || m.is_empty() || self.is_of_own(m) {
                continue;
            }
            let Some(stage) = self.stage(around, m, party) else { continue };
            let relation = if stage == Stage::Interview { Relation::Received } else { Relation::Carried };
            let inside = top.get(&sentence).cloned().unwrap_or_default();
            let here = people.partition_point(|p| p.0.start < around.start);
            let named = people.get(here..).unwrap_or_default().iter().take_while(|p| p.0.start < around.end);
            // *CNN's Ana Ruiz*, *Ana Ruiz of CNN* are the publisher's own.
            let hosts = |t: &TokenSpan| {
                self.possessive(t.start.wrapping_sub(1)) && t.start <= m.end + 2 && t.start >= m.end
                    || self.is(t.end, &["of"]) && m.start <= t.end + 2 && m.start > t.end
            };
            let mut guests: Vec<u32> = named
                .filter(|p| !self.page.quoted.get(p.0.start as usize).copied().unwrap_or(true))
                .filter(|p| !hosts(&p.0))
                .map(|p| p.1)
                .take(6)
                .collect();
            guests.dedup();
            let Some(at) = self.tokens.get(around.start as usize).map(|t| t.span.start) else { continue };
            let paragraph = self.page.paragraph(m.start);
            let hall = self.is(m.end, STAGED);
            scenes.push(Scene {
                stage,
                hall,
                at,
                paragraph,
                sentence,
                link: ChainLink { role: Role::Intermediary, relation: Some(relation), party, mention },
                people: guests,
                inside,
            });
        }
        scenes
    }

    /// *The Courier's “Harbour Hour”* where the Courier is the article's own.
    fn is_of_own(&self, m: TokenSpan) -> bool {
        let mut t = m.start;
        while t > 0
            && t + 3 > m.start
            && (self.possessive(t - 1) || self.token_kind(t - 1) == Some(TokenKind::DoubleQuote))
        {
            t -= 1;
        }
        t < m.start && self.own_ends_at(t)
    }

    fn own_ends_at(&self, t: u32) -> bool {
        let Some(end) = t.checked_sub(1).and_then(|t| self.tokens.get(t as usize)).map(|t| t.span.end) else {
            return false;
        };
        let parties = self.resolution.parties.iter().zip(&self.resolution.own);
        parties.filter(|(_, own)| **own).any(|(p, _)| p.mentions.binary_search_by_key(&end, |m| m.end).is_ok())
    }

    fn interview_word(&self, t: u32) -> bool {
        self.has(t, Class::INTERVIEW)
    }

    /// What the words around an outlet make of it.
    fn stage(&self, around: TokenSpan, m: TokenSpan, party: u32) -> Option<Stage> {
        let comma =
            |t: u32| matches!(self.token_kind(t), Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon));
        let after = (m.end..(m.end + 4).min(around.end)).take_while(|&t| !comma(t)).collect::<Vec<_>>();
        let staged = self.is(m.end, STAGED) && self.airs(party);
        let interview_after = staged || after.iter().any(|&t| self.interview_word(t));
        // *CNN's Ana Ruiz asked*
        if self.possessive(m.end) && (m.end + 1..(m.end + 6).min(around.end)).any(|t| self.is(t, ASKING)) {
            return Some(Stage::Interview);
        }
        // Back to the preposition, over what can stand between.
        let floor = around.start.max(m.start.saturating_sub(BACK));
        let (mut noun, mut day, mut loose) = (false, false, 0);
        let mut t = m.start;
        while t > floor {
            t -= 1;
            if comma(t) {
                break;
            }
            if self.interview_word(t) {
                noun = true;
            } else if self.has(t, Class::TIME) || self.has(t, Class::TIME_NOUN) {
                day = true;
            } else if self.is(t, &["on", "in", "during", "at", "with", "to", "by", "from"]) {
                let before = |words: &[&str]| {
                    t > around.start
                        && (self.is(t - 1, words)
                            || self.is(t - 1, &["down", "out"]) && t > around.start + 1 && self.is(t - 2, words))
                };
                if self.is(t, &["on"])
                    && (day || self.possessive(m.end) && self.airs(party) || before(VISITING))
                    && (self.airs(party) || noun)
                    && loose < 2
                {
                    return Some(Stage::Interview);
                }
                if self.is(t, &["on", "in", "during", "at", "with"]) && (noun || interview_after) && loose < 3 {
                    return Some(Stage::Interview);
                }
                if self.is(t, &["with", "to", "by"]) && loose == 0 && before(VISITING) {
                    return Some(Stage::Interview);
                }
                // *a report in the Courier*
                if self.is(t, &["in", "by", "from"]) && loose == 0 && t > around.start && self.is(t - 1, REPORTS) {
                    return Some(Stage::Report);
                }
                if !self.is(t, &["with"]) || !noun {
                    if loose > 0 {
                        break;
                    }
                    loose += 1;
                }
            } else if self.is(t, &["joined", "joining"]) && loose == 0 && self.airs(party) {
                return Some(Stage::Interview);
            } else if !(self.is(t, &["the", "a", "an", "his", "her", "its", "their", "this", "last", "of", "for"])
                || self.possessive(t)
                || self.token_kind(t) == Some(TokenKind::DoubleQuote))
            {
                loose += 1;
                if loose > 3 {
                    break;
                }
            }
        }
        // *the Courier's long profile of*, *a Courier report*
        let report =
            after.iter().take(4).any(|&t| self.is(t, REPORTS)) && !after.iter().any(|&t| self.is(t, &["on", "for"]));
        let reporter = after.iter().take(2).any(|&t| self.is(t, REPORTERS));
        (report || reporter).then_some(Stage::Report)
    }

    /// Whether a party is a broadcaster or a programme.
    fn airs(&self, party: u32) -> bool {
        let lexicon = self.grammar.lexicon();
        let Some(p) = self.resolution.parties.get(party as usize) else { return false };
        lexicon.outlet_named(&p.name).is_none_or(|o| {
            !matches!(lexicon.outlet(o).kind, OutletKind::Newspaper | OutletKind::Wire | OutletKind::Magazine)
        })
    }
}
