//! Resolves pronouns: which person *he* is.

use super::Resolver;
use super::antecedent::{PRONOUN_LOOK_BACK, is_subject};
use super::names::Names;
use super::names::{Entity, Mention, Place, agree, role_gender};
use super::pronoun_weights::{CandidateFeatures, PronounChoice};
use crate::attribution::{Act, Attribution, QuotationKind};
use crate::closed_class::{
    BE, DESCRIBING, HE_OR_SHE, HER, HIM, INTRODUCING, PERSONAL_POSSESSIVES, Referent, THAT, THE, TO, referent,
};
use crate::layout::Layout;
use crate::lexicon::{Class, Gender};
use crate::party::{PartyKind, Unresolved};
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// Maximum number of tokens between a question's *Q:* and a *you* in it.
const TURN: u32 = 120;
/// How many attributions back are searched for the question that a quotation
/// answers.
const ANSWER: usize = 4;
/// How many levels of nesting *I* is followed.
const NESTED: usize = 8;
/// How many names at the beginning of an interview decide who is interviewed.
const INTERVIEW: usize = 40;
/// Minimum score of a candidate. Of the pronouns to which the weights were
/// fitted, the likeliest candidate was right in 2 of 6 below it.
const LEAST: f32 = -3.5;
/// Maximum number of sentences back to a person of whom another speaks as *he*.
const SENTENCES_OTHER: f32 = 3.0;
/// Minimum lead of the likeliest candidate over the next. By cross-validation,
/// the likeliest was right in 4 of 10 below it, in 98 of 157 from here to 1.5,
/// and in 1065 of 1136 beyond.
const MARGIN: f32 = 0.1;
/// Minimum lead at which the pronoun tells the person's gender.
const SURE: f32 = 1.0;
/// Base score for *they* of people named together.
const GROUP_NAMED: f32 = 1.7;
impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, t: u32, of: Option<u32>) -> Option<u32> {
        let mut why = None;
        let referent = referent(self.layout.word(t))?;
        let found = match referent {
            Referent::He => self.person_meant(t, Gender::Male, of).map_err(|u| why = Some(u)).ok(),
            Referent::She => self.person_meant(t, Gender::Female, of).map_err(|u| why = Some(u)).ok(),
            Referent::I => self.holder(t, of).or_else(|| self.author(t)),
            Referent::We => self.holder(t, of),
            Referent::They | Referent::It => {
                let found = self.thing_meant(t, referent == Referent::They);
                why = found.is_none().then_some(Unresolved::NoCandidate);
                found
            }
            Referent::Antecedent => self.antecedent(t),
            Referent::You => asked(self.layout, &self.names, t),
            Referent::Other => None,
        };
        if let Some(slot) = of.and_then(|i| self.unresolved.get_mut(i as usize)) {
            *slot = why;
        }
        Some(found.unwrap_or_else(|| {
            let mut entity = Entity::new(PartyKind::Unnamed, self.layout.word(t).to_owned());
            entity.weak = true;
            self.add(entity)
        }))
    }

    /// Resolves *Q:* and *A:* before a turn of an interview. The questions are
    /// the article's own publisher's, the answers those of the person that the
    /// article names most before the turn.
    pub(super) fn label(&mut self, t: u32) -> Option<u32> {
        let question = match self.layout.word(t) {
            "Q" => true,
            "A" => false,
            _ => return None,
        };
        if self.layout.kind(t + 1) != Some(TokenKind::Colon) || !self.layout.tokens.get(t as usize)?.opens_paragraph {
            return None;
        }
        if question {
            return (0..self.names.entities.len().min(2) as u32).find(|&p| self.is_own(p));
        }
        interviewee(self.layout, &self.names, t)
    }

    /// Returns the speaker of the quotation around `t`, or of its turn in a
    /// transcript: the source of the holder whose cue stands outside it.
    fn quoted_by(&mut self, t: u32, of: Option<u32>) -> Option<u32> {
        let at = self.layout.tokens.get(t as usize)?.span;
        let quoted = self.layout.quotation(t);
        if quoted == 0 {
            // *FORSYTH: He told me so.*
            let turn = of.and_then(|i| self.attributions[i as usize].nested_in)?;
            let colon = self.attributions.get(turn as usize)?.cue.first()?.of(self.layout.text) == ":";
            return self.sources.get(turn as usize).copied().flatten().filter(|_| colon);
        }
        let from = of.map_or(0, |i| (i as usize).saturating_sub(8));
        let outside = |a: &Attribution| {
            a.cue.first().is_some_and(|&c| self.layout.quotation(self.layout.tokens_of(c).start) != quoted)
        };
        let near = self.attributions.iter().enumerate().skip(from).take(16);
        let holder = near
            .filter(|&(i, a)| Some(i as u32) != of && a.content.iter().any(|c| c.contains(at)) && outside(a))
            .map(|(i, _)| i as u32)
            .next_back()?;
        self.source(holder);
        self.sources.get(holder as usize).copied().flatten()
    }

    /// Returns the attribution that holds attribution `i` and quotes it: in *"My
    /// doctor told me that I was ill," Ruiz said*, *I* is Ruiz. If none quotes
    /// it, the one that holds it.
    fn quoting(&self, i: u32) -> Option<u32> {
        let within = |i: u32| self.layout.sentences.get(self.attributions[i as usize].sentence as usize)?.quotation;
        let own = within(i).filter(|&q| self.layout.quotations.get(q as usize).is_some_and(|q| q.closed));
        let holder = self.attributions[i as usize].nested_in?;
        let mut up = Some(holder);
        for _ in 0..NESTED {
            match up {
                Some(j) if own.is_some() && within(j) == own => up = self.attributions[j as usize].nested_in,
                _ => break,
            }
        }
        up.or(Some(holder))
    }

    /// Resolves *I, we* to the source of the attribution around `t`: the
    /// speaker of the quotation.
    pub(super) fn holder(&mut self, t: u32, of: Option<u32>) -> Option<u32> {
        let at = self.layout.tokens.get(t as usize)?.span;
        let holder = of.and_then(|i| self.quoting(i)).or_else(|| {
            (self.layout.quotation(t) > 0).then(|| {
                (0..self.attributions.len() as u32)
                    .skip(of.map_or(0, |i| (i as usize).saturating_sub(8)))
                    .take(16)
                    .find(|&i| Some(i) != of && self.attributions[i as usize].content.iter().any(|c| c.contains(at)))
            })?
        })?;
        self.source(holder);
        self.sources.get(holder as usize).copied().flatten()
    }

    /// Reads on to the byte offset `at` and resolves pronouns outside
    /// quotations, and roles, that are not sources.
    pub(super) fn walk(&mut self, at: u32) {
        while let Some(token) = self.layout.tokens.get(self.walked as usize).filter(|t| t.span.end <= at) {
            let (t, word) = (self.walked, token);
            self.walked += 1;
            let role = self.layout.is(t, THE);
            if self.layout.is(t, INTRODUCING) && self.layout.quotation(t) == 0 && !self.layout.in_headline(t) {
                self.bring_in(t);
                continue;
            }
            // *his mother*: a relative of the pronoun's gender can be meant.
            if self.layout.is(t, PERSONAL_POSSESSIVES)
                && role_gender(self.layout, t + 1).is_some()
                && self.layout.quotation(t) == 0
                && !self.layout.in_headline(t)
            {
                self.bring_in(t);
            }
            if !word.is_word()
                || self.layout.quotation(t) > 0 && !role
                || self.layout.unread(t)
                || self.layout.in_headline(t)
            {
                continue;
            }
            let place = self.spoken.partition_point(|s| s.0 < t);
            if self.spoken.get(place).is_some_and(|s| s.0 == t) {
                continue;
            }
            let gender = match referent(self.layout.word(t)) {
                Some(Referent::He) => Gender::Male,
                Some(Referent::She) => Gender::Female,
                _ if role => {
                    if let Some((party, end)) = self.role_at(t) {
                        let subject = is_subject(
                            self.layout,
                            &Mention { tokens: TokenSpan::new(t, end), start: t, party, titled: false },
                        );
                        self.stood.push(Place { at: t, end, party, spoken: false, subject });
                    }
                    continue;
                }
                _ => continue,
            };
            if let Ok(party) = self.person_meant(t, gender, None) {
                let subject = self.layout.is(t, HE_OR_SHE);
                self.stood.push(Place { at: t, end: t + 1, party, spoken: false, subject });
            }
        }
    }

    /// Adds an unnamed person as a candidate for *she*: *A woman in the crowd
    /// told him*.
    fn bring_in(&mut self, t: u32) {
        let layout = self.layout;
        // *is a woman, as a woman, Brook, a woman of 40,* describe a person and
        // introduce nobody.
        let before = t.wrapping_sub(1);
        let said_of = layout.sentence(before) == layout.sentence(t)
            && ((layout.is(before, BE) || layout.is(before, DESCRIBING))
                || layout.kind(before) == Some(TokenKind::Comma));
        let words = (t + 1..t + 5).take_while(|&u| layout.epithet(u));
        let Some(last) = words.filter(|&u| layout.role_head(u)).last().filter(|_| !said_of) else { return };
        let named = layout.kind(last + 1) == Some(TokenKind::Comma) && layout.capital(last + 2);
        if named || layout.capital(last + 1) || layout.possessive(last + 1) || layout.role_head(last + 1) {
            return;
        }
        let subject = layout.opens(t);
        let mut entity =
            Entity::new(PartyKind::Unnamed, layout.span_of(TokenSpan::new(t, last + 1)).of(layout.text).to_owned());
        entity.weak = true;
        entity.human = true;
        entity.count = 2;
        entity.gender = role_gender(layout, last);
        let party = self.add(entity);
        self.stood.push(Place { at: t, end: last + 1, party, spoken: false, subject });
    }

    pub(super) fn person_meant(&mut self, t: u32, gender: Gender, of: Option<u32>) -> Result<u32, Unresolved> {
        if let Some(party) = self.reminded(t, gender, of) {
            return Ok(party);
        }
        let mut ranked = self.ranked(t, Some(gender), of);
        if let Some(attribution) = of.filter(|_| self.choices.is_some()) {
            let candidates = self.featured(t, Some(gender), of);
            let named = candidates.into_iter().map(|(party, features)| (self.entity(party).name.clone(), features));
            let candidates = named.collect();
            self.choices.get_or_insert_default().push(PronounChoice { attribution, candidates });
        }
        if let Some((asker, asked)) = self.question_before(t, of) {
            let fits = |p: &u32| agree(self.entity(*p).gender, Some(gender)) && !self.entity(*p).plural;
            match asked {
                Some(asked) if ranked.iter().any(|r| r.1 == asked) && fits(&asked) => {
                    ranked = vec![(0.0, asked)];
                }
                Some(_) => {}
                // Compare by name: an unnamed asker can have two entities.
                None => ranked.retain(|r| self.entity(r.1).name != self.entity(asker).name),
            }
        }
        // A speaker does not usually refer to themselves as *he* or *she*, so
        // prefer the next candidate.
        if let Some(speaker) = self.quoted_by(t, of)
            && ranked.first().is_some_and(|r| r.1 == speaker)
            && ranked.len() > 1
        {
            ranked.remove(0);
            let near = |features: &CandidateFeatures| features[0] <= SENTENCES_OTHER;
            let others = self.featured(t, Some(gender), of);
            ranked.retain(|r| others.iter().any(|(party, features)| *party == r.1 && near(features)));
        }
        let Some(&(score, party)) = ranked.first().filter(|r| r.0 > LEAST) else {
            return Err(Unresolved::NoCandidate);
        };
        let near: Vec<u32> = ranked.iter().take_while(|r| r.0 > score - MARGIN).map(|r| r.1).collect();
        if near.len() > 1 {
            return Err(Unresolved::Several(near));
        }
        // *Ruiz said he was late* tells, *Ruiz said the trees were his* does not.
        let plain = of.is_some() || self.clauses.depth(t) == 0 || self.layout.is(t, HE_OR_SHE);
        let sure = plain && ranked.get(1).is_none_or(|next| next.0 < score - SURE);
        let entity = &mut self.names.entities[party as usize];
        if sure && matches!(entity.gender, None | Some(Gender::Both)) {
            entity.gender = Some(gender);
        }
        Ok(party)
    }

    /// Resolves the first pronoun in what somebody is reminded of: in *reminded
    /// her that she had called*, *she* is the same person as *her*. Behind
    /// *told*, it may be either of the two.
    fn reminded(&mut self, t: u32, gender: Gender, of: Option<u32>) -> Option<u32> {
        let layout = self.layout;
        let object = t.checked_sub(2).filter(|_| layout.is(t, HE_OR_SHE) && layout.is(t - 1, THAT))?;
        if !(layout.is(object, HIM) || layout.is(object, HER)) || layout.has(object.checked_sub(1)?, Class::TELLING) {
            return None;
        }
        let holder = self.attributions.get(self.attributions.get(of? as usize)?.nested_in? as usize)?;
        let told = layout.tokens_of(*holder.cue.first()?).end == object;
        let same = matches!(referent(layout.word(object)), Some(Referent::He)) == (gender == Gender::Male);
        (told && same).then(|| self.person_meant(object, gender, None).ok()).flatten()
    }

    /// Returns the asker of the question that a quotation answers, and the
    /// person asked, where the pronoun is the source of the answer: *"Why?" a
    /// reporter asked Ruiz. "I had to," she said*. If nobody was asked, only
    /// reporters count as askers: other speakers may answer their own question.
    /// A verb of a reply answers any words: *"It is late," Ruiz told Ito. "It
    /// is not," he replied*.
    fn question_before(&self, t: u32, of: Option<u32>) -> Option<(u32, Option<u32>)> {
        let layout = self.layout;
        let i = of? as usize;
        let answer = self.attributions.get(i)?;
        let replies = layout.has(answer.cue_head, Class::ANSWERING);
        if answer.quotation == QuotationKind::Indirect && !replies
            || answer.act == Act::Question
            || layout.quotation(t) > 0
        {
            return None;
        }
        let before = self.attributions[..i].iter().enumerate().rev().take(ANSWER);
        let (j, question) = before.into_iter().find(|(_, a)| {
            let cue = layout.tokens_of(a.cue.first().copied().unwrap_or_default());
            !cue.is_empty() && layout.quotation(cue.start) == 0 && a.nested_in.is_none()
        })?;
        let cue = layout.tokens_of(*question.cue.first()?);
        let near = layout.paragraph(t).saturating_sub(layout.paragraph(cue.start)) <= 1;
        if !(question.act == Act::Question || replies) || !near {
            return None;
        }
        let asker = self.sources.get(j).copied().flatten()?;
        let source = layout.tokens_of(*question.source.first()?);
        // The object follows the cue, with or without *the* or *to*.
        let opens = layout.is(cue.end, THE) || layout.is(cue.end, TO);
        let object = |at: u32| at == cue.end || at == cue.end + 1 && opens;
        let mut named = self.names.before(t).iter().rev().take(PRONOUN_LOOK_BACK);
        let stood = self.stood.iter().rev().take(PRONOUN_LOOK_BACK).find(|s| object(s.at)).map(|s| s.party);
        let asked = stood.or_else(|| named.find(|m| object(m.start)).map(|m| m.party));
        let asked = asked.filter(|&p| p != asker && source.end <= cue.start);
        if question.act != Act::Question {
            return asked.map(|asked| (asker, Some(asked)));
        }
        // *one of them, Anna Ito,* has a name.
        let unnamed = self.entity(asker).kind == PartyKind::Unnamed;
        let reporter = unnamed && layout.is(source.start, INTRODUCING)
            || (source.start..source.end)
                .any(|t| layout.has(t, Class::JOURNALIST) || layout.has(t, Class::INTERVIEWER));
        (asked.is_some() || reporter).then_some((asker, asked))
    }

    pub(super) fn thing_meant(&mut self, t: u32, plural: bool) -> Option<u32> {
        let sentence = self.layout.sentence(t);
        let mut best: Option<(f32, u32)> = None;
        for (place, Place { at, party, spoken, subject, .. }) in self.places_before(t).into_iter().enumerate() {
            let e = self.entity(party);
            let fits = if plural {
                e.plural && e.kind != PartyKind::Document || e.kind == PartyKind::Organization
            } else {
                matches!(e.kind, PartyKind::Outlet | PartyKind::Organization | PartyKind::Document)
            };
            if !fits || e.own || e.placed && !spoken {
                continue;
            }
            let distance = sentence.saturating_sub(self.layout.sentence(at)) as f32;
            let mut score = -distance * 0.8 - place as f32 * 0.05;
            if spoken {
                score += 2.5;
            }
            if subject {
                score += 0.7;
            }
            if plural && e.plural {
                score += 1.0;
            }
            if !spoken && !plural && !subject {
                score -= 1.5;
            }
            if self.layout.quotation(at) > 0 && self.layout.quotation(at) != self.layout.quotation(t) {
                score -= 2.0;
            }
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, party));
            }
        }
        // *Ruiz and Lee came. They …*
        if plural && let Some(group) = self.group_before(t).filter(|g| g.subject) {
            let distance = sentence.saturating_sub(self.layout.sentence(group.at)) as f32;
            if best.is_none_or(|b| GROUP_NAMED - distance * 0.8 > b.0) {
                return Some(self.group(&group.people));
            }
        }
        best.filter(|b| b.0 > -3.0).map(|b| b.1)
    }
}

