//! Finds by rules where the content of an attribution starts and ends.
//!
//! Content right of the cue reaches to the end of the sentence, or to the
//! point where the source's words stop: a *but* or *while* clause in which the
//! writer speaks again, a second cue of the same source, a parenthetical
//! *X said*. Content left of the cue starts with the sentence, or behind a
//! semicolon or a clause that has a cue of its own.

use super::sentence_context::SentenceContext;
use crate::attribution::Act;
use crate::closed_class::{
    ACCORDING, ADVERSATIVES, AS, CONCESSIVES, LOOSE_RELATIVES, TIME_CLAUSE_OPENERS, TIME_SUBORDINATORS, WITH,
};
use crate::lexicon::{Forms, PredicateKind};
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::{Token, TokenKind};

/// The largest number of phrases before the cue in a clause that opens the
/// sentence, and from the start of a main clause to its verb.
const FRONTED: u32 = 16;

/// How many phrases after a conjunction are searched for the quotation that it
/// joins to another.
const JOINED: u32 = 4;

/// Returns the index of the phrase behind the content that starts at `start`,
/// right of the cue at `cue`. Takes time linear in the sentence's length, and
/// constant time if the last call had the same arguments.
pub(super) fn end(context: &SentenceContext<'_>, start: u32, cue: u32) -> u32 {
    let (last_start, last_cue, last_end) = context.last_end.get();
    if (last_start, last_cue) == (start, cue) {
        return last_end;
    }
    let end = first_end(context, start, cue);
    context.last_end.set((start, cue, end));
    end
}

fn first_end(context: &SentenceContext<'_>, start: u32, cue: u32) -> u32 {
    let count = context.phrases.len() as u32;
    let cue_act = act_of(context, cue);
    // *Citing a theory, Ito said …*: if the cue is in a clause that opens the
    // sentence, its content ends where the main clause begins.
    let main = context.subjects.get(cue as usize).copied().flatten().map(|s| s.start).filter(|&s| s > cue);
    let main = main.or_else(|| behind_fronted(context, cue));
    let object = matches!(context.kind(start), Some(K::Noun | K::Possessor));
    let ends_at = |at: u32| match context.phrases[at as usize].kind {
        K::Semicolon | K::Symbol | K::Stop => Some(at),
        K::Comma if main == Some(at + 1) => Some(at),
        K::Quote if main == Some(at + 1) && at > start => Some(at + 1),
        // *Ruiz, who opposed the motion, warned*: the cue is in a relative
        // clause, and its content ends before the verb of the outer clause.
        K::Comma if at > start && verb_of_host(context, at + 1, cue) => Some(at),
        K::Comma | K::Dash if at > start && ends_at_comma(context, at, cue_act) => Some(at),
        // *called it "a farce," adding that …*: the comma that ends the
        // content is inside the quotation marks.
        K::Quote
            if at + 1 < count
                && ends_in_comma(context, at)
                && (ends_at_comma(context, at, cue_act) || verb_of_host(context, at + 1, cue)) =>
        {
            Some(at + 1)
        }
        // *praised Ito, who is 70*: if the content is a noun phrase, a relative
        // clause about it is the writer's.
        K::Comma
            if object
                && relative(context, at + 1)
                && !resumes(context, at + 1)
                && !context.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        // *hit a nerve when he told Ito that …*: if the content is a noun
        // phrase, a clause of time with a reporting verb is not part of it.
        K::Subordinator | K::Wh
            if object
                && at > start
                && context.is(at, TIME_SUBORDINATORS)
                && says_next(context, at)
                && !context.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        K::Conjunction if at > start && second_cue(context, at, cue) => Some(at),
        _ => None,
    };
    let breaks = &context.breaks[context.breaks.partition_point(|&at| at < start)..];
    let mut at = breaks.iter().find_map(|&at| ends_at(at)).unwrap_or(count.max(start));
    while at > start && matches!(context.kind(at - 1), Some(K::Comma | K::Conjunction | K::Dash)) {
        at -= 1;
    }
    at
}

