//! Controls: what an extended control character of the text stands for (HWP 5 specification, controls).

mod component;
mod field;
mod form;
mod mark;
mod note;
mod number;
mod object;
mod outline;
mod shape;
mod table;

use crate::container::bytes::Bytes;
use crate::document::{FurnitureKind, Inline, Marks, PageParity, Unknown, plain_text};
use crate::warning::{Part, WarningKind};

use super::body::{Body, List};
use super::record::{Node, tag};

/// A control id: four letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ControlId(pub(super) u32);

impl ControlId {
    const fn new(letters: &[u8; 4]) -> Self {
        ControlId(u32::from_be_bytes(*letters))
    }

    /// The id that a CTRL_HEADER begins with.
    pub(super) fn of(node: Node<'_, '_>) -> Option<Self> {
        node.bytes().u32().map(ControlId)
    }

    pub(super) fn is_field(self) -> bool {
        self.0.to_be_bytes().first() == Some(&b'%')
    }

    /// The letters, for messages.
    fn letters(self) -> String {
        self.0.to_be_bytes().iter().map(|byte| char::from(*byte)).collect()
    }
}

/// The ids (specification, tables 127 and 128; some of those printed there do not exist in files).
pub(super) mod id {
    use super::ControlId;

    pub(crate) const SECTION: ControlId = ControlId::new(b"secd");
    pub(crate) const COLUMNS: ControlId = ControlId::new(b"cold");
    pub(super) const TABLE: ControlId = ControlId::new(b"tbl ");
    pub(super) const DRAWING: ControlId = ControlId::new(b"gso ");
    pub(super) const EQUATION: ControlId = ControlId::new(b"eqed");
    pub(super) const FORM: ControlId = ControlId::new(b"form");
    pub(super) const HEADER: ControlId = ControlId::new(b"head");
    pub(super) const FOOTER: ControlId = ControlId::new(b"foot");
    pub(super) const FOOTNOTE: ControlId = ControlId::new(b"fn  ");
    pub(super) const ENDNOTE: ControlId = ControlId::new(b"en  ");
    pub(super) const AUTO_NUMBER: ControlId = ControlId::new(b"atno");
    pub(super) const NEW_NUMBER: ControlId = ControlId::new(b"nwno");
    pub(super) const PAGE_HIDE: ControlId = ControlId::new(b"pghd");
    pub(super) const PAGE_ADJUST: ControlId = ControlId::new(b"pgct");
    pub(super) const PAGE_NUMBER: ControlId = ControlId::new(b"pgnp");
    pub(super) const INDEX_MARK: ControlId = ControlId::new(b"idxm");
    pub(super) const BOOKMARK: ControlId = ControlId::new(b"bokm");
    pub(super) const OVERLAP: ControlId = ControlId::new(b"tcps");
    pub(super) const RUBY: ControlId = ControlId::new(b"tdut");
    pub(super) const HIDDEN_COMMENT: ControlId = ControlId::new(b"tcmt");
    pub(super) const FIELD_MEMO: ControlId = ControlId::new(b"%%me");
    pub(super) const FIELD_HYPERLINK: ControlId = ControlId::new(b"%hlk");
}

/// Whether a control has no words: page and column layout, index marks.
pub(super) fn is_layout(id: ControlId) -> bool {
    [id::SECTION, id::COLUMNS, id::PAGE_HIDE, id::PAGE_ADJUST, id::PAGE_NUMBER, id::INDEX_MARK, id::NEW_NUMBER]
        .contains(&id)
}

/// A control with what it says.
#[derive(Clone, Copy)]
struct Control<'n, 'd> {
    id: ControlId,
    /// What follows the id.
    bytes: Bytes<'d>,
    /// Its CTRL_HEADER, which the other records hang below.
    node: Node<'n, 'd>,
}

/// Reads a control. `typed` is the id in the text, which is right where the two differ.
pub(super) fn read(
    body: &mut Body<'_, '_, '_>,
    typed: Option<ControlId>,
    node: Node<'_, '_>,
    marks: Marks,
    list: &mut List,
) {
    body.at(node);
    let mut bytes = node.bytes();
    let stored = bytes.u32().map(ControlId);
    let Some(id) = typed.or(stored) else {
        body.cx.warn(WarningKind::BadRecord { what: Part::Control });
        return;
    };
    let control = Control { id, bytes: stored.map_or(Bytes::new(&[]), |_| bytes), node };
    match id {
        id::SECTION => section_definition(body, control),
        id::TABLE => table::read(body, control, list),
        id::DRAWING => shape::read(body, control, list),
        id::EQUATION => object::equation(body, control, list),
        id::FORM => form::read(body, control, marks, list),
        id::HEADER => furniture(body, FurnitureKind::Header, control),
        id::FOOTER => furniture(body, FurnitureKind::Footer, control),
        id::FOOTNOTE | id::ENDNOTE => note::read(body, control, list),
        id::HIDDEN_COMMENT => note::hidden_comment(body, control, list),
        id::AUTO_NUMBER => number::read(body, control, marks, list),
        id::NEW_NUMBER => number::restart(body, control),
        id::BOOKMARK => mark::bookmark(control, list),
        id::OVERLAP => mark::overlap(body, control, marks, list),
        id::RUBY => mark::ruby(body, control, marks, list),
        // Layout, and index marks, whose words stand in the text beside them.
        id if is_layout(id) => {}
        id if id.is_field() => field::begin(body, control, list),
        _ => unknown(body, control, list),
    }
}