/// Returns the person interviewed: the one that the first mentions of the
/// article name most often.
fn interviewee(layout: &Layout<'_>, names: &Names, t: u32) -> Option<u32> {
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for m in names.mentions.iter().take(INTERVIEW).take_while(|m| m.start < t) {
        let e = &names.entities[m.party as usize];
        if e.kind != PartyKind::Person || e.words.len() < 2 || layout.in_byline(m.start) {
            continue;
        }
        match counts.iter_mut().find(|c| c.0 == m.party) {
            Some(c) => c.1 += 1,
            None => counts.push((m.party, 1)),
        }
    }
    counts.iter().max_by_key(|c| (c.1, std::cmp::Reverse(c.0))).map(|c| c.0)
}

/// Resolves *you* in a question of an interview (*Q: You said …*) to the
/// person interviewed.
fn asked(layout: &Layout<'_>, names: &Names, t: u32) -> Option<u32> {
    let paragraph = layout.paragraph(t);
    let first = (t.saturating_sub(TURN)..t).find(|&u| layout.paragraph(u) == paragraph)?;
    let question = layout.tokens.get(first as usize)?.opens_paragraph
        && layout.is(first, &["Q"])
        && layout.kind(first + 1) == Some(TokenKind::Colon);
    interviewee(layout, names, first).filter(|_| question && layout.quotation(t) == 0)
}

