//! The command line as clap reads it, before it is interpreted. Every option is here with its help, so the file is longer
//! than others.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::cli::lang::{Lang, Said, texts};
use crate::cli::units::{self, LimitArg};

/// Converts documents of the Hangul Word Processor (.hwp, .hwpx, .hml) to Markdown, text, HTML or JSON.
#[derive(Debug, Parser)]
#[command(
    name = "hwpconv",
    version,
    max_term_width = 110,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(crate) struct Args {
    // A file that is named like a command is reached as `./info`.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
    #[command(flatten)]
    pub(crate) other: OtherArgs,
}

/// What is about the command itself.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Other")]
pub(crate) struct OtherArgs {
    /// The language of messages and help [default: that of the locale]
    #[arg(long, value_enum, value_name = "LANG", global = true)]
    pub(crate) lang: Option<Lang>,

    /// Whether messages and help have colours; auto means on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorArg::Auto, global = true, hide_short_help = true)]
    pub(crate) color: ColorArg,

    /// Print help; --help lists all options
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,

    /// Print the version and how this program was built
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

/// What is done instead of converting.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show format, locks, size, counts and metadata of documents
    Info(InfoArgs),
    /// Print the completions of a shell
    Completions {
        /// The shell
        #[arg(value_enum, help_heading = "Inputs")]
        shell: ShellArg,
    },
    /// Print the manual page (troff)
    Man,
    /// Serve documents to agents over the Model Context Protocol
    ///
    /// Reads requests on standard input and answers on standard output. Only documents below the folders are read, and
    /// nothing is written.
    #[cfg(feature = "mcp")]
    Mcp {
        /// Folders whose documents may be read; no link in them is followed
        #[arg(value_name = "DIR", required = true, help_heading = "Inputs")]
        folders: Vec<PathBuf>,
    },
    /// Print help for a command
    Help {
        /// The command; without, help for converting
        #[arg(value_name = "COMMAND", help_heading = "Inputs")]
        command: Option<String>,
    },
}

