//! [`Document`] to JSON: the whole model, in the form that `docs/json-schema.md` describes.
//!
//! Nothing is left out but comments, when the caller wants none; page furniture is always there, as programs can tell
//! it from the body. Link targets and picture sources are data here and stand as stored. What would make the JSON deeper
//! than parsers take is written as its words.

mod form;
pub(super) mod line;
mod list;
mod progress;

use std::borrow::Cow;

use crate::document::{
    Align, Asset, Block, BreakKind, Caption, Cell, ChangeKind, Crop, Document, Equation, Format, Furniture,
    FurnitureKind, Inline, Label, LabelKind, Look, Marks, Metadata, Note, NoteKind, Origin, PageParity, Paragraph,
    Section, Table, Text, plain_text,
};
use crate::place::Place;
use crate::warning::{Ledger, Severity, Warning, WarningKind};
use crate::write::provenance::Provenance;
use crate::write::{Comments, WriteOptions};
use list::{Blocks, Inlines, List};
use progress::Progress;

/// How deep the JSON may nest. Parsers give up at 128 (serde_json) or later.
const DEPTH: u16 = 124;
/// How much deeper than a block its own text goes: the list of its content, a piece of it, the list of its marks.
const LEAF: u16 = 4;

/// Appends a document as JSON on one line.
pub(crate) fn write(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    out: &mut String,
    ledger: &mut Ledger,
) {
    let progress = Progress::new(options.limits.output_bytes);
    let line = written(document, options, known, &progress, &[]);
    let lost = progress.warnings();
    if lost.is_empty() {
        return line::push(line, out);
    }
    drop(line);
    // Only now it is known what the document has to say about itself; the same is lost again.
    let progress = Progress::new(options.limits.output_bytes);
    line::push(written(document, options, known, &progress, &lost), out);
    for kind in lost {
        ledger.enter(kind, &Place::default());
    }
}

fn written(
    document: &Document,
    options: &WriteOptions,
    known: &Provenance,
    progress: &Progress,
    lost: &[WarningKind],
) -> Vec<u8> {
    let writer = Writer { assets: &document.assets, comments: options.comments, progress, depth: 1 };
    let lost = lost.iter().map(|kind| Warning::new(kind.clone(), Place::default()));
    let all: Vec<Warning> = known.warnings.iter().cloned().chain(lost).collect();
    let form = form::Document {
        schema: form::SCHEMA,
        id: known.id.as_deref(),
        source: known.source.as_deref(),
        format: document.format.map(Format::name),
        pages: document.pages,
        metadata: metadata(&document.metadata),
        sections: writer.list(&document.sections, Writer::section),
        assets: writer.list(&document.assets, |_, item| Some(asset(item))),
        warnings: warnings(&all),
    };
    line::line(&form, progress)
}

/// What a document says about itself.
pub(super) fn metadata(metadata: &Metadata) -> form::Metadata<'_> {
    form::Metadata {
        title: metadata.title.as_deref(),
        subject: metadata.subject.as_deref(),
        author: metadata.author.as_deref(),
        keywords: metadata.keywords.as_deref(),
        comments: metadata.comments.as_deref(),
        last_saved_by: metadata.last_saved_by.as_deref(),
        created: metadata.created.as_deref(),
        modified: metadata.modified.as_deref(),
        date: metadata.date.as_deref(),
        application: metadata.application.as_deref(),
        format_version: metadata.format_version.as_deref(),
        page_count: metadata.page_count,
        license: metadata.license.as_deref(),
    }
}

/// The loss ledger.
pub(super) fn warnings(warnings: &[Warning]) -> Vec<form::Warning> {
    let form = |warning: &Warning| form::Warning {
        severity: match warning.kind.severity() {
            Severity::Loss => form::Severity::Loss,
            Severity::Change => form::Severity::Change,
            Severity::Repair => form::Severity::Repair,
        },
        kind: warning.kind.name(),
        what: warning.kind.what(),
        message: warning.kind.to_string(),
        place: warning.place.to_string(),
        count: warning.count,
    };
    warnings.iter().map(form).collect()
}

