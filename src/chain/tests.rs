use super::Provenance::{Firsthand, Hearsay, Secondhand};
use crate::resolve::samples::{Sample, Words};

fn line(text: &str, words: Words<'_>) -> (String, super::Provenance) {
    let s = Sample::new(text, &[words]);
    (s.line(0), s.chains[0].provenance)
}

#[test]
fn quoted_by_an_outlet() {
    let text = "The Washington Post quoted Omar Reyes as saying the port was shut.";
    let (chain, provenance) = line(text, ("Omar Reyes", "quoted", "the port was shut"));
    assert_eq!(chain, "The Washington Post[carried] < Omar Reyes");
    assert_eq!(provenance, Secondhand);
    let text = "Omar Reyes was quoted by Reuters as saying the port was shut.";
    assert_eq!(line(text, ("Omar Reyes", "was quoted", "the port was shut")).0, "Reuters[carried] < Omar Reyes");
}

#[test]
fn quoted_by_nobody_is_hearsay() {
    let text = "Omar Reyes was quoted as saying the port was shut.";
    assert_eq!(line(text, ("Omar Reyes", "was quoted", "the port was shut")).1, Hearsay);
}

#[test]
fn told_an_outlet() {
    let text = "Omar Reyes told CNN the port was shut.";
    assert_eq!(line(text, ("Omar Reyes", "told", "the port was shut")).0, "CNN[received] < Omar Reyes");
    let text = "In an interview with CNN on Friday, Omar Reyes said the port was shut.";
    assert_eq!(line(text, ("Omar Reyes", "said", "the port was shut")).0, "CNN[received] < Omar Reyes");
}

#[test]
fn audiences_and_own_outlets_are_not_intermediaries() {
    for told in ["reporters", "lawmakers", "The Harbour Times", "the Harbour Times"] {
        let text = format!("Omar Reyes told {told} the port was shut.");
        let (chain, provenance) = line(&text, ("Omar Reyes", "told", "the port was shut"));
        assert_eq!((chain.as_str(), provenance), ("Omar Reyes", Firsthand), "{told}");
    }
}

#[test]
fn monitored_by_another() {
    let text = "Tehran radio, monitored by the BBC, quoted a commander as saying the raid was over.";
    let (chain, _) = line(text, ("a commander", "quoted", "the raid was over"));
    assert_eq!(chain, "BBC[carried] < Tehran Radio[carried] < a commander");
}

#[test]
fn relayed_by_people() {
    let text = "Diplomats quoted Omar Reyes as saying the port was shut.";
    assert_eq!(line(text, ("Omar Reyes", "quoted", "the port was shut")).0, "Diplomats[relayed] < Omar Reyes");
    let text = "A spokesman said Omar Reyes believes the port was shut.";
    let (chain, _) = line(text, ("A spokesman", "said", "Omar Reyes believes the port was shut"));
    assert_eq!(chain, "A spokesman[relayed] < Omar Reyes");
}

#[test]
fn the_speaker_goes_on_and_another_does_not() {
    let text = "CNN quoted Omar Reyes as saying the port was shut.\n\nReyes said ships were waiting.\n\n\
                Lena Vogt said the tide was low.";
    let s = Sample::new(
        text,
        &[
            ("Omar Reyes", "quoted", "the port was shut"),
            ("Reyes", "said", "ships were waiting"),
            ("Lena Vogt", "said", "the tide was low"),
        ],
    );
    assert_eq!(s.line(1), "CNN[carried] < Omar Reyes");
    assert_eq!(s.line(2), "Lena Vogt");
}

#[test]
fn a_lead_takes_the_chain_of_the_body() {
    let text = "Omar Reyes said the port was shut.\n\n\"We are waiting,\" Reyes told CNN.";
    let s = Sample::new(text, &[("Omar Reyes", "said", "the port was shut"), ("Reyes", "told", "We are waiting,")]);
    assert_eq!(s.line(0), "CNN[received] < Omar Reyes");
}

#[test]
fn an_outlet_carries_what_it_reports() {
    let text = "The Guardian reported that Omar Reyes said the port was shut.";
    let s = Sample::new(
        text,
        &[
            ("The Guardian", "reported", "Omar Reyes said the port was shut"),
            ("Omar Reyes", "said", "the port was shut"),
        ],
    );
    // Both attributions have the chain of the one statement that they make.
    assert_eq!([s.line(0), s.line(1)], ["The Guardian[carried] < Omar Reyes"; 2]);
    assert_eq!(s.chains[0].provenance, Secondhand);
}

