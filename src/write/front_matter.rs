//! [`Metadata`] to the YAML front matter of a Markdown file: what stands between two lines of `---`.
//!
//! Every text is a double-quoted scalar (YAML 1.2.2, section 7.3.1): a title such as `no`, `12:30`, `- a` or `# b` is
//! then a text to every parser, also those of YAML 1.1, and one rule of escaping covers all.

use std::fmt::Write;

use crate::document::{Format, Metadata};

/// Appends the front matter, even if nothing is known: a file made with metadata always begins in the same way.
pub(super) fn write(format: Option<Format>, metadata: &Metadata, out: &mut String) {
    let Metadata {
        title,
        subject,
        author,
        keywords,
        comments,
        last_saved_by,
        created,
        modified,
        date,
        application,
        format_version,
        page_count,
        license,
    } = metadata;
    out.push_str("---\n");
    field("title", title.as_deref(), out);
    field("author", author.as_deref(), out);
    field("subject", subject.as_deref(), out);
    list("keywords", keywords.as_deref(), out);
    field("description", comments.as_deref(), out);
    field("date", date.as_deref(), out);
    field("created", created.as_deref(), out);
    field("modified", modified.as_deref(), out);
    field("last_saved_by", last_saved_by.as_deref(), out);
    field("application", application.as_deref(), out);
    field("format", format.map(Format::name), out);
    field("format_version", format_version.as_deref(), out);
    if let Some(count) = page_count {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "pages: {count}");
    }
    field("license", license.as_deref(), out);
    out.push_str("---\n");
}

fn field(name: &str, value: Option<&str>, out: &mut String) {
    let Some(value) = value else { return };
    out.extend([name, ": "]);
    quote(value, out);
    out.push('\n');
}

/// Keywords are typed into one field, with commas or semicolons between them.
fn list(name: &str, value: Option<&str>, out: &mut String) {
    let words = value.into_iter().flat_map(|value| value.split([',', ';', '\u{FF0C}', '、']));
    let mut words = words.map(str::trim).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() {
        return;
    }
    out.extend([name, ":\n"]);
    for word in words {
        out.push_str("  - ");
        quote(word, out);
        out.push('\n');
    }
}

/// A text as a double-quoted scalar on one line.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_plain(c) => out.push(c),
            c => {
                let code = u32::from(c);
                let _ = if code <= 0xFFFF { write!(out, "\\u{code:04X}") } else { write!(out, "\\U{code:08X}") };
            }
        }
    }
    out.push('"');
}

/// Whether a character may stand in YAML as it is, on one line. The line separators of Unicode end a line for parsers of
/// YAML 1.1, and the byte order mark is taken away by some; noncharacters are not printable.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') && u32::from(c) & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        quote(text, &mut out);
        out
    }

    #[test]
    fn what_yaml_would_take_for_something_else_is_quoted() {
        for text in [
            "no", "~", "12:30", "1e3", "- a", "# b", "a: b", "{x", "[", "&a", "*a", "!t", "|", ">", "%", "@", "---",
            "...", " a ",
        ] {
            assert_eq!(quoted(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(r#"C:\문서\"새" 이름"#), r#""C:\\문서\\\"새\" 이름""#);
    }

    #[test]
    fn text_stays_on_one_line() {
        let nasty = "a\nb\r\nc\td\u{85}e\u{2028}f\u{2029}g\u{0}h\u{7f}i\u{feff}j\u{fffe}k\u{1ffff}";
        assert_eq!(quoted(nasty), r#""a\nb\r\nc\td\u0085e\u2028f\u2029g\u0000h\u007Fi\uFEFFj\uFFFEk\U0001FFFF""#);
    }

    #[test]
    fn other_scripts_and_emoji_stay_readable() {
        assert_eq!(quoted("한글 ᄒᆞᆫ글 漢字 🙂"), "\"한글 ᄒᆞᆫ글 漢字 🙂\"");
    }

    #[test]
    fn end_of_front_matter_cannot_be_typed_into_a_title() {
        let mut out = String::new();
        write(None, &Metadata { title: Some("x\n---\nevil: true".to_owned()), ..Metadata::default() }, &mut out);
        assert_eq!(out, "---\ntitle: \"x\\n---\\nevil: true\"\n---\n");
    }

    #[test]
    fn fields_have_a_fixed_order_and_unknown_ones_are_left_out() {
        let text = |text: &str| Some(text.to_owned());
        let metadata = Metadata {
            title: text("제목"),
            keywords: text("가, 나;다 ,"),
            created: text("2026-01-02T03:04:05Z"),
            page_count: Some(3),
            ..Metadata::default()
        };
        let mut out = String::new();
        write(Some(Format::Hwp5), &metadata, &mut out);
        assert_eq!(
            out,
            "---\ntitle: \"제목\"\nkeywords:\n  - \"가\"\n  - \"나\"\n  - \"다\"\ncreated: \"2026-01-02T03:04:05Z\"\n\
             format: \"hwp5\"\npages: 3\n---\n"
        );
    }
}
