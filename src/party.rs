//! Parties: sources and intermediaries, each with all the names that the
//! article gives it.

use crate::named::named;
use crate::span::Span;
use serde::Serialize;

/// The kind of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartyKind {
    /// A named individual.
    Person,
    /// One or several people that the article does not name: *sources,
    /// officials*.
    Unnamed,
    /// A named organisation, country, campaign or company that speaks as one.
    Organization,
    /// A publisher: newspaper, agency, broadcaster, site or programme.
    Outlet,
    /// A poll, study, filing, email or report.
    Document,
}

named!(PartyKind {
    Person => "person",
    Unnamed => "unnamed",
    Organization => "organization",
    Outlet => "outlet",
    Document => "document",
});

/// Why the source of an attribution could not be resolved: *he said*, where the
/// pronoun's referent is unclear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unresolved {
    /// No earlier party fits.
    NoCandidate,
    /// These parties fit equally well (indices).
    Several(Vec<u32>),
}

/// A source, intermediary or other party of the article, with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Party {
    /// The fullest name that the article gives it.
    pub name: String,
    /// The kind of party.
    pub kind: PartyKind,
    /// An apposition or role that describes the party: *a spokesman for Iraq's
    /// defense ministry*.
    pub description: Option<Span>,
    /// Every place that names the party, in the order of the text.
    pub mentions: Vec<Span>,
}