/// Shells that completions are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellArg {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
}

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct InfoArgs {
    /// Documents, folders to search for documents, ZIP archives of documents, or - for standard input
    ///
    /// In folders, archives called .zip are opened as well. An archive is like a folder of its name; archives in it are
    /// not opened.
    #[arg(value_name = "FILE|DIR", required = true, help_heading = "Inputs")]
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
    /// Documents, folders to search for documents, ZIP archives of documents, or - for standard input
    ///
    /// In folders, archives called .zip are opened as well. An archive is like a folder of its name; archives in it are
    /// not opened.
    #[arg(value_name = "FILE|DIR", help_heading = "Inputs")]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// File to write, or folder for several documents
    ///
    /// A folder of inputs is searched recursively and its tree mirrored there. Lines of JSON (jsonl, chunks) of all
    /// documents go to one file if it is called .jsonl, else to standard output.
    #[arg(short, long, value_name = "OUT", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// Output format [default: from the extension of OUT, else markdown]
    ///
    /// jsonl is one line of JSON per document; chunks are pieces for retrieval, one per line.
    #[arg(short, long, value_name = "FORMAT", value_enum, help_heading = "Output")]
    pub(crate) to: Option<TargetArg>,

    /// Rows of a Parquet file (-t parquet): one per document, or one per chunk [default: documents]
    #[arg(long, value_name = "WHICH", value_enum, help_heading = "Output", hide_short_help = true)]
    #[cfg_attr(not(feature = "parquet"), arg(hide = true))]
    pub(crate) rows: Option<RowsArg>,

    /// Write one JSON line per document to this file
    ///
    /// The lines come in the order of the inputs, and go to standard output with -, where no document goes there.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) report: Option<PathBuf>,

    /// Write an HTML report: failures by kind, slowest documents, warnings, all documents with links to outputs
    #[arg(long, value_name = "FILE", help_heading = "Output", hide_short_help = true)]
    pub(crate) report_html: Option<PathBuf>,

    /// Format of errors; with json, a document that fails with -t json prints {"error": …} on standard output
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ErrorsArg::Text, help_heading = "Output", hide_short_help = true)]
    pub(crate) errors: ErrorsArg,

    /// Folder for pictures; with several documents, a folder in it for each [default: NAME_media beside the output]
    #[arg(long, value_name = "DIR", help_heading = "Pictures", conflicts_with = "no_media", hide_short_help = true)]
    pub(crate) media: Option<PathBuf>,

    /// Write no pictures; the text still shows their places
    #[arg(long, help_heading = "Pictures")]
    pub(crate) no_media: bool,

    /// Put the pictures into the HTML page instead of beside it
    #[arg(long, help_heading = "Pictures", conflicts_with_all = ["media", "no_media"], hide_short_help = true)]
    pub(crate) embed_media: bool,

    /// Form of pictures: one that browsers show, as stored in the document, or both
    ///
    /// BMP, PCX and TIFF become PNG, WMF and EMF become SVG.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = PicturesArg::Web, help_heading = "Pictures", hide_short_help = true)]
    pub(crate) pictures: PicturesArg,

    /// Whether groups of shapes become SVG pictures, where pictures are written; their words are text in any case
    #[rustfmt::skip]
    #[arg(long, value_enum, value_name = "FORM", default_value_t = DrawingsArg::Svg, help_heading = "Pictures", hide_short_help = true)]
    pub(crate) drawings: DrawingsArg,

    /// Show pictures that are on the web and not in the document, which tells the author of the document who looks at
    /// it; without, they are links
    #[arg(long, help_heading = "Pictures", hide_short_help = true)]
    pub(crate) remote_pictures: bool,

    /// Form of Markdown tables; auto uses HTML only where GFM cannot express the table [default: auto, but gfm with
    /// chunks]
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Content", hide_short_help = true)]
    pub(crate) tables: Option<TablesArg>,

    /// Merged cells in GFM tables (--tables gfm): repeat the content in every cell, or leave blank [default: repeat]
    ///
    /// In a grid of more than 8 columns, as forms have, content is repeated down and not across, and columns in which no
    /// cell with content begins are left out.
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Content", hide_short_help = true)]
    pub(crate) spans: Option<SpansArg>,

    /// Wrap plain text after N columns, in tables as well [default: one line per paragraph]
    #[arg(long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>, help_heading = "Content", hide_short_help = true)]
    pub(crate) wrap: Option<NonZeroUsize>,

    /// Comments (memos)
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Keep::Keep, help_heading = "Content", hide_short_help = true)]
    pub(crate) comments: Keep,

    /// Tracked changes: accept them, reject them, or show both states
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ChangesArg::Accept, help_heading = "Content", hide_short_help = true)]
    pub(crate) track_changes: ChangesArg,

    /// Headers, footers and master pages, each written once, after their section [default: keep, but drop
    /// with chunks]
    #[arg(long, value_enum, value_name = "WHETHER", help_heading = "Content", hide_short_help = true)]
    pub(crate) furniture: Option<Keep>,

    /// Bold, italic and underline [default: keep, but drop with chunks]
    #[arg(long, value_enum, value_name = "WHETHER", help_heading = "Content", hide_short_help = true)]
    pub(crate) emphasis: Option<Keep>,

    /// Write page breaks: all if the document stores its layout, else only forced ones
    #[arg(long, help_heading = "Content", hide_short_help = true)]
    pub(crate) page_breaks: bool,

    /// Begin Markdown and HTML with a table of contents: links to the headings that were found
    ///
    /// Other formats have none.
    #[arg(long, help_heading = "Content", hide_short_help = true)]
    pub(crate) toc: bool,

    /// Begin Markdown with title, author, dates and so on as YAML front matter
    #[arg(long, help_heading = "Content", hide_short_help = true)]
    pub(crate) metadata: bool,

    /// Convert only these pages, such as 3-5,8; needs a document that stores its layout
    #[arg(long, value_name = "PAGES", value_delimiter = ',', value_parser = page_range, help_heading = "Content")]
    pub(crate) pages: Vec<PageRange>,

    /// Split Markdown into pages: <!-- page 3 --> before each, its notes behind it; needs a document that stores its layout
    ///
    /// With -t json, a list of pages with their Markdown takes the place of the model, with -t jsonl that of the text.
    #[arg(
        long,
        value_enum,
        value_name = "WHERE",
        help_heading = "Content",
        conflicts_with = "page_breaks",
        hide_short_help = true
    )]
    pub(crate) split: Option<SplitArg>,

    /// Typed marks such as Ⅰ. 1. 가. □ ○ -: keep them as text, or make nested lists
    #[arg(long, value_enum, value_name = "HOW", default_value_t = OutlineArg::Keep, help_heading = "Content", hide_short_help = true)]
    pub(crate) outline: OutlineArg,

    /// Headings: from the outline and inferred from the look, from the outline only, or none
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = HeadingsArg::Auto, help_heading = "Content", hide_short_help = true)]
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
    /// Read the input paths from this file, or from standard input with -, one per line or ended by NUL; their
    /// folders are mirrored in the output folder
    #[arg(long, value_name = "FILE|-", hide_short_help = true)]
    pub(crate) files_from: Option<PathBuf>,

    /// The paths of --files-from end with NUL [default: detected]
    #[arg(long, requires = "files_from", hide_short_help = true)]
    pub(crate) null: bool,

    /// Only convert documents in folders and archives that match, such as '*.hwpx' or 'minutes/**'
    ///
    /// A pattern without a slash matches names at any depth; one with a slash is relative to the folder.
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Skip documents and folders in folders and archives that match
    #[arg(long, value_name = "GLOB", hide_short_help = true)]
    pub(crate) exclude: Vec<String>,

    /// Also convert hidden files (.name) and lock files (~$name) in folders and archives
    #[arg(long, hide_short_help = true)]
    pub(crate) hidden: bool,

    /// Follow symbolic links in folders
    #[arg(short = 'L', long)]
    pub(crate) follow: bool,
}

