//! Drawings to SVG: shapes, the words in them, and the pictures among them.
//!
//! Words are laid out by their box: a line goes on in the next between words, never within one; a word that is wider than
//! its box is squeezed. The viewer's font decides how wide letters are, so lines are estimated.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::svg::{self, Blend, Clip, Fill, Path, Svg};
use super::{EMPTY, Picture, TOO_LARGE, Trouble, to_web, to_web_part};
use crate::document::drawing::{Arrow, Dash, Drawing, Line, Place, Point, Shape, Step, Stroke, Words};
use crate::document::{Align, Asset, Image};
use crate::limits::Limits;
use data_encoding::BASE64;

/// 1/100 points in a pixel.
const PIXEL: f64 = 75.0;

/// No line is thinner, in pixels.
const THINNEST: f64 = 0.5;

/// From one line of text to the next, in sizes of its letters.
const LEADING: f64 = 1.3;

/// From the top of a line to where its letters stand, in sizes of its letters.
const ASCENT: f64 = 1.0;

const FONTS: &str = "'Malgun Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif";

/// Draws a drawing; `assets` are those of its document.
pub(super) fn draw(drawing: &Drawing, assets: &[Asset], limits: &Limits) -> Result<String, Trouble> {
    let mut svg = Svg::default();
    for shape in &drawing.shapes {
        draw_shape(shape, assets, limits, &mut svg)?;
        svg.check(limits.stream_bytes)?;
    }
    if svg.count == 0 {
        return Err(EMPTY);
    }
    let (left, top) = pixels((drawing.left, drawing.top));
    let (width, height) = (f64::from(drawing.width) / PIXEL, f64::from(drawing.height) / PIXEL);
    let size = (width.round().max(1.0), height.round().max(1.0));
    Ok(svg.into_text([left, top, left + width, top + height], size))
}

fn pixels((x, y): Point) -> svg::Point {
    (f64::from(x) / PIXEL, f64::from(y) / PIXEL)
}

fn draw_shape(shape: &Shape, assets: &[Asset], limits: &Limits, svg: &mut Svg) -> Result<(), Trouble> {
    if let Some(image) = &shape.picture {
        if let Some(corners) = corners(&shape.path) {
            draw_picture(image, corners, assets, limits, svg)?;
        }
        return Ok(());
    }
    let mut path = Path::default();
    for step in &shape.path {
        match *step {
            Step::Move(to) => path.move_to(pixels(to)),
            Step::Line(to) => path.line_to(pixels(to)),
            Step::Curve(first, second, to) => path.curve_to([first, second, to].map(pixels)),
            Step::Close => path.close(),
        }
    }
    let stroke = shape.line.map(stroke_of);
    let fill = shape.fill.map_or(Fill::None, Fill::Color);
    svg.shape(&path, fill, stroke.as_ref(), false, Blend::Over, Clip::default());
    if let Some(line) = shape.line {
        let (start, end) = directions(&shape.path);
        for (kind, tip) in [(line.start, start), (line.end, end)] {
            if let Some((at, angle)) = tip {
                arrow(kind, at, angle, line, svg);
            }
        }
    }
    if let Some(words) = &shape.words {
        write_words(words, svg);
    }
    Ok(())
}

fn stroke_of(line: Stroke) -> svg::Stroke {
    let dashes: &[f64] = match line.dash {
        Dash::Solid => &[],
        Dash::Dot => &[1.0, 2.0],
        Dash::Dash => &[4.0, 2.0],
        Dash::DashDot => &[4.0, 2.0, 1.0, 2.0],
        Dash::DashDotDot => &[4.0, 2.0, 1.0, 2.0, 1.0, 2.0],
        Dash::LongDash => &[8.0, 3.0],
    };
    svg::Stroke { color: line.color, width: width_of(line), dashes, cap: "butt", join: "miter" }
}

fn width_of(line: Stroke) -> f64 {
    (f64::from(line.width) / PIXEL).max(THINNEST)
}

/// Where an outline begins and ends, and in which direction it leads away from itself there.
type Tip = Option<(svg::Point, f64)>;

fn directions(path: &[Step]) -> (Tip, Tip) {
    let mut places = Vec::new();
    for step in path {
        match *step {
            Step::Move(to) | Step::Line(to) => places.push(pixels(to)),
            Step::Curve(first, second, to) => places.extend([first, second, to].map(pixels)),
            Step::Close => {}
        }
    }
    (tip(places.iter()), tip(places.iter().rev()))
}

