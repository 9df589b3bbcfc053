//! What stands right before and after each line.

use super::evidence::{Evidence, Item};

/// What stands before or after a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// By its place among the lines.
    Line(usize),
    Object,
    Edge,
    /// The document begins or ends.
    End,
}

/// The neighbours of all lines.
#[derive(Debug)]
pub(super) struct Neighbours {
    of_lines: Vec<Pair>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    before: Beside,
    after: Beside,
    is_above_object: bool,
}

impl Neighbours {
    pub(super) fn of(evidence: &Evidence) -> Self {
        let alone = Pair { before: Beside::End, after: Beside::End, is_above_object: false };
        let mut of_lines = vec![alone; evidence.lines.len()];
        for (at, pair) in evidence.items.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if let Item::Line(index) = second
                && let Some(pair) = of_lines.get_mut(*index)
            {
                pair.before = match first {
                    Item::Break => Beside::Edge,
                    Item::Line(index) => Beside::Line(*index),
                    Item::Object | Item::Open | Item::Close => Beside::Object,
                };
            }
            if let Item::Line(index) = first
                && let Some(pair) = of_lines.get_mut(*index)
            {
                pair.after = match second {
                    Item::Line(index) => Beside::Line(*index),
                    Item::Object | Item::Open => Beside::Object,
                    Item::Close | Item::Break => Beside::Edge,
                };
                let inner = evidence.items.iter().skip(at + 1).find(|item| **item != Item::Open);
                pair.is_above_object = inner == Some(&Item::Object);
            }
        }
        Neighbours { of_lines }
    }

    pub(super) fn before(&self, index: usize) -> Beside {
        self.of_lines.get(index).map_or(Beside::End, |pair| pair.before)
    }

    pub(super) fn after(&self, index: usize) -> Beside {
        self.of_lines.get(index).map_or(Beside::End, |pair| pair.after)
    }

    /// Whether a line stands right above an object, or above a box that begins with one.
    pub(super) fn is_above_object(&self, index: usize) -> bool {
        self.of_lines.get(index).is_some_and(|pair| pair.is_above_object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;
    use crate::structure::line::Line;

    #[test]
    fn lines_know_what_stands_right_before_and_after_them() {
        let line = Line::with(&Paragraph::default(), "글".to_owned(), &[0]);
        let items = [
            Item::Break,
            Item::Line(0),
            Item::Line(1),
            Item::Object,
            Item::Open,
            Item::Line(2),
            Item::Close,
            Item::Line(3),
            Item::Open,
        ];
        let evidence = Evidence { lines: vec![line; 4], items: items.to_vec(), ..Evidence::default() };
        let beside = Neighbours::of(&evidence);
        let pairs: Vec<(Beside, Beside)> = (0..4).map(|index| (beside.before(index), beside.after(index))).collect();
        let expected = [
            (Beside::Edge, Beside::Line(1)),
            (Beside::Line(0), Beside::Object),
            (Beside::Object, Beside::Edge),
            (Beside::Object, Beside::Object),
        ];
        assert_eq!(pairs, expected);
        assert_eq!([0, 1, 2, 3].map(|index| beside.is_above_object(index)), [false, true, false, false]);
        assert_eq!(beside.before(9), Beside::End);
    }
}
