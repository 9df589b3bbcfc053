//! Nesting of headings: kinds of headings are ranked for the document as a whole.

use foldhash::{HashMap, HashMapExt};

use super::line::Line;
use super::mark::Kind;
use super::sign::{Attached, Sign};

/// What headings of one rank have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// A level of the author's outline.
    Outline(u8),
    /// By the mark, and whether it stands in a box.
    Marked(Sign, bool),
    /// Without mark: by size, whether it is bold, in the middle, and in a box.
    Plain { size: u32, bold: bool, center: bool, boxed: bool },
    /// What stands before or behind the numbered parts of a document, once or in each of them (`맺음말`).
    Matter { is_again: bool },
}

impl Group {
    pub(super) fn of(line: &Line) -> Self {
        match line.outline {
            Some(level) => Group::Outline(level),
            None if matches!(line.sign, Sign::Plain | Sign::Bracket | Sign::Numbered | Sign::Bullet) => Group::Plain {
                size: line.size,
                bold: line.bold,
                center: line.align == crate::document::Align::Center,
                boxed: line.boxed,
            },
            // An attachment is one in a box or not.
            None => Group::Marked(line.sign, line.boxed && !matches!(line.sign, Sign::Attachment(_))),
        }
    }

    fn kind(self) -> Option<Kind> {
        match self {
            Group::Marked(Sign::Mark(kind), _) => Some(kind),
            Group::Marked(Sign::BoxedDigit, _) => Some(Kind::Digit),
            Group::Marked(Sign::Attachment(_) | Sign::Bracket | Sign::Numbered | Sign::Bullet | Sign::Plain, _)
            | Group::Outline(_)
            | Group::Matter { .. }
            | Group::Plain { .. } => None,
        }
    }

    fn is_attached(self) -> bool {
        matches!(self, Group::Marked(Sign::Attachment(Attached::Annex), _))
    }

    /// Whether it may stand among the parts that numbers count: lines without mark, and what is attached to one of them.
    fn is_unnumbered(self) -> bool {
        matches!(self, Group::Plain { .. }) || self.is_attached()
    }

    fn is_boxed(self) -> bool {
        match self {
            Group::Marked(_, boxed) | Group::Plain { boxed, .. } => boxed,
            Group::Outline(_) | Group::Matter { .. } => false,
        }
    }

    /// Whether it counts sections, which stand before or behind what is not numbered.
    fn is_section(self) -> bool {
        self.kind().is_some_and(|kind| kind.is_number() && !matches!(kind, Kind::Part | Kind::Article))
    }

    /// Attachments first, then parts and chapters, then all else.
    fn outermost(self) -> u8 {
        match self {
            Group::Marked(Sign::Attachment(Attached::Cover), _) => 0,
            Group::Marked(Sign::Attachment(Attached::Annex), _) => 1,
            Group::Marked(Sign::Attachment(Attached::Form), _) => 2,
            Group::Marked(Sign::Mark(Kind::Part), _) => 3,
            Group::Marked(Sign::Mark(Kind::Chapter), _) | Group::Marked(Sign::Mark(Kind::Roman), true) => 4,
            Group::Marked(..) | Group::Plain { .. } | Group::Outline(_) | Group::Matter { .. } => 5,
        }
    }
}

/// So many kinds of headings are compared with each other; those that are rarer come after them.
const MOST_GROUPS: usize = 24;

/// Size, whether bold, typeface.
type Look = (u32, bool, u16);

/// What is known about a kind.
#[derive(Debug, Default)]
struct Kin {
    count: usize,
    sizes: Vec<u32>,
    looks: HashMap<Look, usize>,
    /// Whether it goes on with the numbers of the same kind in boxes.
    goes_on: bool,
    /// Which kind was seen first.
    first: usize,
}

/// The kind of each heading. Headings without number are told apart by their words where others have numbers.
fn groups_of(headings: &[&Line]) -> Vec<Group> {
    let mut groups: Vec<Group> = headings.iter().map(|line| Group::of(line)).collect();
    if groups.iter().any(|group| group.is_section()) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let is_matter = |line: &Line| line.is_matter && line.outline.is_none();
        for line in headings.iter().filter(|line| is_matter(line)) {
            *counts.entry(line.text.as_str()).or_default() += 1;
        }
        for (group, line) in groups.iter_mut().zip(headings).filter(|(_, line)| is_matter(line)) {
            *group = Group::Matter { is_again: counts.get(line.text.as_str()).is_some_and(|count| *count > 1) };
        }
    }
    groups
}

