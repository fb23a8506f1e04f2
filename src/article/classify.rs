//! Classifies blocks by their words alone.
//!
//! Only short blocks can be anything but paragraphs, so that running text is
//! never lost because of its opening words.

use super::BlockKind;
use super::date;
use super::stop::ends_sentence;

/// Longest block, in bytes, that can be anything but a paragraph.
const MAX_LENGTH: usize = 400;

/// Returns the kind of a line or block, if its own words decide it.
pub(super) fn by_itself(block: &str) -> Option<BlockKind> {
    if block.len() > MAX_LENGTH {
        return None;
    }
    let lower = block.to_lowercase();
    if is_copyright(&lower) {
        Some(BlockKind::Copyright)
    } else if date::is_date_line(block) {
        Some(BlockKind::DateLine)
    } else if is_byline(block, &lower) {
        Some(BlockKind::Byline)
    } else if is_boilerplate(block, &lower) {
        Some(BlockKind::Boilerplate)
    } else {
        None
    }
}

/// Whether a block can be a headline: short and without a final stop.
pub(super) fn is_title(block: &str) -> bool {
    let words = block.split_whitespace().count();
    let stops = block.ends_with(['.', ',', ':', ';', '…']) || (ends_sentence(block) && !block.ends_with(['?', '!']));
    block.len() <= 250 && words <= 30 && !stops
}

/// Whether a block between others can be a cross-head or a label.
pub(super) fn is_heading(block: &str) -> bool {
    let words = block.split_whitespace().count();
    let opens = block.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '#');
    block.len() <= 110
        && words <= 14
        && opens
        && !ends_sentence(block)
        && !block.ends_with([',', ';', '"', '”', '»', '—', '–', '-'])
}

fn is_copyright(lower: &str) -> bool {
    let has_year =
        || lower.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4 && matches!(w.as_bytes()[0], b'1' | b'2'));
    let opens = lower.starts_with("copyright") || lower.starts_with('©') || lower.starts_with("(c)");
    // Inside a word the sign is a wrongly decoded letter.
    let has_sign =
        || lower.split('©').next().is_some_and(|l| l.len() < lower.len() && !l.ends_with(char::is_alphanumeric));
    lower.contains("all rights reserved")
        || (has_sign() && (opens || has_year()))
        || (opens && has_year() && lower.split_whitespace().count() <= 15)
        || (lower.starts_with("this material may not be published"))
}

/// Openings of credit lines that do not occur in running text.
const CREDIT_OPENINGS: &[&str] = &[
    "additional reporting by ",
    "compiled by ",
    "edited by ",
    "editing by ",
    "interview by ",
    "report by ",
    "reported by ",
    "reporting by ",
    "story by ",
    "text by ",
    "words by ",
    "writing by ",
    "written by ",
];

/// Phrases that occur in a sentence of credit.
const CREDIT_PHRASES: &[&str] = &[
    " contributed reporting",
    " contributed to this article",
    " contributed to this report",
    " contributed to this story",
    " contributed from ",
    " reported from ",
];

const OPENING_MARKS: [char; 8] = ['(', '[', '—', '–', '-', ' ', '*', '_'];

/// Returns *Fred Lambert* for *By Fred Lambert*.
pub(super) fn after_by(block: &str) -> Option<&str> {
    let inner = block.trim_start_matches(OPENING_MARKS);
    let by = inner.get(..3)?;
    by.eq_ignore_ascii_case("by ").then(|| inner[3..].trim_start())
}

/// Returns the text after *Reporting by* or a similar opening.
pub(super) fn after_credit_opening(block: &str) -> Option<&str> {
    let inner = block.trim_start_matches(OPENING_MARKS);
    CREDIT_OPENINGS.iter().find_map(|o| {
        let opening = inner.get(..o.len())?;
        opening.eq_ignore_ascii_case(o).then(|| &inner[o.len()..])
    })
}

fn is_byline(block: &str, lower: &str) -> bool {
    if let Some(names) = after_by(block) {
        // *By Ana Ruiz, columnist* has a job in lower case; *By Monday, the
        // strike was over.* is a sentence.
        let author = names.split([',', '|', '.', '·']).next().unwrap_or("");
        let has_job = || block.len() <= 120 && is_names(author, 8) && !ends_sentence(block);
        return is_names(names, 14) || has_job();
    }
    if ["broadcast on ", "aired on "].iter().any(|o| lower.starts_with(o)) {
        return block.len() <= 120 && !ends_sentence(block);
    }
    if after_credit_opening(block).is_some() {
        return true;
    }
    CREDIT_PHRASES.iter().any(|p| lower.contains(p)) && !lower.contains(['"', '“', '”']) && is_credit_sentence(block)
}