/// Returns the phrases at which [`end`] checks whether content ends, in order.
/// `last` is the first phrase of the stops and symbols that end the sentence.
pub(super) fn breaks(phrases: &[Phrase], tokens: &[Token], text: &str, last: u32) -> Vec<u32> {
    let may_end = |at: u32, p: &Phrase| match p.kind {
        // *(Ruiz said it was over)*: the bracket around the sentence closes.
        K::Symbol => matches!(tokens[p.tokens.start as usize].text(text), ")" | "]"),
        K::Stop => at + 1 >= last,
        K::Semicolon | K::Comma | K::Quote | K::Dash | K::Subordinator | K::Wh | K::Conjunction => true,
        _ => false,
    };
    (0..).zip(phrases).filter(|(at, p)| may_end(*at, p)).map(|(at, _)| at).collect()
}

/// Returns the index of the first phrase of content that stands left of a cue
/// and ends before the phrase at `end`.
pub(super) fn left_start(context: &SentenceContext<'_>, end: u32) -> u32 {
    // Computed once for every possible end, since each cue asks for one.
    let starts = context.left_starts.get_or_init(|| {
        let mut start = 0;
        let starts = (0..=context.phrases.len() as u32).map(|at| {
            let opens = match at.checked_sub(1).and_then(|before| context.kind(before)) {
                Some(K::Semicolon) => true,
                // *It rose, Ruiz said, but the plan was dead, Ito said*: the
                // clause before the conjunction has a parenthetical cue of
                // its own, so the content starts behind the conjunction.
                Some(K::Conjunction) => {
                    at > 2 && context.kind(at - 2) == Some(K::Comma) && closed_before(context, at - 2)
                }
                _ => false,
            };
            if opens {
                start = at;
            }
            start
        });
        starts.collect()
    });
    starts[end as usize]
}

/// Whether a parenthetical *X said* ends just before the comma at `comma`.
pub(super) fn closed_before(context: &SentenceContext<'_>, comma: u32) -> bool {
    let Some(verb) = comma.checked_sub(1) else { return false };
    let phrase = &context.phrases[verb as usize];
    if phrase.kind != K::Verb || !phrase.verb.finite || context.verb_predicate(phrase, context.known.paren).is_none() {
        return false;
    }
    context.subjects[verb as usize]
        .is_some_and(|s| s.direct && s.start > 0 && matches!(context.kind(s.start - 1), Some(K::Comma | K::Quote)))
}

/// Whether the phrases from `start` to before `end` are a quotation or a
/// clause: they begin with *that*, or they hold a finite verb and do not begin
/// with a verb.
pub(super) fn has_clause(context: &SentenceContext<'_>, start: u32, end: u32) -> bool {
    let first = context.phrases[start as usize].kind;
    if first == K::Quote {
        return true;
    }
    let mut at = start;
    if first == K::That {
        at += 1;
    }
    if !matches!(
        context.kind(at),
        Some(
            K::Noun
                | K::Possessor
                | K::Quote
                | K::Preposition
                | K::Time
                | K::Subordinator
                | K::Adverb
                | K::Adjective
                | K::Verb
                | K::Symbol
        )
    ) {
        return first == K::That;
    }
    if context.kind(at) == Some(K::Verb) && first != K::That {
        return false;
    }
    context.counts.has_clause(at, end) || first == K::That
}

pub(super) fn act_of(context: &SentenceContext<'_>, phrase: u32) -> Option<Act> {
    let phrase = context.phrases.get(phrase as usize)?;
    context
        .lexicon
        .predicates(context.marks.marks[phrase.head as usize].word)
        .iter()
        .map(|&(p, _)| context.lexicon.predicate(p))
        .find(|p| p.kind == PredicateKind::Verb)
        .map(|p| p.act)
}