/// The rank of each heading, from the outermost on. Lines are the headings in reading order.
pub(super) fn ranks(headings: &[&Line]) -> Vec<usize> {
    let groups = groups_of(headings);
    let ranks = ranks_of_groups(headings, &groups);
    groups.iter().map(|group| ranks.get(group).copied().unwrap_or(usize::MAX)).collect()
}

fn ranks_of_groups(headings: &[&Line], of_headings: &[Group]) -> HashMap<Group, usize> {
    let mut kin: HashMap<Group, Kin> = HashMap::new();
    // How often a number begins anew right behind a heading of another kind, and how often a sign comes there.
    let mut begins: HashMap<(Group, Group), usize> = HashMap::new();
    let mut before: Option<Group> = None;
    // The last number of each kind, and whether it was in a box.
    let mut counts: HashMap<Kind, (u32, bool)> = HashMap::new();
    for (at, (line, group)) in headings.iter().zip(of_headings).enumerate() {
        let group = *group;
        let known = kin.entry(group).or_insert_with(|| Kin { first: at, ..Kin::default() });
        if let (Some(kind), Some(number)) = (group.kind(), line.number) {
            let above = counts.insert(kind, (number, group.is_boxed()));
            let is_next = |(above, boxed): (u32, bool)| boxed && above.checked_add(1) == Some(number);
            known.goes_on |= !group.is_boxed() && above.is_some_and(is_next);
        }
        known.count += 1;
        known.sizes.push(line.size);
        *known.looks.entry((line.size, line.bold, line.face)).or_default() += 1;
        let is_first = line.number.is_none_or(|number| number == 1);
        if let Some(before) = before.filter(|before| is_first && *before != group) {
            *begins.entry((before, group)).or_default() += 1;
        }
        before = Some(group);
    }
    let sizes: HashMap<Group, u32> = kin.iter_mut().map(|(group, kin)| (*group, median(&mut kin.sizes))).collect();
    let mut groups: Vec<Group> = kin.keys().copied().collect();
    let count = |group: &Group| kin.get(group).map_or((0, 0), |kin| (usize::MAX - kin.count, kin.first));
    groups.sort_by_key(|group| (count(group), *group));
    let compared: Vec<Group> = groups.iter().take(MOST_GROUPS).copied().collect();
    let size = |group: Group| sizes.get(&group).copied().unwrap_or(0);
    let first = |group: Group| kin.get(&group).map_or(0, |kin| kin.first);
    let begun = |outer: Group, inner: Group| begins.get(&(outer, inner)).copied().unwrap_or(0);
    let is_outside = |a: Group, b: Group| {
        let votes = by_nature(a, b)
            + by_size(size(a), size(b))
            + by_order(begun(a, b), begun(b, a))
            + if first(a) < first(b) { 1 } else { -1 };
        votes > 0
    };
    let wins = |group: Group| compared.iter().filter(|other| **other != group && is_outside(group, **other)).count();
    let mut ranked: Vec<(usize, usize, Group)> =
        compared.iter().map(|group| (usize::MAX - wins(*group), first(*group), *group)).collect();
    ranked.sort_unstable();
    let order = ranked.into_iter().map(|(.., group)| group).chain(groups.into_iter().skip(MOST_GROUPS));
    let mut ranks: HashMap<Group, usize> = order.enumerate().map(|(rank, group)| (group, rank * 2)).collect();
    for ((outer, inner), count) in goes_on_over(headings, of_headings) {
        // Attachments stand out by a box or larger letters wherever they stand.
        let is_small = by_size(size(inner), size(outer)) <= 0;
        let is_within = count >= begun(inner, outer) && (is_small || (inner.is_attached() && count >= 2));
        if let (Some(above), Some(rank)) = (ranks.get(&outer).copied(), ranks.get(&inner).copied())
            && is_within
            && rank < above
        {
            ranks.insert(inner, above + 1);
        }
    }
    for (group, sibling) in siblings(&kin) {
        if let Some(rank) = ranks.get(&sibling).copied() {
            ranks.insert(group, rank);
        }
    }
    let mut sections: Vec<usize> =
        ranks.iter().filter(|(group, _)| group.is_section()).map(|(_, rank)| *rank).collect();
    sections.sort_unstable();
    for (group, rank) in &mut ranks {
        if let Group::Matter { is_again } = group {
            // What stands in each section is beside the parts of these.
            let beside = sections.get(usize::from(*is_again)).or(sections.first());
            *rank = beside.copied().unwrap_or(*rank);
        }
    }
    ranks
}

