//! The meaning of the command line: the jobs of a run, their outputs, and reasons to refuse the run before it begins.

mod archive;
pub(crate) mod conversion;
pub(crate) mod destination;
pub(crate) mod filter;
pub(crate) mod gather;
mod glob;
pub(crate) mod hints;
pub(crate) mod job;
mod list;
pub(crate) mod names;
mod output;
pub(crate) mod password;
mod refuse;
pub(crate) mod walk;

use std::ffi::OsString;
use std::fs;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::Duration;

use hwpconv::Target;

use crate::cli::args::{ConvertArgs, ErrorsArg, ResumeArg, RunningArgs};
use crate::cli::display::{explain, show_path};
use crate::cli::error::{UsageError, usage};
use crate::cli::files::folder::Place;
use crate::cli::files::identity::{Inputs, resolve};
use crate::cli::lang::{Said, texts};
use crate::cli::plan::conversion::{Conversion, rows, target};
use crate::cli::plan::destination::{Destination, Media, way};
use crate::cli::plan::filter::Filter;
use crate::cli::plan::gather::{Gathered, inputs_of};
use crate::cli::plan::job::Job;
use crate::cli::plan::names::{hash, settle};
use crate::cli::plan::output::{destination, table};
use crate::cli::plan::password::Secret;
use crate::cli::plan::refuse::{refuse_for_table, refuse_what_is_for_other_targets};
use crate::cli::plan::walk::Ways;
use crate::cli::units::limits;

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
    /// Whether outputs that are there are left as they are, and how they are looked at.
    pub(crate) resume: Option<ResumeArg>,
    /// Whether outputs of documents that are gone are removed.
    pub(crate) prunes: bool,
    /// The folders that were walked whole and hold documents, in full: what is missing in them is gone.
    pub(crate) walked: Vec<PathBuf>,
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
    /// Whether a document that fails is answered for on standard output.
    pub(crate) answers_errors: bool,
    /// How much is said.
    pub(crate) verbosity: Verbosity,
    /// What should be known before the first document.
    pub(crate) notes: Vec<Said>,
    /// How this command is started again.
    pub(crate) again: Again,
}

/// How this command is started again, for a process of its own for a document.
#[derive(Debug, Default)]
pub(crate) struct Again {
    /// The program, and what makes it this command.
    pub(crate) program: Vec<OsString>,
    /// The command line after the name of the program.
    pub(crate) typed: Vec<OsString>,
}

impl Again {
    /// The command line as it could be typed.
    pub(crate) fn shown(&self) -> String {
        let words = self.typed.iter().map(|word| {
            let word = show_path(Path::new(word));
            let is_plain = word.chars().all(|c| c.is_alphanumeric() || "-_./=,:@%+".contains(c));
            if is_plain { word } else { format!("'{}'", word.replace('\'', "'\\''")) }
        });
        std::iter::once("hwpconv".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
    }
}

/// What one document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) timeout: Option<Duration>,
    pub(crate) memory: Option<u64>,
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors, a line for each document that lost something, a summary.
    Normal,
    /// Every warning.
    Verbose,
    /// Every warning, and what became of each document.
    Everything,
}

impl Verbosity {
    /// Whether more than errors is said.
    pub(crate) fn tells(self) -> bool {
        self > Verbosity::Quiet
    }

    /// Whether every warning is said.
    pub(crate) fn lists(self) -> bool {
        self >= Verbosity::Verbose
    }
}

