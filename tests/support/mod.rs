//! What several tests share.

pub mod markdown_model;
