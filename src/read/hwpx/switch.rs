//! `switch`, `case` and `default`: the same content for newer and for older programs, of which one is read.

use crate::container::xml::{Element, Xml};

/// Whether a `case` is written for programs that know what this one knows.
pub(super) fn is_understood(case: &Element<'_>) -> bool {
    let namespace = case.raw("required-namespace").unwrap_or_default();
    let last = namespace.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    matches!(last, "HwpUnitChar" | "paragraph" | "ooxmlchart" | "metatag")
}

/// The branch to read: the first case that is understood, else the default; `None` when there is neither.
pub(super) fn branch<'a>(xml: &mut Xml<'a>, switch: &Element<'_>) -> Option<Element<'a>> {
    loop {
        let child = xml.child_of(switch)?;
        match child.name() {
            "case" if is_understood(&child) => return Some(child),
            "default" => return Some(child),
            _ => {} // a case for programs that know more: the default says the same
        }
    }
}