/// Whether the phrase at `at` is an *-ing* form of a reporting verb: *adding*,
/// *noting*, *calling it*.
pub(super) fn reporting_gerund(context: &SentenceContext<'_>, at: u32) -> bool {
    let Some(phrase) = context.phrases.get(at as usize) else { return false };
    phrase.kind == K::Verb
        && phrase.verb.gerund
        && (act_of(context, at).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude))
            || context.verb_predicate(phrase, context.known.paren).is_some())
}

/// Whether content has ended before the phrase at `at` because a second cue
/// begins there: *, adding that …*, or *Ito said* behind a quotation.
pub(super) fn closed(context: &SentenceContext<'_>, at: u32, cue: u32) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(phrase) = context.phrases.get(at as usize) else { return false };
    match context.kind(before) {
        Some(K::Quote) if is_whole(context, before) => true,
        Some(K::Quote) if phrase.kind == K::Conjunction => second_cue(context, at, cue),
        Some(K::Quote) => ends_in_comma(context, before) && ends_at_comma(context, before, Some(Act::Statement)),
        Some(K::Comma) => reporting_gerund(context, at),
        _ => false,
    }
}

/// Whether content that begins with a quotation is only that quotation: a comma
/// inside its marks shows it (*said, “Never,” when asked why*), or a main
/// clause behind the comma that follows them (*calls it “luck”, she calls it
/// “skill”*). Quotations can be joined: *said, “Peace,” and then “Quiet.”*
pub(super) fn is_whole(context: &SentenceContext<'_>, quote: u32) -> bool {
    let at = quote + 1;
    if context.kind(quote) != Some(K::Quote) || context.kind(at).is_none() {
        return false;
    }
    if !matches!(last_inside(context, quote), TokenKind::Comma | TokenKind::Exclamation) {
        // *“luck”, she calls it*, *“luck”, and she calls it*
        let joined = context.kind(at + 1) == Some(K::Conjunction);
        let clause = at + 1 + u32::from(joined);
        return context.kind(at) == Some(K::Comma)
            && direct_verb(context, clause).is_some_and(|v| !joined || act_of(context, v).is_some())
            && !parenthetical_cue(context, clause);
    }
    let limit = if context.kind(at) == Some(K::Conjunction) { at + JOINED } else { at + 1 };
    let phrases = (at..limit).map_while(|i| context.phrases.get(i as usize));
    !phrases.take_while(|p| !p.verb.finite || p.kind != K::Verb).any(|p| p.kind == K::Quote)
}

fn ends_at_comma(context: &SentenceContext<'_>, comma: u32, cue_act: Option<Act>) -> bool {
    let next = comma + 1;
    let Some(phrase) = context.phrases.get(next as usize) else { return false };
    match phrase.kind {
        // *, adding that …*
        K::Verb if phrase.verb.gerund => {
            reporting_gerund(context, next) && cue_act.is_some() || context.is(next, ACCORDING)
        }
        // *, but the plan is dead*: with a finite verb to follow, a clause of
        // the writer's own begins.
        K::Conjunction | K::Subordinator if context.is(next, ADVERSATIVES) || context.is(next, CONCESSIVES) => {
            clause_follows(context, next + 1)
        }
        K::Conjunction => second_cue(context, next, comma),
        // *that it undertaxed him, is a good example*: the verb belongs to the
        // outer clause.
        K::Verb if phrase.verb.finite && context.subjects[next as usize].is_some_and(|s| !s.direct) => true,
        // *, with Ito calling it a farce*
        K::Preposition if context.is(next, WITH) => absolute(context, next + 1),
        // *, which he called a farce*
        K::Wh => somebody_says(context, next),
        // *, Ito said.*
        K::Noun => parenthetical_cue(context, next),
        _ => false,
    }
}

