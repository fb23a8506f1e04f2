//! How the text of a page is spread over its elements, and which element holds
//! most of the article.

use super::measure::{Measure, hash};
use super::names::{Group, Groups};
use super::page::{Block, Name, Page};
use super::tag::Tag;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// What the page says of its article, as far as it helps to find it.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Hashes of the titles that it gives.
    pub(crate) titles: Vec<u64>,
    /// Hashes of the descriptions that it gives.
    pub(crate) descriptions: Vec<u64>,
    /// Hashes of the longer words of both.
    pub(crate) words: FxHashSet<u64>,
    /// Hashes of every three words in a row of `articleBody`.
    pub(crate) body: FxHashSet<u64>,
}

/// Blocks that are in elements of the same names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alike {
    pub(super) blocks: u32,
    pub(super) letters: u32,
    pub(super) running: u32,
    pub(super) linked: f32,
}

/// Sums over the text of an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) letters: u32,
    /// Letters of blocks of running text.
    pub(super) running: u32,
    /// Letters in links.
    pub(super) linked: f32,
}

/// The spread of the text over the page.
#[derive(Debug)]
pub(crate) struct Layout<'p> {
    pub(super) page: &'p Page,
    pub(super) told: Told,
    pub(super) groups: Vec<Groups>,
    pub(super) measures: Vec<Measure>,
    /// The element that each block is in, paragraphs, items and the like aside.
    pub(crate) boxes: Vec<u32>,
    /// A hash of the names of the elements around each block.
    pub(crate) kinds: Vec<u64>,
    pub(super) alike: FxHashMap<u64, Alike>,
    /// Whether another block has the same words.
    pub(super) repeated: Vec<bool>,
    /// How many words each block shares with the page's titles and
    /// descriptions.
    pub(super) shared: Vec<u32>,
    /// Letters of running text directly in each box.
    pub(super) direct: Vec<u32>,
    /// The element with most of the article, and the elements around it.
    pub(super) top: u32,
    pub(super) around_top: FxHashSet<u32>,
    /// The first and the last block of running text in it.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The block of the headline.
    pub(super) headline: Option<u32>,
    /// Which elements have the property `articleBody`, and which are hidden.
    flags: Vec<u8>,
    /// Whether one has that property.
    pub(super) has_body: bool,
    /// Sums over the blocks before each block.
    sums: Vec<Sum>,
}

impl<'p> Layout<'p> {
    pub(crate) fn new(page: &'p Page, told: Told) -> Self {
        let groups = super::names::groups(page);
        let measures: Vec<Measure> =
            page.blocks.iter().map(|block| Measure::new(page.of(&block.text), block.linked)).collect();
        let boxes: Vec<u32> = page.blocks.iter().map(|block| box_of(page, block.node)).collect();
        let kinds: Vec<u64> = page.blocks.iter().map(|block| kind(page, block.node)).collect();
        let flags: Vec<u8> = (0..page.nodes.len() as u32).map(|node| flags(page, node)).collect();
        let shares = |block: &Block| match told.words.is_empty() {
            true => 0,
            false => long_words(page.of(&block.text)).intersection(&told.words).count() as u32,
        };
        let mut layout = Self {
            page,
            groups,
            boxes,
            alike: alike(&kinds, &measures),
            kinds,
            repeated: repeated(&measures),
            shared: page.blocks.iter().map(shares).collect(),
            direct: Vec::new(),
            top: 0,
            around_top: FxHashSet::default(),
            first: 0,
            last: 0,
            headline: None,
            has_body: flags.iter().any(|flags| flags & BODY != 0),
            flags,
            sums: sums(&measures),
            measures,
            told,
        };
        layout.headline = (0..layout.measures.len() as u32).find(|&block| layout.is_headline(block));
        layout.find_top();
        layout
    }

