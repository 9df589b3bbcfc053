//! The report as a page for people: sums, failures by kind, warnings by kind, the slowest documents, links to outputs.
//!
//! One HTML file that asks for nothing else and works without scripts. Nothing of a document or a file name gets into it
//! unescaped. Its lists are bounded, so that neither memory nor the page grow with the number of documents; what a list
//! leaves out it counts, and the report has every document.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::cli::destination::way;
use crate::cli::identity::{Inputs, resolve};
use crate::cli::job::{Effort, Outcome};
use crate::cli::limit::show_bytes;
use crate::cli::output::{temporary, write_file};
use crate::cli::plan::Plan;
use crate::cli::record::Record;
use crate::cli::tally::{Tally, speed};

/// How many documents a list shows.
const LISTED: usize = 2_000;

/// How many of the slowest documents are shown.
const SLOWEST: usize = 20;

/// How many different warnings are shown; there are far fewer kinds, but some name what they are about.
const WARNINGS: usize = 500;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--soft:#8882;--bad:#c62828;--warn:#b26a00;--good:#2e7d32}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
.sums{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
.sums div{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem;min-width:7rem}
.sums b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
.bad b{color:var(--bad)}.warn b{color:var(--warn)}.good b{color:var(--good)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}
td{max-width:34rem;min-width:6rem;overflow-wrap:break-word}th{white-space:nowrap}.t{overflow-x:auto}
td.n,th.n{text-align:right;white-space:nowrap;min-width:0;font-variant-numeric:tabular-nums}
summary{cursor:pointer;padding:.25rem 0;font-weight:600}
.soft{opacity:.7}
@media print{details>*{display:block}body{max-width:none}}
";

/// The page while a run goes.
pub(crate) struct Page {
    path: PathBuf,
    /// The folder of the page in full: links lead from there.
    dir: PathBuf,
    /// The page is written here and renamed when it is complete.
    made_by: String,
    failures: BTreeMap<String, List>,
    /// By severity and kind.
    warnings: BTreeMap<(u8, String), WarningRow>,
    more_warnings: u64,
    lossy: List,
    outputs: List,
    slowest: Vec<(f64, String)>,
}

/// Rows of a table, as far as it shows them.
#[derive(Default)]
struct List {
    rows: String,
    shown: usize,
    more: u64,
}

#[derive(Default)]
struct WarningRow {
    severity: String,
    message: String,
    documents: u64,
    times: u64,
    example: String,
}

impl List {
    fn push(&mut self, row: impl FnOnce() -> String) {
        if self.shown < LISTED {
            self.rows.push_str(&row());
            self.shown += 1;
        } else {
            self.more += 1;
        }
    }

    fn count(&self) -> u64 {
        u64::try_from(self.shown).unwrap_or(u64::MAX).saturating_add(self.more)
    }

    fn table(&self, head: &str) -> String {
        let mut out =
            format!("<div class=t><table><thead><tr>{head}</tr></thead><tbody>{}</tbody></table></div>", self.rows);
        if self.more > 0 {
            let _ = write!(out, "<p class=soft>and {} more; --report has them all</p>", self.more);
        }
        out
    }
}

impl Page {
    /// Makes sure that the page can be written.
    pub(crate) fn new(path: &Path, plan: &Plan) -> io::Result<Self> {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        fs::create_dir_all(dir)?;
        if path.exists() && !path.is_file() {
            // A device or pipe is written to and never renamed over.
            File::options().write(true).open(path)?;
        } else {
            temporary(dir)?;
        }
        Ok(Page {
            path: path.to_owned(),
            dir: resolve(dir)?,
            made_by: plan.made_by.clone(),
            failures: BTreeMap::new(),
            warnings: BTreeMap::new(),
            more_warnings: 0,
            lossy: List::default(),
            outputs: List::default(),
            slowest: Vec::new(),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Enters a document.
    pub(crate) fn take(&mut self, outcome: &Outcome) {
        let record = &outcome.record;
        if let Some(error) = &record.error {
            let list = self.failures.entry(error.kind.to_string()).or_default();
            list.push(|| format!("<tr><td>{}<td>{}", escape(&record.source), escape(&error.message)));
        } else {
            self.take_converted(record, outcome.effort);
        }
        if outcome.effort != Effort::Spared {
            self.take_slow(record);
        }
    }

    fn take_converted(&mut self, record: &Record, effort: Effort) {
        for note in &record.warnings {
            let rank = ["loss", "change", "repair"].iter().position(|known| *known == note.severity).unwrap_or(3);
            let key = (u8::try_from(rank).unwrap_or(u8::MAX), note.message.clone());
            if self.warnings.len() >= WARNINGS && !self.warnings.contains_key(&key) {
                self.more_warnings += 1;
                continue; // Counted, and in the report.
            }
            let row = self.warnings.entry(key).or_insert_with(|| WarningRow {
                severity: note.severity.to_string(),
                message: note.message.clone(),
                example: record.source.clone(),
                ..WarningRow::default()
            });
            row.documents += 1;
            row.times += u64::from(note.count);
        }
        let dir = &self.dir;
        if record.losses > 0 {
            self.lossy.push(|| {
                let losses = record.warnings.iter().filter(|note| note.severity == "loss");
                let what: Vec<String> = losses.take(5).map(|note| escape(&note.sentence())).collect();
                format!("<tr><td>{}<td class=n>{}<td>{}", linked(record, dir), record.losses, what.join("<br>"))
            });
        }
        self.outputs.push(|| {
            let there = if effort == Effort::Spared { "there already" } else { "" };
            let warnings = record.changes + record.repairs + record.losses;
            let (input, output) = (show_bytes(record.input_bytes), show_bytes(record.output_bytes));
            let (name, pictures) = (linked(record, dir), record.pictures);
            format!(
                "<tr><td>{name}<td class=n>{input}<td class=n>{output}<td class=n>{pictures}<td class=n>{warnings}\
                 <td class=soft>{there}"
            )
        });
    }

    fn take_slow(&mut self, record: &Record) {
        let is_among =
            self.slowest.len() < SLOWEST || self.slowest.last().is_some_and(|(last, _)| record.seconds > *last);
        if !is_among {
            return;
        }
        let at = self.slowest.partition_point(|(seconds, _)| *seconds >= record.seconds);
        let (name, seconds, size) = (linked(record, &self.dir), record.seconds, show_bytes(record.input_bytes));
        let row = format!("<tr><td>{name}<td class=n>{seconds:.3} s<td class=n>{size}");
        self.slowest.insert(at, (record.seconds, row));
        self.slowest.truncate(SLOWEST);
    }

    /// Writes the page. `left` documents had no turn.
    pub(crate) fn write(self, tally: &Tally, left: u64, elapsed: Duration) -> io::Result<()> {
        let html = self.html(tally, left, elapsed);
        // The plan has made sure that it is no input.
        write_file(&self.path, html.as_bytes(), &Inputs::default())
    }

    fn html(&self, tally: &Tally, left: u64, elapsed: Duration) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\n\
             <title>hwpconv: {} documents</title>\n<style>{STYLE}</style>\n<h1>hwpconv report</h1>\n\
             <p class=soft>{} of documents in {} · {}</p>\n<div class=sums>",
            tally.document_count(),
            show_bytes(tally.input_bytes),
            speed(tally.input_bytes, elapsed),
            escape(&self.made_by),
        );
        let sums = [
            ("good", tally.converted, "converted"),
            ("good", tally.spared, "there already"),
            ("warn", tally.again, "made again: another version or options"),
            ("warn", tally.lossy, "with content left out"),
            ("warn", tally.warned, "with other warnings"),
            ("bad", tally.failed_count(), "failed"),
            ("bad", left, "not reached: interrupted"),
        ];
        for (class, count, what) in sums.into_iter().filter(|(_, count, what)| *count > 0 || *what == "converted") {
            let _ = write!(out, "<div class={class}><b>{count}</b>{what}</div>");
        }
        out.push_str("</div>\n");
        self.write_failures(&mut out);
        self.write_warnings(&mut out);
        if self.lossy.count() > 0 {
            let table = self.lossy.table("<th>document<th class=n>losses<th>what");
            let _ = writeln!(out, "<h2>Documents with content left out</h2>\n{table}");
        }
        if !self.slowest.is_empty() {
            let rows: String = self.slowest.iter().map(|(_, row)| row.as_str()).collect();
            let list = List { rows, ..List::default() };
            let _ = writeln!(out, "<h2>Slowest</h2>\n{}", list.table("<th>document<th class=n>time<th class=n>size"));
        }
        if self.outputs.count() > 0 {
            let head = "<th>document<th class=n>size<th class=n>output<th class=n>pictures<th class=n>warnings<th>";
            let (count, table) = (self.outputs.count(), self.outputs.table(head));
            let _ = writeln!(out, "<h2>Outputs</h2>\n<details><summary>{count} documents</summary>{table}</details>");
        }
        out.push_str("</html>\n");
        out
    }

    fn write_failures(&self, out: &mut String) {
        if self.failures.is_empty() {
            return;
        }
        out.push_str("<h2>Failures</h2>\n");
        for (kind, list) in &self.failures {
            let (count, table) = (list.count(), list.table("<th>document<th>why"));
            let _ = writeln!(out, "<details open><summary>{}: {count}</summary>{table}</details>", escape(kind));
        }
    }

    fn write_warnings(&self, out: &mut String) {
        if self.warnings.is_empty() {
            return;
        }
        let mut list = List::default();
        for row in self.warnings.values() {
            let WarningRow { severity, message, documents, times, example } = row;
            let (severity, message, example) = (escape(severity), escape(message), escape(example));
            let numbers = format!("<td class=n>{documents}<td class=n>{times}");
            list.push(|| format!("<tr><td>{severity}<td>{message}{numbers}<td class=soft>{example}"));
        }
        list.more = self.more_warnings;
        let head = "<th>severity<th>what<th class=n>documents<th class=n>times<th>for example";
        let _ = writeln!(out, "<h2>Warnings</h2>\n{}", list.table(head));
    }
}

/// The name of a document, as a link to its output if there is one.
fn linked(record: &Record, dir: &Path) -> String {
    let name = escape(&record.source);
    let target = record.output.as_ref().and_then(|output| resolve(Path::new(output)).ok());
    // Between two drives there is no way, and then no link.
    match target.and_then(|target| way(dir, &target)) {
        Some(way) => format!("<a href=\"{}\">{name}</a>", address(&way)),
        None => name,
    }
}

/// A path as a relative URL: every byte that could mean something in a URL or in HTML is encoded.
fn address(path: &Path) -> String {
    let mut parts = Vec::new();
    for part in path.components() {
        if let Component::Normal(name) = part {
            let mut out = String::new();
            for byte in name.to_string_lossy().bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
                    _ => {
                        let _ = write!(out, "%{byte:02X}");
                    }
                }
            }
            parts.push(out);
        } else if part == Component::ParentDir {
            parts.push("..".to_owned());
        }
    }
    // A name with a colon is encoded, so that none is taken for a scheme.
    parts.join("/")
}

/// Text for HTML. Control characters are shown as what they are, and text that runs from right to left keeps to its cell.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::cli::message::escape(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_into_the_page_unescaped() {
        assert_eq!(escape("<b a=\"1\" b='2'>&\u{202e}"), "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\\u{202e}");
        assert_eq!(address(Path::new("../a b/\"<>#?%.md")), "../a%20b/%22%3C%3E%23%3F%25.md");
        assert_eq!(address(Path::new("javascript:alert(1)")), "javascript%3Aalert%281%29");
        assert_eq!(address(Path::new("한.md")), "%ED%95%9C.md");
    }

    #[test]
    fn list_that_is_full_counts_the_rest() {
        let mut list = List::default();
        (0..LISTED + 3).for_each(|_| list.push(|| "<tr><td>x".to_owned()));
        assert_eq!(list.count(), LISTED as u64 + 3);
        assert!(list.table("").contains("and 3 more"));
    }
}
