//! The command line's arguments: clap's structs, whose doc comments are the
//! help texts.

#[cfg(feature = "serve")]
pub(super) mod serve;
use super::files::MaxBytes;
use crate::error::Error;
use crate::finding::Severity;
use crate::read::InputFormat;
use crate::settings::{self, FailOn, Layer};
use crate::source::Offsets;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  secondhand check article.txt
      Report what reached the article second-hand, and from whom
  secondhand check --fail-on note --publisher \"The Courier\" drafts/
      Check every article below a folder
  secondhand extract --format jsonl corpus.jsonl > attributions.jsonl
      Every attribution of a corpus with its chain, one article a line
  secondhand eval annotated/
      How right that is on articles that people have annotated
  secondhand explain SH001
      What a rule finds and why it matters

Exit codes: 0 nothing reached --fail-on, 1 something did, 2 an error.";

/// Finds who said what in a news article, and through whom the words came
///
/// secondhand reads news articles, finds every quotation and reported
/// statement, works out the chain that the words travelled (speaker →
/// intermediary outlet → this article), and flags what reached the reader
/// second-hand.
#[derive(Debug, Parser)]
#[command(name = "secondhand", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report second-hand attributions for people to read
    #[command(after_help = "\
Examples:
  secondhand check article.txt
  secondhand check --fail-on error --color never drafts/
  secondhand check --format html --output report.html drafts/
      One page to read: the words marked, chains drawn, findings beside them
  secondhand check - < article.txt

docs/formats.md describes the formats.")]
    Check(CheckArgs),
    /// Print every attribution with its chain, for programs
    #[command(after_help = "\
Examples:
  secondhand extract article.txt
  secondhand extract --format jsonl corpus.jsonl > attributions.jsonl
  secondhand extract --format json --offsets utf16 article.txt
  secondhand extract --format parquet --output tables/ corpus.jsonl
      The same as tables; docs/archives.md describes them
  secondhand extract --explain --at 12 article.txt
      Why the attributions in line 12 came out, and others did not")]
    Extract(ExtractArgs),
    /// Print articles as they are read: title, byline, parts, text
    #[command(after_help = "\
Examples:
  secondhand read page.html
  secondhand read --format markdown report.docx > report.md
  secondhand read --format jsonl pages/ > articles.jsonl
      For other programs, or for `secondhand check articles.jsonl`

docs/input.md describes what is read, and how.")]
    Read(ReadArgs),
    /// Measure what is found against articles that people have annotated
    #[command(after_help = "\
Examples:
  secondhand eval gold.jsonl
  secondhand eval --errors annotated/
      Where and how it goes wrong, on brat's NAME.txt and NAME.ann
  secondhand eval --save before.json gold.jsonl
  secondhand eval --grammar mine --baseline before.json gold.jsonl
      What words and constructions of one's own change
  secondhand eval --system other.jsonl gold.jsonl
      Measure what another program has found

docs/eval.md describes the forms of the gold and defines the figures.")]
    Eval(EvalArgs),
    /// Explain a rule or a construction of the grammar
    #[command(after_help = "\
Examples:
  secondhand explain SH001
  secondhand explain second-hand-quote
  secondhand explain quoted-as-saying")]
    Explain(ExplainArgs),
    /// List the rules
    Rules,
    /// Open the page in the browser, and answer programs, on this machine
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
    /// Show the settings that hold for an article, or their schema
    #[command(after_help = "\
Examples:
  secondhand settings show drafts/article.txt
      What holds for this article, and where it is said
  secondhand settings schema > secondhand.schema.json
      For editors that complete and check secondhand.toml

docs/settings.md describes every key.")]
    Settings(SettingsArgs),
    /// Work with grammar files
    Grammar(GrammarArgs),
    /// Print a completion script for a shell
    #[command(after_help = "\
