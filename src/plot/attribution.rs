//! Whose reach is it? What each of the seed set is credited with, a row for each, by one rule or several.

use super::canvas::{Align, Canvas, height_for, picture};
use super::scale::{self, Scale};
use super::style::{self, GRID, INK, MARGIN, MUTED, Type, WHITE, WIDTH, for_text};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// Credits of the seed set, by campaign.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The rules, at most three, in words.
    pub rules: Vec<String>,
    /// In the order of the scenario.
    pub campaigns: Vec<Credits>,
}

/// One campaign's credits.
#[derive(Clone, Debug, Default)]
pub struct Credits {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Each seed with mean and interval by each rule, NaN where unknown.
    pub seeds: Vec<(String, Vec<[f64; 3]>)>,
}

/// Room for names and numbers, in points.
const NAMES: f64 = 165.0;
const NUMBERS: f64 = 70.0;
/// Seeds of a campaign, and rows of all, that are drawn at most.
const SEEDS: usize = 15;
const ROWS: usize = 60;
const MARKS: [&str; 3] = ["Bar", "Dot", "Ring"];

/// A line of the picture.
enum Row<'a> {
    Campaign(&'a str, RGBColor),
    Seed(&'a str, &'a [[f64; 3]], RGBColor),
}

impl Attribution {
    /// Draws the picture `attribution`.
    pub fn draw(&self) -> Picture {
        let colours = style::colours(self.campaigns.iter().map(|campaign| campaign.baseline));
        let several = self.campaigns.len() > 1;
        let mut rows = Vec::new();
        for (campaign, &colour) in self.campaigns.iter().zip(&colours) {
            if several && !campaign.seeds.is_empty() {
                rows.push(Row::Campaign(&campaign.name, colour));
            }
            let mut seeds: Vec<&(String, Vec<[f64; 3]>)> = campaign.seeds.iter().collect();
            let first = |credits: &[[f64; 3]]| credits.first().map_or(0.0, |credit| credit[0]);
            seeds.sort_by(|a, b| first(&b.1).total_cmp(&first(&a.1)));
            rows.extend(seeds.into_iter().take(SEEDS).map(|(name, credits)| Row::Seed(name, credits, colour)));
        }
        rows.truncate(ROWS);
        let drawn = rows.iter().filter(|row| matches!(row, Row::Seed(..))).count();
        let all: usize = self.campaigns.iter().map(|campaign| campaign.seeds.len()).sum();
        let others = match all - drawn {
            0 => String::new(),
            _ => format!("Drawn are {drawn} of {all} seeds, those credited most; all are in attribution.csv. "),
        };
        let marks = self.rules.iter().zip(MARKS).map(|(rule, mark)| format!("{mark}: {rule}."));
        let note = format!(
            "{others}{} Thin lines: 95 % intervals of the means. Number: that of the bar.",
            marks.collect::<Vec<_>>().join(" ")
        );
        let height = height_for(rows.len(), 26.0).min(190.0 + 44.0 * rows.len().max(1) as f64);
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
            let credits = self.campaigns.iter().flat_map(|c| &c.seeds).flat_map(|(_, credits)| credits).flatten();
            let (low, high) = credits
                .copied()
                .filter(|credit| credit.is_finite())
                .fold((0.0f64, 0.0f64), |(low, high), credit| (low.min(credit), high.max(credit)));
            let x = Scale::linear(low, if high > low { high } else { low + 1.0 }, left, right);
            let (top, floor) = (top + 4.0, bottom - 34.0);
            for (value, label) in x.ticks(7, false) {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, floor + 31.0), "people credited", Type::TICK, Align::Right);
            canvas.line(&[(x.at(0.0), top), (x.at(0.0), floor)], MUTED, 1.0, 1.0);
            let height = (floor - top) / rows.len().max(1) as f64;
            // One number of decimals for the column.
            let told = rows.iter().filter_map(|row| match row {
                Row::Seed(_, credits, _) => credits.first().map(|credit| credit[0]).filter(|mean| mean.is_finite()),
                Row::Campaign(..) => None,
            });
            let told: Vec<f64> = told.collect();
            let decimals = match told.iter().fold(0.0f64, |most, mean| most.max(mean.abs())) {
                _ if told.iter().all(|mean| mean.fract() == 0.0) => 0,
                most if most < 100.0 => 2,
                most if most < 1000.0 => 1,
                _ => 0,
            };
            for (i, row) in rows.iter().enumerate() {
                let y = top + height * (i as f64 + 0.5);
                match row {
                    Row::Campaign(name, colour) => {
                        let look = Type::NAME.colour(for_text(*colour));
                        let name = text::ellipsize(name, look, right - MARGIN);
                        let wide = text::width(&name, look);
                        canvas.rect((MARGIN, y - 9.0), (MARGIN + wide + 4.0, y + 9.0), WHITE, 1.0);
                        canvas.text((MARGIN, y + 4.0), &name, look, Align::Left);
                    }
                    Row::Seed(name, credits, colour) => {
                        seed(canvas, (name, credits), *colour, &x, (y, height), decimals);
                    }
                }
            }
        });
        Picture::new("attribution", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.campaigns.iter().flat_map(|campaign| {
            campaign.seeds.iter().flat_map(move |(seed, credits)| {
                credits.iter().zip(&self.rules).map(move |(credit, rule)| {
                    let names = [table::name(&campaign.name), table::name(seed), table::name(rule)];
                    names.into_iter().chain(credit.map(table::number)).collect()
                })
            })
        });
        table::table(&["campaign", "seed", "rule", "mean", "low", "high"], rows)
    }
}

