//! Tokens to the parse tree.
//!
//! Precedence, tightest first: groups, arguments, scripts, terms, fractions, cells, rows. Nothing is an error: what is
//! missing is taken as empty, what is superfluous is ignored, and a keyword where it makes no sense is a word.
//!
//! Every loop takes a token or ends, and no item is looked at again once it was passed, so that time is linear.
//! Recursion is bounded by [`DEPTH`].

use super::class::{character_role, ends_script, ends_term, is_script, starts_operand};
use super::items::{Item, Items, Role};
use super::lexer::{Token, TokenKind};
use super::symbols::{Command, FontSwitch, FractionKind, Infix, Keyword};
use super::tree::{Font, List, Node, Rows, Scripts};

/// How deep rows, arguments and scripts may nest; a script in braces counts twice. Real equations stay below 20. In a
/// build without optimisation this much takes less than 1 MiB of stack.
const DEPTH: usize = 64;

/// How many fractions of a script may be the numerator of the next without braces (`a over b over c`), and how many
/// bracketed parts may carry a script at their left. Each makes the tree one level deeper without recursion here, but
/// not in what walks the tree.
const MOST_CHAINED: usize = 32;

/// The script nests deeper than the parser follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooDeep;

pub(super) type Parsed<T> = Result<T, TooDeep>;

/// The tree of a script.
pub(super) fn parse<'a>(tokens: &[Token<'a>]) -> Parsed<List<'a>> {
    let mut parser = Parser {
        tokens,
        position: 0,
        depth: 0,
        chained: 0,
        open_groups: 0,
        inside_fence: false,
        font: Font::default(),
        spare: Vec::new(),
    };
    parser.nested(Parser::read_inline)
}

/// Rows that stand outside any table, as a list.
pub(super) fn inline(rows: Rows<'_>) -> List<'_> {
    if rows.len() > 1 {
        return vec![Node::Lines(rows)];
    }
    join_cells(rows.into_iter().next().unwrap_or_default())
}

/// Cells side by side: an alignment mark without a table is a space.
pub(super) fn join_cells(cells: Vec<List<'_>>) -> List<'_> {
    let mut cells = cells.into_iter();
    let mut joined = cells.next().unwrap_or_default();
    for cell in cells {
        if !joined.is_empty() {
            joined.push(Node::Space(4));
        }
        joined.extend(cell);
    }
    joined
}

/// How far a list goes, besides the end of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    CellEnd,
    /// To the blank, bracket or separator that ends a script without braces.
    ScriptEnd,
    /// To this token.
    Token(usize),
}

pub(super) struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    position: usize,
    depth: usize,
    chained: usize,
    open_groups: usize,
    /// Whether `right` ends what is being read.
    inside_fence: bool,
    pub(super) font: Font,
    /// Lists that were read to their end, to be filled again.
    spare: Vec<Items<'a>>,
}

