//! Equation scripts to LaTeX.

/// The script as LaTeX, or `None` when it cannot be understood.
pub(crate) fn to_latex(_script: &str) -> Option<String> {
    None
}
