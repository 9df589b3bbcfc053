//! Pieces of text to blocks: merges runs, splits paragraphs at objects, leaves empty paragraphs out, carries open
//! links over paragraph ends. Every reader composes its content here, so that the same document in two formats gives
//! the same model.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::size::Sizes;
use crate::document::{
    Align, Block, BreakKind, Caption, Change, ChangeKind, Figure, Frame, Heading, Inline, Label, LabelKind, Link,
    Marks, Origin, Paragraph, Text,
};

/// What is known about a paragraph before its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    /// Outline level from 1, for headings.
    pub(crate) heading: Option<u8>,
    pub(crate) label: Option<Box<Label>>,
    pub(crate) align: Align,
    /// In 1/100 point.
    pub(crate) indent: i32,
    pub(crate) origin: Origin,
    pub(crate) break_before: Option<BreakKind>,
}

impl Opening {
    /// Whether nothing is shown of a paragraph without text.
    pub(crate) fn says_nothing(&self) -> bool {
        self.label.is_none() && self.break_before.is_none()
    }
}

/// Where a block-level object goes that is anchored within text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchoring {
    /// It stands like a character: the paragraph is split here.
    InLine,
    /// It floats: it comes before a paragraph whose text has not begun, else after the paragraph.
    Floating,
    /// It floats below the first line of its paragraph or at the foot of the page: it comes after the paragraph.
    Below,
}

/// How a format stores the place of an object, in the terms that all share.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Position {
    /// Whether it stands like a character.
    pub(crate) in_line: bool,
    /// Whether offsets count from the paragraph, not from page or paper.
    pub(crate) from_paragraph: bool,
    /// Whether it is aligned to the bottom.
    pub(crate) at_bottom: bool,
    /// Whether text stands above and below it only.
    pub(crate) top_and_bottom: bool,
    /// How far it is below the top of what it is relative to, in HWPUNIT.
    pub(crate) vertical_offset: i32,
}

/// Half of a line of the smallest body text, in HWPUNIT.
const HALF_LINE: i32 = 400;

impl Position {
    /// Where the object is read. Titles such as `(단위: 백만 원)` are often typed into the paragraph that their table
    /// is anchored in, and the table is pushed below them by its offset.
    pub(crate) fn anchoring(self) -> Anchoring {
        let is_pushed_down = self.from_paragraph && self.top_and_bottom && self.vertical_offset > HALF_LINE;
        match self {
            Position { in_line: true, .. } => Anchoring::InLine,
            Position { at_bottom: true, .. } => Anchoring::Below,
            _ if is_pushed_down => Anchoring::Below,
            _ => Anchoring::Floating,
        }
    }
}

/// Something that begins in the text and ends later, maybe in another paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Span {
    /// A link with its target.
    Link(String),
    /// A tracked change.
    Change { kind: ChangeKind, author: Option<String>, date: Option<String> },
    /// Nothing in the model, but its end must find it.
    Plain,
}

impl Span {
    /// How many bytes each piece of it takes.
    fn weight(&self) -> usize {
        match self {
            Span::Link(target) => target.len(),
            Span::Change { author, date, .. } => [author, date].into_iter().flatten().map(String::len).sum(),
            Span::Plain => 0,
        }
    }
}

/// Builds the blocks of one list of paragraphs (a section, a cell, a note …).
///
/// Between [`begin`](Self::begin) and [`end`](Self::end) come text, inlines, blocks and spans in reading order.
#[derive(Debug, Default)]
pub(crate) struct Composer {
    blocks: Vec<Block>,
    /// What is known about the paragraph under way.
    opening: Opening,
    /// What the paragraph holds outside of spans that are still open.
    content: Vec<Inline>,
    /// What each open span holds, outermost first: as many as are open.
    spans: Vec<Vec<Inline>>,
    /// Floating objects that come after the paragraph.
    after: Vec<Block>,
    has_text: bool,
    /// Whether a piece of the paragraph has been emitted before an object.
    is_split: bool,
    /// Spans that are open now, outermost first. They outlive paragraphs.
    open: Vec<(u64, Span)>,
    /// How much of the piece under way is of which size.
    sizes: Sizes,
    /// Bytes of text so far.
    text_bytes: usize,
    /// Bytes of targets, authors and dates that open spans have taken with them from paragraph to paragraph.
    carried_bytes: usize,
}

