//! Makes HWPML files for tests, as plain text.

/// A file under way: the parts that tests fill in.
#[derive(Clone, Default)]
pub struct File {
    /// Inside `DOCSUMMARY`.
    pub summary: String,
    /// Inside `MAPPINGTABLE`.
    pub tables: String,
    /// Inside `BODY`.
    pub sections: String,
    /// Inside `BINDATASTORAGE`.
    pub data: String,
}

/// A file of one section.
pub fn file(paragraphs: &str) -> File {
    File { sections: section(paragraphs), ..File::default() }
}

impl File {
    pub fn with_tables(mut self, tables: &str) -> Self {
        self.tables = tables.to_owned();
        self
    }

    pub fn with_data(mut self, data: &str) -> Self {
        self.data = data.to_owned();
        self
    }

    pub fn text(&self) -> String {
        let File { summary, tables, sections, data } = self;
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<HWPML Version=\"2.91\" Style=\"embed\">\
             <HEAD SecCnt=\"1\"><DOCSUMMARY>{summary}</DOCSUMMARY><MAPPINGTABLE>{tables}</MAPPINGTABLE></HEAD>\
             <BODY>{sections}</BODY><TAIL><BINDATASTORAGE>{data}</BINDATASTORAGE></TAIL></HWPML>"
        )
    }
}

pub fn section(paragraphs: &str) -> String {
    format!("<SECTION Id=\"0\">{paragraphs}</SECTION>")
}

/// A paragraph of one run; `content` stands in the run.
pub fn run(content: &str) -> String {
    paragraph("ParaShape=\"0\"", content)
}

pub fn paragraph(attributes: &str, content: &str) -> String {
    format!("<P {attributes}><TEXT CharShape=\"0\">{content}</TEXT></P>")
}

/// A paragraph of text.
pub fn p(text: &str) -> String {
    run(&format!("<CHAR>{text}</CHAR>"))
}

pub fn list(paragraphs: &str) -> String {
    format!("<PARALIST>{paragraphs}</PARALIST>")
}

pub fn cell(attributes: &str, paragraphs: &str) -> String {
    format!("<CELL {attributes}><CELLMARGIN/>{}</CELL>", list(paragraphs))
}

/// What all objects have.
pub fn object(is_in_line: bool, more: &str) -> String {
    format!("<SHAPEOBJECT><SIZE/><POSITION TreatAsChar=\"{is_in_line}\"/><OUTSIDEMARGIN/>{more}</SHAPEOBJECT>")
}
