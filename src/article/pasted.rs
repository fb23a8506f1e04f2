//! Tells an article from its page where the page was pasted as plain text:
//! menus above the headline, buttons below the byline, lists behind the story.

use super::line_terms::LineTerms;
use super::stop::ends_sentence;
use super::{Block, BlockKind};
use crate::lexicon::{Class, Lexicon};

/// How many lines of a menu a page must have above its headline.
const MENU: usize = 4;
/// Maximum number of words in a line of a menu.
const MENU_WORDS: usize = 3;
/// Minimum number of words in a headline.
const HEADLINE_WORDS: usize = 4;
/// Maximum number of words in a line of a list or a button.
const LINE_WORDS: usize = 14;
/// Minimum number of words in a paragraph of a story, which no list has.
const STORY_WORDS: usize = 25;

/// Marks what stands around the article on its page as boilerplate.
///
/// Takes one pass over the blocks.
pub(super) fn mark(text: &str, blocks: &mut [Block], lexicon: &Lexicon) {
    mark_menu(text, blocks);
    mark_lists(text, blocks, lexicon);
}

/// Marks the lines above the headline, if several of them are a menu, and the
/// buttons between the byline and the story.
fn mark_menu(text: &str, blocks: &mut [Block]) {
    let is_line = |b: &Block| b.kind != BlockKind::Paragraph || is_short(b.span.of(text), LINE_WORDS);
    let head = blocks.iter().take_while(|b| is_line(b)).count();
    let is_credit = |b: &Block| matches!(b.kind, BlockKind::Byline | BlockKind::DateLine);
    let credit = blocks[..head].iter().position(is_credit).unwrap_or(head);
    let is_menu = |b: &Block| b.kind == BlockKind::Boilerplate || is_menu_line(b.span.of(text));
    let Some(last) = blocks[..credit].iter().rposition(is_menu) else { return };
    let menu = blocks[..=last].iter().filter(|b| is_menu(b)).count();
    let has_button = blocks[..=last].iter().any(|b| b.kind == BlockKind::Boilerplate);
    let is_headline = |b: &Block| b.kind == BlockKind::Paragraph && words(b.span.of(text)) >= HEADLINE_WORDS;
    if menu < MENU || !has_button || !blocks[last + 1..credit].iter().any(is_headline) {
        return;
    }
    let buttons = blocks[credit..head].iter_mut().filter(|b| b.kind == BlockKind::Paragraph);
    buttons.for_each(|block| block.kind = BlockKind::Boilerplate);
    blocks[..=last].iter_mut().for_each(|block| block.kind = BlockKind::Boilerplate);
}

/// Marks the author's address and the lists behind the last paragraph of the
/// story (*More from News*).
fn mark_lists(text: &str, blocks: &mut [Block], lexicon: &Lexicon) {
    let is_story = |b: &Block| {
        let words_of = b.span.of(text);
        b.kind == BlockKind::Paragraph && words(words_of) >= STORY_WORDS && ends_sentence(words_of)
    };
    let Some(story) = blocks.iter().rposition(is_story) else { return };
    // *Ruiz covers the harbour. Reach her at ruiz@courier.example.*
    let is_bio = |b: &Block| b.kind == BlockKind::Paragraph && has_address(b.span.of(text));
    blocks[story + 1..].iter_mut().filter(|b| is_bio(b)).for_each(|bio| bio.kind = BlockKind::Boilerplate);
    let opens = |b: &Block| {
        b.kind == BlockKind::Boilerplate && LineTerms::new(b.span.of(text), lexicon).opening(Class::PAGE_LIST).is_some()
    };
    let Some(list) = blocks[story + 1..].iter().position(opens) else { return };
    let rest = blocks[story + 1 + list..].iter_mut().filter(|b| b.kind == BlockKind::Paragraph);
    rest.for_each(|block| block.kind = BlockKind::Boilerplate);
}

/// *Politics*, *Home > News > Local*, *Sign in | Subscribe for $1*
fn is_menu_line(line: &str) -> bool {
    is_short(line, MENU_WORDS)
        || is_short(line, LINE_WORDS) && [" | ", " > ", " » ", " · "].iter().any(|mark| line.contains(mark))
}

fn is_short(line: &str, most: usize) -> bool {
    words(line) <= most && !ends_sentence(line)
}

/// Whether a line has an address of mail, and not only the name of an account.
fn has_address(line: &str) -> bool {
    let inside = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@').find('@');
    line.split_whitespace().any(|word| inside(word).is_some_and(|at| at > 0))
}

fn words(line: &str) -> usize {
    line.split_whitespace().take(STORY_WORDS).count()
}

#[cfg(test)]
mod tests {
    use crate::article::{BlockKind, Metadata, read};
    use crate::grammar::Grammar;

    fn article(text: &str) -> (Option<String>, Vec<BlockKind>) {
        let article = read(text, Metadata::default(), Grammar::builtin().lexicon());
        (article.metadata.title.clone(), article.blocks.iter().map(|b| b.kind).collect())
    }

    #[test]
    fn a_headline_stands_below_the_menu_of_its_page() {
        use BlockKind::{Boilerplate, Byline, Heading, Paragraph, Title};
        let text = "Skip to content\n\nHome\n\nHarbour\n\nSign in | Subscribe for a pound\n\nHome > Harbour\n\n\
                    Ferry chief says the ice was thin\n\nPilots do not agree\n\nBy Ana Ruiz\n\n4 min read\n\n\
                    SKERRY - The ferry company said on Monday that the ice in the harbour had been too thin for its boats \
                    all winter, and that it would sell two of them.\n\nMore from Harbour\n\nTide gate shut\n\n\
                    Five walks by the sea for a windy day";
        let (title, kinds) = article(text);
        assert_eq!(title.as_deref(), Some("Ferry chief says the ice was thin"));
        let menu = [Boilerplate; 5];
        assert_eq!(kinds[..5], menu);
        let rest = [Title, Heading, Byline, Boilerplate, Paragraph, Boilerplate, Boilerplate, Boilerplate];
        assert_eq!(kinds[5..], rest);
    }

    /// A story that goes on behind *You may also like* is kept, and a few short
    /// lines are no menu.
    #[test]
    fn a_story_is_kept() {
        let long = "The ferry company said on Monday that the ice in the harbour had been too thin for its boats all \
                    winter, and that it would sell two of them.";
        let text = format!("Ferry strike\n\nDay three\n\n{long}\n\nYou may also like\n\nTide gate shut\n\n{long}");
        let (title, kinds) = article(&text);
        assert_eq!(title.as_deref(), Some("Ferry strike"));
        assert_eq!(kinds.last(), Some(&BlockKind::Paragraph));
        assert!(!kinds[..3].contains(&BlockKind::Boilerplate));
    }
}
