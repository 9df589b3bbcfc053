//! Classes of tokens, as the parser needs them.

use super::items::Role;
use super::lexer::TokenKind;
use super::symbols::{Command, Infix, Keyword};

/// Whether this hangs something on what stands before it.
pub(super) fn is_script(infix: Infix) -> bool {
    match infix {
        Infix::Superscript
        | Infix::Subscript
        | Infix::LeftSuperscript
        | Infix::LeftSubscript
        | Infix::Prime
        | Infix::Degree => true,
        Infix::From | Infix::To | Infix::Fraction(_) => false,
    }
}

pub(super) fn character_role(c: char) -> Role {
    match c {
        '(' | '[' => Role::OpeningBracket,
        ')' | ']' => Role::ClosingBracket(None),
        '!' => Role::Operand,
        c if c.is_ascii() => Role::Operator,
        _ => Role::Operand,
    }
}

pub(super) fn starts_operand(kind: TokenKind<'_>) -> bool {
    match kind {
        TokenKind::Letters(_) | TokenKind::Number(_) | TokenKind::Text(_) => true,
        TokenKind::Char(c) => character_role(c) == Role::Operand,
        TokenKind::Keyword(keyword, _) => matches!(
            keyword,
            Keyword::Sign(_)
                | Keyword::Function(_)
                | Keyword::Upright
                | Keyword::Command(Command::Accent(_) | Command::Root)
        ),
        TokenKind::Space(_) | TokenKind::RowEnd | TokenKind::Mark | TokenKind::Open | TokenKind::Close => false,
    }
}

/// Whether a script without braces ends before this token.
pub(super) fn ends_script(kind: TokenKind<'_>) -> bool {
    match kind {
        TokenKind::Keyword(keyword, text) => matches!(keyword, Keyword::Infix(_) | Keyword::Of) || text == "|",
        TokenKind::Char(c) => matches!(c, '(' | ')' | '[' | ']' | ',' | ';'),
        TokenKind::Space(_) | TokenKind::RowEnd | TokenKind::Mark | TokenKind::Open | TokenKind::Close => true,
        TokenKind::Letters(_) | TokenKind::Number(_) | TokenKind::Text(_) => false,
    }
}

/// Whether an argument cannot begin with this token.
pub(super) fn ends_term(kind: TokenKind<'_>) -> bool {
    match kind {
        TokenKind::Keyword(keyword, _) => matches!(keyword, Keyword::Infix(_) | Keyword::Of | Keyword::Right),
        TokenKind::Char(c) => matches!(c, ')' | ']' | ',' | ';' | '='),
        TokenKind::Letters(_) | TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Space(_) | TokenKind::Open => {
            false
        }
        TokenKind::RowEnd | TokenKind::Mark | TokenKind::Close => true,
    }
}
