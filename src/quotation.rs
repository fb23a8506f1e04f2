//! Pairs quotation marks into quotations.

use crate::article::Block;
use crate::span::{Span, TokenSpan};
use crate::token::{Token, TokenKind};
use serde::Serialize;

/// A stretch of text between quotation marks, the marks included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Quotation {
    /// Bytes of the article's text from the opening mark to the closing one,
    /// marks included. An unclosed quotation ends with its last paragraph.
    pub span: Span,
    /// The same range in tokens, marks included.
    pub tokens: TokenSpan,
    /// 0 for an outermost quotation, 1 for a quotation inside it, and so on.
    pub depth: u8,
    /// Index of the quotation that directly contains this one.
    pub parent: Option<u32>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether the quotation runs over more than one paragraph. Each later
    /// paragraph repeats the opening mark.
    pub multi_paragraph: bool,
}

/// Quotations by the quotation that holds them. Answers what a span holds
/// without visiting every quotation inside it.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    quotations: &'a [Quotation],
    /// The quotations directly inside each quotation, in the order of the text.
    /// The last entry has those that are inside no other.
    children: Vec<Vec<u32>>,
    /// For each quotation, the sums over those before it inside the same one.
    before: Vec<Held>,
}

/// Sums over the outermost quotations within a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) tokens: u32,
    pub(crate) bytes: u32,
    /// How many of them are inside another quotation or hold one.
    pub(crate) nested: u32,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(quotations: &'a [Quotation]) -> Self {
        let mut children = vec![Vec::new(); quotations.len() + 1];
        for (i, quotation) in quotations.iter().enumerate() {
            let parent = quotation.parent.map_or(quotations.len(), |p| p as usize);
            children[parent].push(i as u32);
        }
        let mut tree = Self { quotations, children, before: vec![Held::default(); quotations.len()] };
        for siblings in &tree.children {
            let mut sum = Held::default();
            for &i in siblings {
                tree.before[i as usize] = sum;
                sum = sum.and(tree.itself(i));
            }
        }
        tree
    }

    /// The quotations directly inside this one, or inside none.
    pub(crate) fn inside(&self, quotation: Option<u32>) -> &[u32] {
        &self.children[quotation.map_or(self.quotations.len(), |q| q as usize)]
    }

    fn itself(&self, i: u32) -> Held {
        let quotation = &self.quotations[i as usize];
        let nested = quotation.parent.is_some() || !self.children[i as usize].is_empty();
        Held { tokens: quotation.tokens.len(), bytes: quotation.span.len(), nested: u32::from(nested) }
    }

    /// Returns the sums over the outermost quotations within `span`. The span
    /// lies directly in the quotation `outer`, or in none.
    pub(crate) fn held(&self, span: Span, outer: Option<u32>) -> Held {
        let mut sum = Held::default();
        let mut open = vec![outer];
        while let Some(outer) = open.pop() {
            let siblings = self.inside(outer);
            let span_of = |i: u32| self.quotations[i as usize].span;
            let from = siblings.partition_point(|&i| span_of(i).end <= span.start);
            let to = siblings.partition_point(|&i| span_of(i).start < span.end);
            let mut whole = siblings.get(from..to).unwrap_or_default();
            // A quotation that only overlaps the span does not count, but those
            // inside it may.
            while let Some((&first, rest)) = whole.split_first().filter(|(i, _)| !span.contains(span_of(**i))) {
                open.push(Some(first));
                whole = rest;
            }
            while let Some((&last, rest)) = whole.split_last().filter(|(i, _)| !span.contains(span_of(**i))) {
                open.push(Some(last));
                whole = rest;
            }
            if let (Some(&first), Some(&last)) = (whole.first(), whole.last()) {
                let all = self.before[last as usize].and(self.itself(last));
                sum = sum.and(all.without(self.before[first as usize]));
            }
        }
        sum
    }
}

impl Held {
    pub(crate) fn and(self, other: Self) -> Self {
        Self { tokens: self.tokens + other.tokens, bytes: self.bytes + other.bytes, nested: self.nested + other.nested }
    }

    fn without(self, other: Self) -> Self {
        Self { tokens: self.tokens - other.tokens, bytes: self.bytes - other.bytes, nested: self.nested - other.nested }
    }
}

/// A quotation mark without a partner that is not an apostrophe or an inch
/// mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stray {
    /// Position of the mark, in bytes.
    pub span: Span,
    /// Whether it stands where an opening mark would.
    pub opens: bool,
}

/// Style of a mark. Marks open and close only quotations of their own style.
/// Straight, curly and doubled marks are one style, since edited texts mix
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

/// Direction of a mark, by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Natural {
    Opens,
    Closes,
    /// Straight marks, and guillemets, whose direction depends on the language.
    Either,
}

/// A token that can be a quotation mark, with what is beside it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    token: u32,
    style: Style,
    natural: Natural,
    /// Room before and after the mark, ignoring other marks that touch it. 0 is
    /// a word, 1 a dash or slash, 2 white space or punctuation that sets the
    /// mark apart: an opening bracket before it, or a comma, stop or closing
    /// bracket after it.
    before: u8,
    after: u8,
    /// Whether it directly follows a comma or a sentence-final mark.
    after_final: bool,
    /// Whether it is first in its paragraph, ignoring other marks.
    leads: bool,
    /// Whether it is last in its paragraph, ignoring other marks.
    trails: bool,
}

