//! Reads from bylines, copyright lines and datelines who the article comes
//! from.

use super::line_terms::LineTerms;
use super::{Metadata, byline};
use crate::lexicon::{Class, Lexicon, OutletKind};
use crate::line::is_break;
use crate::span::Span;

/// Adds to `found` what a byline or credit line says.
pub(super) fn read_byline(line: &str, lexicon: &Lexicon, found: &mut Metadata) {
    if let Some(names) = byline::after_by(line) {
        return read_names(names, lexicon, found);
    }
    let terms = LineTerms::new(line, lexicon);
    if let Some(end) = terms.opening(Class::AUTHOR_CREDIT) {
        // Agencies end their stories with *(Reporting by …; Editing by …)*. The
        // first name after *Reporting by* is the author, unless a byline has
        // already named one.
        let author = line[end..].split([';', '.', '(']).next().unwrap_or("").trim_end_matches([')', ' ']);
        let (author, outlet) = author.rsplit_once(" for ").unwrap_or((author, ""));
        fill(&mut found.byline, author);
        note_own_name(outlet, lexicon, found);
    } else if terms.opening(Class::CREDIT).is_some_and(|end| byline::ends_in_by(&line[..end])) {
        // Additional reporters and editors are not authors.
    } else if let Some((_, rest)) = line.split_once(" on ").filter(|_| !line.ends_with('.')) {
        // *Broadcast on The Harbour Hour, Coastal Public Radio, June 9*: the
        // last name is the publisher.
        let mut fields = rest.rsplit(',').map(str::trim);
        if let Some(station) = fields.find(|f| byline::is_names(f, 6, lexicon) && !has_digit(f)) {
            note_own_name(station, lexicon, found);
        }
    } else {
        // *Associated Press writer Jo Ito contributed to this report.*: the
        // outlet opens a sentence of credit.
        for sentence in line.split(". ").take(4) {
            let lead: Vec<&str> = sentence.split_whitespace().take(4).collect();
            if let Some((name, kind)) = prefix_outlet(&lead, lexicon)
                && !is_contributor(sentence, &name, lexicon)
            {
                note_outlet(&name, kind, found);
            }
        }
    }
}

/// Whether the outlet that opens a sentence of credit gave something to an
/// article of another: *The Associated Press contributed to this report.* That
/// of a writer who did is the article's own: *AP writer Jo Ito contributed*.
fn is_contributor(sentence: &str, outlet: &str, lexicon: &Lexicon) -> bool {
    let behind = sentence.trim_start().get(outlet.len()..).unwrap_or("").trim_start();
    let is_with_others = behind.starts_with("and ") || behind.starts_with(',');
    is_with_others || LineTerms::new(behind, lexicon).opening(Class::CREDIT).is_some()
}

/// Adds to `found` the author and outlet that follow *By*.
fn read_names(names: &str, lexicon: &Lexicon, found: &mut Metadata) {
    let names = names.trim_end_matches(['.', ')', ' ']);
    let mut fields = names
        .split(|c| matches!(c, ',' | '|' | '/' | '•' | ';') || is_break(c))
        .map(str::trim)
        .filter(|f| !f.is_empty());
    let author = fields.next().unwrap_or("");
    if let Some(kind) = outlet(author, lexicon) {
        fill(&mut found.byline, author);
        note_outlet(author, kind, found);
        return;
    }
    for field in fields.take(3) {
        if note_own_name(field, lexicon, found) {
            fill(&mut found.byline, author);
            return;
        }
    }
    // *By JO ITO Associated Press*: the outlet follows without punctuation.
    let words: Vec<&str> = strip_job(author, lexicon).split_whitespace().collect();
    for start in (1..words.len()).rev().take(5).rev() {
        let tail = words[start..].join(" ");
        let tail = tail.trim_start_matches("of ").trim_start_matches("for ");
        if let Some(kind) = outlet(tail, lexicon) {
            let head = words[..start].join(" ");
            fill(&mut found.byline, head.trim_end_matches(" of").trim_end_matches(" for"));
            note_outlet(tail, kind, found);
            return;
        }
    }
    if let Some((author, name)) = author.rsplit_once(" for ") {
        note_own_name(name, lexicon, found);
        fill(&mut found.byline, author);
        return;
    }
    let author = author.split(". ").next().unwrap_or(author);
    // A list of names is kept whole. Otherwise a title after a comma is not
    // part of the byline.
    let is_list = names.contains(" and ") || names.contains(" & ");
    fill(&mut found.byline, if is_list { names } else { author });
}

/// Reads the line below a byline: *Staff Writer, The Harlan Valley Courier*.
pub(super) fn read_below_byline(line: &str, lexicon: &Lexicon, found: &mut Metadata) {
    for field in line.split([',', '|', '•']).take(4) {
        if note_own_name(field, lexicon, found) {
            return;
        }
    }
}

