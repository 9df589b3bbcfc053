//! The signs of the equation language as characters: what plain text shows for a LaTeX command.

/// The characters that show a sign, which is given as LaTeX. A function, such as `\sin`, is its name.
pub(super) fn characters(latex: &'static str) -> &'static str {
    match SIGNS.binary_search_by(|(command, _)| command.cmp(&latex)) {
        Ok(at) => SIGNS.get(at).map_or(latex, |(_, characters)| characters),
        // A character stands for itself.
        Err(_) => latex.strip_prefix('\\').unwrap_or(latex),
    }
}

/// Small raised forms of characters, where Unicode has them.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from(c) - u32::from('4') + u32::from('⁴'))?,
        '+' => '⁺',
        '-' => '⁻',
        'n' => 'ⁿ',
        '°' | '′' | '*' => c,
        _ => return None,
    })
}

/// Small lowered forms of characters, where Unicode has them.
pub(super) fn subscript(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('₀'))?,
        '+' => '₊',
        '-' => '₋',
        _ => return None,
    })
}

/// The mark that combines with the character before it, for the LaTeX command of an accent.
pub(super) fn accent(latex: &str) -> &'static str {
    match latex {
        "\\bar" => "\u{305}",
        "\\acute" => "\u{301}",
        "\\grave" => "\u{300}",
        "\\hat" => "\u{302}",
        "\\check" => "\u{30C}",
        "\\tilde" => "\u{303}",
        "\\dot" => "\u{307}",
        "\\ddot" => "\u{308}",
        "\\vec" => "\u{20D7}",
        "\\overleftrightarrow" => "\u{20E1}",
        "\\underline" => "\u{332}",
        _ => "\u{311}", // An arc.
    }
}

