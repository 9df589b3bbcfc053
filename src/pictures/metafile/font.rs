//! Text of metafiles: which font, which characters, and where they stand.

use std::fmt::Write as _;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use super::gdi::Context;
use crate::pictures::Trouble;
use crate::pictures::svg::{self, Point, Rect};

/// The em of a font, of the height of its lines.
const EM_OF_LINE: f64 = 0.83;

/// How far letters reach above the line that they stand on, of the em.
const ASCENT: f64 = 0.86;

/// How far they reach below it.
const DESCENT: f64 = 0.14;

const SYMBOL: u8 = 2;

/// A font.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Font {
    /// The height of a line, or of the em where it is negative; 0 for the usual one.
    pub(super) height: f64,
    /// How far a line of text is turned, in tenths of a degree, counterclockwise.
    pub(super) turn: i32,
    pub(super) weight: u32,
    pub(super) is_italic: bool,
    pub(super) is_underlined: bool,
    pub(super) is_struck: bool,
    pub(super) charset: u8,
    pub(super) face: String,
}

impl Default for Font {
    fn default() -> Self {
        Font {
            height: 0.0,
            turn: 0,
            weight: 400,
            is_italic: false,
            is_underlined: false,
            is_struck: false,
            charset: 1,
            face: String::new(),
        }
    }
}

/// The characters of bytes in a font of this character set. Where the set is not said, Korean is tried first: the
/// documents are.
pub(super) fn decode(bytes: &[u8], charset: u8) -> String {
    let encoding: &'static Encoding = match charset {
        128 => SHIFT_JIS,
        134 => GBK,
        136 => BIG5,
        204 => WINDOWS_1251,
        238 => WINDOWS_1250,
        SYMBOL => return bytes.iter().map(|byte| symbol(*byte)).collect(),
        129 => EUC_KR,
        _ => {
            let (text, had_errors) = EUC_KR.decode_without_bom_handling(bytes);
            return if had_errors { WINDOWS_1252.decode_without_bom_handling(bytes).0 } else { text }.into_owned();
        }
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The letters and signs of the Symbol font that are common in diagrams; others stay as they are typed.
fn symbol(byte: u8) -> char {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let nth = |letters: &str, first: u8| letters.chars().nth(usize::from(byte - first));
    let mapped = match byte {
        b'A'..=b'Z' => nth(GREEK, b'A'),
        b'a'..=b'z' => nth(SMALL, b'a'),
        0xA3 => Some('≤'),
        0xA5 => Some('∞'),
        0xAB => Some('↔'),
        0xAC => Some('←'),
        0xAD => Some('↑'),
        0xAE => Some('→'),
        0xAF => Some('↓'),
        0xB0 => Some('°'),
        0xB1 => Some('±'),
        0xB3 => Some('≥'),
        0xB4 => Some('×'),
        0xB7 => Some('•'),
        0xB8 => Some('÷'),
        0xB9 => Some('≠'),
        0xBB => Some('≈'),
        0xD6 => Some('√'),
        0xE5 => Some('∑'),
        _ => None,
    };
    mapped.unwrap_or_else(|| char::from(byte))
}

/// A width for text whose advances are not said: half an em for narrow characters, an em for wide ones.
fn estimated(text: &str, em: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { em / 2.0 } else { em }).sum()
}

/// A line of text as a record gives it.
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) at: Point,
    /// How far the characters take the line, in units of the picture, when the record says.
    pub(super) advance: Option<f64>,
    /// A rectangle of the paper, and whether it is filled and whether it hides what lies outside.
    pub(super) rect: Option<Rect>,
    pub(super) is_filled: bool,
    pub(super) is_clipped: bool,
}

