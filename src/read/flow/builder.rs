//! Pieces of text to blocks: merges runs, splits paragraphs at objects, leaves empty paragraphs out, carries open
//! links over paragraph ends. Every reader composes its content here, so that the same document in two formats gives
//! the same model.

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

use std::borrow::Cow;

pub(crate) use super::anchoring::{Anchoring, Position};
pub(crate) use super::content::has_content;
use super::content::{is_visible, trim_end, trim_start};
use super::phrase::{self, Phrase};
use super::size::Sizes;
pub(crate) use super::span::Span;
use crate::document::{
    Align, Block, Blocks, BreakKind, Caption, Figure, Frame, Heading, Inline, Inlines, Label, LabelKind, Look, Marks,
    Origin, Paragraph, Str, Text,
};
use crate::nfc::nfc;
use crate::read::style::shapes::CharacterShape;

/// What is known about a paragraph before its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    /// Outline level from 1, for headings.
    pub(crate) heading: Option<u8>,
    pub(crate) label: Option<Box<Label>>,
    pub(crate) align: Align,
    /// In 1/100 point.
    pub(crate) indent: i32,
    /// Empty when its name says nothing.
    pub(crate) style: Str,
    pub(crate) origin: Origin,
    pub(crate) break_before: Option<BreakKind>,
}

impl Opening {
    /// Whether nothing is shown of a paragraph without text.
    pub(crate) fn says_nothing(&self) -> bool {
        self.label.is_none() && self.break_before.is_none()
    }
}

/// Builds the blocks of one list of paragraphs (a section, a cell, a note …).
///
/// Between [`begin`](Self::begin) and [`end`](Self::end) come text, inlines, blocks and spans in reading order.
#[derive(Debug, Default)]
pub(crate) struct Composer {
    /// Most lists are cells with one paragraph, which then goes from here into the cell as it is.
    blocks: Blocks,
    /// What is known about the paragraph under way.
    opening: Opening,
    /// What the paragraph holds outside of spans that are still open.
    content: Inlines,
    /// What each open span holds, outermost first: as many as are open.
    spans: Vec<Inlines>,
    /// Boxes in the line whose words are in the content, in order.
    phrases: Vec<Phrase>,
    /// Floating objects that come after the paragraph.
    after: Vec<Block>,
    has_text: bool,
    /// Whether a piece of the paragraph has been emitted before an object.
    is_split: bool,
    /// Whether an object has been emitted in the paragraph, behind which blanks are no indent.
    follows_object: bool,
    /// Spans that are open now, outermost first. They outlive paragraphs. A link that has become too heavy to be carried
    /// on is nothing any more, but its end must find it.
    open: Vec<(u64, Option<Span>)>,
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
    #[inline]
    pub(crate) fn begin(&mut self, opening: Opening) {
        self.end();
        if let Some(kind) = opening.break_before {
            self.blocks.push(Block::Break(kind, opening.origin));
        }
        self.opening = opening;
    }

    /// Where the next inline goes.
    fn level(&mut self) -> &mut Inlines {
        self.spans.last_mut().unwrap_or(&mut self.content)
    }

    /// Says how large the text is that comes next, in 1/100 point, and how it looks, until it is said again.
    pub(crate) fn size(&mut self, size: Option<u32>, look: Look) {
        self.sizes.set(size, look);
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
        // The words of a box can still become a box.
        let is_behind_phrase = self.phrases.last().is_some_and(|phrase| phrase.to == self.content.len());
        let level = self.level();
        if let Some(Inline::Text(last)) = level.last_mut().filter(|_| !is_behind_phrase)
            && (last.marks == marks || (is_blank && !decorated))
        {
            last.text.push_str(text);
            return;
        }
        level.push(Inline::Text(Text { text: text.into(), marks }));
    }

    /// Adds a paragraph of one run of text, which is in normal form C: what it comes to, to begin it, to add the text
    /// and to end it.
    pub(crate) fn line(&mut self, opening: Opening, text: &str, shape: CharacterShape) {
        let CharacterShape { marks, size, look } = shape;
        self.begin(opening);
        self.size(size, look);
        if !self.is_idle() {
            self.text(text, marks);
            return self.end();
        }
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        let heading = self.opening.heading.take();
        let shown = text.trim_end();
        if !shown.is_empty() {
            let Opening { align, indent, origin, .. } = self.opening;
            let style = self.opening.style.clone();
            let content = Inlines::one(Inline::Text(Text { text: shown.into(), marks }));
            // Without a size nothing is known of the letters.
            let look = if size.is_some() { look } else { Look::default() };
            let paragraph = Paragraph { label: None, content, align, indent, size, look, style, origin };
            self.blocks.push(headed(paragraph, heading));
        }
    }