/// An opening mark whose closing mark has not been found yet.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    mark: u32,
    style: Style,
    /// Whether another quotation of this style was opened and closed after it,
    /// directly inside it, with marks of the same form (straight or curly).
    held: bool,
    /// Number of paragraphs that the quotation has covered.
    paragraphs: u32,
    /// End of the last paragraph that it covers, as a token index.
    reaches: u32,
}

const UNPAIRED: u32 = u32::MAX;

/// The depth of the deepest quotation that is listed. Each quotation is a part
/// of all that hold it, so without a bound the output about them would grow
/// with the square of the text.
const DEEPEST: u8 = 15;

/// Returns every [`Quotation`] of the text, in the order of the text.
///
/// Marks are paired within a paragraph: by the room around them first, then by
/// their form, then by which quotations are open. A mark without a partner is
/// left out and does not disturb the others. A quotation that is open at the
/// end of its paragraph continues in the next one if that one repeats the
/// opening mark. Quotations inside sixteen others are not listed.
///
/// Takes time and memory linear in the number of tokens.
#[must_use]
pub fn pair(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    pair_with_strays(text, tokens).0
}

/// Does what [`pair`] does, and also returns the marks without a partner.
///
/// The opening mark of an unclosed quotation in the list is not a stray.
/// Neither is a straight single mark, which is usually an apostrophe.
#[must_use]
pub fn pair_with_strays(text: &str, tokens: &[Token]) -> (Vec<Quotation>, Vec<Stray>) {
    let marks = marks(text, tokens);
    if marks.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut pairing = Pairing {
        text,
        tokens,
        marks: &marks,
        close: vec![UNPAIRED; marks.len()],
        open_end: vec![UNPAIRED; marks.len()],
        multi: vec![false; marks.len()],
        repeats: vec![false; marks.len()],
        stack: Vec::new(),
        counts: [0; 6],
    };
    pairing.run();
    (pairing.collect(), pairing.strays())
}

fn style(text: &str, token: &Token) -> Option<(Style, Natural)> {
    use Natural::{Closes, Either, Opens};
    if !matches!(token.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote) {
        return None;
    }
    let single = token.kind == TokenKind::SingleQuote;
    let plain = if single { Style::Single } else { Style::Double };
    Some(match token.text(text).chars().next()? {
        '“' | '‘' | '„' | '‚' | '`' | '〝' => (plain, Opens),
        '”' | '’' | '´' | '〞' | '〟' => (plain, Closes),
        '«' | '»' => (Style::Guillemet, Either),
        '‹' | '›' => (Style::SingleGuillemet, Either),
        '「' => (Style::Corner, Opens),
        '」' => (Style::Corner, Closes),
        '『' => (Style::WhiteCorner, Opens),
        '』' => (Style::WhiteCorner, Closes),
        _ => (plain, Either),
    })
}

/// Returns all marks with the room around them.
fn marks(text: &str, tokens: &[Token]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some((style, natural)) = style(text, token) else {
            continue;
        };
        let previous = index.checked_sub(1).and_then(|i| tokens.get(i));
        // An attribute value in a left-over HTML tag.
        if !token.spaced && previous.is_some_and(|p| p.text(text) == "=") {
            continue;
        }
        let touching =
            marks.last().filter(|last| last.token as usize + 1 == index && !token.spaced && !token.opens_paragraph);
        let (before, after_final, leads) = match (touching, previous) {
            (Some(last), _) => (last.before, false, last.leads),
            _ if token.opens_paragraph => (2, false, true),
            (None, None) => (2, false, true),
            (None, Some(_)) if token.spaced => (2, false, false),
            (None, Some(previous)) => {
                use TokenKind::{Comma, Dash, Ellipsis, Exclamation, Open, Period};
                let room = match previous.kind {
                    Open => 2,
                    Dash => 1,
                    TokenKind::Symbol => u8::from(matches!(previous.text(text), "/" | "=" | ">" | "<" | "|" | "*")),
                    _ => 0,
                };
                let last = matches!(previous.kind, Comma | Period | Exclamation | Ellipsis);
                (room, last, false)
            }
        };
        marks.push(Mark { token: index as u32, style, natural, before, after: 0, after_final, leads, trails: false });
    }
    // The room after a mark is computed from right to left, ignoring marks that
    // touch it.
    let mut right: Option<(u32, u8, bool)> = None;
    for mark in marks.iter_mut().rev() {
        let next = tokens.get(mark.token as usize + 1).filter(|t| !t.opens_paragraph);
        let (after, trails) = match (next, right) {
            (None, _) => (2, true),
            (Some(next), _) if next.spaced => (2, false),
            (Some(_), Some((token, after, trails))) if token == mark.token + 1 => (after, trails),
            (Some(next), _) => {
                use TokenKind::{Clitic, Close, Colon, Comma, Dash, Ellipsis, Exclamation, Period, Semicolon, Symbol};
                let room = match next.kind {
                    Comma | Period | Colon | Semicolon | Close | Exclamation => 2,
                    Dash | Ellipsis | Clitic => 1,
                    Symbol => {
                        u8::from(matches!(next.text(text), "/" | "-" | "\u{2010}" | "\u{2011}" | ">" | "<" | "|" | "*"))
                    }
                    _ => 0,
                };
                (room, false)
            }
        };
        mark.after = after;
        mark.trails = trails;
        right = Some((mark.token, after, trails));
    }
    marks
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Nothing,
}

