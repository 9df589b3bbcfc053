//! Additional blocks: what stands after the body and belongs to it, such as embedded pictures and hyperlinks.

use std::collections::HashMap;

use super::charset;
use super::stream::Stream;
use crate::container::bytes::Bytes;
use crate::read::Context;
use crate::read::ole::Storages;
use crate::warning::WarningKind;

/// What the additional blocks hold.
#[derive(Default)]
pub(super) struct AdditionalBlocks<'a> {
    /// Data of embedded pictures.
    pictures: Vec<&'a [u8]>,
    /// Positions of pictures by name, and by name in lower case without folders.
    names: HashMap<String, usize>,
    /// Objects of other programs.
    objects: Option<Storages<'a>>,
    /// Targets of hyperlinks, in the order in which the objects that lead there stand in the text.
    pub(super) links: Vec<Option<String>>,
}

/// Bytes of a hyperlink.
pub(super) const HYPERLINK: usize = 617;

/// Reads blocks up to the end mark; `stream` stands at the first one.
pub(super) fn read<'a>(stream: &mut Stream<'_, 'a, '_>) -> AdditionalBlocks<'a> {
    let mut blocks = AdditionalBlocks::default();
    loop {
        let block = block(&mut stream.bytes);
        let Some((id, data)) = stream.expect(block) else { return blocks };
        match id {
            0 => return blocks,
            1 => blocks.add_picture(data),
            3 => blocks.links.extend(data.chunks_exact(HYPERLINK).map(link_target)),
            2 => blocks.add_objects(data),
            // Presentation settings, reserved, background of pages, names of cells and fields: no content.
            4..=6 | 0x100 | 0x101 => {}
            id => stream.warn(WarningKind::UnknownRecord { tag: format!("additional block {id:#x}") }),
        }
    }
}

/// Whether additional blocks, or their end, begin here beyond doubt: zeros alone can be the end of a list as well.
pub(super) fn begin(mut bytes: Bytes<'_>) -> bool {
    let is_known = |id: u32| matches!(id, 1..=6 | 0x100 | 0x101);
    match block(&mut bytes) {
        // The body is over, or the preview follows.
        Some((0, data)) => data.is_empty() && bytes.u32().is_none_or(|id| id >> 31 == 1),
        Some((id, _)) => is_known(id) && block(&mut bytes).is_some_and(|(next, _)| next == 0 || is_known(next)),
        None => false,
    }
}

fn block<'a>(bytes: &mut Bytes<'a>) -> Option<(u32, &'a [u8])> {
    let id = bytes.u32()?;
    let length = usize::try_from(bytes.u32()?).ok()?;
    Some((id, bytes.take(length)?))
}

/// Where a hyperlink leads: an address, a file, a bookmark in it, or `#name` for a bookmark of this document.
pub(super) fn link_target(data: &[u8]) -> Option<String> {
    const ADDRESS: u8 = 2;
    let (file, rest) = data.split_at_checked(256)?;
    let (bookmark, rest) = rest.split_at_checked(32)?;
    // A macro, then the kind of the target.
    let is_address = rest.get(325) == Some(&ADDRESS);
    // The name of a file is empty when the link stays in its document; an address stands behind that empty name.
    let (first, behind) = file.split_first()?;
    let mut target = charset::kchars(if is_address && *first == 0 { behind } else { file }).trim().to_owned();
    let bookmark = charset::hchars(bookmark);
    // `[HTML]` as the bookmark of an address says only that it is one.
    let is_mark = is_address && bookmark.starts_with('[');
    if !is_mark && !bookmark.trim().is_empty() {
        target.push('#');
        target.push_str(bookmark.trim());
    }
    (!target.is_empty()).then_some(target)
}

impl<'a> AdditionalBlocks<'a> {
    /// Adds the data of a block: name, format and data of a picture.
    fn add_picture(&mut self, data: &'a [u8]) {
        let Some((name, data)) = data.split_at_checked(16) else { return };
        let Some((_format, data)) = data.split_at_checked(16) else { return };
        let name = charset::kchars(name);
        self.names.entry(base_name(&name)).or_insert(self.pictures.len());
        self.names.insert(name, self.pictures.len());
        self.pictures.push(data);
    }

    /// Adds the storages of a block: its kind, then a compound file.
    fn add_objects(&mut self, data: &'a [u8]) {
        let storages = data.get(4..).and_then(Storages::open);
        self.objects = self.objects.take().or(storages);
    }

    /// The number of the object whose storage has this name, without regard to case.
    pub(super) fn object(&self, name: &str) -> Option<usize> {
        self.objects.as_ref()?.number(name)
    }

    /// The object of a number, as a file of its own.
    pub(super) fn object_file(&mut self, number: usize, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        self.objects.as_mut()?.file(number, cx)
    }

    /// The embedded picture of a name, with its position: exactly, else without regard to case and folders.
    pub(super) fn picture(&self, name: &str) -> Option<(usize, &'a [u8])> {
        let position = self.names.get(name).or_else(|| self.names.get(&base_name(name))).copied()?;
        Some((position, self.pictures.get(position)?))
    }
}

fn base_name(name: &str) -> String {
    name.rsplit(['\\', '/']).next().unwrap_or(name).to_lowercase()
}