/// Lower-case words that can stand between names.
const BETWEEN_NAMES: &[&str] = &[
    "al",
    "and",
    "at",
    "bin",
    "contributor",
    "correspondent",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "dos",
    "du",
    "editor",
    "el",
    "for",
    "in",
    "la",
    "le",
    "of",
    "reporter",
    "special",
    "staff",
    "the",
    "to",
    "van",
    "von",
    "with",
    "writer",
    "writers",
    "y",
];

/// Whether the text consists of at most `most` words, all capitalised except
/// numbers and the few words that join names.
pub(super) fn is_names(text: &str, most: usize) -> bool {
    let mut words = 0;
    let mut names = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '/' | ';' | '&' | '•')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        words += 1;
        // A date may follow the names.
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // *al-Qadri*, *d'Estaing* and *@handles* are names too.
        let is_name = word.starts_with('@') || bare.contains(char::is_uppercase);
        names += usize::from(is_name);
        if !is_name && !BETWEEN_NAMES.contains(&bare) {
            return false;
        }
    }
    (1..=most).contains(&words) && names > 0
}

/// Whether the block is a sentence of credit: *Karam reported from Beirut and
/// Ito from Tokyo.*
fn is_credit_sentence(block: &str) -> bool {
    const PLAIN: &[&str] = &[
        "also",
        "article",
        "associated",
        "contributed",
        "from",
        "on",
        "report",
        "reported",
        "reporting",
        "researcher",
        "story",
        "this",
    ];
    block.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare.contains(char::is_uppercase) || BETWEEN_NAMES.contains(&bare) || PLAIN.contains(&bare)
    })
}

/// Complete texts of boilerplate blocks, ignoring case and punctuation at the
/// ends.
const BOILERPLATE_WHOLE: &[&str] = &[
    "accept all",
    "ad",
    "advertisement",
    "advertising",
    "comment",
    "comments",
    "copy link",
    "editor's picks",
    "email",
    "email this",
    "ends",
    "for immediate release",
    "leave a comment",
    "listen",
    "load more",
    "loading",
    "more from the web",
    "more news",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "newsletter",
    "newsletters",
    "next article",
    "previous article",
    "print",
    "read full story",
    "read more",
    "read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related news",
    "related stories",
    "related topics",
    "save",
    "see also",
    "share",
    "share article",
    "share on facebook",
    "share on twitter",
    "share this",
    "share this article",
    "show comments",
    "skip to content",
    "sponsored",
    "sponsored content",
    "story continues below",
    "story continues below advertisement",
    "subscribe",
    "tags",
    "top stories",
    "trending",
    "trending now",
    "tweet",
    "view comments",
    "whatsapp",
    "what to read next",
    "you may also like",
    "you might also like",
];

/// Openings of short blocks that prompt the reader or label what is beside the
/// text.
const BOILERPLATE_OPENINGS: &[&str] = &[
    "advertisement",
    "also on ",
    "also read:",
    "click here",
    "click to ",
    "contact the author",
    "contact the reporter",
    "contact the writer",
    "contact us",
    "contact:",
    "media contact",
    "press contact",
    "credit:",
    "download our app",
    "download the app",
    "file photo",
    "follow us",
    "for more stories",
    "get our ",
    "get the latest ",
    "image credit",
    "image:",
    "join our ",
    "join the conversation",
    "keep up with ",
    "like us on ",
    "listen to the podcast",
    "more from ",
    "more on ",
    "more:",
    "need help? contact",
    "photo by ",
    "photo credit",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "read also:",
    "read more about ",
    "read more at ",
    "read more from ",
    "read more here",
    "read more on ",
    "read more:",
    "read next:",
    "read the full ",
    "read the original ",
    "register for ",
    "related:",
    "see also:",
    "share this ",
    "sign up for ",
    "sign up here",
    "sign up to ",
    "story continues below",
    "subscribe for ",
    "subscribe here",
    "subscribe now",
    "subscribe to ",
    "support our journalism",
    "tap here",
    "this site uses cookies",
    "this article was originally published",
    "this article originally appeared",
    "this post was originally published",
    "this story was originally published",
    "to read more",
    "want more ",
    "watch:",
    "we use cookies",
    "you can follow ",
];

fn is_boilerplate(block: &str, lower: &str) -> bool {
    if block.len() > 250 || block.contains(['“', '”']) {
        return false;
    }
    let inner = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    if BOILERPLATE_WHOLE.contains(&inner) || BOILERPLATE_OPENINGS.iter().any(|o| inner.starts_with(o)) {
        // *More on the strike was expected, officials said* is a sentence.
        return block.len() <= 160 || !ends_sentence(block);
    }
    // *###*, *\* \* \**, *-30-*: the end of the article, or a break in it.
    if !block.is_empty() && !block.contains(char::is_alphanumeric) || block == "-30-" || is_share_bar(inner) {
        return true;
    }
    let mentions = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    (inner.starts_with("follow ") && mentions(&["@", " on twitter", " on facebook", " on instagram"]))
        || (inner.starts_with("watch ")
            && inner.len() <= 120
            && mentions(&[" above", " below"])
            && mentions(&["video", "clip", "interview", " ad ", "speech"]))
        || (inner.starts_with("h/t ") && block.len() <= 60)
        || (block.len() <= 60 && lower.contains('@') && lower.starts_with("email"))
        || (ends_in_photo_credit(lower) && block.len() <= 250)
}

