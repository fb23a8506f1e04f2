//! Features of a block, by which weights decide whether it is the article's.

use super::layout::{Layout, triples};
use super::measure::Measure;
use super::names::{Group, Groups};
use super::page::Block;
use super::tag::Tag;

/// Declares the features of a block, with their names in the file of weights.
macro_rules! features {
    ($($name:ident $text:literal,)*) => {
        #[derive(Clone, Copy, Debug)]
        #[allow(dead_code, reason = "what a block is has one for each place, which is added to the first")]
        enum Feature {
            $($name,)*
        }

        const NAMES: &[&str] = &[$($text,)*];
    };
}

features! {
    // Its words.
    Letters "letters", Short "short", Middle "middle", Long "long", Sentence "sentence", Capital "capital",
    Commas "commas", Digits "digits", Capitals "capitals", Linked "linked", AllLinked "all-linked",
    SomeLinked "some-linked", Repeated "repeated", Shared "shared", NoShared "no-shared", IsTitle "is-title",
    IsDescription "is-description", Data "data", NoData "no-data", TooShortForData "too-short-for-data",
    // Its element.
    P "p", Li "li", H1 "h1", H2 "h2", H3 "h3", H4 "h4", Div "div", Cell "cell", Quote "quote",
    Figcaption "figcaption", Button "button", Term "term", WholeStrong "whole-strong", WholeEm "whole-em",
    WholeSmall "whole-small", WholeLink "whole-link", WholeTime "whole-time", WholeSpan "whole-span",
    // The elements around it, up to those that are also around the article.
    InNav "in-nav", InFooter "in-footer", InHeader "in-header", InAside "in-aside", InForm "in-form",
    InFigure "in-figure", InOtherArticle "in-other-article", InTable "in-table", InList "in-list",
    InQuote "in-quote", InSection "in-section", InHidden "in-hidden", ListLinked "list-linked", Depth "depth",
    // Elements that are also around the article.
    InArticle "in-article", InMain "in-main", InArticleBody "in-article-body", HasArticleBody "has-article-body",
    // Where it is.
    InTop "in-top", DirectTop "direct-top", TopParent "top-parent", TopGrand "top-grand", Before "before",
    After "after", Gap "gap", BeforeHeadline "before-headline", AfterHeadline "after-headline",
    DeckPlace "deck-place", PrevRunning "prev-running", NextRunning "next-running", PrevHeading "prev-heading",
    // The text in the same box, and in boxes of the same names.
    BoxShare "box-share", BoxRunning "box-running", BoxLinked "box-linked", AlikeShare "alike-share", AlikeRunning "alike-running",
    AlikeLinked "alike-linked", AlikeNone "alike-none",
    // What it is, by where it is.
    RunDirect "run-direct", RunInside "run-inside", RunAfter "run-after", RunOut "run-out",
    ShortDirect "short-direct", ShortInside "short-inside", ShortAfter "short-after", ShortOut "short-out",
    HeadDirect "head-direct", HeadInside "head-inside", HeadAfter "head-after", HeadOut "head-out",
    ItemDirect "item-direct", ItemInside "item-inside", ItemAfter "item-after", ItemOut "item-out",
    LinkDirect "link-direct", LinkInside "link-inside", LinkAfter "link-after", LinkOut "link-out",
    HeadRunning "head-running", HeadLinked "head-linked", CrossHead "cross-head", ItemShort "item-short",
    ItemLinked "item-linked", Tail "tail", ShortTail "short-tail",
}

const OWN: usize = NAMES.len();
const GROUPS: usize = Group::ALL.len();
const COUNT: usize = OWN + 2 * GROUPS;

/// The values of the features of a block.
pub(crate) struct Vector([f32; COUNT]);

impl Vector {
    fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    fn is(&mut self, feature: Feature, is: bool) {
        self.set(feature, f32::from(u8::from(is)));
    }

