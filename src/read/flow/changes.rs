//! Tracked changes: accepts, rejects or keeps what a reader found, in the whole document at once.

use crate::document::{Block, Change, ChangeKind, Document, Inline, Inlines, Paragraph, retain_within};

use super::builder;
use crate::read::TrackChanges;

/// Applies the policy to every tracked change of a document.
pub(crate) fn apply(document: &mut Document, policy: TrackChanges) {
    if policy == TrackChanges::All {
        return;
    }
    for section in &mut document.sections {
        let furniture = section.furniture.iter_mut().map(|furniture| &mut furniture.blocks);
        for blocks in furniture.chain([&mut section.blocks]) {
            blocks.retain_mut(|block| {
                retain_within(block, &mut |block| apply_to_block(block, policy));
                apply_to_block(block, policy)
            });
        }
    }
}

/// Applies the policy to a block; returns whether anything of it is left.
fn apply_to_block(block: &mut Block, policy: TrackChanges) -> bool {
    match block {
        Block::Paragraph(paragraph) => apply_to_paragraph(paragraph, policy),
        Block::Heading(heading) => apply_to_paragraph(&mut heading.paragraph, policy),
        Block::Figure(figure) => !(figure.blocks.is_empty() && figure.caption.blocks.is_empty()),
        Block::Frame(frame) => !frame.blocks.is_empty(),
        Block::Table(_) | Block::Equation(..) | Block::Break(..) => true,
    }
}

/// Returns whether anything of the paragraph is left.
fn apply_to_paragraph(paragraph: &mut Paragraph, policy: TrackChanges) -> bool {
    if apply_to_inlines(&mut paragraph.content, policy) {
        return paragraph.label.is_some() || builder::has_content(&paragraph.content);
    }
    true
}

/// Returns whether a change was found.
fn apply_to_inlines(content: &mut Inlines, policy: TrackChanges) -> bool {
    let mut found = false;
    for inline in content.iter_mut() {
        match inline {
            Inline::Change(_) => found = true,
            Inline::Link(link) => found |= apply_to_inlines(&mut link.content, policy),
            Inline::Text(_)
            | Inline::LineBreak
            | Inline::Tab
            | Inline::Image(_)
            | Inline::Equation(_)
            | Inline::Note(_)
            | Inline::Ruby(_)
            | Inline::Anchor(_)
            | Inline::Unknown(_) => {}
        }
    }
    if found {
        let mut kept = Inlines::new();
        for inline in std::mem::take(content) {
            keep(inline, policy, &mut kept);
        }
        *content = kept;
    }
    found
}

fn keep(inline: Inline, policy: TrackChanges, out: &mut Inlines) {
    match inline {
        Inline::Change(change) => {
            let Change { kind, content, .. } = *change;
            let stays = match policy {
                TrackChanges::Accept => kind == ChangeKind::Inserted,
                TrackChanges::Reject => kind == ChangeKind::Deleted,
                TrackChanges::All => true,
            };
            if stays {
                for inner in content {
                    keep(inner, policy, out);
                }
            }
        }
        Inline::Text(text) => match out.last_mut() {
            Some(Inline::Text(last)) if last.marks == text.marks => last.text.push_str(&text.text),
            _ => out.push(Inline::Text(text)),
        },
        Inline::Link(link) => {
            if builder::has_content(&link.content) {
                out.push(Inline::Link(link));
            }
        }
        Inline::LineBreak
        | Inline::Tab
        | Inline::Image(_)
        | Inline::Equation(_)
        | Inline::Note(_)
        | Inline::Ruby(_)
        | Inline::Anchor(_)
        | Inline::Unknown(_) => out.push(inline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Marks, Section, Text, plain_text};

    fn text(text: &str) -> Inline {
        Inline::Text(Text { text: text.into(), marks: Marks::NONE })
    }

    fn change(kind: ChangeKind, content: Vec<Inline>) -> Inline {
        Inline::Change(Box::new(Change { kind, author: None, date: None, content: content.into() }))
    }

    fn document() -> Document {
        let paragraph =
            |content: Vec<Inline>| Block::Paragraph(Paragraph { content: content.into(), ..Paragraph::default() });
        let both = vec![
            text("예산은 "),
            change(ChangeKind::Deleted, vec![text("백")]),
            change(ChangeKind::Inserted, vec![text("이백")]),
            text("만 원이다."),
        ];
        let deleted = vec![change(ChangeKind::Deleted, vec![text("지운 문단")])];
        let section = Section { blocks: [paragraph(both), paragraph(deleted)].into(), furniture: Vec::new() };
        Document { sections: vec![section], ..Document::default() }
    }

    fn words(policy: TrackChanges) -> String {
        let mut document = document();
        apply(&mut document, policy);
        plain_text(&document.sections[0].blocks)
    }

    #[test]
    fn accepted_changes_leave_no_deleted_word() {
        assert_eq!(words(TrackChanges::Accept), "예산은 이백만 원이다.");
    }

    #[test]
    fn rejected_changes_leave_no_inserted_word() {
        assert_eq!(words(TrackChanges::Reject), "예산은 백만 원이다.\n지운 문단");
    }

    #[test]
    fn text_beside_an_accepted_change_is_one_run() {
        let mut document = document();
        apply(&mut document, TrackChanges::Accept);
        let Block::Paragraph(paragraph) = &document.sections[0].blocks[0] else { panic!("no paragraph") };
        assert_eq!(paragraph.content.len(), 1);
    }
}
