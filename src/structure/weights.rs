//! The weight of each fact about a line for its being a heading, in hundredths of the logarithm of the odds.
//!
//! Made by `tools/headings/train.py` from annotated documents; not to be changed by hand.

use super::facts::Facts;

/// What facts count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights<'w> {
    /// What counts for every line.
    pub(super) bias: i32,
    /// What each fact counts, sorted by name.
    of: &'w [(&'w str, i32)],
    /// From this score on a line is a heading: rather none too few than one too many.
    pub(super) threshold: i32,
}

impl<'w> Weights<'w> {
    /// Those that were made from all annotated documents.
    pub(super) const TRAINED: Weights<'static> = Weights { bias: BIAS, of: &WEIGHTS, threshold: THRESHOLD };

    #[cfg(test)]
    pub(super) fn new(bias: i32, of: &'w [(&'w str, i32)]) -> Self {
        Weights { bias, of, threshold: THRESHOLD }
    }

    /// What some facts add to the [`bias`](Self::bias) in the score of a line.
    pub(super) fn sum(&self, facts: &Facts) -> i32 {
        let part = |(name, percent): &(&'static str, i32)| self.of(name) * percent / 100;
        facts.list.iter().map(part).sum()
    }

    /// The weight of a fact; 0 for one that counts nothing.
    fn of(&self, name: &str) -> i32 {
        let at = self.of.binary_search_by_key(&name, |(known, _)| known);
        at.ok().and_then(|at| self.of.get(at)).map_or(0, |(_, weight)| *weight)
    }
}

const BIAS: i32 = -175;

const THRESHOLD: i32 = 60;

/// Sorted by name. Facts with a `c_` in front are those of a class of lines that look alike.
const WEIGHTS: [(&str, i32); 105] = [
    ("apart", -19),
    ("bold", 19),
    ("boxed", -30),
    ("boxed_att", 13),
    ("boxed_none", -7),
    ("boxed_num", -27),
    ("boxed_other", -9),
    ("c_adj", -78),
    ("c_colon", -10),
    ("c_lead2_att", -33),
    ("c_lead2_bracket", -18),
    ("c_lead2_none", 15),
    ("c_lead2_num", 69),
    ("c_lead2_sign", 80),
    ("c_lead_att", 21),
    ("c_lead_bracket", -26),
    ("c_lead_none", 24),
    ("c_lead_num", 39),
    ("c_lead_sign", 56),
    ("c_len", -68),
    ("c_n1", -47),
    ("c_n2", -48),
    ("c_n20", 37),
    ("c_n5", 59),
    ("c_obj", 50),
    ("c_own", 36),
    ("c_rubric", 20),
    ("c_says", -1),
    ("c_short", 31),
    ("c_toc", 10),
    ("c_vshort", 67),
    ("cells", -6),
    ("center", -62),
    ("colon", -12),
    ("color", 101),
    ("comma", -23),
    ("emph0", -83),
    ("emph1", -46),
    ("emph2", 37),
    ("emph3", 91),
    ("face", 27),
    ("high_emph0", -13),
    ("high_emph1", 56),
    ("high_emph2", -30),
    ("kind_att", 61),
    ("kind_bracket", -44),
    ("kind_circled", -82),
    ("kind_dash", 4),
    ("kind_digit", 23),
    ("kind_digitclose", 77),
    ("kind_dot", 23),
    ("kind_none", -39),
    ("kind_part", 1),
    ("kind_roman", -82),
    ("kind_round", -63),
    ("kind_section", 17),
    ("kind_square", 54),
    ("kind_subsection", 9),
    ("kind_syllable", 45),
    ("kind_syllclose", -2),
    ("lead_att", 19),
    ("lead_bracket", -30),
    ("lead_none", 40),
    ("lead_num", 119),
    ("lead_sign", 4),
    ("len_2", 83),
    ("len_3", 45),
    ("len_4", -30),
    ("len_5", -3),
    ("len_6", -94),
    ("low_emph0", -20),
    ("low_emph1", -29),
    ("low_emph2", 59),
    ("nested", -36),
    ("next_deeper", -22),
    ("next_end", -72),
    ("next_long", 66),
    ("next_obj", 77),
    ("next_plain", -27),
    ("next_right", 58),
    ("next_same", -85),
    ("next_sign", -54),
    ("noseries", 8),
    ("over_next", 2),
    ("own_0", -99),
    ("own_1", 31),
    ("own_2", 11),
    ("own_5", 58),
    ("pagestart", 134),
    ("plain_emph0", -77),
    ("plain_emph1", 11),
    ("plain_emph2", 29),
    ("plain_emph3", 5),
    ("rubric", 40),
    ("says", -23),
    ("sentence", -82),
    ("series", -3),
    ("size_l", -44),
    ("size_m", -15),
    ("size_s", -17),
    ("size_xl", 52),
    ("size_xs", -102),
    ("size_xxl", 126),
    ("style_heading", -30),
    ("toc", 16),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_by_name() {
        assert!(WEIGHTS.is_sorted_by_key(|(name, _)| *name));
        assert_ne!(Weights::TRAINED.of("sentence"), 0);
        assert_eq!(Weights::TRAINED.of("no such fact"), 0);
    }
}
