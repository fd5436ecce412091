//! Columns of facts about people, from a file.
//!
//! ```text
//! name,town,price
//! anna,Hanoi,120
//! ben,,80
//! ```
//!
//! The first line names the columns, the first column the people; every other column may be named by a seeding, a price, a
//! value, a group. A column is one of numbers if every cell is a decimal number or empty, otherwise one of text; numbers with
//! leading zeros (postal codes) are text. Fields are separated by commas, semicolons or tabs, may stand in double quotes, and
//! lose the spaces around them. Lines that begin with `#` are comments; files may be gzip. People of the network without a
//! row have no facts.

mod reading;

pub use reading::{read, read_file};

use crate::catalog::Fault;
use crate::graph::edge_list::decimal;
use crate::graph::names::canonical;
use crate::text::{nearest, shown};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Facts about the people of a network.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// By person: 0, or 1 + the number of the row.
    rows: Vec<u32>,
    columns: Vec<Column>,
    /// What the user should know; sentences without a full stop.
    pub notes: Vec<String>,
    /// BLAKE3 of the file as it lies on disk, where a file was read and the program was built to resume runs.
    pub digest: Option<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Decimal numbers.
    Numbers,
    /// Anything.
    Text,
}

#[derive(Clone, Debug)]
struct Column {
    name: String,
    cells: Cells,
    /// The first cell that is no number, with its line.
    no_number: Option<(u64, String)>,
}

/// The cells of a column by row.
#[derive(Clone, Debug)]
enum Cells {
    /// NaN where the cell is empty.
    Numbers(Vec<f64>),
    /// One after the other in one text.
    Text { text: String, ends: Vec<u64> },
}

impl Attributes {
    /// The names of the columns of facts, in the order of the file.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// What a column holds; `None` if there is no such column.
    pub fn kind(&self, column: &str) -> Option<Kind> {
        Some(match self.column(column)?.cells {
            Cells::Numbers(_) => Kind::Numbers,
            Cells::Text { .. } => Kind::Text,
        })
    }

    /// The number of a person (below the people of the network) in a column of numbers; `None` if the cell is empty, the
    /// person has no row, or there is no such column of numbers.
    pub fn number(&self, column: &str, person: u32) -> Option<f64> {
        match &self.column(column)?.cells {
            Cells::Numbers(numbers) => Some(numbers[self.row(person)?]).filter(|number| !number.is_nan()),
            Cells::Text { .. } => None,
        }
    }

    /// What a column of any kind says about a person; numbers in their shortest form. `None` if that is nothing.
    pub fn text(&self, column: &str, person: u32) -> Option<Cow<'_, str>> {
        self.column(column)?.cells.text(self.row(person)?)
    }

    /// The people of each value of a column, values in canonical order, people ascending; those of whom the column says
    /// nothing are left out. Empty if there is no such column.
    pub fn groups(&self, column: &str) -> Vec<(String, Vec<u32>)> {
        let mut groups: BTreeMap<Cow<'_, str>, Vec<u32>> = BTreeMap::new();
        for person in 0..self.rows.len() as u32 {
            if let Some(value) = self.text(column, person) {
                groups.entry(value).or_default().push(person);
            }
        }
        let mut groups: Vec<(String, Vec<u32>)> =
            groups.into_iter().map(|(value, people)| (value.into_owned(), people)).collect();
        groups.sort_by(|a, b| canonical(&a.0, &b.0));
        groups
    }

    /// The same, of a column by which people are to be told apart; nearly everybody apart is too much.
    ///
    /// # Errors
    /// There is no such column, or it has more than 1,000 values.
    pub fn groups_by(&self, column: &str) -> Result<Vec<(String, Vec<u32>)>, Fault> {
        /// Most values of a column that are told apart.
        const MOST_GROUPS: usize = 1000;
        if self.kind(column).is_none() {
            let help = match (self.nearest_column(column), self.columns().next()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, Some(_)) => format!("the columns are {}", self.columns().collect::<Vec<_>>().join(", ")),
                (None, None) => {
                    "name the file of facts about people in [people] attributes = \"people.csv\"".to_owned()
                }
            };
            return Err(Fault::at("", format!("the people have no column {}", shown(column)), help));
        }
        let groups = self.groups(column);
        if groups.len() > MOST_GROUPS {
            let message = format!("column {} has {} different values", shown(column), groups.len());
            return Err(Fault::at(
                "",
                format!("{message}, too many for groups"),
                "name a column with fewer values, such as a town or an age group; at most 1000 are told apart",
            ));
        }
        Ok(groups)
    }

    /// For a column that should hold numbers and does not: the first cell that is none, with its line.
    pub fn no_number(&self, column: &str) -> Option<(u64, &str)> {
        self.column(column)?.no_number.as_ref().map(|(line, cell)| (*line, cell.as_str()))
    }

    /// The column whose name is nearest to one that does not exist.
    pub fn nearest_column(&self, name: &str) -> Option<&str> {
        nearest(name, self.columns())
    }

    /// The same with a column of numbers for all people in front of the others; one of that name from the file is kept instead,
    /// and noted.
    pub fn with_numbers(mut self, name: &str, numbers: Vec<f64>) -> Attributes {
        if self.column(name).is_some() {
            self.notes.push(format!("the column {} of the file stands for that of the network", shown(name)));
            return self;
        }
        if self.rows.is_empty() {
            self.rows = vec![0; numbers.len()];
        }
        // Everybody has a row from here on, in canonical order.
        if self.rows.iter().zip(1..).any(|(&row, own)| row != own) {
            let rows: Vec<Option<usize>> = (0..self.rows.len() as u32).map(|person| self.row(person)).collect();
            for column in &mut self.columns {
                column.cells = column.cells.by(&rows);
            }
            self.rows = (1..=rows.len() as u32).collect();
        }
        self.columns.insert(0, Column { name: name.to_owned(), cells: Cells::Numbers(numbers), no_number: None });
        self
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    fn row(&self, person: u32) -> Option<usize> {
        (self.rows[person as usize] as usize).checked_sub(1)
    }
}

