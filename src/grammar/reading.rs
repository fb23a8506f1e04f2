//! Sentences into attributions: every cue tries its constructions, the best
//! reading of each place wins, and continuations join what they continue.

use super::Grammar;
use super::considered::{Considered, Decider, Edge, Fate, Licence};
use super::construction::{Construction, Entry};
use super::content;
use super::judge::Candidate;
use super::matcher::{Match, Scene};
use super::pattern::Capture;
use super::phrase::{Chunker, Phrase, PhraseKind as K};
use super::subject;
use super::tag::{self, Tag};
use super::weights::Weights;
use crate::article::Article;
use crate::attribution::{Act, Attribution, Evidentiality, Link, QuotationKind, Relation};
use crate::lexicon::{Class, Frames, Marks, Predicate};
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, Token, TokenKind};
use std::cmp::Reverse;
use std::sync::Arc;

/// One construction's reading of one place.
struct Reading {
    construction: u32,
    rank: i32,
    found: Match,
    sentence: u32,
}

impl Reading {
    fn cue(&self) -> TokenSpan {
        self.found.captures.iter().find(|(c, _)| *c == Capture::Cue).map_or(TokenSpan::default(), |(_, s)| *s)
    }
}

/// What all stages below need.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) article: &'a Article<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) quotations: &'a [Quotation],
    pub(super) sentences: &'a [Sentence],
}

