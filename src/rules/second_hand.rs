//! The findings about second-hand statements: one for each route.
//!
//! A route is a chain without its statement: the origin and the intermediaries.
//! All statements that came by the same route are one finding of SH001, or of
//! SH002 if none of them has quoted words. What else is to be said of the route
//! is a property of that finding: that it is long (SH007), that the credit
//! stands far from the words (SH008), that its origin is hidden (SH005).

use super::credit::{Credit, Credits};
use super::phrasing::{Statement, claim, help, labels, names_origin, quotation, speaker, times};
use super::unnamed_source;
use super::words::{
    NAMING, attributed, finding, has_class, has_quoted_words, in_order, intermediaries, is_pronoun, is_silence,
    is_sure, is_worth_telling, origin, party,
};
use crate::Analysis;
use crate::attribution::{Act, Attribution, Relation};
use crate::chain::{Chain, Provenance};
use crate::closed_class::{ANYBODY, HE_OR_SHE, RELATIVES, is_any};
use crate::finding::{Concern, Finding};
use crate::lexicon::Class;
use crate::party::{Party, PartyKind};
use crate::rule::{Rule, Values};
use crate::source::LineIndex;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// The codes of the rules that report routes, of what they report, and of the
/// properties.
pub(super) const QUOTE: &str = "SH001";
pub(super) const CLAIM: &str = "SH002";
pub(super) const UNNAMED: &str = "SH005";
pub(super) const LONG: &str = "SH007";
pub(crate) const DISTANT: &str = "SH008";

/// How many other places of a finding get a label.
const MOST_LABELLED: usize = 8;

/// Reports the routes that are the rule's: SH001 those with quoted words, SH002
/// the others. A property reports those that have it, if neither of these runs.
pub(super) fn check(rule: &dyn Rule, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
    let (quotes, claims) = (values.of(QUOTE), values.of(CLAIM));
    let is_property = !matches!(rule.code(), QUOTE | CLAIM);
    if is_property && (quotes.is_some() || claims.is_some()) {
        return;
    }
    let mut lines = None;
    for statements in routes(analysis, values, is_property) {
        let has_quotes = statements.iter().any(Statement::is_quoted);
        if !is_property && has_quotes != (rule.code() == QUOTE) {
            continue;
        }
        let lines = lines.get_or_insert_with(|| LineIndex::new(analysis.article.without_comments()));
        let found = told(rule, analysis, values, &statements, lines);
        if !is_property || found.properties.contains(&rule.code()) {
            report.push(found);
        }
    }
}

/// Returns the statements of each route, in the order of the text.
fn routes<'a>(analysis: &'a Analysis<'_>, values: &Values<'_>, is_property: bool) -> Vec<Vec<Statement<'a>>> {
    let (quotes, claims) = (values.of(QUOTE), values.of(CLAIM));
    let allowed = values.of(DISTANT).map(|distant| distant.get("paragraphs") as usize);
    let credits = Credits::new(analysis);
    let mut places: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    let mut routes: Vec<Vec<Statement<'_>>> = Vec::new();
    for (index, attribution, chain) in attributed(analysis) {
        let is_quoted = has_quoted_words(attribution);
        let rule = if is_quoted { quotes } else { claims };
        let Some(rule) = rule.or_else(|| is_property.then_some(*values)) else { continue };
        if chain.provenance != Provenance::Secondhand
            || !is_sure(chain, &rule)
            || !is_quoted && !has_words(analysis, attribution, rule.get("words") as usize)
            || is_silence(analysis, attribution)
            || is_anybodys(analysis, attribution, chain)
            || !is_worth_telling(analysis, attribution, chain)
        {
            continue;
        }
        let Some(&span) = attribution.content.first().or(attribution.cue.first()) else { continue };
        let credit = allowed.map_or(Credit::Here, |allowed| credits.of(attribution, chain, allowed));
        let statement = Statement { index, attribution, chain, span, credit };
        let route: Vec<u32> = chain.links.iter().map(|link| link.party).collect();
        let next = routes.len();
        match routes.get_mut(*places.entry(route).or_insert(next)) {
            Some(statements) => statements.push(statement),
            None => routes.push(vec![statement]),
        }
    }
    routes
}

