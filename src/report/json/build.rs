//! Builds the documents from an analysis.

use super::{
    Also, Article, Attribution, Document, Finding, Id, Link, Notice, Offsets, Party, Quote, SCHEMA_VERSION, Span,
    Status, Suppression, Why, suppression_kind,
};
use crate::analysis::Analysis;
use crate::chain::Chain;
use crate::cut::{LONGEST_NAME, beginning};
use crate::report::Checked;
use crate::report::short::{self, LONGEST_ID, LONGEST_MESSAGE, Words};
use crate::source::OffsetMap;
use crate::{article, attribution, finding, span, visible};
use serde::{Serialize, Serializer};

/// Makes the spans of a document.
struct Spans<'a> {
    article: &'a article::Article<'a>,
    map: OffsetMap<'a>,
    words: Words<'a>,
}

impl<'a> Spans<'a> {
    fn new(article: &'a article::Article<'a>, offsets: Offsets) -> Self {
        Self { article, map: OffsetMap::new(article.file_text(), offsets), words: Words::new(&article.text) }
    }

    fn one(&self, span: span::Span) -> Span<'a> {
        let text = self.words.of(span);
        let cut = text.len() < span.of(&self.article.text).len();
        let span = self.article.span_in_file(span);
        Span { start: self.map.get(span.start), end: self.map.get(span.end), text, cut }
    }

    fn all(&self, spans: &[span::Span]) -> Vec<Span<'a>> {
        spans.iter().map(|&span| self.one(span)).collect()
    }
}

impl<'a> Attribution<'a> {
    fn new(
        analysis: &'a Analysis<'_>,
        spans: &Spans<'a>,
        index: u32,
        read: &'a attribution::Attribution,
        chain: &'a Chain,
    ) -> Self {
        let links = chain.links.iter().filter_map(|link| {
            let party = analysis.parties.get(link.party as usize)?;
            Some(Link {
                role: link.role,
                relation: link.relation,
                name: beginning(&party.name, LONGEST_NAME),
                kind: party.kind,
                party: Id::party(link.party),
                mention: spans.one(link.mention),
                why: link.why.as_ref().map(|why| Why {
                    occasion: why.occasion,
                    opener: why.opener.as_deref(),
                    opened: analysis.sentence_at(link.mention.start).map(|sentence| spans.one(sentence)),
                    stated: why.stated,
                    confidence: f64::from(why.confidence) / 100.0,
                }),
            })
        });
        let quotes = read.quotes.iter().filter_map(|&q| analysis.quotations.get(q as usize));
        // In the order of the document: where its words are too many, those
        // that come later are cut.
        Self {
            id: Id::attribution(index),
            construction: &read.construction,
            act: read.act,
            quotation: read.quotation,
            source: spans.all(&read.source),
            cue: spans.all(&read.cue),
            content: spans.all(&read.content),
            quotes: quotes.map(|q| spans.one(q.span)).collect(),
            chain: links.collect(),
            provenance: chain.provenance,
            nested_in: read.nested_in.map(Id::attribution),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a finding::Finding, spans: &Spans<'a>) -> Self {
        Self {
            code: finding.code,
            rule: finding.rule,
            severity: finding.severity,
            message: short::message(&finding.message),
            help: short::message(&finding.help),
            span: spans.one(finding.span),
            attribution: finding.attribution.map(Id::attribution),
            also: finding
                .also
                .iter()
                .map(|&(index, span)| Also { attribution: Id::attribution(index), span: spans.one(span) })
                .collect(),
            properties: &finding.properties,
            confidence: f64::from(finding.confidence) / 100.0,
            fingerprint: None,
            status: None,
            suppression: None,
        }
    }
}

impl Serialize for Analysis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id = self.article.metadata.id.as_deref().unwrap_or("");
        Document::new(self, id, Offsets::Codepoints).serialize(serializer)
    }
}

