//! Tests of the resolution as a whole.

use super::samples::Sample;
use crate::article::Metadata;
use crate::party::PartyKind;
use crate::span::Span;
use proptest::prelude::*;

#[test]
fn surnames_and_pronouns_go_to_the_full_name() {
    let text = "Mayor Elena Ortiz said the bridge was safe. Ortiz said it would open. She said the tests were done.";
    let s = Sample::new(
        text,
        &[
            ("Mayor Elena Ortiz", "said", "the bridge was safe"),
            ("Ortiz", "said", "it would open"),
            ("She", "said", "the tests were done"),
        ],
    );
    assert_eq!([s.source(0), s.source(1), s.source(2)], ["Elena Ortiz"; 3]);
}

#[test]
fn pronouns_follow_gender() {
    let text = "Michael Brandt met Susan Lowe on Friday. She said the talks failed. He said they had not begun.";
    let s = Sample::new(text, &[("She", "said", "the talks failed"), ("He", "said", "they had not begun")]);
    assert_eq!([s.source(0), s.source(1)], ["Susan Lowe", "Michael Brandt"]);
}

#[test]
fn a_pronoun_without_candidate_stays_as_written() {
    let s = Sample::new("He said the harvest was late.", &[("He", "said", "the harvest was late")]);
    assert_eq!(s.source(0), "He");
    assert_eq!(s.resolution.parties[s.resolution.sources[0].unwrap() as usize].kind, PartyKind::Unnamed);
}

#[test]
fn an_apposition_names_the_person_that_a_role_means() {
    let text =
        "The head of the water board, Karim Haddad, said the dam held. The head of the board said more rain was due.";
    let s = Sample::new(text, &[("The head of the water board, Karim Haddad,", "said", "the dam held")]);
    assert_eq!(s.source(0), "Karim Haddad");
    let party = &s.resolution.parties[s.resolution.sources[0].unwrap() as usize];
    assert_eq!(party.description.unwrap().of(&s.text), "The head of the water board");
}

#[test]
fn the_senator_is_the_person_with_that_title() {
    let text = "Sen. Ruth Calder arrived late. The senator said the vote was lost.";
    let s = Sample::new(text, &[("The senator", "said", "the vote was lost")]);
    assert_eq!(s.source(0), "Ruth Calder");
}

#[test]
fn advisers_are_not_the_person_they_advise() {
    let text = "Mr. Calder spoke first. Advisers to Mr. Calder said the plan was dead.";
    let s = Sample::new(text, &[("Advisers to Mr. Calder", "said", "the plan was dead")]);
    assert_eq!(s.source(0), "Advisers to Mr. Calder");
}

#[test]
fn spellings_of_one_surname() {
    let text = "Tomas Wickham said the mill would close. Wickam said nobody was asked.";
    let s =
        Sample::new(text, &[("Tomas Wickham", "said", "the mill would close"), ("Wickam", "said", "nobody was asked")]);
    assert_eq!(s.source(1), "Tomas Wickham");
}

#[test]
fn names_are_cut_to_their_core() {
    let text =
        "A pilot, whom he would not name, said the ice was thin. Town spokesman Karl Brook last week said it held.";
    let s = Sample::new(
        text,
        &[
            ("A pilot, whom he would not name,", "said", "the ice was thin"),
            ("Town spokesman Karl Brook last week", "said", "it held"),
        ],
    );
    assert_eq!([s.source(0), s.source(1)], ["A pilot", "Karl Brook"]);
}

#[test]
fn a_nickname_stands_inside_its_name() {
    let text = "Karl \"Tubs\" Brook came in. Brook said it was late.";
    let s = Sample::new(text, &[("Brook", "said", "it was late")]);
    assert_eq!(s.source(0), "Karl \"Tubs\" Brook");
}

