//! Pieces of text to blocks: merges runs, splits paragraphs at objects, leaves empty paragraphs out, carries open
//! links over paragraph ends. Every reader composes its content here, so that the same document in two formats gives
//! the same model.

use crate::document::{
    Align, Block, BreakKind, Caption, Change, ChangeKind, Figure, Frame, Heading, Inline, Label, LabelKind, Link,
    Marks, Origin, Paragraph, Text,
};

/// What is known about a paragraph before its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    /// Outline level from 1, for headings.
    pub(crate) heading: Option<u8>,
    pub(crate) label: Option<Label>,
    pub(crate) align: Align,
    pub(crate) origin: Origin,
    pub(crate) break_before: Option<BreakKind>,
}

/// Where a block-level object goes that is anchored within text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchoring {
    /// It stands like a character: the paragraph is split here.
    InLine,
    /// It floats: it comes before a paragraph whose text has not begun, else after the paragraph.
    Floating,
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

/// Builds the blocks of one list of paragraphs (a section, a cell, a note …).
///
/// Between [`begin`](Self::begin) and [`end`](Self::end) come text, inlines, blocks and spans in reading order.
#[derive(Debug, Default)]
pub(crate) struct Composer {
    blocks: Vec<Block>,
    draft: Option<Draft>,
    /// Spans that are open now, outermost first. They outlive paragraphs.
    open: Vec<(u64, Span)>,
    /// Anchors of paragraphs that were left out, for the next one.
    anchors: Vec<Inline>,
}

