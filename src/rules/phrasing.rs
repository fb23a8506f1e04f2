//! The words of findings about routes.

use super::credit::Credit;
use super::words::{has_quoted_words, in_order, intermediaries, is_pronoun, name, origin, party};
use crate::Analysis;
use crate::attribution::{Act, Attribution, Relation};
use crate::chain::{Chain, ChainLink, Role};
use crate::closed_class::{HE_OR_SHE, is_any, opens_description};
use crate::cut;
use crate::party::PartyKind;
use crate::source::LineIndex;
use crate::span::Span;
use std::borrow::Cow;

/// The maximum number of parties of one chain that a message names.
const MOST_NAMED: usize = 4;

/// The maximum number of parties of one chain that get a label.
const MOST_LABELLED: usize = 12;

/// A second-hand statement.
#[derive(Clone, Copy)]
pub(super) struct Statement<'a> {
    pub(super) index: u32,
    pub(super) attribution: &'a Attribution,
    pub(super) chain: &'a Chain,
    pub(super) span: Span,
    pub(super) credit: Credit,
}

impl Statement<'_> {
    pub(super) fn is_quoted(&self) -> bool {
        has_quoted_words(self.attribution)
    }
}

/// Returns the intermediaries for a message, the nearest to the article first:
/// *the Daily Herald, which has it from a friend*. Those that received the words
/// at the same time are joined by *and*: *CNN and Reuters*. Names
/// [`MOST_NAMED`] at most and counts the rest.
pub(super) fn route(analysis: &Analysis<'_>, chain: &Chain) -> String {
    let steps = chain.steps(analysis.article.without_comments());
    let count: usize = steps.iter().map(Vec::len).sum();
    let mut left = MOST_NAMED;
    let mut out = String::new();
    let mut before: Option<&ChainLink> = None;
    for hand in steps.iter().rev() {
        let told: Vec<_> = hand.iter().take(left).map(|link| name(analysis, link)).collect();
        left = left.saturating_sub(hand.len());
        if told.is_empty() {
            break;
        }
        if let Some(before) = before {
            let people = |p: &crate::party::Party| matches!(p.kind, PartyKind::Person | PartyKind::Unnamed);
            let is_human = party(analysis, before).is_some_and(people);
            out += if is_human { ", who has it from " } else { ", which has it from " };
        }
        out += &listed(&told);
        before = hand.last().copied();
    }
    if count > MOST_NAMED { format!("{out} and {} more", count - MOST_NAMED) } else { out }
}

/// Joins names: *CNN, the BBC and Reuters*.
pub(super) fn listed(names: &[Cow<'_, str>]) -> String {
    match names {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Who said it: by name if the evidence suffices, else in the words of the text.
pub(super) enum Speaker<'a> {
    /// A named person.
    Person(Cow<'a, str>),
    /// Any other party.
    Party(Cow<'a, str>),
    /// A person in the words of the text: *the local police chief*.
    Described(Cow<'a, str>),
    /// Words of the text that may mean this or that person: *he*.
    Unclear(String),
    /// Nobody.
    Nobody,
}

impl Speaker<'_> {
    /// Whether a message can name the speaker.
    pub(super) const fn is_sure(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Party(_))
    }
}

/// Whether the words of the text for the origin have a word of its name.
pub(super) fn names_origin(analysis: &Analysis<'_>, statement: &Statement<'_>) -> bool {
    /// Shorter words are initials and particles.
    const WORD: usize = 3;
    let Some(link) = origin(statement.chain) else { return false };
    let Some(party) = party(analysis, link) else { return false };
    let words = |text: &str| -> Vec<String> {
        let all = cut::beginning(text, cut::LONGEST_NAME).split(|c: char| !c.is_alphanumeric());
        all.filter(|word| word.len() >= WORD).map(str::to_lowercase).collect()
    };
    let named = words(&party.name);
    words(link.mention.of(analysis.article.without_comments())).iter().any(|word| named.contains(word))
}

/// Returns who said it. A person is named if the words of the text for it do,
/// and if they are *he* or *she* and the chain is right with `least` per cent.
/// A description has its own words, as it often means somebody else.
pub(super) fn speaker<'a>(analysis: &'a Analysis<'_>, statement: &Statement<'_>, least: u32) -> Speaker<'a> {
    let Some(link) = origin(statement.chain) else { return Speaker::Nobody };
    let Some(party) = party(analysis, link) else { return Speaker::Nobody };
    if is_pronoun(&party.name) {
        return Speaker::Unclear(party.name.to_lowercase());
    }
    let who = name(analysis, link);
    if party.kind != PartyKind::Person {
        return Speaker::Party(who);
    }
    let said = link.mention.of(analysis.article.without_comments());
    let is_unsure = u32::from(statement.chain.confidence()) < least;
    match said {
        _ if names_origin(analysis, statement) => Speaker::Person(who),
        _ if is_any(said, HE_OR_SHE) && is_unsure => Speaker::Unclear(said.to_lowercase()),
        _ if said.contains(char::is_whitespace) => Speaker::Described(described(said)),
        _ => Speaker::Person(who),
    }
}

/// Returns a description as it reads within a sentence.
fn described(said: &str) -> Cow<'_, str> {
    let said = cut::name(said);
    let (first, rest) = said.split_at(said.find(char::is_whitespace).unwrap_or(said.len()));
    match opens_description(first) {
        true => Cow::Owned(first.to_lowercase() + rest),
        false => said,
    }
}

