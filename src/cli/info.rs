//! `hwpconv info`: what documents are, without converting them.

use std::fmt::Write;
use std::thread;

use hwpconv::contain::{quiet_panics, stack_bytes};
use hwpconv::document::{Block, Document, Inline, Metadata, Node, NoteKind, visit};
use hwpconv::{Inspection, ReadOptions};
use serde::Serialize;

use crate::cli::args::InfoArgs;
use crate::cli::display::{complain, escape, explain, print, say};
use crate::cli::error::{Exit, Failure, UsageError, of_library, usage};
use crate::cli::lang::texts;
use crate::cli::plan::filter::Filter;
use crate::cli::plan::gather::Gathered;
use crate::cli::plan::job::Job;
use crate::cli::plan::password;
use crate::cli::plan::walk::Ways;
use crate::cli::record::{Problem, to_line};
use crate::cli::run::contain::contain;
use crate::cli::source::{self, Source};
use crate::cli::units::{limits, show_bytes};

/// What is said of a document. As JSON of a form that programs can rely on.
#[derive(Debug, Serialize)]
pub(crate) struct Info {
    source: String,
    input_bytes: u64,
    /// `hwp5`, `hwpx`, `hwp3`, `hwpml`.
    format: Option<&'static str>,
    format_version: Option<String>,
    flags: Vec<&'static str>,
    #[serde(flatten)]
    contents: Option<Contents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem>,
}

/// What is in a document that can be read.
#[derive(Debug, Serialize)]
struct Contents {
    /// As its stored layout has them, or as the word processor counted them; `null` when the file says neither.
    pages: Option<u32>,
    #[serde(flatten)]
    counts: Counts,
    metadata: Meta,
    warnings: u64,
}

/// What a document holds, of each kind. Headers, footers and master pages are counted as furniture and not looked into.
#[derive(Debug, Default, Serialize)]
struct Counts {
    sections: usize,
    paragraphs: usize,
    headings: usize,
    tables: usize,
    pictures: usize,
    equations: usize,
    footnotes: usize,
    endnotes: usize,
    comments: usize,
    links: usize,
    furniture: usize,
}

#[derive(Debug, Serialize)]
struct Meta {
    title: Option<String>,
    author: Option<String>,
    subject: Option<String>,
    keywords: Option<String>,
    description: Option<String>,
    date: Option<String>,
    created: Option<String>,
    modified: Option<String>,
    last_saved_by: Option<String>,
    application: Option<String>,
    license: Option<String>,
}

/// Looks at documents one after the other and says what they are.
pub(crate) fn run(args: InfoArgs) -> Result<Exit, UsageError> {
    let ways = Ways { entries: limits(&args.reading.limit, false).entries, ..Ways::default() };
    let gathered = Gathered::new(args.inputs, None, Filter::default(), ways)?;
    let is_password_stdin = args.reading.password_file.as_deref().is_some_and(|path| path.as_os_str() == "-");
    if gathered.reads_stdin && is_password_stdin {
        return usage(texts::STDIN_IS_PASSWORD);
    }
    let options = ReadOptions {
        password: password::find(&args.reading)?.map(|secret| secret.password()),
        assets: false,
        limits: limits(&args.reading.limit, false),
        ..ReadOptions::default()
    };
    let max_bytes = source::max_bytes(&args.reading, false);
    quiet_panics();
    gathered.notes.iter().for_each(say);
    let stack = stack_bytes(options.limits.nesting);
    let work = move || {
        let mut exit = Exit::Success;
        for (number, job) in gathered.jobs.iter().enumerate() {
            let said = tell(job, &options, max_bytes, args.json, number > 0);
            if said != Exit::Success {
                exit = said;
            }
        }
        exit
    };
    // A machine that is short of threads cannot look at documents that nest deep.
    Ok(thread::Builder::new()
        .stack_size(stack)
        .spawn(work)
        .ok()
        .and_then(|done| done.join().ok())
        .unwrap_or(Exit::Failure))
}

/// Prints what a document is. That it is locked is an answer, not a failure.
fn tell(job: &Job, options: &ReadOptions, max_bytes: u64, json: bool, is_next: bool) -> Exit {
    let name = job.source.shown();
    let (info, failure) = match contain(|| look(&job.source, options, max_bytes)) {
        Ok(looked) => looked,
        Err(failure) => (unreadable(&job.source, failure.clone()), Some(failure)),
    };
    let is_locked = info.error.as_ref().is_some_and(|error| error.kind == "encrypted");
    if let Some(failure) = failure.as_ref().filter(|_| info.format.is_none() || !is_locked) {
        complain(escape(texts::AT.with([name.clone(), failure.message.clone()]).here()));
    }
    let text = match (json, info.format) {
        (true, _) => to_line(&info),
        (false, Some(_)) => (if is_next { "\n" } else { "" }).to_owned() + &as_text(&name.to_string(), &info),
        // What is no document has been named on standard error.
        (false, None) => String::new(),
    };
    if let Err(error) = print(&text) {
        complain(texts::AT.with([texts::AT.with([name, texts::STANDARD_OUTPUT.said()]), explain(&error)]));
        return Exit::Failure;
    }
    if info.error.is_none() || is_locked { Exit::Success } else { Exit::Failure }
}

fn look(source: &Source, options: &ReadOptions, max_bytes: u64) -> Result<(Info, Option<Failure>), Failure> {
    let bytes = source::read(source, max_bytes)?;
    Ok(describe(source.name(), &bytes, options))
}