/// Returns where the main clause begins, if the cue is in a clause or phrase
/// that opens the sentence: *When Ruiz said it was over, Ito laughed*.
pub(super) fn behind_fronted(context: &SentenceContext<'_>, cue: u32) -> Option<u32> {
    let opens = |at: u32| subordinate(context, at) || context.kind(at) == Some(K::Preposition);
    let first = u32::from(matches!(context.kind(0), Some(K::Conjunction | K::Adverb | K::Time)));
    if !opens(first) || cue > first + FRONTED {
        return None;
    }
    if (first..cue).any(|i| matches!(context.kind(i), Some(K::Comma | K::Colon | K::Quote | K::Dash | K::Semicolon))) {
        return None;
    }
    main_clause(context, cue + 1, cue + 2 * FRONTED)
}

/// Whether the phrase at `at` can open a subordinate clause: a conjunction, an
/// *-ing* form or a participle.
fn subordinate(context: &SentenceContext<'_>, at: u32) -> bool {
    match context.kind(at) {
        Some(K::Subordinator) => true,
        Some(K::Wh) => context.is(at, TIME_CLAUSE_OPENERS),
        // *Asked whether …, Ito said*
        Some(K::Verb) => {
            let verb = context.phrases[at as usize].verb;
            verb.gerund || verb.participle
        }
        _ => false,
    }
}

/// Whether the phrases from `start` to before `end`, left of a cue, are only a
/// subordinate clause that opens the cue's own sentence and so cannot be its
/// content: *When it rained, Ito wrote a book*.
pub(super) fn only_fronted(context: &SentenceContext<'_>, start: u32, end: u32) -> bool {
    let first = start + u32::from(matches!(context.kind(start), Some(K::Conjunction | K::Adverb | K::Time)));
    subordinate(context, first) && main_clause(context, first + 1, end).is_none()
}

/// Returns the first phrase from `from` to before `end` that follows a comma
/// and is the subject of a finite verb close behind it.
pub(super) fn main_clause(context: &SentenceContext<'_>, from: u32, end: u32) -> Option<u32> {
    let count = context.phrases.len() as u32;
    (from..count.min(end)).find(|&at| {
        let comma = context.kind(at - 1) == Some(K::Comma)
            || context.kind(at - 1) == Some(K::Quote) && ends_in_comma(context, at - 1);
        comma && direct_verb(context, at).is_some()
    })
}

/// Returns the finite verb close behind the noun phrase at `at` that is its
/// subject.
fn direct_verb(context: &SentenceContext<'_>, at: u32) -> Option<u32> {
    let count = context.phrases.len() as u32;
    (at..count.min(at + FRONTED)).filter(|_| context.kind(at) == Some(K::Noun)).find(|&v| {
        context.phrases[v as usize].verb.finite
            && context.kind(v) == Some(K::Verb)
            && context.subjects[v as usize].is_some_and(|s| s.direct && s.start == at)
    })
}

/// Returns the kind of the last token before the closing mark of a quotation.
pub(super) fn last_inside(context: &SentenceContext<'_>, quote: u32) -> TokenKind {
    let tokens = context.phrases[quote as usize].tokens;
    context.tokens[tokens.end.saturating_sub(2).max(tokens.start) as usize].kind
}

fn ends_in_comma(context: &SentenceContext<'_>, quote: u32) -> bool {
    last_inside(context, quote) == TokenKind::Comma
}

/// Whether a noun phrase and an *-ing* form begin at `at`, as they do after
/// *with* in *with Ito calling it a farce*.
fn absolute(context: &SentenceContext<'_>, at: u32) -> bool {
    let verb = (at..at + 6).find(|&i| !matches!(context.kind(i), Some(K::Noun | K::Possessor | K::Preposition)));
    verb.is_some_and(|v| v > at && context.kind(v) == Some(K::Verb) && context.phrases[v as usize].verb.gerund)
}

/// Whether the relative clause at `wh` is the last of the sentence and has a
/// subject and a reporting verb of its own: *, which he called a farce*.
fn somebody_says(context: &SentenceContext<'_>, wh: u32) -> bool {
    let rest = &context.phrases[wh as usize..];
    // The outer clause may go on behind a second comma.
    if rest.iter().any(|p| p.kind == K::Comma) {
        return false;
    }
    says_next(context, wh)
}