/// Adds the outlet if a field of a byline can only be the author's outlet: one
/// in the lexicon, or a capitalised name with *The* or a word such as *Times*.
/// Returns whether it is one.
fn note_own_name(field: &str, lexicon: &Lexicon, found: &mut Metadata) -> bool {
    let name = strip_job(field, lexicon);
    let words = name.split_whitespace().count();
    if let Some(kind) = outlet(name, lexicon) {
        // *Science Writer* is a job, but *CNN reporter* names the outlet.
        let is_job = name.len() < field.trim().len()
            && words == 1
            && kind != OutletKind::Wire
            && name.contains(char::is_lowercase);
        if !is_job {
            note_outlet(name, kind, found);
        }
        return !is_job;
    }
    // *The Tolland Reporter* is a newspaper, not a job.
    let name = if field.trim().starts_with("The ") { field.trim() } else { name };
    let is_own = (2..=6).contains(&words) && byline::is_names(name, 6, lexicon) && !has_digit(name);
    let is_marked = ["The ", "the "].iter().any(|t| name.starts_with(t))
        || LineTerms::new(name, lexicon).ending(Class::OUTLET_NAME_LAST).is_some();
    if is_own && is_marked {
        fill(&mut found.publisher, name);
    }
    is_own && is_marked
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Adds the copyright holder to `found`.
pub(super) fn read_copyright(line: &str, lexicon: &Lexicon, found: &mut Metadata) {
    let Some(holder) = copyright_holder(line) else { return };
    let bare = strip_endings(&holder, Class::ORGANIZATION_SUFFIX, lexicon);
    match [holder.as_str(), bare].into_iter().find_map(|name| Some((name, outlet(name, lexicon)?))) {
        Some((name, kind)) => note_outlet(name, kind, found),
        None => fill(&mut found.publisher, &holder),
    }
}

/// Returns *UPI* for *Copyright © UPI, 2021. All Rights Reserved.*
fn copyright_holder(line: &str) -> Option<String> {
    let cut = find_ignore_case(line, "all rights").unwrap_or(line.len());
    let words = line[..cut].split(|c: char| c.is_whitespace() || matches!(c, '©' | ','));
    let mut holder = Vec::new();
    for word in words.map(|w| w.trim_matches(['(', ')', ':', ';', '|'])) {
        let bare = word.trim_end_matches('.');
        let is_year = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'));
        let is_filler = ["copyright", "c", "by", "the copyright", "&copy"].iter().any(|f| bare.eq_ignore_ascii_case(f));
        let is_opening_filler = is_filler && holder.is_empty();
        if !(bare.is_empty() || is_year || is_opening_filler) {
            holder.push(word);
        }
        // The sentence ends here, unless this is a short form such as *U.S.* or
        // *Inc.*
        if word.ends_with('.') && bare.len() > 4 && !holder.is_empty() {
            break;
        }
    }
    let holder = holder.join(" ");
    let holder = holder.trim_end_matches(['.', ' ', '-', '–', '—']);
    let is_name = holder.starts_with(char::is_uppercase) || holder.contains('.');
    (is_name && holder.split_whitespace().count() <= 8).then(|| holder.to_owned())
}

/// Finds a dateline such as *BAGHDAD (AP) —* or *MOSCOW, September 28. /TASS/.*
/// at the start of a paragraph, and adds the outlet in it to `found`. Returns
/// its span within the paragraph.
pub(super) fn read_dateline(paragraph: &str, lexicon: &Lexicon, found: &mut Metadata) -> Option<Span> {
    let head_end = paragraph.char_indices().nth(90).map_or(paragraph.len(), |(i, _)| i);
    let head = &paragraph[..head_end];
    if let Some((end, name)) = slashed(head) {
        let kind = outlet(name, lexicon);
        if is_place(head[..head.find('/')?].trim_end_matches(['.', ' ']), lexicon) || kind.is_some() {
            if let Some(kind) = kind {
                note_outlet(name, kind, found);
            }
            return Some(Span::new(0, end as u32));
        }
    }
    let (dash, after) = dash(head).unzip();
    // The outlet in brackets: *(AP)*, with or without a dash after it.
    if let Some(open) = head.find('(')
        && dash.is_none_or(|d| open < d)
        && let Some(length) = head[open..].find(')')
    {
        let close = open + length;
        let name = head[open + 1..close].trim();
        let kind = outlet(name, lexicon);
        let is_name = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 4;
        let place = head[..open].trim();
        let end = match (dash, after) {
            (Some(dash), Some(after)) if head.get(close + 1..dash).is_some_and(|gap| gap.trim().is_empty()) => after,
            _ if kind.is_some() && place.is_empty() => close + 1,
            _ => return None,
        };
        if !is_name || !(place.is_empty() && kind.is_some() || is_place_or_date(place)) {
            return None;
        }
        match kind {
            Some(kind) => note_outlet(name, kind, found),
            // A name here is the agency, even if the lexicon does not have it.
            None if !has_digit(name) => fill(&mut found.agency, name),
            None => {}
        }
        return Some(Span::new(0, end as u32));
    }
    let place = head[..dash?].trim();
    is_place(place, lexicon).then(|| Span::new(0, after.unwrap_or(0) as u32))
}

/// Returns the first dash that can end a dateline: its start, and the byte
/// after it.
fn dash(head: &str) -> Option<(usize, usize)> {
    let bytes = head.as_bytes();
    head.char_indices().find_map(|(i, c)| match c {
        '—' | '–' | '―' => Some((i, i + c.len_utf8())),
        '-' if bytes.get(i + 1) == Some(&b'-') => Some((i, i + 2)),
        '-' if i > 0 && matches!(bytes[i - 1], b' ' | b')') && bytes.get(i + 1) == Some(&b' ') => Some((i, i + 1)),
        _ => None,
    })
}

/// Finds `/TASS/.`; returns where it ends, and the name.
fn slashed(head: &str) -> Option<(usize, &str)> {
    let open = head.find('/')?;
    let close = open + 1 + head[open + 1..].find('/')?;
    let name = head[open + 1..close].trim();
    let is_name = !name.is_empty() && name.split_whitespace().count() <= 3 && name.starts_with(char::is_uppercase);
    let stop = head[close + 1..].starts_with('.').then_some(close + 2)?;
    is_name.then_some((stop, name))
}

/// Whether the text is a place whose city is in capitals: *MIDWAY ATOLL*,
/// *PARIS, France*, *LONDON, Jan. 5*.
fn is_place(text: &str, lexicon: &Lexicon) -> bool {
    let city = text.split(',').next().unwrap_or("");
    let letters = city.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital = letters >= 3
        && city.chars().all(|c| c.is_uppercase() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-' | '/'))
        && city.split_whitespace().count() <= 4;
    // *UPDATE —*, *EXCLUSIVE —*
    let is_label = || LineTerms::new(city, lexicon).opening(Class::LABEL).is_some();
    is_capital && is_place_or_date(text) && !is_label()
}

/// Whether the text consists of capitalised words, numbers, and words that join
/// them.
fn is_place_or_date(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty());
    let mut count = 0;
    let fits = words.into_iter().all(|word| {
        count += 1;
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '/')
            || ["and", "de", "del", "al", "of", "the", "on", "la", "near", "in"].contains(&word)
            || word.starts_with("al-")
    });
    fits && (1..=9).contains(&count) && text.starts_with(char::is_uppercase)
}