/// How documents are opened.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArgs {
    /// Open locked documents with the first line of FILE
    ///
    /// With -, the first line of standard input. The environment variable HWPCONV_PASSWORD does the same.
    /// Without either, the password of a single document is asked for on the terminal.
    #[arg(long, value_name = "FILE|-")]
    pub(crate) password_file: Option<PathBuf>,

    /// Refuse inputs of more than this many MiB [default: 2048, or 256 with --untrusted]
    #[arg(long, value_name = "MIB", value_parser = at_least_one::<NonZeroU64>, hide_short_help = true)]
    pub(crate) max_input: Option<NonZeroU64>,

    /// Raise or lower a limit: stream-bytes (256M), document-bytes (1G), body-bytes (128M), nesting (64), table-slots
    /// (4000000), entries (65536), records (4000000), picture-pixels (50000000), output-bytes (1G), warnings (1000)
    #[arg(long, value_name = "NAME=VALUE", value_parser = units::parse, hide_short_help = true)]
    pub(crate) limit: Vec<LimitArg>,
}

/// How documents are cut for `-t chunks`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Chunks")]
pub(crate) struct ChunkArgs {
    /// Largest size of a chunk [default: 1200]
    #[arg(long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>, hide_short_help = true)]
    pub(crate) chunk_size: Option<NonZeroUsize>,

    /// Unit of the size; tokens are estimated [default: chars]
    #[arg(long, value_enum, value_name = "UNIT", hide_short_help = true)]
    pub(crate) chunk_unit: Option<ChunkUnitArg>,

    /// Text at the end of a chunk that the next one repeats; at most half of the size [default: 0]
    #[arg(long, value_name = "N", value_parser = whole_number, hide_short_help = true)]
    pub(crate) chunk_overlap: Option<usize>,

    /// Format of the text of a chunk; text has no markup, and tabs between the cells of a row [default: markdown]
    #[arg(long, value_enum, value_name = "FORMAT", hide_short_help = true)]
    pub(crate) chunk_format: Option<ChunkFormatArg>,
}

/// Some paragraphs of an official document.
const DEFAULT_CHUNK_SIZE: NonZeroUsize = NonZeroUsize::new(1_200).unwrap();

impl ChunkArgs {
    pub(crate) fn size(&self) -> usize {
        self.chunk_size.unwrap_or(DEFAULT_CHUNK_SIZE).get()
    }
}