/// *You can argue that …*: the generic *you* and *one* are no origin, and *who*,
/// *which* and *they* none that can be told.
fn is_anybodys(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> bool {
    let whose = origin(chain).and_then(|link| party(analysis, link));
    let general = attribution.nested_in.is_some() || chain.reach.is_some();
    let is_group = |p: &Party| is_pronoun(&p.name) && !is_any(&p.name, HE_OR_SHE);
    whose.is_some_and(is_group)
        || whose.filter(|p| p.kind == PartyKind::Unnamed).is_some_and(|p| {
            general && is_any(&p.name, ANYBODY) || p.name.split(' ').next().is_some_and(|word| is_any(word, RELATIVES))
        })
}

/// Whether the content has at least `least` words.
fn has_words(analysis: &Analysis<'_>, attribution: &Attribution, least: usize) -> bool {
    let words = |span: &Span| span.of(analysis.article.without_comments()).split_whitespace();
    attribution.content.iter().flat_map(words).take(least).count() == least
}

/// Builds the finding of a route. It points at the first statement without
/// credit or, if all have one, at the first.
fn told(
    rule: &dyn Rule,
    analysis: &Analysis<'_>,
    values: &Values<'_>,
    statements: &[Statement<'_>],
    lines: &LineIndex<'_>,
) -> Finding {
    let uncredited = |s: &&Statement<'_>| matches!(s.credit, Credit::Above { .. });
    let pointed = *statements.iter().find(uncredited).unwrap_or(&statements[0]);
    let is_long = values.of(LONG).is_some_and(|long| {
        let least = long.get("intermediaries") as usize;
        statements.iter().any(|s| is_long(analysis, s.attribution, s.chain, least))
    });
    let is_unnamed = |s: &Statement<'_>| {
        let relayed = unnamed_source::is_relayed_by_unnamed(analysis, s.chain);
        relayed || unnamed_source::hides(analysis, s.attribution, s.chain).is_some()
    };
    let is_hidden = statements.iter().any(is_unnamed);
    let has_claims = rule.code() == QUOTE && statements.iter().any(|s| !s.is_quoted());
    let properties = [
        (CLAIM, has_claims),
        (UNNAMED, values.of(UNNAMED).is_some() && is_hidden),
        (LONG, is_long),
        (DISTANT, statements.iter().any(|s| uncredited(&s))),
    ];
    let properties: Vec<_> = properties.into_iter().filter_map(|(code, has)| has.then_some(code)).collect();
    let has = |code| properties.contains(&code);
    let is_route = matches!(rule.code(), QUOTE | CLAIM);
    let concern = match () {
        () if is_route && has(UNNAMED) => Concern::Unheld,
        () if is_route && (has(LONG) || has(DISTANT)) => Concern::Uncredited,
        () => rule.concern(),
    };
    // The statement whose words name the origin, or else the first.
    let least = if is_route { values.get(NAMING.name) } else { NAMING.default };
    let of = |statement: &Statement<'_>| speaker(analysis, statement, least);
    let named = statements.iter().find(|statement| names_origin(analysis, statement));
    let quoted = statements.iter().find(|s| s.is_quoted());
    let told = named.or(quoted).unwrap_or(&pointed);
    let is_named = named.is_some() || of(told).is_sure();
    let mut message = match quoted {
        Some(_) => quotation(analysis, told, of(told)),
        None => claim(analysis, told, of(told)),
    };
    message += &times(statements, pointed, lines);
    let mut labels = labels(pointed.chain, pointed.attribution, pointed.span);
    if let Credit::Above { mention, .. } = pointed.credit
        && !labels.iter().any(|(span, _)| *span == mention)
    {
        labels.push((mention, "credit last given here".to_owned()));
    }
    let also = statements.iter().filter(|s| s.index != pointed.index);
    labels.extend(also.clone().take(MOST_LABELLED).map(|s| (s.span, "also by this route".to_owned())));
    Finding {
        labels: in_order(labels, pointed.span),
        attribution: Some(pointed.index),
        also: also.map(|s| (s.index, s.span)).collect(),
        properties,
        confidence: pointed.chain.confidence(),
        concern,
        // The overview has the message where it cannot name the route.
        is_route: is_route && is_named,
        ..finding(rule, pointed.span, message, help(analysis, &pointed, is_named))
    }
}

/// Whether the words went through `least` parties or more, one after the other.
/// A chain with a pronoun that was not resolved is not reliable.
fn is_long(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain, least: usize) -> bool {
    let is_unclear = |p: &Party| is_pronoun(&p.name);
    chain.steps(analysis.article.without_comments()).len() >= least
        && matches!(attribution.act, Act::Statement | Act::Question | Act::Belief | Act::Evidence)
        && is_passed_on(analysis, attribution, chain)
        && !chain.links.iter().any(|l| party(analysis, l).is_some_and(is_unclear))
}

/// Whether the words were passed on as words, and are not a relayer's own
/// claim. The intermediary nearest to the article must have carried or received
/// them, and one of these must hold: an intermediary carried them, the cue is a
/// verb of private speech, a spokesperson relayed them, or they are a belief.
/// *Ruiz told the Herald that the mayor has said so before*: the mayor's words
/// are public, so this is Ruiz's own claim.
fn is_passed_on(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> bool {
    let private = || {
        analysis.marks.marks.get(attribution.cue_head as usize).is_some_and(|m| m.classes.has(Class::PRIVATE_SPEECH))
    };
    let spokesperson = || {
        let relayer = intermediaries(chain).find(|l| l.relation == Some(Relation::Relayed));
        relayer.is_some_and(|l| has_class(analysis, l.mention, Class::SPOKESPERSON))
    };
    // *Ruiz said that the Herald had called the mayor a liar*: the nearest
    // intermediary is a person, so this is her own claim.
    let published = intermediaries(chain).next().is_some_and(|l| l.relation != Some(Relation::Relayed));
    let carried = || intermediaries(chain).any(|l| l.relation == Some(Relation::Carried));
    let thought = || attribution.act == Act::Belief;
    published && (carried() || private() || spokesperson() || thought())
}
