//! Automatic numbers, and the beginning of notes, which repeats the note's number.

/// The beginning of a note under way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Not in a note, or past its beginning.
    #[default]
    Past,
    /// Nothing of the note has been read yet.
    Before,
    /// The number has been read, as shown without decoration; the blank behind it has not.
    Number(String),
    /// Past the beginning of a note with this number.
    After(String),
}

impl Lead {
    /// Passes over the blank behind the number; other text ends the beginning.
    pub(crate) fn strip<'t>(&mut self, text: &'t str) -> &'t str {
        match self {
            Lead::Past | Lead::After(_) => text,
            Lead::Before => {
                if !text.trim().is_empty() {
                    self.end();
                }
                text
            }
            Lead::Number(_) => {
                let text = text.trim_start();
                if !text.is_empty() {
                    self.end();
                }
                text
            }
        }
    }

    /// Ends the beginning where something other than text comes.
    pub(crate) fn end(&mut self) {
        match self {
            Lead::Past | Lead::After(_) => {}
            Lead::Before => *self = Lead::Past,
            Lead::Number(number) => *self = Lead::After(std::mem::take(number)),
        }
    }

    /// Whether a tabulator or line break that comes now is the blank behind the number.
    pub(crate) fn swallows_blank(&self) -> bool {
        matches!(self, Lead::Number(_))
    }

    /// The number that the note began with.
    pub(crate) fn into_number(self) -> Option<String> {
        match self {
            Lead::Number(number) | Lead::After(number) => Some(number),
            Lead::Past | Lead::Before => None,
        }
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
    fn number_at_the_beginning_of_a_note_is_taken_with_its_blank() {
        let mut lead = Lead::Number("3".to_owned());
        assert!(lead.swallows_blank());
        assert_eq!((lead.strip(" "), lead.strip(" text"), lead.strip(" on")), ("", "text", " on"));
        assert_eq!(lead.into_number().as_deref(), Some("3"));
    }

    #[test]
    fn text_before_a_number_makes_it_part_of_the_text() {
        let mut lead = Lead::Before;
        assert_eq!(lead.strip("see "), "see ");
        assert_eq!(lead, Lead::Past);
    }

    #[test]
    fn numbers_without_value_follow_the_one_before() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.value(Counted::Table, Some(4)), 4);
        assert_eq!(numbers.value(Counted::Table, Some(0)), 5);
        numbers.restart(Counted::Table, 9);
        assert_eq!((numbers.value(Counted::Table, None), numbers.value(Counted::Picture, None)), (9, 1));
        assert_eq!((Counted::from_name("Figure"), Counted::from_name("PAGE")), (Some(Counted::Picture), None));
    }
}
