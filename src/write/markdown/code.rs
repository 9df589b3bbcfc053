//! Inline code.

/// Writes text as inline code, clear of a backtick before it.
pub(super) fn write(text: &str, out: &mut String) {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let fence = "`".repeat(longest + 1);
    let gap = if out.ends_with('`') { " " } else { "" };
    for piece in [gap, &fence, pad, &text, pad, &fence] {
        out.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_has_a_fence_longer_than_any_in_it() {
        let mut out = String::new();
        write("a `` b`", &mut out);
        assert_eq!(out, "``` a `` b` ```");
    }
}
