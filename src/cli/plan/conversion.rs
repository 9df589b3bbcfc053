//! Read and write options from the command line.

use std::path::Path;

use hwpconv::provenance::{self, Provenance};
use hwpconv::structure::{Headings, Restructure};
use hwpconv::{
    ChunkFormat, ChunkUnit, Chunks, Comments, Limits, Password, ReadOptions, Spans, Tables, Target, TrackChanges,
    WriteOptions,
};

use crate::cli::args::{
    ChangesArg, ChunkFormatArg, ChunkUnitArg, ConvertArgs, DrawingsArg, HeadingsArg, Keep, OutlineArg, PicturesArg,
    RowsArg, SpansArg, TablesArg, TargetArg,
};
use crate::cli::error::Failure;
use crate::cli::source::{self, Source};
use crate::cli::units::limits;

/// How documents are converted: the same for all of a run.
#[derive(Debug)]
pub(crate) struct Conversion {
    pub(crate) target: Target,
    pub(crate) read: ReadOptions,
    pub(crate) write: WriteOptions,
    /// What the rows are about, where documents become a table.
    pub(crate) rows: Option<RowsArg>,
    /// Whether pictures become files.
    pub(crate) pictures: bool,
    /// In which form pictures are shown.
    pub(crate) picture_form: PicturesArg,
    pub(crate) restructure: Restructure,
    /// Bytes that an input may have.
    pub(crate) max_input: u64,
    /// Whether the content of inputs is hashed, which takes as long as half of the inflating: for runs that compare with
    /// it or report it.
    pub(crate) hashes: bool,
    /// Whether the Markdown is read back and compared with the document.
    pub(crate) verifies: bool,
}

impl Conversion {
    pub(crate) fn new(args: &ConvertArgs, target: Target, pictures: bool, password: Option<Password>) -> Self {
        let rows = rows(args);
        // A value of a table has at most 2 GiB.
        let largest = if rows.is_some() { 1 << 30 } else { u64::MAX };
        let write_limits = limits(&args.reading.limit, args.running.untrusted);
        let write_limits = Limits { output_bytes: write_limits.output_bytes.min(largest), ..write_limits };
        let (write, restructure) = (WriteOptions::of(target), Restructure::of(target));
        Conversion {
            target,
            rows,
            read: ReadOptions {
                password,
                // JSON tells the sizes of pictures.
                assets: pictures || args.embed_media || target == Target::Json,
                drawings: (pictures || args.embed_media) && args.drawings == DrawingsArg::Svg,
                pages: tells_pages(target) || !args.pages.is_empty() || args.page_breaks || args.split.is_some(),
                track_changes: match args.track_changes {
                    ChangesArg::Accept => TrackChanges::Accept,
                    ChangesArg::Reject => TrackChanges::Reject,
                    ChangesArg::All => TrackChanges::All,
                },
                limits: limits(&args.reading.limit, args.running.untrusted),
            },
            write: WriteOptions {
                tables: tables(args.tables, target),
                spans: match args.spans {
                    None | Some(SpansArg::Repeat) => Spans::Repeat,
                    Some(SpansArg::Blank) => Spans::Blank,
                },
                wrap: args.wrap.map(usize::from),
                comments: match args.comments {
                    Keep::Keep => Comments::Keep,
                    Keep::Drop => Comments::Drop,
                },
                furniture: args.furniture.map_or(write.furniture, |furniture| furniture == Keep::Keep),
                page_breaks: args.page_breaks,
                split_pages: args.split.is_some(),
                toc: args.toc && rows.is_none(),
                metadata: args.metadata,
                embed_media: args.embed_media,
                remote_pictures: args.remote_pictures,
                limits: write_limits,
                chunks: Chunks {
                    size: args.chunks.size(),
                    overlap: args.chunks.chunk_overlap.unwrap_or(0),
                    unit: match args.chunks.chunk_unit {
                        None | Some(ChunkUnitArg::Chars) => ChunkUnit::Chars,
                        Some(ChunkUnitArg::Tokens) => ChunkUnit::Tokens,
                    },
                    format: match args.chunks.chunk_format {
                        None | Some(ChunkFormatArg::Markdown) => ChunkFormat::Markdown,
                        Some(ChunkFormatArg::Text) => ChunkFormat::Text,
                    },
                },
                ..write
            },
            pictures,
            picture_form: args.pictures,
            restructure: Restructure {
                headings: match args.headings {
                    HeadingsArg::Auto => Headings::Auto,
                    HeadingsArg::Outline => Headings::Outline,
                    HeadingsArg::None => Headings::None,
                },
                lists: args.outline == OutlineArg::List,
                // Pages are Markdown, whatever holds them.
                tidy_tables: restructure.tidy_tables || args.split.is_some(),
                pages: args.pages.iter().map(|range| range.first..=range.last).collect(),
                page_breaks: args.page_breaks,
                split_pages: args.split.is_some(),
                emphasis: args.emphasis.map_or(restructure.emphasis, |emphasis| emphasis == Keep::Keep),
            },
            max_input: source::max_bytes(&args.reading, args.running.untrusted),
            hashes: args.running.resume.is_some() || args.report.is_some(),
            verifies: args.running.verify,
        }
    }

