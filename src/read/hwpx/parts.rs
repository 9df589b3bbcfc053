//! The parts of an HWPX package: found by name or by manifest id, read within the budget, pictures taken as assets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::content::{Content, Item};
use super::lock::Lock;
use crate::container::inflate::End;
use crate::container::package::{Data, Package, Unreadable};
use crate::document::Image;
use crate::file_type::SNIFF_LENGTH;
use crate::place::Place;
use crate::read::Context;
use crate::read::assets::Assets;
use crate::warning::{Part, WarningKind};

/// A package and what is known about its parts.
pub(super) struct Parts<'a> {
    pub(super) package: Package<'a>,
    pub(super) lock: Option<Lock>,
    pub(super) content: Content,
    /// Attachments by lower-case name without folder and extension.
    attachments: HashMap<String, String>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(package: Package<'a>) -> Self {
        let stem = |name: &str| {
            let name = name.to_lowercase();
            let stem = name.strip_prefix("bindata/")?.rsplit_once('.')?.0;
            Some(stem.to_owned())
        };
        let attachments = package.names().filter_map(|name| Some((stem(name)?, name.to_owned()))).collect();
        Parts { package, lock: None, content: Content::default(), attachments }
    }

    /// Reads a part; `None` when there is nothing to read, with a warning unless the part is not there at all.
    ///
    /// From here on the place of warnings is this part.
    pub(super) fn read(&self, name: &str, cx: &mut Context<'_>) -> Option<Cow<'a, [u8]>> {
        let name = self.package.name_of(name)?;
        cx.place = Place { part: Some(Arc::from(name)), ..Place::default() };
        let is_body = is_xml(name);
        let found = if is_body { self.body_part(name, cx) } else { self.package.read(name, &mut cx.budget) };
        let data = match found {
            Ok(data) => data,
            Err(Unreadable::Missing) => return None,
            Err(Unreadable::Encrypted) => {
                cx.warn(WarningKind::NotConverted { what: Part::EncryptedPart });
                return None;
            }
            Err(Unreadable::Method) => {
                cx.warn(WarningKind::NotConverted { what: Part::PartCompression });
                return None;
            }
        };
        let limit = if is_body { cx.budget.body_allowance() } else { cx.budget.stream_allowance() };
        let opened = self.lock.as_ref().and_then(|lock| lock.open(name, &data.bytes, limit));
        let (bytes, end) = match opened {
            Some((bytes, end)) => {
                let spent = bytes.len() as u64;
                if is_body {
                    cx.budget.spend_on_body(spent)
                } else {
                    cx.budget.spend(spent)
                }
                (Cow::Owned(bytes), end)
            }
            None => (data.bytes, data.end),
        };
        match end {
            End::Complete => {}
            End::CutOff => cx.warn(WarningKind::CutOff),
            End::OverLimit => {
                let limit = if is_body { cx.budget.body_limit() } else { cx.budget.stream_limit() };
                cx.warn(WarningKind::LimitMet(limit));
            }
        }
        Some(bytes)
    }

    fn body_part(&self, name: &str, cx: &mut Context<'_>) -> Result<Data<'a>, Unreadable> {
        let data = self.package.read_up_to(name, cx.budget.body_allowance())?;
        cx.budget.spend_on_body(data.bytes.len() as u64);
        Ok(data)
    }
}

/// Whether a part becomes a part of the model; all others are attachments.
fn is_xml(name: &str) -> bool {
    name.get(name.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".xml"))
}

impl Parts<'_> {
    /// The name under which the package holds what a manifest item refers to. References are relative to the package
    /// or, from some programs, to the folder of the manifest.
    fn resolve(&self, href: &str) -> Option<&str> {
        self.package.name_of(href).or_else(|| self.package.name_of(&format!("Contents/{href}")))
    }

    /// The name of the part with this manifest id; without such an item, the attachment of this name.
    pub(super) fn name_of_id(&self, id: &str) -> Option<&str> {
        match self.content.item(id) {
            Some(item) => self.resolve(&item.href),
            None => self.attachments.get(&id.to_lowercase()).map(String::as_str),
        }
    }

    /// The name of a part that is referred to by its path.
    pub(super) fn name_of_path(&self, path: &str) -> Option<&str> {
        self.resolve(path)
    }

    /// The picture with this manifest id. Enters a warning when its data are missing.
    pub(super) fn image(&self, id: &str, alt: String, assets: &mut Assets<String>, cx: &mut Context<'_>) -> Image {
        let item = self.content.item(id);
        if let Some(Item { href, is_external: true }) = item.filter(|item| self.resolve(&item.href).is_none()) {
            return Image { source: Some(cx.picture_source(href)), alt, ..Image::default() };
        }
        let asset = self
            .name_of_id(id)
            .and_then(|name| assets.position(name.to_lowercase(), cx.options.assets, || self.attachment(name, cx)));
        if asset.is_none() {
            cx.warn(WarningKind::MissingAttachment);
        }
        Image { asset, alt, ..Image::default() }
    }

    /// The data of an attachment, or their beginning when the data are not wanted.
    fn attachment(&self, name: &str, cx: &mut Context<'_>) -> Option<Vec<u8>> {
        if !cx.options.assets && self.lock.is_none() {
            return self.package.read_up_to(name, SNIFF_LENGTH as u64).ok().map(|data| data.bytes.into_owned());
        }
        let place = cx.place.clone();
        let data = self.read(name, cx).map(Cow::into_owned);
        cx.place = place;
        data
    }
}
