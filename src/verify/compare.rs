//! Two lists of pieces to the places where they differ.

use super::piece::{ANY_MARKS, EMPHASIS, Names, Piece};
use super::{Difference, DifferenceKind};

/// How many differences are told.
const MOST: usize = 50;
/// How many pieces have to be the same in a row for both sides to be at the same place again.
const RUN: usize = 12;
/// How many pieces may be missing or too many before both sides are at the same place again.
const WINDOW: usize = 400;

pub(super) fn differences(expected: &[Piece], found: &[Piece], names: &Names) -> Vec<Difference> {
    let mut differences = Vec::new();
    let (mut left, mut right) = (expected, found);
    while differences.len() < MOST {
        let same = same_length(left, right);
        let before = left.get(..same.0).unwrap_or_default();
        left = left.get(same.0..).unwrap_or_default();
        right = right.get(same.1..).unwrap_or_default();
        if left.is_empty() && right.is_empty() {
            break;
        }
        let (missing, added) = meeting(left, right).unwrap_or((left.len(), right.len()));
        let (gone, rest) = left.split_at_checked(missing).unwrap_or((left, &[]));
        let (new, right_rest) = right.split_at_checked(added).unwrap_or((right, &[]));
        differences.push(Difference {
            kind: kind(gone, new),
            before: shown(before.iter().skip(before.len().saturating_sub(20)), names, 60),
            expected: shown(gone.iter(), names, 60),
            found: shown(new.iter(), names, 60),
        });
        (left, right) = (rest, right_rest);
    }
    differences
}

/// How many pieces at the beginning of each side are the same.
fn same_length(left: &[Piece], right: &[Piece]) -> (usize, usize) {
    let (mut i, mut j) = (0, 0);
    while let Some(expected) = left.get(i) {
        let found = right.get(j);
        if *expected == Piece::MayBeBullet {
            i += 1;
            j += usize::from(matches!(found, Some(Piece::Bullet | Piece::Char('-', 0, None))));
        } else if found.is_some_and(|found| is_same(*expected, *found)) {
            (i, j) = (i + 1, j + 1);
        } else {
            break;
        }
    }
    (i, j)
}

fn is_same(expected: Piece, found: Piece) -> bool {
    let (Piece::Char(c, marks, link), Piece::Char(same, others, target)) = (expected, found) else {
        return expected == found;
    };
    // Emphasis on what is no letter follows what is beside it.
    let compared = if c.is_alphanumeric() { u8::MAX } else { !EMPHASIS };
    (c, link) == (same, target) && (marks == ANY_MARKS || marks & compared == others & compared)
}

/// How many pieces each side has before both go on in the same way, the fewest in all.
fn meeting(left: &[Piece], right: &[Piece]) -> Option<(usize, usize)> {
    for both in 1..=WINDOW {
        for missing in 0..=both {
            let added = both - missing;
            let (Some(left), Some(right)) = (left.get(missing..), right.get(added..)) else { continue };
            let same = same_length(left.get(..RUN.min(left.len()))?, right).0;
            if same == RUN || (same == left.len() && same_length(left, right).1 == right.len()) {
                return Some((missing, added));
            }
        }
    }
    None
}

/// What differs, by the first pieces that do.
fn kind(gone: &[Piece], new: &[Piece]) -> DifferenceKind {
    if let (Some(Piece::Char(c, marks, link)), Some(Piece::Char(same, others, target))) = (gone.first(), new.first()) {
        return match (c == same, marks == others, link == target) {
            (false, ..) => DifferenceKind::Words,
            (true, false, _) => DifferenceKind::Marks,
            (true, true, _) => DifferenceKind::Link,
        };
    }
    // What is about paragraphs or words says less than anything beside it.
    let is_telling = |kind: &DifferenceKind| !matches!(kind, DifferenceKind::Words | DifferenceKind::Paragraph);
    let mut kinds = new.iter().take(3).chain(gone.iter().take(3)).map(|piece| kind_of(*piece));
    kinds
        .find(is_telling)
        .unwrap_or_else(|| if words(gone).eq(words(new)) { DifferenceKind::Paragraph } else { DifferenceKind::Words })
}

