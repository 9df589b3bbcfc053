//! Everything in a paragraph that is more than a character, to its CTRL_HEADER and what hangs below it.

use super::drawing::Drawing;
use super::encoder::Encoder;
use super::field::Field;
use super::paragraph::{Blocks, Paragraph};
use super::record::{Bytes, count16, count32, tag};
use super::section::Page;
use super::shapes::NONE;
use super::table::Table;

/// What an automatic number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    Page = 0,
    Footnote = 1,
    Endnote = 2,
    Picture = 3,
    Table = 4,
    Equation = 5,
    TotalPages = 6,
}

/// An automatic number.
#[derive(Debug, Clone)]
pub struct AutoNumber {
    pub kind: NumberKind,
    /// The stored value; the next of its kind where none is given.
    pub number: Option<u16>,
    pub format: u32,
    pub prefix: u16,
    pub suffix: u16,
}

impl AutoNumber {
    pub fn new(kind: NumberKind) -> Self {
        AutoNumber { kind, number: None, format: 0, prefix: 0, suffix: 0 }
    }

    pub fn number(mut self, number: u16) -> Self {
        self.number = Some(number);
        self
    }

    pub fn format(mut self, code: u32) -> Self {
        self.format = code;
        self
    }

    /// Characters around the number; 0 is none.
    pub fn between(mut self, prefix: u16, suffix: u16) -> Self {
        self.prefix = prefix;
        self.suffix = suffix;
        self
    }
}

/// An equation in the script of the word processor.
#[derive(Debug, Clone)]
pub struct Equation {
    pub script: String,
    pub inline: bool,
}

/// A form object.
#[derive(Debug, Clone)]
pub enum Form {
    CheckBox { caption: String, checked: bool },
    RadioButton { caption: String, checked: bool },
    PushButton { caption: String },
    Edit { text: String },
    ComboBox { text: String },
}

/// A control of any id with any bytes, and raw records below it.
#[derive(Debug, Clone)]
pub struct RawControl {
    pub code: u16,
    pub id: [u8; 4],
    /// What follows the id.
    pub data: Vec<u8>,
    /// Tag, level below the control, bytes.
    pub children: Vec<(u16, u16, Vec<u8>)>,
    /// A paragraph list below the control.
    pub blocks: Option<Blocks>,
}

/// A control.
#[derive(Debug, Clone)]
pub enum Control {
    Section(Page),
    Columns(u16),
    Table(Table),
    Drawing(Drawing),
    Equation(Equation),
    Form(Form),
    Footnote(Blocks),
    Endnote(Blocks),
    /// Pages (0 both, 1 even, 2 odd) and content.
    Header(u32, Blocks),
    Footer(u32, Blocks),
    AutoNumber(AutoNumber),
    NewNumber(NumberKind, u16),
    /// Where the page number stands: format, position.
    PageNumber(u32, u32),
    PageHide(u32),
    Bookmark(String),
    IndexMark(String, String),
    Field(Field),
    /// Main text and the small text above it.
    Ruby(String, String),
    /// Characters on top of each other, and the kind of frame around them.
    Overlap(String, u8),
    HiddenComment(Blocks),
    Raw(RawControl),
}

impl Control {
    pub fn equation(script: &str) -> Self {
        Control::Equation(Equation { script: script.to_owned(), inline: true })
    }

    /// An equation on a line of its own.
    pub fn displayed_equation(script: &str) -> Self {
        Control::Equation(Equation { script: script.to_owned(), inline: false })
    }

    /// The character that stands for the control.
    pub(super) fn code(&self) -> u16 {
        match self {
            Control::Section(_) | Control::Columns(_) => 2,
            Control::Field(_) => 3,
            Control::Table(_) | Control::Drawing(_) | Control::Equation(_) | Control::Form(_) => 11,
            Control::Header(..) | Control::Footer(..) => 16,
            Control::Footnote(_) | Control::Endnote(_) => 17,
            Control::AutoNumber(_) => 18,
            Control::NewNumber(..) | Control::PageNumber(..) | Control::PageHide(_) => 21,
            Control::Bookmark(_) | Control::IndexMark(..) => 22,
            Control::Ruby(..) | Control::Overlap(..) | Control::HiddenComment(_) => 23,
            Control::Raw(raw) => raw.code,
        }
    }