struct Pairing<'t> {
    text: &'t str,
    tokens: &'t [Token],
    marks: &'t [Mark],
    /// For each opening mark, its closing mark.
    close: Vec<u32>,
    /// For each opening mark that is listed although unclosed, the end of its
    /// quotation as a token index.
    open_end: Vec<u32>,
    multi: Vec<bool>,
    /// Marks at the start of a paragraph that repeat the mark of an open
    /// quotation.
    repeats: Vec<bool>,
    stack: Vec<Waiting>,
    /// Number of marks of each style on the stack.
    counts: [u32; 6],
}

impl Pairing<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut paragraph_end = 0;
        while at < self.marks.len() {
            let token = self.marks[at].token as usize;
            // A paragraph without a mark ends every open quotation.
            let start = self.paragraph_start(token, paragraph_end);
            if start != paragraph_end {
                self.abandon();
            }
            paragraph_end = self.paragraph_end(token);
            let end = at + self.marks[at..].partition_point(|mark| (mark.token as usize) < paragraph_end);
            self.paragraph(at, end, paragraph_end);
            at = end;
        }
        self.abandon();
    }

    /// Returns the first token of the paragraph of `token`, or `from` if it
    /// begins earlier.
    fn paragraph_start(&self, token: usize, from: usize) -> usize {
        let before = self.tokens.get(from..=token).unwrap_or(&[]);
        from + before.iter().rposition(|t| t.opens_paragraph).unwrap_or(0)
    }

    fn paragraph_end(&self, token: usize) -> usize {
        let after = self.tokens.get(token + 1..).unwrap_or(&[]);
        after.iter().position(|t| t.opens_paragraph).map_or(self.tokens.len(), |n| token + 1 + n)
    }

    fn paragraph(&mut self, from: usize, to: usize, end: usize) {
        let mut at = from;
        // Open quotations repeat their opening marks, outermost first.
        let mut repeated = 0;
        while at < to && repeated < self.stack.len() {
            let mark = self.marks[at];
            let waiting = self.stack[repeated];
            let first = self.marks[waiting.mark as usize];
            let straight = |mark: Mark| mark.natural == Natural::Either;
            // A curly mark does not repeat a straight one: it opens a quotation
            // inside, in text copied from elsewhere.
            if !mark.leads || mark.style != first.style || straight(mark) != straight(first) {
                break;
            }
            self.stack[repeated].paragraphs += 1;
            self.repeats[at] = true;
            repeated += 1;
            at += 1;
        }
        self.drop_to(repeated, true);
        let measures = self.measures(at, to);
        let first = at;
        while at < to {
            let mark = self.marks[at];
            // It counts as an inch mark only while exactly one double quotation
            // is open.
            let waiting = self.counts[Style::Double as usize];
            if measures[at - first] && waiting == 1 {
                at += 1;
                continue;
            }
            match self.role(mark) {
                Role::Opens => self.open(at),
                Role::Closes => self.close(at),
                Role::Nothing => {}
            }
            at += 1;
        }
        // An open quotation that does not plainly continue began with a stray
        // mark.
        let mut keep = 0;
        while keep < self.stack.len() && self.goes_on(self.stack[keep], end) {
            self.stack[keep].reaches = end as u32;
            keep += 1;
        }
        self.drop_to(keep, false);
    }

    /// Returns which of the marks are inch marks if exactly one double
    /// quotation is open: a straight mark directly after a number (*a 12"
    /// board*) counts as one if the next other double mark can only close. If
    /// the inch mark closed the quotation, that mark would have no partner.
    fn measures(&self, from: usize, to: usize) -> Vec<bool> {
        let mut measures = vec![false; to - from];
        let mut closing = false;
        for (at, mark) in self.marks[from..to].iter().enumerate().rev() {
            if mark.style != Style::Double {
                continue;
            }
            let token = &self.tokens[mark.token as usize];
            let number = mark.token.checked_sub(1).is_some_and(|i| self.tokens[i as usize].kind == TokenKind::Number);
            let inches = number && !token.spaced && mark.natural == Natural::Either && mark.before < mark.after;
            if inches {
                measures[at] = closing;
            } else {
                closing = mark.before < mark.after;
            }
        }
        measures
    }

    fn waits(&self, style: Style) -> bool {
        // A single mark does not close across an open double quotation: it is
        // usually an apostrophe.
        match style {
            Style::Single => self.stack.last().is_some_and(|top| top.style == Style::Single),
            _ => self.counts[style as usize] > 0,
        }
    }

    fn role(&self, mark: Mark) -> Role {
        use Role::{Closes, Nothing, Opens};
        let open = self.waits(mark.style);
        let closes = if open { Closes } else { Nothing };
        if mark.style == Style::Corner || mark.style == Style::WhiteCorner {
            return if mark.natural == Natural::Opens { Opens } else { closes };
        }
        if mark.before > mark.after {
            // Room before the mark only. A closing mark here, while a quotation
            // is open, has its space on the wrong side: "so ”he said.
            return match mark.natural {
                Natural::Closes if open => Closes,
                _ => Opens,
            };
        }
        if mark.before < mark.after {
            return closes;
        }
        if mark.before == 0 {
            // Room on neither side.
            return match (open, mark.natural) {
                (true, Natural::Opens) if !mark.after_final => Opens,
                (true, _) => Closes,
                (false, _) if mark.style == Style::Single && mark.natural == Natural::Closes => Nothing,
                (false, _) => Opens,
            };
        }
        // Room on both sides.
        match mark.natural {
            _ if mark.style == Style::Single && mark.natural == Natural::Either => Nothing,
            _ if mark.trails => closes,
            _ if mark.leads => Opens,
            Natural::Opens if open && mark.after_final => Closes,
            Natural::Opens => Opens,
            Natural::Closes => closes,
            Natural::Either if open => Closes,
            Natural::Either => Opens,
        }
    }

    fn open(&mut self, at: usize) {
        let style = self.marks[at].style;
        self.counts[style as usize] += 1;
        self.stack.push(Waiting { mark: at as u32, style, held: false, paragraphs: 1, reaches: 0 });
    }

    fn close(&mut self, at: usize) {
        let style = self.marks[at].style;
        // Marks of other styles on top of the matching one were strays.
        while let Some(top) = self.stack.pop() {
            self.counts[top.style as usize] -= 1;
            if top.style != style {
                continue;
            }
            self.close[top.mark as usize] = at as u32;
            self.multi[top.mark as usize] = top.paragraphs > 1;
            let straight = |at: u32| self.marks[at as usize].natural == Natural::Either;
            if let Some(outer) = self.stack.last_mut()
                && outer.style == style
                && straight(outer.mark) == straight(top.mark)
            {
                outer.held = true;
            }
            return;
        }
    }

    /// Removes all waiting marks above `keep`. With `listed`, records those
    /// that are unclosed quotations to be listed.
    fn drop_to(&mut self, keep: usize, listed: bool) {
        while self.stack.len() > keep {
            let Some(waiting) = self.stack.pop() else {
                break;
            };
            self.counts[waiting.style as usize] -= 1;
            if listed && self.plainly_open(waiting) {
                self.open_end[waiting.mark as usize] = waiting.reaches;
                self.multi[waiting.mark as usize] = waiting.paragraphs > 1;
            }
        }
    }

    /// Ends all open quotations, since no paragraph continues them.
    fn abandon(&mut self) {
        self.drop_to(0, true);
    }

    /// Whether an unclosed quotation can continue in the next paragraph. It
    /// cannot if a quotation of its style was closed inside it, or if its
    /// paragraph contains its own attribution (*“We go, he said.*): then the
    /// closing mark is missing.
    fn goes_on(&self, waiting: Waiting, end: usize) -> bool {
        let mark = self.marks[waiting.mark as usize];
        let start = mark.token as usize + 1;
        let enough =
            waiting.paragraphs > 1 || end.saturating_sub(start) >= if waiting.style == Style::Single { 4 } else { 2 };
        enough
            && !waiting.held
            && (self.begins_speech(mark) || capital_after(self.tokens, mark))
            && !self.ends_with_cue(start, end)
            && !(waiting.paragraphs == 1 && self.holds_cue(start, end))
    }

    /// Whether a quotation of whole sentences can begin at the mark: first in
    /// its paragraph, or after punctuation such as a comma, a colon or a full
    /// stop, after a reporting verb, or after *that*.
    fn begins_speech(&self, mark: Mark) -> bool {
        use TokenKind::{Address, Colon, Comma, Dash, Ellipsis, Exclamation, Period, Word};
        if mark.leads {
            return true;
        }
        let mut before = self.tokens.get(..mark.token as usize).unwrap_or(&[]).iter().rev();
        let Some(previous) =
            before.by_ref().take(8).find(|t| !matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote))
        else {
            return false;
        };
        match previous.kind {
            Comma | Colon | Period | Exclamation | Ellipsis | Dash | TokenKind::Close | Address => true,
            Word => {
                let word = previous.text(self.text);
                word.ends_with('.') || is_saying(word) || word == "that"
            }
            _ => false,
        }
    }

    /// Whether the last words of the paragraph are an attribution: *…, he
    /// said.*
    fn ends_with_cue(&self, start: usize, end: usize) -> bool {
        let tail = self.tokens.get(start.max(end.saturating_sub(9))..end).unwrap_or(&[]);
        let Some(comma) = tail.iter().rposition(|t| t.kind == TokenKind::Comma) else {
            return false;
        };
        let words = tail.get(comma + 1..).unwrap_or(&[]);
        words.len() <= 6 && words.iter().any(|t| is_saying(t.text(self.text)))
    }

    /// Whether the first sentence of the quotation contains its own attribution
    /// (*“We go, said Ito. They stay.*): the closing mark before it is missing.
    fn holds_cue(&self, start: usize, end: usize) -> bool {
        const REACH: usize = 40;
        let inside = self.tokens.get(start..end.min(start + REACH)).unwrap_or(&[]);
        let stop = inside.iter().position(|t| matches!(t.kind, TokenKind::Period | TokenKind::Exclamation));
        let first = inside.get(..stop.unwrap_or(inside.len())).unwrap_or(&[]);
        first.windows(3).any(|w| {
            let [comma, said, name] = w else { return false };
            comma.kind == TokenKind::Comma
                && matches!(said.text(self.text), "said" | "says" | "added" | "asked")
                && matches!(name.shape, crate::token::Shape::Capital | crate::token::Shape::Upper)
                && name.text(self.text) != "I"
        })
    }

    /// Whether an unclosed quotation is listed: it runs over several
    /// paragraphs, or begins like speech and ends with a full stop.
    fn plainly_open(&self, waiting: Waiting) -> bool {
        let mark = self.marks[waiting.mark as usize];
        if waiting.paragraphs > 1 {
            return true;
        }
        let last = (waiting.reaches as usize).checked_sub(1).and_then(|i| self.tokens.get(i));
        let ends = last.is_some_and(|t| {
            use TokenKind::{Ellipsis, Exclamation, Period};
            matches!(t.kind, Period | Exclamation | Ellipsis)
                || t.kind == TokenKind::Word && t.text(self.text).ends_with('.')
        });
        let long = waiting.reaches.saturating_sub(mark.token) > 5;
        waiting.style != Style::Single && ends && long && self.begins_speech(mark)
    }

    /// Returns the pairs as quotations, in the order of the opening marks.
    fn collect(&self) -> Vec<Quotation> {
        let mut list: Vec<Quotation> = Vec::new();
        // The quotations that contain the current position.
        let mut holders: Vec<u32> = Vec::new();
        for (index, mark) in self.marks.iter().enumerate() {
            let start = mark.token;
            let (end, closed) = match (self.close[index], self.open_end[index]) {
                (UNPAIRED, UNPAIRED) => continue,
                (UNPAIRED, end) => (end, false),
                (close, _) => (self.marks[close as usize].token + 1, true),
            };
            while let Some(&holder) = holders.last()
                && list[holder as usize].tokens.end <= start
            {
                holders.pop();
            }
            let inner_end = if closed { end.saturating_sub(1) } else { end };
            if !self.says_something(start + 1, inner_end) {
                continue;
            }
            let parent = holders.last().copied();
            let depth = parent.map_or(0, |p| list[p as usize].depth + 1);
            if depth > DEEPEST {
                continue;
            }
            let byte = |i: u32| self.tokens.get(i as usize).map_or(Span::default(), |t| t.span);
            holders.push(list.len() as u32);
            list.push(Quotation {
                span: Span::new(byte(start).start, byte(end.saturating_sub(1)).end),
                tokens: TokenSpan::new(start, end),
                depth,
                parent,
                closed,
                multi_paragraph: self.multi[index],
            });
        }
        list
    }

    /// Returns the marks that belong to no quotation.
    fn strays(&self) -> Vec<Stray> {
        let mut paired = self.repeats.clone();
        for (index, (&close, &end)) in self.close.iter().zip(&self.open_end).enumerate() {
            paired[index] |= close != UNPAIRED || end != UNPAIRED;
            if let Some(fellow) = paired.get_mut(close as usize) {
                *fellow = true;
            }
        }
        let unpaired = self.marks.iter().zip(&paired).filter(|(_, paired)| !**paired).map(|(mark, _)| *mark);
        unpaired.filter_map(|mark| self.stray(mark)).collect()
    }

    fn stray(&self, mark: Mark) -> Option<Stray> {
        let token = self.tokens.get(mark.token as usize)?;
        let previous = mark.token.checked_sub(1).and_then(|i| self.tokens.get(i as usize));
        let next = self.tokens.get(mark.token as usize + 1);
        let opens = match mark.natural {
            _ if mark.before != mark.after => mark.before > mark.after,
            natural => natural == Natural::Opens,
        };
        let is_mark = match mark.style {
            // *12"*, *5′ 3″*: a mark directly after a number is a unit.
            Style::Double => token.spaced || previous.is_none_or(|p| p.kind != TokenKind::Number),
            // *‘90s* and *‘em* begin with an apostrophe that software turned
            // into an opening mark.
            Style::Single => {
                mark.natural == Natural::Opens
                    && opens
                    && self.begins_speech(mark)
                    && capital_after(self.tokens, mark)
                    && next.is_some_and(|n| n.span.len() > 1 || n.text(self.text) == "I" || n.text(self.text) == "A")
            }
            _ => true,
        };
        is_mark.then_some(Stray { span: token.span, opens })
    }

    /// Whether the range contains more than punctuation near its start. A pair
    /// of marks around nothing is not a quotation.
    fn says_something(&self, start: u32, end: u32) -> bool {
        use TokenKind::{Colon, Comma, Dash, Period, Semicolon};
        let inner = self.tokens.get(start as usize..end as usize).unwrap_or(&[]);
        let mark = |t: &Token| matches!(t.kind, Comma | Period | Colon | Semicolon | Dash);
        inner.iter().take(4).any(|t| !mark(t)) || inner.len() > 4
    }
}

