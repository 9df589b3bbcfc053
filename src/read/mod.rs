//! Bytes to [`Document`]: detection, the one entrance of every reader, and what readers share.

mod assets;
mod charset;
mod chart;
mod crypto;
mod equation;
mod flow;
#[cfg(fuzzing)]
pub mod fuzzing;
mod hwp3;
mod hwp5;
mod hwpml;
mod hwpx;
mod inspection;
mod layout;
mod ole;
mod owpml;
mod style;

use crate::container::xml::Xml;
use crate::document::Document;
use crate::error::{Error, ErrorKind, LimitKind};
use crate::format::{self, Format};
use crate::limits::{Budget, Limits};
use crate::place::Place;
use crate::warning::{Ledger, Part, Warning, WarningKind};

pub use inspection::{Flag, Inspection};

/// What to read, and how far to go.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Opens locked documents. Default: none.
    pub password: Option<Password>,
    /// Whether the data of pictures and other attachments are wanted; without, a document is read faster and its
    /// [`Asset`](crate::document::Asset)s have no data. Default: true.
    pub assets: bool,
    /// Whether groups of shapes are wanted as drawings, beside their words, which are text in any case: a
    /// [`drawing`](crate::document::drawing) is an [`Asset`](crate::document::Asset) that
    /// [`pictures`](crate::pictures) makes an SVG of. Default: false.
    pub drawings: bool,
    /// Whether page numbers are wanted, in [`Document::pages`] and [`Origin::page`](crate::document::Origin::page);
    /// without, where lines stood when the file was saved is passed over, which is faster. Default: true.
    pub pages: bool,
    /// What becomes of tracked changes. Default: [`TrackChanges::Accept`].
    pub track_changes: TrackChanges,
    /// How much a document may cost. Default: [`Limits::default`].
    pub limits: Limits,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrackChanges {
    /// Insertions are text, deletions are gone.
    #[default]
    Accept,
    /// Insertions are gone, deletions are text.
    Reject,
    /// Both stay, marked as [`Inline::Change`](crate::document::Inline::Change).
    All,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            password: None,
            assets: true,
            drawings: false,
            pages: true,
            track_changes: TrackChanges::Accept,
            limits: Limits::default(),
        }
    }
}

/// A password. Its text appears in no message and no debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Wraps the text of a password.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Password(text.into())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A document that was read, and what happened on the way.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What was left out, changed or repaired; empty for a sound document.
    pub warnings: Vec<Warning>,
}

/// Reads a document of any format of the HWP family.
///
/// # Errors
///
/// Only when nothing useful can be returned: not a document of the family, locked, without body, or over a limit from
/// the start. Damage costs the smallest unit that it hit and is entered in [`Reading::warnings`].
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    read_with(bytes, &mut Context::new(options))
}

/// Reads a document and says what its file is, also when the document stays locked or cannot be read.
#[must_use]
pub fn inspect(bytes: &[u8], options: &ReadOptions) -> Inspection {
    let mut cx = Context::new(options);
    let reading = read_with(bytes, &mut cx);
    let metadata = reading.as_ref().ok().map(|reading| &reading.document.metadata);
    let format_version = metadata.and_then(|metadata| metadata.format_version.clone()).or(cx.format_version);
    Inspection { format: format::detect(bytes), format_version, flags: cx.flags, reading }
}

fn read_with(bytes: &[u8], cx: &mut Context<'_>) -> Result<Reading, Error> {
    let fail = |kind| Err(Error::new(kind, Place::default()));
    if bytes.is_empty() {
        return fail(ErrorKind::Empty);
    }
    let Some(format) = format::detect(bytes) else {
        return match format::too_old(bytes) {
            Some(what) => fail(ErrorKind::Unsupported { what }),
            None => fail(ErrorKind::NotHwp { found: format::describe(bytes) }),
        };
    };
    let mut document = match format {
        Format::Hwp5 => hwp5::read(bytes, cx)?,
        Format::Hwpx => hwpx::read(bytes, cx)?,
        Format::Hwp3 => hwp3::read(bytes, cx)?,
        Format::Hwpml => hwpml::read(bytes, cx)?,
    };
    document.format = Some(format);
    if cx.has_changes {
        flow::changes::apply(&mut document, cx.options.track_changes);
    }
    let ledger = std::mem::replace(&mut cx.ledger, Ledger::new(0));
    Ok(Reading { document, warnings: ledger.into_warnings() })
}

/// What a reader carries along: what was asked for, what may still be spent, and what went wrong where.
pub(crate) struct Context<'a> {
    pub(crate) options: &'a ReadOptions,
    pub(crate) budget: Budget,
    pub(crate) ledger: Ledger,
    /// Where reading stands now; the record or element loop keeps it up to date.
    pub(crate) place: Place,
    /// Whether a tracked change has been met.
    pub(crate) has_changes: bool,
    /// What the file says of itself.
    pub(crate) flags: Vec<Flag>,
    /// Version of the file format, for a document that stays locked.
    pub(crate) format_version: Option<String>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(options: &'a ReadOptions) -> Self {
        Context {
            options,
            budget: Budget::new(options.limits.clone()),
            ledger: Ledger::new(options.limits.warnings),
            place: Place::default(),
            has_changes: false,
            flags: Vec::new(),
            format_version: None,
        }
    }

    /// Enters a warning at the place where reading stands.
    pub(crate) fn warn(&mut self, kind: WarningKind) {
        self.ledger.enter(kind, &self.place);
    }

    /// Enters what was wrong with XML that has been read, and what it takes from the elements that the document may have.
    pub(crate) fn enter_faults(&mut self, xml: &Xml<'_>) {
        xml.faults().for_each(|fault| self.warn(fault));
        if xml.is_over_limit() {
            self.warn(WarningKind::LimitMet(LimitKind::Records(self.budget.limits().records)));
        }
        self.budget.spend_records(xml.elements());
    }

    /// An error at the place where reading stands.
    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.place.clone())
    }

    /// Where a linked picture lies. A folder on the author's own drive is left out, and entered.
    pub(crate) fn picture_source(&mut self, path: &str) -> String {
        let (source, is_cut) = flow::linked::picture_source(path);
        if is_cut {
            self.warn(WarningKind::FormNotExpressed { what: Part::PictureFolder });
        }
        source
    }

    /// Text with its private-use characters as what they mean; those without a known meaning are entered as warnings.
    pub(crate) fn mapped(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut left = text;
        while let Some((plain, c, rest)) = charset::split_special(left) {
            out.push_str(plain);
            charset::push_mapped(c, &mut out).into_iter().for_each(|kind| self.warn(kind));
            left = rest;
        }
        out.push_str(left);
        out
    }
}
