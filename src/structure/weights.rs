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

const BIAS: i32 = -167;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 107] = [
    ("apart", -20),
    ("bold", 26),
    ("boxed", 6),
    ("boxed_att", 22),
    ("boxed_none", 16),
    ("boxed_num", -17),
    ("boxed_other", -15),
    ("c_adj", -75),
    ("c_colon", -3),
    ("c_lead2_att", -12),
    ("c_lead2_bracket", -17),
    ("c_lead2_none", 17),
    ("c_lead2_num", 86),
    ("c_lead2_sign", 76),
    ("c_lead_att", 29),
    ("c_lead_bracket", -18),
    ("c_lead_none", 32),
    ("c_lead_num", 46),
    ("c_lead_sign", 50),
    ("c_len", -94),
    ("c_n1", -12),
    ("c_n2", -51),
    ("c_n20", 29),
    ("c_n5", 34),
    ("c_obj", 26),
    ("c_own", 34),
    ("c_rubric", 46),
    ("c_says", 29),
    ("c_short", 12),
    ("c_toc", 16),
    ("c_vshort", 76),
    ("cells", -9),
    ("center", -65),
    ("colon", -12),
    ("color", 72),
    ("comma", -43),
    ("emph0", -78),
    ("emph1", -40),
    ("emph2", 61),
    ("emph3", 57),
    ("face", 30),
    ("high_emph0", -7),
    ("high_emph1", 52),
    ("high_emph2", -28),
    ("kind_att", 61),
    ("kind_bracket", -33),
    ("kind_circled", -82),
    ("kind_dash", 2),
    ("kind_digit", 25),
    ("kind_digitclose", 74),
    ("kind_dot", 23),
    ("kind_none", -61),
    ("kind_part", 1),
    ("kind_roman", -89),
    ("kind_round", -54),
    ("kind_section", 14),
    ("kind_square", 55),
    ("kind_subsection", 7),
    ("kind_syllable", 56),
    ("kind_syllclose", 2),
    ("lead_att", 27),
    ("lead_bracket", -21),
    ("lead_none", 49),
    ("lead_num", 123),
    ("len_1", -3),
    ("len_2", 109),
    ("len_3", 36),
    ("len_4", -50),
    ("len_5", -1),
    ("len_6", -91),
    ("low_emph0", -18),
    ("low_emph1", -32),
    ("low_emph2", 68),
    ("matter", 20),
    ("nested", -97),
    ("next_deeper", -2),
    ("next_end", -26),
    ("next_long", 62),
    ("next_obj", 71),
    ("next_plain", -26),
    ("next_right", 33),
    ("next_same", -73),
    ("next_sign", -66),
    ("noseries", 10),
    ("over_next", 27),
    ("over_prev", 8),
    ("own_0", -102),
    ("own_1", 34),
    ("own_2", 20),
    ("own_5", 48),
    ("pagestart", 130),
    ("plain_emph0", -72),
    ("plain_emph1", -10),
    ("plain_emph2", -5),
    ("plain_emph3", 9),
    ("rubric", -15),
    ("says", -21),
    ("sentence", -60),
    ("series", -3),
    ("size_l", -35),
    ("size_m", -5),
    ("size_s", -24),
    ("size_xl", 36),
    ("size_xs", -62),
    ("size_xxl", 90),
    ("style_heading", -23),
    ("toc", 13),
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
