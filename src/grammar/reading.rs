//! Turns sentences into attributions. The constructions that can begin at a
//! phrase are tried on it in order of rank, and conflicts between the matches
//! are resolved.

use super::attempt::Match;
use super::compiled::Grammar;
use super::considered::{Account, Fate};
use super::construction::Construction;
use super::content;
use super::edges::{Lead, Run};
use super::judge::{Candidate, is_hopeless};
use super::opener::Opening;
use super::pattern::Capture;
use super::sentence_context::{self, Counts, SentenceContext, Values};
use super::weights::Value;
use crate::article::Article;
use crate::attribution::{Act, Attribution, Evidentiality, Link, QuotationKind, Relation};
use crate::lexicon::{Class, Marks};
use crate::quotation::{Quotation, Tree};
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::syntax::{Parse, PhraseKind as K};
use crate::token::{Token, TokenKind};
use crate::turn::TurnLabel;
use std::cell::{Cell, OnceCell};
use std::cmp::Reverse;
use std::sync::Arc;

/// A match of one construction with its cue at one place.
pub(super) struct Reading {
    pub(super) construction: u32,
    rank: i32,
    pub(super) found: Match,
    sentence: u32,
}

impl Reading {
    pub(super) fn cue(&self) -> TokenSpan {
        self.found.captures.iter().find(|(c, _)| *c == Capture::Cue).map_or(TokenSpan::default(), |(_, s)| *s)
    }

    fn content(&self) -> Vec<TokenSpan> {
        self.found.captures.iter().filter(|(c, _)| *c == Capture::Content).map(|(_, s)| *s).collect()
    }
}

/// How many readings before one are asked whether they share its content.
const SHARING: usize = 3;

/// The attributions that an article contains, and the words in it that open
/// occasions, both in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// The attributions.
    pub attributions: Vec<Attribution>,
    /// The words that open occasions.
    pub openings: Vec<Opening>,
}

/// The article and the results of earlier stages, which all stages of the
/// grammar read.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) article: &'a Article<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) quotations: &'a [Quotation],
    pub(super) tree: &'a Tree<'a>,
    pub(super) sentences: &'a [Sentence],
    pub(super) parse: &'a Parse,
}

