//! Where do acts come from? For each campaign and verb two bars, of the first exposure and of the last, in the colours of
//! the sources.

use super::axes;
use super::canvas::{Align, Canvas, height_for, picture};
use super::scale::Scale;
use super::style::{self, GRID, MARGIN, MUTED, Type, WIDTH};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// Acts by source.
#[derive(Clone, Debug)]
pub struct Touches {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The sources, in the order of the platform.
    pub sources: Vec<String>,
    /// A row for each campaign and verb.
    pub rows: Vec<TouchRow>,
}

/// The acts of one verb in one campaign.
#[derive(Clone, Debug, Default)]
pub struct TouchRow {
    /// The campaign's name.
    pub campaign: String,
    /// The verb.
    pub verb: String,
    /// By source: mean acts by the first exposure, and by the last.
    pub acts: Vec<[f64; 2]>,
}

/// Room for names of campaigns, in points.
const NAMES: f64 = 150.0;
/// Rows that are drawn at most.
const ROWS: usize = 30;
/// Height of a row, in points.
const ROW: f64 = 46.0;

impl Touches {
    /// Draws the picture `touch`.
    pub fn draw(&self) -> Picture {
        let drawn = &self.rows[..self.rows.len().min(ROWS)];
        let height = height_for(drawn.len(), ROW).min(180.0 + 60.0 * drawn.len().max(1) as f64);
        let mut note = String::new();
        if drawn.len() < self.rows.len() {
            note += &format!("Drawn are the first {ROWS} of {} rows, all are in touch.csv. ", self.rows.len());
        }
        note +=
            "Upper bar: by the first exposure of the person to the item. Lower bar: by the one upon which it acted.";
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - axes::NAMES);
            let sum = |row: &TouchRow, rule: usize| row.acts.iter().map(|acts| positive(acts[rule])).sum::<f64>();
            let most = drawn.iter().flat_map(|row| [0, 1].map(|rule| sum(row, rule))).fold(0.0, f64::max);
            let x = Scale::linear(0.0, super::scale::round_up(most.max(1e-9), 6, false), left, right);
            let (top, floor) = (top + 4.0, bottom - 34.0);
            for (value, label) in x.ticks(6, false) {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, floor + 31.0), "acts, mean over replicates", Type::TICK, Align::Right);
            let colours = style::colours(self.sources.iter().map(|_| false));
            let height = (floor - top) / drawn.len().max(1) as f64;
            for (i, row) in drawn.iter().enumerate() {
                let middle = top + height * (i as f64 + 0.5);
                self.name(canvas, row, middle, height);
                for rule in [0, 1] {
                    let bar = (height * 0.32).min(14.0);
                    let y = middle + if rule == 0 { -bar - 1.0 } else { 1.0 };
                    self.bar(canvas, row, rule, (y, bar), &x, &colours);
                }
            }
            canvas.line(&[(left, top), (left, floor)], MUTED, 1.0, 1.0);
            axes::names(canvas, self.sources.iter().map(|name| &**name).zip(colours.iter().copied()), top, floor);
        });
        Picture::new("touch", svg, self.csv())
    }

    fn bar(&self, canvas: &Canvas, row: &TouchRow, rule: usize, (y, bar): (f64, f64), x: &Scale, colours: &[RGBColor]) {
        let mut from = 0.0;
        for (acts, &colour) in row.acts.iter().zip(colours) {
            let to = from + positive(acts[rule]);
            if to > from {
                canvas.rect((x.at(from), y), (x.at(to), y + bar), colour, 1.0);
            }
            from = to;
        }
    }

    fn name(&self, canvas: &Canvas, row: &TouchRow, middle: f64, height: f64) {
        let name = if row.campaign.trim().is_empty() { "(no name)" } else { &row.campaign };
        let mut lines = vec![(text::ellipsize(name, Type::NAME, NAMES - 14.0), Type::NAME)];
        if height > 30.0 {
            let look = Type::NUMBER.colour(MUTED);
            lines.push((text::ellipsize(&row.verb, look, NAMES - 14.0), look));
        }
        canvas.block((MARGIN, middle), &lines, Align::Left);
    }

    fn csv(&self) -> String {
        let rows = self.rows.iter().flat_map(|row| {
            self.sources.iter().zip(&row.acts).map(|(source, acts)| {
                let names = [&row.campaign, &row.verb, source].map(|name| table::name(name));
                names.into_iter().chain(acts.map(table::number)).collect()
            })
        });
        table::table(&["campaign", "verb", "source", "first", "last"], rows)
    }
}

/// A number that can be drawn.
fn positive(x: f64) -> f64 {
    if x.is_finite() { x.max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn sources_are_drawn_whatever_they_are() {
        for (sources, rows) in [(0, 0), (1, 1), (5, 2), (12, 9), (40, 50)] {
            let name = |i: usize| match i {
                1 => "<script>alert(1)</script>".to_owned(),
                2 => String::new(),
                i => "W".repeat(i * 7),
            };
            for value in [0.0, 0.5, 1e9, 1e-9, f64::NAN, f64::INFINITY] {
                let row = |i| TouchRow { campaign: name(i), verb: name(i + 1), acts: vec![[value, 1.0]; sources] };
                let picture = Touches {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    sources: (0..sources).map(name).collect(),
                    rows: (0..rows).map(row).collect(),
                };
                let csv = check(|| picture.draw()).csv;
                assert_eq!(csv.lines().count(), 1 + sources * rows);
            }
        }
    }
}