#[test]
fn a_delegate_introduced_without_a_name_stays_the_delegate() {
    let text = "A delegate came in. Envoy Lena Brook left. The delegate said it was over.";
    let s = Sample::new(text, &[("The delegate", "said", "it was over")]);
    assert_eq!(s.source(0), "The delegate");
}

#[test]
fn papers_are_found_by_their_last_word_and_other_names_are_not_papers() {
    let text = "Petra Brook told the Ledger that it was late. Local media reported a toll. The Skerry-based daily Lend Courier said it held. The Courier reported a map.";
    let s = Sample::new(
        text,
        &[
            ("Petra Brook", "told", "that it was late"),
            ("Local media", "reported", "a toll"),
            ("The Skerry-based daily Lend Courier", "said", "it held"),
            ("The Courier", "reported", "a map"),
        ],
    );
    assert_eq!(s.line(0), "The Ledger[received] < Petra Brook");
    assert_eq!([s.source(1), s.source(2), s.source(3)], ["Local media", "Lend Courier", "Lend Courier"]);
}

#[test]
fn comments_name_nobody() {
    let text =
        "<!-- Shows: Karl Brook as a source -->\n\nThe vote was held on Monday in the town hall. He said it was late.";
    let s = Sample::new(text, &[("He", "said", "it was late")]);
    assert_eq!(s.source(0), "He");
}

#[test]
fn the_author_says_i() {
    let text = "I know the valley well.";
    let metadata = Metadata { byline: Some("By Nora Field".into()), ..Metadata::default() };
    let s =
        Sample::with_spans(text, &[[Some(Span::new(0, 1)), Some(Span::new(2, 6)), Some(Span::new(7, 22))]], metadata);
    assert_eq!(s.source(0), "Nora Field");
}

#[test]
fn a_role_means_the_person_that_most_of_its_words_fit() {
    let text = "Republican nominee Karl Brook met Democratic nominee Ruth Calder.\n\n\
                Brook left early.\n\nThe Democratic nominee said it was late. The Republican said it was not.";
    let s = Sample::new(
        text,
        &[("The Democratic nominee", "said", "it was late"), ("The Republican", "said", "it was not")],
    );
    assert_eq!([s.source(0), s.source(1)], ["Ruth Calder", "Karl Brook"]);
}

// *At a briefing in Skerry, the mayor also said …*: the clause after the comma
// is not an apposition to *Skerry*.
#[test]
fn a_clause_behind_a_comma_is_not_an_apposition() {
    let text = "Mayor Elena Ortiz came. At a briefing in Skerry, the mayor also said that it held, and left.\n\nThe mayor said more.";
    let s = Sample::new(text, &[("the mayor", "also said", "that it held"), ("The mayor", "said", "more")]);
    assert_eq!([s.source(0), s.source(1)], ["Elena Ortiz"; 2]);
}

#[test]
fn a_role_in_the_lead_is_the_person_named_in_the_next_paragraph() {
    let text = "Velmark's oil minister said that prices would hold.\n\nKarim Haddad said no meeting was planned.";
    let s = Sample::new(
        text,
        &[
            ("Velmark's oil minister", "said", "that prices would hold"),
            ("Karim Haddad", "said", "no meeting was planned"),
        ],
    );
    assert_eq!(s.source(0), "Karim Haddad");
    // A person introduced with another role is somebody else.
    let text = "Velmark's oil minister said that prices would hold.\n\nTrader Karim Haddad said it was late.";
    let s = Sample::new(text, &[("Velmark's oil minister", "said", "that prices would hold")]);
    assert_eq!(s.source(0), "Velmark's oil minister");
}

#[test]
fn a_surname_is_the_person_before_it_is_a_campaign() {
    let text = "Donald Wickham left early. The Wickham campaign sent flowers. Wickham said it was late.";
    let s = Sample::new(text, &[("Wickham", "said", "it was late")]);
    assert_eq!(s.source(0), "Donald Wickham");
}

