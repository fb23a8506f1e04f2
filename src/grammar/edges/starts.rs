//! Where content starts: left of its cue, and right of it.

use super::super::judge::{END, NONE, START, class_of, yes};
use super::super::sentence_context::SentenceContext;
use super::super::weights::{Features, Value, Weights, tell};
use super::{CLAUSES, HORIZON, Lead, Path, Run, few, from_rule};
use crate::closed_class::CONNECTIVES;
use crate::lexicon::PredicateKind;
use crate::syntax::PhraseKind as K;

/// Value for the place right behind the cue.
const CUE: Value<'static> = Value::new("cue");

impl<'s, 'a> Lead<'s, 'a> {
    /// Returns the phrase with which the content most likely starts.
    pub(in crate::grammar) fn likeliest_start(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.start;
        }
        let mut path = Path::START;
        let first = self.each(|at, finite| path.pass(at, weights.sum(|f| self.tell(at, finite, f))));
        path.stop(first)
    }

    /// Calls `visit` for each place where the content may start, except the
    /// sentence's first phrase, nearest to the cue first, until it returns
    /// false. Its arguments are the phrase and whether content from there holds
    /// a finite verb. Returns where the content starts if it starts at none of
    /// these places.
    pub(in crate::grammar) fn each(&self, mut visit: impl FnMut(u32, bool) -> bool) -> u32 {
        let phrases = self.context.phrases;
        let mut clauses = 0;
        for at in (self.end.saturating_sub(HORIZON).max(1)..self.end).rev() {
            let phrase = &phrases[at as usize];
            clauses += u32::from(phrase.kind == K::Verb && phrase.verb.finite);
            if clauses > CLAUSES {
                break;
            }
            // *"No," Ruiz said, "and never," she added*, *"No!" Ruiz said as he
            // left, and "Never!" she added*: the first quotation belongs to the
            // first cue, so the content starts with the second.
            if phrase.kind == K::Quote
                && self.end == at + 1
                && matches!(phrases[at as usize - 1].kind, K::Comma | K::Conjunction)
                && told_before(self.context, at - 1)
            {
                return at;
            }
            let closed = matches!(phrase.kind, K::Comma | K::Dash | K::Stop | K::Semicolon | K::Colon);
            let inside = matches!(phrases[at as usize - 1].kind, K::Preposition | K::Possessor);
            if !closed && !inside && !visit(at, clauses > 0) {
                break;
            }
        }
        self.behind_connective()
    }

    /// *But prices rose, Ruiz said*, *However, prices rose, Ruiz said*: returns
    /// where the sentence starts, without the word by which the writer connects
    /// it with the one before.
    fn behind_connective(&self) -> u32 {
        let context = self.context;
        let comma = context.kind(1) == Some(K::Comma);
        let start = match context.kind(0) {
            Some(K::Conjunction) => 1 + u32::from(comma),
            Some(K::Adverb) if comma && context.is(0, CONNECTIVES) => 2,
            _ => 0,
        };
        if start < self.end { start } else { 0 }
    }

    /// Adds the features of a start at phrase `at`.
    pub(in crate::grammar) fn tell(&self, at: u32, finite: bool, f: &mut impl Features) {
        let context = self.context;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
        let c = self.construction;
        let (l, l2) = (label(at - 1), at.checked_sub(2).map_or(START, label));
        let r = label(at);
        let rule = from_rule(at, self.start);
        let left = few(at);
        let length = Value::new(match self.end - at {
            1 => "1",
            2 => "2",
            3..=4 => "4",
            _ => "5",
        });
        // Whether the phrases before `at`, which would be left out, hold a
        // clause.
        let clause = yes(context.counts.has_finite_verb(0, at));
        // Whether a subject with a finite verb begins at `at`.
        let verb = (at..self.end.min(at + 12)).find(|&i| phrase(i).is_some_and(|p| p.kind == K::Verb && p.verb.finite));
        let subject = yes(verb.and_then(|v| context.subjects[v as usize]).is_some_and(|s| s.start == at));
        let finite = yes(finite);
        tell!(f, "left", l, word(at - 1));
        tell!(f, "left2", l, word(at - 1), l2);
        tell!(f, "between", l, r, finite);
        tell!(f, "between2", l2, l, r);
        tell!(f, "next", r, word(at));
        tell!(f, "left-next", l, r, word(at));
        tell!(f, "subject", subject, l, finite);
        tell!(f, "subject-left", subject, l, l2);
        tell!(f, "subject-clause", subject, clause, l, word(at - 1));
        tell!(f, "rule", rule, l);
        tell!(f, "rule-construction", rule, c, finite);
        tell!(f, "remaining", left, l, r);
        tell!(f, "length", length, l, finite);
        tell!(f, "opener", label(0), word(0), l);
        tell!(f, "opener-finite", label(0), word(0), l, subject);
        tell!(f, "opener-remaining", left, label(0), word(0), l);
        tell!(f, "construction", c, l, r);
        tell!(f, "construction-subject", c, l, subject, finite);
        tell!(f, "end", label(self.end - 1), l, r);
        tell!(f, "clause", clause, l, finite);
        tell!(f, "left-word", context.values(at - 1).head, r);
    }
}

/// Whether the nearest quotation before the phrase at `at` has its own cue
/// behind it.
fn told_before(context: &SentenceContext<'_>, at: u32) -> bool {
    let from = at.saturating_sub(ONSET);
    let Some(quote) = (from..at).rev().find(|&i| context.kind(i) == Some(K::Quote)) else { return false };
    (quote + 1..at).any(|v| {
        let phrase = &context.phrases[v as usize];
        let subject = context.subjects[v as usize];
        phrase.kind == K::Verb
            && phrase.verb.finite
            && (v == quote + 1 || subject.is_some_and(|s| s.direct && s.start == quote + 1))
            && context.verb_predicate(phrase, context.known.paren).is_some()
    })
}

