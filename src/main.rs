//! The `secondhand` command.

fn main() {}
