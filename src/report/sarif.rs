//! SARIF 2.1.0, the exchange format of static analysis: code hosts, editors
//! and dashboards read it.
//!
//! The structs mirror the parts of OASIS's schema that are used here, under
//! its names. Columns count UTF-16 code units, as the file says of itself
//! (`columnKind`).

use super::escape::uri;
use super::graph::{self, relation};
use super::json::suppression_kind;
use super::{Checked, Counts, Format, explain};
use crate::chain::Role;
use crate::finding::Severity;
use crate::rule::Rule;
use crate::rules::RULES;
use crate::source::{OffsetMap, Offsets};
use crate::span::Span;
use crate::triage::BaselineState;
use serde::Serialize;

/// One run with every article's findings as results, one result a line.
///
/// A result has its place, the places that explain it, the way of the words as
/// a code flow from the origin to the article, a fingerprint, what suppresses
/// it and how it stands beside the baseline.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sarif;

/// Where the schema stands.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_flows: Option<[CodeFlow<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial_fingerprints: Option<Fingerprints<'a>>,
    /// Empty where the result is not suppressed: without the list one could
    /// not know.
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact,
    region: Region<'a>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet<'a>>,
}

#[derive(Serialize)]
struct Snippet<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeFlow<'a> {
    thread_flows: [ThreadFlow<'a>; 1],
}

#[derive(Serialize)]
struct ThreadFlow<'a> {
    locations: Vec<FlowLocation<'a>>,
}

#[derive(Serialize)]
struct FlowLocation<'a> {
    location: Location<'a>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    /// The version goes up when fingerprints change.
    #[serde(rename = "secondhandFinding/v1")]
    finding: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
struct Properties {
    chain: String,
}

impl Message {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

/// Places of one article.
struct Places<'a, 'b> {
    checked: &'b Checked<'a>,
    units: OffsetMap<'a>,
    uri: String,
}

impl<'a> Places<'a, '_> {
    fn region(&self, span: Span) -> Region<'a> {
        let (start_line, start_column) = self.checked.place_in(span.start, &self.units);
        let (end_line, end_column) = self.checked.place_in(span.end, &self.units);
        Region {
            start_line,
            start_column,
            end_line: Some(end_line),
            end_column: Some(end_column),
            snippet: Some(Snippet { text: span.of(self.checked.text()) }),
        }
    }

    fn location(&self, span: Span, message: Option<&str>) -> Location<'a> {
        Location {
            id: None,
            physical_location: Physical {
                artifact_location: Artifact { uri: self.uri.clone() },
                region: self.region(span),
            },
            message: message.map(Message::plain),
        }
    }

    /// The way of the words: who first said them, who passed them on, where
    /// the article has them. `None` where nobody stood between.
    fn flow(&self, attribution: usize, content: Span) -> Option<[CodeFlow<'a>; 1]> {
        let analysis = self.checked.analysis;
        let links = &analysis.chains.get(attribution)?.links;
        if links.iter().all(|link| link.role == Role::Origin) {
            return None;
        }
        let mut locations: Vec<FlowLocation<'a>> = Vec::with_capacity(links.len() + 1);
        for link in links.iter().rev() {
            let name = graph::Node::Party(link.party).name(analysis);
            let message = match link.relation {
                Some(how) => format!("{name} {}", done(relation(how))),
                None => format!("{name} is the origin"),
            };
            locations.push(FlowLocation { location: self.location(link.mention, Some(&message)) });
        }
        locations.push(FlowLocation { location: self.location(content, Some("this article has it")) });
        Some([CodeFlow { thread_flows: [ThreadFlow { locations }] }])
    }
}

fn done(relation: &str) -> &'static str {
    match relation {
        "carried" => "carried it",
        "received" => "was told it",
        _ => "relayed it",
    }
}

/// The severities have SARIF's own names.
fn level(severity: Severity) -> &'static str {
    explain::severity(severity)
}

fn descriptor(rule: &dyn Rule) -> Descriptor {
    Descriptor {
        id: rule.code(),
        name: rule.name(),
        short_description: Message::plain(explain::summary(rule) + "."),
        help: Some(Message { text: explain::rule(rule), markdown: Some(rule.docs().trim().to_owned()) }),
        default_configuration: Configuration { enabled: rule.is_default(), level: level(rule.severity()) },
    }
}

