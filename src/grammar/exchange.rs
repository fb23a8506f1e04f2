//! Dialogue: finds the speakers of quotations without a cue that fill
//! paragraphs of their own, where two speakers take turns by paragraph.

use super::reading::Text;
use crate::article::BlockKind;
use crate::attribution::{Act, Attribution};
use crate::closed_class::{PLURAL_PRONOUNS, SINGULAR_PRONOUNS};
use crate::quotation::Quotation;
use crate::span::TokenSpan;
use rustc_hash::FxHashMap;

/// The maximum number of tokens beside the quotations of a paragraph of
/// dialogue: *said the priest.*
const BESIDE: u32 = 12;
/// The most tokens of a reply. A longer turn is taken for a statement.
const BRIEF: u32 = 30;
/// The most tokens of a question to the other speaker. Longer ones are taken
/// for rhetorical questions.
const SHORT_QUESTION: u32 = 12;

/// The speaker of a quotation in a paragraph of its own, if it does not simply
/// continue the attribution before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The source of the attribution with this index.
    Of(usize),
    /// Somebody who is not named, or one of two speakers.
    Nobody,
}

/// A paragraph that is nothing but quotations and perhaps a cue.
#[derive(Clone, Copy, Debug)]
struct Paragraph {
    block: u32,
    sentence: usize,
    speaker: Option<usize>,
    /// Whether it ends in a question or its cue asks.
    question: bool,
    /// Whether its cue asks.
    asks: bool,
    tokens: u32,
}

impl Paragraph {
    fn brief(&self) -> bool {
        self.tokens <= BRIEF
    }
}