/// How often a number goes on behind headings without mark or behind attachments: those stand inside what it counts.
fn goes_on_over(headings: &[&Line], groups: &[Group]) -> HashMap<(Group, Group), usize> {
    let mut over: HashMap<(Group, Group), usize> = HashMap::new();
    let mut last: HashMap<Group, (u32, usize)> = HashMap::new();
    for (at, (line, group)) in headings.iter().zip(groups).enumerate() {
        let Some(number) = line.number else { continue };
        if let Some((before, from)) = last.insert(*group, (number, at))
            && before.checked_add(1) == Some(number)
        {
            let between = groups.get(from + 1..at).unwrap_or_default();
            for inner in between.iter().filter(|inner| inner.is_unnumbered()) {
                *over.entry((*group, *inner)).or_default() += 1;
            }
        }
    }
    over
}

/// Kinds that stand beside another one: headings without mark that look as numbered ones do, and numbers that
/// go on with those of the same kind in boxes.
fn siblings(kin: &HashMap<Group, Kin>) -> Vec<(Group, Group)> {
    let look = |kin: &Kin| kin.looks.iter().max_by_key(|(look, count)| (**count, **look)).map(|(look, _)| *look);
    let mut numbered: Vec<(Group, Option<Look>)> = kin
        .iter()
        .filter(|(group, _)| group.kind().is_some_and(Kind::is_number))
        .map(|(group, kin)| (*group, look(kin)))
        .collect();
    numbered.sort_unstable();
    let sibling = |(group, own): (&Group, &Kin)| match group {
        Group::Plain { boxed, .. } => {
            let like = numbered.iter().find(|(other, look_of)| other.is_boxed() == *boxed && *look_of == look(own));
            like.map(|(other, _)| (*group, *other))
        }
        Group::Marked(sign, false) => {
            let boxed = Group::Marked(*sign, true);
            own.goes_on.then_some((*group, boxed))
        }
        Group::Marked(_, true) | Group::Outline(_) | Group::Matter { .. } => None,
    };
    let mut siblings: Vec<(Group, Group)> = kin.iter().filter_map(sibling).collect();
    // Numbers first: lines without mark may stand beside these.
    siblings.sort_unstable();
    siblings
}

fn median(sizes: &mut [u32]) -> u32 {
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(0)
}

/// What the marks and boxes say: positive when the first is outside of the second.
fn by_nature(a: Group, b: Group) -> i32 {
    if let (Group::Outline(a), Group::Outline(b)) = (a, b) {
        return if a < b { 20 } else { -20 };
    }
    let mut votes = 0;
    if a.outermost() != b.outermost() {
        votes += if a.outermost() < b.outermost() { 6 } else { -6 };
    }
    if a.is_boxed() != b.is_boxed() {
        votes += if a.is_boxed() { 2 } else { -2 };
    }
    match (a.kind(), b.kind()) {
        (Some(a), Some(b)) if a.is_number() == b.is_number() && a != b => votes += if a < b { 3 } else { -3 },
        (Some(a), Some(b)) if a.is_number() != b.is_number() => votes += if a.is_number() { 1 } else { -1 },
        // Chapters are outside of lines without mark, unless these are larger.
        (Some(Kind::Roman), None) if matches!(b, Group::Plain { .. }) => votes += 2,
        (None, Some(Kind::Roman)) if matches!(a, Group::Plain { .. }) => votes -= 2,
        // Lines without mark are outside of items.
        (None, Some(kind)) if !kind.is_number() => votes += 1,
        (Some(kind), None) if !kind.is_number() => votes -= 1,
        (Some(_) | None, Some(_) | None) => {}
    }
    votes
}

/// What sizes say: those within 4 percent are the same to the eye.
fn by_size(a: u32, b: u32) -> i32 {
    let (a, b) = (u64::from(a), u64::from(b));
    i32::from(a * 100 > b * 104) * 2 - i32::from(b * 100 > a * 104) * 2
}

/// What the order says: how often the second begins behind the first, and the other way.
fn by_order(inner: usize, outer: usize) -> i32 {
    i32::from(inner >= 2 && inner > outer * 2) * 2 - i32::from(outer >= 2 && outer > inner * 2) * 2
}
