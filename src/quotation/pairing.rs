//! Pairs opening with closing marks.

mod result;
mod unclosed;

use super::mark::{Mark, Natural, Room, Style, marks};
use super::types::{Quotation, Stray};
use crate::lexicon::KnownWords;
use crate::token::{Token, TokenKind};

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
pub fn pair(text: &str, tokens: &[Token], known: KnownWords<'_>) -> Vec<Quotation> {
    pair_with_strays(text, tokens, known).0
}

/// Does what [`pair`] does, and also returns the marks without a partner.
///
/// The opening mark of an unclosed quotation in the list is not a stray.
/// Neither is a straight single mark, which is usually an apostrophe.
#[must_use]
pub fn pair_with_strays(text: &str, tokens: &[Token], known: KnownWords<'_>) -> (Vec<Quotation>, Vec<Stray>) {
    let marks = marks(text, tokens);
    if marks.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut pairing = Pairing {
        text,
        tokens,
        known,
        marks: &marks,
        close: vec![UNPAIRED; marks.len()],
        open_end: vec![UNPAIRED; marks.len()],
        multi: vec![false; marks.len()],
        repeats: vec![false; marks.len()],
        stack: Vec::new(),
        counts: [0; 6],
    };
    pairing.run();
    (pairing.quotations(), pairing.strays())
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
    known: KnownWords<'t>,
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
            if repeated == 0 && self.is_answered(waiting, at, end) {
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
        if keep == 0
            && let Some(&waiting) = self.stack.first()
            && let Some(tag) = self.tag(waiting, end)
        {
            self.open_end[waiting.mark as usize] = tag as u32;
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

    /// Whether a mark of the style can close an open quotation.
    fn waits(&self, style: Style) -> bool {
        // A single mark does not close across an open double quotation: it is
        // usually an apostrophe.
        match style {
            Style::Single => self.stack.last().is_some_and(|top| top.style == Style::Single),
            _ => self.counts[style as usize] > 0,
        }
    }

    /// Decides what a mark does, by the room beside it, its direction and whether
    /// a quotation of its style is open.
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
        if mark.before == Room::None {
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
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::grammar::Grammar;
    use crate::token::samples::texts;
    use crate::token::tokenize;
    use proptest::prelude::*;

    pub(in crate::quotation) fn pairs(text: &str) -> Vec<Quotation> {
        pair_all(text).0
    }

    /// Returns the quotations and strays of a text.
    pub(in crate::quotation) fn pair_all(text: &str) -> (Vec<Quotation>, Vec<Stray>) {
        let lexicon = Grammar::builtin().lexicon();
        let tokens = tokenize(text, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        pair_with_strays(text, &tokens, KnownWords::new(lexicon, &marks))
    }

    /// Each text with its expected quotations; one `>` for each level of depth.
    #[track_caller]
    pub(in crate::quotation) fn check(table: &[(&str, &[&str])]) {
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
    fn apostrophes_are_not_quotation_marks() {
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
    fn attributes_of_tags_are_not_quotations() {
        check(&[("<post id=\"5\" by=\"Ito\"> \"Yes\" date=\"May 5\n\n\">", &["\"Yes\""])]);
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
            let tokens = tokenize(&text, Grammar::builtin().lexicon().abbreviations());
            let found = pairs(&text);
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