fn words(pieces: &[Piece]) -> impl Iterator<Item = char> {
    // All other pieces are no words.
    pieces.iter().filter_map(|piece| if let Piece::Char(c, ..) = piece { Some(*c) } else { None })
}

fn kind_of(piece: Piece) -> DifferenceKind {
    match piece {
        Piece::Char(..) => DifferenceKind::Words,
        Piece::Block | Piece::Line | Piece::Quote | Piece::EndQuote | Piece::Rule | Piece::Furniture => {
            DifferenceKind::Paragraph
        }
        Piece::Bullet | Piece::MayBeBullet => DifferenceKind::List,
        Piece::Heading(_) => DifferenceKind::Heading,
        Piece::Table | Piece::Row | Piece::Cell(..) | Piece::EndTable => DifferenceKind::Table,
        Piece::Note(_) | Piece::Definition(_) => DifferenceKind::Note,
        Piece::Math(_) | Piece::Code(_) => DifferenceKind::Equation,
        Piece::Image(..) => DifferenceKind::Picture,
        Piece::Anchor(_) => DifferenceKind::Link,
        Piece::Unexpected(_) => DifferenceKind::Markup,
    }
}

/// Pieces as people read them, at most so many characters.
fn shown<'p>(pieces: impl Iterator<Item = &'p Piece>, names: &Names, most: usize) -> String {
    let mut out = String::new();
    let mut last = (0, None);
    for piece in pieces {
        if let Piece::Char(c, marks, link) = *piece {
            if (marks, link) != last {
                out.push_str(&look(marks, link, names));
                last = (marks, link);
            }
            out.push(c);
        } else {
            out.push_str(&described(*piece, names));
        }
    }
    match out.char_indices().nth(most) {
        Some((end, _)) => out.get(..end).unwrap_or_default().to_owned() + "…",
        None => out,
    }
}

/// The marks and the link of the text that follows.
fn look(marks: u8, link: Option<u32>, names: &Names) -> String {
    const WORDS: [&str; 7] = ["bold", "italic", "underline", "strike", "superscript", "subscript", "inserted"];
    let marks = WORDS.iter().enumerate().filter(|(bit, _)| marks >> bit & 1 == 1).map(|(_, word)| (*word).to_owned());
    let mut words: Vec<String> = marks.collect();
    words.extend(link.map(|link| format!("link to {}", names.text(link))));
    if words.is_empty() { "<plain>".to_owned() } else { format!("<{}>", words.join(", ")) }
}

fn described(piece: Piece, names: &Names) -> String {
    match piece {
        Piece::Char(c, ..) => c.to_string(),
        Piece::Block => "<paragraph>".to_owned(),
        Piece::Line => "<line break>".to_owned(),
        Piece::Bullet | Piece::MayBeBullet => "<item>".to_owned(),
        Piece::Heading(level) => format!("<heading {level}>"),
        Piece::Quote => "<box>".to_owned(),
        Piece::EndQuote => "</box>".to_owned(),
        Piece::Rule => "<rule>".to_owned(),
        Piece::Furniture => "<header or footer>".to_owned(),
        Piece::Table => "<table>".to_owned(),
        Piece::Row => "<row>".to_owned(),
        Piece::Cell(1, 1) => "<cell>".to_owned(),
        Piece::Cell(rows, columns) => format!("<cell {rows}x{columns}>"),
        Piece::EndTable => "</table>".to_owned(),
        Piece::Note(position) => format!("<reference to note {}>", position + 1),
        Piece::Definition(position) => format!("<note {}>", position + 1),
        Piece::Math(text) => format!("<equation {}>", names.text(text)),
        Piece::Code(text) => format!("<equation as typed {}>", names.text(text)),
        Piece::Image(alt, target) => format!("<picture {} at {}>", names.text(alt), names.text(target)),
        Piece::Anchor(name) => format!("<anchor {}>", names.text(name)),
        Piece::Unexpected(what) => format!("<{}>", names.text(what)),
    }
}
