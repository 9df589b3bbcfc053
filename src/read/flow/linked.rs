//! Content of objects: links that lead away from all words of one, pictures without data, captions of form objects.

use crate::document::{Block, Inline, Inlines, Link, Marks, Text};

/// Lets all words and pictures of an object lead somewhere. Returns whether it has any.
pub(crate) fn link_blocks(blocks: &mut [Block], target: &str) -> bool {
    let mut has_words = false;
    for block in blocks {
        has_words |= match block {
            Block::Paragraph(paragraph) => link_line(&mut paragraph.content, target),
            Block::Heading(heading) => link_line(&mut heading.paragraph.content, target),
            Block::Table(table) => {
                let mut any = false;
                for cell in &mut table.cells {
                    any |= link_blocks(&mut cell.blocks, target);
                }
                any
            }
            Block::Figure(figure) => link_blocks(&mut figure.blocks, target),
            Block::Frame(frame) => link_blocks(&mut frame.blocks, target),
            Block::Equation(..) | Block::Break(..) => false,
        };
    }
    has_words
}

/// Links within the line stay what they are, and notes stand beside the link.
fn link_line(content: &mut Inlines, target: &str) -> bool {
    let mut linked = Inlines::new();
    let mut run = Inlines::new();
    let mut has_words = false;
    let has_link = content.iter().any(|inline| matches!(inline, Inline::Link(_)));
    let mut end_run = |run: &mut Inlines, linked: &mut Inlines| {
        if run.iter().any(is_word) {
            has_words = true;
            let link = Link { target: target.to_owned(), content: std::mem::take(run) };
            linked.push(Inline::Link(Box::new(link)));
        } else {
            linked.extend(std::mem::take(run));
        }
    };
    for inline in std::mem::take(content) {
        if matches!(inline, Inline::Link(_) | Inline::Note(_) | Inline::Anchor(_)) {
            end_run(&mut run, &mut linked);
            linked.push(inline);
        } else {
            run.push(inline);
        }
    }
    end_run(&mut run, &mut linked);
    *content = linked;
    has_words || has_link
}

fn is_word(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => !text.text.trim().is_empty(),
        Inline::Image(_) | Inline::Equation(_) | Inline::Ruby(_) | Inline::Change(_) | Inline::Unknown(_) => true,
        Inline::LineBreak | Inline::Tab | Inline::Link(_) | Inline::Note(_) | Inline::Anchor(_) => false,
    }
}

/// What stands in the line for an object: the alternative text of a picture whose data are not there, or nothing when
/// it has none.
pub(super) fn shown(inline: Inline) -> Option<Inline> {
    if let Inline::Image(image) = &inline {
        let has_source = image.source.as_deref().is_some_and(|source| !source.trim().is_empty());
        if image.asset.is_none() && !has_source {
            let alt = image.alt.trim();
            return (!alt.is_empty()).then(|| Inline::Text(Text { text: alt.into(), marks: Marks::NONE }));
        }
    }
    if let Inline::Link(mut link) = inline {
        let was_empty = link.content.is_empty();
        link.content = std::mem::take(&mut link.content).into_iter().filter_map(shown).collect();
        return (was_empty || !link.content.is_empty()).then_some(Inline::Link(link));
    }
    Some(inline)
}

