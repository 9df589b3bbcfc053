//! `hwpconv info`: what documents are, without converting them.

use std::fmt::Write;
use std::thread;

use hwpconv::document::{Block, Document, Inline, Metadata, Node, NoteKind, visit};
use hwpconv::{Inspection, ReadOptions};
use serde::Serialize;

use crate::cli::args::InfoArgs;
use crate::cli::batch::stack_bytes;
use crate::cli::convert::{Failure, contain, quiet_panics};
use crate::cli::filter::Filter;
use crate::cli::gather::Gathered;
use crate::cli::input;
use crate::cli::limit::{limits, show_bytes};
use crate::cli::message::{escape, explain, show_path};
use crate::cli::output;
use crate::cli::password;
use crate::cli::plan::{Job, Source, UsageError};
use crate::cli::record::{Problem, to_line};
use crate::cli::report::{Exit, say};

/// What is said of a document. As JSON of a form that programs can rely on.
#[derive(Debug, Serialize)]
struct Info {
    source: String,
    bytes: u64,
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
    /// As the word processor counted them; `null` when the file does not say.
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
    let gathered = Gathered::new(args.inputs, None, Filter::default())?;
    let is_password_stdin = args.reading.password_file.as_deref().is_some_and(|path| path.as_os_str() == "-");
    if gathered.reads_stdin && is_password_stdin {
        return Err(UsageError("standard input cannot be both the document and the password".to_owned()));
    }
    let options = ReadOptions {
        password: password::find(&args.reading)?.map(|secret| secret.password()),
        assets: false,
        limits: limits(&args.reading.limit),
        ..ReadOptions::default()
    };
    let max_bytes = input::max_bytes(&args.reading);
    quiet_panics();
    gathered.notes.iter().for_each(|note| say(&format!("{note}\n")));
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
    let name = match &job.source {
        Source::Stdin => "standard input".to_owned(),
        Source::File(path) | Source::Broken(path, _) => show_path(path),
    };
    let info = match contain(|| look(&job.source, options, max_bytes)) {
        Ok(info) => info,
        Err(failure) => unreadable(&job.source, failure),
    };
    let is_locked = info.error.as_ref().is_some_and(|error| error.kind == "encrypted");
    if let Some(error) = info.error.as_ref().filter(|_| info.format.is_none() || !is_locked) {
        say(&format!("{name}: {}\n", escape(&error.message)));
    }
    let text = match (json, info.format) {
        (true, _) => to_line(&info),
        (false, Some(_)) => (if is_next { "\n" } else { "" }).to_owned() + &as_text(&name, &info),
        // What is no document has been named on standard error.
        (false, None) => String::new(),
    };
    if let Err(error) = output::print(&text) {
        say(&format!("{name}: standard output: {}\n", explain(&error)));
        return Exit::Failure;
    }
    if info.error.is_none() || is_locked { Exit::Success } else { Exit::Failure }
}

fn look(source: &Source, options: &ReadOptions, max_bytes: u64) -> Result<Info, Failure> {
    let bytes = input::read(source, max_bytes)?;
    let Inspection { format, format_version, flags, reading } = hwpconv::inspect(&bytes, options);
    let mut info = Info {
        source: spelled(source),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        format: format.map(hwpconv::Format::name),
        format_version,
        flags: flags.into_iter().map(hwpconv::Flag::name).collect(),
        contents: None,
        error: None,
    };
    match reading {
        Ok(reading) => {
            info.contents = Some(Contents {
                pages: reading.document.metadata.page_count,
                counts: Counts::new(&reading.document),
                warnings: reading.warnings.iter().map(|warning| u64::from(warning.count)).sum(),
                metadata: Meta::new(reading.document.metadata),
            });
        }
        Err(error) => info.error = Some(Problem { kind: error.kind().name().into(), message: error.to_string() }),
    }
    Ok(info)
}

fn unreadable(source: &Source, failure: Failure) -> Info {
    Info {
        source: spelled(source),
        bytes: 0,
        format: None,
        format_version: None,
        flags: Vec::new(),
        contents: None,
        error: Some(Problem { kind: failure.kind, message: failure.message }),
    }
}

fn spelled(source: &Source) -> String {
    match source {
        Source::Stdin => "-".to_owned(),
        Source::File(path) | Source::Broken(path, _) => path.to_string_lossy().into_owned(),
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
    line("size", &show_bytes(info.bytes));
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