/// Returns *from the Herald* or *through her lawyer*: publishers and documents
/// can be read, others pass words on.
fn from(analysis: &Analysis<'_>, chain: &Chain) -> String {
    let nearest = intermediaries(chain).next().and_then(|link| party(analysis, link));
    let is_read = nearest.is_some_and(|p| matches!(p.kind, PartyKind::Outlet | PartyKind::Document));
    format!("{} {}", if is_read { "from" } else { "through" }, route(analysis, chain))
}

/// Returns the message about quoted words: *Ana Ruiz is quoted from the BBC, not
/// first-hand*.
pub(super) fn quotation(analysis: &Analysis<'_>, statement: &Statement<'_>, speaker: Speaker<'_>) -> String {
    let from = from(analysis, statement.chain);
    match speaker {
        Speaker::Person(who) => format!("{who} is quoted {from}, not first-hand"),
        Speaker::Party(who) | Speaker::Described(who) => format!("words of {who}, known only {from}"),
        Speaker::Unclear(word) => format!("“{word}” is quoted {from}, and it is unclear who that is"),
        Speaker::Nobody => format!("words known only {from}, and it is unclear whose they are"),
    }
}

/// Returns the message about an indirect statement: *claim by former friends,
/// known only from the Herald*.
pub(super) fn claim(analysis: &Analysis<'_>, statement: &Statement<'_>, speaker: Speaker<'_>) -> String {
    let from = from(analysis, statement.chain);
    let (who, unclear) = match speaker {
        Speaker::Person(who) | Speaker::Party(who) | Speaker::Described(who) => (who, ""),
        Speaker::Unclear(word) => (Cow::Owned(format!("“{word}”")), ", and it is unclear who that is"),
        Speaker::Nobody => return format!("claim known only {from}, and it is unclear whose it is"),
    };
    let what = match statement.attribution.act {
        Act::Statement => format!("claim by {who}"),
        Act::Question => format!("question by {who}"),
        Act::Decree => format!("decision by {who}"),
        Act::Belief => format!("what {who} thinks is"),
        Act::Intention => format!("what {who} intends is"),
        Act::Attitude => format!("what {who} supports or opposes is"),
        Act::Perception => format!("what {who} noticed is"),
        Act::Evidence => format!("what {who} shows is"),
    };
    let comma = if what.ends_with(" is") { "" } else { "," };
    format!("{what}{comma} known only {from}{unclear}")
}

