//! How sure: how reach is spread over the replicates, one row per campaign on a common axis.
//!
//! Cascades die out or take off, and some run very far: rows are histograms, never a smoothed curve that would fill the gap
//! between two humps; what kind of axis they stand on, `bins.rs` chooses.

use super::bins::{Axis, Bins};
use super::canvas::{Align, Canvas, height_for, picture, rows_drawn};
use super::scale::{self, percent};
use super::style::{self, GRID, INK, MARGIN, MUTED, Type, WHITE, WIDTH, for_text};
use super::{Counted, Picture, table, text};
use crate::statistics::quantile;
use crate::text::count;
use plotters::style::RGBColor;

/// Reach over replicates, for each campaign.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// People in the network.
    pub people: u64,
    /// Reach that is hoped for; its chance is written beside each campaign.
    pub target: Option<u64>,
    /// In the order of the scenario.
    pub campaigns: Vec<Sample>,
}

/// One campaign's replicates.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Reach, in people, per replicate.
    pub values: Vec<u64>,
}

/// What is left of the axis and what is right of it, in points.
const NAMES: f64 = 165.0;
const NUMBERS: f64 = 130.0;

/// A sample with what is drawn and written of it.
struct Summed<'a> {
    sample: &'a Sample,
    /// Replicates in each bin.
    counts: Vec<usize>,
    mean: f64,
    median: f64,
    /// Share of the replicates that reach the target.
    chance: Option<f64>,
}

impl Summed<'_> {
    fn new<'a>(sample: &'a Sample, bins: &Bins, target: Option<u64>) -> Summed<'a> {
        let values = &sample.values;
        let mut sorted: Vec<f64> = values.iter().map(|&v| v as f64).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Summed {
            sample,
            counts: bins.counts(values),
            mean: values.iter().map(|&v| u128::from(v)).sum::<u128>() as f64 / values.len() as f64,
            median: quantile(&sorted, 0.5).unwrap_or(f64::NAN),
            chance: target.map(|t| values.iter().filter(|&&v| v >= t).count() as f64 / values.len() as f64),
        }
    }

    /// Share of the replicates in a bin.
    fn share(&self, bin: usize) -> f64 {
        self.counts[bin] as f64 / self.sample.values.len() as f64
    }
}

impl Distribution {
    /// Draws the picture `distribution`.
    pub fn draw(&self) -> Picture {
        self.draw_as(&Counted::ACTED)
    }

    /// Draws the same picture of something else that is counted.
    pub fn draw_as(&self, counted: &Counted) -> Picture {
        let most = if counted.whole() { self.people } else { u64::from(counted.per) };
        // Opinions have an end to their range, and belong on an even axis.
        let bins = Bins::new(self.campaigns.iter().map(|c| &c.values[..]), self.target, most, counted.grows);
        let campaigns: Vec<Summed> = self.campaigns.iter().map(|c| Summed::new(c, &bins, self.target)).collect();
        let colours = style::colours(self.campaigns.iter().map(|c| c.baseline));
        let (rows, others) = rows_drawn(self.campaigns.len(), "distribution.csv");
        let rows = rows.max(1);
        let note = format!(
            "{others}Bars: share of the replicates, each row to its own height, the highest bar with its share. Dark bar: median. Triangle: mean. {}The network has {}.",
            bins.note(counted.per),
            count(self.people, "person", "people"),
        );
        let svg = picture(height_for(rows, 56.0), &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
            let x = bins.axis(left, right);
            let (top, floor) = (if self.target.is_some() { top + 16.0 } else { top }, bottom - 34.0);
            let mut taken = f64::NEG_INFINITY;
            for (value, label) in x.ticks(counted.per) {
                let half = text::width(&label, Type::TICK) / 2.0;
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                if x.at(value) - half > taken {
                    canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
                    taken = x.at(value) + half + 6.0;
                }
            }
            canvas.text((right, floor + 31.0), counted.axis, Type::TICK, Align::Right);
            let height = (floor - top) / rows as f64;
            for (i, (summed, colour)) in campaigns.iter().zip(colours).take(rows).enumerate() {
                let floor = top + height * (i + 1) as f64 - 8.0;
                let row = Row { canvas, summed, colour, floor, height: height - 8.0, target: self.target, counted };
                row.draw(&bins, &x, right);
            }
            if let Some(target) = self.target {
                draw_target(canvas, target, &bins, &x, (left, right), (top, floor));
            }
        });
        Picture::new("distribution", svg, self.csv(&bins, &campaigns, counted.per))
    }

    fn csv(&self, bins: &Bins, campaigns: &[Summed], per: u32) -> String {
        let one = |units: f64| units / f64::from(per);
        let header = ["campaign", "from", "below", "replicates", "share", "mean", "median", "target", "reach_target"];
        let row = |c: &Summed, i: usize| {
            let target = self.target.map_or(String::new(), |t| t.to_string());
            let edges = [i, i + 1].map(|edge| one(bins.edges[edge] as f64).to_string());
            let bin = edges.into_iter().chain([c.counts[i].to_string()]);
            let numbers = [c.share(i), one(c.mean), one(c.median)].map(table::number);
            let chance = c.chance.map_or(String::new(), table::number);
            [table::name(&c.sample.name)].into_iter().chain(bin).chain(numbers).chain([target, chance]).collect()
        };
        table::table(&header, campaigns.iter().flat_map(|c| (0..c.counts.len()).map(move |i| row(c, i))))
    }
}

