//! The parse tree of an equation: what stands where, with fonts and words settled.

use super::symbols::{Accent, TableKind};

/// What stands side by side.
pub(super) type List<'a> = Vec<Node<'a>>;

/// Rows of cells.
pub(super) type Rows<'a> = Vec<Vec<List<'a>>>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    Letters(&'a str, Font),
    Number(&'a str),
    Text(&'a str),
    Char(char),
    /// A sign, as LaTeX.
    Sign(&'static str),
    /// An upright word that LaTeX has no command for.
    Upright(&'a str),
    /// Visible space, in quarters of a full one.
    Space(u32),
    Group(List<'a>),
    Scripts(Scripts<'a>),
    Over(List<'a>, List<'a>),
    Atop(List<'a>, List<'a>),
    Choose(List<'a>, List<'a>),
    Root {
        index: Option<List<'a>>,
        radicand: List<'a>,
    },
    Accent(Accent, List<'a>),
    Fence {
        open: &'static str,
        body: List<'a>,
        close: &'static str,
    },
    Table(TableKind, Rows<'a>),
    /// Lines outside any table.
    Lines(Rows<'a>),
    /// An arrow with something above and below.
    Relation {
        arrow: &'static str,
        above: List<'a>,
        below: List<'a>,
    },
    LongDivision {
        divisor: List<'a>,
        quotient: List<'a>,
        body: List<'a>,
    },
    Boxed(List<'a>),
    /// A sign struck through.
    Not(Box<Node<'a>>),
    /// A delimiter of twice the height.
    BigDelimiter(&'static str),
    /// A column of a matrix that is written by columns.
    Column(Vec<List<'a>>),
}

/// The font of letters. Digits and signs have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Font {
    pub(super) roman: bool,
    pub(super) bold: bool,
}

/// A base with what hangs on it; without a base, the scripts hang on nothing, as to the left of a symbol.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Scripts<'a> {
    pub(super) base: Option<Box<Node<'a>>>,
    pub(super) primes: usize,
    pub(super) below: Option<List<'a>>,
    pub(super) above: Option<List<'a>>,
}