    fn id(&self) -> [u8; 4] {
        match self {
            Control::Section(_) => *b"secd",
            Control::Columns(_) => *b"cold",
            Control::Table(_) => *b"tbl ",
            Control::Drawing(_) => *b"gso ",
            Control::Equation(_) => *b"eqed",
            Control::Form(_) => *b"form",
            Control::Footnote(_) => *b"fn  ",
            Control::Endnote(_) => *b"en  ",
            Control::Header(..) => *b"head",
            Control::Footer(..) => *b"foot",
            Control::AutoNumber(_) => *b"atno",
            Control::NewNumber(..) => *b"nwno",
            Control::PageNumber(..) => *b"pgnp",
            Control::PageHide(_) => *b"pghd",
            Control::Bookmark(_) => *b"bokm",
            Control::IndexMark(..) => *b"idxm",
            Control::Field(field) => field.header_id(),
            Control::Ruby(..) => *b"tdut",
            Control::Overlap(..) => *b"tcps",
            Control::HiddenComment(_) => *b"tcmt",
            Control::Raw(raw) => raw.id,
        }
    }

    /// The id in the text, which for some fields is not that of the header.
    pub(super) fn text_id(&self) -> [u8; 4] {
        if let Control::Field(field) = self { field.id() } else { self.id() }
    }

    pub(super) fn encode(&self, level: u16, encoder: &mut Encoder) {
        let start = Bytes::new().id(self.id());
        match self {
            Control::Section(page) => page.encode(start, level, encoder),
            Control::Columns(count) => header(encoder, level, columns(start, *count)),
            Control::Table(table) => table.encode(start, level, encoder),
            Control::Drawing(drawing) => drawing.encode(start, level, encoder),
            Control::Equation(equation) => equation.encode(start, level, encoder),
            Control::Form(form) => form.encode(start, level, encoder),
            Control::Footnote(blocks) => note(start, NumberKind::Footnote, blocks, level, encoder),
            Control::Endnote(blocks) => note(start, NumberKind::Endnote, blocks, level, encoder),
            Control::Header(pages, blocks) => page_margin(start, *pages, 0, blocks, level, encoder),
            Control::Footer(pages, blocks) => page_margin(start, *pages, 0x40, blocks, level, encoder),
            Control::AutoNumber(auto) => {
                let number = auto.number.unwrap_or_else(|| encoder.next_number(auto.kind));
                let attr = auto.kind as u32 | auto.format << 4;
                let data = start.u32(attr).u16(number).u16(0).u16(auto.prefix).u16(auto.suffix);
                header(encoder, level, data);
            }
            Control::NewNumber(kind, number) => {
                encoder.restart(*kind, *number);
                header(encoder, level, start.u32(*kind as u32).u16(*number));
            }
            Control::PageNumber(format, position) => {
                header(encoder, level, start.u32(format | position << 8).zeros(6).u16(u16::from(b'-')));
            }
            Control::PageHide(bits) => header(encoder, level, start.u32(*bits)),
            Control::Bookmark(name) => {
                header(encoder, level, start);
                encoder.out.push(tag::CTRL_DATA, level + 1, name_set(name));
            }
            Control::IndexMark(first, second) => header(encoder, level, start.text(first).text(second).u16(0)),
            Control::Field(field) => field.encode(start, level, encoder),
            Control::Ruby(main, small) => {
                // Above the text, size by the style, no option, default style, centred.
                header(encoder, level, start.text(main).text(small).u32(0).u32(0).u32(0).u32(0).u32(3));
            }
            Control::Overlap(characters, frame) => {
                let data = start.text(characters).u8(*frame).raw(&[0xFE, 0, 10]);
                header(encoder, level, (0..10).fold(data, |bytes, _| bytes.u32(NONE)));
            }
            Control::HiddenComment(blocks) => {
                header(encoder, level, start);
                encoder.list(level + 1, 0, Bytes::new().zeros(8), blocks);
            }
            Control::Raw(raw) => raw.encode(start, level, encoder),
        }
    }

    /// The preview shows tables and no other objects.
    pub(super) fn preview(&self, out: &mut String) {
        if let Control::Table(table) = self {
            table.preview(out);
        }
    }
}

fn header(encoder: &mut Encoder, level: u16, data: Bytes) {
    encoder.out.push(tag::CTRL_HEADER, level, data);
}

fn columns(start: Bytes, count: u16) -> Bytes {
    let gap = if count > 1 { 1134 } else { 0 };
    // Newspaper columns of one width, no line between them.
    start.u16(count << 2 | 1 << 12).u16(gap).u16(0).u8(0).u8(0).u32(0)
}

/// A note: its first paragraph begins with its number and a space.
fn note(start: Bytes, kind: NumberKind, blocks: &Blocks, level: u16, encoder: &mut Encoder) {
    let number = encoder.next_number(kind);
    let instance = encoder.instance();
    let parenthesis = u16::from(b')');
    header(encoder, level, start.u32(u32::from(number)).u16(0).u16(parenthesis).u32(0).u32(instance));
    let mut blocks = blocks.clone();
    if let Some(first) = blocks.first_mut() {
        let label = AutoNumber::new(kind).number(number).between(0, parenthesis);
        first.prepend(Control::AutoNumber(label), " ");
    }
    encoder.list(level + 1, 0, Bytes::new().zeros(8), &blocks);
}

