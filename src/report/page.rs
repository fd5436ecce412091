//! The page one sends to others: a run as one HTML file that needs nothing else.
//!
//! Question, answer with its uncertainty, tables, pictures, what each campaign did, what theory says, what was assumed, the
//! resolved scenario, and how to get the same again. Pictures are inside, as images, in which no script can run; the page has
//! no script, asks for nothing from anywhere, and tells the browser to refuse if it did. Whatever a file says (names,
//! titles, scenarios) is text here, never markup. The same run folder gives the same bytes.

mod campaigns;
mod markup;

use super::assumed;
use super::table::Table;
use super::words::sentences;
use super::{acceleration, bass, beside, overtaking, scale, tables};
use crate::answer::Answer;
use crate::plot::Picture;
use base64::prelude::{BASE64_STANDARD, Engine};
use markup::{explained, table};
use std::fmt::Write;

pub use markup::text;

const STYLE: &str = include_str!("page/page.css");

/// What a page is made of.
pub struct Page<'a> {
    /// The answer, with times in the unit that its reader thinks in.
    pub answer: &'a Answer,
    /// What is drawn.
    pub pictures: &'a [Picture],
    /// The scenario as it was typed.
    pub typed: &'a str,
    /// The scenario with every default explicit.
    pub resolved: &'a str,
    /// The file of its platform, where it has one.
    pub platform: Option<&'a str>,
    /// What the run is known by.
    pub id: &'a str,
    /// The files that were read, with the BLAKE3 of each.
    pub files: &'a [(String, String)],
}