/// What spans may take with them before it is held against the text, and how much then for each byte of it: a link of
/// 64 KB that no paragraph ends would come to gigabytes.
const CARRIED: usize = 64 << 10;
const CARRIED_PER_BYTE: usize = 8;

impl Composer {
    pub(crate) fn new() -> Self {
        Composer::default()
    }

    /// Begins a paragraph; ends the one under way.
    pub(crate) fn begin(&mut self, opening: Opening) {
        self.end();
        if let Some(kind) = opening.break_before {
            self.blocks.push(Block::Break(kind, opening.origin));
        }
        self.opening = opening;
    }

    /// Where the next inline goes.
    fn level(&mut self) -> &mut Vec<Inline> {
        self.spans.last_mut().unwrap_or(&mut self.content)
    }

    /// Says how large the text is that comes next, in 1/100 point, until it is said again.
    pub(crate) fn size(&mut self, size: Option<u32>) {
        self.sizes.set(size);
    }

    /// Adds text; joins it to text with the same marks before it. Blanks join whatever text is before them.
    pub(crate) fn text(&mut self, text: &str, marks: Marks) {
        if text.is_empty() {
            return;
        }
        let text = &*composed(text);
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        let is_blank = text.chars().all(char::is_whitespace);
        if !is_blank {
            self.has_text = true;
            self.sizes.add(text.len());
        }
        let decorated = marks.contains(Marks::UNDERLINE) || marks.contains(Marks::STRIKE);
        let level = self.level();
        if let Some(Inline::Text(last)) = level.last_mut()
            && (last.marks == marks || (is_blank && !decorated))
        {
            last.text.push_str(text);
            return;
        }
        push(level, Inline::Text(Text { text: text.to_owned(), marks }));
    }

    /// Adds anything else that stands in the line.
    pub(crate) fn inline(&mut self, inline: Inline) {
        if !matches!(inline, Inline::Anchor(_) | Inline::Tab | Inline::LineBreak) {
            self.has_text = true;
        }
        push(self.level(), inline);
    }

    /// Adds a block-level object that is anchored here.
    pub(crate) fn block(&mut self, block: Block, anchoring: Anchoring) {
        let is_after = match anchoring {
            Anchoring::InLine => false,
            Anchoring::Floating => self.has_text || !self.after.is_empty(),
            Anchoring::Below => true,
        };
        if is_after {
            self.after.push(block);
            return;
        }
        // Only words come before an object that is pushed down, not another object that stands for the line.
        if !self.has_text && !self.is_split {
            self.blocks.append(&mut self.after);
        }
        self.emit_piece();
        push(&mut self.blocks, block);
    }

    /// Opens a span under an id that [`close`](Self::close) names.
    pub(crate) fn open(&mut self, id: u64, span: Span) {
        self.spans.push(Vec::new());
        self.open.push((id, span));
    }