impl Text<'_> {
    fn text(&self) -> &str {
        &self.article.text
    }

    pub(super) fn attribute(&self) -> Vec<Attribution> {
        let tags = tag::tag(self.text(), self.tokens, &self.marks.marks, &self.grammar.lexicon);
        let children = self.children();
        let mut attributions = Vec::new();
        let mut phrases = Vec::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            phrases.clear();
            self.phrases(sentence, &tags, &children, &mut phrases);
            for reading in self.readings(index as u32, &phrases, None) {
                attributions.extend(self.attribution(&reading));
            }
        }
        self.turns(&mut attributions);
        self.continuations(&mut attributions);
        attributions.sort_by_key(|a| (first_span(a), a.cue_head));
        self.nest(&mut attributions);
        attributions
    }

    /// The sentence as phrases, for tests and for people who add to the
    /// grammar: kind and text of each.
    pub(super) fn phrases_of(&self) -> Vec<Vec<Phrase>> {
        let tags = tag::tag(self.text(), self.tokens, &self.marks.marks, &self.grammar.lexicon);
        let children = self.children();
        self.sentences
            .iter()
            .map(|s| {
                let mut phrases = Vec::new();
                self.phrases(s, &tags, &children, &mut phrases);
                phrases
            })
            .collect()
    }

    /// Quotations by the one that holds them; the last entry is for none.
    fn children(&self) -> Vec<Vec<u32>> {
        let mut children = vec![Vec::new(); self.quotations.len() + 1];
        for (i, quotation) in self.quotations.iter().enumerate() {
            let parent = quotation.parent.map_or(self.quotations.len(), |p| p as usize);
            children[parent].push(i as u32);
        }
        children
    }

    fn phrases(&self, sentence: &Sentence, tags: &[Tag], children: &[Vec<u32>], out: &mut Vec<Phrase>) {
        let mut range = sentence.tokens;
        if let Some(dateline) = self.article.dateline {
            while range.start < range.end && dateline.contains(self.tokens[range.start as usize].span) {
                range.start += 1;
            }
        }
        let own = &children[sentence.quotation.map_or(self.quotations.len(), |q| q as usize)];
        let from = own.partition_point(|&q| self.quotations[q as usize].tokens.start < range.start);
        let to = own.partition_point(|&q| self.quotations[q as usize].tokens.start < range.end);
        let chunker = Chunker {
            text: self.text(),
            tokens: self.tokens,
            tags,
            marks: self.marks,
            lexicon: &self.grammar.lexicon,
            quotations: self.quotations,
        };
        chunker.chunk(range, &own[from..to], out);
    }

    /// The winning readings of a sentence, one a cue. Where `considered` is
    /// there, all of them go into it.
    fn readings(
        &self,
        sentence: u32,
        phrases: &[Phrase],
        mut considered: Option<&mut Vec<Considered>>,
    ) -> Vec<Reading> {
        let first = considered.as_ref().map_or(0, |c| c.len());
        let subjects = subject::Sentence {
            text: self.text(),
            tokens: self.tokens,
            phrases,
            marks: self.marks,
            lexicon: &self.grammar.lexicon,
            clausal_frames: self.grammar.known.clausal,
        }
        .subjects();
        let scene = Scene {
            text: self.text(),
            tokens: self.tokens,
            marks: self.marks,
            lexicon: &self.grammar.lexicon,
            phrases,
            subjects: &subjects,
            known: &self.grammar.known,
            quotation_follows: self.quotation_follows(sentence),
        };
        let constructions = &self.grammar.constructions;
        let own = &self.sentences[sentence as usize];
        let mut readings: Vec<Reading> = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            let word = self.marks.marks[phrase.tokens.start as usize].word;
            let by_word = constructions.on_word.get(&word).map_or(&[][..], Vec::as_slice);
            let by_kind = match phrase.kind {
                K::Verb => &constructions.on_verb[..],
                K::Noun => &constructions.on_noun[..],
                _ => &[],
            };
            // Entries are numbered by rank, so the three lists merge by number.
            let mut lists = [by_word, by_kind, &constructions.elsewhere[..]];
            let mut winner: Option<u32> = None;
            loop {
                let next = lists.iter_mut().filter(|l| !l.is_empty()).min_by_key(|l| l[0]);
                let Some(list) = next else { break };
                let entry = &constructions.entries[list[0] as usize];
                *list = &list[1..];
                let Some(mut found) = scene.attempt(&entry.pattern, at as u32) else { continue };
                let construction = self.construction(entry.construction);
                self.reach(&scene, &mut found, construction);
                let candidate = Candidate {
                    scene: &scene,
                    construction: &construction.id,
                    found: &found,
                    cue: at as u32,
                    block: self.article.blocks[own.block as usize].kind.name(),
                    quoted: own.quotation.is_some(),
                };
                let weights = &self.grammar.keep;
                let unlikely = construction.weighed && weights.sum(|f| candidate.tell(f)) < 0.0;
                if let Some(considered) = considered.as_deref_mut() {
                    let fate = match winner {
                        Some(winner) => Fate::Outranked(Arc::clone(&self.construction(winner).id)),
                        None if unlikely => Fate::Unlikely,
                        None => Fate::Kept,
                    };
                    considered.push(self.considered(&candidate, entry, fate));
                }
                if winner.is_some() || unlikely {
                    continue;
                }
                winner = Some(entry.construction);
                readings.push(Reading { construction: entry.construction, rank: entry.rank, found, sentence });
                if considered.is_none() {
                    break;
                }
            }
        }
        let kept = self.without_conflicts(readings);
        if let Some(considered) = considered {
            self.cross_out(&kept, &mut considered[first..]);
        }
        kept
    }

    /// Says of the readings that won their own place what became of them
    /// among those of the sentence.
    fn cross_out(&self, kept: &[Reading], considered: &mut [Considered]) {
        for own in considered.iter_mut().filter(|c| c.fate == Fate::Kept) {
            let is_it = |r: &&Reading| {
                self.span(r.cue()) == own.cue && self.construction(r.construction).id == own.construction
            };
            if let Some(reading) = kept.iter().find(is_it) {
                if self.attribution(reading).is_none() {
                    own.fate = Fate::Void;
                }
                continue;
            }
            let winner = kept.iter().find(|r| self.spent(r).any(|span| span.overlaps(own.cue)));
            let winner = winner.map_or(&own.construction, |r| &self.construction(r.construction).id);
            own.fate = Fate::Crossed(Arc::clone(winner));
        }
    }

    /// The words that a reading leaves to no other's cue.
    fn spent(&self, reading: &Reading) -> impl Iterator<Item = Span> {
        std::iter::once(reading.cue()).chain(reading.found.literals.iter().copied()).map(|s| self.span(s))
    }

    /// Moves the end of content that runs on until something ends it to where
    /// it likeliest ends.
    fn reach(&self, scene: &Scene<'_>, found: &mut Match, construction: &Construction) {
        if let Some(run) = self.run(scene, found, construction) {
            let end = scene.phrases[run.likeliest_end(&self.grammar.ends) as usize - 1].tokens.end;
            let start = scene.phrases[run.start as usize].tokens.start;
            for (capture, span) in &mut found.captures {
                if *capture == Capture::Content && span.start == start {
                    span.end = end;
                }
            }
        }
        if let Some(lead) = self.lead(scene, found, construction) {
            let start = scene.phrases[lead.likeliest_start(&self.grammar.starts) as usize].tokens.start;
            let end = scene.phrases[lead.end as usize - 1].tokens.end;
            for (capture, span) in &mut found.captures {
                if *capture == Capture::Content && span.end == end {
                    span.start = start;
                }
            }
        }
    }

    fn lead<'s, 'a>(
        &self,
        scene: &'s Scene<'a>,
        found: &Match,
        construction: &'s Construction,
    ) -> Option<content::Lead<'s, 'a>> {
        let (start, end) = found.lead?;
        Some(content::Lead { scene, construction: &construction.id, start, end })
    }

    fn run<'s, 'a>(
        &self,
        scene: &'s Scene<'a>,
        found: &Match,
        construction: &'s Construction,
    ) -> Option<content::Run<'s, 'a>> {
        let (start, end) = found.run?;
        let lemma = found.predicate.map_or_else(|| scene.text_of(found.head), |p| &*scene.lexicon.predicate(p).lemma);
        let cue = scene.phrases.partition_point(|p| p.tokens.end <= found.head) as u32;
        Some(content::Run { scene, construction: &construction.id, lemma, cue, start, end })
    }

    fn considered(&self, candidate: &Candidate<'_, '_>, entry: &Entry, fate: Fate) -> Considered {
        let construction = self.construction(entry.construction);
        let of = |wanted: Capture| candidate.found.captures.iter().filter(move |(c, _)| *c == wanted).map(|(_, s)| *s);
        let mut starts = Vec::new();
        if let Some(lead) = self.lead(candidate.scene, candidate.found, construction) {
            lead.each(|at, finite| {
                let token = candidate.scene.phrases[at as usize].tokens.start;
                let features = self.grammar.starts.list(|f| lead.tell(at, finite, f));
                starts.push(Edge { at: self.tokens[token as usize].span.start, rules: at == lead.start, features });
            });
        }
        let mut ends = Vec::new();
        if let Some(run) = self.run(candidate.scene, candidate.found, construction) {
            run.each(|at, passed| {
                let token = candidate.scene.phrases[at as usize - 1].tokens.end - 1;
                let features = self.grammar.ends.list(|f| run.tell(at, passed, f));
                ends.push(Edge { at: self.tokens[token as usize].span.end, rules: at == run.end, features });
                true
            });
        }
        let decider = |place: Option<(u32, u32)>, weights: &Weights| match place {
            None => Decider::Pattern,
            Some(_) if !weights.is_empty() => Decider::Weights,
            Some(_) => Decider::Rules,
        };
        let predicate = candidate.found.predicate.map(|p| self.grammar.lexicon.predicate(p));
        Considered {
            construction: Arc::clone(&construction.id),
            rank: entry.rank,
            pattern: construction.patterns[entry.written as usize].to_string(),
            licence: predicate.map(|p| self.licence(p, candidate, entry)),
            act: construction.act.or(predicate.map(|p| p.act)).unwrap_or_default(),
            source: of(Capture::Source).next().map(|s| self.span(s)),
            cue: of(Capture::Cue).next().map_or(Span::default(), |s| self.span(s)),
            content: of(Capture::Content).map(|s| self.span(s)).collect(),
            fate,
            features: self.grammar.keep.list(|f| candidate.tell(f)),
            weighed: construction.weighed,
            end: decider(candidate.found.run, &self.grammar.ends),
            start: decider(candidate.found.lead, &self.grammar.starts),
            ends,
            starts,
        }
    }

    fn licence(&self, predicate: &Predicate, candidate: &Candidate<'_, '_>, entry: &Entry) -> Licence {
        let (asked, by_preposition) = entry.pattern.asks(predicate.kind);
        let mut frames = asked.common(predicate.frames.union(predicate.frames_poss));
        let cue = candidate.found.captures.iter().find(|(c, _)| *c == Capture::Cue).map(|(_, cue)| *cue);
        if let Some(cue) = cue.filter(|cue| by_preposition && !cue.is_empty()) {
            let last = self.marks.marks[cue.end as usize - 1].word;
            let named = self.grammar.known.prepositions.iter().find(|(word, _)| *word == last);
            frames = named.map(|(_, frame)| asked.common(*frame)).filter(|f| *f != Frames::default()).unwrap_or(frames);
        }
        let lemma = predicate.lemma.to_string();
        Licence { kind: predicate.kind, lemma, act: predicate.act, frames: frames.names().collect() }
    }

    /// All readings that [`Self::attribute`] considers, in the order in which
    /// it does.
    pub(super) fn consider(&self) -> Vec<Considered> {
        let tags = tag::tag(self.text(), self.tokens, &self.marks.marks, &self.grammar.lexicon);
        let children = self.children();
        let mut considered = Vec::new();
        let mut phrases = Vec::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            phrases.clear();
            self.phrases(sentence, &tags, &children, &mut phrases);
            self.readings(index as u32, &phrases, Some(&mut considered));
        }
        considered
    }

    /// Where two readings share words of a cue, the higher rank wins, then
    /// the longer cue, then the earlier one.
    fn without_conflicts(&self, mut readings: Vec<Reading>) -> Vec<Reading> {
        readings.sort_by_key(|r| (Reverse(r.rank), Reverse(r.cue().len()), r.cue().start));
        // Words that a reading spent beside its captures (*as saying*) are no
        // cue of another.
        let spent = |k: &Reading, c: TokenSpan| k.cue().overlaps(c) || k.found.literals.iter().any(|l| l.overlaps(c));
        let mut kept: Vec<Reading> = Vec::with_capacity(readings.len());
        for reading in readings {
            if kept.iter().all(|k| !spent(k, reading.cue())) {
                kept.push(reading);
            }
        }
        kept.sort_by_key(|r| r.cue().start);
        kept
    }

    fn construction(&self, index: u32) -> &Construction {
        &self.grammar.constructions.list[index as usize]
    }

    fn attribution(&self, reading: &Reading) -> Option<Attribution> {
        let construction = self.construction(reading.construction);
        let of = |wanted: Capture| reading.found.captures.iter().filter(move |(c, _)| *c == wanted).map(|(_, s)| *s);
        let cue = of(Capture::Cue).next()?;
        let mut content: Vec<Span> = of(Capture::Content).filter_map(|s| self.content_span(s)).collect();
        if reading.found.content_follows {
            content.extend(self.following_content(reading.sentence));
        }
        if content.is_empty() {
            return None;
        }
        merge(&mut content);
        // No part of the text has two roles. A subject looked for far away can
        // turn out to lie in the content: then it is none.
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
        let hearsay = source.is_empty() && (predicate.is_some_and(|p| p.hearsay) || construction.hearsay_without_source && act == Act::Statement)
                // *reportedly said*: somebody says that he said.
                || cue.range().any(|t| self.marks.marks[t].classes.has(Class::HEDGE));
        let evidentiality = match construction.evidentiality {
            Evidentiality::Sourced if hearsay => Evidentiality::Hearsay,
            Evidentiality::Sourced if source.is_empty() => Evidentiality::Unsourced,
            other => other,
        };
        let mut attribution = Attribution {
            construction: Arc::clone(&construction.id),
            act,
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

    fn span(&self, tokens: TokenSpan) -> Span {
        let range = tokens.range();
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }

    /// Without white space of its own this is the tokens' span; a source
    /// leaves out quotation marks and possessives around it.
    fn source_span(&self, mut tokens: TokenSpan) -> Option<Span> {
        let kind = |t: u32| self.tokens[t as usize].kind;
        while !tokens.is_empty() && kind(tokens.end - 1) == TokenKind::Clitic && self.text_of(tokens.end - 1).len() < 4
        {
            tokens.end -= 1;
        }
        (!tokens.is_empty()).then(|| self.span(tokens))
    }

    fn text_of(&self, token: u32) -> &str {
        self.tokens[token as usize].text(self.text())
    }

    /// Content without the marks around it that belong to the sentence.
    fn content_span(&self, mut tokens: TokenSpan) -> Option<Span> {
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

    /// What a cue that ends its sentence with a colon introduces: the next
    /// sentence of the block, or the next block.
    fn following_content(&self, sentence: u32) -> Vec<Span> {
        let here = &self.sentences[sentence as usize];
        let mut spans = Vec::new();
        let mut block = None;
        for next in self.sentences[sentence as usize + 1..].iter().take_while(|s| s.quotation == here.quotation) {
            if next.block > here.block + 1 || block.is_some_and(|b| b != next.block) {
                break;
            }
            block = Some(next.block);
            let is_quote = self.starts_with_quote(next);
            if !is_quote && !spans.is_empty() && self.starts_with_quote(&self.sentences[sentence as usize + 1]) {
                break;
            }
            spans.extend(self.content_span(next.tokens));
            if spans.len() >= 30 {
                break;
            }
        }
        spans
    }

    /// Whether the sentence after this one, in its block or the next, is
    /// nothing but a quotation.
    fn quotation_follows(&self, sentence: u32) -> bool {
        let here = &self.sentences[sentence as usize];
        self.sentences.get(sentence as usize + 1).is_some_and(|next| {
            next.quotation == here.quotation && next.block <= here.block + 1 && self.is_quotation(next)
        })
    }

    fn is_quotation(&self, sentence: &Sentence) -> bool {
        let first = sentence.tokens.start;
        let q = self.quotations.partition_point(|q| q.tokens.start < first);
        self.quotations.get(q).is_some_and(|q| q.tokens.start == first && q.tokens.end + 1 >= sentence.tokens.end)
    }

    fn starts_with_quote(&self, sentence: &Sentence) -> bool {
        matches!(self.tokens[sentence.tokens.start as usize].kind, TokenKind::DoubleQuote | TokenKind::SingleQuote)
    }

    /// Which quotations the content holds, and how much of it they are.
    fn quote(&self, attribution: &mut Attribution) {
        let within = |s: Span| attribution.content.iter().any(|c| c.contains(s));
        let first = attribution.content.first().map_or(0, |c| c.start);
        let from = self.quotations.partition_point(|q| q.span.start < first);
        let last = attribution.content.last().map_or(0, |c| c.end);
        attribution.quotes.clear();
        let mut covered = 0;
        let mut outermost_end = 0;
        for (i, quotation) in self.quotations.iter().enumerate().skip(from) {
            if quotation.span.start >= last {
                break;
            }
            if within(quotation.span) {
                attribution.quotes.push(i as u32);
                if quotation.span.start >= outermost_end {
                    covered += quotation.tokens.len();
                    outermost_end = quotation.span.end;
                }
            }
        }
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

    /// *RUIZ: We will. It is time.* In a transcript a turn is content to its
    /// paragraph's end, and within one quotation to the next turn.
    fn turns(&self, attributions: &mut [Attribution]) {
        for attribution in attributions {
            let (Some(cue), Some(content)) = (attribution.cue.first(), attribution.content.first()) else { continue };
            let colon = self.tokens.partition_point(|t| t.span.start < cue.start);
            let Some(name) = colon.checked_sub(1).filter(|_| self.tokens[colon].kind == TokenKind::Colon) else {
                continue;
            };
            // One turn a paragraph, so that none is gone over twice.
            let first = self.tokens[..colon].iter().rev().take(8).position(|t| t.opens_paragraph);
            let opens = first.is_some_and(|n| self.opens_turn(name - n)) || self.opens_turn(0) && name < 4;
            if !opens || content.start < cue.end {
                continue;
            }
            let sentence = &self.sentences[attribution.sentence as usize];
            let quotation = sentence.quotation.map(|q| &self.quotations[q as usize]);
            let limit = quotation.map_or(self.tokens.len(), |q| q.tokens.end as usize - usize::from(q.closed));
            let start = self.tokens.partition_point(|t| t.span.start < content.start);
            let mut spans = Vec::new();
            let mut from = start;
            while from < limit {
                let after = &self.tokens[from + 1..limit];
                let end = after.iter().position(|t| t.opens_paragraph).map_or(limit, |n| from + 1 + n);
                spans.extend(self.content_span(TokenSpan::new(from as u32, end as u32)));
                if quotation.is_none() || self.opens_turn(end) {
                    break;
                }
                from = end;
            }
            attribution.content = spans;
            self.quote(attribution);
        }
    }

    fn in_capitals(&self, token: usize) -> bool {
        self.tokens[token].shape == Shape::Upper || matches!(self.text_of(token as u32), "Q" | "A")
    }

    /// Whether a paragraph that begins at `at` begins with a name in capitals
    /// and a colon.
    fn opens_turn(&self, at: usize) -> bool {
        let quote = |t: &&Token| matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote);
        let rest = &self.tokens[at..];
        let marks = rest.iter().take(3).take_while(quote).count();
        let names = (at + marks..self.tokens.len()).take(4).take_while(|&t| self.in_capitals(t)).count();
        names > 0 && rest.get(marks + names).is_some_and(|t| t.kind == TokenKind::Colon)
    }

    /// Quotations that stand alone go on with the attribution before them: in
    /// the next sentences of the paragraph, and in a next paragraph that is
    /// nothing but quotation.
    fn continuations(&self, attributions: &mut [Attribution]) {
        // Sentences whose opening quotation is content already.
        // What is attributed inside the quotation itself does not count.
        let outside = |a: &&Attribution| self.sentences[a.sentence as usize].quotation.is_none();
        let mut taken: Vec<Span> =
            attributions.iter().filter(outside).flat_map(|a| a.content.iter().copied()).collect();
        taken.sort();
        let top: Vec<usize> = (0..self.sentences.len()).filter(|&i| self.sentences[i].quotation.is_none()).collect();
        // The last attribution of each sentence that a quotation can continue.
        let mut speaker: Vec<Option<usize>> = vec![None; self.sentences.len()];
        for (i, a) in attributions.iter().enumerate() {
            let quoted = a.quotation != QuotationKind::Indirect;
            let speech = matches!(a.act, Act::Statement | Act::Question | Act::Attitude | Act::Evidence);
            let s = a.sentence as usize;
            if !speech || a.source.is_empty() || self.sentences[s].quotation.is_some() {
                continue;
            }
            let better = |old: usize| {
                let other = &attributions[old];
                let was = other.quotation != QuotationKind::Indirect;
                (quoted, self.tells(a), a.act == Act::Statement) > (was, self.tells(other), other.act == Act::Statement)
            };
            if speaker[s].is_none_or(better) {
                speaker[s] = Some(i);
            }
        }
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
            let Some(owner) = current else { continue };
            let same_block = sentence.block == previous_block;
            let next_block = sentence.block == previous_block + 1;
            let first = sentence.tokens.start;
            let q = self.quotations.partition_point(|q| q.tokens.start < first);
            let quotation = self.quotations.get(q).filter(|q| q.tokens.start == first && q.depth == 0);
            let Some(quotation) = quotation else {
                if !same_block {
                    current = None;
                }
                continue;
            };
            let own = self.span(quotation.tokens);
            let is_taken =
                taken.binary_search_by(|c| if c.overlaps(own) { std::cmp::Ordering::Equal } else { c.cmp(&own) });
            let whole = quotation.tokens.end + 1 >= sentence.tokens.end;
            let long = quotation.tokens.len() > 4;
            if is_taken.is_ok() || !long || !(whole && (same_block || next_block)) {
                current = None;
                continue;
            }
            // After reported speech a quotation of its own paragraph goes on
            // only where that was the last word, and told of saying.
            let attribution = &attributions[owner];
            if attribution.quotation == QuotationKind::Indirect
                && !same_block
                && !(attribution.sentence as usize == last && self.tells(attribution) && self.is_speech(quotation))
            {
                current = None;
                continue;
            }
            let attribution = &mut attributions[owner];
            attribution.content.push(own);
            merge(&mut attribution.content);
            self.quote(attribution);
            previous_block = sentence.block;
        }
    }

    /// Whether the cue is a verb that can stand beside a quotation: *said*,
    /// *argued*, and not *praised*.
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

    /// Whether a quotation ends as a sentence does.
    fn is_speech(&self, quotation: &Quotation) -> bool {
        let last = quotation.tokens.end.checked_sub(1 + u32::from(quotation.closed));
        last.is_some_and(|t| {
            matches!(self.tokens[t as usize].kind, TokenKind::Period | TokenKind::Exclamation | TokenKind::Ellipsis)
        })
    }

    /// An attribution whose cue lies in another's content is nested in it;
    /// the innermost holder counts.
    fn nest(&self, attributions: &mut [Attribution]) {
        // By start of content; holders of a place are found on a stack.
        let mut contents: Vec<(Span, u32)> =
            attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |c| (*c, i as u32))).collect();
        contents.sort_by_key(|(c, i)| (c.start, std::cmp::Reverse(c.end), *i));
        let mut order: Vec<u32> = (0..attributions.len() as u32).collect();
        order.sort_by_key(|&i| attributions[i as usize].cue.first().map_or(0, |c| c.start));
        let mut stack: Vec<(Span, u32)> = Vec::new();
        let mut next = 0;
        for i in order {
            let Some(cue) = attributions[i as usize].cue.first().copied() else { continue };
            while next < contents.len() && contents[next].0.start <= cue.start {
                while stack.last().is_some_and(|(c, _)| c.end <= contents[next].0.start) {
                    stack.pop();
                }
                stack.push(contents[next]);
                next += 1;
            }
            let own = attributions[i as usize].tokens;
            let holder = stack.iter().rev().take(12).find(|(c, h)| {
                // Two readings can hold each other's cue: the wider is the holder.
                c.contains(cue) && *h != i && {
                    let other = &attributions[*h as usize];
                    let mutual = attributions[i as usize]
                        .content
                        .iter()
                        .any(|m| other.cue.first().is_some_and(|oc| m.contains(*oc)));
                    !mutual || other.tokens.len() > own.len() || other.tokens.len() == own.len() && *h < i
                }
            });
            attributions[i as usize].nested_in = holder.map(|(_, h)| *h);
        }
        break_rings(attributions);
    }
}

