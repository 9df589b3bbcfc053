//! The facts that are seen of a line: what is weighed (see `weights.rs`).

use super::beside::Beside;
use super::class::Stats;
use super::fact::{Fact, fact, facts};
use super::judge::Judge;
use super::line::Line;
use super::mark::Kind;
use super::sign::Sign;
use super::wording;
use crate::document::Align;

/// Sees the facts about lines and tells them, each with how far it holds, in percent.
#[derive(Debug)]
pub(super) struct Facts<F> {
    tell: F,
}

/// What begins so much further to the right is indented, in 1/100 point.
const INDENTED: i32 = 400;

impl<F: FnMut(Fact, i32)> Facts<F> {
    pub(super) fn new(tell: F) -> Self {
        Facts { tell }
    }

    /// Those of a line itself.
    pub(super) fn see(&mut self, judge: &Judge<'_>, index: usize, line: &Line) {
        self.see_mark(line);
        self.see_look(judge, line);
        self.see_words(judge, index, line);
        self.see_place(judge, index, line);
        if judge.leads.get(index).copied().unwrap_or(false) {
            const LEADS: [Fact; 6] =
                facts(["lead_num", "lead_sign", "lead_att", "lead_bracket", "lead_numbered", "lead_none"]);
            self.add(group(line.sign, LEADS));
        }
    }

    fn add(&mut self, fact: Fact) {
        self.add_part(fact, 100);
    }

    fn add_part(&mut self, fact: Fact, percent: i32) {
        (self.tell)(fact, percent);
    }

    fn see_look(&mut self, judge: &Judge<'_>, line: &Line) {
        // In per mille, since the borders are fine.
        let ratio = u64::from(line.size) * 1_000 / u64::from(judge.body.size.max(1));
        self.add(match ratio {
            0..930 => fact!("size_xs"),
            930..995 => fact!("size_s"),
            995..1_040 => fact!("size_m"),
            1_040..1_130 => fact!("size_l"),
            1_130..1_350 => fact!("size_xl"),
            1_350.. => fact!("size_xxl"),
        });
        if line.bold && !judge.body.bold {
            self.add(fact!("bold"));
        }
        if line.face != judge.body.face {
            self.add(fact!("face"));
        }
        if line.color != judge.body.color {
            self.add(fact!("color"));
        }
        let emphasis = judge.body.emphasis(line);
        self.add(pick(const { facts(["emph0", "emph1", "emph2", "emph3"]) }, emphasis));
        if is_low(line.sign) {
            self.add(pick(const { facts(["low_emph0", "low_emph1", "low_emph2"]) }, emphasis));
        } else if is_high(line.sign) {
            self.add(pick(const { facts(["high_emph0", "high_emph1", "high_emph2"]) }, emphasis));
        } else if line.sign == Sign::Plain && !line.boxed {
            self.add(pick(const { facts(["plain_emph0", "plain_emph1", "plain_emph2", "plain_emph3"]) }, emphasis));
        }
        if line.align == Align::Center && !line.boxed {
            self.add(fact!("center"));
        }
        if line.is_styled {
            self.add(fact!("style_heading"));
        }
    }

    fn see_place(&mut self, judge: &Judge<'_>, index: usize, line: &Line) {
        if line.nested {
            self.add(fact!("nested"));
        }
        if judge.named.get(index).copied().unwrap_or(false) {
            self.add(fact!("toc"));
        }
        if line.number.is_some() {
            self.add(if judge.series.is_out(index) { fact!("noseries") } else { fact!("series") });
        }
        let own = judge.own.get(index).copied().unwrap_or_default();
        self.add(match own.count {
            0 => fact!("own_0"),
            1 => fact!("own_1"),
            2..=4 => fact!("own_2"),
            5.. => fact!("own_5"),
        });
        if own.count > 0 && own.texts == 0 {
            self.add(fact!("own_bare"));
        }
        if line.sign == Sign::Bracket && judge.beside.is_above_object(index) {
            self.add(fact!("bracket_obj"));
        }
        if let Some(percent) = judge.series.bare(index) {
            self.add(fact!("s_many"));
            self.add_part(fact!("s_bare"), percent);
        }
        if line.is_apart {
            self.add(fact!("apart"));
        }
        if let Beside::Line(above) = judge.beside.before(index)
            && let Some(above) = judge.lines.get(above)
            && stands_over(line, above)
        {
            self.add(fact!("over_prev"));
        }
        match judge.beside.after(index) {
            Beside::Object => self.add(fact!("next_obj")),
            Beside::Edge | Beside::End => self.add(fact!("next_end")),
            Beside::Line(next) => {
                let Some(below) = judge.lines.get(next) else { return };
                if stands_over(line, below) {
                    self.add(fact!("over_next"));
                }
                if is_deeper(below.sign, line.sign) {
                    self.add(fact!("next_deeper"));
                }
                if below.indent > line.indent.saturating_add(INDENTED) {
                    self.add(fact!("next_right"));
                }
                if judge.class(next) == judge.class(index) {
                    self.add(fact!("next_same"));
                } else if below.length > 60 {
                    self.add(fact!("next_long"));
                } else if below.sign.is_sign() && !line.sign.is_sign() {
                    self.add(fact!("next_sign"));
                } else if below.sign == Sign::Plain && line.sign != Sign::Plain {
                    self.add(fact!("next_plain"));
                }
            }
        }
        if matches!(judge.beside.before(index), Beside::Edge | Beside::End) {
            self.add(fact!("pagestart"));
        }
    }

