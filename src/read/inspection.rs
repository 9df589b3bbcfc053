//! Facts about a file that need no complete reading: its format, and how it is stored and locked.

use crate::error::Error;
use crate::format::Format;
use crate::read::Reading;

/// What a file is, and the document in it if there is one that can be read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Inspection {
    /// The format; `None` when the file is of no format that is read.
    pub format: Option<Format>,
    /// Version of the file format, such as `5.1.0.1`, also of a document that stays locked.
    pub format_version: Option<String>,
    /// What the file says of itself, also when it stays locked.
    pub flags: Vec<Flag>,
    /// The document, or why there is none.
    pub reading: Result<Reading, Error>,
}

/// What a file says of how it is stored, locked and marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flag {
    /// The text is deflated. Said only of formats that can do without.
    Compressed,
    /// Locked with a password.
    Password,
    /// A distribution document (배포용 문서): to be read, not to be changed.
    Distribution,
    /// Holds scripts; they are never run.
    Script,
    /// Protected by digital rights management.
    Drm,
    /// Holds earlier versions of itself.
    History,
    /// Signed electronically.
    Signature,
    /// Locked with a certificate.
    Certificate,
    /// Personal data are masked (개인 정보 보안 문서).
    PrivacySecurity,
    /// Holds tracked changes.
    TrackedChanges,
    /// Declares a public licence (KOGL).
    Kogl,
    /// Declares a public licence (CCL).
    Ccl,
}

impl Flag {
    /// The flag in one lower-case word or two, such as `compressed` or `tracked-changes`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flag::Compressed => "compressed",
            Flag::Password => "password",
            Flag::Distribution => "distribution",
            Flag::Script => "script",
            Flag::Drm => "drm",
            Flag::History => "history",
            Flag::Signature => "signature",
            Flag::Certificate => "certificate",
            Flag::PrivacySecurity => "privacy-security",
            Flag::TrackedChanges => "tracked-changes",
            Flag::Kogl => "kogl",
            Flag::Ccl => "ccl",
        }
    }
}
