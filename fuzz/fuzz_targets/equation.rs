//! Any text as an equation script, and the LaTeX of it in a page.

#![no_main]

use hwpconv::document::{Block, Document, Equation, Origin, Section};
use hwpconv::fuzzing::equation;
use hwpconv::{Target, WriteOptions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|script: &str| {
    let Some(latex) = equation(script) else { return };
    let braces = latex.replace("\\\\", "").replace("\\{", "").replace("\\}", "");
    assert_eq!(braces.matches('{').count(), braces.matches('}').count(), "{latex}");
    // What a script says in a few characters does not fill a book.
    assert!(latex.len() <= 64 * script.len(), "{} bytes of LaTeX", latex.len());
    let equation = Equation { script: script.to_owned(), latex: Some(latex) };
    let blocks = [Block::Equation(equation, Origin::default())].into();
    let document = Document { sections: vec![Section { blocks, furniture: Vec::new() }], ..Document::default() };
    let page = hwpconv::write(&document, Target::Html, &WriteOptions::default()).text;
    assert!(page.ends_with("</html>\n"));
});