    fn see_mark(&mut self, line: &Line) {
        self.add(kind(line.sign));
        if line.boxed {
            self.add(fact!("boxed"));
            let names =
                const { facts(["boxed_num", "boxed_other", "boxed_att", "boxed_other", "boxed_other", "boxed_none"]) };
            self.add(group(line.sign, names));
        }
        if line.has_cells {
            self.add(fact!("cells"));
        }
    }

    fn see_words(&mut self, judge: &Judge<'_>, index: usize, line: &Line) {
        let words = judge.words(index);
        self.add(match line.length {
            0..=4 => fact!("len_1"),
            5..=12 => fact!("len_2"),
            13..=25 => fact!("len_3"),
            26..=40 => fact!("len_4"),
            41..=60 => fact!("len_5"),
            61.. => fact!("len_6"),
        });
        if words.is_sentence {
            self.add(fact!("sentence"));
        } else if words.says {
            self.add(fact!("says"));
        }
        if (words.is_sentence || words.says) && is_low(line.sign) {
            self.add(fact!("says_low"));
        }
        if words.has_value {
            self.add(fact!("colon"));
            if line.sign.is_number() {
                self.add(fact!("colon_num"));
            }
        }
        if wording::has_object(line.rest()) {
            self.add(if line.sign.is_sign() { fact!("object_sign") } else { fact!("object") });
        }
        if words.begins_with_rubric {
            self.add(fact!("rubric"));
        }
        if line.is_matter {
            self.add(fact!("matter"));
        }
        if line.rest().contains(',') {
            self.add(fact!("comma"));
        }
    }

    /// Those of all lines of a class, which have one sign.
    pub(super) fn see_class(&mut self, sign: Sign, stats: &Stats) {
        self.add(pick(
            const { facts(["c_n1", "c_n2", "c_n5", "c_n20"]) },
            match stats.count {
                0 | 1 => 0,
                2..=4 => 1,
                5..=19 => 2,
                20.. => 3,
            },
        ));
        for (name, percent) in [
            (fact!("c_short"), stats.short),
            (fact!("c_vshort"), stats.very_short),
            (fact!("c_says"), stats.says),
            (fact!("c_adj"), stats.adjacent),
            (fact!("c_colon"), stats.value),
            (fact!("c_toc"), stats.contents),
            (fact!("c_obj"), stats.object),
            (fact!("c_len"), stats.length),
            (fact!("c_own"), stats.own),
            (
                group(
                    sign,
                    const {
                        facts([
                            "c_lead_num",
                            "c_lead_sign",
                            "c_lead_att",
                            "c_lead_bracket",
                            "c_lead_numbered",
                            "c_lead_none",
                        ])
                    },
                ),
                stats.lead,
            ),
        ] {
            self.add_part(name, percent);
        }
        if stats.lead >= 75 && stats.count >= 3 {
            let names = const {
                facts([
                    "c_lead2_num",
                    "c_lead2_sign",
                    "c_lead2_att",
                    "c_lead2_bracket",
                    "c_lead2_numbered",
                    "c_lead2_none",
                ])
            };
            self.add(group(sign, names));
        }
        if stats.is_rubric {
            self.add(fact!("c_rubric"));
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

/// The fact for a number, the last one for all beyond.
fn pick<const N: usize>(all: [Fact; N], index: usize) -> Fact {
    all.get(index).or(all.last()).copied().unwrap_or(Fact::FIRST)
}

/// The fact for numbers, signs, attachments, brackets, other generated numbers, or none.
fn group(sign: Sign, all: [Fact; 6]) -> Fact {
    let at = match sign {
        Sign::Mark(kind) => usize::from(!kind.is_number()),
        Sign::BoxedDigit => 0,
        Sign::Bullet => 1,
        Sign::Attachment(_) => 2,
        Sign::Bracket => 3,
        Sign::Numbered => 4,
        Sign::Plain => 5,
    };
    pick(all, at)
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

fn kind(sign: Sign) -> Fact {
    match sign {
        Sign::Attachment(_) => fact!("kind_att"),
        Sign::BoxedDigit => fact!("kind_digit"),
        Sign::Bracket => fact!("kind_bracket"),
        Sign::Numbered => fact!("kind_numbered"),
        Sign::Bullet => fact!("kind_bullet"),
        Sign::Plain => fact!("kind_none"),
        Sign::Mark(kind) => match kind {
            Kind::Part => fact!("kind_part"),
            Kind::Chapter => fact!("kind_chapter"),
            Kind::ChapterPart => fact!("kind_chapterpart"),
            Kind::ChapterItem => fact!("kind_chaptersub"),
            Kind::Article => fact!("kind_article"),
            Kind::Roman => fact!("kind_roman"),
            Kind::Digit => fact!("kind_digit"),
            Kind::Section => fact!("kind_section"),
            Kind::Subsection => fact!("kind_subsection"),
            Kind::Syllable => fact!("kind_syllable"),
            Kind::DigitClose => fact!("kind_digitclose"),
            Kind::SyllableClose => fact!("kind_syllclose"),
            Kind::DigitRound => fact!("kind_digitround"),
            Kind::SyllableRound => fact!("kind_syllround"),
            Kind::Circled => fact!("kind_circled"),
            Kind::Square => fact!("kind_square"),
            Kind::Round => fact!("kind_round"),
            Kind::Dash => fact!("kind_dash"),
            Kind::Dot => fact!("kind_dot"),
            Kind::Remark => fact!("kind_remark"),
        },
    }
}
