//! What several tests share.

pub mod build;
pub mod corpus;
pub mod desk;
pub mod distribution;
pub mod files;
pub mod hwp5_words;
pub mod output;
pub mod random;
