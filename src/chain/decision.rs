//! A decision about a chain that fitted weights make.

/// The sum of weights from which a holder counts as passing on the words of an
/// attribution nested in it: a probability of 0.3. Findings have the best F1
/// there in cross-validation.
const RELAYS: f32 = -0.85;

/// The sum of weights from which content counts as another's words or thoughts:
/// a probability of 0.35, chosen in the same way.
const VOICES: f32 = -0.62;

/// Whether a holder with this sum of weights passes on the words of an
/// attribution nested in it.
pub(super) fn is_relay(sum: f32) -> bool {
    sum >= RELAYS
}

/// Whether content with this sum of weights tells of another's words or
/// thoughts.
pub(super) fn is_voice(sum: f32) -> bool {
    sum >= VOICES
}

/// A decision about a chain, with its features.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The weights that decide it: the name of a file of `grammar/weights`.
    pub weights: &'static str,
    /// Index of the attribution whose chain it is about.
    pub attribution: u32,
    /// Index of the party that may be an intermediary.
    pub party: u32,
    /// The features, each with its weight.
    pub features: Vec<(String, f32)>,
}

impl Decision {
    /// Returns the sum of the weights.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.features.iter().map(|f| f.1).sum()
    }

    /// Whether the weights make the party an intermediary. A link of a chain is
    /// an intermediary already; its sum gives its confidence.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self.weights {
            "relays" => is_relay(self.score()),
            "voices" => is_voice(self.score()),
            _ => true,
        }
    }
}
