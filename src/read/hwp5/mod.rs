//! HWP 5: a compound file of record streams to a [`Document`] (HWP 5.0 file format, revision 1.3).

mod body;
mod control;
mod doc_info;
mod file_header;
mod paragraph;
mod record;
mod source;
mod streams;
mod summary;
mod text;

use crate::container::bytes::utf16_string;
use crate::document::{Block, Document, Inline, Marks, Metadata, Paragraph, Section, Text};
use crate::error::{Error, ErrorKind, LimitKind};
use crate::place::Place;
use crate::read::{Context, layout};
use crate::warning::{Part, WarningKind};

use body::{Body, Read};
use doc_info::DocInfo;
use record::Records;
use source::Source;

/// Reads an HWP 5 document.
pub(crate) fn read(bytes: &[u8], cx: &mut Context<'_>) -> Result<Document, Error> {
    let mut source = Source::open(bytes, cx)?;
    let mut metadata = metadata(&mut source, cx);
    let info = doc_info(&mut source, cx)?;
    let (storage, numbers) = body_storage(&source);
    let Sections { sections, pages, is_readable } = sections(storage, &numbers, &info, &mut source, cx);
    if source.was_salvaged() {
        cx.ledger.enter(WarningKind::Salvaged { what: Part::CompoundFile }, &Place::default());
    }
    // A body that can be read and says nothing is empty: the preview may be what somebody has taken out of it.
    let sections = if is_readable { sections } else { preview(&mut source, !numbers.is_empty(), cx)? };
    if metadata.license.is_none() {
        metadata.license = source.header.licence();
    }
    Ok(Document { metadata, sections, assets: source.assets.into_assets(), pages, ..Document::default() })
}

/// The body of a document.
struct Sections {
    sections: Vec<Section>,
    pages: Option<u32>,
    /// Whether any of its records could be read.
    is_readable: bool,
}

fn sections(storage: &str, numbers: &[u32], info: &DocInfo, source: &mut Source<'_>, cx: &mut Context<'_>) -> Sections {
    let mut is_readable = false;
    let limit = cx.budget.limits().records;
    let mut left = cx.budget.records_left();
    let mut body = Body::new(info, source, cx);
    let mut sections = Vec::with_capacity(numbers.len());
    let path_of = |number: &u32| format!("{storage}/Section{number}");
    // Comments stand after the last section and are referred to from all of them.
    let last_stream = match numbers.last() {
        Some(number) => body.source.records(&path_of(number), body.cx),
        None => None,
    };
    let last = last_stream.as_deref().map(|stream| parse(stream, &mut left));
    let mut read = last.as_ref().map(|records| body.read_memos(records)).unwrap_or_default();
    for (index, number) in (0..).zip(numbers) {
        let is_last = numbers.last() == Some(number);
        let stream = if is_last { None } else { body.source.records(&path_of(number), body.cx) };
        let other = stream.as_deref().map(|stream| parse(stream, &mut left));
        body.cx.place = Place::part(&path_of(number));
        let Some(records) = (if is_last { &last } else { &other }) else {
            body.cx.warn(WarningKind::MissingPart { what: Part::Section });
            continue;
        };
        is_readable |= records.all().any(|node| node.tag() == record::tag::PARA_HEADER);
        if records.cut_at.is_some() {
            let place = Place { offset: records.cut_at, ..body.cx.place.clone() };
            body.cx.ledger.enter(WarningKind::CutOff, &place);
        }
        if records.is_over_limit {
            body.cx.warn(WarningKind::LimitMet(LimitKind::Records(limit)));
        }
        let read = if is_last { std::mem::take(&mut read) } else { Read::default() };
        sections.push(body.read_section(index, records, read));
    }
    // Comments without a place have no page either.
    let pages = layout::assign(&mut sections, &body.layouts);
    let lone_memos = body.lone_memos();
    if let Some(last) = sections.last_mut() {
        last.blocks.extend(lone_memos);
    }
    Sections { sections, pages, is_readable }
}

/// The records of a stream, as many as are left for it and those that come after it.
fn parse<'s>(stream: &'s [u8], left: &mut u64) -> Records<'s> {
    let records = Records::parse(stream, *left);
    *left = left.saturating_sub(records.count());
    records
}

/// The storage that holds the body, and the numbers of its sections.
fn body_storage(source: &Source<'_>) -> (&'static str, Vec<u32>) {
    // A distribution document leaves a notice in BodyText and has its body in ViewText.
    let in_view_text = source.sections("ViewText");
    if source.header.is_distribution() && !in_view_text.is_empty() {
        return ("ViewText", in_view_text);
    }
    ("BodyText", source.sections("BodyText"))
}

fn metadata(source: &mut Source<'_>, cx: &mut Context<'_>) -> Metadata {
    let format_version = Some(source.header.version_text());
    let mut metadata = Metadata { format_version, ..Metadata::default() };
    // Some writers leave the control character out, some write the standard name.
    for path in ["\u{5}HwpSummaryInformation", "HwpSummaryInformation", "\u{5}SummaryInformation"] {
        if let Some(stream) = source.plain(path, cx) {
            summary::read(&stream, &mut metadata);
            break;
        }
    }
    metadata
}

fn doc_info(source: &mut Source<'_>, cx: &mut Context<'_>) -> Result<DocInfo, Error> {
    let Some(stream) = source.records("DocInfo", cx) else {
        cx.warn(WarningKind::MissingPart { what: Part::DocumentInformation });
        return Ok(DocInfo::default());
    };
    let records = Records::parse(&stream, cx.budget.records_left());
    cx.budget.spend_records(records.count());
    if source.is_locked() && !DocInfo::begins_well(&records) {
        return Err(Error::new(ErrorKind::WrongPassword, Place::default()));
    }
    if let Some(offset) = records.cut_at {
        cx.place.offset = Some(offset);
        cx.warn(WarningKind::CutOff);
    }
    Ok(DocInfo::parse(&records, cx))
}

/// What is left when no record of a section can be read: the preview text, or nothing.
fn preview(source: &mut Source<'_>, is_there: bool, cx: &mut Context<'_>) -> Result<Vec<Section>, Error> {
    let stream = source.plain("PrvText", cx).unwrap_or_default();
    let text = utf16_string(&stream);
    if text.trim().is_empty() {
        let no_body = Error::new(ErrorKind::NoBody, Place::default());
        return if is_there { Ok(Vec::new()) } else { Err(no_body) };
    }
    cx.warn(WarningKind::PreviewOnly);
    let paragraph = |line: &str| {
        let text = Text { text: line.into(), marks: Marks::NONE };
        Block::Paragraph(Paragraph { content: [Inline::Text(text)].into(), ..Paragraph::default() })
    };
    let lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
    Ok(vec![Section { blocks: lines.map(paragraph).collect(), furniture: Vec::new() }])
}