impl Plan {
    /// Makes sense of a command line. `stdin_is_terminal` decides what naming nothing means.
    pub(crate) fn new(args: ConvertArgs, stdin_is_terminal: bool) -> Result<Plan, UsageError> {
        refuse_to_read_stdin_twice(&args)?;
        let inputs = inputs_of(&args, stdin_is_terminal)?;
        let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
        let ways = Ways {
            hidden: args.selection.hidden,
            follow: args.selection.follow,
            entries: limits(&args.reading.limit, args.running.untrusted).entries,
            outputs: [output, args.media.as_deref()]
                .into_iter()
                .flatten()
                .filter_map(|dir| resolve(dir).ok())
                .collect(),
        };
        let unquoted = hints::unquoted_glob(&args);
        let gathered = Gathered::new(inputs, list::read(&args.selection)?, Filter::new(&args.selection)?, ways)?;
        let (target, rows) = (target(&args), rows(&args));
        if args.embed_media && target != Target::Html {
            return usage(texts::EMBED_IS_FOR_HTML);
        }
        if args.running.verify && target != Target::Markdown {
            return usage(texts::VERIFY_IS_FOR_MARKDOWN);
        }
        refuse_for_table(&args, rows)?;
        refuse_what_is_for_other_targets(&args, target)?;
        if args.errors == ErrorsArg::Json && target != Target::Json {
            return usage(texts::ERRORS_NEED_JSON);
        }
        let destination = match rows {
            Some(_) => table(output, &gathered)?,
            None => destination(output, args.to.is_some(), &gathered, target)?,
        };
        refuse_input_folder_as_output(&destination, &gathered.folders)?;
        if gathered.reads_stdin && args.reading.password_file.as_deref() == Some(Path::new("-")) {
            return usage(texts::STDIN_IS_PASSWORD);
        }
        if matches!(destination, Destination::Stream(_)) && gathered.is_batch && args.media.is_some() {
            return usage(texts::PICTURES_NEED_FOLDER);
        }
        let is_into_folder = matches!(destination, Destination::Folder { .. });
        if args.running.resume.is_some() && !is_into_folder {
            return usage(texts::RESUME_NEEDS_FOLDER);
        }
        if args.running.prune && args.running.resume.is_none() {
            return usage(texts::PRUNE_NEEDS_RESUME);
        }
        let media =
            media(&args, &destination, target, gathered.is_batch).map_err(|error| UsageError(explain(&error)))?;
        let secret = password::find(&args.reading)?;
        let password = secret.as_ref().map(Secret::password);
        let conversion = Conversion::new(&args, target, !matches!(media, Media::Nowhere), password);
        let keeps_journal = is_into_folder && (gathered.is_batch || args.running.resume.is_some());
        let threads = args.running.jobs.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let mut plan = Plan {
            made_by: made_by(&conversion, &media),
            bounds: bounds(&args.running)?,
            conversion,
            media,
            inputs: Inputs::new(gathered.ids),
            report: args.report,
            page: args.report_html,
            resume: args.running.resume,
            prunes: args.running.prune,
            walked: gathered.walked,
            keeps_journal,
            secret,
            threads: threads.min(NonZeroUsize::new(gathered.jobs.len()).unwrap_or(NonZeroUsize::MIN)),
            jobs: gathered.jobs,
            is_batch: gathered.is_batch,
            strict: args.running.strict,
            verbosity: verbosity(args.running.quiet, args.running.verbose),
            notes: unquoted.into_iter().chain(gathered.notes).collect(),
            again: Again::default(),
            answers_errors: args.errors == ErrorsArg::Json && matches!(destination, Destination::Stdout),
            destination,
        };
        plan.settle_names();
        plan.refuse_to_write_inputs()?;
        Ok(plan)
    }

    /// The file that a job writes, or `None` for standard output.
    pub(crate) fn output(&self, job: &Job) -> Option<Place> {
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

    /// Whether a path ends in a link that stands in the folder of outputs, where somebody else may have put it.
    fn is_link_among_outputs(&self, path: &Path) -> bool {
        let Destination::Folder { root, .. } = &self.destination else { return false };
        let is_within = || {
            let parent = path.parent().unwrap_or(Path::new(""));
            resolve(parent).is_ok_and(|parent| resolve(root).is_ok_and(|root| parent.starts_with(root)))
        };
        fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) && is_within()
    }

