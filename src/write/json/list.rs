//! A list of the JSON output that is made while it is written: each item takes its form when its turn comes, so that no
//! second document stands beside the first.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{Writer, form};
use crate::document;

/// Items of the model, `M`, to be written in their form, `F`.
#[derive(Debug)]
pub(super) struct List<'a, M, F> {
    pub(super) items: &'a [M],
    pub(super) writer: Writer<'a>,
    /// The form of an item; none when it is left out.
    pub(super) form: fn(Writer<'a>, &'a M) -> Option<F>,
    /// What stands before the items and is in no model.
    pub(super) first: Vec<F>,
}

pub(super) type Sections<'a> = List<'a, document::Section, form::Section<'a>>;
pub(super) type Furnishing<'a> = List<'a, document::Furniture, form::Furniture<'a>>;
pub(super) type Blocks<'a> = List<'a, document::Block, form::Block<'a>>;
pub(super) type Cells<'a> = List<'a, document::Cell, form::Cell<'a>>;
pub(super) type Inlines<'a> = List<'a, document::Inline, form::Inline<'a>>;
pub(super) type Assets<'a> = List<'a, document::Asset, form::Asset<'a>>;

impl<M, F> List<'_, M, F> {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.first.is_empty()
    }
}

impl<M, F: Serialize> Serialize for List<'_, M, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for form in &self.first {
            list.serialize_element(form)?;
        }
        for form in self.items.iter().filter_map(|item| (self.form)(self.writer, item)) {
            list.serialize_element(&form)?;
        }
        list.end()
    }
}

/// In the schema it is a list like any other.
#[cfg(test)]
impl<M, F: schemars::JsonSchema> schemars::JsonSchema for List<'_, M, F> {
    fn inline_schema() -> bool {
        <Vec<F>>::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        <Vec<F>>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<F>>::json_schema(generator)
    }
}
