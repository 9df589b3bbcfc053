//! The words of the equation language: what they do, how they are spelt, and where they are stuck to others.
//!
//! Words are case-insensitive, with these exceptions: a Greek name with a capital is the capital letter, an arrow in
//! capitals is a double arrow, and `DEG`, `ISO` and `STAR` are other signs than `deg`, `iso` and `star`.

use super::tables::{CAPITALS, KEYWORDS, UPPER_CASE};

/// What a word or sign of the language does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// A letter-like sign.
    Sign(&'static str),
    /// An operator, relation or arrow.
    Operator(&'static str),
    /// A large operator, which carries limits.
    Large(&'static str),
    /// An upright word that LaTeX has a command for.
    Function(&'static str),
    /// An upright word that LaTeX has no command for: it is written as typed.
    Upright,
    /// Switches the font until the group ends.
    Font(FontSwitch),
    Infix(Infix),
    Command(Command),
    /// Stands between the two arguments of `root`.
    Of,
    Left,
    Right,
}

/// What takes hold of what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Superscript,
    Subscript,
    /// At the left of what stands before it.
    LeftSuperscript,
    LeftSubscript,
    From,
    To,
    Prime,
    Degree,
    Fraction(FractionKind),
}

/// What takes hold of what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Accent(Accent),
    Root,
    Table(TableKind),
    /// `col` and its kin: one column of a matrix.
    Column,
    Binomial,
    LongDivision,
    /// `rel`: an arrow with something above and below.
    Relation,
    /// `buildrel`: an arrow with something above.
    BuildRelation,
    Not,
    Color,
    Size,
    Boxed,
    BigDelimiter,
}

/// A mark over or under its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Accent {
    /// The command for one symbol.
    pub(super) narrow: &'static str,
    /// The command for more than one symbol.
    pub(super) wide: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontSwitch {
    Roman,
    Italic,
    Bold,
}

/// Two things above each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FractionKind {
    Over,
    Atop,
    Choose,
}

/// Rows of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableKind {
    /// A LaTeX environment of this name, which needs no column specification.
    Matrix(&'static str),
    Cases,
    /// A pile whose rows stand at this side.
    Pile(Side),
    Aligned,
    /// Division ladder.
    Ladder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Center,
    Right,
}

/// Lengths of the shortest and the longest keyword.
const SHORTEST: usize = 2;
const LONGEST: usize = 11;

/// The keyword that `word` spells.
pub(super) fn keyword(word: &str) -> Option<Keyword> {
    if word.len() < SHORTEST {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let lower = &*lower;
    let upper_case = word.bytes().all(|b| b.is_ascii_uppercase());
    let lower_case = lower == word.as_bytes();
    if !lower_case {
        if let Some(capital) = find(CAPITALS, lower).filter(|_| upper_case || capitalised(word)) {
            return Some(Keyword::Sign(capital));
        }
        if upper_case && let Some(keyword) = find(UPPER_CASE, lower) {
            return Some(keyword);
        }
    }
    match word {
        "Lim" => return Some(Keyword::Upright),
        "Pr" => return Some(Keyword::Function("\\Pr")),
        _ => {}
    }
    // `Ni`, `Ne` and `In` are chemical elements.
    if word.len() < 3 && !lower_case && !upper_case {
        return None;
    }
    find(KEYWORDS, lower)
}

fn capitalised(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase()) && bytes.all(|b| b.is_ascii_lowercase())
}

fn find<T: Copy>(table: &[(&str, T)], word: &[u8]) -> Option<T> {
    let at = table.binary_search_by(|(name, _)| name.as_bytes().cmp(word)).ok()?;
    table.get(at).map(|&(_, value)| value)
}

/// Where the keyword at the beginning of `word` ends, when something else is stuck to it, as in `timesp`.
///
/// The editor splits such words. Documents also hold plain words that begin like a keyword (`interest`, `vector`),
/// so a split is believed when at most two letters remain, the case changes, or another keyword follows; a short
/// keyword is believed only before another keyword.
pub(super) fn stuck_keyword(word: &str) -> Option<usize> {
    if find_word(ORDINARY_WORDS, word) {
        return None;
    }
    if let Some(font) = ["rm", "it", "bold"].iter().find(|font| begins_with(word, font)) {
        return Some(font.len());
    }
    (2..word.len().min(LONGEST + 1)).rev().find(|&end| {
        let Some((head, rest)) = word.split_at_checked(end) else { return false };
        is_uniform(head) && keyword(head).is_some() && splits(head, rest)
    })
}

