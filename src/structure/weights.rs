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

const BIAS: i32 = -122;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 122] = [
    ("apart", -23),
    ("bold", 36),
    ("boxed", -73),
    ("boxed_att", 23),
    ("boxed_none", 8),
    ("boxed_num", -40),
    ("boxed_other", -64),
    ("bracket_obj", -71),
    ("c_adj", -132),
    ("c_colon", -21),
    ("c_lead2_att", -49),
    ("c_lead2_bracket", -64),
    ("c_lead2_none", -13),
    ("c_lead2_num", 103),
    ("c_lead2_numbered", 48),
    ("c_lead2_sign", 98),
    ("c_lead_att", -17),
    ("c_lead_bracket", -4),
    ("c_lead_none", 44),
    ("c_lead_num", 75),
    ("c_lead_numbered", 48),
    ("c_lead_sign", 25),
    ("c_len", -78),
    ("c_n1", -39),
    ("c_n2", -54),
    ("c_n20", 52),
    ("c_n5", 41),
    ("c_obj", 44),
    ("c_own", 66),
    ("c_rubric", -7),
    ("c_says", 25),
    ("c_short", 7),
    ("c_toc", 39),
    ("c_vshort", 67),
    ("cells", -41),
    ("center", -125),
    ("colon", -72),
    ("colon_num", -26),
    ("color", 37),
    ("comma", -54),
    ("emph0", -73),
    ("emph1", -41),
    ("emph2", 29),
    ("emph3", 85),
    ("face", 28),
    ("high_emph0", 16),
    ("high_emph1", 61),
    ("high_emph2", -62),
    ("kind_att", 165),
    ("kind_bracket", -35),
    ("kind_bullet", 12),
    ("kind_chapter", 7),
    ("kind_circled", -151),
    ("kind_dash", -119),
    ("kind_digit", -7),
    ("kind_digitclose", 86),
    ("kind_digitround", 55),
    ("kind_dot", 16),
    ("kind_none", -97),
    ("kind_numbered", 44),
    ("kind_part", 21),
    ("kind_roman", -65),
    ("kind_round", -111),
    ("kind_section", 32),
    ("kind_square", 90),
    ("kind_subsection", -27),
    ("kind_syllable", 62),
    ("kind_syllclose", 12),
    ("kind_syllround", 9),
    ("lead_att", -16),
    ("lead_bracket", -45),
    ("lead_none", 46),
    ("lead_num", 109),
    ("lead_numbered", 48),
    ("lead_sign", -3),
    ("len_1", 19),
    ("len_2", 57),
    ("len_3", 34),
    ("len_4", -24),
    ("len_5", -27),
    ("len_6", -60),
    ("low_emph0", -73),
    ("low_emph1", -27),
    ("low_emph2", -1),
    ("matter", 54),
    ("nested", -29),
    ("next_end", -38),
    ("next_long", 78),
    ("next_obj", 93),
    ("next_plain", -55),
    ("next_right", 41),
    ("next_same", -22),
    ("next_sign", -73),
    ("object", -98),
    ("object_sign", -58),
    ("over_next", 56),
    ("over_prev", 21),
    ("own_0", -68),
    ("own_1", 21),
    ("own_2", 8),
    ("own_5", 38),
    ("own_bare", -58),
    ("pagestart", 144),
    ("plain_emph0", -13),
    ("plain_emph1", -32),
    ("plain_emph2", -22),
    ("plain_emph3", -39),
    ("rubric", 25),
    ("s_bare", -171),
    ("s_many", 21),
    ("says", -60),
    ("says_low", 27),
    ("sentence", -57),
    ("series", 41),
    ("size_l", -31),
    ("size_m", 12),
    ("size_s", -5),
    ("size_xl", 61),
    ("size_xs", -84),
    ("size_xxl", 47),
    ("style_heading", 40),
    ("toc", 38),
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
