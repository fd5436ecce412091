//! How fast and how far: people who acted, by time, one curve per campaign.
//!
//! The more campaigns, the less is drawn of each, or their bands turn to mud: one has its 50 % and 90 % bands, two their
//! 90 % bands, up to eight their 50 % bands, more only medians, of which the best and the baselines are named.

use super::canvas::{Align, Canvas, picture};
use super::labels::{self, Label};
use super::scale::{self, Scale, round_up};
use super::style::{self, GREY, GRID, HEIGHT, INK, MARGIN, MUTED, Type, WHITE, WIDTH, for_text};
use super::{Picture, table, text};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// People who acted by time, for each campaign.
#[derive(Clone, Debug)]
pub struct ReachOverTime {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The unit of [`Curve::time`].
    pub unit: Unit,
    /// In the order of the scenario.
    pub campaigns: Vec<Curve>,
}

/// One campaign's reach; all vectors have one entry per point of time.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Ascending.
    pub time: Vec<f64>,
    /// Mean over replicates of the people who acted so far.
    pub mean: Vec<f64>,
    /// 5 % of the replicates reached fewer.
    pub q05: Vec<f64>,
    /// A quarter of the replicates reached fewer.
    pub q25: Vec<f64>,
    /// The median.
    pub q50: Vec<f64>,
    /// A quarter of the replicates reached more.
    pub q75: Vec<f64>,
    /// 5 % of the replicates reached more.
    pub q95: Vec<f64>,
}

/// More points of time than this are never drawn or written, for one campaign and for all of them.
const POINTS: (usize, usize) = (1200, 24_000);
/// With more campaigns than this only the best are named.
const NAMED: usize = 8;
/// How many of them, beside the baseline.
const BEST: usize = 5;

/// One point of time of one campaign.
#[derive(Clone, Copy)]
struct Point {
    time: f64,
    mean: f64,
    /// 5, 25, 50, 75 and 95 % of the replicates reached fewer.
    quantiles: [f64; 5],
}

impl Curve {
    /// The points that are numbers, thinned to the first and the last in each of many equal spans of time. Reach never
    /// falls, so nothing between those two can be seen.
    fn points(&self, most: usize, per_unit: f64) -> Vec<Point> {
        let quantiles = [&self.q05, &self.q25, &self.q50, &self.q75, &self.q95];
        let length = quantiles.iter().map(|q| q.len()).min().unwrap_or(0).min(self.time.len()).min(self.mean.len());
        let width =
            (self.time.last().unwrap_or(&1.0) - self.time.first().unwrap_or(&0.0)) / per_unit / (most / 2) as f64;
        let point =
            |i: usize| Point { time: self.time[i] / per_unit, mean: self.mean[i], quantiles: quantiles.map(|q| q[i]) };
        let finite = |p: &Point| p.time.is_finite() && p.mean.is_finite() && p.quantiles.iter().all(|q| q.is_finite());
        let mut kept: Vec<Point> = Vec::new();
        for point in (0..length).map(point).filter(finite) {
            let span = |p: &Point| ((p.time - kept[0].time) / width) as u64;
            match kept.len() {
                n if length > most && n > 1 && span(&kept[n - 2]) == span(&point) => kept[n - 1] = point,
                _ => kept.push(point),
            }
        }
        kept
    }
}

/// A campaign as it is drawn.
struct Drawn<'a> {
    name: &'a str,
    points: Vec<Point>,
    colour: RGBColor,
    named: bool,
}

impl Drawn<'_> {
    fn end(&self) -> f64 {
        self.points.last().map_or(0.0, |p| p.quantiles[2])
    }
}

