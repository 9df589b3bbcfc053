//! What stands below each line and belongs to it.

use super::class::Classes;
use super::evidence::{Evidence, Item};
use super::mark::Kind;
use super::sign::Sign;

/// What stands below a line, up to the next one with the same mark or one further out; without mark, up to the next one
/// that looks the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// Lines and objects.
    pub(super) count: usize,
    /// How many of them are objects, running text or long lines, and not the short lines of a list.
    pub(super) texts: usize,
}

/// Longer lines say something.
const SHORT: usize = 30;

/// What each line has.
pub(super) fn of(evidence: &Evidence, classes: &Classes) -> Vec<Own> {
    let mut own = vec![Own::default(); evidence.lines.len()];
    // How much there is from a place to the end of the document.
    let mut behind = Own::default();
    let mut next_marks: Vec<(Kind, Own)> = Vec::new();
    let mut next_like: Vec<Option<Own>> = vec![None; classes.count];
    for item in evidence.items.iter().rev() {
        let index = match item {
            Item::Object => {
                behind = Own { count: behind.count + 1, texts: behind.texts + 1 };
                continue;
            }
            Item::Open => {
                behind.count += 1;
                continue;
            }
            Item::Close | Item::Break => continue,
            Item::Line(index) => *index,
        };
        let Some(line) = evidence.lines.get(index) else { continue };
        let class = classes.get(index);
        let like = class.and_then(|class| next_like.get_mut(class));
        let next = match line.sign {
            Sign::Mark(kind) => {
                let outer = |(other, _): &&(Kind, Own)| {
                    *other <= kind && (kind.is_number() == other.is_number() || other.is_number())
                };
                // The nearest has most behind it.
                next_marks.iter().filter(outer).map(|(_, next)| *next).max_by_key(|next| next.count)
            }
            Sign::Attachment(_) | Sign::BoxedDigit | Sign::Bracket | Sign::Numbered | Sign::Bullet | Sign::Plain => {
                like.as_ref().and_then(|like| **like)
            }
        };
        let next = next.unwrap_or_default();
        if let Some(slot) = own.get_mut(index) {
            *slot = Own { count: behind.count - next.count, texts: behind.texts - next.texts };
        }
        let is_text = class.is_none() || line.length > SHORT;
        behind = Own { count: behind.count + 1, texts: behind.texts + usize::from(is_text) };
        if let Sign::Mark(kind) = line.sign {
            match next_marks.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, next)) => *next = behind,
                None => next_marks.push((kind, behind)),
            }
        }
        if let Some(like) = like {
            *like = Some(behind);
        }
    }
    own
}

/// So many lines in a box may be a list.
const LEAST_LINES: usize = 4;

/// Which lines stand in a box that holds nothing but short lines: a list, verses, a program.
pub(super) fn listed_in_boxes(evidence: &Evidence) -> Vec<bool> {
    let mut is_listed = vec![false; evidence.lines.len()];
    // Of each box around, its lines, unless it holds something else.
    let mut open: Vec<Option<Vec<usize>>> = Vec::new();
    for item in &evidence.items {
        let is_short = |index: &usize| evidence.lines.get(*index).is_some_and(|line| line.length <= SHORT);
        match item {
            Item::Open => {
                open.iter_mut().for_each(|lines| *lines = None);
                open.push(Some(Vec::new()));
            }
            Item::Close => {
                let lines = open.pop().flatten().filter(|lines| lines.len() >= LEAST_LINES);
                for index in lines.unwrap_or_default() {
                    if let Some(slot) = is_listed.get_mut(index) {
                        *slot = true;
                    }
                }
            }
            Item::Line(index) if is_short(index) => {
                open.iter_mut().flatten().for_each(|lines| lines.push(*index));
            }
            Item::Line(_) | Item::Object => open.iter_mut().for_each(|lines| *lines = None),
            Item::Break => {}
        }
    }
    is_listed
}
