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

const BIAS: i32 = -176;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 123] = [
    ("apart", -20),
    ("bold", 63),
    ("boxed", -70),
    ("boxed_att", 20),
    ("boxed_none", 13),
    ("boxed_num", -40),
    ("boxed_other", -62),
    ("bracket_obj", -85),
    ("c_adj", -130),
    ("c_colon", -13),
    ("c_lead2_att", -51),
    ("c_lead2_bracket", -65),
    ("c_lead2_none", -23),
    ("c_lead2_num", 100),
    ("c_lead2_numbered", 51),
    ("c_lead2_sign", 92),
    ("c_lead_att", -15),
    ("c_lead_bracket", 4),
    ("c_lead_none", 59),
    ("c_lead_num", 78),
    ("c_lead_numbered", 51),
    ("c_lead_sign", 50),
    ("c_len", -48),
    ("c_n1", -42),
    ("c_n2", -68),
    ("c_n20", 65),
    ("c_n5", 44),
    ("c_obj", 64),
    ("c_own", 50),
    ("c_rubric", -8),
    ("c_says", -6),
    ("c_short", 14),
    ("c_toc", 40),
    ("c_vshort", 80),
    ("cells", -48),
    ("center", -129),
    ("colon", -71),
    ("colon_num", -28),
    ("color", 37),
    ("comma", -19),
    ("emph0", -63),
    ("emph1", -33),
    ("emph2", 18),
    ("emph3", 77),
    ("face", 40),
    ("high_emph0", 16),
    ("high_emph1", 60),
    ("high_emph2", -59),
    ("kind_att", 163),
    ("kind_bracket", -29),
    ("kind_bullet", 16),
    ("kind_chapter", 8),
    ("kind_circled", -148),
    ("kind_dash", -117),
    ("kind_digit", 1),
    ("kind_digitclose", 86),
    ("kind_digitround", 56),
    ("kind_dot", 23),
    ("kind_none", -90),
    ("kind_numbered", 48),
    ("kind_part", 15),
    ("kind_roman", -71),
    ("kind_round", -136),
    ("kind_section", 34),
    ("kind_square", 86),
    ("kind_subsection", -26),
    ("kind_syllable", 62),
    ("kind_syllclose", 9),
    ("kind_syllround", 9),
    ("lead_att", -11),
    ("lead_bracket", -38),
    ("lead_none", 46),
    ("lead_num", 108),
    ("lead_numbered", 51),
    ("lead_sign", -3),
    ("len_1", 22),
    ("len_2", 57),
    ("len_3", 31),
    ("len_4", -15),
    ("len_5", -33),
    ("len_6", -63),
    ("low_emph0", -61),
    ("low_emph1", -14),
    ("low_emph2", -39),
    ("matter", 49),
    ("nested", -64),
    ("next_deeper", 14),
    ("next_end", -64),
    ("next_long", 68),
    ("next_obj", 106),
    ("next_plain", -45),
    ("next_right", 51),
    ("next_same", -20),
    ("next_sign", -72),
    ("noseries", 8),
    ("object", -91),
    ("object_sign", -6),
    ("over_next", 50),
    ("over_prev", 35),
    ("own_0", -62),
    ("own_1", 18),
    ("own_5", 44),
    ("own_bare", -59),
    ("pagestart", 166),
    ("plain_emph0", -16),
    ("plain_emph1", -27),
    ("plain_emph2", -20),
    ("plain_emph3", -40),
    ("rubric", 24),
    ("s_bare", -167),
    ("s_many", 23),
    ("says", -20),
    ("says_low", -7),
    ("sentence", -71),
    ("series", 46),
    ("size_l", -27),
    ("size_m", 5),
    ("size_s", -8),
    ("size_xl", 63),
    ("size_xs", -87),
    ("size_xxl", 54),
    ("style_heading", 31),
    ("toc", 40),
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
