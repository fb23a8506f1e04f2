//! The text of a page, and where each piece of it is in the source.
//!
//! White space is written as one blank, and characters of no width are left
//! out, so that no word is broken by what a reader does not see.

use crate::read::source_map::{Piece, push_piece};
use std::ops::Range;

#[derive(Debug)]
pub(super) struct Text<'s> {
    source: &'s str,
    text: String,
    pieces: Vec<Piece>,
    /// White space that has been read since the last character.
    space: Option<Space>,
    /// Where the block starts.
    block: usize,
}

#[derive(Clone, Debug)]
struct Space {
    source: Range<usize>,
    is_break: bool,
}

/// What a character is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Same,
    Space,
    Nothing,
}

fn class(c: char) -> Class {
    match c {
        ' '..='~' if c != ' ' => Class::Same,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => Class::Nothing,
        c if c.is_whitespace() => Class::Space,
        c if c.is_control() => Class::Nothing,
        _ => Class::Same,
    }
}

impl<'s> Text<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, text: String::new(), pieces: Vec::new(), space: None, block: 0 }
    }

    /// The last character of the block.
    pub(super) fn last(&self) -> Option<char> {
        self.text[self.block..].chars().next_back()
    }

    /// Whether there is white space behind it.
    pub(super) const fn has_space(&self) -> bool {
        self.space.is_some()
    }

    pub(super) fn len(&self) -> u32 {
        self.text.len() as u32
    }

    pub(super) fn finish(self) -> (String, Vec<Piece>) {
        (self.text, self.pieces)
    }

    /// Whether the text behind a place is a number, or a number in brackets.
    pub(super) fn is_mark(&self, from: u32) -> bool {
        let words = self.text.get(from as usize..).unwrap_or("").trim();
        let number = words.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    }

    /// Takes back what was written behind a place in the block.
    pub(super) fn truncate(&mut self, to: u32) {
        self.text.truncate((to as usize).max(self.block));
        while let Some(last) = self.pieces.last_mut().filter(|last| last.text + last.len > to) {
            if last.text < to {
                last.source_len = if last.verbatim { to - last.text } else { last.source_len };
                last.len = to - last.text;
                break;
            }
            self.pieces.pop();
        }
    }

    /// Ends a block. White space at its end is forgotten.
    pub(super) fn end_block(&mut self) {
        self.space = None;
        self.block = self.text.len();
    }

    /// Remembers a line break.
    pub(super) fn line_break(&mut self, start: usize, end: usize) {
        self.blank(start..end, true);
    }

    fn blank(&mut self, source: Range<usize>, is_break: bool) {
        match &mut self.space {
            None => self.space = Some(Space { source, is_break }),
            Some(space) => {
                // White space on both sides of a tag is taken where it begins.
                if space.source.end == source.start || is_break {
                    space.source.end = source.end;
                }
                space.is_break |= is_break;
            }
        }
    }

    /// Writes a part of the source.
    pub(super) fn verbatim(&mut self, source: Range<usize>) {
        let part = &self.source[source.clone()];
        let mut start = source.start;
        for (at, c) in part.char_indices() {
            let class = class(c);
            // Characters that join others (Hindi, emoji) are left where they
            // join.
            if class == Class::Same && !matches!(c, '\u{200c}' | '\u{200d}') {
                continue;
            }
            let (from, to) = (source.start + at, source.start + at + c.len_utf8());
            if class == Class::Same && self.source[..from].chars().next_back().is_some_and(|c| !c.is_ascii()) {
                continue;
            }
            if from > start {
                self.push_verbatim(start..from);
            }
            start = to;
            if class == Class::Space {
                self.blank(from..to, false);
            }
        }
        if source.end > start {
            self.push_verbatim(start..source.end);
        }
    }

    /// Writes what a character reference stands for.
    pub(super) fn decoded(&mut self, decoded: &str, source: Range<usize>) {
        let source = self.boundary(source.start)..self.boundary(source.end);
        if decoded.chars().all(|c| class(c) == Class::Same) {
            self.push(decoded, source, false);
        } else if decoded.chars().any(|c| class(c) == Class::Space) {
            self.blank(source, false);
        }
    }

    /// Returns the nearest place before `at` that is in no character.
    pub(super) fn boundary(&self, at: usize) -> usize {
        (0..=at.min(self.source.len())).rev().find(|&at| self.source.is_char_boundary(at)).unwrap_or(0)
    }

    fn push_verbatim(&mut self, source: Range<usize>) {
        let whole = self.source;
        self.push(&whole[source.clone()], source, true);
    }

    fn push(&mut self, text: &str, source: Range<usize>, is_verbatim: bool) {
        if let Some(space) = self.space.take()
            && self.text.len() > self.block
        {
            self.append(if space.is_break { "\n" } else { " " }, space.source, false);
        }
        self.append(text, source, is_verbatim);
    }

    fn append(&mut self, text: &str, source: Range<usize>, verbatim: bool) {
        let (at, len) = (self.text.len() as u32, text.len() as u32);
        let (start, source_len) = (source.start as u32, source.len() as u32);
        self.text.push_str(text);
        push_piece(&mut self.pieces, Piece { text: at, len, source: start, source_len, verbatim });
    }
}
