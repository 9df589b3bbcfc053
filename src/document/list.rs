//! Lists and text of the model.
//!
//! Most lists of a document have one item, and most texts are short: neither then needs memory of its own. How that is
//! done is known in this file alone, so that it can change.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::{Deref, DerefMut};

use ecow::EcoString;
use smallvec::SmallVec;

use super::{Block, Inline};

/// A list of blocks: a slice that can grow.
pub type Blocks = List<Block>;

/// A list of inlines: a slice that can grow.
pub type Inlines = List<Inline>;

/// A list in the model: a slice that can grow. The first item needs no allocation.
///
/// ```
/// use hwpconv::document::{Block, BreakKind, Blocks, Origin};
///
/// let mut blocks: Blocks = vec![Block::Break(BreakKind::Page, Origin::default())].into();
/// blocks.push(Block::Break(BreakKind::Column, Origin::default()));
/// assert_eq!(blocks.len(), 2);
/// assert!(blocks.iter().all(|block| matches!(block, Block::Break(..))));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct List<T>(SmallVec<[T; 1]>);

impl<T> List<T> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        List(SmallVec::new())
    }

    /// A list of one item.
    #[must_use]
    pub fn one(item: T) -> Self {
        List(SmallVec::from_buf([item]))
    }

    /// An empty list with room for so many items.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        List(SmallVec::with_capacity(capacity))
    }

    /// The items as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// The items as a slice that can be changed.
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.0
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&mut self, item: T) {
        self.0.push(item);
    }

    /// Takes the last item away.
    pub fn pop(&mut self) -> Option<T> {
        self.0.pop()
    }

    /// Removes all items.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Removes the items for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.0.retain(|item| keep(item));
    }

    /// Removes the items for which `keep` is false; it may change those that stay.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut T) -> bool) {
        self.0.retain(keep);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> AsRef<[T]> for List<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        List(SmallVec::from_vec(items))
    }
}

impl<T, const N: usize> From<[T; N]> for List<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        list.0.into_vec()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        List(items.into_iter().collect())
    }
}

impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.0.into_iter())
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

/// The items of a [`List`] that is given away.
#[derive(Debug)]
pub struct IntoIter<T>(smallvec::IntoIter<[T; 1]>);

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.0.next_back()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}

/// Text of the model: a `str` that can grow. A short one needs no allocation.
///
/// ```
/// use hwpconv::document::Str;
///
/// let mut text = Str::from("도서관");
/// text.push_str("은 열려 있다");
/// assert_eq!(text, "도서관은 열려 있다");
/// assert!(text.starts_with("도서"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Str(EcoString);

impl Str {
    /// The text as a slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds text at the end.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Cuts the text to its first `length` bytes; a longer length changes nothing. Panics when the cut is within a
    /// character.
    pub fn truncate(&mut self, length: usize) {
        if length < self.0.len() {
            self.0.truncate(length);
        }
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Deref for Str {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&str> for Str {
    #[inline]
    fn from(text: &str) -> Self {
        Str(text.into())
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        Str(text.into())
    }
}

impl From<Cow<'_, str>> for Str {
    fn from(text: Cow<'_, str>) -> Self {
        Str(text.into())
    }
}

impl From<Str> for String {
    fn from(text: Str) -> Self {
        text.0.into()
    }
}

impl FromIterator<char> for Str {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        Str(characters.into_iter().collect())
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

#[cfg(feature = "serde")]
mod stored {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{List, Str};

    impl<T: Serialize> Serialize for List<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Vec::<T>::deserialize(deserializer).map(List::from)
        }
    }

    impl Serialize for Str {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Str {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Str::from)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_and_inline_stay_small() {
        assert_eq!(size_of::<Inline>(), 32);
        assert!(size_of::<Block>() <= 112, "{}", size_of::<Block>());
        // The first item lies in the list, beside one word.
        assert_eq!(size_of::<Blocks>(), size_of::<Block>() + 8);
    }

    #[test]
    fn list_keeps_its_order_when_it_grows_and_shrinks() {
        let mut list = List::one(1);
        list.extend([2, 3, 4]);
        list.retain(|item| *item != 2);
        list.retain_mut(|item| {
            *item *= 10;
            *item != 30
        });
        assert_eq!(list.as_slice(), [10, 40]);
        assert_eq!(list.clone().into_iter().rev().collect::<Vec<_>>(), [40, 10]);
        assert_eq!((list.pop(), list.pop(), list.pop()), (Some(40), Some(10), None));
        assert_eq!(format!("{:?} {:?}", List::from([1, 2]), Str::from("가")), "[1, 2] \"가\"");
    }
}