impl Text<'_> {
    /// Returns the turns, by index of their sentence. `top` are the sentences
    /// outside quotations, and `speaker` is the attribution of each sentence
    /// that a quotation can continue. `floats` says whether a quotation is not
    /// yet content of any attribution.
    pub(super) fn exchanges(
        &self,
        attributions: &[Attribution],
        top: &[usize],
        speaker: &[Option<usize>],
        floats: impl Fn(&Quotation) -> bool,
    ) -> FxHashMap<usize, Turn> {
        let mut turns = FxHashMap::default();
        let mut run: Vec<Paragraph> = Vec::new();
        for own in top.chunk_by(|&a, &b| self.sentences[a].block == self.sentences[b].block) {
            let paragraph = self.turn_paragraph(attributions, own, speaker, &floats);
            if run.last().is_some_and(|l| paragraph.is_none_or(|p| p.block != l.block + 1)) {
                self.take_turns(attributions, &run, &mut turns);
                run.clear();
            }
            run.extend(paragraph);
        }
        self.take_turns(attributions, &run, &mut turns);
        turns
    }

    fn turn_paragraph(
        &self,
        attributions: &[Attribution],
        own: &[usize],
        speaker: &[Option<usize>],
        floats: &impl Fn(&Quotation) -> bool,
    ) -> Option<Paragraph> {
        let (&first, &last) = (own.first()?, own.last()?);
        let block = self.sentences[first].block;
        let tokens = TokenSpan::new(self.sentences[first].tokens.start, self.sentences[last].tokens.end);
        let from = self.quotations.partition_point(|q| q.tokens.start < tokens.start);
        let quotations =
            || self.quotations[from..].iter().take_while(move |q| q.tokens.start < tokens.end).filter(|q| q.depth == 0);
        let quoted: u32 = quotations().map(|q| q.tokens.len()).sum();
        let (opening, closing) = (quotations().next()?, quotations().last()?);
        if self.article.blocks[block as usize].kind != BlockKind::Paragraph
            || quotations().any(|q| !q.closed || q.multi_paragraph)
            || tokens.len().saturating_sub(quoted) > BESIDE
        {
            return None;
        }
        let mut speakers = own.iter().filter_map(|&s| speaker[s]);
        let speaker = speakers.next();
        if speakers.next().is_some() {
            return None;
        }
        let whole = own.len() == 1 && opening.tokens.start == tokens.start && opening.tokens.end + 1 >= tokens.end;
        if speaker.is_none() && !(whole && floats(opening)) {
            return None;
        }
        let asks = speaker.is_some_and(|i| attributions[i].act == Act::Question);
        let end = closing.tokens.end.checked_sub(2)?;
        let question = asks || self.text_of(end).ends_with('?');
        Some(Paragraph { block, sentence: first, speaker, question, asks, tokens: tokens.len() })
    }

    /// Assigns the quotations without a cue in a run of consecutive paragraphs.
    fn take_turns(&self, attributions: &[Attribution], run: &[Paragraph], turns: &mut FxHashMap<usize, Turn>) {
        let mut at = 0;
        while at < run.len() {
            let here = at;
            let floats = run[here + 1..].iter().take_while(|p| p.speaker.is_none()).count();
            at += floats + 1;
            let Some(speaker) = run[here].speaker.filter(|_| floats > 0) else { continue };
            let group = &run[here..at];
            let before = here.checked_sub(1).map(|b| &run[b]).filter(|b| b.brief() && run[here].brief());
            // The paragraph before, if its speaker and this one take turns.
            let other = before.filter(|b| match b.speaker {
                Some(i) => self.are_two(attributions, (i, b.question), (speaker, run[here].question)),
                None => b.question && !run[here].question,
            });
            let in_turn = |n: usize| {
                let own = if n.is_multiple_of(2) { Some(speaker) } else { other.and_then(|b| b.speaker) };
                own.map_or(Turn::Nobody, Turn::Of)
            };
            let of = if floats == 1 {
                self.single(attributions, run, here, other.is_some())
                    .map(|own| if own { in_turn(1) } else { Turn::Nobody })
            } else {
                let alternate = group.windows(2).all(|w| w[0].question != w[1].question)
                    && group.iter().all(|p| !p.question || p.brief());
                let brief = group.iter().all(Paragraph::brief);
                // The next paragraph with a cue must not be the last turn's
                // speaker again.
                let next = run.get(at).and_then(|p| p.speaker);
                let last = in_turn(floats);
                let twice = next.is_some_and(|n| matches!(last, Turn::Of(i) if self.are_one(attributions, i, n)));
                match (alternate || other.is_some() && brief, brief || group.iter().skip(1).any(|p| p.question)) {
                    (true, _) if !twice => Some(Turn::Of(speaker)),
                    (true, _) | (_, true) => Some(Turn::Nobody),
                    _ => None,
                }
            };
            let Some(of) = of else { continue };
            for (n, float) in group.iter().enumerate().skip(1) {
                let turn = if floats == 1 || of == Turn::Nobody { of } else { in_turn(n) };
                turns.insert(float.sentence, turn);
            }
        }
    }

    /// Decides about the only paragraph without a cue after `here`:
    /// `Some(true)` if it is the other speaker's, `Some(false)` if it may be,
    /// `None` if the speaker of `here` goes on. `two` says whether two speakers
    /// take turns.
    fn single(&self, attributions: &[Attribution], run: &[Paragraph], here: usize, two: bool) -> Option<bool> {
        let (cued, float) = (&run[here], &run[here + 1]);
        let third = here.checked_sub(2).and_then(|b| run[b].speaker.zip(cued.speaker));
        let in_turn = two && third.is_some_and(|(a, b)| self.are_one(attributions, a, b));
        if cued.asks && !float.question {
            return Some(two);
        }
        if float.question && !cued.question && float.tokens <= SHORT_QUESTION {
            return Some(two && (in_turn || run[here - 1].question));
        }
        (two && float.brief()).then_some(in_turn)
    }

    fn source_text(&self, attribution: &Attribution) -> &str {
        attribution.source.first().map_or("", |s| s.of(self.text()))
    }

    /// Whether two sources are certainly two people. Each is the index of its
    /// attribution, and whether it asks.
    fn are_two(&self, attributions: &[Attribution], a: (usize, bool), b: (usize, bool)) -> bool {
        if self.are_one(attributions, a.0, b.0) {
            return false;
        }
        let [one, two] = [a.0, b.0].map(|i| self.source_text(&attributions[i]));
        let named = |s: &str| s.split_whitespace().any(|w| w.starts_with(char::is_uppercase)) && !is_pronoun(s);
        match (is_pronoun(one), is_pronoun(two)) {
            (true, true) => true,
            (false, false) => a.1 != b.1 || named(one) == named(two),
            _ => a.1 != b.1,
        }
    }

    /// Whether two sources share a name or all their words.
    fn are_one(&self, attributions: &[Attribution], a: usize, b: usize) -> bool {
        let [one, two] = [a, b].map(|i| self.source_text(&attributions[i]));
        let name = |w: &str| w.len() > 2 && w.starts_with(char::is_uppercase);
        let shared = || one.split_whitespace().filter(|w| name(w)).any(|w| two.split_whitespace().any(|v| v == w));
        one.eq_ignore_ascii_case(two) || shared()
    }
}

