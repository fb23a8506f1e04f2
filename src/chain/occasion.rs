//! Finds occasions: sentences that say that somebody spoke to a publisher or
//! that a publisher reported something, with or without an attribution: *During
//! a CNN town hall, Ana Ruiz had a question for the mayor.*

use super::link::ChainLink;
use super::opening::{Occasion, OccasionKind};
use super::{Builder, named};
use crate::attribution::Relation;
use crate::lexicon::{Class, Naming, OutletKind};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;
use rustc_hash::FxHashMap;

/// How many tokens before an outlet its preposition is searched for.
const BACK: u32 = 10;

/// Quotations with more tokens than this are somebody's words; shorter ones are
/// titles (*on “The Harbour Hour”*).
const TITLE: u32 = 9;

/// Words for public events that a publisher organises: *a CNN town hall*.
const STAGED: &[&str] = &["town", "town-hall"];

/// What the words around an outlet's name say about the occasion.
struct Setting {
    stage: OccasionKind,
    /// Whether the mention is an adverbial that modifies another statement: *in
    /// an interview with, on Monday's*.
    adverbial: bool,
    /// Whether the words before the mention were said on this occasion: *on
    /// Monday's broadcast of*, or a mention set off by a punctuation mark.
    aired: bool,
}

impl Builder<'_> {
    /// Whether a token stands in a quotation that is longer than a title, or
    /// lies past the end of the text.
    fn in_quotation(&self, t: u32) -> bool {
        let quotation = self.layout.quotation(t).checked_sub(1).and_then(|q| self.layout.quotations.get(q as usize));
        quotation.is_some_and(|q| q.tokens.len() > TITLE) || t >= self.layout.len()
    }

    /// Returns all occasions of the article, ordered by the outlets' mentions.
    pub(super) fn occasions(&self) -> Vec<Occasion> {
        let parties = &self.resolution.parties;
        let people: Vec<(TokenSpan, u32)> = self.people.iter().map(|&(m, i)| (self.layout.tokens_of(m), i)).collect();
        let outlets = named(parties, PartyKind::Outlet).into_iter().map(|(m, i)| (self.layout.tokens_of(m), i, m));
        // Attributions that are not nested, by sentence.
        let mut top: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, a) in self.attributions.iter().enumerate().filter(|(i, _)| self.holder(*i as u32).is_none()) {
            top.entry(self.layout.sentence(a.cue_head)).or_default().push(i as u32);
        }
        let mut occasions: Vec<Occasion> = Vec::new();
        for (m, party, mention) in outlets {
            let sentence = self.layout.sentence(m.start);
            let Some(around) = self.layout.sentences.get(sentence as usize).map(|s| s.tokens) else { continue };
            if self.own(party) || self.in_quotation(m.start) || m.is_empty() {
                continue;
            }
            let Some(Setting { stage, adverbial, aired }) = self.setting(around, m, party) else { continue };
            let relation = if stage == OccasionKind::Interview { Relation::Received } else { Relation::Carried };
            let inside = top.get(&sentence).cloned().unwrap_or_default();
            let here = people.partition_point(|p| p.0.start < around.start);
            let near = people.get(here..).unwrap_or_default().iter().take_while(|p| p.0.start < around.end).take(8);
            let plain = |t: u32| !self.in_quotation(t);
            let near: Vec<_> = near.filter(|p| plain(p.0.start)).collect();
            // *CNN's Ana Ruiz*, *Ana Ruiz of CNN*: these persons work for the
            // publisher.
            let hosts = |t: TokenSpan| {
                t.overlaps(m)
                    || self.layout.possessive(t.start.wrapping_sub(1)) && (m.end..m.end + 3).contains(&t.start)
                    || (m.end..m.end + 5).contains(&t.start)
                        && (m.end..t.start).any(|t| self.layout.has(t, Class::INTERVIEWER))
                    || self.layout.is(t.end, &["of"]) && m.start <= t.end + 2 && m.start > t.end
            };
            // The guest is the first person named, unless a pronoun before the
            // name can refer to somebody else.
            let first = near.iter().find(|p| !hosts(p.0)).filter(|p| {
                !(around.start..p.0.start)
                    .any(|t| plain(t) && self.layout.is(t, &["he", "she", "they", "who", "which"]))
            });
            let guests: Vec<u32> = first.into_iter().map(|p| p.1).collect();
            let hosts: Vec<u32> = near.iter().filter(|p| hosts(p.0)).map(|p| p.1).collect();
            let Some(at) = self.layout.tokens.get(around.start as usize).map(|t| t.span.start) else { continue };
            let paragraph = self.layout.paragraph(m.start);
            let hall = self.layout.is(m.end, STAGED);
            occasions.push(Occasion {
                stage,
                hall,
                adverbial,
                aired,
                hosts,
                at,
                paragraph,
                sentence,
                link: ChainLink::passed_on(relation, party, mention),
                people: guests,
                inside,
            });
        }
        occasions
    }

    /// Returns for each party whether it is the article's own publisher or
    /// agency or one of their programmes: *the Courier's “Harbour Hour”* if the
    /// Courier is the publisher.
    pub(super) fn programmes(&self) -> Vec<bool> {
        let parties = &self.resolution.parties;
        let mut ends: Vec<u32> = parties
            .iter()
            .zip(&self.resolution.own)
            .filter(|(_, own)| **own)
            .flat_map(|(p, _)| p.mentions.iter().map(|m| m.end))
            .collect();
        ends.sort_unstable();
        let follows = |mention: Span| {
            let mut t = self.layout.tokens_of(mention).start;
            let mut of = false;
            for _ in 0..3 {
                let Some(before) = t.checked_sub(1) else { break };
                if self.layout.possessive(before) {
                    of = true;
                } else if self.layout.kind(before) != Some(TokenKind::DoubleQuote) {
                    break;
                }
                t = before;
            }
            let end = t.checked_sub(1).and_then(|t| self.layout.tokens.get(t as usize)).map(|t| t.span.end);
            of && end.is_some_and(|end| ends.binary_search(&end).is_ok())
        };
        let lexicon = self.layout.lexicon;
        let metadata = &self.layout.article.metadata;
        let publishers = [&metadata.publisher, &metadata.agency].into_iter().flatten();
        let publishers: Vec<u32> = publishers.filter_map(|name| lexicon.outlet_named(name)).collect();
        // The lexicon lists some of the publisher's programmes.
        let listed = |mention: Span| {
            let tokens = self.layout.tokens_of(mention);
            let from = self.layout.marks.terms.partition_point(|t| t.tokens.start < tokens.start);
            let here = self.layout.marks.terms.get(from..).unwrap_or_default().iter().take(4);
            let mut here = here.take_while(|t| t.tokens.start < tokens.end);
            here.any(|t| t.outlet.is_some_and(|(o, naming)| naming == Naming::Program && publishers.contains(&o)))
        };
        parties
            .iter()
            .zip(&self.resolution.own)
            .map(|(p, &own)| own || p.mentions.iter().any(|&m| listed(m) || p.kind == PartyKind::Outlet && follows(m)))
            .collect()
    }

    /// Whether a token is a word for an interview and not for an article that a
    /// publisher makes of one, such as *profile*.
    fn interview_word(&self, t: u32) -> bool {
        self.layout.has(t, Class::INTERVIEW) && !self.layout.has(t, Class::NEWS_PIECE)
    }

    /// Determines from the words around an outlet's mention what occasion they
    /// describe.
    fn setting(&self, around: TokenSpan, m: TokenSpan, party: u32) -> Option<Setting> {
        let found = |stage, adverbial| Some(Setting { stage, adverbial, aired: false });
        let comma =
            |t: u32| matches!(self.layout.kind(t), Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon));
        let after = (m.end..(m.end + 4).min(around.end)).take_while(|&t| !comma(t)).collect::<Vec<_>>();
        let staged = self.layout.is(m.end, STAGED) && self.airs(party);
        let interview_after = staged || after.iter().any(|&t| self.interview_word(t));
        // *CNN's Ana Ruiz asked*
        if self.layout.possessive(m.end)
            && (m.end + 1..(m.end + 6).min(around.end)).any(|t| self.layout.has(t, Class::QUESTIONING))
        {
            return found(OccasionKind::Interview, true);
        }
        // *told the Courier*
        let the = m.start > around.start && self.layout.is(m.start - 1, &["the"]);
        let told = m.start.checked_sub(1 + u32::from(the)).filter(|&t| t >= around.start);
        // *told the CNN audience*: a host on the host's own show, so no
        // interview.
        if told.is_some_and(|t| self.layout.has(t, Class::TELLING)) && !self.layout.has(m.end, Class::AUDIENCE) {
            return found(OccasionKind::Interview, false);
        }
        // Search backwards for the preposition, over words that can stand
        // between.
        let floor = around.start.max(m.start.saturating_sub(BACK));
        let (mut noun, mut day, mut with, mut loose) = (false, false, false, 0);
        let mut within = false;
        let mut t = m.start;
        while t > floor {
            t -= 1;
            if comma(t) {
                break;
            }
            if self.interview_word(t) {
                noun = true;
            } else if self.layout.has(t, Class::TIME) || self.layout.has(t, Class::TIME_NOUN) {
                day = true;
            } else if self.layout.is(t, &["on", "in", "during", "at", "with", "to", "by", "from"]) {
                let visits = |t: u32| self.layout.has(t, Class::VISITING);
                let visited = t > around.start
                    && (visits(t - 1)
                        || self.layout.is(t - 1, &["down", "out"]) && t > around.start + 1 && visits(t - 2));
                if self.layout.is(t, &["on"])
                    && (day || self.layout.possessive(m.end) && self.airs(party) || visited)
                    && (self.airs(party) || noun)
                    && loose < 2
                {
                    return Some(Setting { stage: OccasionKind::Interview, adverbial: true, aired: day || noun });
                }
                if self.layout.is(t, &["on", "in", "during", "at", "with"]) && (noun || interview_after) && loose < 3 {
                    if !self.layout.is(t, &["with"]) {
                        // *…, in an interview with*: a mark sets it off from
                        // the words said.
                        let before = t.checked_sub(1).filter(|&b| b > around.start);
                        let aired =
                            before.is_some_and(|b| comma(b) || self.layout.kind(b) == Some(TokenKind::DoubleQuote));
                        return Some(Setting { stage: OccasionKind::Interview, adverbial: true, aired });
                    }
                    with = true;
                }
                if self.layout.is(t, &["with", "to", "by"]) && loose == 0 && visited {
                    // *Sitting down with O, she said*
                    let words = around.start..t;
                    let aside = words.len() <= 2 && words.clone().any(|t| self.layout.word(t).ends_with("ing"));
                    return found(OccasionKind::Interview, aside);
                }
                // *a report in the Courier*
                if self.layout.is(t, &["in", "by", "from"])
                    && loose == 0
                    && t > around.start
                    && self.layout.has(t - 1, Class::NEWS_PIECE)
                {
                    let within = (floor..t - 1).rev().take(4).any(|t| self.layout.is(t, &["in"]));
                    return found(if within { OccasionKind::Report } else { OccasionKind::Mention }, false);
                }
                within |= self.layout.is(t, &["in"]) && loose == 0;
                if !self.layout.is(t, &["with"]) || !noun {
                    if loose > 0 {
                        break;
                    }
                    loose += 1;
                }
            } else if self.layout.is(t, &["joined", "joining", "visited", "visiting"]) && loose == 0 && self.airs(party)
            {
                return found(OccasionKind::Interview, false);
            } else if !(self
                .layout
                .is(t, &["the", "a", "an", "his", "her", "its", "their", "this", "last", "of", "for"])
                || self.layout.possessive(t)
                || self.layout.kind(t) == Some(TokenKind::DoubleQuote))
            {
                loose += 1;
                if loose > 3 {
                    break;
                }
            }
        }
        if with {
            return found(OccasionKind::Interview, false);
        }
        // *the Courier's long profile of*, *a Courier report*
        let report = after.iter().take(4).any(|&t| self.layout.has(t, Class::NEWS_PIECE))
            && !after.iter().any(|&t| self.layout.is(t, &["on", "for"]));
        let reporter = after.iter().take(2).any(|&t| self.layout.has(t, Class::JOURNALIST));
        match (report, reporter) {
            (true, _) if within => found(OccasionKind::Report, true),
            (true, _) => found(OccasionKind::Mention, false),
            // In a headline, the reporter is more likely the topic.
            (_, true) if self.layout.paragraph(m.start) > 0 => found(OccasionKind::Mention, false),
            _ => None,
        }
    }

    /// Whether a party is a broadcaster or programme, or an outlet that the
    /// lexicon does not list.
    fn airs(&self, party: u32) -> bool {
        let lexicon = self.layout.lexicon;
        let Some(p) = self.resolution.parties.get(party as usize) else { return false };
        lexicon.outlet_named(&p.name).is_none_or(|o| {
            !matches!(lexicon.outlet(o).kind, OutletKind::Newspaper | OutletKind::Wire | OutletKind::Magazine)
        })
    }
}
