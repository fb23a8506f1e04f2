//! Takes the tokens from html5gum.

use super::super::tag::Tag;
use super::{Builder, LONGEST_CONTENT, LONGEST_VALUE, Token};
use html5gum::{Emitter, Error, State};
use std::convert::Infallible;

impl Emitter for &mut Builder<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(last_start_tag.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.tag_start = self.source.len();
        if let Some((raw, start)) = self.raw.take() {
            // A script has markup in strings.
            if raw != Tag::Script {
                self.missing.push((raw, start));
            }
            self.end_raw(raw, start);
        }
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, s: &[u8]) {
        match self.raw {
            None if self.unseen == 0 => self.write(s),
            Some((Tag::Title, _)) if self.keeps_title() => {
                self.title.extend_from_slice(s);
            }
            _ => {}
        }
        self.cursor = self.position;
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.token = Token::Start;
        self.is_closed = false;
        self.first_attribute = self.page.attributes.len() as u32;
    }

    fn init_end_tag(&mut self) {
        self.name.clear();
        self.token = Token::End;
        self.first_attribute = self.page.attributes.len() as u32;
    }

    fn init_comment(&mut self) {
        self.token = Token::Other;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.keep_attribute();
        let state = match self.token {
            Token::Start => self.start(),
            Token::End => {
                self.end();
                None
            }
            Token::Other => None,
        };
        self.cursor = self.position;
        state
    }

    fn emit_current_comment(&mut self) {
        let comment = self.tag_start as u32..self.position as u32;
        // One inside of a block stands before the next.
        let before = self.page.blocks.len() as u32 + u32::from(self.first.is_some());
        self.page.comments.push((comment, before));
        self.cursor = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.cursor = self.position;
    }

    fn set_self_closing(&mut self) {
        self.is_closed = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, s: &[u8]) {
        let room = 64usize.saturating_sub(self.name.len());
        self.name.extend_from_slice(&s[..s.len().min(room)]);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.token = Token::Other;
    }

    fn init_attribute(&mut self) {
        self.keep_attribute();
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        let room = 64usize.saturating_sub(self.attribute.len());
        self.attribute.extend_from_slice(&s[..s.len().min(room)]);
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        let most = if self.name == b"meta" { LONGEST_CONTENT } else { LONGEST_VALUE };
        let room = most.saturating_sub(self.value.len());
        self.value.extend_from_slice(&s[..s.len().min(room)]);
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.token == Token::End && !self.last_start.is_empty() && self.last_start == self.name
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}
