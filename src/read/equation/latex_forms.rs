//! Parts of a tree that need braces or another form in LaTeX.

use super::symbols::TableKind;
use super::tree::{Node, Rows, Scripts};

/// What LaTeX hangs scripts on without braces.
pub(super) fn carries_scripts(node: &Node<'_>) -> bool {
    match node {
        Node::Letters(..) | Node::Number(_) | Node::Text(_) | Node::Upright(_) | Node::Fence { .. } => true,
        Node::Over(..) | Node::Choose(..) | Node::Root { .. } | Node::Accent(..) | Node::Boxed(_) => true,
        Node::Char(c) => !matches!(c, '<' | '#' | '&'),
        Node::Sign(latex) => !latex.starts_with('{') || latex.starts_with("{\\textstyle"),
        Node::Table(kind, _) => !matches!(kind, TableKind::Aligned | TableKind::Ladder),
        Node::Space(_)
        | Node::Group(_)
        | Node::Scripts(_)
        | Node::Atop(..)
        | Node::Lines(_)
        | Node::Relation { .. }
        | Node::LongDivision { .. }
        | Node::Not(_)
        | Node::BigDelimiter(_)
        | Node::Column(_) => false,
    }
}

/// Whether every reader of LaTeX finds the end of this as an argument in square brackets: pulldown-latex looks for the
/// next bracket, KaTeX takes a brace at the beginning for the whole argument.
pub(super) fn fits_option(latex: &str) -> bool {
    !latex.contains(['[', ']']) && !latex.starts_with('{')
}

pub(super) fn is_one_symbol(list: &[Node<'_>]) -> bool {
    match list {
        [Node::Letters(text, _) | Node::Number(text)] => text.len() == 1,
        [Node::Sign(_) | Node::Char(_)] => true,
        [Node::Scripts(Scripts { base: Some(base), .. })] => is_one_symbol(std::slice::from_ref(base)),
        _ => false,
    }
}

pub(super) fn is_space(node: &Node<'_>) -> bool {
    matches!(node, Node::Space(_))
}

pub(super) fn columns(rows: &Rows<'_>) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

/// What cannot stand in `\text`.
pub(super) fn is_special(c: char) -> bool {
    matches!(c, '#' | '$' | '%' | '&' | '_' | '{' | '}' | '\\' | '^' | '~' | '<' | '|' | '*')
}
