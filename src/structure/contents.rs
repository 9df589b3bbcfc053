//! Tables of contents that were typed: their lines look like the headings that they name, and tell which those are.

use foldhash::HashSet;

use super::evidence::{Evidence, Item};
use super::line::Line;
use super::mark;
use crate::document::letters::{is_letter, is_letter_or_digit, push_squeezed, squeezed};

/// What the tables of contents of a document name.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Whole lines without their page numbers, squeezed.
    entries: HashSet<String>,
    /// The words behind their marks.
    words: HashSet<String>,
    /// The first two letters of the lines and of the words, sorted: few other lines begin like one of them.
    beginnings: Vec<[Option<char>; 2]>,
    /// Of the longest line, in bytes.
    longest: usize,
}

/// A table under way: from its title to a break, or to the first line that comes again. Where stored pages end does not
/// matter: they may not have been asked for, and the headings are to be the same.
#[derive(Debug, Default)]
struct Open {
    keys: HashSet<String>,
}

/// A table of contents with more lines is none.
const MOST_LINES: usize = 150;

/// A line with more characters is none of a table of contents.
const LONGEST_ENTRY: usize = 90;

/// So many lines with rising page numbers at their ends are a table of contents without a title.
const LEAST_NUMBERED: usize = 5;

/// Lines without a page number that may stand between two that have one.
const GAP: usize = 3;

impl Contents {
    /// Finds the tables and marks their lines.
    pub(super) fn find(evidence: &mut Evidence) -> Self {
        mark_rising_numbers(&mut evidence.lines);
        let mut contents = Contents::default();
        let mut open: Option<Open> = None;
        for item in &evidence.items {
            let index = match item {
                Item::Line(index) => *index,
                Item::Break => {
                    open = open.filter(|open| open.keys.len() < 2);
                    continue;
                }
                Item::Object | Item::Open | Item::Close => continue,
            };
            let Some(line) = evidence.lines.get_mut(index) else { continue };
            if open.is_none() && !line.is_contents && !is_title(&line.text) {
                continue;
            }
            let key = squeezed(without_page(&line.text));
            open = open.filter(|open| open.goes_on(line, &key));
            if let Some(open) = &mut open {
                contents.enter(line, &key);
                open.keys.insert(key);
                line.is_contents = true;
            } else if is_title(&line.text) {
                open = Some(Open::default());
                line.is_contents = true;
            } else if line.is_contents {
                contents.enter(line, &key);
            }
        }
        contents.beginnings.sort_unstable();
        contents
    }

    fn enter(&mut self, line: &Line, key: &str) {
        let text = without_page(&line.text);
        let rest = mark::find(text).and_then(|mark| text.get(mark.end..)).unwrap_or(text);
        let words = squeezed(rest);
        self.beginnings.extend([key, &words].map(beginning));
        self.words.insert(words);
        self.entries.insert(key.to_owned());
        self.longest = self.longest.max(line.text.len());
    }

    /// Whether a table of contents names a line.
    pub(super) fn names(&self, line: &Line) -> bool {
        // A line that is so much longer is running text.
        if self.entries.is_empty() || line.text.len() > self.longest * 2 {
            return false;
        }
        let (mark, words) = line.text.split_at_checked(line.rest).unwrap_or((&line.text, ""));
        let begins_like_one = |text: &str| self.beginnings.binary_search(&beginning(text)).is_ok();
        if !begins_like_one(&line.text) && !begins_like_one(words) {
            return false;
        }
        let mut whole = squeezed(mark);
        let mark = whole.len();
        push_squeezed(words, &mut whole);
        let words = whole.get(mark..).unwrap_or_default();
        let is_long = words.chars().nth(2).is_some();
        self.entries.contains(&whole) || (is_long && self.words.contains(words))
    }
}

/// The first two letters or digits of a text, in one case.
fn beginning(text: &str) -> [Option<char>; 2] {
    let lower = |c: char| if matches!(c, '가'..='힣') { Some(c) } else { c.to_lowercase().next() };
    let mut letters = text.chars().filter(|c| is_letter_or_digit(*c)).map(|c| lower(c).unwrap_or(c));
    [letters.next(), letters.next()]
}

impl Open {
    fn goes_on(&self, line: &Line, key: &str) -> bool {
        let comes_again = key.chars().nth(2).is_some() && self.keys.contains(key);
        let is_long = line.length > LONGEST_ENTRY && !line.is_contents;
        !comes_again && !is_long && self.keys.len() < MOST_LINES
    }
}

/// `목차`, `차례`, `그림 목차`, `제목 차례`.
pub(super) fn is_title(text: &str) -> bool {
    const LONGEST: usize = 6;
    // Most lines are longer, even with blanks between the letters and brackets around them.
    if text.len() > 48 {
        return false;
    }
    let mut letters = text.chars().rev().filter(|c| is_letter_or_digit(*c));
    let (last, before) = (letters.next(), letters.next());
    matches!((before, last), (Some('목'), Some('차')) | (Some('차'), Some('례'))) && letters.nth(LONGEST - 2).is_none()
}

/// A line without what leads to its page number, and without that.
pub(super) fn without_page(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_number = before.len() < text.len() && text.len() - before.len() <= 3;
    let before = if is_number { before } else { text };
    before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '·' | '…'))
}

/// The number that stands apart at the end of a line.
fn page_at_end(text: &str) -> Option<u32> {
    // Most lines end in a letter.
    text.bytes().next_back().filter(u8::is_ascii_digit)?;
    let (before, number) = text.rsplit_once(' ')?;
    let is_page = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let has_words = || before.chars().any(is_letter) && before.chars().count() <= LONGEST_ENTRY;
    number.parse().ok().filter(|_| is_page && has_words())
}

fn mark_rising_numbers(lines: &mut [Line]) {
    // First and last line of the run, its last number, and how many lines it has.
    let mut run: Option<(usize, usize, u32, usize)> = None;
    for index in 0..=lines.len() {
        let page = lines.get(index).map(|line| page_at_end(&line.text));
        let Some(number) = page.flatten() else {
            if page.is_none() {
                close(run, lines);
            }
            continue;
        };
        run = match run {
            Some((first, last, before, count)) if index - last <= GAP && number >= before => {
                Some((first, index, number, count + 1))
            }
            _ => {
                close(run, lines);
                Some((index, index, number, 1))
            }
        };
    }
}

fn close(run: Option<(usize, usize, u32, usize)>, lines: &mut [Line]) {
    let Some((mut first, last, _, _)) = run.filter(|(.., count)| *count >= LEAST_NUMBERED) else { return };
    // A chapter above has no page of its own.
    let above = first.checked_sub(1).and_then(|above| lines.get(above));
    if above.is_some_and(|line| line.sign.is_number()) {
        first -= 1;
    }
    for line in lines.get_mut(first..=last).unwrap_or_default() {
        line.is_contents = true;
    }
}