/// Whether a subject begins right behind `at` and has a finite verb of
/// statement.
fn says_next(context: &SentenceContext<'_>, at: u32) -> bool {
    let verb = (at + 1..at + 5).find(|&i| context.kind(i) == Some(K::Verb));
    verb.is_some_and(|v| {
        let direct = context.subjects[v as usize].is_some_and(|s| s.direct && s.start == at + 1);
        direct && context.phrases[v as usize].verb.finite && act_of(context, v) == Some(Act::Statement)
    })
}

/// Whether the content continues behind the relative clause at `at`: *praised
/// Ito, who is 70, as a guide*.
fn resumes(context: &SentenceContext<'_>, at: u32) -> bool {
    let rest = &context.phrases[at as usize..];
    let close = rest.iter().position(|p| matches!(p.kind, K::Comma | K::Semicolon));
    close.is_some_and(|c| {
        let next = at + c as u32 + 1;
        // *says the port, which is old, will close*: the verb of the content
        // follows the relative clause.
        context.phrases.get(next as usize).is_some_and(|p| p.verb.finite)
            || context.kind(next) == Some(K::Subordinator) && context.is(next, AS)
    })
}

/// Whether the phrase at `at` is the finite verb of an outer clause that the
/// clause of the cue interrupts: its subject begins before the cue.
fn verb_of_host(context: &SentenceContext<'_>, at: u32, cue: u32) -> bool {
    let own = context.subjects.get(cue as usize).copied().flatten();
    let relative = own.is_some_and(|s| context.kind(s.start) == Some(K::Wh));
    // *The club, which Ruiz called "a ruin," is closed*: a finite verb without
    // a subject behind the quotation counts too.
    let clause = own.and_then(|s| s.start.checked_sub(1)).is_some_and(|w| context.kind(w) == Some(K::Wh));
    if clause && context.kind(at - 1) == Some(K::Quote) && context.subjects.get(at as usize) == Some(&None) {
        return context.phrases[at as usize].kind == K::Verb && context.phrases[at as usize].verb.finite;
    }
    context.phrases.get(at as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        // *one of the states suing the port said*: the cue is in the subject.
        && context.subjects[at as usize].is_some_and(|s| {
            // *Ruiz, the Herald reported on Monday, said*: the cue's subject
            // follows the verb's subject and a comma.
            let told = own.is_some_and(|o| o.direct && s.end + 1 == o.start);
            s.direct && s.start < cue && (relative || told || s.end > cue)
        })
}

fn relative(context: &SentenceContext<'_>, at: u32) -> bool {
    context.kind(at) == Some(K::Wh) && context.is(at, LOOSE_RELATIVES)
}

/// Whether a finite verb follows within 14 phrases of `at`, behind at least
/// one other phrase and before any semicolon or stop.
fn clause_follows(context: &SentenceContext<'_>, at: u32) -> bool {
    let mut i = at;
    let count = context.phrases.len() as u32;
    while i < count && i < at + 14 {
        match context.kind(i) {
            Some(K::Verb) if context.phrases[i as usize].verb.finite => return i > at,
            Some(K::Semicolon | K::Stop) => return false,
            _ => i += 1,
        }
    }
    false
}

/// Whether a parenthetical *X said* begins at `at`: the subject of a verb with
/// the frame `paren`, behind which the sentence ends or a comma, stop, time,
/// preposition or quotation follows, and no *that* close by.
fn parenthetical_cue(context: &SentenceContext<'_>, at: u32) -> bool {
    let count = context.phrases.len() as u32;
    let verb = (at..count.min(at + 12)).find(|&i| context.kind(i) == Some(K::Verb));
    let Some(verb) = verb else { return false };
    let phrase = &context.phrases[verb as usize];
    if !phrase.verb.finite || context.verb_predicate(phrase, context.known.paren).is_none() {
        return false;
    }
    if context.subjects[verb as usize].is_none_or(|s| s.start != at) {
        return false;
    }
    matches!(context.kind(verb + 1), None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Quote))
        && !(verb + 1..count.min(verb + 8)).any(|i| context.kind(i) == Some(K::That))
}

