//! SARIF 2.1.0 (OASIS), the exchange format for results of static analysis,
//! which code hosts, editors and dashboards read.
//!
//! The structs mirror the parts of the OASIS schema that are used here and keep
//! its names. Columns count UTF-16 code units, which the output declares in
//! `columnKind`.

use super::escape::uri;
use super::graph;
use super::json::suppression_kind;
use super::short::{self, LONGEST_ID, LONGEST_MESSAGE, Words};
use super::{Checked, Counts, Format, explain, sentence};
use crate::attribution::Relation;
use crate::chain::Role;
use crate::cut::{self, beginning};
use crate::finding::Severity;
use crate::rule::Rule;
use crate::rules::RULES;
use crate::source::{OffsetMap, Offsets};
use crate::span::Span;
use crate::triage::BaselineState;
use crate::visible;
use serde::Serialize;

/// The format `sarif`: one run with the findings of all articles as results,
/// each on its own line.
///
/// A result has the location of the finding, related locations, the chain as a
/// code flow from the origin to the article, a fingerprint, its suppressions,
/// and its baseline state.
///
/// If the article is a line of JSON Lines, the physical location is that line
/// of the file, the logical location names the article, and the region within
/// the article's text is a property of the location.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sarif;

/// URL of the schema.
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
    /// Empty if the result is not suppressed. Without the list, SARIF leaves
    /// open whether it is.
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
    logical_locations: Option<[Logical<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Within<'a>>,
}

/// The article within a file of JSON Lines.
#[derive(Serialize)]
struct Logical<'a> {
    name: &'a str,
    kind: &'static str,
}

/// The region within the text of such an article.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Within<'a> {
    text_region: Region<'a>,
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

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
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
    /// The version must be incremented when fingerprints change.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<String>,
    /// The codes of what the finding tells beside its own matter.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tells: Vec<&'static str>,
    confidence: f64,
}

impl Message {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

impl Location<'_> {
    fn new(uri: String, region: Region<'_>, message: Option<Message>) -> Location<'_> {
        let physical_location = Physical { artifact_location: Artifact { uri }, region };
        Location { id: None, physical_location, logical_locations: None, message, properties: None }
    }
}

/// Builds locations in one article.
struct Places<'a, 'b> {
    checked: &'b Checked<'a>,
    units: OffsetMap<'a>,
    uri: String,
    /// The article's name, used for logical locations in JSON Lines.
    name: &'a str,
    words: Words<'a>,
}

impl<'a> Places<'a, '_> {
    fn region(&self, span: Span) -> Region<'a> {
        let (start_line, start_column) = self.checked.place_in(span.start, &self.units);
        let (end_line, end_column) = self.checked.place_in(span.end, &self.units);
        Region {
            start_line,
            start_column: Some(start_column),
            end_line: Some(end_line),
            end_column: Some(end_column),
            snippet: Some(Snippet { text: self.words.of(span) }),
        }
    }

    fn location(&self, span: Span, message: Option<&str>) -> Location<'a> {
        let region = self.region(span);
        let message = message.map(Message::plain);
        let Some(record) = self.checked.record else { return Location::new(self.uri.clone(), region, message) };
        let line = Region { start_line: record.line, ..Region::default() };
        Location {
            logical_locations: Some([Logical { name: self.name, kind: "object" }]),
            properties: Some(Within { text_region: region }),
            ..Location::new(self.uri.clone(), line, message)
        }
    }

    /// Builds the message of a result: what was found and what to do, as
    /// sentences. For JSON Lines it adds the position within the article, since
    /// viewers do not show the properties that hold it.
    fn message(&self, message: &str, help: &str, at: Option<Span>) -> Message {
        let mut sentences = vec![sentence(&short::message(message)), sentence(&short::message(help))];
        if let Some((_, at)) = self.checked.record.zip(at) {
            sentences.push(sentence(&self.checked.place_in_words(at.start)));
        }
        Message::plain(sentences.join("\n"))
    }

    /// Builds the code flow of a chain: from the origin through each
    /// intermediary to the place in the article. `None` if there is no
    /// intermediary.
    fn flow(&self, attribution: usize, content: Span) -> Option<[CodeFlow<'a>; 1]> {
        let analysis = self.checked.analysis;
        let links = &analysis.chains.get(attribution)?.links;
        if links.iter().all(|link| link.role == Role::Origin) {
            return None;
        }
        let mut locations: Vec<FlowLocation<'a>> = Vec::with_capacity(links.len() + 1);
        for link in links.iter().rev() {
            let name = cut::name(graph::Node::Party(link.party).name(analysis));
            let message = match link.relation {
                Some(how) => format!("{name} {}", done(how)),
                None => format!("{name} is the origin"),
            };
            locations.push(FlowLocation { location: self.location(link.mention, Some(&message)) });
        }
        locations.push(FlowLocation { location: self.location(content, Some("this article has it")) });
        Some([CodeFlow { thread_flows: [ThreadFlow { locations }] }])
    }
}

fn done(relation: Relation) -> &'static str {
    match relation {
        Relation::Carried => "carried it",
        Relation::Received => "was told it",
        Relation::Relayed => "relayed it",
    }
}

