//! What was typed: the command line as clap reads it, before anything is made of it.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use crate::cli::limit::{self, LimitArg};

const EXAMPLES: &str = "\
Examples:
  hwpconv report.hwp                        Markdown on standard output
  hwpconv report.hwp -o report.md           a file, with its pictures in report_media/
  hwpconv report.hwpx -t text | less        plain text
  hwpconv report.hwp -o report.html         a page for the browser
  hwpconv report.hwp -t json | jq           the whole document for programs
  hwpconv archive -t jsonl > archive.jsonl  a line of JSON for each document
  hwpconv archive -t chunks -o index.jsonl  pieces for retrieval
  hwpconv - < report.hwp                    from standard input
  hwpconv *.hwp -o out                      several documents into a folder
  hwpconv archive -o out --report log.ndjson
                                            a whole tree, mirrored under out/
  hwpconv archive -o out --resume           what is missing or changed since then
  find . -name '*.hwp' -print0 | hwpconv --files-from - -o out
                                            a list of documents
  hwpconv archive -o out --timeout 60 --max-memory 1G
                                            documents of strangers
  hwpconv info report.hwp                   what a document is, without converting it

Exit status:
  0    every document was converted
  1    something failed; what, stands on standard error
  2    the command line does not make sense
  130  Ctrl-C; the documents under way were finished, --resume does the rest";

/// Converts documents of the Hangul Word Processor (.hwp, .hwpx, .hml) to Markdown, text, HTML or JSON.
#[derive(Debug, Parser)]
#[command(
    name = "hwpconv",
    version,
    after_help = EXAMPLES,
    max_term_width = 110,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(crate) struct Args {
    // A file that is named like a command is reached as `./info`.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

/// What is done instead of converting.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what documents are: format, locks, sizes, counts and metadata
    #[command(after_help = INFO)]
    Info(InfoArgs),
    /// Print the completions of a shell
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: ShellArg,
    },
    /// Print the manual page (troff)
    #[command(after_help = "Example:\n  hwpconv man | man -l -")]
    Man,
}

const INFO: &str = "\
Examples:
  hwpconv info report.hwp
  hwpconv info archive --json > archive.ndjson
  hwpconv ./info                            converts a file that is called info";

const COMPLETIONS: &str = "\
Examples:
  hwpconv completions bash > ~/.local/share/bash-completion/completions/hwpconv
  hwpconv completions zsh > \"${fpath[1]}/_hwpconv\"
  hwpconv completions fish > ~/.config/fish/completions/hwpconv.fish";

/// Shells that completions are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellArg {
    Bash,
    Zsh,
    Fish,
}

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct InfoArgs {
    /// Documents, folders to search for documents, or - for standard input
    #[arg(value_name = "FILE|DIR", required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// Print one JSON object a line for each document
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// What to convert, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct ConvertArgs {
    /// Documents, folders to search for documents, or - for standard input
    #[arg(value_name = "FILE|DIR")]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// File to write, or folder for several documents; a folder is searched recursively and its tree mirrored there.
    /// Lines of JSON (jsonl, chunks) of all documents go to one file if it is called .jsonl, else to standard output
    #[arg(short, long, value_name = "OUT", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// What to write; jsonl is one line of JSON a document, chunks are pieces for retrieval, one a line [default: what
    /// the extension of OUT says, else markdown]
    #[arg(short, long, value_name = "FORMAT", value_enum, help_heading = "Output")]
    pub(crate) to: Option<TargetArg>,

    /// Write one JSON line per document to this file, in the order of the inputs
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) report: Option<PathBuf>,

    /// Write a page to look at: failures by kind, slowest documents, warnings, links to outputs
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) report_html: Option<PathBuf>,

    /// Folder for pictures; with several documents, a folder in it for each [default: NAME_media beside the output]
    #[arg(long, value_name = "DIR", help_heading = "Pictures", conflicts_with = "no_media")]
    pub(crate) media: Option<PathBuf>,

    /// Write no pictures; the text still says where they stand
    #[arg(long, help_heading = "Pictures")]
    pub(crate) no_media: bool,

    /// Put the pictures into the HTML page instead of beside it
    #[arg(long, help_heading = "Pictures", conflicts_with_all = ["media", "no_media"])]
    pub(crate) embed_media: bool,

    /// How Markdown tables are written; auto takes HTML where GFM cannot say it
    #[arg(long, value_enum, value_name = "HOW", default_value_t = TablesArg::Auto, help_heading = "Content")]
    pub(crate) tables: TablesArg,

    /// Wrap plain text after N columns; without, a paragraph is a line
    #[arg(long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>, help_heading = "Content")]
    pub(crate) wrap: Option<NonZeroUsize>,

    /// Whether comments (memos) are written
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Keep::Keep, help_heading = "Content")]
    pub(crate) comments: Keep,

    /// What becomes of tracked changes: taken over, taken back, or both shown
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ChangesArg::Accept, help_heading = "Content")]
    pub(crate) track_changes: ChangesArg,

    /// Whether headers, footers and master pages are written, once each
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Keep::Keep, help_heading = "Content")]
    pub(crate) furniture: Keep,

    /// Write page breaks: all where the document stores its layout, else those that were forced
    #[arg(long, help_heading = "Content")]
    pub(crate) page_breaks: bool,

    /// Begin Markdown with title, author, dates and the like, as YAML front matter
    #[arg(long, help_heading = "Content")]
    pub(crate) metadata: bool,

    /// Convert these pages only, such as 3-5,8; only documents that store their layout have pages
    #[arg(long, value_name = "PAGES", value_delimiter = ',', value_parser = page_range, help_heading = "Content")]
    pub(crate) pages: Vec<PageRange>,

    /// What becomes of typed marks such as Ⅰ. 1. 가. □ ○ -: kept as text, or made a nested list
    #[arg(long, value_enum, value_name = "HOW", default_value_t = OutlineArg::Keep, help_heading = "Content")]
    pub(crate) outline: OutlineArg,

    /// Which headings there are: those of the document's outline, or what looks like one where it has none;
    /// the paths of chunks have both anyway
    #[arg(long, value_enum, value_name = "HOW", default_value_t = HeadingsArg::Outline, help_heading = "Content")]
    pub(crate) headings: HeadingsArg,

    #[command(flatten)]
    pub(crate) chunks: ChunkArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    #[command(flatten)]
    pub(crate) running: RunningArgs,
}