    /// Whether nothing is under way.
    fn is_idle(&self) -> bool {
        self.content.is_empty() && self.spans.is_empty() && self.after.is_empty() && self.opening.label.is_none()
    }

    /// Adds anything else that stands in the line.
    pub(crate) fn inline(&mut self, inline: Inline) {
        let Some(inline) = super::linked::shown(inline) else { return };
        if let Inline::Text(text) = &inline {
            return self.text(&text.text, text.marks);
        }
        if !matches!(inline, Inline::Anchor(_) | Inline::Tab | Inline::LineBreak) {
            self.has_text = true;
        }
        self.level().push(inline);
    }

    /// Adds a block-level object that is anchored here.
    pub(crate) fn block(&mut self, block: Block, anchoring: Anchoring) {
        if anchoring == Anchoring::InLine
            && self.open.is_empty()
            && let Some(words) = phrase::phrase(&block)
        {
            // Its border sets it off from the number of its line.
            if let Some(Inline::Text(text)) = self.content.last_mut()
                && text.text.ends_with(['.', ')', ':', ','])
            {
                text.text.push_str(" ");
            }
            let from = self.content.len();
            self.content.extend(words);
            self.phrases.push(Phrase { from, to: self.content.len(), block });
            return;
        }
        self.object(block, anchoring);
    }

    fn object(&mut self, block: Block, anchoring: Anchoring) {
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
            self.blocks.extend(self.after.drain(..));
        }
        self.emit_piece();
        self.blocks.push(block);
        self.follows_object = true;
    }

    /// Opens a span under an id that [`close`](Self::close) names.
    pub(crate) fn open(&mut self, id: u64, span: Span) {
        self.spans.push(Inlines::new());
        self.open.push((id, Some(span)));
    }

    /// Closes the innermost open span of this id, if there is one. Spans inside it that go on are closed and opened
    /// again.
    pub(crate) fn close(&mut self, id: u64) -> bool {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == id) else { return false };
        let inner = self.open.split_off(at + 1);
        for (_, span) in inner.iter().rev() {
            self.fold(span.as_ref());
        }
        if let Some((_, span)) = self.open.pop() {
            self.fold(span.as_ref());
        }
        for entry in inner {
            self.spans.push(Inlines::new());
            self.open.push(entry);
        }
        true
    }

    /// Wraps the innermost level into its span and adds it to the level around it.
    fn fold(&mut self, span: Option<&Span>) {
        let content = self.spans.pop().unwrap_or_default();
        if content.is_empty() {
            return;
        }
        if let Some(span) = span {
            return self.level().push(span.around(content));
        }
        for inline in content {
            if let Inline::Text(text) = inline {
                self.text(&text.text, text.marks);
            } else {
                self.level().push(inline);
            }
        }
    }

    /// Lets boxes of one phrase stay in their sentence; those that stand alone split the paragraph as other objects do.
    fn settle_phrases(&mut self) {
        let phrases = phrase::settle(std::mem::take(&mut self.phrases), &self.content);
        let mut content = std::mem::take(&mut self.content).into_iter();
        let mut at = 0;
        for (phrase, is_in_sentence) in phrases {
            self.content.extend(content.by_ref().take(phrase.from.saturating_sub(at)));
            let words = content.by_ref().take(phrase.to.saturating_sub(phrase.from));
            if is_in_sentence {
                self.content.extend(words);
                self.has_text = true;
            } else {
                words.for_each(drop);
                self.object(phrase.block, Anchoring::InLine);
            }
            at = phrase.to;
        }
        self.content.extend(content);
    }

    /// Emits what the paragraph holds so far; the paragraph goes on.
    fn emit_piece(&mut self) {
        if !self.open.is_empty() {
            let open = std::mem::take(&mut self.open);
            for (_, span) in open.iter().rev() {
                self.fold(span.as_ref());
            }
            self.spans.resize_with(open.len(), Inlines::new);
            self.open = open;
            self.carry();
        }
        if !self.phrases.is_empty() {
            self.settle_phrases();
        }
        self.has_text = false;
        if std::mem::take(&mut self.follows_object) {
            trim_start(&mut self.content);
        }
        trim_end(&mut self.content);
        if !has_content(&self.content) {
            // Anchors move on with what comes next; blanks have nothing to say.
            self.content.retain(|inline| matches!(inline, Inline::Anchor(_)));
            return;
        }
        let heading = self.opening.heading.filter(|_| !self.is_split);
        self.is_split = true;
        let paragraph = self.take_paragraph();
        self.blocks.push(finished(paragraph, heading));
    }

    /// Takes open spans over to the next piece. One that has cost more than the text allows goes on as light as it can
    /// be: a link as plain text, a change without author and date.
    fn carry(&mut self) {
        let allowed = self.text_bytes.saturating_mul(CARRIED_PER_BYTE).saturating_add(CARRIED);
        for (_, span) in &mut self.open {
            let carried = self.carried_bytes.saturating_add(span.as_ref().map_or(0, Span::weight));
            if carried <= allowed {
                self.carried_bytes = carried;
            } else {
                *span = span.take().and_then(Span::lightened);
            }
        }
    }

    fn take_paragraph(&mut self) -> Paragraph {
        let (size, look) = self.sizes.take().unzip();
        Paragraph {
            label: self.opening.label.take(),
            content: std::mem::take(&mut self.content),
            align: self.opening.align,
            indent: self.opening.indent,
            size,
            look: look.unwrap_or_default(),
            style: self.opening.style.clone(),
            origin: self.opening.origin,
        }
    }

    /// Ends the paragraph under way. Anchors that it did not use stay for the next one.
    #[inline]
    pub(crate) fn end(&mut self) {
        if self.is_idle() {
            (self.has_text, self.is_split, self.follows_object, self.opening.heading) = (false, false, false, None);
        } else {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        self.emit_piece();
        // A number is shown even where nothing follows it; a lone bullet says nothing.
        if self.opening.label.as_deref().is_some_and(|label| label.kind == LabelKind::Number) {
            let paragraph = self.take_paragraph();
            self.blocks.push(finished(paragraph, self.opening.heading));
        }
        self.opening.label = None;
        self.opening.heading = None;
        self.blocks.extend(self.after.drain(..));
        (self.is_split, self.follows_object) = (false, false);
    }

    /// Ends everything and hands the blocks over.
    pub(crate) fn finish(mut self) -> Blocks {
        self.take_blocks()
    }

    /// The same for a composer that goes on with the next list.
    pub(crate) fn take_blocks(&mut self) -> Blocks {
        self.end_list();
        std::mem::take(&mut self.blocks)
    }

    fn end_list(&mut self) {
        self.end();
        self.open.clear();
        self.spans.clear();
        if !self.content.is_empty() {
            let content = std::mem::take(&mut self.content);
            self.blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        }
    }
}

