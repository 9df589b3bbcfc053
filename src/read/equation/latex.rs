//! The parse tree to LaTeX that KaTeX, MathJax with its AMS package and pulldown-latex read alike.
//!
//! The text also survives in Markdown: no `$` but `\$`, no line end, no backtick, no `|` outside column specifications,
//! and `<` never looks like the beginning of a tag.

use super::latex_forms::{carries_scripts, columns, fits_option, is_one_symbol, is_space, is_special};
use super::symbols::{Keyword, Side, TableKind};
use super::tables::character;
use super::tree::{Font, List, Node, Rows, Scripts};

/// Bytes that most formulas take.
const USUAL: usize = 64;

/// LaTeX math for a tree, without delimiters.
pub(super) fn write(list: &[Node<'_>]) -> String {
    let mut writer = Writer { out: String::with_capacity(USUAL), gap: Gap::None };
    writer.list(list);
    writer.out
}

/// Whether a backslash and letters end a text.
fn ends_with_command(text: &str) -> bool {
    let mut before = text.bytes().rev().skip_while(u8::is_ascii_alphabetic);
    text.ends_with(|c: char| c.is_ascii_alphabetic()) && before.next() == Some(b'\\')
}

struct Writer {
    out: String,
    gap: Gap,
}

/// Before what the output needs a blank where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// Behind a command: before letters and digits.
    Command,
    /// Behind `<`: before anything.
    Less,
    /// At the beginning of a row: `[` would be an option of what stands before it.
    Row,
}

impl Writer {
    fn put(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        match self.gap {
            Gap::Command if first.is_alphanumeric() => self.out.push(' '),
            Gap::Less => self.out.push(' '),
            Gap::Row if first == '[' => self.out.push_str("{}"),
            Gap::None | Gap::Command | Gap::Row => {}
        }
        self.out.push_str(text);
        self.gap = if ends_with_command(text) {
            Gap::Command
        } else if text == "<" {
            Gap::Less
        } else {
            Gap::None
        };
    }

