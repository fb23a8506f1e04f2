//! Times each stage by itself, on the results of the stages before it, and then
//! the whole pipeline. All use one article.
#![allow(missing_docs)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use secondhand::article::{self, Article, Metadata};
use secondhand::grammar::{self, Events, Grammar, Weights};
use secondhand::layout::Layout;
use secondhand::lexicon::{KnownWords, Marks};
use secondhand::quotation::{self, Quotation};
use secondhand::report::human::Human;
use secondhand::report::json::{Document, Offsets};
use secondhand::report::{Checked, Format as _};
use secondhand::resolve::Resolution;
use secondhand::sentence::Sentence;
use secondhand::syntax::Parse;
use secondhand::token::{self, Token};
use secondhand::triage::Triage;
use secondhand::{Analysis, chain, resolve, rules};

/// Nearly three hundred words of wire copy that exercise every stage.
const TEXT: &str = include_str!("../fixtures/wire-upi-strait-patrols.txt");

fn main() {
    divan::main();
}

/// The results of all stages, from which each benchmark takes its input.
struct Stages {
    grammar: &'static Grammar,
    article: Article<'static>,
    tokens: Vec<Token>,
    marks: Marks,
    quotations: Vec<Quotation>,
    sentences: Vec<Sentence>,
    events: Events,
    resolution: Resolution,
    analysis: Analysis<'static>,
}

impl Stages {
    fn layout(&self) -> Layout<'_> {
        let lexicon = self.grammar.lexicon();
        Layout::new(&self.article, lexicon, &self.tokens, &self.marks, &self.quotations, &self.sentences)
    }
}

fn stages() -> Stages {
    let grammar = Grammar::builtin();
    let lexicon = grammar.lexicon();
    let analysis = secondhand::analyze(TEXT);
    let article = article::read(TEXT, Metadata::default(), lexicon);
    let Analysis { tokens, quotations, sentences, .. } = analysis.clone();
    let marks = lexicon.mark(TEXT, &tokens);
    let layout = Layout::new(&article, lexicon, &tokens, &marks, &quotations, &sentences);
    let pronouns = &grammar.chain_weights().pronouns;
    let events = grammar::events(grammar, &layout, &analysis.parse);
    let resolution = resolve::resolve(&layout, &analysis.parse, &events.attributions, &events.openings, pronouns);
    Stages { grammar, article, tokens, marks, quotations, sentences, events, resolution, analysis }
}

fn bytes() -> BytesCount {
    BytesCount::of_str(TEXT)
}

/// The yardstick of `docs/performance.md`.
#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| black_box(TEXT).split_whitespace().map(black_box).count());
}

#[divan::bench]
fn a_read(bencher: Bencher<'_, '_>) {
    let lexicon = Grammar::builtin().lexicon();
    bencher.counter(bytes()).bench(|| article::read(black_box(TEXT), Metadata::default(), lexicon));
}

#[divan::bench]
fn b_tokenize(bencher: Bencher<'_, '_>) {
    let lexicon = Grammar::builtin().lexicon();
    bencher.counter(bytes()).bench(|| token::tokenize(black_box(TEXT), lexicon.abbreviations()));
}

#[divan::bench]
fn c_mark(bencher: Bencher<'_, '_>) {
    let s = stages();
    bencher.counter(bytes()).bench(|| s.grammar.lexicon().mark(TEXT, black_box(&s.tokens)));
}

#[divan::bench]
fn d_pair(bencher: Bencher<'_, '_>) {
    let s = stages();
    let known = KnownWords::new(s.grammar.lexicon(), &s.marks);
    bencher.counter(bytes()).bench(|| quotation::pair(TEXT, black_box(&s.tokens), known));
}

#[divan::bench]
fn e_split(bencher: Bencher<'_, '_>) {
    let s = stages();
    let lexicon = s.grammar.lexicon();
    let known = KnownWords::new(lexicon, &s.marks);
    bencher.counter(bytes()).bench(|| {
        let tokens = black_box(&s.tokens);
        secondhand::sentence::split(TEXT, tokens, &s.quotations, &s.article.blocks, lexicon.abbreviations(), known)
    });
}

#[divan::bench]
fn f_parse(bencher: Bencher<'_, '_>) {
    let s = stages();
    let layout = s.layout();
    bencher.counter(bytes()).bench(|| Parse::new(black_box(&layout)));
}

#[divan::bench]
fn f_attribute(bencher: Bencher<'_, '_>) {
    attribute(bencher, stages().grammar);
}

/// The same without weights; the difference is mostly what weights cost.
#[divan::bench]
fn f_attribute_by_rules(bencher: Bencher<'_, '_>) {
    let [keep, ends, starts] = [(); 3].map(|()| Weights::default());
    attribute(bencher, &Grammar::builtin().clone().with_weights(keep, ends, starts));
}

fn attribute(bencher: Bencher<'_, '_>, grammar: &Grammar) {
    let s = stages();
    let layout = s.layout();
    bencher.counter(bytes()).bench(|| grammar::events(grammar, &layout, black_box(&s.analysis.parse)));
}

#[divan::bench]
fn g_page(bencher: Bencher<'_, '_>) {
    let s = stages();
    bencher.counter(bytes()).bench(|| black_box(&s).layout());
}

#[divan::bench]
fn h_resolve(bencher: Bencher<'_, '_>) {
    let s = stages();
    let layout = s.layout();
    let pronouns = &s.grammar.chain_weights().pronouns;
    let Events { attributions, openings } = &s.events;
    let resolve = || resolve::resolve(&layout, &s.analysis.parse, black_box(attributions), openings, pronouns);
    bencher.counter(bytes()).bench(resolve);
}

#[divan::bench]
fn i_chains(bencher: Bencher<'_, '_>) {
    let s = stages();
    let layout = s.layout();
    let weights = Grammar::builtin().chain_weights();
    let parse = &s.analysis.parse;
    bencher
        .counter(bytes())
        .bench(|| chain::build(weights, &layout, parse, black_box(&s.events.attributions), &s.resolution));
}

#[divan::bench]
fn j_rules(bencher: Bencher<'_, '_>) {
    let s = stages();
    bencher.counter(bytes()).bench(|| rules::RuleSet::default().check(black_box(&s.analysis)));
}

#[divan::bench]
fn k_whole(bencher: Bencher<'_, '_>) {
    let _loaded = Grammar::builtin();
    bencher.counter(bytes()).bench(|| secondhand::analyze(black_box(TEXT)));
}

#[divan::bench]
fn l_report_json(bencher: Bencher<'_, '_>) {
    let s = stages();
    bencher.counter(bytes()).bench(|| Document::new(black_box(&s.analysis), "a", Offsets::Codepoints).to_line());
}

#[divan::bench]
fn m_report_human(bencher: Bencher<'_, '_>) {
    let s = stages();
    let triage = Triage::new(&s.analysis);
    let format = Human::full(false, 100);
    bencher.counter(bytes()).bench(|| format.article(&Checked::new(black_box(&s.analysis), "a", &triage)));
}