fn capital_after(tokens: &[Token], mark: Mark) -> bool {
    use crate::token::Shape::{Capital, Upper};
    tokens.get(mark.token as usize + 1).is_some_and(|t| matches!(t.shape, Capital | Upper))
}

/// Whether `word` is one of the few verbs that most attributions at the end of
/// a paragraph use. The grammar's list is not available at this stage; this one
/// is enough to recognise stray marks.
fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "added"
            | "adds"
            | "asked"
            | "told"
            | "wrote"
            | "writes"
            | "tweeted"
            | "explained"
            | "continued"
            | "noted"
            | "argued"
            | "replied"
            | "concluded"
            | "stated"
            | "declared"
            | "warned"
            | "insisted"
            | "recalled"
            | "according"
    )
}

/// Keeps the quotations that lie in blocks which are read. Quotations in a
/// byline or a newsletter prompt are not part of the article. Linear time.
#[must_use]
pub fn within(quotations: Vec<Quotation>, blocks: &[Block]) -> Vec<Quotation> {
    let is_read = |q: &Quotation| {
        let block = blocks.partition_point(|b| b.span.end <= q.span.start);
        blocks.get(block).is_some_and(|b| b.is_read() && b.span.start <= q.span.start)
    };
    if quotations.iter().all(is_read) {
        return quotations;
    }
    let mut moved = vec![None; quotations.len()];
    let mut kept: Vec<Quotation> = Vec::with_capacity(quotations.len());
    for (i, mut quotation) in quotations.into_iter().enumerate() {
        if is_read(&quotation) {
            moved[i] = Some(kept.len() as u32);
            quotation.parent = quotation.parent.and_then(|p| moved[p as usize]);
            quotation.depth = quotation.parent.map_or(0, |p| kept[p as usize].depth.saturating_add(1));
            kept.push(quotation);
        }
    }
    kept
}

