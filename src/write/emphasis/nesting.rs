//! Flat runs with mark sets to spans that nest. How each span is written is decided afterwards.

use smallvec::SmallVec;

use crate::document::Marks;
use crate::document::letters::is_letter_or_digit;
use crate::write::line::{Event, Line, OBJECT, RunKind};

use super::{Form, Plan, Span, Token};

/// Outer before inner among marks that last equally long: elements go outside, so that delimiters stand at the text.
const ORDER: [Marks; 6] =
    [Marks::UNDERLINE, Marks::SUPERSCRIPT, Marks::SUBSCRIPT, Marks::STRIKE, Marks::BOLD, Marks::ITALIC];

/// Opens and closes spans so that they nest; what lasts longer is outside.
pub(super) fn nest(line: &Line<'_>) -> Plan {
    let stretches = stretches(line);
    let mut nester = Nester::default();
    let mut events = line.events.iter().enumerate().peekable();
    let mut borders = line.events.iter().filter(|(_, event)| event.is_border()).map(|(at, _)| *at).peekable();
    let mut current = Marks::NONE;
    let mut index = 0;
    loop {
        let stretch = stretches.get(index);
        let event_at = events.peek().map(|(_, (at, _))| *at);
        let Some(at) = stretch.map(|stretch| stretch.start).into_iter().chain(event_at).min() else { break };
        if let Some(stretch) = stretch.filter(|stretch| stretch.start == at) {
            current = stretch.marks;
            index += 1;
        }
        if at >= line.text.len() {
            current = Marks::NONE;
        }
        let is_border = |(_, (place, event)): &(usize, &(usize, Event<'_>))| *place == at && event.is_border();
        if events.peek().is_some_and(is_border) {
            nester.close_all_but(at, Marks::NONE);
        }
        nester.close_all_but(at, current);
        while let Some((event, _)) = events.next_if(is_border) {
            nester.plan.tokens.push((at, Token::Event(event)));
        }
        while borders.next_if(|border| *border <= at).is_some() {}
        let border = borders.peek().copied().unwrap_or(usize::MAX);
        nester.open(at, current, stretches.get(index..).unwrap_or_default(), border);
        if let Some((event, _)) = events.next_if(|(_, (place, _))| *place == at) {
            nester.plan.tokens.push((at, Token::Event(event)));
        }
    }
    nester.close_all_but(line.text.len(), Marks::NONE);
    nester.plan
}

/// From here on text has these marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: usize,
    marks: Marks,
    /// Blanks, objects and what has no letter or digit take the marks that both sides share.
    is_soft: bool,
    /// Of those, the marks that it can take.
    takes: Marks,
}

/// Emphasis, which says nothing on its own about marks of punctuation.
const EMPHASIS: Marks = Marks::BOLD.with(Marks::ITALIC);

/// Most lines have few stretches.
type Stretches = SmallVec<[Stretch; 4]>;

/// The marks over the line, settled at blanks, objects and borders.
fn stretches(line: &Line<'_>) -> Stretches {
    let mut stretches = Stretches::new();
    let ends = line.runs.iter().skip(1).map(|run| run.start).chain([line.text.len()]);
    for (run, end) in line.runs.iter().zip(ends) {
        let text = line.text.get(run.start..end).unwrap_or_default();
        let takes = Marks::EACH.into_iter().fold(Marks::NONE, Marks::with);
        let mut push = |start: usize, is_soft: bool, takes: Marks| {
            stretches.push(Stretch { start, marks: run.marks, is_soft, takes });
        };
        match run.kind {
            RunKind::FormLine => push(run.start, false, takes),
            RunKind::Bridge => push(run.start, true, takes),
            RunKind::Text if is_mute(text, run.marks) => push(run.start, true, EMPHASIS.with(run.marks)),
            RunKind::Text => {
                let core = text.trim();
                let lead = text.len() - text.trim_start().len();
                if core.is_empty() || lead > 0 {
                    push(run.start, true, takes);
                }
                if !core.is_empty() {
                    push(run.start + lead, false, takes);
                    if lead + core.len() < text.len() {
                        push(run.start + lead + core.len(), true, takes);
                    }
                }
            }
        }
    }
    settle(&mut stretches, line);
    stretches
}

/// Whether text has marks of punctuation only, and no mark but emphasis and underline.
fn is_mute(text: &str, marks: Marks) -> bool {
    let is_emphasized_at_most = marks.without(EMPHASIS).without(Marks::UNDERLINE).is_empty();
    is_emphasized_at_most && !text.trim().is_empty() && !text.contains(|c: char| is_letter_or_digit(c) || c == OBJECT)
}

/// Gives soft stretches the marks that both sides share; none where a link or change begins or ends beside them.
fn settle(stretches: &mut Stretches, line: &Line<'_>) {
    let mut after = Marks::NONE;
    for stretch in stretches.iter_mut().rev() {
        if stretch.is_soft {
            stretch.marks = after;
        } else {
            after = stretch.marks;
        }
    }
    let mut borders = line.events.iter().filter(|(_, event)| event.is_border()).map(|(at, _)| *at).peekable();
    let mut before = Marks::NONE;
    for index in 0..stretches.len() {
        let end = stretches.get(index + 1).map_or(line.text.len(), |next| next.start);
        let Some(stretch) = stretches.get_mut(index) else { break };
        if !stretch.is_soft {
            before = stretch.marks;
            continue;
        }
        while borders.next_if(|border| *border < stretch.start).is_some() {}
        let is_at_border = borders.peek().is_some_and(|border| *border <= end);
        let both = stretch.marks.without(stretch.marks.without(stretch.takes));
        let shared = before.without(before.without(both));
        stretch.marks = if is_at_border { Marks::NONE } else { shared };
    }
    stretches.dedup_by(|later, earlier| later.marks == earlier.marks);
}

/// Builds a plan; knows which spans are open.
#[derive(Debug, Default)]
struct Nester {
    plan: Plan,
    /// Positions in [`Plan::spans`], outermost first.
    open: SmallVec<[usize; 6]>,
}

impl Nester {
    /// Closes every span whose mark is not to go on, and with it those inside it.
    fn close_all_but(&mut self, at: usize, marks: Marks) {
        let stays = |index: &&usize| self.plan.spans.get(**index).is_some_and(|span| marks.contains(span.mark));
        let kept = self.open.iter().take_while(stays).count();
        for index in self.open.drain(kept..).rev() {
            if let Some(span) = self.plan.spans.get_mut(index) {
                span.close = self.plan.tokens.len();
            }
            self.plan.tokens.push((at, Token::Close(index)));
        }
    }

    /// Opens the marks that are not open yet. `ahead` are the stretches to come, `border` is where all spans end.
    fn open(&mut self, at: usize, marks: Marks, ahead: &[Stretch], border: usize) {
        let spans = self.open.iter().filter_map(|index| self.plan.spans.get(*index));
        let missing = marks.without(spans.fold(Marks::NONE, |open, span| open.with(span.mark)));
        let is_missing = |mark: &Marks| missing.contains(*mark);
        let mut order = ORDER;
        if ORDER.iter().filter(|mark| is_missing(mark)).count() > 1 {
            let lasts = |mark: &Marks| {
                ahead.iter().take_while(|next| next.start < border && next.marks.contains(*mark)).count()
            };
            order.sort_by_cached_key(|mark| std::cmp::Reverse(lasts(mark)));
        }
        for mark in order.into_iter().filter(is_missing) {
            let index = self.plan.spans.len();
            self.plan.spans.push(Span { mark, form: Form::Element, open: self.plan.tokens.len(), close: 0 });
            self.plan.tokens.push((at, Token::Open(index)));
            self.open.push(index);
        }
    }
}
