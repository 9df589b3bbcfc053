//! Fields (specification, field): hyperlinks, comments, click-here prompts and all the others, whose result is the text
//! between their begin and end characters.

use crate::read::flow::builder::Span;
use crate::read::flow::field;
use crate::read::flow::open_spans::SpanKind;
use crate::warning::{Part, WarningKind};

use super::super::body::{Body, List};
use super::{Control, id};

pub(super) fn begin(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let Control { id, mut bytes, .. } = control;
    // The attributes and one more byte of them.
    let command = bytes.skip(5).and_then(|()| bytes.string());
    let (mut link, mut comment) = (None, None);
    match command {
        // The text of the field is there all the same.
        None => body.cx.warn(WarningKind::BadRecord { what: Part::FieldCommand }),
        Some(command) if id == id::FIELD_HYPERLINK => link = field::hyperlink_target(&command).map(Span::Link),
        Some(command) if id == id::FIELD_MEMO => {
            // `MEMO/65535/number/time/time/author/…`; the number stands again after the field id.
            let stored = bytes.skip(4).and_then(|()| bytes.u32());
            let mut parts = command.split('/');
            let number = stored.or_else(|| parts.clone().nth(2)?.parse().ok());
            let author = parts.nth(5).map(str::to_owned).filter(|author| !author.is_empty());
            comment = number.and_then(|number| body.memo(number, author));
        }
        Some(_) => {}
    }
    list.open.begin(SpanKind::Field, String::new(), link, comment, &mut list.composer, body.cx);
}