impl ReachOverTime {
    /// Draws the picture `reach`.
    pub fn draw(&self) -> Picture {
        let latest = self.campaigns.iter().flat_map(|c| c.time.last()).copied().fold(0.0, f64::max);
        let (per_unit, axis) = super::axis(self.unit, latest);
        let drawn = self.drawn(per_unit);
        let bands: &[(usize, usize)] = match drawn.len() {
            0 | 1 => &[(0, 4), (1, 3)],
            2 => &[(0, 4)],
            3..=NAMED => &[(1, 3)],
            _ => &[],
        };
        let mean = drawn.len() <= 2;
        let note = match drawn.len() {
            0 | 1 => "Line: median. Dashes: mean. Bands: the middle 50 % and 90 % of the replicates.".into(),
            2 => "Lines: medians. Dashes: means. Bands: the middle 90 % of the replicates.".into(),
            3..=NAMED => "Lines: medians. Bands: the middle 50 % of the replicates.".into(),
            all => format!(
                "Lines: the medians of {all} campaigns. Named are the {BEST} that reach most and the baseline; the others are pale, their numbers are in reach.csv."
            ),
        };
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let named: Vec<&Drawn> = drawn.iter().filter(|d| d.named && !d.points.is_empty()).collect();
            let lines = (bottom - top) / named.len().max(1) as f64 - Type::NUMBER.line() - 6.0;
            let lines = ((lines / Type::NAME.line()) as usize).clamp(1, 3);
            let labels: Vec<Label> = named.iter().map(|curve| label(curve, lines, mean)).collect();
            let names = WIDTH - MARGIN - labels::width(&labels);

            let band = |p: &Point| bands.iter().map(|&(_, high)| p.quantiles[high]).fold(p.quantiles[2], f64::max);
            let highest = |p: &Point| if mean { p.mean.max(band(p)) } else { band(p) };
            let most = drawn.iter().flat_map(|d| &d.points).map(highest).fold(0.0, f64::max);
            let y = Scale::linear(0.0, round_up(most, 7, true), bottom - 34.0, top + 20.0);
            let widest = y.ticks(7, true).iter().map(|(_, label)| text::width(label, Type::TICK)).fold(0.0, f64::max);
            let (left, right) = (MARGIN + 8.0 + widest, names - 16.0);
            let (first, last) = time_span(&drawn);
            let x = Scale::linear(first, last, left + 4.0, right);

            canvas.text((MARGIN, top + 6.0), "people who acted", Type::TICK, Align::Left);
            for (value, label) in y.ticks(7, true) {
                let colour = if value == 0.0 { MUTED } else { GRID };
                canvas.line(&[(left, y.at(value)), (right, y.at(value))], colour, 1.0, 1.0);
                canvas.text((left - 8.0, y.at(value) + 4.0), &label, Type::TICK, Align::Right);
            }
            for (value, label) in x.ticks(9, self.unit == Unit::Round) {
                canvas.line(&[(x.at(value), bottom - 34.0), (x.at(value), bottom - 30.0)], MUTED, 1.0, 1.0);
                canvas.text((x.at(value), bottom - 17.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, bottom - 2.0), axis, Type::TICK, Align::Right);

            // What matters most is drawn last: bands, the unnamed, the named.
            for curve in &drawn {
                bands.iter().for_each(|&band| draw_band(canvas, curve, band, &x, &y));
            }
            drawn.iter().filter(|d| !d.named).for_each(|curve| draw_line(canvas, curve, mean, &x, &y));
            named.iter().rev().for_each(|curve| draw_line(canvas, curve, mean, &x, &y));
            let end = |d: &&Drawn| ((x.at(d.points[d.points.len() - 1].time), y.at(d.end())), d.colour);
            let ends: Vec<_> = named.iter().map(end).collect();
            labels::draw(canvas, &labels, &ends, names, top + 8.0, bottom - 20.0);
        });
        Picture { name: "reach", svg, csv: self.csv() }
    }

    /// Points of time that are drawn of each campaign.
    fn most_points(&self) -> usize {
        (POINTS.1 / self.campaigns.len().max(1)).clamp(20, POINTS.0)
    }

    fn drawn(&self, per_unit: f64) -> Vec<Drawn<'_>> {
        let colours = style::colours(self.campaigns.iter().map(|c| c.baseline));
        let drawn = self.campaigns.iter().zip(colours).map(|(c, colour)| Drawn {
            name: &c.name,
            points: c.points(self.most_points(), per_unit),
            colour,
            named: true,
        });
        let mut drawn: Vec<Drawn> = drawn.collect();
        if drawn.len() > NAMED {
            let mut order: Vec<usize> = (0..drawn.len()).filter(|&i| !self.campaigns[i].baseline).collect();
            order.sort_by(|&a, &b| drawn[b].end().total_cmp(&drawn[a].end()).then(a.cmp(&b)));
            for (colour, &i) in style::colours(order.iter().map(|_| false)).into_iter().zip(&order) {
                drawn[i].colour = colour;
            }
            for &i in order.iter().skip(BEST) {
                drawn[i].named = false;
                drawn[i].colour = style::NEVER;
            }
        }
        drawn
    }

    fn csv(&self) -> String {
        let header = ["campaign", "time", "mean", "q05", "q25", "median", "q75", "q95"];
        let row = |name: &str, p: Point| {
            let numbers = [p.time, p.mean].into_iter().chain(p.quantiles).map(table::number);
            std::iter::once(table::name(name)).chain(numbers).collect()
        };
        table::table(
            &header,
            self.campaigns.iter().flat_map(|c| {
                c.points(self.most_points(), 1.0).into_iter().map(|p| row(&c.name, p)).collect::<Vec<_>>()
            }),
        )
    }
}

