//! Parties: who speaks, carries, relays, under all the names that the
//! article gives them.

use crate::span::Span;
use serde::Serialize;

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartyKind {
    /// A named individual.
    Person,
    /// One or several that the article does not name: *sources, officials*.
    Unnamed,
    /// A named organisation, country, campaign, company as a voice.
    Organization,
    /// A publisher: newspaper, agency, broadcaster, site, programme.
    Outlet,
    /// A poll, study, filing, email, report.
    Document,
}

/// Why the source of an attribution names nobody: *he said*, and it cannot be
/// said who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nobody before it fits.
    NoCandidate,
    /// These parties (indices) fit equally well.
    Several(Vec<u32>),
}

/// A party with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The fullest name that the article gives it.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// The apposition or role that the article gives it:
    /// *a spokesman for Iraq's defense ministry*.
    pub description: Option<Span>,
    /// Every place that names it, in the order of the text.
    pub mentions: Vec<Span>,
}
