//! Tables for a terminal of 80 columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A table under construction: the first column is text, the others are set flush right.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

/// How wide a table gets at most, as far as its first column can be cut.
const WIDEST: usize = 80;
/// The first column is never cut below this.
const NARROWEST: usize = 12;

impl Table {
    /// A table with these headings.
    pub fn new<const N: usize>(headings: [&str; N]) -> Table {
        Table { rows: vec![headings.iter().map(|heading| (*heading).to_owned()).collect()] }
    }

    /// One more row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// A text that goes over all columns; a row of its own.
    pub fn line(&mut self, text: String) {
        self.rows.push(vec![text]);
    }

    /// The rows, the headings first.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The table as lines, the headings first.
    pub fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        // What stands alone goes over all columns.
        let is_line = |row: &[String]| row.iter().skip(1).all(String::is_empty) && columns > 1;
        let widest = |i: usize| {
            let rows = self.rows.iter().filter(|row| !is_line(row));
            rows.filter_map(|row| row.get(i)).map(|text| text.width()).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..columns).map(widest).collect();
        let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(WIDEST.saturating_sub(others).max(NARROWEST));
        }
        let cell = |row: &Vec<String>, i: usize| match row.get(i) {
            // The mark of the baseline stays, however long its name.
            Some(text) => match text.strip_suffix(" *") {
                Some(name) => format!("{} *", cut(name, widths[i].saturating_sub(2))),
                None => cut(text, widths[i]),
            },
            None => String::new(),
        };
        let line = |row: &Vec<String>| {
            if is_line(row) {
                return cut(row.first().map_or("", |text| text), WIDEST);
            }
            let mut line = String::new();
            for (i, &width) in widths.iter().enumerate() {
                let text = cell(row, i);
                let fill = " ".repeat(width - text.width());
                match i {
                    0 => line.push_str(&(text + &fill)),
                    _ => line.push_str(&format!("  {fill}{text}")),
                }
            }
            line.trim_end().to_owned()
        };
        self.rows.iter().map(line).collect()
    }
}

/// Texts narrower than this keep only their beginning.
const WITH_END: usize = 9;

/// A text cut to so many columns of a terminal, with an ellipsis where something is missing: in the middle, for names with
/// one beginning are told apart by their ends.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let fitting = |letters: &mut dyn Iterator<Item = char>, room: usize| {
        let mut wide = 0;
        let fits = |c: &char| {
            wide += c.width().unwrap_or(0);
            wide <= room
        };
        letters.take_while(fits).collect::<Vec<char>>()
    };
    let end = if width < WITH_END { 0 } else { width / 2 };
    let begin = fitting(&mut text.chars(), width.saturating_sub(end + 1));
    let end = fitting(&mut text.chars().rev(), end);
    begin.into_iter().chain(['…']).chain(end.into_iter().rev()).collect()
}

/// A text broken into lines of at most so many columns; lines after the first begin with `indent`.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("never empty");
        if !line.trim().is_empty() && line.width() + 1 + word.width() > width {
            lines.push(format!("{indent}{word}"));
        } else {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_also_with_wide_letters() {
        let mut table = Table::new(["campaign", "reach"]);
        table.row(["truyền miệng".to_owned(), "12".to_owned()]);
        table.row(["口コミ".to_owned(), "3,456".to_owned()]);
        assert_eq!(table.lines(), ["campaign      reach", "truyền miệng     12", "口コミ        3,456"]);
    }

    #[test]
    fn long_texts_are_cut_and_wrapped() {
        assert_eq!(cut("abcdef", 4), "abc…");
        let mut table = Table::new(["campaign", "reach"]);
        table.row([
            "a name that is much longer than any line of a terminal can be, and goes on".to_owned(),
            "1,234,567".to_owned(),
        ]);
        table.row([
            "a name that is much longer than any line of a terminal, and the baseline *".to_owned(),
            "1".to_owned(),
        ]);
        assert!(table.lines().iter().all(|line| line.width() <= 80));
        assert!(table.lines()[2].contains("…") && table.lines()[2].contains("the baseline *  "));
        assert_eq!(cut("a campaign of one kind", 11), "a cam… kind");
        assert_eq!(wrap("one two three four", 9, "  "), "one two\n  three\n  four");
    }
}
