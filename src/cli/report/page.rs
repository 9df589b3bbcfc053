//! The report as a page for people: sums, failures by kind, warnings by kind, the slowest documents, links to outputs.
//!
//! One HTML file that asks for nothing else. A small script filters and sorts the list of all documents; without it the
//! page is the same to read. Nothing of a document or a file name gets into it unescaped. The rows of all documents wait
//! in a file of their own until the page is written, so that memory does not grow with their number; the other lists are
//! bounded, and count what they leave out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cli::files::identity::{Inputs, resolve};
use crate::cli::files::temporary::{Kind, temporary};
use crate::cli::files::write::write_file;
use crate::cli::plan::Plan;
use crate::cli::plan::destination::way;
use crate::cli::record::{Effort, Outcome, Record};
use crate::cli::report::tally::{Tally, speed};
use crate::cli::units::show_bytes;

/// How many failures and losses a list shows; the list of all documents has them all.
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
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
input{font:inherit;padding:.25rem .5rem;min-width:18rem}td.bad{color:var(--bad)}
summary{cursor:pointer;padding:.25rem 0;font-weight:600}
.soft{opacity:.7}
@media print{details>*{display:block}body{max-width:none}}
";

/// Columns of the list of all documents; a click sorts by one.
const HEAD: &str = "<thead><tr><th><button>document</button><th><button>outcome</button><th><button>format</button>\
    <th class=n><button>size</button><th class=n><button>output</button><th class=n><button>pictures</button>\
    <th class=n><button>losses</button><th class=n><button>other warnings</button><th class=n><button>seconds</button></thead>";

