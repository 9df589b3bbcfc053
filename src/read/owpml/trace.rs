//! A shape under way: how large it is, where it lies, its outline, its line and what fills it.
//!
//! HWPX says places in elements, HWPML in attributes; the names are those of HWPX, or the same in capitals.

use crate::container::xml::{Element, Xml};
use crate::document::drawing::{Arrow, Place, Stroke};
use crate::document::{Block, Blocks, Size};
use crate::read::flow::drawing::{self, Arc, Looks, Outline, Sketch};
use crate::read::flow::geometry::{self, Matrix, Rendering};
use crate::read::style::rgb_if_any;

type Spot = (f64, f64);

/// A shape under way.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// Its own size, in HWPUNIT.
    initial: (u32, u32),
    matrix: Matrix,
    looks: Looks,
    kind: Kind,
    /// Corners, or the places of a line.
    spots: Vec<Spot>,
    /// Whether the way to each place from the one before is curved.
    curved: Vec<bool>,
    /// Middle and ends of the axes of an ellipse.
    axes: [Spot; 3],
    /// Where a part of an ellipse begins and ends.
    ends: [Spot; 2],
    words: Blocks,
    place: Place,
}

/// What a shape is.
#[derive(Debug, Clone, Copy, Default)]
enum Kind {
    /// Nothing that is drawn: a group, text art.
    #[default]
    Other,
    Line,
    /// Between two objects, straight or with corners.
    Connector {
        is_straight: bool,
    },
    Rectangle(u8),
    Ellipse(Option<Arc>),
    Quarter(Arc),
    Polygon,
    Curve,
}

impl Trace {
    /// Reads what the element of a shape says itself.
    pub(crate) fn begin(element: &Element<'_>) -> Self {
        let mut trace = Trace::default();
        trace.kind = match element.name() {
            "line" | "LINE" => {
                trace.spots_of(element, [["StartX", "StartY"], ["EndX", "EndY"]]);
                Kind::Line
            }
            "connectLine" | "CONNECTLINE" => {
                let kind = either(element, ["type", "Type"]).unwrap_or_default();
                trace.spots_of(element, [["StartX", "StartY"], ["EndX", "EndY"]]);
                Kind::Connector { is_straight: kind.get(..8).is_none_or(|kind| kind.eq_ignore_ascii_case("straight")) }
            }
            "rect" | "RECTANGLE" => {
                trace.spots_of(element, [["X0", "Y0"], ["X1", "Y1"], ["X2", "Y2"], ["X3", "Y3"]]);
                let round = either(element, ["ratio", "Ratio"]).and_then(|ratio| ratio.parse().ok());
                Kind::Rectangle(round.unwrap_or(0))
            }
            "ellipse" | "ELLIPSE" => {
                trace.axes_of(element);
                let has_part = element.flag("hasArcPr") || element.flag("HasArcProperty");
                Kind::Ellipse(has_part.then(|| arc(either(element, ["arcType", "ArcType"]))))
            }
            "arc" | "ARC" => {
                trace.axes_of(element);
                Kind::Quarter(arc(either(element, ["type", "Type"])))
            }
            "polygon" | "POLYGON" => Kind::Polygon,
            "curve" | "CURVE" => Kind::Curve,
            _ => Kind::Other,
        };
        trace
    }

    fn spots_of<const N: usize>(&mut self, element: &Element<'_>, names: [[&str; 2]; N]) {
        self.spots.extend(names.into_iter().filter_map(|names| spot(element, names)));
    }

    fn axes_of(&mut self, element: &Element<'_>) {
        const AXES: [[&str; 2]; 3] = [["CenterX", "CenterY"], ["Axis1X", "Axis1Y"], ["Axis2X", "Axis2Y"]];
        let set = |place: &mut Spot, names| *place = spot(element, names).unwrap_or(*place);
        self.axes.iter_mut().zip(AXES).for_each(|(place, names)| set(place, names));
        self.ends.iter_mut().zip([["Start1X", "Start1Y"], ["End1X", "End1Y"]]).for_each(|(p, names)| set(p, names));
    }

    /// Whether a child of a shape belongs to what is read here.
    pub(crate) fn is_part(name: &str) -> bool {
        matches!(
            name,
            "orgSz"
                | "renderingInfo"
                | "lineShape"
                | "fillBrush"
                | "pt"
                | "pt0"
                | "pt1"
                | "pt2"
                | "pt3"
                | "startPt"
                | "endPt"
                | "controlPoints"
                | "seg"
                | "center"
                | "ax1"
                | "ax2"
                | "start1"
                | "end1"
                | "LINESHAPE"
                | "FILLBRUSH"
                | "POINT"
                | "SEGMENT"
                | "CONTROLPOINT"
        )
    }

