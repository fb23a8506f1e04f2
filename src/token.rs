//! Splits text into tokens: words with their shape, numbers and marks.
//!
//! [`tokenize`] reads the text once from left to right. It looks ahead over
//! bounded stretches only, so it takes linear time. It allocates only the lists
//! that it returns and works with; tokens own no memory.

use crate::line::is_break;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// The kind of a token. The [lexicon](crate::lexicon) says later which word it
/// is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, including inner hyphens, inner periods (*U.S.*, *p.m.*) and the
    /// final period of a known abbreviation.
    Word,
    /// A clitic split from its word: *'s*, *n't*, *'ll*, *'re*, *'ve*, *'d*,
    /// *'m*, or the bare apostrophe of a plural possessive (*Jones'*).
    Clitic,
    /// Digits with signs, separators, currency and per cent signs: *$1,000*,
    /// *46%*, *11:00*, *6'2"*, *3rd*, *1990s*, *'90s*.
    Number,
    /// *@handle*.
    Handle,
    /// *#tag*.
    Hashtag,
    /// A web or mail address.
    Address,
    /// A double quotation mark of any style, including doubled single marks
    /// (`''`, ` `` `). It may open or close.
    DoubleQuote,
    /// A single mark that may open or close a quotation. Marks inside words
    /// (*don't*), elisions (*'n'*) and plural possessives have other kinds.
    SingleQuote,
    /// `.`
    Period,
    /// `?`, `!` and runs of them.
    Exclamation,
    /// `…`, `...`, `. . .`
    Ellipsis,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `—`, `–`, `―`, `--`, or a hyphen with space on at least one side.
    Dash,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// Anything else: `/`, `&`, `*`, bullets, symbols.
    Symbol,
}

/// The capitalisation of a token, which helps to tell names from other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// No upper-case letter: *said*.
    Lower,
    /// Upper-case and lower-case letters, or a single upper-case letter:
    /// *Mohammed*, *al-Qabas*, *A*.
    Capital,
    /// All letters upper case, two or more: *UPI*, *U.S.*
    Upper,
    /// No cased letter: digits, marks, scripts without case.
    None,
}

/// One token of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// Position, in bytes of the article's text.
    pub span: Span,
    /// Kind of the token.
    pub kind: TokenKind,
    /// Capitalisation of the token.
    pub shape: Shape,
    /// Whether white space, or the start of the text, precedes it.
    pub spaced: bool,
    /// Whether it is the first token of a paragraph.
    pub opens_paragraph: bool,
}

impl Token {
    /// Returns the token's text.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// Whether its text is the word, ignoring ASCII case. The length is compared
    /// first, without a look at the text: most tokens are another word.
    #[inline]
    pub(crate) fn is(&self, text: &str, word: &str) -> bool {
        self.span.len() as usize == word.len() && self.text(text).eq_ignore_ascii_case(word)
    }

    /// Whether its text is one of the words, ignoring ASCII case.
    #[inline]
    pub(crate) fn is_any(&self, text: &str, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(text, word))
    }

    /// Whether it is a word, clitic, number, handle, hashtag or address, and
    /// not punctuation.
    #[must_use]
    pub fn is_word(&self) -> bool {
        use TokenKind::{Address, Clitic, Handle, Hashtag, Number, Word};
        matches!(self.kind, Word | Clitic | Number | Handle | Hashtag | Address)
    }
}

/// The abbreviations of the language, which keep their final period, and the
/// names with an inner capital, which stay one token.
///
/// A lookup hashes one slice of the text and never allocates.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    /// Form with its final period → whether it can end a sentence.
    forms: FxHashMap<Box<str>, bool>,
    /// Names such as *YouTube* and *HuffPost*, which are never split as two
    /// words with a missing space.
    joined: FxHashSet<Box<str>>,
    /// Length of the longest form in bytes. Longer text is never looked up.
    longest: usize,
}

impl Abbreviations {
    /// Builds the table from the two lists of
    /// `grammar/lexicons/abbreviations.toml`. Forms of `before_name` never end
    /// a sentence (*Sen., No., vs.*), those of `any_place` may (*Inc., p.m.,
    /// Jan.*). A form without a final period gets one. A form in both lists may
    /// end a sentence.
    ///
    /// Capitalised forms of `before_name` also match in all capitals (*GEN.*),
    /// except short ones that would then be words (*NO.*).
    pub fn new<I, J>(before_name: I, any_place: J) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
        J: IntoIterator,
        J::Item: AsRef<str>,
    {
        let mut this = Self::default();
        for form in before_name {
            let form = form.as_ref().trim();
            let capital = form.starts_with(char::is_uppercase);
            if capital && (form.len() >= 4 || matches!(form, "Mr." | "Dr." | "Ms." | "St.")) {
                this.insert(&form.to_uppercase(), false);
            }
            this.insert(form, false);
        }
        for form in any_place {
            this.insert(form.as_ref().trim(), true);
        }
        this
    }

    /// Adds names with an inner capital (*YouTube*), which would otherwise be
    /// split as two words with a missing space.
    #[must_use]
    pub fn with_joined_names<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.joined.extend(names.into_iter().map(|name| Box::from(name.as_ref().trim())));
        self
    }

    fn insert(&mut self, form: &str, may_end: bool) {
        if form.is_empty() || form == "." {
            return;
        }
        let mut form = form.to_owned();
        if !form.ends_with('.') {
            form.push('.');
        }
        self.longest = self.longest.max(form.len());
        self.forms.insert(form.into_boxed_str(), may_end);
    }

    /// Looks up `form`, written with its final period, or else the part after
    /// its last hyphen (*D-Calif.*). Returns whether the abbreviation can end a
    /// sentence, or `None` for an unknown form. Constant time.
    #[must_use]
    pub fn get(&self, form: &str) -> Option<bool> {
        let hit = |form: &str| (form.len() <= self.longest).then(|| self.forms.get(form).copied()).flatten();
        hit(form).or_else(|| {
            let tail = form.rfind('-').and_then(|at| form.get(at + 1..))?;
            hit(tail)
        })
    }

    /// Whether a sentence can end after a token whose text ends in a period.
    /// Unknown dotted forms (*U.N.*) can end one; initials and titles cannot.
    #[must_use]
    pub fn may_end_sentence(&self, form: &str) -> bool {
        match self.get(form) {
            Some(may) => may,
            // An initial: one letter and its period.
            None => form.chars().count() > 2,
        }
    }
}

/// Whether `c` separates tokens: white space, and invisible format characters
/// (byte-order mark, joiners, direction marks).
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether `c` is an apostrophe or a mark that is often typed for one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '\u{2BC}' | '`' | '´' | '＇')
}

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' | '〟')
}

fn is_single_mark(c: char) -> bool {
    is_apostrophe(c) && c != '\u{2BC}' || matches!(c, '‚' | '‹' | '›')
}

fn is_mark(c: char) -> bool {
    // Combining accents continue a word. The standard library has no test for
    // them; these ranges are the ones that text in the Latin script uses.
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
}

fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && c != '\u{2BC}') || is_mark(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹' | '¢' | '₽' | '₩' | '₪' | '₺' | '₦' | '₱' | '₴')
}

