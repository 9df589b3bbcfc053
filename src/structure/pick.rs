//! Which lines are headings: by their scores, by what they say of themselves, and by what stands around them.

use foldhash::{HashSet, HashSetExt};

use super::class::Body;
use super::evidence::{Evidence, Item};
use super::judge::Scores;
use super::line::Line;
use super::mark::Kind;
use super::sign::Sign;
use super::title::{self, Title};
use super::wording;
use crate::document::letters;

/// What the author's outline counts for a line.
const OUTLINE: i32 = 150;

/// What a heading right below a numbered line, of which it is the first part, counts for the line.
const LEADING: i32 = 90;

/// What is no longer stays a heading if the author made it one; longer sentences are items of a numbered list.
const SHORT: usize = 20;

/// So many articles are a statute; of those in boxes, which may be quoted, so many.
const LEAST_ARTICLES: usize = 2;
const LEAST_ARTICLES_IN_BOXES: usize = 5;

/// Which lines are headings: those of the outline, articles, and those that score well, from the title on.
pub(super) fn pick(evidence: &Evidence, scores: &Scores, body: Body, least: i32, title: Option<&Title>) -> Vec<bool> {
    let lines = &evidence.lines;
    let articles = |nested: bool| lines.iter().filter(|line| is_article(line) && line.nested == nested).count();
    let (of_body, of_boxes) = (articles(false) >= LEAST_ARTICLES, articles(true) >= LEAST_ARTICLES_IN_BOXES);
    let is_front = front(evidence, title);
    let first_page = title.map_or(0, |title| end_of_page(evidence, title.last));
    let is_of_article = of_articles(lines, of_body);
    let is_mentioned = mentioned(lines, body);
    let picks = |(index, line): (usize, &Line)| {
        let score = scores.get(index);
        if line.outline.is_some() {
            let is_sentence = wording::is_sentence(&line.text);
            let is_statement = is_item(line, body) && wording::has_object(line.rest());
            let is_likely = score.is_some_and(|score| score + OUTLINE >= 0) && !is_sentence && !is_statement;
            let is_listed = scores.is_listed(index) && is_item(line, body);
            let is_told = is_sentence && wording::says(&line.text);
            return is_likely || (line.length <= SHORT && !is_listed && !is_told);
        }
        let is_before = title.is_some_and(|title| index <= title.last);
        let is_subtitle = || title.is_some_and(|title| index == title.last + 1) && title::is_subtitle(&line.text);
        let is_office = || index < first_page && title.is_some_and(|title| is_office(lines, title, line));
        if is_before || is_front.get(index).copied().unwrap_or(false) || is_subtitle() || is_office() {
            return false;
        }
        let is = |flags: &[bool]| flags.get(index).copied().unwrap_or(false);
        if is(&is_of_article) || is(&is_mentioned) {
            return false;
        }
        if is_article(line) || is_part(line) {
            return if line.nested { of_boxes } else { of_body } || score.is_some_and(|score| score >= least);
        }
        if line.is_matter && score.is_some() && body.emphasis(line) > 0 {
            return true;
        }
        let least = if is_numbered_attachment(line) { least.min(0) } else { least };
        score.is_some_and(|score| score >= least || is_banner(line))
    };
    let mut picked: Vec<bool> = lines.iter().enumerate().map(picks).collect();
    // From the end on: what leads to such a line may lead on.
    let mut below: Option<&Line> = None;
    for item in evidence.items.iter().rev() {
        match item {
            Item::Line(index) => {
                let (Some(line), Some(flag)) = (lines.get(*index), picked.get_mut(*index)) else { continue };
                let score = scores.get(*index);
                *flag |= below.is_some_and(|below| leads_to(line, below))
                    && score.is_some_and(|score| score >= least - LEADING)
                    && title.is_none_or(|title| *index > title.last);
                below = Some(line).filter(|_| *flag);
            }
            Item::Object | Item::Open | Item::Close => below = None,
            Item::Break => {}
        }
    }
    picked
}

/// Whether a line looks like running text and has a number that begins items rather than sections.
fn is_item(line: &Line, body: Body) -> bool {
    matches!(line.sign, Sign::Mark(kind) if kind >= Kind::DigitClose) && body.emphasis(line) == 0
}

/// Whether the heading right below a numbered line is the first of its parts.
fn leads_to(line: &Line, below: &Line) -> bool {
    match (line.sign, below.sign) {
        (Sign::Mark(kind), Sign::Mark(inner)) => {
            let is_name = !wording::says(line.rest()) && !wording::is_open(&line.text);
            let is_within = kind.is_number() && kind < inner && inner.is_number() && below.number == Some(1);
            line.outline.is_none() && is_name && is_within
        }
        _ => false,
    }
}

/// Whether a line stands in a box with an attachment word or with a number in a cell of its own.
fn is_banner(line: &Line) -> bool {
    const LONGEST_ATTACHMENT: usize = 90;
    const LONGEST_NUMBERED: usize = 60;
    let length = line.length;
    let is_short = (matches!(line.sign, Sign::Attachment(_)) && length <= LONGEST_ATTACHMENT)
        || (line.has_cells && length <= LONGEST_NUMBERED);
    line.boxed && is_short && !wording::is_sentence(&line.text)
}

