//! What the command line means: the jobs of a run, where each goes, and what forbids the run before it begins.

use std::fmt;
use std::fs;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::UNIX_EPOCH;

use hwpconv::Target;

use crate::cli::args::{ConvertArgs, RunningArgs, TargetArg};
use crate::cli::convert::Conversion;
use crate::cli::destination::{Destination, Media, way};
use crate::cli::filter::Filter;
use crate::cli::gather::{Gathered, inputs_of};
use crate::cli::identity::{Inputs, resolve};
use crate::cli::list;
use crate::cli::message::show_path;
use crate::cli::names::{Naming, hash, settle};
use crate::cli::password::{self, Secret};
use crate::cli::walk;
use crate::cli::worker::Bounds;

/// Everything that a run will do.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The documents, in the order of the command line; within a folder sorted by name.
    pub(crate) jobs: Vec<Job>,
    /// Where outputs go.
    pub(crate) destination: Destination,
    /// Where pictures go.
    pub(crate) media: Media,
    /// How documents are converted.
    pub(crate) conversion: Conversion,
    /// Files that may not be written.
    pub(crate) inputs: Inputs,
    /// Where the report goes.
    pub(crate) report: Option<PathBuf>,
    /// Where the page goes that says the same to people.
    pub(crate) page: Option<PathBuf>,
    /// Whether the folder of outputs remembers how they were made.
    pub(crate) keeps_journal: bool,
    /// Whether outputs that are there are left as they are.
    pub(crate) resume: bool,
    /// What one document may cost in time and memory.
    pub(crate) bounds: Option<Bounds>,
    /// The password as it was given.
    pub(crate) secret: Option<Secret>,
    /// The program, its version, and a number for the options that decide what is written.
    pub(crate) made_by: String,
    /// How many documents are converted at the same time.
    pub(crate) threads: NonZeroUsize,
    /// Whether this is about more than one document, so that a summary says something.
    pub(crate) is_batch: bool,
    /// Whether a document that lost content counts as failed.
    pub(crate) strict: bool,
    /// How much is said.
    pub(crate) verbosity: Verbosity,
    /// What should be known before the first document.
    pub(crate) notes: Vec<String>,
}

/// One document to convert.
#[derive(Debug)]
pub(crate) struct Job {
    /// What is read.
    pub(crate) source: Source,
    /// How many bytes it had when it was found.
    pub(crate) size: u64,
    /// When it was last changed, in microseconds since 1970. Asked before it is read: a change after that makes it look
    /// changed in the next run.
    pub(crate) modified: Option<u64>,
    /// How the output is named.
    pub(crate) naming: Naming,
    /// How many parts of the path lead to the folder that was named; the rest is mirrored.
    pub(crate) root_parts: usize,
}

/// What a job reads.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Something that could not be looked at and why; it stays in the plan to fail at its place.
    Broken(PathBuf, String),
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors, a line for each document that lost something, a summary.
    Normal,
    /// Every warning.
    Verbose,
}

impl Verbosity {
    /// Whether more than errors is said.
    pub(crate) fn tells(self) -> bool {
        self != Verbosity::Quiet
    }
}

/// A command line that does not make sense: a sentence that says what to do instead.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Refuses a command line.
pub(crate) fn usage<T>(sentence: impl Into<String>) -> Result<T, UsageError> {
    Err(UsageError(sentence.into()))
}

impl Job {
    /// A job whose output is named as its input is, with what the system says of the file.
    pub(crate) fn new(source: Source, metadata: Option<&fs::Metadata>, root_parts: usize) -> Self {
        let modified = metadata.and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        Job {
            source,
            size: metadata.map_or(0, fs::Metadata::len),
            modified: modified.and_then(|since| u64::try_from(since.as_micros()).ok()),
            naming: Naming::Plain,
            root_parts,
        }
    }

    /// Where the document stands in the tree that is mirrored.
    pub(crate) fn relative(&self) -> &Path {
        let mut parts = self.source.path().components();
        for _ in 0..self.root_parts {
            parts.next();
        }
        parts.as_path()
    }
}

impl Source {
    /// The path as typed or found, `-` for standard input. Bytes that are no text are replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) | Source::Broken(path, _) => path.to_string_lossy().into_owned(),
        }
    }

    /// The path of a file; standard input has the one that its output is named after.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Source::File(path) | Source::Broken(path, _) => path,
            Source::Stdin => Path::new("stdin"),
        }
    }
}

