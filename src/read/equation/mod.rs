//! Equation scripts of the Hancom equation editor as LaTeX math and as plain text.
//!
//! The language descends from EQN (`{a+b} over c`, `sum from k=1 to n`) and is published as *Hancom equation format*,
//! revision 1.3. All formats of the family store equations in it.
//!
//! [`lexer`] splits a script into tokens, [`parser`] and [`commands`] make a [`tree`] of them, [`latex`] and [`linear`]
//! write it.
//! Colours and sizes are left out, and so are piles of nothing that only make brackets taller.

mod class;
mod commands;
mod items;
mod latex;
mod latex_forms;
mod lexer;
mod linear;
mod parser;
mod signs;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod tree;

/// What a script says, in forms that others can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// LaTeX math without delimiters, empty when the script shows nothing.
    pub(crate) latex: String,
    /// One line of plain text, empty when the script shows nothing.
    pub(crate) text: String,
}

/// Bytes of a script that is read: a few thousand times a formula, and little enough that its tree, a hundred times as
/// large, costs nobody anything.
const LONGEST: usize = 256 << 10;

/// Reads a script. `None` when it nests too deeply to be read, or is too long to be a formula.
pub(crate) fn read(script: &str) -> Option<Reading> {
    if script.len() > LONGEST {
        return None;
    }
    let tokens = lexer::tokens(script);
    let tree = parser::parse(&tokens).ok()?;
    let latex = latex::write(&tree);
    // Most plain text is shorter.
    let text = linear::write(&tree, latex.len());
    Some(Reading { latex, text })
}
