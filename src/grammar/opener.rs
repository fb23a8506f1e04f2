//! Reads occasion files, and finds the words of a sentence that open an
//! occasion.

use super::pattern::Capture;
use super::pattern::compile::{Compiler, OCCASION_ROLES};
use super::pattern_index::Index;
use super::sentence_context::SentenceContext;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::named::named;
use crate::span::TokenSpan;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What kind of occasion some words open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// Somebody spoke to a publisher.
    Interview,
    /// Somebody spoke on a programme.
    Broadcast,
    /// A publisher reported something.
    Report,
    /// A publisher obtained or published a document or recording.
    Document,
    /// Somebody spoke to reporters or in public: no publisher received the
    /// words, and an earlier interview of the speaker is over.
    Public,
    /// Somebody wrote a document, which another sentence says a publisher has.
    Authorship,
}

named!(Opens {
    Interview => "interview",
    Broadcast => "broadcast",
    Report => "report",
    Document => "document",
    Public => "public",
    Authorship => "authorship",
});

impl Opens {
    /// Whether the words of such an occasion name a publisher.
    pub const fn names_publisher(self) -> bool {
        !matches!(self, Self::Public | Self::Authorship)
    }
}

/// Who speaks on an occasion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenTo {
    /// The speaker whom the sentence names.
    #[default]
    Speaker,
    /// Everybody who speaks next: *at a CNN town hall, in a profile*.
    Everybody,
    /// Nobody: the sentence only mentions the occasion.
    Nobody,
}

/// One file of `grammar/occasions`: wordings that open an occasion.
#[derive(Clone, Debug)]
pub struct Opener {
    /// Its name, such as `sat-down-with`.
    pub id: Arc<str>,
    /// What it means, in a sentence or two.
    pub about: Box<str>,
    /// What kind of occasion it opens.
    pub opens: Opens,
    /// Its patterns as written.
    pub patterns: Vec<Arc<str>>,
    /// Texts in which it must open an occasion.
    pub examples: Vec<OccasionExample>,
    /// Texts in which it must open none.
    pub counterexamples: Vec<Box<str>>,
    /// Path of its file below the grammar folder.
    pub file: Box<str>,
    /// The text of that file, as TOML for people to read.
    pub source: Box<str>,
    open_to: OpenTo,
    adverbial: bool,
    introduces: bool,
}

/// A text, the occasion that it must open, and the chains that follow.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccasionExample {
    /// The text, of one or several paragraphs.
    pub text: String,
    /// The occasion.
    pub occasion: ExpectedOccasion,
    /// The chains of the text's attributions in their order, as reports draw
    /// them; empty if they are not checked.
    #[serde(default)]
    pub chains: Vec<String>,
}

/// The occasion that an example must open: names of parties, empty for none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedOccasion {
    /// What kind of occasion it is.
    pub kind: Opens,
    /// The publisher; empty for an occasion in public.
    #[serde(default)]
    pub outlet: String,
    /// The person who speaks there.
    #[serde(default)]
    pub speaker: String,
    /// The person who asks the questions.
    #[serde(default)]
    pub host: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    about: String,
    opens: Opens,
    #[serde(default)]
    rank: i32,
    #[serde(default, rename = "open-to")]
    open_to: OpenTo,
    #[serde(default)]
    adverbial: bool,
    #[serde(default)]
    introduces: bool,
    #[serde(default)]
    pattern: Option<String>,
    #[serde(default)]
    patterns: Vec<String>,
    /// Parts of the patterns, by the name that they have there.
    #[serde(default, rename = "let")]
    parts: BTreeMap<String, String>,
    #[serde(default, rename = "example")]
    examples: Vec<OccasionExample>,
    #[serde(default)]
    counterexamples: Vec<String>,
    /// The TOML text of a built-in file, which the build script adds.
    source: Option<String>,
}

/// Words of a sentence that open an occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The id of the [`Opener`] that found them.
    pub opener: Arc<str>,
    /// What kind of occasion they open.
    pub opens: Opens,
    /// Who speaks on the occasion.
    pub open_to: OpenTo,
    /// Whether the words modify another statement: *in an interview with O*.
    pub adverbial: bool,
    /// Whether the words show that the name is a publisher's, also of one that
    /// is not listed: *on Monday's episode of “Soft Tide”*.
    pub introduces: bool,
    /// The words that name the occasion.
    pub cue: TokenSpan,
    /// The words that name its publisher; the words of the cue if the occasion
    /// has none.
    pub outlet: TokenSpan,
    /// The words that name those who ask the questions.
    pub hosts: Vec<TokenSpan>,
    /// The words that name those who speak.
    pub speakers: Vec<TokenSpan>,
    /// Index of the sentence.
    pub sentence: u32,
}

/// All occasion files, with their patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct Openers {
    pub(super) list: Vec<Opener>,
    pub(super) index: Index,
}