    /// Closes the innermost open span of this id, if there is one. Spans inside it that go on are closed and opened
    /// again.
    pub(crate) fn close(&mut self, id: u64) -> bool {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == id) else { return false };
        let inner = self.open.split_off(at + 1);
        for (_, span) in inner.iter().rev() {
            self.fold(span);
        }
        if let Some((_, span)) = self.open.pop() {
            self.fold(&span);
        }
        for entry in inner {
            self.spans.push(Vec::new());
            self.open.push(entry);
        }
        true
    }

    /// Wraps the innermost level into its span and adds it to the level around it.
    fn fold(&mut self, span: &Span) {
        let content = self.spans.pop().unwrap_or_default();
        if content.is_empty() {
            return;
        }
        let level = self.level();
        match span {
            Span::Link(target) => level.push(Inline::Link(Box::new(Link { target: target.clone(), content }))),
            Span::Change { kind, author, date } => level.push(Inline::Change(Box::new(Change {
                kind: *kind,
                author: author.clone(),
                date: date.clone(),
                content,
            }))),
            Span::Plain => {
                for inline in content {
                    if let Inline::Text(text) = inline {
                        self.text(&text.text, text.marks);
                    } else {
                        self.level().push(inline);
                    }
                }
            }
        }
    }

    /// Emits what the paragraph holds so far; the paragraph goes on.
    fn emit_piece(&mut self) {
        if !self.open.is_empty() {
            let open = std::mem::take(&mut self.open);
            for (_, span) in open.iter().rev() {
                self.fold(span);
            }
            self.spans.resize(open.len(), Vec::new());
            self.open = open;
            self.carry();
        }
        self.has_text = false;
        trim_end(&mut self.content);
        if !has_content(&self.content) {
            // Anchors move on with what comes next; blanks have nothing to say.
            self.content.retain(|inline| matches!(inline, Inline::Anchor(_)));
            return;
        }
        let heading = self.opening.heading.filter(|_| !self.is_split);
        self.is_split = true;
        let paragraph = self.take_paragraph();
        push(&mut self.blocks, finished(paragraph, heading));
    }

    /// Takes open spans over to the next piece. One that has cost more than the text allows goes on as light as it can
    /// be: a link as plain text, a change without author and date.
    fn carry(&mut self) {
        let allowed = self.text_bytes.saturating_mul(CARRIED_PER_BYTE).saturating_add(CARRIED);
        for (_, span) in &mut self.open {
            let carried = self.carried_bytes.saturating_add(span.weight());
            if carried <= allowed {
                self.carried_bytes = carried;
                continue;
            }
            match span {
                Span::Link(_) => *span = Span::Plain,
                Span::Change { author, date, .. } => (*author, *date) = (None, None),
                Span::Plain => {}
            }
        }
    }

    fn take_paragraph(&mut self) -> Paragraph {
        Paragraph {
            label: self.opening.label.take(),
            content: std::mem::take(&mut self.content),
            align: self.opening.align,
            indent: self.opening.indent,
            size: self.sizes.take(),
            origin: self.opening.origin,
        }
    }

    /// Ends the paragraph under way. Anchors that it did not use stay for the next one.
    pub(crate) fn end(&mut self) {
        if self.content.is_empty() && self.spans.is_empty() && self.after.is_empty() && self.opening.label.is_none() {
            (self.has_text, self.is_split, self.opening.heading) = (false, false, None);
            return;
        }
        self.emit_piece();
        // A number is shown even where nothing follows it; a lone bullet says nothing.
        if self.opening.label.as_deref().is_some_and(|label| label.kind == LabelKind::Number) {
            let paragraph = self.take_paragraph();
            push(&mut self.blocks, finished(paragraph, self.opening.heading));
        }
        self.opening.label = None;
        self.opening.heading = None;
        self.blocks.append(&mut self.after);
        self.is_split = false;
    }

    /// Ends everything and hands the blocks over.
    pub(crate) fn finish(mut self) -> Vec<Block> {
        self.take_blocks()
    }

    /// The same for a composer that goes on with the next list.
    pub(crate) fn take_blocks(&mut self) -> Vec<Block> {
        self.end();
        self.open.clear();
        self.spans.clear();
        if !self.content.is_empty() {
            let content = std::mem::take(&mut self.content);
            self.blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        }
        std::mem::take(&mut self.blocks)
    }
}

/// Text in normal form C, so that a search finds it; old Hangul has no composed form and stays as it is.
fn composed(text: &str) -> Cow<'_, str> {
    let is_old = |c| {
        matches!(c, '\u{1113}'..='\u{115F}' | '\u{1176}'..='\u{11A7}' | '\u{11C3}'..='\u{11FF}'
        | '\u{302E}'..='\u{302F}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
    };
    // Combining accents begin with the first two bytes, jamo and letters with two accents with the third.
    let may_combine = text.bytes().fold(false, |found, byte| found | matches!(byte, 0xCC | 0xCD | 0xE1));
    if may_combine && !text.contains(is_old) { text.nfc().collect::<String>().into() } else { text.into() }
}

/// Adds to a list that most often stays at one item: the first one gets room for itself only, since documents have
/// tens of thousands of cells of one paragraph of one run.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
    list.push(item);
}

/// A paragraph as the block it is: a heading, an equation that stands alone, or a plain paragraph.
fn finished(paragraph: Paragraph, heading: Option<u8>) -> Block {
    if let Some(level) = heading {
        return Block::Heading(Heading { level, paragraph });
    }
    let mut visible =
        paragraph.content.iter().filter(|inline| is_visible(inline) || matches!(inline, Inline::Anchor(_)));
    if let (Some(Inline::Equation(equation)), None, None) = (visible.next(), visible.next(), paragraph.label.as_deref())
    {
        return Block::Equation(*equation.clone(), paragraph.origin);
    }
    Block::Paragraph(paragraph)
}

