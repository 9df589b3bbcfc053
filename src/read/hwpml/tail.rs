//! `TAIL`: the data of attachments, as base64. Scripts, which stand there as well, are neither read nor run.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::container::base64;
use crate::container::inflate::{self, End};
use crate::container::xml::{Element, Event, Xml};
use crate::document::Image;
use crate::file_type::SNIFF_LENGTH;
use crate::read::Context;
use crate::read::assets::Assets;
use crate::warning::WarningKind;

use super::head::{Attachment, Head};

/// The attachments by id.
#[derive(Debug, Default)]
pub(super) struct Tail<'a> {
    data: HashMap<String, Data<'a>>,
}

/// The data of an attachment as they stand in the file.
#[derive(Debug)]
struct Data<'a> {
    /// Pieces of base64.
    pieces: Vec<Cow<'a, str>>,
    is_deflated: bool,
}

impl<'a> Tail<'a> {
    pub(super) fn read(&mut self, xml: &mut Xml<'a>, tail: &Element<'_>) {
        while let Some(child) = xml.child_of(tail) {
            if child.name() != "BINDATASTORAGE" {
                continue; // scripts and signatures
            }
            while let Some(entry) = xml.child_of(&child) {
                let Some(id) = entry.attribute("Id") else { continue }; // nothing can refer to it
                let mut data = Data { pieces: Vec::new(), is_deflated: entry.flag("Compress") };
                while let Some(event) = xml.next_in(&entry) {
                    if let Event::Text(text) = event {
                        data.pieces.push(text);
                    }
                }
                self.data.insert(id.into_owned(), data);
            }
        }
    }

    /// The id of the data with a number in the list of attachments; `None` when they are not in the file.
    pub(super) fn id(&self, number: Option<usize>, head: &Head) -> Option<String> {
        let number = number?;
        match head.attachment(number) {
            Some(Attachment::Linked(_)) => None,
            Some(Attachment::Embedded(id)) => Some(id.clone()),
            // Files without a list of attachments name the data directly.
            None => Some(number.to_string()),
        }
    }

    /// The whole data of an id.
    pub(super) fn data(&self, id: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        self.data.get(id)?.decode(true, cx)
    }

    /// The picture with a number in the list of attachments.
    pub(super) fn image(
        &self,
        number: Option<usize>,
        alt: String,
        head: &Head,
        assets: &mut Assets<String>,
        cx: &mut Context<'_>,
    ) -> Image {
        if let Some(Attachment::Linked(path)) = number.and_then(|number| head.attachment(number)) {
            return Image { source: Some(cx.picture_source(path)), alt, ..Image::default() };
        }
        let data = self.id(number, head).and_then(|id| Some((self.data.get(&id)?, id)));
        let keep = cx.options.assets;
        let asset = data.and_then(|(data, id)| assets.position(id, keep, || data.decode(keep, cx)));
        if asset.is_none() {
            cx.warn(WarningKind::MissingAttachment);
        }
        Image { asset, alt, ..Image::default() }
    }
}

impl Data<'_> {
    /// The data themselves, or their beginning when they are not to be kept. `None` when nothing is left of them.
    fn decode(&self, keep: bool, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        let mut coded = Vec::new();
        let is_sound = base64::decode(self.pieces.iter().map(|piece| &**piece), &mut coded);
        if !is_sound {
            cx.warn(WarningKind::CutOff);
        }
        if !self.is_deflated {
            if !keep {
                coded.truncate(SNIFF_LENGTH);
            }
            return Some(coded).filter(|data| !data.is_empty());
        }
        let mut data = Vec::new();
        let allowance = cx.budget.stream_allowance();
        let wanted = if keep { allowance } else { allowance.min(SNIFF_LENGTH as u64) };
        let end = inflate::inflate(&coded, wanted, &mut data);
        cx.budget.spend(u64::try_from(data.len()).unwrap_or(u64::MAX));
        match end {
            End::Complete => {}
            End::OverLimit if !keep => {}
            End::OverLimit => cx.warn(WarningKind::LimitMet(cx.budget.stream_limit())),
            End::CutOff => cx.warn(WarningKind::CutOff),
        }
        Some(data).filter(|data| !data.is_empty())
    }
}
