//! The names of the facts that are weighed (see `weights.rs`). A name that is none of them does not build.

/// The names of all facts, sorted. Those with a `c_` in front are of a class of lines that look alike.
#[rustfmt::skip]
const NAMES: [&str; COUNT] = [
    "apart",
    "bold",
    "boxed",
    "boxed_att",
    "boxed_none",
    "boxed_num",
    "boxed_other",
    "bracket_obj",
    "c_adj",
    "c_colon",
    "c_lead2_att",
    "c_lead2_bracket",
    "c_lead2_none",
    "c_lead2_num",
    "c_lead2_numbered",
    "c_lead2_sign",
    "c_lead_att",
    "c_lead_bracket",
    "c_lead_none",
    "c_lead_num",
    "c_lead_numbered",
    "c_lead_sign",
    "c_len",
    "c_n1",
    "c_n2",
    "c_n20",
    "c_n5",
    "c_obj",
    "c_own",
    "c_rubric",
    "c_says",
    "c_short",
    "c_toc",
    "c_vshort",
    "cells",
    "center",
    "colon",
    "colon_num",
    "color",
    "comma",
    "emph0",
    "emph1",
    "emph2",
    "emph3",
    "face",
    "high_emph0",
    "high_emph1",
    "high_emph2",
    "kind_article",
    "kind_att",
    "kind_bracket",
    "kind_bullet",
    "kind_chapter",
    "kind_chapterpart",
    "kind_chaptersub",
    "kind_circled",
    "kind_dash",
    "kind_digit",
    "kind_digitclose",
    "kind_digitround",
    "kind_dot",
    "kind_none",
    "kind_numbered",
    "kind_part",
    "kind_remark",
    "kind_roman",
    "kind_round",
    "kind_section",
    "kind_square",
    "kind_subsection",
    "kind_syllable",
    "kind_syllclose",
    "kind_syllround",
    "lead_att",
    "lead_bracket",
    "lead_none",
    "lead_num",
    "lead_numbered",
    "lead_sign",
    "len_1",
    "len_2",
    "len_3",
    "len_4",
    "len_5",
    "len_6",
    "low_emph0",
    "low_emph1",
    "low_emph2",
    "matter",
    "nested",
    "next_deeper",
    "next_end",
    "next_long",
    "next_obj",
    "next_plain",
    "next_right",
    "next_same",
    "next_sign",
    "noseries",
    "object",
    "object_sign",
    "over_next",
    "over_prev",
    "own_0",
    "own_1",
    "own_2",
    "own_5",
    "own_bare",
    "pagestart",
    "plain_emph0",
    "plain_emph1",
    "plain_emph2",
    "plain_emph3",
    "rubric",
    "s_bare",
    "s_many",
    "says",
    "says_low",
    "sentence",
    "series",
    "size_l",
    "size_m",
    "size_s",
    "size_xl",
    "size_xs",
    "size_xxl",
    "style_heading",
    "toc",
];

/// How many facts there are.
pub(super) const COUNT: usize = 128;

/// A fact, by its place among the [names](NAMES).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact(usize);

impl Fact {
    /// Where no fact is asked for.
    pub(super) const FIRST: Fact = Fact(0);

    /// The fact of a name, if there is one.
    pub(super) const fn named(name: &str) -> Option<Fact> {
        let (mut at, mut rest) = (0, NAMES.as_slice());
        while let [first, behind @ ..] = rest {
            if is_same(first.as_bytes(), name.as_bytes()) {
                return Some(Fact(at));
            }
            (at, rest) = (at + 1, behind);
        }
        None
    }

    pub(super) const fn place(self) -> usize {
        self.0
    }

    #[cfg(test)]
    pub(super) fn name(self) -> &'static str {
        NAMES.get(self.0).copied().unwrap_or_default()
    }
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, behind @ ..], [same, rest @ ..]) = (one, other)
        && *first == *same
    {
        (one, other) = (behind, rest);
    }
    one.is_empty() && other.is_empty()
}

/// The facts of some names.
#[expect(clippy::indexing_slicing, clippy::expect_used, reason = "runs while the program is built, and fails there")]
pub(super) const fn facts<const N: usize>(names: [&str; N]) -> [Fact; N] {
    let mut all = [Fact(0); N];
    let mut at = 0;
    while at < N {
        all[at] = Fact::named(names[at]).expect("a fact that is among the names");
        at += 1;
    }
    all
}

/// The fact of a name.
macro_rules! fact {
    ($name:literal) => {
        const {
            let [fact] = $crate::structure::fact::facts([$name]);
            fact
        }
    };
}
pub(super) use fact;
