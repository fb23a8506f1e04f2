//! The elements and the text of a page, in one pass over its tokens, or a few
//! where hidden elements have no end.
//!
//! Nothing here recurses, and every step takes constant time: open elements are
//! counted by name, so that an end tag without a start tag is not searched for,
//! and elements below a depth that no page needs are not opened.

mod tokens;
mod unclosed;

use super::tag::Tag;
use super::text::Text;
use crate::read::source_map::Piece;
use html5gum::{State, Tokenizer};
use std::ops::Range;

/// How many elements can be open. Deeper ones are read as part of their
/// parents.
const DEEPEST: usize = 256;
/// How many bytes the mark of a footnote has at most.
const LONGEST_MARK: u32 = 8;
/// How many bytes of an attribute are kept.
const LONGEST_VALUE: usize = 4096;
/// How many bytes of the value of a `<meta>` are kept.
const LONGEST_CONTENT: usize = 1 << 16;

/// An attribute that the reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    Class,
    Id,
    Role,
    Itemprop,
    Itemtype,
    Href,
    Style,
    Hidden,
    AriaHidden,
    Datetime,
    Content,
    /// The attribute `name`.
    Called,
    Property,
    Type,
    Rel,
    Cite,
    Lang,
    Label,
    /// A name that programs give to an element: `data-component`,
    /// `data-testid`.
    Part,
}

impl Name {
    fn new(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"role" => Self::Role,
            b"itemprop" => Self::Itemprop,
            b"itemtype" => Self::Itemtype,
            b"href" => Self::Href,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"aria-hidden" => Self::AriaHidden,
            b"datetime" => Self::Datetime,
            b"content" => Self::Content,
            b"name" => Self::Called,
            b"property" => Self::Property,
            b"type" => Self::Type,
            b"rel" => Self::Rel,
            b"cite" => Self::Cite,
            b"lang" => Self::Lang,
            b"aria-label" => Self::Label,
            b"data-component" | b"data-testid" | b"data-test-id" | b"data-module" | b"data-type" | b"data-qa"
            | b"data-name" | b"data-block" => Self::Part,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
struct Attribute {
    name: Name,
    value: Range<u32>,
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    /// The element around it; the root is its own parent.
    pub(crate) parent: u32,
    /// Where its text is in the text of the page.
    pub(crate) text: Range<u32>,
    /// The blocks in it.
    pub(crate) blocks: Range<u32>,
    attributes: Range<u32>,
}

/// A run of text that nothing divides: a paragraph, a cell, a line of a menu.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Where it is in the text of the page.
    pub(crate) text: Range<u32>,
    /// The innermost element around it that divides text.
    pub(crate) node: u32,
    /// The innermost element around its first character.
    pub(crate) first: u32,
    /// Bytes of it that are in links.
    pub(crate) linked: u32,
}

/// A page as it was read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) blocks: Vec<Block>,
    /// Where the scripts with data about the page are in the source.
    pub(crate) data: Vec<Range<u32>>,
    /// Where the comments are in the source, and how many blocks are before
    /// them.
    pub(crate) comments: Vec<(Range<u32>, u32)>,
    /// The text of `<title>`, and where it is in the source.
    pub(crate) title: String,
    pub(crate) title_place: Range<u32>,
    attributes: Vec<Attribute>,
    values: String,
}

impl Page {
    /// Reads the markup of a page.
    pub(crate) fn new(source: &str) -> Self {
        let mut unclosed = unclosed::Unclosed::default();
        for pass in 1.. {
            let mut builder = Builder::new(source, &unclosed);
            let reader = Tokenizer::new_with_emitter(source, &mut builder);
            // Reading a string cannot fail.
            let _ = reader.finish();
            let (page, missing) = builder.finish();
            if pass == unclosed::MOST_PASSES || !unclosed.extend(&missing) {
                return page;
            }
        }
        Self::default()
    }

    /// Returns the value of an attribute of an element.
    pub(crate) fn attribute(&self, node: u32, name: Name) -> Option<&str> {
        let attributes = &self.nodes.get(node as usize)?.attributes;
        let attributes = self.attributes.get(attributes.start as usize..attributes.end as usize)?;
        let found = attributes.iter().find(|attribute| attribute.name == name)?;
        self.values.get(found.value.start as usize..found.value.end as usize)
    }

    /// Returns the values of the attributes that name an element: its classes,
    /// its id and the names that programs give it.
    pub(crate) fn names(&self, node: u32) -> impl Iterator<Item = &str> {
        let attributes = &self.nodes[node as usize].attributes;
        let attributes = &self.attributes[attributes.start as usize..attributes.end as usize];
        let named = attributes.iter().filter(|a| matches!(a.name, Name::Class | Name::Id | Name::Part | Name::Label));
        named.map(|attribute| &self.values[attribute.value.start as usize..attribute.value.end as usize])
    }