impl<'a> Document<'a> {
    /// Builds the document for `secondhand extract`, with the given id and unit
    /// of offsets. Findings have no status, and there are no notices.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'_>, id: &'a str, offsets: Offsets) -> Self {
        let (text, spans) = (analysis.text(), Spans::new(&analysis.article, offsets));
        let metadata = &analysis.article.metadata;
        let attributions = (0..).zip(analysis.attributions.iter().zip(&analysis.chains));
        let attributions = attributions.map(|(i, (a, chain))| Attribution::new(analysis, &spans, i, a, chain));
        let holders = holders(analysis);
        Self {
            schema_version: SCHEMA_VERSION,
            id,
            offsets,
            article: Article {
                title: metadata.title.as_deref(),
                publisher: metadata.publisher.as_deref(),
                byline: metadata.byline.as_deref(),
                agency: metadata.agency.as_deref(),
                dateline: analysis.article.dateline.map(|d| d.of(text)),
                published: metadata.published.as_deref(),
            },
            attributions: attributions.collect(),
            quotes: std::iter::zip(&analysis.quotations, holders)
                .map(|(q, holder)| Quote {
                    span: spans.one(q.span),
                    depth: q.depth,
                    closed: q.closed,
                    attribution: holder.map(Id::attribution),
                })
                .collect(),
            parties: std::iter::zip(&analysis.parties, 0..)
                .map(|(party, i)| Party {
                    id: Id::party(i),
                    name: &party.name,
                    kind: party.kind,
                    description: party.description.map(|d| spans.words.of(d)),
                    mentions: spans.all(&party.mentions),
                })
                .collect(),
            findings: analysis.findings.iter().map(|finding| Finding::new(finding, &spans)).collect(),
            notices: None,
        }
    }

    /// Builds the document for `secondhand check`, with fingerprints and the
    /// status of each finding, and with notices.
    #[must_use]
    pub fn checked(checked: &Checked<'a>, offsets: Offsets) -> Self {
        let mut document = Self::new(checked.analysis, checked.name, offsets);
        for (finding, item) in document.findings.iter_mut().zip(checked.items()) {
            finding.fingerprint = Some(item.fingerprint);
            finding.status = Some(Status::of(item.standing));
            finding.suppression = item
                .standing
                .suppression
                .as_ref()
                .map(|s| Suppression { kind: suppression_kind(s.kind), reason: beginning(&s.reason, LONGEST_MESSAGE) });
        }
        let spans = Spans::new(&checked.analysis.article, offsets);
        let notices = checked.notices().iter().map(|notice| Notice {
            code: notice.code,
            severity: notice.severity,
            message: short::message(&notice.message),
            help: short::message(&notice.help),
            file: beginning(&notice.file, LONGEST_ID),
            line: notice.line,
            column: notice.column,
            span: notice.span.map(|span| spans.one(span)),
        });
        document.notices = Some(notices.collect());
        document
    }

    /// Serializes the document on one line, without a line break, as JSON Lines
    /// requires.
    #[must_use]
    pub fn to_line(&self) -> String {
        visible::json(serde_json::to_string(self).expect("strings and numbers always serialise"))
    }

    /// Serializes the document with indentation, without a final line break.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        visible::json(serde_json::to_string_pretty(self).expect("strings and numbers always serialise"))
    }
}

/// Returns, for each quotation, the innermost attribution that lists it in its
/// `quotes`.
fn holders(analysis: &Analysis<'_>) -> Vec<Option<u32>> {
    let depth = |mut index: u32| {
        let mut depth = 0;
        while let Some(outer) = analysis.attributions.get(index as usize).and_then(|a| a.nested_in) {
            // A cycle of nestings would be a bug elsewhere; it must not cause
            // an endless loop here.
            if depth > 64 {
                break;
            }
            (index, depth) = (outer, depth + 1);
        }
        depth
    };
    let mut holders: Vec<Option<(u32, u32)>> = vec![None; analysis.quotations.len()];
    for (attribution, i) in std::iter::zip(&analysis.attributions, 0..) {
        let own = depth(i);
        for &quote in &attribution.quotes {
            if let Some(slot) = holders.get_mut(quote as usize)
                && slot.is_none_or(|(_, other)| own > other)
            {
                *slot = Some((i, own));
            }
        }
    }
    // What stands inside a quotation belongs to whoever that does, if to nobody else.
    for (q, quotation) in analysis.quotations.iter().enumerate() {
        let outer = quotation.parent.and_then(|p| holders.get(p as usize).copied().flatten());
        holders[q] = holders[q].or(outer);
    }
    holders.into_iter().map(|slot| slot.map(|(i, _)| i)).collect()
}