/// Whether a line names an attachment in brackets by number and title: `[첨부 2] 검토 결과서`.
fn is_numbered_attachment(line: &Line) -> bool {
    let mark = line.text.get(..line.rest).unwrap_or_default();
    matches!(line.sign, Sign::Attachment(_))
        && mark.starts_with(['[', '<', '【', '〈'])
        && mark.contains(|c: char| c.is_ascii_digit())
        && letters::has_letters(line.rest())
}

/// Which lines are the numbered items of an article of a statute: `①`, `1.`, `가.` that look as the article does.
fn of_articles<'l>(lines: &'l [Line], is_statute: bool) -> Vec<bool> {
    let mut article: Option<&Line> = None;
    let mut is_item = |line: &'l Line| {
        match line.sign {
            Sign::Mark(Kind::Article) if !line.nested => article = Some(line),
            Sign::Mark(kind) if kind.is_number() && kind > Kind::Roman => {
                let is_like = |article: &Line| article.size == line.size && (article.bold || !line.bold) && !line.boxed;
                return article.is_some_and(is_like);
            }
            // A part, a chapter or an attachment comes behind the article.
            Sign::Mark(kind) if kind.is_number() => article = None,
            Sign::Attachment(_) => article = None,
            Sign::Mark(_) | Sign::BoxedDigit | Sign::Bracket | Sign::Numbered | Sign::Bullet | Sign::Plain => {}
        }
        false
    };
    if is_statute { lines.iter().map(&mut is_item).collect() } else { vec![false; lines.len()] }
}

/// Which lines mention an attachment that comes later, in a box or larger or bolder letters, with the same words.
fn mentioned(lines: &[Line], body: Body) -> Vec<bool> {
    let mut later: HashSet<String> = HashSet::new();
    let mut is_mentioned = vec![false; lines.len()];
    let attachments = lines.iter().zip(&mut is_mentioned).rev();
    for (line, flag) in attachments.filter(|(line, _)| matches!(line.sign, Sign::Attachment(_))) {
        let words = letters::squeezed(&line.text);
        if body.emphasis(line) > 0 {
            later.insert(words);
        } else {
            *flag = later.contains(&words);
        }
    }
    is_mentioned
}

fn is_article(line: &Line) -> bool {
    line.sign == Sign::Mark(Kind::Article) && !line.is_contents
}

/// Whether a line names a part of a statute: `제1편 총칙` down to `제2관 보칙`, and `부칙`.
fn is_part(line: &Line) -> bool {
    const LONGEST: usize = 40;
    let is_mark = matches!(line.sign, Sign::Mark(Kind::Part | Kind::Chapter | Kind::ChapterPart | Kind::ChapterItem));
    is_mark && !line.is_contents && line.length <= LONGEST && !wording::is_sentence(wording::without_note(&line.text))
}

/// The lines of a front page, with authors, dates and subtitles: lines without mark behind the title, up to the first
/// running text, that only another such line or nothing follows.
fn front(evidence: &Evidence, title: Option<&Title>) -> Vec<bool> {
    const RUNNING: usize = 60;
    let mut is_front = vec![false; evidence.lines.len()];
    let Some(title) = title else { return is_front };
    let behind = evidence.items.iter().skip_while(|item| **item != Item::Line(title.last)).skip(1);
    let mut before = None;
    for item in behind {
        let index = match item {
            Item::Line(index) => *index,
            Item::Break => {
                set(&mut is_front, before.take());
                continue;
            }
            Item::Object | Item::Open | Item::Close => {
                before = None;
                continue;
            }
        };
        let Some(line) = evidence.lines.get(index) else { continue };
        if wording::is_date(&line.text) {
            continue;
        }
        if line.length > RUNNING || wording::is_sentence(&line.text) || line.sign.is_number() {
            break;
        }
        let is_plain = line.sign == Sign::Plain && !line.boxed;
        if is_plain {
            set(&mut is_front, before);
        }
        before = Some(index).filter(|_| is_plain);
    }
    is_front
}

/// The first line behind the page of a line.
fn end_of_page(evidence: &Evidence, line: usize) -> usize {
    let behind = evidence.items.iter().skip_while(|item| **item != Item::Line(line));
    let mut behind = behind.skip_while(|item| **item != Item::Break);
    let next = behind.find_map(|item| if let Item::Line(index) = item { Some(*index) } else { None });
    next.unwrap_or(0)
}

/// Whether a line on a front page, in the letters of the title, names the office that wrote the document: one word with
/// the ending of offices, such as `문화예술국` or `기 획 실`.
fn is_office(lines: &[Line], title: &Title, line: &Line) -> bool {
    const LONGEST: usize = 10;
    let is_like = |title: &Line| title.size == line.size && title.face == line.face;
    let is_short = line.text.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST;
    let is_word = || line.text.split_whitespace().all(|word| word.chars().count() == 1 || word == line.text);
    let ends = || line.text.ends_with(['국', '실', '과', '부', '처', '청', '원', '단', '팀']);
    lines.get(title.last).is_some_and(is_like) && line.sign == Sign::Plain && is_short && is_word() && ends()
}

/// Which lines stand first behind a break.
pub(super) fn first_of_pages(evidence: &Evidence) -> Vec<bool> {
    let mut first = vec![false; evidence.lines.len()];
    for pair in evidence.items.windows(2) {
        if let [Item::Break, Item::Line(index)] = pair {
            set(&mut first, Some(*index));
        }
    }
    first
}

fn set(flags: &mut [bool], at: Option<usize>) {
    if let Some(flag) = at.and_then(|at| flags.get_mut(at)) {
        *flag = true;
    }
}
