//! Prints what the stages make of a text: phrases and attributions. For people who add to the grammar.
use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("readable text");
    let analysis = secondhand::analyze(&text);
    for sentence in secondhand::Grammar::builtin().phrases(&analysis) {
        for (kind, tokens) in sentence {
            let a = analysis.tokens[tokens.start as usize].span.start as usize;
            let b = analysis.tokens[tokens.end as usize - 1].span.end as usize;
            print!("{kind}[{}] ", &text[a..b]);
        }
        println!();
    }
    for a in &analysis.attributions {
        let join = |s: &[secondhand::span::Span]| s.iter().map(|s| s.of(&text)).collect::<Vec<_>>().join(" … ");
        println!(
            "- {} {:?} {:?} | S: {} | C: {} | T: {} | links {:?} nested {:?}",
            secondhand::Grammar::builtin().constructions()[a.construction as usize].id,
            a.act,
            a.evidentiality,
            join(&a.source),
            join(&a.cue),
            join(&a.content),
            a.links.iter().map(|l| l.span.of(&text)).collect::<Vec<_>>(),
            a.nested_in
        );
    }
}