/// Which documents are taken.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Inputs")]
pub(crate) struct SelectionArgs {
    /// Take the paths in this file, or on standard input with -, one a line or ended by NUL; their folders are
    /// mirrored in the output folder
    #[arg(long, value_name = "FILE|-")]
    pub(crate) files_from: Option<PathBuf>,

    /// The paths of --files-from are ended by NUL [default: if there is a NUL among them]
    #[arg(long, requires = "files_from")]
    pub(crate) null: bool,

    /// Of folders, take only documents whose path in the folder fits, such as '*.hwpx' or 'minutes/**'
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Of folders, leave out documents and folders whose path in the folder fits
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
}

/// How documents are opened.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArgs {
    /// Open locked documents with the first line of FILE, or of standard input with -; the environment variable
    /// HWPCONV_PASSWORD does the same
    #[arg(long, value_name = "FILE|-")]
    pub(crate) password_file: Option<PathBuf>,

    /// Refuse inputs of more than this many MiB
    #[arg(long, value_name = "MIB", value_parser = at_least_one::<NonZeroU64>, default_value_t = DEFAULT_MAX_INPUT)]
    pub(crate) max_input: NonZeroU64,

    /// Raise or lower a limit of the reader: stream-bytes (256M), document-bytes (1G), nesting (64), table-slots
    /// (4000000), entries (65536), records (4000000), warnings (1000)
    #[arg(long, value_name = "NAME=VALUE", value_parser = limit::parse)]
    pub(crate) limit: Vec<LimitArg>,
}

/// How documents are cut for `-t chunks`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Chunks")]
pub(crate) struct ChunkArgs {
    /// How large a chunk may be
    #[arg(long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>, default_value_t = DEFAULT_CHUNK_SIZE)]
    pub(crate) chunk_size: NonZeroUsize,

    /// What the size counts; tokens are estimated
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = ChunkUnitArg::Chars)]
    pub(crate) chunk_unit: ChunkUnitArg,

    /// How much of the end of a chunk the next one repeats; at most half of the size
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole_number)]
    pub(crate) chunk_overlap: usize,
}

/// Some paragraphs of an official document.
const DEFAULT_CHUNK_SIZE: NonZeroUsize = NonZeroUsize::new(1_200).unwrap();

/// How a run goes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct RunningArgs {
    /// Documents converted at the same time [default: one per core]
    #[arg(short, long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>)]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Leave out documents whose output is there, whole, and made of the same input by this version with these options
    #[arg(long)]
    pub(crate) resume: bool,

    /// Give a document up after this many seconds; each is then converted by a process of its own
    #[arg(long, value_name = "SECS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,

    /// Give a document up that needs more memory, such as 512M or 2G; each is then converted by a process of its own
    #[arg(long, value_name = "BYTES", value_parser = limit::bytes_at_least_one)]
    pub(crate) max_memory: Option<NonZeroU64>,

    /// Count a document that lost content as failed in the exit status; its output is still written
    #[arg(long)]
    pub(crate) strict: bool,

    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// List every warning, not only how much was lost
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Far above any real document: what is larger is not a document, or a device that never ends.
const DEFAULT_MAX_INPUT: NonZeroU64 = NonZeroU64::new(2048).unwrap();

/// A count; the standard library's words for zero are meant for programmers.
fn at_least_one<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "give a whole number of at least 1")
}

fn whole_number(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| "give a whole number")
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| !time.is_zero()).ok_or("give a number of seconds above 0, such as 30 or 0.5")
}

/// Pages from the first to the last, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageRange {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// `3`, `3-5` or `3-`.
fn page_range(text: &str) -> Result<PageRange, &'static str> {
    let page = |text: &str| text.trim().parse().ok().filter(|page| *page > 0);
    let range = match text.split_once('-') {
        None => page(text).map(|page| PageRange { first: page, last: page }),
        Some((first, last)) if last.trim().is_empty() => page(first).map(|first| PageRange { first, last: u32::MAX }),
        Some((first, last)) => page(first).zip(page(last)).map(|(first, last)| PageRange { first, last }),
    };
    range.filter(|range| range.first <= range.last).ok_or("give pages such as 3, 3-5 or 3-")
}

// The variants have no documentation: clap then lists the values of an option on one line.

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TargetArg {
    #[value(alias = "md")]
    Markdown,
    #[value(alias = "txt")]
    Text,
    Html,
    Json,
    Chunks,
    #[value(alias = "ndjson")]
    Jsonl,
}

/// What the size of a chunk counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChunkUnitArg {
    Chars,
    Tokens,
}

/// How Markdown tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TablesArg {
    Auto,
    Gfm,
    Html,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangesArg {
    Accept,
    Reject,
    All,
}

/// What becomes of typed marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutlineArg {
    Keep,
    List,
}

/// Which headings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HeadingsArg {
    Outline,
    Infer,
}

/// Whether a kind of content is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    Keep,
    Drop,
}
