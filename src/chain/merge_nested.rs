//! Merges an attribution with the nested one that fills its whole content: *(a
//! spokesman said) the minister believes …*, *(O reported that) X said …*.

use super::content::{fills, resumes_alone};
use super::cue::{gives_words, takes};
use super::evidence::{Evidence, Route};
use super::link::ChainLink;
use super::relay::{Relay, relays};
use super::speaker::can_speak;
use crate::attribution::{Act, Relation};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::Span;

/// How many levels of nesting a chain follows.
const DEPTH: usize = 8;

/// How many attributions beside a nested one are searched for another voice.
const NEAR: u32 = 6;

/// Which of two merged attributions stay attributions of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stays {
    /// The holder: *a spokesman said the minister is angry*.
    Holder,
    /// The nested one: *X said C, O reported; according to O, X said C*.
    Nested,
    /// Both: *O reported that X said C; X said Y told her C*.
    Both,
}

/// How attributions nested in the content of others belong to them.
pub(super) struct Nesting {
    /// For each attribution, the nested one that fills its content and whose
    /// words its source passes on. The two have one chain.
    merged: Vec<Option<u32>>,
    /// For each nested attribution, the link that makes its holder an
    /// intermediary.
    relays: Vec<Option<ChainLink>>,
}

impl Nesting {
    /// Decides which holders pass on what is nested in their content, and which
    /// of the two are one statement.
    pub(super) fn new(evidence: &Evidence<'_>) -> Self {
        let relays = relays(evidence);
        let merged = merged(evidence, &relays);
        let relays = relays.into_iter().zip(0..).map(|(relay, i)| {
            // The content of a holder is weighed as a whole only if no nested
            // attribution is merged with the holder.
            let up = evidence.holder(i)?;
            relay.filter(|relay| !relay.weighed_whole || merged[up as usize].is_none()).map(|relay| relay.link)
        });
        Self { relays: relays.collect(), merged }
    }

    /// Returns the link that makes the holder of an attribution an
    /// intermediary.
    pub(super) fn relay(&self, i: u32) -> Option<&ChainLink> {
        self.relays[i as usize].as_ref()
    }

    /// Whether a nested attribution is merged with this one.
    pub(super) fn is_merged(&self, i: u32) -> bool {
        self.merged[i as usize].is_some()
    }

    /// Returns the links and the origin that the nested attributions merged
    /// with this one add to its chain, nearest to the article first.
    pub(super) fn route(&self, evidence: &Evidence<'_>, i: u32) -> (Route, Option<ChainLink>) {
        let (mut links, mut origin) = (Route::new(), None);
        let mut at = i;
        while let Some(inner) = self.merged[at as usize] {
            let (a, sentence_route) = (evidence.attribution(inner), evidence.sentence_route(inner));
            let party = evidence.source(inner);
            if reported_by(evidence, at, inner) {
                let outlet = party.filter(|&p| !evidence.own(p)).zip(a.source.first());
                links.extend(outlet.map(|(party, &mention)| ChainLink::passed_on(Relation::Carried, party, mention)));
                break;
            }
            let link = self.relay(inner);
            if links.len() >= DEPTH || link.is_none() && !is_record(evidence, at, inner) {
                break;
            }
            let mention = sentence_route.holder.or(a.source.first().copied()).or(a.cue.first().copied());
            let Some((party, mention)) = party.zip(mention) else { break };
            links.extend(link.cloned());
            let stated = sentence_route.links.iter().filter(|l| !evidence.own(l.party));
            links.extend(stated.map(|l| ChainLink::passed_on(l.relation, l.party, l.mention)));
            origin = Some(ChainLink::origin(party, mention));
            at = inner;
        }
        (links, origin)
    }

    /// Returns, for each attribution, whether the one that it is merged with
    /// stands for it.
    pub(super) fn absorbed(&self, evidence: &Evidence<'_>) -> Vec<bool> {
        let mut absorbed = vec![false; self.merged.len()];
        for (up, inner) in self.merged.iter().enumerate() {
            let Some(i) = *inner else { continue };
            let stays = stays(evidence, up as u32, i);
            absorbed[up] |= stays == Stays::Nested;
            absorbed[i as usize] |= stays == Stays::Holder;
        }
        absorbed
    }
}