    fn braced(&mut self, list: &[Node<'_>]) {
        self.put("{");
        self.list(list);
        self.put("}");
    }

    /// A command and its arguments.
    fn command(&mut self, name: &str, arguments: &[&[Node<'_>]]) {
        self.put(name);
        for argument in arguments {
            self.braced(argument);
        }
    }

    /// Nodes side by side. Space at the ends shows nothing.
    fn list(&mut self, list: &[Node<'_>]) {
        let start = list.iter().position(|node| !is_space(node)).unwrap_or(list.len());
        let end = list.iter().rposition(|node| !is_space(node)).map_or(start, |last| last.saturating_add(1));
        let mut quarters = 0_u32;
        for node in list.get(start..end).unwrap_or_default() {
            if let Node::Space(more) = node {
                quarters = quarters.saturating_add(*more);
                continue;
            }
            self.space(std::mem::take(&mut quarters));
            self.node(node);
        }
    }

    fn space(&mut self, quarters: u32) {
        match quarters {
            0 => {}
            1..=3 => self.put("\\,"),
            4..=7 => self.put("\\;"),
            8..=15 => self.put("\\quad"),
            _ => self.put("\\qquad"),
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Letters(letters, font) => self.letters(letters, *font),
            Node::Number(number) => self.number(number),
            Node::Text(text) => self.text(text),
            Node::Char(c) => self.char(*c),
            Node::Sign(latex) => self.put(latex),
            Node::Upright(word) => {
                self.put("\\operatorname{");
                self.put(word);
                self.put("}");
            }
            Node::Space(quarters) => self.space(*quarters),
            Node::Group(list) => self.list(list),
            Node::Scripts(scripts) => self.scripts(scripts),
            Node::Over(top, bottom) => self.command("\\frac", &[top, bottom]),
            Node::Atop(top, bottom) => self.command("\\genfrac{}{}{0pt}{}", &[top, bottom]),
            Node::Choose(top, bottom) => self.command("\\binom", &[top, bottom]),
            Node::Root { index, radicand } => self.root(index.as_deref(), radicand),
            Node::Accent(accent, list) => {
                let command = if is_one_symbol(list) { accent.narrow } else { accent.wide };
                self.command(command, &[list]);
            }
            Node::Fence { open, body, close } => self.fence(open, body, close),
            Node::Table(kind, rows) => self.table(*kind, rows),
            Node::Lines(rows) => self.aligned(rows),
            Node::Relation { arrow, above, below } => self.relation(arrow, above, below),
            Node::LongDivision { divisor, quotient, body } => self.long_division(divisor, quotient, body),
            // A blank to be filled in.
            Node::Boxed(list) if list.iter().all(is_space) => self.put("\\boxed{\\quad}"),
            Node::Boxed(list) => self.command("\\boxed", &[list]),
            Node::Not(node) => self.negation(node),
            Node::BigDelimiter(delimiter) => {
                self.put("\\bigg");
                self.put(delimiter);
            }
            Node::Column(cells) => {
                self.put("\\begin{matrix}");
                self.rows(cells, |writer, cell| writer.list(cell));
                self.put("\\end{matrix}");
            }
        }
    }

    fn letters(&mut self, letters: &str, font: Font) {
        let command = match (font.roman, font.bold) {
            (false, false) => return self.put(letters),
            (true, false) => "\\mathrm{",
            (true, true) => "\\mathbf{",
            (false, true) => "\\boldsymbol{",
        };
        self.put(command);
        self.put(letters);
        self.put("}");
    }

    /// A comma in a number is no punctuation.
    fn number(&mut self, number: &str) {
        for (at, part) in number.split(',').enumerate() {
            if at > 0 {
                self.put("{,}");
            }
            self.put(part);
        }
    }

    /// Text, out of which characters are taken that are not text to LaTeX or Markdown.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let end = rest.find(is_special).unwrap_or(rest.len());
            let (plain, special) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if plain.is_empty() {
                self.char(c);
                rest = special.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
            self.put("\\text{");
            for c in plain.chars() {
                match c {
                    '`' => self.out.push('‘'),
                    c if c.is_whitespace() || c.is_control() => self.out.push(' '),
                    c => self.out.push(c),
                }
            }
            self.put("}");
            rest = special;
        }
    }

    fn char(&mut self, c: char) {
        match c {
            '#' => self.put("\\#"),
            '&' => self.put("\\&"),
            '_' => self.put("\\_"),
            '{' => self.put("\\lbrace"),
            '}' => self.put("\\rbrace"),
            '\\' => self.put("\\backslash"),
            '^' => self.put("\\wedge"),
            '~' => self.put("\\sim"),
            c => match character(c) {
                Some(Keyword::Sign(latex) | Keyword::Operator(latex)) => self.put(latex),
                // Quoted signs that do something when they are not quoted.
                Some(_) | None => self.put(c.encode_utf8(&mut [0; 4])),
            },
        }
    }

    fn scripts(&mut self, scripts: &Scripts<'_>) {
        match scripts.base.as_deref() {
            None => self.put("{}"),
            Some(Node::Group(list)) if matches!(list.as_slice(), [node] if carries_scripts(node)) => self.list(list),
            Some(base) if carries_scripts(base) => self.node(base),
            Some(base) => self.braced(std::slice::from_ref(base)),
        }
        // LaTeX takes primes and a superscript together only in one superscript.
        if scripts.above.is_none() {
            for _ in 0..scripts.primes {
                self.put("'");
            }
        }
        if let Some(below) = &scripts.below {
            self.put("_");
            self.braced(below);
        }
        if let Some(above) = &scripts.above {
            self.put("^{");
            for _ in 0..scripts.primes {
                self.put("\\prime");
            }
            self.list(above);
            self.put("}");
        }
    }

    fn root(&mut self, index: Option<&[Node<'_>]>, radicand: &[Node<'_>]) {
        let index = index.map(write).unwrap_or_default();
        if !fits_option(&index) {
            self.put("{}^{");
            self.put(&index);
            self.put("}\\sqrt");
        } else {
            self.put("\\sqrt");
            self.option(&index);
        }
        self.braced(radicand);
    }

    /// An argument in square brackets, which [`fits_option`] has agreed to.
    fn option(&mut self, argument: &str) {
        if !argument.is_empty() {
            self.put("[");
            self.put(argument);
            self.put("]");
        }
    }

    fn fence(&mut self, open: &str, body: &[Node<'_>], close: &str) {
        self.put("\\left");
        self.put(open);
        self.list(body);
        self.put("\\right");
        self.put(close);
    }

    fn negation(&mut self, node: &Node<'_>) {
        if *node == Node::Char('=') {
            return self.put("\\neq");
        }
        if *node == Node::Sign("\\in") {
            return self.put("\\notin");
        }
        self.put("\\not");
        self.node(node);
    }

    fn relation(&mut self, arrow: &str, above: &[Node<'_>], below: &[Node<'_>]) {
        let (extensible, long) = match arrow {
            "\\to" => (Some("\\xrightarrow"), "\\longrightarrow"),
            "\\gets" => (Some("\\xleftarrow"), "\\longleftarrow"),
            "\\leftrightarrow" => (None, "\\longleftrightarrow"),
            "\\Rightarrow" => (None, "\\Longrightarrow"),
            "\\Leftarrow" => (None, "\\Longleftarrow"),
            "\\Leftrightarrow" => (None, "\\Longleftrightarrow"),
            other => (None, other),
        };
        let below = write(below);
        if let Some(command) = extensible.filter(|_| fits_option(&below)) {
            self.put(command);
            self.option(&below);
            return self.braced(above);
        }
        self.put("\\overset");
        self.braced(above);
        self.put("{");
        if !below.is_empty() {
            self.put("\\underset{");
            self.put(&below);
            self.put("}");
        }
        self.put("{");
        self.put(long);
        self.put("}}");
    }

    fn long_division(&mut self, divisor: &[Node<'_>], quotient: &[Node<'_>], body: &[Node<'_>]) {
        self.put("\\begin{array}{r}");
        self.gap = Gap::Row;
        self.list(quotient);
        self.put("\\\\");
        self.gap = Gap::Row;
        self.list(divisor);
        self.put("\\,\\overline{)\\,");
        self.list(body);
        self.put("}\\end{array}");
    }

    fn table(&mut self, kind: TableKind, rows: &Rows<'_>) {
        let environment = match kind {
            TableKind::Aligned => return self.aligned(rows),
            TableKind::Ladder => return self.ladder(rows),
            TableKind::Cases => return self.cases(rows),
            TableKind::Matrix(name) => name,
            TableKind::Pile(Side::Center) => "matrix",
            TableKind::Pile(Side::Left) => return self.array('l', rows),
            TableKind::Pile(Side::Right) => return self.array('r', rows),
        };
        self.environment(environment, rows);
    }

    fn environment(&mut self, name: &str, rows: &Rows<'_>) {
        self.begin(name);
        self.rows(rows, |writer, cells| writer.cells(cells, "&"));
        self.end(name);
    }

    fn begin(&mut self, name: &str) {
        self.put("\\begin{");
        self.put(name);
        self.put("}");
    }

    fn end(&mut self, name: &str) {
        self.put("\\end{");
        self.put(name);
        self.put("}");
    }

    fn array(&mut self, side: char, rows: &Rows<'_>) {
        self.begin("array");
        let columns = columns(rows);
        let sides: String = std::iter::repeat_n(side, columns).collect();
        self.put("{");
        self.put(&sides);
        self.put("}");
        self.rows(rows, |writer, cells| writer.cells(cells, "&"));
        self.end("array");
    }

    fn ladder(&mut self, rows: &Rows<'_>) {
        self.begin("array");
        self.put("{r|");
        let sides: String = std::iter::repeat_n('r', columns(rows).saturating_sub(1)).collect();
        self.put(&sides);
        self.put("}");
        for (at, cells) in rows.iter().enumerate() {
            if at > 0 {
                self.put("\\\\");
                self.put("\\hline");
            }
            self.cells(cells, "&");
        }
        self.end("array");
    }

    /// Two columns are what `cases` has; further cells follow in the second.
    fn cases(&mut self, rows: &Rows<'_>) {
        self.begin("cases");
        self.rows(rows, |writer, cells| {
            let (columns, more) = cells.split_at_checked(2).unwrap_or((cells, &[]));
            writer.cells(columns, "&");
            for cell in more {
                writer.put("\\quad");
                writer.list(cell);
            }
        });
        self.end("cases");
    }

    /// Lines under each other, at their alignment marks, or at their left ends when there are none.
    fn aligned(&mut self, rows: &Rows<'_>) {
        let marked = columns(rows) > 1;
        self.begin("aligned");
        self.rows(rows, |writer, cells| {
            if !marked {
                writer.put("&");
            }
            writer.cells(cells, "&");
        });
        self.end("aligned");
    }

    fn cells(&mut self, cells: &[List<'_>], mark: &str) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.put(mark);
            }
            self.list(cell);
        }
    }

    fn rows<T>(&mut self, rows: &[T], mut row: impl FnMut(&mut Self, &T)) {
        for (at, cells) in rows.iter().enumerate() {
            if at > 0 {
                self.put("\\\\");
            }
            self.gap = Gap::Row;
            row(self, cells);
        }
    }
}