    /// Reads such a child, or `SHAPECOMPONENT`.
    pub(crate) fn read(&mut self, xml: &mut Xml<'_>, child: &Element<'_>) {
        let here = || spot(child, ["x", "y"]).or_else(|| spot(child, ["X", "Y"])).unwrap_or_default();
        match child.name() {
            "orgSz" => {
                let [width, height] = child.numbers(["width", "height"]).map(Option::unwrap_or_default);
                self.initial = (width, height);
            }
            "SHAPECOMPONENT" => {
                let [width, height] = child.numbers(["OriWidth", "OriHeight"]).map(Option::unwrap_or_default);
                self.initial = (width, height);
                while let Some(inner) = xml.child_of(child) {
                    // Beside the angle and the middle of turning, which the matrices hold.
                    if inner.name() == "RENDERINGINFO" {
                        self.matrix = matrices(xml, &inner);
                    }
                }
            }
            "renderingInfo" => self.matrix = matrices(xml, child),
            "lineShape" | "LINESHAPE" => self.looks.line = line(child),
            "fillBrush" | "FILLBRUSH" => self.looks.fill = fill(xml, child),
            "pt" | "pt0" | "pt1" | "pt2" | "pt3" | "startPt" | "POINT" => self.spots.push(here()),
            "endPt" => self.spots.push(here()),
            "center" => self.axes[0] = here(),
            "ax1" => self.axes[1] = here(),
            "ax2" => self.axes[2] = here(),
            "start1" => self.ends[0] = here(),
            "end1" => self.ends[1] = here(),
            "seg" | "SEGMENT" => self.segment(child),
            "controlPoints" => {
                while let Some(point) = xml.child_of(child) {
                    self.through(&point);
                }
            }
            "CONTROLPOINT" => self.through(child),
            _ => {} // nothing else is a part
        }
    }

    fn segment(&mut self, element: &Element<'_>) {
        let place = |names, capitals| spot(element, names).or_else(|| spot(element, capitals)).unwrap_or_default();
        let (from, to) = (place(["x1", "y1"], ["X1", "Y1"]), place(["x2", "y2"], ["X2", "Y2"]));
        let kind = either(element, ["type", "Type"]).unwrap_or_default();
        if self.spots.is_empty() {
            self.spots.push(from);
        }
        self.spots.push(to);
        self.curved.push(kind.eq_ignore_ascii_case("curve"));
    }

    /// A place that a connector goes through, before its end.
    fn through(&mut self, element: &Element<'_>) {
        let place = spot(element, ["x", "y"]).or_else(|| spot(element, ["X", "Y"]));
        let end = self.spots.pop();
        self.spots.extend(place);
        self.spots.extend(end);
    }

    /// Notes the words in the shape, and where in it they stand.
    pub(crate) fn holds(&mut self, words: &[Block], place: Place) {
        self.words = words.iter().cloned().collect();
        self.place = place;
    }

    /// How large the shape is shown.
    pub(crate) fn size(&self) -> Option<Size> {
        geometry::shown_size(self.matrix, self.initial)
    }

    /// Its own size, and the map of where it lies.
    pub(crate) fn frame(&self) -> ((u32, u32), Matrix) {
        (self.initial, self.matrix)
    }

    /// Adds the shape to a drawing.
    pub(crate) fn finish(self, sketch: &mut Sketch) {
        if let Some(outline) = outline(self.kind, self.spots, self.curved, self.axes, self.ends) {
            sketch.add(&outline, self.matrix, self.looks, &self.words, self.place);
        }
    }
}

fn outline(kind: Kind, spots: Vec<Spot>, curved: Vec<bool>, axes: [Spot; 3], ends: [Spot; 2]) -> Option<Outline> {
    let first_and_last = || Some(Outline::Line(*spots.first()?, *spots.last()?));
    Some(match kind {
        Kind::Other => return None,
        Kind::Line | Kind::Connector { is_straight: true } => return first_and_last(),
        Kind::Connector { is_straight: false } => {
            let mut spots = spots;
            spots.dedup();
            Outline::Lines(spots)
        }
        Kind::Rectangle(round) => Outline::Rectangle(spots.try_into().ok()?, round),
        Kind::Ellipse(None) => Outline::Ellipse(axes),
        Kind::Ellipse(Some(arc)) => Outline::Part(axes, ends[0], ends[1], arc),
        Kind::Quarter(arc) => Outline::Quarter(axes, arc),
        Kind::Polygon => Outline::Polygon(spots),
        Kind::Curve => Outline::Curve(spots, curved),
    })
}

/// The value of whichever of two attributes there is.
fn either<'a>(element: &Element<'a>, names: [&str; 2]) -> Option<&'a str> {
    let [first, second] = element.raws(names);
    first.or(second)
}