impl Plan {
    /// Makes sense of a command line. `stdin_is_terminal` decides what naming nothing means.
    pub(crate) fn new(args: ConvertArgs, stdin_is_terminal: bool) -> Result<Plan, UsageError> {
        refuse_to_read_stdin_twice(&args)?;
        let inputs = inputs_of(&args, stdin_is_terminal)?;
        let gathered = Gathered::new(inputs, list::read(&args.selection)?, Filter::new(&args.selection)?)?;
        let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
        let target = target(args.to, output);
        if args.embed_media && target != Target::Html {
            return usage("--embed-media is for HTML pages; add -t html");
        }
        let destination = destination(output, &gathered, target)?;
        refuse_output_inside_inputs(&destination, &gathered.folders)?;
        if gathered.reads_stdin && args.reading.password_file.as_deref() == Some(Path::new("-")) {
            return usage("standard input cannot be both the document and the password; name a file for one of them");
        }
        if matches!(destination, Destination::Stream(_)) && gathered.is_batch && args.media.is_some() {
            return usage(
                "the pictures of several documents need a folder of outputs; name it with -o, such as: -o out",
            );
        }
        let is_into_folder = matches!(destination, Destination::Folder { .. });
        if args.running.resume && !is_into_folder {
            return usage("--resume compares with the outputs in a folder; name it with -o, such as: -o out/");
        }
        let media =
            media(&args, &destination, target, gathered.is_batch).map_err(|error| UsageError(error.to_string()))?;
        let secret = password::find(&args.reading)?;
        let password = secret.as_ref().map(Secret::password);
        let conversion = Conversion::new(&args, target, !matches!(media, Media::Nowhere), password);
        let keeps_journal = is_into_folder && (gathered.is_batch || args.running.resume);
        let threads = args.running.jobs.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let mut plan = Plan {
            made_by: made_by(&conversion, &media),
            bounds: bounds(&args.running)?,
            destination,
            conversion,
            media,
            inputs: Inputs::new(gathered.ids),
            report: args.report,
            page: args.report_html,
            resume: args.running.resume,
            keeps_journal,
            secret,
            threads: threads.min(NonZeroUsize::new(gathered.jobs.len()).unwrap_or(NonZeroUsize::MIN)),
            jobs: gathered.jobs,
            is_batch: gathered.is_batch,
            strict: args.running.strict,
            verbosity: verbosity(args.running.quiet, args.running.verbose),
            notes: gathered.notes,
        };
        plan.settle_names();
        plan.refuse_to_write_inputs()?;
        Ok(plan)
    }

    /// The file that a job writes, or `None` for standard output.
    pub(crate) fn output(&self, job: &Job) -> Option<PathBuf> {
        self.destination.output(job.relative(), job.naming)
    }

    /// Gives every job that writes into the folder a name of its own.
    fn settle_names(&mut self) {
        let relatives: Vec<&Path> = self.jobs.iter().map(Job::relative).collect();
        let namings = settle(&relatives);
        for (job, naming) in self.jobs.iter_mut().zip(namings) {
            job.naming = naming;
        }
    }

    fn refuse_to_write_inputs(&self) -> Result<(), UsageError> {
        let mut reports = Vec::new();
        for (name, path) in [("report", &self.report), ("page of the report", &self.page)] {
            let Some(path) = path.as_deref() else { continue };
            if path == Path::new("-") {
                return usage(format!("standard output carries the document only; name a file for the {name}"));
            }
            if self.inputs.contain(path) {
                let path = show_path(path);
                return usage(format!("{path}: the {name} would replace an input; choose another name"));
            }
            let Ok(full) = resolve(path) else { continue };
            if reports.iter().any(|(_, other)| *other == full) {
                return usage(format!("{}: the report and its page would be the same file", show_path(path)));
            }
            reports.push((name, full));
        }
        let stream = match &self.destination {
            Destination::Stream(path) => path.clone(),
            Destination::Stdout | Destination::File(_) | Destination::Folder { .. } => None,
        };
        // Nothing that is still to be made in a new folder can be an input.
        let is_new = matches!(&self.destination, Destination::Folder { root, .. } if !root.exists());
        for output in self.jobs.iter().filter_map(|job| self.output(job)).chain(stream) {
            if !is_new && self.inputs.contain(&output) {
                let output = show_path(&output);
                return usage(format!("{output}: the output would replace an input; choose another name with -o"));
            }
            for (name, report) in &reports {
                // Resolving every output of a large batch would be slow: only one of the same name can be the same file.
                if report.file_name() == output.file_name() && resolve(&output).is_ok_and(|output| output == *report) {
                    return usage(format!("{}: the {name} and an output would be the same file", show_path(&output)));
                }
            }
        }
        Ok(())
    }
}

