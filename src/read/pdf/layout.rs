//! From glyphs on pages to paragraphs.
//!
//! Programs write a page in the order in which it is read, one column after the
//! other, so that the order of the file is kept. Places decide where a word, a
//! line and a paragraph ends.

use crate::metadata::Metadata;
use crate::read::builder::Builder;
use crate::read::document::{Document, PartKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// A character, or several that are one glyph, on a page. `y` grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) width: f64,
    pub(super) text: String,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// A line of one column.
#[derive(Clone, Debug)]
struct Line {
    page: usize,
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
}

/// Returns the article on the pages.
pub(super) fn document(pages: &[Page]) -> Document {
    let mut lines: Vec<Line> = pages.iter().enumerate().flat_map(|(i, page)| lines(i, page)).collect();
    leave_out_repeated(&mut lines, pages);
    let body = body_size(&lines);
    let compounds = compounds(&lines);
    let blocks = blocks(&lines, body);
    let mut builder = Builder::default();
    let mut has_title = false;
    for block in &blocks {
        let first = &block[0];
        let words: usize = block.iter().map(|line| line.text.split_whitespace().count()).sum();
        let is_large = first.size > body * 1.15 && words < 40;
        let is_title = is_large && !has_title && first.page == 0 && first.size > body * 1.3;
        has_title |= is_title;
        builder.begin(match (is_title, is_large) {
            (true, _) => PartKind::Title,
            (_, true) => PartKind::Heading,
            _ => PartKind::Block,
        });
        builder.replace(&joined(block, &compounds), 0..0);
        builder.end();
    }
    let document = builder.finish_without_map();
    let title = document.parts.iter().find(|part| part.kind == PartKind::Title);
    let title = title.map(|title| title.span.of(&document.text).to_owned());
    Document { metadata: Metadata { title, ..Metadata::default() }, ..document }
}

/// Puts the glyphs of a page together to lines, in their order.
fn lines(number: usize, page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for glyph in &page.glyphs {
        let em = glyph.size;
        let continues = lines.last().is_some_and(|line| {
            let gap = glyph.x - line.right;
            (glyph.y - line.y).abs() < em.max(line.size) * 0.4 && gap > -em && gap < em * 2.5
        });
        match lines.last_mut() {
            Some(line) if continues => {
                let is_apart = glyph.x - line.right > em * 0.17;
                if is_apart && !line.text.ends_with(char::is_whitespace) && !glyph.text.starts_with(char::is_whitespace)
                {
                    line.text.push(' ');
                }
                line.text.push_str(&glyph.text);
                line.right = line.right.max(glyph.x + glyph.width);
                line.size = line.size.max(em);
            }
            _ => lines.push(Line {
                page: number,
                text: glyph.text.clone(),
                left: glyph.x,
                right: glyph.x + glyph.width,
                y: glyph.y,
                size: em,
            }),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// Leaves out what stands on the edge of several pages, numbers compared as
/// equal: titles and numbers of pages.
fn leave_out_repeated(lines: &mut Vec<Line>, pages: &[Page]) {
    let edge = |line: &Line| {
        let height = pages.get(line.page).map_or(0.0, |page| page.height);
        height > 0.0 && (line.y < height * 0.1 || line.y > height * 0.9)
    };
    let sign = |line: &Line| {
        let mut sign = String::new();
        for c in line.text.trim().chars() {
            let c = if c.is_numeric() { '#' } else { c };
            if c != '#' || !sign.ends_with('#') {
                sign.push(c);
            }
        }
        sign
    };
    let mut seen: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    for line in lines.iter().filter(|line| edge(line)) {
        seen.entry(sign(line)).or_default().insert(line.page);
    }
    lines.retain(|line| {
        let sign = if edge(line) { sign(line) } else { return true };
        let is_number = sign.chars().all(|c| !c.is_alphabetic());
        !is_number && seen.get(&sign).is_none_or(|pages| pages.len() < 2)
    });
}

/// Returns the size of most of the text.
fn body_size(lines: &[Line]) -> f64 {
    let mut sizes: FxHashMap<i64, usize> = FxHashMap::default();
    for line in lines {
        *sizes.entry((line.size * 10.0).round() as i64).or_default() += line.text.len();
    }
    let mut sizes: Vec<(i64, usize)> = sizes.into_iter().collect();
    sizes.sort_unstable_by_key(|&(size, count)| (count, size));
    sizes.last().map_or(1.0, |&(size, _)| size as f64 / 10.0)
}

/// Returns the words of the text that have a hyphen inside a line, in lower
/// case.
fn compounds(lines: &[Line]) -> FxHashSet<String> {
    let words = lines.iter().flat_map(|line| line.text.split_whitespace());
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.map(bare).filter(|word| word.contains('-')).collect()
}

/// Divides the lines into paragraphs.
fn blocks(lines: &[Line], body: f64) -> Vec<&[Line]> {
    let leading = leading(lines, body);
    let mut blocks = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        let ends = lines.get(i).is_none_or(|next| ends_block(&lines[start..i], next, leading, body));
        if ends {
            blocks.push(&lines[start..i]);
            start = i;
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Returns the distance between most lines of the body.
fn leading(lines: &[Line], body: f64) -> f64 {
    let pairs = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let gaps = pairs.map(|pair| pair[1].y - pair[0].y).filter(|gap| *gap > body * 0.5 && *gap < body * 3.0);
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    for gap in gaps {
        *counts.entry((gap * 2.0).round() as i64).or_default() += 1;
    }
    let mut counts: Vec<(i64, usize)> = counts.into_iter().collect();
    // Of two that are as frequent, the smaller.
    counts.sort_unstable_by_key(|&(gap, count)| (count, -gap));
    counts.last().map_or(body * 1.2, |&(gap, _)| gap as f64 / 2.0)
}

fn ends_block(block: &[Line], next: &Line, leading: f64, body: f64) -> bool {
    let (first, last) = (&block[0], &block[block.len() - 1]);
    let text = last.text.trim_end();
    let ends_sentence = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '?', '!', '…', ':']);
    if (next.size - last.size).abs() > body * 0.12 {
        return true;
    }
    let down = next.y - last.y;
    // The next column or page: a sentence goes on there.
    if next.page != last.page || down < -body {
        return ends_sentence && !next.text.trim_start().starts_with(char::is_lowercase);
    }
    let usual = leading.max(last.size * 1.05);
    if down > usual * 1.3 {
        return true;
    }
    let is_indented = next.left > last.left + body * 0.8 && (block.len() == 1 || next.left > first.left + body * 0.8);
    let widest = block.iter().map(|line| line.right).fold(next.right, f64::max);
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let had_room = widest - last.right > (word as f64 + 1.0) * body * 0.55;
    ends_sentence && (is_indented || had_room)
}

/// Joins the lines of a paragraph. A hyphen at the end of a line goes, unless
/// the word has it elsewhere too.
fn joined(block: &[Line], compounds: &FxHashSet<String>) -> String {
    let mut out = String::new();
    for line in block {
        let text = line.text.trim();
        let hyphen = out.strip_suffix(['-', '\u{ad}', '\u{2010}']).map(str::len);
        let before = hyphen.map_or("", |end| out[..end].rsplit(char::is_whitespace).next().unwrap_or(""));
        let after = text.split_whitespace().next().unwrap_or("");
        let is_broken =
            before.chars().next_back().is_some_and(char::is_alphabetic) && after.starts_with(char::is_lowercase);
        match hyphen {
            Some(end) if is_broken => {
                let whole = format!("{before}-{after}").to_lowercase();
                let whole = whole.trim_matches(|c: char| !c.is_alphanumeric());
                if !compounds.contains(whole) || out.ends_with('\u{ad}') {
                    out.truncate(end);
                }
            }
            Some(_) if before.chars().next_back().is_some_and(char::is_alphanumeric) => {}
            _ if out.is_empty() => {}
            _ => out.push(' '),
        }
        out.push_str(text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::kinds;
    use super::*;

    /// Writes a line of glyphs that are half as wide as high.
    fn write(page: &mut Page, x: f64, y: f64, size: f64, text: &str) {
        for (i, c) in text.chars().enumerate() {
            let glyph = Glyph { x: x + i as f64 * size / 2.0, y, size, width: size / 2.0, text: c.to_string() };
            page.glyphs.push(glyph);
        }
    }

    fn page(lines: &[(f64, f64, f64, &str)]) -> Page {
        let mut page = Page { height: 800.0, ..Page::default() };
        lines.iter().for_each(|&(x, y, size, text)| write(&mut page, x, y, size, text));
        page
    }

    #[test]
    fn columns_pages_and_hyphens_are_put_together() {
        let first = page(&[
            (50.0, 20.0, 8.0, "The Courier, 1 May"),
            (50.0, 100.0, 24.0, "Strike ends"),
            (50.0, 140.0, 10.0, "The well-known port re-"),
            (50.0, 152.0, 10.0, "opened, Ana Ruiz said on"),
            (50.0, 164.0, 10.0, "Monday."),
            (62.0, 176.0, 10.0, "“It was a well-"),
            (50.0, 188.0, 10.0, "known end of the long"),
            (300.0, 140.0, 10.0, "strike,” she said. Ships"),
            (300.0, 152.0, 10.0, "sailed on Tuesday."),
            (300.0, 780.0, 8.0, "Page 1 of 2"),
        ]);
        let second = page(&[
            (50.0, 20.0, 8.0, "The Courier, 2 May"),
            (50.0, 140.0, 10.0, "No one was hurt."),
            (300.0, 780.0, 8.0, "Page 2 of 2"),
        ]);
        let expected = [
            ("title", "Strike ends"),
            ("block", "The well-known port reopened, Ana Ruiz said on Monday."),
            ("block", "“It was a well-known end of the long strike,” she said. Ships sailed on Tuesday."),
            ("block", "No one was hurt."),
        ];
        assert_eq!(kinds(&document(&[first, second])), expected);
    }
}