/// Returns the kind of the outlet called `name`, if the lexicon has it.
pub(super) fn outlet(name: &str, lexicon: &Lexicon) -> Option<OutletKind> {
    if name.len() > 80 {
        return None;
    }
    lexicon.outlet_named(name).map(|i| lexicon.outlet(i).kind)
}

/// Returns the longest outlet name that the words begin with.
fn prefix_outlet(words: &[&str], lexicon: &Lexicon) -> Option<(String, OutletKind)> {
    (1..=words.len()).rev().find_map(|n| {
        let name = words[..n].join(" ");
        let name = name.trim_end_matches("'s").trim_end_matches("’s");
        outlet(name, lexicon).map(|kind| (name.to_owned(), kind))
    })
}

/// Sets the outlet as agency if it is a wire service, else as publisher.
pub(super) fn note_outlet(name: &str, kind: OutletKind, found: &mut Metadata) {
    let slot = if kind == OutletKind::Wire { &mut found.agency } else { &mut found.publisher };
    fill(slot, name);
}

/// Returns a field of a byline without the job at its end: *CNN* for *CNN
/// reporter*.
fn strip_job<'f>(field: &'f str, lexicon: &Lexicon) -> &'f str {
    strip_endings(field.trim(), Class::JOURNALIST, lexicon)
}

/// Returns the text without the terms of the class at its end.
fn strip_endings<'t>(text: &'t str, class: Class, lexicon: &Lexicon) -> &'t str {
    let mut text = text;
    while let Some(start) = LineTerms::new(text, lexicon).ending(class) {
        text = text[..start].trim_end_matches([',', ' ']);
    }
    text
}

fn fill(slot: &mut Option<String>, value: &str) {
    let value = value.trim();
    if slot.is_none() && !value.is_empty() {
        *slot = Some(value.to_owned());
    }
}