fn is_pronoun(source: &str) -> bool {
    SINGULAR_PRONOUNS.iter().chain(PLURAL_PRONOUNS).any(|p| p.eq_ignore_ascii_case(source))
}

#[cfg(test)]
mod tests {
    /// Returns the source of each quotation of a text, "-" for none.
    fn sources(text: &str) -> Vec<String> {
        let analysis = crate::analyze(text);
        let of = |q: &crate::quotation::Quotation| {
            let holds = |a: &&crate::attribution::Attribution| a.content.iter().any(|c| c.contains(q.span));
            analysis
                .attributions
                .iter()
                .find(holds)
                .and_then(|a| a.source.first())
                .map_or("-", |s| s.of(text))
                .to_owned()
        };
        analysis.quotations.iter().map(of).collect()
    }

    /// Two speakers alternate, though only two of four paragraphs have a cue.
    #[test]
    fn two_speakers_take_turns() {
        let text = "\"Ready?\" the mayor asked.\n\n\"Not at all,\" said the priest.\n\n\"You never are.\"\n\n\
                    \"And you always are.\"";
        assert_eq!(sources(text), ["the mayor", "the priest", "the mayor", "the priest"]);
    }

    /// Answers have the source of the first answer; questions have none, as the
    /// interviewer is not named.
    #[test]
    fn questions_and_answers_take_turns() {
        let text = "\"It does not,\" she said.\n\n\"And your body camera?\"\n\n\"It was off.\"\n\n\
                    \"So all we have is your word?\"";
        assert_eq!(sources(text), ["she", "-", "she", "-"]);
    }

    /// An answer to a question is not the asker's.
    #[test]
    fn an_answer_without_a_cue_is_not_the_askers() {
        assert_eq!(sources("\"Will the dam hold?\" Ito asked.\n\n\"I do not know that.\"\n\nIt rained."), ["Ito", "-"]);
    }

    /// Brief replies without a cue are left without a source rather than given
    /// to the last speaker. Long ones continue a statement.
    #[test]
    fn ambiguous_replies_have_no_source() {
        let text = "\"We are leaving,\" said Ruiz.\n\n\"That is good to hear.\"\n\n\"You will miss us.\"";
        assert_eq!(sources(text), ["Ruiz", "-", "-"]);
        let long = "The water came at night, when nobody was there to see it, and it went on rising until the \
                    morning, by which time the lower bridge and the whole of the market had gone.";
        let text = format!("\"We are leaving,\" said Ruiz.\n\n\"{long}\"\n\n\"{long}\"");
        assert_eq!(sources(&text), ["Ruiz"; 3]);
    }

    /// In news copy, a single quotation in the next paragraph continues its
    /// speaker.
    #[test]
    fn a_single_quotation_goes_on_with_its_speaker() {
        assert_eq!(sources("\"We have won,\" said Ruiz.\n\n\"It was close to the end.\"\n\nIt rained."), ["Ruiz"; 2]);
    }
}
