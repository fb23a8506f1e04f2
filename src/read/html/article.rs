//! The article of a page, block by block: which blocks it has and what they
//! are.

use super::about::About;
use super::layout::{Layout, box_of, kind, triples};
use super::measure::hash;
use super::names::{Group, Groups, is_author_link, is_comment};
use super::page::{Name, Page};
use super::tag::Tag;
use super::weights;
use crate::read::builder::Builder;
use crate::read::document::{Part, PartKind};
use crate::read::quotations::DASHES;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Fewer letters than these are no article.
const FEWEST: u32 = 100;
/// How far below the best block of a page others are still kept, if none is
/// likely by itself.
const BELOW_BEST: f32 = 1.5;
/// The least likely best block of an article.
const LEAST: f32 = -2.5;

/// The least likely block that is kept beside others of its kind, and how many
/// blocks can be between them.
const LEAST_ALIKE: f32 = -2.0;
const ALIKE_WITHIN: usize = 5;

/// How many bytes a name near the headline has at most.
const LONGEST_NAME: usize = 80;
/// How many links to pages of authors are still a byline.
const MOST_AUTHORS: usize = 6;

/// The least likely heading that is kept between blocks of its kind.
const LEAST_HEADING: f32 = -4.0;

/// How many elements of a block are searched for the source of a quotation.
const INSIDE: usize = 8;

/// The blocks of an article, and what they are.
pub(super) struct Blocks<'p> {
    layout: Layout<'p>,
    is_kept: Vec<bool>,
    /// The first and the last block that is kept.
    range: Range<usize>,
    /// How often each three words in a row occur in the blocks that are kept.
    counts: FxHashMap<u64, u32>,
    authors: Vec<u64>,
    title: Option<u64>,
}

impl<'p> Blocks<'p> {
    /// Finds the article. `None` if there is none.
    pub(super) fn new(page: &'p Page, about: &About) -> Option<Self> {
        let layout = Layout::new(page, about.told());
        let sums: Vec<f32> = (0..page.blocks.len()).map(|block| weights::sum(&layout.features(block))).collect();
        let running = |block: &usize| layout.measures[*block].is_running();
        let best = (0..sums.len()).filter(running).map(|block| sums[block]).fold(f32::NEG_INFINITY, f32::max);
        let least = if (LEAST..=0.0).contains(&best) { best - BELOW_BEST } else { 0.0 };
        let mut is_kept: Vec<bool> = sums.iter().map(|&sum| sum > least).collect();
        keep_alike(&layout, &sums, &mut is_kept);
        keep_headings(&layout, &sums, &mut is_kept);
        for (block, is_kept) in is_kept.iter_mut().enumerate() {
            *is_kept &= page.around(page.blocks[block].node).all(|node| !is_comment(page, node));
        }
        let letters = |block: usize| layout.measures[block].letters;
        let kept = || (0..is_kept.len()).filter(|&block| is_kept[block]);
        if kept().map(letters).sum::<u32>() < FEWEST {
            return None;
        }
        let range = kept().next()?..kept().next_back()? + 1;
        let mut counts = FxHashMap::default();
        for three in kept().flat_map(|block| triples(page.block(block as u32))) {
            *counts.entry(three).or_default() += 1;
        }
        let authors = about.authors.iter().map(|name| hash(name)).collect();
        let title = about.title.as_deref().map(hash);
        Some(Self { layout, is_kept, range, counts, authors, title })
    }

