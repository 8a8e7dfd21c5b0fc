//! Lines of tables for spreadsheets (RFC 4180).

/// `fields` as one line, every field in quotation marks. A spreadsheet runs a field that begins with `=`, `+`, `-` or `@`: an
/// apostrophe stops it.
pub(crate) fn csv_line<T: AsRef<str>>(fields: &[T]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field.as_ref())).collect();
    format!("{}\r\n", quoted.join(","))
}

fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_doubled_and_formulas_do_not_run() {
        assert_eq!(csv_line(&["a \"b\", c", "=1+1"]), "\"a \"\"b\"\", c\",\"'=1+1\"\r\n");
    }
}
