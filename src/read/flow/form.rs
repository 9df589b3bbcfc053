//! Form objects: as they are filled in.

/// What a form object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormKind {
    /// A check box or radio button.
    Choice,
    Button,
    /// A field or a list that shows one of its entries.
    Field,
    /// One without words, such as a scroll bar.
    Silent,
}

/// A form object, as far as it shows something.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) kind: FormKind,
    pub(crate) caption: String,
    pub(crate) is_checked: bool,
    /// What is typed or chosen.
    pub(crate) text: String,
}

impl Form {
    /// What stands in the line.
    pub(crate) fn shown(self) -> String {
        let Form { kind, caption, is_checked, text } = self;
        let caption = super::linked::caption(&caption);
        let shown = match kind {
            FormKind::Choice if is_checked => format!("[x] {caption}"),
            FormKind::Choice => format!("[ ] {caption}"),
            FormKind::Button => caption,
            FormKind::Field => text,
            FormKind::Silent => String::new(),
        };
        shown.trim_end().to_owned()
    }
}
