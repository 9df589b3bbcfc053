//! What stops a document: the one error type of the library.

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
        /// What it is, such as `an HWP 2.x document`.
        what: &'static str,
    },
    /// The document is locked.
    Encrypted(Lock),
    /// A password was given and does not open the document.
    WrongPassword,
    /// A structure without which nothing can be read is missing or broken.
    Damaged {
        /// What is broken.
        what: &'static str,
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
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitKind::StreamBytes(n) => write!(f, "stream_bytes: one stream inflates to more than {n} bytes"),
            LimitKind::DocumentBytes(n) => write!(f, "document_bytes: the document inflates to more than {n} bytes"),
            LimitKind::Nesting(n) => write!(f, "nesting: content nested deeper than {n}"),
            LimitKind::TableSlots(n) => write!(f, "table_slots: a table of more than {n} places"),
            LimitKind::Records(n) => write!(f, "records: a stream of more than {n} records"),
            LimitKind::Entries(n) => write!(f, "entries: a container of more than {n} entries"),
        }
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
