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

const BIAS: i32 = -175;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 104] = [
    ("apart", -21),
    ("bold", 28),
    ("boxed", -31),
    ("boxed_att", 15),
    ("boxed_none", -13),
    ("boxed_num", -21),
    ("boxed_other", -12),
    ("c_adj", -73),
    ("c_colon", -5),
    ("c_lead2_att", -33),
    ("c_lead2_bracket", -16),
    ("c_lead2_none", 11),
    ("c_lead2_num", 82),
    ("c_lead2_sign", 84),
    ("c_lead_att", 24),
    ("c_lead_bracket", -26),
    ("c_lead_none", 27),
    ("c_lead_num", 52),
    ("c_lead_sign", 61),
    ("c_len", -75),
    ("c_n1", -32),
    ("c_n2", -46),
    ("c_n20", 34),
    ("c_n5", 44),
    ("c_obj", 42),
    ("c_own", 29),
    ("c_rubric", 35),
    ("c_says", 19),
    ("c_short", 26),
    ("c_toc", 5),
    ("c_vshort", 71),
    ("cells", -9),
    ("center", -42),
    ("colon", -11),
    ("color", 86),
    ("comma", -21),
    ("emph0", -81),
    ("emph1", -59),
    ("emph2", 39),
    ("emph3", 101),
    ("face", 14),
    ("high_emph0", -10),
    ("high_emph1", 57),
    ("high_emph2", -32),
    ("kind_att", 58),
    ("kind_bracket", -42),
    ("kind_circled", -80),
    ("kind_dash", 4),
    ("kind_digit", 28),
    ("kind_digitclose", 78),
    ("kind_dot", 23),
    ("kind_none", -50),
    ("kind_roman", -86),
    ("kind_round", -61),
    ("kind_section", 14),
    ("kind_square", 58),
    ("kind_subsection", 9),
    ("kind_syllable", 47),
    ("lead_att", 23),
    ("lead_bracket", -29),
    ("lead_none", 47),
    ("lead_num", 127),
    ("lead_sign", 11),
    ("len_1", 7),
    ("len_2", 86),
    ("len_3", 42),
    ("len_4", -38),
    ("len_5", -7),
    ("len_6", -90),
    ("low_emph0", -22),
    ("low_emph1", -18),
    ("low_emph2", 61),
    ("nested", -50),
    ("next_deeper", 1),
    ("next_end", -59),
    ("next_long", 59),
    ("next_obj", 75),
    ("next_plain", -23),
    ("next_right", 38),
    ("next_same", -77),
    ("next_sign", -70),
    ("noseries", 14),
    ("over_next", 6),
    ("own_0", -98),
    ("own_1", 31),
    ("own_2", 5),
    ("own_5", 61),
    ("pagestart", 132),
    ("plain_emph0", -73),
    ("plain_emph1", -16),
    ("plain_emph2", 32),
    ("plain_emph3", 20),
    ("rubric", -16),
    ("says", -21),
    ("sentence", -66),
    ("series", -4),
    ("size_l", -39),
    ("size_m", -27),
    ("size_s", -26),
    ("size_xl", 49),
    ("size_xs", -100),
    ("size_xxl", 142),
    ("style_heading", -24),
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
