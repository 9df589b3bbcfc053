//! `Contents/sectionN.xml`: sections and paragraphs.

use std::collections::HashMap;

use super::{NAMESPACES, escaped};
use crate::builder::{
    Blocks, CharShape, DocInfo, Document, NumberKind, Page, Paragraph, Piece, Section, character, range,
};

/// What is counted while sections are written.
pub struct Writer<'a> {
    pub info: DocInfo,
    pub document: &'a Document,
    next: u32,
    numbers: HashMap<u32, u16>,
    /// Ids of the fields that are open, with the numbers of their kinds.
    pub fields: Vec<(u32, u32)>,
    changes: u32,
}

/// The runs of a paragraph.
#[derive(Default)]
pub struct Line {
    runs: String,
    shape: u32,
    /// The content of the run under way, and of its text under way.
    run: String,
    text: String,
    /// Where a range began, in the text under way.
    range_start: usize,
}

impl Line {
    pub fn text(&mut self, xml: &str) {
        self.text += xml;
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.run += &format!("<hp:t>{}</hp:t>", std::mem::take(&mut self.text));
        }
        self.range_start = 0;
    }

    pub fn object(&mut self, xml: &str) {
        self.end_text();
        self.run += xml;
    }

    fn end_run(&mut self, shape: u32) {
        self.end_text();
        if !self.run.is_empty() {
            self.runs += &format!(r#"<hp:run charPrIDRef="{}">{}</hp:run>"#, self.shape, std::mem::take(&mut self.run));
        }
        self.shape = shape;
    }
}

impl<'a> Writer<'a> {
    pub fn new(document: &'a Document) -> Self {
        let info = document.info.clone();
        Writer { info, document, next: 2_026_010_500, numbers: HashMap::new(), fields: Vec::new(), changes: 0 }
    }

