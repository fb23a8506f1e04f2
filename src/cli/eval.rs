//! `secondhand eval`: measures attributions against gold, and lists mistakes.

use super::args::{EvalArgs, SettingArgs};
use super::each::{Told, caught, each};
use super::files::{self, Below, MaxBytes};
use super::grammar;
use super::lines::Lines;
use super::output::{self, Outputs};
use super::terminal::{Status, fail, plural, print, tell};
use crate::analyzer::Analyzer;
use crate::error::Error;
use crate::eval::{self, Answer, Compared, Figures, Found, Gold, Knowledge, Mistake, Options, Outcomes, Run, Trivial};
use crate::grammar::Grammar;
use crate::rules::RuleSet;
use crate::source::{self, Decoded};
use crate::visible::visible_lines;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest number of errors that are printed: one wrong setting can cause a
/// thousand.
const TOLD: usize = 20;

pub(super) fn run(args: &EvalArgs) -> Status {
    match measure(args) {
        Ok(status) => status,
        Err(errors) => {
            let more = errors.len().saturating_sub(TOLD);
            errors.iter().take(TOLD).for_each(|error| {
                fail(error);
            });
            if more > 0 {
                tell("error", &format_args!("and {}", plural(more, "more error")));
            }
            tell("note", &"nothing was measured");
            Status::Failed
        }
    }
}

/// The result of measuring one article.
struct Measured {
    compared: Compared,
    outcomes: Outcomes,
    mistakes: Vec<Mistake>,
    /// One for each of [`Trivial::ALL`]; empty without `--trivial`.
    trivial: Vec<Compared>,
}

fn measure(args: &EvalArgs) -> Result<Status, Vec<Error>> {
    let alone = |error: Error| vec![error];
    let (files, unreadable) = files(&args.gold);
    refuse_inputs(args, &files).map_err(alone)?;
    let loaded = grammar::load(&args.settings.grammar).map_err(alone)?;
    let baseline = args.baseline.as_deref().map(|path| Run::from_json(&run_of(path)?, &files::display(path)));
    let baseline = baseline.transpose().map_err(alone)?;
    let gold = gold(&files, unreadable, args.max_bytes)?;
    let answers = args.system.as_deref().map(|path| answers(path, &gold)).transpose()?;
    let options = Options { nested: args.nested, acts: args.acts.clone() };
    let mut all = Vec::new();
    let keep = |measured| {
        all.push(measured);
        ControlFlow::Continue(())
    };
    let analyzer = analyzer(&args.settings, loaded.clone());
    let grammar = loaded.as_deref().unwrap_or_else(|| Grammar::builtin());
    let one = |(i, gold): (usize, &Gold)| {
        let answer = answers.as_ref().map(|answers| &*answers[i]);
        vec![compared(args, gold, answer, &options, &analyzer, grammar).map(|found| (found, Told::default()))]
    };
    let status = each(gold.iter().enumerate(), |_| 0, true, one, keep);
    if status != Status::Clean {
        return Ok(status);
    }

    let figures = Figures::of(all.iter().map(|measured| &measured.compared));
    let trivial: Vec<(Trivial, Figures)> = (0..)
        .zip(Trivial::ALL)
        .take(if args.trivial { Trivial::ALL.len() } else { 0 })
        .map(|(i, trivial)| (trivial, Figures::of(all.iter().filter_map(|measured| measured.trivial.get(i)))))
        .collect();
    let (mut outcomes, mut mistakes) = (Vec::new(), Vec::new());
    for measured in all {
        outcomes.push(measured.outcomes);
        mistakes.extend(measured.mistakes);
    }
    let run = Run::new(figures, options, outcomes);
    if let Some(path) = &args.save {
        output::write(path, &run.to_json()).map_err(alone)?;
    }
    if args.json {
        return Ok(print(&run.to_json()));
    }
    let mut out = eval::table(&run.figures);
    if args.trivial {
        out.push_str(&eval::trivial(&trivial, &run.figures));
    }
    if let Some(before) = &baseline {
        if before.options != run.options {
            tell("note", &"the earlier run counted other attributions: its --nested and --acts were not the same");
        }
        out.push_str("\nsince the earlier run\n");
        out.push_str(&eval::changes(before, &run, &gold, args.limit));
    }
    if args.errors {
        out.push_str(&eval::listing(&mistakes, &run.figures, args.limit));
    }
    Ok(print(&visible_lines(&out)))
}