/// Filters rows by words, and sorts them by a column; twice turns the order around.
const SCRIPT: &str = "\
'use strict';(()=>{const b=document.querySelector('#a tbody'),f=document.querySelector('#f'),c=document.querySelector('#c');
const rows=[...b.rows];let by=-1,up=true;
const value=(r,i)=>{const d=r.cells[i];return d.classList.contains('n')?Number(d.dataset.n??d.textContent):d.textContent};
f.addEventListener('input',()=>{const words=f.value.toLowerCase().split(/\\s+/).filter(Boolean);let n=0;
for(const r of rows){const t=r.textContent.toLowerCase();r.hidden=!words.every(w=>t.includes(w));n+=!r.hidden}c.textContent=n});
document.querySelectorAll('#a th button').forEach((h,i)=>h.addEventListener('click',()=>{up=by===i?!up:true;by=i;
rows.sort((x,y)=>{const p=value(x,i),q=value(y,i);return(p<q?-1:p>q?1:0)*(up?1:-1)});b.append(...rows);
document.querySelectorAll('#a th').forEach((t,j)=>j===i?t.setAttribute('aria-sort',up?'ascending':'descending'):t.removeAttribute('aria-sort'))}))})();
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
    /// The rows of all documents, and how many there are.
    all: File,
    all_count: u64,
    typed: String,
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
            temporary(dir, Kind::Output)?;
        }
        Ok(Page {
            path: path.to_owned(),
            dir: resolve(dir)?,
            made_by: plan.made_by.clone(),
            failures: BTreeMap::new(),
            warnings: BTreeMap::new(),
            more_warnings: 0,
            lossy: List::default(),
            all: tempfile::tempfile()?,
            all_count: 0,
            typed: plan.again.shown(),
            slowest: Vec::new(),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Enters a document.
    pub(crate) fn take(&mut self, outcome: &Outcome) -> io::Result<()> {
        let record = &outcome.record;
        self.all.write_all(self.row(record, outcome.effort).as_bytes())?;
        self.all_count += 1;
        if let Some(error) = &record.error {
            let list = self.failures.entry(error.kind.to_string()).or_default();
            list.push(|| format!("<tr><td>{}<td>{}", escape(&record.source), escape(&error.message)));
        } else {
            self.take_converted(record);
        }
        if outcome.effort != Effort::Spared {
            self.take_slow(record);
        }
        Ok(())
    }

    /// A row of the list of all documents. What is sorted by is in its cells as a number.
    fn row(&self, record: &Record, effort: Effort) -> String {
        let what = match (&record.error, effort) {
            (Some(error), _) => error.kind.as_ref(),
            (None, Effort::Spared) => "there already",
            (None, Effort::Done | Effort::Again) => "converted",
        };
        let class = if record.error.is_some() { " class=bad" } else { "" };
        let (name, what) = (linked(record, &self.dir), escape(what));
        let format = escape(record.format.as_deref().unwrap_or_default());
        let (input, output) = (show_bytes(record.input_bytes), show_bytes(record.output_bytes));
        let Record { input_bytes, output_bytes, pictures, losses, changes, repairs, seconds, .. } = record;
        let others = changes + repairs;
        format!(
            "<tr><td>{name}<td{class}>{what}<td>{format}<td class=n data-n={input_bytes}>{input}\
             <td class=n data-n={output_bytes}>{output}<td class=n>{pictures}<td class=n>{losses}<td class=n>{others}\
             <td class=n data-n={seconds}>{seconds:.3}\n"
        )
    }

    fn take_converted(&mut self, record: &Record) {
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
                let what: Vec<String> = losses.take(5).map(|note| escape(note.sentence().english())).collect();
                format!("<tr><td>{}<td class=n>{}<td>{}", linked(record, dir), record.losses, what.join("<br>"))
            });
        }
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
    pub(crate) fn write(mut self, tally: &Tally, left: u64, elapsed: Duration) -> io::Result<()> {
        let mut html = self.html(tally, left, elapsed);
        if self.all_count > 0 {
            self.all.rewind()?;
            let count = self.all_count;
            let _ = write!(
                html,
                "<h2>All documents</h2>\n<p><input id=f type=search placeholder=\"Filter {count} documents\" \
                aria-label=Filter> <span id=c class=soft aria-live=polite>{count}</span></p>\n<div class=t><table id=a>{HEAD}<tbody>\n"
            );
            self.all.read_to_string(&mut html)?;
            html.push_str("</tbody></table></div>\n<script>");
            html.push_str(SCRIPT);
            html.push_str("</script>\n");
        }
        html.push_str("</html>\n");
        // The plan has made sure that it is no input.
        write_file(&self.path, html.as_bytes(), &Inputs::default())
    }

    fn html(&self, tally: &Tally, left: u64, elapsed: Duration) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\"><meta name=viewport content=\"width=device-width\">\n\
             <title>hwpconv: {} documents</title>\n<style>{STYLE}</style>\n<h1>hwpconv report</h1>\n\
             <p class=soft>{} · {} of documents in {} · {}</p>\n<p class=soft><code>{}</code></p>\n<div class=sums>",
            tally.document_count(),
            date(SystemTime::now()),
            show_bytes(tally.input_bytes),
            speed(tally.input_bytes, elapsed),
            escape(&self.made_by),
            escape(&self.typed),
        );
        let sums = [
            ("good", tally.converted, "converted"),
            ("good", tally.spared, "there already"),
            ("warn", tally.again, "made again: another version or options"),
            ("good", tally.verified, "verified"),
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

/// `2026-11-29 18:54 UTC`, in the calendar that every system has.
fn date(now: SystemTime) -> String {
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (days, minutes) = (seconds / 86_400, seconds % 86_400 / 60);
    // Years begin in March here, so that the day that is not always there is the last one (Howard Hinnant).
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + next;
    format!("{year}-{month:02}-{day_of_month:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
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
    for c in crate::cli::display::escape(text).chars() {
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
    fn date_is_that_of_the_calendar() {
        let at = |seconds| date(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01 00:00 UTC");
        assert_eq!(at(951_827_696), "2000-02-29 12:34 UTC");
        assert_eq!(at(1_795_978_440), "2026-11-29 18:54 UTC");
        assert_eq!(at(1_798_761_599), "2026-12-31 23:59 UTC");
    }

    #[test]
    fn list_that_is_full_counts_the_rest() {
        let mut list = List::default();
        (0..LISTED + 3).for_each(|_| list.push(|| "<tr><td>x".to_owned()));
        assert_eq!(list.count(), LISTED as u64 + 3);
        assert!(list.table("").contains("and 3 more"));
    }
}
