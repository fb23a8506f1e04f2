//! The public API as text, so that a change of it is seen: each public item
//! with its fields, variants and methods, without documentation.
//!
//! Reads the source, which rustfmt has formatted. The lint `unreachable_pub`
//! guarantees that what is `pub` in a private module is exported from another;
//! it is listed with the nearest public module. Of hidden modules only what
//! `src/lib.rs` exports is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn public_items() {
    let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("UTF-8");
    let exports: Vec<&str> = root.lines().filter(|line| line.starts_with("pub use ")).collect();
    let exported: BTreeSet<&str> = exports.iter().flat_map(|line| words(line)).collect();
    let files = crate::house::files();
    let of_root = [(String::new(), &root)];
    let all = || of_root.iter().map(|(m, t)| (m, *t)).chain(&files);
    let declared =
        |is_hidden| -> BTreeSet<String> { all().flat_map(|(module, text)| modules(module, text, is_hidden)).collect() };
    let (public, hidden) = (declared(false), declared(true));
    // The module that exports what a file holds; `None` for hidden ones.
    let exporter = |module: &str| {
        let mut module = module;
        while !module.is_empty() && !public.contains(module) && !hidden.contains(module) {
            module = module.rsplit_once("::").map_or("", |(above, _)| above);
        }
        (!hidden.contains(module)).then(|| module.to_owned())
    };
    let types: BTreeSet<String> =
        all().flat_map(|(_, text)| items(text)).filter(Item::is_type).map(|i| i.name).collect();
    let mut by_module: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for (module, text) in all() {
        let exporter = exporter(module);
        let items = items(text).into_iter().filter(|item| {
            (exporter.is_some() || exported.contains(&*item.name)) && (!item.is_block() || types.contains(&item.name))
        });
        by_module.entry(exporter.clone().unwrap_or_default()).or_default().extend(items);
    }
    let mut shown = exports.join("\n");
    for (module, mut items) in by_module.into_iter().filter(|(_, items)| !items.is_empty()) {
        items.sort_by(|a, b| (&a.name, a.is_block(), &a.text).cmp(&(&b.name, b.is_block(), &b.text)));
        let _ = writeln!(shown, "\n\n# {}", if module.is_empty() { "secondhand" } else { &module });
        shown.push_str(&items.iter().map(|item| &*item.text).collect::<Vec<_>>().join("\n"));
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("api", shown);
    });
}

#[test]
fn items_are_read() {
    let text = "/// Docs.\n#[derive(Clone)]\n#[must_use]\npub struct A {\n    /// Docs.\n    pub a: u8,\n    b: u8,\n    \
                #[doc(hidden)]\n    pub c: u8,\n}\n\nimpl A {\n    pub fn f(\n        self,\n    ) -> Self {\n        \
                self\n    }\n\n    fn g() {}\n}\n\npub(crate) struct B;\n\npub const C: u8 = 3;\n";
    let items: Vec<String> = items(text).into_iter().map(|item| item.text).collect();
    let a = "#[derive(Clone)]\npub struct A\n    pub a: u8";
    assert_eq!(items, [a, "impl A\n    pub fn f(self) -> Self", "pub const C: u8"]);
}

/// A public item, or a block of methods, with one line for each member.
struct Item {
    /// Its name, or that of the type that the block is for.
    name: String,
    text: String,
}

impl Item {
    fn is_block(&self) -> bool {
        self.text.starts_with("impl")
    }

    fn is_type(&self) -> bool {
        let head = self.text.lines().find(|line| !line.starts_with('#')).unwrap_or("");
        ["pub struct ", "pub enum ", "pub trait "].iter().any(|kind| head.starts_with(kind))
    }
}

const HIDDEN: &str = "#[doc(hidden)]";

/// Returns the paths of the public modules that a file declares: those that are
/// hidden, or the others.
fn modules(module: &str, text: &str, is_hidden: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub mod ").filter(|_| before.starts_with(HIDDEN) == is_hidden) {
            found.push(format!("{module}::{name}").trim_matches([':', ';']).to_owned());
        }
        before = line;
    }
    found
}

/// Reads the public items of a file.
fn items(text: &str) -> Vec<Item> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    let mut items = Vec::new();
    let mut attributes: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("#[") {
            attributes.push(line);
            continue;
        }
        let attributes = std::mem::take(&mut attributes);
        let is_block = line.starts_with("impl");
        let is_named = line.starts_with("named!(");
        let is_item = line.starts_with("pub ") && !line.starts_with("pub use ");
        if attributes.iter().any(|a| a.starts_with(HIDDEN)) || !(is_item || is_block || is_named) {
            continue;
        }
        let head = signature(line, &mut lines);
        // Of a function, its types are not its name.
        let named = head.split('(').next().filter(|_| head.contains("fn ")).unwrap_or(&head);
        let name = named.split(" for ").last().and_then(|head| words(head).next()).unwrap_or("").to_owned();
        if is_named {
            items.push(Item { text: format!("impl Display for {name}, pub const fn as_str"), name });
            continue;
        }
        let told = attributes.into_iter().filter(|a| a.starts_with("#[derive") || a.starts_with("#[non_exhaustive"));
        let mut told: Vec<String> = told.map(str::to_owned).chain([head.clone()]).collect();
        let kind = head.split(' ').nth(1).unwrap_or("");
        let is_for = is_block && head.contains(" for ");
        let is_open = line.ends_with('{') && (is_block || matches!(kind, "struct" | "enum" | "trait"));
        if is_open {
            told.extend(members(&mut lines, |line| match kind {
                "enum" if !is_block => line.starts_with(char::is_alphabetic),
                "trait" if !is_block => line.starts_with("fn ") || line.starts_with("type "),
                _ => line.starts_with("pub ") && !is_for,
            }));
        }
        // A block without public methods says nothing.
        if !is_block || is_for || told.len() > 1 {
            items.push(Item { name, text: told.join("\n") });
        }
    }
    items
}

/// Reads a signature to where its body begins or it ends.
fn signature<'t>(first: &'t str, lines: &mut impl Iterator<Item = &'t str>) -> String {
    let mut whole = first.to_owned();
    let ends: &[char] = if first.contains("fn ") { &['{', ';', '}'] } else { &['{', ';', '}', ',', '[', '('] };
    while !whole.ends_with(ends) {
        let Some(next) = lines.next() else { break };
        let gap = if whole.ends_with('(') || next.trim().starts_with(')') { "" } else { " " };
        whole = format!("{}{gap}{}", whole, next.trim());
    }
    let whole = if first.contains("const ") { whole.split(" = ").next().unwrap_or("").to_owned() } else { whole };
    whole.trim_end_matches(['{', ';', '}', ',', ' ']).replace(",)", ")")
}

/// Reads the members of a type or block that are `wanted`, up to its end.
fn members<'t>(lines: &mut impl Iterator<Item = &'t str>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut members = Vec::new();
    let mut is_hidden = false;
    while let Some(line) = lines.next().filter(|line| !line.starts_with('}')) {
        let Some(member) = line.strip_prefix("    ") else { continue };
        is_hidden |= member.starts_with(HIDDEN);
        if !member.starts_with(['/', '#']) {
            if wanted(member) && !is_hidden {
                members.push(format!("    {}", signature(member, lines)));
            }
            is_hidden = false;
        }
    }
    members
}

/// Returns the words of code that begin with a capital.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase))
}