/// Returns the finite verb behind the comma at `at`, or the one at `at` if a
/// quotation that ends in a comma precedes it.
pub(super) fn verb_set_off(context: &SentenceContext<'_>, at: u32) -> Option<u32> {
    let comma = context.kind(at) == Some(K::Comma);
    let verb = at + u32::from(comma);
    let finite = context.phrases.get(verb as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite);
    let set_off = comma || context.kind(at - 1) == Some(K::Quote) && ends_in_comma(context, at - 1);
    (finite && set_off).then_some(verb)
}

/// Whether an inverted parenthetical cue (*, said Ito*) begins at `at`: a verb
/// with the frame `paren`, a speaker behind it, and no content after those.
pub(super) fn inverted_cue(context: &SentenceContext<'_>, at: u32) -> bool {
    let Some(verb) = verb_set_off(context, at) else { return false };
    let behind = context.phrases.get(verb as usize + 1);
    context.verb_predicate(&context.phrases[verb as usize], context.known.paren).is_some()
        && behind.is_some_and(|p| context.is_speaker(p))
        && matches!(
            context.kind(verb + 2),
            None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Parenthesis | K::Wh | K::Dash)
        )
        && context.phrases[verb as usize + 2..].iter().take(10).all(|p| p.kind != K::That)
}

/// Whether two verbs can share a subject by their form. A base form cannot
/// share the subject of a past or third-person form: in *said they will come
/// and **take** it*, *take* does not go with *said*.
fn same_tense(context: &SentenceContext<'_>, first: &Phrase, second: &Phrase) -> bool {
    let forms = |p: &Phrase| context.lexicon.forms(context.marks.marks[p.head as usize].word);
    let bare = |p: &Phrase| p.tokens.len() == 1 && forms(p).has(Forms::BASE) && !forms(p).has(Forms::PAST);
    let marked = |p: &Phrase| forms(p).has(Forms::PAST) || forms(p).has(Forms::THIRD);
    !(bare(second) && marked(first))
}

/// Whether a second reporting verb with the same source as the cue follows the
/// conjunction: *said no **and called** it a farce*.
fn second_cue(context: &SentenceContext<'_>, conjunction: u32, cue: u32) -> bool {
    let next = conjunction + 1;
    let Some(phrase) = context.phrases.get(next as usize) else { return false };
    let Some(first) = context.phrases.get(cue as usize) else { return false };
    // *calling him a liar **and accusing** him*
    if first.kind == K::Verb && first.verb.gerund && reporting_gerund(context, next) {
        return true;
    }
    if phrase.kind != K::Verb || !phrase.verb.finite || phrase.verb.modal {
        return false;
    }
    if first.kind == K::Verb && (!first.verb.finite || !same_tense(context, first, phrase)) {
        return false;
    }
    act_of(context, next).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude | Act::Decree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::sentence_context;
    use crate::span::TokenSpan;
    use crate::syntax::VerbGroup;

    /// Only stops at the end of a sentence are breaks. If all were, every cue
    /// would check every stop, and time would be quadratic.
    #[test]
    fn stops_inside_a_sentence_are_passed_over() {
        let phrase = |kind: K| Phrase {
            kind,
            tokens: TokenSpan::new(0, 1),
            head: 0,
            verb: VerbGroup::default(),
            quotation: None,
            pronoun: false,
            name: false,
        };
        let kinds = [K::Noun, K::Stop, K::Stop, K::That, K::Stop, K::Verb, K::Symbol, K::Noun, K::Stop, K::Stop];
        let phrases = kinds.map(phrase);
        let tokens = crate::token::tokenize("a", crate::Grammar::builtin().lexicon().abbreviations());
        let last = sentence_context::tail(&phrases, &[K::Stop, K::Symbol]);
        assert_eq!((last, breaks(&phrases, &tokens, "a", last)), (8, vec![8, 9]));
    }
}