#[test]
fn the_paper_is_the_outlet_before() {
    let text = "The local daily al-Masar sent a reporter.\n\nThe paper quoted Omar Reyes as saying the port was shut.";
    let (chain, _) = line(text, ("Omar Reyes", "quoted", "the port was shut"));
    assert_eq!(chain, "al-Masar[carried] < Omar Reyes");
}

#[test]
fn a_sentence_of_its_own_at_the_end_carries() {
    let text = "Omar Reyes said the port was shut, the New York Times reported.";
    let (chain, _) = line(text, ("Omar Reyes", "said", "the port was shut"));
    assert_eq!(chain, "The New York Times[carried] < Omar Reyes");
}

#[test]
fn a_direct_speaker_stays_direct_after_being_quoted() {
    let text = "Mayor Lena Brook said the pool would open. A friend said Brook told her it was cold.\n\nBrook said the water was tested.";
    let s = Sample::new(
        text,
        &[
            ("Mayor Lena Brook", "said", "the pool would open"),
            ("A friend", "said", "Brook told her it was cold"),
            ("Brook", "told", "it was cold"),
            ("Brook", "said", "the water was tested"),
        ],
    );
    assert_eq!([s.line(0), s.line(3)], ["Lena Brook"; 2]);
    assert_eq!(s.line(2), "A friend[relayed] < Lena Brook");
}

#[test]
fn an_apposition_passes_nothing_on() {
    let text = "Lena Brook, a harbour pilot, said she had steered through ice and called it dull.";
    let s = Sample::new(
        text,
        &[("Lena Brook, a harbour pilot,", "said", "she had steered through ice"), ("she", "called", "it dull")],
    );
    assert_eq!([s.line(0), s.line(1)], ["Lena Brook"; 2]);
}

#[test]
fn a_public_claim_of_another_is_part_of_the_speakers_account() {
    let text = "Lena Brook said Omar Reyes claims that the pool is cold.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "said", "Omar Reyes claims that the pool is cold"),
            ("Omar Reyes", "claims", "that the pool is cold"),
        ],
    );
    assert_eq!(s.line(1), "Omar Reyes");
}

#[test]
fn this_newspaper_is_not_an_intermediary() {
    let text = "Radio Skerry reported a delay. A pilot told this newspaper that the ice was thin.";
    assert_eq!(line(text, ("A pilot", "told", "that the ice was thin")), ("A pilot".into(), Firsthand));
}

#[test]
fn supposed_to_have_said_is_hearsay() {
    let text = "Lena Brook is supposed to have left.";
    assert_eq!(line(text, ("", "is supposed", "to have left")).1, Hearsay);
}

#[test]
fn an_interview_that_a_sentence_without_attribution_opens() {
    let text = "Lena Brook sat down with CNN on Monday for an hour.\n\n\"The ice is thin,\" Brook said.\n\n\
                Omar Reyes said the port was shut.";
    let s = Sample::new(text, &[("Brook", "said", "The ice is thin,"), ("Omar Reyes", "said", "the port was shut")]);
    assert_eq!(s.line(0), "CNN[received] < Lena Brook");
    assert_eq!(s.line(1), "Omar Reyes");
}

#[test]
fn a_broadcast_at_the_end_of_the_content_is_its_occasion() {
    let text = "Mayor Lena Brook said the ice was thin on Monday's broadcast of CNN's “New Day.”\n\n\
                Brook added that the pool was shut.";
    let s = Sample::new(
        text,
        &[
            ("Mayor Lena Brook", "said", "the ice was thin on Monday's broadcast of CNN's “New Day.”"),
            ("Brook", "added", "that the pool was shut"),
        ],
    );
    assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook"; 2]);
    // Another person's interview, which she mentions, is not the occasion
    // of her words.
    let text = "Mayor Lena Brook said Omar Reyes gave an interview to CNN.";
    assert_eq!(line(text, ("Mayor Lena Brook", "said", "Omar Reyes gave an interview to CNN")).0, "Lena Brook");
}