fn find_ignore_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|w| w.eq_ignore_ascii_case(ascii.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;

    #[track_caller]
    fn byline(line: &str, author: &str, agency: Option<&str>, publisher: Option<&str>) {
        let mut found = Metadata::default();
        read_byline(line, Grammar::builtin().lexicon(), &mut found);
        assert_eq!(
            (found.byline.as_deref().unwrap_or(""), found.agency.as_deref(), found.publisher.as_deref()),
            (author, agency, publisher),
            "{line}"
        );
    }

    #[test]
    fn bylines() {
        byline("By Fred Lambert", "Fred Lambert", None, None);
        byline("By RON LIEBER and ANA RUIZ", "RON LIEBER and ANA RUIZ", None, None);
        byline("By Ana Ruiz, Chief Correspondent", "Ana Ruiz", None, None);
        byline("By The Associated Press", "The Associated Press", Some("The Associated Press"), None);
        byline("By JO ITO Associated Press", "JO ITO", Some("Associated Press"), None);
        byline("By Jo Ito, Associated Press Writer", "Jo Ito", Some("Associated Press"), None);
        byline("By Jo Ito | CNN", "Jo Ito", None, Some("CNN"));
        byline("By Jo Ito of The Washington Post", "Jo Ito", None, Some("The Washington Post"));
        byline("By Jo Ito, CNN reporter", "Jo Ito", None, Some("CNN"));
        byline("By Jo Ito, Science Writer", "Jo Ito", None, None);
        byline("By Jo Ito, The Harlan Valley Courier", "Jo Ito", None, Some("The Harlan Valley Courier"));
        byline("Interview by Jo Ito for Highline Magazine", "Jo Ito", None, Some("Highline Magazine"));
        byline("By Jo Ito, The Tolland Reporter", "Jo Ito", None, Some("The Tolland Reporter"));
        byline("By Jo Ito. Translated from the German", "Jo Ito", None, None);
        byline("Broadcast on The Harbour Hour, Coastal Public Radio, June 9", "", None, Some("Coastal Public Radio"));
        byline("(Additional reporting by Jo Ito in Lima.)", "", None, None);
        byline(
            "Ruiz reported from Lima. Associated Press writer Jo Ito contributed from Quito.",
            "",
            Some("Associated Press"),
            None,
        );
        byline("(Reporting by Ana Ruiz in Lima; Editing by Jo Ito.)", "Ana Ruiz in Lima", None, None);
        byline("Associated Press writer Jo Ito contributed to this report.", "", Some("Associated Press"), None);
        byline("The Associated Press contributed to this report.", "", None, None);
        byline("Reuters and Jo Ito contributed to this story.", "", None, None);
    }

    #[test]
    fn copyright_lines() {
        for (line, agency, publisher) in [
            ("Copyright © UPI, 2021. All Rights Reserved.", Some("UPI"), None),
            ("© 2020 The Associated Press. All rights reserved.", Some("The Associated Press"), None),
            ("Copyright 2019 by Reuters Limited.", Some("Reuters"), None),
            ("(c) 2011 CNN", None, Some("CNN")),
            ("© 2021 The Lakeside Courier. All rights reserved.", None, Some("The Lakeside Courier")),
            ("All rights reserved.", None, None),
        ] {
            let mut found = Metadata::default();
            read_copyright(line, Grammar::builtin().lexicon(), &mut found);
            assert_eq!((found.agency.as_deref(), found.publisher.as_deref()), (agency, publisher), "{line}");
        }
    }

    #[test]
    fn datelines() {
        for (text, span, agency) in [
            ("BAGHDAD (AP) — The decision was made.", "BAGHDAD (AP) —", Some("AP")),
            ("LONDON, Jan 5 (Reuters) - Shares fell.", "LONDON, Jan 5 (Reuters) -", Some("Reuters")),
            ("Macau (Reuters) – A donor said.", "Macau (Reuters) –", Some("Reuters")),
            ("(Reuters) - A donor said.", "(Reuters) -", Some("Reuters")),
            ("ZURICH, Nov 2 (Swiss Wire) - It rained.", "ZURICH, Nov 2 (Swiss Wire) -", Some("Swiss Wire")),
            ("MOSCOW, September 28. /Reuters/. Russia said.", "MOSCOW, September 28. /Reuters/.", Some("Reuters")),
            ("MIDWAY ATOLL - Long ago, a battle.", "MIDWAY ATOLL -", None),
            ("PARIS, France -- It rained.", "PARIS, France --", None),
            ("UPDATE — It rained.", "", None),
            ("The minister — a lawyer — said no.", "", None),
            ("A vote (the second) — he said.", "", None),
            ("Copyright(<!--(AP) —", "", None),
            ("It rained.", "", None),
            ("— It rained.", "", None),
            ("", "", None),
        ] {
            let mut found = Metadata::default();
            let dateline = read_dateline(text, Grammar::builtin().lexicon(), &mut found);
            assert_eq!(dateline.map_or("", |s| s.of(text)), span, "{text}");
            assert_eq!(found.agency.as_deref(), agency, "{text}");
        }
    }
}
