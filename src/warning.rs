//! The loss ledger: what was left out, changed or repaired on the way from a document to text.

use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use crate::error::LimitKind;
pub use crate::part::Part;
use crate::place::Place;

/// One entry of the loss ledger. Displayed in the order *where: what*.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// What happened.
    pub kind: WarningKind,
    /// Where it happened the first time.
    pub place: Place,
    /// How often the same happened in the same part.
    pub count: u32,
}

impl Warning {
    /// A warning of what happened once.
    #[must_use]
    pub fn new(kind: WarningKind, place: Place) -> Self {
        Warning { kind, place, count: 1 }
    }
}

/// How much a [`Warning`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Content of the document is missing from the output.
    Loss,
    /// The form changed, the words are kept.
    Change,
    /// The source was broken and has been repaired.
    Repair,
}

impl Severity {
    /// The severity as a lower-case word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Loss => "loss",
            Severity::Change => "change",
            Severity::Repair => "repair",
        }
    }
}

/// The kinds of [`Warning`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A control whose id the reader does not know; words inside it are kept.
    UnknownControl {
        /// The four-letter id.
        id: String,
    },
    /// A record or element that the reader does not know; paragraphs inside it are kept.
    UnknownRecord {
        /// Tag number or element name.
        tag: String,
    },
    /// Content of a known kind that is not converted.
    NotConverted {
        /// What it is.
        what: Part,
    },
    /// A part of the document that is missing from the file.
    MissingPart {
        /// What is missing.
        what: Part,
    },
    /// A picture or other attachment whose data are missing or cannot be opened.
    MissingAttachment,
    /// A compressed or encrypted part that ends or breaks before its end; what came before is kept.
    CutOff,
    /// A record or element that is too short or contradicts itself; `what` is skipped.
    BadRecord {
        /// What was skipped.
        what: Part,
    },
    /// A limit was met; what lies beyond it is left out.
    LimitMet(LimitKind),
    /// The body is gone; the output is the preview text, which is cut off after about a thousand characters.
    PreviewOnly,
    /// A private-use character without a known meaning, kept as it is.
    UnknownCharacter {
        /// The code point.
        code: u32,
    },
    /// A character code without a meaning, or half of a surrogate pair, shown as U+FFFD.
    LostCharacter {
        /// The code as stored.
        code: u32,
    },
    /// A control character that cannot stand in text, left out.
    InvalidCharacter,
    /// An equation script that could not be understood, shown as typed.
    EquationAsTyped,
    /// A picture that could not be made into one that browsers show, kept as the document stores it.
    PictureAsStored {
        /// Why it could not.
        why: NotShown,
    },
    /// A link whose target is not of a safe kind, shown as text.
    UnsafeLink,
    /// A picture on the web that is not in the file, shown as a link: a page that fetches it tells its author who reads.
    RemotePicture,
    /// Form that the output format cannot say, such as underline in plain text.
    FormNotExpressed {
        /// What was not expressed.
        what: Part,
    },
    /// The compound file or package was broken and has been salvaged.
    Salvaged {
        /// What was repaired.
        what: Part,
    },
    /// Something in the source contradicted itself and was repaired without loss.
    Repaired {
        /// What was repaired.
        what: Part,
    },
    /// More different warnings than the ledger keeps; those are only counted.
    More,
}

/// Why a picture could not be made into one that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotShown {
    /// Its data are damaged or cut off.
    Damaged,
    /// It draws nothing.
    Empty,
    /// It has more pixels, commands or bytes than the limits allow.
    TooLarge,
    /// It is of a kind that is not converted.
    UnknownKind,
}

impl NotShown {
    /// The reason in one stable word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NotShown::Damaged => "damaged",
            NotShown::Empty => "empty",
            NotShown::TooLarge => "too-large",
            NotShown::UnknownKind => "unknown-kind",
        }
    }
}

impl fmt::Display for NotShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotShown::Damaged => "its data are damaged",
            NotShown::Empty => "it shows nothing",
            NotShown::TooLarge => "it is larger than the limit",
            NotShown::UnknownKind => "its kind is not known",
        })
    }
}

