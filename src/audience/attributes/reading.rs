//! Reading the facts about people, and holding them against the network.

use super::{Attributes, Cells, Column, number};
use crate::graph::edge_list::{self, Input, MOST_PROBLEMS, Problem, look_alike};
use crate::graph::{Names, table};
use crate::text::{count, nearest, shown};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Reads the facts about the people of a network from a file: `typed` is its path as the user wrote it, `path` where it is.
///
/// # Errors
/// As [`read`], and if the file cannot be opened or changes while it is read.
pub fn read_file(typed: &str, path: &Path, names: &Names) -> Result<Attributes, Vec<Problem>> {
    let (attributes, digest) = edge_list::watched(typed, path, |file| read(typed, file, names))?;
    Ok(Attributes { digest, ..attributes })
}

/// Reads the facts about the people of a network from `bytes`; `file` is its name in messages.
///
/// # Errors
/// If there is no line that names the columns, or two of them have one name; if a row has more or fewer fields than there are
/// columns, or one that goes on over the next line, is the second about a person, or names nobody of the network; if the text is
/// not UTF-8. At most [`MOST_PROBLEMS`] are listed.
pub fn read(file: &str, bytes: impl Read, names: &Names) -> Result<Attributes, Vec<Problem>> {
    let input = Input::text(file, bytes).map_err(|problem| vec![problem])?;
    let mut rows = table::rows(input);
    let mut record = csv::StringRecord::new();
    let mut next = |record: &mut csv::StringRecord| -> Result<Option<u64>, Vec<Problem>> {
        let more = rows.read_record(record).map_err(|error| vec![table::failed(file, error)])?;
        Ok(more.then(|| record.position().map_or(0, csv::Position::line)))
    };
    let Some(line) = next(&mut record)? else {
        return Err(vec![Problem::of(
            file,
            "is empty",
            "the first line names the columns, for example `name,town,price`",
        )]);
    };
    let mut attributes = header(file, line, &record, names)?;
    let mut table =
        Table { file, names, lines: Vec::new(), problems: Vec::new(), unknown: Vec::new(), unknown_count: 0 };
    attributes.rows = vec![0; names.len()];
    while let Some(line) = next(&mut record)? {
        table.row(line, &record, &mut attributes);
        if table.problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    table.finish(attributes)
}

/// The columns, by the line that names them.
fn header(file: &str, line: u64, record: &csv::StringRecord, names: &Names) -> Result<Attributes, Vec<Problem>> {
    let fail = |message: String, help: &str| Err(vec![Problem::of(file, message, help).line(line)]);
    let first = record.get(0).unwrap_or("").trim();
    if names.find(first).is_some() {
        return fail(
            format!("the first line should name the columns, but {} is a person", shown(first)),
            "write for example `name,town,price` above it",
        );
    }
    if record.len() < 2 {
        return fail(
            format!("there is only one column, {}", shown(first)),
            "the first column names people, others say something about them",
        );
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, name) in record.iter().map(str::trim).enumerate().skip(1) {
        if name.is_empty() {
            return fail(format!("column {} has no name", place + 1), "name every column");
        }
        if let Some(before) = places.insert(name, place) {
            return fail(
                format!("columns {} and {} are both called {}", before + 1, place + 1, shown(name)),
                "rename one of them",
            );
        }
        let cells = Cells::Text { text: String::new(), ends: Vec::new() };
        columns.push(Column { name: name.to_owned(), cells, no_number: None });
    }
    Ok(Attributes { columns, ..Attributes::default() })
}

/// What reading the rows has come to.
struct Table<'a> {
    file: &'a str,
    names: &'a Names,
    /// The line of each row.
    lines: Vec<u64>,
    problems: Vec<Problem>,
    /// The first names that nobody has, with their lines, and how many there are.
    unknown: Vec<(u64, String)>,
    unknown_count: u64,
}

