//! Texts made to be slow. Each repeats something that could make one of the
//! searches through an article quadratic. All take a size in bytes and come
//! close to it.
//!
//! The benchmark `hostile` times them, `crates/growth` counts the work that
//! they cause, and the property tests check them for soundness.

/// Makes a text of about so many bytes from a piece, which it may ignore.
type Make = fn(&str, usize) -> String;

/// A kind of text that can be made in any size.
pub(crate) struct Pattern {
    /// What the text repeats, in a few words.
    pub(crate) name: String,
    /// Makes a text of about this many bytes from `piece`.
    make: Make,
    piece: &'static str,
}

impl Pattern {
    /// A pattern that needs no piece.
    pub(crate) fn new(name: &str, make: Make) -> Self {
        Self { name: name.to_owned(), make, piece: "" }
    }

    /// Whether the text is one word or mark, repeated.
    #[allow(dead_code, reason = "only `crates/growth` asks for it")]
    pub(crate) fn is_simple(&self) -> bool {
        !self.piece.is_empty()
    }

    /// Returns a text of about `size` bytes.
    #[must_use]
    pub(crate) fn text(&self, size: usize) -> String {
        (self.make)(self.piece, size)
    }
}

/// Returns all patterns.
#[must_use]
pub(crate) fn patterns() -> Vec<Pattern> {
    let named = PATTERNS.iter().map(|&(name, make)| Pattern::new(name, make));
    let pieces = PIECES.iter().map(|&piece| Pattern { name: format!("{piece:?} repeated"), make: repeat, piece });
    named.chain(pieces).collect()
}

/// Repeats `unit` as often as fits into `size` bytes.
fn repeat(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len())
}

/// Fills half of the size with `a`, then half with `b`.
fn halves(a: &str, b: &str, size: usize) -> String {
    repeat(a, size / 2) + &repeat(b, size / 2)
}

/// Concatenates units, each with its number, until they fill `size` bytes.
fn numbered(size: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 64);
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text += &unit(n);
    }
    text
}

/// Writes a number in letters, so that it can be part of a name.
fn letters(mut n: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return name;
        }
    }
}

macro_rules! patterns {
    ($($name:literal => |$size:ident| $text:expr;)*) => {
        &[$(($name, |_, $size| $text)),*]
    };
}

