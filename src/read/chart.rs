//! Charts (`c:chartSpace` of Office Open XML) to a table of their data, shared by readers.
//!
//! The first column holds the categories, each further one a series under its name; the title of the chart is the
//! caption. Left out: everything that says how the chart is drawn.

use crate::container::xml::{self, Element, Xml};
use crate::document::{Block, Blocks, Caption, Cell, Inline, Marks, Origin, Table};
use crate::read::Context;
use crate::read::flow::builder::{self, Composer, Opening};
use crate::warning::{Part, WarningKind};

/// How deep chart elements may nest; real ones nest 12 deep.
const DEPTH: u32 = 64;

/// A series under way: its name, and its points by their index.
#[derive(Debug, Default)]
struct Series {
    name: String,
    categories: Points,
    values: Points,
}

/// Texts by index, sorted.
type Points = std::collections::BTreeMap<u32, String>;

/// Reads a chart; `None` when the data are no chart or a chart without data.
pub(crate) fn read(data: &[u8], origin: Origin, cx: &mut Context<'_>) -> Option<Blocks> {
    let text = xml::decode(data).ok()?;
    let mut xml = Xml::new(&text, DEPTH).at_most(cx.budget.records_left());
    let root = xml.root().filter(|root| root.name() == "chartSpace")?;
    let (mut title, mut all) = (String::new(), Vec::new());
    while let Some(child) = xml.child_of(&root) {
        if child.name() == "chart" {
            read_chart(&mut xml, &child, &mut title, &mut all);
        }
        // All else is style.
    }
    cx.enter_faults(&xml);
    titled(&title, &all, origin, cx)
}

/// A chart whose data are known: its title, names of series, then a row for each category, which begins with its name.
pub(crate) fn of_data(
    title: &str,
    names: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    origin: Origin,
    cx: &mut Context<'_>,
) -> Option<Blocks> {
    let mut all: Vec<Series> = names.into_iter().map(|name| Series { name, ..Series::default() }).collect();
    for (index, (category, values)) in (0..).zip(rows) {
        if let Some(first) = all.first_mut() {
            first.categories.insert(index, category);
        }
        for (series, value) in all.iter_mut().zip(values) {
            series.values.insert(index, value);
        }
    }
    titled(title, &all, origin, cx)
}

/// The table of the data, under the title of the chart.
fn titled(title: &str, all: &[Series], origin: Origin, cx: &mut Context<'_>) -> Option<Blocks> {
    let table = tabulate(all, origin, cx)?;
    let blocks = paragraphs(&title.lines().map(|line| cx.mapped(line)).collect::<Vec<_>>().join("\n"), origin);
    Some(builder::captioned(Blocks::one(Block::Table(table)), Some(Caption { before: true, blocks }), origin))
}

fn read_chart(xml: &mut Xml<'_>, chart: &Element<'_>, title: &mut String, all: &mut Vec<Series>) {
    while let Some(child) = xml.child_of(chart) {
        match child.name() {
            "title" => *title = read_words(xml, &child),
            "plotArea" => {
                while let Some(plot) = xml.child_of(&child) {
                    // Charts of several kinds can share an area; axes have no series.
                    while let Some(series) = xml.child_of(&plot) {
                        if series.name() == "ser" {
                            all.push(read_series(xml, &series));
                        }
                    }
                }
            }
            _ => {} // walls, legend: drawing
        }
    }
}

/// The words of a title: typed text, or what it takes from a sheet.
fn read_words(xml: &mut Xml<'_>, title: &Element<'_>) -> String {
    let mut out = String::new();
    while let Some(child) = xml.child_of(title) {
        if child.name() == "tx" {
            while let Some(source) = xml.child_of(&child) {
                match source.name() {
                    "strRef" => out = read_points(xml, &source).into_values().collect::<Vec<String>>().join(" "),
                    _ => out = xml.text_of(&source),
                }
            }
        }
    }
    out.trim().to_owned()
}

fn read_series(xml: &mut Xml<'_>, series: &Element<'_>) -> Series {
    let mut out = Series::default();
    while let Some(child) = xml.child_of(series) {
        match child.name() {
            "tx" => {
                let names = read_points(xml, &child);
                out.name = names.into_values().collect::<Vec<String>>().join(" ");
            }
            "cat" | "xVal" => out.categories = read_points(xml, &child),
            "val" | "yVal" => out.values = read_points(xml, &child),
            _ => {} // sizes of bubbles, colours, markers
        }
    }
    out
}

/// The points of a reference or literal: those of the innermost level when there are several.
fn read_points(xml: &mut Xml<'_>, element: &Element<'_>) -> Points {
    let mut points = Points::new();
    while let Some(child) = xml.child_of(element) {
        match child.name() {
            "pt" => {
                let index = child.number("idx").unwrap_or(u32::try_from(points.len()).unwrap_or(u32::MAX));
                points.insert(index, xml.text_of(&child).trim().to_owned());
            }
            "v" => {
                points.insert(0, xml.text_of(&child).trim().to_owned());
            }
            "f" | "formatCode" | "ptCount" => {} // where the data come from and how they look
            _ if points.is_empty() => points = read_points(xml, &child),
            _ => {} // outer levels of categories
        }
    }
    points
}

fn tabulate(all: &[Series], origin: Origin, cx: &mut Context<'_>) -> Option<Table> {
    let indexes: std::collections::BTreeSet<u32> =
        all.iter().flat_map(|series| series.categories.keys().chain(series.values.keys()).copied()).collect();
    let slots = cx.budget.limits().table_slots;
    let (rows, columns) = (indexes.len() + 1, all.len() + 1);
    if indexes.is_empty() || (rows as u64).saturating_mul(columns as u64) > slots {
        return None; // the caller says that the chart is not converted
    }
    let mut cells = Vec::new();
    let mut add = |row, column, text: &str| {
        let blocks = paragraphs(text, origin);
        cells.push(Cell { row, column, row_span: 1, column_span: 1, header: row == 0, blocks });
    };
    add(0, 0, "");
    for (column, series) in all.iter().enumerate() {
        add(0, column + 1, &series.name);
    }
    for (row, index) in indexes.iter().enumerate() {
        let category = all.iter().find_map(|series| series.categories.get(index));
        add(row + 1, 0, category.map_or("", String::as_str));
        for (column, series) in all.iter().enumerate() {
            add(row + 1, column + 1, series.values.get(index).map_or("", String::as_str));
        }
    }
    let (table, is_repaired) = Table::new(cells, rows, columns, slots, origin);
    if is_repaired {
        cx.warn(WarningKind::Repaired { what: Part::TableGrid });
    }
    Some(table)
}

fn paragraphs(text: &str, origin: Origin) -> Blocks {
    let mut composer = Composer::new();
    composer.begin(Opening { origin, ..Opening::default() });
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            composer.inline(Inline::LineBreak);
        }
        composer.text(&line.replace(char::is_control, " "), Marks::NONE);
    }
    composer.finish()
}
