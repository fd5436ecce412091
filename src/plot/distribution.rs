//! How sure: how reach is spread over the replicates, one row per campaign on a common axis.
//!
//! Cascades die out or take off, and some run very far: rows are histograms, never a smoothed curve that would fill the gap
//! between two humps, and the axis is logarithmic where the largest reach dwarfs the usual one.

use super::canvas::{Align, Canvas, height_for, picture};
use super::scale::{self, Scale, percent};
use super::style::{self, GRID, INK, MARGIN, MUTED, Type, WHITE, WIDTH, for_text};
use super::{Picture, table, text};
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

impl Sample {
    fn mean(&self) -> f64 {
        self.values.iter().map(|&v| u128::from(v)).sum::<u128>() as f64 / self.values.len() as f64
    }

    /// The middle value, or the mean of the two in the middle.
    fn median(&self) -> f64 {
        median(&mut self.values.clone())
    }

    /// Share of the replicates that reach at least the target.
    fn chance(&self, target: u64) -> f64 {
        self.values.iter().filter(|&&v| v >= target).count() as f64 / self.values.len() as f64
    }
}

fn median(values: &mut [u64]) -> f64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle] as f64,
        _ => (values[middle - 1] as f64 + values[middle] as f64) / 2.0,
    }
}

/// The bins all rows share: bin `i` holds the whole numbers from `edges[i]` to below `edges[i + 1]`.
struct Bins {
    edges: Vec<u64>,
    logarithmic: bool,
}

impl Bins {
    fn new(campaigns: &[Sample], target: Option<u64>) -> Bins {
        let mut all: Vec<u64> = campaigns.iter().flat_map(|c| c.values.iter().copied()).collect();
        let middle = median(&mut all);
        let (&least, &most) = (all.first().unwrap_or(&0), all.last().unwrap_or(&1));
        let largest = campaigns.iter().map(|c| c.values.len()).max().unwrap_or(0);
        let wanted = ((2.0 * (largest as f64).sqrt()) as u64).clamp(10, 50);
        let narrow = least > most / 2 && least < most;
        // A target that is far off would press the rest together: it is then only named.
        let (least, most) = match target {
            Some(t) if t >= least / 2 && t <= most.saturating_add(most / 2) => (least.min(t), most.max(t)),
            _ => (least, most),
        };
        if most as f64 >= 30.0 * middle.max(1.0) {
            return Bins { edges: logarithmic_edges(least, most), logarithmic: true };
        }
        // From zero, unless that would leave more than half of the axis empty.
        let least = if narrow { least } else { 0 };
        let width = scale::step((most - least) as f64, wanted as usize, true) as u64;
        let first = least / width * width;
        let count = (most - first) / width + 1;
        let edges = (0..=count).map(|i| first.saturating_add(i.saturating_mul(width))).collect();
        Bins { edges, logarithmic: false }
    }

    /// The axis, and what to write at it.
    fn axis(&self, start: f64, end: f64) -> (Scale, Vec<(f64, String)>) {
        let (low, high) = (self.place(0), self.place(self.edges.len() - 1));
        if !self.logarithmic {
            let axis = Scale::linear(low, high, start, end);
            return (axis, axis.ticks(7, true));
        }
        let axis = Scale::logarithmic(low, high, start, end);
        let mut ticks: Vec<_> = axis.ticks(8, true).into_iter().filter(|&(value, _)| value >= 1.0).collect();
        if self.edges[0] == 0 {
            ticks.insert(0, ((low * 0.5_f64).sqrt(), "0".into()));
        }
        (axis, ticks)
    }

    /// Where an edge is drawn: half a person lower, so that a bin of one value is centred on it. On a logarithmic axis, 0 is
    /// given a bin of its own at the left.
    fn place(&self, edge: usize) -> f64 {
        match self.edges[edge] {
            0 if self.logarithmic => 0.5 / 2.5,
            value => value as f64 - 0.5,
        }
    }

    fn counts(&self, values: &[u64]) -> Vec<usize> {
        let mut counts = vec![0; self.edges.len() - 1];
        let last = counts.len();
        for &value in values {
            let bin = self.edges.partition_point(|&edge| edge <= value);
            counts[bin.clamp(1, last) - 1] += 1;
        }
        counts
    }
}

/// Eight bins to a factor of ten, fewer among the smallest numbers, where each has its own.
fn logarithmic_edges(least: u64, most: u64) -> Vec<u64> {
    let mut edges = if least == 0 { vec![0] } else { vec![] };
    for eighth in 0.. {
        let edge = libm::ceil(libm::pow(10.0, f64::from(eighth) / 8.0)) as u64;
        if edges.last().is_none_or(|&last| edge > last) {
            edges.push(edge);
        }
        if edge > most || edge == u64::MAX {
            break;
        }
    }
    let needless = edges.iter().filter(|&&edge| edge <= least).count().saturating_sub(1);
    edges.drain(..needless);
    edges
}