/// All patterns.
#[rustfmt::skip] // One per line.
const PATTERNS: &[(&str, Make)] = patterns! {
    // Cues, and the stops after them.
    "he reported that, then !?." => |size| halves("he reported that ", "!?.", size);
    "he said that, then .‚" => |size| halves("he said that ", ".‚", size);
    "he said that" => |size| repeat("he said that ", size);
    "Ana Ruiz said that" => |size| repeat("Ana Ruiz said that ", size);
    "he said she said" => |size| repeat("he said she said ", size);
    "was told by" => |size| format!("Ana Ruiz, {}", repeat("was told bywas told by", size));
    "told and quoted in one sentence" => |size| repeat("a statement who said told The Post ” denied saying ", size);
    "according to" => |size| repeat("according to Ana Ruiz, ", size);
    "but he said" => |size| repeat("it rained, but he said it rained, ", size);
    "colons" => |size| repeat("Ruiz: it rained: ", size);
    "brackets" => |size| halves("(he said ", ") ", size);
    "which and who" => |size| repeat("Ruiz, who said Ito, which said ", size);
    "because he said" => |size| repeat("because he said it because ", size);
    "and" => |size| repeat("Ana and Ben and ", size);
    // Quotation marks.
    "straight marks" => |size| repeat("\"", size);
    "opening marks" => |size| repeat("“", size);
    "closing marks" => |size| repeat("”", size);
    "apostrophes" => |size| repeat("' ", size);
    "nested quotations" => |size| halves("“a ", "”", size);
    "nested quotations with a cue" => |size| halves("Ana said “", "”", size);
    "quotations without a source" => |size| repeat("“It was over by the time we came.” ", size);
    "quotations without a source, paragraphs" => |size| repeat("“It was over by the time we came.”\n\n", size);
    "quotations that go on" => |size| format!("Ruiz said: {}", repeat("“It was over, and we left.\n\n", size));
    "quotations that go on after a cue" => |size| format!("“It is,” said Ruiz. {}", repeat("“It was over.” ", size));
    "code" => |size| repeat("print(\"a\", 'b', `c`); ", size);
    // Speakers.
    "he said, lines" => |size| numbered(size, |n| format!("He said {n}.\n"));
    "he said, paragraphs" => |size| numbered(size, |n| format!("He said {n}.\n\n"));
    "dialogue" => |size| repeat("“No,” he said.\n\n“Yes,” she said.\n\n", size);
    "dialogue without tags" => |size| format!("“No,” Ana told Ben.\n\n{}", repeat("“Yes, it is.”\n\n“No.”\n\n", size));
    "questions and answers" => |size| repeat("Q: Was it over?\n\nA: It was.\n\n", size);
    "a transcript" => |size| repeat("RUIZ: It was over.\n\nITO: It was not.\n\n", size);
    "one long name" => |size| format!("Ana A{} left. {}", "a".repeat(size / 2), repeat("She said no. ", size / 2));
    "one long name, one token a word" => |size| format!("Ana {} left. She said no.", repeat("Aaa ", size));
    "many names" => |size| numbered(size, |n| format!("Ana R{} said no. ", letters(n)));
    "many names, then she" => |size| numbered(size / 2, |n| format!("Ana R{} left. ", letters(n))) + &repeat("She said no. ", size / 2);
    "one surname" => |size| numbered(size, |n| format!("A{} Ruiz said no. ", letters(n)));
    "roles" => |size| repeat("The minister said no. The port's spokeswoman said the minister left. ", size);
    "groups and parts of others" => |size| repeat("Two officials said no. One of the pilots said it rained. ", size);
    "an outlet a sentence" => |size| numbered(size, |n| format!("Ruiz told the R{} Times that it rained. ", letters(n)));
    // Findings.
    "reportedly" => |size| repeat("It reportedly rained. ", size);
    "reportedly, in one sentence" => |size| repeat("it reportedly rained and ", size);
    "denials" => |size| repeat("“I never said no,” Ana Ruiz said. She denied saying it. ", size);
    "invented quotations" => |size| numbered(size, |n| format!("Ruiz called the quotation “it is over {n}” invented. "));
    "the same words twice" => |size| numbered(size, |n| format!("“It was over by {n},” Ruiz said. “It was over by {n},” Ito said. "));
    "nearly the same words" => |size| numbered(size, |n| format!("“It was over by the time we came {n},” Ruiz said. "));
    "letters seen by" => |size| repeat("“ 『in a letter seen by declined to comment .\n\n", size);
    "sources that change their number" => |size| repeat("A source said no. Sources said no. Two sources said no. ", size);
    "second-hand" => |size| repeat("The Daily Herald quoted Ana Ruiz as saying it was “over.” ", size);
    "retold reports" => |size| repeat("The Daily Herald reported that Ana Ruiz said that CNN said it was over. ", size);
    "interviews" => |size| repeat("In an interview with CNN, Ruiz said it was over. She said that it rained. ", size);
    "documents" => |size| repeat("In the memo, obtained by CNN, Ruiz wrote that it was over. ", size);
    // Comments.
    "comments that do not end" => |size| repeat("<!--", size);
    "suppressions in a line" => |size| repeat("x <!-- secondhand-ignore: all: y --> ", size);
    "suppressions, a line each" => |size| repeat("It reportedly rained. <!-- secondhand-ignore: all: y -->\n\n", size);
    "bad suppressions" => |size| repeat("<!-- secondhand-ignore --> ", size);
    "suppressions of no rule" => |size| repeat("<!-- secondhand-ignore: nothing: y -->\n", size);
    // Words without structure.
    "one word" => |size| repeat("a", size);
    "words" => |size| repeat("a ", size);
    "names" => |size| repeat("Aa ", size);
    "commas" => |size| repeat(", ", size);
    "dashes" => |size| repeat("— ", size);
    "stops" => |size| repeat(". ", size);
    "line breaks" => |size| repeat("\n", size);
    "blank lines" => |size| repeat("a\n\n", size);
    "digits" => |size| repeat("1,", size);
    "addresses" => |size| repeat("http://a.example/?q=1&", size);
    "nouns" => |size| repeat("the port's spokeswoman's ", size);
    "prepositions" => |size| repeat("of the port in the town ", size);
    "capitals" => |size| repeat("RUIZ SAYS PORT ", size);
    // Rules.
    "quotations without a source, commas" => |size| repeat("“The boats are safe in any weather at all”, ", size);
    "quotations within, then he said" => |size| repeat("“a ‘b’ c” he said ", size);
    "she denied, in one sentence" => |size| repeat("She denied saying it, ", size);
    "translations" => |size| repeat("“No,” he said in Persian. ", size);
    "never said" => |size| repeat("I never said that. ", size);
    "never said, to an outlet" => |size| repeat("“I never said that,” Ruiz told CNN. ", size);
    "accusations of inventing" => |size| repeat("Ruiz accused the paper of inventing the quote. ", size);
    "an outlet alone" => |size| numbered(size, |n| format!("The Harbour Gazette reported {n}. "));
    "reports in one quotation" => |size| format!("Ruiz said: “{}”", repeat("The Gazette reported that it was over. ", size));
    "hearers in one quotation" => |size| format!("Ruiz said: “{}”", repeat("Ito told CNN it was over. ", size));
    "it said so, then officials" => |size| halves("It said so. ", "officials ", size);
    "a long name told CNN" => |size| format!("Ana A{} said so. {}", "a".repeat(size / 2), repeat("She told CNN that it was over. ", size / 2));
    "a long name spoke to CNN" => |size| format!("Ana A{} spoke to CNN. {}", "a".repeat(size / 2), repeat("“It is over,” she told CNN. ", size / 2));
    "a name of many words denied" => |size| format!("Ana {}said so. {}", repeat("Aaa ", size / 2), repeat("“I never said that,” she said. ", size / 2));
    "suppressions without a break" => |size| repeat("<!-- secondhand-ignore: all: y -->", size);
    "suppressions that do not end" => |size| repeat("<!-- secondhand-ignore ", size);
    "comments of one word" => |size| repeat("<!--secondhand-", size);
};

/// Words and marks that are repeated without anything between them.
#[rustfmt::skip] // With one per line they would fill pages.
const PIECES: &[&str] = &[
    "said ", "\"", "'", "“", "”", "‘", "« ", "(", ")", "[", "A, ", "A ", "a", "He said that ", "people who know ", "X who said Y, ", "\"A,\" ", "\"'", "“‘",
    "Ana Ruiz, ", "Ana ", "he ", "he said. ", "\"No,\" he said. ", "\"No, he said.\n\n", "\"No\n\n", "who said ",
    "and ", "to say to ", "according to ", "The Post quoted ", "as saying ", "X: ", "X: a\n", "- X\n", "that that ",
    "'s claim ", "is said to be said to ", "of the ", "U.S. ", ". ", "...", "—", "-", "\n", " ", "\u{a0}", "🦀", "1,",
    "@a ", "told X told ", "reported that he said that ", "A spokesman for ", "in an interview with ", "<!--", "<",
    "By ", "Copyright ", "http://", "Ana Ruiz told Reuters. She told Reuters. ", "A (B), who C, said D, E. ",
];
