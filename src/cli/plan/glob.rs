//! Patterns of paths, as shells have them:
//!
//! | | |
//! |---|---|
//! | `?` | one character |
//! | `*` | any number of characters, also none |
//! | `[가-나x]`, `[!a]` | one character that is in the list, or not in it; `]` may be the first in it |
//! | `{a,b}` | one of several patterns |
//! | `**` | as a whole part of a path: any number of parts, also none |
//! | `\` | takes the next character as it is; on Windows it is a `/` |
//!
//! None but `**` fits a `/`.

use std::path::{MAIN_SEPARATOR, Path};

use crate::cli::lang::{Text, texts};

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glob(Vec<Token>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Char(char),
    AnyChar,
    AnyChars,
    Class {
        is_negated: bool,
        /// The first and last of each range.
        ranges: Vec<(char, char)>,
    },
    /// `**/`
    AnyFolders,
    /// `**` at the end
    Everything,
    OneOf(Vec<Vec<Token>>),
}

impl Glob {
    /// # Errors
    ///
    /// What is wrong with the pattern.
    pub(crate) fn new(pattern: &str) -> Result<Self, Text> {
        let chars = unified(pattern);
        let mut parser = Parser { rest: &chars, before: None, depth: 0 };
        let tokens = parser.sequence()?;
        if parser.rest.is_empty() { Ok(Glob(tokens)) } else { Err(texts::NO_START_OF_ALTERNATIVES) }
    }

    /// Whether it fits a path from beginning to end.
    pub(crate) fn is_match(&self, path: &Path) -> bool {
        let path = unified(&path.to_string_lossy());
        let mut reached = vec![false; path.len() + 1];
        if let Some(start) = reached.first_mut() {
            *start = true;
        }
        advance(&self.0, &path, reached).last() == Some(&true)
    }
}

/// The characters, with `/` for each separator of the system.
fn unified(text: &str) -> Vec<char> {
    text.chars().map(|char| if char == MAIN_SEPARATOR { '/' } else { char }).collect()
}

/// The positions in the path that are reached from those reached by what stands before these tokens. All positions go on
/// together, so the time is that of the tokens times the length of the path.
fn advance(tokens: &[Token], path: &[char], start: Vec<bool>) -> Vec<bool> {
    tokens.iter().fold(start, |reached, token| match token {
        Token::Char(wanted) => step(path, &reached, |char| char == *wanted),
        Token::AnyChar => step(path, &reached, |char| char != '/'),
        Token::Class { is_negated, ranges } => step(path, &reached, |char| {
            char != '/' && ranges.iter().any(|(first, last)| (first..=last).contains(&&char)) != *is_negated
        }),
        Token::AnyChars => {
            spread(path, &reached, |is_running, char, is_reached| is_reached || (is_running && char != '/'))
        }
        Token::Everything => spread(path, &reached, |is_running, _, is_reached| is_reached || is_running),
        Token::AnyFolders => {
            let behind = spread(path, &reached, |is_running, _, is_reached| is_reached || is_running);
            let separators = step(path, &behind, |char| char == '/');
            union(reached, &separators)
        }
        Token::OneOf(patterns) => {
            let none = vec![false; reached.len()];
            patterns.iter().fold(none, |all, pattern| union(all, &advance(pattern, path, reached.clone())))
        }
    })
}

/// One character further, where it fits.
fn step(path: &[char], reached: &[bool], fits: impl Fn(char) -> bool) -> Vec<bool> {
    let next = reached.iter().zip(path).map(|(is_reached, char)| *is_reached && fits(*char));
    std::iter::once(false).chain(next).collect()
}

/// The first position, then each by whether the one before was reached, the character between them, and whether it is
/// reached already.
fn spread(path: &[char], reached: &[bool], goes_on: impl Fn(bool, char, bool) -> bool) -> Vec<bool> {
    let mut is_running = reached.first() == Some(&true);
    let next = reached.iter().skip(1).zip(path).map(|(is_reached, char)| {
        is_running = goes_on(is_running, *char, *is_reached);
        is_running
    });
    let next: Vec<bool> = next.collect();
    reached.first().copied().into_iter().chain(next).collect()
}

fn union(one: Vec<bool>, other: &[bool]) -> Vec<bool> {
    one.into_iter().zip(other).map(|(one, other)| one || *other).collect()
}

/// How deep alternatives may stand in alternatives.
const DEPTH: u32 = 16;

struct Parser<'a> {
    rest: &'a [char],
    /// The character that was read last.
    before: Option<char>,
    /// In how many alternatives the next character stands.
    depth: u32,
}