/// Standard input can be one thing only.
fn refuse_to_read_stdin_twice(args: &ConvertArgs) -> Result<(), UsageError> {
    let is_stdin = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
    if is_stdin(&args.selection.files_from) && is_stdin(&args.reading.password_file) {
        return usage("standard input cannot be both the list of files and the password; name a file for one of them");
    }
    Ok(())
}

/// Options that only say how a run goes make no other outputs and are left out.
fn made_by(conversion: &Conversion, media: &Media) -> String {
    let settings = format!("{} {media:?}", conversion.settings());
    format!("{} {} {:016x}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), hash(settings.as_bytes()))
}

fn bounds(args: &RunningArgs) -> Result<Option<Bounds>, UsageError> {
    let memory = args.max_memory.map(NonZeroU64::get);
    if memory.is_some() && !cfg!(unix) {
        return usage(
            "--max-memory cannot be kept on this system; --limit document-bytes=… bounds what a document holds",
        );
    }
    let is_bound = memory.is_some() || args.timeout.is_some();
    Ok(is_bound.then_some(Bounds { timeout: args.timeout, memory }))
}

/// What is written: what was asked for, else what the name of the output says.
pub(crate) fn target(to: Option<TargetArg>, output: Option<&Path>) -> Target {
    let named = output.and_then(Path::extension).unwrap_or_default().to_ascii_lowercase();
    match to {
        Some(TargetArg::Markdown) => Target::Markdown,
        Some(TargetArg::Text) => Target::Text,
        Some(TargetArg::Html) => Target::Html,
        Some(TargetArg::Json) => Target::Json,
        Some(TargetArg::Chunks) => Target::Chunks,
        Some(TargetArg::Jsonl) => Target::Jsonl,
        None => match named.to_str().unwrap_or_default() {
            "txt" | "text" => Target::Text,
            "html" | "htm" => Target::Html,
            "json" => Target::Json,
            "jsonl" | "ndjson" => Target::Jsonl,
            _ => Target::Markdown,
        },
    }
}

/// The file that takes the lines of all documents, or `None` when each document has an output of its own.
fn stream(output: Option<&Path>, target: Target) -> Option<Destination> {
    let is_lines = matches!(target, Target::Jsonl | Target::Chunks);
    match output {
        None if is_lines => Some(Destination::Stream(None)),
        Some(path) if is_lines && is_named_lines(path) && !walk::is_dir(path) => {
            Some(Destination::Stream(Some(path.to_owned())))
        }
        _ => None, // A folder, or a target that makes no lines.
    }
}

fn is_named_lines(path: &Path) -> bool {
    let is_device = path.exists() && !path.is_file();
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    is_device || extension == "jsonl" || extension == "ndjson"
}

fn destination(output: Option<&Path>, gathered: &Gathered, target: Target) -> Result<Destination, UsageError> {
    if let Some(stream) = stream(output, target) {
        return Ok(stream);
    }
    let Some(output) = output else {
        if gathered.is_batch {
            return usage("several documents need a folder to be written to; name it with -o, such as: -o out");
        }
        return Ok(Destination::Stdout);
    };
    if output.as_os_str().is_empty() {
        return usage("the name after -o is empty; name a file or a folder");
    }
    let exists_as_folder = walk::is_dir(output);
    if gathered.is_batch && !exists_as_folder && output.exists() {
        let output = show_path(output);
        return usage(format!("{output}: is a file, and several documents need a folder; name another with -o"));
    }
    if gathered.is_batch || exists_as_folder || ends_like_folder(output) {
        return Ok(Destination::Folder { root: output.to_owned(), extension: extension(target) });
    }
    Ok(Destination::File(output.to_owned()))
}

fn ends_like_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

fn extension(target: Target) -> &'static str {
    match target {
        Target::Markdown => ".md",
        Target::Text => ".txt",
        Target::Html => ".html",
        Target::Json => ".json",
        Target::Chunks | Target::Jsonl => ".jsonl",
        // The library may learn targets before the command does; none of them can be chosen here.
        _ => ".out",
    }
}