fn splits(head: &str, rest: &str) -> bool {
    if find_word(SHORT, head) {
        return keyword(rest).is_some() || begins_with_keyword(rest);
    }
    let same_case =
        rest.bytes().next().map(|b| b.is_ascii_uppercase()) == head.bytes().next().map(|b| b.is_ascii_uppercase());
    !same_case || rest.len() <= 2 || keyword(rest).is_some() || begins_with_keyword(rest)
}

/// Whether a keyword that is not one of the short ones stands at the beginning.
fn begins_with_keyword(word: &str) -> bool {
    (3..word.len().min(LONGEST + 1)).any(|end| {
        word.get(..end).is_some_and(|head| is_uniform(head) && !find_word(SHORT, head) && keyword(head).is_some())
    })
}

fn begins_with(word: &str, prefix: &str) -> bool {
    let head = word.get(..prefix.len()).unwrap_or_default();
    word.len() > prefix.len() && is_uniform(head) && head.eq_ignore_ascii_case(prefix)
}

fn is_uniform(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase()) || word.bytes().all(|b| b.is_ascii_uppercase())
}

fn find_word(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Keywords that many ordinary words begin with.
const SHORT: &[&str] = &[
    "in", "ni", "le", "ge", "ne", "mu", "nu", "xi", "pi", "to", "of", "if", "for", "and", "dot", "hat", "inf", "cap",
    "cup", "min", "max", "mod", "not", "sub", "sup", "size", "top", "bot", "att", "iso", "col", "rel", "arc", "arg",
];

/// Ordinary words that the rules of [`stuck_keyword`] would tear apart.
const ORDINARY_WORDS: &[&str] = &[
    "item",
    "items",
    "iter",
    "iteration",
    "iterations",
    "iterative",
    "limit",
    "limits",
    "into",
    "since",
    "cost",
    "costs",
    "start",
    "starts",
    "based",
    "circle",
    "circles",
    "intersection",
    "tank",
    "intercept",
    "sector",
    "second",
    "seconds",
    "boxes",
    "stars",
    "though",
    "divide",
    "detect",
    "logistic",
    "express",
    "integral",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_sorted<T>(table: &[(&str, T)]) {
        for pair in table.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn tables_are_sorted_and_keywords_have_the_lengths_that_are_told() {
        assert_sorted(CAPITALS);
        assert_sorted(UPPER_CASE);
        assert_sorted(KEYWORDS);
        let lengths = || KEYWORDS.iter().map(|(name, _)| name.len());
        assert_eq!((lengths().min(), lengths().max()), (Some(SHORTEST), Some(LONGEST)));
        assert!(CAPITALS.iter().all(|(name, _)| keyword(name).is_some()));
    }

    #[test]
    fn case_matters_only_for_greek_arrows_and_three_signs() {
        assert_eq!(keyword("Gamma"), Some(Keyword::Sign("\\Gamma")));
        assert_eq!(keyword("GAMMA"), Some(Keyword::Sign("\\Gamma")));
        assert_eq!(keyword("rarrow"), Some(Keyword::Operator("\\to")));
        assert_eq!(keyword("RARROW"), Some(Keyword::Operator("\\Rightarrow")));
        assert_eq!(keyword("DEG"), Some(Keyword::Infix(Infix::Degree)));
        assert_eq!(keyword("ISO"), Some(Keyword::Operator("\\Bumpeq")));
        assert_eq!(keyword("STAR"), Some(Keyword::Sign("\\bigstar")));
        assert_eq!(keyword("star"), Some(Keyword::Operator("\\star")));
        assert_eq!(keyword("Over"), keyword("over"));
        assert_eq!(keyword("TIMES"), keyword("times"));
    }

    #[test]
    fn chemical_elements_are_no_keywords() {
        for element in ["Ni", "Ne", "In", "Ge"] {
            assert_eq!(keyword(element), None, "{element}");
        }
    }

    #[test]
    fn keyword_stuck_to_letters_is_found() {
        for (word, end) in [
            ("rmCH", 2),
            ("itaq", 2),
            ("boldX", 4),
            ("timesp", 5),
            ("simZ", 3),
            ("SIMC", 3),
            ("piover", 2),
            ("sinx", 3),
        ] {
            assert_eq!(stuck_keyword(word), Some(end), "{word}");
        }
    }

    #[test]
    fn ordinary_words_are_not_torn_apart() {
        for word in ["interest", "vector", "product", "index", "number", "limit", "item", "total", "overall", "integer"]
        {
            assert_eq!(stuck_keyword(word), None, "{word}");
        }
    }
}
