//! Controls that are no objects: fields, notes, numbers, marks.

use super::body::{Line, Writer};
use super::escaped;
use super::header::number_format;
use crate::builder::{AutoNumber, Blocks, Control, Field, NumberKind};

impl Writer<'_> {
    pub fn control(&mut self, control: &Control, line: &mut Line) {
        let xml = match control {
            Control::Table(table) => return line.object(&self.table(table)),
            Control::Drawing(drawing) => return line.object(&self.drawing(drawing)),
            Control::Equation(equation) => return line.object(&self.equation(equation)),
            Control::Form(form) => return line.object(&self.form(form)),
            Control::Ruby(base, small) => return line.object(&ruby(base, small)),
            Control::Overlap(characters, frame) => return line.object(&overlap(characters, *frame)),
            Control::Footnote(blocks) => self.note("footNote", NumberKind::Footnote, blocks),
            Control::Endnote(blocks) => self.note("endNote", NumberKind::Endnote, blocks),
            Control::Header(pages, blocks) => self.page_margin("header", *pages, "TOP", blocks),
            Control::Footer(pages, blocks) => self.page_margin("footer", *pages, "BOTTOM", blocks),
            Control::AutoNumber(auto) => self.auto_number(auto),
            Control::NewNumber(kind, number) => {
                self.restart(*kind, *number);
                format!(r#"<hp:newNum num="{number}" numType="{}"/>"#, number_type(*kind))
            }
            Control::PageNumber(format, position) => {
                let place =
                    ["NONE", "TOP_LEFT", "TOP_CENTER", "TOP_RIGHT", "BOTTOM_LEFT", "BOTTOM_CENTER", "BOTTOM_RIGHT"];
                let (place, format) = (place[*position as usize], number_format(*format));
                format!(r#"<hp:pageNum pos="{place}" formatType="{format}" sideChar="-"/>"#)
            }
            Control::PageHide(bits) => {
                let flag = |bit: u32| bits >> bit & 1;
                format!(
                    r#"<hp:pageHiding hideHeader="{}" hideFooter="{}" hideMasterPage="{}" hideBorder="{}" hideFill="{}" hidePageNum="{}"/>"#,
                    flag(0),
                    flag(1),
                    flag(2),
                    flag(3),
                    flag(4),
                    flag(5)
                )
            }
            Control::Bookmark(name) => format!(r#"<hp:bookmark name="{}"/>"#, escaped(name)),
            Control::IndexMark(first, second) => format!(
                "<hp:indexmark><hp:firstKey>{}</hp:firstKey><hp:secondKey>{}</hp:secondKey></hp:indexmark>",
                escaped(first),
                escaped(second)
            ),
            Control::Field(field) => self.field(field),
            Control::HiddenComment(blocks) => {
                format!("<hp:hiddenComment>{}</hp:hiddenComment>", self.list(blocks, "TOP", 0, 0))
            }
            Control::Section(_) | Control::Columns(_) | Control::Raw(_) => {
                panic!("cannot be said in HWPX: {control:?}")
            }
        };
        line.object(&format!("<hp:ctrl>{xml}</hp:ctrl>"));
    }

    fn note(&mut self, name: &str, kind: NumberKind, blocks: &Blocks) -> String {
        let number = self.next_number(kind);
        let id = self.instance();
        let parenthesis = u16::from(b')');
        let mut blocks = blocks.clone();
        if let Some(first) = blocks.0.first_mut() {
            let label = AutoNumber::new(kind).number(number).between(0, parenthesis);
            first.prepend(Control::AutoNumber(label), " ");
        }
        let list = self.list(&blocks, "TOP", 0, 0);
        format!(r#"<hp:{name} number="{number}" suffixChar="{parenthesis}" instId="{id}">{list}</hp:{name}>"#)
    }

    fn page_margin(&mut self, name: &str, pages: u32, align: &str, blocks: &Blocks) -> String {
        let id = self.instance() & 0xFF;
        let pages = ["BOTH", "EVEN", "ODD"][pages as usize];
        let list = self.list(blocks, align, 42520, 4252);
        format!(r#"<hp:{name} id="{id}" applyPageType="{pages}">{list}</hp:{name}>"#)
    }

    fn auto_number(&mut self, auto: &AutoNumber) -> String {
        let number = auto.number.unwrap_or_else(|| self.next_number(auto.kind));
        let character = |unit: u16| match unit {
            0 => String::new(),
            unit => escaped(&char::from_u32(u32::from(unit)).unwrap().to_string()),
        };
        format!(
            r#"<hp:autoNum num="{number}" numType="{}"><hp:autoNumFormat type="{}" userChar="" prefixChar="{}" suffixChar="{}" supscript="0"/></hp:autoNum>"#,
            number_type(auto.kind),
            number_format(auto.format),
            character(auto.prefix),
            character(auto.suffix)
        )
    }

    fn field(&mut self, field: &Field) -> String {
        let id = self.instance();
        let number = u32::from_be_bytes(field.id);
        self.fields.push((id, number));
        let kind = match &field.id {
            b"%hlk" => "HYPERLINK",
            b"%clk" => "CLICK_HERE",
            b"%fmu" => "FORMULA",
            b"%xrf" => "CROSSREF",
            b"%bmk" => "BOOKMARK",
            b"%%me" => "MEMO",
            b"%dte" => "DATE",
            b"%smr" => "SUMMERY",
            _ => "UNKNOWN",
        };
        let string =
            |name: &str, text: &str| format!(r#"<hp:stringParam name="{name}">{}</hp:stringParam>"#, escaped(text));
        let mut parameters = vec![r#"<hp:integerParam name="Prop">0</hp:integerParam>"#.to_owned()];
        let mut content = String::new();
        if let Some((number, blocks)) = &field.memo {
            let author = field.command.split('/').nth(5).unwrap_or_default();
            parameters.push(string("ID", &format!("memo{number}")));
            parameters.push(format!(r#"<hp:integerParam name="Number">{number}</hp:integerParam>"#));
            parameters.push(string("CreateDateTime", "2026-01-05 09:00:00"));
            parameters.push(string("Author", author));
            content = self.list(blocks, "TOP", 0, 0);
        } else {
            parameters.push(string("Command", &field.command));
        }
        if kind == "HYPERLINK" {
            parameters.push(string("Path", &path(&field.command)));
        }
        let name = field.name.as_deref().map(escaped).unwrap_or_default();
        format!(
            r#"<hp:fieldBegin id="{id}" type="{kind}" name="{name}" editable="0" dirty="0" zorder="-1" fieldid="{number}"><hp:parameters cnt="{}" name="">{}</hp:parameters>{content}</hp:fieldBegin>"#,
            parameters.len(),
            parameters.concat()
        )
    }
}

/// The target in a command, without its escapes.
fn path(command: &str) -> String {
    let mut out = String::new();
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => out.extend(characters.next()),
            ';' => break,
            character => out.push(character),
        }
    }
    out
}

fn number_type(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Page => "PAGE",
        NumberKind::Footnote => "FOOTNOTE",
        NumberKind::Endnote => "ENDNOTE",
        NumberKind::Picture => "PICTURE",
        NumberKind::Table => "TABLE",
        NumberKind::Equation => "EQUATION",
        NumberKind::TotalPages => "TOTAL_PAGE",
    }
}

fn ruby(base: &str, small: &str) -> String {
    format!(
        r#"<hp:dutmal posType="TOP" szRatio="0" option="0" styleIDRef="0" align="CENTER"><hp:mainText>{}</hp:mainText><hp:subText>{}</hp:subText></hp:dutmal>"#,
        escaped(base),
        escaped(small)
    )
}

fn overlap(characters: &str, frame: u8) -> String {
    let frame = [
        "CHAR",
        "SHAPE_CIRCLE",
        "SHAPE_REVERSAL_CIRCLE",
        "SHAPE_RECTANGLE",
        "SHAPE_REVERSAL_RECTANGLE",
        "SHAPE_TRIANGLE",
        "SHAPE_REVERSAL_TIRANGLE",
    ][usize::from(frame)];
    format!(
        r#"<hp:compose circleType="{frame}" charSz="-2" composeType="SPREAD" charPrCnt="10" composeText="{}">{}</hp:compose>"#,
        escaped(characters),
        r#"<hp:charPr prIDRef="4294967295"/>"#.repeat(10)
    )
}
