//! Characters of an equation script to tokens.
//!
//! Blanks are invisible but end a term, so every token remembers whether one stood before it. Words end at anything that
//! is not an ASCII letter; keywords stuck to letters are split here ([`stuck_keyword`]).

use super::symbols::{Infix, Keyword, keyword, stuck_keyword};
use super::tables::character;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    /// Whether a blank stands before it, or the script begins with it.
    pub(super) blank: bool,
    /// For an opening bracket, where in the tokens it is closed.
    pub(super) partner: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
    /// A keyword and how it is spelt.
    Keyword(Keyword, &'a str),
    Letters(&'a str),
    Number(&'a str),
    /// Quoted text, or a run of letters of a script that LaTeX knows as text only.
    Text(&'a str),
    /// Any other character, which stands for itself.
    Char(char),
    /// Visible space, in quarters of a full one.
    Space(u32),
    /// `#`
    RowEnd,
    /// `&`
    Mark,
    /// `{`
    Open,
    /// `}`
    Close,
}

/// Operators of more than one character, longest first. `<-` is none: `x<-1` compares with a negative number.
const OPERATORS: &[(&str, &str)] = &[
    ("<<<", "\\lll"),
    (">>>", "\\ggg"),
    ("<->", "\\leftrightarrow"),
    ("->", "\\to"),
    ("<=", "\\leq"),
    (">=", "\\geq"),
    ("!=", "\\neq"),
    ("==", "\\equiv"),
    ("<<", "\\ll"),
    (">>", "\\gg"),
    ("+-", "\\pm"),
    ("-+", "\\mp"),
];

pub(super) fn tokens(script: &str) -> Vec<Token<'_>> {
    const USUAL: usize = 64;
    let tokens = Vec::with_capacity(script.len().min(USUAL));
    let mut lexer = Lexer { rest: script, blank: true, tokens };
    while let Some(c) = lexer.rest.chars().next() {
        lexer.step(c);
    }
    pair_brackets(&mut lexer.tokens);
    lexer.tokens
}

struct Lexer<'a> {
    rest: &'a str,
    blank: bool,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    /// Takes at least one character, which is `c`.
    fn step(&mut self, c: char) {
        if is_blank(c) {
            self.take(is_blank);
            self.blank = true;
            return;
        }
        if c.is_ascii_alphabetic() {
            let word = self.take(|c| c.is_ascii_alphabetic());
            return self.words(word);
        }
        let kind = if c.is_ascii_digit() {
            TokenKind::Number(self.number())
        } else if c == '"' {
            TokenKind::Text(self.quoted())
        } else if c == '`' || c == '~' {
            let run = self.take(|c| c == '`' || c == '~');
            let quarters = run.bytes().map(|b| if b == b'~' { 4 } else { 1 }).fold(0, u32::saturating_add);
            TokenKind::Space(quarters)
        } else if is_text(c) {
            TokenKind::Text(self.take(is_text))
        } else {
            self.sign(c)
        };
        self.push(kind);
    }

    fn push(&mut self, kind: TokenKind<'a>) {
        let blank = std::mem::replace(&mut self.blank, false);
        self.tokens.push(Token { kind, blank, partner: None });
    }

    /// The characters from here on that `belongs` accepts.
    fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        self.split(end)
    }

    fn split(&mut self, end: usize) -> &'a str {
        let (head, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    fn words(&mut self, mut word: &'a str) {
        while !word.is_empty() {
            if let Some(keyword) = keyword(word) {
                return self.push(TokenKind::Keyword(keyword, word));
            }
            let Some((head, rest)) = stuck_keyword(word).and_then(|end| word.split_at_checked(end)) else {
                return self.push(TokenKind::Letters(word));
            };
            match keyword(head) {
                Some(keyword) => self.push(TokenKind::Keyword(keyword, head)),
                None => self.push(TokenKind::Letters(head)),
            }
            word = rest;
        }
    }

    /// Digits with thousands separators and decimals: `1,234.5`.
    fn number(&mut self) -> &'a str {
        let digits = |at: usize| self.rest.bytes().skip(at).take_while(u8::is_ascii_digit).count();
        let byte = |at: usize| self.rest.as_bytes().get(at).copied();
        let mut end = digits(0);
        while end > 0 && byte(end) == Some(b',') && digits(end + 1) == 3 {
            end += 4;
        }
        if byte(end) == Some(b'.') && byte(end + 1).is_some_and(|b| b.is_ascii_digit()) {
            end += 1 + digits(end + 1);
        }
        self.split(end)
    }

    /// What stands between quotes; a missing closing quote is taken to stand at the end.
    fn quoted(&mut self) -> &'a str {
        self.split(1);
        let text = self.take(|c| c != '"');
        self.split(1);
        text
    }

    fn sign(&mut self, c: char) -> TokenKind<'a> {
        if matches!(c, '<' | '>' | '-' | '=' | '!' | '+')
            && let Some((sign, latex)) = OPERATORS.iter().find(|(sign, _)| self.rest.starts_with(sign))
        {
            return TokenKind::Keyword(Keyword::Operator(latex), self.split(sign.len()));
        }
        let sign = self.split(c.len_utf8());
        match c {
            '#' => TokenKind::RowEnd,
            '&' => TokenKind::Mark,
            '{' => TokenKind::Open,
            '}' => TokenKind::Close,
            '^' => TokenKind::Keyword(Keyword::Infix(Infix::Superscript), sign),
            '_' => TokenKind::Keyword(Keyword::Infix(Infix::Subscript), sign),
            _ => character(c).map_or(TokenKind::Char(c), |keyword| TokenKind::Keyword(keyword, sign)),
        }
    }
}

