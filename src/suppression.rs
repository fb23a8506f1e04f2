//! Suppressions: findings that somebody has looked at and stands by, with the
//! reason.
//!
//! In an article that may have comments, a comment at the beginning of a line
//! speaks of the paragraph after it, or of the whole article:
//!
//! ```text
//! <!-- secondhand-ignore: second-hand-quote: on the record with AP -->
//! <!-- secondhand-ignore-file: hearsay, SH005: a column on rumours -->
//! ```
//!
//! For other articles there is a file beside them ([`sidecar`]). A suppression
//! names its rules and its reason; without either it is an error, and one that
//! suppresses nothing is told, so that none outlives its cause.

pub mod sidecar;

use crate::article::Article;
use crate::cover::Least;
use crate::error::{self, Error};
use crate::finding::Finding;
use crate::settings::{self, Effective};
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::span::Span;
use crate::standing::{Notice, Standing, Suppression, SuppressionKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// One suppression, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The codes of the rules whose findings it suppresses.
    pub codes: Vec<&'static str>,
    /// Whether it was said to be of all rules.
    pub is_all: bool,
    /// Why.
    pub reason: String,
    /// Which findings of these rules it suppresses.
    pub scope: Scope,
    /// In a file for many articles, the id of the one it is for.
    pub article: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// Which findings a suppression is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the article.
    Article,
    /// Those that begin in this block.
    Block(Span),
    /// Those whose place shares a word with these words of the article.
    Quote(String),
    /// The one with this [fingerprint](crate::fingerprint).
    Fingerprint(String),
}

/// Where a suppression is written.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// How many mistakes are told of one article.
const MOST_ERRORS: usize = 20;
/// How many characters of a reason are told with each finding.
const LONGEST_REASON: usize = 1000;
/// How many places of a suppression's words are looked at in one article.
const MOST_PLACES: usize = 4096;

/// The suppressions in an article's comments, in the order of the text, and
/// what is wrong with others. `name` is the article's in messages.
#[must_use]
pub fn in_article(article: &Article<'_>, name: &str) -> (Vec<Directive>, Vec<Error>) {
    let text = &*article.text;
    let mut directives = Vec::new();
    // Nearly all articles have none.
    if !text.contains("<!--") {
        return (directives, Vec::new());
    }
    let (lines, points) = (LineIndex::new(text), OffsetMap::new(text, Offsets::Codepoints));
    let mut wrong = Mistakes { name, text, lines: &lines, errors: Vec::new(), left_out: 0 };
    for &comment in &article.comments {
        match read(text, comment) {
            None => {}
            Some(Err(error)) => wrong.add(|| error),
            Some(Ok(read)) => {
                let (line, line_start) = lines.line(comment.start);
                let column = points.get(comment.start) - points.get(line_start) + 1;
                let place = Place { file: name.to_owned(), line: line as u32, column, span: Some(comment) };
                let next = article.blocks.partition_point(|block| block.span.start < comment.end);
                // With nothing behind it there is nothing to suppress.
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

/// What is wrong with suppressions, [`MOST_ERRORS`] in full and the rest as a
/// number: a file that is not what it seems can have one in every few bytes.
struct Mistakes<'a> {
    name: &'a str,
    text: &'a str,
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
        let (line, _) = self.lines.line(at.start as u32);
        self.errors.push(error.on_line(self.name, self.text, line, at));
    }

    fn told(mut self) -> Vec<Error> {
        if self.left_out > 0 {
            let more = format!("and {} more suppressions are wrong", self.left_out);
            self.errors.push(Error::new(more).in_file(self.name).with_help("mend those above first"));
        }
        self.errors
    }
}

/// An error and where it is.
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

/// What a comment says to us; `None` if it speaks of something else.
fn read(text: &str, comment: Span) -> Option<Result<Read<'_>, Wrong>> {
    let whole = comment.of(text);
    let inner = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let word = inner.split(|c: char| c == ':' || c.is_whitespace()).next().unwrap_or("");
    if !is_ours(word) {
        return None;
    }
    // `part` is a slice of the text.
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

/// The codes of the rules that a name in a suppression means.
fn rules(name: &str) -> Result<(Vec<&'static str>, bool), Error> {
    if name == "all" { Ok((settings::select(name)?, true)) } else { Ok((vec![settings::rule(name)?.code()], false)) }
}

/// Where suppressions begin that are no comments of the article, as they are
/// inside a line or have no end. Whoever wrote them believes that they hold.
fn misplaced(article: &Article<'_>) -> impl Iterator<Item = usize> {
    let text = &*article.text;
    text.match_indices("<!--").map(|(start, _)| start).filter(move |&start| {
        let is_read = || article.comments.binary_search_by_key(&start, |comment| comment.start as usize).is_ok();
        is_ours(text[start + "<!--".len()..].trim_start()) && !is_read()
    })
}

fn stands_wrong(text: &str, start: usize) -> Wrong {
    let line = text[start..].lines().next().unwrap_or("");
    let (message, end) = match line.find("-->") {
        Some(end) => ("this suppression stands inside a line", end + 3),
        None => ("this suppression has no end, or stands inside a line", line.len()),
    };
    let help = "put the comment on a line of its own, before the paragraph, and close it with `-->`";
    Wrong { error: Error::new(message).with_help(help), at: start..start + end }
}

/// Says of each finding whether it is suppressed, and tells which suppressions
/// suppress nothing.
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
    // By directive, the codes of the rules that it was needed for.
    let mut used: Vec<Vec<&str>> = vec![Vec::new(); directives.len()];
    for (nth, ((finding, fingerprint), standing)) in findings.iter().zip(fingerprints).zip(standings).enumerate() {
        let Some(i) = index.find(article, nth, finding, fingerprint) else { continue };
        let (Some(directive), Some(used)) = (directives.get(i), used.get_mut(i)) else { continue };
        if !used.contains(&finding.code) {
            used.push(finding.code);
        }
        let kind = if directive.place.span.is_some() { SuppressionKind::InSource } else { SuppressionKind::External };
        standing.suppression = Some(Suppression { reason: shortened(&directive.reason), kind });
    }
    let Some(severity) = settings.unused_suppressions else { return Vec::new() };
    // Of a rule that does not run nobody knows.
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

/// A reason is told with each finding that it is for.
fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", reason[..end].trim_end()),
        None => reason.to_owned(),
    }
}

