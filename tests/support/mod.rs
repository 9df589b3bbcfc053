//! What several tests share.

pub mod build;
pub mod files;
pub mod hwp5_words;
pub mod markdown_model;
pub mod output;
pub mod random;