/// Master pages hang on the section definition; the rest of it is page layout. The outline numbering has been
/// found before.
fn section_definition(body: &mut Body<'_, '_, '_>, mut control: Control<'_, '_>) {
    // Bits 29 to 31 say for which pages there is one, in the order of the lists; the specification does not know
    // them, but the twins of such documents in HWPX name the pages.
    const KINDS: [(u32, PageParity); 3] =
        [(1 << 29, PageParity::Both), (1 << 30, PageParity::Even), (1 << 31, PageParity::Odd)];
    let attr = control.bytes.u32().unwrap_or(0);
    let mut parities = KINDS.into_iter().filter(|(bit, _)| attr & bit != 0).map(|(_, parity)| parity);
    let mut pages = Vec::new();
    body.in_furniture = true;
    body.apart(|body| body.lists(control.node, |_, _, list| pages.push(list.take().0)));
    body.in_furniture = false;
    for blocks in pages {
        body.keep_furniture(FurnitureKind::MasterPage, parities.next().unwrap_or(PageParity::Both), blocks);
    }
}

fn furniture(body: &mut Body<'_, '_, '_>, kind: FurnitureKind, mut control: Control<'_, '_>) {
    let parity = match control.bytes.u32().unwrap_or(0) & 3 {
        1 => PageParity::Even,
        2 => PageParity::Odd,
        _ => PageParity::Both,
    };
    body.in_furniture = true;
    let blocks = body.apart(|body| body.list_blocks(control.node));
    body.in_furniture = false;
    body.keep_furniture(kind, parity, blocks);
}

/// A control of another kind: its words stay where it stands.
fn unknown(body: &mut Body<'_, '_, '_>, control: Control<'_, '_>, list: &mut List) {
    let id = control.id.letters();
    body.cx.warn(WarningKind::UnknownControl { id: id.clone() });
    let mut inner = List::new();
    body.paragraphs_below(control.node, &mut inner);
    let text = plain_text(&inner.finish()).replace('\n', " ");
    if !text.is_empty() {
        list.composer.inline(Inline::Unknown(Box::new(Unknown { id, text })));
    }
}

/// The name in a CTRL_DATA record: parameter set 0x021B, item 0x4000 (specification, parameter set).
fn control_data_name(node: Node<'_, '_>) -> Option<String> {
    const NAME_ITEM: u16 = 0x4000;
    const STRING: u16 = 1;
    let mut bytes = node.child(tag::CTRL_DATA)?.bytes();
    // Set id, item count, and a word that the specification does not know.
    bytes.skip(6)?;
    let (item, kind) = (bytes.u16()?, bytes.u16()?);
    (item == NAME_ITEM && kind == STRING).then(|| bytes.string()).flatten()
}

/// Where a click on a drawing leads, as a command of a hyperlink field: in CTRL_DATA, parameter set 0x021B, a set 0x026F
/// whose item 0x0265 is the command. The specification does not know it; the twin of such a picture in HWPX has the same
/// command in `href`.
fn control_data_link(node: Node<'_, '_>) -> Option<String> {
    const LINK_SET: u16 = 0x026F;
    const COMMAND_ITEM: u16 = 0x0265;
    const STRING: u16 = 1;
    const SET: u16 = 0x8000;
    let mut bytes = node.child(tag::CTRL_DATA)?.bytes();
    // Set id, item count, and an unknown word: before the items of the record, and again before those of the inner set.
    bytes.skip(6)?;
    let mut item = (bytes.u16()?, bytes.u16()?);
    if item.1 == STRING {
        // The name of the object.
        bytes.string()?;
        item = (bytes.u16()?, bytes.u16()?);
    }
    if item != (LINK_SET, SET) {
        return None;
    }
    bytes.skip(6)?;
    let item = (bytes.u16()?, bytes.u16()?);
    (item == (COMMAND_ITEM, STRING)).then(|| bytes.string()).flatten()
}