Example:
  secondhand completions bash > ~/.local/share/bash-completion/completions/secondhand")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  secondhand man > secondhand.1
  secondhand man check > secondhand-check.1")]
    Man {
        /// The command whose page to print [default: the program's own]
        command: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct InputArgs {
    /// Articles: files, folders, or - for standard input
    ///
    /// Folders are searched for files of all formats at any depth, hidden ones
    /// left out. Without any, articles are read from standard input.
    #[arg(value_name = "FILE|DIR|-")]
    pub(super) inputs: Vec<PathBuf>,
    /// What the files are [default: by their content and name]
    ///
    /// A line of JSON Lines has `id` and `text`, and may have `title`,
    /// `publisher`, `agency` (or `wire`), `byline` (or `author`), `date` (or
    /// `published`), `language` and `parts`.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) input_format: Option<InputFormat>,
    /// What standard input is called: in messages, for its format and for the
    /// settings that hold
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Skip articles that are larger than this, each with an error: bytes, or
    /// K, M or G of them
    ///
    /// Reading news takes some 40 bytes of memory for each byte of an article.
    #[arg(long, default_value = "4M", value_name = "SIZE")]
    pub(super) max_bytes: MaxBytes,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// Everything that a settings file can say, too, and where that file is.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct ReadingArgs {
    #[command(flatten)]
    pub(super) settings: SettingArgs,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

impl ReadingArgs {
    /// Returns the settings given on the command line. They override those of
    /// all files.
    pub(super) fn layer(&self) -> Layer {
        let rules = &self.rules;
        let codes = |given: &[Codes]| given.iter().flat_map(|codes| codes.0.iter().copied()).collect();
        Layer {
            origin: "the command line".to_owned(),
            publisher: self.settings.publisher.clone(),
            agency: self.settings.agency.clone(),
            select: rules.select.as_deref().map(codes),
            ignore: codes(&rules.ignore),
            severities: rules.severity.clone(),
            thresholds: rules.threshold.clone(),
            ..Layer::default()
        }
    }
}

/// Which rules run, and how.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct RuleArgs {
    /// Run these rules and no others: codes, names, `default` or `all`
    #[arg(long, help_heading = "Rules", value_name = "RULE,…", value_delimiter = ',', value_parser = codes)]
    pub(super) select: Option<Vec<Codes>>,
    /// Do not run these rules
    #[arg(long, help_heading = "Rules", value_name = "RULE,…", value_delimiter = ',', value_parser = codes)]
    pub(super) ignore: Vec<Codes>,
    /// How severe a rule's findings are: note, warning or error
    #[arg(long, help_heading = "Rules", value_name = "RULE=SEVERITY,…", value_delimiter = ',', value_parser = severity)]
    pub(super) severity: Vec<(&'static str, Severity)>,
    /// Change a number in a rule: unattributed-quote.words=5
    #[arg(long, help_heading = "Rules", value_name = "RULE.NAME=N,…", value_delimiter = ',', value_parser = threshold)]
    pub(super) threshold: Vec<(&'static str, &'static str, u32)>,
}

/// Where settings are read from.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct ConfigArgs {
    /// Read settings from this file, and not from the nearest secondhand.toml
    /// in an article's folder or one above it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
}

/// The codes of the rules that one word of an argument selects.
#[derive(Clone, Debug)]
pub(super) struct Codes(Vec<&'static str>);

fn codes(given: &str) -> Result<Codes, Error> {
    settings::select(given.trim()).map(Codes)
}

fn severity(given: &str) -> Result<(&'static str, Severity), Error> {
    let Some((rule, severity)) = given.split_once('=') else {
        return Err(Error::new("no severity is given").with_help("write `hearsay=error`"));
    };
    Ok((settings::rule(rule.trim())?.code(), settings::severity(severity.trim())?))
}

fn threshold(given: &str) -> Result<(&'static str, &'static str, u32), Error> {
    let parts = given.split_once('=').and_then(|(path, value)| Some((path.split_once('.')?, value)));
    let Some(((rule, name), value)) = parts else {
        return Err(Error::new("no threshold and value are given").with_help("write `unattributed-quote.words=5`"));
    };
    let value = value.trim().parse().map_err(|_| Error::new(format!("`{}` is no whole number", value.trim())))?;
    settings::threshold(settings::rule(rule.trim())?, name.trim(), value)
}

/// What makes the command fail, and what is known already.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct GateArgs {
    /// Exit with 1 if a finding is at least this severe [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Do not report the findings that are in this file
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings into this file, for --baseline, and report none
    ///
    /// Its entries for articles that are not read stay.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,
}

/// How articles are read, by every command.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct SettingArgs {
    /// The publisher of the articles, if they do not say it: never an
    /// intermediary in them
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The news agency that they are credited to, if they do not say it
    #[arg(long, value_name = "NAME")]
    pub(super) agency: Option<String>,
    /// The date when they were published, if they do not say it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) date: Option<String>,
    /// Folder of lexicons and constructions to add to the built-in grammar;
    /// may be given more than once
    #[arg(long, value_name = "DIR")]
    pub(super) grammar: Vec<PathBuf>,
}