impl Distribution {
    /// Draws the picture `distribution`.
    pub fn draw(&self) -> Picture {
        let bins = Bins::new(&self.campaigns, self.target);
        let colours = style::colours(self.campaigns.iter().map(|c| c.baseline));
        let rows = self.campaigns.len().max(1);
        let note = format!(
            "Bars: share of the replicates, each row to its own height, the highest bar with its share. Bar in ink: median. Triangle: mean. {}The network has {} people.",
            if bins.logarithmic { "The axis is logarithmic. " } else { "" },
            scale::count(self.people),
        );
        let svg = picture(height_for(rows, 56.0), &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
            let (x, ticks) = bins.axis(left, right);
            let (top, floor) = (if self.target.is_some() { top + 16.0 } else { top }, bottom - 34.0);
            for (value, label) in ticks {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, floor + 31.0), "people who acted", Type::TICK, Align::Right);
            let height = (floor - top) / rows as f64;
            for (i, (sample, colour)) in self.campaigns.iter().zip(colours).enumerate() {
                let floor = top + height * (i + 1) as f64 - 8.0;
                let row = Row { canvas, sample, colour, floor, height: height - 8.0, target: self.target };
                row.draw(&bins, &x, left, right);
            }
            if let Some(target) = self.target {
                draw_target(canvas, target, &bins, &x, (left, right), (top, floor));
            }
        });
        Picture { name: "distribution", svg, csv: self.csv(&bins) }
    }

    fn csv(&self, bins: &Bins) -> String {
        let header = ["campaign", "from", "below", "replicates", "share", "mean", "median", "target", "reach_target"];
        let rows = self.campaigns.iter().flat_map(|sample| {
            let counts = bins.counts(&sample.values);
            let target = self
                .target
                .map_or([String::new(), String::new()], |t| [t.to_string(), table::number(sample.chance(t))]);
            let row = move |i: usize| {
                let share = counts[i] as f64 / sample.values.len() as f64;
                let edges = [table::name(&sample.name), bins.edges[i].to_string(), bins.edges[i + 1].to_string()];
                let numbers = [
                    counts[i].to_string(),
                    table::number(share),
                    table::number(sample.mean()),
                    table::number(sample.median()),
                ];
                edges.into_iter().chain(numbers).chain(target.clone()).collect()
            };
            (0..bins.edges.len() - 1).map(row)
        });
        table::table(&header, rows)
    }
}

/// A campaign's histogram, standing on `floor`.
struct Row<'a, 'c> {
    canvas: &'a Canvas<'c>,
    sample: &'a Sample,
    colour: RGBColor,
    floor: f64,
    height: f64,
    target: Option<u64>,
}

impl Row<'_, '_> {
    fn draw(&self, bins: &Bins, x: &Scale, left: f64, right: f64) {
        let Row { canvas, sample, floor, .. } = *self;
        let middle = floor - self.height / 2.0;
        let look = Type::NAME.colour(for_text(self.colour));
        let lines = ((self.height / look.line()) as usize).clamp(1, 4);
        let name = text::wrap(&sample.name, look, NAMES - 16.0, lines).into_iter().map(|line| (line, look));
        canvas.block((MARGIN, middle), &name.collect::<Vec<_>>(), Align::Left);
        canvas.line(&[(left, floor), (right, floor)], MUTED, 1.0, 0.8);
        if sample.values.is_empty() {
            canvas.block((right + 16.0, middle), &[("no replicate".into(), Type::NUMBER)], Align::Left);
            return;
        }

        // Areas are shares, also where bins differ in width.
        let counts = bins.counts(&sample.values);
        let edges: Vec<f64> = (0..bins.edges.len()).map(|i| x.at(bins.place(i))).collect();
        let density: Vec<f64> =
            counts.iter().zip(edges.windows(2)).map(|(&n, edge)| n as f64 / (edge[1] - edge[0])).collect();
        let (highest, &most) = density.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).expect("there is a bin");
        let room = self.height - 14.0;
        for (i, density) in density.iter().enumerate().filter(|(_, density)| **density > 0.0) {
            let gap = if edges[i + 1] - edges[i] > 4.0 { 0.5 } else { 0.0 };
            // The rarest outcome still shows.
            let height = (density / most * room).max(1.0);
            canvas.rect((edges[i] + gap, floor), (edges[i + 1] - gap, floor - height), self.colour, 0.55);
        }
        let share = percent(counts[highest] as f64 / sample.values.len() as f64);
        let place = ((edges[highest] + edges[highest + 1]) / 2.0, floor - room - 3.0);
        let half = text::width(&share, Type::NOTE) / 2.0 + 1.0;
        canvas.rect((place.0 - half, place.1 + 1.0), (place.0 + half, place.1 - 9.0), WHITE, 0.9);
        canvas.text(place, &share, Type::NOTE, Align::Middle);

        let (mean, median) = (sample.mean(), sample.median());
        canvas.line(&[(x.at(median), floor), (x.at(median), floor - room * 0.5)], WHITE, 1.0, 3.6);
        canvas.line(&[(x.at(median), floor), (x.at(median), floor - room * 0.5)], INK, 1.0, 1.8);
        self.triangle(x.at(mean), floor + 1.0);
        self.numbers(right + 16.0, middle, mean, median);
    }

    /// Points up to a place on the floor.
    fn triangle(&self, x: f64, y: f64) {
        self.canvas.shape(&[(x, y), (x - 4.0, y + 6.5), (x + 4.0, y + 6.5)], INK, 1.0);
    }

    /// Median, mean and the chance of the target, the first two behind their marks.
    fn numbers(&self, left: f64, middle: f64, mean: f64, median: f64) {
        let mut lines = vec![format!("median {}", scale::short(median)), format!("mean {}", scale::short(mean))];
        if let Some(target) = self.target {
            lines.push(format!("{} reach {}", percent(self.sample.chance(target)), scale::short(target as f64)));
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
    x: &Scale,
    (left, right): (f64, f64),
    (top, floor): (f64, f64),
) {
    let label = format!("target {}", scale::count(target));
    let look = Type::NUMBER.colour(for_text(style::TARGET));
    let (first, last) = (bins.edges[0], bins.edges[bins.edges.len() - 1]);
    if target < first {
        canvas.text((left, top - 5.0), &format!("← {label}"), look, Align::Left);
    } else if target > last {
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