/// A paragraph under way.
#[derive(Debug)]
struct Draft {
    opening: Opening,
    /// One list of inlines for the paragraph and one for each open span inside it.
    levels: Vec<Vec<Inline>>,
    /// Floating objects that come after the paragraph.
    after: Vec<Block>,
    has_text: bool,
    /// Whether a piece of the paragraph has been emitted before an object.
    is_split: bool,
}

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
        let mut levels = vec![std::mem::take(&mut self.anchors)];
        levels.extend(self.open.iter().map(|_| Vec::new()));
        self.draft = Some(Draft { opening, levels, after: Vec::new(), has_text: false, is_split: false });
    }

    fn draft(&mut self) -> &mut Draft {
        let open = self.open.len();
        self.draft.get_or_insert_with(|| Draft {
            opening: Opening::default(),
            levels: vec![Vec::new(); open + 1],
            after: Vec::new(),
            has_text: false,
            is_split: false,
        })
    }

    fn level(&mut self) -> &mut Vec<Inline> {
        let levels = &mut self.draft().levels;
        if levels.is_empty() {
            levels.push(Vec::new());
        }
        let last = levels.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "not empty: filled above")]
        &mut levels[last]
    }

    /// Adds text; joins it to text with the same marks before it. Blanks join whatever text is before them.
    pub(crate) fn text(&mut self, text: &str, marks: Marks) {
        if text.is_empty() {
            return;
        }
        let is_blank = text.chars().all(char::is_whitespace);
        if !is_blank {
            self.draft().has_text = true;
        }
        let decorated = marks.contains(Marks::UNDERLINE) || marks.contains(Marks::STRIKE);
        let level = self.level();
        if let Some(Inline::Text(last)) = level.last_mut() {
            if last.marks == marks || (is_blank && !decorated) {
                last.text.push_str(text);
                return;
            }
        }
        level.push(Inline::Text(Text { text: text.to_owned(), marks }));
    }

    /// Adds anything else that stands in the line.
    pub(crate) fn inline(&mut self, inline: Inline) {
        if !matches!(inline, Inline::Anchor(_) | Inline::Tab | Inline::LineBreak) {
            self.draft().has_text = true;
        }
        self.level().push(inline);
    }

    /// Adds a block-level object that is anchored here.
    pub(crate) fn block(&mut self, block: Block, anchoring: Anchoring) {
        let draft = self.draft();
        if anchoring == Anchoring::Floating && draft.has_text {
            draft.after.push(block);
            return;
        }
        self.emit_piece();
        self.blocks.push(block);
    }

    /// Opens a span under an id that [`close`](Self::close) names.
    pub(crate) fn open(&mut self, id: u64, span: Span) {
        self.draft().levels.push(Vec::new());
        self.open.push((id, span));
    }

    /// Closes the innermost open span of this id, if there is one. Spans inside it that go on are closed and opened
    /// again.
    pub(crate) fn close(&mut self, id: u64) -> bool {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == id) else { return false };
        self.draft();
        let inner = self.open.split_off(at + 1);
        for (_, span) in inner.iter().rev() {
            self.fold(span);
        }
        if let Some((_, span)) = self.open.pop() {
            self.fold(&span);
        }
        for entry in inner {
            self.draft().levels.push(Vec::new());
            self.open.push(entry);
        }
        true
    }

    /// Closes the innermost open span, whatever its id. Returns whether there was one.
    pub(crate) fn close_innermost(&mut self) -> bool {
        self.open.last().map(|(id, _)| *id).is_some_and(|id| self.close(id))
    }

    /// Wraps the innermost level into its span and adds it to the level around it.
    fn fold(&mut self, span: &Span) {
        let draft = self.draft();
        if draft.levels.len() < 2 {
            return;
        }
        let content = draft.levels.pop().unwrap_or_default();
        let level = self.level();
        if content.is_empty() {
            return;
        }
        match span {
            Span::Link(target) => level.push(Inline::Link(Link { target: target.clone(), content })),
            Span::Change { kind, author, date } => {
                level.push(Inline::Change(Change { kind: *kind, author: author.clone(), date: date.clone(), content }))
            }
            Span::Plain => {
                for inline in content {
                    match inline {
                        Inline::Text(text) => self.text(&text.text, text.marks),
                        other => self.level().push(other),
                    }
                }
            }
        }
    }

    /// Emits what the paragraph holds so far; the paragraph goes on.
    fn emit_piece(&mut self) {
        let open = std::mem::take(&mut self.open);
        for (_, span) in open.iter().rev() {
            self.fold(span);
        }
        let Some(draft) = self.draft.as_mut() else {
            self.open = open;
            return;
        };
        let mut content = std::mem::take(&mut draft.levels).into_iter().flatten().collect::<Vec<Inline>>();
        draft.levels = vec![Vec::new(); open.len() + 1];
        self.open = open;
        draft.has_text = false;
        trim_end(&mut content);
        if !content.iter().any(is_visible) {
            // Anchors move on with what comes next; blanks have nothing to say.
            content.retain(|inline| matches!(inline, Inline::Anchor(_)));
            if let Some(level) = draft.levels.first_mut() {
                *level = content;
            }
            return;
        }
        let label = draft.opening.label.take();
        let heading = draft.opening.heading.filter(|_| !draft.is_split);
        draft.is_split = true;
        let paragraph = Paragraph { label, content, align: draft.opening.align, origin: draft.opening.origin };
        self.blocks.push(finished(paragraph, heading));
    }

    /// Ends the paragraph under way.
    pub(crate) fn end(&mut self) {
        if self.draft.is_none() {
            return;
        }
        self.emit_piece();
        let Some(draft) = self.draft.take() else { return };
        let Draft { mut opening, levels, after, is_split, .. } = draft;
        self.anchors.extend(levels.into_iter().flatten());
        // A number is shown even where nothing follows it; a lone bullet says nothing.
        let lone = opening.label.take().filter(|label| label.kind == LabelKind::Number && !is_split);
        if let Some(label) = lone {
            let content = std::mem::take(&mut self.anchors);
            let paragraph = Paragraph { label: Some(label), content, align: opening.align, origin: opening.origin };
            self.blocks.push(finished(paragraph, opening.heading));
        }
        self.blocks.extend(after);
    }

    /// Ends everything and hands the blocks over.
    pub(crate) fn finish(mut self) -> Vec<Block> {
        self.end();
        if !self.anchors.is_empty() {
            let content = std::mem::take(&mut self.anchors);
            self.blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        }
        self.blocks
    }
}

/// A paragraph as the block it is: a heading, an equation that stands alone, or a plain paragraph.
fn finished(paragraph: Paragraph, heading: Option<u8>) -> Block {
    if let Some(level) = heading {
        return Block::Heading(Heading { level, paragraph });
    }
    let mut visible =
        paragraph.content.iter().filter(|inline| is_visible(inline) || matches!(inline, Inline::Anchor(_)));
    if let (Some(Inline::Equation(equation)), None, None) = (visible.next(), visible.next(), paragraph.label.as_ref()) {
        return Block::Equation(equation.clone(), paragraph.origin);
    }
    Block::Paragraph(paragraph)
}

fn is_visible(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => !text.text.chars().all(char::is_whitespace),
        Inline::LineBreak | Inline::Tab | Inline::Anchor(_) => false,
        Inline::Link(link) => link.content.iter().any(is_visible),
        Inline::Change(change) => change.content.iter().any(is_visible),
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
                vec![Block::Table(crate::document::Table { caption: Some(caption), ..table })]
            }
            Ok([block]) => vec![Block::Figure(Figure { content: vec![block], caption, origin })],
            Err(content) => vec![Block::Figure(Figure { content, caption, origin })],
        },
    }
}