/// A place in two attributes. Numbers below 0 are written without sign by some versions: 4294966461 is -835.
fn spot(element: &Element<'_>, names: [&str; 2]) -> Option<Spot> {
    let signed = |number: i64| {
        let number = u32::try_from(number).map_or(number, |number| number.cast_signed().into());
        i32::try_from(number).map_or(0.0, f64::from)
    };
    let [x, y] = element.numbers(names);
    Some((signed(x?), signed(y?)))
}

fn matrices(xml: &mut Xml<'_>, element: &Element<'_>) -> Matrix {
    let mut rendering = Rendering::default();
    while let Some(part) = xml.child_of(element) {
        let is_capital = part.name().starts_with(|c: char| c.is_ascii_uppercase());
        let names =
            if is_capital { ["E1", "E2", "E3", "E4", "E5", "E6"] } else { ["e1", "e2", "e3", "e4", "e5", "e6"] };
        let matrix = Matrix(part.numbers(names).map(Option::unwrap_or_default));
        match part.name() {
            "transMatrix" | "TRANSMATRIX" => rendering.moved(matrix),
            "scaMatrix" | "SCAMATRIX" => rendering.scaled(matrix),
            "rotMatrix" | "ROTMATRIX" => rendering.turned(matrix),
            _ => {} // nothing else is known here
        }
    }
    rendering.finish()
}

/// `#RRGGBB` in HWPX, a number whose lowest byte is red in HWPML; none for what is no colour.
fn color(stored: &str) -> Option<u32> {
    if let Some(digits) = stored.strip_prefix('#') {
        return u32::from_str_radix(digits, 16).ok().filter(|color| *color <= 0xFF_FFFF);
    }
    rgb_if_any(stored.parse().ok()?)
}

fn line(element: &Element<'_>) -> Option<Stroke> {
    let style = either(element, ["style", "Style"])?;
    let dash = drawing::dash(line_number(style))?;
    let arrow = |names| arrow(either(element, names).unwrap_or_default());
    let width = either(element, ["width", "Width"]).and_then(|width| width.parse::<i32>().ok());
    Some(Stroke {
        color: either(element, ["color", "Color"]).and_then(color)?,
        width: width.and_then(|width| u32::try_from(width).ok()).unwrap_or(0),
        dash,
        start: arrow(["headStyle", "HeadStyle"]),
        end: arrow(["tailStyle", "TailStyle"]),
    })
}

/// The kind of a line by its number in HWP 5.
fn line_number(name: &str) -> u32 {
    match name {
        "NONE" | "None" => 0,
        "DOT" | "Dot" => 2,
        "DASH" | "Dash" => 3,
        "DASH_DOT" | "DashDot" => 4,
        "DASH_DOT_DOT" | "DashDotDot" => 5,
        "LONG_DASH" | "LongDash" => 6,
        "CIRCLE" | "Circle" => 7,
        _ => 1,
    }
}

fn arrow(name: &str) -> Arrow {
    let name = name.to_ascii_lowercase();
    if name.is_empty() || name == "normal" || name == "none" {
        Arrow::None
    } else if name.contains("diamond") {
        Arrow::Diamond
    } else if name.contains("circle") {
        Arrow::Circle
    } else if name.contains("box") || name.contains("rect") {
        Arrow::Square
    } else {
        Arrow::Head
    }
}

fn arc(name: Option<&str>) -> Arc {
    match name {
        Some("PIE" | "Pie") => Arc::Pie,
        Some("CHORD" | "Chord") => Arc::Chord,
        _ => Arc::Open,
    }
}

/// What fills a shape: one colour, or the one between those of a gradient. Pictures and patterns show no colour.
fn fill(xml: &mut Xml<'_>, element: &Element<'_>) -> Option<u32> {
    let mut fill = None;
    while let Some(brush) = xml.child_of(element) {
        match brush.name() {
            "winBrush" | "WINDOWBRUSH" => fill = either(&brush, ["faceColor", "FaceColor"]).and_then(color),
            "gradation" | "GRADATION" => {
                let mut colors = Vec::new();
                while let Some(part) = xml.child_of(&brush) {
                    colors.extend(either(&part, ["value", "Value"]).and_then(color));
                }
                fill = drawing::mixed(colors.into_iter());
            }
            _ => {} // a picture
        }
    }
    fill
}

/// Where in its box text stands, by the name of it.
pub(crate) fn place(name: Option<&str>) -> Place {
    match name {
        Some("CENTER" | "Center") => Place::Middle,
        Some("BOTTOM" | "Bottom") => Place::Bottom,
        _ => Place::Top,
    }
}