fn tip<'p>(mut places: impl Iterator<Item = &'p svg::Point>) -> Tip {
    let at = *places.next()?;
    let (x, y) = places.find(|place| **place != at)?;
    Some((at, (at.1 - y).atan2(at.0 - x)))
}

/// What stands at an end of a line: larger where the line is wide, and never too small to be seen.
fn arrow(kind: Arrow, at: svg::Point, angle: f64, line: Stroke, svg: &mut Svg) {
    let size = (width_of(line) * 4.0).max(5.0);
    let (sin, cos) = angle.sin_cos();
    // Along the line and across it.
    let place = |(along, across): (f64, f64)| {
        (at.0 + (along * cos - across * sin) * size, at.1 + (along * sin + across * cos) * size)
    };
    let corners: &[(f64, f64)] = match kind {
        Arrow::None => return,
        Arrow::Head => &[(0.3, 0.0), (-1.0, 0.45), (-1.0, -0.45)],
        Arrow::Diamond => &[(0.5, 0.0), (0.0, 0.5), (-0.5, 0.0), (0.0, -0.5)],
        Arrow::Square => &[(0.4, 0.4), (-0.4, 0.4), (-0.4, -0.4), (0.4, -0.4)],
        Arrow::Circle => &[],
    };
    let mut path = Path::default();
    if corners.is_empty() {
        const BESIDE: f64 = 0.4 * 0.552_284_75;
        path.move_to(place((0.4, 0.0)));
        path.curve_to([(0.4, BESIDE), (BESIDE, 0.4), (0.0, 0.4)].map(place));
        path.curve_to([(-BESIDE, 0.4), (-0.4, BESIDE), (-0.4, 0.0)].map(place));
        path.curve_to([(-0.4, -BESIDE), (-BESIDE, -0.4), (0.0, -0.4)].map(place));
        path.curve_to([(BESIDE, -0.4), (0.4, -BESIDE), (0.4, 0.0)].map(place));
    }
    for (index, corner) in corners.iter().enumerate() {
        if index == 0 { path.move_to(place(*corner)) } else { path.line_to(place(*corner)) }
    }
    path.close();
    svg.shape(&path, Fill::Color(line.color), None, false, Blend::Over, Clip::default());
}

/// The corners that a picture is drawn between: left above, right above, left below.
fn corners(path: &[Step]) -> Option<[svg::Point; 3]> {
    match path {
        [Step::Move(first), Step::Line(second), Step::Line(_), Step::Line(fourth), ..] => {
            Some([*first, *second, *fourth].map(pixels))
        }
        _ => None,
    }
}

/// A picture among shapes, in a form that browsers show; one that has no such form is left out: it stands in the text.
fn draw_picture(
    image: &Image,
    [origin, right, below]: [svg::Point; 3],
    assets: &[Asset],
    limits: &Limits,
    svg: &mut Svg,
) -> Result<(), Trouble> {
    let stored = image.asset.and_then(|asset| assets.get(asset));
    let Some(stored) = stored.filter(|asset| asset.drawing.is_none() && !asset.data.is_empty()) else { return Ok(()) };
    let converted = match image.crop {
        Some(crop) => to_web_part(stored, crop, limits),
        None => to_web(stored, limits),
    };
    let asset = match &converted {
        Picture::Converted(asset) => asset,
        Picture::AsItIs => stored,
        Picture::Kept(_) => return Ok(()),
    };
    // An SVG of the document can hold scripts; one that was drawn here cannot.
    let is_ours = matches!(converted, Picture::Converted(_)) && asset.media_type == "image/svg+xml";
    if !is_ours && !matches!(asset.media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp") {
        return Ok(());
    }
    if u64::try_from(asset.data.len()).unwrap_or(u64::MAX) > limits.stream_bytes / 2 {
        return Err(TOO_LARGE);
    }
    let mut element = String::from("<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" transform=\"matrix(");
    let [across, down] = [right, below].map(|(x, y)| (x - origin.0, y - origin.1));
    for (index, value) in [across.0, across.1, down.0, down.1, origin.0, origin.1].into_iter().enumerate() {
        element.push_str(if index > 0 { " " } else { "" });
        svg::number(value, &mut element);
    }
    let _ = write!(element, ")\" href=\"data:{};base64,", asset.media_type);
    BASE64.encode_append(&asset.data, &mut element);
    element.push_str("\"/>");
    svg.element(&element);
    Ok(())
}

