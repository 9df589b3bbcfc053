//! Controls: what an extended control character of the text stands for (HWP 5 specification, controls).

mod field;
mod form;
mod mark;
mod note;
mod number;
mod object;
mod shape;
mod table;

use crate::document::{FurnitureKind, Inline, Marks, PageParity, Unknown, plain_text};
use crate::warning::WarningKind;

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

impl Body<'_, '_, '_> {
    /// Reads a control. `typed` is the id in the text, which is right where the two differ.
    pub(super) fn control(&mut self, typed: Option<ControlId>, node: Node<'_, '_>, marks: Marks, list: &mut List) {
        self.at(node);
        let Some(id) = typed.or_else(|| ControlId::of(node)) else {
            self.cx.warn(WarningKind::BadRecord { what: "control" });
            return;
        };
        match id {
            id::SECTION => self.section_definition(node),
            id::TABLE => self.table(node, list),
            id::DRAWING => self.drawing(node, list),
            id::EQUATION => self.equation(node, list),
            id::FORM => self.form(node, marks, list),
            id::HEADER => self.furniture(FurnitureKind::Header, node),
            id::FOOTER => self.furniture(FurnitureKind::Footer, node),
            id::FOOTNOTE | id::ENDNOTE => self.note(id, node, list),
            id::HIDDEN_COMMENT => self.hidden_comment(node, list),
            id::AUTO_NUMBER => self.auto_number(node, marks, list),
            id::NEW_NUMBER => self.new_number(node),
            id::BOOKMARK => self.bookmark(node, list),
            id::OVERLAP => self.overlap(node, marks, list),
            id::RUBY => self.ruby(node, marks, list),
            // Layout, and index marks, whose words stand in the text beside them.
            id if is_layout(id) => {}
            id if id.is_field() => self.field_begin(id, node, list),
            id => self.unknown(id, node, list),
        }
    }

    /// Master pages hang on the section definition; the rest of it is page layout. The outline numbering has been
    /// found before.
    fn section_definition(&mut self, node: Node<'_, '_>) {
        // Bits 29 to 31 say for which pages there is one, in the order of the lists; the specification does not know
        // them, but the twins of such documents in HWPX name the pages.
        const KINDS: [(u32, PageParity); 3] =
            [(1 << 29, PageParity::Both), (1 << 30, PageParity::Even), (1 << 31, PageParity::Odd)];
        let mut bytes = node.bytes();
        // The id.
        let attr = bytes.skip(4).and_then(|()| bytes.u32()).unwrap_or(0);
        let mut parities = KINDS.into_iter().filter(|(bit, _)| attr & bit != 0).map(|(_, parity)| parity);
        let mut pages = Vec::new();
        self.in_furniture = true;
        self.apart(|body| body.lists(node, |_, _, list| pages.push(list.take().0)));
        self.in_furniture = false;
        for blocks in pages {
            self.keep_furniture(
                FurnitureKind::MasterPage,
                parities.next().unwrap_or(PageParity::Both),
                blocks.into_vec(),
            );
        }
    }

    fn furniture(&mut self, kind: FurnitureKind, node: Node<'_, '_>) {
        let mut bytes = node.bytes();
        // The id.
        let parity = match bytes.skip(4).and_then(|()| bytes.u32()).unwrap_or(0) & 3 {
            1 => PageParity::Even,
            2 => PageParity::Odd,
            _ => PageParity::Both,
        };
        self.in_furniture = true;
        let blocks = self.apart(|body| body.list_blocks(node));
        self.in_furniture = false;
        self.keep_furniture(kind, parity, blocks);
    }

    /// A control of another kind: its words stay where it stands.
    fn unknown(&mut self, id: ControlId, node: Node<'_, '_>, list: &mut List) {
        let id = id.letters();
        self.cx.warn(WarningKind::UnknownControl { id: id.clone() });
        let mut inner = List::new();
        self.paragraphs_below(node, &mut inner);
        let text = plain_text(&inner.composer.finish()).replace('\n', " ");
        if !text.is_empty() {
            list.composer.inline(Inline::Unknown(Box::new(Unknown { id, text })));
        }
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
