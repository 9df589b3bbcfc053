//! The score of each line as a heading: facts about the line and about all lines that look the same, weighed.
//!
//! Each fact has a weight (see `weights.rs`), trained on annotated documents; their sum is the score of the line, to
//! which the lines of its class add theirs: looks are judged for the document as a whole.

use foldhash::{HashMap, HashMapExt};

use super::beside::{Beside, Neighbours};
use super::class::{Body, Classes, Stats};
use super::contents::Contents;
use super::evidence::Evidence;
#[cfg(test)]
use super::fact::Fact;
use super::facts::Facts;
use super::line::{Line, is_next};
use super::mark::Kind;
use super::own::{self, Own};
use super::series::AllSeries;
use super::sign::Sign;
use super::weights::Weights;
use super::wording;
use crate::document::Align;
use crate::document::letters;

/// Lines with more characters are never headings.
const LONGEST: usize = 110;

/// Lines with a number or a sign have fewer.
const LONGEST_MARKED: usize = 60;

/// Words that come so often are a rubric.
const RUBRIC: usize = 6;

/// A line leads over to what follows when it is no longer.
const LONGEST_LEAD: usize = 45;

/// A sentence with a full stop is a heading only if it is so much larger than the body, in percent.
const LARGE: u64 = 115;

/// In an exam, headings are at least so much larger than questions, in percent.
const LARGE_IN_EXAM: u64 = 130;

/// A line that its author broke at the margin is no shorter, in characters.
const SHORTEST_BROKEN: usize = 25;

/// So many questions make an exam.
const LEAST_QUESTIONS: usize = 5;

/// What most lines of a class are counts so much for the others.
const CONSISTENCY: i32 = 60;

/// How likely each line is a heading.
#[derive(Debug)]
pub(super) struct Scores {
    of: Vec<Option<i32>>,
    series: AllSeries,
}

impl Scores {
    /// In hundredths: from 0 on a line is more likely a heading than not. A line that cannot be a heading has no score.
    pub(super) fn get(&self, index: usize) -> Option<i32> {
        self.of.get(index).copied().flatten()
    }

    /// Whether a line is one of a list in which nothing stands below any line.
    pub(super) fn is_listed(&self, index: usize) -> bool {
        self.series.is_listed(index)
    }
}

/// Judges all lines; from `least` on they are to be headings.
pub(super) fn judge(evidence: &Evidence, contents: &Contents, body: Body, weights: &Weights, least: i32) -> Scores {
    let judge = Judge::new(evidence, contents, body);
    let of = judge.consistent(judge.scores(weights), least);
    Scores { of, series: judge.series }
}

/// The facts of all lines that can be a heading, each with how far it holds.
#[cfg(test)]
pub(super) fn facts(evidence: &Evidence, contents: &Contents, body: Body) -> Vec<Option<Vec<(Fact, i32)>>> {
    let judge = Judge::new(evidence, contents, body);
    let of_classes = judge.of_classes(|sign, stats| {
        let mut all = Vec::new();
        Facts::new(|fact, percent| all.push((fact, percent))).see_class(sign, stats);
        all
    });
    let facts = |(index, line): (usize, &Line)| {
        let of_class = of_classes.get(judge.class(index)?)?;
        judge.may_be_heading(index, line).then(|| {
            let mut all = Vec::new();
            Facts::new(|fact, percent| all.push((fact, percent))).see(&judge, index, line);
            all.extend(of_class);
            all
        })
    };
    evidence.lines.iter().enumerate().map(facts).collect()
}

/// What the words of a line say about its being a heading; asked for a line and for the lines like it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words {
    pub(super) is_sentence: bool,
    pub(super) says: bool,
    pub(super) has_value: bool,
    pub(super) begins_with_rubric: bool,
}

impl Words {
    fn of(line: &Line) -> Self {
        let rest = line.rest();
        Words {
            is_sentence: wording::is_sentence(&line.text),
            says: wording::says(rest),
            has_value: wording::has_value(rest),
            begins_with_rubric: wording::begins_with_rubric(rest),
        }
    }
}