/// Returns, for each attribution, the nested one that fills its content, if
/// there is one and its source passes those words on. (`PROVENANCE-GUIDELINES`:
/// *The whole content is somebody else's words, thoughts or private speech*.)
fn merged(evidence: &Evidence<'_>, relays: &[Option<Relay>]) -> Vec<Option<u32>> {
    let mut merged = vec![None; evidence.attributions.len()];
    for i in 0..evidence.attributions.len() as u32 {
        let Some(up) = evidence.holder(i) else { continue };
        if merged[up as usize].is_none()
            && evidence.source(i).is_some()
            && can_speak(evidence, i)
            && fills(evidence, up, i)
            && !is_mixed(evidence, up, i)
            && (relays[i as usize].is_some() || reported_by(evidence, up, i) || is_record(evidence, up, i))
        {
            merged[up as usize] = Some(i);
        }
    }
    merged
}

/// Whether the content of `up` goes on in another voice behind the nested
/// attribution `i`: *"My doctor told me C, and I said D," Ruiz recalled*.
/// (`PROVENANCE-GUIDELINES`: *Where content mixes several voices, the outer
/// attribution stays firsthand*.)
fn is_mixed(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    let sources = &evidence.resolution.sources;
    let end = |j: u32| evidence.attribution(j).content.last().map_or(0, |c| c.end);
    let near = i.saturating_sub(NEAR)..(i + NEAR).min(evidence.attributions.len() as u32);
    let mut others = near.into_iter().filter(|&j| evidence.holder(j).is_some_and(|h| h == up || h == i));
    resumes_alone(evidence, evidence.attribution(up))
        || others.any(|j| {
            // *and I said*: the holder speaks again, wherever the words end.
            let again =
                j != i && sources[j as usize] == sources[up as usize] && evidence.attribution(j).act == Act::Statement;
            let apart = evidence.attribution(j).source.first().is_some_and(|s| s.start >= end(i));
            again || apart && sources[j as usize].is_some() && sources[j as usize] != sources[i as usize]
        })
}

/// Returns which of two merged attributions stay attributions of their own: the
/// holder `up`, the nested `i`, or both with one chain.
/// (`PROVENANCE-GUIDELINES`: *Words inside somebody's words*, *Outlets*.)
fn stays(evidence: &Evidence<'_>, up: u32, i: u32) -> Stays {
    let a = evidence.attribution(i);
    let (source, outer) = (evidence.source(i), evidence.source(up));
    if a.act != Act::Statement || source == outer || is_record(evidence, up, i) || reported_by(evidence, up, i) {
        return Stays::Holder;
    }
    let outlet = evidence.source_kind(up) == Some(PartyKind::Outlet);
    let first = evidence.attribution(up).cue_start() < a.cue_start();
    if outlet && !(first && takes(evidence, up, "that")) { Stays::Nested } else { Stays::Both }
}

/// Whether an outlet's report is attributed to a source named after it: *O
/// reports that prices fell, according to the institute*.
fn reported_by(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    let (holder, a) = (evidence.attribution(up), evidence.attribution(i));
    let last = |(content, cue): (&Span, &Span)| content.end <= cue.start;
    evidence.source_kind(i) == Some(PartyKind::Outlet)
        && evidence.source_kind(up).is_some_and(|k| k != PartyKind::Outlet)
        && a.act == Act::Statement
        && holder.content.first().zip(holder.cue.first()).is_some_and(last)
}

/// Whether the holder is a recording of the words: *the recording has him
/// saying …*, *according to a transcript, she told them …*.
fn is_record(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    evidence.attribution(up).source.first().is_some_and(|&s| evidence.any_has(s, Class::RECORDING))
        && evidence.attribution(i).act == Act::Statement
        && gives_words(evidence, i)
}

#[cfg(test)]
mod tests {
    use crate::chain::Provenance::{self, Firsthand, Hearsay, Secondhand};

    /// Returns the chain and class of each attribution that the analysis keeps.
    fn chains(text: &str) -> Vec<(String, Provenance)> {
        let analysis = crate::analyze(text);
        (0..analysis.attributions.len()).map(|i| (analysis.chain_path(i), analysis.chains[i].provenance)).collect()
    }

    /// Returns the chain and class that all attributions of a text share.
    fn only(text: &str) -> (String, Provenance) {
        let mut chains = chains(text);
        chains.dedup();
        assert_eq!(chains.len(), 1, "{text}: {chains:?}");
        chains.remove(0)
    }