/// LaTeX and the characters that show it, sorted; names of functions are not among them.
const SIGNS: &[(&str, &str)] = &[
    ("\\#", "#"),
    ("\\Bumpeq", "≎"),
    ("\\Delta", "Δ"),
    ("\\Downarrow", "⇓"),
    ("\\Gamma", "Γ"),
    ("\\Im", "ℑ"),
    ("\\Lambda", "Λ"),
    ("\\Leftarrow", "⇐"),
    ("\\Leftrightarrow", "⇔"),
    ("\\Omega", "Ω"),
    ("\\Phi", "Φ"),
    ("\\Pi", "Π"),
    ("\\Psi", "Ψ"),
    ("\\Rightarrow", "⇒"),
    ("\\Sigma", "Σ"),
    ("\\Theta", "Θ"),
    ("\\Uparrow", "⇑"),
    ("\\Updownarrow", "⇕"),
    ("\\Upsilon", "Υ"),
    ("\\Vert", "‖"),
    ("\\Xi", "Ξ"),
    ("\\aleph", "ℵ"),
    ("\\alpha", "α"),
    ("\\angle", "∠"),
    ("\\approx", "≈"),
    ("\\approxeq", "≊"),
    ("\\ast", "*"),
    ("\\asymp", "≍"),
    ("\\backslash", "\\"),
    ("\\because", "∵"),
    ("\\beta", "β"),
    ("\\bigcap", "⋂"),
    ("\\bigcirc", "○"),
    ("\\bigcup", "⋃"),
    ("\\bigstar", "★"),
    ("\\bot", "⊥"),
    ("\\bullet", "•"),
    ("\\cap", "∩"),
    ("\\cdot", "·"),
    ("\\cdots", "⋯"),
    ("\\chi", "χ"),
    ("\\circ", "°"),
    ("\\cong", "≅"),
    ("\\coprod", "∐"),
    ("\\cup", "∪"),
    ("\\dagger", "†"),
    ("\\dashv", "⊣"),
    ("\\ddagger", "‡"),
    ("\\ddots", "⋱"),
    ("\\delta", "δ"),
    ("\\diamond", "⋄"),
    ("\\div", "÷"),
    ("\\doteq", "≐"),
    ("\\dotplus", "∔"),
    ("\\downarrow", "↓"),
    ("\\ell", "ℓ"),
    ("\\emptyset", "∅"),
    ("\\epsilon", "ϵ"),
    ("\\equiv", "≡"),
    ("\\eta", "η"),
    ("\\exists", "∃"),
    ("\\fallingdotseq", "≒"),
    ("\\forall", "∀"),
    ("\\gamma", "γ"),
    ("\\geq", "≥"),
    ("\\gets", "←"),
    ("\\ggg", "⋙"),
    ("\\hbar", "ℏ"),
    ("\\hookleftarrow", "↩"),
    ("\\hookrightarrow", "↪"),
    ("\\iiint", "∭"),
    ("\\iint", "∬"),
    ("\\imath", "ı"),
    ("\\in", "∈"),
    ("\\infty", "∞"),
    ("\\int", "∫"),
    ("\\iota", "ι"),
    ("\\jmath", "ȷ"),
    ("\\kappa", "κ"),
    ("\\lambda", "λ"),
    ("\\langle", "⟨"),
    ("\\lbrace", "{"),
    ("\\lceil", "⌈"),
    ("\\ldots", "…"),
    ("\\leftrightarrow", "↔"),
    ("\\leq", "≤"),
    ("\\lfloor", "⌊"),
    ("\\lll", "⋘"),
    ("\\mapsto", "↦"),
    ("\\mathcal{L}", "ℒ"),
    ("\\mathrm{A}", "Α"),
    ("\\mathrm{B}", "Β"),
    ("\\mathrm{E}", "Ε"),
    ("\\mathrm{H}", "Η"),
    ("\\mathrm{I}", "Ι"),
    ("\\mathrm{K}", "Κ"),
    ("\\mathrm{M}", "Μ"),
    ("\\mathrm{N}", "Ν"),
    ("\\mathrm{O}", "Ο"),
    ("\\mathrm{P}", "Ρ"),
    ("\\mathrm{T}", "Τ"),
    ("\\mathrm{X}", "Χ"),
    ("\\mathrm{Z}", "Ζ"),
    ("\\measuredangle", "∡"),
    ("\\mid", "|"),
    ("\\models", "⊨"),
    ("\\mp", "∓"),
    ("\\mu", "μ"),
    ("\\nabla", "∇"),
    ("\\nearrow", "↗"),
    ("\\neg", "¬"),
    ("\\neq", "≠"),
    ("\\ni", "∋"),
    ("\\notin", "∉"),
    ("\\nu", "ν"),
    ("\\nwarrow", "↖"),
    ("\\odot", "⊙"),
    ("\\oint", "∮"),
    ("\\omega", "ω"),
    ("\\ominus", "⊖"),
    ("\\oplus", "⊕"),
    ("\\oslash", "⊘"),
    ("\\otimes", "⊗"),
    ("\\partial", "∂"),
    ("\\perp", "⊥"),
    ("\\phi", "ϕ"),
    ("\\pi", "π"),
    ("\\pm", "±"),
    ("\\prec", "≺"),
    ("\\prime", "′"),
    ("\\prod", "∏"),
    ("\\propto", "∝"),
    ("\\psi", "ψ"),
    ("\\rangle", "⟩"),
    ("\\rbrace", "}"),
    ("\\rceil", "⌉"),
    ("\\rfloor", "⌋"),
    ("\\rho", "ρ"),
    ("\\risingdotseq", "≓"),
    ("\\searrow", "↘"),
    ("\\sigma", "σ"),
    ("\\sim", "∼"),
    ("\\simeq", "≃"),
    ("\\sphericalangle", "∢"),
    ("\\sqcap", "⊓"),
    ("\\sqcup", "⊔"),
    ("\\sqsubset", "⊏"),
    ("\\sqsubseteq", "⊑"),
    ("\\sqsupset", "⊐"),
    ("\\sqsupseteq", "⊒"),
    ("\\star", "⋆"),
    ("\\subset", "⊂"),
    ("\\subseteq", "⊆"),
    ("\\succ", "≻"),
    ("\\sum", "∑"),
    ("\\supset", "⊃"),
    ("\\supseteq", "⊇"),
    ("\\swarrow", "↙"),
    ("\\tau", "τ"),
    ("\\text{Å}", "Å"),
    ("\\therefore", "∴"),
    ("\\theta", "θ"),
    ("\\times", "×"),
    ("\\to", "→"),
    ("\\top", "⊤"),
    ("\\triangle", "△"),
    ("\\triangledown", "▽"),
    ("\\uparrow", "↑"),
    ("\\updownarrow", "↕"),
    ("\\uplus", "⊎"),
    ("\\upsilon", "υ"),
    ("\\varepsilon", "ε"),
    ("\\varphi", "φ"),
    ("\\varpi", "ϖ"),
    ("\\varsigma", "ς"),
    ("\\vartheta", "ϑ"),
    ("\\vdash", "⊢"),
    ("\\vdots", "⋮"),
    ("\\vee", "∨"),
    ("\\veebar", "⊻"),
    ("\\vert", "|"),
    ("\\wedge", "∧"),
    ("\\wp", "℘"),
    ("\\xi", "ξ"),
    ("\\zeta", "ζ"),
    ("{\\textstyle\\coprod}", "∐"),
    ("{\\textstyle\\int}", "∫"),
    ("{\\textstyle\\oint}", "∮"),
    ("{\\textstyle\\prod}", "∏"),
    ("{\\textstyle\\sum}", "∑"),
    ("{}^{\\circ}\\mathrm{C}", "℃"),
    ("{}^{\\circ}\\mathrm{F}", "℉"),
];

#[cfg(test)]
mod tests {
    use super::super::symbols::Keyword;
    use super::super::tables::{CAPITALS, KEYWORDS, UPPER_CASE, character};
    use super::*;

    #[test]
    fn signs_are_sorted() {
        for pair in SIGNS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn every_sign_of_the_language_has_characters() {
        let keywords = KEYWORDS.iter().chain(UPPER_CASE).map(|(_, keyword)| *keyword);
        let typed = ('\0'..='\u{FFFF}').filter_map(character);
        let signs = keywords.chain(typed).filter_map(|keyword| {
            let (Keyword::Sign(latex) | Keyword::Operator(latex) | Keyword::Large(latex)) = keyword else {
                return None;
            };
            Some(latex)
        });
        for latex in signs.chain(CAPITALS.iter().map(|(_, latex)| *latex)).filter(|latex| *latex != "\\lim") {
            let shown = characters(latex);
            assert!(!shown.contains('\\') || latex == "\\backslash", "{latex} is shown as {shown}");
            assert!(shown.chars().count() == 1, "{latex} is shown as {shown}");
        }
    }
}
