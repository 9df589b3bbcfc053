//! Fields: where they begin (a control), where they end (a character), and what they refer to.

use super::control::{group, name_set, string};
use super::encoder::Encoder;
use super::paragraph::{Blocks, id_units};
use super::record::{Bytes, tag};

/// A field without the text that it shows.
#[derive(Debug, Clone)]
pub struct Field {
    pub id: [u8; 4],
    attr: u32,
    /// The byte that the end of the field repeats.
    extra: u8,
    pub command: String,
    pub name: Option<String>,
    pub memo: Option<(u16, Blocks)>,
}

impl Field {
    /// A field of any id with any command.
    pub fn new(id: [u8; 4], command: &str) -> Self {
        Field { id, attr: 0, extra: 0, command: command.to_owned(), name: None, memo: None }
    }

    /// A link to a web address. The separators of the command are escaped inside the target.
    pub fn link(target: &str) -> Self {
        Field::link_of_kind(target, 1)
    }

    /// A link: 0 this or another document, 1 web, 2 mail, 3 file.
    pub fn link_of_kind(target: &str, kind: u8) -> Self {
        let mut escaped = String::new();
        for character in target.chars() {
            if [':', ';', '\\', '?'].contains(&character) && !(kind == 0 && escaped.is_empty()) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        Field { attr: 0xA800, ..Field::new(*b"%hlk", &format!("{escaped};{kind};0;0;")) }
    }

    /// A place to fill in: what it asks for, help, and its name.
    pub fn click_here(prompt: &str, help: &str, name: &str) -> Self {
        let set = format!("{}{}", string("Direction", prompt), string("HelpState", help));
        let command = group("Clickhere", &set);
        Field { attr: 1, extra: 9, name: Some(name.to_owned()), ..Field::new(*b"%clk", &command) }
    }

    /// Marks that the user changed the content.
    pub fn filled(mut self) -> Self {
        self.attr |= 1 << 15;
        self
    }

    /// A formula with its format and result: `=SUM(A1:A3)`.
    pub fn formula(formula: &str, result: &str) -> Self {
        Field { extra: 8, ..Field::new(*b"%fmu", &format!("{formula}??%g,;;{result}")) }
    }

    /// A reference to a bookmark of this document.
    pub fn reference(bookmark: &str) -> Self {
        Field { attr: 2, ..Field::new(*b"%xrf", &format!("?{bookmark};6;1;1;0;")) }
    }

    /// A bookmark around text.
    pub fn bookmark(name: &str) -> Self {
        Field { attr: 0x8000, extra: 2, name: Some(name.to_owned()), ..Field::new(*b"%bmk", "") }
    }

    /// A comment in the margin: its number from 1, who wrote it, and what.
    pub fn memo(number: u16, author: &str, comment: impl Into<Blocks>) -> Self {
        // 2026-01-05 00:00 as the two halves of a FILETIME.
        let command = format!("MEMO/65535/{number}/1009254400/31227350/{author}/\\;;");
        Field { attr: 0x8001, memo: Some((number, comment.into())), ..Field::new(*b"%%me", &command) }
    }

    pub(super) fn id(&self) -> [u8; 4] {
        self.id
    }

    /// The id in the header: comments say "unknown" there, and only the text tells what they are.
    pub(super) fn header_id(&self) -> [u8; 4] {
        if self.memo.is_some() { *b"%unk" } else { self.id }
    }

    /// What the end of the field holds: three bytes of the id, the extra byte, and the number of a comment.
    pub(super) fn end_info(&self) -> [u16; 6] {
        let [_, b, c, d] = self.id;
        let [low, high] = id_units([self.extra, b, c, d]);
        let number = self.memo.as_ref().map_or(0, |(number, _)| *number);
        [low, high, u16::from(self.attr & 1 == 1), 0, number, 0]
    }

    pub(super) fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let instance = encoder.instance();
        let number = self.memo.as_ref().map_or(0, |(number, _)| *number);
        let data = start.u32(self.attr).u8(self.extra).text(&self.command).u32(instance).u32(u32::from(number));
        encoder.out.push(tag::CTRL_HEADER, level, data);
        if let Some(name) = &self.name {
            encoder.out.push(tag::CTRL_DATA, level + 1, name_set(name));
        }
        if let Some((number, blocks)) = &self.memo {
            encoder.memo(*number, blocks.clone());
        }
    }
}