fn write_words(words: &Words, svg: &mut Svg) {
    let (width, height) = (f64::from(words.width) / PIXEL, f64::from(words.height) / PIXEL);
    let lines: Vec<(&Line, String)> = words.lines.iter().flat_map(|line| wrapped(line, width)).collect();
    let size = |line: &Line| f64::from(line.size) / PIXEL;
    let total: f64 = lines.iter().map(|(line, _)| size(line) * LEADING).sum();
    let center = pixels(words.center);
    // What does not fit runs over on both sides, as from the middle.
    let mut y = center.1
        + match words.place {
            Place::Top if total < height => -height / 2.0,
            Place::Bottom if total < height => height / 2.0 - total,
            Place::Top | Place::Middle | Place::Bottom => -total / 2.0,
        };
    for (line, text) in lines {
        let em = size(line);
        let (x, anchor) = match line.align {
            Align::Center | Align::Distribute => (center.0, "middle"),
            Align::Right => (center.0 + width / 2.0, "end"),
            Align::Left | Align::Justify => (center.0 - width / 2.0, "start"),
        };
        let place = (x, y + em * ASCENT);
        y += em * LEADING;
        let mut attributes = format!(" font-family=\"{FONTS}\" font-size=\"");
        svg::number(em, &mut attributes);
        let _ = write!(attributes, "\" fill=\"#{:06x}\"", line.color & 0xFF_FFFF);
        if line.is_bold {
            attributes.push_str(" font-weight=\"bold\"");
        }
        if anchor != "start" {
            let _ = write!(attributes, " text-anchor=\"{anchor}\"");
        }
        if estimated(&text, em) > width.max(em) {
            attributes.push_str(" textLength=\"");
            svg::number(width.max(em), &mut attributes);
            attributes.push_str("\" lengthAdjust=\"spacingAndGlyphs\"");
        }
        if words.angle % 36_000 != 0 {
            attributes.push_str(" transform=\"rotate(");
            svg::number(f64::from(words.angle) / 100.0, &mut attributes);
            attributes.push(' ');
            svg::number(center.0, &mut attributes);
            attributes.push(' ');
            svg::number(center.1, &mut attributes);
            attributes.push_str(")\"");
        }
        let bounds = [center.0 - width / 2.0, place.1 - em, center.0 + width / 2.0, place.1];
        svg.text(&text, place, &attributes, bounds, Clip::default());
    }
}

/// How wide a text is about, in pixels.
fn estimated(text: &str, em: f64) -> f64 {
    let columns = u32::try_from(text.width()).unwrap_or(u32::MAX);
    f64::from(columns) * em / 2.0
}

