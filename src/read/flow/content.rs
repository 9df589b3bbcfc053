//! What inlines show.

use crate::document::{Inline, Inlines, Marks};

/// Whether inlines hold anything that is shown.
pub(crate) fn has_content(content: &[Inline]) -> bool {
    content.iter().any(is_visible)
}

pub(super) fn is_visible(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => !text.text.chars().all(char::is_whitespace),
        Inline::LineBreak | Inline::Tab | Inline::Anchor(_) => false,
        Inline::Link(link) => has_content(&link.content),
        Inline::Change(change) => has_content(&change.content),
        Inline::Image(_) | Inline::Equation(_) | Inline::Note(_) | Inline::Ruby(_) | Inline::Unknown(_) => true,
    }
}

/// Removes blanks and line breaks at the end.
pub(super) fn trim_end(content: &mut Inlines) {
    while let Some(last) = content.last_mut() {
        match last {
            Inline::LineBreak | Inline::Tab => {
                content.pop();
            }
            Inline::Text(text) => {
                text.text.truncate(text.text.trim_end().len());
                if !text.text.is_empty() {
                    return;
                }
                content.pop();
            }
            Inline::Link(_)
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Change(_)
            | Inline::Unknown(_) => return,
        }
    }
}

/// Removes blanks at the beginning.
pub(super) fn trim_start(content: &mut Inlines) {
    if let Some(Inline::Text(text)) = content.first_mut()
        && text.text.starts_with(char::is_whitespace)
        && !(text.marks.contains(Marks::UNDERLINE) && text.text.trim().is_empty())
    {
        text.text = text.text.trim_start().into();
    }
}
