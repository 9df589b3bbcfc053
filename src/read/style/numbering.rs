//! Positions in numbered lists to visible paragraph numbers: list definitions, format strings, and the counters.
//!
//! HWP 5, HWPX and HWPML store only which list a paragraph belongs to, and on which level; the number that a reader of
//! the document sees is computed.
//!
//! Left out: alignment and width of the number, and the distance to the text, which are layout.

use std::collections::HashMap;
use std::sync::OnceLock;

pub(crate) use super::number_format::NumberFormat;

/// How many levels a list has at most.
const LEVELS: usize = 10;

/// Bytes, and codes or characters of the format string, after which the number of one paragraph is cut and ends in
/// `…`. Without a bound one long format string would be paid for by every paragraph of its list.
const LABEL_LENGTH: usize = 256;

/// One level of a list definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    /// What is shown: `^1` to `^10` (or `^:`) stand for the number of that level, `^n` for the path of numbers from
    /// the first level to this one, `^N` for the same with a full stop at its end; everything else stands for itself,
    /// in Unicode already.
    pub(crate) text: String,
    pub(crate) format: NumberFormat,
    /// The first number; 0 counts as 1.
    pub(crate) start: u32,
}

/// The definition of a list. Levels that are missing show nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Numbering {
    pub(crate) levels: Vec<Level>,
}

impl Numbering {
    /// Sets a level, counted from 0; nothing when it is deeper than a paragraph could be.
    pub(crate) fn set(&mut self, at: usize, level: Level) {
        if at >= LEVELS {
            return;
        }
        let nothing = || Level { text: String::new(), format: NumberFormat::Digit, start: 1 };
        self.levels.resize_with(self.levels.len().max(at + 1), nothing);
        if let Some(slot) = self.levels.get_mut(at) {
            *slot = level;
        }
    }

    /// The definition that the word processor has built in: 1. 가. 1) 가) (1) (가) ①
    pub(crate) fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Numbering> = OnceLock::new();
        BUILT_IN.get_or_init(Numbering::standard)
    }

    fn standard() -> Self {
        use NumberFormat::{CircledDigit, Digit, HangulSyllable};
        let level = |(text, format): (&str, NumberFormat)| Level { text: text.to_owned(), format, start: 1 };
        let levels = [
            ("^1.", Digit),
            ("^2.", HangulSyllable),
            ("^3)", Digit),
            ("^4)", HangulSyllable),
            ("(^5)", Digit),
            ("(^6)", HangulSyllable),
            ("^7", CircledDigit),
        ];
        Numbering { levels: levels.map(level).into() }
    }

    /// The number of a level after so many paragraphs on it, in the level's own format. A level on which no paragraph
    /// has been yet stands at its first number; one without definition counts 1, 2, 3.
    fn push_value(&self, level: usize, counts: &Counts, out: &mut String) {
        let count = counts.get(level).copied().unwrap_or_default();
        let (format, start) = match self.levels.get(level) {
            Some(level) => (level.format, level.start.max(1)),
            None => (NumberFormat::Digit, 1),
        };
        format.push((start - 1).saturating_add(count.max(1)), None, out);
    }

    /// The number of a paragraph on `level` as the format string of that level shows it.
    fn label(&self, level: usize, counts: &Counts) -> String {
        let mut out = String::new();
        let mut rest = self.levels.get(level).map_or("", |level| level.text.as_str());
        let mut read_count = 0;
        while let Some(c) = rest.chars().next() {
            if read_count == LABEL_LENGTH || out.len() > LABEL_LENGTH {
                out.push('…');
                break;
            }
            read_count += 1;
            if let Some((code, after)) = Code::read(rest) {
                self.push_code(code, level, counts, &mut out);
                rest = after;
                continue;
            }
            // Some files fill empty format strings with NUL characters.
            if !c.is_control() {
                out.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out
    }

    fn push_code(&self, code: Code, level: usize, counts: &Counts, out: &mut String) {
        if let Code::Level(level) = code {
            return self.push_value(level, counts, out);
        }
        for step in 0..=level {
            if step > 0 {
                out.push('.');
            }
            self.push_value(step, counts, out);
        }
        if code == Code::PathWithStop {
            out.push('.');
        }
    }
}

/// What stands for a number in a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    /// `^1` to `^10` and `^:`, which is the tenth too; the index from 0.
    Level(usize),
    /// `^n`
    Path,
    /// `^N`
    PathWithStop,
}

