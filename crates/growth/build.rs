//! Compiles the counter in C: a counter in Rust would be counted itself.

fn main() {
    println!("cargo::rerun-if-changed=src/edges.c");
    cc::Build::new().file("src/edges.c").compile("edges");
}
