//! Recognises the label that opens a turn of a transcript: who speaks.

use crate::closed_class::{OF, THE};
use crate::lexicon::{Class, ClassSet, Marks};
use crate::span::TokenSpan;
use crate::token::{Shape, Token, TokenKind};

/// Maximum number of tokens from a label's first word to the mark behind it.
const LONGEST: u32 = 30;
/// Maximum number of words of a name with its titles.
const NAME: usize = 8;
/// Maximum number of tokens between brackets.
const BRACKET: u32 = 12;

/// Classes of the words in capitals that name the office of a speaker: *The
/// PRESIDENT, THE COURT*.
const OFFICES: &[Class] = &[Class::TITLE, Class::ROLE, Class::ORGANIZATION_NOUN, Class::GROUP];

/// Words that are not part of a name: *RIGHT NOW:*, *THE FIX IS IN:*. A
/// preposition can be one: *PER OSTLUND*.
const NO_NAMES: &[Class] = &[
    Class::ADVERB,
    Class::AUXILIARY,
    Class::CONJUNCTION,
    Class::DETERMINER,
    Class::NO_NAME,
    Class::PRONOUN,
    Class::TIME,
];

/// The label of a turn: *GOV. ANA RUIZ (D), OHIO:*, *Mr. RUIZ of Ohio.*
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TurnLabel {
    /// The name with its titles.
    pub(crate) name: TokenSpan,
    /// The token of the colon, stop or dash behind the label.
    pub(crate) mark: u32,
}

impl TurnLabel {
    /// Returns the label that begins at token `at`, if words of its turn
    /// follow in the same paragraph. `marks` are the lexicon's of `tokens`.
    pub(crate) fn at(text: &str, tokens: &[Token], marks: &Marks, at: u32) -> Option<Self> {
        let label = Reader { text, tokens, marks, end: limit(tokens, at) }.label(at)?;
        let follows = tokens.get(label.mark as usize + 1).is_some_and(|next| !next.opens_paragraph);
        follows.then_some(label)
    }
}

/// Returns the token before which a label at `at` must end: the first of the
/// next paragraph, or the one behind the longest possible label.
fn limit(tokens: &[Token], at: u32) -> u32 {
    let rest = tokens.iter().skip(at as usize + 1).take(LONGEST as usize);
    at + 1 + rest.take_while(|t| !t.opens_paragraph).count() as u32
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    marks: &'a Marks,
    end: u32,
}

/// What the words of a name are.
#[derive(Clone, Copy, Default)]
struct Words {
    /// Whether one of them is a title.
    titled: bool,
    /// Whether a title or role in capitals is among them: *The PRESIDENT*.
    office: bool,
    /// Whether one that is in capitals is not a title.
    capitals: bool,
    /// Whether one that is not a title has a capital and small letters.
    capitalised: bool,
}