/// How a run goes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct RunningArgs {
    /// Number of documents converted in parallel [default: one per core]
    #[arg(short, long, value_name = "N", value_parser = at_least_one::<NonZeroUsize>)]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Convert only what is missing or changed since an earlier run
    ///
    /// Leaves out documents whose output and pictures are there with the sizes they were written with, and were made of
    /// the same input by this version with these options; verify also reads them and compares their contents.
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "sizes")]
    pub(crate) resume: Option<ResumeArg>,

    /// With --resume: remove outputs and pictures of documents that are gone
    ///
    /// Gone from the folders of this run, that is. Only what the journal of the folder knows is removed, and only as it
    /// was written.
    #[arg(long, hide_short_help = true)]
    pub(crate) prune: bool,

    /// For untrusted documents: a process for each, and lower limits
    ///
    /// 60 seconds, 1 GiB of memory, inputs of 256 MiB and lower limits; --timeout, --max-memory, --max-input and --limit
    /// still set each by itself.
    #[arg(long)]
    pub(crate) untrusted: bool,

    /// Stop converting a document after this many seconds; runs each document in its own process
    #[arg(long, value_name = "SECS", value_parser = seconds, hide_short_help = true)]
    pub(crate) timeout: Option<Duration>,

    /// Stop converting a document that needs more memory, such as 512M or 2G; runs each document in its own process
    #[arg(long, value_name = "BYTES", value_parser = units::bytes_at_least_one, hide_short_help = true)]
    pub(crate) max_memory: Option<NonZeroU64>,

    /// Parse the Markdown of each document again and compare; a difference counts as lost content
    #[arg(long, hide_short_help = true)]
    pub(crate) verify: bool,

    /// Count a document that lost content as failed in the exit status; its output is still written
    #[arg(long, hide_short_help = true)]
    pub(crate) strict: bool,

    /// Print only errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// List every warning; -vv also lists every document
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// A count; the standard library's words for zero are meant for programmers.
fn at_least_one<T: FromStr>(text: &str) -> Result<T, Said> {
    text.parse().map_err(|_| texts::AT_LEAST_ONE.said())
}

fn whole_number(text: &str) -> Result<usize, Said> {
    text.parse().map_err(|_| texts::WHOLE_NUMBER.said())
}

fn seconds(text: &str) -> Result<Duration, Said> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| !time.is_zero()).ok_or_else(|| texts::SECONDS.said())
}

/// Pages from the first to the last, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageRange {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// `3`, `3-5` or `3-`.
pub(crate) fn page_range(text: &str) -> Result<PageRange, Said> {
    let page = |text: &str| text.trim().parse().ok().filter(|page| *page > 0);
    let range = match text.split_once('-') {
        None => page(text).map(|page| PageRange { first: page, last: page }),
        Some((first, last)) if last.trim().is_empty() => page(first).map(|first| PageRange { first, last: u32::MAX }),
        Some((first, last)) => page(first).zip(page(last)).map(|(first, last)| PageRange { first, last }),
    };
    range.filter(|range| range.first <= range.last).ok_or_else(|| texts::PAGES.said())
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
    // Known to every build, so that one without it can say so.
    #[cfg_attr(not(feature = "parquet"), value(hide = true))]
    Parquet,
}

/// What a row of a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowsArg {
    Documents,
    Chunks,
}

/// How failures are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ErrorsArg {
    Text,
    Json,
}

/// How outputs of an earlier run are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResumeArg {
    Sizes,
    Verify,
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

/// What GFM tables have where a merged cell goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SpansArg {
    Repeat,
    Blank,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangesArg {
    Accept,
    Reject,
    All,
}

/// What the text of a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChunkFormatArg {
    Markdown,
    Text,
}

/// Where Markdown is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SplitArg {
    Pages,
}

/// What becomes of typed marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutlineArg {
    Keep,
    List,
}

/// What becomes of groups of shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DrawingsArg {
    Svg,
    None,
}

/// In which form pictures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PicturesArg {
    Web,
    Original,
    Both,
}

/// Which headings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HeadingsArg {
    #[value(alias = "infer")]
    Auto,
    Outline,
    None,
}

/// Whether a kind of content is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    Keep,
    Drop,
}
