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

const BIAS: i32 = -180;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 105] = [
    ("apart", -20),
    ("bold", 28),
    ("boxed", -27),
    ("boxed_att", 17),
    ("boxed_none", -14),
    ("boxed_num", -21),
    ("boxed_other", -9),
    ("c_adj", -74),
    ("c_colon", -7),
    ("c_lead2_att", -17),
    ("c_lead2_bracket", -15),
    ("c_lead2_none", 13),
    ("c_lead2_num", 82),
    ("c_lead2_sign", 86),
    ("c_lead_att", 20),
    ("c_lead_bracket", -25),
    ("c_lead_none", 32),
    ("c_lead_num", 51),
    ("c_lead_sign", 61),
    ("c_len", -76),
    ("c_n1", -29),
    ("c_n2", -48),
    ("c_n20", 38),
    ("c_n5", 40),
    ("c_obj", 37),
    ("c_own", 33),
    ("c_rubric", 41),
    ("c_says", 20),
    ("c_short", 27),
    ("c_toc", 13),
    ("c_vshort", 66),
    ("cells", -10),
    ("center", -45),
    ("colon", -12),
    ("color", 92),
    ("comma", -18),
    ("emph0", -78),
    ("emph1", -60),
    ("emph2", 38),
    ("emph3", 100),
    ("face", 12),
    ("high_emph0", -10),
    ("high_emph1", 55),
    ("high_emph2", -31),
    ("kind_att", 56),
    ("kind_bracket", -40),
    ("kind_circled", -82),
    ("kind_dash", 5),
    ("kind_digit", 29),
    ("kind_digitclose", 77),
    ("kind_dot", 22),
    ("kind_none", -48),
    ("kind_part", 1),
    ("kind_roman", -87),
    ("kind_round", -61),
    ("kind_section", 13),
    ("kind_square", 59),
    ("kind_subsection", 8),
    ("kind_syllable", 48),
    ("lead_att", 19),
    ("lead_bracket", -27),
    ("lead_none", 49),
    ("lead_num", 127),
    ("lead_sign", 11),
    ("len_1", 6),
    ("len_2", 84),
    ("len_3", 45),
    ("len_4", -39),
    ("len_5", -6),
    ("len_6", -91),
    ("low_emph0", -24),
    ("low_emph1", -15),
    ("low_emph2", 58),
    ("nested", -48),
    ("next_deeper", 5),
    ("next_end", -59),
    ("next_long", 57),
    ("next_obj", 74),
    ("next_plain", -21),
    ("next_right", 31),
    ("next_same", -77),
    ("next_sign", -68),
    ("noseries", 7),
    ("over_next", 6),
    ("over_prev", 19),
    ("own_0", -98),
    ("own_1", 33),
    ("own_2", 6),
    ("own_5", 59),
    ("pagestart", 131),
    ("plain_emph0", -74),
    ("plain_emph1", -13),
    ("plain_emph2", 37),
    ("plain_emph3", 16),
    ("rubric", -18),
    ("says", -20),
    ("sentence", -64),
    ("size_l", -35),
    ("size_m", -24),
    ("size_s", -25),
    ("size_xl", 47),
    ("size_xs", -103),
    ("size_xxl", 140),
    ("style_heading", -26),
    ("toc", 12),
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
