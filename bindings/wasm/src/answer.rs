//! What a caller is told, as JSON with the names that `index.d.ts` declares.

use hwpconv::document::Metadata;
use hwpconv::structure::NoPages;
use hwpconv::{Error, ErrorKind, Flag, Lock, Warning};
use serde::Serialize;

/// What a document is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct About<'a> {
    pub(crate) format: Option<&'static str>,
    pub(crate) format_version: Option<&'a str>,
    pub(crate) flags: Vec<&'static str>,
    pub(crate) pages: Option<u32>,
    pub(crate) metadata: Facts<'a>,
    pub(crate) warnings: Vec<Note>,
    pub(crate) pictures: Vec<Picture<'a>>,
}

/// What a document says about itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Facts<'a> {
    title: Option<&'a str>,
    subject: Option<&'a str>,
    author: Option<&'a str>,
    keywords: Option<&'a str>,
    comments: Option<&'a str>,
    last_saved_by: Option<&'a str>,
    created: Option<&'a str>,
    modified: Option<&'a str>,
    date: Option<&'a str>,
    application: Option<&'a str>,
    license: Option<&'a str>,
}

/// A picture that the text shows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Picture<'a> {
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) bytes: usize,
}

/// A warning, with the names that reports of the command have.
#[derive(Debug, Serialize)]
pub(crate) struct Note {
    severity: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'static str>,
    place: String,
    message: String,
    count: u32,
}

/// Why there is no document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    kind: &'static str,
    message: String,
    /// Whether a password, or another one, may open the document.
    needs_password: bool,
}

impl<'a> From<&'a Metadata> for Facts<'a> {
    fn from(metadata: &'a Metadata) -> Self {
        Facts {
            title: metadata.title.as_deref(),
            subject: metadata.subject.as_deref(),
            author: metadata.author.as_deref(),
            keywords: metadata.keywords.as_deref(),
            comments: metadata.comments.as_deref(),
            last_saved_by: metadata.last_saved_by.as_deref(),
            created: metadata.created.as_deref(),
            modified: metadata.modified.as_deref(),
            date: metadata.date.as_deref(),
            application: metadata.application.as_deref(),
            license: metadata.license.as_deref(),
        }
    }
}

impl From<&Warning> for Note {
    fn from(warning: &Warning) -> Self {
        Note {
            severity: warning.kind.severity().name(),
            kind: warning.kind.name(),
            what: warning.kind.what(),
            place: warning.place.to_string(),
            message: warning.kind.to_string(),
            count: warning.count,
        }
    }
}

impl Failure {
    pub(crate) fn of_document(error: &Error) -> Self {
        let needs_password = matches!(error.kind(), ErrorKind::Encrypted(Lock::Password) | ErrorKind::WrongPassword);
        Failure { kind: error.kind().name(), message: error.to_string(), needs_password }
    }

    /// Options that make no sense.
    pub(crate) fn of_options(message: String) -> Self {
        Failure { kind: "options", message, needs_password: false }
    }

    /// Pages are wanted of a document that has none.
    pub(crate) fn no_pages(unknown: &NoPages) -> Self {
        Failure { kind: "no-pages", message: unknown.to_string(), needs_password: false }
    }
}

pub(crate) fn notes(warnings: &[Warning]) -> Vec<Note> {
    warnings.iter().map(Note::from).collect()
}

pub(crate) fn flags(flags: &[Flag]) -> Vec<&'static str> {
    flags.iter().map(|flag| flag.name()).collect()
}

/// An answer as JSON. Strings and numbers always have such a form.
pub(crate) fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
