//! Content outside the cue's own sentence: what a colon announces, turns of a
//! transcript, signed posts, and quotations that stand alone.

use super::exchange::Turn;
use super::reading::{Text, merge};
use super::sentence_context::Paragraph;
use crate::article::BlockKind;
use crate::attribution::{Act, Attribution, QuotationKind};
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, Token, TokenKind};
use crate::turn::TurnLabel;
use rustc_hash::FxHashMap;

/// The maximum number of sentences that are taken backwards from a paragraph,
/// for the text of a signed post or of a paragraph before its attribution.
const POST: usize = 30;

/// How many quotations after a cue are searched for the second half of the
/// quotation before it.
const HALVES: usize = 3;

impl Text<'_> {
    /// Returns the content that follows a cue at its sentence's end, as behind
    /// a colon: the sentences behind it in its block or, if it is the block's
    /// last, those of the next block. If the first of them begins with a
    /// quotation mark, the content ends before the first that does not; if it
    /// is nothing but a quotation, before the first that is not. At most 30
    /// sentences.
    pub(super) fn following_content(&self, sentence: u32) -> Vec<Span> {
        let here = &self.sentences[sentence as usize];
        let mut spans = Vec::new();
        let mut block = None;
        for next in self.sentences[sentence as usize + 1..].iter().take_while(|s| s.quotation == here.quotation) {
            if next.block > here.block + 1 || block.is_some_and(|b| b != next.block) {
                break;
            }
            block = Some(next.block);
            let first = &self.sentences[sentence as usize + 1];
            let other = self.starts_with_quote(first) && !self.starts_with_quote(next)
                || self.is_quotation(first) && !self.is_quotation(next);
            if other && !spans.is_empty() {
                break;
            }
            spans.extend(self.content_span(next.tokens));
            if spans.len() >= 30 {
                break;
            }
        }
        spans
    }

    /// Whether the sentence after this one, in the same block or the next, is
    /// nothing but a quotation.
    pub(super) fn quotation_follows(&self, sentence: u32) -> bool {
        let here = &self.sentences[sentence as usize];
        self.sentences.get(sentence as usize + 1).is_some_and(|next| {
            next.quotation == here.quotation && next.block <= here.block + 1 && self.is_quotation(next)
        })
    }

    /// Returns whether the paragraph before is nothing but a quotation or other
    /// text. `None` unless the sentence is the first of its block and a
    /// paragraph precedes it.
    pub(super) fn paragraph_before(&self, sentence: u32) -> Option<Paragraph> {
        let before = self.preceding(sentence)?;
        let whole = self.quotation_at(before.start).is_some_and(|q| q.tokens.end >= before.end);
        Some(if whole { Paragraph::Quotation } else { Paragraph::Text })
    }

    /// Returns the tokens of the paragraph before the sentence (its last
    /// [`POST`] sentences). `None` in the cases that [`Text::paragraph_before`]
    /// lists.
    pub(super) fn preceding(&self, sentence: u32) -> Option<TokenSpan> {
        let here = &self.sentences[sentence as usize];
        let before = &self.sentences[sentence.checked_sub(1)? as usize];
        let text = |block: u32| self.article.blocks[block as usize].kind == BlockKind::Paragraph;
        // A quotation over several paragraphs is one sentence.
        let block = here.block.checked_sub(1).filter(|&block| text(block) && text(before.block))?;
        let last = self.tokens[before.tokens.range().next_back()?].span.start;
        if here.quotation.is_some() || last < self.article.blocks[block as usize].span.start {
            return None;
        }
        let own = self.sentences[..sentence as usize].iter().rev().take_while(|s| s.block == before.block);
        let first = own.take(POST).last()?;
        Some(TokenSpan::new(first.tokens.start, before.tokens.end))
    }

    /// Returns the outermost quotation that begins with the token.
    fn quotation_at(&self, token: u32) -> Option<&Quotation> {
        let q = self.quotations.partition_point(|q| q.tokens.start < token);
        self.quotations.get(q).filter(|q| q.tokens.start == token)
    }

    fn is_quotation(&self, sentence: &Sentence) -> bool {
        self.quotation_at(sentence.tokens.start).is_some_and(|q| q.tokens.end + 1 >= sentence.tokens.end)
    }

    fn starts_with_quote(&self, sentence: &Sentence) -> bool {
        matches!(self.tokens[sentence.tokens.start as usize].kind, TokenKind::DoubleQuote | TokenKind::SingleQuote)
    }

    /// *RUIZ: We will. It is time.*: extends the content of a transcript's turn
    /// to the end of its paragraph or, within one quotation, to the next turn.
    pub(super) fn turns(&self, attributions: &mut [Attribution]) {
        for attribution in attributions {
            let (Some(cue), Some(content)) = (attribution.cue.first(), attribution.content.first()) else { continue };
            let mark = self.tokens.partition_point(|t| t.span.start < cue.start);
            let label = self.turn_label(self.sentences[attribution.sentence as usize].tokens.start as usize);
            // A turn opens its paragraph, so that no paragraph is scanned
            // twice.
            let opens = label.is_some_and(|label| label.mark as usize == mark) || self.is_turn(attribution, mark);
            if !opens || content.start < cue.end {
                continue;
            }
            let sentence = &self.sentences[attribution.sentence as usize];
            let quotation = sentence.quotation.map(|q| &self.quotations[q as usize]);
            let limit = quotation.map_or(self.tokens.len(), |q| q.tokens.end as usize - usize::from(q.closed));
            let limit = limit.min(self.next_turn(attribution.sentence));
            let start = self.tokens.partition_point(|t| t.span.start < content.start);
            let mut spans = Vec::new();
            let mut from = start;
            while from < limit {
                let after = &self.tokens[from + 1..limit];
                let end = after.iter().position(|t| t.opens_paragraph).map_or(limit, |n| from + 1 + n);
                spans.extend(self.content_span(TokenSpan::new(from as u32, end as u32)));
                if quotation.is_none() || end < limit && self.turn_label(end).is_some() {
                    break;
                }
                from = end;
            }
            attribution.content = spans;
            self.quote(attribution);
        }
    }

    /// Returns the token where another turn begins in the paragraph of the
    /// sentence: *Q: Why? A: It was late.*
    fn next_turn(&self, sentence: u32) -> usize {
        let here = &self.sentences[sentence as usize];
        let own = self.sentences[sentence as usize + 1..].iter();
        let mut own = own.take_while(|s| s.block == here.block && s.quotation == here.quotation);
        let next = own.find(|s| self.turn_label(s.tokens.start as usize).is_some());
        next.map_or(self.tokens.len(), |s| s.tokens.start as usize)
    }

    /// Returns the label of a turn that begins at the token, perhaps behind
    /// quotation marks.
    fn turn_label(&self, at: usize) -> Option<TurnLabel> {
        let quote = |t: &&Token| matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote);
        let marks = self.tokens[at..].iter().take(3).take_while(quote).count();
        TurnLabel::at(self.text(), self.tokens, self.marks, (at + marks) as u32)
    }

    /// *We have won. It is over. — Ana Ruiz (@anaruiz) May 4, 2021*: extends
    /// the content of a signed post back to the start of its paragraph or the
    /// last markup tag in it.
    pub(super) fn posts(&self, attributions: &mut [Attribution]) {
        for attribution in attributions {
            let (Some(cue), Some(source)) = (attribution.cue.first(), attribution.source.first()) else { continue };
            let dash = self.tokens.partition_point(|t| t.span.start < cue.start);
            let signed = self.tokens[dash..].iter().take_while(|t| t.span.start < source.end);
            let sentence = &self.sentences[attribution.sentence as usize];
            if self.tokens[dash].kind != TokenKind::Dash
                || !signed.clone().any(|t| t.kind == TokenKind::Handle)
                || sentence.quotation.is_some()
                || sentence.tokens.start as usize == dash
            {
                continue;
            }
            let own = self.sentences[..=attribution.sentence as usize].iter().rev();
            let first = own.take_while(|s| s.block == sentence.block).take(POST).last().unwrap_or(sentence);
            let markup = |t: &Token| t.text(self.text()).starts_with('<');
            let from = (first.tokens.start as usize..dash).rev().find(|&t| markup(&self.tokens[t]));
            let from = from.map_or(first.tokens.start, |t| t as u32 + 1);
            attribution.content = self.content_span(TokenSpan::new(from, dash as u32)).into_iter().collect();
            self.quote(attribution);
        }
    }

    /// *Ruiz: We waited. Nobody came.*: whether the source opens a paragraph of
    /// running text and the colon follows it directly. The content must not be
    /// in quotation marks, since it would end with these.
    fn is_turn(&self, attribution: &Attribution, colon: usize) -> bool {
        let Some(source) = attribution.source.first() else { return false };
        let first = self.tokens.partition_point(|t| t.span.start < source.start);
        let block = self.sentences[attribution.sentence as usize].block;
        self.article.blocks[block as usize].kind == BlockKind::Paragraph
            && colon > 0
            && self.tokens[colon].kind == TokenKind::Colon
            && (first == 0 || self.tokens[first].opens_paragraph)
            && self.tokens[colon - 1].span.end <= source.end
            && attribution.quotation == QuotationKind::Indirect
    }

    /// Adds quotations that stand alone to the content of the attribution
    /// before them: those in the next sentences of its paragraph, and next
    /// paragraphs that are nothing but a quotation. Quotations that
    /// `exchange.rs` gives to another speaker are left out.
    pub(super) fn continuations(&self, attributions: &mut [Attribution]) {
        // Content so far. A quotation in it is not added again. Content that is
        // attributed inside quotations does not count.
        let outside = |a: &&Attribution| self.sentences[a.sentence as usize].quotation.is_none();
        let mut taken: Vec<Span> =
            attributions.iter().filter(outside).flat_map(|a| a.content.iter().copied()).collect();
        taken.sort();
        let top: Vec<usize> = (0..self.sentences.len()).filter(|&i| self.sentences[i].quotation.is_none()).collect();
        let speaker = self.speakers(attributions);
        let is_taken = |own: Span| {
            let place = |c: &Span| if c.overlaps(own) { std::cmp::Ordering::Equal } else { c.cmp(&own) };
            taken.binary_search_by(place).is_ok()
        };
        let turns = self.exchanges(attributions, &top, &speaker, |q| !is_taken(self.span(q.tokens)));
        // The attributions that were continued. Their content is sorted and
        // merged once, at the end.
        let mut went_on = vec![false; attributions.len()];
        for (i, half) in self.second_halves(attributions, is_taken) {
            attributions[i].content.push(half);
            went_on[i] = true;
        }
        for (first, second, head, tail) in self.handed_over(attributions, &top, &speaker) {
            attributions[first].content.push(head);
            attributions[second].content[0].start = tail;
            went_on[first] = true;
            went_on[second] = true;
        }
        self.quotations_alone(attributions, &mut went_on, &top, &speaker, &turns, is_taken);
        for (attribution, _) in attributions.iter_mut().zip(&went_on).filter(|(_, went_on)| **went_on) {
            merge(&mut attribution.content);
            self.quote(attribution);
        }
    }

    /// Adds quotations that stand alone, and `turns` of a dialogue, to the
    /// content of the attribution before them, and notes in `went_on` that it
    /// is continued. `top` are the sentences outside quotations, `speaker` is
    /// the attribution in each sentence.
    fn quotations_alone(
        &self,
        attributions: &mut [Attribution],
        went_on: &mut [bool],
        top: &[usize],
        speaker: &[Option<usize>],
        turns: &FxHashMap<usize, Turn>,
        is_taken: impl Fn(Span) -> bool,
    ) {
        let mut current: Option<usize> = None;
        let mut previous_block = u32::MAX;
        for (n, &s) in top.iter().enumerate() {
            let sentence = &self.sentences[s];
            let last = n.checked_sub(1).map_or(usize::MAX, |n| top[n]);
            if let Some(i) = speaker[s] {
                current = Some(i);
                previous_block = sentence.block;
                continue;
            }
            if let Some(turn) = turns.get(&s) {
                current = None;
                if let Turn::Of(i) = *turn {
                    current = Some(i);
                    attributions[i].content.push(self.span(sentence.tokens));
                    went_on[i] = true;
                    previous_block = sentence.block;
                }
                continue;
            }
            let Some(owner) = current else { continue };
            let same_block = sentence.block == previous_block;
            let next_block = sentence.block == previous_block + 1;
            let Some(quotation) = self.quotation_at(sentence.tokens.start).filter(|q| q.depth == 0) else {
                if !same_block {
                    current = None;
                }
                continue;
            };
            let own = self.span(quotation.tokens);
            let whole = quotation.tokens.end + 1 >= sentence.tokens.end;
            let long = quotation.tokens.len() > 4;
            if is_taken(own) || !long || !(whole && (same_block || next_block)) {
                current = None;
                continue;
            }
            // Indirect speech is continued by a quotation in a paragraph of its
            // own only if it is in the sentence directly before and has a verb
            // of saying, and the quotation ends as a sentence does.
            let attribution = &attributions[owner];
            let indirect = attribution.quotation == QuotationKind::Indirect && !went_on[owner];
            if indirect
                && !same_block
                && !(attribution.sentence as usize == last && self.tells(attribution) && self.is_speech(quotation))
            {
                current = None;
                continue;
            }
            attributions[owner].content.push(own);
            went_on[owner] = true;
            previous_block = sentence.block;
        }
    }

    /// *“We play,” Ito said. “We win.* and in the next paragraph *“We like it,”
    /// he added*: a quotation over paragraphs that begins behind one tag and
    /// ends before another belongs to both attributions. Returns for each such
    /// quotation the two, the words that go to the first, and where those of
    /// the second start.
    fn handed_over(
        &self,
        attributions: &[Attribution],
        top: &[usize],
        speaker: &[Option<usize>],
    ) -> Vec<(usize, usize, Span, u32)> {
        let shared = |pair: &[usize]| {
            let (first, second) = (speaker[pair[0]]?, speaker[pair[1]]?);
            let (one, other) = (&self.sentences[pair[0]], &self.sentences[pair[1]]);
            let quotation = self.quotation_at(other.tokens.start).filter(|q| q.multi_paragraph && q.closed)?;
            let content = attributions[second].content.first()?;
            let tagged = attributions[second].cue.first().is_some_and(|cue| quotation.span.end <= cue.start);
            let told = attributions[first].quotation != QuotationKind::Indirect;
            if one.block != other.block || !tagged || !told || content.start != quotation.span.start {
                return None;
            }
            let mut inside = quotation.tokens.range().skip(1);
            let last = inside.rfind(|&t| self.tokens[t].opens_paragraph)?;
            let head = self.content_span(TokenSpan::new(quotation.tokens.start, last as u32))?;
            Some((first, second, head, self.tokens[last].span.start))
        };
        top.windows(2).filter_map(shared).collect()
    }

    /// *“We play,” Ito said, with a shrug, “because we like it.”*: returns the
    /// second halves of quotations that belong to no attribution, with the
    /// attribution of the first half, whose tag stands between the two.
    fn second_halves(&self, attributions: &[Attribution], is_taken: impl Fn(Span) -> bool) -> Vec<(usize, Span)> {
        let mut halves = Vec::new();
        for (i, attribution) in attributions.iter().enumerate() {
            let sentence = &self.sentences[attribution.sentence as usize];
            let (Some(cue), Some(first)) = (attribution.cue.last(), attribution.content.first()) else { continue };
            if sentence.quotation.is_some() || first.end > cue.start || attribution.quotation == QuotationKind::Indirect
            {
                continue;
            }
            let from = self.quotations.partition_point(|q| q.span.start < cue.end);
            let inside = self.quotations[from..].iter().take_while(|q| q.tokens.start < sentence.tokens.end);
            let Some(next) = inside.filter(|q| q.depth == 0).take(HALVES).find(|q| !is_taken(q.span)) else { continue };
            let between = attributions[i + 1..].iter().take_while(|a| a.sentence == attribution.sentence);
            let another =
                between.filter(|a| a.cue.first().is_some_and(|c| c.start > cue.end && c.end <= next.span.start));
            if self.goes_on_in(next) && another.count() == 0 {
                halves.push((i, next.span));
            }
        }
        halves
    }

    /// Whether a quotation behind a comma goes on with what somebody says and
    /// is not a title: it begins in lower case, or holds several such words.
    fn goes_on_in(&self, quotation: &Quotation) -> bool {
        let start = quotation.tokens.start as usize;
        let words = self.tokens[start + 1..quotation.tokens.end as usize].iter().filter(|t| t.kind == TokenKind::Word);
        let lower = words.clone().filter(|t| t.shape == Shape::Lower).take(3).count();
        self.tokens[..start].last().is_some_and(|t| t.kind == TokenKind::Comma)
            && (lower == 3 || words.clone().next().is_some_and(|t| t.shape == Shape::Lower))
    }

    /// Returns, for each sentence, the attribution that a following quotation
    /// continues: preferably one with quoted content, then one with a verb of
    /// saying, then a statement.
    fn speakers(&self, attributions: &[Attribution]) -> Vec<Option<usize>> {
        let mut speakers: Vec<Option<usize>> = vec![None; self.sentences.len()];
        let worth = |i: usize| {
            let a = &attributions[i];
            (a.quotation != QuotationKind::Indirect, self.tells(a), a.act == Act::Statement)
        };
        for (i, a) in attributions.iter().enumerate() {
            let speech = matches!(a.act, Act::Statement | Act::Question | Act::Attitude | Act::Evidence);
            let sentence = a.sentence as usize;
            if !speech || a.source.is_empty() || self.sentences[sentence].quotation.is_some() {
                continue;
            }
            let speaker = &mut speakers[sentence];
            if speaker.is_none_or(|old| worth(i) > worth(old)) {
                *speaker = Some(i);
            }
        }
        speakers
    }

    /// Whether the cue is a verb of saying, one that can stand beside a
    /// quotation: *said*, *argued*, but not *praised*.
    fn tells(&self, attribution: &Attribution) -> bool {
        let word = self.marks.marks[attribution.cue_head as usize].word;
        attribution.act == Act::Statement
            && self
                .grammar
                .lexicon
                .predicates(word)
                .iter()
                .any(|&(p, _)| self.grammar.lexicon.predicate(p).frames.any(self.grammar.known.paren))
    }

    /// Whether a quotation ends with a period, a question or exclamation mark,
    /// or an ellipsis.
    fn is_speech(&self, quotation: &Quotation) -> bool {
        let last = quotation.tokens.end.checked_sub(1 + u32::from(quotation.closed));
        last.is_some_and(|t| {
            matches!(self.tokens[t as usize].kind, TokenKind::Period | TokenKind::Exclamation | TokenKind::Ellipsis)
        })
    }
}