fn media(args: &ConvertArgs, destination: &Destination, target: Target, is_batch: bool) -> std::io::Result<Media> {
    Ok(match (&args.media, destination) {
        _ if args.no_media || args.embed_media => Media::Nowhere,
        (Some(dir), Destination::Folder { root, .. }) if is_batch => {
            Media::Mirrored { way: way(&resolve(root)?, &resolve(dir)?), root: dir.clone() }
        }
        (Some(dir), _) => Media::Folder(dir.clone()),
        // Plain text names no files, and what is printed or joined has no place that pictures could stand beside.
        (None, Destination::Stdout | Destination::Stream(_)) => Media::Nowhere,
        (None, _) if target == Target::Text => Media::Nowhere,
        // Beside a device or a pipe nothing belongs.
        (None, Destination::File(path)) if path.exists() && !path.is_file() => Media::Nowhere,
        (None, Destination::File(_) | Destination::Folder { .. }) => Media::Beside,
    })
}

/// Outputs among the inputs would be hard to tell from them, and the next run would walk them.
fn refuse_output_inside_inputs(destination: &Destination, folders: &[PathBuf]) -> Result<(), UsageError> {
    let Destination::Folder { root, .. } = destination else { return Ok(()) };
    let full = resolve(root).unwrap_or_else(|_| root.clone());
    for folder in folders {
        if fs::canonicalize(folder).is_ok_and(|folder| full.starts_with(folder)) {
            let (root, folder) = (show_path(root), show_path(folder));
            return usage(format!(
                "{root}: lies inside the input folder {folder}; choose a folder outside of it with -o"
            ));
        }
    }
    Ok(())
}

fn verbosity(quiet: bool, verbose: bool) -> Verbosity {
    match (quiet, verbose) {
        (true, _) => Verbosity::Quiet,
        (false, true) => Verbosity::Verbose,
        (false, false) => Verbosity::Normal,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Args;

    fn plan(args: &[&str], stdin_is_terminal: bool) -> Result<Plan, String> {
        let args = Args::parse_from([&["hwpconv"], args].concat());
        Plan::new(args.convert, stdin_is_terminal).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_named_means_standard_input_unless_that_is_a_terminal() {
        assert!(matches!(plan(&[], false).unwrap().jobs[..], [Job { source: Source::Stdin, .. }]));
        assert!(plan(&[], true).unwrap_err().starts_with("nothing to convert"));
        assert!(plan(&["-"], true).is_ok());
    }

    #[test]
    fn dash_as_output_is_standard_output() {
        assert!(matches!(plan(&["a.hwp", "-o", "-"], true).unwrap().destination, Destination::Stdout));
    }

    #[test]
    fn place_in_a_tree_is_counted_from_the_folder_that_was_named() {
        let job = |path: &str, root_parts| Job::new(Source::File(PathBuf::from(path)), None, root_parts);
        assert_eq!(job("../docs/x/a.hwp", 2).relative(), Path::new("x/a.hwp"));
        assert_eq!(job("./x/a.hwp", 1).relative(), Path::new("x/a.hwp"));
    }

    #[test]
    fn pictures_are_read_only_where_they_are_written() {
        let media = |args: &[&str]| plan(args, true).unwrap().media;
        assert!(matches!(media(&["a.hwp"]), Media::Nowhere));
        assert!(matches!(media(&["a.hwp", "--media", "m"]), Media::Folder(_)));
        assert!(matches!(media(&["a.hwp", "-o", "a.md"]), Media::Beside));
        assert!(matches!(media(&["a.hwp", "-o", "a.txt"]), Media::Nowhere));
        #[cfg(unix)]
        assert!(matches!(media(&["a.hwp", "-o", "/dev/null"]), Media::Nowhere));
        assert!(matches!(media(&["a.hwp", "-o", "a.md", "--no-media"]), Media::Nowhere));
        assert!(matches!(media(&["a.hwp", "b.hwp", "-o", "out", "--media", "m"]), Media::Mirrored { .. }));
    }

    #[test]
    fn no_more_threads_start_than_there_are_documents() {
        assert_eq!(plan(&["a.hwp", "-j", "8"], true).unwrap().threads.get(), 1);
    }
}
