//! Numbered lines that count on from each other: `1.`, `2.`, `3.`

use foldhash::{HashMap, HashMapExt};

use super::judge::percent;
use super::line::Line;
use super::own::Own;
use super::sign::Sign;

/// The series of a document.
#[derive(Debug)]
pub(super) struct AllSeries {
    /// The number of the series of each line.
    of: Vec<Option<usize>>,
    /// Whether each line breaks the count of its like.
    is_out: Vec<bool>,
    all: Vec<Series>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Series {
    count: usize,
    /// The place of the last line among all lines.
    last: usize,
    /// How many lines before the last one have nothing of their own below. What comes behind a list stands below its last
    /// line.
    bare: usize,
}

impl AllSeries {
    /// Finds them, with what stands below each line.
    pub(super) fn of(lines: &[Line], own: &[Own]) -> Self {
        // Of each kind the last number, and the series that it is in; inside of boxes and outside, and of both.
        let mut open: HashMap<(Sign, bool, Option<bool>), (u32, usize)> = HashMap::new();
        let mut series = AllSeries { of: vec![None; lines.len()], is_out: vec![false; lines.len()], all: Vec::new() };
        for (index, line) in lines.iter().enumerate() {
            let Some(number) = line.number.filter(|_| !line.is_contents) else { continue };
            let follows = |before: u32| before.checked_add(1) == Some(number);
            let before = open.insert((line.sign, line.boxed, None), (number, 0));
            let goes_on = before.is_some_and(|(before, _)| follows(before));
            if let Some(is_out) = series.is_out.get_mut(index) {
                *is_out = number != 1 && !goes_on;
            }
            let open = open.entry((line.sign, line.boxed, Some(line.nested)));
            let (last, place) = open.or_insert((number, usize::MAX));
            if *place == usize::MAX || !follows(*last) {
                *place = series.all.len();
                series.all.push(Series::default());
            }
            *last = number;
            if let (Some(slot), Some(all)) = (series.of.get_mut(index), series.all.get_mut(*place)) {
                *slot = Some(*place);
                all.bare += usize::from(all.count > 0 && own.get(all.last).is_some_and(|own| own.count == 0));
                all.count += 1;
                all.last = index;
            }
        }
        series
    }

    /// The number of the series of a line.
    pub(super) fn number(&self, index: usize) -> Option<usize> {
        self.of.get(index).copied().flatten()
    }

    fn get(&self, index: usize) -> Option<&Series> {
        self.all.get(self.number(index)?).filter(|series| series.count > 1)
    }

    /// Whether a line neither begins a series nor goes on with the one of its like.
    pub(super) fn is_out(&self, index: usize) -> bool {
        self.is_out.get(index).copied().unwrap_or(false)
    }

    /// How many lines of the series of a line, but for the last one, have nothing of their own below, in percent; `None`
    /// for a line that is alone.
    pub(super) fn bare(&self, index: usize) -> Option<i32> {
        self.get(index).map(|series| percent(series.bare, series.count - 1))
    }

    /// Whether a line is one of a list in which nothing stands below any line. Of the last line nobody knows.
    pub(super) fn is_listed(&self, index: usize) -> bool {
        self.get(index).is_some_and(|series| series.bare + 1 == series.count && series.last != index)
    }

    /// The mean of the scores of each series of two or more.
    pub(super) fn means(&self, scores: &[Option<i32>]) -> Vec<Option<i32>> {
        let mut sums = vec![(0_i32, 0); self.all.len()];
        for (series, score) in self.of.iter().zip(scores) {
            if let (Some(slot), Some(score)) = (series.and_then(|series| sums.get_mut(series)), score) {
                *slot = (slot.0.saturating_add(*score), slot.1 + 1);
            }
        }
        sums.into_iter().map(|(sum, count)| (count >= 2).then(|| sum / count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;

    #[test]
    fn series_are_lines_that_count_on_and_lists_have_nothing_below() {
        let lines: Vec<Line> = ["1. 책", "2. 글", "가. 말", "3. 뜻", "1. 책", "2. 글"]
            .iter()
            .map(|text| Line::with(&Paragraph::default(), (*text).to_owned(), &[0]))
            .collect();
        let own = [0, 1, 0, 4, 0, 9].map(|count| Own { count, texts: 0 });
        let series = AllSeries::of(&lines, &own);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|index| series.number(index)), [0, 0, 1, 0, 2, 2].map(Some));
        assert_eq!([0, 2, 3, 4, 5].map(|index| series.bare(index)), [Some(50), None, Some(50), Some(100), Some(100)]);
        // Of the last line of a list, nobody knows what is its own.
        assert_eq!([0, 4, 5].map(|index| series.is_listed(index)), [false, true, false]);
        let is_out: Vec<bool> = (0..6).map(|index| series.is_out(index)).collect();
        assert_eq!(is_out, [false; 6]);
        let means = series.means(&[Some(10), Some(20), Some(5), None, Some(-1), Some(3)]);
        assert_eq!(means, [Some(15), None, Some(1)]);
    }
}
