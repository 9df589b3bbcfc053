//! A document as the rows of a table.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What is known of a document beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// How many pages it has, when the file says so.
    pub(crate) pages: Option<u32>,
    /// What it says of itself, by the names that JSON has.
    pub(crate) metadata: Vec<(Cow<'static, str>, String)>,
}

#[cfg(feature = "parquet")]
pub(crate) use table::{Content, Rows};

#[cfg(feature = "parquet")]
mod table {
    use serde::Deserialize;

    use crate::cli::args::RowsArg;
    use crate::cli::rows::Facts;

    /// What a document gives to a table, beside its [`Record`](crate::cli::record::Record).
    #[derive(Debug)]
    pub(crate) struct Rows {
        /// Bytes of the input, when it is known how many they are.
        pub(crate) length: Option<u64>,
        pub(crate) facts: Facts,
        /// `None` when the document could not be converted: it is a row with its error.
        pub(crate) content: Option<Content>,
    }

    /// What was written of a document.
    #[derive(Debug)]
    pub(crate) enum Content {
        Text(String),
        Chunks(Vec<Chunk>),
    }

    /// A line of the target `chunks`, as far as the table has it.
    #[derive(Debug, Deserialize)]
    pub(crate) struct Chunk {
        pub(crate) id: String,
        pub(crate) text: String,
        pub(crate) metadata: About,
    }

    /// What a chunk says about itself.
    #[derive(Debug, Deserialize)]
    pub(crate) struct About {
        pub(crate) index: u32,
        pub(crate) kind: String,
        pub(crate) heading_path: String,
        pub(crate) page_from: Option<u32>,
        pub(crate) page_to: Option<u32>,
    }

    impl Content {
        /// What was written, for rows of this kind. `None` when lines are no chunks, which only a process that a document
        /// has taken over can say.
        pub(crate) fn new(written: String, rows: RowsArg) -> Option<Content> {
            match rows {
                RowsArg::Documents => Some(Content::Text(written)),
                RowsArg::Chunks => {
                    let chunks = written.lines().map(serde_json::from_str);
                    chunks.collect::<Result<_, _>>().ok().map(Content::Chunks)
                }
            }
        }

        /// The bytes of its texts.
        pub(crate) fn bytes(&self) -> usize {
            match self {
                Content::Text(text) => text.len(),
                Content::Chunks(chunks) => chunks.iter().map(|chunk| chunk.text.len()).sum(),
            }
        }
    }
}