impl Cells {
    fn push(&mut self, cell: &str) {
        if let Cells::Text { text, ends } = self {
            text.push_str(cell);
            ends.push(text.len() as u64);
        }
    }

    fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        match self {
            Cells::Numbers(numbers) => {
                Some(numbers[row]).filter(|number| !number.is_nan()).map(|n| n.to_string().into())
            }
            Cells::Text { text, ends } => {
                let start = if row == 0 { 0 } else { ends[row - 1] };
                Some(&text[start as usize..ends[row] as usize]).filter(|cell| !cell.is_empty()).map(Cow::Borrowed)
            }
        }
    }

    /// The cells of some rows, one after the other; `None` is an empty one.
    fn by(&self, rows: &[Option<usize>]) -> Cells {
        match self {
            Cells::Numbers(numbers) => {
                Cells::Numbers(rows.iter().map(|row| row.map_or(f64::NAN, |row| numbers[row])).collect())
            }
            Cells::Text { .. } => {
                let mut cells = Cells::Text { text: String::new(), ends: Vec::with_capacity(rows.len()) };
                rows.iter().for_each(|row| cells.push(&row.and_then(|row| self.text(row)).unwrap_or_default()));
                cells
            }
        }
    }

    /// Numbers, if all cells are.
    fn settled(self) -> Cells {
        let Cells::Text { ends, .. } = &self else { return self };
        Cells::Numbers(
            (0..ends.len())
                .map(|row| self.text(row).map_or(f64::NAN, |cell| number(&cell).unwrap_or(f64::NAN)))
                .collect(),
        )
    }
}

/// A cell as a number, if it is one and not a code with leading zeros.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.trim_start_matches(['+', '-']).as_bytes();
    let code = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    decimal(cell).filter(|_| !code).map(|number| number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Names;

    fn names() -> Names {
        Names::from_sorted(["7", "anna", "ben", "cleo"].into_iter())
    }

    fn accepted(text: &str) -> Attributes {
        read("f", text.as_bytes(), &names()).unwrap_or_else(|problems| panic!("{}", problems[0]))
    }

    /// A quotation mark that is missing swallows no rows.
    #[test]
    fn a_value_stands_on_one_line() {
        let problems = read("f", "name,x,t\nanna,.5,\"two\nben,.5,z\n".as_bytes(), &names()).unwrap_err();
        assert_eq!((problems[0].line, &*problems[0].message), (Some(2), "a value of `t` goes on over the next line"));
        assert!(read("f", "name,t\nanna,\"two, or \"\"three\"\"\"\n".as_bytes(), &names()).is_ok());
    }

    #[test]
    fn columns_are_numbers_or_text() {
        let facts = accepted("name,town,price,code\nanna, Hanoi ,120,01\nben,,-0.5,7\n7,Huế,,2\n");
        assert_eq!(facts.columns().collect::<Vec<_>>(), ["town", "price", "code"]);
        assert_eq!(
            ["town", "price", "code", "age"].map(|column| facts.kind(column)),
            [Some(Kind::Text), Some(Kind::Numbers), Some(Kind::Text), None]
        );
        assert_eq!([0, 1, 2, 3].map(|person| facts.number("price", person)), [None, Some(120.0), Some(-0.5), None]);
        assert_eq!(
            [0, 1, 2, 3].map(|person| facts.text("town", person)),
            [Some("Huế".into()), Some("Hanoi".into()), None, None]
        );
        assert_eq!([0, 1].map(|person| facts.text("price", person)), [None, Some("120".into())]);
        assert_eq!((facts.number("town", 1), facts.number("age", 1), facts.text("age", 1)), (None, None, None));
        assert_eq!((facts.no_number("code"), facts.no_number("price")), (Some((2, "01")), None));
        assert_eq!(facts.nearest_column("prise"), Some("price"));
        assert_eq!(facts.notes, ["1 of 4 people have no row"]);
    }

    #[test]
    fn numbers_of_the_network_stand_beside_those_of_the_file() {
        let facts = || accepted("name,town,price\ncleo,Hanoi,120\nanna,,80\n");
        let both = facts().with_numbers("community", vec![0.0, 1.0, 1.0, 0.0]);
        assert_eq!(both.columns().collect::<Vec<_>>(), ["community", "town", "price"]);
        assert_eq!(both.groups("community"), [("0".into(), vec![0, 3]), ("1".into(), vec![1, 2])]);
        for person in 0..4 {
            assert_eq!(both.text("town", person), facts().text("town", person));
            assert_eq!(both.number("price", person), facts().number("price", person));
        }
        let alone = Attributes::default().with_numbers("x", vec![0.5, 0.25]);
        assert_eq!((alone.number("x", 1), alone.text("x", 0)), (Some(0.25), Some("0.5".into())));
        let kept = facts().with_numbers("price", vec![1.0; 4]);
        assert_eq!((kept.number("price", 3), kept.number("price", 0)), (Some(120.0), None));
        assert!(kept.notes.iter().any(|note| note == "the column `price` of the file stands for that of the network"));
    }

    #[test]
    fn groups_are_in_canonical_order() {
        let facts = accepted("name;dorm\ncleo;10\nanna;9\nben;10\n");
        assert_eq!(facts.groups("dorm"), [("9".into(), vec![1]), ("10".into(), vec![2, 3])]);
        assert_eq!(facts.groups("town"), []);
    }
}