/// A header or footer.
fn page_margin(start: Bytes, pages: u32, attr: u32, blocks: &Blocks, level: u16, encoder: &mut Encoder) {
    let instance = encoder.instance() & 0xFF;
    header(encoder, level, start.u32(pages).u32(instance));
    encoder.list(level + 1, attr, Bytes::new().u32(42520).u32(4252).zeros(18), blocks);
}

/// The parameter set that names fields, bookmarks and cells.
pub(super) fn name_set(name: &str) -> Bytes {
    Bytes::new().u16(0x021B).u16(1).u16(0).u16(0x4000).u16(1).text(name)
}

/// The part of CTRL_HEADER that tables, drawings, equations and form objects share.
pub(super) fn object(start: Bytes, attr: u32, width: u32, height: u32, instance: u32, description: &str) -> Bytes {
    start
        .u32(attr)
        .i32(0) // vertical offset
        .i32(0) // horizontal offset
        .u32(width)
        .u32(height)
        .i32(0) // order
        .units(&[283; 4]) // outer margins
        .u32(instance)
        .i32(0) // may be split between pages
        .text(description)
}

impl Equation {
    fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let attr = if self.inline { 0x0C2A_2311 } else { 0x0C2A_2210 };
        let instance = encoder.instance();
        header(encoder, level, object(start, attr, 6000, 1500, instance, "수식입니다."));
        let data = Bytes::new()
            .u32(0)
            .text(&self.script)
            .u32(1000) // size
            .u32(0) // colour
            .u16(86) // base line
            .u16(0)
            .text("Equation Version 60")
            .text("HYhwpEQ");
        encoder.out.push(tag::EQEDIT, level + 1, data);
    }
}

impl Form {
    fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        let instance = encoder.instance();
        header(encoder, level, object(start, 0x002A_6211, 7000, 1984, instance, ""));
        let (id, name, set) = self.properties();
        let common = format!("{}ForeColor:int:0 Enabled:bool:1 Printable:bool:1 ", string("Name", name));
        let text = format!("{}{set}", group("CommonSet", &common));
        let units = text.encode_utf16().count();
        let data = Bytes::new().id(id).id(id).u32(count32(units)).text(&text);
        encoder.out.push(tag::FORM_OBJECT, level + 1, data);
    }

    fn properties(&self) -> ([u8; 4], &'static str, String) {
        let button = |caption: &str, rest: &str| group("ButtonSet", &format!("{}{rest}", string("Caption", caption)));
        let value = |checked: bool| format!("Value:int:{} TriState:bool:0 ", i32::from(checked));
        match self {
            Form::CheckBox { caption, checked } => (*b"+cbt", "CheckBox", button(caption, &value(*checked))),
            Form::RadioButton { caption, checked } => {
                let rest = format!("{}{}", string("RadioGroupName", "무리"), value(*checked));
                (*b"+rbt", "RadioButton", button(caption, &rest))
            }
            Form::PushButton { caption } => (*b"+pbt", "PushButton", button(caption, "")),
            Form::Edit { text } => (*b"+edt", "Edit", group("EditSet", &string("Text", text))),
            Form::ComboBox { text } => (*b"+cob", "ComboBox", group("ComboBoxSet", &string("Text", text))),
        }
    }
}

/// `key:wstring:length:text ` of the property text.
pub(super) fn string(key: &str, text: &str) -> String {
    format!("{key}:wstring:{}:{text} ", text.encode_utf16().count())
}

/// `key:set:length:items ` of the property text.
pub(super) fn group(key: &str, items: &str) -> String {
    format!("{key}:set:{}:{items} ", items.encode_utf16().count())
}

impl RawControl {
    pub fn new(code: u16, id: [u8; 4]) -> Self {
        RawControl { code, id, data: Vec::new(), children: Vec::new(), blocks: None }
    }

    fn encode(&self, start: Bytes, level: u16, encoder: &mut Encoder) {
        header(encoder, level, start.raw(&self.data));
        for (tag, below, data) in &self.children {
            encoder.out.push(*tag, level + below, Bytes::new().raw(data));
        }
        if let Some(blocks) = &self.blocks {
            encoder.list(level + 1, 0, Bytes::new().zeros(8), blocks);
        }
    }
}

/// `표 1 제목`: the start of a caption with its number.
pub fn caption_text(word: &str, kind: NumberKind, title: &str) -> Paragraph {
    Paragraph::new().text(word).text(" ").control(Control::AutoNumber(AutoNumber::new(kind))).text(" ").text(title)
}