#[cfg(test)]
mod tests {
    /// Returns the chain of the last attribution that is not nested.
    fn last(text: &str) -> String {
        let analysis = crate::analyze(text);
        let outside = |a: &crate::attribution::Attribution| a.nested_in.is_none();
        let i = analysis.attributions.iter().rposition(outside).unwrap();
        analysis.chain_path(i)
    }

    /// *she* is the person who was asked, not the one who asked.
    #[test]
    fn the_person_who_was_asked_answers() {
        let answer = "\n\n\"I was afraid,\" she said.";
        assert_eq!(last(&format!("\"Why did you leave?\" a reporter asked Maria Lopez.{answer}")), "Maria Lopez");
        assert_eq!(last(&format!("\"Why did you leave?\" Anna Ito asked Maria Lopez.{answer}")), "Maria Lopez");
        assert_eq!(last(&format!("\"Who was there?\" a reporter asked.{answer}")), "she");
    }

    /// A verb of a reply answers any words to somebody.
    #[test]
    fn the_person_who_was_told_something_replies() {
        assert_eq!(last("\"It is late,\" Karl Holm told Peter Lund. \"It is not,\" he replied."), "Peter Lund");
        assert_eq!(last("\"It is late,\" Karl Holm told Peter Lund. \"It is not,\" he said."), "Karl Holm");
    }

