//! Measures the cost of loading the built-in grammar; run it under callgrind.
use std::time::Instant;
fn main() {
    let start = Instant::now();
    let grammar = secondhand::grammar::Grammar::builtin();
    let took = start.elapsed();
    println!("{} constructions, {} outlets, {took:?}", grammar.constructions().len(), grammar.lexicon().outlet_count());
}
