//! The page one sends to others: a run as one HTML file that needs nothing else.
//!
//! Question, answer with its uncertainty, tables, pictures, what each campaign did, what theory says, what was assumed, the
//! resolved scenario, and how to get the same again. Pictures are inside, as images, in which no script can run; the page has
//! no script, asks for nothing from anywhere, and tells the browser to refuse if it did. Whatever a file says (names,
//! titles, scenarios) is text here, never markup. The same run folder gives the same bytes.

use super::assumed;
use super::table::Table;
use super::words::sentences;
use super::{bass, beside, glossary, overtaking, scale, tables};
use crate::answer::Answer;
use crate::plot::Picture;
use base64::prelude::{BASE64_STANDARD, Engine};
use std::fmt::Write;

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
        let count = |x: f64, one, many| crate::text::count(x.round() as u64, one, many);
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
        let said = sentences(answer).into_iter().chain(scale::sentences(answer)).chain(overtaking::sentences(answer));
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

    fn campaigns(&self, page: &mut String) {
        let _ = writeln!(page, "<section>\n<h2>What each campaign did</h2>");
        let said = campaigns_of(self.resolved);
        for (i, campaign) in self.answer.campaigns.iter().enumerate() {
            let baseline = if campaign.baseline { " <span class=\"tag\">baseline</span>" } else { "" };
            let _ = writeln!(page, "<article>\n<h3>{}{baseline}</h3>", text(&campaign.name));
            if let Some(lines) = said.get(i).filter(|lines| !lines.is_empty()) {
                let _ = writeln!(page, "<pre>{}</pre>", text(&lines.join("\n")));
            }
            match &campaign.seeds {
                Some(seeds) if !seeds.is_empty() => {
                    const MOST: usize = 40;
                    let names: Vec<String> =
                        seeds.iter().take(MOST).map(|name| format!("<bdi>{}</bdi>", text(name))).collect();
                    let more = match seeds.len() {
                        0..=MOST => String::new(),
                        all => format!(" and {} more", all - MOST),
                    };
                    let _ = writeln!(page, "<p>Asked first: {}{more}.</p>", names.join(", "));
                }
                Some(_) => {
                    let _ = writeln!(page, "<p>Nobody is asked first.</p>");
                }
                None => {
                    let _ = writeln!(page, "<p>Whom it asks first differs from replicate to replicate.</p>");
                }
            }
            let _ = writeln!(page, "</article>");
        }
        let _ = writeln!(page, "</section>");
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

/// A table, in a box that scrolls where a screen is narrow. Numbers are set flush right.
fn table(page: &mut String, table: &Table) {
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
fn explained(page: &mut String, shown: &[Table]) {
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

/// The lines of each `[[campaign]]` of a resolved scenario but its name and what is left as it is by default.
fn campaigns_of(resolved: &str) -> Vec<Vec<String>> {
    let mut campaigns: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in resolved.lines() {
        if line.starts_with('[') {
            let own = line == "[[campaign]]";
            inside = own || line.starts_with("[campaign.") || line.starts_with("[[campaign.");
            if own {
                campaigns.push(Vec::new());
                continue;
            }
        }
        let told = !line.is_empty() && !line.starts_with("name = ") && line != "baseline = false";
        if let Some(last) = campaigns.last_mut().filter(|_| inside && told && line != "baseline = true") {
            last.push(line.to_owned());
        }
    }
    campaigns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Material;
    use crate::load::Inputs;
    use crate::report::pictures;
    use crate::scenario::{Scenario, to_toml};

    const HOSTILE: [&str; 8] = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "<!-- -->&lt;b&gt;&#60;",
        "</pre></details><iframe src=//evil.example>",
        "]]><style>*{display:none}</style>",
    ];

    fn page_of(name: &str) -> String {
        let typed = format!(
            "format = 1\nreplicates = 9\ntitle = {name:?}\nquestion = {name:?}\n[network.path]\npeople = 50 # assumed: {name}\n\
             [spread.independent-cascade]\nprobability = 0.5\n[theory]\nshow = true\n\
             [[campaign]]\nname = {name:?}\nseeds = {{ people = [\"7\"] }}\n[[campaign]]\nname = \"b\"\nseeds = {{ random = 2 }}\n"
        );
        let scenario = Scenario::read("p", &typed, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        let played =
            crate::run::run(&scenario, &Inputs::default(), || ()).unwrap_or_else(|refusal| panic!("{refusal}"));
        let mut material = Material::of(&scenario, &played);
        let theories = crate::run::theories(&scenario, &Inputs::default(), &[]).unwrap_or_default();
        crate::answer::theory(&mut material.answer, theories, &material.outcomes, 1);
        let drawn = pictures::draw(&material, None);
        let resolved = to_toml(&scenario.value, &str::to_owned);
        let files = [(name.to_owned(), "0".repeat(64))];
        let (typed, resolved) = (&typed, &resolved);
        Page { answer: &material.answer, pictures: &drawn, typed, resolved, platform: None, id: "0", files: &files }
            .html()
    }

    /// Names are text: whatever they are, the page has the same elements, none of them one that acts or fetches.
    #[test]
    fn names_are_never_markup() {
        let tags = |page: &str| -> Vec<String> {
            let names = page.split('<').skip(1).map(|rest| rest.split([' ', '>', '\n']).next().unwrap().to_owned());
            names.collect()
        };
        let plain = page_of("plain");
        let styles = plain.split("</style>").next().unwrap().len();
        for name in HOSTILE {
            let page = page_of(name);
            assert_eq!(tags(&page), tags(&plain), "{name}");
            assert!(page.contains(&text(name)) && !page.contains(name) || text(name) == name, "{name}");
            assert!(page.split("</style>").next().unwrap().len() < styles + 200);
        }
        for forbidden in
            ["<script", "<iframe", "<object", "<embed", "<link", "<form", "http://", "https://", "//evil", "url("]
        {
            let outside = plain.split("base64,").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
            assert!(!outside.collect::<String>().contains(forbidden), "{forbidden}");
        }
        // Attributes of images alone hold what comes from files, and there quotes are escaped.
        let page = page_of(HOSTILE[1]);
        for image in page.split("<img ").skip(1) {
            let (inside, _) = image.split_once('>').unwrap();
            assert_eq!(inside.matches('"').count(), 8, "{}", &inside[..200]);
        }
    }

    #[test]
    fn the_same_run_is_the_same_page() {
        assert_eq!(page_of("a"), page_of("a"));
        let page = page_of("a");
        assert!(page.contains("default-src 'none'") && page.contains("data:image/svg+xml;base64,"));
        assert!(page.contains("people = 50 # assumed: a") && page.contains("Theory beside the simulation"));
    }

    #[test]
    fn what_a_campaign_did_is_read_off_the_scenario() {
        let resolved = "format = 1\n\n[network.path]\npeople = 5\n\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n\n\
                        [campaign.talk]\nreplies = 2\n\n[[campaign]]\nname = \"b\"\nbaseline = true\n\n[people]\nx = 1\n";
        let found = campaigns_of(resolved);
        assert_eq!(found, [vec!["seeds = { random = 1 }", "[campaign.talk]", "replies = 2"], vec![]]);
    }
}
