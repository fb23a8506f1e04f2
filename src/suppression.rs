//! Suppressions: comments and files by which people accept findings, with the
//! reason.
//!
//! To accept a finding, add a comment with the reason at the beginning of a
//! line. It applies to the paragraph after it or to the whole article:
//!
//! ```text
//! <!-- secondhand-ignore: second-hand-quote: on the record with AP -->
//! <!-- secondhand-ignore-file: hearsay, SH005: a column on rumours -->
//! ```
//!
//! For articles that cannot have comments there is a file beside the article
//! ([`sidecar`]). A suppression must name its rules and its reason. One that
//! suppresses nothing is reported, so that it is removed when its finding is
//! gone.

pub mod sidecar;

use crate::article::Article;
use crate::cover::Least;
use crate::cut::cut;
use crate::error::{self, Error, ErrorKind};
use crate::finding::Finding;
use crate::line;
use crate::settings::{self, Effective};
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::span::Span;
use crate::standing::{Notice, Standing, Suppression, SuppressionKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// One suppression, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Directive {
    /// The codes of the rules whose findings it suppresses.
    pub codes: Vec<&'static str>,
    /// Whether it names `all` instead of single rules.
    pub is_all: bool,
    /// The reason, in one line.
    pub reason: String,
    /// Which findings of these rules it suppresses.
    pub scope: Scope,
    /// In the sidecar of a file of JSON Lines, the id of the article it is for.
    pub article: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// Which findings a suppression applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All findings of the article.
    Article,
    /// The findings that begin in this block.
    Block(Span),
    /// The findings that overlap these words of the article.
    Quote(String),
    /// The finding with this [fingerprint](crate::fingerprint).
    Fingerprint(String),
}

/// Where a suppression is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The comment in the article; `None` in a file beside it.
    pub span: Option<Span>,
}

const ON_NEXT: &str = "secondhand-ignore";
const ON_ALL: &str = "secondhand-ignore-file";
const FORM: &str = "write `<!-- secondhand-ignore: RULE: why it is fine -->`";

/// How many errors are reported in full for one article.
const MOST_ERRORS: usize = 20;
/// How many characters of a reason are kept with each finding.
const LONGEST_REASON: usize = 1000;
/// How many occurrences of the rarest word of a quote are checked in one
/// article.
const MOST_PLACES: usize = 4096;

/// Returns the suppressions in an article's comments, in the order of the text,
/// and the errors in those that are wrong. `name` is the article's name in
/// messages.
#[must_use]
pub fn in_article(article: &Article<'_>, name: &str) -> (Vec<Directive>, Vec<Error>) {
    let text = &*article.text;
    let mut directives = Vec::new();
    // Most articles have no comments.
    if !text.contains("<!--") {
        return (directives, Vec::new());
    }
    let file = article.file_text();
    let (lines, points) = (LineIndex::new(file), OffsetMap::new(file, Offsets::Codepoints));
    let mut wrong = Mistakes { name, article, lines: &lines, errors: Vec::new(), left_out: 0 };
    for &comment in &article.comments {
        match read(text, comment) {
            None => {}
            Some(Err(error)) => wrong.add(|| error),
            Some(Ok(read)) => {
                let at = article.in_file(comment.start);
                let (line, line_start) = lines.line(at);
                let column = points.get(at) - points.get(line_start) + 1;
                let place = Place { file: name.to_owned(), line: line as u32, column, span: Some(comment) };
                let next = article.blocks.partition_point(|block| block.span.start < comment.end);
                // A comment after the last block applies to nothing.
                let next = article.blocks.get(next).map_or(Span::new(comment.end, comment.end), |block| block.span);
                directives.push(Directive {
                    codes: read.codes,
                    is_all: read.is_all,
                    reason: one_line(read.reason),
                    scope: if read.is_file { Scope::Article } else { Scope::Block(next) },
                    article: None,
                    place,
                });
            }
        }
    }
    for start in misplaced(article) {
        wrong.add(|| stands_wrong(text, start));
    }
    (directives, wrong.told())
}

/// Errors in suppressions: [`MOST_ERRORS`] in full, and the number of the
/// others. A file that is not an article can have an error every few bytes.
struct Mistakes<'a> {
    name: &'a str,
    article: &'a Article<'a>,
    lines: &'a LineIndex<'a>,
    errors: Vec<Error>,
    left_out: usize,
}

