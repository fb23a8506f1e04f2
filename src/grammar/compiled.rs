//! The compiled grammar: lexicons, constructions, occasions and weights.

use super::construction::{Construction, Constructions};
use super::opener::{Opener, Openers};
use super::sentence_context::Known;
use super::weights::Weights;
use crate::error::{Error, ErrorKind};
use crate::lexicon::{self, Frames, Lexicon};
use crate::syntax;
use std::sync::LazyLock;

/// The files under `grammar/constructions`: path below `grammar`, and the JSON
/// that the build script makes of the file.
const BUILTIN_CONSTRUCTIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/constructions.rs"));

/// The files under `grammar/occasions`, in the same form.
const BUILTIN_OCCASIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/occasions.rs"));

/// The files under `grammar/lexicons`, in the same form. They are only read
/// when a user's lexicons are added to them.
const BUILTIN_LEXICONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// The built-in lexicons as compiled by the build script. Without lexicons of
/// the user's, only this is read.
const BUILTIN_LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The files under `grammar/weights`, as compiled by the build script.
const BUILTIN_KEEP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keep.bin"));
const BUILTIN_ENDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ends.bin"));
const BUILTIN_STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/starts.bin"));
const BUILTIN_RELAYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/relays.bin"));
const BUILTIN_VOICES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/voices.bin"));
const BUILTIN_LINKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/links.bin"));
const BUILTIN_PRONOUNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pronouns.bin"));

/// Reads the built-in lexicons and a user's (pairs of path and text).
fn compile_lexicon(own: &[(&str, &str)]) -> Result<lexicon::Builder, Error> {
    let mut builder = lexicon::Builder::default();
    for (name, text) in BUILTIN_LEXICONS.iter().chain(own) {
        builder.add(name, text)?;
    }
    Ok(builder)
}

/// A compiled grammar: lexicons, constructions, occasions and weights.
#[derive(Clone, Debug)]
pub struct Grammar {
    pub(super) lexicon: Lexicon,
    pub(super) constructions: Constructions,
    pub(super) openers: Openers,
    pub(super) known: Known,
    /// Weights that decide whether a reading is an attribution (`judge.rs`).
    pub(super) keep: Weights,
    /// Weights that decide where content right of the cue ends (`edges.rs`).
    pub(super) ends: Weights,
    /// Weights that decide where content starts (`edges.rs`).
    pub(super) starts: Weights,
    chains: ChainWeights,
}

/// The weights that decide about chains (`crate::chain`) and about whom a
/// pronoun refers to (`crate::resolve`).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ChainWeights {
    /// Whether the source of an attribution passes on the words or thoughts of
    /// another attribution nested in it. Without weights it never does.
    pub relays: Weights,
    /// Whether the content of an attribution tells of the words or thoughts of
    /// the party that its first clause is about. Without weights it never does.
    pub voices: Weights,
    /// How likely the link of an intermediary is right.
    pub links: Weights,
    /// Which of the people named before a pronoun it refers to.
    pub pronouns: Weights,
}