impl WarningKind {
    /// How much this kind matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            WarningKind::UnknownControl { .. }
            | WarningKind::UnknownRecord { .. }
            | WarningKind::NotConverted { .. }
            | WarningKind::MissingPart { .. }
            | WarningKind::MissingAttachment
            | WarningKind::CutOff
            | WarningKind::BadRecord { .. }
            | WarningKind::LimitMet(_)
            | WarningKind::PreviewOnly
            | WarningKind::LostCharacter { .. }
            | WarningKind::More => Severity::Loss,
            WarningKind::UnknownCharacter { .. }
            | WarningKind::EquationAsTyped
            | WarningKind::PictureAsStored { .. }
            | WarningKind::UnsafeLink
            | WarningKind::RemotePicture
            | WarningKind::FormNotExpressed { .. } => Severity::Change,
            WarningKind::InvalidCharacter | WarningKind::Salvaged { .. } | WarningKind::Repaired { .. } => {
                Severity::Repair
            }
        }
    }

    /// What it happened to, in one stable word, where the kind leaves that open: the name of its [`Part`] or
    /// [`LimitKind`].
    #[must_use]
    pub fn what(&self) -> Option<&'static str> {
        match self {
            WarningKind::NotConverted { what }
            | WarningKind::MissingPart { what }
            | WarningKind::BadRecord { what }
            | WarningKind::FormNotExpressed { what }
            | WarningKind::Salvaged { what }
            | WarningKind::Repaired { what } => Some(what.name()),
            WarningKind::LimitMet(limit) => Some(limit.name()),
            WarningKind::PictureAsStored { why } => Some(why.name()),
            WarningKind::UnknownControl { .. }
            | WarningKind::UnknownRecord { .. }
            | WarningKind::MissingAttachment
            | WarningKind::CutOff
            | WarningKind::PreviewOnly
            | WarningKind::UnknownCharacter { .. }
            | WarningKind::InvalidCharacter
            | WarningKind::LostCharacter { .. }
            | WarningKind::EquationAsTyped
            | WarningKind::UnsafeLink
            | WarningKind::RemotePicture
            | WarningKind::More => None,
        }
    }

    /// The kind in one stable word, for reports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            WarningKind::UnknownControl { .. } => "unknown-control",
            WarningKind::UnknownRecord { .. } => "unknown-record",
            WarningKind::NotConverted { .. } => "not-converted",
            WarningKind::MissingPart { .. } => "missing-part",
            WarningKind::MissingAttachment => "missing-attachment",
            WarningKind::CutOff => "cut-off",
            WarningKind::BadRecord { .. } => "bad-record",
            WarningKind::LimitMet(_) => "limit",
            WarningKind::PreviewOnly => "preview-only",
            WarningKind::UnknownCharacter { .. } => "unknown-character",
            WarningKind::LostCharacter { .. } => "lost-character",
            WarningKind::InvalidCharacter => "invalid-character",
            WarningKind::EquationAsTyped => "equation-as-typed",
            WarningKind::PictureAsStored { .. } => "picture-as-stored",
            WarningKind::UnsafeLink => "unsafe-link",
            WarningKind::RemotePicture => "remote-picture",
            WarningKind::FormNotExpressed { .. } => "form-not-expressed",
            WarningKind::Salvaged { .. } => "salvaged",
            WarningKind::Repaired { .. } => "repaired",
            WarningKind::More => "more",
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WarningKind::UnknownControl { id } => write!(f, "control `{}` is not known", id.escape_debug()),
            WarningKind::UnknownRecord { tag } => write!(f, "record `{}` is not known", tag.escape_debug()),
            WarningKind::NotConverted { what } => write!(f, "{what} not converted"),
            WarningKind::MissingPart { what } => write!(f, "{what} missing"),
            WarningKind::MissingAttachment => f.write_str("the data of a picture or attachment are missing"),
            WarningKind::CutOff => f.write_str("data cut off or damaged; what comes before is kept"),
            WarningKind::BadRecord { what } => write!(f, "{what} skipped: its record is damaged"),
            WarningKind::LimitMet(limit) => write!(f, "limit {limit}; the rest is left out"),
            WarningKind::PreviewOnly => f.write_str("the body is gone; only the preview text is left"),
            WarningKind::UnknownCharacter { code } => {
                write!(f, "private-use character U+{code:04X} has no known meaning and is kept as it is")
            }
            WarningKind::LostCharacter { code } => {
                write!(f, "character code {code:#06x} has no known meaning and is shown as U+FFFD")
            }
            WarningKind::InvalidCharacter => f.write_str("a character that cannot stand in text is left out"),
            WarningKind::EquationAsTyped => f.write_str("equation shown as typed"),
            WarningKind::PictureAsStored { why } => {
                write!(f, "a picture is kept as stored, which browsers may not show: {why}")
            }
            WarningKind::UnsafeLink => f.write_str("link target of an unsafe kind shown as text"),
            WarningKind::RemotePicture => f.write_str("picture from the web shown as a link"),
            WarningKind::FormNotExpressed { what } => write!(f, "{what} not expressed"),
            WarningKind::Salvaged { what } => write!(f, "{what} broken; its content was salvaged"),
            WarningKind::Repaired { what } => write!(f, "{what} repaired"),
            WarningKind::More => f.write_str("further different warnings"),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place, self.kind.severity().name(), self.kind)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        Ok(())
    }
}

