//! What was typed: the command line as clap reads it, before anything is made of it.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  hwpconv report.hwp                        Markdown on standard output
  hwpconv report.hwp -o report.md           a file, with its pictures in report_media/
  hwpconv report.hwpx -t text | less        plain text
  hwpconv - < report.hwp                    from standard input
  hwpconv *.hwp -o out                      several documents into a folder
  hwpconv archive -o out --report log.ndjson
                                            a whole tree, mirrored under out/

Exit status:
  0  every document was converted
  1  something failed; what, stands on standard error
  2  the command line does not make sense";

/// Converts documents of the Hangul Word Processor (.hwp, .hwpx, .hml) to Markdown or plain text.
#[derive(Debug, Parser)]
#[command(name = "hwpconv", version, after_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Args {
    // A subcommand joins here as an `Option<…>` beside the flattened conversion, with `args_conflicts_with_subcommands`.
    // Converting stays the main form; a file named like a subcommand is reached as `./name`.
    #[command(flatten)]
    pub(crate) convert: ConvertArgs,
}

/// What to convert, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct ConvertArgs {
    /// Documents, folders to search for documents, or - for standard input
    #[arg(value_name = "FILE|DIR")]
    pub(crate) inputs: Vec<PathBuf>,

    /// File to write, or folder for several documents; a folder is searched recursively and its tree mirrored there
    #[arg(short, long, value_name = "OUT", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// What to write [default: what the extension of OUT says, else markdown]
    #[arg(short, long, value_name = "FORMAT", value_enum, help_heading = "Output")]
    pub(crate) to: Option<TargetArg>,

    /// Write one JSON line per document to this file, in the order of the inputs
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) report: Option<PathBuf>,

    /// Folder for pictures; with several documents, a folder in it for each [default: NAME_media beside the output]
    #[arg(long, value_name = "DIR", help_heading = "Pictures", conflicts_with = "no_media")]
    pub(crate) media: Option<PathBuf>,

    /// Write no pictures; the text still says where they stand
    #[arg(long, help_heading = "Pictures")]
    pub(crate) no_media: bool,

    /// How Markdown tables are written; auto takes HTML where GFM cannot say it
    #[arg(long, value_enum, value_name = "HOW", default_value_t = TablesArg::Auto, help_heading = "Content")]
    pub(crate) tables: TablesArg,

    /// Wrap plain text after N columns; without, a paragraph is a line
    #[arg(long, value_name = "N", help_heading = "Content")]
    pub(crate) wrap: Option<NonZeroUsize>,

    /// Whether comments (memos) are written
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Keep::Keep, help_heading = "Content")]
    pub(crate) comments: Keep,

    /// Whether headers, footers and master pages are written, once each
    #[arg(long, value_enum, value_name = "WHETHER", default_value_t = Keep::Drop, help_heading = "Content")]
    pub(crate) furniture: Keep,

    /// Write forced page breaks
    #[arg(long, help_heading = "Content")]
    pub(crate) page_breaks: bool,

    /// Open locked documents with the first line of FILE, or of standard input with -; the environment variable
    /// HWPCONV_PASSWORD does the same
    #[arg(long, value_name = "FILE|-", help_heading = "Reading")]
    pub(crate) password_file: Option<PathBuf>,

    /// Refuse inputs of more than this many MiB
    #[arg(long, value_name = "MIB", default_value_t = DEFAULT_MAX_INPUT, help_heading = "Reading")]
    pub(crate) max_input: NonZeroU64,

    /// Documents converted at the same time [default: one per core]
    #[arg(short, long, value_name = "N", help_heading = "Running")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Count a document that lost content as failed in the exit status; its output is still written
    #[arg(long, help_heading = "Running")]
    pub(crate) strict: bool,

    /// Say nothing but errors
    #[arg(short, long, help_heading = "Running", conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// List every warning, not only how much was lost
    #[arg(short, long, help_heading = "Running")]
    pub(crate) verbose: bool,
}

/// Twice the largest size that a compound file of the word processor can usefully have, and well within what a
/// machine that converts documents can hold.
const DEFAULT_MAX_INPUT: NonZeroU64 = NonZeroU64::new(2048).unwrap();

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TargetArg {
    /// GitHub Flavored Markdown
    #[value(alias = "md")]
    Markdown,
    /// Plain text
    #[value(alias = "txt")]
    Text,
}

/// How Markdown tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TablesArg {
    /// GFM, or HTML where GFM cannot say it
    Auto,
    /// GFM always
    Gfm,
    /// HTML always
    Html,
}

/// Whether a kind of content is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    /// Write it
    Keep,
    /// Leave it out
    Drop,
}
