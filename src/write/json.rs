//! [`Document`] to JSON: the whole model, in the form that `docs/json-schema.md` describes.
//!
//! Nothing is left out but comments, when the caller wants none; page furniture is always there, as programs can tell
//! it from the body. Link targets and picture sources are data here and stand as stored.

mod form;
mod list;

use crate::document::{
    Align, Asset, Block, BreakKind, Caption, Cell, ChangeKind, Document, Equation, Furniture, FurnitureKind, Inline,
    Label, LabelKind, Marks, Metadata, Note, NoteKind, Origin, PageParity, Section, Table, Text,
};
use crate::warning::{Severity, Warning};
use crate::write::{Comments, WriteOptions};
use list::{Blocks, Inlines, List};

/// Appends a document as JSON on one line.
pub(crate) fn write(document: &Document, options: &WriteOptions, out: &mut String) {
    let writer = Writer { assets: &document.assets, comments: options.comments };
    let provenance = &options.provenance;
    let form = form::Document {
        schema: form::SCHEMA,
        id: provenance.id.as_deref(),
        source: provenance.source.as_deref(),
        format: provenance.format.map(crate::Format::name),
        pages: document.pages,
        metadata: metadata(&document.metadata),
        sections: writer.list(&document.sections, Writer::section),
        assets: writer.list(&document.assets, |_, item| Some(asset(item))),
        warnings: warnings(&provenance.warnings),
    };
    push_line(&form, out);
}

/// Appends a value as JSON and ends the line.
pub(super) fn push_line(value: &impl serde::Serialize, out: &mut String) {
    // Bytes, since a writer is handed thousands of them one by one; what they spell is seen to once for the whole line.
    let mut line = Vec::with_capacity(4_096);
    if serde_json::to_writer(&mut line, value).is_err() {
        // Strings, numbers and lists always have a JSON form; should that ever fail, a line is still a line.
        line = b"null".to_vec();
    }
    line.push(b'\n');
    // JSON of strings is UTF-8; should that ever fail, all that can be read stays.
    let line = String::from_utf8(line).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if out.is_empty() {
        *out = line; // A document is one long line, of which no second copy is made.
    } else {
        out.push_str(&line);
    }
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
}

impl<'a> Writer<'a> {
    fn list<M, F>(self, items: &'a [M], form: fn(Self, &'a M) -> Option<F>) -> List<'a, M, F> {
        List { items, writer: self, form }
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
        Some(match block {
            Block::Paragraph(paragraph) => form::Block::Paragraph(form::Paragraph {
                address: address(paragraph.origin),
                label: paragraph.label.as_deref().map(label),
                align: align(paragraph.align),
                content: self.inlines(&paragraph.content),
            }),
            Block::Heading(heading) => form::Block::Heading(form::Heading {
                address: address(heading.paragraph.origin),
                level: heading.level,
                label: heading.paragraph.label.as_deref().map(label),
                align: align(heading.paragraph.align),
                content: self.inlines(&heading.paragraph.content),
            }),
            Block::Table(table) => form::Block::Table(self.table(table)),
            Block::Figure(figure) => form::Block::Figure(form::Figure {
                address: address(figure.origin),
                blocks: self.blocks(&figure.content),
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
        form::Caption { before: caption.before, blocks: self.blocks(&caption.blocks) }
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
            Inline::Link(link) => form::Inline::Link { target: &link.target, content: self.inlines(&link.content) },
            Inline::Image(image) => form::Inline::Image {
                asset: image.asset.and_then(|index| self.assets.get(index)).map(|asset| asset.name.as_str()),
                source: image.source.as_deref(),
                alt: &image.alt,
            },
            Inline::Equation(formula) => form::Inline::Equation(equation(formula)),
            Inline::Note(note) if !self.wants(note) => return None,
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
    form::Text { text: &text.text, marks }
}

fn equation(equation: &Equation) -> form::Equation<'_> {
    form::Equation { script: &equation.script, latex: equation.latex.as_deref() }
}

fn asset(asset: &Asset) -> form::Asset<'_> {
    let size = (!asset.data.is_empty()).then_some(asset.data.len());
    form::Asset { name: &asset.name, media_type: asset.media_type, size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_comes_after_what_is_written_already() {
        let mut out = String::new();
        push_line(&"하나\n", &mut out);
        push_line(&["둘"], &mut out);
        assert_eq!(out, "\"하나\\n\"\n[\"둘\"]\n");
    }

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
