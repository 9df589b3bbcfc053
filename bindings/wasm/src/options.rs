//! What a caller asks for, as JSON with the names that `index.d.ts` declares.

use hwpconv::structure::{Headings, Restructure};
use hwpconv::{
    ChunkUnit, Chunks, Comments, Limits, Password, ReadOptions, Spans, Tables, Target, TrackChanges, WriteOptions,
};
use serde::Deserialize;

/// Everything that can be asked for; what is left out has the default of the command.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Options {
    pub(crate) to: To,
    /// Reads what any target needs and not only what `to` needs.
    pub(crate) everything: bool,
    password: Option<String>,
    pictures: Option<bool>,
    track_changes: Changes,
    headings: HeadingForm,
    outline: Outline,
    pages: Vec<(u32, u32)>,
    emphasis: Option<Keep>,
    tables: Option<TableForm>,
    spans: SpanForm,
    wrap: Option<usize>,
    comments: Keep,
    furniture: Option<Keep>,
    page_breaks: bool,
    toc: bool,
    metadata: bool,
    media_prefix: String,
    embed_media: bool,
    remote_pictures: bool,
    chunks: ChunkOptions,
    pub(crate) source: Option<String>,
    limits: LimitOptions,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum To {
    #[default]
    Markdown,
    Text,
    Html,
    Json,
    Chunks,
    Jsonl,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Changes {
    #[default]
    Accept,
    Reject,
    All,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum HeadingForm {
    #[default]
    Auto,
    Outline,
    None,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outline {
    #[default]
    Keep,
    List,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TableForm {
    #[default]
    Auto,
    Gfm,
    Html,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SpanForm {
    #[default]
    Repeat,
    Blank,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Keep {
    #[default]
    Keep,
    Drop,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    #[default]
    Chars,
    Tokens,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct ChunkOptions {
    size: Option<usize>,
    overlap: usize,
    unit: Unit,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct LimitOptions {
    stream_bytes: Option<u64>,
    document_bytes: Option<u64>,
    body_bytes: Option<u64>,
    nesting: Option<u32>,
    table_slots: Option<u64>,
    entries: Option<u64>,
    records: Option<u64>,
    picture_pixels: Option<u64>,
    output_bytes: Option<u64>,
    warnings: Option<usize>,
}

impl To {
    pub(crate) fn target(self) -> Target {
        match self {
            To::Markdown => Target::Markdown,
            To::Text => Target::Text,
            To::Html => Target::Html,
            To::Json => Target::Json,
            To::Chunks => Target::Chunks,
            To::Jsonl => Target::Jsonl,
        }
    }

    /// Whether the target is for programs: it tells pages, and where the document came from.
    pub(crate) fn tells_provenance(self) -> bool {
        matches!(self, To::Json | To::Chunks | To::Jsonl)
    }
}

impl Options {
    /// Options as JSON, or what is wrong with them.
    pub(crate) fn parse(json: &str) -> Result<Options, String> {
        let options: Options = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if options.pages.iter().any(|(first, last)| *first == 0 || first > last) {
            return Err("pages: give pairs of the first and the last page, counted from 1".to_owned());
        }
        if options.limits.nesting.is_some_and(|nesting| nesting > Limits::default().nesting) {
            return Err("limits.nesting: the stack of a browser has room for 64 levels".to_owned());
        }
        Ok(options)
    }

    pub(crate) fn keeps_furniture(&self) -> bool {
        let default = WriteOptions::of(self.to.target()).furniture;
        self.furniture.map_or(default, |furniture| furniture == Keep::Keep)
    }

    pub(crate) fn read(&self) -> ReadOptions {
        let wants_pages = self.everything || self.to.tells_provenance() || self.page_breaks || !self.pages.is_empty();
        ReadOptions {
            password: self.password.clone().map(Password::new),
            assets: self.pictures.unwrap_or(self.everything || self.embed_media || self.to == To::Json),
            pages: wants_pages,
            track_changes: match self.track_changes {
                Changes::Accept => TrackChanges::Accept,
                Changes::Reject => TrackChanges::Reject,
                Changes::All => TrackChanges::All,
            },
            drawings: false,
            limits: self.limits(),
        }
    }

    pub(crate) fn write(&self) -> WriteOptions {
        let chunks = Chunks::default();
        WriteOptions {
            tables: match self.tables {
                None => WriteOptions::of(self.to.target()).tables,
                Some(TableForm::Auto) => Tables::Auto,
                Some(TableForm::Gfm) => Tables::Gfm,
                Some(TableForm::Html) => Tables::Html,
            },
            spans: match self.spans {
                SpanForm::Repeat => Spans::Repeat,
                SpanForm::Blank => Spans::Blank,
            },
            wrap: self.wrap,
            media_prefix: self.media_prefix.clone(),
            comments: match self.comments {
                Keep::Keep => Comments::Keep,
                Keep::Drop => Comments::Drop,
            },
            furniture: self.keeps_furniture(),
            page_breaks: self.page_breaks,
            split_pages: false,
            toc: self.toc,
            metadata: self.metadata,
            embed_media: self.embed_media,
            remote_pictures: self.remote_pictures,
            chunks: Chunks {
                size: self.chunks.size.unwrap_or(chunks.size),
                overlap: self.chunks.overlap,
                unit: match self.chunks.unit {
                    Unit::Chars => ChunkUnit::Chars,
                    Unit::Tokens => ChunkUnit::Tokens,
                },
                format: chunks.format,
            },
            limits: self.limits(),
        }
    }

    /// What is changed when a document is read. One that is read for every target is fitted to it when it is written.
    pub(crate) fn restructure(&self) -> Restructure {
        let fitting = self.fitting();
        Restructure {
            headings: match self.headings {
                HeadingForm::Auto => Headings::Auto,
                HeadingForm::Outline => Headings::Outline,
                HeadingForm::None => Headings::None,
            },
            lists: matches!(self.outline, Outline::List),
            tidy_tables: !self.everything && fitting.tidy_tables,
            pages: self.pages.iter().map(|(first, last)| *first..=*last).collect(),
            emphasis: self.everything || fitting.emphasis,
            page_breaks: self.page_breaks,
            split_pages: false,
        }
    }

    /// What the target asks for, and nothing else.
    pub(crate) fn fitting(&self) -> Restructure {
        let of_target = Restructure::of(self.to.target());
        let emphasis = self.emphasis.map_or(of_target.emphasis, |emphasis| emphasis == Keep::Keep);
        Restructure { headings: Headings::Outline, emphasis, ..of_target }
    }

    fn limits(&self) -> Limits {
        let (asked, limits) = (&self.limits, Limits::default());
        Limits {
            stream_bytes: asked.stream_bytes.unwrap_or(limits.stream_bytes),
            document_bytes: asked.document_bytes.unwrap_or(limits.document_bytes),
            body_bytes: asked.body_bytes.unwrap_or(limits.body_bytes),
            nesting: asked.nesting.unwrap_or(limits.nesting),
            table_slots: asked.table_slots.unwrap_or(limits.table_slots),
            entries: asked.entries.unwrap_or(limits.entries),
            records: asked.records.unwrap_or(limits.records),
            picture_pixels: asked.picture_pixels.unwrap_or(limits.picture_pixels),
            output_bytes: asked.output_bytes.unwrap_or(limits.output_bytes),
            warnings: asked.warnings.unwrap_or(limits.warnings),
        }
    }
}
