//! For tests: pages and schemas of the repository that are written from the
//! program's own tables.

use std::path::Path;

/// Checks that the file at `path`, from the root of the repository, has this
/// text. With `UPDATE_DOCS` in the environment it is written first. `test` is
/// the name by which `cargo test` finds the test.
pub(crate) fn check(path: &str, text: &str, test: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, text).expect("a file that can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default().replace('\r', "");
    assert!(committed == text, "{path} is stale: run `UPDATE_DOCS=1 cargo test {test}`");
}

/// Checks the part of a page between the lines `<!-- name -->` and
/// `<!-- /name -->` in the same way.
pub(crate) fn check_part(path: &str, name: &str, part: &str, test: &str) {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a page");
    let page = page.replace('\r', "");
    let (before, rest) = page.split_once(&begin).expect("a beginning");
    let (_, after) = rest.split_once(&end).expect("an end");
    check(path, &format!("{before}{begin}{part}{end}{after}"), test);
}
