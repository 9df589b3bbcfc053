//! The parse tree to one line of plain characters, for people and for search: `x=(-b±√(b²-4ac))/(2a)`.
//!
//! Digits and signs of scripts take the small forms of Unicode, which compatibility normalization (NFKC) turns into
//! plain ones; other scripts stand behind `_` and `^`. Brackets are put where reading the line would otherwise go wrong.
//! Fonts, colours and sizes are left out.

use smallvec::SmallVec;

use super::signs::{accent, characters, subscript, superscript};
use super::symbols::TableKind;
use super::tree::{List, Node, Rows, Scripts};

/// One line of text for a tree, which most likely takes so many bytes.
pub(super) fn write(list: &[Node<'_>], usual: usize) -> String {
    let mut writer = Writer { out: String::with_capacity(usual), start: 0, wants_blank: false, after_roman: false };
    writer.list(list);
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

struct Writer {
    out: String,
    /// Where the part begins that is written by itself.
    start: usize,
    /// Whether a letter or digit that comes next would be read together with what stands before it.
    wants_blank: bool,
    /// Whether the last letters were upright.
    after_roman: bool,
}

impl Writer {
    fn put(&mut self, text: &str) {
        if std::mem::take(&mut self.wants_blank) && reads_on(text) {
            self.blank();
        }
        self.out.push_str(text);
    }

    /// What has been written of the part.
    fn written(&self) -> &str {
        self.out.get(self.start..).unwrap_or_default()
    }

    fn blank(&mut self) {
        if takes_blank(self.written()) {
            self.out.push(' ');
        }
    }

    fn list(&mut self, list: &[Node<'_>]) {
        list.iter().for_each(|node| self.node(node));
    }

    /// A part of the tree, as if it stood by itself.
    fn part(&mut self, list: &[Node<'_>]) {
        let at = self.out.len();
        let around = (self.start, self.wants_blank, self.after_roman);
        (self.start, self.wants_blank, self.after_roman) = (at, false, false);
        self.list(list);
        self.out.truncate(at + self.written().trim_end().len());
        let blanks = self.written().len() - self.written().trim_start().len();
        if blanks > 0 {
            self.out.replace_range(at..at + blanks, "");
        }
        (self.start, self.wants_blank, self.after_roman) = around;
    }

    /// The same behind what has been written.
    fn put_part(&mut self, list: &[Node<'_>]) {
        let at = self.out.len();
        let wants_blank = std::mem::take(&mut self.wants_blank) && takes_blank(self.written());
        self.part(list);
        if wants_blank && self.out.get(at..).is_some_and(reads_on) {
            self.out.insert(at, ' ');
        }
    }

    /// A part of the tree as a text of its own.
    fn alone(list: &[Node<'_>]) -> String {
        write(list, 0).trim_start().to_owned()
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Letters(text, font) => {
                // A unit behind a variable.
                if font.roman && !self.after_roman && text.len() > 1 && self.written().ends_with(char::is_alphabetic) {
                    self.blank();
                }
                self.put(text);
                self.after_roman = font.roman;
            }
            Node::Number(text) => self.put(text),
            Node::Text(text) => self.words(text),
            Node::Char(c) => self.put(c.encode_utf8(&mut [0; 4])),
            Node::Sign(latex) => self.sign(latex),
            Node::Upright(word) => self.function(word),
            Node::Space(_) => self.blank(),
            Node::Group(list) => self.list(list),
            Node::Scripts(scripts) => self.scripts(scripts),
            Node::Over(top, bottom) => self.fraction(top, bottom),
            Node::Atop(top, bottom) => self.pair(top, "; ", bottom),
            Node::Choose(top, bottom) => self.pair(top, " choose ", bottom),
            Node::Root { index, radicand } => self.root(index.as_deref(), radicand),
            Node::Accent(mark, list) => {
                self.list(list);
                self.out.push_str(accent(mark.narrow));
            }
            Node::Fence { open, body, close } => self.fence(open, body, close),
            Node::Table(kind, rows) => self.table(*kind, rows),
            Node::Lines(rows) => self.rows(rows),
            Node::Relation { arrow, above, below } => self.relation(arrow, above, below),
            Node::LongDivision { divisor, quotient, body } => {
                for (part, after) in [(quotient, "; "), (divisor, ")"), (body, "")] {
                    self.put_part(part);
                    self.out.push_str(after);
                }
            }
            // A blank to be filled in.
            Node::Boxed(list) if list.iter().all(|node| matches!(node, Node::Space(_))) => self.put("□"),
            Node::Boxed(list) => {
                self.put("[");
                self.list(list);
                self.out.push(']');
            }
            Node::Not(node) => self.negation(node),
            Node::BigDelimiter(delimiter) => self.delimiter(delimiter),
            Node::Column(cells) => self.joined(cells, "; "),
        }
    }

    fn words(&mut self, text: &str) {
        let mut words = text.split_whitespace();
        if text.starts_with(char::is_whitespace) {
            self.blank();
        }
        if let Some(first) = words.next() {
            self.put(first);
        }
        for word in words {
            self.out.push(' ');
            self.out.push_str(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.blank();
        }
    }

    fn sign(&mut self, latex: &'static str) {
        let shown = characters(latex);
        match shown {
            "→" | "←" | "↔" | "⇒" | "⇐" | "⇔" => {
                self.blank();
                self.out.push_str(shown);
                self.out.push(' ');
                self.wants_blank = false;
            }
            shown if shown.len() > 1 && shown.is_ascii() => self.function(shown),
            shown => self.put(shown),
        }
    }

    /// The name of a function, apart from letters beside it.
    fn function(&mut self, name: &str) {
        if self.written().ends_with(char::is_alphabetic) {
            self.blank();
        }
        self.put(name);
        self.wants_blank = true;
    }

    fn scripts(&mut self, scripts: &Scripts<'_>) {
        let base = scripts.base.as_deref();
        let carries_limits = match base {
            Some(Node::Sign(latex)) => {
                let shown = characters(latex);
                shown == "lim"
                    || matches!(shown.chars().next(), Some('∑' | '∏' | '∐' | '∫' | '∬' | '∭' | '∮' | '⋂' | '⋃'))
            }
            _ => false,
        };
        match base {
            Some(base) => self.enclosed(std::slice::from_ref(base)),
            // Scripts at the left of what comes.
            None => self.put(""),
        }
        for _ in 0..scripts.primes {
            self.out.push('′');
        }
        if let Some(below) = &scripts.below {
            self.script("_", below, carries_limits, subscript);
        }
        if let Some(above) = &scripts.above {
            self.script("^", above, carries_limits, superscript);
        }
        self.wants_blank = carries_limits
            || matches!(base, Some(Node::Sign(latex)) if characters(latex).len() > 1 && characters(latex).is_ascii());
    }

    fn script(&mut self, mark: &str, list: &[Node<'_>], is_limit: bool, small: fn(char) -> Option<char>) {
        let at = self.out.len();
        self.part(list);
        let text = self.out.get(at..).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        if text.contains('→') {
            let text = text.replace(" → ", "→");
            self.out.truncate(at);
            self.out.push_str(&text);
        }
        let text = self.out.get(at..).unwrap_or_default();
        let forms: Option<SmallVec<[char; 8]>> = text.chars().map(small).collect();
        match forms.filter(|_| !is_limit) {
            Some(forms) => {
                self.out.truncate(at);
                self.out.extend(forms);
            }
            None if text.chars().nth(1).is_none() && !is_limit => self.out.insert_str(at, mark),
            None => {
                self.out.insert(at, '{');
                self.out.insert_str(at, mark);
                self.out.push('}');
            }
        }
        self.wants_blank = false;
    }

    /// What something hangs on or stands below: in brackets unless it is one thing.
    fn enclosed(&mut self, list: &[Node<'_>]) {
        if is_one(list) {
            return self.list(list);
        }
        self.put("(");
        self.part(list);
        self.out.push(')');
    }

    fn fraction(&mut self, top: &[Node<'_>], bottom: &[Node<'_>]) {
        if self.wants_blank || self.written().ends_with(|c: char| c.is_alphanumeric() || matches!(c, '′' | ')')) {
            self.blank();
        }
        if is_product(top) {
            self.list(top)
        } else {
            self.enclosed(top)
        }
        self.out.push('/');
        self.wants_blank = false;
        self.enclosed(bottom);
        self.wants_blank = true;
    }

    fn pair(&mut self, first: &[Node<'_>], between: &str, second: &[Node<'_>]) {
        self.put("(");
        self.part(first);
        self.out.push_str(between);
        self.part(second);
        self.out.push(')');
    }

    fn root(&mut self, index: Option<&[Node<'_>]>, radicand: &[Node<'_>]) {
        let index = index.map(Self::alone).unwrap_or_default();
        match index.as_str() {
            "" | "2" => self.put("√"),
            "3" => self.put("∛"),
            "4" => self.put("∜"),
            index => match index.chars().map(superscript).collect::<Option<String>>() {
                Some(small) => {
                    self.blank();
                    self.put(&small);
                    self.out.push('√');
                }
                None => {
                    for piece in ["√[", index, "]"] {
                        self.put(piece);
                    }
                }
            },
        }
        self.wants_blank = false;
        self.enclosed(radicand);
        self.wants_blank = true;
    }

    fn fence(&mut self, open: &'static str, body: &[Node<'_>], close: &'static str) {
        self.delimiter(open);
        self.part(body);
        self.wants_blank = false;
        self.delimiter(close);
    }

    fn delimiter(&mut self, latex: &'static str) {
        if latex != "." {
            self.put(characters(latex));
        }
    }

    fn negation(&mut self, node: &Node<'_>) {
        if *node == Node::Char('=') {
            return self.put("≠");
        }
        if *node == Node::Sign("\\in") {
            return self.put("∉");
        }
        self.node(node);
        self.out.push('\u{338}');
    }

    fn relation(&mut self, arrow: &'static str, above: &[Node<'_>], below: &[Node<'_>]) {
        let (above, below) = (Self::alone(above), Self::alone(below));
        self.blank();
        self.out.push_str(characters(arrow).trim());
        if !above.is_empty() || !below.is_empty() {
            let between = if above.is_empty() || below.is_empty() { "" } else { "; " };
            for piece in ["[", &above, between, &below, "]"] {
                self.out.push_str(piece);
            }
        }
        self.out.push(' ');
        self.wants_blank = false;
    }

    fn table(&mut self, kind: TableKind, rows: &Rows<'_>) {
        let (open, close) = match kind {
            TableKind::Matrix("pmatrix") => ("(", ")"),
            TableKind::Matrix("vmatrix") => ("|", "|"),
            TableKind::Matrix("bmatrix") => ("[", "]"),
            TableKind::Cases => ("{ ", ""),
            TableKind::Matrix(_) | TableKind::Pile(_) | TableKind::Aligned | TableKind::Ladder => ("", ""),
        };
        self.put(open);
        if kind == TableKind::Aligned {
            self.rows(rows);
        } else {
            let rows: Vec<String> = rows.iter().map(|cells| Self::cells(cells, ", ")).collect();
            self.put(&rows.join("; "));
        }
        self.out.push_str(close);
    }

    /// Lines one after the other; alignment marks say nothing.
    fn rows(&mut self, rows: &Rows<'_>) {
        let rows: Vec<String> = rows.iter().map(|cells| Self::cells(cells, "")).filter(|row| !row.is_empty()).collect();
        self.put(&rows.join("; "));
    }

    fn cells(cells: &[List<'_>], between: &str) -> String {
        cells.iter().map(|cell| Self::alone(cell)).collect::<Vec<_>>().join(between)
    }

    fn joined(&mut self, cells: &[List<'_>], between: &str) {
        self.put(&Self::cells(cells, between));
    }
}

/// Whether a text would be read together with a letter or digit before it.
fn reads_on(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '√')
}

/// Whether a blank can stand behind a text.
fn takes_blank(text: &str) -> bool {
    !text.is_empty() && !text.ends_with([' ', '(', '[', '{'])
}

/// Whether what is written for a list is read as one thing without brackets.
fn is_one(list: &[Node<'_>]) -> bool {
    match list {
        [] => true,
        [node] => match node {
            Node::Letters(text, _) | Node::Text(text) => !text.contains(char::is_whitespace),
            Node::Number(_) | Node::Char(_) | Node::Sign(_) | Node::Upright(_) => true,
            Node::Group(list) | Node::Accent(_, list) => is_one(list),
            Node::Scripts(Scripts { base: Some(base), .. }) => is_one(std::slice::from_ref(base)),
            Node::Fence { open, close, .. } => *open != "." && *close != ".",
            Node::Atop(..) | Node::Choose(..) | Node::Boxed(_) => true,
            Node::Table(TableKind::Matrix(name), _) => *name != "matrix",
            Node::Root { .. }
            | Node::Scripts(_)
            | Node::Space(_)
            | Node::Over(..)
            | Node::Table(..)
            | Node::Lines(_)
            | Node::Relation { .. }
            | Node::LongDivision { .. }
            | Node::Not(_)
            | Node::BigDelimiter(_)
            | Node::Column(_) => false,
        },
        [Node::Char('('), .., Node::Char(')')] => {
            list.iter().filter(|node| matches!(node, Node::Char('(' | ')'))).count() == 2
        }
        _ => false,
    }
}

/// Whether a list is a product of single things, which `/` behind it takes as a whole.
fn is_product(list: &[Node<'_>]) -> bool {
    is_one(list) || list.iter().all(is_factor)
}

fn is_factor(node: &Node<'_>) -> bool {
    match node {
        Node::Letters(..) | Node::Number(_) | Node::Root { .. } => true,
        Node::Char(c) => c.is_alphanumeric(),
        Node::Sign(latex) => characters(latex).starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()),
        Node::Scripts(Scripts { base: Some(base), .. }) => is_factor(base),
        Node::Group(list) | Node::Accent(_, list) => list.iter().all(is_factor),
        Node::Scripts(_)
        | Node::Text(_)
        | Node::Upright(_)
        | Node::Space(_)
        | Node::Over(..)
        | Node::Atop(..)
        | Node::Choose(..)
        | Node::Fence { .. }
        | Node::Table(..)
        | Node::Lines(_)
        | Node::Relation { .. }
        | Node::LongDivision { .. }
        | Node::Boxed(_)
        | Node::Not(_)
        | Node::BigDelimiter(_)
        | Node::Column(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn scripts_become_one_line_that_reads() {
        for (script, text) in [
            ("rm CH _{3} COOH", "CH₃COOH"),
            ("rmCa ^{2+}", "Ca²⁺"),
            ("sqrt {x+1}", "√(x+1)"),
            ("root 3 of x", "∛x"),
            ("a over b", "a/b"),
            ("2a over 3 k", "2a/3 k"),
            ("1 over {2a}", "1/(2a)"),
            ("{a+b} over {a-b}", "(a+b)/(a-b)"),
            ("x= {-b +- root {2} of {b ^{2} -4ac}} over {2a}", "x=(-b±√(b²-4ac))/(2a)"),
            ("sum _{k=1} ^{n} a_k", "∑_{k=1}^{n} a_k"),
            ("lim _{h rarrow 0} {f(2+h)-f(2)} over {h}", "lim_{h→0} (f(2+h)-f(2))/h"),
            ("int from 0 to 3 x dx", "∫_{0}^{3} xdx"),
            ("sin`theta over 2", "sin θ/2"),
            ("log _{2} x", "log₂ x"),
            ("f`prime(1)", "f′(1)"),
            ("rm bar AB = root 5", "AB\u{305}=√5"),
            ("LEFT | x RIGHT | GEQ 0", "|x|≥0"),
            ("cases{ x & (x>0) # -x & (x<0) }", "{ x, (x>0); -x, (x<0)"),
            ("pmatrix{ a & b # c & d }", "(a, b; c, d)"),
            ("eqalign{ x &= 1 # y &= 2 }", "x=1; y=2"),
            ("n CHOOSE r", "(n choose r)"),
            ("A REL <-> {+2} {-5} B", "A ↔[+2; -5] B"),
            ("a _{n} =0~또는~b", "a_n=0 또는 b"),
            ("x^{n+1}", "xⁿ⁺¹"),
            ("a^{ij}", "a^{ij}"),
            ("(x+1)^2", "(x+1)²"),
            ("25` CENTIGRADE", "25 ℃"),
            ("{1 over 2} over 3", "(1/2)/3"),
            ("box{~~}", "□"),
            ("x not = y", "x≠y"),
        ] {
            assert_eq!(read(script).map(|reading| reading.text).as_deref(), Some(text), "{script}");
        }
    }
}
