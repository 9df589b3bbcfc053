//! The meaning of controls, decided once: every reader decodes its own format and calls these functions.
//!
//! | file | decides |
//! |---|---|
//! | `builder` | runs and objects to paragraphs and blocks |
//! | `phrase` | boxes of one phrase that are part of a sentence |
//! | `anchoring`, `span` | where objects stand, and what spans text while it lasts |
//! | `open_spans` | fields and tracked changes that are open across paragraphs |
//! | `content` | what inlines show |
//! | `changes` | what becomes of tracked changes |
//! | `field`, `note`, `number` | targets of links, notes and comments, automatic numbers |
//! | `furniture`, `table`, `form` | headers and footers, tables and boxes, what is filled in |
//! | `words` | characters as they are stored to text |
//! | `object` | objects with their captions: text art, equations, objects of other programs |
//! | `linked` | links of objects, pictures without data, captions of form objects |
//! | `drawing` | shapes of a group to a drawing |
//! | `extent` | how large pictures are shown, and which part of them |
//! | `geometry` | the matrices of shapes |
//! | `size` | the size that most text of a paragraph has |

mod anchoring;
pub(crate) mod builder;
pub(crate) mod changes;
mod content;
pub(crate) mod drawing;
pub(crate) mod extent;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod furniture;
pub(crate) mod geometry;
pub(crate) mod linked;
pub(crate) mod note;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod open_spans;
mod phrase;
mod size;
mod span;
pub(crate) mod table;
pub(crate) mod words;
