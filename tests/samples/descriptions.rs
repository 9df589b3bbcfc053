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
