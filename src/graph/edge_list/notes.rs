//! What the user should know about a file that was read.

use super::input::Input;
use super::reader::Reader;
use super::sink::Sink;
use super::words::ThirdColumn;
use crate::text::{count, grouped, shown};

impl<S: Sink> Reader<'_, S> {
    /// Adds what there is to say about the file as a whole.
    pub(super) fn general_notes(&mut self, input: &Input<'_>) {
        let mut first = Vec::new();
        match (input.packed, has_gzip_name(self.file)) {
            (true, false) => first.push("the file is compressed (gzip), though its name does not say so".to_owned()),
            (false, true) => {
                first.push("the file is plain text, not gzip as its name says; it was read as it is".to_owned())
            }
            _ => {}
        }
        if input.marked {
            first.push("the byte order mark at the beginning was dropped".to_owned());
        }
        if let (Some(layout), Some(names)) = (self.layout.as_ref().filter(|layout| layout.header), &self.names) {
            let list: Vec<String> = names.iter().take(8).map(|name| shown(name)).collect();
            first.push(format!("line {} was taken as a header ({})", layout.line, list.join(", ")));
            let used = [Some(layout.columns.from), Some(layout.columns.to), layout.columns.strength];
            let unused = (0..layout.columns.total).filter(|place| !used.contains(&Some(*place)));
            let list: Vec<String> =
                unused.filter_map(|place| names.get(place)).take(8).map(|name| shown(name)).collect();
            if !list.is_empty() {
                first.push(format!("columns that were not read: {}", list.join(", ")));
            }
        }
        if self.options.third_column == ThirdColumn::Ignore
            && self.layout.as_ref().is_some_and(|layout| layout.columns.strength.is_some())
        {
            first.push("the third column was not read (`third-column = \"ignore\"`)".to_owned());
        }
        if let Some((u, v, line, _)) = self.first.as_ref().filter(|first| first.3 == 2 && self.looks_like_a_header()) {
            let (u, v) = (shown(u), shown(v));
            first.push(format!(
                "line {line} ({u}, {v}) was read as a tie, though all other names are numbers; if it is a header, set \
                 `header = true`"
            ));
        }
        if self.percent_comments > 0 {
            first.push(match self.percent_comments {
                1 => "1 line that begins with `%` and a space was taken as a comment".to_owned(),
                n => format!("{} lines that begin with `%` and a space were taken as comments", grouped(n)),
            });
        }
        if self.declared_people > 0 {
            first.push(format!("{} declared by `# person:`", count(self.declared_people, "person is", "people are")));
        }
        if let Some((n, line)) = self.never {
            let ties = count(n, "tie has a strength", "ties have a strength");
            first.push(format!("{ties} below 2^-64 and can never act, the first on line {line}"));
        }
        first.append(&mut self.notes);
        self.notes = first;
    }

    /// Whether the first tie has the only two names that are no numbers, and they are nowhere else.
    fn looks_like_a_header(&self) -> bool {
        let named = self.options.header.is_some() || self.layout.as_ref().is_some_and(|layout| layout.header);
        !named && self.people.texts() == 2 && self.people.count() > 2 && !self.first_again
    }
}

fn has_gzip_name(file: &str) -> bool {
    file.len() >= 3 && file.as_bytes()[file.len() - 3..].eq_ignore_ascii_case(b".gz")
}