/// Compares what was found in one article with its gold: the answer of another
/// program, or else this program's own.
fn compared(
    args: &EvalArgs,
    gold: &Gold,
    answer: Option<&[Found]>,
    options: &Options,
    analyzer: &Analyzer,
    grammar: &Grammar,
) -> Result<Measured, Error> {
    // `--errors` needs an analysis to name the kinds of mistakes, even for the
    // output of another program.
    let analysis = (answer.is_none() || args.errors)
        .then(|| caught(&gold.id, || analyzer.analyze_with(&gold.text, gold.metadata.clone())))
        .transpose()?;
    let own = || analysis.as_ref().map(eval::found_in).unwrap_or_default();
    let found: Vec<Found> = answer.map_or_else(own, <[Found]>::to_vec);
    let compared = eval::compare(gold, &found, options);
    let mistakes = match &analysis {
        Some(analysis) if args.errors => eval::mistakes(gold, &found, &compared, &Knowledge::new(analysis, grammar)),
        _ => Vec::new(),
    };
    let trivial = match &analysis {
        Some(analysis) if args.trivial => {
            Trivial::ALL.map(|trivial| eval::compare(gold, &trivial.found_in(analysis), options)).into()
        }
        _ => Vec::new(),
    };
    Ok(Measured { outcomes: Outcomes::new(gold, &found, &compared), compared, mistakes, trivial })
}

/// Checks that `--save` does not name a file that is read.
fn refuse_inputs(args: &EvalArgs, gold: &[PathBuf]) -> Result<(), Error> {
    let outputs = Outputs::new(&[("--save", args.save.as_deref())])?;
    for path in gold {
        outputs.check(path, "gold")?;
        outputs.check(&path.with_extension("txt"), "gold")?;
        outputs.check(&path.with_extension("ann"), "gold")?;
    }
    for path in args.settings.grammar.iter().flat_map(|dir| grammar::files_of(dir)) {
        outputs.check(&path, "a grammar file")?;
    }
    args.system.iter().try_for_each(|path| outputs.check(path, "an answer"))?;
    args.baseline.iter().try_for_each(|path| outputs.check(path, "an earlier run"))
}

/// Returns the files with gold, in the order of the command line and sorted by
/// path below folders, and the errors from searching folders.
fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Error>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.is_dir() {
            match annotated_below(path) {
                Ok(found) => files.extend(found),
                Err(found) => errors.extend(found),
            }
        } else {
            files.push(path.clone());
        }
    }
    (files, errors)
}

/// Reads all annotated articles of these files. If `errors` is not empty or
/// something cannot be read, returns all errors, those in `errors` first.
fn gold(files: &[PathBuf], mut errors: Vec<Error>, max: MaxBytes) -> Result<Vec<Gold>, Vec<Error>> {
    let mut gold: Vec<Gold> = Vec::new();
    for path in files {
        let read =
            if files::has_extension(path, &["jsonl", "ndjson"]) { lines(path, max) } else { standoff(path, max) };
        match read {
            Ok(articles) => gold.extend(articles),
            Err(reasons) => errors.extend(reasons),
        }
    }
    let mut ids = BTreeMap::new();
    for article in &gold {
        *ids.entry(&article.id).or_insert(0) += 1;
    }
    for (id, n) in ids.into_iter().filter(|(_, n)| *n > 1) {
        let error = Error::new(format!("there are {n} articles with the id {id:?} in the gold"));
        errors.push(error.with_help("each needs an id of its own; was a file named twice?"));
    }
    if errors.is_empty() { Ok(gold) } else { Err(errors) }
}

