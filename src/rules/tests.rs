//! Tests that hold for every rule.

use super::*;
use crate::rule::Rule;
use std::fmt::Write as _;

/// Runs the whole pipeline, with the built-in grammar, over every rule's own
/// texts.
#[test]
fn rules_fire_and_stay_silent_on_their_own_examples() {
    let mut wrong = String::new();
    for rule in RULES {
        let analyzer = crate::Analyzer::new().rules(RuleSet::all());
        let fires =
            |text| analyzer.analyze(text).findings.iter().flat_map(crate::Finding::codes).any(|c| c == rule.code());
        for text in rule.fires_on() {
            if !fires(text) {
                writeln!(wrong, "{} {} is silent on: {text}", rule.code(), rule.name()).unwrap();
            }
        }
        for text in rule.silent_on() {
            if fires(text) {
                writeln!(wrong, "{} {} fires on: {text}", rule.code(), rule.name()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn codes_are_unique_and_sorted_and_well_formed() {
    assert!(RULES.windows(2).all(|w| w[0].code() < w[1].code()));
    for rule in RULES {
        let digits = rule.code().strip_prefix("SH").expect("codes begin with SH");
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{}", rule.code());
    }
}

#[test]
fn names_are_unique_kebab_case() {
    for (i, rule) in RULES.iter().enumerate() {
        let name = rule.name();
        assert!(RULES[..i].iter().all(|r| r.name() != name), "{name} twice");
        assert!(name.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase())), "{name}");
    }
}

#[test]
fn docs_have_every_heading_in_order_with_text_below() {
    for rule in RULES {
        let sections: Vec<(&str, &str)> = rule
            .docs()
            .split("## ")
            .skip(1)
            .map(|section| section.split_once('\n').expect("text below the heading"))
            .collect();
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.code());
        assert!(sections.iter().all(|(_, text)| !text.trim().is_empty()), "{}", rule.code());
        assert!(rule.docs().lines().all(|l| l.chars().count() <= 80), "{}: a line over 80 columns", rule.code());
    }
}

#[test]
fn every_rule_shows_when_it_fires_and_when_not() {
    for rule in RULES {
        assert!(rule.fires_on().len() >= 2 && rule.silent_on().len() >= 2, "{}", rule.code());
    }
}

#[test]
fn the_readme_has_a_row_for_every_rule() {
    let readme = include_str!("../../README.md");
    for rule in RULES {
        let row = format!("| {} | {} | ", rule.code(), rule.name());
        assert!(readme.contains(&row), "README.md: {row}");
    }
}

#[test]
fn rules_are_found_by_code_and_name_in_any_case() {
    assert_eq!(find("sh001").map(Rule::name), Some("second-hand-quote"));
    assert_eq!(find(" Hearsay ").map(Rule::code), Some("SH003"));
    assert!(find("SH999").is_none());
}