/// Function words that often open a sentence. Sorted for binary search. Words
/// that are also names (*May, Will*) are left out.
const OPENERS: &[&str] = &[
    "A",
    "About",
    "According",
    "Across",
    "Additionally",
    "After",
    "Afterward",
    "Again",
    "Against",
    "All",
    "Almost",
    "Along",
    "Already",
    "Also",
    "Although",
    "Amid",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "Anyone",
    "Are",
    "Around",
    "As",
    "Asked",
    "At",
    "Back",
    "Based",
    "Because",
    "Before",
    "Being",
    "Besides",
    "Between",
    "Beyond",
    "Both",
    "But",
    "By",
    "Can",
    "Could",
    "Currently",
    "Despite",
    "Did",
    "Do",
    "Does",
    "Due",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Every",
    "Everyone",
    "Everything",
    "Few",
    "Finally",
    "First",
    "Following",
    "For",
    "Former",
    "From",
    "Further",
    "Given",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "Into",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Late",
    "Later",
    "Like",
    "Many",
    "Maybe",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "Much",
    "My",
    "Nearly",
    "Neither",
    "Nevertheless",
    "Next",
    "No",
    "None",
    "Nonetheless",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "Often",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Out",
    "Over",
    "Part",
    "People",
    "Perhaps",
    "Please",
    "Recently",
    "Separately",
    "Several",
    "She",
    "Should",
    "Since",
    "So",
    "Some",
    "Someone",
    "Sometimes",
    "Soon",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Throughout",
    "Thus",
    "To",
    "Today",
    "Together",
    "Tonight",
    "Too",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Upon",
    "Was",
    "We",
    "Well",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Within",
    "Without",
    "Would",
    "Yes",
    "Yet",
    "You",
    "Your",
];

/// Whether `word`, written with a capital, is a function word that typically
/// opens a sentence: inside a sentence it would be in lower case.
#[must_use]
pub fn is_sentence_opener(word: &str) -> bool {
    OPENERS.binary_search(&word).is_ok()
}

/// Splits `text` into paragraphs, without the white space around each.
///
/// A blank line ends a paragraph. A single line break does too, unless the text
/// is wrapped at a fixed width and the line is full, or the sentence continues
/// in lower case on the next line. Linear time.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    struct Line {
        span: Span,
        /// Width of the line and of its first word, in characters.
        width: u32,
        first: u32,
        after_blank: bool,
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    let mut hard = false;
    let mut rest = text.split_inclusive(is_break).peekable();
    let mut at = 0u32;
    while let Some(raw) = rest.next() {
        let start = at;
        at += raw.len() as u32;
        // "\r\n" is one line end.
        if raw.ends_with('\r') && rest.peek() == Some(&"\n") {
            rest.next();
            at += 1;
        }
        let line = raw.trim_matches(is_space);
        if line.is_empty() {
            after_blank = true;
        } else {
            let indent = (raw.len() - raw.trim_start_matches(is_space).len()) as u32;
            lines.push(Line {
                span: Span::new(start + indent, start + indent + line.len() as u32),
                width: line.chars().count() as u32,
                first: line.chars().take_while(|&c| !is_space(c)).count() as u32,
                after_blank: after_blank || hard,
            });
            after_blank = false;
        }
        hard = raw.ends_with(['\u{2029}', '\u{C}']);
    }

    // The width at which the text is wrapped: the widest line of a group of
    // three or more lines in which no line has room for the first word of the
    // next. 0 if the text is not wrapped.
    let widest = lines.iter().filter(|l| l.first < l.width).map(|l| l.width).max().unwrap_or(0);
    let mut wrapped = 0;
    if (40..=120).contains(&widest) {
        for group in lines.chunk_by(|_, next| !next.after_blank) {
            let width = group.iter().map(|l| l.width).max().unwrap_or(0);
            let full = |pair: &[Line]| pair[0].width + 1 + pair[1].first > width;
            if group.len() >= 3 && width >= 40 && group.windows(2).all(full) {
                wrapped = wrapped.max(width);
            }
        }
    }

    let mut paragraphs: Vec<Span> = Vec::new();
    let mut width = 0;
    for line in &lines {
        let goes_on = |last: Span| {
            let end = last.of(text).chars().next_back();
            let start = line.span.of(text).chars().next();
            wrapped > 0 && width + 1 + line.first > wrapped
                || end.is_some_and(|c| c.is_lowercase() || c == ',') && start.is_some_and(char::is_lowercase)
        };
        match paragraphs.last_mut() {
            Some(last) if !line.after_blank && goes_on(*last) => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
        width = line.width;
    }
    paragraphs
}

/// Splits `text` into tokens, in order and without overlap. Every character
/// that is not [space](is_space) lies in exactly one token. Spans are in bytes
/// of `text`.
///
/// Takes time linear in the length of the text. Returns no tokens for a text
/// over 4 GiB, which spans cannot address.
#[must_use]
pub fn tokenize(text: &str, abbreviations: &Abbreviations) -> Vec<Token> {
    if u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    let paragraphs = paragraphs(text);
    let mut scanner = Scanner {
        text,
        abbreviations,
        tokens: Vec::with_capacity(text.len() / 5),
        paragraph_start: 0,
        paragraph_end: 0,
        single_open: false,
        event: None,
    };
    for paragraph in paragraphs {
        scanner.paragraph(paragraph);
    }
    scanner.tokens
}

/// The next single mark in a paragraph that cannot be an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Opens,
    Closes,
    /// There is none left in the paragraph.
    End,
}

struct Scanner<'t> {
    text: &'t str,
    abbreviations: &'t Abbreviations,
    tokens: Vec<Token>,
    /// Start and end of the current paragraph, in bytes.
    paragraph_start: usize,
    paragraph_end: usize,
    /// Whether an opening single mark in this paragraph has no closing mark
    /// yet.
    single_open: bool,
    /// The last result of `next_event` and its position. The result holds for
    /// every position up to that one, so all calls together read the text once.
    event: Option<(usize, Event)>,
}