    /// A person who is reminded of something did it; with *told*, it may be
    /// either of the two.
    #[test]
    fn the_person_who_is_reminded_of_something_did_it() {
        let text = "\"It is late,\" Anna Ito said.\n\nMaria Lopez reminded her that she had said that it was early.";
        assert!(last(text).starts_with("Anna Ito"), "{}", last(text));
    }

    /// *his mother* can be *she*; a person named long before cannot be *he*.
    #[test]
    fn she_can_mean_his_mother() {
        let text = "Karl Holm found out from his mother, he said. \"She called and said, 'Are you dead?'\" he said.";
        assert_eq!(crate::resolve::samples::origin_at(text, text.find("said, '").unwrap()), "his mother");
        let text = "\"It is late,\" Peter Lund said.\n\nIt rained.\n\nIt rained again.\n\n\
                    Karl Holm rang the clerk. \"He told me that it was early,\" Holm said.";
        assert_eq!(crate::resolve::samples::origin_of(text, "told"), "He");
    }

    /// *I* between quotation marks is the speaker whom they quote, not somebody
    /// quoted inside them.
    #[test]
    fn i_means_the_speaker_whom_the_marks_quote() {
        let text = "\"My doctor told me I was ill and I said, 'Watch me,'\" Karl Holm said.";
        let analysis = crate::analyze(text);
        let i = analysis.attributions.iter().position(|a| a.source.first().is_some_and(|s| s.of(text) == "I"));
        assert!(analysis.chain_path(i.unwrap()).starts_with("Karl Holm"));
    }

    /// A speaker whose question has no addressee can answer it.
    #[test]
    fn a_speaker_can_answer_a_question_without_an_addressee() {
        assert_eq!(last("\"Who pays?\" Anna Ito asked.\n\n\"We do,\" she said."), "Anna Ito");
    }
}