impl Mistakes<'_> {
    fn add(&mut self, wrong: impl FnOnce() -> Wrong) {
        if self.errors.len() == MOST_ERRORS {
            self.left_out += 1;
            return;
        }
        let Wrong { error, at } = wrong();
        let span = self.article.span_in_file(Span::new(at.start as u32, at.end as u32));
        let (line, _) = self.lines.line(span.start);
        let file = self.article.file_text();
        self.errors.push(error.of(ErrorKind::Suppression).on_line(self.name, file, line, span.range()));
    }

    fn told(mut self) -> Vec<Error> {
        if self.left_out > 0 {
            let more = format!("and {} more suppressions are wrong", self.left_out);
            let error = Error::new(more).of(ErrorKind::Suppression).in_file(self.name);
            self.errors.push(error.with_help("mend those above first"));
        }
        self.errors
    }
}

/// An error and its range in the article's text, in bytes.
struct Wrong {
    error: Error,
    at: std::ops::Range<usize>,
}

struct Read<'t> {
    codes: Vec<&'static str>,
    is_all: bool,
    is_file: bool,
    reason: &'t str,
}

/// Parses a comment as a suppression; returns `None` for any other comment.
fn read(text: &str, comment: Span) -> Option<Result<Read<'_>, Wrong>> {
    let whole = comment.of(text);
    let inner = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let word = inner.split(|c: char| c == ':' || c.is_whitespace()).next().unwrap_or("");
    if !is_ours(word) {
        return None;
    }
    // `part` is a slice of the text, so its address gives its offset.
    let range = |part: &str| {
        let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        start..start + part.len()
    };
    let wrong = |message: String, help: &str, part: &str| {
        Some(Err(Wrong { error: Error::new(message).with_help(help), at: range(part) }))
    };
    if word != ON_NEXT && word != ON_ALL {
        let help = error::suggest(word, [ON_NEXT, ON_ALL].into_iter(), "there are");
        return wrong(format!("there is no comment called `{word}`"), &help, word);
    }
    let rest = inner[word.len()..].trim_start();
    let Some((names, reason)) = rest.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
        let message = if rest.trim_start_matches(':').trim().is_empty() {
            "this suppression names no rule and no reason"
        } else {
            "this suppression gives no reason"
        };
        return wrong(message.to_owned(), FORM, inner);
    };
    let reason = reason.trim();
    if reason.is_empty() {
        return wrong("this suppression gives no reason".to_owned(), FORM, inner);
    }
    let mut read = Read { codes: Vec::new(), is_all: false, is_file: word == ON_ALL, reason };
    for name in names.split(',').map(str::trim) {
        if name.is_empty() {
            return wrong("this suppression names no rule".to_owned(), FORM, inner);
        }
        match rules(name) {
            Ok((codes, is_all)) => {
                read.codes.extend(codes);
                read.is_all |= is_all;
            }
            Err(error) => return Some(Err(Wrong { error, at: range(name) })),
        }
    }
    Some(Ok(read))
}

fn is_ours(word: &str) -> bool {
    word.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("secondhand-"))
}