impl Page<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let answer = self.answer;
        let title = answer.title.as_deref().or(answer.question.as_deref()).unwrap_or("What spread, and how far");
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src \
             'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"generator\" content=\"rumormill {}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
            text(&answer.version),
            text(title)
        );
        self.head(&mut page);
        self.answer_in_short(&mut page);
        self.figures(&mut page);
        self.beside(&mut page);
        self.bass(&mut page);
        self.campaigns(&mut page);
        self.theory(&mut page);
        self.assumed(&mut page);
        self.measures(&mut page);
        self.again(&mut page);
        let _ = write!(
            page,
            "</main>\n<footer>Made by rumormill {}. This page holds everything it shows and asks for nothing from the network.</footer>\n</body>\n</html>\n",
            text(&answer.version)
        );
        page
    }

    fn head(&self, page: &mut String) {
        let answer = self.answer;
        let _ = writeln!(page, "<header>");
        match (&answer.title, &answer.question) {
            (Some(title), Some(question)) => {
                let _ = writeln!(page, "<p class=\"eyebrow\">{}</p>\n<h1>{}</h1>", text(title), text(question));
            }
            (title, question) => {
                let heading = title.as_deref().or(question.as_deref()).unwrap_or("What spread, and how far");
                let _ = writeln!(page, "<h1>{}</h1>", text(heading));
            }
        }
        let count = |x: f64, one, many| crate::text::count(x.round_ties_even() as u64, one, many);
        let networks = match answer.networks {
            1 => String::new(),
            networks => format!(" on {networks} networks"),
        };
        let ties = count(answer.ties, "tie", "ties");
        let _ = writeln!(
            page,
            "<p class=\"facts\">{}, {ties}{} · {}, {}{networks} · random seed {}</p>\n</header>",
            count(answer.people as f64, "person", "people"),
            if answer.networks > 1 { " on average" } else { "" },
            count(answer.campaigns.len() as f64, "campaign", "campaigns"),
            count(answer.replicates as f64, "replicate", "replicates"),
            answer.random_seed
        );
    }

    fn answer_in_short(&self, page: &mut String) {
        let answer = self.answer;
        let _ = writeln!(page, "<section class=\"answer\">");
        let said = sentences(answer)
            .into_iter()
            .chain(scale::sentences(answer))
            .chain(overtaking::sentences(answer))
            .chain(acceleration::sentences(answer));
        for (i, sentence) in said.enumerate() {
            let class = if i == 0 { " class=\"lead\"" } else { "" };
            let _ = writeln!(page, "<p{class}>{}</p>", text(&sentence));
        }
        let _ = writeln!(page, "</section>\n<section>\n<h2>The figures</h2>");
        let mut shown = vec![tables::reach_table(answer)];
        if answer.campaigns.len() > 1 {
            shown.push(tables::difference_table(answer));
        }
        shown.iter().for_each(|shown| table(page, shown));
        explained(page, &shown);
        let _ = writeln!(page, "</section>");
    }

    fn figures(&self, page: &mut String) {
        if self.pictures.is_empty() {
            return;
        }
        let _ = writeln!(page, "<section class=\"pictures\">\n<h2>Pictures</h2>");
        for picture in self.pictures {
            // What the picture says of itself is escaped already, but for quotes.
            let words = |tag: &str| {
                let (_, rest) = picture.svg.split_once(&format!("<{tag}>"))?;
                Some(rest.split_once(&format!("</{tag}>"))?.0.replace('"', "&quot;").replace('\'', "&#39;"))
            };
            let size = |name: &str| {
                let (_, rest) = picture.svg.split_once(&format!(" {name}=\""))?;
                rest.split('"').next()?.parse::<f64>().ok()
            };
            let _ = writeln!(
                page,
                "<figure>\n<div class=\"scroll\"><img width=\"{}\" height=\"{}\" alt=\"{}. {}\" src=\"data:image/svg+xml;base64,{}\"></div>\n</figure>",
                size("width").unwrap_or(820.0),
                size("height").unwrap_or(460.0),
                words("title").unwrap_or_default(),
                words("desc").unwrap_or_default(),
                BASE64_STANDARD.encode(&picture.svg)
            );
        }
        let _ = writeln!(page, "</section>");
    }

    fn beside(&self, page: &mut String) {
        let shown = beside::tables(self.answer);
        if shown.is_empty() {
            return;
        }
        let _ = writeln!(page, "<section>\n<h2>Who, and by whom</h2>");
        for (shown, rest) in &shown {
            table(page, shown);
            if let Some(rest) = rest {
                let _ = writeln!(page, "<p class=\"small\">{}</p>", text(rest));
            }
        }
        let _ = writeln!(page, "</section>");
    }

    /// The rates by which a marketing scientist sums a campaign up.
    fn bass(&self, page: &mut String) {
        let Some(shown) = bass::table(self.answer) else { return };
        let _ = writeln!(
            page,
            "<section>\n<details>\n<summary>As a Bass curve</summary>\n<p>The shape of the mean curve in two rates: p, as of people who act by themselves; q, as of people who act because others \
             have. Fitted to the mean curve; `explained` is how much of it the two rates tell.</p>"
        );
        table(page, &shown);
        for sentence in bass::sentences(self.answer) {
            let _ = writeln!(page, "<p>{}</p>", text(&sentence));
        }
        let _ = writeln!(page, "</details>\n</section>");
    }

    fn theory(&self, page: &mut String) {
        let said = beside::theory(self.answer);
        if said.is_empty() {
            return;
        }
        let _ = writeln!(page, "<section>\n<h2>Theory beside the simulation</h2>");
        said.iter().for_each(|sentence| {
            let _ = writeln!(page, "<p>{}</p>", text(sentence));
        });
        let _ = writeln!(page, "</section>");
    }

    /// What nobody measured: what the answer lists, and what the scenario and its platform call assumed.
    fn assumed(&self, page: &mut String) {
        let of_files = assumed::lines(self.typed, self.resolved, self.platform);
        let lines: Vec<String> = self.answer.assumed.iter().cloned().chain(of_files).collect();
        let _ = writeln!(page, "<section>\n<h2>What is assumed</h2>");
        if lines.is_empty() {
            let _ = writeln!(
                page,
                "<p>Neither the scenario nor the model marks a number as assumed. The scenario below holds every number that went in.</p>"
            );
        } else {
            let _ = writeln!(
                page,
                "<p>Nobody measured these; other values may give another answer.</p>\n<ul class=\"assumed\">"
            );
            for line in lines {
                let _ = writeln!(page, "<li><code>{}</code></li>", text(&line));
            }
            let _ = writeln!(page, "</ul>");
        }
        for note in &self.answer.notes {
            let _ = writeln!(page, "<p class=\"small\">Note: {}.</p>", text(note));
        }
        let _ = writeln!(page, "</section>");
    }

    fn measures(&self, page: &mut String) {
        let _ = writeln!(page, "<section>\n<details>\n<summary>Every measure</summary>");
        table(page, &tables::measures_table(self.answer, None));
        let _ = writeln!(page, "<dl>");
        for measure in crate::measure::all() {
            let name = crate::answer::snake(measure.name);
            if self.answer.campaigns.iter().any(|campaign| campaign.measures.contains_key(&name)) {
                let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", text(measure.name), text(measure.title));
            }
        }
        let _ = writeln!(page, "</dl>\n</details>\n</section>");
    }

    fn again(&self, page: &mut String) {
        let _ = writeln!(
            page,
            "<section>\n<h2>To get the same again</h2>\n<p>Save the scenario below as <code>scenario.toml</code>, with rumormill {} installed, and run</p>\n<pre>rumormill run scenario.toml</pre>\n<p>The same numbers come out to the last digit, on any machine and with any number of threads. This run is <code>{}</code>.</p>",
            text(&self.answer.version),
            text(self.id)
        );
        if !self.files.is_empty() {
            let _ = writeln!(page, "<p>It reads these files, known by their content:</p>");
            let mut files = Table::new(["file", "BLAKE3"]);
            self.files.iter().for_each(|(path, digest)| files.row([path.clone(), digest.clone()]));
            table(page, &files);
        }
        let _ = writeln!(
            page,
            "<details>\n<summary>The scenario, every default explicit</summary>\n<pre class=\"scenario\">{}</pre>\n</details>\n<details>\n<summary>The scenario as it was written</summary>\n<pre class=\"scenario\">{}</pre>\n</details>\n</section>",
            text(self.resolved.trim_end()),
            text(self.typed.trim_end())
        );
    }
}

#[cfg(test)]
mod tests;
