//! What the samples hold, in terms that all formats share.

#[path = "files.rs"]
pub mod files;
#[path = "lists.rs"]
pub mod lists;
#[path = "objects.rs"]
pub mod objects;
#[path = "press_release.rs"]
pub mod press_release;
#[path = "references.rs"]
pub mod references;
#[path = "tables.rs"]
pub mod tables;
#[path = "text.rs"]
pub mod text;

use crate::builder::Document;

/// The name of a sample and what makes its description.
pub type Described = (&'static str, fn() -> Document);

/// The samples of HWP 5.
pub const SAMPLES: &[Described] = &[
    ("characters", text::characters),
    ("chart", objects::chart),
    ("comments", references::comments),
    ("distribution", files::distribution),
    ("equations", objects::equations),
    ("fields", references::fields),
    ("forms", objects::forms),
    ("links", references::links),
    ("marks", text::marks),
    ("notes", references::notes),
    ("numbering", lists::numbering),
    ("pages", files::pages),
    ("password", files::password),
    ("password-des", files::password_des),
    ("pictures", objects::pictures),
    ("press-release", press_release::document),
    ("ruby", text::ruby),
    ("sections", files::sections),
    ("shapes", objects::shapes),
    ("tables", tables::tables),
    ("tracked", text::tracked),
    ("typed-marks", text::typed_marks),
    ("uncompressed", files::uncompressed),
];
