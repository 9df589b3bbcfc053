//! The size that most text of a paragraph has.

/// Sizes that are told apart in a paragraph; text of further ones does not count.
const MOST: usize = 6;

/// How much text has which size.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sizes {
    /// What is added now, in 1/100 point.
    current: Option<u32>,
    /// Size and bytes of text; unused entries have no bytes.
    tally: [(u32, usize); MOST],
}

impl Sizes {
    /// Sets the size of what is added from now on.
    pub(crate) fn set(&mut self, size: Option<u32>) {
        self.current = size;
    }

    /// Adds so many bytes of text.
    pub(crate) fn add(&mut self, length: usize) {
        let Some(size) = self.current else { return };
        let slot = self.tally.iter_mut().find(|(known, bytes)| *known == size || *bytes == 0);
        if let Some((known, bytes)) = slot {
            *known = size;
            *bytes = bytes.saturating_add(length);
        }
    }

    /// The size that most text has, and begins anew. Of two with as much text the one that came first.
    pub(crate) fn take(&mut self) -> Option<u32> {
        let [first, second, ..] = &mut self.tally;
        let (size, most) = match second {
            // Most paragraphs have one size.
            (_, 0) => std::mem::take(first),
            _ => {
                let tally = std::mem::take(&mut self.tally);
                tally.into_iter().rev().max_by_key(|(_, bytes)| *bytes)?
            }
        };
        (most > 0).then_some(size)
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
            sizes.set(Some(size));
            sizes.add(length);
        }
        assert_eq!(sizes.take(), Some(1500));
        assert_eq!(sizes.take(), None);
    }

    #[test]
    fn first_of_equals_wins() {
        let mut sizes = Sizes::default();
        for size in [1200, 900] {
            sizes.set(Some(size));
            sizes.add(5);
        }
        assert_eq!(sizes.take(), Some(1200));
    }
}
