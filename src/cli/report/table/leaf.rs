//! A leaf column: its values, and the levels that say where there are none and where lists begin.

use std::io::Write;

use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedRowGroupWriter;

/// About how large a page becomes: the values that are given to the writer at once.
const PAGE_BYTES: usize = 1 << 20;

/// A column of texts.
pub(super) type Texts = Leaf<ByteArray>;
/// A column of numbers.
pub(super) type Ints = Leaf<i32>;
/// A column of large numbers.
pub(super) type Longs = Leaf<i64>;

/// The values of a leaf column. Definition levels count the optional and repeated fields on the way that are there,
/// repetition levels are 0 where a row begins.
#[derive(Debug)]
pub(super) struct Leaf<T> {
    values: Vec<T>,
    definition: Vec<i16>,
    /// Empty for a column that is not repeated.
    repetition: Vec<i16>,
}

impl<T> Default for Leaf<T> {
    fn default() -> Self {
        Leaf { values: Vec::new(), definition: Vec::new(), repetition: Vec::new() }
    }
}

/// A value that a column can have.
pub(super) trait Value {
    /// Its type in the file.
    type Type: DataType<T = Self>;
    fn bytes(&self) -> usize;
}

impl Value for ByteArray {
    type Type = ByteArrayType;
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Value for i32 {
    type Type = Int32Type;
    fn bytes(&self) -> usize {
        4
    }
}

impl Value for i64 {
    type Type = Int64Type;
    fn bytes(&self) -> usize {
        8
    }
}

impl Texts {
    /// A text of a row, or nothing.
    pub(super) fn text(&mut self, text: Option<String>) {
        self.put(text.map(|text| text.into_bytes().into()));
    }
}

impl<T: Value> Leaf<T> {
    /// The value of a row, or nothing, in an optional column.
    pub(super) fn put(&mut self, value: Option<T>) {
        self.definition.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    /// The value of a row in an optional column of a group that is there.
    pub(super) fn put_in_group(&mut self, value: T) {
        self.definition.push(2);
        self.values.push(value);
    }

    /// The value of an element of a list or map, which has this definition level.
    pub(super) fn put_in_list(&mut self, value: T, definition: i16, is_first: bool) {
        self.definition.push(definition);
        self.repetition.push(i16::from(!is_first));
        self.values.push(value);
    }

    /// A list without elements, or none.
    pub(super) fn put_no_element(&mut self, is_there: bool) {
        self.definition.push(i16::from(is_there));
        self.repetition.push(0);
    }

    /// Writes the next column.
    pub(super) fn write<W: Write + Send>(&self, to: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        let mut column = to.next_column()?.ok_or_else(|| ParquetError::General("no such column".to_owned()))?;
        let full = column.typed::<T::Type>().get_descriptor().max_def_level();
        let (mut from, mut value_from, mut value, mut bytes) = (0, 0, 0, 0);
        for (level, definition) in self.definition.iter().enumerate() {
            let begins_row = self.repetition.get(level).is_none_or(|repetition| *repetition == 0);
            if begins_row && bytes >= PAGE_BYTES {
                self.write_part(column.typed::<T::Type>(), from..level, value_from..value)?;
                (from, value_from, bytes) = (level, value, 0);
            }
            if *definition == full {
                bytes += self.values.get(value).map_or(0, Value::bytes);
                value += 1;
            }
        }
        self.write_part(column.typed::<T::Type>(), from..self.definition.len(), value_from..value)?;
        column.close()
    }

    fn write_part(
        &self,
        column: &mut parquet::column::writer::ColumnWriterImpl<'_, T::Type>,
        levels: std::ops::Range<usize>,
        values: std::ops::Range<usize>,
    ) -> Result<(), ParquetError> {
        let values = self.values.get(values).unwrap_or_default();
        column.write_batch(values, self.definition.get(levels.clone()), self.repetition.get(levels))?;
        Ok(())
    }
}