impl<'t> Scanner<'t> {
    fn at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.paragraph_end)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Returns the first position at or after `at` whose character fails
    /// `test`.
    fn skip(&self, at: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        rest.find(|c| !test(c)).map_or(self.paragraph_end, |n| at + n)
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Whether the character at `at` is no part of a word.
    fn word_ends(&self, at: usize) -> bool {
        self.at(at).is_none_or(|c| !is_letter(c) && !c.is_numeric())
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let shape = match kind {
            TokenKind::Word | TokenKind::Clitic | TokenKind::Handle | TokenKind::Hashtag => {
                shape(self.slice(start, end))
            }
            _ => Shape::None,
        };
        let spaced = self.before(start).is_none_or(is_space);
        self.tokens.push(Token {
            span: Span::new(start as u32, end as u32),
            kind,
            shape,
            spaced,
            opens_paragraph: false,
        });
    }

    fn paragraph(&mut self, paragraph: Span) {
        let first = self.tokens.len();
        let mut at = paragraph.start as usize;
        self.paragraph_start = at;
        self.paragraph_end = paragraph.end as usize;
        self.single_open = false;
        self.event = None;
        while let Some(c) = self.at(at) {
            let next = at + c.len_utf8();
            at = if is_space(c) {
                next
            } else {
                // Every reader takes at least one character.
                self.token(at, c, next).max(next)
            };
        }
        if let Some(token) = self.tokens.get_mut(first) {
            token.opens_paragraph = true;
        }
    }

    /// Reads the token at `at`, or the word with its clitics. Returns where it
    /// ends.
    fn token(&mut self, at: usize, c: char, next: usize) -> usize {
        let gap = self.before(at).is_none_or(|b| !is_letter(b) && !b.is_numeric());
        if (is_letter(c) || c.is_numeric())
            && gap
            && let Some(end) = self.address(at)
        {
            self.push(at, end, TokenKind::Address);
            return self.clitics(end, false);
        }
        if is_letter(c) {
            return self.word(at, at);
        }
        if c.is_numeric() {
            return self.number(at, at);
        }
        if is_currency(c) || (matches!(c, '-' | '−' | '+' | '±' | '.' | '#') && gap) {
            // "-$5" and "#1" are one token; "$ 5", which is rare, is two.
            let digits =
                if is_currency(c) || !self.at(next).is_some_and(is_currency) { next } else { self.skip_one(next) };
            let spaced = self.before(at).is_none_or(|b| is_space(b) || is_opener(b));
            if self.at(digits).is_some_and(char::is_numeric) && (spaced || is_currency(c)) {
                return self.number(at, digits);
            }
        }
        if is_apostrophe(c) || is_single_mark(c) {
            return self.single(at, c, next);
        }
        if is_double_mark(c) {
            self.push(at, next, TokenKind::DoubleQuote);
            return next;
        }
        let (end, kind) = self.mark(at, c, next);
        self.push(at, end, kind);
        if matches!(kind, TokenKind::Handle | TokenKind::Hashtag) {
            return self.clitics(end, false);
        }
        end
    }

    fn skip_one(&self, at: usize) -> usize {
        at + self.at(at).map_or(0, char::len_utf8)
    }

    fn mark(&self, at: usize, c: char, next: usize) -> (usize, TokenKind) {
        use TokenKind::{Close, Colon, Comma, Dash, Exclamation, Handle, Hashtag, Open, Period, Semicolon, Symbol};
        match c {
            '.' | '…' | '⋯' => self.periods(at, c, next),
            '。' | '．' | '｡' => (next, Period),
            ',' | '，' | '、' | '،' => (next, Comma),
            ':' | '：' => (next, Colon),
            ';' | '；' => (next, Semicolon),
            '?' | '!' | '‽' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉' => {
                let test = |c| matches!(c, '?' | '!' | '‽' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉');
                (self.skip(at, test), Exclamation)
            }
            '(' | '[' | '{' | '（' | '［' => (next, Open),
            ')' | ']' | '}' | '）' | '］' => (next, Close),
            '—' | '–' | '―' | '‒' | '⸺' | '⸻' => {
                (self.skip(at, |c| matches!(c, '—' | '–' | '―' | '‒' | '⸺' | '⸻')), Dash)
            }
            _ if is_hyphen(c) => {
                let end = self.skip(at, is_hyphen);
                let spaced = self.before(at).is_none_or(is_space);
                let spaced_after = self.at(end).is_none_or(is_space);
                // A hyphen with space on one side ("word- word", "word -word")
                // is a sloppy dash. One with no space at all stands between
                // tokens such as brackets or quotation marks, and is a symbol.
                let dash = end - at > c.len_utf8() || spaced || spaced_after;
                (end, if dash { Dash } else { Symbol })
            }
            '@' | '#' => {
                let end = self.skip(next, |c| is_letter(c) || c.is_numeric() || c == '_');
                let alone = self.before(at).is_none_or(|b| !is_letter(b) && !b.is_numeric());
                if end == next || !alone { (next, Symbol) } else { (end, if c == '@' { Handle } else { Hashtag }) }
            }
            '_' | '*' | '=' | '~' => (self.skip(at, |d| d == c), Symbol),
            '<' => (self.tag(at, next).or_else(|| self.ticker(next)).unwrap_or(next), Symbol),
            // An unknown character is one token, with its combining accents and
            // variation selectors.
            _ => (self.skip(next, |c| is_mark(c) || matches!(c, '\u{FE00}'..='\u{FE0F}')), Symbol),
        }
    }

    /// Reads a left-over HTML tag (`<a href="…">`), so that its quotation marks
    /// open no quotation. `<Gazette>` is not a tag. Looks no further than the
    /// next `<`, so all calls together take linear time.
    fn tag(&self, at: usize, next: usize) -> Option<usize> {
        let rest = self.text.get(next..self.paragraph_end)?;
        let end = rest.find(['<', '>'])?;
        let body = rest.get(..end)?;
        let name = body.strip_prefix('/').unwrap_or(body);
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let tag = body.starts_with('/')
            || body.ends_with('/')
            || body.contains("=\"")
            || body.contains("='")
            || body.contains("=”");
        (named && tag && rest.get(end..)?.starts_with('>')).then_some(at + 1 + end + 1)
    }

    /// Reads a stock ticker in angle brackets, as newswires write it
    /// (`<JARD.HKG>`). Returns the end, closing bracket included.
    fn ticker(&self, next: usize) -> Option<usize> {
        let end = self.skip(next, |c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
        (end > next && end - next <= 12 && self.at(end) == Some('>')).then_some(end + 1)
    }

    /// Reads `.`, `...`, `. . .`, `…` and runs of them.
    fn periods(&self, at: usize, c: char, next: usize) -> (usize, TokenKind) {
        let dots = |c| matches!(c, '.' | '…' | '⋯');
        let mut end = self.skip(at, dots);
        if c != '.' || end > next {
            return (end, TokenKind::Ellipsis);
        }
        // Three or more periods with single spaces between them.
        let mut count = 1;
        while let Some(' ' | '\u{A0}' | '\u{202F}') = self.at(end) {
            let dot = self.skip_one(end);
            if self.at(dot) != Some('.') {
                break;
            }
            end = self.skip(dot, |c| c == '.');
            count += end - dot;
        }
        if count >= 3 { (end, TokenKind::Ellipsis) } else { (next, TokenKind::Period) }
    }

    /// Reads a number that starts at `start` and has its first digit at `at`.
    fn number(&mut self, start: usize, at: usize) -> usize {
        let digit = char::is_numeric;
        let mut end = self.skip(at, digit);
        while let Some(c) = self.at(end) {
            let after = end + c.len_utf8();
            let goes_on = self.at(after).is_some_and(digit);
            match c {
                '.' | ',' | ':' | '/' | '⁄' | '-' | '\u{2010}' | '\u{2011}' if goes_on => {
                    end = self.skip(after, digit);
                }
                // Feet and inches: 6'2", 5’11”.
                '\'' | '’' | '′' if goes_on && end - at == 1 => {
                    let inches = self.skip(after, digit);
                    if inches - after > 2 {
                        break;
                    }
                    end = inches;
                    let tail = self.slice(end, self.paragraph_end);
                    let mark = ["''", "’’", "\"", "”", "″"].iter().find(|m| tail.starts_with(**m));
                    end += mark.map_or(0, |m| m.len());
                    self.push(start, end, TokenKind::Number);
                    return end;
                }
                _ => break,
            }
        }
        let mut letters = self.skip(end, is_letter);
        // "11:30p.m." is a number and a word.
        if matches!(self.slice(end, letters), "a" | "p") && self.slice(letters, letters + 2) == ".m" {
            letters = end;
        }
        // "10:42PMIto": the space before the name is missing.
        let mut half = self.slice(end, letters).chars();
        if matches!(half.next(), Some('A' | 'P'))
            && half.next() == Some('M')
            && half.next().is_some_and(char::is_uppercase)
            && half.next().is_some_and(char::is_lowercase)
        {
            letters = end + 2;
        }
        let suffix = self.slice(end, letters);
        let mut glued = suffix.chars();
        // "2015The": a missing space. "3D", "5G" and "10AM" are one token.
        let lost =
            glued.next().is_some_and(char::is_uppercase) && glued.clone().count() >= 2 && glued.all(char::is_lowercase);
        if !suffix.is_empty() && !lost {
            if self.at(letters).is_some_and(is_hyphen) && self.word_goes_on(letters) {
                return self.word(start, letters);
            }
            if suffix == "s"
                && let Some(c) = self.at(letters).filter(|&c| is_apostrophe(c))
            {
                let end = self.final_apostrophe(start, letters, c);
                return self.clitics(end, false);
            }
            self.push(start, letters, TokenKind::Number);
            return self.clitics(letters, false);
        }
        // "16-year-old" and "10-Year" are words.
        if suffix.is_empty() && self.at(end).is_some_and(is_hyphen) && self.word_goes_on(end) {
            return self.word(start, end);
        }
        if let Some(c) = self.at(end).filter(|&c| matches!(c, '%' | '‰' | '°' | '¢' | '€' | '£')) {
            end += c.len_utf8();
        }
        self.push(start, end, TokenKind::Number);
        self.clitics(end, false)
    }

    /// Whether a letter or digit follows the hyphen at `at`.
    fn word_goes_on(&self, at: usize) -> bool {
        let after = self.skip_one(at);
        self.at(after).is_some_and(|c| is_letter(c) || c.is_numeric())
    }

    /// Reads a word that starts at `start`. The text before `at` is known to
    /// belong to it.
    fn word(&mut self, start: usize, at: usize) -> usize {
        let mut end = at;
        // Start of the letters after the last hyphen, period or apostrophe.
        let mut piece = at;
        let mut dotted = false;
        loop {
            // Most of a word is small letters.
            end += self.slice(end, self.paragraph_end).bytes().take_while(u8::is_ascii_lowercase).count();
            let Some(c) = self.at(end) else { break };
            let after = end + c.len_utf8();
            let letter_next = self.at(after).is_some_and(is_letter);
            if is_letter(c) {
                if c.is_uppercase()
                    && self.before(end).is_some_and(|b| end > piece && b.is_lowercase())
                    && self.lost_space(piece, end)
                {
                    self.push(start, end, TokenKind::Word);
                    return end;
                }
                end = after;
            } else if c.is_numeric() || c == '_' && letter_next || is_invisible(c) && letter_next {
                end = after;
            } else if is_hyphen(c) && (letter_next || self.at(after).is_some_and(char::is_numeric)) {
                end = after;
                piece = after;
            } else if c == '&' && letter_next && self.between_capitals(end, after) {
                // *AT&T* and *S&P* are one word.
                end = after;
                piece = after;
            } else if c == '.' && letter_next && self.joins(start, piece, end, after) {
                end = after;
                piece = after;
                dotted = true;
            } else if c == '.' && end > start && self.digits_around(end, after) {
                // *v2.0* is one word.
                end = after;
                piece = after;
            } else if is_apostrophe(c) && letter_next {
                match self.apostrophe(piece, end, c, after) {
                    Apostrophe::Inside => {
                        end = after;
                        piece = after;
                    }
                    Apostrophe::Clitic(split) => {
                        if split > start {
                            self.push(start, split, TokenKind::Word);
                        }
                        return self.clitics(split, true);
                    }
                    Apostrophe::Mark => {
                        self.push(start, end, TokenKind::Word);
                        return end;
                    }
                }
            } else {
                break;
            }
        }
        // *US$5* and *C$1.2bn* are numbers.
        if self.at(end).is_some_and(is_currency)
            && end - start <= 3
            && self.at(self.skip_one(end)).is_some_and(char::is_numeric)
        {
            return self.number(start, self.skip_one(end));
        }
        if self.at(end) == Some('.') && self.keeps_period(start, piece, end, dotted) {
            end += 1;
        } else if let Some(c) = self.at(end).filter(|&c| is_apostrophe(c)) {
            return self.final_apostrophe(start, end, c);
        }
        self.push(start, end, TokenKind::Word);
        end
    }

    fn between_capitals(&self, at: usize, after: usize) -> bool {
        self.before(at).is_some_and(char::is_uppercase) && self.at(after).is_some_and(char::is_uppercase)
    }

    fn digits_around(&self, at: usize, after: usize) -> bool {
        self.before(at).is_some_and(char::is_numeric) && self.at(after).is_some_and(char::is_numeric)
    }

    /// Whether the capital at `at` begins another word after a missing space:
    /// *StateJohn*, but not *McCain*, *iPhone* or *LaTeX*.
    fn lost_space(&self, piece: usize, at: usize) -> bool {
        let left = self.slice(piece, at);
        if left.chars().take(3).count() < 3
            || matches!(left, "Mac" | "Fitz" | "Vande" | "Vander" | "Van" | "Von" | "Della")
        {
            return false;
        }
        // Bounded, since the text may be one very long run of letters.
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        let run = rest.char_indices().take(40).take_while(|&(_, c)| is_letter(c));
        let (count, right) = run.fold((0, 0), |(n, _), (i, c)| (n + 1, i + c.len_utf8()));
        if count < 3 || at - piece > 80 {
            return count >= 3;
        }
        let whole = self.slice(piece, at + right);
        !self.abbreviations.joined.contains(whole)
            && !whole.strip_suffix('s').is_some_and(|w| self.abbreviations.joined.contains(w))
    }

    /// Whether the period at `at`, which a letter follows, is inside a word:
    /// *U.S*, *p.m*, *Ph.D*, but not *said.The*.
    fn joins(&self, start: usize, piece: usize, at: usize, after: usize) -> bool {
        let left = self.slice(piece, at).chars().take(2).count();
        // The letters after the period. No letter is scanned here twice.
        let right_end = self.skip(after, is_letter);
        let right = self.slice(after, right_end).chars().take(2).count();
        if left == 1 && right == 1 && self.before(at).is_some_and(is_letter) {
            return true;
        }
        // A stock ticker with its exchange: "ABCD.EF".
        let upper = |word: &str| word.len() <= 6 && word.bytes().all(|b| b.is_ascii_uppercase());
        if left > 1 && right_end - after <= 2 && upper(self.slice(piece, at)) {
            return upper(self.slice(after, right_end));
        }
        if at - start > self.abbreviations.longest || right_end - after > self.abbreviations.longest {
            return false;
        }
        let end = if self.at(right_end) == Some('.') {
            right_end + 1
        } else {
            return false;
        };
        self.abbreviations.get(self.slice(start, end)).is_some()
    }

    /// Whether the period at `end` belongs to the word before it.
    fn keeps_period(&self, start: usize, piece: usize, end: usize, dotted: bool) -> bool {
        let after = end + 1;
        // The period is the first of an ellipsis ("p.m..." is rare).
        if self.at(after) == Some('.') {
            return false;
        }
        let word = self.slice(start, end);
        if dotted && self.slice(piece, end).chars().take(2).count() == 1 {
            // A plural "s" is not an initial: "C.D.O.s."
            return !word.ends_with(".s") || word.starts_with(char::is_lowercase);
        }
        if self.abbreviations.get(self.slice(start, after)).is_some() {
            // "No." is an abbreviation only before a number; else it is a
            // sentence.
            return word != "No" || self.number_follows(after);
        }
        // An initial: one capital, followed by a name or another initial.
        let mut letters = self.slice(piece, end).chars();
        if !letters.next().is_some_and(char::is_uppercase) || letters.next().is_some() || piece != start {
            return false;
        }
        let next = self.skip(after, |c| matches!(c, ' ' | '\u{A0}'));
        if !self.at(next).is_some_and(char::is_uppercase) {
            return false;
        }
        let next_end = self.skip(next, |c| is_letter(c) || is_apostrophe(c));
        let next_word = self.slice(next, next_end);
        // "I. Lewis Ito" at the start of a paragraph is a name too.
        let name_before = start == self.paragraph_start
            || self.tokens.last().is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
        if word == "I" && !name_before {
            return false;
        }
        // "Plan B. The" ends a sentence; "A. A. Milne" does not.
        !is_sentence_opener(next_word) || self.at(next_end) == Some('.')
    }

    fn number_follows(&self, after: usize) -> bool {
        let next = self.skip(after, |c| matches!(c, ' ' | '\u{A0}' | '#'));
        self.at(next).is_some_and(char::is_numeric)
    }

    /// Decides what the apostrophe at `at`, between two letters, does.
    fn apostrophe(&self, piece: usize, at: usize, c: char, after: usize) -> Apostrophe {
        let end = self.skip(after, is_letter);
        let tail = self.slice(after, end);
        if is_clitic(tail) && self.word_ends(end) {
            return Apostrophe::Clitic(at);
        }
        let n = self.before(at).filter(|n| matches!(n, 'n' | 'N'));
        if let Some(n) = n
            && matches!(tail, "t" | "T")
            && self.word_ends(end)
            && at > piece
        {
            return Apostrophe::Clitic(at - n.len_utf8());
        }
        let left = self.slice(piece, at).chars().take(4).count();
        let capital = tail.starts_with(char::is_uppercase);
        // An opening mark before a capital: the space before it is missing.
        let opens = matches!(c, '‘' | '`') && capital && left > 2;
        // "8:35PM'There": no name has so long a part before its apostrophe.
        let glued = capital && left > 3 && tail.chars().take(3).count() == 3;
        if opens || glued { Apostrophe::Mark } else { Apostrophe::Inside }
    }

    /// Reads the clitics at `at`: *'d've* is two. With `negation`, *n't* may
    /// come first.
    fn clitics(&mut self, mut at: usize, negation: bool) -> usize {
        if negation && self.at(at).is_some_and(|c| matches!(c, 'n' | 'N')) {
            let end = self.skip_one(self.skip_one(at + 1));
            self.push(at, end, TokenKind::Clitic);
            at = end;
        }
        while self.at(at).is_some_and(is_apostrophe) {
            let after = self.skip_one(at);
            let end = self.skip(after, is_letter);
            if !is_clitic(self.slice(after, end)) || !self.word_ends(end) {
                break;
            }
            self.push(at, end, TokenKind::Clitic);
            at = end;
        }
        at
    }

    /// Reads the word that ends at `end`, before an apostrophe that no letter
    /// follows. The apostrophe is a plural possessive, a dropped *g* or a
    /// closing mark.
    fn final_apostrophe(&mut self, start: usize, end: usize, c: char) -> usize {
        let after = end + c.len_utf8();
        let word = self.slice(start, end);
        let doubled = self.at(after).is_some_and(|d| is_apostrophe(d) && is_apostrophe(c));
        self.push(start, end, TokenKind::Word);
        if doubled || matches!(c, '`' | '´') {
            return end;
        }
        // Inside a quotation the mark closes it, unless a noun follows that
        // could be possessed and a later mark can close the quotation.
        let waits = self.single_open && !(self.noun_follows(after) && self.next_event(after) == Event::Closes);
        if waits {
            return end;
        }
        if word.ends_with(['s', 'S', 'x', 'z']) && word.chars().count() > 1 {
            self.push(end, after, TokenKind::Clitic);
            return after;
        }
        let mut buffer = [0; 16];
        let lower = lower(word, &mut buffer);
        let dropped = lower.len() > 3 && lower.ends_with("in")
            || matches!(lower, "o" | "ol" | "an" | "n" | "th" | "mo" | "po" | "lil" | "li");
        if dropped
            && !self.single_open
            && let Some(token) = self.tokens.last_mut()
        {
            token.span.end = after as u32;
            return after;
        }
        end
    }

    /// Reads a single mark that follows no letter.
    fn single(&mut self, at: usize, c: char, next: usize) -> usize {
        // Runs of '' and `` are double marks. An odd one out is a single mark,
        // inside the quotation that the double marks open or close.
        if matches!(c, '\'' | '`' | '’' | '‘') {
            let end = self.skip(at, |d| d == c);
            let width = c.len_utf8();
            let count = (end - at) / width;
            if count >= 2 {
                let opening = self.before(at).is_none_or(|b| is_space(b) || is_opener(b));
                let mut from = at;
                if count % 2 == 1 && !opening {
                    self.push(from, from + width, TokenKind::SingleQuote);
                    self.single_open = false;
                    from += width;
                }
                while from + 2 * width <= end {
                    self.push(from, from + 2 * width, TokenKind::DoubleQuote);
                    from += 2 * width;
                }
                if from < end {
                    self.push(from, end, TokenKind::SingleQuote);
                    self.single_open = true;
                }
                return end;
            }
        }
        if let Some(end) = self.elision(at, c, next) {
            return end;
        }
        let before = self.before(at);
        let after = self.at(next);
        // "[Trump]'s", "Jr.'s". A period counts only as part of a word.
        let owner = before.is_some_and(|b| matches!(b, ')' | ']' | '”' | '"' | '%' | '?' | '!'))
            || before == Some('.') && self.tokens.last().is_some_and(|t| t.kind == TokenKind::Word);
        if owner {
            let end = self.clitics(at, false);
            if end > at {
                return end;
            }
        }
        if opens_single(before, after) {
            self.single_open = true;
        } else if after.is_none_or(|a| !is_letter(a)) {
            self.single_open = false;
        }
        self.push(at, next, TokenKind::SingleQuote);
        next
    }

    /// Reads *'em*, *'90s* or *'n'*: a word or number whose apostrophe at `at`
    /// stands for omitted letters or digits.
    fn elision(&mut self, at: usize, c: char, next: usize) -> Option<usize> {
        if !is_apostrophe(c) || matches!(c, '`' | '´') {
            return None;
        }
        let first = self.at(next)?;
        if first.is_numeric() {
            let digits = self.skip(next, char::is_numeric);
            if digits - next != 2 {
                return None;
            }
            if self.at(digits) == Some('s') && self.word_ends(digits + 1) {
                self.push(at, digits + 1, TokenKind::Number);
                return Some(digits + 1);
            }
            let year = self.word_ends(digits) && (c == '’' || self.year_before());
            if year {
                self.push(at, digits, TokenKind::Number);
                return Some(self.clitics(digits, false));
            }
            return None;
        }
        if !is_letter(first) {
            return None;
        }
        let end = self.skip(next, is_letter);
        let word = self.slice(next, end);
        let mut buffer = [0; 16];
        match lower(word, &mut buffer) {
            "n" => {
                let closed = self.at(end).filter(|&c| is_apostrophe(c));
                let end = closed.map_or(end, |c| end + c.len_utf8());
                self.push(at, end, TokenKind::Word);
                Some(end)
            }
            "em" | "til" | "tis" | "twas" | "twere" | "twill" | "tisn" | "twasn" | "neath" | "gainst" | "tween"
            | "scuse" | "nuff" => Some(self.word(at, next)),
            // These are also words without an apostrophe. If a closing mark
            // comes before the next opening one, this mark opens a quotation.
            "cause" | "round" | "bout" | "cuz" | "course" | "hood" | "sup" | "fraid" | "burbs" | "merica"
            | "merican" | "kay"
                if c == '’' || !self.closes_later(end) =>
            {
                Some(self.word(at, next))
            }
            _ => None,
        }
    }

    /// Whether the next word, after a space, can be a noun that a plural
    /// possessive owns: it is not in a list of words that never are.
    fn noun_follows(&self, at: usize) -> bool {
        let start = at + self.at(at).filter(|&c| is_space(c)).map_or(0, char::len_utf8);
        if start == at || !self.at(start).is_some_and(|c| is_letter(c) || c.is_numeric()) {
            return false;
        }
        let rest = self.text.get(start..self.paragraph_end).unwrap_or("").as_bytes();
        let length = rest.iter().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
        let mut buffer = [0; 16];
        !matches!(
            lower(self.slice(start, start + length), &mut buffer),
            "a" | "after"
                | "all"
                | "also"
                | "although"
                | "an"
                | "and"
                | "are"
                | "as"
                | "asked"
                | "at"
                | "be"
                | "because"
                | "been"
                | "before"
                | "but"
                | "by"
                | "can"
                | "could"
                | "did"
                | "do"
                | "does"
                | "during"
                | "for"
                | "from"
                | "had"
                | "has"
                | "have"
                | "he"
                | "her"
                | "his"
                | "how"
                | "i"
                | "if"
                | "in"
                | "into"
                | "is"
                | "it"
                | "its"
                | "may"
                | "might"
                | "must"
                | "my"
                | "not"
                | "of"
                | "on"
                | "or"
                | "our"
                | "over"
                | "said"
                | "says"
                | "she"
                | "should"
                | "since"
                | "so"
                | "than"
                | "that"
                | "the"
                | "their"
                | "then"
                | "there"
                | "these"
                | "they"
                | "this"
                | "those"
                | "through"
                | "to"
                | "under"
                | "until"
                | "was"
                | "we"
                | "were"
                | "what"
                | "when"
                | "where"
                | "which"
                | "while"
                | "who"
                | "why"
                | "will"
                | "with"
                | "without"
                | "would"
                | "wrote"
                | "you"
                | "your"
        )
    }

    fn closes_later(&mut self, at: usize) -> bool {
        self.next_event(at) == Event::Closes
    }

    /// Whether the word before makes two digits after an apostrophe a year: *in
    /// '08*, *the '90*, *May '16*.
    fn year_before(&self) -> bool {
        let Some(last) = self.tokens.last() else {
            return false;
        };
        if last.kind == TokenKind::Dash && last.span.len() <= 3 {
            return true;
        }
        let mut buffer = [0; 16];
        matches!(
            lower(last.text(self.text), &mut buffer),
            "in" | "of"
                | "since"
                | "from"
                | "the"
                | "late"
                | "early"
                | "mid"
                | "summer"
                | "fall"
                | "spring"
                | "winter"
                | "autumn"
                | "and"
                | "to"
                | "until"
                | "till"
                | "through"
                | "class"
                | "before"
                | "after"
                | "by"
                | "or"
                | "january"
                | "february"
                | "march"
                | "april"
                | "may"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "november's"
                | "back"
        )
    }

    /// Returns the next single mark at or after `at` that cannot be an
    /// apostrophe. Amortised constant time, thanks to the field `event`.
    fn next_event(&mut self, at: usize) -> Event {
        if let Some((place, event)) = self.event
            && place >= at
        {
            return event;
        }
        let mut found = (self.paragraph_end, Event::End);
        let mut before = self.before(at);
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if is_apostrophe(c) {
                let after = chars.peek().map(|&(_, c)| c);
                let event = if opens_single(before, after) {
                    Some(Event::Opens)
                } else if before.is_some_and(|b| !is_space(b))
                    && after.is_none_or(|a| !is_letter(a) && !a.is_numeric())
                    && !(before.is_some_and(|b| matches!(b, 's' | 'S'))
                        && self.noun_follows(at + offset + c.len_utf8()))
                {
                    Some(Event::Closes)
                } else {
                    None
                };
                if let Some(event) = event {
                    found = (at + offset, event);
                    break;
                }
            }
            before = Some(c);
        }
        self.event = Some(found);
        found.1
    }

    /// Returns the end of the web or mail address at `at`, if there is one.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.paragraph_end)?;
        // Host names are ASCII and short. A mail address has "@" after its
        // first part, and a scheme has a colon behind it.
        let host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'+');
        let length = rest.bytes().take(80).take_while(|&b| host(b)).count();
        let (first, behind) = rest.as_bytes().split_at(length);
        if !first.contains(&b'.') && !behind.starts_with(b"@") && !behind.starts_with(b":") {
            return None;
        }
        let has = |prefix: &str| rest.get(..prefix.len()).is_some_and(|p| p.eq_ignore_ascii_case(prefix));
        if has("http://") || has("https://") || has("www.") || has("ftp://") || has("mailto:") {
            return Some(self.address_end(at));
        }
        let name = rest.get(..length)?.trim_end_matches(['.', '-', '_', '+']);
        let tail = rest.get(name.len()..)?;
        if let Some(domain) = tail.strip_prefix('@') {
            let length = domain.bytes().take(255).take_while(|&b| host(b)).count();
            let domain = domain.get(..length)?.trim_end_matches(['.', '-', '_', '+']);
            let (_, top) = domain.rsplit_once('.')?;
            return (top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
                .then_some(at + name.len() + 1 + domain.len());
        }
        // Only the last label counts as top-level domain: "Politico.com.The" is
        // not an address.
        let (front, top) = name.rsplit_once('.')?;
        if front.is_empty() || front.ends_with('.') || name.contains(['_', '+']) {
            return None;
        }
        let path = tail.starts_with('/') && tail[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let known = matches!(
            top,
            "com"
                | "org"
                | "net"
                | "gov"
                | "edu"
                | "mil"
                | "info"
                | "uk"
                | "eu"
                | "tv"
                | "ly"
                | "ms"
                | "gl"
                | "io"
                | "biz"
                | "fm"
                | "cc"
                | "ca"
                | "au"
                | "de"
                | "fr"
                | "ru"
                | "cn"
                | "jp"
                | "il"
                | "ie"
                | "nz"
                | "za"
                | "COM"
                | "ORG"
        );
        // A country's domain can look like a word, so it needs a path.
        let short = path
            && top.len() <= 4
            && top.bytes().all(|b| b.is_ascii_lowercase())
            && front.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
        if !(known || short) || front.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        // "U.S.ca": initials are not a host name.
        if front.split('.').all(|label| label.len() == 1) {
            return None;
        }
        let end = at + name.len();
        Some(if path { self.address_end(at) } else { end })
    }

    /// Returns where the address that starts at `at` ends: before white space
    /// or an enclosing mark, and before the punctuation of the sentence around
    /// it.
    fn address_end(&self, at: usize) -> usize {
        let stop = |c: char| is_space(c) || is_double_mark(c) || matches!(c, '<' | '>' | '’' | '‘' | '|' | '…' | '—');
        let whole = self.slice(at, self.skip(at, |c| !stop(c)));
        let trimmed = whole.trim_end_matches(['.', ',', ';', ':', '?', '!', '\'', ']', '*']);
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inside) if !inside.contains('(') => inside.trim_end_matches(['.', ',']),
            _ => trimmed,
        };
        at + trimmed.len().max(1)
    }
}

