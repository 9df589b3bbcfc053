//! The kind of entry under a name in a folder, and whether it may be written to.

use std::io;

use crate::cli::display::refused;
use crate::cli::files::identity::FileId;
use crate::cli::lang::texts;

/// What stands in a folder under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct There {
    pub(crate) kind: Kind,
    pub(crate) bytes: u64,
    /// How many names the file has.
    pub(crate) names: u64,
    pub(crate) id: Option<FileId>,
}

/// What a thing in a folder is, itself and not what it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    Link,
    #[cfg_attr(not(unix), expect(dead_code, reason = "folders of these systems hold no pipes"))]
    Pipe,
    Other,
}

impl There {
    pub(crate) fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Refuses what is no file.
    pub(crate) fn expect_file(&self) -> io::Result<()> {
        match self.kind {
            Kind::File => Ok(()),
            Kind::Folder => Err(io::ErrorKind::IsADirectory.into()),
            Kind::Link => Err(refused(texts::IS_A_LINK)),
            Kind::Pipe => Err(refused(texts::IS_A_PIPE)),
            Kind::Other => Err(refused(texts::IS_A_DEVICE)),
        }
    }
}
