//! The facts that are seen of a line, by name: what is weighed (see `weights.rs`).

use super::class::Stats;
use super::evidence::{Line, Sign};
use super::judge::{Beside, Judge};
use super::mark::Kind;
use crate::document::Align;

/// Facts about a line, each with how far it holds, in percent.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) list: Vec<(&'static str, i32)>,
}

/// What begins so much further to the right is indented, in 1/100 point.
const INDENTED: i32 = 400;

impl Facts {
    /// Those of a line itself.
    pub(super) fn of(judge: &Judge<'_>, index: usize, line: &Line) -> Self {
        let mut facts = Facts { list: Vec::with_capacity(32) };
        facts.see_mark(line);
        facts.see_look(judge, line);
        facts.see_words(judge, index, line);
        facts.see_place(judge, index, line);
        if judge.leads.get(index).copied().unwrap_or(false) {
            facts.add(group(
                line.sign,
                ["lead_num", "lead_sign", "lead_att", "lead_bracket", "lead_numbered", "lead_none"],
            ));
        }
        facts
    }

    /// Those of all lines of a class, which have one sign.
    pub(super) fn of_class(sign: Sign, stats: &Stats) -> Self {
        let mut facts = Facts { list: Vec::with_capacity(16) };
        facts.see_class(sign, stats);
        facts
    }

    fn add(&mut self, name: &'static str) {
        self.add_part(name, 100);
    }

    fn add_part(&mut self, name: &'static str, percent: i32) {
        self.list.push((name, percent));
    }

    fn see_look(&mut self, judge: &Judge<'_>, line: &Line) {
        // In per mille, since the borders are fine.
        let ratio = u64::from(line.size) * 1_000 / u64::from(judge.body.size.max(1));
        self.add(match ratio {
            0..930 => "size_xs",
            930..995 => "size_s",
            995..1_040 => "size_m",
            1_040..1_130 => "size_l",
            1_130..1_350 => "size_xl",
            1_350.. => "size_xxl",
        });
        if line.bold && !judge.body.bold {
            self.add("bold");
        }
        if line.face != judge.body.face {
            self.add("face");
        }
        if line.color != judge.body.color {
            self.add("color");
        }
        let emphasis = judge.body.emphasis(line);
        self.add(pick(["emph0", "emph1", "emph2", "emph3"], emphasis));
        if is_low(line.sign) {
            self.add(pick(["low_emph0", "low_emph1", "low_emph2"], emphasis));
        } else if is_high(line.sign) {
            self.add(pick(["high_emph0", "high_emph1", "high_emph2"], emphasis));
        } else if line.sign == Sign::Plain && !line.boxed {
            self.add(pick(["plain_emph0", "plain_emph1", "plain_emph2", "plain_emph3"], emphasis));
        }
        if line.align == Align::Center && !line.boxed {
            self.add("center");
        }
        if line.is_styled {
            self.add("style_heading");
        }
    }

    fn see_place(&mut self, judge: &Judge<'_>, index: usize, line: &Line) {
        if line.nested {
            self.add("nested");
        }
        if judge.named.get(index).copied().unwrap_or(false) {
            self.add("toc");
        }
        if line.number.is_some() {
            let is_out = judge.is_out_of_series.get(index).copied().unwrap_or(false);
            self.add(if is_out { "noseries" } else { "series" });
        }
        self.add(match judge.own.get(index) {
            None | Some(0) => "own_0",
            Some(1) => "own_1",
            Some(2..=4) => "own_2",
            Some(5..) => "own_5",
        });
        if line.is_apart {
            self.add("apart");
        }
        if let Some(Beside::Line(above)) = judge.before.get(index)
            && let Some(above) = judge.lines.get(*above)
            && stands_over(line, above)
        {
            self.add("over_prev");
        }
        match judge.after(index) {
            Beside::Object => self.add("next_obj"),
            Beside::Edge | Beside::End => self.add("next_end"),
            Beside::Line(next) => {
                let Some(below) = judge.lines.get(next) else { return };
                if stands_over(line, below) {
                    self.add("over_next");
                }
                if is_deeper(below.sign, line.sign) {
                    self.add("next_deeper");
                }
                if below.indent > line.indent.saturating_add(INDENTED) {
                    self.add("next_right");
                }
                if judge.class(next) == judge.class(index) {
                    self.add("next_same");
                } else if judge.words(next).length > 60 {
                    self.add("next_long");
                } else if below.sign.is_sign() && !line.sign.is_sign() {
                    self.add("next_sign");
                } else if below.sign == Sign::Plain && line.sign != Sign::Plain {
                    self.add("next_plain");
                }
            }
        }
        if matches!(judge.before.get(index), Some(Beside::Edge | Beside::End)) {
            self.add("pagestart");
        }
    }

    fn see_mark(&mut self, line: &Line) {
        self.add(kind_name(line.sign));
        if line.boxed {
            self.add("boxed");
            let names = ["boxed_num", "boxed_other", "boxed_att", "boxed_other", "boxed_other", "boxed_none"];
            self.add(group(line.sign, names));
        }
        if line.has_cells {
            self.add("cells");
        }
    }