#[test]
fn words_to_the_host_go_on_with_the_interview() {
    let text = "In an interview with CNN, Lena Brook said the ice was thin.\n\n\"It broke twice,\" she told the host.\n\n\
                Brook told a crowd that the pool was shut.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "said", "the ice was thin"),
            ("she", "told", "It broke twice,"),
            ("Brook", "told", "that the pool was shut"),
        ],
    );
    assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook"; 2]);
    assert_eq!(s.line(2), "Lena Brook");
}

#[test]
fn hosts_are_not_guests_of_their_own_programme() {
    let text = "CNN's Omar Reyes asked Lena Brook whether the ice was thin.\n\n\"It is,\" Brook said.";
    let s =
        Sample::new(text, &[("CNN's Omar Reyes", "asked", "whether the ice was thin"), ("Brook", "said", "It is,")]);
    assert_eq!(s.line(0), "Omar Reyes");
    assert_eq!(s.line(1), "CNN[received] < Lena Brook");
}

#[test]
fn turns_of_a_transcript_belong_to_its_broadcast() {
    let text = "On Monday's broadcast of CNN's “New Day,” Lena Brook said the ice was thin.\n\n\
                BROOK: I wrote a letter to them in a statement.\n\nREYES: Who read it?\n\nBROOK: The ice did.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "said", "the ice was thin"),
            ("BROOK", ":", "I wrote a letter to them in a statement."),
            ("REYES", ":", "Who read it?"),
            ("BROOK", ":", "The ice did."),
        ],
    );
    assert_eq!([s.line(1), s.line(3)], ["CNN[received] < Lena Brook"; 2]);
}

#[test]
fn an_article_headed_as_a_report_retells_it() {
    let body = "The Washington Post reported on Monday that the pool leaks. The Post spoke to swimmers.\n\n\
                \"My towel is gone,\" said Lena Brook, a swimmer.";
    let words = [
        ("The Washington Post", "reported", "that the pool leaks"),
        ("Lena Brook, a swimmer", "said", "My towel is gone,"),
    ];
    let told = |title: &str| Sample::new(&format!("{title}\n\n{body}"), &words).line(1);
    assert_eq!(told("Report: The Town Pool Loses Water"), "The Washington Post[carried] < Lena Brook");
    assert_eq!(told("The Town Pool Reportedly Loses Water"), "The Washington Post[carried] < Lena Brook");
    assert_eq!(told("The Town Pool Loses Water"), "Lena Brook");
}

#[test]
fn an_article_that_comes_back_to_a_report_retells_it() {
    let text = "The Washington Post reported that the pool leaks.\n\nThe Post said nobody knew why.\n\n\
                \"My towel is gone,\" said Lena Brook.\n\nThe Post said the water was warm.";
    let words = [
        ("The Washington Post", "reported", "that the pool leaks"),
        ("The Post", "said", "nobody knew why"),
        ("Lena Brook", "said", "My towel is gone,"),
        ("The Post", "said", "the water was warm"),
    ];
    assert_eq!(Sample::new(text, &words).line(2), "The Washington Post[carried] < Lena Brook");
}

#[test]
fn words_to_a_host_are_received_by_the_publisher() {
    let text = "After CNN's Omar Reyes asked about the ice, Lena Brook laughed.\n\n\
                Brook told Reyes that the pool was shut.";
    assert_eq!(line(text, ("Brook", "told", "that the pool was shut")).0, "CNN[received] < Lena Brook");
}

#[test]
fn speakers_in_a_report_that_a_sentence_opens() {
    let text = "In The New Yorker's long profile of the pool, swimmers seemed glad to talk. \
                \"My towel is gone,\" said Lena Brook.\n\nOmar Reyes said the port was shut.";
    let s =
        Sample::new(text, &[("Lena Brook", "said", "My towel is gone,"), ("Omar Reyes", "said", "the port was shut")]);
    assert_eq!([s.line(0), s.line(1)], ["The New Yorker[carried] < Lena Brook", "Omar Reyes"]);
    assert_eq!(s.chains[0].reach, Some(super::Reach::Occasion));
}

#[test]
fn earlier_words_that_the_writer_recalls_are_not_part_of_an_interview() {
    let text = "Lena Brook told CNN that the ice was thin. She added that it broke.\n\n\
                Brook has said that the pool is cold.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "told", "that the ice was thin"),
            ("She", "added", "that it broke"),
            ("Brook", "has said", "that the pool is cold"),
        ],
    );
    assert_eq!([s.chains[0].reach, s.chains[1].reach], [None, Some(super::Reach::Continues)]);
    assert_eq!(s.chains[2].provenance, Firsthand);
}

