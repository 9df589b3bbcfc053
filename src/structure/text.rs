//! The text of paragraphs, as structure is found in it.

use crate::document::{Few, Inline, Marks, Paragraph};

/// The words of a paragraph on one line, without notes; what is typed before the text is part of it.
pub(super) fn of(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    push(&paragraph.content, &mut out);
    out
}

/// The label and the words of a paragraph, with one blank between two.
pub(super) fn words(paragraph: &Paragraph) -> String {
    let label = paragraph.label.as_deref().map_or("", |label| label.text.as_str());
    let text = of(paragraph);
    let words: Vec<&str> = label.split_whitespace().chain(text.split_whitespace()).collect();
    words.join(" ")
}

fn push(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::LineBreak | Inline::Tab => out.push(' '),
            Inline::Link(link) => push(&link.content, out),
            Inline::Change(change) => push(&change.content, out),
            Inline::Ruby(ruby) => out.push_str(&ruby.base.text),
            Inline::Equation(equation) => out.push_str(&equation.script),
            Inline::Unknown(unknown) => out.push_str(&unknown.text),
            Inline::Image(_) | Inline::Note(_) | Inline::Anchor(_) => {}
        }
    }
}

/// Whether nearly all text of a paragraph is bold.
pub(super) fn is_bold(paragraph: &Paragraph) -> bool {
    let (mut bold, mut all) = (0, 0);
    for inline in &paragraph.content {
        if let Inline::Text(text) = inline {
            let length = text.text.trim().len();
            all += length;
            bold += if text.marks.contains(Marks::BOLD) { length } else { 0 };
        }
    }
    all > 0 && bold * 10 >= all * 8
}

/// Whether a paragraph shows something that is not text.
pub(super) fn has_picture(paragraph: &Paragraph) -> bool {
    paragraph.content.iter().any(|inline| matches!(inline, Inline::Image(_)))
}

/// Removes so many bytes of text from the beginning. What stands there is text, tabs and anchors, since marks are found
/// in those only; anchors stay.
pub(super) fn cut_start(content: &mut Few<Inline>, mut length: usize) {
    let mut kept = Few::new();
    let mut rest = std::mem::take(content).into_iter();
    while length > 0
        && let Some(mut inline) = rest.next()
    {
        if let Inline::Text(text) = &mut inline {
            let cut = length.min(text.text.len());
            length -= cut;
            text.text = text.text.get(cut..).unwrap_or_default().into();
            if text.text.is_empty() {
                continue;
            }
        } else if matches!(inline, Inline::Tab) {
            length -= 1;
            continue;
        }
        kept.push(inline);
    }
    kept.extend(rest);
    *content = kept;
}

/// The text that a paragraph begins with, up to the first thing that is not text or a tab.
pub(super) fn beginning(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for inline in &paragraph.content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Tab => out.push(' '),
            Inline::Anchor(_) => {}
            Inline::LineBreak
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => break,
        }
        // No mark is longer.
        if out.len() > 64 {
            break;
        }
    }
    out
}
