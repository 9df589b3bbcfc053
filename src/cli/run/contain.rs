//! A panic in a document as its failure.

use crate::cli::error::Failure;
use crate::cli::lang::texts;

/// Runs the work on one document so that a bug met there costs that document only.
pub(crate) fn contain<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    hwpconv::contain::contain(work).unwrap_or_else(|what| Err(Failure::new("panic", texts::PANIC.with([what]))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hwpconv::contain::quiet_panics;

    #[test]
    fn panic_in_a_document_becomes_its_failure() {
        quiet_panics();
        let failure = contain::<()>(|| panic!("row\n{}", 3)).unwrap_err();
        assert_eq!(failure.kind, "panic");
        assert!(failure.message.english().contains("row\n3 at src/cli/run/contain.rs:"), "{}", failure.message);
        assert!(contain(|| Ok(())).is_ok());
    }
}