impl Format for Sarif {
    fn head(&self, _contents: &[String]) -> String {
        let rules = RULES.iter().map(|rule| descriptor(*rule)).collect();
        let driver = Driver { name: "secondhand", semantic_version: env!("CARGO_PKG_VERSION"), rules };
        format!(
            "{{\n\"$schema\": \"{SCHEMA}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\"tool\": {},\n\"columnKind\": \
             \"utf16CodeUnits\",\n\"results\": [\n",
            line(&Tool { driver })
        )
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        let places = Places { checked, units: OffsetMap::new(checked.text(), Offsets::Utf16), uri: uri(checked.name) };
        let findings = checked.items().map(|item| {
            let finding = item.finding;
            let related = finding
                .labels
                .iter()
                .enumerate()
                .map(|(i, (span, label))| Location { id: Some(i + 1), ..places.location(*span, Some(label)) });
            let attribution = finding.attribution.map(|i| i as usize);
            line(&Outcome {
                rule_id: finding.code,
                rule_index: RULES.iter().position(|rule| rule.code() == finding.code),
                level: level(finding.severity),
                message: message(&finding.message, &finding.help),
                locations: [places.location(finding.span, None)],
                related_locations: related.collect(),
                code_flows: attribution.and_then(|i| places.flow(i, finding.span)),
                partial_fingerprints: (!item.fingerprint.is_empty())
                    .then_some(Fingerprints { finding: item.fingerprint }),
                suppressions: item
                    .standing
                    .suppression
                    .iter()
                    .map(|s| Suppression {
                        kind: suppression_kind(s.kind),
                        status: "accepted",
                        justification: &s.reason,
                    })
                    .collect(),
                baseline_state: item.standing.baseline.map(|state| match state {
                    BaselineState::New => "new",
                    BaselineState::Unchanged => "unchanged",
                }),
                properties: attribution.map(|i| Properties { chain: checked.analysis.chain_line(i) }),
            })
        });
        // Beside a baseline every result has to say how it stands.
        let has_baseline = checked.items().any(|item| item.standing.baseline.is_some());
        let notices = checked.notices().iter().map(|notice| {
            let region = match notice.span {
                Some(span) => places.region(span),
                None => Region {
                    start_line: (notice.line as usize).max(1),
                    start_column: (notice.column as usize).max(1),
                    end_line: None,
                    end_column: None,
                    snippet: None,
                },
            };
            line(&Outcome {
                rule_id: notice.code,
                rule_index: None,
                level: level(notice.severity),
                message: message(&notice.message, &notice.help),
                locations: [Location {
                    id: None,
                    physical_location: Physical { artifact_location: Artifact { uri: uri(&notice.file) }, region },
                    message: None,
                }],
                related_locations: Vec::new(),
                code_flows: None,
                partial_fingerprints: None,
                suppressions: Vec::new(),
                baseline_state: has_baseline.then_some("new"),
                properties: None,
            })
        });
        findings.chain(notices).collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn foot(&self, _counts: &Counts) -> String {
        "\n]\n}]\n}\n".to_owned()
    }
}

/// What was found and what to do, as sentences.
fn message(message: &str, help: &str) -> Message {
    let sentence = |text: &str| {
        let mut chars = text.chars();
        let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        format!("{first}{}.", chars.as_str())
    };
    Message::plain(format!("{}\n{}", sentence(message), sentence(help)))
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers always serialise")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{shown, with_standings};
    use serde_json::Value;

    /// The schema of OASIS, whose source `tests/data/README.md` names.
    fn faults(text: &str) -> Vec<String> {
        let schema: Value =
            serde_json::from_str(include_str!("../../tests/data/sarif-schema-2.1.0.json")).expect("the schema");
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("sarif.json", schema).expect("the schema");
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("sarif.json", &mut schemas).expect("a sound schema");
        let log: Value = serde_json::from_str(text).expect("JSON");
        schemas.validate(&log, index).err().map(|error| format!("{error:#}")).into_iter().collect()
    }

    fn results(text: &str) -> Vec<Value> {
        let mut log: Value = serde_json::from_str(text).expect("JSON");
        serde_json::from_value(log["runs"][0]["results"].take()).expect("results")
    }

    #[test]
    fn it_holds_to_the_schema() {
        for log in [shown(&Sarif, "a b.txt"), with_standings(&Sarif, "a.txt"), crate::report::page(&Sarif, &[])] {
            assert_eq!(faults(&log), [""; 0]);
        }
        let broken = shown(&Sarif, "a").replace("\"startLine\":1", "\"startLine\":0");
        assert!(!faults(&broken).is_empty(), "the schema finds nothing");
    }

    #[test]
    fn a_result_says_where_in_utf16_units() {
        let result = &results(&shown(&Sarif, "a b.txt"))[0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.txt");
        // The crab before it takes two units.
        assert_eq!((&place["region"]["startColumn"], &place["region"]["endColumn"]), (&39.into(), &43.into()));
        assert_eq!((&result["ruleId"], &result["level"]), (&"SH001".into(), &"warning".into()));
        assert_eq!(result["partialFingerprints"]["secondhandFinding/v1"].as_str().map(str::len), Some(16));
        let flow = &result["codeFlows"][0]["threadFlows"][0]["locations"];
        let said: Vec<&str> =
            flow.as_array().expect("a flow").iter().filter_map(|l| l["location"]["message"]["text"].as_str()).collect();
        assert_eq!(said, ["Ana Ruiz is the origin", "The Post carried it", "this article has it"]);
    }

    #[test]
    fn suppressions_and_baseline() {
        let results = results(&with_standings(&Sarif, "a.txt"));
        let states: Vec<_> = results.iter().map(|r| r["baselineState"].as_str().unwrap_or("")).collect();
        assert_eq!(states, ["new", "new", "unchanged", "new"]);
        assert_eq!(results[0]["suppressions"], Value::Array(Vec::new()));
        assert_eq!(results[1]["suppressions"][0]["justification"], "on the record with <AP> & \"us\"");
        assert_eq!(results[1]["suppressions"][0]["kind"], "inSource");
        assert_eq!(results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a.toml");
    }
}