    /// Whether a block is a heading that has the words of the page's title.
    fn is_headline(&self, block: u32) -> bool {
        let mut around = self.page.around(self.page.blocks[block as usize].node);
        self.told.titles.contains(&self.measures[block as usize].hash)
            && around.any(|node| self.page.nodes[node as usize].tag.heading().is_some())
    }

    /// Finds the element with most of the article: the text of each element
    /// counts for it, and less and less for the elements around it.
    fn find_top(&mut self) {
        let mut worth = vec![0.0; self.page.nodes.len()];
        let mut direct = vec![0; self.page.nodes.len()];
        for (block, measure) in self.measures.iter().enumerate().filter(|(_, measure)| measure.is_running()) {
            worth[self.boxes[block] as usize] += self.worth(block);
            direct[self.boxes[block] as usize] += measure.letters;
        }
        // Elements come after those around them.
        for node in (1..worth.len()).rev() {
            worth[node] *= self.factor(node as u32);
            worth[self.page.nodes[node].parent as usize] += 0.7 * worth[node];
        }
        let best = (0..worth.len()).max_by(|&a, &b| worth[a].total_cmp(&worth[b]).then(b.cmp(&a)));
        self.top = best.unwrap_or(0) as u32;
        self.around_top = self.page.around(self.top).collect();
        self.direct = direct;
        let blocks = self.page.nodes[self.top as usize].blocks.clone();
        let blocks = blocks.start..blocks.end.min(self.measures.len() as u32);
        let mut running = blocks.clone().filter(|&block| self.measures[block as usize].is_running());
        self.first = running.next().unwrap_or(blocks.start);
        self.last = running.next_back().unwrap_or(if self.first > blocks.start { self.first } else { blocks.end });
        self.headline = self.headline.or_else(|| (0..=self.first).rev().find(|&block| self.is_first_heading(block)));
    }

    /// Whether a block is in `<h1>`.
    fn is_first_heading(&self, block: u32) -> bool {
        let Some(block) = self.page.blocks.get(block as usize) else { return false };
        self.page.around(block.node).take(2).any(|node| self.page.nodes[node as usize].tag == Tag::H1)
    }

    /// How much a block of running text tells of where the article is.
    fn worth(&self, block: usize) -> f32 {
        let measure = &self.measures[block];
        // One long paragraph is no article.
        let letters = (measure.letters as f32).min(400.0) * (1.0 - measure.linked);
        let shared = 1.0 + 0.5 * self.shared[block].min(3) as f32;
        let repeated = if self.repeated[block] { 0.3 } else { 1.0 };
        let is_before = self.headline.is_some_and(|headline| (block as u32) < headline);
        letters * shared * repeated * if is_before { 0.5 } else { 1.0 }
    }

    /// How much of the worth of its text an element keeps.
    fn factor(&self, node: u32) -> f32 {
        let groups = self.groups[node as usize];
        let is_apart = matches!(self.page.nodes[node as usize].tag, Tag::Nav | Tag::Footer | Tag::Aside);
        let less = if is_apart || groups.has(Group::Comment) || groups.has(Group::Consent) {
            0.25
        } else if [Group::Related, Group::Footer, Group::Nav, Group::Prompt].iter().any(|&group| groups.has(group)) {
            0.7
        } else {
            1.0
        };
        let is_body = groups.has(Group::Body) || self.is_body(node);
        less * if is_body { 1.3 } else { 1.0 }
    }

    /// Whether an element has the property `articleBody`.
    pub(super) fn is_body(&self, node: u32) -> bool {
        self.flags[node as usize] & BODY != 0
    }

    /// Whether the page does not show an element at first.
    pub(super) fn is_hidden(&self, node: u32) -> bool {
        self.flags[node as usize] & HIDDEN != 0
    }