impl Grammar {
    /// Returns the grammar that ships with the crate, compiled on first use.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Grammar> = LazyLock::new(|| {
            Grammar::with_files(&[]).unwrap_or_else(|e| panic!("the built-in grammar is tested: {e}"))
        });
        &BUILTIN
    }

    /// Returns the built-in grammar with a user's files added. `files` are
    /// pairs of path (for error messages) and text. A file that sets `opens` or
    /// lies in a folder `occasions` is an occasion, another one that sets `id`,
    /// `pattern` or `patterns` a construction, any other a lexicon.
    ///
    /// # Errors
    /// Returns an error if a file is malformed, with file, line, column and a
    /// caret.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, Error> {
        Self::compile(files).map_err(|error| error.of(ErrorKind::Grammar))
    }

    fn compile(files: &[(String, String)]) -> Result<Self, Error> {
        // Files are told apart by what they set, so that a user's folder can
        // have any layout.
        let sets = |line: &str, key: &str| line.strip_prefix(key).is_some_and(|l| l.trim_start().starts_with('='));
        let has_any =
            |text: &str, keys: &[&str]| text.lines().any(|line| keys.iter().any(|key| sets(line.trim_start(), key)));
        let is_occasion =
            |name: &str, text: &str| has_any(text, &["opens"]) || name.rsplit(['/', '\\']).nth(1) == Some("occasions");
        let own = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let (own_occasions, own): (Vec<_>, Vec<_>) = own.partition(|(name, text)| is_occasion(name, text));
        let (own_constructions, own_lexicons): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|(_, text)| has_any(text, &["id", "pattern", "patterns"]));
        let mut lexicon = if own_lexicons.is_empty() {
            Lexicon::from_image(BUILTIN_LEXICON.into())
        } else {
            compile_lexicon(&own_lexicons)?.build()?
        };
        let mut constructions = Constructions::default();
        for (name, text) in BUILTIN_CONSTRUCTIONS.iter().chain(&own_constructions) {
            constructions.add(name, text, &mut lexicon)?;
        }
        constructions.index.finish();
        let mut openers = Openers::default();
        for (name, text) in BUILTIN_OCCASIONS.iter().chain(&own_occasions) {
            openers.add(name, text, &mut lexicon)?;
        }
        openers.index.finish();
        let known = Known::new(&mut lexicon);
        let grammar = Self {
            lexicon,
            constructions,
            openers,
            known,
            keep: Weights::default(),
            ends: Weights::default(),
            starts: Weights::default(),
            chains: ChainWeights {
                relays: Weights::open(BUILTIN_RELAYS),
                voices: Weights::open(BUILTIN_VOICES),
                links: Weights::open(BUILTIN_LINKS),
                pronouns: Weights::open(BUILTIN_PRONOUNS),
            },
        };
        let [keep, ends, starts] = [BUILTIN_KEEP, BUILTIN_ENDS, BUILTIN_STARTS].map(Weights::open);
        Ok(grammar.with_weights(keep, ends, starts))
    }

    /// Returns the grammar with other weights: `keep` decides whether a reading
    /// is an attribution, `ends` where content right of a cue ends, and
    /// `starts` where content starts. With empty weights ([`Weights::default`])
    /// all readings are kept, and rules decide where content ends and starts.
    #[must_use]
    pub fn with_weights(mut self, keep: Weights, ends: Weights, starts: Weights) -> Self {
        self.constructions.weigh(&keep);
        Self { keep, ends, starts, ..self }
    }

    /// Returns the grammar with other weights for chains.
    #[must_use]
    pub fn with_chain_weights(self, chains: ChainWeights) -> Self {
        Self { chains, ..self }
    }

    /// Returns the weights for chains.
    #[must_use]
    pub fn chain_weights(&self) -> &ChainWeights {
        &self.chains
    }

    /// Returns the lexicon.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns the constructions in the order of their files, the built-in ones
    /// first. A user's construction with the id of a built-in one has its
    /// position.
    #[must_use]
    pub fn constructions(&self) -> &[Construction] {
        &self.constructions.list
    }

    /// Returns the files of occasions in the same order.
    #[must_use]
    pub fn openers(&self) -> &[Opener] {
        &self.openers.list
    }

    /// Returns the construction with this id, if any.
    #[must_use]
    pub fn construction(&self, id: &str) -> Option<&Construction> {
        self.constructions.list.iter().find(|c| &*c.id == id)
    }
}

impl Known {
    fn new(lexicon: &mut Lexicon) -> Self {
        let frame = |l: &Lexicon, name: &str| l.frame(name).unwrap_or_default();
        let clausal = syntax::clausal_frames(lexicon);
        let paren = frame(lexicon, "paren");
        let wording = ["that", "bare", "quote", "small", "as", "addressee"];
        let wording = wording.iter().fold(Frames::default(), |f, n| f.union(frame(lexicon, n)));
        let copula = frame(lexicon, "copula");
        let mut prepositions = Vec::new();
        for name in [
            "of", "for", "on", "about", "to", "at", "with", "against", "in", "over", "from", "out", "upon", "into",
            "toward",
        ] {
            prepositions.push((lexicon.intern(name), frame(lexicon, name)));
        }
        prepositions.push((lexicon.intern("towards"), frame(lexicon, "toward")));
        prepositions.push((lexicon.intern("as"), frame(lexicon, "as-pp")));
        Self { clausal, paren, wording, copula, prepositions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The build script runs the same loader, so the image and the files only
    /// differ if that changes.
    #[test]
    fn the_image_equals_the_compiled_files() {
        let image = compile_lexicon(&[]).and_then(lexicon::Builder::image).expect("the built-in files are sound");
        assert!(image == BUILTIN_LEXICON);
    }
}
