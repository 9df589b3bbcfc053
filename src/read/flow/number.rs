//! Automatic numbers: what they count, and what they show.

use super::note::{self, Lead};
use crate::read::style::numbering::NumberFormat;

/// An automatic number as it is stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AutoNumber {
    pub(crate) shows: Shows,
    pub(crate) stored: Option<u32>,
    pub(crate) format: NumberFormat,
    /// The character that a format of the user's own shows.
    pub(crate) user_char: Option<char>,
    pub(crate) prefix: Option<char>,
    pub(crate) suffix: Option<char>,
}

/// What an automatic number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// The number of the page.
    Page,
    /// How many pages there are.
    PageCount,
    Count(Counted),
    /// What is stored, of an unknown kind.
    Stored,
}

impl Shows {
    /// What a number shows by the name of its kind in HWPX or HWPML; one without a name is that of the page.
    pub(crate) fn from_name(name: Option<&str>) -> Self {
        match name {
            None | Some("PAGE" | "Page") => Shows::Page,
            Some("TOTAL_PAGE" | "TotalPage") => Shows::PageCount,
            Some(name) => Counted::from_name(name).map_or(Shows::Stored, Shows::Count),
        }
    }

    /// What a number shows by its code in HWP 5 and HWP 3.
    pub(crate) fn from_code(code: u32) -> Self {
        match code {
            0 => Shows::Page,
            6 => Shows::PageCount,
            code => Counted::from_code(code).map_or(Shows::Stored, Shows::Count),
        }
    }

    /// Whether it is the number of a note.
    pub(crate) fn is_of_note(self) -> bool {
        matches!(self, Shows::Count(Counted::Footnote | Counted::Endnote))
    }
}

impl AutoNumber {
    /// A number in Arabic digits.
    pub(crate) fn new(shows: Shows, stored: Option<u32>) -> Self {
        AutoNumber { shows, stored, format: NumberFormat::Digit, user_char: None, prefix: None, suffix: None }
    }

    /// What stands in the line: nothing for the number that a note begins with, which its lead takes, nor for those of
    /// pages in the body, where they mean nothing: the stored value is that of some earlier layout.
    pub(crate) fn shown(self, is_furniture: bool, numbers: &mut Numbers, lead: &mut Lead) -> Option<String> {
        let AutoNumber { shows, stored, format, user_char, prefix, suffix } = self;
        let value = match shows {
            // As in the word processor.
            Shows::Page => return is_furniture.then(|| "#".to_owned()),
            // How many pages there are is the same everywhere; 0 is stored where that was not counted.
            Shows::PageCount => match stored.filter(|count| *count > 0 && !is_furniture) {
                Some(count) => count,
                None => return Some("##".to_owned()),
            },
            Shows::Count(counted) => numbers.value(counted, stored),
            Shows::Stored => stored.unwrap_or_default(),
        };
        let mut shown = String::new();
        format.push(value, user_char, &mut shown);
        if *lead == Lead::Before && shows.is_of_note() {
            *lead = Lead::Number(note::mark(prefix, &shown, suffix));
            return None;
        }
        Some(prefix.into_iter().chain(shown.chars()).chain(suffix).collect())
    }
}

/// What automatic numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Footnote,
    Endnote,
    Picture,
    Table,
    Equation,
}

impl Counted {
    const ALL: [(&'static str, Counted); 6] = [
        ("FOOTNOTE", Counted::Footnote),
        ("ENDNOTE", Counted::Endnote),
        ("PICTURE", Counted::Picture),
        ("FIGURE", Counted::Picture),
        ("TABLE", Counted::Table),
        ("EQUATION", Counted::Equation),
    ];

    /// What is counted by its name in HWPX or HWPML; `None` for pages and unknown names.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, counted)| *counted)
    }

    /// What is counted by its code in HWP 5; `None` for pages and unknown codes.
    pub(crate) fn from_code(code: u32) -> Option<Self> {
        match code {
            1 => Some(Counted::Footnote),
            2 => Some(Counted::Endnote),
            3 => Some(Counted::Picture),
            4 => Some(Counted::Table),
            5 => Some(Counted::Equation),
            _ => None,
        }
    }
}

/// The last automatic number of each kind, for the few that are stored without value.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    last: [u32; 5],
}

impl Numbers {
    /// Numbers whose first ones are given: footnote, endnote, picture, table, equation.
    pub(crate) fn starting_at(first: [u16; 5]) -> Self {
        Numbers { last: first.map(|first| u32::from(first).saturating_sub(1)) }
    }

    fn last(&mut self, counted: Counted) -> &mut u32 {
        let [footnote, endnote, picture, table, equation] = &mut self.last;
        match counted {
            Counted::Footnote => footnote,
            Counted::Endnote => endnote,
            Counted::Picture => picture,
            Counted::Table => table,
            Counted::Equation => equation,
        }
    }

    /// The value of a number: what is stored, else one more than the one before.
    pub(crate) fn value(&mut self, counted: Counted, stored: Option<u32>) -> u32 {
        let last = self.last(counted);
        *last = stored.filter(|stored| *stored > 0).unwrap_or(last.saturating_add(1));
        *last
    }

    /// The next number of a kind is to be this one.
    pub(crate) fn restart(&mut self, counted: Counted, next: u32) {
        *self.last(counted) = next.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_value_follow_the_one_before() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.value(Counted::Table, Some(4)), 4);
        assert_eq!(numbers.value(Counted::Table, Some(0)), 5);
        numbers.restart(Counted::Table, 9);
        assert_eq!((numbers.value(Counted::Table, None), numbers.value(Counted::Picture, None)), (9, 1));
        assert_eq!(
            (Counted::from_name("Figure"), Shows::from_name(Some("PAGE"))),
            (Some(Counted::Picture), Shows::Page)
        );
    }
}
