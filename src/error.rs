//! The one error type of the library, for everything that stops a document.

use std::fmt;

use crate::place::Place;

/// Why a document could not be read at all, and where that became clear.
///
/// An error means that nothing useful can be returned; everything less is a [`Warning`](crate::Warning) beside the
/// document. Displayed in the order *where: what*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    place: Place,
}

/// The kinds of [`Error`], split by what the user can do about them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input has no bytes.
    Empty,
    /// The input is not a document of the HWP family; `found` says what it is instead, as far as that is known.
    NotHwp {
        /// What the input looks like, such as `a PDF document`.
        found: &'static str,
    },
    /// A document of the HWP family that this library does not read.
    Unsupported {
        /// What it is.
        what: Unsupported,
    },
    /// The document is locked.
    Encrypted(Lock),
    /// A password was given and does not open the document.
    WrongPassword,
    /// A structure without which nothing can be read is missing or broken.
    Damaged {
        /// What is broken.
        what: Damage,
    },
    /// No body text is left to read.
    NoBody,
    /// Reading was stopped by one of the [`Limits`](crate::Limits).
    Limit(LimitKind),
}

/// How a document is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    /// With a password; give it in [`ReadOptions::password`](crate::ReadOptions::password).
    Password,
    /// With a password, by a scheme that is not known.
    UnknownCipher,
    /// With digital rights management.
    Drm,
    /// With a certificate.
    Certificate,
}

impl Lock {
    /// The lock in one stable word, for programs: `password`, `unknown-cipher`, `drm`, `certificate`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Lock::Password => "password",
            Lock::UnknownCipher => "unknown-cipher",
            Lock::Drm => "drm",
            Lock::Certificate => "certificate",
        }
    }
}

/// Which of the [`Limits`](crate::Limits) was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitKind {
    /// [`Limits::stream_bytes`](crate::Limits::stream_bytes).
    StreamBytes(u64),
    /// [`Limits::document_bytes`](crate::Limits::document_bytes).
    DocumentBytes(u64),
    /// [`Limits::nesting`](crate::Limits::nesting).
    Nesting(u32),
    /// [`Limits::table_slots`](crate::Limits::table_slots).
    TableSlots(u64),
    /// [`Limits::entries`](crate::Limits::entries).
    Entries(u64),
    /// [`Limits::records`](crate::Limits::records).
    Records(u64),
    /// [`Limits::body_bytes`](crate::Limits::body_bytes).
    BodyBytes(u64),
    /// [`Limits::output_bytes`](crate::Limits::output_bytes).
    OutputBytes(u64),
}

impl LimitKind {
    /// The limit in one stable word, for programs: `stream-bytes`, `document-bytes`, `nesting`, `table-slots`,
    /// `entries`, `records`, `body-bytes`, `output-bytes`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            LimitKind::StreamBytes(_) => "stream-bytes",
            LimitKind::DocumentBytes(_) => "document-bytes",
            LimitKind::Nesting(_) => "nesting",
            LimitKind::TableSlots(_) => "table-slots",
            LimitKind::Entries(_) => "entries",
            LimitKind::Records(_) => "records",
            LimitKind::BodyBytes(_) => "body-bytes",
            LimitKind::OutputBytes(_) => "output-bytes",
        }
    }
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitKind::StreamBytes(n) => write!(f, "stream_bytes: one stream inflates to more than {n} bytes"),
            LimitKind::DocumentBytes(n) => write!(f, "document_bytes: the document inflates to more than {n} bytes"),
            LimitKind::Nesting(n) => write!(f, "nesting: content nested deeper than {n}"),
            LimitKind::TableSlots(n) => write!(f, "table_slots: a table of more than {n} places"),
            LimitKind::Records(n) => write!(f, "records: a document of more than {n} records or elements"),
            LimitKind::BodyBytes(n) => {
                write!(f, "body_bytes: the text of the document inflates to more than {n} bytes")
            }
            LimitKind::OutputBytes(n) => write!(f, "output_bytes: an output of more than {n} bytes"),
            LimitKind::Entries(n) => write!(f, "entries: a container of more than {n} entries"),
        }
    }
}

