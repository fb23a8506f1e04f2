//! Reads web and mail addresses.

use super::Scanner;
use crate::token::characters::{is_double_mark, is_space};

/// Top-level domains of addresses that have no path.
const TOP_LEVEL_DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "info", "uk", "eu", "tv", "ly", "ms", "gl", "io", "biz", "fm", "cc",
    "ca", "au", "de", "fr", "ru", "cn", "jp", "il", "ie", "nz", "za", "COM", "ORG",
];

impl Scanner<'_> {
    /// Returns the end of the web or mail address at `at`, if there is one.
    pub(super) fn address(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.paragraph_end)?;
        // Host names are ASCII and short. A mail address has "@" after its
        // first part, and a scheme has a colon behind it.
        let host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'+');
        let length = rest.bytes().take(80).take_while(|&b| host(b)).count();
        let (first, behind) = rest.as_bytes().split_at(length);
        if !first.contains(&b'.') && !behind.starts_with(b"@") && !behind.starts_with(b":") {
            return None;
        }
        let has = |prefix: &str| rest.get(..prefix.len()).is_some_and(|p| p.eq_ignore_ascii_case(prefix));
        if has("http://") || has("https://") || has("www.") || has("ftp://") || has("mailto:") {
            return Some(self.address_end(at));
        }
        let name = rest.get(..length)?.trim_end_matches(['.', '-', '_', '+']);
        let tail = rest.get(name.len()..)?;
        if let Some(domain) = tail.strip_prefix('@') {
            let length = domain.bytes().take(255).take_while(|&b| host(b)).count();
            let domain = domain.get(..length)?.trim_end_matches(['.', '-', '_', '+']);
            let (_, top) = domain.rsplit_once('.')?;
            return (top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
                .then_some(at + name.len() + 1 + domain.len());
        }
        // Only the last label counts as top-level domain: "Politico.com.The" is
        // not an address.
        let (front, top) = name.rsplit_once('.')?;
        if front.is_empty() || front.ends_with('.') || name.contains(['_', '+']) {
            return None;
        }
        let path = tail.starts_with('/') && tail[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let known = TOP_LEVEL_DOMAINS.contains(&top);
        // A country's domain can look like a word, so it needs a path.
        let short = path
            && top.len() <= 4
            && top.bytes().all(|b| b.is_ascii_lowercase())
            && front.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
        if !(known || short) || front.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        // "U.S.ca": initials are not a host name.
        if front.split('.').all(|label| label.len() == 1) {
            return None;
        }
        let end = at + name.len();
        Some(if path { self.address_end(at) } else { end })
    }

    /// Returns where the address that starts at `at` ends: before white space
    /// or an enclosing mark, and before the punctuation of the sentence around
    /// it.
    fn address_end(&self, at: usize) -> usize {
        let stop = |c: char| is_space(c) || is_double_mark(c) || matches!(c, '<' | '>' | '’' | '‘' | '|' | '…' | '—');
        let whole = self.slice(at, self.skip_while(at, |c| !stop(c)));
        let trimmed = whole.trim_end_matches(['.', ',', ';', ':', '?', '!', '\'', ']', '*']);
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inside) if !inside.contains('(') => inside.trim_end_matches(['.', ',']),
            _ => trimmed,
        };
        at + trimmed.len().max(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::token::samples::check;

    #[test]
    fn addresses_are_whole() {
        check(&[
            ("see nyti.ms/1RHi.", "see|nyti.ms/1RHi|."),
            ("(http://a.example/b?c=d).", "(|http://a.example/b?c=d|)|."),
            ("Politico.com's story", "Politico.com|'s|story"),
            ("a.b@c.example said", "a.b@c.example|said"),
            ("@handle and #tag!", "@handle|and|#tag|!"),
            ("<a href=\"x\">this</a> and <Gazette>", "<a href=\"x\">|this|</a>|and|<|Gazette|>"),
            ("Jardine <JARD.HKG> said <no>", "Jardine|<JARD.HKG>|said|<|no|>"),
        ]);
    }
}
