//! The OpenAPI description of the local server, from the types of what it takes
//! and returns.

use super::{FORMATS, Options, Rule, View};
use crate::attribution::{Act, QuotationKind, Relation};
use crate::chain::{Occasion, Provenance, Role};
use crate::finding::Severity;
use crate::jsonl::{Line, Loose};
use crate::party::PartyKind;
use crate::read::PartKind;
use crate::report::json::{Document, Id};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// What is wrong with a request.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// What is wrong, where, and how to put it right.
    pub(crate) error: String,
}

/// Gives types with names the schema of a choice of these.
macro_rules! choices {
    ($($type:ident),+ $(,)?) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let names: Vec<&str> = Self::ALL.iter().map(|value| value.as_str()).collect();
                json_schema!({ "type": "string", "enum": names })
            }
        }
    )+};
}

choices!(Act, Occasion, PartKind, PartyKind, Provenance, QuotationKind, Relation, Role, Severity);

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[ap][1-9][0-9]*$", "description": "`a1`, `p1`" })
    }
}

impl JsonSchema for Loose {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Loose".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "null"] })
    }
}

/// Returns the description, as indented JSON.
pub(crate) fn openapi() -> String {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut types = settings.into_generator();
    let document = types.subschema_for::<Document<'_>>();
    let views = types.subschema_for::<Vec<View<'_>>>();
    let rules = types.subschema_for::<Vec<Rule>>();
    let problem = json!({ "application/json": { "schema": types.subschema_for::<Problem>() } });
    let mut taken = SchemaSettings::draft2020_12();
    taken.definitions_path = "/components/schemas".into();
    let mut taken = taken.into_generator();
    let article = taken.subschema_for::<Line>();
    let options = taken.root_schema_for::<Options>();

    let mut answers: Map<String, Value> =
        FORMATS.iter().map(|(_, media)| (bare(media), json!({ "schema": { "type": "string" } }))).collect();
    let documents = json!({ "type": "array", "items": document });
    answers.insert("application/json".to_owned(), json!({ "schema": { "oneOf": [document, documents, views] } }));
    let file = json!({ "schema": { "type": "string" } });
    let failed = |about: &str| json!({ "description": about, "content": problem });
    let mut schemas = types.take_definitions(true);
    schemas.extend(taken.take_definitions(true));
    let mut description = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "secondhand serve",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Finds the quotations and reported statements of an article, and the chain that each travelled. \
                            On this machine only.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": {
            "/analyze": { "post": {
                "operationId": "analyze",
                "summary": "Read a file and analyse its articles",
                "parameters": parameters(&options),
                "requestBody": {
                    "required": true,
                    "description": "The file as it is, in any format that is read. JSON can be an article.",
                    "content": {
                        "application/json": { "schema": article },
                        "application/octet-stream": {},
                        "text/html": file,
                        "text/markdown": file,
                        "text/plain": file,
                    },
                },
                "responses": {
                    "200": { "description": "What was found", "content": answers },
                    "400": failed("An option is wrong"),
                    "403": failed("The request comes from another site"),
                    "413": failed("The file is too large"),
                    "422": failed("The file cannot be read as an article"),
                },
            } },
            "/rules": { "get": {
                "operationId": "rules",
                "summary": "List the rules",
                "responses": { "200": {
                    "description": "All rules",
                    "content": { "application/json": { "schema": rules } },
                } },
            } },
        },
        "components": { "schemas": schemas },
    });
    unwrap(&mut description);
    serde_json::to_string_pretty(&description).unwrap_or_default() + "\n"
}

/// Returns a media type without its parameters.
fn bare(media: &str) -> String {
    media.split(';').next().unwrap_or(media).to_owned()
}

/// Puts each description on one line, without the links of Rust's
/// documentation.
fn unwrap(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(about)) = fields.get_mut("description") {
                *about = about.replace('\n', " ").replace("[`", "`").replace("`]", "`");
            }
            fields.values_mut().for_each(unwrap);
        }
        Value::Array(items) => items.iter_mut().for_each(unwrap),
        _ => {}
    }
}

/// Returns the parameters in the address of a request: those of [`Options`], the
/// name of the file and the format of the answer.
fn parameters(options: &Schema) -> Vec<Value> {
    let query = |name: &str, about: &str, schema: Value| json!({ "name": name, "in": "query", "description": about, "schema": schema });
    let formats: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).chain(["view"]).collect();
    let mut all = vec![
        query(
            "name",
            "The name of the file, which tells its format where its content does not.",
            json!({ "type": "string" }),
        ),
        query(
            "format",
            "A format of `secondhand check`, or `view`: the text with its parts and places in UTF-16.",
            json!({ "enum": formats, "default": "json" }),
        ),
    ];
    let properties = options.get("properties").and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        let about = schema.get("description").and_then(Value::as_str).unwrap_or("");
        let is_list = schema.get("items").is_some();
        let value = if is_list {
            json!({ "type": "array", "items": { "type": "string" } })
        } else {
            json!({ "type": "string" })
        };
        all.push(query(name, about, value));
    }
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_description_is_not_stale() {
        crate::committed::check("schema/openapi.json", &super::openapi(), "description");
    }

    /// What the server returns is as described.
    #[test]
    fn answers_follow_the_description() {
        let description: serde_json::Value = serde_json::from_str(&super::openapi()).expect("JSON");
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("openapi.json", description).expect("the description");
        let text = "“No,” Ana Ruiz told Der Spiegel on Monday. “Never,” she said. <!-- secondhand: allow SH001 -- on the record -->";
        let options = crate::service::Options::default();
        let articles = crate::service::read(text.into(), "a.txt", &options).expect("an article");
        let mut schemas = boon::Schemas::new();
        let mut valid = |name: &str, answer: &str| {
            let place = format!("openapi.json#/components/schemas/{name}");
            let index = compiler.compile(&place, &mut schemas).expect("a sound schema");
            let mut value: serde_json::Value = serde_json::from_str(answer).expect("JSON");
            if value.is_array() {
                value = value[0].take();
            }
            if let Err(error) = schemas.validate(&value, index) {
                panic!("{name}: {error:#}");
            }
        };
        valid("Document", &crate::service::render(&articles, "json").expect("a format"));
        valid("View", &crate::service::views(&articles));
        valid("Rule", &crate::service::rules());
    }
}
