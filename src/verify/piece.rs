//! The pieces that both sides are flattened to.

use std::collections::HashMap;

/// A piece of a flattened document. Texts are kept in [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A character that is no blank, its marks, and the target of its link.
    Char(char, u8, Option<u32>),
    /// A block of text begins.
    Block,
    /// A line break within a block.
    Line,
    /// A bullet before an item, or a dash that a block begins with: typed before a blank, it becomes a bullet.
    Bullet,
    /// A bullet that the writer may put before a typed mark.
    MayBeBullet,
    Heading(u8),
    Quote,
    EndQuote,
    Rule,
    /// Headers, footers and master pages follow in a quote.
    Furniture,
    Table,
    Row,
    /// A cell with its spans.
    Cell(usize, usize),
    EndTable,
    /// A reference to the note with this position.
    Note(usize),
    /// The definition of the note with this position.
    Definition(usize),
    Math(u32),
    Code(u32),
    /// A picture with its description and target.
    Image(u32, u32),
    Anchor(u32),
    /// What the writer never writes.
    Unexpected(u32),
}

/// The bits of bold, italic and underlined text.
pub(super) const EMPHASIS: u8 = 7;
/// A bit for inserted text, beside those of the marks.
pub(super) const INSERTED: u8 = 64;
/// A bit for text whose marks are those of the text around it.
pub(super) const ANY_MARKS: u8 = 128;

/// Texts by number, the same for both sides.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<String>,
    known: HashMap<String, u32>,
}

impl Names {
    pub(super) fn enter(&mut self, text: String) -> u32 {
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.clone());
        self.known.insert(text, number);
        number
    }

    pub(super) fn text(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|number| self.texts.get(number)).map_or("", String::as_str)
    }
}

/// Collects pieces. Borders of blocks and lines count only between other pieces.
#[derive(Debug, Default)]
pub(super) struct Flat {
    pub(super) pieces: Vec<Piece>,
    pub(super) border: Option<Piece>,
    /// How many tables are open. In cells, where HTML and Markdown have different means, headings, items and frames are
    /// just text, and bullets are all one.
    pub(super) tables: usize,
    /// Whether furniture is open: a bar between its cells may also be text.
    pub(super) is_furniture: bool,
}

impl Flat {
    pub(super) fn push(&mut self, piece: Piece) {
        let border = self.border.take().filter(|_| self.tables == 0);
        let is_typed_bullet = border == Some(Piece::Block) && matches!(piece, Piece::Char('-', ..));
        self.pieces.extend(border);
        self.pieces.push(if is_typed_bullet { Piece::Bullet } else { piece });
    }

    pub(super) fn text(&mut self, text: &str, marks: u8, link: Option<u32>) {
        for c in text.chars().filter(|c| is_said(*c)) {
            match c {
                '|' if self.is_furniture => {}
                c if self.tables > 0 && is_bullet(c) => self.push(Piece::Char('-', 0, None)),
                c => self.push(Piece::Char(c, marks, link)),
            }
        }
    }

    pub(super) fn block(&mut self) {
        self.border = Some(Piece::Block);
    }

    pub(super) fn line(&mut self) {
        if self.pieces.last() != Some(&Piece::Bullet) {
            self.border.get_or_insert(Piece::Line);
        }
    }

    /// Adds a piece that begins and ends blocks by itself.
    pub(super) fn push_alone(&mut self, piece: Piece) {
        self.border = None;
        self.push(piece);
        self.border = Some(Piece::Block);
    }

    /// Adds a rule. Two rules say no more than one.
    pub(super) fn rule(&mut self) {
        self.border = None;
        if self.pieces.last() != Some(&Piece::Rule) {
            self.push(Piece::Rule);
        }
        self.block();
    }

    pub(super) fn bullet(&mut self) {
        if self.tables == 0 {
            self.block();
            self.push(Piece::Bullet);
        } else {
            self.push(Piece::Char('-', 0, None));
        }
    }

    pub(super) fn table(&mut self) {
        self.border = None;
        self.push(Piece::Table);
        self.tables += 1;
    }

    pub(super) fn cell(&mut self, rows: usize, columns: usize) {
        self.push(Piece::Cell(rows, columns));
        self.block();
    }

    pub(super) fn end_table(&mut self) {
        self.border = None;
        self.push(Piece::EndTable);
        self.tables = self.tables.saturating_sub(1);
        self.block();
    }
}

/// Whether a character is compared: blanks are not, and what stands for objects is not text.
fn is_said(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && c != '\u{FFFC}'
}

/// Whether a list shows a bullet like this one by itself.
pub(super) fn is_bullet(c: char) -> bool {
    "•●·∙⋅・‧-‐–—−▪*\u{F0B7}".contains(c)
}

/// The characters of a text that are compared.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| is_said(*c)).collect()
}

/// LaTeX, with dollars as they are outside of Markdown.
pub(super) fn squeezed_latex(latex: &str) -> String {
    squeezed(latex).replace("\\$", "$").replace('`', "‘")
}

/// Where a link leads, with percent-encoding resolved.
pub(super) fn decoded(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.split_at_checked(2).filter(|_| *first == b'%').and_then(|(hex, tail)| {
            let hex = std::str::from_utf8(hex).ok()?;
            Some((u8::from_str_radix(hex, 16).ok()?, tail))
        });
        let (byte, tail) = hex.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).trim().to_owned()
}
