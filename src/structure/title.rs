//! The title of a document: what stands out most before its running text.

use std::cell::LazyCell;
use std::ops::Range;

use super::class::Body;
use super::contents;
use super::evidence::{Evidence, Item};
use super::judge;
use super::line::{Line, is_next};
use super::sign::{Sign, stands_in_brackets};
use super::text;
use super::wording;
use crate::document::letters;
use crate::document::{Align, Inline, Paragraph};

/// The title, by the places of its lines among the lines: it may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A title is no longer, in characters, with all its lines.
const LONGEST: usize = 150;

/// So many lines are looked at.
const MOST_LINES: usize = 40;

/// So many lines of the paragraph of a title are looked at.
const MOST_LINES_OF_TITLE: usize = 4;

/// A sentence of body size that is longer than this is running text.
const SHORT_SENTENCE: usize = 40;

/// Finds the title.
///
/// Above the subject of an exam stands what it is an exam of, in smaller letters.
pub(super) fn find(evidence: &Evidence, body: Body) -> Option<Title> {
    let is_exam = LazyCell::new(|| judge::is_exam(&evidence.lines));
    let mut best: Option<(u64, usize)> = None;
    let mut seen = 0;
    let mut above: Option<&Line> = None;
    let mut is_notice = false;
    for item in &evidence.items {
        let index = match item {
            Item::Line(index) => *index,
            // What stands behind the first page with something large on it is no title.
            Item::Break if best.is_some() => break,
            Item::Break | Item::Object | Item::Open | Item::Close => continue,
        };
        let Some(line) = evidence.lines.get(index) else { continue };
        let is_running = line.length > LONGEST
            || (wording::is_sentence(&line.text) && line.length > SHORT_SENTENCE && body.percent(line.size) <= 104);
        let above = above.replace(line).map_or("", |above| above.text.as_str());
        // Between the number of a notice and its title stand its law, its date and who signs it.
        let is_number = wording::ends_with_notice_number(&line.text);
        is_notice |= is_number && best.is_none();
        if is_number || line.align == Align::Right || (is_running && wording::ends_with_notice_number(above)) {
            continue;
        }
        seen += 1;
        // What stands behind an address or a signature is another document; a notice begins with its numbered parts.
        let is_end = (is_notice && line.sign.is_number())
            || wording::is_address(&line.text)
            || wording::is_signature(&line.text);
        if is_running || (is_end && best.is_some()) || seen > MOST_LINES {
            break;
        }
        if line.is_subject {
            best = Some((0, index));
            break;
        }
        let is_placed = wording::names_form(above) || (seen == 1 && has_subtitle(evidence, index));
        if let Some(weight) = weight(line, body, seen, is_placed)
            // The title of a form behind another title is that of the form alone.
            && best.is_none_or(|(most, _)| weight > most && !line.heads_form && !*is_exam)
        {
            best = Some((weight, index));
        }
    }
    let (_, largest) = best?;
    Some(Title { first: first_line(&evidence.lines, largest, body), last: last_line(&evidence.lines, largest) })
}

/// How much a line stands out, in percent of the body, if it could be a title.
///
/// Right below the name of its law, or as the first line right above a subtitle, a title stands out by being in the middle.
fn weight(line: &Line, body: Body, place: usize, is_placed: bool) -> Option<u64> {
    let percent = body.percent(line.size);
    let is_title = line.length >= 3
        && letters::has_letters(&line.text)
        && !line.is_contents
        && !contents::is_title(contents::without_page(&line.text))
        && !matches!(line.sign, Sign::Mark(_) | Sign::Bullet | Sign::Bracket)
        && !wording::is_letterhead(&line.text)
        && !wording::is_date(&line.text)
        && !wording::is_address(&line.text);
    let center = line.align == Align::Center;
    let is_set_off = (line.bold && !body.bold) || line.face != body.face || line.boxed;
    // Schedules of a law begin with their number.
    let is_schedule = matches!(line.sign, Sign::Attachment(_)) && place == 1 && letters::has_letters(line.rest());
    let stands_out = percent >= 115
        || line.heads_form
        || (percent >= 100 && center && ((is_set_off && place <= 4) || is_placed))
        || is_schedule;
    (is_title && stands_out)
        .then(|| percent + u64::from(center) * 10 + u64::from(line.boxed) * 10 + u64::from(line.bold && !body.bold) * 5)
}

