//! Dates in the text (control 8): a pattern and the date it was made from, to words.

use super::charset;
use crate::container::bytes::Bytes;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The pattern of dates whose own is empty: year, month and day in Korean.
const DEFAULT_PATTERN: &str = "1년 2월 3일";

struct Date {
    year: u16,
    month: u16,
    weekday: u16,
    day: u16,
    hour: u16,
    minute: u16,
}

/// The words of a date; `data` is a pattern of 40 characters, then year, month, weekday, day, hour and minute.
pub(super) fn text(data: &[u8]) -> String {
    let Some((pattern, numbers)) = data.split_at_checked(80) else { return String::new() };
    let pattern = charset::hchars(pattern);
    let pattern = if pattern.is_empty() { DEFAULT_PATTERN } else { &pattern };
    Date::read(&mut Bytes::new(numbers)).map(|date| date.format(pattern)).unwrap_or_default()
}

impl Date {
    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        Some(Date {
            year: bytes.u16()?,
            month: bytes.u16()?,
            weekday: bytes.u16()?,
            day: bytes.u16()?,
            hour: bytes.u16()?,
            minute: bytes.u16()?,
        })
    }

    fn format(&self, pattern: &str) -> String {
        let mut out = String::new();
        let mut chars = pattern.chars();
        let mut width = 1;
        while let Some(c) = chars.next() {
            if c == '0' {
                width = 2; // the next number has a zero before a single digit
                continue;
            }
            match self.part(c) {
                Some(Part::Number(number)) => out.push_str(&format!("{number:0width$}")),
                Some(Part::Word(word)) => out.push_str(&word),
                None if c == '~' => out.extend(self.hanja_weekday(chars.next())),
                None if c == '\\' => out.extend(chars.next()),
                None => out.push(c),
            }
            width = 1;
        }
        out
    }

    /// What a letter of the pattern stands for.
    fn part(&self, letter: char) -> Option<Part> {
        let word = |word: &str| Some(Part::Word(word.to_owned()));
        let number = |number: u16| Some(Part::Number(number));
        let is_afternoon = self.hour >= 12;
        match letter {
            '1' => Some(Part::Word(format!("{:04}", self.year))),
            '!' => number(self.year % 100),
            '2' => number(self.month),
            '@' => Some(Part::Word(short(self.month_name()))),
            '*' => word(self.month_name()),
            '3' => number(self.day),
            '#' => Some(Part::Word(ordinal(self.day))),
            '4' => number(if self.hour > 12 { self.hour - 12 } else { self.hour }),
            '$' => number(self.hour),
            '5' | '%' => number(self.minute),
            '6' => Some(Part::Word(self.nth_weekday("일월화수목금토"))),
            '^' => Some(Part::Word(short(self.day_name()))),
            '_' => word(self.day_name()),
            '7' => word(if is_afternoon { "오후" } else { "오전" }),
            '&' => word(if is_afternoon { "p.m." } else { "a.m." }),
            '+' => word(if is_afternoon { "P.M." } else { "A.M." }),
            // The name of the file, which the reader does not know.
            '8' | '9' => word(""),
            _ => None,
        }
    }

    fn month_name(&self) -> &'static str {
        let index = usize::from(self.month).checked_sub(1);
        index.and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
    }

    fn day_name(&self) -> &'static str {
        DAYS.get(usize::from(self.weekday)).copied().unwrap_or_default()
    }

    fn nth_weekday(&self, names: &str) -> String {
        names.chars().nth(self.weekday.into()).into_iter().collect()
    }

    fn hanja_weekday(&self, letter: Option<char>) -> Option<char> {
        letter.filter(|c| *c == '6').and_then(|_| "日月火水木金土".chars().nth(self.weekday.into()))
    }
}

enum Part {
    Number(u16),
    Word(String),
}

/// The first three letters and a point.
fn short(name: &str) -> String {
    name.get(..3).map(|start| format!("{start}.")).unwrap_or_default()
}

fn ordinal(day: u16) -> String {
    let ending = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern_letters_stand_for_parts_of_the_date() {
        let date = Date { year: 1997, month: 3, weekday: 6, day: 1, hour: 15, minute: 4 };
        assert_eq!(date.format(DEFAULT_PATTERN), "1997년 3월 1일");
        assert_eq!(date.format("!.02.03 (6)"), "97.03.01 (토)");
        assert_eq!(date.format("^ @ #, 1 7 4:05"), "Sat. Mar. 1st, 1997 오후 3:04");
        assert_eq!(date.format("~6\\1"), "土1");
    }

    #[test]
    fn impossible_date_gives_what_it_can() {
        let date = Date { year: 0, month: 13, weekday: 9, day: 99, hour: 99, minute: 99 };
        assert_eq!(date.format("1-2-3@*^_6~6"), "0000-13-99");
    }
}
