//! Tables as text: fields between commas, semicolons or tabs, lines that begin with `#` are comments, gzip or not. So come
//! contacts in time, and facts about people.

use super::edge_list::{Input, Problem, unreadable};

/// The rows of a table, that which names the columns among them, its fields separated by what its first line has most of.
pub(crate) fn rows(input: Input<'_>) -> csv::Reader<Input<'_>> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter(input.window()))
        .flexible(true)
        .has_headers(false)
        .comment(Some(b'#'))
        .buffer_capacity(1 << 16)
        .from_reader(input)
}

/// The separator by the first line that is no comment: what it has most of.
fn delimiter(window: &[u8]) -> u8 {
    let mut lines = window.split(|&byte| byte == b'\n' || byte == b'\r');
    let line = lines.find(|line| !line.is_empty() && line[0] != b'#').unwrap_or(&[]);
    let often = |separator: u8| line.iter().filter(|&&byte| byte == separator).count();
    // Of equals the last is taken: commas.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| often(separator)).unwrap_or(b',')
}

/// Why a row cannot be read, with its line where that is known.
pub(crate) fn failed(file: &str, error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => unreadable(file, error),
        csv::ErrorKind::Utf8 { pos, .. } => {
            let problem = Problem::of(file, "this row is not UTF-8", "save the file as UTF-8");
            match pos {
                Some(pos) => problem.line(pos.line()),
                None => problem,
            }
        }
        _ => Problem::of(file, "is no table of fields", "separate the fields by commas"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Vec<Vec<String>>, String> {
        let input = Input::text("f", text).map_err(|problem| problem.to_string())?;
        let fields = |row: Result<csv::StringRecord, csv::Error>| match row {
            Ok(row) => Ok(row.iter().map(str::to_owned).collect()),
            Err(error) => Err(failed("f", error).to_string()),
        };
        rows(input).into_records().map(fields).collect()
    }

    #[test]
    fn the_first_line_shows_the_separator() {
        for (text, row) in [
            ("# a;b;c\nname,town\nx;y;z,1\n", ["x;y;z", "1"]),
            ("name;town\na,b;1\n", ["a,b", "1"]),
            ("name\ttown\na,b\t1\n", ["a,b", "1"]),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap()[1], row, "{text}");
        }
        // One column has none of the three: it is read as one between commas.
        assert_eq!(read(b"name\nx\n").unwrap(), [["name"], ["x"]]);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let wrong = read(b"name,town\nanna,Z\xfcrich\n").unwrap_err();
        assert!(wrong.starts_with("f:2: this row is not UTF-8"), "{wrong}");
    }
}