/// What is known about the lines of a document.
pub(super) struct Judge<'e> {
    pub(super) lines: &'e [Line],
    pub(super) body: Body,
    pub(super) beside: Neighbours,
    classes: Classes,
    /// What is known of the words of each line that is in a class.
    words: Vec<Words>,
    pub(super) series: AllSeries,
    /// Whether each line stands in a box of short lines only.
    is_in_list: Vec<bool>,
    /// What stands below each line before the next one that ends its part.
    pub(super) own: Vec<Own>,
    pub(super) leads: Vec<bool>,
    /// Whether a table of contents names each line.
    pub(super) named: Vec<bool>,
    /// Whether the document asks questions to be answered.
    is_exam: bool,
    /// How often the words of each line without mark come.
    again: HashMap<&'e str, usize>,
}

impl<'e> Judge<'e> {
    fn new(evidence: &'e Evidence, contents: &Contents, body: Body) -> Self {
        let lines = &evidence.lines;
        let classes = Classes::of(lines, body);
        let is_judged = |(line, class): (&'e Line, Option<usize>)| class.is_some().then_some(line);
        let judged = || lines.iter().zip(classes.iter()).map(is_judged);
        let named = judged().map(|line| line.is_some_and(|line| contents.names(line))).collect();
        let words = judged().map(|line| line.map(Words::of).unwrap_or_default()).collect();
        let mut again: HashMap<&str, usize> = HashMap::new();
        for line in judged().flatten().filter(|line| may_be_rubric(line)) {
            *again.entry(line.text.as_str()).or_default() += 1;
        }
        let own = own::of(evidence, &classes);
        let mut judge = Judge {
            lines,
            body,
            beside: Neighbours::of(evidence),
            series: AllSeries::of(lines, &own),
            is_in_list: own::listed_in_boxes(evidence),
            own,
            classes,
            words,
            is_exam: is_exam(lines),
            leads: Vec::new(),
            named,
            again,
        };
        judge.leads = (0..lines.len()).map(|index| judge.leads_over(index)).collect();
        judge
    }

    pub(super) fn class(&self, index: usize) -> Option<usize> {
        self.classes.get(index)
    }

    pub(super) fn words(&self, index: usize) -> Words {
        self.words.get(index).copied().unwrap_or_default()
    }

    /// Whether the next line looks the same.
    fn is_followed_by_like(&self, index: usize) -> bool {
        matches!(self.beside.after(index), Beside::Line(next) if self.class(next) == self.class(index))
    }

    /// Whether a line names something, and something else follows.
    fn leads_over(&self, index: usize) -> bool {
        let words = self.words(index);
        self.class(index).is_some()
            && self.lines.get(index).is_some_and(|line| line.length <= LONGEST_LEAD)
            && !words.says
            && !words.is_sentence
            && !words.has_value
            && !words.begins_with_rubric
            && !self.is_followed_by_like(index)
            && self.beside.after(index) != Beside::End
    }

    fn scores(&self, weights: &Weights) -> Vec<Option<i32>> {
        let of_classes: Vec<i32> = self.of_classes(|sign, stats| {
            let mut sum = 0;
            Facts::new(|fact, percent| sum += weights.part(fact, percent)).see_class(sign, stats);
            sum
        });
        let score = |index| {
            let line = self.lines.get(index).filter(|line| self.may_be_heading(index, line))?;
            let mut sum = weights.bias + of_classes.get(self.class(index)?)?;
            Facts::new(|fact, percent| sum += weights.part(fact, percent)).see(self, index, line);
            Some(sum)
        };
        let own: Vec<Option<i32>> = (0..self.lines.len()).map(score).collect();
        let median = |mut scores: Vec<i32>| {
            scores.sort_unstable();
            scores.get(scores.len() / 2).copied().unwrap_or(0)
        };
        let medians: Vec<i32> = self.classes.grouped(own.iter().copied()).into_iter().map(median).collect();
        let of_series = self.series.means(&own);
        let mixed = |index: usize| {
            let own = own.get(index).copied().flatten()?;
            let of_class = self.class(index).and_then(|class| medians.get(class)).copied().unwrap_or(0);
            Some(match self.series.number(index).and_then(|series| of_series.get(series)).copied().flatten() {
                Some(mean) => (own * 5 + of_class * 2 + mean * 3) / 10,
                None => (own * 7 + of_class * 3) / 10,
            })
        };
        (0..self.lines.len()).map(mixed).collect()
    }

    /// Where half of the lines of a class are headings, the others more likely are, and less where hardly any is.
    fn consistent(&self, scores: Vec<Option<i32>>, least: i32) -> Vec<Option<i32>> {
        let of_no_outline = |(line, score): (&Line, &Option<i32>)| score.filter(|_| line.outline.is_none());
        let groups = self.classes.grouped(self.lines.iter().zip(&scores).map(of_no_outline));
        let shift = |scores: &Vec<i32>| {
            let (picked, all) = (scores.iter().filter(|score| **score >= least).count(), scores.len());
            if all >= 2 && picked * 2 >= all {
                CONSISTENCY
            } else if all >= 4 && picked * 4 < all {
                -CONSISTENCY
            } else {
                0
            }
        };
        let shifts: Vec<i32> = groups.iter().map(shift).collect();
        let shifted = |(class, score): (Option<usize>, Option<i32>)| {
            let shift = class.and_then(|class| shifts.get(class)).copied().unwrap_or_default();
            score.map(|score| score + shift)
        };
        self.classes.iter().zip(scores).map(shifted).collect()
    }

    /// What follows from the sign and the statistics of each class.
    fn of_classes<T: Default>(&self, mut of: impl FnMut(Sign, &Stats) -> T) -> Vec<T> {
        let indices = self.lines.iter().enumerate();
        let groups = self.classes.grouped(indices.map(|(index, line)| (!line.is_contents).then_some(index)));
        let of_group = |all: Vec<usize>| {
            let sign = all.first().and_then(|index| self.lines.get(*index)).map(|line| line.sign);
            sign.map_or_else(T::default, |sign| of(sign, &self.stats_of(&all)))
        };
        groups.into_iter().map(of_group).collect()
    }

    fn stats_of(&self, all: &[usize]) -> Stats {
        let lines = || all.iter().filter_map(|index| self.lines.get(*index));
        let share = |count: usize| percent(count, all.len());
        let of_places = |is: &dyn Fn(usize) -> bool| share(all.iter().filter(|index| is(**index)).count());
        let of_words = |is: &dyn Fn(Words) -> bool| of_places(&|index| is(self.words(index)));
        let length: usize = lines().map(|line| line.length.min(120)).sum();
        let of_lines = |is: &dyn Fn(&Line) -> bool| share(lines().filter(|line| is(line)).count());
        let is_rubric = || {
            let mut distinct: HashMap<&str, usize> = HashMap::new();
            !lines().any(|line| {
                distinct.insert(line.text.as_str(), 1);
                distinct.len() * 5 >= all.len() * 2
            })
        };
        Stats {
            count: all.len(),
            short: of_lines(&|line| line.length <= 40),
            very_short: of_lines(&|line| line.length <= 20),
            says: of_words(&|words| words.says || words.is_sentence),
            adjacent: of_places(&|index| self.is_followed_by_like(index)),
            value: of_words(&|words| words.has_value),
            contents: of_places(&|index| self.named.get(index).copied().unwrap_or(false)),
            object: of_places(&|index| self.beside.after(index) == Beside::Object),
            lead: of_places(&|index| self.leads.get(index).copied().unwrap_or(false)),
            length: percent(length, all.len() * 60),
            own: of_places(&|index| self.own.get(index).is_some_and(|own| own.count >= 2)),
            is_rubric: all.len() >= 8 && is_rubric(),
        }
    }

    /// Whether a line can be a heading at all.
    fn may_be_heading(&self, index: usize, line: &Line) -> bool {
        let words = self.words(index);
        let is_rubric = may_be_rubric(line) && self.again.get(line.text.as_str()).is_some_and(|count| *count >= RUBRIC);
        let is_small = self.is_exam && self.body.percent(line.size) < LARGE_IN_EXAM;
        self.class(index).is_some()
            && !self.series.is_listed(index)
            && !self.is_in_list.get(index).copied().unwrap_or(false)
            && !is_rubric
            && !is_small
            && !(words.says && wording::is_stopped(&line.text) && self.body.percent(line.size) < LARGE)
            && !is_never(line, words, self.beside.is_above_object(index))
            && !self.goes_on(index, line)
    }

    /// Whether a line goes on with the one above, which its author broke at the margin.
    fn goes_on(&self, index: usize, line: &Line) -> bool {
        let above = index.checked_sub(1).and_then(|above| self.lines.get(above));
        let Some(above) = above.filter(|above| is_next(&above.site, &line.site)) else { return false };
        line.sign == Sign::Plain
            && above.length >= SHORTEST_BROKEN
            && (wording::is_open(&above.text) || wording::begins_open(&line.text))
    }
}

/// Whether the words of a line, when they come again and again, are a rubric of entries, such as `설명` or `비고`.
fn may_be_rubric(line: &Line) -> bool {
    matches!(line.sign, Sign::Plain | Sign::Bracket) && !line.boxed && line.length <= LONGEST
}

/// What is no heading whatever it looks like.
fn is_never(line: &Line, words: Words, is_above_object: bool) -> bool {
    let (text, rest) = (line.text.as_str(), line.rest());
    // `<서식 4>` above a form that has its title in it.
    let is_number_of_form =
        matches!(line.sign, Sign::Attachment(_)) && is_above_object && text.contains(|c: char| c.is_ascii_digit());
    let is_article = line.sign == Sign::Mark(Kind::Article);
    let is_marked = !is_article && (line.sign.is_number() || line.sign.is_sign());
    let is_low = matches!(line.sign, Sign::Bullet | Sign::Mark(Kind::Round | Kind::Dash | Kind::Dot));
    let is_item = line.sign == Sign::Mark(Kind::Remark)
        || (is_low && (words.says || words.is_sentence || wording::has_object(rest)))
        || (matches!(line.sign, Sign::Mark(Kind::Dash | Kind::Dot)) && (line.length > 30 || words.has_value))
        || ((line.sign.is_sign() || line.sign == Sign::BoxedDigit)
            && (words.begins_with_rubric || wording::is_rubric(rest)));
    line.is_contents
        || line.has_equation
        || line.size == 0
        || line.length > LONGEST
        || (line.length > LONGEST_MARKED && is_marked)
        || text.ends_with(['{', '}'])
        || (line.align == Align::Right && !line.boxed)
        || is_item
        || (!is_article && !is_number_of_form && !letters::has_letters(rest))
        || (words.has_value && wording::has_amount(rest))
        || wording::is_date(text)
        || wording::is_caption(text)
        || wording::is_address(text)
        || line.is_question
        || wording::stands_between_dashes(text)
        || wording::is_signature(text)
        || (matches!(line.sign, Sign::Attachment(_)) && wording::is_enclosure(text))
        // `□ 예 □ 아니요`
        || (memchr::memchr(0xE2, rest.as_bytes()).is_some() && rest.contains(['□', '☐', '☑']))
        || wording::is_letterhead(text)
}

/// Whether a document asks questions to be answered.
pub(super) fn is_exam(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.is_question).take(LEAST_QUESTIONS).count() >= LEAST_QUESTIONS
}

pub(super) fn percent(part: usize, whole: usize) -> i32 {
    i32::try_from(part.saturating_mul(100) / whole.max(1)).unwrap_or(i32::MAX).min(1_000)
}