    /// Returns the elements around one, from itself outwards.
    pub(crate) fn around(&self, node: u32) -> impl Iterator<Item = u32> {
        let up = |&node: &u32| self.nodes.get(node as usize).map(|n| n.parent).filter(|&parent| parent != node);
        std::iter::successors(Some(node), up)
    }

    /// Returns the text of a block.
    pub(crate) fn block(&self, block: u32) -> &str {
        self.blocks.get(block as usize).map_or("", |block| self.of(&block.text))
    }

    /// Returns the text of an element.
    pub(crate) fn node(&self, node: u32) -> &str {
        self.nodes.get(node as usize).map_or("", |node| self.of(&node.text))
    }

    /// Returns a part of the text.
    pub(crate) fn of(&self, text: &Range<u32>) -> &str {
        self.text.get(text.start as usize..text.end as usize).unwrap_or("")
    }
}

/// What the tokeniser is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Start,
    End,
    Other,
}

/// Takes the tokens and builds the page.
#[derive(Debug)]
struct Builder<'s> {
    source: &'s str,
    page: Page,
    text: Text<'s>,
    /// The open elements.
    open: Vec<u32>,
    /// How many elements of each name are open.
    counts: [u32; Tag::COUNT],
    /// How many open elements are not in `open`, as they are too deep.
    deeper: u32,
    /// How many open elements have text that is not shown.
    unseen: u32,
    /// How many links are open.
    links: u32,
    /// How many bytes of the current block are in links.
    linked: u32,
    /// Where the current block starts.
    block: u32,
    /// The innermost element around its first character.
    first: Option<u32>,
    /// How many line breaks have been read since the last character.
    breaks: u32,

    position: usize,
    /// Where the token before this one ends.
    cursor: usize,
    /// Where the current tag or comment starts.
    tag_start: usize,
    token: Token,
    name: Vec<u8>,
    last_start: Vec<u8>,
    is_closed: bool,
    attribute: Vec<u8>,
    value: Vec<u8>,
    first_attribute: u32,
    /// The raw element that is open.
    raw: Option<(Tag, usize)>,
    /// The bytes of `<title>`.
    title: Vec<u8>,
    has_title: bool,
    /// For each open `<q>`, whether a mark was written for it.
    quotes: Vec<bool>,
    /// Elements without an end tag, as an earlier pass has found them.
    unclosed: &'s unclosed::Unclosed,
    /// The open elements whose text is not shown.
    hidden: Vec<unclosed::Hidden>,
    /// The end tag that is being read.
    ending: Option<Tag>,
    /// Elements of which this pass has found no end tag.
    missing: Vec<(Tag, usize)>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str, unclosed: &'s unclosed::Unclosed) -> Self {
        let root = Node { tag: Tag::Other, parent: 0, text: 0..0, blocks: 0..0, attributes: 0..0 };
        let page = Page { nodes: vec![root], ..Page::default() };
        let text = Text::new(source);
        Self {
            source,
            page,
            text,
            open: vec![0],
            counts: [0; Tag::COUNT],
            deeper: 0,
            unseen: 0,
            links: 0,
            linked: 0,
            block: 0,
            first: None,
            breaks: 0,
            position: 0,
            cursor: 0,
            tag_start: 0,
            token: Token::Other,
            name: Vec::new(),
            last_start: Vec::new(),
            is_closed: false,
            attribute: Vec::new(),
            value: Vec::new(),
            first_attribute: 0,
            raw: None,
            title: Vec::new(),
            has_title: false,
            quotes: Vec::new(),
            unclosed,
            hidden: Vec::new(),
            ending: None,
            missing: Vec::new(),
        }
    }

    fn finish(mut self) -> (Page, Vec<(Tag, usize)>) {
        self.ending = None;
        self.divide();
        while self.open.len() > 1 {
            self.close();
        }
        let end = self.text.len();
        let (text, pieces) = self.text.finish();
        self.page.nodes[0].text = 0..end;
        self.page.nodes[0].blocks = 0..self.page.blocks.len() as u32;
        (Page { text, pieces, ..self.page }, self.missing)
    }

    fn top(&self) -> u32 {
        self.open.last().copied().unwrap_or(0)
    }

    fn tag(&self, node: u32) -> Tag {
        self.page.nodes[node as usize].tag
    }

    /// Ends the block.
    fn divide(&mut self) {
        self.text.end_block();
        self.breaks = 0;
        let text = self.block..self.text.len();
        let first = self.first.take();
        let linked = std::mem::take(&mut self.linked);
        self.block = text.end;
        let Some(first) = first.filter(|_| !text.is_empty()) else { return };
        let node = self.open.iter().rev().copied().find(|&node| self.tag(node).is_block()).unwrap_or(0);
        self.page.blocks.push(Block { text, node, first, linked });
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let Some(node) = self.open.pop() else { return };
        let tag = self.tag(node);
        if tag.is_block() {
            // The block belongs to the element that is being closed.
            self.open.push(node);
            self.divide();
            self.open.pop();
        }
        if tag == Tag::A {
            self.drop_note_mark(node);
        }
        self.counts[tag as usize] -= 1;
        self.closed(tag);
        self.links -= u32::from(tag == Tag::A);
        let (text, blocks) = (self.text.len(), self.page.blocks.len() as u32);
        let node = &mut self.page.nodes[node as usize];
        node.text.end = text;
        node.blocks.end = blocks + u32::from(!tag.is_block());
    }

    /// Leaves out the mark of a footnote: a link to a place in the page, of a
    /// number alone.
    fn drop_note_mark(&mut self, node: u32) {
        let start = self.page.nodes[node as usize].text.start;
        let length = self.text.len() - start;
        let is_inside = self.page.attribute(node, Name::Href).is_some_and(|address| address.starts_with('#'));
        if start > self.block && (1..LONGEST_MARK).contains(&length) && is_inside && self.text.is_mark(start) {
            self.text.truncate(start);
            self.linked = self.linked.saturating_sub(length);
        }
    }

    /// Closes the innermost open element of a name, and all in it, unless a
    /// barrier is between.
    fn close_to(&mut self, tag: Tag, is_stop: impl Fn(Tag) -> bool) {
        if self.counts[tag as usize] == 0 {
            return;
        }
        let mut found = None;
        for (depth, &node) in self.open.iter().enumerate().skip(1).rev() {
            if self.tag(node) == tag {
                found = Some(depth);
                break;
            }
            if is_stop(self.tag(node)) {
                break;
            }
        }
        while found.is_some_and(|depth| self.open.len() > depth) {
            self.close();
        }
    }

    /// Closes what a start tag ends without an end tag.
    fn imply(&mut self, tag: Tag) {
        if tag.closes_paragraph() && self.counts[Tag::P as usize] > 0 {
            self.close_to(Tag::P, |tag| tag.is_barrier() || matches!(tag, Tag::Button | Tag::Object));
        }
        // Links do not nest.
        if tag == Tag::A {
            self.close_to(Tag::A, Tag::is_block);
        }
        if tag.heading().is_some() && self.tag(self.top()).heading().is_some() {
            self.close();
        }
        if !matches!(
            tag,
            Tag::Li | Tag::Dt | Tag::Dd | Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot
        ) {
            return;
        }
        let mut depth = None;
        for (at, &node) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.tag(node);
            if open.holds_items() {
                break;
            }
            if tag.ends(open) {
                depth = Some(at);
            }
        }
        while depth.is_some_and(|depth| self.open.len() > depth) {
            self.close();
        }
    }

    fn start(&mut self) -> Option<State> {
        let tag = Tag::new(&self.name);
        std::mem::swap(&mut self.name, &mut self.last_start);
        let attributes = self.first_attribute..self.page.attributes.len() as u32;
        self.first_attribute = attributes.end;
        if tag == Tag::Br {
            self.breaks += 1;
            self.text.line_break(self.tag_start, self.position);
            if self.breaks > 1 {
                self.divide();
            }
            return None;
        }
        if matches!(tag, Tag::Html | Tag::Body) && self.counts[tag as usize] > 0 {
            return None;
        }
        self.ending = None;
        if tag.is_block() {
            self.break_out();
        }
        self.imply(tag);
        if tag.is_block() {
            self.divide();
        }
        let (text, block) = (self.text.len(), self.page.blocks.len() as u32);
        let node = self.page.nodes.len() as u32;
        let parent = self.top();
        if tag.is_void() {
            self.page.nodes.push(Node { tag, parent, text: text..text, blocks: block..block, attributes });
            return None;
        }
        // A closed tag of HTML is open all the same; one of SVG is not.
        let is_foreign = self.counts[Tag::Svg as usize] > 0 || matches!(tag, Tag::Other | Tag::Custom | Tag::Svg);
        if self.is_closed && is_foreign {
            return None;
        }
        // The title of a picture has markup.
        let is_title_of_picture = tag == Tag::Title && self.counts[Tag::Svg as usize] > 0;
        if tag.is_raw() && !is_title_of_picture && !self.is_unclosed(tag) {
            self.raw = Some((tag, self.position));
            self.page.nodes.push(Node { tag, parent, text: text..text, blocks: block..block, attributes });
            return Some(match tag {
                Tag::Textarea | Tag::Title => State::RcData,
                Tag::Script => State::ScriptData,
                _ => State::RawText,
            });
        }
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return None;
        }
        self.page.nodes.push(Node { tag, parent, text: text..text, blocks: block..block, attributes });
        self.open.push(node);
        self.counts[tag as usize] += 1;
        self.opened(node, tag);
        self.links += u32::from(tag == Tag::A);
        if tag == Tag::Q && self.unseen == 0 {
            self.open_quote();
        }
        None
    }

    /// Writes the mark that browsers show where `<q>` opens, unless the page has
    /// one of its own.
    fn open_quote(&mut self) {
        let is_marked =
            !self.text.has_space() && self.text.last().is_some_and(|c| matches!(c, '“' | '"' | '„' | '«' | '‘'));
        self.quotes.push(!is_marked);
        if !is_marked {
            self.mark("“");
        }
    }

    fn close_quote(&mut self) {
        if self.quotes.pop() == Some(true) {
            self.mark("”");
        }
    }

    /// Writes a quotation mark for a tag.
    fn mark(&mut self, mark: &str) {
        let before = self.text.len();
        self.text.decoded(mark, self.tag_start..self.position.min(self.source.len()));
        self.wrote(before);
    }

    fn end(&mut self) {
        let tag = Tag::new(&self.name);
        self.last_start.clear();
        self.page.attributes.truncate(self.first_attribute as usize);
        if let Some((raw, start)) = self.raw.take() {
            self.end_raw(raw, start);
            return;
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            if tag.is_block() {
                self.divide();
            }
            return;
        }
        self.ending = Some(tag);
        match tag {
            Tag::Html | Tag::Body => {}
            _ if tag.is_unseen() => self.close_to(tag, |_| false),
            Tag::P if self.counts[Tag::P as usize] == 0 => self.divide(),
            Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th => {
                self.close_to(tag, |open| open == Tag::Table);
            }
            _ if tag.is_block() => self.close_to(tag, Tag::is_barrier),
            Tag::Q => {
                if self.counts[Tag::Q as usize] > 0 && self.unseen == 0 {
                    self.close_quote();
                }
                self.close_to(tag, Tag::is_block);
            }
            // The end of a link or of emphasis closes no block.
            _ => self.close_to(tag, Tag::is_block),
        }
    }

    /// Takes what is in an element without markup.
    fn end_raw(&mut self, tag: Tag, start: usize) {
        let Some(node) = self.page.nodes.len().checked_sub(1) else { return };
        let end = self.tag_start.max(start);
        match tag {
            Tag::Script if self.page.attribute(node as u32, Name::Type).is_some_and(is_data) => {
                self.page.data.push(start as u32..end as u32);
            }
            Tag::Title if !self.has_title => {
                self.page.title = String::from_utf8_lossy(&self.title).into_owned();
                self.has_title = !self.page.title.trim().is_empty();
                self.page.title_place = start as u32..end as u32;
            }
            _ => {}
        }
    }

    fn keep_attribute(&mut self) {
        let name = std::mem::take(&mut self.attribute);
        if let (Token::Start, Some(name)) = (self.token, Name::new(&name)) {
            let start = self.page.values.len() as u32;
            self.page.values.push_str(&String::from_utf8_lossy(&self.value));
            self.page.attributes.push(Attribute { name, value: start..self.page.values.len() as u32 });
        }
        self.attribute = name;
        self.attribute.clear();
        self.value.clear();
    }

    fn keeps_title(&self) -> bool {
        !self.has_title && self.title.len() < LONGEST_VALUE && self.counts[Tag::Svg as usize] == 0
    }

    fn write(&mut self, s: &[u8]) {
        let (start, end) = (self.position.saturating_sub(s.len()), self.position.min(self.source.len()));
        let before = self.text.len();
        if self.source.as_bytes().get(start..end) == Some(s) {
            // A string can end within a character: the next one has the rest.
            self.text.verbatim(self.text.boundary(start)..self.text.boundary(end));
        } else if let Ok(decoded) = std::str::from_utf8(s) {
            self.text.decoded(decoded, self.cursor.min(end)..end);
        }
        self.wrote(before);
    }

    /// Takes note of what was written behind `before`.
    fn wrote(&mut self, before: u32) {
        let written = self.text.len() - before;
        if written > 0 {
            self.breaks = 0;
            self.linked += if self.links > 0 { written } else { 0 };
            if self.first.is_none() {
                self.first = Some(self.top());
            }
        }
    }
}

fn is_data(kind: &str) -> bool {
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}
