//! Classes of lines that look alike and are judged together, and the look of body text.

use foldhash::{HashMap, HashMapExt};

use super::line::Line;
use super::sign::Sign;
use crate::document::Align;

/// What the body text of a document looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Body {
    /// In 1/100 point.
    pub(super) size: u32,
    pub(super) face: u16,
    pub(super) bold: bool,
    pub(super) color: u32,
}

impl Body {
    /// The look that most text of the body has; of all lines where the body has little. `None` where no size is common:
    /// looks say nothing then.
    pub(super) fn of(lines: &[Line]) -> Option<Self> {
        const LITTLE: usize = 200;
        const MANY_SIZES: usize = 40;
        let tally = |is_counted: &dyn Fn(&Line) -> bool| {
            let mut looks: HashMap<Body, usize> = HashMap::new();
            // Most lines look like the one before.
            let mut run: Option<(Body, usize)> = None;
            for line in lines.iter().filter(|line| line.size > 0 && is_counted(line)) {
                let look = Body::like(line);
                let same = run.filter(|(before, _)| *before == look);
                if let (None, Some((before, length))) = (same, run) {
                    *looks.entry(before).or_default() += length;
                }
                run = Some((look, same.map_or(0, |(_, length)| length) + line.length));
            }
            if let Some((look, length)) = run {
                *looks.entry(look).or_default() += length;
            }
            looks
        };
        let mut looks = tally(&|line| !line.boxed && !line.nested && !line.is_contents);
        if looks.values().sum::<usize>() < LITTLE {
            looks = tally(&|_| true);
        }
        let mut sizes: HashMap<u32, usize> = HashMap::new();
        for (look, length) in &looks {
            *sizes.entry(look.size).or_default() += length;
        }
        let (count, all) = (sizes.len(), sizes.values().sum::<usize>());
        let (size, most) = sizes.into_iter().max_by_key(|(size, length)| (*length, u32::MAX - size))?;
        if count > MANY_SIZES && most < all / 10 {
            return None;
        }
        let of_size = looks.into_iter().filter(|(look, _)| look.size == size);
        of_size.max_by_key(|(look, length)| (*length, std::cmp::Reverse(*look))).map(|(look, _)| look)
    }

    fn like(line: &Line) -> Self {
        Body { size: line.size, face: line.face, bold: line.bold, color: line.color }
    }

    /// The size of a line in percent of the body's. A damaged file says any size.
    pub(super) fn percent(self, size: u32) -> u64 {
        u64::from(size) * 100 / u64::from(self.size.max(1))
    }

    /// Whether a line without mark looks like running text: most lines do, and none of them is a heading.
    pub(super) fn is_running(self, line: &Line) -> bool {
        line.sign == Sign::Plain
            && self.emphasis(line) == 0
            && line.color == self.color
            && line.align != Align::Center
            && !line.is_matter
            && !line.is_styled
            && line.outline.is_none()
    }

    /// In how many ways a line is set off: by size, weight, typeface, a box.
    pub(super) fn emphasis(self, line: &Line) -> usize {
        let percent = self.percent(line.size);
        usize::from(percent >= 104)
            + usize::from(line.bold && !self.bold)
            + usize::from(line.face != self.face && percent > 93)
            + usize::from(line.boxed)
    }
}

/// What makes lines look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Class {
    sign: Sign,
    boxed: bool,
    nested: bool,
    look: Body,
    /// Only lines without mark are told apart by it.
    center: bool,
}

impl Class {
    fn of(line: &Line) -> Self {
        let center = line.sign == Sign::Plain && line.align == Align::Center;
        Class { sign: line.sign, boxed: line.boxed, nested: line.nested, look: Body::like(line), center }
    }
}

/// The classes of lines, by number: a class is asked for at every line.
#[derive(Debug)]
pub(super) struct Classes {
    /// The number of the class of each line. Running text is in none.
    of: Vec<Option<usize>>,
    /// How many there are.
    pub(super) count: usize,
}

impl Classes {
    pub(super) fn of(lines: &[Line], body: Body) -> Self {
        let mut numbers: HashMap<Class, usize> = HashMap::new();
        // Most lines look like the one before.
        let mut before: Option<(Class, usize)> = None;
        let mut number = |line: &Line| {
            if body.is_running(line) {
                return None;
            }
            let class = Class::of(line);
            if let Some((_, number)) = before.filter(|(before, _)| *before == class) {
                return Some(number);
            }
            let next = numbers.len();
            let number = *numbers.entry(class).or_insert(next);
            before = Some((class, number));
            Some(number)
        };
        let of = lines.iter().map(&mut number).collect();
        Classes { of, count: numbers.len() }
    }

    /// The number of the class of a line.
    pub(super) fn get(&self, index: usize) -> Option<usize> {
        self.of.get(index).copied().flatten()
    }

    /// The numbers of all lines.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<usize>> {
        self.of.iter().copied()
    }

    /// What belongs to the lines of each class, by its number.
    pub(super) fn grouped<T>(&self, of_lines: impl IntoIterator<Item = Option<T>>) -> Vec<Vec<T>> {
        let mut groups: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(self.count).collect();
        for (class, item) in self.iter().zip(of_lines) {
            if let Some(group) = class.and_then(|class| groups.get_mut(class)) {
                group.extend(item);
            }
        }
        groups
    }
}

/// What the lines of a class are like, in percent of them.
#[derive(Debug, Default)]
pub(super) struct Stats {
    pub(super) count: usize,
    pub(super) short: i32,
    pub(super) very_short: i32,
    pub(super) says: i32,
    pub(super) adjacent: i32,
    pub(super) value: i32,
    pub(super) contents: i32,
    pub(super) object: i32,
    pub(super) lead: i32,
    /// Those that have something of their own below.
    pub(super) own: i32,
    /// The mean length, in percent of 60 characters.
    pub(super) length: i32,
    /// Whether the same words come again and again.
    pub(super) is_rubric: bool,
}