/// What an apostrophe between two letters does.
enum Apostrophe {
    /// *O'Brien*: the word continues.
    Inside,
    /// The word ends and a clitic begins at this byte.
    Clitic(usize),
    /// It is a quotation mark; the space before it is missing.
    Mark,
}

fn is_clitic(letters: &str) -> bool {
    matches!(letters, "s" | "S" | "ll" | "LL" | "re" | "RE" | "ve" | "VE" | "d" | "D" | "m" | "M")
}

/// Returns `word` in lower case if it is ASCII and at most 16 bytes long, else
/// an empty string. Avoids an allocation.
fn lower<'b>(word: &str, buffer: &'b mut [u8; 16]) -> &'b str {
    let Some(buffer) = buffer.get_mut(..word.len()) else {
        return "";
    };
    if !word.is_ascii() {
        return "";
    }
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).unwrap_or("")
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '—' | '–' | '―' | '/' | '<' | '>' | '=')
        || is_double_mark(c) && !matches!(c, '”' | '»' | '」' | '』')
}

/// Whether a single mark between these two characters looks like an opening
/// one.
fn opens_single(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|b| is_space(b) || is_opener(b) || matches!(b, '\'' | '‘' | '`'))
        && after.is_some_and(|a| {
            is_letter(a) || a.is_numeric() || is_currency(a) || matches!(a, '[' | '(' | '…' | '@' | '#')
        })
}