/// Checks that a date has the form YYYY-MM-DD, which programs that read the
/// output rely on.
fn date(given: &str) -> Result<String, &'static str> {
    let is_number = |part: &str, length: usize, most: u16| {
        part.len() == length
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u16>().is_ok_and(|n| n > 0 && n <= most)
    };
    match given.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] if is_number(year, 4, 9999) && is_number(month, 2, 12) && is_number(day, 2, 31) => {
            Ok(given.to_owned())
        }
        _ => Err("a date is written as 2016-04-12"),
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) gate: GateArgs,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: CheckFormat,
    #[command(flatten)]
    pub(super) shown: ShownArgs,
    /// Write to this file and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// When to use colours; NO_COLOR is heeded
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
}

/// What the formats for people, `human` and `full`, show.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct ShownArgs {
    /// How many findings of an article are shown in detail, 0 for all [default:
    /// 3, with --format full all]
    #[arg(long, help_heading = "Report", value_name = "N")]
    pub(super) max_findings: Option<usize>,
    /// The order of the findings [default: severity, with --format full place]
    #[arg(long, help_heading = "Report", value_enum, value_name = "ORDER")]
    pub(super) sort: Option<Sort>,
    /// One line for each finding, and nothing else
    #[arg(long, short, help_heading = "Report", conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say in the details by what the analysis was led, and how sure it is
    #[arg(long, short, help_heading = "Report")]
    pub(super) verbose: bool,
    /// Count the findings by rule and by route, and print nothing else
    #[arg(long, help_heading = "Report", conflicts_with_all = ["quiet", "verbose"])]
    pub(super) statistics: bool,
}

/// The order of the findings in a report for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// As in the text
    Place,
    /// The most important first
    Severity,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// What to check, a line each, the most important first; then the first
    /// findings in detail
    #[default]
    Human,
    /// Every finding in detail: the words with carets under them, the chain,
    /// what to do
    Full,
    /// One line a finding, as compilers print theirs
    Concise,
    /// One indented object, or an array of them for several articles
    Json,
    /// One object a line, one line an article
    Jsonl,
    /// SARIF 2.1.0 for code hosts and editors
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// JUnit's XML for CI servers
    Junit,
    /// One page: the articles with their words marked, chains drawn, findings
    /// beside them
    Html,
    /// One row a finding, for spreadsheets
    Csv,
    /// W3C Web Annotations (JSON-LD), to lay over the published page
    Webannotation,
    /// The chains as a graph for Graphviz
    Dot,
    /// The chains as a flowchart of Mermaid
    Mermaid,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to print the attributions
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Write to this file and not to standard output; as parquet, into this
    /// folder
    #[arg(long, short, value_name = "FILE|DIR")]
    pub(super) output: Option<PathBuf>,
    /// What the offsets in JSON count
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(super) offsets: Offsets,
    /// Explain each attribution: construction, frame, weights, where its
    /// content ends, and the readings that lost
    ///
    /// Places that a construction fits but that became no attribution are
    /// listed too, in the order of the text. Not available as JSON.
    #[arg(long)]
    pub(super) explain: bool,
    /// Explain only what has words in this line, or at this place of it; may be
    /// given more than once
    #[arg(long, requires = "explain", value_name = "LINE[:COLUMN]", value_parser = place)]
    pub(super) at: Vec<Place>,
}

/// A line of an article, or a character in it. Both are counted from 1, as in
/// reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: Option<usize>,
}

fn place(given: &str) -> Result<Place, &'static str> {
    let number = |part: &str| part.parse().ok().filter(|n| *n > 0);
    let (line, column) = given.split_once(':').map_or((given, None), |(line, column)| (line, Some(column)));
    match (number(line), column.map(number)) {
        (Some(line), None) => Ok(Place { line, column: None }),
        (Some(line), Some(Some(column))) => Ok(Place { line, column: Some(column) }),
        _ => Err("a place is a line or a line and a column, counted from 1: 12 or 12:40"),
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns, one attribution a row
    #[default]
    Table,
    /// One indented object, or an array of them for several articles
    Json,
    /// One object a line, one line an article
    Jsonl,
    /// One row an attribution, for spreadsheets
    Csv,
    /// Four flat tables as files of the folder --output, for DuckDB, Polars,
    /// pandas and Spark
    Parquet,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to print the articles
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: ReadFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    /// What the article says of itself, and its parts with their kinds
    #[default]
    Text,
    /// Markdown with front matter
    Markdown,
    /// One object a line, one line an article
    Jsonl,
}

