//! The encoding that a file names, and its decoded text.

use crate::error::Error;
use crate::source;
use std::sync::Arc;

/// How far into a file its encoding is looked for.
const HEAD: usize = 4096;

/// Decodes a file. `declared` finds the encoding that it names. Returns notes
/// about how it was read.
pub(super) fn source(bytes: Vec<u8>, declared: fn(&str) -> Option<&str>) -> Result<(Arc<str>, Vec<String>), Error> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned();
    let decoded = source::repair(source::decode_declared(bytes, declared(&head))?);
    Ok((decoded.text.into(), Vec::from_iter(decoded.note)))
}

/// Returns the encoding that a web page names: `<meta charset=…>`, or
/// `charset=…` in the value of another `<meta>`.
#[cfg(feature = "html")]
pub(super) fn declared_in_html(head: &str) -> Option<&str> {
    value(head, "charset=").or_else(|| declared_in_xml(head))
}

/// Returns the encoding that an XML declaration names.
pub(super) fn declared_in_xml(head: &str) -> Option<&str> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    value(declaration.split_once("?>")?.0, "encoding=")
}

/// Returns the word that stands after `name`, with or without quotation marks.
fn value<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let at = head.as_bytes().windows(name.len()).position(|word| word.eq_ignore_ascii_case(name.as_bytes()))?;
    let rest = head.get(at + name.len()..)?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_name_their_encoding() {
        assert_eq!(declared_in_html("<meta charset='Windows-1252'>"), Some("Windows-1252"));
        assert_eq!(
            declared_in_html("<META http-equiv=a content=\"text/html; CharSet=iso-8859-15\">"),
            Some("iso-8859-15")
        );
        assert_eq!(declared_in_html("<p>no"), None);
        assert_eq!(declared_in_xml("<?xml version='1.0' encoding=\"koi8-r\"?><a/>"), Some("koi8-r"));
        assert_eq!(declared_in_xml("é ?><?xml"), None);
    }
}
