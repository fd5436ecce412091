//! The numbers of a picture as CSV, made for spreadsheets.

/// A table with a header line. Cells come from [`name`] and `to_string`.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written =
        writer.write_record(header).and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row)));
    written.expect("every row has a cell for each column");
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("cells are text")
}

/// A name as a cell. A spreadsheet takes what begins like a formula for one; an apostrophe prevents it.
pub fn name(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.into() }
}

/// A number as a cell, empty if there is none.
pub fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_formulas_and_cells_are_quoted() {
        let names = ["=1+1", "+1", "-1", "@a", "\tb", "\rc", "plain, \"quoted\""];
        let csv = table(&["name"], names.map(|n| vec![name(n)]));
        assert_eq!(csv, "name\n'=1+1\n'+1\n'-1\n'@a\n'\tb\n\"'\rc\"\n\"plain, \"\"quoted\"\"\"\n");
        assert_eq!([number(0.5), number(f64::NAN)], ["0.5", ""]);
    }
}