/// Returns the SARIF level; the names of severities are the same.
fn level(severity: Severity) -> &'static str {
    severity.as_str()
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
        let file = checked.record.map_or(checked.name, |record| record.file);
        let places = Places {
            checked,
            units: OffsetMap::new(checked.analysis.article.file_text(), Offsets::Utf16),
            uri: uri(beginning(file, LONGEST_ID)),
            name: beginning(checked.name, LONGEST_ID),
            words: Words::new(checked.text()),
        };
        let findings = checked.items().map(|item| {
            let finding = item.finding;
            let related = finding.labels.iter().enumerate().map(|(i, (span, label))| Location {
                id: Some(i + 1),
                ..places.location(*span, Some(&short::message(label)))
            });
            let attribution = finding.attribution.map(|i| i as usize);
            line(&Outcome {
                rule_id: finding.code,
                rule_index: RULES.iter().position(|rule| rule.code() == finding.code),
                level: level(finding.severity),
                message: places.message(&finding.message, &finding.help, Some(finding.span)),
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
                        justification: beginning(&s.reason, LONGEST_MESSAGE),
                    })
                    .collect(),
                baseline_state: item.standing.baseline.map(|state| match state {
                    BaselineState::New => "new",
                    BaselineState::Unchanged => "unchanged",
                }),
                properties: Some(Properties {
                    chain: attribution.map(|i| checked.analysis.chain_line(i)),
                    tells: finding.properties.clone(),
                    confidence: f64::from(finding.confidence) / 100.0,
                }),
            })
        });
        // If there is a baseline, every result must have a state.
        let has_baseline = checked.items().any(|item| item.standing.baseline.is_some());
        let notices = checked.notices().iter().map(|notice| {
            // A notice with a span is about the article, one without about
            // another file.
            let location = match notice.span {
                Some(span) => places.location(span, None),
                None => {
                    let start_column = Some((notice.column as usize).max(1));
                    let start_line = (notice.line as usize).max(1);
                    Location::new(
                        uri(beginning(&notice.file, LONGEST_ID)),
                        Region { start_line, start_column, ..Region::default() },
                        None,
                    )
                }
            };
            line(&Outcome {
                rule_id: notice.code,
                rule_index: None,
                level: level(notice.severity),
                message: places.message(&notice.message, &notice.help, notice.span),
                locations: [location],
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

fn line(value: &impl Serialize) -> String {
    visible::json(serde_json::to_string(value).expect("strings and numbers always serialise"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Record;
    use crate::report::tests::{in_record, shown, with_standings};
    use serde_json::{Value, json};

    /// Validates a log against the OASIS schema; `tests/data/README.md` names
    /// its origin.
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
        let record = Record { file: "a b.jsonl", line: 4 };
        let logs = [shown(&Sarif, "a b.txt"), with_standings(&Sarif, "a.txt"), in_record(&Sarif, "n 1", record)];
        for log in logs.into_iter().chain([crate::report::page(&Sarif, &[])]) {
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
        // The crab before it takes two UTF-16 code units.
        assert_eq!((&place["region"]["startColumn"], &place["region"]["endColumn"]), (&39.into(), &43.into()));
        assert_eq!((&result["ruleId"], &result["level"]), (&"SH001".into(), &"warning".into()));
        assert_eq!(result["partialFingerprints"]["secondhandFinding/v1"].as_str().map(str::len), Some(16));
        let flow = &result["codeFlows"][0]["threadFlows"][0]["locations"];
        let said: Vec<&str> =
            flow.as_array().expect("a flow").iter().filter_map(|l| l["location"]["message"]["text"].as_str()).collect();
        assert_eq!(said, ["Ana Ruiz is the origin", "The Post carried it", "this article has it"]);
    }

    /// A code host opens the file at a line. The article and the position in it
    /// are given beside that.
    #[test]
    fn in_json_lines_a_result_is_a_line_of_the_file() {
        let in_file = results(&with_standings(&Sarif, "n 1"));
        let results = results(&in_record(&Sarif, "n 1", Record { file: "a b.jsonl", line: 4 }));
        let (result, whole) = (&results[0], &in_file[0]);
        let place = &result["locations"][0];
        assert_eq!(
            place["physicalLocation"],
            json!({ "artifactLocation": { "uri": "a%20b.jsonl" }, "region": { "startLine": 4 } })
        );
        assert_eq!(place["logicalLocations"], json!([{ "name": "n 1", "kind": "object" }]));
        assert_eq!(place["properties"]["textRegion"], whole["locations"][0]["physicalLocation"]["region"]);
        let said = result["message"]["text"].as_str().expect("a text");
        assert!(said.ends_with("Find the original.\nArticle n 1, line 1, column 38."), "{said}");
        assert_eq!(result["partialFingerprints"], whole["partialFingerprints"]);
        let flow = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().expect("a flow");
        assert!(flow.iter().all(|l| l["location"]["physicalLocation"] == place["physicalLocation"]), "{flow:?}");
        // A notice about a suppression file has that file as its location, one
        // about a comment in the article the line of the article.
        let uri = |i: usize| &results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!((uri(3), uri(4)), (&json!("a.toml"), &json!("a%20b.jsonl")));
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