#[cfg(test)]
mod tests {
    /// A quotation that is followed by words in its sentence does not stand
    /// alone and may be anyone's, so it is not given to the previous speaker.
    #[test]
    fn words_behind_a_quotation_do_not_give_it_to_the_speaker_before() {
        let text = "\"We have won,\" said Ana Ruiz. \"It is a scandal for us all,\" to borrow a phrase of Ito's.";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert_eq!(all, ["\"We have won,\""]);
    }

    /// Words after the tag continue what it reports, although the tag stands
    /// between the two halves.
    #[test]
    fn a_quotation_goes_on_behind_a_long_tag() {
        for tag in [", with a shrug,", ", who has led the port for years,", " as she left the pier,"] {
            let text = format!("\"We go,\" said Ana Ruiz{tag} \"because we must.\"");
            let analysis = crate::analyze(&text);
            let all: Vec<&str> = analysis.attributions[0].content.iter().map(|c| c.of(&text)).collect();
            assert_eq!(all, ["\"We go,\"", "\"because we must.\""], "{text}");
        }
    }

    /// Each tag has the paragraphs of a running quotation that stand beside it.
    #[test]
    fn two_tags_share_a_quotation_over_paragraphs() {
        let text = "\"We go,\" Ana Ruiz said. \"We go soon.\n\n\"We go far.\n\n\"We go home,\" she added.";
        let analysis = crate::analyze(text);
        let of = |i: usize| -> Vec<&str> { analysis.attributions[i].content.iter().map(|c| c.of(text)).collect() };
        assert_eq!(of(0), ["\"We go,\"", "\"We go soon.\n\n\"We go far"]);
        assert_eq!(of(1), ["\"We go home,\""]);
    }