/// A campaign's histogram, standing on `floor`.
struct Row<'a, 'c> {
    canvas: &'a Canvas<'c>,
    summed: &'a Summed<'a>,
    colour: RGBColor,
    floor: f64,
    height: f64,
    target: Option<u64>,
    counted: &'a Counted,
}

impl Row<'_, '_> {
    fn draw(&self, bins: &Bins, x: &Axis, right: f64) {
        let Row { canvas, summed, floor, .. } = *self;
        let sample = summed.sample;
        let middle = floor - self.height / 2.0;
        let look = Type::NAME.colour(for_text(self.colour));
        let lines = ((self.height / look.line()) as usize).clamp(1, 4);
        let name = text::wrap(&sample.name, look, NAMES - 16.0, lines).into_iter().map(|line| (line, look));
        canvas.block((MARGIN, middle), &name.collect::<Vec<_>>(), Align::Left);
        let parts: Vec<(f64, f64)> = x.parts().collect();
        for (i, &(start, end)) in parts.iter().enumerate() {
            canvas.line(&[(start, floor), (end, floor)], MUTED, 1.0, 0.8);
            // A slanted stroke where the axis is broken.
            let broken = [(i > 0).then_some(start), (i + 1 < parts.len()).then_some(end)];
            for at in broken.into_iter().flatten() {
                canvas.line(&[(at - 2.0, floor + 4.0), (at + 2.0, floor - 4.0)], MUTED, 1.0, 0.8);
            }
        }
        if sample.values.is_empty() {
            canvas.block((right + 16.0, middle), &[("no replicate".into(), Type::NUMBER)], Align::Left);
            return;
        }

        // Areas are shares, also where bins differ in width.
        let edges: Vec<f64> = (0..bins.edges.len()).map(|i| x.at(bins.place(i))).collect();
        let density: Vec<f64> =
            summed.counts.iter().zip(edges.windows(2)).map(|(&n, edge)| n as f64 / (edge[1] - edge[0])).collect();
        let (highest, &most) = density.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).expect("there is a bin");
        let room = self.height - 14.0;
        for (i, density) in density.iter().enumerate().filter(|(_, density)| **density > 0.0) {
            let gap = if edges[i + 1] - edges[i] > 4.0 { 0.5 } else { 0.0 };
            // The rarest outcome still shows.
            let height = (density / most * room).max(1.0);
            canvas.rect((edges[i] + gap, floor), (edges[i + 1] - gap, floor - height), self.colour, 0.55);
        }
        let share = percent(summed.share(highest));
        let place = ((edges[highest] + edges[highest + 1]) / 2.0, floor - room - 3.0);
        let half = text::width(&share, Type::NOTE) / 2.0 + 1.0;
        canvas.rect((place.0 - half, place.1 + 1.0), (place.0 + half, place.1 - 9.0), WHITE, 0.9);
        canvas.text(place, &share, Type::NOTE, Align::Middle);

        let median = x.at(summed.median);
        canvas.line(&[(median, floor), (median, floor - room * 0.5)], WHITE, 1.0, 3.6);
        canvas.line(&[(median, floor), (median, floor - room * 0.5)], INK, 1.0, 1.8);
        self.triangle(x.at(summed.mean), floor + 1.0);
        self.numbers(right + 16.0, middle);
    }

    /// Points up to a place on the floor.
    fn triangle(&self, x: f64, y: f64) {
        self.canvas.shape(&[(x, y), (x - 4.0, y + 6.5), (x + 4.0, y + 6.5)], INK, 1.0);
    }

    /// Median, mean and the chance of the target, the first two behind their marks.
    fn numbers(&self, left: f64, middle: f64) {
        let [mean, median] = [self.summed.mean, self.summed.median].map(|x| x / f64::from(self.counted.per));
        let mut lines = vec![format!("median {}", scale::short(median)), format!("mean {}", scale::short(mean))];
        if let Some((target, chance)) = self.target.zip(self.summed.chance) {
            lines.push(format!("{} reach {}", percent(chance), scale::short(target as f64)));
        }
        let line = Type::NUMBER.line();
        let first = middle - line * (lines.len() as f64 - 1.0) / 2.0;
        self.canvas.line(&[(left + 4.0, first - 4.5), (left + 4.0, first + 4.5)], INK, 1.0, 1.8);
        self.triangle(left + 4.0, first + line - 3.5);
        let lines: Vec<_> = lines.into_iter().map(|text| (text, Type::NUMBER)).collect();
        self.canvas.block((left + 13.0, middle), &lines, Align::Left);
    }
}

fn draw_target(
    canvas: &Canvas,
    target: u64,
    bins: &Bins,
    x: &Axis,
    (left, right): (f64, f64),
    (top, floor): (f64, f64),
) {
    let label = format!("target {}", scale::count(target));
    let look = Type::NUMBER.colour(for_text(style::TARGET));
    let (first, end) = (bins.edges[0], bins.edges[bins.edges.len() - 1]);
    if target < first {
        canvas.text((left, top - 5.0), &format!("← {label}"), look, Align::Left);
    } else if target >= end {
        canvas.text((right, top - 5.0), &format!("{label} →"), look, Align::Right);
    } else {
        let place = x.at(target as f64 - 0.5);
        canvas.dashes(&[(place, top), (place, floor)], style::TARGET, 1.2, 4.0);
        let half = text::width(&label, look) / 2.0;
        canvas.text(
            (place.clamp(left + half, (right - half).max(left + half)), top - 5.0),
            &label,
            look,
            Align::Middle,
        );
    }
}