    /// A new id of an object.
    pub fn instance(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub fn next_number(&mut self, kind: NumberKind) -> u16 {
        let number = self.numbers.entry(kind as u32).or_default();
        *number += 1;
        *number
    }

    pub fn restart(&mut self, kind: NumberKind, number: u16) {
        self.numbers.insert(kind as u32, number - 1);
    }

    pub fn section(&mut self, section: &Section) -> String {
        let mut front = Line { run: section_properties(&section.page), ..Line::default() };
        front.run += &format!(
            r#"<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="{}" sameSz="1" sameGap="{}"/></hp:ctrl>"#,
            section.columns,
            if section.columns > 1 { 1134 } else { 0 }
        );
        front.end_run(0);
        section.controls.iter().for_each(|control| self.control(control, &mut front));
        let mut blocks = section.blocks.clone();
        if blocks.len() == 0 {
            blocks.push("");
        }
        let mut front = Some(front);
        let paragraphs: String =
            blocks.0.iter().map(|paragraph| self.paragraph(paragraph, front.take().unwrap_or_default())).collect();
        format!("<hs:sec {NAMESPACES}>{paragraphs}</hs:sec>")
    }

    /// A paragraph behind what stands in front of it.
    fn paragraph(&mut self, paragraph: &Paragraph, mut line: Line) -> String {
        line.end_run(self.info.char_shape(&CharShape::new()));
        for piece in &paragraph.pieces {
            self.piece(piece, &mut line);
        }
        line.end_run(0);
        if line.runs.is_empty() {
            line.runs = r#"<hp:run charPrIDRef="0"/>"#.to_owned();
        }
        let id = self.instance();
        let shape = self.info.para_shape(&paragraph.shape);
        let flag = |bit: u8| u8::from(paragraph.breaks & bit != 0);
        format!(
            r#"<hp:p id="{id}" paraPrIDRef="{shape}" styleIDRef="{}" pageBreak="{}" columnBreak="{}" merged="0">{}</hp:p>"#,
            paragraph.style,
            flag(4),
            flag(8),
            line.runs
        )
    }

    fn piece(&mut self, piece: &Piece, line: &mut Line) {
        match piece {
            Piece::Text(text) => line.text(&characters(text)),
            Piece::Units(units) => {
                units.iter().for_each(|unit| line.text(&special(*unit)));
            }
            Piece::Shape(shape) => line.end_run(self.info.char_shape(shape)),
            Piece::Inline(character::FIELD_END, _) => {
                let (id, kind) = self.fields.pop().unwrap();
                line.object(&format!(r#"<hp:ctrl><hp:fieldEnd beginIDRef="{id}" fieldid="{kind}"/></hp:ctrl>"#));
            }
            Piece::Inline(code, _) => line.text(&special(*code)),
            Piece::Control(control) => self.control(control, line),
            Piece::RangeStart => line.range_start = line.text.len(),
            Piece::RangeEnd(tag) => {
                let (kind, value) = (tag >> 24, tag & 0x00FF_FFFF);
                self.changes += 1;
                let id = self.changes;
                let [red, green, blue, _] = value.to_le_bytes();
                let change = value + 1;
                let (begin, end) = match kind {
                    range::INSERTED => (
                        format!(r#"<hp:insertBegin Id="{id}" TcId="{change}"/>"#),
                        format!(r#"<hp:insertEnd Id="{id}" TcId="{change}" paraend="0"/>"#),
                    ),
                    range::DELETED => (
                        format!(r#"<hp:deleteBegin Id="{id}" TcId="{change}"/>"#),
                        format!(r#"<hp:deleteEnd Id="{id}" TcId="{change}" paraend="0"/>"#),
                    ),
                    _ => (
                        format!(r##"<hp:markpenBegin color="#{red:02X}{green:02X}{blue:02X}"/>"##),
                        "<hp:markpenEnd/>".to_owned(),
                    ),
                };
                line.text.insert_str(line.range_start, &begin);
                line.text(&end);
            }
        }
    }

    /// A list of paragraphs inside of something.
    pub fn list(&mut self, blocks: &Blocks, align: &str, width: u32, height: u32) -> String {
        let paragraphs: String = blocks.0.iter().map(|paragraph| self.paragraph(paragraph, Line::default())).collect();
        format!(
            r#"<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0" linkListNextIDRef="0" textWidth="{width}" textHeight="{height}" hasTextRef="0" hasNumRef="0">{paragraphs}</hp:subList>"#
        )
    }
}

/// Text of a description: a tab and a line feed are elements.
fn characters(text: &str) -> String {
    escaped(text).replace('\t', r#"<hp:tab width="4000" leader="0" type="1"/>"#).replace('\n', "<hp:lineBreak/>")
}

/// What stands for a code unit.
fn special(unit: u16) -> String {
    match unit {
        character::TITLE_MARK => r#"<hp:titleMark ignore="0"/>"#.to_owned(),
        character::TAB => characters("\t"),
        character::LINE_BREAK => characters("\n"),
        character::HYPHEN => "<hp:hyphen/>".to_owned(),
        character::NO_BREAK_SPACE => "<hp:nbSpace/>".to_owned(),
        character::FIXED_SPACE => "<hp:fwSpace/>".to_owned(),
        unit => escaped(&char::from_u32(u32::from(unit)).unwrap().to_string()),
    }
}

fn section_properties(page: &Page) -> String {
    let note = |name: &str, length: i32, between: u16, place: &str| {
        format!(
            r##"<hp:{name}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/><hp:noteLine length="{length}" type="SOLID" width="0.12 mm" color="#000000"/><hp:noteSpacing betweenNotes="{between}" belowLine="567" aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{name}>"##
        )
    };
    let borders = ["BOTH", "EVEN", "ODD"].map(|pages| {
        format!(
            r#"<hp:pageBorderFill type="{pages}" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>"#
        )
    });
    // The names are the wrong way round in the format: paper that is upright is WIDELY.
    let landscape = if page.landscape { "NARROWLY" } else { "WIDELY" };
    [
        format!(
            r#"<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="{}" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="{}" pic="0" tbl="0" equation="0"/><hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/><hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>"#,
            page.outline, page.first_page
        ),
        format!(
            r#"<hp:pagePr landscape="{landscape}" width="59528" height="84186" gutterType="LEFT_ONLY"><hp:margin header="4252" footer="4252" gutter="0" left="8504" right="8504" top="5668" bottom="4252"/></hp:pagePr>"#
        ),
        note("footNotePr", -1, 283, "EACH_COLUMN"),
        note("endNotePr", 14_692_344, 0, "END_OF_DOCUMENT"),
        borders.concat(),
        "</hp:secPr>".to_owned(),
    ]
    .concat()
}
