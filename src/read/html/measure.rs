//! What the words of a block look like.

/// Measures of a block's words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measure {
    /// Letters and digits; one of a script without blanks counts three times.
    pub(crate) letters: u32,
    pub(crate) commas: u32,
    pub(crate) digits: u32,
    pub(crate) capitals: u32,
    /// Whether it ends like a sentence.
    pub(crate) is_sentence: bool,
    /// Whether it begins with a capital.
    pub(crate) is_capital: bool,
    /// The share of it that is in links.
    pub(crate) linked: f32,
    /// A hash of its letters and digits.
    pub(crate) hash: u64,
}

impl Measure {
    /// Measures a text, of which `linked` bytes are in links.
    pub(crate) fn new(text: &str, linked: u32) -> Self {
        let mut measure = Self { hash: hash(text), ..Self::default() };
        let mut last = ' ';
        for c in text.chars() {
            if c.is_alphanumeric() {
                measure.is_capital |= measure.letters == 0 && c.is_uppercase();
                measure.letters += if is_wide(c) { 3 } else { 1 };
                measure.digits += u32::from(c.is_ascii_digit());
                measure.capitals += u32::from(c.is_uppercase());
            } else {
                measure.commas += u32::from(matches!(c, ',' | '、' | '，' | ';'));
            }
            if !c.is_whitespace() && !is_closing(c) {
                last = c;
            }
        }
        measure.is_sentence = matches!(last, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | ':');
        measure.linked = linked as f32 / text.len().max(1) as f32;
        measure
    }

    /// Whether it looks like a paragraph of running text.
    pub(crate) fn is_running(&self) -> bool {
        self.letters >= 80 && self.linked < 0.35 || self.letters >= 40 && self.is_sentence && self.linked < 0.2
    }
}

/// Hashes the letters and digits of a text, regardless of their case.
pub(crate) fn hash(text: &str) -> u64 {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Whether a character closes a quotation or a bracket.
const fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '」' | '』')
}

/// Whether a character is of a script that puts no blanks between words.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0e7f}')
}