#[test]
fn a_person_mentioned_in_a_quotation_is_not_its_speaker() {
    let text = "Mayor Karl Brook met Senator Paul Lowe. \"He thinks it was late,\" Brook said.";
    let s = Sample::new(text, &[("Brook", "said", "\"He thinks it was late,\""), ("He", "thinks", "it was late")]);
    assert_eq!([s.source(0), s.source(1)], ["Karl Brook", "Paul Lowe"]);
}

#[test]
fn somebody_without_a_name_can_be_she() {
    let text = "Karl Brook spoke. A woman in the hall waved. She said it was late.";
    let s = Sample::new(text, &[("She", "said", "it was late")]);
    assert_eq!(s.source(0), "A woman");
    // Persons introduced only as candidates for a pronoun are not listed.
    let text = "A woman in the hall waved. Karl Brook said it was late.";
    let s = Sample::new(text, &[("Karl Brook", "said", "it was late")]);
    assert!(s.resolution.parties.iter().all(|p| p.name != "A woman"));
}

#[test]
fn things_are_not_he() {
    let text = "Karl Brook praised the town. A raft of new rules said so. Years later he said it was late.";
    let s = Sample::new(text, &[("A raft of new rules", "said", "so"), ("he", "said", "it was late")]);
    assert_eq!(s.source(1), "Karl Brook");
}

#[test]
fn answers_belong_to_the_person_interviewed() {
    let text = "Ten minutes with Runa Field, who knows her ice.\n\nQ: Did you say so?\n\nA: I said it was late.";
    let s = Sample::new(text, &[("A", ":", "I said it was late."), ("I", "said", "it was late")]);
    assert_eq!([s.source(0), s.source(1)], ["Runa Field"; 2]);
}

#[test]
fn the_subject_of_a_participle_stands_before_it() {
    let text = "Lena Brook said the dam held, adding that more rain was due.";
    let s = Sample::new(text, &[("Lena Brook", "said", "the dam held"), ("", "adding", "that more rain was due")]);
    assert_eq!(s.source(1), "Lena Brook");
    assert_eq!(s.line(1), "Lena Brook");
}

#[test]
fn transliterations_and_glued_names() {
    let text = "Omar Gadhafi came. Qaddafi said it was late. MinisterAnna Bell left. Bell said it held. Gary Byrne waved. Bryne said no.";
    let s =
        Sample::new(text, &[("Qaddafi", "said", "it was late"), ("Bell", "said", "it held"), ("Bryne", "said", "no")]);
    assert_eq!([s.source(0), s.source(1), s.source(2)], ["Omar Gadhafi", "Anna Bell", "Gary Byrne"]);
    // Surnames that differ in one letter of six are different names.
    let text = "Ann Walker came. Walter said it was late.";
    let s = Sample::new(text, &[("Walter", "said", "it was late")]);
    assert_eq!(s.source(0), "Walter");
}

#[test]
fn an_ambiguous_pronoun_stays_unresolved() {
    use crate::party::Unresolved;
    let s = Sample::new("He said the harvest was late.", &[("He", "said", "the harvest was late")]);
    assert_eq!(s.resolution.unresolved[0], Some(Unresolved::NoCandidate));
    let s = Sample::new("The spokesman said it was late.", &[("The spokesman", "said", "it was late")]);
    assert_eq!(s.resolution.unresolved[0], Some(Unresolved::NoCandidate));
    let s = Sample::new("Karl Brook said it was late.", &[("Karl Brook", "said", "it was late")]);
    assert_eq!(s.resolution.unresolved[0], None);
}

#[test]
fn a_name_in_capitals_in_the_byline_is_the_author() {
    let metadata = Metadata { byline: Some("By NORA FIELD. Email: n@example.org".into()), ..Metadata::default() };
    let s = Sample::with_spans(
        "I know the valley well.",
        &[[Some(Span::new(0, 1)), Some(Span::new(2, 6)), Some(Span::new(7, 22))]],
        metadata,
    );
    assert_eq!(s.source(0), "Nora Field");
}

