//! Equation scripts of the Hancom equation editor as LaTeX math.
//!
//! The language descends from EQN (`{a+b} over c`, `sum from k=1 to n`) and is published as *Hancom equation format*,
//! revision 1.3. All formats of the family store equations in it.
//!
//! [`lexer`] splits a script into tokens, [`parser`] and [`commands`] make a [`tree`] of them, [`latex`] writes it.
//! Colours and sizes are left out, and so are piles of nothing that only make brackets taller.

mod commands;
mod items;
mod latex;
mod lexer;
mod parser;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod tree;

/// The script as LaTeX math without delimiters, empty when the script shows nothing. `None` when it nests too deeply to
/// be read.
pub(crate) fn to_latex(script: &str) -> Option<String> {
    let tokens = lexer::tokens(script);
    let tree = parser::parse(&tokens).ok()?;
    Some(latex::write(&tree))
}
