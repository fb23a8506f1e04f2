//! The JSON Schema of settings files, for editors.

use super::{FailOn, GROUPS, KEYS, Key};
use crate::rule::Rule;
use crate::rules::RULES;
use serde_json::{Map, Value, json};

/// Returns the schema as indented JSON with a line feed at its end. It is
/// generated from the keys and rules that the program knows.
#[must_use]
pub fn settings() -> String {
    let overrides = json!({
        "type": "array",
        "description": about("overrides"),
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["paths"],
            "properties": properties(|key| key.per_path, &[(
                "paths",
                texts("Globs of paths relative to the settings file. Without a slash: of names in any folder; with one \
                       at the end: everything in that folder."),
            )]),
        },
    });
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "secondhand.toml",
        "description": "Settings of secondhand. docs/settings.md describes them.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(|_| true, &[
            ("grammar", texts(about("grammar"))),
            ("baseline", json!({ "type": "string", "minLength": 1, "description": about("baseline") })),
            ("exclude", texts(about("exclude"))),
            ("overrides", overrides),
        ]),
    });
    format!("{schema:#}\n")
}

fn about(key: &str) -> &'static str {
    KEYS.iter().find(|k| k.name == key).map_or("", |k| k.about)
}

fn properties(which: impl Fn(&Key) -> bool, more: &[(&str, Value)]) -> Value {
    let mut properties: Map<String, Value> =
        more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for key in KEYS.iter().filter(|key| which(key)) {
        let value = match key.name {
            "publisher" | "agency" => json!({ "type": "string", "minLength": 1, "description": key.about }),
            "select" | "ignore" => selection(key.about),
            "fail-on" => json!({
                "enum": FailOn::ALL.map(FailOn::name),
                "default": FailOn::default().name(),
                "description": key.about,
            }),
            "unused-suppressions" => json!({
                "enum": ["off", "note", "warning", "error"],
                "default": "warning",
                "description": key.about,
            }),
            "rules" => rules(key.about),
            _ => continue,
        };
        properties.insert(key.name.to_owned(), value);
    }
    Value::Object(properties)
}

fn texts(about: &str) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    json!({ "description": about, "oneOf": [text, { "type": "array", "items": text }] })
}

/// Returns the schema of a choice of rules, by codes, names and groups.
fn selection(about: &str) -> Value {
    let names: Vec<&str> = GROUPS.into_iter().chain(RULES.iter().flat_map(|rule| [rule.code(), rule.name()])).collect();
    let name = json!({ "enum": names });
    json!({ "description": about, "oneOf": [name, { "type": "array", "items": name }] })
}

fn rules(about: &str) -> Value {
    let one = |rule: &dyn Rule| {
        let mut properties = Map::new();
        properties.insert(
            "severity".to_owned(),
            json!({ "enum": ["note", "warning", "error"], "description": "How severe its findings are." }),
        );
        for threshold in rule.thresholds() {
            let number = json!({
                "type": "integer",
                "minimum": threshold.range.start(),
                "maximum": threshold.range.end(),
                "default": threshold.default,
                "description": threshold.about,
            });
            properties.insert(threshold.name.to_owned(), number);
        }
        json!({
            "type": "object",
            "additionalProperties": false,
            "description": format!("{} {}", rule.code(), rule.name()),
            "properties": properties,
        })
    };
    let tables = RULES.iter().flat_map(|rule| [(rule.name(), one(*rule)), (rule.code(), one(*rule))]);
    let tables: Map<String, Value> = tables.map(|(name, table)| (name.to_owned(), table)).collect();
    json!({ "type": "object", "additionalProperties": false, "description": about, "properties": tables })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_is_not_stale() {
        crate::committed::check("schema/secondhand.schema.json", &super::settings(), "schema");
    }

    /// Whether the schema accepts these settings.
    fn is_admitted(text: &str) -> bool {
        let schema = serde_json::from_str(&super::settings()).expect("JSON");
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("settings.json", schema).expect("the schema");
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("settings.json", &mut schemas).expect("a sound schema");
        let settings: toml::Value = toml::from_str(text).expect("TOML");
        schemas.validate(&serde_json::to_value(settings).expect("JSON"), index).is_ok()
    }

    #[test]
    fn the_schema_admits_what_is_read_and_nothing_else() {
        let page = crate::settings::tests::reference();
        let blocks = crate::settings::tests::blocks(&page, "toml");
        for block in blocks.into_iter().filter(|block| !block.contains("[[ignore")) {
            assert!(is_admitted(block), "{block}");
        }
        for wrong in [
            "ignroe = 'SH001'",
            "ignore = ['SH999']",
            "fail-on = 'warn'",
            "publisher = ''",
            "[rules.hearsay]\nseverity = 'off'",
            "[rules.hearsay]\nwords = 3",
            "[rules.unattributed-quote]\nwords = 0",
            "[[overrides]]\nignore = 'SH001'",
            "[[overrides]]\npaths = 'a'\nbaseline = 'b'",
        ] {
            assert!(!is_admitted(wrong), "{wrong}");
            assert!(crate::settings::Settings::parse(wrong, "s").is_err(), "{wrong}");
        }
    }
}
