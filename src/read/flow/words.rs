//! Characters as they are stored to text in the line.

use super::builder::Composer;
use super::note::Lead;
use crate::document::{Inline, Marks, Ruby, Text};
use crate::read::{Context, charset};

/// Adds words, each character as what it means; a tabulator and a line feed stand for themselves.
pub(crate) fn add(stored: &str, marks: Marks, lead: &mut Lead, out: &mut Composer, cx: &mut Context<'_>) {
    let stored = lead.strip(stored);
    if !charset::may_be_special(stored) {
        out.text(stored, marks);
        return;
    }
    let mut words = String::new();
    let mut left = stored;
    while let Some((plain, c, rest)) = charset::split_special(left) {
        words.push_str(plain);
        match c {
            '\t' | '\n' => {
                out.text(&words, marks);
                words.clear();
                out.inline(if c == '\t' { Inline::Tab } else { Inline::LineBreak });
            }
            '\r' => {} // part of a line end
            _ => charset::push_mapped(c, &mut words).into_iter().for_each(|kind| cx.warn(kind)),
        }
        left = rest;
    }
    if words.is_empty() {
        return out.text(left, marks);
    }
    words.push_str(left);
    out.text(&words, marks);
}

/// Adds characters that stand on each other (글자 겹침), in a border by its number in HWP 5.
pub(crate) fn add_overlap(stored: &str, border: u8, marks: Marks, lead: &mut Lead, out: &mut Composer) {
    lead.end();
    out.text(&charset::overlap(stored, border), marks);
}

/// Adds text with a reading beside it (덧말), both as stored.
pub(crate) fn add_ruby(
    base: &str,
    ruby: &str,
    marks: Marks,
    lead: &mut Lead,
    out: &mut Composer,
    cx: &mut Context<'_>,
) {
    lead.end();
    let [base, ruby] = [base, ruby].map(|stored| charset::line_of(stored, |kind| cx.warn(kind)));
    if !base.is_empty() || !ruby.is_empty() {
        out.inline(Inline::Ruby(Box::new(Ruby { base: Text { text: base.into(), marks }, ruby })));
    }
}