/// Whether the block is a row of share buttons without spaces: *ShareTweetPin*.
fn is_share_bar(lower: &str) -> bool {
    const BUTTONS: &[&str] = &[
        "bookmark",
        "comments",
        "comment",
        "copy link",
        "email",
        "facebook",
        "flag",
        "like",
        "linkedin",
        "pinterest",
        "pin",
        "print",
        "reddit",
        "reply",
        "save",
        "share",
        "tweet",
        "twitter",
        "whatsapp",
    ];
    let (mut rest, mut buttons) = (lower, 0);
    while let Some(next) = BUTTONS.iter().find_map(|b| rest.strip_prefix(b)) {
        rest = next.trim_start_matches(|c: char| !c.is_alphanumeric());
        buttons += 1;
    }
    rest.is_empty() && buttons > 1
}

fn ends_in_photo_credit(lower: &str) -> bool {
    let end = lower.trim_end_matches(['.', ')', ']', ' ']);
    ["/getty images", "(getty images", "via getty images", "/ap photo", "(ap photo", "/file photo", "(file photo"]
        .iter()
        .any(|credit| end.ends_with(credit))
        || lower.starts_with("(ap photo/")
}

#[cfg(test)]
mod tests {
    use super::BlockKind::{Boilerplate, Byline, Copyright, DateLine};
    use super::*;

    #[test]
    fn knows_furniture_by_its_words() {
        for (block, kind) in [
            ("By Fred Lambert", Byline),
            ("By RON LIEBER and ANA RUIZ", Byline),
            ("by Omar al-Qadri, special to the Herald", Byline),
            ("By Corinne Abara, columnist", Byline),
            ("By Jun Castellane, 4:05pm", Byline),
            ("By Klara Wendisch. Translated from the German", Byline),
            ("By Kayla Brandvold | June 14, 2017 | 10:12 AM", Byline),
            ("(Reporting by Ana Ruiz in Lima; Editing by Jo Ito.)", Byline),
            ("Karam reported from Beirut and Ito from Tokyo.", Byline),
            ("Associated Press writer Jo Ito in Tokyo contributed to this report.", Byline),
            ("Published September 28th, 2015 - 11:00 GMT", DateLine),
            ("Copyright © UPI, 2021. All Rights Reserved.", Copyright),
            ("© 2020 The Associated Press. All rights reserved.", Copyright),
            ("(c) 2011 Daily Herald", Copyright),
            ("You may also like", Boilerplate),
            ("ADVERTISEMENT", Boilerplate),
            ("ShareTweetPin", Boilerplate),
            ("FOR IMMEDIATE RELEASE", Boilerplate),
            ("###", Boilerplate),
            ("Sign up to our newsletter for exclusive updates and enhanced content", Boilerplate),
            ("Read more: Ferry strike in its third week", Boilerplate),
            ("Follow Jo Ito on Twitter @joito.", Boilerplate),
            ("The ferry at its berth on Monday. (Jo Ito/Getty Images)", Boilerplate),
            ("Watch the full interview below:", Boilerplate),
        ] {
            assert_eq!(by_itself(block), Some(kind), "{block}");
        }
    }

    #[test]
    fn running_text_is_no_furniture() {
        for block in [
            "By Monday the strike was over.",
            "By Monday, the strike was over.",
            "Marc TrÃ©vidic was heard in 2011.",
            "By winning in Lima, Ruiz became the front-runner.",
            "Copyright law is not on their side, the court said.",
            "“Follow us on the road to victory,” she told supporters.",
            "She reported from Lima that the strike was over.",
            "Share prices fell on Monday.",
            "More on the strike was expected later in the day, and the minister said that he would speak to reporters \
             in the afternoon, although nobody knew whether he would have anything to announce.",
            "May we speak?",
            "",
        ] {
            assert_eq!(by_itself(block), None, "{block}");
        }
    }

    #[test]
    fn titles_and_headings_have_no_final_stop() {
        assert!(is_title("Iraq to share intelligence on Daesh"));
        assert!(is_title("Who won the debate?"));
        assert!(!is_title("The strike was over."));
        assert!(is_heading("What happens next"));
        assert!(is_heading("From Chairwoman Ruiz:"));
        assert!(!is_heading("and that, she said"));
        assert!(!is_heading("He left."));
    }
}
