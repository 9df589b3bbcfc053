//! Room for output: what a document may become is limited, and blocks beyond that are left out with a warning.

use crate::error::LimitKind;
use crate::place::Place;
use crate::warning::{Ledger, WarningKind};
use crate::write::WriteOptions;

/// Whether so many bytes are as much as may be made. Who asks leaves out the block that would come next, and this enters
/// it as lost.
pub(super) fn is_full(bytes: usize, options: &WriteOptions, ledger: &mut Ledger) -> bool {
    let limit = options.limits.output_bytes;
    let is_full = u64::try_from(bytes).is_ok_and(|bytes| bytes >= limit);
    if is_full {
        ledger.enter(WarningKind::LimitMet(LimitKind::OutputBytes(limit)), &Place::default());
    }
    is_full
}

/// Cuts text behind the last of its blocks (blank lines stand between them) with which its JSON has room.
#[cfg(feature = "json")]
pub(super) fn cut_escaped(text: &mut String, options: &WriteOptions, ledger: &mut Ledger) {
    let limit = usize::try_from(options.limits.output_bytes).unwrap_or(usize::MAX);
    // No character takes more than six bytes for each of its own.
    if text.len().saturating_mul(6) <= limit {
        return;
    }
    let (mut escaped, mut block) = (0_usize, 0);
    let mut was_line_end = false;
    for (at, c) in text.char_indices() {
        if was_line_end && c == '\n' {
            block = at;
        }
        was_line_end = c == '\n';
        escaped += match c {
            '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{C}' => 2,
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => 6,
            c => c.len_utf8(),
        };
        if escaped > limit {
            ledger.enter(WarningKind::LimitMet(LimitKind::OutputBytes(options.limits.output_bytes)), &Place::default());
            text.truncate(block);
            return;
        }
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn cut(text: &str, output_bytes: u64) -> (String, usize) {
        let limits = Limits { output_bytes, ..Limits::default() };
        let options = WriteOptions { limits, ..WriteOptions::default() };
        let (mut text, mut ledger) = (text.to_owned(), Ledger::new(9));
        cut_escaped(&mut text, &options, &mut ledger);
        (text, ledger.into_warnings().len())
    }

    #[test]
    fn text_is_cut_between_blocks_where_its_json_has_no_room() {
        let text = "가\n\n\"나\"\n\n다\n";
        // In JSON: 3 + 4, 2 + 3 + 2 + 4, 3 + 2.
        assert_eq!(cut(text, 23), (text.to_owned(), 0));
        assert_eq!(cut(text, 22), ("가\n\n\"나\"\n".to_owned(), 1));
        assert_eq!(cut(text, 16), ("가\n\n\"나\"\n".to_owned(), 1));
        assert_eq!(cut(text, 15), ("가\n".to_owned(), 1));
        assert_eq!(cut(text, 3), (String::new(), 1));
    }
}