    #[test]
    fn a_statement_told_twice_is_one() {
        for text in [
            "According to CNN, Omar Reyes said the port was shut.",
            "Omar Reyes said the port was shut, CNN reported.",
            "Omar Reyes, CNN reported on Friday, said the port was shut.",
            "\"The port is shut,\" Omar Reyes told envoys, CNN reported.",
        ] {
            assert_eq!(chains(text), [("Omar Reyes → CNN".to_owned(), Secondhand)], "{text}");
            let analysis = crate::analyze(text);
            assert_eq!(analysis.inner.len(), 1, "{text}");
            assert_eq!(analysis.attributions[0].source[0].of(text), "Omar Reyes", "{text}");
        }
    }

    /// An outlet's report that comes before the words is an attribution of its
    /// own, and so is the statement of somebody who passes on what another
    /// said.
    #[test]
    fn two_attributions_with_one_chain() {
        for (text, chain) in [
            ("CNN reported that Omar Reyes said the port was shut.", "Omar Reyes → CNN"),
            ("Lena Vogt said Omar Reyes told her the port was shut.", "Omar Reyes → Lena Vogt"),
            ("Omar Reyes told donors that the port was shut, Lena Vogt said.", "Omar Reyes → Lena Vogt"),
        ] {
            let chain = (chain.to_owned(), Secondhand);
            assert_eq!(chains(text), [chain.clone(), chain], "{text}");
        }
    }

    /// A speaker who quotes several voices stays the source. A thing cannot be
    /// an origin.
    #[test]
    fn mixed_voices_and_things_are_not_merged() {
        for text in [
            "\"My boss said, 'Go home,' and I told him, 'I am home,'\" Lena Vogt said.",
            "\"He said that it was late,\" Lena Vogt said. \"I am glad.\"",
            "Lena Vogt said some of it told her that it was late.",
        ] {
            assert_eq!(chains(text)[0].0, "Lena Vogt", "{text}");
        }
    }

    #[test]
    fn content_of_several_voices_is_not_merged() {
        let text = "CNN reported that prices fell after Omar Reyes said the port was shut.";
        let chains = chains(text);
        assert_eq!(chains.len(), 2, "{chains:?}");
        assert_eq!(chains[0], ("CNN".to_owned(), Firsthand));
        assert_eq!(chains[1], ("Omar Reyes → CNN".to_owned(), Secondhand));
    }

    #[test]
    fn private_words_and_minds_are_passed_on() {
        for (text, chain) in [
            ("Lena Vogt said Omar Reyes told her the port was shut.", "Omar Reyes → Lena Vogt"),
            ("A spokesman said Omar Reyes believes the port is shut.", "Omar Reyes → A spokesman"),
            ("A spokeswoman said the minister is angry about the delay.", "the minister → A spokeswoman"),
            ("The owner said the priest had whispered to her that the port was shut.", "the priest → The owner"),
            ("Aides to Lena Vogt say she opposes the toll.", "Lena Vogt → Aides to Lena Vogt"),
            ("Lena Vogt recalled Omar Reyes saying the port was shut.", "Omar Reyes → Lena Vogt"),
            ("The indictment says Omar Reyes told an aide the port was shut.", "Omar Reyes → The indictment"),
        ] {
            assert_eq!(only(text), (chain.to_owned(), Secondhand), "{text}");
        }
    }

    /// An outlet passes on what unnamed officials think, too.
    #[test]
    fn an_outlet_passes_on_thoughts_of_unnamed_officials() {
        let text = "Tanjug said officials feared that the port would shut.";
        assert_eq!(only(text), ("officials → Tanjug".to_owned(), Secondhand));
    }

    /// The venue is not part of what was criticised.
    #[test]
    fn an_interview_is_not_part_of_the_thing_criticised() {
        let text = "Lena Vogt criticised the freeze in interviews with CNN.";
        assert_eq!(only(text), ("Lena Vogt → CNN".to_owned(), Secondhand));
    }

    /// Verbs that address somebody, participles that open a sentence, and
    /// visits, each with a publisher.
    #[test]
    fn any_word_for_speaking_to_a_publisher_opens_an_interview() {
        for text in [
            "Lena Vogt complained to CNN that the port was shut.",
            "Sitting down with CNN on Monday, Lena Vogt remarked that the port was shut.",
            "Lena Vogt visited NBC's \"Today\" on Monday, saying the port was shut.",
        ] {
            assert_eq!(only(text).1, Secondhand, "{text}");
        }
        // The person she mentions did not speak in that interview.
        let text = "In an interview with CNN, Lena Vogt spared Omar Reyes, who says the port is shut.";
        assert!(chains(text).iter().any(|c| *c == ("Omar Reyes".to_owned(), Firsthand)), "{:?}", chains(text));
    }

