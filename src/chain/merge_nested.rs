//! Merges an attribution with the nested one that fills its whole content: *(a
//! spokesman said) the minister believes …*, *(O reported that) X said …*.

use super::{Builder, ChainLink, words};
use crate::attribution::{Act, Relation};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::quotation::Held;
use crate::span::Span;

/// How many levels of nesting a chain follows.
const DEPTH: usize = 8;

/// How many attributions beside a nested one are searched for another voice.
const NEAR: u32 = 6;

/// How many words may follow a cue that stands after its content.
const BESIDE: usize = 5;

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

impl Builder<'_> {
    /// Returns, for each attribution, the nested one that fills its content and
    /// whose words its source passes on, if there is one. The two have one
    /// chain. (`PROVENANCE-GUIDELINES`: *The whole content is somebody else's
    /// words, thoughts or private speech*.)
    pub(super) fn find_merged(&self) -> Vec<Option<u32>> {
        let mut merged = vec![None; self.attributions.len()];
        for i in 0..self.attributions.len() as u32 {
            let Some(up) = self.holder(i) else { continue };
            if merged[up as usize].is_none()
                && self.resolution.sources[i as usize].is_some()
                && self.can_speak(i)
                && self.fills(up, i)
                && !self.is_mixed(up, i)
                && (self.passed_on_by(up, i).is_some() || self.reported_by(up, i) || self.recorded(up, i))
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
    fn is_mixed(&self, up: u32, i: u32) -> bool {
        let sources = &self.resolution.sources;
        let end = |j: u32| self.attributions[j as usize].content.last().map_or(0, |c| c.end);
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(self.attributions.len() as u32);
        let mut others = near.into_iter().filter(|&j| self.holder(j).is_some_and(|h| h == up || h == i));
        self.goes_on_alone(&self.attributions[up as usize])
            || others.any(|j| {
                // *and I said*: the holder speaks again, wherever the words end.
                let again = j != i
                    && sources[j as usize] == sources[up as usize]
                    && self.attributions[j as usize].act == Act::Statement;
                let apart = self.attributions[j as usize].source.first().is_some_and(|s| s.start >= end(i));
                again || apart && sources[j as usize].is_some() && sources[j as usize] != sources[i as usize]
            })
    }

    /// Returns, for each attribution, whether the one that it is merged with
    /// stands for it.
    pub(super) fn absorbed(&self) -> Vec<bool> {
        let mut absorbed = vec![false; self.attributions.len()];
        for (up, inner) in self.merged.iter().enumerate() {
            let Some(i) = *inner else { continue };
            let stays = self.stays(up as u32, i);
            absorbed[up] |= stays == Stays::Nested;
            absorbed[i as usize] |= stays == Stays::Holder;
        }
        absorbed
    }

    /// Returns which of two merged attributions stay attributions of their own:
    /// the holder `up`, the nested `i`, or both with one chain.
    /// (`PROVENANCE-GUIDELINES`: *Words inside somebody's words*, *Outlets*.)
    fn stays(&self, up: u32, i: u32) -> Stays {
        let a = &self.attributions[i as usize];
        let (source, outer) = (self.resolution.sources[i as usize], self.resolution.sources[up as usize]);
        if a.act != Act::Statement || source == outer || self.recorded(up, i) || self.reported_by(up, i) {
            return Stays::Holder;
        }
        let outlet = outer.is_some_and(|p| self.kind(p) == PartyKind::Outlet);
        let first = self.attributions[up as usize].cue_start() < a.cue_start();
        if outlet && !(first && self.takes(up, "that")) { Stays::Nested } else { Stays::Both }
    }

    /// Whether an attribution fills the content of its holder, or the piece of
    /// it that contains its cue. Only *that*, or a short lead that says the
    /// words were heard, may precede it.
    pub(super) fn fills(&self, up: u32, i: u32) -> bool {
        let (holder, a) = (&self.attributions[up as usize], &self.attributions[i as usize]);
        let Some(&cue) = a.cue.first() else { return false };
        let Some(at) = holder.content.iter().position(|c| c.contains(cue)) else { return false };
        // *Ruiz, the Herald reported, said C*: the source *Ruiz* is a content
        // piece of its own, so pieces before the cue must belong to the source.
        if !holder.content[..at].iter().all(|piece| a.source.iter().any(|s| s.contains(*piece))) {
            return false;
        }
        let content = holder.content[at];
        // *"They told me to leave," she said. "I stayed."*: more is said than
        // what the nested attribution holds.
        let more = holder.content[at + 1..].iter().filter(|piece| !a.content.contains(piece));
        if more.map(|piece| words(piece.of(self.layout.text)).len()).sum::<usize>() > BESIDE {
            return false;
        }
        let spans = || a.source.iter().chain(&a.cue).chain(&a.content).filter(|s| content.overlaps(**s));
        let first = spans().map(|s| s.start).min().unwrap_or(cue.start);
        let last = spans().map(|s| s.end).max().unwrap_or(cue.end);
        let nothing = |span: Span, but: &str| {
            let tokens = self.layout.tokens[self.layout.first_from(span.start) as usize..].iter();
            let mut inside = tokens.take_while(|t| t.span.end <= span.end);
            inside.all(|t| !t.is_word() || t.text(self.layout.text).eq_ignore_ascii_case(but))
        };
        let lead = Span::new(content.start, first.max(content.start));
        let rest = Span::new(last.min(content.end), content.end);
        // *"C," X told his members on Friday*: a few words about addressee,
        // place or time may follow the cue.
        let behind = a.content.first().is_some_and(|c| c.end <= cue.start);
        let few = |span: Span| words(span.of(self.layout.text)).len() <= BESIDE;
        // *she heard him say*: a few words may precede the attribution if a
        // verb of hearing ends them. *Out of nowhere, he said, "…"*: it is also
        // enough that at least half of the content is the nested attribution's
        // quotation.
        let heard = few(lead) && {
            let before = self.layout.first_from(first).checked_sub(1);
            before.is_some_and(|t| self.layout.has(t, Class::WITNESSING))
        };
        let heard = heard || few(lead) && self.resolution.sentence_routes[i as usize].heard;
        ((nothing(lead, "that") || heard) && (nothing(rest, "") || behind && few(rest)))
            || self.quoted(i) * 2 >= content.len()
    }

    /// Whether an outlet's report is attributed to a source named after it: *O
    /// reports that prices fell, according to the institute*.
    fn reported_by(&self, up: u32, i: u32) -> bool {
        let (holder, a) = (&self.attributions[up as usize], &self.attributions[i as usize]);
        let kind = |i: u32| self.resolution.sources[i as usize].map(|p| self.kind(p));
        let last = |(content, cue): (&Span, &Span)| content.end <= cue.start;
        kind(i) == Some(PartyKind::Outlet)
            && kind(up).is_some_and(|k| k != PartyKind::Outlet)
            && a.act == Act::Statement
            && holder.content.first().zip(holder.cue.first()).is_some_and(last)
    }

    /// Whether the holder is a recording of the words: *the recording has him
    /// saying …*, *according to a transcript, she told them …*.
    fn recorded(&self, up: u32, i: u32) -> bool {
        self.attributions[up as usize].source.first().is_some_and(|&s| self.any_has(s, Class::RECORDING))
            && self.attributions[i as usize].act == Act::Statement
            && self.gives_words(i)
    }

    /// Returns the links and the origin that the merged nested attributions add
    /// to a chain, nearest to the article first.
    pub(super) fn nested_route(&self, i: u32) -> (Vec<ChainLink>, Option<ChainLink>) {
        let mut links = Vec::new();
        let mut origin = None;
        let mut at = i;
        while let Some(inner) = self.merged.get(at as usize).copied().flatten() {
            if self.reported_by(at, inner) {
                let a = &self.attributions[inner as usize];
                let party = self.resolution.sources[inner as usize].filter(|&p| !self.own(p));
                links.extend(
                    party
                        .zip(a.source.first())
                        .map(|(party, &mention)| ChainLink::passed_on(Relation::Carried, party, mention)),
                );
                break;
            }
            let link = self.passed_on_by(at, inner);
            if links.len() >= DEPTH || link.is_none() && !self.recorded(at, inner) {
                break;
            }
            let Some(party) = self.resolution.sources[inner as usize] else { break };
            let a = &self.attributions[inner as usize];
            let holder = self.resolution.sentence_routes[inner as usize].holder;
            let Some(mention) = holder.or(a.source.first().copied()).or(a.cue.first().copied()) else { break };
            links.extend(link);
            links.extend(
                self.resolution.sentence_routes[inner as usize]
                    .links
                    .iter()
                    .filter(|l| !self.own(l.party))
                    .map(|l| ChainLink::passed_on(l.relation, l.party, l.mention)),
            );
            origin = Some(ChainLink::origin(party, mention));
            at = inner;
        }
        (links, origin)
    }

    /// Measures the quotations in an attribution's content.
    fn marked(&self, i: u32) -> Held {
        let a = &self.attributions[i as usize];
        let outer = self.layout.sentences.get(a.sentence as usize).and_then(|s| s.quotation);
        a.content.iter().fold(Held::default(), |sum, &c| sum.and(self.layout.tree.held(c, outer)))
    }

    /// Returns how many bytes of an attribution's content stand in quotation
    /// marks of their own.
    pub(super) fn quoted(&self, i: u32) -> u32 {
        self.marked(i).bytes
    }

    /// Whether at least half of an attribution's content stands in quotation
    /// marks of its own.
    pub(super) fn in_marks(&self, i: u32) -> bool {
        let all: u32 = self.attributions[i as usize].content.iter().map(|s| s.len()).sum();
        all > 0 && self.quoted(i) * 2 >= all
    }

    /// Whether some of those quotation marks are nested in others, so that they
    /// mark another source's words and not the holder's.
    pub(super) fn marks_within(&self, i: u32) -> bool {
        self.marked(i).nested > 0
    }
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
    /// own, and so is the statement of somebody who passes on what another said.
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

    /// A speaker who quotes several voices stays the source; a thing is no origin.
    #[test]
    fn mixed_voices_and_things_are_not() {
        for text in [
            "\"My boss said, 'Go home,' and I told him, 'I am home,'\" Lena Vogt said.",
            "\"He said that it was late,\" Lena Vogt said. \"I am glad.\"",
            "Lena Vogt said some of it told her that it was late.",
        ] {
            assert_eq!(chains(text)[0].0, "Lena Vogt", "{text}");
        }
    }

    #[test]
    fn what_several_voices_say_is_not() {
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
    fn what_officials_fear_an_outlet_passes_on() {
        let text = "Tanjug said officials feared that the port would shut.";
        assert_eq!(only(text), ("officials → Tanjug".to_owned(), Secondhand));
    }

    /// The venue is no part of what was criticised.
    #[test]
    fn what_is_criticised_in_interviews() {
        let text = "Lena Vogt criticised the freeze in interviews with CNN.";
        assert_eq!(only(text), ("Lena Vogt → CNN".to_owned(), Secondhand));
    }

    /// Verbs that address somebody, participles that open a sentence, and
    /// visits, each with a publisher.
    #[test]
    fn who_speaks_to_a_publisher_by_whatever_word() {
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

    /// The lead's *who has …* looks back and is no part of the interview.
    #[test]
    fn who_has_done_so_before() {
        let text = "Lena Vogt, who has campaigned for Omar Reyes, spoke.\n\n\"The port is shut,\" Vogt told CNN.";
        let chains = chains(text);
        assert_eq!(chains[0], ("Lena Vogt".to_owned(), Firsthand), "{chains:?}");
    }

    /// A speaker named after the content relays it even if only one person was
    /// told.
    #[test]
    fn who_tells_behind_what_others_were_told_passes_it_on() {
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
    fn what_a_report_says_that_somebody_told_is_passed_on() {
        let text = "According to a police report, Omar Reyes, 34, told detectives he \"blacked out.\"";
        assert_eq!(only(text), ("Omar Reyes → a police report".to_owned(), Secondhand));
        let text =
            "According to an affidavit filed by police, Reyes's ex-wife, Lena Vogt, told divers the pool was shut.";
        assert_eq!(only(text), ("Lena Vogt → an affidavit filed by police".to_owned(), Secondhand));
    }

    /// Guidelines: a public act that somebody mentions is the speaker's own
    /// claim.
    #[test]
    fn public_acts_are_not() {
        for text in
            ["Lena Vogt said Omar Reyes has proposed a toll.", "Lena Vogt said Omar Reyes would endorse the plan."]
        {
            for (chain, provenance) in chains(text) {
                assert_eq!(provenance, Firsthand, "{text}: {chain}");
            }
        }
    }

    #[test]
    fn what_is_supposed_or_asked_is_not() {
        let text = "A spokesman asked, \"If Omar Reyes believes the port is shut, who will pay?\"";
        assert!(chains(text).iter().all(|c| c.1 != Secondhand), "{:?}", chains(text));
    }

    #[test]
    fn a_source_behind_an_outlets_report_is_its_origin() {
        let text = "CNN reported that prices fell, according to the Salt Institute.";
        assert_eq!(only(text), ("Salt Institute → CNN".to_owned(), Secondhand));
    }

    #[test]
    fn a_record_passes_nothing_on_but_who_released_it_does() {
        let text = "According to a transcript released by the canal board, Omar Reyes told divers the port was shut.";
        assert_eq!(only(text), ("Omar Reyes → the canal board".to_owned(), Secondhand));
    }

    #[test]
    fn who_answers_a_poll_speaks_for_themselves() {
        let text = "A survey found that voters told pollsters the port was shut.";
        assert!(chains(text).iter().all(|c| c.1 == Firsthand), "{:?}", chains(text));
    }

    #[test]
    fn reports_of_nobody_are_hearsay() {
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
    fn an_interview_on_an_unnamed_programme_is_a_way() {
        let text = "Omar Reyes said in a radio interview that the port was shut.";
        assert_eq!(only(text), ("Omar Reyes → a radio interview".to_owned(), Secondhand));
    }
}