/// How many phrases behind the cue are searched for the start of content right
/// of it.
const ONSET: u32 = 14;

impl Run<'_, '_> {
    /// Returns the content with its likeliest start. *said in a debate that …*:
    /// what stands between the cue and the words said is not content.
    pub(in crate::grammar) fn with_likeliest_start(self, weights: &Weights) -> Self {
        if weights.is_empty() {
            return self;
        }
        let mut path = Path::START;
        self.each_start(|at| path.pass(at, weights.sum(|f| self.tell_start(at, f))));
        let start = path.stop(self.start);
        Self { start, end: self.end.max(start + 1), ..self }
    }

    /// Calls `visit` for each place where the content may start, nearest to the
    /// cue first, until it returns false.
    pub(in crate::grammar) fn each_start(&self, mut visit: impl FnMut(u32) -> bool) {
        let phrases = self.context.phrases;
        // Content behind *that* starts there.
        if self.start > 0 && phrases[self.start as usize - 1].kind == K::That {
            return;
        }
        // Content that begins with a quotation, *that* or an infinitive starts
        // there.
        let first = &phrases[self.start as usize];
        let sure = matches!(first.kind, K::Quote | K::That) || first.kind == K::Verb && first.verb.infinitive;
        let limit = if sure { self.start + 1 } else { self.start + ONSET };
        for at in self.start..limit.min(phrases.len() as u32) {
            let kind = phrases[at as usize].kind;
            if matches!(kind, K::Stop | K::Semicolon | K::Symbol) {
                break;
            }
            let before = &phrases[at as usize - 1];
            // A clause is never left out.
            if at > self.start && before.kind == K::Verb && before.verb.finite {
                break;
            }
            let inside = matches!(kind, K::Comma | K::Conjunction | K::Dash | K::Colon | K::Parenthesis)
                || before.kind == K::Possessor;
            if (at == self.start || !inside) && !visit(at) {
                break;
            }
        }
    }

    /// Adds the features of a start at phrase `at`.
    pub(in crate::grammar) fn tell_start(&self, at: u32, f: &mut impl Features) {
        let context = self.context;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
        let head = |i: u32| context.values(i).head;
        let class = |i: u32| Value::new(phrase(i).map_or("", |p| class_of(context, p)));
        let c = self.construction;
        let offset = few(at - self.start);
        // What could open a clause next and, if that is a verb, where its
        // subject is.
        let mut ahead = END;
        let mut subject = NONE;
        for i in at + 1..at + ONSET {
            let Some(next) = phrase(i) else { break };
            match next.kind {
                K::That | K::Quote | K::Comma | K::Colon | K::Stop | K::Wh | K::Subordinator => ahead = label(i),
                K::Verb if next.verb.finite || next.verb.infinitive => {
                    ahead = Value::new(if next.verb.finite { "verb" } else { "infinitive" });
                    subject = Value::new(match context.subjects[i as usize] {
                        Some(s) if s.start == at => "here",
                        Some(s) if s.start > at => "ahead",
                        Some(_) => "before",
                        None => "none",
                    });
                }
                _ => continue,
            }
            break;
        }
        let (l, r, r2) = (if at == self.start { CUE } else { label(at - 1) }, label(at), label(at + 1));
        let (kind, first) = (label(self.start), word(self.start));
        // *voiced doubts about*: a reporting noun belongs to the cue rather
        // than to the content.
        let noun = phrase(self.start).filter(|p| p.kind == K::Noun).and_then(|p| {
            let words = context.lexicon.predicates(context.marks.marks[p.head as usize].word);
            let predicate = words.iter().map(|&(p, _)| context.lexicon.predicate(p));
            predicate.into_iter().find(|p| p.kind == PredicateKind::Noun).map(|p| p.act.as_str())
        });
        let noun = noun.map_or(NONE, Value::new);
        tell!(f, "right", offset);
        tell!(f, "right-place", offset, r, word(at), ahead);
        tell!(f, "right-construction", c, offset, r, word(at));
        tell!(f, "right-construction-ahead", c, offset, r, ahead, subject);
        tell!(f, "right-kind", kind, first, l, r, word(at));
        tell!(f, "right-between", offset, l, r, r2);
        tell!(f, "right-lemma", self.lemma, offset, r);
        tell!(f, "right-lemma-ahead", self.lemma, offset, ahead);
        tell!(f, "right-lemma-first", self.lemma, first, offset, ahead);
        tell!(f, "right-pair", self.lemma, head(self.start), offset);
        tell!(f, "right-subject", subject, offset, r, c);
        tell!(f, "right-subject-kind", subject, kind, first, l, r);
        tell!(f, "right-object", first, class(self.start + 1), offset, r, ahead);
        tell!(f, "right-class", class(self.start), offset, r, ahead);
        tell!(f, "right-form", label(self.cue), c, offset, r, ahead);
        if at > self.start {
            let left = word(at - 1);
            tell!(f, "right-head", head(at - 1), r, word(at));
            tell!(f, "right-left", c, left, l, r);
            tell!(f, "right-lemma-left", self.lemma, left, offset);
            tell!(f, "right-noun-left", head(self.start), left);
            tell!(f, "right-noun-act", noun, c, left, r);
        } else {
            tell!(f, "right-noun-act", noun, c, kind, r2);
            tell!(f, "right-noun-next", noun, self.lemma);
            tell!(f, "right-next", head(at), word(at + 1), ahead);
            tell!(f, "right-lemma-next", self.lemma, kind, r2, word(at + 1));
        }
    }
}