impl Text<'_> {
    pub(super) fn text(&self) -> &str {
        self.article.without_comments()
    }

    /// Finds the attributions of the article and the words that open
    /// occasions. What is in quotation marks opens none. Adds every reading to
    /// `considered` if it is given.
    pub(super) fn events(&self, mut considered: Option<&mut Account>) -> Events {
        let (mut attributions, mut openings) = (Vec::new(), Vec::new());
        for sentence in 0..self.sentences.len() as u32 {
            let context = self.context(sentence);
            for reading in self.readings(&context, sentence, considered.as_deref_mut()) {
                attributions.extend(self.attribution(&reading));
            }
            if self.sentences[sentence as usize].quotation.is_none() {
                self.grammar.openers.find(&context, sentence, &mut openings);
            }
        }
        self.turns(&mut attributions);
        self.posts(&mut attributions);
        self.continuations(&mut attributions);
        attributions.sort_by_key(|a| (a.start(), a.cue_head));
        self.nest(&mut attributions);
        Events { attributions, openings }
    }

    /// Returns the words that open occasions, without finding attributions.
    #[cfg(test)]
    pub(super) fn openings(&self) -> Vec<Opening> {
        let mut openings = Vec::new();
        for sentence in self.told() {
            self.grammar.openers.find(&self.context(sentence), sentence, &mut openings);
        }
        openings
    }

    /// Returns the opening that is preferred to one of the file `id`.
    pub(super) fn preferred_opening(&self, id: &str) -> Option<Opening> {
        self.told().find_map(|sentence| {
            let (context, mut kept) = (self.context(sentence), Vec::new());
            self.grammar.openers.find(&context, sentence, &mut kept);
            self.grammar.openers.preferred(&context, sentence, &kept, id)
        })
    }

    /// Returns the sentences outside quotation marks.
    fn told(&self) -> impl Iterator<Item = u32> {
        (0..self.sentences.len() as u32).filter(|&s| self.sentences[s as usize].quotation.is_none())
    }

    /// Returns the readings of a sentence that are kept, at most one for each
    /// cue, in order of their cues. Adds every reading, kept or rejected, to
    /// `considered` if it is given.
    fn readings(
        &self,
        context: &SentenceContext<'_>,
        sentence: u32,
        mut considered: Option<&mut Account>,
    ) -> Vec<Reading> {
        let first = considered.as_ref().map_or(0, |c| c.list.len());
        let cues = 0..context.phrases.len() as u32;
        let readings =
            cues.filter_map(|cue| self.reading_at(context, cue, sentence, considered.as_deref_mut())).collect();
        let tokens = match context.phrases {
            [first, .., last] => TokenSpan::new(first.tokens.start, last.tokens.end),
            _ => TokenSpan::default(),
        };
        let kept = Self::without_conflicts(readings, tokens);
        if let Some(considered) = considered {
            self.cross_out(&kept, &mut considered.list[first..]);
        }
        kept
    }

    /// Returns a sentence with what matching patterns needs.
    pub(super) fn context(&self, sentence: u32) -> SentenceContext<'_> {
        let phrases = self.parse.phrases(sentence);
        let last = sentence_context::tail(phrases, &[K::Stop, K::Symbol]);
        SentenceContext {
            text: self.text(),
            tokens: self.tokens,
            marks: self.marks,
            lexicon: &self.grammar.lexicon,
            phrases,
            subjects: self.parse.subjects(sentence),
            counts: Counts::new(phrases),
            values: phrases.iter().map(|p| Values::new(p, self.tokens, self.text())).collect(),
            last,
            breaks: content::breaks(phrases, self.tokens, self.text(), last),
            left_starts: OnceCell::new(),
            last_word: sentence_context::tail(phrases, &[K::Stop, K::Symbol, K::Colon]),
            last_end: Cell::new((u32::MAX, u32::MAX, 0)),
            known: &self.grammar.known,
            label: TurnLabel::at(self.text(), self.tokens, self.marks, self.sentences[sentence as usize].tokens.start),
            quotation_follows: self.quotation_follows(sentence),
            paragraph_before: self.paragraph_before(sentence),
        }
    }

    /// Returns the reading of the highest rank whose cue begins with phrase
    /// `cue` and that the weights do not reject.
    fn reading_at(
        &self,
        context: &SentenceContext<'_>,
        cue: u32,
        sentence: u32,
        mut considered: Option<&mut Account>,
    ) -> Option<Reading> {
        let phrase = &context.phrases[cue as usize];
        let word = self.marks.marks[phrase.tokens.start as usize].word;
        let own = &self.sentences[sentence as usize];
        let constructions = &self.grammar.constructions;
        let mut winner: Option<Reading> = None;
        let subject_has = |class| context.subject_has(cue, class);
        for entry in constructions.index.at(phrase.kind, word, || context.place(cue), subject_has) {
            let Some(mut found) = context.attempt(&entry.pattern, cue) else { continue };
            let construction = self.construction(entry.owner);
            let weights = &self.grammar.keep;
            let id = Value::new(&construction.id);
            let hopeless = construction.weighed && is_hopeless(context, id, &found, weights);
            if hopeless && considered.is_none() {
                continue;
            }
            self.reach(context, &mut found, construction);
            let block = self.article.blocks[own.block as usize].kind.name();
            let quoted = own.quotation.is_some();
            let candidate = Candidate { context, construction: id, found: &found, cue, block, quoted };
            let unlikely = hopeless || construction.weighed && weights.sum(|f| candidate.tell(f)) < 0.0;
            if let Some(considered) = considered.as_deref_mut() {
                let fate = match &winner {
                    Some(winner) => Fate::Outranked(Arc::clone(&self.construction(winner.construction).id)),
                    None if unlikely => Fate::Unlikely,
                    None => Fate::Kept,
                };
                self.consider_one(&candidate, entry, fate, considered);
            }
            if winner.is_none() && !unlikely {
                winner = Some(Reading { construction: entry.owner, rank: entry.rank, found, sentence });
                if considered.is_none() {
                    break;
                }
            }
        }
        winner
    }

    /// Moves the start and end of content to where they are likeliest by the
    /// weights, as far as the pattern leaves them open.
    fn reach(&self, context: &SentenceContext<'_>, found: &mut Match, construction: &Construction) {
        if let Some(run) = self.run(context, found, construction) {
            let token = |phrase: u32| context.phrases[phrase as usize].tokens.start;
            let (first, matched) = (run.start, token(run.start));
            let run = run.with_likeliest_start(&self.grammar.starts);
            let end = context.phrases[run.likeliest_end(&self.grammar.ends) as usize - 1].tokens.end;
            // *casts doubt on …*: the object is part of the cue if a
            // preposition or verb connects it to the content.
            let joins = run.start > first
                && matches!(context.kind(first), Some(K::Noun | K::Verb))
                && matches!(context.kind(run.start - 1), Some(K::Preposition | K::Verb));
            for (capture, span) in &mut found.captures {
                if *capture == Capture::Content && span.start <= matched && matched < span.end {
                    // Content that includes a *that* before it keeps its start.
                    if span.start == matched {
                        span.start = token(run.start);
                    }
                    span.end = end;
                } else if *capture == Capture::Cue && span.end == matched && joins {
                    span.end = token(run.start);
                }
            }
        }
        if let Some(lead) = self.lead(context, found, construction) {
            let start = context.phrases[lead.likeliest_start(&self.grammar.starts) as usize].tokens.start;
            let end = context.phrases[lead.end as usize - 1].tokens.end;
            for (capture, span) in &mut found.captures {
                if *capture == Capture::Content && span.end == end {
                    span.start = start;
                }
            }
        }
    }

    pub(super) fn lead<'s, 'a>(
        &self,
        context: &'s SentenceContext<'a>,
        found: &Match,
        construction: &'s Construction,
    ) -> Option<Lead<'s, 'a>> {
        let (start, end) = found.lead?;
        Some(Lead { context, construction: Value::new(&construction.id), start, end })
    }

    pub(super) fn run<'s, 'a>(
        &self,
        context: &'s SentenceContext<'a>,
        found: &Match,
        construction: &'s Construction,
    ) -> Option<Run<'s, 'a>> {
        let (start, end) = found.run?;
        let lemma =
            found.predicate.map_or_else(|| context.text_of(found.head), |p| &*context.lexicon.predicate(p).lemma);
        let cue = context.phrases.partition_point(|p| p.tokens.end <= found.head) as u32;
        let (construction, lemma) = (Value::new(&construction.id), Value::new(lemma));
        Some(Run { context, construction, lemma, cue, start, end })
    }

    /// Removes readings whose cue overlaps the cue of a better one. The higher
    /// rank wins, then the longer cue, then the earlier cue.
    /// `tokens` are those of the sentence.
    fn without_conflicts(mut readings: Vec<Reading>, tokens: TokenSpan) -> Vec<Reading> {
        if readings.len() < 2 {
            return readings;
        }
        readings.sort_by_key(|r| (Reverse(r.rank), Reverse(r.cue().len()), r.cue().start));
        let place = |t: u32| t.saturating_sub(tokens.start) as usize;
        let places = |span: TokenSpan| place(span.start)..place(span.end);
        let mut spent = vec![false; tokens.len() as usize];
        readings.retain(|reading| {
            let cue = reading.cue();
            let is_free = !spent[places(cue)].contains(&true);
            if is_free {
                spent[places(cue)].fill(true);
                // Words that a pattern matches outside its captures (*as
                // saying*) cannot be the cue of another reading either.
                reading.found.literals.iter().for_each(|&literal| spent[places(literal)].fill(true));
            }
            is_free
        });
        readings.sort_by_key(|r| r.cue().start);
        Self::without_shared_content(readings)
    }

    /// Content has one cue. *Ito said: “No,” he said*: the second cue adds
    /// nothing. *“No,” Ito said, “and never,” she added*: the whole content of
    /// the second is not part of the content of the first.
    fn without_shared_content(mut readings: Vec<Reading>) -> Vec<Reading> {
        let mut at = 1;
        while at < readings.len() {
            let content = readings[at].content();
            let [whole] = content[..] else {
                at += 1;
                continue;
            };
            let cue = readings[at].cue();
            let (before, _) = readings.split_at_mut(at);
            let rival = before.iter_mut().rev().take(SHARING).find(|r| r.content().contains(&whole));
            match rival.filter(|r| r.cue().end <= whole.start && whole.end <= cue.start) {
                Some(rival) if rival.content().len() > 1 => {
                    rival.found.captures.retain(|&(capture, span)| capture != Capture::Content || span != whole);
                }
                Some(_) => {
                    readings.remove(at);
                    continue;
                }
                None => {}
            }
            at += 1;
        }
        readings
    }

    pub(super) fn construction(&self, index: u32) -> &Construction {
        &self.grammar.constructions.list[index as usize]
    }

    pub(super) fn attribution(&self, reading: &Reading) -> Option<Attribution> {
        let construction = self.construction(reading.construction);
        let of = |wanted: Capture| reading.found.captures.iter().filter(move |(c, _)| *c == wanted).map(|(_, s)| *s);
        let cue = of(Capture::Cue).next()?;
        let mut content: Vec<Span> = of(Capture::Content).filter_map(|s| self.content_span(s)).collect();
        if reading.found.content_follows {
            content.extend(self.following_content(reading.sentence));
        }
        if reading.found.content_precedes {
            content.extend(self.preceding(reading.sentence).and_then(|tokens| self.content_span(tokens)));
        }
        if content.is_empty() {
            return None;
        }
        merge(&mut content);
        // Source, cue and content must not overlap. If the cue overlaps the
        // content, there is no attribution. If the source does, as a subject
        // found far from its verb can, the attribution has no source.
        if content.iter().any(|c| c.overlaps(self.span(cue))) {
            return None;
        }
        let outside = |source: &Span| content.iter().all(|c| !c.overlaps(*source));
        let source: Vec<Span> =
            of(Capture::Source).filter_map(|s| self.source_span(s)).take(1).filter(outside).collect();
        let predicate = reading.found.predicate.map(|p| self.grammar.lexicon.predicate(p));
        let act = construction.act.or(predicate.map(|p| p.act)).unwrap_or_default();
        let mut links = Vec::new();
        for (capture, relation) in [
            (Capture::Carrier, Relation::Carried),
            (Capture::Receiver, Relation::Received),
            (Capture::Relayer, Relation::Relayed),
        ] {
            links.extend(of(capture).filter_map(|s| self.source_span(s)).map(|span| Link { relation, span }));
        }
        let venues = of(Capture::Venue).chain(of(Capture::Addressee)).map(|s| self.span(s)).collect();
        // *is believed to hide*: a belief that is passed on without a named
        // source.
        let passed_on = source.is_empty() && predicate.is_some_and(|p| p.hearsay);
        let hearsay = passed_on && act != Act::Belief || source.is_empty() && (construction.hearsay_without_source && act == Act::Statement)
                // *reportedly said*: a hedge in the cue makes it hearsay.
                || cue.range().any(|t| self.marks.marks[t].classes.has(Class::HEDGE));
        let evidentiality = match construction.evidentiality {
            Evidentiality::Sourced if hearsay => Evidentiality::Hearsay,
            Evidentiality::Sourced if source.is_empty() => Evidentiality::Unsourced,
            other => other,
        };
        let act = if passed_on && act == Act::Belief { Act::Statement } else { act };
        let mut attribution = Attribution {
            construction: Arc::clone(&construction.id),
            act,
            conveys: construction.conveys,
            cue_form: construction.cue_form,
            evidentiality,
            source,
            cue: vec![self.span(cue)],
            cue_head: reading.found.head,
            content,
            quotes: Vec::new(),
            quotation: QuotationKind::Indirect,
            links,
            venues,
            sentence: reading.sentence,
            tokens: reading.found.cover(),
            nested_in: None,
        };
        self.quote(&mut attribution);
        Some(attribution)
    }

    pub(super) fn span(&self, tokens: TokenSpan) -> Span {
        let range = tokens.range();
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }

    /// Returns the span of a source without clitics of up to three bytes at
    /// its end (*Ruiz's*), or `None` if no token is left.
    fn source_span(&self, mut tokens: TokenSpan) -> Option<Span> {
        let kind = |t: u32| self.tokens[t as usize].kind;
        while !tokens.is_empty() && kind(tokens.end - 1) == TokenKind::Clitic && self.text_of(tokens.end - 1).len() < 4
        {
            tokens.end -= 1;
        }
        (!tokens.is_empty()).then(|| self.span(tokens))
    }

    pub(super) fn text_of(&self, token: u32) -> &str {
        self.tokens[token as usize].text(self.text())
    }

    /// Returns the span of content without the punctuation around it (commas,
    /// colons, dashes, periods, semicolons at the end), or `None` if no token
    /// is left.
    pub(super) fn content_span(&self, mut tokens: TokenSpan) -> Option<Span> {
        let kind = |t: u32| self.tokens[t as usize].kind;
        while tokens.start < tokens.end
            && matches!(kind(tokens.start), TokenKind::Comma | TokenKind::Colon | TokenKind::Dash | TokenKind::Period)
        {
            tokens.start += 1;
        }
        while tokens.start < tokens.end
            && matches!(
                kind(tokens.end - 1),
                TokenKind::Comma | TokenKind::Colon | TokenKind::Dash | TokenKind::Period | TokenKind::Semicolon
            )
        {
            tokens.end -= 1;
        }
        (!tokens.is_empty()).then(|| self.span(tokens))
    }

    /// Sets `attribution.quotation` by how many tokens of the content are in
    /// quotation marks: none, some or all.
    pub(super) fn quote(&self, attribution: &mut Attribution) {
        let outer = self.sentences[attribution.sentence as usize].quotation;
        let covered: u32 = attribution.content.iter().map(|&c| self.tree.held(c, outer).tokens).sum();
        let total: u32 = attribution
            .content
            .iter()
            .map(|c| {
                let a = self.tokens.partition_point(|t| t.span.start < c.start);
                let b = self.tokens.partition_point(|t| t.span.start < c.end);
                (b - a) as u32
            })
            .sum();
        attribution.quotation = match (covered, total) {
            (0, _) => QuotationKind::Indirect,
            (c, t) if c >= t => QuotationKind::Direct,
            _ => QuotationKind::Mixed,
        };
    }
}