impl Table<'_> {
    fn row(&mut self, line: u64, record: &csv::StringRecord, attributes: &mut Attributes) {
        let expected = attributes.columns.len() + 1;
        if record.len() != expected {
            let found = count(record.len() as u64, "field", "fields");
            let message = format!("found {found}, the header names {expected} columns");
            let help = "give every row as many fields as there are columns, empty ones included";
            self.problems.push(Problem::of(self.file, message, help).line(line));
            return;
        }
        if let Some(place) = record.iter().skip(1).position(|cell| cell.contains(['\n', '\r'])) {
            let message = format!("a value of {} goes on over the next line", shown(&attributes.columns[place].name));
            let help = "is a quotation mark missing? Close it on the same line";
            self.problems.push(Problem::of(self.file, message, help).line(line));
            return;
        }
        let written = record.get(0).unwrap_or("");
        let Some(person) = self.names.find(written).or_else(|| self.names.find(written.trim())) else {
            self.unknown_count += 1;
            if self.unknown.len() < 3 {
                self.unknown.push((line, written.trim().to_owned()));
            }
            return;
        };
        let row = &mut attributes.rows[person as usize];
        if *row > 0 {
            let before = self.lines[*row as usize - 1];
            let message = format!("{} has a row already, on line {before}", shown(written));
            self.problems.push(Problem::of(self.file, message, "leave one of the two").line(line));
            return;
        }
        self.lines.push(line);
        *row = self.lines.len() as u32;
        for (column, cell) in attributes.columns.iter_mut().zip(record.iter().skip(1).map(str::trim)) {
            if column.no_number.is_none() && !cell.is_empty() && number(cell).is_none() {
                column.no_number = Some((line, cell.to_owned()));
            }
            column.cells.push(cell);
        }
    }

    fn finish(mut self, mut attributes: Attributes) -> Result<Attributes, Vec<Problem>> {
        if let Some((line, name)) = self.unknown.first() {
            let message = format!("{} is not in the network", shown(name));
            let near = match self.names {
                Names::Numbered(0) => "nobody is in it".to_owned(),
                Names::Numbered(people) => format!("its people are 0 to {}", people - 1),
                names => {
                    let borrowed = |person| match names.get(person) {
                        Cow::Borrowed(name) => Some(name),
                        Cow::Owned(_) => None,
                    };
                    let all = || (0..names.len() as u32).filter_map(borrowed);
                    let alike = all().take(100_000).find_map(|there| look_alike(name, there));
                    match (alike, nearest(name, all())) {
                        (Some(alike), _) => alike,
                        (None, Some(near)) => format!("did you mean {}?", shown(near)),
                        (None, None) => "leave the row out, or add the person to the network".to_owned(),
                    }
                }
            };
            let lines: Vec<String> = self.unknown.iter().map(|(line, _)| line.to_string()).collect();
            let more = if self.unknown_count > 3 { ", ..." } else { "" };
            let help = match self.unknown_count {
                1 => near,
                n => format!(
                    "{near}; {} name people who are not in it (lines {}{more})",
                    count(n, "row", "rows"),
                    lines.join(", ")
                ),
            };
            self.problems.push(Problem::of(self.file, message, help).line(*line));
        }
        if !self.problems.is_empty() {
            self.problems.sort_by_key(|problem| problem.line);
            self.problems.truncate(MOST_PROBLEMS);
            return Err(self.problems);
        }
        for column in attributes.columns.iter_mut().filter(|column| column.no_number.is_none()) {
            let empty = Cells::Numbers(Vec::new());
            column.cells = std::mem::replace(&mut column.cells, empty).settled();
        }
        let without = self.names.len() - self.lines.len();
        if without > 0 {
            let all = count(self.names.len() as u64, "person has", "people have");
            attributes.notes.push(format!("{} of {all} no row", count(without as u64, "", "").trim_end()));
        }
        Ok(attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn names() -> Names {
        Names::from_sorted(["7", "anna", "ben", "cleo"].into_iter())
    }

    fn accepted(text: &str) -> Attributes {
        read("f", text.as_bytes(), &names()).unwrap_or_else(|problems| panic!("{}", problems[0]))
    }

    fn refused(text: impl AsRef<[u8]>) -> String {
        let problems = read("f", text.as_ref(), &names()).unwrap_err();
        problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_form_of_the_file_makes_no_difference() {
        let plain = "name,town,price\nanna,Hanoi,120\nben,Huế,80\n";
        for text in [
            plain.replace(',', "\t"),
            plain.replace(',', ";"),
            plain.replace('\n', "\r\n"),
            plain.replace('\n', "\r"),
            format!("\u{FEFF}{plain}"),
            format!("# facts\n\n{plain}"),
            plain.replace("Hanoi", "\"Hanoi\""),
            plain.trim_end().to_owned(),
        ] {
            let facts = accepted(&text);
            assert_eq!(facts.columns().collect::<Vec<_>>(), ["town", "price"], "{text:?}");
            assert_eq!(
                (facts.text("town", 1), facts.number("price", 2)),
                (Some("Hanoi".into()), Some(80.0)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        assert_eq!(refused(""), "f: is empty\n  help: the first line names the columns, for example `name,town,price`");
        assert_eq!(
            refused("anna,Hanoi\nben,Huế\n"),
            "f:1: the first line should name the columns, but `anna` is a person\n  help: write for example \
             `name,town,price` above it"
        );
        assert_eq!(
            refused("name\nanna\n"),
            "f:1: there is only one column, `name`\n  help: the first column names people, others say something about them"
        );
        assert_eq!(refused("name,,town\n"), "f:1: column 2 has no name\n  help: name every column");
        assert_eq!(
            refused("name,town,age,town\n"),
            "f:1: columns 2 and 4 are both called `town`\n  help: rename one of them"
        );
        assert_eq!(
            refused("name,town\nanna\nben,a,b\n"),
            "f:2: found 1 field, the header names 2 columns\n  help: give every row as many fields as there are columns, \
             empty ones included\n\
             f:3: found 3 fields, the header names 2 columns\n  help: give every row as many fields as there are columns, \
             empty ones included"
        );
        assert_eq!(
            refused("name,town\nanna,a\nben,b\nanna,a\n"),
            "f:4: `anna` has a row already, on line 2\n  help: leave one of the two"
        );
        assert_eq!(refused("name,town\nana,a\n"), "f:2: `ana` is not in the network\n  help: did you mean `anna`?");
        assert_eq!(
            refused("name,town\nx\x1b[2J,a\nanna,a\nbenn,b\n8,c\n9,d\n"),
            "f:2: `x\\u{1B}[2J` is not in the network\n  help: leave the row out, or add the person to the network; 4 rows \
             name people who are not in it (lines 2, 4, 5, ...)"
        );
        assert_eq!(refused(b"name,town\nanna,Hu\xE9\n"), "f:2: this row is not UTF-8\n  help: save the file as UTF-8");
        assert_eq!(
            refused("PK\x03\x04"),
            "f: looks like a zip archive (or a spreadsheet)\n  help: unpack it, or export the sheet as CSV"
        );
        let problems = read("f", &b"name,town\n34,a\n"[..], &Names::Numbered(34)).unwrap_err();
        assert_eq!(problems[0].to_string(), "f:2: `34` is not in the network\n  help: its people are 0 to 33");
    }

    #[test]
    fn real_attributes_are_read() {
        let Some(folder) = std::env::var_os("RUMORMILL_DATA") else {
            println!("skipped: RUMORMILL_DATA names no folder of real networks");
            return;
        };
        for (name, people, columns) in [("fb100-caltech36", 769, 7), ("lastfm-asia", 7624, 1)] {
            let file = format!("{name}.attrs.csv");
            let path = Path::new(&folder).join("graphs").join(&file);
            let facts = read_file(&file, &path, &Names::Numbered(people)).unwrap();
            assert_eq!(facts.columns().count(), columns);
            assert!(facts.columns().all(|column| facts.kind(column) == Some(Kind::Numbers)));
            assert!(facts.notes.is_empty());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_read_or_refused(rest in prop::collection::vec(any::<u8>(), 0..200), header in any::<bool>()) {
            let bytes = [if header { &b"name,town\n"[..] } else { b"" }, &rest].concat();
            if let Err(problems) = read("f", &bytes[..], &names()) {
                prop_assert!(problems.iter().all(|p| !p.to_string().contains(|c: char| c.is_control() && c != '\n')));
            }
        }

        #[test]
        fn any_table_is_read_or_refused(text in "name,town,age\n((7|anna|ben|cleo|dora),[a-z\"]{0,3},[0-9.,-]{0,3}\n){0,6}") {
            if let Ok(facts) = read("f", text.as_bytes(), &names()) {
                for person in 0..4 {
                    prop_assert!(facts.number("age", person).is_none_or(f64::is_finite));
                }
            }
        }
    }
}
