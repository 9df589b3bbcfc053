//! The weight of each fact about a line for its being a heading, in hundredths of the logarithm of the odds.
//!
//! Made by `tools/headings/train.py` from annotated documents; not to be changed by hand.

use super::fact::{COUNT, Fact};

/// What facts count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// What counts for every line.
    pub(super) bias: i32,
    /// What each fact counts, by its place.
    of: [i32; COUNT],
    /// From this score on a line is a heading: rather none too few than one too many.
    pub(super) threshold: i32,
}

impl Weights {
    /// Those that were made from all annotated documents.
    pub(super) const TRAINED: Weights = Weights::new(BIAS, &WEIGHTS);

    /// Facts that are not named count nothing, and neither do names that are no facts.
    #[expect(clippy::indexing_slicing, reason = "a fact has a place among all")]
    pub(super) const fn new(bias: i32, named: &[(&str, i32)]) -> Self {
        let mut of = [0; COUNT];
        let mut rest = named;
        while let [(name, weight), behind @ ..] = rest {
            if let Some(fact) = Fact::named(name) {
                of[fact.place()] = *weight;
            }
            rest = behind;
        }
        Weights { bias, of, threshold: THRESHOLD }
    }

    /// What a fact adds to the [`bias`](Self::bias) in the score of a line, when it holds so far, in percent.
    pub(super) fn part(&self, fact: Fact, percent: i32) -> i32 {
        self.of.get(fact.place()).map_or(0, |weight| weight * percent / 100)
    }
}

const BIAS: i32 = -133;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 124] = [
    ("apart", -20),
    ("bold", 42),
    ("boxed", -72),
    ("boxed_att", 26),
    ("boxed_none", 4),
    ("boxed_num", -39),
    ("boxed_other", -63),
    ("bracket_obj", -74),
    ("c_adj", -131),
    ("c_colon", -19),
    ("c_lead2_att", -51),
    ("c_lead2_bracket", -65),
    ("c_lead2_none", -11),
    ("c_lead2_num", 101),
    ("c_lead2_numbered", 48),
    ("c_lead2_sign", 96),
    ("c_lead_att", -17),
    ("c_lead_bracket", -2),
    ("c_lead_none", 51),
    ("c_lead_num", 75),
    ("c_lead_numbered", 48),
    ("c_lead_sign", 24),
    ("c_len", -74),
    ("c_n1", -42),
    ("c_n2", -54),
    ("c_n20", 53),
    ("c_n5", 43),
    ("c_obj", 49),
    ("c_own", 63),
    ("c_rubric", -7),
    ("c_says", 30),
    ("c_short", 10),
    ("c_toc", 38),
    ("c_vshort", 71),
    ("cells", -39),
    ("center", -124),
    ("colon", -68),
    ("colon_num", -28),
    ("color", 35),
    ("comma", -51),
    ("emph0", -71),
    ("emph1", -37),
    ("emph2", 29),
    ("emph3", 79),
    ("face", 32),
    ("high_emph0", 15),
    ("high_emph1", 60),
    ("high_emph2", -60),
    ("kind_att", 168),
    ("kind_bracket", -33),
    ("kind_bullet", 13),
    ("kind_chapter", 7),
    ("kind_circled", -151),
    ("kind_dash", -120),
    ("kind_digit", -6),
    ("kind_digitclose", 86),
    ("kind_digitround", 55),
    ("kind_dot", 16),
    ("kind_none", -103),
    ("kind_numbered", 44),
    ("kind_part", 19),
    ("kind_roman", -64),
    ("kind_round", -110),
    ("kind_section", 31),
    ("kind_square", 91),
    ("kind_subsection", -25),
    ("kind_syllable", 63),
    ("kind_syllclose", 12),
    ("kind_syllround", 9),
    ("lead_att", -15),
    ("lead_bracket", -43),
    ("lead_none", 46),
    ("lead_num", 110),
    ("lead_numbered", 48),
    ("lead_sign", -3),
    ("len_1", 21),
    ("len_2", 56),
    ("len_3", 35),
    ("len_4", -26),
    ("len_5", -30),
    ("len_6", -57),
    ("low_emph0", -70),
    ("low_emph1", -28),
    ("low_emph2", -1),
    ("matter", 53),
    ("nested", -38),
    ("next_deeper", 3),
    ("next_end", -63),
    ("next_long", 80),
    ("next_obj", 94),
    ("next_plain", -53),
    ("next_right", 42),
    ("next_same", -24),
    ("next_sign", -72),
    ("noseries", 2),
    ("object", -96),
    ("object_sign", -57),
    ("over_next", 59),
    ("over_prev", 23),
    ("own_0", -62),
    ("own_1", 19),
    ("own_2", 7),
    ("own_5", 36),
    ("own_bare", -57),
    ("pagestart", 150),
    ("plain_emph0", -12),
    ("plain_emph1", -33),
    ("plain_emph2", -25),
    ("plain_emph3", -36),
    ("rubric", 30),
    ("s_bare", -170),
    ("s_many", 21),
    ("says", -60),
    ("says_low", 26),
    ("sentence", -52),
    ("series", 42),
    ("size_l", -31),
    ("size_m", 11),
    ("size_s", -4),
    ("size_xl", 53),
    ("size_xs", -81),
    ("size_xxl", 53),
    ("style_heading", 41),
    ("toc", 37),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weight_is_that_of_a_fact() {
        for (name, weight) in WEIGHTS {
            let fact = Fact::named(name).unwrap_or_else(|| panic!("{name} is no fact"));
            assert_eq!((fact.name(), Weights::TRAINED.part(fact, 100)), (name, weight));
        }
        assert_eq!(Weights::new(0, &[("no such fact", 5)]).of, [0; COUNT]);
    }
}
