//! Pairs quotation marks into quotations.

mod mark;
mod pairing;
mod read_blocks;
mod tree;
mod types;

pub use pairing::{pair, pair_with_strays};
pub use read_blocks::{strays_within, within};
pub(crate) use tree::{Held, Tree};
pub use types::{Quotation, Stray};
