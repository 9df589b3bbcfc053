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

const BIAS: i32 = -134;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 123] = [
    ("apart", -19),
    ("bold", 41),
    ("boxed", -77),
    ("boxed_att", 25),
    ("boxed_none", 2),
    ("boxed_num", -37),
    ("boxed_other", -66),
    ("bracket_obj", -64),
    ("c_adj", -127),
    ("c_colon", -19),
    ("c_lead2_att", -52),
    ("c_lead2_bracket", -65),
    ("c_lead2_none", -1),
    ("c_lead2_num", 100),
    ("c_lead2_numbered", 47),
    ("c_lead2_sign", 99),
    ("c_lead_att", -19),
    ("c_lead_bracket", -5),
    ("c_lead_none", 50),
    ("c_lead_num", 73),
    ("c_lead_numbered", 47),
    ("c_lead_sign", 24),
    ("c_len", -76),
    ("c_n1", -43),
    ("c_n2", -49),
    ("c_n20", 50),
    ("c_n5", 41),
    ("c_obj", 45),
    ("c_own", 69),
    ("c_rubric", -6),
    ("c_says", 35),
    ("c_short", 11),
    ("c_toc", 38),
    ("c_vshort", 69),
    ("cells", -41),
    ("center", -132),
    ("colon", -69),
    ("colon_num", -25),
    ("color", 37),
    ("comma", -51),
    ("emph0", -72),
    ("emph1", -36),
    ("emph2", 30),
    ("emph3", 79),
    ("face", 27),
    ("high_emph0", 10),
    ("high_emph1", 58),
    ("high_emph2", -60),
    ("kind_att", 166),
    ("kind_bracket", -35),
    ("kind_bullet", 12),
    ("kind_chapter", 8),
    ("kind_circled", -153),
    ("kind_dash", -117),
    ("kind_digit", -1),
    ("kind_digitclose", 86),
    ("kind_digitround", 54),
    ("kind_dot", 17),
    ("kind_none", -101),
    ("kind_numbered", 43),
    ("kind_part", 21),
    ("kind_roman", -64),
    ("kind_round", -106),
    ("kind_section", 17),
    ("kind_square", 93),
    ("kind_subsection", -30),
    ("kind_syllable", 68),
    ("kind_syllclose", 11),
    ("kind_syllround", 9),
    ("lead_att", -16),
    ("lead_bracket", -46),
    ("lead_none", 53),
    ("lead_num", 110),
    ("lead_numbered", 47),
    ("lead_sign", -14),
    ("len_1", 17),
    ("len_2", 57),
    ("len_3", 36),
    ("len_4", -26),
    ("len_5", -28),
    ("len_6", -56),
    ("low_emph0", -69),
    ("low_emph1", -27),
    ("low_emph2", 4),
    ("matter", 48),
    ("nested", -38),
    ("next_deeper", 5),
    ("next_end", -59),
    ("next_long", 83),
    ("next_obj", 98),
    ("next_plain", -47),
    ("next_right", 39),
    ("next_same", -24),
    ("next_sign", -59),
    ("noseries", -6),
    ("object", -98),
    ("object_sign", -58),
    ("over_next", 58),
    ("over_prev", 20),
    ("own_0", -61),
    ("own_1", 20),
    ("own_2", 7),
    ("own_5", 34),
    ("own_bare", -55),
    ("pagestart", 150),
    ("plain_emph0", -13),
    ("plain_emph1", -30),
    ("plain_emph2", -22),
    ("plain_emph3", -37),
    ("rubric", 28),
    ("s_bare", -168),
    ("s_many", 17),
    ("says", -45),
    ("sentence", -58),
    ("series", 39),
    ("size_l", -34),
    ("size_m", 10),
    ("size_s", -7),
    ("size_xl", 64),
    ("size_xs", -84),
    ("size_xxl", 52),
    ("style_heading", 38),
    ("toc", 36),
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
