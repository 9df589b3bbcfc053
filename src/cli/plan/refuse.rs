//! Options that would change nothing are errors.

use hwpconv::{Tables, Target};

use crate::cli::args::{ChunkArgs, ChunkFormatArg, ConvertArgs, Keep, RowsArg};
use crate::cli::error::{UsageError, usage};
use crate::cli::lang::texts;
use crate::cli::plan::conversion::{rows, tables};

/// Refuses what a table has no use for, and a table where this build writes none.
pub(super) fn refuse_for_table(args: &ConvertArgs, rows: Option<RowsArg>) -> Result<(), UsageError> {
    if rows.is_none() {
        return if args.rows.is_some() { usage(texts::ROWS_ARE_FOR_PARQUET) } else { Ok(()) };
    }
    if cfg!(not(feature = "parquet")) {
        return usage(texts::NO_PARQUET);
    }
    if args.running.resume.is_some() {
        return usage(texts::RESUME_IS_NOT_FOR_PARQUET);
    }
    if args.metadata {
        return usage(texts::METADATA_IS_A_COLUMN);
    }
    Ok(())
}

/// Refuses options that would change nothing.
pub(super) fn refuse_what_is_for_other_targets(args: &ConvertArgs, target: Target) -> Result<(), UsageError> {
    if args.wrap.is_some() && target != Target::Text {
        return usage(texts::WRAP_IS_FOR_TEXT);
    }
    if args.metadata && target != Target::Markdown {
        return usage(texts::METADATA_IS_FOR_MARKDOWN);
    }
    if args.split.is_some()
        && (rows(args).is_some() || !matches!(target, Target::Markdown | Target::Json | Target::Jsonl))
    {
        return usage(texts::SPLIT_IS_FOR_MARKDOWN);
    }
    if args.spans.is_some() && tables(args.tables, target) != Tables::Gfm {
        return usage(texts::SPANS_ARE_FOR_GFM);
    }
    let ChunkArgs { chunk_size, chunk_unit, chunk_overlap, chunk_format } = &args.chunks;
    let given = [
        ("--chunk-size", chunk_size.is_some()),
        ("--chunk-unit", chunk_unit.is_some()),
        ("--chunk-overlap", chunk_overlap.is_some()),
        ("--chunk-format", chunk_format.is_some()),
    ];
    if target != Target::Chunks
        && let Some((name, _)) = given.into_iter().find(|(_, is_given)| *is_given)
    {
        let said = if rows(args).is_some() { texts::FOR_CHUNK_ROWS } else { texts::FOR_CHUNKS };
        return usage(said.with([name.to_owned()]));
    }
    let markup = [("--tables", args.tables.is_some()), ("--emphasis keep", args.emphasis == Some(Keep::Keep))];
    if *chunk_format == Some(ChunkFormatArg::Text)
        && let Some((name, _)) = markup.into_iter().find(|(_, is_given)| *is_given)
    {
        return usage(texts::FOR_CHUNKS_OF_MARKDOWN.with([name.to_owned()]));
    }
    let (size, most) = (args.chunks.size(), args.chunks.size() / 2);
    match chunk_overlap {
        Some(overlap) if *overlap > most => {
            usage(texts::OVERLAP_TOO_LARGE.with([overlap.to_string(), most.to_string(), size.to_string()]))
        }
        Some(_) | None => Ok(()),
    }
}
