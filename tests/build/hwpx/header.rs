//! `Contents/header.xml`: what the sections refer to by number.

use super::{NAMESPACES, escaped};
use crate::builder::{Align, Bullet, CharShape, DocInfo, NO_COLOUR, Numbering, ParaShape};

const LANGUAGES: [&str; 7] = ["HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER"];

pub fn head(info: &DocInfo, section_count: usize) -> String {
    let fonts = LANGUAGES.map(|language| {
        format!(
            r#"<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="함초롬바탕" type="TTF" isEmbedded="0"/></hh:fontface>"#
        )
    });
    let styles = info.styles.iter().enumerate().map(|(id, (name, english, next, shape))| {
        format!(
            r#"<hh:style id="{id}" type="PARA" name="{}" engName="{}" paraPrIDRef="{shape}" charPrIDRef="0" nextStyleIDRef="{next}" langID="1042" lockForm="0"/>"#,
            escaped(name),
            escaped(english)
        )
    });
    let lists = [
        list("hh:fontfaces", 7, fonts),
        list("hh:borderFills", 4, border_fills()),
        list("hh:charProperties", info.char_shapes.len(), info.char_shapes.iter().enumerate().map(char_shape)),
        list("hh:tabProperties", 1, [r#"<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>"#.to_owned()]),
        list("hh:numberings", info.numberings.len(), info.numberings.iter().enumerate().map(numbering)),
        list("hh:bullets", info.bullets.len(), info.bullets.iter().enumerate().map(bullet)),
        list("hh:paraProperties", info.para_shapes.len(), info.para_shapes.iter().enumerate().map(para_shape)),
        list("hh:styles", info.styles.len(), styles),
        list("hh:trackChanges", info.changes.len(), info.changes.iter().enumerate().map(change)),
        list("hh:trackChangeAuthors", usize::from(!info.changes.is_empty()), info.changes.first().map(|_| author())),
    ];
    format!(
        "<hh:head {NAMESPACES} version=\"1.4\" secCnt=\"{section_count}\">\
         <hh:beginNum page=\"1\" footnote=\"1\" endnote=\"1\" pic=\"1\" tbl=\"1\" equation=\"1\"/>\
         <hh:refList>{}</hh:refList>\
         <hh:compatibleDocument targetProgram=\"HWP201X\"><hh:layoutCompatibility/></hh:compatibleDocument>\
         <hh:docOption><hh:linkinfo path=\"\" pageInherit=\"0\" footnoteInherit=\"0\"/></hh:docOption>\
         <hh:trackchageConfig flags=\"56\"/></hh:head>",
        lists.concat()
    )
}

/// A list of entries; nothing when there are none.
fn list(name: &str, count: usize, entries: impl IntoIterator<Item = String>) -> String {
    let entries: String = entries.into_iter().collect();
    if count == 0 { String::new() } else { format!(r#"<{name} itemCnt="{count}">{entries}</{name}>"#) }
}

/// None, none over an empty ground, solid, solid over grey; ids count from 1.
fn border_fills() -> [String; 4] {
    let fill = |id: u32, line: &str, ground: &str| {
        let sides = ["left", "right", "top", "bottom"]
            .map(|side| format!(r##"<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>"##));
        let brush = match ground {
            "" => String::new(),
            colour => format!(
                r##"<hc:fillBrush><hc:winBrush faceColor="{colour}" hatchColor="#999999" alpha="0"/></hc:fillBrush>"##
            ),
        };
        format!(
            r##"<hh:borderFill id="{id}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0"><hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>{}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{brush}</hh:borderFill>"##,
            sides.concat()
        )
    };
    [fill(1, "NONE", ""), fill(2, "NONE", "none"), fill(3, "SOLID", ""), fill(4, "SOLID", "#E5E5E5")]
}

fn colour(stored: u32) -> String {
    let [red, green, blue, _] = stored.to_le_bytes();
    if stored == NO_COLOUR { "none".to_owned() } else { format!("#{red:02X}{green:02X}{blue:02X}") }
}

fn char_shape((id, shape): (usize, &CharShape)) -> String {
    let each = |name: &str, value: &str| {
        let values = LANGUAGES.map(|language| format!(r#" {}="{value}""#, language.to_lowercase()));
        format!("<hh:{name}{}/>", values.concat())
    };
    let has = |bit: u32| shape.attr & bit != 0;
    let mark = |bit: u32, name: &str| if has(bit) { format!("<hh:{name}/>") } else { String::new() };
    let underline = ["NONE", "BOTTOM", "CENTER", "TOP"][(shape.attr >> 2 & 3) as usize];
    // The word processor calls the line kind 15, which is none, `3D`.
    let strike = match (shape.attr >> 18 & 7, shape.attr >> 26 & 15) {
        (0, _) => "NONE",
        (_, 15) => "3D",
        _ => "SOLID",
    };
    let underline_shape = if shape.attr >> 4 & 15 == 15 { "3D" } else { "SOLID" };
    let emphasis = if shape.attr >> 21 & 15 == 0 { "NONE" } else { "DOT_ABOVE" };
    let outline = if has(7 << 8) { "SOLID" } else { "NONE" };
    [
        format!(
            r#"<hh:charPr id="{id}" height="{}" textColor="{}" shadeColor="{}" useFontSpace="0" useKerning="0" symMark="{emphasis}" borderFillIDRef="2">"#,
            shape.size,
            colour(shape.colour),
            colour(shape.shade)
        ),
        each("fontRef", "0"),
        each("ratio", "100"),
        each("spacing", "0"),
        each("relSz", "100"),
        each("offset", "0"),
        mark(1, "italic"),
        mark(2, "bold"),
        format!(r##"<hh:underline type="{underline}" shape="{underline_shape}" color="#000000"/>"##),
        format!(r##"<hh:strikeout shape="{strike}" color="#000000"/>"##),
        format!(r#"<hh:outline type="{outline}"/>"#),
        r##"<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/>"##.to_owned(),
        mark(1 << 15, "supscript"),
        mark(1 << 16, "subscript"),
        "</hh:charPr>".to_owned(),
    ]
    .concat()
}

fn para_shape((id, shape): (usize, &ParaShape)) -> String {
    let align = match shape.align {
        Align::Justify => "JUSTIFY",
        Align::Left => "LEFT",
        Align::Right => "RIGHT",
        Align::Center => "CENTER",
    };
    let heading = ["NONE", "OUTLINE", "NUMBER", "BULLET"][shape.heading as usize];
    let margin = |name: &str, value: i32| format!(r#"<hc:{name} value="{value}" unit="HWPUNIT"/>"#);
    [
        format!(
            r#"<hh:paraPr id="{id}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" suppressLineNumbers="0" checked="0"><hh:align horizontal="{align}" vertical="BASELINE"/>"#
        ),
        format!(r#"<hh:heading type="{heading}" idRef="{}" level="{}"/>"#, shape.list, shape.level),
        format!(
            r#"<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="BREAK_WORD" widowOrphan="0" keepWithNext="0" keepLines="0" pageBreakBefore="{}" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/>"#,
            u8::from(shape.page_break_before)
        ),
        format!("<hh:margin>{}{}", margin("intent", shape.indent), margin("left", shape.left)),
        format!("{}{}{}</hh:margin>", margin("right", 0), margin("prev", 0), margin("next", 0)),
        r#"<hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/><hh:border borderFillIDRef="2" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>"#.to_owned(),
    ]
    .concat()
}

/// What stands before the pattern of a level.
fn para_head(level: usize, start: u32, format: &str, text: &str) -> String {
    format!(
        r#"<hh:paraHead start="{start}" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="{format}" charPrIDRef="4294967295" checkable="0">{}</hh:paraHead>"#,
        escaped(text)
    )
}

fn numbering((index, numbering): (usize, &Numbering)) -> String {
    let heads = (0..10).map(|level| match numbering.levels.get(level) {
        Some((text, format, start)) => para_head(level + 1, *start, number_format(*format as u32), text),
        None => para_head(level + 1, 1, "DIGIT", ""),
    });
    format!(r#"<hh:numbering id="{}" start="0">{}</hh:numbering>"#, index + 1, heads.collect::<String>())
}

fn bullet((index, bullet): (usize, &Bullet)) -> String {
    let (id, character) = (index + 1, bullet.character);
    format!(r#"<hh:bullet id="{id}" char="{character}" useImage="0">{}</hh:bullet>"#, para_head(1, 1, "DIGIT", ""))
}

fn change((index, kind): (usize, &u32)) -> String {
    const INSERTION: u32 = 16;
    let kind = if *kind == INSERTION { "Insert" } else { "Delete" };
    let id = index + 1;
    format!(r#"<hh:trackChange type="{kind}" date="2026-01-05T09:00:00Z" authorID="1" hide="0" id="{id}"/>"#)
}

fn author() -> String {
    r##"<hh:trackChangeAuthor name="검토자" mark="1" color="#0000FF" id="1"/>"##.to_owned()
}

/// The name of a number format by its code in HWP 5.
pub fn number_format(code: u32) -> &'static str {
    const NAMES: [&str; 17] = [
        "DIGIT",
        "CIRCLED_DIGIT",
        "ROMAN_CAPITAL",
        "ROMAN_SMALL",
        "LATIN_CAPITAL",
        "LATIN_SMALL",
        "CIRCLED_LATIN_CAPITAL",
        "CIRCLED_LATIN_SMALL",
        "HANGUL_SYLLABLE",
        "CIRCLED_HANGUL_SYLLABLE",
        "HANGUL_JAMO",
        "CIRCLED_HANGUL_JAMO",
        "HANGUL_PHONETIC",
        "IDEOGRAPH",
        "CIRCLED_IDEOGRAPH",
        "DECAGON_CIRCLE",
        "DECAGON_CIRCLE_HANJA",
    ];
    NAMES[code as usize]
}