/// Blanks, and characters that cannot be seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Letters and units outside the alphabets of mathematics.
fn is_text(c: char) -> bool {
    match c {
        '\0'..='\u{BF}' | '\u{0370}'..='\u{03FF}' | '\u{1D400}'..='\u{1D7FF}' => false,
        'ㆍ' => false,
        '\u{3200}'..='\u{33FF}' | '℃' | '℉' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Notes at each opening bracket where it is closed. Brackets after `left` and `right` are delimiters, and none pairs
/// across the border of a group.
fn pair_brackets(tokens: &mut [Token<'_>]) {
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut delimiter = false;
    for (at, token) in tokens.iter().enumerate() {
        if std::mem::take(&mut delimiter) {
            continue;
        }
        match token.kind {
            TokenKind::Keyword(Keyword::Left | Keyword::Right, _) => delimiter = true,
            TokenKind::Char('(' | '[') => open.push(Some(at)),
            TokenKind::Char(')' | ']') => {
                if let Some(&Some(partner)) = open.last() {
                    pairs.push((partner, at));
                    open.pop();
                }
            }
            TokenKind::Open => open.push(None),
            TokenKind::Close => while let Some(Some(_)) = open.pop() {},
            TokenKind::Keyword(..)
            | TokenKind::Letters(_)
            | TokenKind::Number(_)
            | TokenKind::Text(_)
            | TokenKind::Char(_)
            | TokenKind::Space(_)
            | TokenKind::RowEnd
            | TokenKind::Mark => {}
        }
    }
    for (opening, closing) in pairs {
        if let Some(token) = tokens.get_mut(opening) {
            token.partner = Some(closing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(script: &str) -> Vec<String> {
        tokens(script)
            .iter()
            .map(|token| match token.kind {
                TokenKind::Keyword(_, text) | TokenKind::Letters(text) | TokenKind::Number(text) => text.to_owned(),
                TokenKind::Text(text) => format!("\"{text}\""),
                TokenKind::Char(c) => c.to_string(),
                TokenKind::Space(quarters) => format!("space{quarters}"),
                TokenKind::RowEnd => "#".to_owned(),
                TokenKind::Mark => "&".to_owned(),
                TokenKind::Open => "{".to_owned(),
                TokenKind::Close => "}".to_owned(),
            })
            .collect()
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart_without_blanks() {
        assert_eq!(spell("1over20+-x"), ["1", "over", "20", "+-", "x"]);
        assert_eq!(spell("3root2"), ["3", "root", "2"]);
        assert_eq!(spell("rmbarDP"), ["rm", "bar", "DP"]);
        assert_eq!(spell("cdotscdots"), ["cdots", "cdots"]);
        assert_eq!(spell("1TIMES10^-14"), ["1", "TIMES", "10", "^", "-", "14"]);
        assert_eq!(spell("가격의80%"), ["\"가격의\"", "80", "%"]);
        assert_eq!(spell("a``~`b"), ["a", "space7", "b"]);
        assert_eq!(spell("\"a over b\" c"), ["\"a over b\"", "c"]);
    }

    #[test]
    fn thousands_separator_belongs_to_the_number() {
        assert_eq!(spell("1,234,567.5"), ["1,234,567.5"]);
        assert_eq!(spell("1,23,4567"), ["1", ",", "23", ",", "4567"]);
        assert_eq!(spell("3."), ["3", "."]);
    }

    #[test]
    fn brackets_pair_within_a_group_only() {
        let partner = |script| tokens(script)[0].partner;
        assert_eq!(partner("(a(b)c)"), Some(6));
        assert_eq!(partner("( { ) }"), None);
        assert_eq!(partner("( left ) )"), Some(3));
    }
}
