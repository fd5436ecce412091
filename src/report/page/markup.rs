//! Text and tables as HTML: whatever a file says is text here, never markup.

use crate::report::glossary;
use crate::report::table::Table;
use std::fmt::Write;

/// A text as HTML shows it: no markup, no characters that turn the writing direction or cannot be shown.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A table, in a box that scrolls where a screen is narrow. Numbers are set flush right.
pub fn table(page: &mut String, table: &Table) {
    let Some((head, rows)) = table.rows().split_first() else { return };
    let _ = write!(page, "<div class=\"scroll\"><table>\n<thead><tr>");
    head.iter().for_each(|cell| {
        let _ = write!(page, "<th scope=\"col\">{}</th>", text(cell));
    });
    let _ = writeln!(page, "</tr></thead>\n<tbody>");
    for row in rows {
        // A row of nothing but a name begins a part of the table.
        if row.iter().skip(1).all(String::is_empty) {
            let _ = writeln!(
                page,
                "<tr class=\"part\"><th colspan=\"{}\"><bdi>{}</bdi></th></tr>",
                head.len(),
                text(&row[0])
            );
            continue;
        }
        let _ = write!(page, "<tr>");
        for (i, cell) in row.iter().enumerate() {
            let _ = match i {
                0 => write!(page, "<th scope=\"row\"><bdi>{}</bdi></th>", text(cell.trim_start())),
                _ => write!(page, "<td{}>{}</td>", class_of(cell), text(cell)),
            };
        }
        let _ = writeln!(page, "</tr>");
    }
    let _ = writeln!(page, "</tbody></table></div>");
}

/// Verdicts have looks of their own.
fn class_of(cell: &str) -> &'static str {
    match cell {
        "clear" => " class=\"clear\"",
        "unclear" => " class=\"unclear\"",
        _ => "",
    }
}

/// What the words at the head of tables mean.
pub fn explained(page: &mut String, shown: &[Table]) {
    let mut told: Vec<(&str, &str)> = Vec::new();
    let heads = shown.iter().filter_map(|table| table.rows().first()).flatten();
    for word in heads {
        let known = glossary::WORDS.iter().find(|(words, _)| words.contains(&word.as_str()));
        if let Some((words, meaning)) = known
            && !told.iter().any(|(_, other)| other == meaning)
            && words[0] != "mean"
        {
            told.push((word, meaning));
        }
    }
    if told.is_empty() {
        return;
    }
    let _ = writeln!(page, "<details>\n<summary>How to read this</summary>\n<dl>");
    for (word, meaning) in told {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", text(word), text(meaning));
    }
    let _ = writeln!(page, "</dl>\n</details>");
}