impl Code {
    /// The code at the beginning of a text, and what comes after it.
    fn read(text: &str) -> Option<(Code, &str)> {
        let code = text.strip_prefix('^')?;
        if let Some(after) = code.strip_prefix("10") {
            return Some((Code::Level(9), after));
        }
        let mut chars = code.chars();
        let code = match chars.next()? {
            'n' => Code::Path,
            'N' => Code::PathWithStop,
            // The character after 9: real definitions count `^8.^9.^:.` on.
            ':' => Code::Level(9),
            c => Code::Level(usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?),
        };
        Some((code, chars.as_str()))
    }
}

/// How many paragraphs there have been on each level since the level above it went on.
type Counts = [u32; LEVELS];

/// Counts the paragraphs of all lists of a document, in the order in which they are read.
///
/// Lists that are interrupted by another list go on where they stopped. A list that begins takes over the counts of
/// the list before it on the levels above its first paragraph.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    id: Option<u32>,
    counts: Counts,
    interrupted: HashMap<u32, Counts>,
}

impl Counters {
    pub(crate) fn new() -> Self {
        Counters::default()
    }

    /// Counts a paragraph of list `id` on `level`, from 0, and returns the number to show; empty where the definition
    /// shows nothing. A level beyond the tenth is not counted.
    pub(crate) fn next(&mut self, id: u32, numbering: &Numbering, level: usize) -> String {
        if level >= LEVELS {
            return String::new();
        }
        self.go_to(id, level);
        for count in self.counts.iter_mut().skip(level + 1) {
            *count = 0;
        }
        if let Some(count) = self.counts.get_mut(level) {
            *count = count.saturating_add(1);
        }
        numbering.label(level, &self.counts)
    }