    /// In a transcript between quotation marks, each paragraph is one turn.
    #[test]
    fn a_turn_of_a_transcript_is_content_to_its_end() {
        let text = "\"ITO: Will it rain? I think so.\n\n\"RUIZ: No. It will not.\n\n\"ITO: Good.\"";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert!(all.contains(&"Will it rain? I think so") && all.contains(&"No. It will not"), "{all:?}");
    }

    /// Indirect speech goes on in a paragraph that is nothing but a quotation
    /// if its cue is a verb of saying.
    #[test]
    fn reported_speech_goes_on_in_a_quotation() {
        let pieces = |text: &str| crate::analyze(text).attributions[0].content.len();
        let quotation = "\n\n\"It was close to the very end.\"";
        assert_eq!(pieces(&format!("Ana Ruiz said the strike was over.{quotation}")), 2);
        assert_eq!(pieces(&format!("Ana Ruiz praised the strike.{quotation}")), 1);
    }

    /// The content of a nested attribution ends where its holder's does.
    #[test]
    fn nested_content_stays_within_its_holder() {
        let text = "Ana Ruiz, who liked to say that she had saved more birds than ships, died on Sunday at her home.";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert!(all.iter().all(|c| !c.contains("died")), "{all:?}");
    }

    /// Bullets are not part of the content.
    #[test]
    fn bullets_stay_outside() {
        let text = "• According to Ito, the dam holds.\n\n• Two bridges are closed, according to Ruiz.";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert_eq!(all, ["the dam holds", "Two bridges are closed"]);
    }

    #[test]
    fn a_quotation_that_stands_alone_goes_on() {
        let text = "\"We have won,\" said Ana Ruiz. \"It was close to the end.\"";
        let analysis = crate::analyze(text);
        assert_eq!(analysis.attributions[0].content.len(), 2);
    }
}