fn one_line(reason: &str) -> String {
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the codes of the rules that a name in a suppression stands for, and
/// whether it stands for all rules.
fn rules(name: &str) -> Result<(Vec<&'static str>, bool), Error> {
    if name == "all" { Ok((settings::select(name)?, true)) } else { Ok((vec![settings::rule(name)?.code()], false)) }
}

/// Returns the byte offsets of suppressions that are not comments of the
/// article, because they stand inside a line or are not closed. They are
/// reported, since their authors expect them to work.
fn misplaced(article: &Article<'_>) -> impl Iterator<Item = usize> {
    let text = &*article.text;
    text.match_indices("<!--").map(|(start, _)| start).filter(move |&start| {
        let is_read = || article.comments.binary_search_by_key(&start, |comment| comment.start as usize).is_ok();
        is_ours(text[start + "<!--".len()..].trim_start()) && !is_read()
    })
}

fn stands_wrong(text: &str, start: usize) -> Wrong {
    let line = &text[start..line::around(text, start).end];
    let (message, end) = match line.find("-->") {
        Some(end) => ("this suppression stands inside a line", end + 3),
        None => ("this suppression has no end, or stands inside a line", line.len()),
    };
    let help = "put the comment on a line of its own, before the paragraph, and close it with `-->`";
    Wrong { error: Error::new(message).with_help(help), at: start..start + end }
}

/// Marks the suppressed findings in `standings`. Returns a notice for each
/// suppression that suppresses nothing.
pub(crate) fn apply(
    article: &Article<'_>,
    findings: &[Finding],
    fingerprints: &[String],
    directives: &[Directive],
    settings: &Effective,
    standings: &mut [Standing],
) -> Vec<Notice> {
    if directives.is_empty() {
        return Vec::new();
    }
    let index = Index::new(article, findings, directives);
    // For each directive, the codes of the rules whose findings it suppressed.
    let mut used: Vec<Vec<&str>> = vec![Vec::new(); directives.len()];
    for (nth, ((finding, fingerprint), standing)) in findings.iter().zip(fingerprints).zip(standings).enumerate() {
        // What suppresses the finding at another of its places is used, too,
        // but does not suppress the whole.
        for (place, i) in index.find(article, nth, finding, fingerprint) {
            let (Some(directive), Some(used)) = (directives.get(i), used.get_mut(i)) else { continue };
            used.extend(finding.codes().filter(|code| directive.codes.contains(code)));
            if place == 0 && standing.suppression.is_none() {
                let is_here = directive.place.span.is_some();
                let kind = if is_here { SuppressionKind::InSource } else { SuppressionKind::External };
                let reason = cut(&directive.reason, LONGEST_REASON).into_owned();
                standing.suppression = Some(Suppression { reason, kind });
            }
        }
    }
    let Some(severity) = settings.unused_suppressions else { return Vec::new() };
    // A rule that does not run has no findings to suppress, so its suppressions
    // are not reported.
    let runs = |code: &str| settings.rules.iter().any(|(rule, config)| rule.code() == code && config.enabled);
    let notice = |(i, (directive, used)): (usize, (&Directive, &Vec<&str>))| {
        if directive.is_all && !used.is_empty() {
            return None;
        }
        let idle: Vec<&str> =
            directive.codes.iter().copied().filter(|code| !used.contains(code) && runs(code)).collect();
        (!idle.is_empty()).then(|| index.notice(i, directive, &idle, severity))
    };
    directives.iter().zip(&used).enumerate().filter_map(notice).collect()
}

/// Directives by scope. If several apply to a finding, the order is
/// fingerprint, quote, block, article, and within one scope the first of them.
#[derive(Default)]
struct Index<'d> {
    blocks: FxHashMap<(u32, &'d str), usize>,
    fingerprints: FxHashMap<(&'d str, &'d str), usize>,
    articles: FxHashMap<&'d str, usize>,
    /// For each finding, its places that quotes overlap, each with the first
    /// directive that has the quote.
    quotes: Vec<Vec<(usize, usize)>>,
    /// Directives whose quote is not in the article.
    absent: FxHashSet<usize>,
}

impl<'d> Index<'d> {
    fn new(article: &Article<'_>, findings: &[Finding], directives: &'d [Directive]) -> Self {
        let mut index = Self::default();
        let mut words = None;
        // The occurrences of quotes, each with its directive, by the code of
        // the rule.
        let mut quotes: FxHashMap<&str, Vec<(Span, usize)>> = FxHashMap::default();
        // By quote, the codes that an earlier directive has for it. A later
        // directive with the same words matters only for other rules.
        let mut seen: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        for (i, directive) in directives.iter().enumerate() {
            if let Scope::Quote(quote) = &directive.scope {
                let places = words.get_or_insert_with(|| Words::new(&article.text)).places_of(quote);
                if places.is_empty() {
                    index.absent.insert(i);
                }
                for &code in &directive.codes {
                    if seen.entry(quote).or_default().insert(code) {
                        quotes.entry(code).or_default().extend(places.iter().map(|&place| (place, i)));
                    }
                }
            }
            for &code in &directive.codes {
                match &directive.scope {
                    Scope::Block(span) => _ = index.blocks.entry((span.start, code)).or_insert(i),
                    Scope::Fingerprint(print) => _ = index.fingerprints.entry((print, code)).or_insert(i),
                    Scope::Article => _ = index.articles.entry(code).or_insert(i),
                    Scope::Quote(_) => {}
                }
            }
        }
        index.quotes = vec![Vec::new(); findings.len()];
        if !quotes.is_empty() {
            let mut quotes: FxHashMap<&str, Least<usize>> =
                quotes.into_iter().map(|(code, places)| (code, Least::new(places))).collect();
            let mut order: Vec<(Span, usize, usize)> = Vec::new();
            for (i, finding) in findings.iter().enumerate() {
                order.extend(finding.places().enumerate().map(|(place, span)| (span, i, place)));
            }
            order.sort_unstable_by_key(|(span, ..)| span.end);
            for (span, i, place) in order {
                let found = findings[i].codes().filter_map(|code| quotes.get_mut(code)?.find(span.end, span.start));
                index.quotes[i].extend(found.min().map(|directive| (place, directive)));
            }
        }
        index
    }

    /// Returns the directives that suppress a finding, each with the place of
    /// the finding that it is about. `nth` is the finding's index.
    fn find(&self, article: &Article<'_>, nth: usize, finding: &Finding, fingerprint: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let codes = || finding.codes();
        found.extend(codes().find_map(|code| self.fingerprints.get(&(fingerprint, code))).map(|&i| (0, i)));
        found.extend(self.quotes.get(nth).into_iter().flatten());
        for (place, span) in finding.places().enumerate() {
            let block = article.blocks.partition_point(|b| b.span.end <= span.start);
            if let Some(block) = article.blocks.get(block).map(|block| block.span.start) {
                found.extend(codes().filter_map(|code| self.blocks.get(&(block, code))).map(|&i| (place, i)));
            }
        }
        found.extend(codes().filter_map(|code| self.articles.get(code)).map(|&i| (0, i)));
        found
    }

    fn notice(&self, i: usize, directive: &Directive, idle: &[&str], severity: crate::finding::Severity) -> Notice {
        let names: Vec<&str> = settings_names(idle);
        let what = if directive.is_all { "any rule".to_owned() } else { names.join(" and ") };
        let is_absent = self.absent.contains(&i);
        let message = match &directive.scope {
            Scope::Article => format!("this suppresses nothing: {what} finds nothing in the article"),
            Scope::Block(_) => format!("this suppresses nothing: {what} finds nothing in the next paragraph"),
            Scope::Quote(_) if is_absent => "this suppresses nothing: its words are not in the article".to_owned(),
            Scope::Quote(_) => format!("this suppresses nothing: {what} finds nothing at these words"),
            Scope::Fingerprint(_) => format!("this suppresses nothing: {what} has no finding with this fingerprint"),
        };
        let message = if directive.is_all {
            message.replace("any rule finds nothing", "no rule finds anything")
        } else {
            message
        };
        let Place { file, line, column, span } = directive.place.clone();
        let help = "remove it, or put it where the finding is".to_owned();
        Notice { code: "unused-suppression", severity, message, help, file, line, column, span }
    }
}

fn settings_names(codes: &[&str]) -> Vec<&'static str> {
    codes.iter().filter_map(|code| crate::rules::find(code)).map(|rule| rule.name()).collect()
}