/// Three readings or more can hold one another's cues in a ring: the one that
/// closes it is held by nobody.
fn break_rings(attributions: &mut [Attribution]) {
    let mut seen_from = vec![usize::MAX; attributions.len()];
    for from in 0..attributions.len() {
        let mut at = from;
        while seen_from[at] == usize::MAX {
            seen_from[at] = from;
            let Some(up) = attributions[at].nested_in.map(|up| up as usize) else { break };
            if seen_from[up] == from {
                attributions[at].nested_in = None;
            }
            at = up;
        }
    }
}

fn first_span(a: &Attribution) -> u32 {
    a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start).min().unwrap_or(0)
}

/// Sorts spans and joins those that touch.
fn merge(spans: &mut Vec<Span>) {
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
    /// A quotation with words behind it has a speaker there, known or not:
    /// giving it to the last one would put words in a mouth.
    #[test]
    fn words_behind_a_quotation_do_not_give_it_to_the_speaker_before() {
        let text = "\"We have won,\" said Ana Ruiz. \"It is a scandal for us all,\" to borrow a phrase of Ito's.";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert_eq!(all, ["\"We have won,\""]);
    }

    /// Words before a dateline are not part of it.
    #[test]
    fn a_headline_above_a_dateline_is_read() {
        let text = "Ruiz says the port is safe\n\nHARBOUR CITY — The ferry sank on Monday.";
        let analysis = crate::analyze(text);
        assert_eq!(analysis.attributions.len(), 1);
        assert_eq!(analysis.attributions[0].content[0].of(text), "the port is safe");
    }

    /// A transcript between marks has a turn a paragraph, each of them all
    /// that one person says.
    #[test]
    fn a_turn_of_a_transcript_is_content_to_its_end() {
        let text = "\"ITO: Will it rain? I think so.\n\n\"RUIZ: No. It will not.\n\n\"ITO: Good.\"";
        let analysis = crate::analyze(text);
        let all: Vec<&str> = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.of(text)).collect();
        assert!(all.contains(&"Will it rain? I think so") && all.contains(&"No. It will not"), "{all:?}");
    }

    /// Reported speech that ends its paragraph goes on in a paragraph that is
    /// nothing but quotation; a verb that tells of no saying does not.
    #[test]
    fn reported_speech_goes_on_in_a_quotation() {
        let pieces = |text: &str| crate::analyze(text).attributions[0].content.len();
        let quotation = "\n\n\"It was close to the very end.\"";
        assert_eq!(pieces(&format!("Ana Ruiz said the strike was over.{quotation}")), 2);
        assert_eq!(pieces(&format!("Ana Ruiz praised the strike.{quotation}")), 1);
    }

    #[test]
    fn a_quotation_that_stands_alone_goes_on() {
        let text = "\"We have won,\" said Ana Ruiz. \"It was close to the end.\"";
        let analysis = crate::analyze(text);
        assert_eq!(analysis.attributions[0].content.len(), 2);
    }
}