/// Returns the files with gold in a folder and its subfolders, sorted by path.
fn annotated_below(dir: &Path) -> Result<Vec<PathBuf>, Vec<Error>> {
    let Below { files, mut errors, notes } = files::below(dir, &["jsonl", "ann"]);
    notes.iter().for_each(|note| tell("note", note));
    if files.is_empty() && errors.is_empty() {
        let error = Error::new("there are no annotated articles in this folder").in_file(&files::display(dir));
        errors.push(error.with_help(
            "folders are searched for .jsonl files, and for .ann files with a .txt of the same name beside",
        ));
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// Returns the lines of a file that are not blank, each with its place (the
/// file's name and the line number).
fn placed_lines(path: &Path, max: MaxBytes) -> Result<Vec<(String, String)>, Vec<Error>> {
    let name = files::display(path);
    let (mut placed, mut errors) = (Vec::new(), Vec::new());
    let mut notes = BTreeSet::new();
    let mut lines = Lines::open(path).map_err(|error| vec![error])?;
    while let Some(line) = lines.next(max) {
        let decoded = line.and_then(|(bytes, number)| {
            let place = format!("{name}:{number}");
            Ok((source::decode(bytes).map_err(|error| error.in_file(&place))?, place))
        });
        match decoded {
            Ok((Decoded { text, note }, place)) => {
                notes.extend(note);
                placed.push((text, place));
            }
            Err(error) => errors.push(error),
        }
    }
    notes.iter().for_each(|note| tell("note", &format_args!("{name}: {note}")));
    if errors.is_empty() { Ok(placed) } else { Err(errors) }
}

fn lines(path: &Path, max: MaxBytes) -> Result<Vec<Gold>, Vec<Error>> {
    let (read, failed): (Vec<_>, Vec<_>) = placed_lines(path, max)?
        .into_iter()
        .map(|(line, place)| Gold::from_json(&line, &place))
        .partition(Result::is_ok);
    if failed.is_empty() {
        Ok(read.into_iter().flatten().collect())
    } else {
        Err(failed.into_iter().filter_map(Result::err).collect())
    }
}

/// Reads one article in brat's format, of which `path` is either the `.ann` or
/// the `.txt` file.
fn standoff(path: &Path, max: MaxBytes) -> Result<Vec<Gold>, Vec<Error>> {
    let name = files::display(path);
    if !files::has_extension(path, &["ann", "txt"]) {
        return Err(vec![
            Error::new("this is no gold")
                .in_file(&name)
                .with_help("gold is .jsonl, or .ann with a .txt of the same name beside; docs/eval.md describes both"),
        ]);
    }
    let (text, annotations) = (path.with_extension("txt"), path.with_extension("ann"));
    for (file, other) in [(&text, &annotations), (&annotations, &text)] {
        if !file.exists() && other.exists() {
            let error = Error::new(format!("there is no {} beside it", files::display(file)));
            let help = "an annotated article is a .txt with its .ann of the same name";
            return Err(vec![error.in_file(&files::display(other)).with_help(help)]);
        }
    }
    let alone = |error: Error| vec![error];
    let id = files::display(&text);
    let (text, annotations) = (text_of(&text, max).map_err(alone)?, annotations_of(&annotations, max).map_err(alone)?);
    let (gold, notes) = Gold::from_brat(&id, &text, &files::display(&path.with_extension("ann")), &annotations)?;
    notes.iter().for_each(|note| tell("note", note));
    Ok(vec![gold])
}

fn text_of(path: &Path, max: MaxBytes) -> Result<String, Error> {
    let name = files::display(path);
    decoded(&name, files::read_article(path, &name, max)?)
}

/// Reads an annotation file. It is empty if nothing is marked in the article.
fn annotations_of(path: &Path, max: MaxBytes) -> Result<String, Error> {
    let name = files::display(path);
    let bytes = files::read_article(path, &name, max)?;
    if bytes.trim_ascii().is_empty() { Ok(String::new()) } else { decoded(&name, bytes) }
}

/// Reads the file of a run that was kept with `--save`.
fn run_of(path: &Path) -> Result<String, Error> {
    /// Enough for a run with some millions of attributions.
    const MOST: u64 = 1 << 32;
    let name = files::display(path);
    decoded(&name, files::read_small(path, &name, MOST)?)
}

fn decoded(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let decoded = source::decode(bytes).map_err(|error| error.in_file(name))?;
    if let Some(note) = decoded.note {
        tell("note", &format_args!("{name}: {note}"));
    }
    Ok(decoded.text)
}

/// Reads what another program found in each article of the gold. If the program
/// has no line for an article, it found nothing there.
fn answers(path: &Path, gold: &[Gold]) -> Result<Vec<Vec<Found>>, Vec<Error>> {
    let lines = placed_lines(path, MaxBytes(u64::MAX))?;
    let mut errors = Vec::new();
    let mut by_id = BTreeMap::new();
    for (line, place) in lines {
        match Answer::from_json(&line, &place) {
            Ok(answer) => {
                let id = answer.id().to_owned();
                if by_id.insert(id.clone(), answer).is_some() {
                    let error = Error::new(format!("a second line with the id {id:?}")).in_file(&place);
                    errors.push(error.with_help("there is one line an article"));
                }
            }
            Err(error) => errors.push(error),
        }
    }
    let mut silent = 0;
    let mut all = Vec::new();
    for article in gold {
        match by_id.remove(&article.id).map(|answer| answer.found(&article.text)) {
            Some(Ok(found)) => all.push(found),
            Some(Err(error)) => errors.push(error),
            None => {
                silent += 1;
                all.push(Vec::new());
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let name = files::display(path);
    if silent > 0 {
        let articles = plural(silent, "article");
        tell("note", &format_args!("{name}: {articles} of the gold not in it: counted as if nothing was found"));
    }
    if !by_id.is_empty() {
        tell("note", &format_args!("{name}: {} not in the gold are left out", plural(by_id.len(), "article")));
    }
    Ok(all)
}

/// Creates an analyzer with these settings, which runs no rules. Without `grammar` it has the
/// built-in one.
fn analyzer(args: &SettingArgs, grammar: Option<Arc<Grammar>>) -> Analyzer {
    let mut analyzer = Analyzer::new().rules(RuleSet::none());
    if let Some(grammar) = grammar {
        analyzer = analyzer.grammar(grammar);
    }
    if let Some(name) = &args.publisher {
        analyzer = analyzer.publisher(name);
    }
    if let Some(name) = &args.agency {
        analyzer = analyzer.agency(name);
    }
    if let Some(date) = &args.date {
        analyzer = analyzer.date(date);
    }
    analyzer
}