    /// The values, in the order of [`names`].
    pub(crate) const fn values(&self) -> &[f32] {
        &self.0
    }
}

/// The names of the features. `own=` and `around=` stand before the groups of
/// names of the block's elements and of those around it.
pub(crate) fn names() -> impl Iterator<Item = String> {
    let of = |place: &'static str| Group::ALL.iter().map(move |(_, name)| format!("{place}={name}"));
    NAMES.iter().map(|&name| name.to_owned()).chain(of("own")).chain(of("around"))
}

impl Layout<'_> {
    /// Returns the features of a block.
    pub(crate) fn features(&self, at: usize) -> Vector {
        let mut v = Vector([0.0; COUNT]);
        let block = &self.page.blocks[at];
        self.of_words(at, &mut v);
        let own = self.of_element(block, &mut v);
        let (around, meeting) = self.of_elements_around(block, &mut v);
        let in_top = meeting == self.top;
        let parent = self.page.nodes[self.top as usize].parent;
        v.is(Feature::InTop, in_top);
        v.is(Feature::TopParent, meeting == parent);
        v.is(Feature::TopGrand, meeting == self.page.nodes[parent as usize].parent);
        self.of_place(at, &mut v);
        self.of_text_around(at, &mut v);
        self.of_kind(at, in_top, &mut v);
        for &(group, _) in Group::ALL {
            v.0[OWN + group as usize] = f32::from(u8::from(own.has(group)));
            v.0[OWN + GROUPS + group as usize] = f32::from(u8::from(around.has(group)));
        }
        v
    }

    fn of_words(&self, at: usize, v: &mut Vector) {
        let measure = &self.measures[at];
        let letters = measure.letters.max(1) as f32;
        v.set(Feature::Letters, ((1 + measure.letters) as f32).ln() / 6.0);
        v.is(Feature::Short, measure.letters < 20);
        v.is(Feature::Middle, (20..80).contains(&measure.letters));
        v.is(Feature::Long, measure.letters > 200);
        v.is(Feature::Sentence, measure.is_sentence);
        v.is(Feature::Capital, measure.is_capital);
        v.set(Feature::Commas, (measure.commas as f32 / letters * 50.0).min(2.0));
        v.set(Feature::Digits, measure.digits as f32 / letters);
        v.set(Feature::Capitals, measure.capitals as f32 / letters);
        v.set(Feature::Linked, measure.linked);
        v.is(Feature::AllLinked, measure.linked > 0.9);
        v.is(Feature::SomeLinked, measure.linked > 0.0 && measure.linked < 0.4);
        v.is(Feature::Repeated, self.repeated[at]);
        v.set(Feature::Shared, self.shared[at].min(4) as f32 / 4.0);
        v.is(Feature::NoShared, self.shared[at] == 0 && measure.letters > 150);
        v.is(Feature::IsTitle, self.told.titles.contains(&measure.hash));
        v.is(Feature::IsDescription, self.told.descriptions.contains(&measure.hash));
        if self.told.body.is_empty() {
            return;
        }
        let triples = triples(self.page.block(at as u32));
        if triples.is_empty() {
            v.set(Feature::TooShortForData, 1.0);
        } else {
            let share =
                triples.iter().filter(|three| self.told.body.contains(three)).count() as f32 / triples.len() as f32;
            v.set(Feature::Data, share);
            v.is(Feature::NoData, share < 0.3);
        }
    }

    /// Returns the groups of the names of the block's own elements.
    fn of_element(&self, block: &Block, v: &mut Vector) -> Groups {
        let nodes = &self.page.nodes;
        let tag = nodes[block.node as usize].tag;
        v.is(Feature::P, tag == Tag::P);
        v.is(Feature::Li, tag == Tag::Li);
        v.is(Feature::H1, tag == Tag::H1);
        v.is(Feature::H2, tag == Tag::H2);
        v.is(Feature::H3, tag == Tag::H3);
        v.is(Feature::H4, matches!(tag, Tag::H4 | Tag::H5 | Tag::H6));
        v.is(Feature::Div, matches!(tag, Tag::Div | Tag::Section | Tag::Article));
        v.is(Feature::Cell, matches!(tag, Tag::Td | Tag::Th));
        v.is(Feature::Quote, tag == Tag::Blockquote);
        v.is(Feature::Figcaption, tag == Tag::Figcaption);
        v.is(Feature::Button, tag == Tag::Button);
        v.is(Feature::Term, matches!(tag, Tag::Dt | Tag::Dd));
        let mut own = self.groups[block.node as usize];
        for node in self.page.around(block.first).take_while(|&node| node != block.node) {
            let inline = &nodes[node as usize];
            // Elements around a part of the block say nothing of the rest.
            if inline.text.start > block.text.start + 1 || inline.text.end + 2 < block.text.end {
                continue;
            }
            own = own.and(self.groups[node as usize]);
            match inline.tag {
                Tag::Strong | Tag::B => v.set(Feature::WholeStrong, 1.0),
                Tag::Em | Tag::I => v.set(Feature::WholeEm, 1.0),
                Tag::Small => v.set(Feature::WholeSmall, 1.0),
                Tag::A => v.set(Feature::WholeLink, 1.0),
                Tag::Time => v.set(Feature::WholeTime, 1.0),
                Tag::Span | Tag::Font => v.set(Feature::WholeSpan, 1.0),
                _ => {}
            }
        }
        own
    }

    /// Returns the groups of the names of the elements between the block and
    /// those that are also around the article, and the first of the latter.
    fn of_elements_around(&self, block: &Block, v: &mut Vector) -> (Groups, u32) {
        let (mut groups, mut meeting, mut depth) = (Groups::default(), None, 0.0f32);
        for node in self.page.around(block.node) {
            let tag = self.page.nodes[node as usize].tag;
            if self.is_body(node) {
                v.set(Feature::InArticleBody, 1.0);
            }
            if meeting.is_some() || self.around_top.contains(&node) {
                meeting = meeting.or(Some(node));
                match tag {
                    Tag::Article => v.set(Feature::InArticle, 1.0),
                    Tag::Main => v.set(Feature::InMain, 1.0),
                    _ => {}
                }
                continue;
            }
            depth += 1.0;
            if node != block.node {
                groups = groups.and(self.groups[node as usize]);
            }
            match tag {
                Tag::Nav => v.set(Feature::InNav, 1.0),
                Tag::Footer => v.set(Feature::InFooter, 1.0),
                Tag::Header => v.set(Feature::InHeader, 1.0),
                Tag::Aside => v.set(Feature::InAside, 1.0),
                Tag::Form => v.set(Feature::InForm, 1.0),
                Tag::Figure => v.set(Feature::InFigure, 1.0),
                Tag::Article => v.set(Feature::InOtherArticle, 1.0),
                Tag::Table => v.set(Feature::InTable, 1.0),
                Tag::Blockquote => v.set(Feature::InQuote, 1.0),
                Tag::Section => v.set(Feature::InSection, 1.0),
                Tag::Ul | Tag::Ol => {
                    let sum = self.sum(node);
                    v.set(Feature::InList, 1.0);
                    v.set(Feature::ListLinked, sum.linked / sum.letters.max(1) as f32);
                }
                _ => {}
            }
            if self.is_hidden(node) {
                v.set(Feature::InHidden, 1.0);
            }
        }
        v.set(Feature::Depth, (depth / 8.0).min(2.0));
        v.is(Feature::HasArticleBody, self.has_body);
        (groups, meeting.unwrap_or(0))
    }

    fn of_place(&self, at: usize, v: &mut Vector) {
        let block = at as u32;
        let gap = self.first.saturating_sub(block).max(block.saturating_sub(self.last));
        v.is(Feature::DirectTop, self.boxes[at] == self.top);
        v.is(Feature::Before, block < self.first);
        v.is(Feature::After, block > self.last);
        v.set(Feature::Gap, (gap as f32).ln_1p() / 4.0);
        if let Some(headline) = self.headline {
            v.is(Feature::BeforeHeadline, block <= headline);
            v.is(Feature::AfterHeadline, block > headline && block < self.first);
            let measure = &self.measures[at];
            let is_near = block > headline && block <= headline + 4 && block < self.first;
            v.is(Feature::DeckPlace, is_near && measure.letters > 30 && measure.linked <= 0.5);
        }
        let is_running = |at: Option<usize>| at.and_then(|at| self.measures.get(at)).is_some_and(Measure::is_running);
        let before = at.checked_sub(1);
        v.is(Feature::PrevRunning, is_running(before));
        v.is(Feature::NextRunning, is_running(Some(at + 1)));
        v.is(Feature::PrevHeading, before.is_some_and(|at| self.tag(at).heading().is_some()));
    }

    fn of_text_around(&self, at: usize, v: &mut Vector) {
        let whole = self.running() as f32;
        let sum = self.sum(self.boxes[at]);
        let most = self.direct[self.top as usize].max(1) as f32;
        v.set(Feature::BoxShare, (self.direct[self.boxes[at] as usize] as f32 / most).min(1.5));
        v.set(Feature::BoxRunning, sum.running as f32 / whole);
        v.set(Feature::BoxLinked, sum.linked / sum.letters.max(1) as f32);
        let alike = self.alike.get(&self.kinds[at]).copied().unwrap_or_default();
        let letters = alike.letters.max(1) as f32;
        v.set(Feature::AlikeShare, alike.running as f32 / whole);
        v.set(Feature::AlikeRunning, alike.running as f32 / letters);
        v.set(Feature::AlikeLinked, alike.linked / letters);
        v.is(Feature::AlikeNone, alike.blocks == 1);
    }

    fn of_kind(&self, at: usize, in_top: bool, v: &mut Vector) {
        let (measure, tag) = (&self.measures[at], self.tag(at));
        let is_inside = in_top && (self.first..=self.last).contains(&(at as u32));
        let place = match (is_inside, in_top) {
            (true, _) if self.boxes[at] == self.top => 0,
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        let kind = if tag.heading().is_some() {
            Feature::HeadDirect
        } else if measure.linked > 0.5 {
            Feature::LinkDirect
        } else if tag == Tag::Li {
            Feature::ItemDirect
        } else if measure.is_running() {
            Feature::RunDirect
        } else {
            Feature::ShortDirect
        };
        v.0[kind as usize + place] = 1.0;
        let before_running = self.measures.get(at + 1).is_some_and(Measure::is_running);
        if matches!(kind, Feature::HeadDirect) {
            v.is(Feature::HeadRunning, before_running);
            v.set(Feature::HeadLinked, measure.linked);
            v.is(Feature::CrossHead, before_running && place < 2);
        }
        let is_like = |other: u32| self.kinds.get(other as usize) == Some(&self.kinds[at]);
        let is_in_box = |other: u32| self.boxes.get(other as usize) == Some(&self.boxes[at]);
        // The last sentences of an article are often short.
        let is_next = (self.last + 1..=self.last + 3).contains(&(at as u32));
        let is_tail = is_next && measure.is_sentence && is_like(self.last) && measure.linked < 0.5;
        v.is(Feature::Tail, is_tail && is_in_box(self.last));
        v.is(Feature::ShortTail, is_tail);
        if tag == Tag::Li {
            v.is(Feature::ItemShort, measure.letters < 40);
            v.set(Feature::ItemLinked, measure.linked);
        }
    }

    /// Returns the innermost element around a block that divides text.
    pub(super) fn tag(&self, block: usize) -> Tag {
        self.page.nodes[self.page.blocks[block].node as usize].tag
    }
}
