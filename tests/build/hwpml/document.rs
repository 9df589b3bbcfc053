//! Makes HWPML files of the documents that `tests/build/hwp5` describes.
//!
//! Left out: groups, tracked changes, and what HWP 5 alone can say.

use std::collections::HashMap;

use crate::builder::{
    Align, AutoNumber, Blocks, Caption, CharShape, Control, DocInfo, Document, Drawing, DrawingKind, Field, Form,
    NumberKind, Numbering, ParaShape, Paragraph, Piece, Section, Side, Table, character,
};
use crate::builder_hwpx::escaped;

/// The text of the file.
pub fn file(document: &Document) -> String {
    let mut writer = Writer { info: document.info.clone(), next: 0, numbers: HashMap::new(), fields: Vec::new() };
    let sections = document.sections.iter().enumerate();
    let sections: String = sections
        .map(|(index, section)| format!("<SECTION Id=\"{index}\">{}</SECTION>", writer.section(section)))
        .collect();
    let storage = document.info.binaries.iter().enumerate().map(|(index, binary)| {
        let text = base64(&binary.data);
        format!(r#"<BINDATA Id="{}" Size="{}" Encoding="Base64">{text}</BINDATA>"#, index + 1, text.len())
    });
    let (title, author) = (escaped(&document.title), escaped(&document.author));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
         <HWPML Version=\"2.91\" SubVersion=\"10.0.0.0\" Style=\"embed\"><HEAD SecCnt=\"{}\">\
         <DOCSUMMARY><TITLE>{title}</TITLE><AUTHOR>{author}</AUTHOR></DOCSUMMARY><DOCSETTING>\
         <BEGINNUMBER Page=\"1\" Footnote=\"1\" Endnote=\"1\" Picture=\"1\" Table=\"1\" Equation=\"1\"/></DOCSETTING>\
         {}<COMPATIBLEDOCUMENT TargetProgram=\"None\"/></HEAD><BODY>{sections}</BODY><TAIL>{}</TAIL></HWPML>\n",
        document.sections.len(),
        mapping_table(&writer.info),
        list("BINDATASTORAGE", None, storage)
    )
}

/// A list with the count of its entries; nothing when there are none.
fn list(name: &str, count: Option<usize>, entries: impl IntoIterator<Item = String>) -> String {
    let entries: String = entries.into_iter().collect();
    let count = count.map(|count| format!(" Count=\"{count}\"")).unwrap_or_default();
    if entries.is_empty() { String::new() } else { format!("<{name}{count}>{entries}</{name}>") }
}

