//! The parts of a document that warnings are about, under stable names.

use std::fmt;

/// What a [`WarningKind`](crate::WarningKind) is about: a part of a document or of its file, or something that an
/// output cannot say. Displayed as it stands in a sentence.
///
/// ```
/// use hwpconv::Part;
///
/// assert_eq!(Part::ObjectLink.name(), "object-link");
/// assert_eq!(Part::ObjectLink.to_string(), "link of a drawing object");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The text after a broken control.
    AfterControl,
    /// The text after a paragraph without end.
    AfterEndlessParagraph,
    /// The text after a broken paragraph.
    AfterParagraph,
    /// An automatic number.
    AutoNumber,
    /// Several blocks in a table cell.
    CellBlocks,
    /// The list header of a table cell.
    CellHeader,
    /// The number of characters that a paragraph declares.
    CharacterCount,
    /// A chart.
    Chart,
    /// The replies to comments.
    CommentReplies,
    /// A reply to a comment.
    CommentReply,
    /// The text of a comment.
    CommentText,
    /// The compound file.
    CompoundFile,
    /// The flag for compression.
    CompressionFlag,
    /// A control.
    Control,
    /// A tracked change within too many others.
    DeepChange,
    /// A field within too many others.
    DeepField,
    /// The form of content that is nested deeper than parsers of JSON take.
    DeepForm,
    /// The tables of shapes, numberings and pictures of HWP 5.
    DocumentInformation,
    /// A document of another program (OLE).
    EmbeddedObject,
    /// A part of the package that is encrypted by itself.
    EncryptedPart,
    /// An equation.
    Equation,
    /// The end of an equation.
    EquationEnd,
    /// What a field is.
    FieldCommand,
    /// The header of the file.
    FileHeader,
    /// A form object.
    FormObject,
    /// Several header rows.
    HeaderRows,
    /// A master page.
    MasterPage,
    /// A master page that is no XML.
    MasterPageXml,
    /// A formula as MathML.
    MathMl,
    /// Merged cells.
    MergedCells,
    /// A link within a link.
    NestedLink,
    /// A table within a table.
    NestedTable,
    /// A level of a paragraph numbering.
    NumberingLevel,
    /// The link of a drawing object.
    ObjectLink,
    /// Characters in one place (글자 겹침).
    OverlappedCharacters,
    /// The description of the package.
    PackageDescription,
    /// The directory of the package.
    PackageDirectory,
    /// The header of a paragraph.
    ParagraphHeader,
    /// A part of the package in an unknown compression.
    PartCompression,
    /// The folder of a picture that is not in the file.
    PictureFolder,
    /// A distribution document that is not encrypted.
    PlainDistribution,
    /// An embedded object that is shown a second time.
    RepeatedObject,
    /// A picture that is shown more often than a page embeds it.
    RepeatedPicture,
    /// Text with a reading beside it.
    Ruby,
    /// A section.
    Section,
    /// A section in an unknown encoding.
    SectionEncoding,
    /// A section that is no XML.
    SectionXml,
    /// The table of shapes in an unknown encoding.
    ShapeEncoding,
    /// The table of shapes of HWPX.
    ShapeTable,
    /// A comment without a place in the text.
    StrayComment,
    /// A control without a place in the text.
    StrayControl,
    /// Text outside of its paragraph.
    StrayText,
    /// An SVG picture in its place, and not beside the output.
    SvgPicture,
    /// The grid of a table.
    TableGrid,
    /// The size that a table declares.
    TableSize,
    /// Text art (글맵시).
    TextArt,
    /// A text element under another name.
    TextElement,
    /// A tracked change.
    TrackedChange,
    /// An entry of the package whose name leads out of it.
    UnsafeEntry,
    /// The version of the package.
    Version,
    /// A video.
    Video,
    /// A link without words to click on.
    WordlessLink,
}

impl Part {
    /// Every part, in the order of the names of their variants.
    pub const EACH: &[Part] = &[
        Part::AfterControl,
        Part::AfterEndlessParagraph,
        Part::AfterParagraph,
        Part::AutoNumber,
        Part::CellBlocks,
        Part::CellHeader,
        Part::CharacterCount,
        Part::Chart,
        Part::CommentReplies,
        Part::CommentReply,
        Part::CommentText,
        Part::CompoundFile,
        Part::CompressionFlag,
        Part::Control,
        Part::DeepChange,
        Part::DeepField,
        Part::DeepForm,
        Part::DocumentInformation,
        Part::EmbeddedObject,
        Part::EncryptedPart,
        Part::Equation,
        Part::EquationEnd,
        Part::FieldCommand,
        Part::FileHeader,
        Part::FormObject,
        Part::HeaderRows,
        Part::MasterPage,
        Part::MasterPageXml,
        Part::MathMl,
        Part::MergedCells,
        Part::NestedLink,
        Part::NestedTable,
        Part::NumberingLevel,
        Part::ObjectLink,
        Part::OverlappedCharacters,
        Part::PackageDescription,
        Part::PackageDirectory,
        Part::ParagraphHeader,
        Part::PartCompression,
        Part::PictureFolder,
        Part::PlainDistribution,
        Part::RepeatedObject,
        Part::RepeatedPicture,
        Part::Ruby,
        Part::Section,
        Part::SectionEncoding,
        Part::SectionXml,
        Part::ShapeEncoding,
        Part::ShapeTable,
        Part::StrayComment,
        Part::StrayControl,
        Part::StrayText,
        Part::SvgPicture,
        Part::TableGrid,
        Part::TableSize,
        Part::TextArt,
        Part::TextElement,
        Part::TrackedChange,
        Part::UnsafeEntry,
        Part::Version,
        Part::Video,
        Part::WordlessLink,
    ];

