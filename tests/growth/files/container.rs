//! Compound files that are made to be slow or large: what they say of their sectors and storages is not so, or not so
//! often.

use super::Shape;
use crate::builder::raw_compound::{deep_storages, lost_mini_stream, shared_chain};

pub const SHAPES: &[Shape] = &[
    ("compound file of entries with one chain", shared_chain, 400),
    ("compound file with a lost mini stream", lost_mini_stream, 800),
    ("compound file of deep storages", deep_storages, 2_000),
];