    /// Makes `id` the list that is counted.
    fn go_to(&mut self, id: u32, level: usize) {
        if self.id == Some(id) {
            return;
        }
        if let Some(before) = self.id.replace(id) {
            self.interrupted.insert(before, self.counts);
        }
        match self.interrupted.get(&id) {
            Some(counts) => self.counts = *counts,
            None => self.counts.iter_mut().skip(level).for_each(|count| *count = 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(levels: &[(&str, NumberFormat, u32)]) -> Numbering {
        let level = |(text, format, start): &(&str, NumberFormat, u32)| Level {
            text: (*text).to_owned(),
            format: *format,
            start: *start,
        };
        Numbering { levels: levels.iter().map(level).collect() }
    }

    /// The numbers of paragraphs of one list on these levels.
    fn numbers(numbering: &Numbering, levels: &[usize]) -> Vec<String> {
        let mut counters = Counters::new();
        levels.iter().map(|level| counters.next(1, numbering, *level)).collect()
    }

    /// What a format string on the third level shows where the counts are 2, 1, 3.
    fn shown(text: &str) -> String {
        let list = numbering(&[
            ("", NumberFormat::Digit, 1),
            ("", NumberFormat::HangulSyllable, 1),
            (text, NumberFormat::RomanSmall, 1),
        ]);
        numbers(&list, &[0, 0, 1, 2, 2, 2]).pop().unwrap()
    }

    #[test]
    fn standard_definition_numbers_seven_levels() {
        let standard = Numbering::standard();
        assert_eq!(numbers(&standard, &[0, 1, 2, 3, 4, 5, 6]), ["1.", "가.", "1)", "가)", "(1)", "(가)", "①"]);
        assert_eq!(numbers(&standard, &[0, 0, 0]), ["1.", "2.", "3."]);
        assert_eq!(numbers(&standard, &[0, 7]), ["1.", ""]);
    }

    #[test]
    fn lower_levels_begin_again_under_the_next_upper_paragraph() {
        let standard = Numbering::standard();
        assert_eq!(numbers(&standard, &[0, 1, 1, 2, 0, 1, 2]), ["1.", "가.", "나.", "1)", "2.", "가.", "1)"]);
    }

    #[test]
    fn interrupted_list_goes_on_where_it_stopped() {
        let standard = Numbering::standard();
        let mut counters = Counters::new();
        let paragraphs = [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0)];
        let shown = paragraphs.map(|(id, level)| counters.next(id, &standard, level));
        assert_eq!(shown, ["1.", "2.", "1.", "2.", "3.", "3."]);
    }

    #[test]
    fn new_list_takes_over_the_levels_above_its_first_paragraph() {
        let standard = Numbering::standard();
        let mut counters = Counters::new();
        let paragraphs = [(1, 0), (1, 1), (6, 2), (6, 2), (6, 1), (6, 0)];
        let shown = paragraphs.map(|(id, level)| counters.next(id, &standard, level));
        assert_eq!(shown, ["1.", "가.", "1)", "2)", "나.", "2."]);
    }

    #[test]
    fn list_begins_at_its_start_and_start_zero_counts_as_one() {
        let list = numbering(&[("^1.", NumberFormat::Digit, 6), ("^1.^2", NumberFormat::LatinSmall, 3)]);
        assert_eq!(numbers(&list, &[0, 0, 1, 1]), ["6.", "7.", "7.c", "7.d"]);
        let list = numbering(&[("^1.", NumberFormat::Digit, 0)]);
        assert_eq!(numbers(&list, &[0, 0]), ["1.", "2."]);
        let list = numbering(&[("^1.", NumberFormat::Digit, u32::MAX)]);
        assert_eq!(numbers(&list, &[0, 0]), ["4294967295.", "4294967295."]);
    }

    #[test]
    fn upper_level_that_was_never_counted_stands_at_its_start() {
        let list = numbering(&[("^1.", NumberFormat::Digit, 4), ("^1-^2", NumberFormat::Digit, 1)]);
        assert_eq!(numbers(&list, &[1, 1, 0]), ["4-1", "4-2", "4."]);
    }

    #[test]
    fn codes_show_each_level_in_its_own_format() {
        assert_eq!(shown("^3"), "iii");
        assert_eq!(shown("제^1장 ^2.^3."), "제2장 가.iii.");
        assert_eq!(shown("0^1"), "02");
        assert_eq!(shown("^n"), "2.가.iii");
        assert_eq!(shown("^N"), "2.가.iii.");
    }

    #[test]
    fn everything_else_in_a_format_string_stands_for_itself() {
        assert_eq!(shown("-"), "-");
        assert_eq!(shown("^"), "^");
        assert_eq!(shown("^0 ^x ^^1"), "^0 ^x ^2");
        assert_eq!(shown(""), "");
        assert_eq!(shown("\0\0"), "");
        assert_eq!(shown("\0^1\0."), "2.");
    }

    #[test]
    fn tenth_level_is_read_before_the_first_and_a_zero() {
        let mut levels = vec![("", NumberFormat::Digit, 1); 9];
        levels.push(("^10/^:/^1^9", NumberFormat::CircledDigit, 1));
        assert_eq!(numbers(&numbering(&levels), &[0, 0, 9, 9]), ["", "", "①/①/21", "②/②/21"]);
    }

    #[test]
    fn missing_levels_show_nothing_and_count_in_digits_when_referred_to() {
        let list = numbering(&[("^1-^2", NumberFormat::Digit, 1)]);
        assert_eq!(numbers(&list, &[0, 1, 0]), ["1-1", "", "2-1"]);
        assert_eq!(numbers(&list, &[10, usize::MAX]), ["", ""]);
    }

    #[test]
    fn endless_format_string_is_cut_visibly() {
        for piece in ["^1", "^n", "-", "\0"] {
            let list = numbering(&[(&piece.repeat(30_000), NumberFormat::Digit, u32::MAX)]);
            let [number] = <[String; 1]>::try_from(numbers(&list, &[0])).unwrap();
            assert!(number.ends_with('…') && number.len() < 2 * LABEL_LENGTH, "{} bytes of {piece}", number.len());
        }
    }
}