    fn refuse_to_write_inputs(&self) -> Result<(), UsageError> {
        let mut reports = Vec::new();
        for (name, path) in [(texts::REPORT, &self.report), (texts::PAGE, &self.page)] {
            let Some(path) = path.as_deref() else { continue };
            if path == Path::new("-") {
                // Lines of the report can go where no document goes.
                if name == texts::REPORT
                    && matches!(self.destination, Destination::File(_) | Destination::Folder { .. })
                {
                    continue;
                }
                return usage(texts::STDOUT_IS_TAKEN.with([name]));
            }
            if self.is_link_among_outputs(path) {
                let path = show_path(path);
                return usage(texts::LINK_AMONG_OUTPUTS.with([path]));
            }
            if self.inputs.contain(path) {
                let path = show_path(path);
                return usage(texts::REPORT_REPLACES_INPUT.with([path.into(), name.said()]));
            }
            let Ok(full) = resolve(path) else { continue };
            if reports.iter().any(|(_, other)| *other == full) {
                return usage(texts::REPORTS_ARE_ONE.with([show_path(path)]));
            }
            reports.push((name, full));
        }
        let stream = match &self.destination {
            Destination::Stream(path) => path.clone(),
            Destination::Stdout | Destination::File(_) | Destination::Folder { .. } => None,
        };
        // Nothing that is still to be made in a new folder can be an input.
        let is_new = matches!(&self.destination, Destination::Folder { root, .. } if !root.exists());
        for output in self.jobs.iter().filter_map(|job| self.output(job)).map(|place| place.path()).chain(stream) {
            if !is_new && self.inputs.contain(&output) {
                let output = show_path(&output);
                return usage(texts::OUTPUT_REPLACES_INPUT.with([output]));
            }
            for (name, report) in &reports {
                // Resolving every output of a large batch would be slow: only one of the same name can be the same file.
                if report.file_name() == output.file_name() && resolve(&output).is_ok_and(|output| output == *report) {
                    return usage(texts::REPORT_IS_OUTPUT.with([show_path(&output).into(), name.said()]));
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
        return usage(texts::STDIN_IS_LIST);
    }
    Ok(())
}

/// Options that only say how a run goes make no other outputs and are left out.
fn made_by(conversion: &Conversion, media: &Media) -> String {
    let settings = format!("{} {media:?}", conversion.settings());
    format!("{} {} {:016x}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), hash(settings.as_bytes()))
}

/// What an untrusted document may cost.
const UNTRUSTED_TIME: Duration = Duration::from_secs(60);
const UNTRUSTED_MEMORY: u64 = 1 << 30;

pub(crate) fn bounds(args: &RunningArgs) -> Result<Option<Bounds>, UsageError> {
    let typed = args.max_memory.map(NonZeroU64::get);
    if typed.is_some() && !cfg!(unix) {
        return usage(texts::NO_MAX_MEMORY);
    }
    let memory = typed.or((args.untrusted && cfg!(unix)).then_some(UNTRUSTED_MEMORY));
    let timeout = args.timeout.or(args.untrusted.then_some(UNTRUSTED_TIME));
    let is_bound = memory.is_some() || timeout.is_some();
    Ok(is_bound.then_some(Bounds { timeout, memory }))
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

/// Outputs among the inputs would be hard to tell from them. A folder of outputs below them is left out of the walk.
fn refuse_input_folder_as_output(destination: &Destination, folders: &[PathBuf]) -> Result<(), UsageError> {
    let Destination::Folder { root, .. } = destination else { return Ok(()) };
    let full = resolve(root).unwrap_or_else(|_| root.clone());
    for folder in folders {
        if fs::canonicalize(folder).is_ok_and(|folder| full == folder) {
            return usage(texts::OUTPUT_IS_INPUT_FOLDER.with([show_path(root), show_path(&root.join("out"))]));
        }
    }
    Ok(())
}

fn verbosity(quiet: bool, verbose: u8) -> Verbosity {
    match (quiet, verbose) {
        (true, _) => Verbosity::Quiet,
        (false, 0) => Verbosity::Normal,
        (false, 1) => Verbosity::Verbose,
        (false, _) => Verbosity::Everything,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Args;
    use crate::cli::source::Source;

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

    #[cfg(feature = "parquet")]
    #[test]
    fn text_of_a_row_is_never_larger_than_a_table_can_hold() {
        let limit = |output: &str| {
            let plan = plan(&["a.hwp", "-o", output, "--limit", "output-bytes=8G"], true).unwrap();
            plan.conversion.write.limits.output_bytes
        };
        assert_eq!((limit("a.md"), limit("a.parquet")), (8 << 30, 1 << 30));
    }

    #[test]
    fn no_more_threads_start_than_there_are_documents() {
        assert_eq!(plan(&["a.hwp", "-j", "8"], true).unwrap().threads.get(), 1);
    }
}