/// Draws a line of text.
pub(super) fn draw(context: &mut Context<'_>, line: &Line<'_>) -> Result<(), Trouble> {
    const UPDATES: u32 = 1;
    const CENTER: u32 = 6;
    const RIGHT: u32 = 2;
    const BASELINE: u32 = 24;
    const BOTTOM: u32 = 8;
    let ground = context.state.ground;
    if let (Some(rect), true) = (line.rect, line.is_filled) {
        context.fill_rect(rect, ground);
    }
    let text = line.text.trim_end_matches('\0');
    if text.trim().is_empty() {
        return context.svg.check(context.limits.stream_bytes);
    }
    let (align, font) = (context.state.align, context.state.font.clone());
    let from = if align & UPDATES != 0 { context.state.at } else { line.at };
    let (across, down) = context.scale();
    let height = if font.height == 0.0 { 12.0 * context.unit() } else { font.height.abs() * down };
    let em = if font.height > 0.0 { height * EM_OF_LINE } else { height };
    let width = line.advance.map_or_else(|| estimated(text, em), |advance| advance.abs() * across);
    let place = context.on_paper(from);
    let (anchor, before) = match align & CENTER {
        CENTER => ("middle", width / 2.0),
        RIGHT => ("end", width),
        _ => ("start", 0.0),
    };
    // From the place of the text down to the line that its letters stand on.
    let drop = match align & BASELINE {
        BASELINE => 0.0,
        BOTTOM => -DESCENT * em,
        _ => ASCENT * em + (height - em) / 2.0,
    };
    if align & UPDATES != 0 && align & CENTER == 0 && across > 0.0 {
        context.state.at.0 += width / across;
    }
    let is_turned = font.turn % 3_600 != 0;
    let base = (place.0, place.1 + drop);
    let bounds = [base.0 - before, base.1 - ASCENT * em, base.0 - before + width, base.1 + DESCENT * em];
    let clip_before = context.state.clip;
    if let (Some(rect), true) = (line.rect, line.is_clipped) {
        context.clip_to(rect);
    }
    if context.state.is_opaque && !line.is_filled && !is_turned && line.advance.is_some() {
        context.fill_rect(bounds, ground);
    }
    let attributes = attributes(&font, context.state.text_color, em, anchor, line.advance.map(|_| width), place);
    let clip = context.state.clip;
    context.svg.text(text, base, &attributes, if is_turned { reach(place, width.max(em)) } else { bounds }, clip);
    context.state.clip = clip_before;
    context.svg.check(context.limits.stream_bytes)
}

/// What text around a place may cover, however it is turned.
fn reach((x, y): Point, by: f64) -> Rect {
    [x - by, y - by, x + by, y + by]
}

fn attributes(font: &Font, color: u32, em: f64, anchor: &str, width: Option<f64>, turned_at: Point) -> String {
    let mut out = String::from(" font-family=\"");
    let face = font.face.trim_start_matches('@').replace(['\'', '\\', ','], " ");
    if !face.trim().is_empty() {
        out.push('\'');
        svg::escape(face.trim(), &mut out);
        out.push_str("', ");
    }
    out.push_str(if has_serifs(&face) { "serif" } else { "sans-serif" });
    out.push_str("\" font-size=\"");
    svg::number(em, &mut out);
    let _ = write!(out, "\" fill=\"#{color:06x}\" xml:space=\"preserve\"");
    if font.weight >= 600 {
        out.push_str(" font-weight=\"bold\"");
    }
    if font.is_italic {
        out.push_str(" font-style=\"italic\"");
    }
    match (font.is_underlined, font.is_struck) {
        (true, true) => out.push_str(" text-decoration=\"underline line-through\""),
        (true, false) => out.push_str(" text-decoration=\"underline\""),
        (false, true) => out.push_str(" text-decoration=\"line-through\""),
        (false, false) => {}
    }
    if anchor != "start" {
        let _ = write!(out, " text-anchor=\"{anchor}\"");
    }
    if let Some(width) = width.filter(|width| *width > 0.0) {
        out.push_str(" textLength=\"");
        svg::number(width, &mut out);
        out.push_str("\" lengthAdjust=\"spacingAndGlyphs\"");
    }
    if font.turn % 3_600 != 0 {
        out.push_str(" transform=\"rotate(");
        svg::number(f64::from(-font.turn) / 10.0, &mut out);
        out.push(' ');
        svg::number(turned_at.0, &mut out);
        out.push(' ');
        svg::number(turned_at.1, &mut out);
        out.push_str(")\"");
    }
    out
}

fn has_serifs(face: &str) -> bool {
    let face = face.to_lowercase();
    ["바탕", "명조", "궁서", "batang", "myeongjo", "gungsuh", "times", "serif", "roman"]
        .iter()
        .any(|part| face.contains(part) && !face.contains("sans"))
}
