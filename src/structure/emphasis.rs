//! Text without emphasis, which says little to programs that look for words.

use crate::document::{Block, Document, Inline, Inlines, Marks, change_all};

const EMPHASIS: Marks = Marks::BOLD.with(Marks::ITALIC).with(Marks::UNDERLINE);

/// Takes bold, italic and underlined off all text. An underlined blank keeps its line: it is to be filled in.
pub fn drop_emphasis(document: &mut Document) {
    for section in &mut document.sections {
        let furniture = section.furniture.iter_mut().flat_map(|furniture| furniture.blocks.iter_mut());
        for block in section.blocks.iter_mut().chain(furniture) {
            change_all(block, &mut |block| lighten_block(block, EMPHASIS));
        }
    }
}

/// Takes bold off headings, which are bold by themselves, and italic and underlined off those that have it as a whole.
pub fn lighten_headings(document: &mut Document) {
    for block in document.sections.iter_mut().flat_map(|section| section.blocks.iter_mut()) {
        change_all(block, &mut |block| {
            let Block::Heading(heading) = block else { return };
            let content = &mut heading.paragraph.content;
            for mark in [Marks::BOLD, Marks::ITALIC, Marks::UNDERLINE] {
                if mark == Marks::BOLD || is_all(content, mark) {
                    lighten(content, mark);
                }
            }
        });
    }
}

/// Whether all words have a mark.
fn is_all(content: &[Inline], mark: Marks) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text) => text.marks.contains(mark) || text.text.chars().all(char::is_whitespace),
        Inline::Link(link) => is_all(&link.content, mark),
        Inline::Change(change) => is_all(&change.content, mark),
        Inline::Ruby(ruby) => ruby.base.marks.contains(mark),
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Anchor(_)
        | Inline::Unknown(_) => true,
    })
}

fn lighten_block(block: &mut Block, marks: Marks) {
    match block {
        Block::Paragraph(paragraph) => lighten(&mut paragraph.content, marks),
        Block::Heading(heading) => lighten(&mut heading.paragraph.content, marks),
        Block::Table(_) | Block::Figure(_) | Block::Frame(_) | Block::Equation(..) | Block::Break(..) => {}
    }
}

/// Takes marks off text; runs that are then alike become one.
pub(super) fn lighten(content: &mut Inlines, marks: Marks) {
    let mut lightened = Inlines::with_capacity(content.len());
    for mut inline in std::mem::take(content) {
        match &mut inline {
            Inline::Text(text) => {
                if !(text.marks.contains(Marks::UNDERLINE) && text.text.chars().all(char::is_whitespace)) {
                    text.marks = text.marks.without(marks);
                }
                if let Some(Inline::Text(last)) = lightened.last_mut()
                    && last.marks == text.marks
                {
                    last.text.push_str(&text.text);
                    continue;
                }
            }
            Inline::Link(link) => lighten(&mut link.content, marks),
            Inline::Change(change) => lighten(&mut change.content, marks),
            Inline::Ruby(ruby) => ruby.base.marks = ruby.base.marks.without(marks),
            Inline::LineBreak
            | Inline::Tab
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Anchor(_)
            | Inline::Unknown(_) => {}
        }
        lightened.push(inline);
    }
    *content = lightened;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Heading, Link, Paragraph, Section, Text};

    fn text(words: &str, marks: Marks) -> Inline {
        Inline::Text(Text { text: words.into(), marks })
    }

    #[test]
    fn emphasis_goes_and_what_means_something_stays() {
        let square = Marks::SUPERSCRIPT.with(Marks::BOLD);
        let link = Link { target: "https://a.kr".into(), content: [text("라", Marks::UNDERLINE)].into() };
        let content = [
            text("가", Marks::NONE),
            text("나", Marks::BOLD.with(Marks::UNDERLINE)),
            text("2", square),
            text("  ", Marks::UNDERLINE),
            Inline::Link(Box::new(link)),
        ];
        let block = Block::Paragraph(Paragraph { content: content.into(), ..Paragraph::default() });
        let sections = vec![Section { blocks: [block].into(), ..Section::default() }];
        let mut document = Document { sections, ..Document::default() };
        drop_emphasis(&mut document);
        let Some(Block::Paragraph(paragraph)) = document.sections[0].blocks.first() else { panic!("{document:?}") };
        let [first, second, third, Inline::Link(link)] = paragraph.content.as_slice() else {
            panic!("{paragraph:?}");
        };
        assert_eq!(*first, text("가나", Marks::NONE));
        assert_eq!(*second, text("2", Marks::SUPERSCRIPT));
        assert_eq!(*third, text("  ", Marks::UNDERLINE));
        assert_eq!(link.content.first(), Some(&text("라", Marks::NONE)));
    }

    #[test]
    fn heading_is_not_bold_and_otherwise_emphasized_only_where_a_part_of_it_is() {
        let heading = |runs: &[(&str, Marks)]| {
            let content =
                runs.iter().map(|(text, marks)| Inline::Text(Text { text: (*text).into(), marks: *marks })).collect();
            let paragraph = Paragraph { content, ..Paragraph::default() };
            Block::Heading(Heading { level: 1, inferred: false, paragraph })
        };
        let whole = heading(&[("1. ", Marks::BOLD), (" ", Marks::NONE), ("목적", Marks::BOLD.with(Marks::UNDERLINE))]);
        let line = heading(&[("지출 ", Marks::UNDERLINE), ("결의서", Marks::UNDERLINE.with(Marks::ITALIC))]);
        let blocks = [whole, heading(&[("제1조", Marks::BOLD), ("(목적)", Marks::NONE)]), line].into();
        let mut document = Document { sections: vec![Section { blocks, ..Section::default() }], ..Document::default() };
        lighten_headings(&mut document);
        let expected = [
            heading(&[("1.  ", Marks::NONE), ("목적", Marks::UNDERLINE)]),
            heading(&[("제1조(목적)", Marks::NONE)]),
            heading(&[("지출 ", Marks::NONE), ("결의서", Marks::ITALIC)]),
        ];
        assert_eq!(document.sections[0].blocks.as_slice(), expected);
    }
}