/// The first of the lines above the largest one that are hardly smaller and lead over to it: `2026년` or `[가람도서관]` above
/// `업무 계획`.
fn first_line(lines: &[Line], largest: usize, body: Body) -> usize {
    let mut first = largest;
    let mut length = lines.get(largest).map_or(0, |line| line.length);
    while let Some(before) = first.checked_sub(1)
        && let (Some(above), Some(line), Some(main)) = (lines.get(before), lines.get(first), lines.get(largest))
    {
        length += above.length;
        let is_part = matches!(above.sign, Sign::Plain | Sign::Bracket)
            && above.align == main.align
            && !above.boxed
            && !main.boxed
            && is_nearly(above.size, main.size)
            && body.percent(above.size) >= 115
            && !above.is_contents
            && !wording::is_sentence(&above.text)
            && !wording::is_letterhead(&above.text)
            && !wording::is_date(&above.text);
        if !is_part || length > LONGEST || !is_next(&above.site, &line.site) {
            break;
        }
        first = before;
    }
    first
}

/// Which lines of a box are the title: the largest one with those beside it that are hardly smaller, and what stands
/// above it in letters of half the size or more.
pub(super) fn lines(paragraphs: &[Paragraph]) -> Range<usize> {
    let size = |paragraph: &Paragraph| paragraph.size.unwrap_or(0);
    let most = paragraphs.iter().map(size).max().unwrap_or(0);
    let Some(largest) = paragraphs.iter().position(|paragraph| size(paragraph) == most) else { return 0..0 };
    let is_blank = |paragraph: &Paragraph| !text::has_words(paragraph);
    let is_below = |paragraph: &&Paragraph| {
        is_blank(paragraph) || (is_nearly(size(paragraph), most) && !is_subtitle(&text::words(paragraph)))
    };
    let is_above = |paragraph: &&Paragraph| {
        let words = text::words(paragraph);
        let is_aside = words.starts_with(['-', '–', '(', '[', '<', '※']);
        let is_name = !is_aside && !wording::is_letterhead(&words) && !wording::is_date(&words);
        is_blank(paragraph) || (is_name && u64::from(size(paragraph)) * 100 >= u64::from(most) * 55)
    };
    let (above, below) = paragraphs.split_at(largest);
    let first = largest - above.iter().rev().take_while(is_above).count();
    let last = largest + 1 + below.iter().skip(1).take_while(is_below).count();
    first..last
}

/// Whether a line below a title is a subtitle: it stands between dashes or in brackets, or begins with a sign.
pub(super) fn is_subtitle(words: &str) -> bool {
    words.starts_with(['-', '–', '―', '※', '~', '∼']) || stands_in_brackets(words)
}

/// Whether a line below the title of a schedule says which article it belongs to: `(제12조제1항 관련)`.
fn names_article(words: &str) -> bool {
    words.starts_with("(제") && words.ends_with("관련)")
}

/// Whether the line right below a line is a subtitle.
fn has_subtitle(evidence: &Evidence, index: usize) -> bool {
    let pair = evidence.lines.get(index).zip(evidence.lines.get(index + 1));
    pair.is_some_and(|(line, below)| is_next(&line.site, &below.site) && is_subtitle(&below.text))
}

/// Takes the subtitle out of the paragraph of a title, behind a line end in it.
pub(super) fn cut_subtitle(paragraph: &mut Paragraph) -> Option<Paragraph> {
    let is_end = |inline: &Inline| matches!(inline, Inline::LineBreak);
    let ends = paragraph.content.iter().enumerate().filter(|(_, inline)| is_end(inline)).map(|(at, _)| at);
    let only = |content: &[Inline]| Paragraph { content: content.iter().cloned().collect(), ..Paragraph::default() };
    let is_cut = |at: &usize| {
        let (title, subtitle) = paragraph.content.split_at(*at);
        text::has_words(&only(title)) && is_subtitle(&text::words(&only(subtitle)))
    };
    let at = ends.take(MOST_LINES_OF_TITLE).find(is_cut)?;
    let mut content = std::mem::take(&mut paragraph.content).into_iter();
    paragraph.content = content.by_ref().take(at).collect();
    Some(Paragraph { content: content.skip(1).collect(), label: None, ..paragraph.clone() })
}

/// Whether a line is so large that it is part of a title of that size.
pub(super) fn is_nearly(size: u32, of: u32) -> bool {
    u64::from(size) * 100 >= u64::from(of) * 80
}

/// The last of the lines that look like the first one and go on with it.
fn last_line(lines: &[Line], first: usize) -> usize {
    let Some(title) = lines.get(first).filter(|title| !title.boxed) else { return first };
    let mut length = title.length;
    let mut last = first;
    while let (Some(line), Some(next)) = (lines.get(last), lines.get(last + 1)) {
        length += next.length;
        let is_like = next.size == title.size
            && next.face == title.face
            && next.align == title.align
            && !next.boxed
            && ((next.sign == Sign::Plain && !is_subtitle(&next.text)) || names_article(&next.text))
            && !wording::is_date(&next.text);
        if !is_like || length > LONGEST || !is_next(&line.site, &next.site) {
            break;
        }
        last += 1;
    }
    last
}