/// The lines of a paragraph in a box of this width, which end between words.
fn wrapped(line: &Line, width: f64) -> Vec<(&Line, String)> {
    let em = f64::from(line.size) / PIXEL;
    let mut lines = Vec::new();
    let mut text = String::new();
    for word in line.text.split_whitespace() {
        if !text.is_empty() && estimated(&text, em) + em / 2.0 + estimated(word, em) > width {
            lines.push((line, std::mem::take(&mut text)));
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    lines.push((line, text));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(left: i32, top: i32) -> Vec<Step> {
        let (right, bottom) = (left + 7_500, top + 3_750);
        vec![
            Step::Move((left, top)),
            Step::Line((right, top)),
            Step::Line((right, bottom)),
            Step::Line((left, bottom)),
            Step::Close,
        ]
    }

    fn drawn(shapes: Vec<Shape>, assets: &[Asset]) -> String {
        let drawing = Drawing { left: -750, top: 0, width: 15_000, height: 7_500, shapes };
        draw(&drawing, assets, &Limits::default()).unwrap()
    }

    fn words(text: &str, align: Align) -> Option<Box<Words>> {
        let line = Line { text: text.into(), size: 750, color: 0x11_2233, is_bold: true, align };
        Some(Box::new(Words {
            center: (3_750, 1_875),
            width: 6_000,
            height: 3_000,
            angle: 9_000,
            place: Place::Middle,
            lines: vec![line],
        }))
    }

    #[test]
    fn shape_has_its_line_its_colour_and_its_words() {
        let line = Some(Stroke { color: 0xFF, width: 150, dash: Dash::Dash, ..Stroke::default() });
        let shape = Shape {
            path: rectangle(0, 0),
            line,
            fill: Some(0xEE_EEEE),
            words: words("<부서>", Align::Center),
            ..Shape::default()
        };
        let svg = drawn(vec![shape], &[]);
        assert!(svg.starts_with(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\" viewBox=\"-10 0 200 100\""
        ));
        assert!(
            svg.contains("<path d=\"M0 0L100 0L100 50L0 50Z\" fill=\"#eeeeee\" stroke=\"#0000ff\" stroke-width=\"2\"")
        );
        assert!(svg.contains("stroke-dasharray=\"8 4\""));
        assert!(
            svg.contains("fill=\"#112233\" font-weight=\"bold\" text-anchor=\"middle\" transform=\"rotate(90 50 25)\"")
        );
        assert!(svg.contains(">&lt;부서&gt;</text>"));
    }

    #[test]
    fn words_go_on_in_the_next_line_and_are_squeezed_where_one_is_too_wide() {
        let shape = |text: &str| Shape {
            path: rectangle(0, 0),
            fill: Some(0),
            words: words(text, Align::Left),
            ..Shape::default()
        };
        // A box of 80 pixels, letters of 10.
        let svg = drawn(vec![shape("기획조정실 기획재정담당관")], &[]);
        assert!(
            svg.contains(">기획조정실</text>") && svg.contains(">기획재정담당관</text>") && !svg.contains("textLength")
        );
        let svg = drawn(vec![shape("기획재정담당관실장")], &[]);
        assert!(svg.contains("textLength=\"80\""), "{svg}");
    }

    #[test]
    fn arrow_stands_at_the_end_of_its_line_and_points_away() {
        let line = Some(Stroke { width: 75, end: Arrow::Head, ..Stroke::default() });
        let path = vec![Step::Move((0, 0)), Step::Line((7_500, 0))];
        let svg = drawn(vec![Shape { path, line, ..Shape::default() }], &[]);
        assert!(svg.contains("<path d=\"M101.5 0L95 2.25L95 -2.25Z\" fill=\"#000000\"/>"), "{svg}");
        for kind in [Arrow::Circle, Arrow::Diamond, Arrow::Square] {
            let line = Some(Stroke { start: kind, ..Stroke::default() });
            let path = vec![Step::Move((0, 0)), Step::Line((7_500, 0))];
            assert_eq!(drawn(vec![Shape { path, line, ..Shape::default() }], &[]).matches("<path").count(), 2);
        }
    }

    #[test]
    fn picture_among_shapes_lies_in_the_drawing_unless_it_could_run() {
        let asset = |media_type: &str, data: &[u8]| Asset {
            media_type: media_type.into(),
            data: data.to_vec(),
            ..Asset::default()
        };
        let assets = [asset("image/jpeg", b"abc"), asset("image/svg+xml", b"<svg/>"), asset("image/bmp", b"BM")];
        let picture = |asset| Shape {
            path: rectangle(0, 0),
            picture: Some(Box::new(Image { asset: Some(asset), ..Image::default() })),
            ..Shape::default()
        };
        let svg = drawn(vec![picture(0), picture(1), picture(2), picture(9)], &assets);
        assert_eq!(svg.matches("<image").count(), 1);
        assert!(svg.contains("transform=\"matrix(100 0 0 50 0 0)\" href=\"data:image/jpeg;base64,YWJj\"/>"), "{svg}");
    }

    #[test]
    fn drawing_beyond_the_limit_is_not_drawn() {
        let shapes = vec![Shape { path: rectangle(0, 0), fill: Some(0), ..Shape::default() }; 20];
        let drawing = Drawing { width: 1, height: 1, shapes, ..Drawing::default() };
        let limits = Limits { stream_bytes: 500, ..Limits::default() };
        assert_eq!(draw(&drawing, &[], &limits), Err(TOO_LARGE));
        assert_eq!(draw(&Drawing::default(), &[], &limits), Err(EMPTY));
    }
}
