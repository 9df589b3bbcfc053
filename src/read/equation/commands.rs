//! Commands and their arguments: roots, accents, fences, tables and what else takes hold of what follows.

use super::items::{Item, Role};
use super::lexer::TokenKind;
use super::parser::{Parsed, Parser, block, inline, join_cells, operand};
use super::symbols::{Command, Keyword, TableKind};
use super::tree::{List, Node, Rows};

impl<'a> Parser<'_, 'a> {
    /// A command, whose word was taken. A command that lacks the group it needs is a word of the text.
    pub(super) fn command(&mut self, command: Command, text: &'a str, blank: bool) -> Parsed<Option<Item<'a>>> {
        let braced = matches!(self.peek_kind(), Some(TokenKind::Open));
        Ok(match command {
            Command::Accent(accent) => Some(operand(Node::Accent(accent, self.argument()?), blank)),
            Command::Root => Some(operand(self.root(None)?, blank)),
            Command::Binomial => Some(block(Node::Choose(self.argument()?, self.argument()?))),
            // Only the height is lost when no delimiter follows.
            Command::BigDelimiter => self.delimiter().map(|delimiter| operand(Node::BigDelimiter(delimiter), blank)),
            Command::Not => Some(self.negation(text, blank)),
            Command::Relation => self.relation(true, text, blank)?,
            Command::BuildRelation => self.relation(false, text, blank)?,
            Command::Color => self.color(text, blank),
            Command::Size => self.size(text, blank),
            Command::Table(kind) if braced => self.table(kind)?.map(block),
            Command::Column if braced => Some(block(Node::Column(self.group()?.into_iter().map(join_cells).collect()))),
            Command::LongDivision if braced => Some(block(Node::LongDivision {
                divisor: self.argument()?,
                quotient: self.argument()?,
                body: self.argument()?,
            })),
            Command::Boxed if braced => Some(block(Node::Boxed(self.inline_group()?))),
            Command::Table(_) | Command::Column | Command::LongDivision | Command::Boxed => {
                Some(self.word(text, blank))
            }
        })
    }

    /// `root A` or `root N of A`, whose word was taken, or with its index read before it.
    pub(super) fn root(&mut self, index: Option<List<'a>>) -> Parsed<Node<'a>> {
        let radicand = self.argument()?;
        if index.is_some() || !matches!(self.peek_kind(), Some(TokenKind::Keyword(Keyword::Of, _))) {
            return Ok(Node::Root { index, radicand });
        }
        self.advance();
        let index = if radicand == [Node::Number("2")] { None } else { Some(radicand) };
        Ok(Node::Root { index, radicand: self.argument()? })
    }

    /// `not` before an operator or relation strikes it through.
    fn negation(&mut self, text: &'a str, blank: bool) -> Item<'a> {
        let node = match self.peek_kind() {
            Some(TokenKind::Keyword(Keyword::Operator(latex), _)) => Node::Sign(latex),
            Some(TokenKind::Char(c @ ('=' | '<' | '>'))) => Node::Char(c),
            Some(_) | None => return self.word(text, blank),
        };
        self.advance();
        Item { node: Node::Not(Box::new(node)), role: Role::Operator, blank }
    }

    /// What stands between `left` and `right`; the first was taken.
    pub(super) fn fence(&mut self) -> Parsed<Node<'a>> {
        let open = self.delimiter().unwrap_or(".");
        let body = self.fenced()?;
        let mut close = ".";
        if let Some(TokenKind::Keyword(Keyword::Right, _)) = self.peek_kind() {
            self.advance();
            close = self.delimiter().unwrap_or(".");
        }
        Ok(Node::Fence { open, body, close })
    }

    /// The delimiter of a `right` without `left`, whose word was taken.
    pub(super) fn lone_delimiter(&mut self, blank: bool) -> Option<Item<'a>> {
        let delimiter = self.delimiter().filter(|&delimiter| delimiter != ".")?;
        Some(Item { node: Node::Sign(delimiter), role: Role::Operator, blank })
    }

    /// The delimiter that stands here, if one does.
    fn delimiter(&mut self) -> Option<&'static str> {
        let delimiter = match self.peek_kind()? {
            TokenKind::Open => "\\lbrace",
            TokenKind::Close => "\\rbrace",
            TokenKind::Char('(') => "(",
            TokenKind::Char(')') => ")",
            TokenKind::Char('[') => "[",
            TokenKind::Char(']') => "]",
            TokenKind::Char('<' | '〈' | '⟨') => "\\langle",
            TokenKind::Char('>' | '〉' | '⟩') => "\\rangle",
            TokenKind::Char('.') => ".",
            TokenKind::Char('/') => "/",
            TokenKind::Char('⌊') => "\\lfloor",
            TokenKind::Char('⌋') => "\\rfloor",
            TokenKind::Char('⌈') => "\\lceil",
            TokenKind::Char('⌉') => "\\rceil",
            TokenKind::Keyword(Keyword::Operator(latex) | Keyword::Sign(latex), _) => match latex {
                "\\mid" | "\\vert" => "\\vert",
                "\\Vert" | "\\lbrace" | "\\rbrace" | "\\lfloor" | "\\rfloor" | "\\lceil" | "\\rceil" | "/"
                | "\\backslash" | "\\uparrow" | "\\downarrow" | "\\updownarrow" | "\\Uparrow" | "\\Downarrow"
                | "\\Updownarrow" => latex,
                _ => return None,
            },
            TokenKind::Keyword(..)
            | TokenKind::Letters(_)
            | TokenKind::Number(_)
            | TokenKind::Text(_)
            | TokenKind::Char(_)
            | TokenKind::Space(_)
            | TokenKind::RowEnd
            | TokenKind::Mark => return None,
        };
        self.advance();
        Some(delimiter)
    }

    fn relation(&mut self, has_below: bool, text: &'a str, blank: bool) -> Parsed<Option<Item<'a>>> {
        let arrow = match self.peek_kind() {
            Some(TokenKind::Keyword(Keyword::Operator(latex), _)) => latex,
            Some(TokenKind::Char('=')) => "=",
            Some(_) | None => return Ok(Some(self.word(text, blank))),
        };
        self.advance();
        let above = self.argument()?;
        let below = if has_below { self.argument()? } else { List::new() };
        Ok(Some(Item { node: Node::Relation { arrow, above, below }, role: Role::Operator, blank }))
    }

    /// `color {r,g,b}`: a colour says nothing in mathematics, what it colours is read as if it stood alone.
    fn color(&mut self, text: &'a str, blank: bool) -> Option<Item<'a>> {
        let is_colour = |kind| matches!(kind, TokenKind::Number(_) | TokenKind::Char(',') | TokenKind::Space(_));
        let mut rest = self.rest().iter().map(|token| token.kind);
        let opened = rest.next() == Some(TokenKind::Open);
        // Six tokens are three numbers, their commas, and the brace that closes.
        let length = rest.by_ref().take(6).take_while(|&kind| is_colour(kind)).count();
        let closed = self.rest().get(length.saturating_add(1)).map(|token| token.kind) == Some(TokenKind::Close);
        if !(opened && closed) {
            return Some(self.word(text, blank));
        }
        self.advance_to(self.position().saturating_add(length).saturating_add(2));
        None
    }

    /// `size N`: a size says nothing in mathematics.
    fn size(&mut self, text: &'a str, blank: bool) -> Option<Item<'a>> {
        let mut rest = self.rest().iter().map(|token| token.kind);
        let first = rest.next();
        if let Some(TokenKind::Number(_)) = first {
            self.advance();
            return None;
        }
        if let (Some(TokenKind::Char('+' | '-')), Some(TokenKind::Number(_))) = (first, rest.next()) {
            self.advance();
            self.advance();
            return None;
        }
        Some(self.word(text, blank))
    }

    /// A table, whose group stands here. `None` when it is there only to make its neighbours taller.
    fn table(&mut self, kind: TableKind) -> Parsed<Option<Node<'a>>> {
        let mut rows = self.group()?;
        while rows.len() > 1 && rows.last().is_some_and(|row| is_blank_row(row)) {
            rows.pop();
        }
        match kind {
            TableKind::Pile(_) | TableKind::Aligned => {
                rows.retain(|row| !is_blank_row(row));
                if rows.len() > 1 {
                    return Ok(Some(Node::Table(kind, rows)));
                }
                Ok(if rows.is_empty() { None } else { Some(Node::Group(inline(rows))) })
            }
            TableKind::Ladder => {
                shift_remainder(&mut rows);
                Ok(Some(Node::Table(kind, rows)))
            }
            TableKind::Matrix(_) | TableKind::Cases => Ok(Some(Node::Table(kind, by_rows(rows)))),
        }
    }
}

fn is_blank_row(row: &[List<'_>]) -> bool {
    row.iter().flatten().all(|node| matches!(node, Node::Space(_)))
}

/// The last row of a division ladder has no divisor; the script leaves its last cell empty instead of its first.
fn shift_remainder(rows: &mut Rows<'_>) {
    let Some(row) = rows.last_mut() else { return };
    if row.len() > 1 && row.last().is_some_and(Vec::is_empty) {
        row.rotate_right(1);
    }
}

/// A matrix that is written column by column, turned; columns of different lengths stay columns.
fn by_rows(rows: Rows<'_>) -> Rows<'_> {
    let mut height = None;
    let is_columns = rows
        .iter()
        .flatten()
        .flatten()
        .filter(|node| !matches!(node, Node::Space(_)))
        .all(|node| matches!(node, Node::Column(cells) if *height.get_or_insert(cells.len()) == cells.len()));
    let Some(height) = height.filter(|_| is_columns) else { return rows };
    let mut turned: Rows<'_> = std::iter::repeat_with(Vec::new).take(height).collect();
    for node in rows.into_iter().flatten().flatten() {
        let Node::Column(cells) = node else {
            continue; /* A space between columns. */
        };
        for (row, cell) in turned.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    turned
}