/// A participle's content has the occasion of the statement in its
/// sentence.
#[test]
fn a_participle_has_the_occasion_of_its_sentence() {
    let text = "Lena Brook told a crowd that the pool was shut.\n\nPraising the ice, Brook told CNN that it held.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "told", "that the pool was shut"),
            ("Brook", "Praising", "the ice"),
            ("Brook", "told", "that it held"),
        ],
    );
    assert_eq!([s.line(1), s.line(2)], ["CNN[received] < Lena Brook"; 2]);
    let text = "Report: The Town Pool Loses Water\n\nThe Washington Post reported on Monday that the pool leaks. \
                The Post spoke to swimmers.\n\nLena Brook told a crowd that the pool was shut, saying it leaks.";
    let s = Sample::new(
        text,
        &[
            ("The Washington Post", "reported", "that the pool leaks"),
            ("Lena Brook", "told", "that the pool was shut"),
            ("Lena Brook", "saying", "it leaks"),
        ],
    );
    assert_eq!([s.line(1), s.line(2)], ["Lena Brook"; 2]);
}

#[test]
fn a_later_mention_of_the_interview_means_the_same_one() {
    let text = "Omar Reyes could not explain what was mentioned by Lena Brook in an interview with CNN.\n\n\
                Brook said in the interview that the ice was thin. Reyes said it was not.";
    let s = Sample::new(
        text,
        &[
            ("Omar Reyes", "could not explain", "what was mentioned by Lena Brook in an interview with CNN"),
            ("Lena Brook", "was mentioned", "what"),
            ("Brook", "said", "that the ice was thin"),
            ("Reyes", "said", "it was not"),
        ],
    );
    assert_eq!(s.line(2), "CNN[received] < Lena Brook");
    assert_eq!(s.line(3), "Omar Reyes");
}

/// A refusal to comment closes the speaker's earlier interview: this
/// article asked.
#[test]
fn a_refusal_to_comment_ends_the_interview() {
    let text = "Lena Brook told CNN that the ice was thin.\n\nBrook did not respond to a request for comment.\n\n\
                Brook also said that it creaked.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "told", "that the ice was thin"),
            ("Brook", "did not respond to", "a request for comment"),
            ("Brook", "also said", "that it creaked"),
        ],
    );
    assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook", "Lena Brook"]);
}

/// An occasion word such as *debate* does not end the interview where it
/// stands in quoted words or names a future event.
#[test]
fn an_event_that_is_only_mentioned_is_not_an_occasion() {
    let text = "Lena Brook told CNN that the ice was thin.\n\n\
                \"It broke,\" Brook said, going on to say the town has \"failed to have that old debate\".\n\n\
                Brook offered advice to skaters on Friday in the coming debates.";
    let s = Sample::new(
        text,
        &[
            ("Lena Brook", "told", "that the ice was thin"),
            ("Brook", "said", "It broke,"),
            ("Brook", "offered advice to", "skaters"),
        ],
    );
    assert_eq!([s.line(1), s.line(2)], ["CNN[received] < Lena Brook"; 2]);
}

/// *One of the people* and *another* can belong to unnamed sources from
/// before.
#[test]
fn one_of_a_group_has_the_chain_of_the_group() {
    for one in ["One of the people", "Another"] {
        let text = format!("Two people told CNN that the ice was thin.\n\n{one} said it had held.");
        let words = [("Two people", "told", "that the ice was thin"), (one, "said", "it had held")];
        assert_eq!(Sample::new(&text, &words).line(1), format!("CNN[received] < {one}"));
    }
    let text = "Two people told CNN that the ice was thin.\n\nOne of the pilots said it had held.";
    let words = [("Two people", "told", "that the ice was thin"), ("One of the pilots", "said", "it had held")];
    assert_eq!(Sample::new(text, &words).line(1), "One of the pilots");
}

#[test]
fn programmes_of_the_own_publisher_are_not_intermediaries() {
    let text = "Lena Brook told the Harbour Times' “Tide Radio” that the ice was thin.";
    assert_eq!(line(text, ("Lena Brook", "told", "that the ice was thin")), ("Lena Brook".into(), Firsthand));
}