/// Returns the words of a text with their spans, in lower case and without
/// punctuation, as fingerprints use them.
fn words_of(text: &str) -> Vec<(Span, String)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            words.push((Span::new(at as u32, (at + word.len()) as u32), word.to_lowercase()));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// The words of an article, indexed to find the occurrences of a quote.
struct Words {
    words: Vec<(Span, String)>,
    /// The positions of each word, as indices of `words`.
    places: FxHashMap<String, Vec<usize>>,
    /// The occurrences of the quotes that were looked up, since many
    /// suppressions can have the same quote.
    found: FxHashMap<String, Rc<[Span]>>,
}

impl Words {
    fn new(text: &str) -> Self {
        let words = words_of(text);
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, (_, word)) in words.iter().enumerate() {
            match places.get_mut(word) {
                Some(places) => places.push(i),
                None => _ = places.insert(word.clone(), vec![i]),
            }
        }
        Self { words, places, found: FxHashMap::default() }
    }

    /// Returns the spans of the occurrences of these words. Searches for each
    /// quote once.
    fn places_of(&mut self, quote: &str) -> Rc<[Span]> {
        if let Some(known) = self.found.get(quote) {
            return known.clone();
        }
        let places: Rc<[Span]> = self.search(quote).into();
        self.found.insert(quote.to_owned(), places.clone());
        places
    }

    /// Searches for a quote. Compares it at the first [`MOST_PLACES`]
    /// occurrences of the rarest of its words.
    fn search(&self, quote: &str) -> Vec<Span> {
        let quote: Vec<String> = words_of(quote).into_iter().map(|(_, word)| word).collect();
        let places =
            quote.iter().enumerate().map(|(i, word)| (i, self.places.get(word).map_or(&[][..], Vec::as_slice)));
        let Some((offset, places)) = places.min_by_key(|(_, places)| places.len()) else { return Vec::new() };
        let found = places.iter().take(MOST_PLACES).filter_map(|place| {
            let window = self.words.get(place.checked_sub(offset)?..)?.get(..quote.len())?;
            let is_same = window.iter().map(|(_, word)| word).eq(&quote);
            is_same.then_some(window.first()?.0.cover(window.last()?.0))
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests;
