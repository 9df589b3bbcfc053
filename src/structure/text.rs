//! The text of paragraphs, as structure is found in it.

use crate::document::{Inline, Inlines, Marks, Paragraph, Text};
pub(super) use crate::document::{has_words, text_of as of, words};

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

/// Whether a paragraph has more than blanks: words, or a picture, a note or an anchor.
pub(super) fn holds_anything(paragraph: &Paragraph) -> bool {
    let is_blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.text.trim().is_empty(),
        Inline::LineBreak | Inline::Tab => true,
        Inline::Link(_)
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Anchor(_)
        | Inline::Ruby(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => false,
    };
    paragraph.label.is_some() || !paragraph.content.iter().all(is_blank)
}

/// Takes so many bytes of text from the beginning, with what stands in them; the rest stays.
pub(super) fn take_start(content: &mut Inlines, mut length: usize) -> Inlines {
    let mut taken = Inlines::new();
    let mut rest = std::mem::take(content).into_iter();
    while length > 0
        && let Some(mut inline) = rest.next()
    {
        if let Inline::Text(text) = &mut inline {
            let cut = length.min(text.text.len());
            length -= cut;
            let tail = text.text.get(cut..).unwrap_or_default();
            if !tail.is_empty() {
                content.push(Inline::Text(Text { text: tail.into(), marks: text.marks }));
                text.text = text.text.get(..cut).unwrap_or_default().into();
            }
        } else if matches!(inline, Inline::Tab) {
            length -= 1;
        }
        taken.push(inline);
    }
    content.extend(rest);
    taken
}

/// Removes so many bytes of text from the beginning. What stands there is text, tabs and anchors, since marks are found
/// in those only; anchors stay.
pub(super) fn cut_start(content: &mut Inlines, mut length: usize) {
    let mut kept = Inlines::new();
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

/// How many blanks and tabs a paragraph begins with.
pub(super) fn blanks_before(paragraph: &Paragraph) -> usize {
    // Most paragraphs begin with a word.
    if let Some(Inline::Text(text)) = paragraph.content.first()
        && text.text.starts_with(|c: char| !c.is_whitespace())
    {
        return 0;
    }
    beginning(paragraph).chars().take_while(|c| c.is_whitespace()).count()
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
        // No mark is longer, and no title of an article.
        if out.len() > 256 {
            break;
        }
    }
    out
}