    /// Returns the sums over the blocks in an element.
    pub(super) fn sum(&self, node: u32) -> Sum {
        let blocks = &self.page.nodes[node as usize].blocks;
        let end = (blocks.end as usize).min(self.measures.len());
        let (start, end) = (self.sums[(blocks.start as usize).min(end)], self.sums[end]);
        Sum {
            letters: end.letters - start.letters,
            running: end.running - start.running,
            linked: end.linked - start.linked,
        }
    }

    /// Returns the letters of running text on the page.
    pub(super) fn running(&self) -> u32 {
        self.sums.last().map_or(1, |sum| sum.running.max(1))
    }
}

fn sums(measures: &[Measure]) -> Vec<Sum> {
    let mut sum = Sum::default();
    let mut sums = vec![sum];
    for measure in measures {
        sum.letters += measure.letters;
        sum.linked += measure.linked * measure.letters as f32;
        sum.running += if measure.is_running() { measure.letters } else { 0 };
        sums.push(sum);
    }
    sums
}

fn alike(kinds: &[u64], measures: &[Measure]) -> FxHashMap<u64, Alike> {
    let mut alike: FxHashMap<u64, Alike> = FxHashMap::default();
    for (kind, measure) in kinds.iter().zip(measures) {
        let sum = alike.entry(*kind).or_default();
        sum.blocks += 1;
        sum.letters += measure.letters;
        sum.linked += measure.linked * measure.letters as f32;
        sum.running += if measure.is_running() { measure.letters } else { 0 };
    }
    alike
}

fn repeated(measures: &[Measure]) -> Vec<bool> {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for measure in measures {
        *counts.entry(measure.hash).or_default() += 1;
    }
    measures.iter().map(|measure| measure.letters > 20 && counts[&measure.hash] > 1).collect()
}

const BODY: u8 = 1;
const HIDDEN: u8 = 2;

fn flags(page: &Page, node: u32) -> u8 {
    let properties = page.attribute(node, Name::Itemprop).unwrap_or_default();
    let is_body = properties.split_whitespace().any(|property| property.eq_ignore_ascii_case("articleBody"));
    let is_unseen = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    let is_hidden = page.attribute(node, Name::Hidden).is_some()
        || page.attribute(node, Name::AriaHidden) == Some("true")
        || page.attribute(node, Name::Style).is_some_and(is_unseen);
    (u8::from(is_body) * BODY) | (u8::from(is_hidden) * HIDDEN)
}

/// Returns the innermost element around one that is no paragraph, heading,
/// list or quotation.
pub(super) fn box_of(page: &Page, node: u32) -> u32 {
    let is_box = |&node: &u32| {
        let tag = page.nodes[node as usize].tag;
        let is_list = matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Li | Tag::Dt | Tag::Dd);
        let is_line = is_list || matches!(tag, Tag::P | Tag::Blockquote | Tag::Pre);
        tag.is_block() && tag.heading().is_none() && !is_line
    };
    page.around(node).find(is_box).unwrap_or(0)
}

/// Returns a hash of the names of an element and of those around it.
pub(super) fn kind(page: &Page, node: u32) -> u64 {
    let mut hasher = FxHasher::default();
    for node in page.around(node).take(3) {
        page.nodes[node as usize].tag.hash(&mut hasher);
        page.attribute(node, Name::Class).hash(&mut hasher);
    }
    hasher.finish()
}

/// Returns the hashes of the words of four letters and more.
pub(crate) fn long_words(text: &str) -> FxHashSet<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(hash).collect()
}

/// Returns the hashes of every three words in a row.
pub(crate) fn triples(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // Scripts without blanks: every character is a word.
        match word.chars().any(|c| c > '\u{2e80}') {
            true => words.extend(word.char_indices().map(|(at, c)| hash(&word[at..at + c.len_utf8()]))),
            false => words.push(hash(word)),
        }
    }
    let joined = |three: &[u64]| three.iter().fold(0, |all: u64, &word| all.rotate_left(7).wrapping_add(word));
    words.windows(3).map(joined).collect()
}