    fn page(&self) -> &'p Page {
        self.layout.page
    }

    /// Writes the parts of the article.
    pub(super) fn write(&self, source: &str, builder: &mut Builder) {
        let page = self.page();
        let headline = self.layout.headline.map(|block| block as usize);
        let titled = headline.filter(|&block| Some(self.layout.measures[block].hash) == self.title);
        match titled {
            Some(block) => self.copy(&page.blocks[block].text, PartKind::Title, source, builder),
            None if self.title == Some(hash(&page.title)) => {
                let place = page.title_place.start as usize..page.title_place.end as usize;
                builder.begin(PartKind::Title);
                match source.get(place.clone()) == Some(&page.title) {
                    true => builder.copy(source, place),
                    false => builder.replace(&page.title, place),
                }
            }
            None => {}
        }
        let start = headline.map_or(self.range.start, |headline| headline.saturating_sub(3).min(self.range.start));
        let end = (self.range.end + 6).min(self.is_kept.len());
        let words_of = |comment: &Range<u32>| source.get(comment.start as usize..comment.end as usize).unwrap_or("");
        let mut comments =
            page.comments.iter().filter(|(comment, _)| crate::read::is_suppression(words_of(comment))).peekable();
        let mut quoted = Quoted::default();
        for block in start..end {
            while let Some((comment, _)) = comments.next_if(|(_, before)| *before as usize <= block) {
                builder.comment(source, comment.start as usize..comment.end as usize);
            }
            let names = self.names(block);
            let is_source = quoted.is_open_in(&names) && self.is_source_line(block, &names);
            let kind = if is_source { Some(PartKind::Paragraph) } else { self.kind(block, &names, titled) };
            let Some(kind) = kind else { continue };
            let text = page.blocks[block].text.clone();
            let inside = if kind == PartKind::Quotation { self.source_inside(&text) } else { None };
            self.copy(&(text.start..inside.as_ref().map_or(text.end, |inside| inside.start)), kind, source, builder);
            quoted.note(&names, kind, is_source, builder.parts());
            if let Some(inside) = inside {
                self.copy(&(inside.end..text.end), PartKind::Paragraph, source, builder);
                quoted.note(&names, PartKind::Paragraph, true, builder.parts());
            }
        }
        for (comment, _) in comments {
            builder.comment(source, comment.start as usize..comment.end as usize);
        }
        builder.end();
    }

    /// What a block is; `None` if it is no part of the article.
    fn kind(&self, block: usize, names: &Names, titled: Option<usize>) -> Option<PartKind> {
        if Some(block) == titled {
            return None;
        }
        let measure = &self.layout.measures[block];
        // The headline is written once.
        let is_title = Some(hash(self.page().block(block as u32).lines().next().unwrap_or(""))) == self.title;
        if is_title && (self.layout.tag(block).heading().is_some() || block < self.layout.first as usize) {
            return None;
        }
        if names.own.has(Group::Correction) || names.around.has(Group::Correction) {
            return (block >= self.range.start && measure.linked < 0.5).then_some(PartKind::Correction);
        }
        if !self.is_kept[block] {
            return self.kind_beside(block, names);
        }
        let is_before = block < self.layout.first as usize;
        if is_before && (names.own.has(Group::Deck) || self.is_description(block)) {
            return Some(PartKind::Deck);
        }
        let is_apart = names.in_quote || names.in_aside || names.own.has(Group::Pullquote);
        if names.own.has(Group::Pullquote)
            || names.around.has(Group::Pullquote)
            || is_apart && self.is_repeated(block, 2)
        {
            return Some(PartKind::PullQuote);
        }
        if self.layout.tag(block).heading().is_some() {
            return Some(PartKind::Heading);
        }
        if names.in_quote {
            return Some(PartKind::Quotation);
        }
        Some(PartKind::Block)
    }

    /// What a block is that is not the article's text.
    fn kind_beside(&self, block: usize, names: &Names) -> Option<PartKind> {
        let measure = &self.layout.measures[block];
        let is_inside = self.range.contains(&block);
        let is_before = block < self.range.start.max(self.layout.first as usize);
        if measure.linked > 0.9 && !self.authors.contains(&measure.hash) || measure.letters == 0 {
            return None;
        }
        if is_before && measure.letters < 120 && self.names_author(block) {
            return Some(PartKind::Byline);
        }
        if is_before && names.has_time && measure.digits > 0 && measure.letters < 60 && measure.linked == 0.0 {
            return Some(PartKind::Dateline);
        }
        let is_long = measure.letters > 15;
        if is_inside && is_long && (names.own.has(Group::Pullquote) || names.around.has(Group::Pullquote)) {
            return Some(PartKind::PullQuote);
        }
        if is_inside && is_long && names.in_quote && measure.linked < 0.5 {
            let is_pulled = self.is_repeated(block, 1);
            return Some(if is_pulled { PartKind::PullQuote } else { PartKind::Quotation });
        }
        if (is_inside || is_before) && is_long && names.in_figure {
            return Some(PartKind::Caption);
        }
        let is_bio = names.own.has(Group::Byline) || names.around.has(Group::Byline);
        (!is_before && is_bio && measure.letters > 60 && self.names_author(block)).then_some(PartKind::Bio)
    }

    /// Returns the first words of each other article of the page: an
    /// `<article>` with at least half as much running text, of which nothing is
    /// read.
    pub(super) fn others(&self) -> Vec<&'p str> {
        let page = self.page();
        let kept = || (0..self.is_kept.len()).filter(|&block| self.is_kept[block]);
        let letters: u32 = kept().map(|block| self.layout.measures[block].letters).sum();
        let mut others = Vec::new();
        let mut end = 0;
        for (node, element) in page.nodes.iter().enumerate().filter(|(_, element)| element.tag == Tag::Article) {
            let blocks = element.blocks.start as usize..(element.blocks.end as usize).min(self.is_kept.len());
            let is_long = 2 * self.layout.sum(node as u32).running >= letters;
            let groups = || page.around(node as u32).map(|node| self.layout.groups[node as usize]);
            let is_apart = groups().any(|groups| groups.has(Group::Comment) || groups.has(Group::Related));
            if is_long && !is_apart && blocks.start >= end && !self.is_kept[blocks.clone()].contains(&true) {
                end = blocks.end;
                others.push(page.block(blocks.start as u32));
            }
        }
        others
    }

    /// Returns the authors whom elements near the headline name: links to their
    /// pages, or else an element that is named after them.
    pub(super) fn authors(&self) -> Vec<String> {
        let page = self.page();
        let near = self.layout.headline.map_or(0, |headline| headline.saturating_sub(3));
        let name = |node: u32| {
            let element = &page.nodes[node as usize];
            let block = element.blocks.start;
            let is_near = block >= near && block < self.layout.first && !self.is_kept[block as usize];
            // The words of several blocks are no name.
            let words = page.node(node).trim();
            let is_whole = is_near && element.text.end <= page.blocks[block as usize].text.end;
            (is_whole && is_name(words)).then_some(words)
        };
        let nodes = 1..page.nodes.len() as u32;
        let mut linked: Vec<&str> = Vec::new();
        for name in nodes.clone().filter(|&node| is_author_link(page, node)).filter_map(name) {
            if !linked.iter().any(|known| name.contains(known)) {
                linked.push(name);
            }
        }
        if (1..MOST_AUTHORS).contains(&linked.len()) {
            return linked.into_iter().map(str::to_owned).collect();
        }
        let is_named = |&node: &u32| self.layout.groups[node as usize].has(Group::Byline);
        nodes.filter(is_named).find_map(name).map(str::to_owned).into_iter().collect()
    }

    fn is_description(&self, block: usize) -> bool {
        self.layout.told.descriptions.contains(&self.layout.measures[block].hash)
    }

    /// Whether the blocks that are kept have all words of a block so many times.
    fn is_repeated(&self, block: usize, times: u32) -> bool {
        let triples = triples(self.page().block(block as u32));
        let again = triples.iter().filter(|three| self.counts.get(three).is_some_and(|&count| count >= times)).count();
        // The words of two sentences with a tag between them meet here.
        triples.len() > 3 && (again * 10 >= triples.len() * 9 || triples.len() > 6 && again + 2 >= triples.len())
    }

    /// Whether a block has the name of an author in it.
    fn names_author(&self, block: usize) -> bool {
        let words: Vec<&str> = self.page().block(block as u32).split_whitespace().take(40).collect();
        let starts = 0..words.len();
        starts.into_iter().any(|start| {
            (1..=4).any(|count| {
                let name = words.get(start..start + count).map(|words| words.concat());
                name.is_some_and(|name| self.authors.contains(&hash(&name)))
            })
        })
    }

    fn names(&self, block: usize) -> Names {
        let page = self.page();
        let of = &page.blocks[block];
        let mut names = Names::default();
        for node in page.around(of.first) {
            if self.layout.around_top.contains(&node) {
                break;
            }
            let groups = self.layout.groups[node as usize];
            match page.nodes[node as usize].tag {
                Tag::Blockquote => {
                    names.in_quote = true;
                    names.quote = node;
                }
                Tag::Aside => names.in_aside = true,
                Tag::Figcaption => names.is_caption = true,
                Tag::Figure => {
                    names.in_figure = true;
                    names.figure = node;
                }
                Tag::Time => names.has_time = true,
                Tag::Cite | Tag::Footer => names.is_source = true,
                _ => {}
            }
            let is_date = page.attribute(node, Name::Itemprop).is_some_and(|p| p.starts_with("date"));
            names.has_time |= groups.has(Group::Date) || is_date;
            names.in_figure |= names.is_caption || groups.has(Group::Caption);
            let is_own = node >= of.node;
            let at = if is_own { &mut names.own } else { &mut names.around };
            *at = at.and(groups);
        }
        names
    }

    /// Copies a part of the page's text into the document.
    fn copy(&self, text: &Range<u32>, kind: PartKind, source: &str, builder: &mut Builder) {
        let page = self.page();
        builder.begin(kind);
        let first = page.pieces.partition_point(|piece| piece.text + piece.len <= text.start);
        for piece in page.pieces[first..].iter().take_while(|piece| piece.text < text.end) {
            let range = piece.source as usize..(piece.source + piece.source_len) as usize;
            let words = page.of(&(piece.text..piece.text + piece.len));
            match words {
                "\n" if !piece.verbatim => builder.line_break(range),
                " " if !piece.verbatim => builder.blank(range),
                _ if !piece.verbatim => builder.replace(words, range),
                _ => {
                    let start = piece.source + text.start.saturating_sub(piece.text);
                    let end = piece.source + (text.end - piece.text).min(piece.len);
                    builder.copy(source, start as usize..end as usize);
                }
            }
        }
        builder.end();
    }

    /// Whether a block at a block quotation says whom it is from: it is in
    /// `<cite>`, `<footer>` or `<figcaption>`, or begins with a dash.
    fn is_source_line(&self, block: usize, names: &Names) -> bool {
        let is_marked = names.is_source || names.is_caption || self.page().block(block as u32).starts_with(DASHES);
        is_marked && (1..100).contains(&self.layout.measures[block].letters)
    }

    /// Returns what stands between a quotation and its source, if both are in
    /// one block: `It is over. <cite>Jo Ito</cite>`.
    fn source_inside(&self, block: &Range<u32>) -> Option<Range<u32>> {
        let page = self.page();
        let end = page.nodes.partition_point(|node| node.text.start < block.end);
        let mut inside = page.nodes[..end].iter().rev().take(INSIDE).take_while(|node| node.text.start > block.start);
        let cite = inside.find(|node| node.tag == Tag::Cite && node.text.end == block.end)?.text.start;
        let quoted = page.of(&(block.start..cite));
        let words = quoted.trim_end_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
        // The title of a book is in `<cite>` too.
        let is_whole = words.len() + 1 < quoted.trim_end().len() || words.ends_with(['.', '!', '?', '…', '”', '"']);
        is_whole.then(|| block.start + words.len() as u32..cite)
    }
}