fn draw_band(canvas: &Canvas, curve: &Drawn, (low, high): (usize, usize), x: &Scale, y: &Scale) {
    if let [only] = curve.points[..] {
        let middle = x.at(only.time);
        canvas.rect(
            (middle - 6.0, y.at(only.quantiles[low])),
            (middle + 6.0, y.at(only.quantiles[high])),
            curve.colour,
            0.2,
        );
        return;
    }
    let edge = |which: usize| curve.points.iter().map(move |p| (x.at(p.time), y.at(p.quantiles[which])));
    let outline: Vec<_> = edge(high).chain(edge(low).rev()).collect();
    canvas.shape(&outline, curve.colour, 0.14);
}

fn draw_line(canvas: &Canvas, curve: &Drawn, mean: bool, x: &Scale, y: &Scale) {
    let points: Vec<_> = curve.points.iter().map(|p| (x.at(p.time), y.at(p.quantiles[2]))).collect();
    if mean {
        let means: Vec<_> = curve.points.iter().map(|p| (x.at(p.time), y.at(p.mean))).collect();
        canvas.dashes(&means, curve.colour, 1.2, 4.0);
    }
    if points.len() > 1 {
        canvas.line(&points, curve.colour, 1.0, if curve.named { 2.2 } else { 1.0 });
    }
    if let (Some(&end), true) = (points.last(), curve.named) {
        canvas.disc(end, 4.2, WHITE);
        canvas.disc(end, 3.2, curve.colour);
    }
}

/// The first and the last point of time of all campaigns; never the same.
fn time_span(drawn: &[Drawn]) -> (f64, f64) {
    let ends = drawn.iter().flat_map(|d| d.points.first().into_iter().chain(d.points.last())).map(|p| p.time);
    match ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), t| (low.min(t), high.max(t))) {
        (first, last) if first < last => (first, last),
        (first, last) if first == last => (first - 0.5, first + 0.5),
        _ => (0.0, 1.0),
    }
}

fn label(curve: &Drawn, lines: usize, with_mean: bool) -> Label {
    let look = Type::NAME.colour(for_text(curve.colour));
    let mut label: Vec<_> = text::wrap(curve.name, look, 185.0, lines).into_iter().map(|line| (line, look)).collect();
    let numbers = match curve.points.last() {
        Some(p) if with_mean => format!("median {}, mean {}", scale::short(p.quantiles[2]), scale::short(p.mean)),
        _ => scale::short(curve.end()),
    };
    label.push((numbers, Type::NUMBER.colour(if curve.colour == GREY { MUTED } else { INK })));
    label
}
