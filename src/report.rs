//! An analysis as text for people and for programs, one file a format.

pub mod explain;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod readings;
pub mod table;

pub use crate::source::Offsets;

#[cfg(test)]
pub(crate) mod tests {
    use crate::Analysis;
    use crate::attribution::{Act, Attribution, Evidentiality, Link, QuotationKind, Relation};
    use crate::chain::{Chain, ChainLink, Provenance, Role};
    use crate::finding::{Finding, Severity};
    use crate::party::{Party, PartyKind};
    use crate::quotation::Quotation;
    use crate::span::{Span, TokenSpan};

    /// One attribution, written by hand, so that the formats can be tested
    /// apart from the grammar.
    pub(crate) fn analysis() -> Analysis<'static> {
        const TEXT: &str = "🦀 The Post quoted Ana Ruiz as saying “No” 🦀 today.";
        let span = |words: &str| {
            let start = TEXT.find(words).expect("in the text") as u32;
            Span::new(start, start + words.len() as u32)
        };
        let article = crate::article::Article {
            text: TEXT.into(),
            blocks: Vec::new(),
            metadata: crate::article::Metadata { agency: Some("UPI".to_owned()), ..Default::default() },
            dateline: None,
        };
        let party = |name: &str, kind, description| Party {
            name: name.to_owned(),
            kind,
            description,
            mentions: vec![span(name)],
        };
        let link = |role, relation, party, words| ChainLink { role, relation, party, mention: span(words) };
        Analysis {
            article,
            tokens: Vec::new(),
            quotations: vec![Quotation {
                span: span("“No”"),
                tokens: TokenSpan::new(0, 0),
                depth: 0,
                parent: None,
                closed: true,
                multi_paragraph: false,
            }],
            sentences: Vec::new(),
            attributions: vec![Attribution {
                // None: the grammar's entries are not what is tested here.
                construction: "according-to".into(),
                act: Act::Statement,
                evidentiality: Evidentiality::Sourced,
                source: vec![span("Ana Ruiz")],
                cue: vec![span("quoted"), span("as saying")],
                cue_head: 0,
                content: vec![span("“No”")],
                quotes: vec![0],
                quotation: QuotationKind::Direct,
                links: vec![Link { relation: Relation::Carried, span: span("The Post") }],
                venues: Vec::new(),
                sentence: 0,
                tokens: TokenSpan::new(0, 0),
                nested_in: None,
            }],
            chains: vec![Chain {
                links: vec![
                    link(Role::Intermediary, Some(Relation::Carried), 1, "The Post"),
                    link(Role::Origin, None, 0, "Ana Ruiz"),
                ],
                provenance: Provenance::Secondhand,
            }],
            parties: vec![
                party("Ana Ruiz", PartyKind::Person, Some(span("today"))),
                party("The Post", PartyKind::Outlet, None),
            ],
            unresolved: vec![None],
            findings: vec![Finding {
                code: "SH001",
                rule: "second-hand-quote",
                severity: Severity::Warning,
                message: "a quotation that another outlet carried".to_owned(),
                help: "find the original".to_owned(),
                span: span("“No”"),
                labels: Vec::new(),
                attribution: Some(0),
            }],
        }
    }
}
