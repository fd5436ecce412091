//! Is one more seed worth it? Spread against the number of seeds, with other seed sets as points.

use super::canvas::{Align, Canvas, picture};
use super::labels;
use super::scale::Scale;
use super::style::{self, GRID, HEIGHT, MARGIN, MUTED, Type, WIDTH, for_text};
use super::{Picture, table, text};

/// The spread of the first seeds of a choice.
#[derive(Clone, Debug)]
pub struct SeedCurve {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many sets.
    pub subtitle: String,
    /// What spread counts, such as "people reached".
    pub axis: String,
    /// What the axis of seeds counts: "people asked".
    pub asked: String,
    /// With the first one, two, ... of them.
    pub steps: Vec<Spread>,
    /// Other seed sets, by name.
    pub others: Vec<(String, Spread)>,
}

/// The spread of a seed set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many people.
    pub count: f64,
    /// The estimate.
    pub mean: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// Most other seed sets that are drawn.
const OTHERS: usize = 8;
/// Most points that a name is wide.
const NAMES: f64 = 170.0;

impl SeedCurve {
    /// Draws the picture `seeds`.
    pub fn draw(&self) -> Picture {
        let others = &self.others[..self.others.len().min(OTHERS)];
        let all = || self.steps.iter().chain(others.iter().map(|(_, spread)| spread));
        let most = all().map(|spread| spread.count).fold(1.0, f64::max);
        let high = all().map(|spread| spread.high).filter(|high| high.is_finite()).fold(1e-9, f64::max);
        let note = "Band and lines: 95 % intervals, which hold together. Line: the choice, in the order in which its people \
                    were chosen. Points: other seed sets, judged by the same sets.";
        let colours = style::colours(std::iter::once(false).chain(others.iter().map(|_| false)));
        let label = |name: &str, look: Type| vec![(text::ellipsize(name, look, NAMES), look)];
        let mut names = vec![label("the choice", Type::NAME.colour(for_text(colours[0])))];
        names.extend(
            others
                .iter()
                .zip(&colours[1..])
                .map(|((name, _), &colour)| label(name, Type::NAME.colour(for_text(colour)))),
        );
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, note, |canvas, top, bottom| {
            let right = WIDTH - MARGIN - labels::width(&names) - 14.0;
            let floor = bottom - 34.0;
            let y = Scale::linear(0.0, high * 1.04, floor, top + 22.0);
            let ticks = y.ticks(6, false);
            let widest = ticks.iter().map(|(_, label)| text::width(label, Type::TICK)).fold(0.0, f64::max);
            let left = MARGIN + widest + 10.0;
            let x = Scale::linear(0.0, most, left, right);
            for (value, label) in ticks {
                canvas.line(&[(left, y.at(value)), (right, y.at(value))], GRID, 1.0, 1.0);
                canvas.text((left - 8.0, y.at(value) + 4.0), &label, Type::TICK, Align::Right);
            }
            for (value, label) in x.ticks(8, true) {
                canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
            }
            canvas.line(&[(left, floor), (right, floor)], MUTED, 1.0, 1.0);
            canvas.text((right, floor + 31.0), &self.asked, Type::TICK, Align::Right);
            canvas.text((MARGIN, top), &self.axis, Type::TICK, Align::Left);
            let place = |count: f64, value: f64| (x.at(count), y.at(value));
            let start = std::iter::once(place(0.0, 0.0));
            let mut band: Vec<(f64, f64)> = self.steps.iter().map(|step| place(step.count, step.high)).collect();
            band.extend(self.steps.iter().rev().map(|step| place(step.count, step.low)));
            if self.steps.len() > 1 {
                canvas.shape(&band, colours[0], 0.16);
            }
            let line: Vec<(f64, f64)> =
                start.chain(self.steps.iter().map(|step| place(step.count, step.mean))).collect();
            canvas.line(&line, colours[0], 1.0, 2.2);
            let mut ends = vec![(*line.last().unwrap_or(&(left, floor)), colours[0])];
            for ((_, spread), &colour) in others.iter().zip(&colours[1..]) {
                self.point(canvas, spread, &x, &y, colour);
                ends.push((place(spread.count, spread.mean), colour));
            }
            labels::draw(canvas, &names, &ends, right + 14.0, top + 22.0, floor);
        });
        Picture::new("seeds", svg, self.csv())
    }

    fn point(&self, canvas: &Canvas, spread: &Spread, x: &Scale, y: &Scale, colour: plotters::style::RGBColor) {
        let at = x.at(spread.count);
        canvas.line(&[(at, y.at(spread.low)), (at, y.at(spread.high))], colour, 1.0, 1.6);
        canvas.disc((at, y.at(spread.mean)), 4.0, colour);
    }

    fn csv(&self) -> String {
        let header = ["seed_set", "count", "spread", "low", "high"];
        let row = |name: &str, spread: &Spread| {
            let numbers = [spread.count, spread.mean, spread.low, spread.high].map(table::number);
            std::iter::once(table::name(name)).chain(numbers).collect::<Vec<String>>()
        };
        let steps = self.steps.iter().map(|step| row("the choice", step));
        table::table(&header, steps.chain(self.others.iter().map(|(name, spread)| row(name, spread))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    fn curve(steps: usize, others: &[(&str, f64, f64)]) -> SeedCurve {
        let spread = |count: f64, mean: f64| Spread { count, mean, low: mean * 0.97, high: mean * 1.02 };
        SeedCurve {
            finding: "The first 5 of 12 people reach 71 % of it".to_owned(),
            subtitle: "people reached on average".to_owned(),
            axis: "people reached".to_owned(),
            asked: "people asked".to_owned(),
            steps: (1..=steps).map(|i| spread(i as f64, 100.0 * (i as f64).sqrt())).collect(),
            others: others.iter().map(|&(name, count, mean)| (name.to_owned(), spread(count, mean))).collect(),
        }
    }

    #[test]
    fn every_curve_can_be_drawn() {
        for steps in [1, 2, 12, 1000] {
            check(|| curve(steps, &[]).draw());
            check(|| curve(steps, &[("most-ties", 12.0, 300.0), ("Những người ở Huế", 3.0, 299.0)]).draw());
        }
        let names: Vec<String> = (0..20).map(|i| format!("a rather long name of a campaign, number {i}")).collect();
        let many: Vec<(&str, f64, f64)> = names.iter().map(|name| (name.as_str(), 12.0, 310.0)).collect();
        let picture = check(|| curve(12, &many).draw());
        assert_eq!(picture.csv.lines().count(), 1 + 12 + 20);
    }
}
