//! Times the stages from text to sentences, on an ordinary article.
#![allow(missing_docs)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use secondhand::article::{Block, BlockKind};
use secondhand::grammar::Grammar;
use secondhand::lexicon::KnownWords;
use secondhand::quotation::pair;
use secondhand::sentence::split;
use secondhand::token::{paragraphs, tokenize};

const PARAGRAPHS: &str = "\
“We don’t know yet,” Sen. Ada Ito (D-Calif.) told reporters on Jan. 5. “It may cost $1.2 billion.”

The U.S. envoy, who met Mr. Baka's aides in the '90s, called the plan \"a 'grave' mistake\" at 5 p.m. Tuesday.

“He said, ‘Wait until it’s over,’ and I did. I waited for 46 days.

“Then I left,” said Ott, a 62-year-old from St. Paul -- the second to do so. \"Who knows?\" he asked.

";

fn main() {
    divan::main();
}

fn article() -> String {
    PARAGRAPHS.repeat(20)
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let (text, lexicon) = (article(), Grammar::builtin().lexicon());
    bencher.counter(BytesCount::of_str(&text)).bench(|| tokenize(black_box(&text), lexicon.abbreviations()));
}

#[divan::bench]
fn quotations(bencher: Bencher<'_, '_>) {
    let (text, lexicon) = (article(), Grammar::builtin().lexicon());
    let tokens = tokenize(&text, lexicon.abbreviations());
    let marks = lexicon.mark(&text, &tokens);
    let known = KnownWords::new(lexicon, &marks);
    bencher.counter(BytesCount::of_str(&text)).bench(|| pair(&text, black_box(&tokens), known));
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let (text, lexicon) = (article(), Grammar::builtin().lexicon());
    let tokens = tokenize(&text, lexicon.abbreviations());
    let marks = lexicon.mark(&text, &tokens);
    let known = KnownWords::new(lexicon, &marks);
    let quotations = pair(&text, &tokens, known);
    let blocks: Vec<Block> =
        paragraphs(&text).into_iter().map(|span| Block { span, kind: BlockKind::Paragraph }).collect();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| split(&text, black_box(&tokens), &quotations, &blocks, lexicon.abbreviations(), known));
}
