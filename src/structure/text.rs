//! The text of paragraphs, as structure is found in it.

use crate::document::{Inline, Inlines, Marks, Paragraph, Text, joined};
pub(super) use crate::document::{has_words, text_of as of, words};

/// The runs of text of a paragraph.
pub(super) fn texts(paragraph: &Paragraph) -> impl DoubleEndedIterator<Item = &str> {
    paragraph.content.iter().filter_map(|inline| if let Inline::Text(text) = inline { Some(&*text.text) } else { None })
}

/// The words of a paragraph, with one blank between two; of a long one, which is no heading, what it begins and ends
/// with.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) words: String,
    /// How many characters a long paragraph has.
    pub(super) length: Option<usize>,
}

/// What has more bytes, without blanks, has more than 150 characters.
const LONG: usize = 600;

/// So many bytes of a long paragraph tell its mark, or the title of the article that it is, and how it ends.
const BEGINNING: usize = 300;
const END: usize = 90;

impl Excerpt {
    pub(super) fn of(paragraph: &Paragraph) -> Self {
        let visible = |text: &str| text.bytes().filter(|byte| *byte != b' ').count();
        let is_long =
            texts(paragraph).map(str::len).sum::<usize>() > LONG && texts(paragraph).map(visible).sum::<usize>() > LONG;
        if !is_long {
            return Excerpt { words: words(paragraph), length: None };
        }
        let label = paragraph.label.as_deref().map_or("", |label| label.text.as_str());
        let mut left = BEGINNING;
        let beginning: String =
            paragraph.content.iter().map(|inline| take(&mut left, inline, |text, left| text.get(..left))).collect();
        let mut left = END;
        let end = paragraph.content.iter().rev();
        let mut end: Vec<&str> =
            end.map(|inline| take(&mut left, inline, |text, left| text.get(text.len() - left..))).collect();
        end.reverse();
        let length = texts(paragraph).map(|text| text.chars().count()).sum();
        Excerpt { words: joined(&[label, &beginning, &end.concat()]), length: Some(length) }
    }
}

/// What of an inline goes into so many bytes; up to three less, for no character to be cut.
fn take<'t>(left: &mut usize, inline: &'t Inline, cut: impl Fn(&'t str, usize) -> Option<&'t str>) -> &'t str {
    let text = match inline {
        Inline::Text(text) => &*text.text,
        Inline::Tab | Inline::LineBreak => " ",
        Inline::Link(_)
        | Inline::Change(_)
        | Inline::Ruby(_)
        | Inline::Equation(_)
        | Inline::Unknown(_)
        | Inline::Image(_)
        | Inline::Note(_)
        | Inline::Anchor(_) => "",
    };
    if text.len() <= *left {
        *left -= text.len();
        return text;
    }
    let most = std::mem::take(left);
    (0..4).find_map(|less| cut(text, most.checked_sub(less)?)).unwrap_or_default()
}

/// Whether nearly all text of a paragraph is bold.
pub(super) fn is_bold(paragraph: &Paragraph) -> bool {
    if let [Inline::Text(text)] = paragraph.content.as_slice() {
        return text.marks.contains(Marks::BOLD) && !text.text.trim_start().is_empty();
    }
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

/// The runs of text and tabs that a paragraph begins with, up to the first thing that is neither.
fn leading(paragraph: &Paragraph) -> impl Iterator<Item = &str> {
    paragraph.content.iter().map_while(|inline| match inline {
        Inline::Text(text) => Some(&*text.text),
        Inline::Tab => Some(" "),
        Inline::Anchor(_) => Some(""),
        Inline::LineBreak
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Change(_)
        | Inline::Unknown(_) => None,
    })
}

/// How many blanks and tabs a paragraph begins with.
pub(super) fn blanks_before(paragraph: &Paragraph) -> usize {
    let mut blanks = 0;
    for run in leading(paragraph) {
        blanks += run.chars().take_while(|c| c.is_whitespace()).count();
        if !run.trim_start().is_empty() {
            break;
        }
    }
    blanks
}

/// The text that a paragraph begins with, up to the first thing that is not text or a tab.
pub(super) fn beginning(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for run in leading(paragraph) {
        out.push_str(run);
        // No mark is longer, and no title of an article.
        if out.len() > 256 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(texts: &[&str]) -> Paragraph {
        let run = |text: &&str| Inline::Text(Text { text: (*text).into(), marks: Marks::NONE });
        Paragraph { content: texts.iter().map(run).collect(), ..Paragraph::default() }
    }

    #[test]
    fn long_paragraphs_are_known_by_their_beginning_and_end() {
        let middle = "책을 읽는다. ".repeat(60);
        let long = Excerpt::of(&paragraph(&["제", "1", "장  ", &middle, "참고한다", "."]));
        assert!(long.words.starts_with("제1장 책을 읽는다.") && long.words.ends_with("읽는다. 참고한다."));
        assert!(long.words.len() < BEGINNING + END + 2 && long.words.len() > (BEGINNING + END) / 2);
        assert_eq!(long.length, Some("제1장  ".chars().count() + middle.chars().count() + 5));
        let short = Excerpt::of(&paragraph(&["제", "1", "장  ", "책"]));
        assert_eq!((short.words.as_str(), short.length), ("제1장 책", None));
        let blanks = " ".repeat(2 * LONG);
        assert_eq!(Excerpt::of(&paragraph(&["1.", &blanks, "책"])).words, "1. 책");
    }

    #[test]
    fn blanks_before_text_are_counted_over_runs() {
        assert_eq!(blanks_before(&paragraph(&["  ", " \t", " 책 "])), 5);
        assert_eq!(blanks_before(&paragraph(&["책"])), 0);
    }
}