fn seed(
    canvas: &Canvas,
    (name, credits): (&str, &[[f64; 3]]),
    colour: RGBColor,
    x: &Scale,
    (y, height): (f64, f64),
    decimals: usize,
) {
    let look = Type::NUMBER.colour(INK);
    canvas.text((MARGIN + 12.0, y + 4.0), &text::ellipsize(name, look, NAMES - 28.0), look, Align::Left);
    let thick = (height * 0.32).min(9.0);
    for (rule, &[mean, low, high]) in credits.iter().enumerate().take(MARKS.len()) {
        if !mean.is_finite() {
            continue;
        }
        let at = x.at(mean);
        match rule {
            0 => canvas.rect((x.at(0.0), y - thick), (at, y + thick), colour, 0.55),
            1 => canvas.disc((at, y - thick * 0.4), 3.4, colour),
            _ => canvas.ring((at, y + thick * 0.4), 3.6, colour, 1.0, 1.6),
        }
        if low.is_finite() && high.is_finite() {
            let y = y + thick * [0.0, -0.4, 0.4][rule];
            canvas.line(&[(x.at(low), y), (x.at(high), y)], if rule == 0 { INK } else { colour }, 1.0, 1.0);
        }
    }
    if let Some([mean, ..]) = credits.first().filter(|credit| credit[0].is_finite()) {
        canvas.text((WIDTH - MARGIN, y + 4.0), &scale::with_decimals(*mean, decimals), look, Align::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn credits_are_drawn_whatever_they_are() {
        for (campaigns, seeds, rules) in [(0, 0, 1), (1, 0, 1), (1, 1, 1), (2, 3, 3), (9, 40, 2), (3, 2, 0)] {
            for credit in [[0.0; 3], [5.0, 4.0, 6.0], [-2.0, -3.0, 1.0], [1e9, f64::NAN, f64::NAN], [f64::NAN; 3]] {
                let name = |i: usize| if i == 1 { "<script>".to_owned() } else { "W".repeat(i * 9) };
                let row = |i| Credits {
                    name: name(i),
                    baseline: i == 0,
                    seeds: (0..seeds).map(|s| (name(s), vec![credit; rules])).collect(),
                };
                let picture = Attribution {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    rules: (0..rules).map(|rule| format!("rule {rule}")).collect(),
                    campaigns: (0..campaigns).map(row).collect(),
                };
                let csv = check(|| picture.draw()).csv;
                assert_eq!(csv.lines().count(), 1 + campaigns * seeds * rules);
            }
        }
    }
}