/// Keeps sentences beside blocks that are kept, if their elements have the same
/// names: the last sentences of an article are often short.
fn keep_alike(layout: &Layout<'_>, sums: &[f32], is_kept: &mut [bool]) {
    let mut last: Option<usize> = None;
    for block in 0..is_kept.len() {
        let measure = &layout.measures[block];
        if is_kept[block] {
            if measure.is_sentence {
                last = Some(block);
            }
            continue;
        }
        let is_alike =
            last.is_some_and(|last| block - last <= ALIKE_WITHIN && layout.kinds[last] == layout.kinds[block]);
        if is_alike && measure.is_sentence && measure.linked < 0.5 && sums[block] > LEAST_ALIKE {
            is_kept[block] = true;
            last = Some(block);
        }
    }
}

/// Keeps headings between blocks that are kept, if each is in an element of its
/// own and these have the same names: as the text, or as what is around it.
fn keep_headings(layout: &Layout<'_>, sums: &[f32], is_kept: &mut [bool]) {
    let page = layout.page;
    let kind_of = |block: usize| kind(page, layout.boxes[block]);
    let kind_around = |block: usize| kind(page, box_of(page, page.nodes[layout.boxes[block] as usize].parent));
    for block in 0..is_kept.len() {
        let tag = layout.tag(block);
        let is_heading = (tag.heading().is_some() || tag == Tag::Dt) && layout.measures[block].linked < 0.5;
        if !is_heading || is_kept[block] || sums[block] < LEAST_HEADING {
            continue;
        }
        let before = (block.saturating_sub(ALIKE_WITHIN)..block).rev().find(|&at| is_kept[at]);
        let behind = (block + 1..is_kept.len().min(block + 1 + ALIKE_WITHIN)).find(|&at| is_kept[at]);
        let own = kind_of(block);
        let is_alike =
            |other: Option<usize>| other.is_some_and(|other| kind_of(other) == own || kind_around(other) == own);
        is_kept[block] = is_alike(before) && is_alike(behind);
    }
}

