//! `BODY`: sections, paragraphs, runs (`TEXT`) and text (`CHAR`).

use super::{File, Settings, form, shape};
use crate::container::xml::{Element, Xml};
use crate::document::{BreakKind, Inline, Marks, Origin, Section};
use crate::read::charset;
use crate::read::flow::furniture;
use crate::read::owpml::{Flow, Form, Reader};
use crate::read::style::shapes::CharacterShape;
use crate::warning::WarningKind;

/// What a file has beside the text.
pub(super) struct Hwpml<'r> {
    pub(super) file: &'r File<'r>,
    /// Of the section under way.
    pub(super) settings: Settings,
}

impl Reader<'_, '_, Hwpml<'_>> {
    /// Reads all sections; none when there is no body.
    pub(super) fn body(&mut self, xml: &mut Xml<'_>) -> Vec<Section> {
        let mut sections = Vec::new();
        let Some(root) = xml.root() else { return sections };
        while let Some(child) = xml.child_of(&root) {
            match child.name() {
                "BODY" => {
                    while let Some(section) = xml.child_of(&child) {
                        let section = self.section(xml, &section, sections.len());
                        sections.push(section);
                    }
                }
                "HEAD" | "TAIL" => {} // read before
                name => self.warn(xml, WarningKind::UnknownRecord { tag: name.to_owned() }),
            }
        }
        sections
    }

    fn section(&mut self, xml: &mut Xml<'_>, section: &Element<'_>, index: usize) -> Section {
        self.form.settings = self.form.file.sections.get(index).copied().unwrap_or_default();
        self.origin = Origin { section: u32::try_from(index).unwrap_or(u32::MAX), ..Origin::default() };
        let mut flow = Flow { is_body: true, ..Flow::default() };
        self.paragraphs(xml, section, &mut flow);
        let blocks = flow.finish();
        Section { blocks, furniture: furniture::take(&mut self.furniture) }
    }
}

impl Form for Hwpml<'_> {
    const PARAGRAPH: &'static str = "P";

    fn paragraphs(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, list: &Element<'_>, flow: &mut Flow) {
        let mut count = 0;
        while let Some(child) = xml.child_of(list) {
            match child.name() {
                "P" => {
                    if flow.is_body {
                        reader.origin.paragraph = count;
                        count = count.saturating_add(1);
                    }
                    reader.paragraph(xml, &child, flow);
                }
                "PARALIST" => reader.nested(xml, |reader, xml| reader.paragraphs(xml, &child, flow)),
                _ => reader.nested(xml, |reader, xml| reader.content(xml, &child, flow, Marks::NONE)),
            }
        }
    }

    fn paragraph(reader: &mut Reader<'_, '_, Self>, xml: &mut Xml<'_>, paragraph: &Element<'_>, flow: &mut Flow) {
        let shapes = &reader.form.file.head.shapes;
        let style = paragraph.number("Style");
        let shape = shapes.paragraph(paragraph.number("ParaShape"), style);
        let mut opening = shapes.opening(&shape, reader.form.settings.outline, reader.origin, &mut reader.counters);
        opening.style = shapes.style_name(style);
        let is_first = reader.origin.section == 0 && reader.origin.paragraph == 0;
        if flow.is_body && !is_first {
            opening.break_before = if paragraph.flag("PageBreak") || shape.breaks_page {
                Some(BreakKind::Page)
            } else {
                paragraph.flag("ColumnBreak").then_some(BreakKind::Column)
            };
        }
        flow.composer.begin(opening);
        while let Some(child) = xml.child_of(paragraph) {
            match child.name() {
                "TEXT" => reader.run(xml, &child, flow),
                _ => reader.nested(xml, |reader, xml| reader.content(xml, &child, flow, Marks::NONE)),
            }
        }
        flow.composer.end();
    }

    fn change(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, element: &Element<'_>, flow: &mut Flow) {
        reader.change(xml, element, flow);
    }

    fn words(reader: &mut Reader<'_, '_, Self>, xml: &Xml<'_>, stored: &str, flow: &mut Flow, marks: Marks) {
        let stored = flow.lead.strip(stored);
        if !stored.chars().any(|c| c < ' ' || charset::is_special(c)) {
            return flow.composer.text(stored, marks);
        }
        for (index, line) in stored.split(['\n', '\r']).filter(|line| !line.is_empty()).enumerate() {
            if index > 0 {
                flow.composer.inline(Inline::LineBreak);
            }
            for (index, piece) in line.split('\t').enumerate() {
                if index > 0 {
                    flow.composer.inline(Inline::Tab);
                }
                let words = reader.mapped(xml, piece);
                flow.composer.text(&words, marks);
            }
        }
    }
}

impl Reader<'_, '_, Hwpml<'_>> {
    fn run(&mut self, xml: &mut Xml<'_>, run: &Element<'_>, flow: &mut Flow) {
        let CharacterShape { marks, size, look } = self.form.file.head.shapes.characters(run.number("CharShape"));
        while let Some(child) = xml.child_of(run) {
            flow.composer.size(size, look);
            self.content(xml, &child, flow, marks);
        }
    }

    /// Reads whatever stands in a run, or where a run could stand.
    pub(super) fn content(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, flow: &mut Flow, marks: Marks) {
        match element.name() {
            "CHAR" => self.text(xml, element, flow, marks),
            "TEXT" => self.nested(xml, |reader, xml| reader.run(xml, element, flow)),
            "TABLE" => self.table(xml, element, flow),
            "PICTURE" => self.picture(xml, element, flow),
            "EQUATION" => self.equation(xml, element, flow),
            "OLE" => self.embedded(xml, element, flow),
            "DUTMAL" => self.ruby(xml, element, flow, marks),
            "COMPOSE" => self.overlap(xml, element, flow, marks),
            name if shape::is_shape(name) => self.shape_in_text(xml, element, flow),
            name if form::is_form(name) => self.form(xml, element, flow, marks),
            _ => self.control(xml, element, flow, marks),
        }
    }
}