/// Whether inlines hold anything that is shown.
pub(crate) fn has_content(content: &[Inline]) -> bool {
    content.iter().any(is_visible)
}

fn is_visible(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => !text.text.chars().all(char::is_whitespace),
        Inline::LineBreak | Inline::Tab | Inline::Anchor(_) => false,
        Inline::Link(link) => has_content(&link.content),
        Inline::Change(change) => has_content(&change.content),
        Inline::Image(_) | Inline::Equation(_) | Inline::Note(_) | Inline::Ruby(_) | Inline::Unknown(_) => true,
    }
}

/// Removes blanks and line breaks at the end.
fn trim_end(content: &mut Vec<Inline>) {
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

/// Content set off in a frame; nothing when there is no content. A frame that only holds a frame is that frame.
pub(crate) fn frame(mut blocks: Vec<Block>, origin: Origin) -> Option<Block> {
    match blocks.as_slice() {
        [] => None,
        [Block::Frame(_)] => blocks.pop(),
        _ => Some(Block::Frame(Frame { blocks, origin })),
    }
}

/// An object with its caption: the object itself when the caption has no words, the caption's words when there is no
/// object.
pub(crate) fn captioned(content: Vec<Block>, caption: Option<Caption>, origin: Origin) -> Vec<Block> {
    match caption.filter(|caption| !caption.blocks.is_empty()) {
        None => content,
        Some(caption) if content.is_empty() => caption.blocks,
        Some(caption) => match <[Block; 1]>::try_from(content) {
            Ok([Block::Table(table)]) if table.caption.is_none() => {
                vec![Block::Table(crate::document::Table { caption: Some(Box::new(caption)), ..table })]
            }
            Ok([block]) => vec![Block::Figure(Figure { content: vec![block], caption, origin })],
            Err(content) => vec![Block::Figure(Figure { content, caption, origin })],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Equation, plain_text};

    fn opening() -> Opening {
        Opening::default()
    }

    fn text(content: &Inline) -> (&str, Marks) {
        let Inline::Text(text) = content else { panic!("no text: {content:?}") };
        (&text.text, text.marks)
    }

    fn paragraph(block: &Block) -> &Paragraph {
        let Block::Paragraph(paragraph) = block else { panic!("no paragraph: {block:?}") };
        paragraph
    }

    fn break_block() -> Block {
        Block::Frame(Frame { blocks: Vec::new(), origin: Origin::default() })
    }

    #[test]
    fn runs_of_equal_marks_are_one_and_blanks_join_what_is_before_them() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.text("가", Marks::BOLD);
        composer.text("나", Marks::BOLD);
        composer.text(" ", Marks::NONE);
        composer.text("다", Marks::BOLD);
        composer.text("라 ", Marks::NONE);
        let blocks = composer.finish();
        let content = &paragraph(&blocks[0]).content;
        assert_eq!(content.iter().map(text).collect::<Vec<_>>(), [("가나 다", Marks::BOLD), ("라", Marks::NONE)]);
    }

    #[test]
    fn text_is_composed_but_for_old_hangul() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.text("\u{1112}\u{1161}\u{11AB}글 e\u{301}", Marks::NONE);
        composer.begin(opening());
        composer.text("\u{1112}\u{119E}\u{11AB}글", Marks::NONE);
        assert_eq!(plain_text(&composer.finish()), "한글 é\n\u{1112}\u{119E}\u{11AB}글");
    }

    #[test]
    fn paragraph_is_split_at_an_object_in_the_line() {
        let mut composer = Composer::new();
        let label = Label { kind: LabelKind::Number, text: "1.".to_owned(), level: 0 };
        composer.begin(Opening { label: Some(Box::new(label)), heading: Some(2), ..opening() });
        composer.text("앞", Marks::NONE);
        composer.block(break_block(), Anchoring::InLine);
        composer.text("뒤", Marks::NONE);
        let blocks = composer.finish();
        assert!(matches!(&blocks[0], Block::Heading(heading) if heading.paragraph.label.is_some()));
        assert!(matches!(&blocks[1], Block::Frame(_)));
        assert_eq!(paragraph(&blocks[2]).label, None);
    }

    #[test]
    fn floating_object_waits_for_the_end_of_a_sentence_that_has_begun() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.block(break_block(), Anchoring::Floating);
        composer.text("문장은 ", Marks::NONE);
        composer.block(break_block(), Anchoring::Floating);
        composer.text("이어진다.", Marks::NONE);
        let blocks = composer.finish();
        assert!(matches!(blocks[0], Block::Frame(_)) && matches!(blocks[2], Block::Frame(_)));
        assert_eq!(text(&paragraph(&blocks[1]).content[0]).0, "문장은 이어진다.");
    }

    #[test]
    fn object_that_is_pushed_down_comes_after_the_title_in_its_paragraph() {
        let position =
            Position { from_paragraph: true, top_and_bottom: true, vertical_offset: 1_220, ..Position::default() };
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.block(break_block(), position.anchoring());
        composer.text("(단위: 백만 원)", Marks::NONE);
        let blocks = composer.finish();
        assert!(matches!((&blocks[0], &blocks[1]), (Block::Paragraph(_), Block::Frame(_))));
        assert_eq!(Position { vertical_offset: 0, ..position }.anchoring(), Anchoring::Floating);
        assert_eq!(Position { in_line: true, ..position }.anchoring(), Anchoring::InLine);
    }

    #[test]
    fn link_goes_on_over_a_paragraph_end() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.open(1, Span::Link("https://example.com".to_owned()));
        composer.text("하나", Marks::NONE);
        composer.begin(opening());
        composer.text("둘", Marks::NONE);
        assert!(composer.close(1));
        composer.text("셋", Marks::NONE);
        assert!(!composer.close(1));
        let blocks = composer.finish();
        assert_eq!(plain_text(&blocks), "하나\n둘셋");
        assert!(matches!(paragraph(&blocks[0]).content[..], [Inline::Link(_)]));
        assert!(matches!(paragraph(&blocks[1]).content[..], [Inline::Link(_), Inline::Text(_)]));
    }

    #[test]
    fn spans_may_cross() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.open(1, Span::Link("#a".to_owned()));
        composer.text("가", Marks::NONE);
        composer.open(2, Span::Change { kind: ChangeKind::Inserted, author: None, date: None });
        composer.text("나", Marks::NONE);
        composer.close(1);
        composer.text("다", Marks::NONE);
        composer.close(2);
        let blocks = composer.finish();
        let content = &paragraph(&blocks[0]).content;
        assert!(
            matches!(&content[0], Inline::Link(link) if matches!(link.content[..], [Inline::Text(_), Inline::Change(_)]))
        );
        assert!(matches!(&content[1], Inline::Change(_)));
        assert_eq!(plain_text(&blocks), "가나다");
    }

    #[test]
    fn empty_paragraphs_are_left_out_but_their_anchors_and_numbers_are_not() {
        let mut composer = Composer::new();
        composer.begin(opening());
        composer.inline(Inline::Anchor("여기".to_owned()));
        composer.text("  ", Marks::NONE);
        composer.begin(Opening {
            label: Some(Box::new(Label { kind: LabelKind::Bullet, text: "•".to_owned(), level: 0 })),
            ..opening()
        });
        composer.begin(opening());
        composer.text("본문", Marks::NONE);
        composer.begin(Opening {
            label: Some(Box::new(Label { kind: LabelKind::Number, text: "3.".to_owned(), level: 0 })),
            ..opening()
        });
        let blocks = composer.finish();
        assert_eq!(blocks.len(), 2);
        assert!(matches!(paragraph(&blocks[0]).content[..], [Inline::Anchor(_), Inline::Text(_)]));
        assert_eq!(paragraph(&blocks[1]).label.as_deref().unwrap().text, "3.");
    }

    #[test]
    fn equation_alone_in_a_paragraph_is_a_block() {
        let mut composer = Composer::new();
        let equation = Equation { script: "a over b".to_owned(), latex: None };
        composer.begin(opening());
        composer.inline(Inline::Equation(Box::new(equation.clone())));
        composer.begin(opening());
        composer.text("식 ", Marks::NONE);
        composer.inline(Inline::Equation(Box::new(equation)));
        let blocks = composer.finish();
        assert!(matches!(blocks[0], Block::Equation(..)));
        assert!(matches!(blocks[1], Block::Paragraph(_)));
    }
}