fn mapping_table(info: &DocInfo) -> String {
    const LANGUAGES: [&str; 7] = ["Hangul", "Latin", "Hanja", "Japanese", "Other", "Symbol", "User"];
    let binaries = info.binaries.iter().enumerate().map(|(index, binary)| {
        format!(r#"<BINITEM BinData="{}" Format="{}" Type="Embedding"/>"#, index + 1, binary.extension)
    });
    let fonts = LANGUAGES.map(|language| {
        format!(r#"<FONTFACE Count="1" Lang="{language}"><FONT Id="0" Name="함초롬바탕" Type="ttf"/></FONTFACE>"#)
    });
    let styles = info.styles.iter().enumerate().map(|(id, (name, english, next, shape))| {
        let (name, english) = (escaped(name), escaped(english));
        format!(
            r#"<STYLE CharShape="0" EngName="{english}" Id="{id}" Name="{name}" NextStyle="{next}" ParaShape="{shape}" Type="Para"/>"#
        )
    });
    let fills = (1..=4).map(|id| format!(r#"<BORDERFILL Id="{id}"/>"#));
    let count = |count: usize| Some(count);
    [
        "<MAPPINGTABLE>".to_owned(),
        list("BINDATALIST", count(info.binaries.len()), binaries),
        list("FACENAMELIST", None, fonts),
        list("BORDERFILLLIST", count(4), fills),
        list("CHARSHAPELIST", count(info.char_shapes.len()), info.char_shapes.iter().enumerate().map(char_shape)),
        list("NUMBERINGLIST", count(info.numberings.len()), info.numberings.iter().enumerate().map(numbering)),
        list(
            "BULLETLIST",
            count(info.bullets.len()),
            info.bullets.iter().enumerate().map(|(index, bullet)| {
                format!(r#"<BULLET Char="{}" Id="{}"><PARAHEAD Level="1"/></BULLET>"#, bullet.character, index + 1)
            }),
        ),
        list("PARASHAPELIST", count(info.para_shapes.len()), info.para_shapes.iter().enumerate().map(para_shape)),
        list("STYLELIST", count(info.styles.len()), styles),
        "</MAPPINGTABLE>".to_owned(),
    ]
    .concat()
}

fn char_shape((id, shape): (usize, &CharShape)) -> String {
    let mark = |bit: u32, name: &str| if shape.attr & bit == 0 { String::new() } else { format!("<{name}/>") };
    let underline = match shape.attr >> 2 & 3 {
        1 => r#"<UNDERLINE Color="0" Shape="Solid" Type="Bottom"/>"#,
        3 => r#"<UNDERLINE Color="0" Shape="Solid" Type="Top"/>"#,
        _ => "",
    };
    let is_struck = shape.attr >> 18 & 7 != 0 && shape.attr >> 26 & 15 != 15;
    let strike = if is_struck { r#"<STRIKEOUT Color="0" Shape="Solid" Type="Continuous"/>"# } else { "" };
    format!(
        r#"<CHARSHAPE Height="{}" Id="{id}" TextColor="{}"><FONTID Hangul="0" Hanja="0" Japanese="0" Latin="0" Other="0" Symbol="0" User="0"/>{}{}{underline}{strike}{}{}</CHARSHAPE>"#,
        shape.size,
        shape.colour,
        mark(1, "ITALIC"),
        mark(2, "BOLD"),
        mark(1 << 15, "SUPERSCRIPT"),
        mark(1 << 16, "SUBSCRIPT")
    )
}

fn para_shape((id, shape): (usize, &ParaShape)) -> String {
    let align = match shape.align {
        Align::Justify => "Justify",
        Align::Left => "Left",
        Align::Right => "Right",
        Align::Center => "Center",
    };
    let heading = ["None", "Outline", "Number", "Bullet"][shape.heading as usize];
    format!(
        r#"<PARASHAPE Align="{align}" Heading="{}" HeadingType="{heading}" Id="{id}" Level="{}" PageBreakBefore="{}"><PARAMARGIN Indent="{}" Left="{}" LineSpacing="160" LineSpacingType="Percent" Next="0" Prev="0" Right="0"/></PARASHAPE>"#,
        shape.list,
        shape.level,
        shape.page_break_before,
        shape.indent,
        shape.left * 2
    )
}

fn numbering((index, numbering): (usize, &Numbering)) -> String {
    let heads = numbering.levels.iter().enumerate().map(|(level, (text, format, start))| {
        format!(
            r#"<PARAHEAD Alignment="Left" AutoIndent="true" CharShape="4294967295" Level="{}" NumFormat="{}" Start="{start}" TextOffset="50" TextOffsetType="percent" UseInstWidth="true" WidthAdjust="0">{}</PARAHEAD>"#,
            level + 1,
            number_format(*format as u32),
            escaped(text)
        )
    });
    format!(r#"<NUMBERING Id="{}" Start="0">{}</NUMBERING>"#, index + 1, heads.collect::<String>())
}

/// The name of a number format by its code in HWP 5: that of HWPX in another spelling.
fn number_format(code: u32) -> String {
    let words = crate::builder_hwpx::number_format(code).split('_');
    words.map(|word| word[..1].to_owned() + &word[1..].to_lowercase()).collect()
}

struct Writer {
    info: DocInfo,
    next: u32,
    numbers: HashMap<u32, u16>,
    /// Types of the fields that are open.
    fields: Vec<&'static str>,
}

/// A paragraph under way: its finished runs, and the content and the characters of the run under way.
#[derive(Default)]
struct Line {
    runs: String,
    shape: u32,
    run: String,
    text: String,
}

impl Line {
    fn object(&mut self, xml: &str) {
        self.end_text();
        self.run += xml;
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.run += &format!("<CHAR>{}</CHAR>", std::mem::take(&mut self.text));
        }
    }

    fn end_run(&mut self, shape: u32) {
        self.end_text();
        if !self.run.is_empty() {
            self.runs += &format!(r#"<TEXT CharShape="{}">{}</TEXT>"#, self.shape, std::mem::take(&mut self.run));
        }
        self.shape = shape;
    }
}

impl Writer {
    fn instance(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn next_number(&mut self, kind: NumberKind) -> u16 {
        let number = self.numbers.entry(kind as u32).or_default();
        *number += 1;
        *number
    }

    fn section(&mut self, section: &Section) -> String {
        let note = |name: &str| {
            format!(
                r#"<{name}><AUTONUMFORMAT SuffixChar=")" Superscript="false" Type="Digit"/><NOTELINE Length="5cm" Type="Solid" Width="0.12mm"/><NOTESPACING AboveLine="850" BelowLine="567" BetweenNotes="283"/><NOTENUMBERING NewNumber="1" Type="Continuous"/><NOTEPLACEMENT BeneathText="false" Place="EachColumn"/></{name}>"#
            )
        };
        let run = format!(
            r#"<SECDEF CharGrid="0" FirstBorder="false" OutlineShape="{}" SpaceColumns="1134" TabStop="8000" TextDirection="0"><STARTNUMBER Equation="0" Figure="0" Page="{}" PageStartsOn="Both" Table="0"/><PAGEDEF GutterType="LeftOnly" Height="84186" Landscape="{}" Width="59528"><PAGEMARGIN Bottom="4252" Footer="4252" Gutter="0" Header="4252" Left="8504" Right="8504" Top="5668"/></PAGEDEF>{}{}</SECDEF><COLDEF Count="{}" Layout="Left" SameGap="0" SameSize="true" Type="Newspaper"/>"#,
            section.page.outline,
            section.page.first_page,
            u8::from(section.page.landscape),
            note("FOOTNOTESHAPE"),
            note("ENDNOTESHAPE"),
            section.columns
        );
        let mut front = Line { run, ..Line::default() };
        section.controls.iter().for_each(|control| self.control(control, &mut front));
        let mut front = Some(front);
        let paragraphs = section.blocks.0.iter();
        paragraphs.map(|paragraph| self.paragraph(paragraph, front.take().unwrap_or_default())).collect()
    }

    fn paragraph(&mut self, paragraph: &Paragraph, mut line: Line) -> String {
        line.end_run(self.info.char_shape(&CharShape::new()));
        paragraph.pieces.iter().for_each(|piece| self.piece(piece, &mut line));
        line.end_run(0);
        let shape = self.info.para_shape(&paragraph.shape);
        let breaks = |bit: u8, name: &str| match paragraph.breaks & bit {
            0 => String::new(),
            _ => format!(r#" {name}="true""#),
        };
        let runs = if line.runs.is_empty() { r#"<TEXT CharShape="0"/>"# } else { &line.runs };
        format!(
            r#"<P ParaShape="{shape}" Style="{}"{}{}>{runs}</P>"#,
            paragraph.style,
            breaks(4, "PageBreak"),
            breaks(8, "ColumnBreak")
        )
    }

    fn piece(&mut self, piece: &Piece, line: &mut Line) {
        match piece {
            Piece::Text(text) => line.text += &escaped(text).replace('\t', "<TAB/>").replace('\n', "<LINEBREAK/>"),
            Piece::Units(units) => units.iter().for_each(|unit| line.text += &special(*unit)),
            Piece::Shape(shape) => line.end_run(self.info.char_shape(shape)),
            Piece::Inline(character::FIELD_END, _) => {
                let kind = self.fields.pop().unwrap();
                line.object(&format!(r#"<FIELDEND Editable="false" Property="0" Type="{kind}"/>"#));
            }
            Piece::Inline(code, _) => line.text += &special(*code),
            Piece::Control(control) => self.control(control, line),
            Piece::RangeStart | Piece::RangeEnd(_) => {}
        }
    }

    fn paragraphs(&mut self, blocks: &Blocks) -> String {
        let paragraphs = blocks.0.iter().map(|paragraph| self.paragraph(paragraph, Line::default()));
        format!(
            r#"<PARALIST LineWrap="Break" LinkListID="0" LinkListIDNext="0" TextDirection="0" VertAlign="Top">{}</PARALIST>"#,
            paragraphs.collect::<String>()
        )
    }

    fn control(&mut self, control: &Control, line: &mut Line) {
        let xml = match control {
            Control::Table(table) => self.table(table),
            Control::Drawing(drawing) => self.drawing(drawing),
            Control::Equation(equation) => {
                let object = self.object("Equation", equation.inline, 6000, 1500, None, "수식입니다.");
                let script = escaped(&equation.script);
                format!(
                    r#"<EQUATION BaseLine="86" BaseUnit="1000" LineMode="false" TextColor="0" Version="Equation Version 60">{object}<SCRIPT>{script}</SCRIPT></EQUATION>"#
                )
            }
            Control::Footnote(blocks) => self.note("FOOTNOTE", NumberKind::Footnote, blocks),
            Control::Endnote(blocks) => self.note("ENDNOTE", NumberKind::Endnote, blocks),
            Control::Header(pages, blocks) => self.page_margin("HEADER", *pages, blocks),
            Control::Footer(pages, blocks) => self.page_margin("FOOTER", *pages, blocks),
            Control::AutoNumber(auto) => self.auto_number(auto),
            Control::NewNumber(kind, number) => {
                self.numbers.insert(*kind as u32, number - 1);
                format!(r#"<NEWNUM Number="{number}" NumberType="{}"/>"#, number_type(*kind))
            }
            Control::PageNumber(..) => r#"<PAGENUM FormatType="Digit" Pos="BottomCenter" SideChar="-"/>"#.to_owned(),
            Control::Bookmark(name) => format!(r#"<BOOKMARK Name="{}"/>"#, escaped(name)),
            Control::Field(field) => self.field(field),
            Control::HiddenComment(blocks) => format!("<HIDDENCOMMENT>{}</HIDDENCOMMENT>", self.paragraphs(blocks)),
            Control::Ruby(base, small) => format!(
                r#"<DUTMAL Align="Center" Option="0" PosType="Top" SizeRatio="0" StyleNo="0"><MAINTEXT>{}</MAINTEXT><SUBTEXT>{}</SUBTEXT></DUTMAL>"#,
                escaped(base),
                escaped(small)
            ),
            Control::Overlap(characters, frame) => {
                let frame = ["Char", "ShapeCircle", "ShapeReversalCircle", "ShapeRectangle"][usize::from(*frame)];
                format!(r#"<COMPOSE CircleType="{frame}" ComposeText="{}"/>"#, escaped(characters))
            }
            Control::Form(form) => self.form(form),
            other => panic!("cannot be built as HWPML: {other:?}"),
        };
        line.object(&xml);
    }

    fn note(&mut self, name: &str, kind: NumberKind, blocks: &Blocks) -> String {
        let number = self.next_number(kind);
        let mut blocks = blocks.clone();
        if let Some(first) = blocks.0.first_mut() {
            let label = AutoNumber::new(kind).number(number).between(0, u16::from(b')'));
            first.prepend(Control::AutoNumber(label), " ");
        }
        format!("<{name}>{}</{name}>", self.paragraphs(&blocks))
    }

    fn page_margin(&mut self, name: &str, pages: u32, blocks: &Blocks) -> String {
        let pages = ["Both", "Even", "Odd"][pages as usize];
        format!(r#"<{name} ApplyPageType="{pages}" SeriesNum="1">{}</{name}>"#, self.paragraphs(blocks))
    }

    fn auto_number(&mut self, auto: &AutoNumber) -> String {
        let number = auto.number.unwrap_or_else(|| self.next_number(auto.kind));
        let character = |name: &str, unit: u16| match unit {
            0 => String::new(),
            unit => format!(r#" {name}="{}""#, escaped(&char::from_u32(u32::from(unit)).unwrap().to_string())),
        };
        format!(
            r#"<AUTONUM Number="{number}" NumberType="{}"><AUTONUMFORMAT{}{} Superscript="false" Type="{}"/></AUTONUM>"#,
            number_type(auto.kind),
            character("PrefixChar", auto.prefix),
            character("SuffixChar", auto.suffix),
            number_format(auto.format)
        )
    }

    fn form(&mut self, form: &Form) -> String {
        let object = self.object("None", true, 7000, 1984, None, "");
        let button = |element: &str, caption: &str, checked: bool| {
            let (caption, value) = (escaped(caption), u8::from(checked));
            format!(
                r#"<{element}>{object}<FORMOBJECT Name="양식"/><BUTTONSET Caption="{caption}" Value="{value}"/></{element}>"#
            )
        };
        match form {
            Form::CheckBox { caption, checked } => button("CHECKBUTTON", caption, *checked),
            Form::RadioButton { caption, checked } => button("RADIOBUTTON", caption, *checked),
            Form::PushButton { caption } => button("BUTTON", caption, false),
            Form::Edit { text } => {
                format!(r#"<EDIT>{object}<FORMOBJECT Name="양식"/><EDITTEXT>{}</EDITTEXT></EDIT>"#, escaped(text))
            }
            Form::ComboBox { text } => {
                format!(r#"<COMBOBOX SelectedValue="{}">{object}<FORMOBJECT Name="양식"/></COMBOBOX>"#, escaped(text))
            }
        }
    }

    fn field(&mut self, field: &Field) -> String {
        let kind = match &field.id {
            b"%hlk" => "Hyperlink",
            b"%clk" => "Clickhere",
            b"%fmu" => "Formula",
            b"%xrf" => "Crossref",
            b"%bmk" => "Bookmark",
            b"%%me" => "Memo",
            _ => panic!("cannot be built as HWPML: {field:?}"),
        };
        self.fields.push(kind);
        let id = self.instance();
        let name = field.name.as_deref().map(|name| format!(r#" Name="{}""#, escaped(name))).unwrap_or_default();
        let command = escaped(&field.command);
        let comment = field.memo.as_ref().map(|(_, blocks)| self.paragraphs(blocks)).unwrap_or_default();
        format!(
            r#"<FIELDBEGIN Command="{command}" Editable="false" InstId="{id}"{name} Property="0" Type="{kind}">{comment}</FIELDBEGIN>"#
        )
    }

    /// What all objects begin with.
    fn object(
        &mut self,
        kind: &str,
        inline: bool,
        width: u32,
        height: u32,
        caption: Option<&Caption>,
        description: &str,
    ) -> String {
        let id = self.instance();
        let caption = caption.map(|caption| {
            let side = match caption.side {
                Side::Left => "Left",
                Side::Right => "Right",
                Side::Top => "Top",
                Side::Bottom => "Bottom",
            };
            let list = self.paragraphs(&caption.blocks);
            format!(
                r#"<CAPTION FullSize="false" Gap="850" LastWidth="{width}" Side="{side}" Width="8504">{list}</CAPTION>"#
            )
        });
        let comment = match description {
            "" => String::new(),
            text => format!("<SHAPECOMMENT>{}</SHAPECOMMENT>", escaped(text)),
        };
        format!(
            r#"<SHAPEOBJECT InstId="{id}" Lock="false" NumberingType="{kind}" TextWrap="TopAndBottom" ZOrder="0"><SIZE Height="{height}" HeightRelTo="Absolute" Protect="false" Width="{width}" WidthRelTo="Absolute"/><POSITION AffectLSpacing="false" AllowOverlap="false" FlowWithText="true" HoldAnchorAndSO="false" HorzAlign="Left" HorzOffset="0" HorzRelTo="Column" TreatAsChar="{inline}" VertAlign="Top" VertOffset="0" VertRelTo="Para"/><OUTSIDEMARGIN Bottom="283" Left="283" Right="283" Top="283"/>{}{comment}</SHAPEOBJECT>"#,
            caption.unwrap_or_default()
        )
    }

    fn table(&mut self, table: &Table) -> String {
        let height = 1282 * u32::from(table.rows);
        let object = self.object("Table", table.inline, table.width, height, table.caption.as_ref(), "");
        let cells = table.anchors();
        let mut rows = String::new();
        for row in 0..table.rows {
            rows += "<ROW>";
            for cell in cells.iter().filter(|cell| cell.row == row) {
                let list = self.paragraphs(&cell.blocks);
                rows += &format!(
                    r#"<CELL BorderFill="3" ColAddr="{}" ColSpan="{}" Dirty="false" Editable="false" HasMargin="false" Header="{}" Height="{}" Protect="false" RowAddr="{}" RowSpan="{}" Width="{}"><CELLMARGIN Bottom="141" Left="510" Right="510" Top="141"/>{list}</CELL>"#,
                    cell.col,
                    cell.col_span,
                    cell.header,
                    1282 * u32::from(cell.row_span),
                    cell.row,
                    cell.row_span,
                    table.width / u32::from(table.cols.max(1)) * u32::from(cell.col_span)
                );
            }
            rows += "</ROW>";
        }
        format!(
            r#"<TABLE BorderFill="3" CellSpacing="0" ColCount="{}" PageBreak="Cell" RepeatHeader="{}" RowCount="{}">{object}<INSIDEMARGIN Bottom="141" Left="510" Right="510" Top="141"/>{rows}</TABLE>"#,
            table.cols, table.repeat_header, table.rows
        )
    }

    fn drawing(&mut self, drawing: &Drawing) -> String {
        let Drawing { width, height, .. } = *drawing;
        let caption = drawing.caption.as_ref();
        let object = self.object("Figure", drawing.inline, width, height, caption, &drawing.description);
        self.drawing_at(drawing, &object, 0, 0)
    }

    /// A drawing, `depth` groups deep and `x` from the left of its group.
    fn drawing_at(&mut self, drawing: &Drawing, object: &str, depth: u32, x: u32) -> String {
        let Drawing { width, height, .. } = *drawing;
        let matrix = |name: &str, x: u32| format!(r#"<{name} E1="1" E2="0" E3="{x}" E4="0" E5="1" E6="0"/>"#);
        let component = format!(
            r#"<SHAPECOMPONENT CurHeight="{height}" CurWidth="{width}" GroupLevel="{depth}" HorzFlip="false" OriHeight="{height}" OriWidth="{width}" VertFlip="false" XPos="{x}" YPos="0"><RENDERINGINFO>{}{}{}</RENDERINGINFO></SHAPECOMPONENT>"#,
            matrix("TRANSMATRIX", x),
            matrix("SCAMATRIX", 0),
            matrix("ROTMATRIX", 0)
        );
        let line = |end: &str| {
            format!(
                r#"<LINESHAPE Color="0" EndCap="Flat" HeadStyle="Normal" Style="Solid" TailStyle="{end}" Width="33"/>"#
            )
        };
        match &drawing.kind {
            DrawingKind::Picture(binary) => {
                let ([left, top, right, bottom], [whole_width, whole_height]) = drawing.shown();
                format!(
                    r#"<PICTURE Reverse="false">{object}{component}<IMAGERECT X0="0" X1="{width}" X2="{width}" X3="0" Y0="0" Y1="0" Y2="{height}" Y3="{height}"/><IMAGECLIP Bottom="{bottom}" Left="{left}" Right="{right}" Top="{top}"/><INSIDEMARGIN Bottom="0" Left="0" Right="0" Top="0"/><IMAGEDIM DimHeight="{whole_height}" DimWidth="{whole_width}"/><IMAGE Alpha="0" BinItem="{binary}" Bright="0" Contrast="0" Effect="RealPic"/></PICTURE>"#
                )
            }
            DrawingKind::TextBox(blocks) => {
                let list = self.paragraphs(blocks).replacen("VertAlign=\"Top\"", "VertAlign=\"Center\"", 1);
                let line = line("Normal");
                format!(
                    r#"<RECTANGLE Ratio="0" X0="0" X1="{width}" X2="{width}" X3="0" Y0="0" Y1="0" Y2="{height}" Y3="{height}">{object}<DRAWINGOBJECT>{component}{line}<FILLBRUSH><WINDOWBRUSH Alpha="0" FaceColor="16777215" HatchColor="0"/></FILLBRUSH><DRAWTEXT Editable="false" LastWidth="{width}">{list}<TEXTMARGIN Bottom="283" Left="283" Right="283" Top="283"/></DRAWTEXT></DRAWINGOBJECT></RECTANGLE>"#
                )
            }
            DrawingKind::Ole(binary) => {
                format!(
                    r#"<OLE BinItem="{binary}" DrawAspect="Content" ObjetType="Embedded">{object}{component}</OLE>"#
                )
            }
            DrawingKind::TextArt(words) => format!(
                r#"<TEXTART Text="{}" X0="0" Y0="0">{object}<DRAWINGOBJECT>{component}</DRAWINGOBJECT><TEXTARTSHAPE FontName="함초롬돋움" TextShape="0"/></TEXTART>"#,
                escaped(words).replace('\n', "\u{240D}\u{240A}")
            ),
            DrawingKind::Line => format!(
                r#"<LINE EndX="{width}" EndY="{height}" IsReverseHV="false" StartX="0" StartY="0">{object}<DRAWINGOBJECT>{component}{}</DRAWINGOBJECT></LINE>"#,
                line("Arrow")
            ),
            DrawingKind::Group(members) => {
                let (mut x, mut inner) = (0, String::new());
                for member in members {
                    inner += &self.drawing_at(member, "", depth + 1, x);
                    x += member.width;
                }
                format!("<CONTAINER>{object}{component}{inner}</CONTAINER>")
            }
        }
    }
}

/// What stands for a code unit.
fn special(unit: u16) -> String {
    match unit {
        character::TITLE_MARK => r#"<TITLEMARK Ignore="false"/>"#.to_owned(),
        character::TAB => "<TAB/>".to_owned(),
        character::LINE_BREAK => "<LINEBREAK/>".to_owned(),
        character::HYPHEN => "<HYPHEN/>".to_owned(),
        character::NO_BREAK_SPACE => "<NBSPACE/>".to_owned(),
        character::FIXED_SPACE => "<FWSPACE/>".to_owned(),
        unit => escaped(&char::from_u32(u32::from(unit)).unwrap().to_string()),
    }
}

fn number_type(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Page => "Page",
        NumberKind::Footnote => "Footnote",
        NumberKind::Endnote => "Endnote",
        NumberKind::Picture => "Figure",
        NumberKind::Table => "Table",
        NumberKind::Equation => "Equation",
        NumberKind::TotalPages => "TotalPage",
    }
}

/// RFC 4648, in one line.
fn base64(data: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in data.chunks(3) {
        let word = (0..3).fold(0u32, |word, index| word << 8 | u32::from(*three.get(index).unwrap_or(&0)));
        for index in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * index) & 63) as usize];
            out.push(if index <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
