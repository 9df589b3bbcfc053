//! The words of one paragraph, for titles and paths.

use crate::document::{Inline, Paragraph};

/// The label and words of a paragraph on one line, without those of its notes.
pub(super) fn words(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    if let Some(label) = &paragraph.label {
        out.push_str(&label.text);
        out.push(' ');
    }
    gather(&paragraph.content, &mut out);
    let mut words = out.split_whitespace();
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

fn gather(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(run) => out.push_str(&run.text),
            Inline::LineBreak | Inline::Tab => out.push(' '),
            Inline::Link(link) => gather(&link.content, out),
            Inline::Change(change) => gather(&change.content, out),
            Inline::Ruby(ruby) => out.push_str(&ruby.base.text),
            Inline::Equation(equation) => out.push_str(&equation.script),
            Inline::Unknown(unknown) => out.push_str(&unknown.text),
            // Pictures and anchors have no words here; those of notes are not part of a title.
            Inline::Image(_) | Inline::Anchor(_) | Inline::Note(_) => {}
        }
    }
}