#[test]
fn a_role_in_the_lead_is_the_next_speaker_with_a_name() {
    let text = "A former harbour chairman says the pier will not last. The mayor was told in May.\n\n\
                “It has five winters left,” said Aldo Ferri, who ran the port for a decade.";
    let s = Sample::new(
        text,
        &[
            ("A former harbour chairman", "says", "the pier will not last"),
            ("Aldo Ferri", "said", "“It has five winters left,”"),
        ],
    );
    assert_eq!([s.source(0), s.source(1)], ["Aldo Ferri"; 2]);
}

/// *king* and *singer* are also titles and roles.
#[test]
fn a_word_behind_mr_is_a_surname() {
    let text = "The writer Mark Singer met Larry King. Mr. Singer said it rained. Mr. King said it did not.";
    let s = Sample::new(text, &[("Mr. Singer", "said", "it rained"), ("Mr. King", "said", "it did not")]);
    assert_eq!([s.source(0), s.source(1)], ["Mark Singer", "Larry King"]);
}

#[test]
fn a_bare_surname_means_the_person_not_always_named_in_full() {
    let text = "Victor Brandt wants the mill. Brandt owns the weir. Nora Brandt, his sister, sits on the board. \
                Nora Brandt has a vote. Nora Brandt was away. Brandt said it was settled.";
    let s = Sample::new(text, &[("Brandt", "said", "it was settled")]);
    assert_eq!(s.source(0), "Victor Brandt");
}

#[test]
fn people_named_together_speak_together() {
    let text = "Senators Ana Ruiz, Democrat of Ohio, and Tom Lee, R-Ky., wrote to the board. They said it was late. \
                Ruiz and Lee want a vote. He said so twice.";
    let s = Sample::new(
        text,
        &[("They", "said", "it was late"), ("Ruiz and Lee", "want", "a vote"), ("He", "said", "so twice")],
    );
    assert_eq!([s.source(0), s.source(1), s.source(2)], ["Ana Ruiz and Tom Lee", "Ana Ruiz and Tom Lee", "Tom Lee"]);
    assert_eq!(s.resolution.sources[0], s.resolution.sources[1]);
    // The aides speak, not the two persons.
    let s = Sample::new(
        "Ana Ruiz and Tom Lee's aides said it was late.",
        &[("Ana Ruiz and Tom Lee's aides", "said", "it was late")],
    );
    assert_ne!(s.source(0), "Ana Ruiz and Tom Lee");
}

#[test]
fn who_means_the_person_and_not_the_workplace() {
    let text = "Tom Lee, a technician at the Harbour Board who said it was late, left. Anyone who thinks so is wrong. \
                Senator Ana Ruiz of Vermont, who said it held, stayed. Maybe Ana Ruiz thinks it did.";
    let s = Sample::new(
        text,
        &[
            ("who", "said", "it was late"),
            ("who", "thinks", "so"),
            ("who", "said", "it held"),
            ("Ana Ruiz", "thinks", "it did"),
        ],
    );
    assert_eq!([s.source(0), s.source(1), s.source(2), s.source(3)], ["Tom Lee", "Anyone", "Ana Ruiz", "Ana Ruiz"]);
}

/// *Will* is a name here, although it is usually a function word.
#[test]
fn an_apposition_names_will_and_the_late() {
    let text = "A spokesman for the port, Will Apter, said it was late. Apter said more. \
                Another pilot, the late Davis Munn, told a class that it was cold. \
                The envoy, retired Judge Lena Brook, said it would thaw.";
    let s = Sample::new(
        text,
        &[
            ("A spokesman for the port, Will Apter,", "said", "it was late"),
            ("Apter", "said", "more"),
            ("Another pilot, the late Davis Munn,", "told", "that it was cold"),
            ("The envoy, retired Judge Lena Brook,", "said", "it would thaw"),
        ],
    );
    let names = [s.source(0), s.source(1), s.source(2), s.source(3)];
    assert_eq!(names, ["Will Apter", "Will Apter", "Davis Munn", "Lena Brook"]);
}