    /// The part in one stable word, for programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.said().0
    }

    /// The name that stays, and the words of a sentence, which may become better.
    const fn said(self) -> (&'static str, &'static str) {
        match self {
            Part::AfterControl => ("after-control", "text after a broken control"),
            Part::AfterEndlessParagraph => ("after-endless-paragraph", "text after a paragraph without end"),
            Part::AfterParagraph => ("after-paragraph", "text after a broken paragraph"),
            Part::AutoNumber => ("auto-number", "automatic number"),
            Part::CellBlocks => ("cell-blocks", "several blocks in a table cell"),
            Part::CellHeader => ("cell-header", "LIST_HEADER of a cell"),
            Part::CharacterCount => ("character-count", "character count of a paragraph"),
            Part::Chart => ("chart", "chart"),
            Part::CommentReplies => ("comment-replies", "replies to comments"),
            Part::CommentReply => ("comment-reply", "reply to a comment"),
            Part::CommentText => ("comment-text", "text of a comment"),
            Part::CompoundFile => ("compound-file", "compound file"),
            Part::CompressionFlag => ("compression-flag", "compression flag"),
            Part::Control => ("control", "control"),
            Part::DeepChange => ("deep-change", "tracked change within too many open changes"),
            Part::DeepField => ("deep-field", "field within too many open fields"),
            Part::DeepForm => ("deep-form", "form of content nested deeper than JSON parsers take"),
            Part::DocumentInformation => ("document-information", "document information (marks, numbers and pictures)"),
            Part::EmbeddedObject => ("embedded-object", "embedded object"),
            Part::EncryptedPart => ("encrypted-part", "encrypted package part"),
            Part::Equation => ("equation", "equation (EQEDIT)"),
            Part::EquationEnd => ("equation-end", "end of an equation (EQEDIT)"),
            Part::FieldCommand => ("field-command", "field command"),
            Part::FileHeader => ("file-header", "file header"),
            Part::FormObject => ("form-object", "form object"),
            Part::HeaderRows => ("header-rows", "several header rows"),
            Part::MasterPage => ("master-page", "master page"),
            Part::MasterPageXml => ("master-page-xml", "master page that is not XML"),
            Part::MathMl => ("mathml", "formula as MathML"),
            Part::MergedCells => ("merged-cells", "merged cells"),
            Part::NestedLink => ("nested-link", "link within a link"),
            Part::NestedTable => ("nested-table", "table within a table"),
            Part::NumberingLevel => ("numbering-level", "cut level of a NUMBERING"),
            Part::ObjectLink => ("object-link", "link of a drawing object"),
            Part::OverlappedCharacters => ("overlapped-characters", "overlapped characters"),
            Part::PackageDescription => ("package-description", "package description in an unknown encoding"),
            Part::PackageDirectory => ("package-directory", "package directory"),
            Part::ParagraphHeader => ("paragraph-header", "paragraph header"),
            Part::PartCompression => ("part-compression", "package part in an unknown compression"),
            Part::PictureFolder => ("picture-folder", "folder of a linked picture"),
            Part::PlainDistribution => ("plain-distribution", "distribution document that is not encrypted"),
            Part::RepeatedObject => ("repeated-object", "embedded object that was shown before"),
            Part::RepeatedPicture => ("repeated-picture", "further repetition of a picture"),
            Part::Ruby => ("ruby", "ruby"),
            Part::Section => ("section", "section"),
            Part::SectionEncoding => ("section-encoding", "section in an unknown encoding"),
            Part::SectionXml => ("section-xml", "section that is not XML"),
            Part::ShapeEncoding => ("shape-encoding", "shapes in an unknown encoding"),
            Part::ShapeTable => ("shape-table", "table of shapes (header.xml)"),
            Part::StrayComment => ("stray-comment", "comment without a place in the text"),
            Part::StrayControl => ("stray-control", "control without a place in the text"),
            Part::StrayText => ("stray-text", "text outside of its paragraph"),
            Part::SvgPicture => ("svg-picture", "SVG picture in its place"),
            Part::TableGrid => ("table-grid", "table grid"),
            Part::TableSize => ("table-size", "size of a table"),
            Part::TextArt => ("text-art", "text art"),
            Part::TextElement => ("text-element", "text element of another name"),
            Part::TrackedChange => ("tracked-change", "tracked change"),
            Part::UnsafeEntry => ("unsafe-entry", "package entry with an unsafe name"),
            Part::Version => ("version", "version in an unknown encoding"),
            Part::Video => ("video", "video"),
            Part::WordlessLink => ("wordless-link", "link without words"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_words_of_their_own() {
        let names: HashSet<&str> = Part::EACH.iter().map(|part| part.name()).collect();
        assert_eq!(names.len(), Part::EACH.len());
        let is_word = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(names.iter().all(is_word), "{names:?}");
    }
}