/// Returns the capitalisation of `word`.
fn shape(word: &str) -> Shape {
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let (mut upper, mut lower) = (0usize, 0usize);
    let mut letters = 0usize;
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
        letters += usize::from(c.is_alphabetic());
    }
    match (upper, lower) {
        (0, 0) => Shape::None,
        (0, _) => Shape::Lower,
        (1, 0) if letters == 1 => Shape::Capital,
        (_, 0) => Shape::Upper,
        _ => Shape::Capital,
    }
}

/// The built-in abbreviations, for the tests of this and the later stages.
#[cfg(test)]
pub(crate) fn builtin_abbreviations() -> Abbreviations {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct File {
        before_name: Vec<String>,
        any_place: Vec<String>,
        one_word: Vec<String>,
    }
    let file: File =
        toml::from_str(include_str!("../grammar/lexicons/abbreviations.toml")).expect("the built-in list is sound");
    Abbreviations::new(file.before_name, file.any_place).with_joined_names(file.one_word)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> String {
        let tokens = tokenize(text, &builtin_abbreviations());
        let words: Vec<&str> = tokens.iter().map(|t| t.text(text)).collect();
        words.join("|")
    }

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokenize(text, &builtin_abbreviations()).iter().map(|t| t.kind).collect()
    }

    /// Each text with its expected tokens, separated by bars.
    #[track_caller]
    fn check(table: &[(&str, &str)]) {
        for (text, expected) in table {
            assert_eq!(split(text), *expected, "{text}");
        }
    }

    #[test]
    fn words_keep_hyphens_and_inner_periods() {
        check(&[
            ("a well-known U.S. site", "a|well-known|U.S.|site"),
            ("at 5 p.m. today", "at|5|p.m.|today"),
            ("at 11:30p.m. today", "at|11:30|p.m.|today"),
            ("Sen. Ito (R-S.C.) left.", "Sen.|Ito|(|R-S.C.|)|left|."),
            ("Rep. Ito, D-Calif., left", "Rep.|Ito|,|D-Calif.|,|left"),
            ("J. K. Lindt and George W. Ito", "J.|K.|Lindt|and|George|W.|Ito"),
            ("J.K. Lindt", "J.K.|Lindt"),
            ("a Ph.D. in law", "a|Ph.D.|in|law"),
            ("AT&T and S&P", "AT&T|and|S&P"),
            ("Acme <ACME.VI>, Ito", "Acme|<ACME.VI>|,|Ito"),
            ("I. Lewis Ito left", "I.|Lewis|Ito|left"),
            ("He took plan B. The rest", "He|took|plan|B|.|The|rest"),
            ("as tall as I. Ito left", "as|tall|as|I|.|Ito|left"),
            ("No. 5 is alive. No. It", "No.|5|is|alive|.|No|.|It"),
            ("GEN. ITO", "GEN.|ITO"),
        ]);
    }

    #[test]
    fn clitics_are_tokens_of_their_own() {
        check(&[
            ("didn't can’t WON'T", "did|n't|ca|n’t|WO|N'T"),
            ("Ito's they'll we're I've he'd I'm", "Ito|'s|they|'ll|we|'re|I|'ve|he|'d|I|'m"),
            ("I'd've gone", "I|'d|'ve|gone"),
            ("Jones' car", "Jones|'|car"),
            ("the boys’ school", "the|boys|’|school"),
            ("Ito‘s speech", "Ito|‘s|speech"),
            ("[Ito]'s car, @ito’s post", "[|Ito|]|'s|car|,|@ito|’s|post"),
            ("Ito Jr.'s car", "Ito|Jr.|'s|car"),
        ]);
        assert_eq!(kinds("Jones' car")[1], TokenKind::Clitic);
    }

    #[test]
    fn elisions_are_words() {
        check(&[
            ("rock 'n' roll", "rock|'n'|roll"),
            ("rock ’n’ roll", "rock|’n’|roll"),
            ("get 'em 'til noon", "get|'em|'til|noon"),
            ("'Tis the season, ’cause", "'Tis|the|season|,|’cause"),
            ("O'Brien and d'Ivoire", "O'Brien|and|d'Ivoire"),
            ("yes ma'am, al-Qa'ida", "yes|ma'am|,|al-Qa'ida"),
            ("rock'n'roll", "rock'n'roll"),
            ("the '90s and in '08", "the|'90s|and|in|'08"),
            ("livin' large", "livin'|large"),
        ]);
        let marks = |text: &str| kinds(text).contains(&TokenKind::SingleQuote);
        for text in ["rock 'n' roll", "get ’em", "the ‘90s", "Guns n' Roses", "Jones' car"] {
            assert!(!marks(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_whole() {
        for number in [
            "$1,000",
            "46%",
            "11:00",
            "6'2\"",
            "5’11”",
            "3rd",
            "1990s",
            "'90s",
            "1.47",
            "US$5",
            "£3.2bn",
            "24/7",
            "2015-16",
            "#1",
            "-5",
            ".5",
            "5pm",
            "½",
        ] {
            let text = format!("about {number} of it");
            let tokens = tokenize(&text, &builtin_abbreviations());
            assert_eq!(tokens[1].text(&text), number);
            assert_eq!(tokens[1].kind, TokenKind::Number, "{number}");
        }
        check(&[("a 16-year-old in 2015.", "a|16-year-old|in|2015|."), ("1990–95", "1990|–|95")]);
    }

    #[test]
    fn dashes_and_ellipses() {
        check(&[
            ("a—b – c -- d --- e - f", "a|—|b|–|c|--|d|---|e|-|f"),
            ("well... so . . . and … then.", "well|...|so|. . .|and|…|then|."),
            ("really?! No.", "really|?!|No|."),
        ]);
        assert_eq!(kinds("a - b")[1], TokenKind::Dash);
        assert_eq!(kinds("a . . . b")[1], TokenKind::Ellipsis);
    }

    #[test]
    fn doubled_single_marks_are_double_marks() {
        check(&[
            ("''Yes,'' he said", "''|Yes|,|''|he|said"),
            ("``Yes,'' he said", "``|Yes|,|''|he|said"),
            ("'''Yes,' he said,'' she said", "''|'|Yes|,|'|he|said|,|''|she|said"),
            ("''He said 'yes,''' she said", "''|He|said|'|yes|,|'|''|she|said"),
            ("a “question’’ here", "a|“|question|’’|here"),
        ]);
    }

    #[test]
    fn lost_spaces_are_found() {
        check(&[
            ("of StateJohn Ito", "of|State|John|Ito"),
            ("he said.The end", "he|said|.|The|end"),
            ("in 2015.He left", "in|2015|.|He|left"),
            ("in 2015The rest", "in|2015|The|rest"),
            ("McCain MacDonald DeVos LaTeX iPhone", "McCain|MacDonald|DeVos|LaTeX|iPhone"),
            ("YouTube and HuffPost", "YouTube|and|HuffPost"),
            ("at 8PM'There it is!'", "at|8PM|'|There|it|is|!|'"),
        ]);
        let text = "of StateJohn Ito";
        let tokens = tokenize(text, &builtin_abbreviations());
        assert!(!tokens[2].spaced && tokens[1].spaced);
    }

    #[test]
    fn addresses_are_whole() {
        check(&[
            ("see nyti.ms/1RHi.", "see|nyti.ms/1RHi|."),
            ("(http://a.example/b?c=d).", "(|http://a.example/b?c=d|)|."),
            ("Politico.com's story", "Politico.com|'s|story"),
            ("a.b@c.example said", "a.b@c.example|said"),
            ("@handle and #tag!", "@handle|and|#tag|!"),
            ("<a href=\"x\">this</a> and <Gazette>", "<a href=\"x\">|this|</a>|and|<|Gazette|>"),
            ("Jardine <JARD.HKG> said <no>", "Jardine|<JARD.HKG>|said|<|no|>"),
        ]);
    }

    #[test]
    fn sentence_openers_are_sorted() {
        assert!(OPENERS.is_sorted());
        assert!(is_sentence_opener("The") && !is_sentence_opener("Trade"));
    }

    #[test]
    fn shapes() {
        let shapes =
            |text: &str| -> Vec<Shape> { tokenize(text, &builtin_abbreviations()).iter().map(|t| t.shape).collect() };
        use Shape::{Capital, Lower, None, Upper};
        assert_eq!(shapes("said Ito al-Qabas UPI U.S. 5 A"), [Lower, Capital, Capital, Upper, Upper, None, Capital]);
    }

    fn starts(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, &builtin_abbreviations());
        tokens.iter().filter(|t| t.opens_paragraph).map(|t| t.text(text)).collect()
    }

    #[test]
    fn line_breaks_end_paragraphs_unless_the_text_is_wrapped() {
        assert_eq!(starts("One thing.\nTwo things.\r\n\r\nThree."), ["One", "Two", "Three"]);
        let wrapped = "Aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii\n\
                       Jjjj bbbb cccc dddd eeee ffff gggg hhhh iiii\n\
                       Kkkk bbbb.\n\nLlll mmmm.";
        assert_eq!(starts(wrapped), ["Aaaa", "Llll"]);
        assert_eq!(starts("It went on\nand on.\nThen"), ["It", "Then"]);
        assert_eq!(starts("One.\u{2029}two"), ["One", "two"]);
    }

    #[test]
    fn garbage_takes_linear_time() {
        // Repeated pieces that make a reader look ahead as far as it can.
        for piece in ["aaaB", "<a", "a'", "'a ", ". ", "''", "a.b", "-", "1-", "A. ", "www.", "@", "s' "] {
            let text = piece.repeat(200_000 / piece.len());
            let before = std::time::Instant::now();
            let _ = tokenize(&text, &builtin_abbreviations());
            assert!(before.elapsed().as_secs() < 5, "{piece}");
        }
    }

    /// Strings in which quotation marks and other critical characters are
    /// frequent.
    pub(crate) fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[A-Za-z]{1,8}",
            Just(" ".to_owned()),
            Just(" ".to_owned()),
            Just("\n\n".to_owned()),
            proptest::sample::select(vec![
                "\"", "“", "”", "'", "‘", "’", "''", "``", "«", "»", "„", "「", "」", ".", ",", "?", "…", ". . .", "—",
                "--", "-", "U.S.", "Sen.", "n't", "'s", "s'", "'n'", "6'2\"", "$1,000", "\n", "said", "He", "é",
                "e\u{301}", "\u{a0}", "\u{ad}", "<", "=\"", ">", "(", ")", "@x", "a.com",
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn tokens_tile_what_is_not_space(text in texts()) {
            let tokens = tokenize(&text, &builtin_abbreviations());
            let mut covered = 0usize;
            for token in &tokens {
                let gap = text.get(covered..token.span.start as usize);
                prop_assert!(gap.is_some_and(|gap| gap.chars().all(is_space)), "{:?}", token);
                prop_assert!(!token.span.is_empty());
                prop_assert!(!token.text(&text).is_empty());
                covered = token.span.end as usize;
            }
            prop_assert!(text[covered..].chars().all(is_space));
            prop_assert!(tokens.first().is_none_or(|t| t.opens_paragraph));
        }

        #[test]
        fn any_string_is_read(text in any::<String>()) {
            let tokens = tokenize(&text, &Abbreviations::default());
            let length: usize = tokens.iter().map(|t| t.text(&text).chars().filter(|&c| !is_space(c)).count()).sum();
            prop_assert_eq!(length, text.chars().filter(|&c| !is_space(c)).count());
        }
    }
}