    /// The lead's *who has …* looks back and is not part of the interview.
    #[test]
    fn a_relative_clause_in_the_perfect_looks_back() {
        let text = "Lena Vogt, who has campaigned for Omar Reyes, spoke.\n\n\"The port is shut,\" Vogt told CNN.";
        let chains = chains(text);
        assert_eq!(chains[0], ("Lena Vogt".to_owned(), Firsthand), "{chains:?}");
    }

    /// A speaker named after the content relays it even if only one person was
    /// told.
    #[test]
    fn a_speaker_named_after_the_content_relays_it() {
        for text in [
            "Omar Reyes told donors that the port was shut, Mayor Lena Vogt said.",
            "Omar Reyes told his wife that the port was shut, Detective Lena Vogt testified.",
        ] {
            assert_eq!(only(text), ("Omar Reyes → Lena Vogt".to_owned(), Secondhand), "{text}");
        }
    }

    /// An age or apposition does not end the report's content, and a report
    /// that was *filed* is still a document.
    #[test]
    fn a_report_relays_the_words_that_it_tells_of() {
        let text = "According to a police report, Omar Reyes, 34, told detectives he \"blacked out.\"";
        assert_eq!(only(text), ("Omar Reyes → a police report".to_owned(), Secondhand));
        let text =
            "According to an affidavit filed by police, Reyes's ex-wife, Lena Vogt, told divers the pool was shut.";
        assert_eq!(only(text), ("Lena Vogt → an affidavit filed by police".to_owned(), Secondhand));
    }

    /// Guidelines: a public act that somebody mentions is the speaker's own
    /// claim.
    #[test]
    fn public_acts_are_not_relayed() {
        for text in
            ["Lena Vogt said Omar Reyes has proposed a toll.", "Lena Vogt said Omar Reyes would endorse the plan."]
        {
            for (chain, provenance) in chains(text) {
                assert_eq!(provenance, Firsthand, "{text}: {chain}");
            }
        }
    }

    #[test]
    fn suppositions_and_questions_are_not_relayed() {
        let text = "A spokesman asked, \"If Omar Reyes believes the port is shut, who will pay?\"";
        assert!(chains(text).iter().all(|c| c.1 != Secondhand), "{:?}", chains(text));
    }

    #[test]
    fn a_source_behind_an_outlets_report_is_its_origin() {
        let text = "CNN reported that prices fell, according to the Salt Institute.";
        assert_eq!(only(text), ("Salt Institute → CNN".to_owned(), Secondhand));
    }

    #[test]
    fn the_publisher_of_a_record_is_an_intermediary_and_the_record_is_not() {
        let text = "According to a transcript released by the canal board, Omar Reyes told divers the port was shut.";
        assert_eq!(only(text), ("Omar Reyes → the canal board".to_owned(), Secondhand));
    }

    #[test]
    fn respondents_of_a_poll_are_first_hand() {
        let text = "A survey found that voters told pollsters the port was shut.";
        assert!(chains(text).iter().all(|c| c.1 == Firsthand), "{:?}", chains(text));
    }

    #[test]
    fn unsigned_reports_are_hearsay() {
        assert_eq!(only("Press reports said the port was shut.").1, Hearsay);
        assert_eq!(only("Some accounts say the port was shut.").1, Hearsay);
    }

    #[test]
    fn parallel_carriers_stand_side_by_side() {
        let text = "\"The port is shut,\" Omar Reyes told CNN, MSNBC and Fox News.";
        assert_eq!(only(text).0, "Omar Reyes → Fox News → MSNBC → CNN");
    }

    #[test]
    fn monitors_are_nearest() {
        let text = "Tehran radio, monitored in London by the BBC, said the raid was over.";
        assert_eq!(only(text), ("Tehran Radio → BBC".to_owned(), Secondhand));
    }

    #[test]
    fn an_interview_on_an_unnamed_programme_is_an_intermediary() {
        let text = "Omar Reyes said in a radio interview that the port was shut.";
        assert_eq!(only(text), ("Omar Reyes → a radio interview".to_owned(), Secondhand));
    }
}