    /// Everything that decides what a document becomes, for comparison with another run. A password opens a document or
    /// does not; it changes nothing in it.
    pub(crate) fn settings(&self) -> String {
        let read = ReadOptions { password: None, ..self.read.clone() };
        format!("{:?} {read:?} {:?} {:?} {:?}", self.target, self.write, self.restructure, self.picture_form)
    }

    /// Whether the output says where the document came from, and what was lost on the way.
    pub(crate) fn tells_provenance(&self) -> bool {
        matches!(self.target, Target::Json | Target::Jsonl | Target::Chunks)
    }

    /// The lines of a document without output: one that says why, where each document has one.
    pub(crate) fn failed_lines(&self, source: &Source, seen: Option<String>, failure: &Failure) -> String {
        if self.target != Target::Jsonl {
            return String::new(); // Standard error and the report say it.
        }
        let provenance = Provenance { source: Some(source.name()), id: seen, ..Provenance::default() };
        provenance::failed_line(&provenance, &failure.kind, failure.message.english())
    }

    /// How deep content may nest.
    pub(crate) fn nesting(&self) -> u32 {
        self.read.limits.nesting
    }
}

/// How tables are written: as asked, else as the target has them.
pub(crate) fn tables(asked: Option<TablesArg>, target: Target) -> Tables {
    match asked {
        Some(TablesArg::Auto) => Tables::Auto,
        Some(TablesArg::Gfm) => Tables::Gfm,
        Some(TablesArg::Html) => Tables::Html,
        None => WriteOptions::of(target).tables,
    }
}

/// Whether a target tells on which pages its text stands.
fn tells_pages(target: Target) -> bool {
    !matches!(target, Target::Markdown | Target::Text | Target::Html)
}

/// What was asked to be written, else what the name of the output says.
fn asked(args: &ConvertArgs) -> TargetArg {
    let named = args.output.as_deref().and_then(Path::extension).unwrap_or_default().to_ascii_lowercase();
    args.to.unwrap_or_else(|| match named.to_str().unwrap_or_default() {
        "txt" | "text" => TargetArg::Text,
        "html" | "htm" => TargetArg::Html,
        "json" => TargetArg::Json,
        "jsonl" | "ndjson" => TargetArg::Jsonl,
        "parquet" => TargetArg::Parquet,
        _ => TargetArg::Markdown,
    })
}

/// What the rows are about, where documents become a table.
pub(crate) fn rows(args: &ConvertArgs) -> Option<RowsArg> {
    (asked(args) == TargetArg::Parquet).then(|| args.rows.unwrap_or(RowsArg::Documents))
}

/// What is made of each document.
pub(crate) fn target(args: &ConvertArgs) -> Target {
    match asked(args) {
        TargetArg::Markdown => Target::Markdown,
        TargetArg::Text => Target::Text,
        TargetArg::Html => Target::Html,
        TargetArg::Json => Target::Json,
        TargetArg::Chunks => Target::Chunks,
        TargetArg::Jsonl => Target::Jsonl,
        TargetArg::Parquet if args.rows == Some(RowsArg::Chunks) => Target::Chunks,
        TargetArg::Parquet => Target::Markdown,
    }
}
