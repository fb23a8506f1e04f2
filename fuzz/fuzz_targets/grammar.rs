//! Grammar files, both constructions and lexicons: loading returns an error or
//! a grammar that can read text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secondhand::{Analyzer, Grammar};
use std::sync::Arc;

#[path = "../../tests/sound.rs"]
mod sound;

fuzz_target!(|text: &str| {
    let Ok(grammar) = Grammar::with_files(&[("own.toml".to_owned(), text.to_owned())]) else { return };
    let analyzer = Analyzer::new().grammar(Arc::new(grammar));
    analyzer.analyze("“It is over,” Ana Ruiz, a spokeswoman, told CNN on Monday. He denied saying it.");
});