/// A kind of document of the HWP family that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unsupported {
    /// HWP 1.x.
    Hwp1,
    /// HWP 2.x.
    Hwp2,
}

impl Unsupported {
    /// The kind in one stable word, for programs: `hwp1`, `hwp2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unsupported::Hwp1 => "hwp1",
            Unsupported::Hwp2 => "hwp2",
        }
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = match self {
            Unsupported::Hwp1 => 1,
            Unsupported::Hwp2 => 2,
        };
        write!(f, "an HWP {version}.x document; save it again with a newer word processor")
    }
}

/// A structure without which nothing can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Damage {
    /// No stream can be found in the compound file.
    Streams,
    /// The file ends in its header.
    Header,
    /// The XML is in an unknown encoding.
    Encoding,
    /// The XML is no HWPML.
    Root,
}

impl Damage {
    /// The structure in one stable word, for programs: `streams`, `header`, `encoding`, `root`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Damage::Streams => "streams",
            Damage::Header => "header",
            Damage::Encoding => "encoding",
            Damage::Root => "root",
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Damage::Streams => "the compound file holds no stream that can be found",
            Damage::Header => "the file ends in its header",
            Damage::Encoding => "the XML is in an unknown encoding",
            Damage::Root => "the XML is not HWPML",
        })
    }
}

impl Error {
    /// An error of a kind, at a place.
    #[must_use]
    pub fn new(kind: ErrorKind, place: Place) -> Self {
        Error(Box::new(Inner { kind, place }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where it went wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.place
    }
}

impl ErrorKind {
    /// The kind in one stable word, for reports: `empty`, `not-hwp`, `unsupported`, `encrypted`, `wrong-password`,
    /// `damaged`, `no-body`, `limit`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            ErrorKind::Empty => "empty",
            ErrorKind::NotHwp { .. } => "not-hwp",
            ErrorKind::Unsupported { .. } => "unsupported",
            ErrorKind::Encrypted(_) => "encrypted",
            ErrorKind::WrongPassword => "wrong-password",
            ErrorKind::Damaged { .. } => "damaged",
            ErrorKind::NoBody => "no-body",
            ErrorKind::Limit(_) => "limit",
        }
    }

    /// What it is about, in one stable word, where the kind leaves that open: the name of its [`Unsupported`],
    /// [`Lock`], [`Damage`] or [`LimitKind`].
    #[must_use]
    pub const fn what(&self) -> Option<&'static str> {
        match self {
            ErrorKind::Unsupported { what } => Some(what.name()),
            ErrorKind::Encrypted(lock) => Some(lock.name()),
            ErrorKind::Damaged { what } => Some(what.name()),
            ErrorKind::Limit(limit) => Some(limit.name()),
            ErrorKind::Empty | ErrorKind::NotHwp { .. } | ErrorKind::WrongPassword | ErrorKind::NoBody => None,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Empty => f.write_str("empty: the input has no bytes"),
            ErrorKind::NotHwp { found } => write!(f, "not an HWP document: this is {found}"),
            ErrorKind::Unsupported { what } => write!(f, "unsupported: this is {what}"),
            ErrorKind::Encrypted(Lock::Password) => {
                f.write_str("encrypted: a password is needed to open this document")
            }
            ErrorKind::Encrypted(Lock::UnknownCipher) => {
                f.write_str("encrypted: the password scheme of this document is not known")
            }
            ErrorKind::Encrypted(Lock::Drm) => {
                f.write_str("encrypted: protected by digital rights management; only the issuing system can open it")
            }
            ErrorKind::Encrypted(Lock::Certificate) => {
                f.write_str("encrypted: locked with a certificate; only the holder of its key can open it")
            }
            ErrorKind::WrongPassword => f.write_str("wrong password: the password does not open this document"),
            ErrorKind::Damaged { what } => write!(f, "damaged: {what}"),
            ErrorKind::NoBody => f.write_str("no body: nothing of the document's text is left in the file"),
            ErrorKind::Limit(limit) => write!(f, "limit {limit}"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A document without any known place needs no "document:" in front of what it is.
        if self.0.place != Place::default() {
            write!(f, "{}: ", self.0.place)?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl std::error::Error for Error {}