#[test]
fn the_republican_is_neither_a_democrat_nor_a_paper() {
    let text = "Sen. Paul Holt, a Democrat of Ohio, spoke. The Ohio Democrat said it was late. \
                The Michigan Republican said it was not. The Mirror claimed more.";
    let s = Sample::new(
        text,
        &[
            ("The Ohio Democrat", "said", "it was late"),
            ("The Michigan Republican", "said", "it was not"),
            ("The Mirror", "claimed", "more"),
        ],
    );
    assert_eq!([s.source(0), s.source(1)], ["Paul Holt", "The Michigan Republican"]);
    let mirror = s.resolution.sources[2].unwrap() as usize;
    assert_eq!(s.resolution.parties[mirror].kind, PartyKind::Outlet);
}

#[test]
fn he_means_the_subject_before_the_quotation() {
    let text = "Karl Brook said \"it groaned\" all evening.\n\nNed Alder put it mildly. \"It sang,\" he said.";
    let s = Sample::new(text, &[("Karl Brook", "said", "\"it groaned\""), ("he", "said", "\"It sang,\"")]);
    assert_eq!(s.source(1), "Ned Alder");
}

/// The cue lies after the last token: it counts as part of the last
/// paragraph.
#[test]
fn a_cue_behind_the_last_token_is_in_the_last_paragraph() {
    let s = Sample::with_spans(
        "Ana Ruiz\n\nTom Lee\n",
        &[
            [Some(Span::new(0, 8)), Some(Span::new(18, 18)), None],
            [Some(Span::new(10, 17)), Some(Span::new(18, 18)), None],
        ],
        Metadata::default(),
    );
    assert_eq!((s.resolution.sentence_routes[0].paragraph, s.line(0).as_str()), (1, "Ana Ruiz"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_spans_resolve(
        text in "([A-Z][a-z]{0,6}|he|she|it|told|quoted|by|said|CNN|the|paper|a|spokesman|for|\"|,|\\.|\n\n|é|— ){0,40}",
        cuts in proptest::collection::vec((0.0f64..1.0, 0.0f64..1.0), 0..18),
    ) {
        let text: String = text.replace("said", " said ").replace("told", " told ");
        let at = |f: f64| {
            let mut i = (f * text.len() as f64) as usize;
            while !text.is_char_boundary(i) { i -= 1; }
            i as u32
        };
        let spans: Vec<[Option<Span>; 3]> = cuts.chunks(3).map(|c| {
            let one = |i: usize| c.get(i).map(|&(a, b)| Span::new(at(a.min(b)), at(a.max(b))));
            [one(0), one(1), one(2)]
        }).collect();
        let s = Sample::with_spans(&text, &spans, Metadata::default());
        prop_assert_eq!(s.chains.len(), spans.len());
        for link in s.chains.iter().flat_map(|c| &c.links) {
            prop_assert!(s.text.get(link.mention.range()).is_some());
            prop_assert!((link.party as usize) < s.resolution.parties.len());
        }
        for mention in s.resolution.parties.iter().flat_map(|p| &p.mentions) {
            prop_assert!(s.text.get(mention.range()).is_some());
        }
    }
}

/// Regression test: a short paragraph of names was read as a headline, whose
/// capitals mark no names.
#[test]
fn a_sentence_of_names_is_no_headline() {
    for text in ["“No,” Ana Ruiz told Der Spiegel.", "“No,” Ana Ruiz told Der Spiegel. “Yes,” Tom Ito said."]
    {
        let analysis = crate::analyze(text);
        assert_eq!(analysis.parties[0].name, "Ana Ruiz", "{text}");
        assert_eq!(analysis.parties[0].kind, PartyKind::Person, "{text}");
    }
}