/// Gives the model its form.
#[derive(Debug, Clone, Copy)]
struct Writer<'a> {
    assets: &'a [Asset],
    comments: Comments,
    progress: &'a Progress,
    /// How deep the object stands that is given its form.
    depth: u16,
}

impl<'a> Writer<'a> {
    fn list<M, F>(self, items: &'a [M], form: fn(Self, &'a M) -> Option<F>) -> List<'a, M, F> {
        List { items, writer: self.deeper(2), form, first: Vec::new() }
    }

    fn deeper(self, levels: u16) -> Self {
        Writer { depth: self.depth.saturating_add(levels), ..self }
    }

    /// Whether blocks have room that would stand so many levels deeper than this object; else their words take their
    /// place.
    fn has_room(self, levels: u16) -> bool {
        let has_room = self.depth.saturating_add(levels + LEAF) <= DEPTH;
        if !has_room {
            self.progress.meet_depth();
        }
        has_room
    }

    /// The words of blocks that have no room.
    fn words(self, blocks: &[Block]) -> form::Text<'a> {
        form::Text { text: Cow::Owned(plain_text(blocks)), marks: Vec::new() }
    }

    fn words_of(self, content: &[Inline]) -> form::Text<'a> {
        self.words(&[Block::Paragraph(Paragraph {
            content: content.iter().cloned().collect(),
            ..Paragraph::default()
        })])
    }

    fn section(self, section: &'a Section) -> Option<form::Section<'a>> {
        Some(form::Section {
            blocks: self.blocks(&section.blocks),
            furniture: self.list(&section.furniture, Writer::furniture),
        })
    }

    fn furniture(self, furniture: &'a Furniture) -> Option<form::Furniture<'a>> {
        Some(form::Furniture {
            kind: match furniture.kind {
                FurnitureKind::Header => form::FurnitureKind::Header,
                FurnitureKind::Footer => form::FurnitureKind::Footer,
                FurnitureKind::MasterPage => form::FurnitureKind::MasterPage,
            },
            pages: match furniture.pages {
                PageParity::Both => form::Parity::Both,
                PageParity::Even => form::Parity::Even,
                PageParity::Odd => form::Parity::Odd,
            },
            blocks: self.blocks(&furniture.blocks),
        })
    }

    fn blocks(self, blocks: &'a [Block]) -> Blocks<'a> {
        self.list(blocks, Writer::block)
    }

    fn block(self, block: &'a Block) -> Option<form::Block<'a>> {
        if self.progress.is_full() {
            return None;
        }
        Some(match block {
            Block::Table(_) | Block::Figure(_) | Block::Frame(_) if !self.has_room(4) => {
                let words = form::Inline::Text(self.words(std::slice::from_ref(block)));
                form::Block::Paragraph(form::Paragraph {
                    address: address(block.origin()),
                    label: None,
                    align: form::Align::Justify,
                    look: form::Look::default(),
                    content: List { first: vec![words], ..self.inlines(&[]) },
                })
            }
            Block::Paragraph(paragraph) => form::Block::Paragraph(form::Paragraph {
                address: address(paragraph.origin),
                label: paragraph.label.as_deref().map(label),
                align: align(paragraph.align),
                look: look(paragraph),
                content: self.inlines(&paragraph.content),
            }),
            Block::Heading(heading) => form::Block::Heading(form::Heading {
                address: address(heading.paragraph.origin),
                level: heading.level,
                inferred: heading.inferred.then_some(true),
                label: heading.paragraph.label.as_deref().map(label),
                align: align(heading.paragraph.align),
                look: look(&heading.paragraph),
                content: self.inlines(&heading.paragraph.content),
            }),
            Block::Table(table) => form::Block::Table(self.table(table)),
            Block::Figure(figure) => form::Block::Figure(form::Figure {
                address: address(figure.origin),
                blocks: self.blocks(&figure.blocks),
                caption: self.caption(&figure.caption),
            }),
            Block::Equation(formula, origin) => {
                form::Block::Equation(form::BlockEquation { address: address(*origin), equation: equation(formula) })
            }
            Block::Frame(frame) => {
                form::Block::Frame(form::Frame { address: address(frame.origin), blocks: self.blocks(&frame.blocks) })
            }
            Block::Break(kind, origin) => form::Block::Break(form::Break {
                address: address(*origin),
                kind: match kind {
                    BreakKind::Page => form::BreakKind::Page,
                    BreakKind::Column => form::BreakKind::Column,
                },
            }),
        })
    }

    fn table(self, table: &'a Table) -> form::Table<'a> {
        form::Table {
            address: address(table.origin),
            rows: table.rows,
            columns: table.columns,
            header_rows: table.header_rows,
            caption: table.caption.as_deref().map(|caption| self.caption(caption)),
            cells: self.list(&table.cells, Writer::cell),
        }
    }

    fn cell(self, cell: &'a Cell) -> Option<form::Cell<'a>> {
        Some(form::Cell {
            row: cell.row,
            column: cell.column,
            row_span: cell.row_span,
            column_span: cell.column_span,
            header: cell.header,
            blocks: self.blocks(&cell.blocks),
        })
    }

    fn caption(self, caption: &'a Caption) -> form::Caption<'a> {
        form::Caption { before: caption.before, blocks: self.deeper(1).blocks(&caption.blocks) }
    }

    fn inlines(self, content: &'a [Inline]) -> Inlines<'a> {
        self.list(content, Writer::inline)
    }

    /// Notes are left out when they are comments that nobody wants.
    fn wants(self, note: &Note) -> bool {
        note.kind != NoteKind::Comment || self.comments == Comments::Keep
    }

    fn inline(self, inline: &'a Inline) -> Option<form::Inline<'a>> {
        Some(match inline {
            Inline::Text(run) => form::Inline::Text(text(run)),
            Inline::LineBreak => form::Inline::LineBreak,
            Inline::Tab => form::Inline::Tab,
            Inline::Link(link) if !self.has_room(2) => form::Inline::Text(self.words_of(&link.content)),
            Inline::Link(link) => form::Inline::Link { target: &link.target, content: self.inlines(&link.content) },
            Inline::Image(image) => form::Inline::Image {
                asset: image.asset.and_then(|index| self.assets.get(index)).map(|asset| asset.name.as_str()),
                source: image.source.as_deref(),
                alt: &image.alt,
                width: image.size.map(|size| points(size.width)),
                height: image.size.map(|size| points(size.height)),
                crop: image.crop.map(crop),
            },
            Inline::Equation(formula) => form::Inline::Equation(equation(formula)),
            Inline::Note(note) if !self.wants(note) => return None,
            Inline::Note(note) if !self.has_room(2) => form::Inline::Text(self.words(&note.blocks)),
            Inline::Note(note) => form::Inline::Note {
                kind: match note.kind {
                    NoteKind::Footnote => form::NoteKind::Footnote,
                    NoteKind::Endnote => form::NoteKind::Endnote,
                    NoteKind::Comment => form::NoteKind::Comment,
                },
                number: &note.number,
                author: note.author.as_deref(),
                blocks: self.blocks(&note.blocks),
            },
            Inline::Ruby(ruby) => form::Inline::Ruby { base: text(&ruby.base), ruby: &ruby.ruby },
            Inline::Anchor(name) => form::Inline::Anchor { name },
            Inline::Change(change) if !self.has_room(2) => form::Inline::Text(self.words_of(&change.content)),
            Inline::Change(change) => form::Inline::Change {
                kind: match change.kind {
                    ChangeKind::Inserted => form::ChangeKind::Inserted,
                    ChangeKind::Deleted => form::ChangeKind::Deleted,
                },
                author: change.author.as_deref(),
                date: change.date.as_deref(),
                content: self.inlines(&change.content),
            },
            Inline::Unknown(unknown) => form::Inline::Unknown { id: &unknown.id, text: &unknown.text },
        })
    }
}

fn address(origin: Origin) -> form::Address {
    form::Address { section: origin.section, paragraph: origin.paragraph, page: origin.page }
}

fn label(label: &Label) -> form::Label<'_> {
    let kind = match label.kind {
        LabelKind::Number => form::LabelKind::Number,
        LabelKind::Bullet => form::LabelKind::Bullet,
        LabelKind::Mark => form::LabelKind::Mark,
    };
    form::Label { kind, text: &label.text, level: label.level }
}

fn look(paragraph: &Paragraph) -> form::Look<'_> {
    let Look { face, color } = paragraph.look;
    form::Look {
        indent: Some(paragraph.indent).filter(|indent| *indent != 0),
        size: paragraph.size,
        face: Some(face).filter(|face| *face != 0),
        color: (color != 0).then(|| format!("#{color:06x}")),
        style: Some(paragraph.style.as_str()).filter(|style| !style.is_empty()),
    }
}

fn align(align: Align) -> form::Align {
    match align {
        Align::Justify => form::Align::Justify,
        Align::Left => form::Align::Left,
        Align::Right => form::Align::Right,
        Align::Center => form::Align::Center,
        Align::Distribute => form::Align::Distribute,
    }
}

fn text(text: &Text) -> form::Text<'_> {
    const NAMES: [(Marks, form::Mark); 6] = [
        (Marks::BOLD, form::Mark::Bold),
        (Marks::ITALIC, form::Mark::Italic),
        (Marks::UNDERLINE, form::Mark::Underline),
        (Marks::STRIKE, form::Mark::Strike),
        (Marks::SUPERSCRIPT, form::Mark::Superscript),
        (Marks::SUBSCRIPT, form::Mark::Subscript),
    ];
    let marks = NAMES.iter().filter(|(mark, _)| text.marks.contains(*mark)).map(|(_, name)| *name).collect();
    form::Text { text: Cow::Borrowed(text.text.as_str()), marks }
}

fn equation(equation: &Equation) -> form::Equation<'_> {
    form::Equation { script: &equation.script, latex: equation.latex.as_deref() }
}

fn asset(asset: &Asset) -> form::Asset<'_> {
    let size = (!asset.data.is_empty()).then_some(asset.data.len());
    let stored_as = Some(asset.stored_as.as_str()).filter(|stored| !stored.is_empty());
    form::Asset { name: &asset.name, media_type: &asset.media_type, stored_as, size }
}

/// From 1/100 point.
fn points(length: u32) -> f64 {
    f64::from(length) / 100.0
}

fn crop(crop: Crop) -> form::Crop {
    let part = |millionths: u32| f64::from(millionths) / f64::from(Crop::WHOLE);
    form::Crop { left: part(crop.left), top: part(crop.top), right: part(crop.right), bottom: part(crop.bottom) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes `null` out of what a field may be: one that says nothing is absent.
    fn without_null(schema: &mut schemars::Schema) {
        if let Some(types) = schema.get_mut("type").and_then(serde_json::Value::as_array_mut) {
            types.retain(|name| name != "null");
            let only = types.first().filter(|_| types.len() == 1).cloned();
            if let Some(only) = only {
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(choices) = schema.get_mut("anyOf").and_then(serde_json::Value::as_array_mut) {
            choices.retain(|choice| choice["type"] != "null");
        }
    }

    /// With `HWPCONV_WRITE_SCHEMA=1` the test writes the file instead of comparing it.
    #[test]
    fn schema_in_the_documentation_is_made_from_the_types() {
        let settings = schemars::generate::SchemaSettings::draft2020_12()
            .for_serialize()
            .with_transform(schemars::transform::RecursiveTransform(without_null));
        let mut schema = settings.into_generator().into_root_schema_for::<form::Document<'static>>();
        schema.insert("title".to_owned(), form::SCHEMA.into());
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/hwpconv-1.schema.json");
        if std::env::var_os("HWPCONV_WRITE_SCHEMA").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        assert!(std::fs::read_to_string(path).unwrap() == made, "the schema differs; see the comment of this test");
    }
}