/// Sorts spans and joins those that touch or overlap.
pub(super) fn merge(spans: &mut Vec<Span>) {
    spans.sort();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans.iter() {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    *spans = merged;
}

#[cfg(test)]
mod tests {
    /// A headline before a dateline is read as a sentence of its own.
    #[test]
    fn a_headline_above_a_dateline_is_read() {
        let text = "Ruiz says the port is safe\n\nHARBOUR CITY — The ferry sank on Monday.";
        let analysis = crate::analyze(text);
        assert_eq!(analysis.attributions.len(), 1);
        assert_eq!(analysis.attributions[0].content[0].of(text), "the port is safe");
    }

    /// A cue that begins with a word or with something else is looked for at
    /// both.
    #[test]
    fn a_cue_may_begin_with_a_word_or_a_mark() {
        let file = "id = \"own\"\nfamily = \"said\"\nabout = \"X sneezed at C.\"\nrank = 99\n\
             pattern = 'source:NAME cue:(\"per\" | DASH) content:REST'\n\
             [[example]]\ntext = \"Ruiz per it.\"\ncue = \"per\"\ncontent = \"it\"\n";
        let grammar = crate::Grammar::with_files(&[("own.toml".into(), file.into())]).unwrap();
        let analyzer = crate::Analyzer::new().grammar(grammar.into());
        for text in ["Ana Ruiz per the dam is safe.", "Ana Ruiz — the dam is safe."] {
            let analysis = analyzer.analyze(text);
            let found: Vec<&str> = analysis.attributions.iter().map(|a| &*a.construction).collect();
            assert_eq!(found, ["own"], "{text}");
        }
    }

    /// Whether an attribution becomes a link of the chain depends on the
    /// `conveys` key of its construction, which a user's own can set too.
    #[test]
    fn a_construction_of_ones_own_says_what_it_conveys() {
        let path = |conveys: &str| {
            let file = format!(
                "id = \"own\"\nfamily = \"said\"\nabout = \"X sneezed at C.\"\nrank = 99\n{conveys}\n\
                 pattern = 'source:SUBJ cue:\"sneezed at\" content:REST'\n\
                 [[example]]\ntext = \"Ruiz sneezed at it.\"\ncue = \"sneezed at\"\ncontent = \"it\"\n"
            );
            let grammar = crate::Grammar::with_files(&[("own.toml".into(), file)]).unwrap();
            let analyzer = crate::Analyzer::new().grammar(grammar.into());
            analyzer.analyze("The Daily Herald said that Ana Ruiz sneezed at every stone of the dam.").chain_path(0)
        };
        assert_eq!(path(""), "Ana Ruiz → Daily Herald");
        assert_eq!(path("conveys = \"stance\""), "Daily Herald");
    }
}
