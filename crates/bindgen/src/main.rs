//! Makes a JavaScript module of a compiled `crates/secondhand-wasm`, as the
//! command `wasm-bindgen` does, without what that brings along for tests in
//! browsers.
//!
//! `bindgen INPUT.wasm FOLDER`

use std::env;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [input, folder] = env::args_os().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "bindgen INPUT FOLDER")?;
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(true).remove_name_section(true).remove_producers_section(true);
    Ok(bindgen.input_path(input).out_name("secondhand").generate(folder)?)
}
