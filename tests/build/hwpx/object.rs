//! Tables, drawings, equations and form objects.

use super::body::Writer;
use super::{escaped, id};
use crate::builder::{Caption, Drawing, DrawingKind, Equation, Form, Side, Table};

/// What all objects begin with.
struct Frame<'a> {
    inline: bool,
    width: u32,
    height: u32,
    margin: u32,
    caption: Option<&'a Caption>,
    description: &'a str,
}

/// Height of a row of one line, in 1/7200 inch.
const ROW_HEIGHT: u32 = 1282;

impl Writer<'_> {
    /// Attributes that all objects have.
    fn attributes(&mut self, kind: &str) -> String {
        let id = self.instance();
        format!(
            r#"id="{id}" zOrder="0" numberingType="{kind}" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None""#
        )
    }

    /// Size, position, margins, caption and description.
    fn frame(&mut self, frame: &Frame<'_>) -> String {
        let Frame { inline, width, height, margin, description, .. } = frame;
        let in_line = u8::from(*inline);
        let caption = frame.caption.map(|caption| self.caption(caption, *width)).unwrap_or_default();
        let comment = match *description {
            "" => String::new(),
            text => format!("<hp:shapeComment>{}</hp:shapeComment>", escaped(text)),
        };
        format!(
            r#"<hp:sz width="{width}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="{in_line}" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="{margin}" right="{margin}" top="{margin}" bottom="{margin}"/>{caption}{comment}"#
        )
    }

    fn caption(&mut self, caption: &Caption, width: u32) -> String {
        let side = match caption.side {
            Side::Left => "LEFT",
            Side::Right => "RIGHT",
            Side::Top => "TOP",
            Side::Bottom => "BOTTOM",
        };
        let list = self.list(&caption.blocks, "TOP", 0, 0);
        format!(
            r#"<hp:caption side="{side}" fullSz="0" width="8504" gap="850" lastWidth="{width}">{list}</hp:caption>"#
        )
    }

    pub fn table(&mut self, table: &Table) -> String {
        let attributes = self.attributes("TABLE");
        let frame = self.frame(&Frame {
            inline: table.inline,
            width: table.width,
            height: u32::from(table.rows) * ROW_HEIGHT,
            margin: 283,
            caption: table.caption.as_ref(),
            description: "",
        });
        let cells = table.anchors();
        let mut rows = String::new();
        for row in 0..table.rows {
            rows += "<hp:tr>";
            for cell in cells.iter().filter(|cell| cell.row == row) {
                let (header, fill) = if cell.header { (1, 4) } else { (0, 3) };
                let name = cell.name.as_deref().map(escaped).unwrap_or_default();
                let list = self.list(&cell.blocks, "CENTER", 0, 0);
                rows += &format!(
                    r#"<hp:tc name="{name}" header="{header}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="{fill}">{list}<hp:cellAddr colAddr="{}" rowAddr="{}"/><hp:cellSpan colSpan="{}" rowSpan="{}"/><hp:cellSz width="{}" height="{}"/><hp:cellMargin left="510" right="510" top="141" bottom="141"/></hp:tc>"#,
                    cell.col,
                    cell.row,
                    cell.col_span,
                    cell.row_span,
                    table.width / u32::from(table.cols.max(1)) * u32::from(cell.col_span),
                    ROW_HEIGHT * u32::from(cell.row_span)
                );
            }
            rows += "</hp:tr>";
        }
        format!(
            r#"<hp:tbl {attributes} pageBreak="CELL" repeatHeader="{}" rowCnt="{}" colCnt="{}" cellSpacing="0" borderFillIDRef="3" noAdjust="0">{frame}<hp:inMargin left="510" right="510" top="141" bottom="141"/>{rows}</hp:tbl>"#,
            u8::from(table.repeat_header),
            table.rows,
            table.cols
        )
    }

    pub fn drawing(&mut self, drawing: &Drawing) -> String {
        self.drawing_at(drawing, 0, 0)
    }

    /// A drawing, `depth` groups deep and `x` from the left of its group.
    fn drawing_at(&mut self, drawing: &Drawing, depth: u32, x: u32) -> String {
        let attributes = self.attributes("PICTURE");
        let instance = self.instance();
        let Drawing { width, height, .. } = *drawing;
        let geometry = geometry(x, width, height);
        let frame = match depth {
            0 => self.frame(&Frame {
                inline: drawing.inline,
                width,
                height,
                margin: 0,
                caption: drawing.caption.as_ref(),
                description: &drawing.description,
            }),
            _ => String::new(),
        };
        let corners = corners(width, height);
        let head = format!(r#"{attributes} href="" groupLevel="{depth}" instid="{instance}""#);
        match &drawing.kind {
            DrawingKind::TextBox(blocks) => {
                let list = self.list(blocks, "CENTER", 0, 0);
                format!(
                    r##"<hp:rect {head} ratio="0">{geometry}<hp:lineShape color="#000000" width="33" style="SOLID" endCap="FLAT" headStyle="NORMAL" tailStyle="NORMAL" headfill="1" tailfill="1" headSz="MEDIUM_MEDIUM" tailSz="MEDIUM_MEDIUM" outlineStyle="NORMAL" alpha="0"/><hc:fillBrush><hc:winBrush faceColor="#FFFFFF" hatchColor="#000000" alpha="0"/></hc:fillBrush><hp:shadow type="NONE" color="#B2B2B2" offsetX="0" offsetY="0" alpha="0"/><hp:drawText lastWidth="{width}" name="" editable="0">{list}<hp:textMargin left="283" right="283" top="283" bottom="283"/></hp:drawText>{corners}{frame}</hp:rect>"##
                )
            }
            DrawingKind::Picture(binary) => {
                let index = usize::from(*binary) - 1;
                let id = self.document.info.binaries.get(index).map_or_else(String::new, |binary| id(index, binary));
                let ([left, top, right, bottom], [whole_width, whole_height]) = drawing.shown();
                format!(
                    r#"<hp:pic {head} reverse="0">{geometry}<hp:imgRect>{corners}</hp:imgRect><hp:imgClip left="{left}" right="{right}" top="{top}" bottom="{bottom}"/><hp:inMargin left="0" right="0" top="0" bottom="0"/><hp:imgDim dimwidth="{whole_width}" dimheight="{whole_height}"/><hc:img binaryItemIDRef="{id}" bright="0" contrast="0" effect="REAL_PIC" alpha="0"/><hp:effects/>{frame}</hp:pic>"#
                )
            }
            DrawingKind::Ole(binary) => {
                let index = usize::from(*binary) - 1;
                let id = id(index, &self.document.info.binaries[index]);
                format!(
                    r#"<hp:ole {head} objectType="EMBEDDED" binaryItemIDRef="{id}" hasMoniker="0" drawAspect="CONTENT" eqBaseLine="0">{geometry}<hc:extent x="{width}" y="{height}"/>{frame}</hp:ole>"#
                )
            }
            DrawingKind::TextArt(words) => format!(
                r#"<hp:textart {head} text="{}">{geometry}{frame}<hp:textartPr fontName="함초롬돋움" fontStyle="보통" textShape="PARALLELOGRAM"/></hp:textart>"#,
                escaped(words).replace('\n', "\u{240D}\u{240A}")
            ),
            DrawingKind::Line => format!(
                r##"<hp:line {head} isReverseHV="0">{geometry}<hp:lineShape color="#000000" width="33" style="SOLID" endCap="FLAT" headStyle="NORMAL" tailStyle="ARROW" headfill="1" tailfill="1" headSz="MEDIUM_MEDIUM" tailSz="MEDIUM_MEDIUM" outlineStyle="NORMAL" alpha="0"/><hc:startPt x="0" y="0"/><hc:endPt x="{width}" y="{height}"/>{frame}</hp:line>"##
            ),
            DrawingKind::Group(members) => {
                let mut x = 0;
                let mut inner = String::new();
                for member in members {
                    inner += &self.drawing_at(member, depth + 1, x);
                    x += member.width;
                }
                format!("<hp:container {head}>{geometry}{inner}{frame}</hp:container>")
            }
        }
    }

    pub fn equation(&mut self, equation: &Equation) -> String {
        let attributes = self.attributes("EQUATION");
        let frame = self.frame(&Frame {
            inline: equation.inline,
            width: 6000,
            height: 1500,
            margin: 56,
            caption: None,
            description: "수식입니다.",
        });
        format!(
            r##"<hp:equation {attributes} version="Equation Version 60" baseLine="86" textColor="#000000" baseUnit="1000" lineMode="CHAR" font="HYhwpEQ">{frame}<hp:script>{}</hp:script></hp:equation>"##,
            escaped(&equation.script)
        )
    }

    pub fn form(&mut self, form: &Form) -> String {
        let frame =
            self.frame(&Frame { inline: true, width: 7000, height: 1984, margin: 0, caption: None, description: "" });
        let common = |name: &str| {
            format!(
                r##"name="{name}" foreColor="#000000" backColor="#FFFFFF" groupName="" tabStop="1" editable="1" tabOrder="1" enabled="1" borderTypeIDRef="0" drawFrame="1" printable="1" command="""##
            )
        };
        let shape = r#"<hp:formCharPr charPrIDRef="0" followContext="0" autoSz="0" wordWrap="0"/>"#;
        let button = |element: &str, name: &str, caption: &str, checked: bool, group: &str| {
            let value = if checked { "CHECKED" } else { "UNCHECKED" };
            format!(
                r#"<hp:{element} caption="{}" value="{value}" radioGroupName="{group}" triState="0" backStyle="OPAQUE" {}>{shape}{frame}</hp:{element}>"#,
                escaped(caption),
                common(name)
            )
        };
        match form {
            Form::CheckBox { caption, checked } => button("checkBtn", "CheckBox", caption, *checked, ""),
            Form::RadioButton { caption, checked } => button("radioBtn", "RadioButton", caption, *checked, "무리"),
            Form::PushButton { caption } => button("btn", "PushButton", caption, false, ""),
            Form::Edit { text } => format!(
                r#"<hp:edit multiLine="0" passwordChar="" maxLength="2147483647" scrollBars="NONE" tabKeyBehavior="NEXT_OBJECT" numOnly="0" readOnly="0" alignText="LEFT" {}>{shape}<hp:text>{}</hp:text>{frame}</hp:edit>"#,
                common("Edit"),
                escaped(text)
            ),
            Form::ComboBox { text } => format!(
                r#"<hp:comboBox listBoxRows="4" listBoxWidth="0" editEnable="1" selectedValue="" {}>{shape}<hp:listItem displayText="" value="{}"/>{frame}</hp:comboBox>"#,
                common("ComboBox"),
                escaped(text)
            ),
        }
    }
}

/// Where a drawing stands in its group, how large it is, and that it is not turned.
fn geometry(x: u32, width: u32, height: u32) -> String {
    let matrix = |name: &str, x: u32| format!(r#"<hc:{name} e1="1" e2="0" e3="{x}" e4="0" e5="1" e6="0"/>"#);
    format!(
        r#"<hp:offset x="{x}" y="0"/><hp:orgSz width="{width}" height="{height}"/><hp:curSz width="{width}" height="{height}"/><hp:flip horizontal="0" vertical="0"/><hp:rotationInfo angle="0" centerX="{}" centerY="{}" rotateimage="1"/><hp:renderingInfo>{}{}{}</hp:renderingInfo>"#,
        width / 2,
        height / 2,
        matrix("transMatrix", x),
        matrix("scaMatrix", 0),
        matrix("rotMatrix", 0)
    )
}

fn corners(width: u32, height: u32) -> String {
    format!(
        r#"<hc:pt0 x="0" y="0"/><hc:pt1 x="{width}" y="0"/><hc:pt2 x="{width}" y="{height}"/><hc:pt3 x="0" y="{height}"/>"#
    )
}
