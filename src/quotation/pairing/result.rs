//! Lists the quotations that were found, and the marks without a partner.

use super::unclosed::capital_after;
use super::{Pairing, UNPAIRED};
use crate::quotation::mark::{Mark, Natural, Style};
use crate::quotation::types::{Quotation, Stray};
use crate::span::{Span, TokenSpan};
use crate::token::{Token, TokenKind};

/// The depth of the deepest quotation that is listed. Each quotation is a part
/// of all that hold it, so without a bound the output about them would grow
/// with the square of the text.
const DEEPEST: u8 = 15;

impl Pairing<'_> {
    /// Returns the pairs as quotations, in the order of the opening marks.
    pub(super) fn quotations(&self) -> Vec<Quotation> {
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
    pub(super) fn strays(&self) -> Vec<Stray> {
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

#[cfg(test)]
mod tests {
    use crate::quotation::pairing::tests::{pair_all, pairs};

    /// A hundred kilobytes of opening marks gave gigabytes of quotations.
    #[test]
    fn the_depth_of_nested_quotations_is_bounded() {
        for (open, close) in [("“a ", "”"), ("«a said ", "», he said"), ("“a ‘b ", "’”")] {
            let text = open.repeat(300) + "no" + &close.repeat(300);
            let found = pairs(&text);
            assert_eq!(found.len(), 16, "{found:#?}");
            assert_eq!((found[0].span.start, found[15].depth), (0, 15));
        }
    }

    #[test]
    fn strays_are_listed_and_apostrophes_are_not() {
        let strays = |text: &str| -> Vec<(u32, bool)> {
            let found = pair_all(text).1;
            found.iter().map(|s| (s.span.start, s.opens)).collect()
        };
        for (text, expected) in [
            ("“We go, he said.\n\n“They stay,” she said.", &[] as &[(u32, bool)]),
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
}