/// Where a linked picture lies, and whether its folder was left out: a path of the author's own drive leads nowhere
/// else, and says what is nobody's business.
pub(crate) fn picture_source(path: &str) -> (String, bool) {
    let path = path.trim();
    let is_drive =
        path.as_bytes().get(1) == Some(&b':') && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let is_file_url = path.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    if !is_drive && !is_file_url && !path.starts_with(['/', '\\', '~']) {
        return (path.to_owned(), false);
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    // `C:a.png` has no folder behind its drive.
    let name = if is_drive && name == path { path.get(2..).unwrap_or_default() } else { name };
    (name.to_owned(), true)
}

/// The caption of a form object as it is shown: `&` marks the letter that works as its access key, `&&` is one `&`.
pub(crate) fn caption(stored: &str) -> String {
    let mut out = String::with_capacity(stored.len());
    let mut chars = stored.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('&', Some('&')) => {
                chars.next();
                out.push('&');
            }
            // A letter follows; before a blank and at the end it stands for itself.
            ('&', Some(next)) if !next.is_whitespace() => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blocks, Image, Origin, Paragraph};
    use crate::read::flow::builder;

    fn text(text: &str) -> Inline {
        Inline::Text(Text { text: text.into(), marks: Marks::NONE })
    }

    fn image(asset: Option<usize>, source: Option<&str>, alt: &str) -> Inline {
        Inline::Image(Box::new(Image {
            asset,
            source: source.map(str::to_owned),
            alt: alt.to_owned(),
            ..Image::default()
        }))
    }

    #[test]
    fn link_of_an_object_holds_all_its_words_and_no_other_link() {
        let inner = Inline::Link(Box::new(Link { target: "b".to_owned(), content: [text("둘")].into() }));
        let content = [text("하나"), inner.clone(), text(" "), text("셋")].into_iter().collect();
        let paragraph = Block::Paragraph(Paragraph { content, ..Paragraph::default() });
        let mut blocks: Blocks = builder::frame([paragraph].into(), Origin::default()).into_iter().collect();
        assert!(link_blocks(&mut blocks, "a"));
        let Some(Block::Frame(frame)) = blocks.first() else { panic!() };
        let Some(Block::Paragraph(paragraph)) = frame.blocks.first() else { panic!() };
        let target =
            |inline: &Inline| if let Inline::Link(link) = inline { link.target.clone() } else { String::new() };
        let targets = paragraph.content.iter().map(target);
        assert_eq!(targets.collect::<Vec<_>>(), ["a", "b", "a"]);
        assert_eq!(paragraph.content.get(1), Some(&inner));
    }

    #[test]
    fn object_without_words_leads_nowhere() {
        let content = [Inline::Tab, text(" ")].into_iter().collect();
        let mut blocks = [Block::Paragraph(Paragraph { content, ..Paragraph::default() })];
        assert!(!link_blocks(&mut blocks, "a"));
        assert!(!link_blocks(&mut [], "a"));
    }

    #[test]
    fn picture_without_data_is_its_alternative_text_or_nothing() {
        assert_eq!(shown(image(None, None, "시청 전경")), Some(text("시청 전경")));
        assert_eq!(shown(image(None, Some(" "), "")), None);
        let linked =
            |content: Inline| Inline::Link(Box::new(Link { target: "a".to_owned(), content: [content].into() }));
        assert_eq!(shown(linked(image(None, None, ""))), None);
        assert_eq!(shown(linked(image(None, None, "글"))), Some(linked(text("글"))));
        for kept in [image(Some(0), None, ""), image(None, Some("a.png"), ""), text("")] {
            assert_eq!(shown(kept.clone()), Some(kept));
        }
    }

    #[test]
    fn linked_picture_has_no_path_of_a_drive() {
        let cases = [
            ("C:\\Users\\hong\\사진\\a.png", "a.png", true),
            ("d:/a/b.jpg", "b.jpg", true),
            ("C:a.png", "a.png", true),
            ("\\\\server\\share\\a.png", "a.png", true),
            ("/home/hong/a.png", "a.png", true),
            ("file:///C:/a/b.png", "b.png", true),
            ("그림/a.png", "그림/a.png", false),
            ("https://example.com/a/b.png", "https://example.com/a/b.png", false),
            ("a.png", "a.png", false),
        ];
        for (path, name, is_cut) in cases {
            assert_eq!(picture_source(path), (name.to_owned(), is_cut), "{path}");
        }
    }

    #[test]
    fn ampersand_marks_the_access_key() {
        let cases = [
            ("IP R&&D연계", "IP R&D연계"),
            ("&File", "File"),
            ("저장(&S)", "저장(S)"),
            ("A & B", "A & B"),
            ("A&", "A&"),
            ("&&&x", "&x"),
        ];
        for (stored, seen) in cases {
            assert_eq!(caption(stored), seen);
        }
    }
}