/// Returns how many statements came by a route, and where the credit for those
/// without one was last given: * (3 places); no credit here, last given 6
/// paragraphs above, line 12*.
pub(super) fn times(statements: &[Statement<'_>], pointed: Statement<'_>, lines: &LineIndex<'_>) -> String {
    let count = statements.len();
    let without = statements.iter().filter(|s| matches!(s.credit, Credit::Above { .. })).count();
    let mut out = if count > 1 { format!(" ({count} places)") } else { String::new() };
    if let Credit::Above { mention, paragraphs } = pointed.credit {
        let (line, _) = lines.line(mention.start);
        let here = if without > 1 { format!("no credit in {without} of them") } else { "no credit here".to_owned() };
        let here = if without == count && count > 1 { "no credit in any of them".to_owned() } else { here };
        let plural = if paragraphs == 1 { "" } else { "s" };
        out += &format!("; {here}, last given {paragraphs} paragraph{plural} above, line {line}");
    }
    out
}

/// Returns what to do. Nobody is advised to ask somebody who cannot be asked, or
/// who may be another (`is_named`).
pub(super) fn help(analysis: &Analysis<'_>, statement: &Statement<'_>, is_named: bool) -> String {
    let chain = statement.chain;
    let askable = |link: &ChainLink| {
        let named = |p: &crate::party::Party| matches!(p.kind, PartyKind::Person | PartyKind::Organization);
        party(analysis, link).is_some_and(|p| named(p) && !is_pronoun(&p.name)).then(|| name(analysis, link))
    };
    // The party nearest to the origin.
    let Some(nearest) = intermediaries(chain).next_back() else { return "find the original".to_owned() };
    let through = name(analysis, nearest);
    let ask = origin(chain).filter(|_| is_named).and_then(askable);
    let is_document = party(analysis, nearest).is_some_and(|p| p.kind == PartyKind::Document);
    let check = match nearest.relation {
        Some(Relation::Received) => format!("check it against what {through} published"),
        Some(Relation::Carried) | None => format!("read what {through} published, and on what it rests"),
        Some(Relation::Relayed) if is_document => format!("read {through} itself"),
        Some(Relation::Relayed) => match (&ask, askable(nearest)) {
            (None, Some(relayer)) => format!("ask {relayer} how this is known"),
            _ => "find it on record".to_owned(),
        },
    };
    let credit = match statement.credit {
        Credit::Above { .. } => {
            let outlet = intermediaries(chain).next().map_or(through, |link| name(analysis, link));
            format!("; credit {outlet} in the sentence")
        }
        _ => String::new(),
    };
    match ask {
        Some(who) => format!("{check}, or ask {who}{credit}"),
        None => check + &credit,
    }
}

/// Labels the parties of the chain and the rest of the content, in the order of
/// the text, each place once.
pub(super) fn labels(chain: &Chain, attribution: &Attribution, primary: Span) -> Vec<(Span, String)> {
    // The origin is the last link, so the first ones are left out.
    let first = chain.links.len().saturating_sub(MOST_LABELLED + 1);
    let label = |link: &ChainLink| {
        let label = match (link.role, link.relation) {
            (Role::Origin, _) => "the origin",
            (Role::Intermediary, Some(Relation::Received)) => "was told it",
            (Role::Intermediary, Some(Relation::Relayed)) => "passed it on",
            (Role::Intermediary, _) => "carried it",
        };
        let inferred = link.why.as_ref().is_some_and(|why| !why.stated);
        (link.mention, if inferred { format!("{label}: inferred from here") } else { label.to_owned() })
    };
    let links = chain.links.iter().skip(first).map(label);
    in_order(links.chain(attribution.content.iter().skip(1).map(|&s| (s, "goes on".to_owned()))).collect(), primary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_hand::{ByHand, codes};

    /// A name that the text does not have there may be another's.
    #[test]
    fn a_name_is_printed_where_the_evidence_suffices() {
        let who = |text: &str, cue: &str, least: u32| {
            let analysis = crate::analyze(text);
            let is_it = |a: &Attribution| a.cue.first().is_some_and(|s| s.of(text) == cue);
            let index = analysis.attributions.iter().position(is_it).expect("the attribution");
            let (attribution, chain) = (&analysis.attributions[index], &analysis.chains[index]);
            let (span, credit) = (attribution.content[0], Credit::Here);
            let statement = Statement { index: index as u32, attribution, chain, span, credit };
            match speaker(&analysis, &statement, least) {
                Speaker::Person(who) | Speaker::Party(who) => who.into_owned(),
                Speaker::Described(words) => format!("described: {words}"),
                Speaker::Unclear(word) => format!("unclear: {word}"),
                Speaker::Nobody => "nobody".to_owned(),
            }
        };
        let text = "Omar Reyes left on Monday. He told CNN that the port was shut.";
        assert_eq!(who(text, "told", 0), "Omar Reyes");
        assert_eq!(who(text, "told", 101), "unclear: he");
        let text =
            "Omar Reyes, the police chief of Ostrel, left on Monday. The police chief told CNN that the port was shut.";
        assert_eq!(who(text, "told", 0), "described: the police chief");
        assert_eq!(who("Mr. Reyes left on Monday. Reyes told CNN that the port was shut.", "told", 101), "Reyes");
    }

    #[test]
    fn the_route_is_told_in_the_order_of_travel() {
        let mut by_hand = ByHand::new("The Herald quoted a friend as saying Ruiz had wept.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let friend = by_hand.party("a friend", PartyKind::Unnamed);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Carried), (friend, Relation::Relayed)],
            ruiz,
            ["a friend", "quoted", "Ruiz had wept"],
        );
        let analysis = by_hand.build();
        assert_eq!(route(&analysis, &analysis.chains[0]), "the Herald, which has it from a friend");
    }

    #[test]
    fn who_was_told_at_the_same_time_stands_side_by_side() {
        let mut by_hand = ByHand::new("Ruiz told CNN and Reuters it was over.");
        let cnn = by_hand.party("CNN", PartyKind::Outlet);
        let reuters = by_hand.party("Reuters", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(cnn, Relation::Received), (reuters, Relation::Received)],
            ruiz,
            ["Ruiz", "told", "it was over"],
        );
        let analysis = by_hand.build();
        assert_eq!(route(&analysis, &analysis.chains[0]), "CNN and Reuters");
    }

    /// A name occurs in the finding of each statement, and a chain in the
    /// finding of each sentence that continues it.
    #[test]
    fn what_is_told_again_and_again_is_short() {
        assert_eq!(crate::cut::name("Ruiz"), "Ruiz");
        assert_eq!(crate::cut::name(&"é".repeat(crate::cut::LONGEST_NAME)), "é".repeat(crate::cut::LONGEST_NAME));
        assert_eq!(crate::cut::name(&"é".repeat(9000)), format!("{}…", "é".repeat(crate::cut::LONGEST_NAME)));

        let name = format!("Ana R{}", "u".repeat(9000));
        let text = format!("{name} told the Herald it was all over for now.");
        let mut by_hand = ByHand::new(&text);
        let herald = by_hand.party("the Herald", PartyKind::Outlet);
        let ruiz = by_hand.party(&name, PartyKind::Person);
        by_hand.says_through(&[(herald, Relation::Received)], ruiz, [&name, "told", "it was all over for now"]);
        let analysis = by_hand.build();
        let told = |f: &crate::finding::Finding| {
            f.message.len() + f.help.len() + f.labels.iter().map(|l| l.1.len()).sum::<usize>()
        };
        assert_eq!(codes(&analysis), ["SH002"]);
        assert!(told(&analysis.findings[0]) < 1000);

        let names: Vec<String> = (10..90).map(|i| format!("Paper{i}")).collect();
        let text = format!("Ruiz told {} it was over.", names.join(", "));
        let mut by_hand = ByHand::new(&text);
        let through: Vec<_> =
            names.iter().map(|name| (by_hand.party(name, PartyKind::Outlet), Relation::Received)).collect();
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&through, ruiz, ["Ruiz", "told", "it was over"]);
        let analysis = by_hand.build();
        let chain = &analysis.chains[0];
        let all = route(&analysis, chain);
        assert!(all.starts_with("Paper10, Paper11, ") && all.ends_with("Paper13 and 76 more"), "{all}");
        assert_eq!(labels(chain, &analysis.attributions[0], Span::default()).len(), MOST_LABELLED + 1);
    }
}