    fn see_words(&mut self, judge: &Judge<'_>, index: usize, line: &Line) {
        let words = judge.words(index);
        self.add(match words.length {
            0..=4 => "len_1",
            5..=12 => "len_2",
            13..=25 => "len_3",
            26..=40 => "len_4",
            41..=60 => "len_5",
            61.. => "len_6",
        });
        if words.is_sentence {
            self.add("sentence");
        } else if words.says {
            self.add("says");
        }
        if words.has_value {
            self.add("colon");
        }
        if words.begins_with_rubric {
            self.add("rubric");
        }
        if line.rest().contains(',') {
            self.add("comma");
        }
    }

    fn see_class(&mut self, sign: Sign, stats: &Stats) {
        self.add(pick(
            ["c_n1", "c_n2", "c_n5", "c_n20"],
            match stats.count {
                0 | 1 => 0,
                2..=4 => 1,
                5..=19 => 2,
                20.. => 3,
            },
        ));
        for (name, percent) in [
            ("c_short", stats.short),
            ("c_vshort", stats.very_short),
            ("c_says", stats.says),
            ("c_adj", stats.adjacent),
            ("c_colon", stats.value),
            ("c_toc", stats.contents),
            ("c_obj", stats.object),
            ("c_len", stats.length),
            ("c_own", stats.own),
            (
                group(
                    sign,
                    ["c_lead_num", "c_lead_sign", "c_lead_att", "c_lead_bracket", "c_lead_numbered", "c_lead_none"],
                ),
                stats.lead,
            ),
        ] {
            self.add_part(name, percent);
        }
        if stats.lead >= 75 && stats.count >= 3 {
            let names =
                ["c_lead2_num", "c_lead2_sign", "c_lead2_att", "c_lead2_bracket", "c_lead2_numbered", "c_lead2_none"];
            self.add(group(sign, names));
        }
        if stats.is_rubric {
            self.add("c_rubric");
        }
    }
}

/// Whether a line is larger or bolder than one beside it.
fn stands_over(line: &Line, other: &Line) -> bool {
    let (size, beside) = (u64::from(line.size), u64::from(other.size));
    size * 100 > beside * 104 || (line.bold && !other.bold && size * 104 >= beside * 100)
}

/// Whether a mark is of the same family and further inside.
fn is_deeper(below: Sign, above: Sign) -> bool {
    match (below, above) {
        (Sign::Mark(below), Sign::Mark(above)) if below.is_number() == above.is_number() => below > above,
        (Sign::Mark(below), Sign::Mark(_)) => !below.is_number(),
        (below, above) => (below.is_sign() || below.is_number()) && !above.is_sign(),
    }
}

/// The name for a number, the last one for all beyond.
fn pick<const N: usize>(names: [&'static str; N], index: usize) -> &'static str {
    names.get(index).or(names.last()).copied().unwrap_or_default()
}

/// The name for numbers, signs, attachments, brackets, other generated numbers, or none.
fn group(sign: Sign, names: [&'static str; 6]) -> &'static str {
    let at = match sign {
        Sign::Mark(kind) => usize::from(!kind.is_number()),
        Sign::BoxedDigit => 0,
        Sign::Bullet => 1,
        Sign::Attachment => 2,
        Sign::Bracket => 3,
        Sign::Numbered => 4,
        Sign::Plain => 5,
    };
    pick(names, at)
}

/// Marks that begin items rather than sections.
fn is_low(sign: Sign) -> bool {
    matches!(
        sign,
        Sign::Bullet
            | Sign::Mark(
                Kind::Square
                    | Kind::Round
                    | Kind::Dash
                    | Kind::Dot
                    | Kind::Circled
                    | Kind::DigitClose
                    | Kind::DigitRound
                    | Kind::SyllableClose
                    | Kind::SyllableRound
            )
    )
}

/// Marks that begin sections rather than items.
fn is_high(sign: Sign) -> bool {
    matches!(
        sign,
        Sign::Mark(
            Kind::Part
                | Kind::Chapter
                | Kind::ChapterPart
                | Kind::Roman
                | Kind::Digit
                | Kind::Section
                | Kind::Subsection
                | Kind::Syllable
        )
    )
}

fn kind_name(sign: Sign) -> &'static str {
    match sign {
        Sign::Attachment => "kind_att",
        Sign::BoxedDigit => "kind_digit",
        Sign::Bracket => "kind_bracket",
        Sign::Numbered => "kind_numbered",
        Sign::Bullet => "kind_bullet",
        Sign::Plain => "kind_none",
        Sign::Mark(kind) => match kind {
            Kind::Part => "kind_part",
            Kind::Chapter => "kind_chapter",
            Kind::ChapterPart => "kind_chapterpart",
            Kind::ChapterItem => "kind_chaptersub",
            Kind::Article => "kind_article",
            Kind::Roman => "kind_roman",
            Kind::Digit => "kind_digit",
            Kind::Section => "kind_section",
            Kind::Subsection => "kind_subsection",
            Kind::Syllable => "kind_syllable",
            Kind::DigitClose => "kind_digitclose",
            Kind::SyllableClose => "kind_syllclose",
            Kind::DigitRound => "kind_digitround",
            Kind::SyllableRound => "kind_syllround",
            Kind::Circled => "kind_circled",
            Kind::Square => "kind_square",
            Kind::Round => "kind_round",
            Kind::Dash => "kind_dash",
            Kind::Dot => "kind_dot",
            Kind::Remark => "kind_remark",
        },
    }
}