/// Keeps the strays that lie in blocks which are read. Linear time.
#[must_use]
pub fn strays_within(mut strays: Vec<Stray>, blocks: &[Block]) -> Vec<Stray> {
    strays.retain(|stray| {
        let block = blocks.partition_point(|b| b.span.end <= stray.span.start);
        blocks.get(block).is_some_and(|b| b.is_read() && b.span.start <= stray.span.start)
    });
    strays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::samples::{builtin_abbreviations, texts};
    use crate::token::tokenize;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<Quotation> {
        pair(text, &tokenize(text, &builtin_abbreviations()))
    }

    /// A hundred kilobytes of opening marks gave gigabytes of quotations.
    #[test]
    fn quotations_are_nested_so_deep_at_most() {
        for (open, close) in [("“a ", "”"), ("«a said ", "», he said"), ("“a ‘b ", "’”")] {
            let text = open.repeat(300) + "no" + &close.repeat(300);
            let found = pairs(&text);
            assert_eq!(found.len(), 16, "{found:#?}");
            assert_eq!((found[0].span.start, found[15].depth), (0, 15));
        }
    }

    /// Each text with its expected quotations; one `>` for each level of depth.
    #[track_caller]
    fn check(table: &[(&str, &[&str])]) {
        for (text, expected) in table {
            let found: Vec<String> =
                pairs(text).iter().map(|q| format!("{}{}", ">".repeat(q.depth.into()), q.span.of(text))).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn every_style_of_marks() {
        check(&[
            ("\"Yes,\" he said.", &["\"Yes,\""]),
            ("“Yes,” he said.", &["“Yes,”"]),
            ("''Yes,'' he said.", &["''Yes,''"]),
            ("``Yes,'' he said.", &["``Yes,''"]),
            ("«Yes», he said.", &["«Yes»"]),
            ("« Yes », he said.", &["« Yes »"]),
            ("»Yes«, he said.", &["»Yes«"]),
            ("„Yes“, he said.", &["„Yes“"]),
            ("„Yes”, he said.", &["„Yes”"]),
            ("‹Yes›, he said.", &["‹Yes›"]),
            ("「Yes」と言った", &["「Yes」"]),
            ("‘Yes,’ he said.", &["‘Yes,’"]),
            ("'Yes,' he said.", &["'Yes,'"]),
            ("＂Yes,＂ he said.", &["＂Yes,＂"]),
        ]);
    }

    #[test]
    fn nested_quotations() {
        check(&[
            ("“He told me, ‘Go home,’ and I went.”", &["“He told me, ‘Go home,’ and I went.”", ">‘Go home,’"]),
            ("\"He said 'no.'\" Then", &["\"He said 'no.'\"", ">'no.'"]),
            ("‘He said “no”, so I left,’ she said.", &["‘He said “no”, so I left,’", ">“no”"]),
            ("''He said 'no,''' she said.", &["''He said 'no,'''", ">'no,'"]),
            ("“A ‘b “c” d’ e” f", &["“A ‘b “c” d’ e”", ">‘b “c” d’", ">>“c”"]),
            ("“A “b” c” d", &["“A “b” c”", ">“b”"]),
            ("\"A \"b\" c\" d", &["\"A \"b\" c\"", ">\"b\""]),
            ("'Ito to quit', \"Post\" says", &["'Ito to quit'", "\"Post\""]),
            ("„A ‚b‘ c“ d", &["„A ‚b‘ c“", ">‚b‘"]),
        ]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check(&[
            ("'The boys' school is shut,' he said.", &["'The boys' school is shut,'"]),
            ("In the '90s he was 6'2\" tall.", &[]),
            ("rock 'n' roll and Jones' car", &[]),
            ("‘It was the 1990s’ he said", &["‘It was the 1990s’"]),
            ("“It’s the workers’ plan,” she said", &["“It’s the workers’ plan,”"]),
            ("'I don't know,' he said. 'It's Ito's.'", &["'I don't know,'", "'It's Ito's.'"]),
            ("Ito's 'big lie' isn't Jones's 'truth'.", &["'big lie'", "'truth'"]),
            ("He said 'the workers' rights' were lost.", &["'the workers' rights'"]),
            ("'We are the Joneses' said Ito.", &["'We are the Joneses'"]),
            ("Workers' rights, said Ito, 'are everyone's.'", &["'are everyone's.'"]),
            ("\"'Tis so,\" he said.", &["\"'Tis so,\""]),
            ("‘’Tis so,’ he said.", &["‘’Tis so,’"]),
            ("'It's a \"no\",' he said.", &["'It's a \"no\",'", ">\"no\""]),
            ("They called it 'for losers' and drove the Jones' car.", &["'for losers'"]),
            ("Hit 'em, said the bosses' man. 'Never,' said Ito.", &["'Never,'"]),
        ]);
    }

    #[test]
    fn an_interrupted_quotation_is_two() {
        check(&[
            ("\"We go,\" he said, \"now.\"", &["\"We go,\"", "\"now.\""]),
            ("“We go,” he said. “Now.”", &["“We go,”", "“Now.”"]),
            ("“One.” “Two.”", &["“One.”", "“Two.”"]),
            ("\"One.\"\"Two.\"", &["\"One.\"", "\"Two.\""]),
            ("“One.”“Two.”", &["“One.”", "“Two.”"]),
        ]);
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one() {
        let text = "“One. Two.\n\n“Three.\n\n“Four,” he said. “Five.”";
        check(&[(text, &["“One. Two.\n\n“Three.\n\n“Four,”", "“Five.”"])]);
        assert!(pairs(text)[0].multi_paragraph && pairs(text)[0].closed);
        let straight = "He said: \"One two.\n\n\"Three 'four' five.\"";
        check(&[(straight, &["\"One two.\n\n\"Three 'four' five.\"", ">'four'"])]);
        let british = "‘One, two, three.\n\n‘Four,’ he said.";
        check(&[(british, &["‘One, two, three.\n\n‘Four,’"])]);
        let nested = "“He said, ‘One two three four.\n\n“‘Five,’ and left.”";
        check(&[(nested, &[nested, ">‘One two three four.\n\n“‘Five,’"])]);
    }

    #[test]
    fn a_quoted_article_may_hold_quotations_of_its_own() {
        let text = "\"Ito spoke of a “grave” error.\n\n\"He left “at once.”\"";
        check(&[(text, &[text, ">“grave”", ">“at once.”"])]);
        let text = "\"Ito spoke of an error.\n\n“He left,” said Ott.";
        check(&[(text, &["\"Ito spoke of an error.", "“He left,”"])]);
    }

    #[test]
    fn attributes_of_tags_are_no_quotations() {
        check(&[("<post id=\"5\" by=\"Ito\"> \"Yes\" date=\"May 5\n\n\">", &["\"Yes\""])]);
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_last_paragraph() {
        let text = "He said: “We go on and on and on.\n\nThen he left the “big” room.";
        check(&[(text, &["“We go on and on and on.", "“big”"])]);
        assert!(!pairs(text)[0].closed);
        let text = "“We go on.\n\n“And on and on.\n\nHe left.";
        check(&[(text, &["“We go on.\n\n“And on and on."])]);
        assert!(!pairs(text)[0].closed && pairs(text)[0].multi_paragraph);
    }

    #[test]
    fn stray_marks_disturb_no_other() {
        check(&[
            ("“We go, he said.\n\n“They stay,” she said.", &["“They stay,”"]),
            ("“We go, said Ito. He left at noon.\n\n“They stay,” she said.", &["“They stay,”"]),
            ("The \"war on that is over.\n\n\"We stay,\" she said.", &["\"We stay,\""]),
            ("A 12\" board. \"Good,\" he said.", &["\"Good,\""]),
            // Inches inside a quotation whose closing mark comes later.
            ("\"A 12\" board is long,\" he said.", &["\"A 12\" board is long,\""]),
            ("\"A 12\" by 14\" board,\" he said. \"Good.\"", &["\"A 12\" by 14\" board,\"", "\"Good.\""]),
            ("“A 12\" board is long,” he said.", &["“A 12\" board is long,”"]),
            ("It came \"in 1998\" and \"in 1999\" again.", &["\"in 1998\"", "\"in 1999\""]),
            ("\"He left \"in 1998\" for good,\" she said.", &["\"He left \"in 1998\" for good,\"", ">\"in 1998\""]),
            ("We go,” he said. “And stay.”", &["“And stay.”"]),
            ("We go,\" he said. \"And stay.\"", &["\"And stay.\""]),
            ("\"“We stay,” he said.", &["“We stay,”"]),
            ("He said \"\" and \"yes\".", &["\"yes\""]),
            ("fire ' and \"smoke\"", &["\"smoke\""]),
            ("“He said ‘so and “yes” too.” Then", &["“He said ‘so and “yes” too.”", ">“yes”"]),
            ("\"", &[]),
            ("\" \" \"", &[]),
        ]);
    }

    #[test]
    fn strays_are_listed_and_apostrophes_are_not() {
        let strays = |text: &str| -> Vec<(u32, bool)> {
            let found = pair_with_strays(text, &tokenize(text, &builtin_abbreviations())).1;
            found.iter().map(|s| (s.span.start, s.opens)).collect()
        };
        for (text, expected) in [
            ("“We go, he said.\n\n“They stay,” she said.", &[(0u32, true)] as &[(u32, bool)]),
            ("The \"war on that is over.\n\n\"We stay,\" she said.", &[(4, true)]),
            ("We go,\" he said. \"And stay.\"", &[(6, false)]),
            ("Judge: ‘It was never about the goat", &[(7, true)]),
            ("A 12\" board. \"Good,\" he said.", &[]),
            ("fire ' and \"smoke\"", &[]),
            ("back in the ‘90s, when ‘em boys’ school was rock ‘n roll", &[]),
            ("“One. Two.\n\n“Three.\n\n“Four,” he said. “Five.”", &[]),
            ("“We go on.\n\n“And on and on.\n\nHe left.", &[]),
            ("He said \"\" and \"yes\".", &[]),
        ] {
            assert_eq!(strays(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_of_another_style_or_direction() {
        check(&[
            ("“We go,\" he said.", &["“We go,\""]),
            ("\"We go,” he said.", &["\"We go,”"]),
            ("”We go,” he said.", &["”We go,”"]),
            ("“We go,“ he said.", &["“We go,“"]),
            ("a ‘b‘, he said", &["‘b‘"]),
            ("a “b’’ here", &["“b’’"]),
            ("\"He's a 'star,” he said", &["\"He's a 'star,”"]),
            ("”We go,“ he said, ”now.“", &["”We go,“", "”now.“"]),
        ]);
    }

    #[test]
    fn marks_against_other_marks() {
        check(&[
            ("the—\"best\"—plan", &["\"best\""]),
            ("the —“best”— plan (“so”), [\"then\"].", &["“best”", "“so”", "\"then\""]),
            ("he said,“Go” and \"went\", \"left\"; \"ran\".", &["“Go”", "\"went\"", "\"left\"", "\"ran\""]),
            ("so,”Ito said", &[]),
            ("“so,”Ito said. “Yes.”", &["“so,”", "“Yes.”"]),
            ("\"so,\"Ito said. \"Yes.\"", &["\"so,\"", "\"Yes.\""]),
            ("about\"joint work\" there", &["\"joint work\""]),
            ("“so, ” Ito said", &["“so, ”"]),
            ("“ … if so,” Ito said", &["“ … if so,”"]),
            ("\". . . if so,\" Ito said", &["\". . . if so,\""]),
            ("“so…” he said", &["“so…”"]),
            ("a “me”-first plan by “X”'s", &["“me”", "“X”"]),
            ("*\"so\"*", &["\"so\""]),
            ("“[It] is so,” he", &["“[It] is so,”"]),
        ]);
    }

    #[test]
    fn time_is_linear_at_any_depth() {
        let open = "“a ".repeat(100_000);
        let close = "b” ".repeat(100_000);
        let text = open + &close;
        let before = std::time::Instant::now();
        let found = pairs(&text);
        assert_eq!(found.len(), 16);
        for piece in ["\"", "'", "“", "”", "“a", "a” ", "‘a “b ", "\" ", "„»", "“a\n\n", "‘a b\n\n“‘"]
        {
            pairs(&piece.repeat(100_000));
        }
        assert!(before.elapsed().as_secs() < 20);
    }

    proptest! {
        #[test]
        fn quotations_are_in_order_and_nest(text in texts()) {
            let tokens = tokenize(&text, &builtin_abbreviations());
            let found = pair(&text, &tokens);
            for (index, q) in found.iter().enumerate() {
                prop_assert!(q.tokens.start < q.tokens.end && q.tokens.end as usize <= tokens.len());
                prop_assert_eq!(q.span.start, tokens[q.tokens.start as usize].span.start);
                prop_assert_eq!(q.span.end, tokens[q.tokens.end as usize - 1].span.end);
                prop_assert!(index == 0 || found[index - 1].tokens.start < q.tokens.start);
                match q.parent {
                    None => prop_assert_eq!(q.depth, 0),
                    Some(parent) => {
                        let outer = &found[parent as usize];
                        prop_assert!((parent as usize) < index);
                        prop_assert!(outer.span.contains(q.span));
                        prop_assert_eq!(q.depth, outer.depth + 1);
                    }
                }
                for other in &found[..index] {
                    let apart = !other.span.overlaps(q.span);
                    prop_assert!(apart || other.span.contains(q.span));
                }
            }
        }
    }
}