/// Directives by what they are about. Of two that are about the same finding
/// the nearer suppresses it, and of two alike the first.
#[derive(Default)]
struct Index<'d> {
    blocks: FxHashMap<(u32, &'d str), usize>,
    fingerprints: FxHashMap<(&'d str, &'d str), usize>,
    articles: FxHashMap<&'d str, usize>,
    /// For each finding the directive with words of its place.
    quotes: Vec<Option<usize>>,
    /// Directives whose words are not in the article.
    absent: FxHashSet<usize>,
}

impl<'d> Index<'d> {
    fn new(article: &Article<'_>, findings: &[Finding], directives: &'d [Directive]) -> Self {
        let mut index = Self::default();
        let mut words = None;
        // By the code of the rule.
        let mut quotes: FxHashMap<&str, Vec<(Span, usize)>> = FxHashMap::default();
        // Of two with the same words the second is needed only for other rules.
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
        index.quotes = vec![None; findings.len()];
        if !quotes.is_empty() {
            let mut quotes: FxHashMap<&str, Least<usize>> =
                quotes.into_iter().map(|(code, places)| (code, Least::new(places))).collect();
            let mut order: Vec<usize> = (0..findings.len()).collect();
            order.sort_by_key(|&i| findings[i].span.end);
            for i in order {
                let Finding { code, span, .. } = &findings[i];
                index.quotes[i] = quotes.get_mut(code).and_then(|places| places.find(span.end, span.start));
            }
        }
        index
    }

    /// `nth` is the finding's index.
    fn find(&self, article: &Article<'_>, nth: usize, finding: &Finding, fingerprint: &str) -> Option<usize> {
        let block = article.blocks.partition_point(|b| b.span.end <= finding.span.start);
        let block = article.blocks.get(block).map(|block| block.span.start);
        let code = finding.code;
        self.fingerprints
            .get(&(fingerprint, code))
            .or_else(|| self.quotes.get(nth)?.as_ref())
            .or_else(|| self.blocks.get(&(block?, code)))
            .or_else(|| self.articles.get(code))
            .copied()
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

/// The words of a text, in lower case and without marks, as fingerprints see
/// them.
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

/// The words of an article, to look up others among them.
struct Words {
    words: Vec<(Span, String)>,
    /// Where each word stands, as positions in `words`.
    places: FxHashMap<String, Vec<usize>>,
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
        Self { words, places }
    }

    /// The places of these words. They are looked for where the rarest of them
    /// stands, and at [`MOST_PLACES`] at most.
    fn places_of(&self, quote: &str) -> Vec<Span> {
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