impl Parser<'_> {
    /// Tokens up to the end, or within alternatives up to `,` or `}`.
    fn sequence(&mut self) -> Result<Vec<Token>, Text> {
        let mut tokens = Vec::new();
        while let Some(&char) = self.rest.first() {
            if char == '}' || (char == ',' && self.depth > 0) {
                break;
            }
            let is_start = self.before.is_none_or(|before| before == '/')
                || (tokens.is_empty() && matches!(self.before, Some('{' | ',')));
            self.next();
            tokens.push(match char {
                '?' => Token::AnyChar,
                '*' => self.star(is_start),
                '[' => self.class()?,
                '{' => self.alternatives()?,
                '\\' => Token::Char(self.next().ok_or(texts::NOTHING_BEHIND_BACKSLASH)?),
                _ => Token::Char(char),
            });
        }
        Ok(tokens)
    }

    fn next(&mut self) -> Option<char> {
        let (&char, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.before = Some(char);
        Some(char)
    }

    /// What follows the first star of several.
    fn star(&mut self, is_start: bool) -> Token {
        let mut count = 1;
        while self.rest.first() == Some(&'*') {
            count += 1;
            self.next();
        }
        let is_end = |char: &char| self.depth > 0 && matches!(char, ',' | '}');
        match self.rest.first() {
            _ if count != 2 || !is_start => Token::AnyChars,
            Some('/') => {
                self.next();
                Token::AnyFolders
            }
            end if end.is_none_or(is_end) => Token::Everything,
            _ => Token::AnyChars,
        }
    }

    /// What follows `[`.
    fn class(&mut self) -> Result<Token, Text> {
        let is_negated = matches!(self.rest.first(), Some('!' | '^'));
        if is_negated {
            self.next();
        }
        let mut ranges = Vec::new();
        loop {
            let first = self.next().ok_or(texts::NO_END_OF_LIST)?;
            if first == ']' && !ranges.is_empty() {
                return Ok(Token::Class { is_negated, ranges });
            }
            let last = match self.rest {
                ['-', last, ..] if *last != ']' => {
                    let last = *last;
                    self.next();
                    self.next();
                    last
                }
                _ => first,
            };
            if first > last {
                return Err(texts::RANGE_IS_REVERSED);
            }
            ranges.push((first, last));
        }
    }

    /// What follows `{`.
    fn alternatives(&mut self) -> Result<Token, Text> {
        if self.depth == DEPTH {
            return Err(texts::ALTERNATIVES_TOO_DEEP);
        }
        self.depth += 1;
        let mut patterns = Vec::new();
        loop {
            patterns.push(self.sequence()?);
            if self.next().ok_or(texts::NO_END_OF_ALTERNATIVES)? == '}' {
                break;
            }
        }
        self.depth -= 1;
        Ok(Token::OneOf(patterns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, path: &str) -> bool {
        Glob::new(pattern).unwrap().is_match(Path::new(path))
    }

    #[test]
    fn question_mark_and_list_fit_one_hangul_syllable() {
        assert!(fits("?.hwp", "가.hwp") && fits("[가-나].hwp", "각.hwp") && fits("[!a].hwp", "가.hwp"));
        assert!(!fits("???.hwp", "가.hwp") && !fits("[가-나].hwp", "다.hwp") && !fits("[!가].hwp", "가.hwp"));
    }

    #[test]
    fn star_ends_at_a_stroke() {
        assert!(fits("*", "a") && fits("a*", "a") && fits("*a*b*", "xaybz") && fits("x/*", "x/a"));
        assert!(!fits("*", "x/a") && !fits("x*", "x/a") && !fits("x?a", "x/a") && !fits("x[!b]a", "x/a"));
        assert!(!fits("*a*b*", "xbya"));
    }

    #[test]
    fn two_stars_are_any_number_of_folders() {
        for path in ["b", "a/b", "x/y/b"] {
            assert!(fits("**/b", path), "{path}");
        }
        assert!(!fits("**/b", "ab") && !fits("**/b", "b/a"));
        assert!(fits("a/**/b", "a/b") && fits("a/**/b", "a/x/y/b") && !fits("a/**/b", "a/xb"));
        assert!(fits("a/**", "a/b/c") && !fits("a/**", "a") && !fits("a/**", "ab") && fits("**", "a/b"));
        assert!(fits("{**/b,c/**}", "a/b") && fits("{**/b,c/**}", "c/a/d"));
        assert!(fits("a**", "ab") && !fits("a**", "a/b"));
    }

    #[test]
    fn alternatives_stand_in_each_other_and_may_be_empty() {
        for path in ["a", "ab", "ac", "acd"] {
            assert!(fits("a{,b,c{,d}}", path), "{path}");
        }
        assert!(!fits("a{,b,c{,d}}", "ad") && fits("a,b", "a,b"));
    }

    #[test]
    fn list_may_have_brackets_and_hyphens() {
        assert!(
            fits("[]]", "]") && fits("[a-]", "-") && fits("[-a]", "a") && fits("[!]]", "[") && fits("[[]a]", "[a]")
        );
        assert!(!fits("[!]]", "]") && !fits("[a-]", "b"));
    }

    #[cfg(unix)]
    #[test]
    fn backslash_takes_a_character_as_it_is() {
        assert!(fits(r"\*\[\{", "*[{") && !fits(r"\*", "a"));
    }

    #[test]
    fn wrong_pattern_says_what_is_wrong() {
        let wrong = |pattern: &str| Glob::new(pattern).unwrap_err().en;
        assert_eq!(wrong("[a"), texts::NO_END_OF_LIST.en);
        assert_eq!(wrong("[]"), texts::NO_END_OF_LIST.en);
        assert_eq!(wrong("[b-a]"), texts::RANGE_IS_REVERSED.en);
        assert_eq!(wrong("{a,b"), texts::NO_END_OF_ALTERNATIVES.en);
        assert_eq!(wrong("a}"), texts::NO_START_OF_ALTERNATIVES.en);
        assert_eq!(wrong(&"{".repeat(100)), texts::ALTERNATIVES_TOO_DEEP.en);
        #[cfg(unix)]
        assert_eq!(wrong("a\\"), texts::NOTHING_BEHIND_BACKSLASH.en);
    }

    #[test]
    fn many_stars_take_no_time() {
        assert!(!fits(&"*a".repeat(40), &"a".repeat(39)) && fits(&"{*,**}a".repeat(14), &"a".repeat(200)));
    }
}