impl Reader<'_> {
    fn token(&self, t: u32) -> Option<&Token> {
        self.tokens.get(t as usize).filter(|_| t < self.end)
    }

    fn kind(&self, t: u32) -> Option<TokenKind> {
        self.token(t).map(|t| t.kind)
    }

    fn has(&self, t: u32, classes: &[Class]) -> bool {
        self.marks.marks.get(t as usize).is_some_and(|m| m.classes.any(ClassSet::of(classes)))
    }

    fn is(&self, t: u32, words: &[&str]) -> bool {
        self.token(t).is_some_and(|t| t.is_any(self.text, words))
    }

    /// Whether a word is in capitals: *RUIZ*, *McDONALD*.
    fn in_capitals(&self, token: &Token) -> bool {
        let last = || token.text(self.text).chars().rev().take(3).all(char::is_uppercase);
        token.shape == Shape::Upper || token.shape == Shape::Capital && token.span.len() > 3 && last()
    }

    fn label(&self, at: u32) -> Option<TurnLabel> {
        if self.token(at)?.text(self.text).len() == 1 {
            // *Q: … A: …*
            let letter = ["Q", "A"].contains(&self.token(at)?.text(self.text));
            let label = TurnLabel { name: TokenSpan::new(at, at + 1), mark: at + 1 };
            return (letter && self.kind(at + 1) == Some(TokenKind::Colon)).then_some(label);
        }
        let (name, words) = self.name(at)?;
        let (mark, bracket, more) = self.tail(name.end)?;
        let caps = (words.capitals || words.office) && !words.capitalised;
        let fits = match self.kind(mark)? {
            TokenKind::Colon => caps || bracket && words.capitalised && !words.capitals,
            TokenKind::Period | TokenKind::Dash => caps && !more && (words.titled || words.office),
            _ => false,
        };
        fits.then_some(TurnLabel { name, mark })
    }

    /// Reads a name with its titles: *Mr. RUIZ, The PRESIDENT, Ms. RUIZ of
    /// Ohio*.
    fn name(&self, at: u32) -> Option<(TokenSpan, Words)> {
        let the = self.is(at, THE);
        let mut words = Words::default();
        let mut t = at + u32::from(the);
        let mut count = 0;
        while let Some(token) = self.token(t) {
            let title = self.has(t, &[Class::TITLE]);
            let number = token.kind == TokenKind::Number && count > 0;
            // *Ruiz J. Ito*: the stop of an initial.
            let stop = token.kind == TokenKind::Period && self.token(t - 1)?.span.len() == 1;
            let name = token.kind == TokenKind::Word && token.shape != Shape::Lower && !self.has(t, NO_NAMES);
            if !(name || number || stop) {
                break;
            }
            count += 1;
            let upper = self.in_capitals(token);
            words.titled |= title;
            words.office |= upper && self.has(t, OFFICES) && token.span.len() > 4;
            words.capitals |= name && upper && !title;
            words.capitalised |= name && !upper && !title;
            t += 1;
        }
        let place = |t: u32| self.has(t, &[Class::PLACE]);
        let nobody = self.has(t.checked_sub(1)?, &[Class::LABEL]) || (at..t).all(place);
        // *The RUIZ*: only an office has an article.
        if count == 0 || count > NAME || nobody || the && !words.office {
            return None;
        }
        if self.is(t, OF) {
            let state =
                (t + 1..t + 4).take_while(|&u| self.token(u).is_some_and(|x| x.shape == Shape::Capital)).count();
            t += if state > 0 { 1 + state as u32 } else { 0 };
        }
        Some((TokenSpan::new(at, t), words))
    }

    /// Reads what stands behind the name: brackets, and posts in capitals
    /// behind commas. Returns the token where it ends, and whether a bracket or
    /// a post was read.
    fn tail(&self, from: u32) -> Option<(u32, bool, bool)> {
        let (mut t, mut bracket, mut post) = (from, false, false);
        loop {
            match self.kind(t)? {
                // *Ruiz (@anaruiz)* signs a post.
                TokenKind::Open if self.kind(t + 1) != Some(TokenKind::Handle) => {
                    let close = (t + 1..t + BRACKET).find(|&c| self.kind(c) == Some(TokenKind::Close))?;
                    (t, bracket) = (close + 1, true);
                }
                TokenKind::Comma => {
                    let word = |&u: &u32| {
                        self.token(u).is_some_and(|x| x.shape == Shape::Upper || matches!(x.text(self.text), "-" | "&"))
                    };
                    let words = (t + 1..self.end).take_while(word).count() as u32;
                    if words == 0 {
                        return None;
                    }
                    (t, post) = (t + 1 + words, true);
                }
                _ => return Some((t, bracket, post)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TurnLabel;
    use crate::grammar::Grammar;
    use crate::token::tokenize;

    /// Returns the name in the label with which a line opens.
    fn name(line: &str) -> Option<String> {
        let lexicon = Grammar::builtin().lexicon();
        let tokens = tokenize(line, lexicon.abbreviations());
        let label = TurnLabel::at(line, &tokens, &lexicon.mark(line, &tokens), 0)?;
        let (first, last) = (&tokens[label.name.start as usize], &tokens[label.name.end as usize - 1]);
        Some(line[first.span.start as usize..last.span.end as usize].to_owned())
    }

    #[test]
    fn labels_name_the_speaker() {
        for (line, label) in [
            ("RUIZ: Good evening.", "RUIZ"),
            ("RUIZ (voice-over): The water rose.", "RUIZ"),
            ("Ruiz (off camera): The water rose.", "Ruiz"),
            ("GOV. ANA RUIZ (D), SKERRY: I never signed it.", "GOV. ANA RUIZ"),
            ("ANA RUIZ-LUND, CHAIRWOMAN, SKERRY WATER FORUM (via Skype): No.", "ANA RUIZ-LUND"),
            ("Mr. RUIZ (for the Minister): The report is late.", "Mr. RUIZ"),
            ("Mr. RUIZ (during the reading). Madam Chairman, I object.", "Mr. RUIZ"),
            ("Ms. McRUIZ of Skerry. I reserve the right to object.", "Ms. McRUIZ of Skerry"),
            ("Senator RUIZ\u{2014}I was told otherwise.", "Senator RUIZ"),
            ("The PRESIDENT: Order!", "The PRESIDENT"),
            ("THE COURT: Please sit down.", "THE COURT"),
            ("UNIDENTIFIED MALE 2: Let us in!", "UNIDENTIFIED MALE 2"),
            ("A: I was alone.", "A"),
        ] {
            assert_eq!(name(line).as_deref(), Some(label), "{line}");
        }
    }

    #[test]
    fn other_openings_are_not_labels() {
        for line in [
            "Ruiz: Port strike is over",
            "The port: nine ships left.",
            "NORWAY: The minister said it was late.",
            "RIGHT NOW: the port burns.",
            "WATCH: Ruiz leaves.",
            "The CIA. Nobody knows.",
            "NATO met. It was late.",
            "Mr. Ruiz left. It was late.",
            "RUIZ:",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
    }
}