/// Whether words near the headline can be a name: two of them have a capital.
fn is_name(words: &str) -> bool {
    let capitals = words.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() < LONGEST_NAME && capitals > 1 && !words.contains(|c: char| c == '\n' || c.is_ascii_digit())
}

/// The parts of the quotation that is being written.
#[derive(Default)]
struct Quoted {
    quote: u32,
    /// The `<figure>` around it.
    figure: u32,
    parts: Vec<usize>,
}

impl Quoted {
    /// Whether parts of the quotation in the same element have been written.
    const fn is_open_in(&self, names: &Names) -> bool {
        let is_in_figure = self.figure != 0 && self.figure == names.figure && names.is_caption;
        !self.parts.is_empty() && (self.quote == names.quote || is_in_figure)
    }

    /// Notes the last part, and whom the quotation is from if the part says it.
    fn note(&mut self, names: &Names, kind: PartKind, is_source: bool, parts: &mut [Part]) {
        let Some(last) = parts.len().checked_sub(1) else { return };
        if is_source {
            // What begins with a dash is found as in other formats.
            let source = parts[last].span;
            self.parts.iter().for_each(|&part| parts[part].source = Some(source));
        }
        if kind != PartKind::Quotation {
            *self = Self::default();
            return;
        }
        if !self.is_open_in(names) {
            *self = Self { quote: names.quote, figure: names.figure, parts: Vec::new() };
        }
        self.parts.push(last);
    }
}

/// What the elements around a block are called, up to those that are also
/// around the article.
#[derive(Default)]
struct Names {
    own: Groups,
    around: Groups,
    in_quote: bool,
    /// The outermost block quotation.
    quote: u32,
    in_aside: bool,
    in_figure: bool,
    /// The outermost figure.
    figure: u32,
    is_caption: bool,
    has_time: bool,
    is_source: bool,
}
