//! The size that most text of a paragraph has, and how most of that looks.

use crate::document::Look;

/// Sizes and looks that are told apart in a paragraph; text of further ones does not count.
const MOST: usize = 6;

/// How much text has which size.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sizes {
    /// What is added now, in 1/100 point.
    current: Option<(u32, Look)>,
    /// Size, look and bytes of text; unused entries have no bytes.
    tally: [((u32, Look), usize); MOST],
}

impl Sizes {
    /// Sets the size and look of what is added from now on.
    pub(crate) fn set(&mut self, size: Option<u32>, look: Look) {
        self.current = size.map(|size| (size, look));
    }

    /// Adds so many bytes of text.
    pub(crate) fn add(&mut self, length: usize) {
        let Some(current) = self.current else { return };
        let slot = self.tally.iter_mut().find(|(known, bytes)| *known == current || *bytes == 0);
        if let Some((known, bytes)) = slot {
            *known = current;
            *bytes = bytes.saturating_add(length);
        }
    }

    /// The size that most text has and the look that most of that has, and begins anew. Of two with as much text the
    /// one that came first.
    pub(crate) fn take(&mut self) -> Option<(u32, Look)> {
        let [first, second, ..] = &mut self.tally;
        if second.1 == 0 {
            // Most paragraphs have one size and one look.
            let (only, bytes) = std::mem::take(first);
            return (bytes > 0).then_some(only);
        }
        let tally = std::mem::take(&mut self.tally);
        let of_size = |size: u32| -> usize {
            tally
                .iter()
                .filter(|((known, _), _)| *known == size)
                .map(|(_, bytes)| *bytes)
                .fold(0, usize::saturating_add)
        };
        let used = || tally.iter().rev().filter(|(_, bytes)| *bytes > 0);
        let (size, _) = used().max_by_key(|((size, _), _)| of_size(*size)).map(|(known, _)| *known)?;
        used().filter(|((known, _), _)| *known == size).max_by_key(|(_, bytes)| *bytes).map(|(known, _)| *known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_text_gives_the_size() {
        let mut sizes = Sizes::default();
        sizes.add(100);
        assert_eq!(sizes.take(), None);
        for (size, length) in [(1000, 3), (1500, 9), (1000, 4)] {
            sizes.set(Some(size), Look::default());
            sizes.add(length);
        }
        assert_eq!(sizes.take(), Some((1500, Look::default())));
        assert_eq!(sizes.take(), None);
    }

    #[test]
    fn first_of_equals_wins() {
        let mut sizes = Sizes::default();
        for size in [1200, 900] {
            sizes.set(Some(size), Look::default());
            sizes.add(5);
        }
        assert_eq!(sizes.take(), Some((1200, Look::default())));
    }

    #[test]
    fn size_is_that_of_most_text_however_it_looks() {
        let mut sizes = Sizes::default();
        let blue = Look { color: 0xFF, ..Look::default() };
        let red = Look { color: 0xFF_0000, ..Look::default() };
        for (size, look, length) in [(1200, blue, 4), (900, blue, 6), (1200, red, 5)] {
            sizes.set(Some(size), look);
            sizes.add(length);
        }
        assert_eq!(sizes.take(), Some((1200, red)));
    }
}