/// Text in normal form C, so that a search finds it; old Hangul has no composed form and stays as it is.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    let is_old = |c| {
        matches!(c, '\u{1113}'..='\u{115F}' | '\u{1176}'..='\u{11A7}' | '\u{11C3}'..='\u{11FF}'
        | '\u{302E}'..='\u{302F}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
    };
    // Combining accents begin with the first two bytes, jamo and letters with two accents with the third.
    let may_combine = text.bytes().fold(false, |found, byte| found | matches!(byte, 0xCC | 0xCD | 0xE1));
    if may_combine && !text.contains(is_old) { nfc(text.chars()).into() } else { text.into() }
}

/// Whether a unit of UTF-16 may come together with its neighbours in normal form C.
pub(crate) fn may_combine_unit(unit: u16) -> bool {
    matches!(unit, 0x300..=0x37F | 0x1000..=0x1FFF)
}

/// A paragraph as the block it is: a heading, an equation that stands alone, or a plain paragraph.
fn finished(paragraph: Paragraph, heading: Option<u8>) -> Block {
    let mut visible =
        paragraph.content.iter().filter(|inline| is_visible(inline) || matches!(inline, Inline::Anchor(_)));
    match (visible.next(), visible.next(), paragraph.label.as_deref(), heading) {
        (Some(Inline::Equation(equation)), None, None, None) => Block::Equation(*equation.clone(), paragraph.origin),
        _ => headed(paragraph, heading),
    }
}

/// A paragraph as a heading, if it is one.
fn headed(paragraph: Paragraph, heading: Option<u8>) -> Block {
    match heading {
        Some(level) => Block::Heading(Heading { level, inferred: false, paragraph }),
        None => Block::Paragraph(paragraph),
    }
}

/// Content set off in a frame; nothing when there is no content. A frame that only holds a frame is that frame.
pub(crate) fn frame(mut blocks: Blocks, origin: Origin) -> Option<Block> {
    match blocks.as_slice() {
        [] => None,
        [Block::Frame(_)] => blocks.pop(),
        _ => Some(Block::Frame(Box::new(Frame { blocks, origin }))),
    }
}

/// An object with its caption: the object itself when the caption has no words, the caption's words when there is no
/// object.
pub(crate) fn captioned(mut blocks: Blocks, caption: Option<Caption>, origin: Origin) -> Blocks {
    let Some(caption) = caption.filter(|caption| !caption.blocks.is_empty()) else { return blocks };
    match blocks.as_mut_slice() {
        [] => caption.blocks,
        [Block::Table(table)] if table.caption.is_none() => {
            table.caption = Some(Box::new(caption));
            blocks
        }
        _ => Blocks::one(Block::Figure(Box::new(Figure { blocks, caption, origin }))),
    }
}