/// Collects warnings: the same kind in the same part is counted, not repeated, and the list is bounded.
#[derive(Debug)]
pub(crate) struct Ledger {
    entries: Vec<Warning>,
    index: HashMap<(WarningKind, Option<Arc<str>>), usize>,
    /// Entries that were counted lately, each at the place that [`slot`] gives to its kind: the same few warnings come
    /// thousands of times.
    recent: [usize; RECENT],
    limit: usize,
    more: u32,
}

/// How many entries are found without a look into the index.
const RECENT: usize = 16;

/// Where an entry of a kind is kept among the recent ones.
fn slot(kind: &WarningKind) -> usize {
    // Of all kinds only those of characters come in many forms in one document.
    let (WarningKind::UnknownCharacter { code } | WarningKind::LostCharacter { code }) = kind else { return 0 };
    usize::try_from(*code).unwrap_or_default() % RECENT
}

impl Ledger {
    pub(crate) fn new(limit: usize) -> Self {
        Ledger { entries: Vec::new(), index: HashMap::new(), recent: [0; RECENT], limit, more: 0 }
    }

    /// Whether nothing was entered.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only chunks ask"))]
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.more == 0
    }

    /// Enters what happened at a place.
    pub(crate) fn enter(&mut self, kind: WarningKind, place: &Place) {
        let slot = slot(&kind);
        let recent = self.recent.get(slot).and_then(|known| self.entries.get_mut(*known));
        if let Some(entry) = recent.filter(|entry| entry.kind == kind && entry.place.part == place.part) {
            entry.count = entry.count.saturating_add(1);
            return;
        }
        let full = self.entries.len() >= self.limit;
        let mut keep = |position: usize| {
            if let Some(recent) = self.recent.get_mut(slot) {
                *recent = position;
            }
        };
        match self.index.entry((kind.clone(), place.part.clone())) {
            Entry::Occupied(known) => {
                keep(*known.get());
                if let Some(entry) = self.entries.get_mut(*known.get()) {
                    entry.count = entry.count.saturating_add(1);
                }
            }
            Entry::Vacant(_) if full => self.more = self.more.saturating_add(1),
            Entry::Vacant(free) => {
                free.insert(self.entries.len());
                keep(self.entries.len());
                self.entries.push(Warning::new(kind, place.clone()));
            }
        }
    }

    /// The warnings so far, in the order in which they first happened, as far as they are kept.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only JSON lines hold them"))]
    pub(crate) fn warnings(&self) -> &[Warning] {
        &self.entries
    }

    /// The warnings in the order in which they first happened.
    pub(crate) fn into_warnings(mut self) -> Vec<Warning> {
        if self.more > 0 {
            self.entries.push(Warning { kind: WarningKind::More, place: Place::default(), count: self.more });
        }
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_kind_in_same_part_is_counted_once() {
        let mut ledger = Ledger::new(10);
        for offset in [1, 2, 3] {
            let place = Place { offset: Some(offset), ..Place::part("BodyText/Section0") };
            ledger.enter(WarningKind::CutOff, &place);
        }
        ledger.enter(WarningKind::CutOff, &Place::part("DocInfo"));
        let warnings = ledger.into_warnings();
        assert_eq!(warnings.len(), 2);
        assert_eq!((warnings[0].count, warnings[0].place.offset), (3, Some(1)));
    }

    #[test]
    fn warnings_that_take_turns_are_each_counted() {
        let mut ledger = Ledger::new(100);
        let parts = [Place::part("DocInfo"), Place::part("BodyText/Section0")];
        for round in 0..1_000 {
            ledger.enter(WarningKind::UnknownCharacter { code: 0xE000 + round % 40 }, &parts[round as usize % 2]);
        }
        let warnings = ledger.into_warnings();
        assert_eq!(warnings.len(), 40);
        assert!(warnings.iter().all(|warning| warning.count == 25));
    }

    #[test]
    fn further_warnings_are_counted_when_the_list_is_full() {
        let mut ledger = Ledger::new(1);
        for code in 0xE000..0xE005 {
            ledger.enter(WarningKind::UnknownCharacter { code }, &Place::default());
        }
        let warnings = ledger.into_warnings();
        assert_eq!(warnings.len(), 2);
        assert_eq!((&warnings[1].kind, warnings[1].count), (&WarningKind::More, 4));
    }

    #[test]
    fn warning_says_where_then_what() {
        let place =
            Place { offset: Some(0x1a2c), item: Some("TABLE"), index: Some(118), ..Place::part("BodyText/Section0") };
        let warning = Warning { kind: WarningKind::BadRecord { what: Part::TableGrid }, place, count: 1 };
        assert_eq!(
            warning.to_string(),
            "BodyText/Section0 at 0x1a2c (TABLE, record 118): loss: table grid skipped: its record is damaged"
        );
    }
}