/// What a document is, and why it cannot be read, if it cannot.
pub(crate) fn describe(name: String, bytes: &[u8], options: &ReadOptions) -> (Info, Option<Failure>) {
    let Inspection { format, format_version, flags, reading, .. } = hwpconv::inspect(bytes, options);
    let mut info = Info {
        source: name,
        input_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        format: format.map(hwpconv::Format::name),
        format_version,
        flags: flags.into_iter().map(hwpconv::Flag::name).collect(),
        contents: None,
        error: None,
    };
    match reading {
        Ok(reading) => {
            info.contents = Some(Contents {
                pages: reading.document.pages.or(reading.document.metadata.page_count),
                counts: Counts::new(&reading.document),
                warnings: reading.warnings.iter().map(|warning| u64::from(warning.count)).sum(),
                metadata: Meta::new(reading.document.metadata),
            });
        }
        Err(error) => {
            let failure = Failure::new(error.kind().name(), of_library(&error));
            info.error = Some(failure.clone().into());
            return (info, Some(failure));
        }
    }
    (info, None)
}

fn unreadable(source: &Source, failure: Failure) -> Info {
    Info {
        source: source.name(),
        input_bytes: 0,
        format: None,
        format_version: None,
        flags: Vec::new(),
        contents: None,
        error: Some(failure.into()),
    }
}

impl Counts {
    fn new(document: &Document) -> Self {
        let mut counts = Counts { sections: document.sections.len(), ..Counts::default() };
        for section in &document.sections {
            counts.furniture += section.furniture.len();
            visit(&section.blocks, &mut |node| counts.see(node));
        }
        counts
    }

    fn see(&mut self, node: Node<'_>) {
        match node {
            Node::Block(block) => match block {
                Block::Paragraph(_) => self.paragraphs += 1,
                Block::Heading(_) => self.headings += 1,
                Block::Table(_) => self.tables += 1,
                Block::Equation(..) => self.equations += 1,
                // What these hold is seen by itself.
                Block::Figure(_) | Block::Frame(_) | Block::Break(..) => {}
            },
            Node::Inline(inline) => match inline {
                Inline::Image(_) => self.pictures += 1,
                Inline::Equation(_) => self.equations += 1,
                Inline::Link(_) => self.links += 1,
                Inline::Note(note) => match note.kind {
                    NoteKind::Footnote => self.footnotes += 1,
                    NoteKind::Endnote => self.endnotes += 1,
                    NoteKind::Comment => self.comments += 1,
                },
                // Text and its like, which is in the paragraphs.
                Inline::Text(_)
                | Inline::LineBreak
                | Inline::Tab
                | Inline::Ruby(_)
                | Inline::Anchor(_)
                | Inline::Change(_)
                | Inline::Unknown(_) => {}
            },
        }
    }
}

impl Meta {
    /// What is said elsewhere is left out here: format, version, pages.
    fn new(metadata: Metadata) -> Self {
        Meta {
            title: metadata.title,
            author: metadata.author,
            subject: metadata.subject,
            keywords: metadata.keywords,
            description: metadata.comments,
            date: metadata.date,
            created: metadata.created,
            modified: metadata.modified,
            last_saved_by: metadata.last_saved_by,
            application: metadata.application,
            license: metadata.license,
        }
    }

    fn lines(&self) -> [(&'static str, &Option<String>); 11] {
        [
            ("title", &self.title),
            ("author", &self.author),
            ("subject", &self.subject),
            ("keywords", &self.keywords),
            ("description", &self.description),
            ("date", &self.date),
            ("created", &self.created),
            ("modified", &self.modified),
            ("last saved by", &self.last_saved_by),
            ("application", &self.application),
            ("license", &self.license),
        ]
    }
}

/// Lines of name and value, the values below each other.
fn as_text(name: &str, info: &Info) -> String {
    let mut text = format!("{name}\n");
    // Writing to a string cannot fail.
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<14} {}", escape(value));
    };
    let version = info.format_version.as_ref().map_or_else(String::new, |version| format!(", version {version}"));
    line("format", &format!("{}{version}", info.format.unwrap_or("unknown")));
    line("size", &show_bytes(info.input_bytes));
    if !info.flags.is_empty() {
        line("flags", &info.flags.join(", "));
    }
    if let Some(error) = &info.error {
        line("not readable", &error.message);
    }
    let Some(contents) = &info.contents else { return text };
    if let Some(pages) = contents.pages {
        line("pages", &pages.to_string());
    }
    let Counts { sections, paragraphs, headings, tables, pictures, equations, .. } = contents.counts;
    let Counts { footnotes, endnotes, comments, links, furniture, .. } = contents.counts;
    line("sections", &sections.to_string());
    line("paragraphs", &paragraphs.to_string());
    let others = [
        ("headings", headings),
        ("tables", tables),
        ("pictures", pictures),
        ("equations", equations),
        ("footnotes", footnotes),
        ("endnotes", endnotes),
        ("comments", comments),
        ("links", links),
        ("page furniture", furniture),
    ];
    for (name, count) in others.into_iter().filter(|(_, count)| *count > 0) {
        line(name, &count.to_string());
    }
    for (name, value) in contents.metadata.lines() {
        if let Some(value) = value {
            line(name, value);
        }
    }
    if contents.warnings > 0 {
        line("warnings", &format!("{}; convert with -v to list them", contents.warnings));
    }
    text
}