impl Openers {
    /// Reads one occasion file. One with the id of an earlier one replaces it.
    pub(super) fn add(&mut self, file: &str, text: &str, lexicon: &mut Lexicon) -> Result<(), Error> {
        let raw: File = crate::lexicon::parse(file, text)?;
        // Errors show a built-in file as it is written.
        let text = raw.source.as_deref().unwrap_or(text);
        let at_id = |error: Error| error.at(file, text, crate::lexicon::place(text, &raw.id));
        let written: Vec<&String> = raw.pattern.iter().chain(&raw.patterns).collect();
        if written.is_empty() {
            return Err(at_id(Error::new("an occasion needs `pattern` or `patterns`")));
        }
        if raw.examples.is_empty() {
            return Err(at_id(Error::new(format!("the occasion `{}` has no example", raw.id)))
                .with_help("add an [[example]] with text and occasion: it is the occasion's test"));
        }
        let index = self.list.iter().position(|o| *o.id == *raw.id).unwrap_or(self.list.len());
        let compiler = Compiler::new(OCCASION_ROLES, &raw.parts, lexicon, file, text)?;
        self.index.compile(index as u32, raw.rank, &written, compiler)?;
        let opener = Opener {
            id: raw.id.as_str().into(),
            about: raw.about.into(),
            opens: raw.opens,
            patterns: written.iter().map(|p| p.as_str().into()).collect(),
            examples: raw.examples,
            counterexamples: raw.counterexamples.into_iter().map(Into::into).collect(),
            file: file.into(),
            source: text.into(),
            open_to: raw.open_to,
            adverbial: raw.adverbial,
            introduces: raw.introduces,
        };
        match self.list.get_mut(index) {
            Some(old) => *old = opener,
            None => self.list.push(opener),
        }
        Ok(())
    }

    /// Adds the openings of a sentence to `openings`, at most one for each
    /// phrase that names a publisher: that of the highest rank, then the one
    /// whose words begin first.
    pub(super) fn find(&self, context: &SentenceContext<'_>, sentence: u32, openings: &mut Vec<Opening>) {
        let phrases = 0..context.phrases.len() as u32;
        let mut found: Vec<(i32, Opening)> = phrases.flat_map(|at| self.openings_at(context, sentence, at)).collect();
        found.sort_by_key(|(rank, opening)| (Reverse(*rank), opening.cue.start));
        let first = openings.len();
        for (_, opening) in found {
            match openings[first..].iter_mut().find(|kept| kept.outlet.overlaps(opening.outlet)) {
                Some(kept) => kept.introduces |= opening.introduces,
                None => openings.push(opening),
            }
        }
        openings[first..].sort_by_key(|opening| opening.outlet.start);
    }

    /// Returns the opening that is preferred, in a sentence whose openings are
    /// `kept`, to one of the file `id`: another at the same place, or one that
    /// names the same publisher.
    pub(super) fn preferred(
        &self,
        context: &SentenceContext<'_>,
        sentence: u32,
        kept: &[Opening],
        id: &str,
    ) -> Option<Opening> {
        (0..context.phrases.len() as u32).find_map(|at| {
            let mut here = self.openings_at(context, sentence, at).map(|(_, opening)| opening);
            let first = here.next()?;
            let own = if *first.opener == *id { first.clone() } else { here.find(|o| *o.opener == *id)? };
            let taken = kept.iter().find(|k| k.outlet.overlaps(own.outlet));
            taken.cloned().or(Some(first)).filter(|preferred| *preferred.opener != *id)
        })
    }

    /// Returns the openings whose cue begins with a phrase, each with its rank,
    /// the highest first.
    fn openings_at<'a>(
        &'a self,
        context: &'a SentenceContext<'_>,
        sentence: u32,
        at: u32,
    ) -> impl Iterator<Item = (i32, Opening)> + 'a {
        let phrase = &context.phrases[at as usize];
        let word = context.word_of(phrase.tokens.start);
        let place = move || context.place(at);
        let entries = self.index.at(phrase.kind, word, place, move |class| context.subject_has(at, class));
        entries.into_iter().filter_map(move |entry| {
            let matched = context.attempt(&entry.pattern, at)?;
            let of = |wanted: Capture| matched.captures.iter().filter(move |c| c.0 == wanted).map(|c| c.1);
            let opener = &self.list[entry.owner as usize];
            let cue = of(Capture::Cue).next()?;
            let unpublished = || (!opener.opens.names_publisher()).then_some(cue);
            let opening = Opening {
                opener: Arc::clone(&opener.id),
                opens: opener.opens,
                open_to: opener.open_to,
                adverbial: opener.adverbial,
                introduces: opener.introduces,
                cue,
                outlet: of(Capture::Outlet).next().or_else(unpublished)?,
                hosts: of(Capture::Host).collect(),
                speakers: of(Capture::Speaker).collect(),
                sentence,
            };
            Some((entry.rank, opening))
        })
    }
}