impl<'a> Parser<'_, 'a> {
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.position).copied()
    }

    pub(super) fn peek_kind(&self) -> Option<TokenKind<'a>> {
        self.peek().map(|token| token.kind)
    }

    pub(super) fn advance(&mut self) {
        self.position = self.position.saturating_add(1);
    }

    /// Takes the tokens up to a place further on.
    pub(super) fn advance_to(&mut self, position: usize) {
        self.position = self.position.max(position);
    }

    /// The tokens that are left.
    pub(super) fn rest(&self) -> &[Token<'a>] {
        self.tokens.get(self.position..).unwrap_or_default()
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Whether the cell ends here.
    pub(super) fn at_cell_end(&self) -> bool {
        match self.peek_kind() {
            None | Some(TokenKind::Close | TokenKind::RowEnd | TokenKind::Mark) => true,
            Some(kind) => self.inside_fence && matches!(kind, TokenKind::Keyword(Keyword::Right, _)),
        }
    }

    /// Reads what may hold the like of itself: rows, terms and scripts, through which all recursion goes.
    fn nested<T>(&mut self, read: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEPTH {
            return Err(TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Rows of cells up to the end of the group, fence or script.
    fn read_rows(&mut self) -> Parsed<Rows<'a>> {
        let first = self.list(Until::CellEnd)?;
        self.read_rows_from(first)
    }

    /// The same behind the first cell.
    fn read_rows_from(&mut self, first: List<'a>) -> Parsed<Rows<'a>> {
        let mut rows = Rows::new();
        let mut row = vec![first];
        loop {
            match self.peek_kind() {
                Some(TokenKind::Mark) => self.advance(),
                Some(TokenKind::RowEnd) => {
                    self.advance();
                    rows.push(std::mem::take(&mut row));
                }
                Some(_) | None => break,
            }
            row.push(self.list(Until::CellEnd)?);
        }
        rows.push(row);
        Ok(rows)
    }

    /// Rows that stand outside any table, as a list. Most are one cell.
    fn read_inline(&mut self) -> Parsed<List<'a>> {
        let first = self.list(Until::CellEnd)?;
        if matches!(self.peek_kind(), Some(TokenKind::Mark | TokenKind::RowEnd)) {
            return Ok(inline(self.read_rows_from(first)?));
        }
        Ok(first)
    }

    /// What keeps its fonts to itself, inside a fence that `right` ends or a group that it does not.
    fn enclosed<T>(&mut self, in_fence: bool, read: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let font = self.font;
        let inside_fence = std::mem::replace(&mut self.inside_fence, in_fence);
        let content = self.nested(read)?;
        self.inside_fence = inside_fence;
        self.font = font;
        Ok(content)
    }

    /// What stands in a fence, up to the `right` that ends it.
    pub(super) fn fenced(&mut self) -> Parsed<List<'a>> {
        self.enclosed(true, Self::read_inline)
    }

    /// The rows of a group, whose opening brace stands here.
    pub(super) fn group(&mut self) -> Parsed<Rows<'a>> {
        self.in_group(Self::read_rows)
    }

    /// The same as a list.
    pub(super) fn inline_group(&mut self) -> Parsed<List<'a>> {
        self.in_group(Self::read_inline)
    }

    fn in_group<T>(&mut self, read: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.advance();
        self.open_groups += 1;
        let content = self.enclosed(false, read)?;
        self.open_groups -= 1;
        if matches!(self.peek_kind(), Some(TokenKind::Close)) {
            self.advance();
        }
        Ok(content)
    }

    fn list(&mut self, until: Until) -> Parsed<List<'a>> {
        let mut items = self.items();
        self.fill(&mut items, until)?;
        Ok(self.finish(items))
    }

    /// A list to be filled.
    fn items(&mut self) -> Items<'a> {
        self.spare.pop().unwrap_or_else(Items::new)
    }

    /// The nodes of a list that was filled.
    fn finish(&mut self, mut items: Items<'a>) -> List<'a> {
        let list = items.take_list();
        self.spare.push(items);
        list
    }

    fn fill(&mut self, items: &mut Items<'a>, until: Until) -> Parsed<()> {
        let start = self.position;
        while let Some(token) = self.peek() {
            if until == Until::CellEnd && matches!(token.kind, TokenKind::Close) && self.open_groups == 0 {
                // A brace that closes nothing.
                self.advance();
                continue;
            }
            let ended = match until {
                Until::CellEnd => false,
                Until::ScriptEnd => ends_script(token.kind) || (token.blank && self.position > start),
                Until::Token(end) => self.position >= end,
            };
            if ended || self.at_cell_end() {
                break;
            }
            if let TokenKind::Keyword(Keyword::Infix(infix), text) = token.kind {
                self.advance();
                self.infix(infix, text, items)?;
            } else if let Some(item) = self.element()? {
                items.push(item);
            }
        }
        Ok(())
    }

    /// What takes hold of the items before it; its keyword was taken.
    fn infix(&mut self, infix: Infix, text: &'a str, items: &mut Items<'a>) -> Parsed<()> {
        match infix {
            Infix::Superscript => {
                let script = self.script()?;
                let root_follows =
                    matches!(self.peek_kind(), Some(TokenKind::Keyword(Keyword::Command(Command::Root), _)));
                if root_follows && matches!(items.last_role(), None | Some(Role::Operator | Role::OpeningBracket)) {
                    self.advance();
                    let node = self.root(Some(script))?;
                    items.push(Item { node, role: Role::Operand, blank: true });
                } else {
                    items.superscript(script);
                }
            }
            Infix::Subscript => {
                let script = self.script()?;
                items.subscript(script);
            }
            Infix::LeftSuperscript | Infix::LeftSubscript => {
                let script = Some(self.script()?);
                if let Some(Role::ClosingBracket(_)) = items.last_role() {
                    self.count_chained()?;
                }
                let is_below = infix == Infix::LeftSubscript;
                let (below, above) = if is_below { (script, None) } else { (None, script) };
                items.left_script(Scripts { below, above, ..Scripts::default() });
            }
            Infix::From if items.last_role().is_some() => {
                let script = self.script()?;
                items.subscript(script);
                items.note_from();
            }
            Infix::To if items.expects_to() => {
                let script = self.script()?;
                items.superscript(script);
            }
            Infix::From | Infix::To => items.push(self.word(text, true)),
            Infix::Prime => {
                if !items.prime() {
                    items.push(operand(Node::Sign("\\prime"), false));
                }
            }
            Infix::Degree => items.superscript(vec![Node::Sign("\\circ")]),
            Infix::Fraction(kind) => self.fraction(kind, items)?,
        }
        Ok(())
    }

    /// Counts what makes the tree deeper without recursion.
    fn count_chained(&mut self) -> Parsed<()> {
        self.chained += 1;
        if self.chained > MOST_CHAINED { Err(TooDeep) } else { Ok(()) }
    }

    fn fraction(&mut self, kind: FractionKind, items: &mut Items<'a>) -> Parsed<()> {
        let numerator = items.take_numerator();
        if numerator.chained {
            self.count_chained()?;
        }
        let denominator = self.denominator()?;
        let node = match kind {
            FractionKind::Over => Node::Over(numerator.list, denominator),
            FractionKind::Atop => Node::Atop(numerator.list, denominator),
            FractionKind::Choose => Node::Choose(numerator.list, denominator),
        };
        items.push(Item { node, role: Role::Fraction, blank: false });
        Ok(())
    }

    /// What stands behind `^` or `_`: a group, a bracketed part, or everything up to the next blank or separator.
    fn script(&mut self) -> Parsed<List<'a>> {
        self.nested(Self::read_script)
    }

    fn read_script(&mut self) -> Parsed<List<'a>> {
        self.fonts_and_spaces();
        let Some(token) = self.peek() else { return Ok(List::new()) };
        if matches!(token.kind, TokenKind::Open) {
            return Ok(self.element()?.map_or_else(List::new, |item| content(item.node)));
        }
        if let Some(partner) = token.partner {
            return self.list(Until::Token(partner.saturating_add(1)));
        }
        if let TokenKind::Keyword(Keyword::Infix(infix @ (Infix::Prime | Infix::Degree)), _) = token.kind {
            self.advance();
            return Ok(vec![Node::Sign(if infix == Infix::Prime { "\\prime" } else { "\\circ" })]);
        }
        self.list(Until::ScriptEnd)
    }

    /// An argument: a group, a bracketed part, or operands that touch each other, with a sign before them. Scripts
    /// behind it belong to the whole that it is an argument of.
    pub(super) fn argument(&mut self) -> Parsed<List<'a>> {
        self.nested(|parser| parser.read_term(false))
    }

    /// A denominator: like an argument, but with scripts.
    fn denominator(&mut self) -> Parsed<List<'a>> {
        self.nested(|parser| parser.read_term(true))
    }

    fn read_term(&mut self, scripts: bool) -> Parsed<List<'a>> {
        let mut items = self.items();
        self.fonts_and_spaces();
        if let Some(Token { kind: TokenKind::Char('-' | '+'), .. }) = self.peek()
            && let Some(sign) = self.element()?
        {
            items.push(sign);
        }
        let Some(first) = self.peek() else { return Ok(self.finish(items)) };
        if self.at_cell_end() || (ends_term(first.kind) && first.partner.is_none()) {
            return Ok(self.finish(items));
        }
        match first.partner {
            Some(partner) => self.fill(&mut items, Until::Token(partner.saturating_add(1)))?,
            None => items.extend(self.element()?),
        }
        while let Some(token) = self.peek() {
            if let TokenKind::Keyword(Keyword::Infix(infix), text) = token.kind
                && scripts
                && is_script(infix)
            {
                self.advance();
                self.infix(infix, text, &mut items)?;
            } else if let TokenKind::Keyword(Keyword::Font(switch), _) = token.kind
                && !token.blank
            {
                self.advance();
                self.switch(switch);
            } else if items.last_role() == Some(Role::Operand) && !token.blank && starts_operand(token.kind) {
                items.extend(self.element()?);
            } else {
                break;
            }
        }
        Ok(self.finish(items))
    }

    /// Takes font switches and spaces that stand before an argument.
    fn fonts_and_spaces(&mut self) {
        loop {
            match self.peek_kind() {
                Some(TokenKind::Keyword(Keyword::Font(switch), _)) => self.switch(switch),
                Some(TokenKind::Space(_)) => {}
                Some(_) | None => return,
            }
            self.advance();
        }
    }

    fn switch(&mut self, switch: FontSwitch) {
        match switch {
            FontSwitch::Roman => self.font.roman = true,
            // Also ends bold letters.
            FontSwitch::Italic => self.font = Font::default(),
            FontSwitch::Bold => self.font.bold = true,
        }
    }

    /// The next element, without what takes hold of it from behind. `None` when it shows nothing.
    ///
    /// Takes at least one token.
    pub(super) fn element(&mut self) -> Parsed<Option<Item<'a>>> {
        let Some(Token { kind, blank, .. }) = self.peek() else { return Ok(None) };
        if matches!(kind, TokenKind::Open) {
            return Ok(Some(block(Node::Group(self.inline_group()?))));
        }
        self.advance();
        Ok(match kind {
            TokenKind::Keyword(keyword, text) => self.keyword(keyword, text, blank)?,
            TokenKind::Letters(text) => Some(self.word(text, blank)),
            TokenKind::Number(text) => Some(operand(Node::Number(text), blank)),
            TokenKind::Text(text) => Some(operand(Node::Text(text), blank)),
            TokenKind::Char(c) => Some(Item { node: Node::Char(c), role: character_role(c), blank }),
            TokenKind::Space(quarters) => Some(Item { node: Node::Space(quarters), role: Role::Space, blank }),
            // Callers ask for no element where a cell ends; a mark there shows nothing.
            TokenKind::RowEnd | TokenKind::Mark | TokenKind::Open | TokenKind::Close => None,
        })
    }

    fn keyword(&mut self, keyword: Keyword, text: &'a str, blank: bool) -> Parsed<Option<Item<'a>>> {
        Ok(match keyword {
            Keyword::Sign(latex) | Keyword::Function(latex) => Some(operand(Node::Sign(latex), blank)),
            Keyword::Operator(latex) => Some(Item { node: Node::Sign(latex), role: Role::Operator, blank }),
            Keyword::Large(latex) => Some(Item { node: Node::Sign(latex), role: Role::Large, blank }),
            Keyword::Upright => Some(operand(Node::Upright(text), blank)),
            Keyword::Font(switch) => {
                self.switch(switch);
                None
            }
            Keyword::Command(command) => self.command(command, text, blank)?,
            Keyword::Left => Some(block(self.fence()?)),
            // It closes no fence, so its delimiter stands alone.
            Keyword::Right => self.lone_delimiter(blank),
            Keyword::Of | Keyword::Infix(_) => Some(self.word(text, blank)),
        })
    }

    /// Letters in the font of the moment.
    pub(super) fn word(&self, text: &'a str, blank: bool) -> Item<'a> {
        operand(Node::Letters(text, self.font), blank)
    }
}

pub(super) fn operand(node: Node<'_>, blank: bool) -> Item<'_> {
    Item { node, role: Role::Operand, blank }
}

pub(super) fn block(node: Node<'_>) -> Item<'_> {
    Item { node, role: Role::Block, blank: true }
}

/// The nodes of a group, or the one node.
pub(super) fn content(node: Node<'_>) -> List<'_> {
    if let Node::Group(list) = node { list } else { vec![node] }
}