#[derive(Debug, ClapArgs)]
pub(super) struct EvalArgs {
    /// Annotated articles: .jsonl files, .ann or .txt files of brat, or folders
    /// of them
    #[arg(value_name = "GOLD", required = true)]
    pub(super) gold: Vec<PathBuf>,
    /// Count nested attributions too, for gold that has them
    #[arg(long)]
    pub(super) nested: bool,
    /// Count only these acts among what is found, for gold that does not mark
    /// the others: statement, question, belief, intention, attitude,
    /// perception, evidence, decree
    #[arg(long, value_name = "ACT,…", value_delimiter = ',', value_parser = act)]
    pub(super) acts: Option<Vec<String>>,
    /// Measure what another program has found, in the form that `extract
    /// --format jsonl` prints, instead of reading the articles
    #[arg(long, value_name = "FILE", conflicts_with_all = ["publisher", "agency", "date"])]
    pub(super) system: Option<PathBuf>,
    /// List what was missed, what is spurious and what has wrong boundaries, by
    /// kind, the largest first
    #[arg(long)]
    pub(super) errors: bool,
    /// Show beside the figures of classes and chains what trivial answers
    /// score: everything first-hand; every outlet in the sentence an
    /// intermediary
    #[arg(long, conflicts_with_all = ["system", "json"])]
    pub(super) trivial: bool,
    /// Say what changed since a run that was kept with --save
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// How many examples of each kind --errors and --baseline show
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) limit: usize,
    /// Keep the run, with what became of every attribution, for --baseline
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Print the run as JSON, as --save keeps it
    #[arg(long, conflicts_with_all = ["errors", "baseline"])]
    pub(super) json: bool,
    /// Refuse articles that are larger than this: bytes, or K, M or G of them
    #[arg(long, default_value = "4M", value_name = "SIZE")]
    pub(super) max_bytes: MaxBytes,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
}

/// Checks the name of an act, which is spelt as in JSON.
fn act(given: &str) -> Result<String, String> {
    let given = given.trim();
    match serde_json::from_value::<crate::attribution::Act>(given.into()) {
        Ok(_) => Ok(given.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// A rule's code or name, or a construction's name
    #[arg(value_name = "CODE|RULE|CONSTRUCTION")]
    pub(super) name: String,
    /// Folder of lexicons and constructions to add to the built-in grammar
    #[arg(long, value_name = "DIR")]
    pub(super) grammar: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SettingsArgs {
    #[command(subcommand)]
    pub(super) command: SettingsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum SettingsCommand {
    /// Show which settings hold, and where each is said
    Show {
        /// For which article [default: one in the working folder]
        file: Option<PathBuf>,
        #[command(flatten)]
        reading: Box<ReadingArgs>,
    },
    /// Print the JSON Schema of settings files
    Schema,
}

#[derive(Debug, ClapArgs)]
pub(super) struct GrammarArgs {
    #[command(subcommand)]
    pub(super) command: GrammarCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum GrammarCommand {
    /// Load a folder of grammar files and try their examples
    Check {
        /// The folder, with `lexicons` and `constructions` in it
        dir: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        <Args as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_date_has_one_form() {
        assert_eq!(date("2016-04-12").as_deref(), Ok("2016-04-12"));
        for wrong in ["12.4.2016", "2016-4-12", "2016-13-01", "2016-00-01", "+201-04-12", "", "2016-04-12-1"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn acts_are_known() {
        assert_eq!(act(" question").as_deref(), Ok("question"));
        assert!(act("qestion").is_err_and(|error| error.contains("`statement`")));
    }

    #[test]
    fn a_place_is_a_line_with_or_without_a_column() {
        assert_eq!(place("12"), Ok(Place { line: 12, column: None }));
        assert_eq!(place("12:40"), Ok(Place { line: 12, column: Some(40) }));
        for wrong in ["", "0", "12:", "12:0", ":40", "a", "12:40:1", "-1"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }
}
