//! Reach over time as small multiples: one panel for each campaign, all on the same scales, so that no band hides another.

use super::canvas::{Align, Canvas};
use super::reach_curves::{Drawn, Time};
use super::scale::{self, Scale, round_up};
use super::style::{GREY, GRID, HEIGHT, INK, MARGIN, MUTED, Type, WIDTH, for_text};
use super::{Counted, text};

/// Steps between the ticks of an axis, at most.
const STEPS: usize = 5;
/// Beside and below a panel, in points.
const GAP: f64 = 30.0;
const BELOW: f64 = 14.0;
/// Below the lowest panels: ticks and the name of the axis.
const FOOT: f64 = 34.0;

fn columns(panels: usize) -> usize {
    if matches!(panels, 2 | 4) { 2 } else { 3 }
}

/// The height of a picture with so many panels.
pub fn height(panels: usize) -> f64 {
    HEIGHT + 170.0 * (panels.div_ceil(columns(panels)) - 1) as f64
}

/// What is drawn of each campaign.
pub struct Bands {
    /// Whether the middle 90 % are, not only the middle 50 %.
    wide: bool,
    /// Whether there is anything between the quantiles.
    luck: bool,
    /// Whether the mean is: where there is room for its number.
    mean: bool,
    highest: f64,
}

impl Bands {
    /// The 90 % bands are left out if they would press all the others to the floor.
    pub fn of(drawn: &[Drawn]) -> Bands {
        let highest = |q: usize| drawn.iter().flat_map(|d| &d.points).map(|p| p.quantiles[q]).fold(0.0, f64::max);
        let wide = highest(4) <= 6.0 * highest(3).max(1.0);
        let luck = drawn.iter().any(Drawn::has_luck);
        let mean = luck && drawn.len() == 2;
        let means = drawn.iter().flat_map(|d| &d.points).map(|p| if mean { p.mean } else { 0.0 }).fold(0.0, f64::max);
        let theory = drawn.iter().map(Drawn::highest_of_theory).fold(0.0, f64::max);
        Bands { wide, luck, mean, highest: highest(if wide { 4 } else { 3 }).max(highest(2)).max(means).max(theory) }
    }

    /// The small print.
    pub fn note(&self, baseline: bool) -> String {
        let bands = match self.wide {
            true => "the middle 50 % and, paler, 90 % of the replicates",
            false => "the middle 50 % of the replicates; the middle 90 % reach too far to be drawn, see reach.csv",
        };
        let baseline = if baseline { " Grey: the baseline, also a thin line in every panel." } else { "" };
        let dashes = if self.mean { " Dashes: means." } else { "" };
        match self.luck {
            true => format!("Lines: medians, with their final numbers.{dashes} Bands: {bands}.{baseline}"),
            false => format!("Lines, with their final numbers: all replicates lie on them.{baseline}"),
        }
    }
}

/// Draws the panels in the order of the campaigns, row by row.
pub fn draw(
    canvas: &Canvas,
    drawn: &[Drawn],
    bands: &Bands,
    (time, whole): (&Time, bool),
    counted: &Counted,
    top: f64,
    bottom: f64,
) {
    let columns = columns(drawn.len());
    let rows = drawn.len().div_ceil(columns);
    let most = round_up(bands.highest, STEPS, counted.whole());
    let people = Scale::linear(0.0, most, 0.0, 1.0).ticks(STEPS, counted.whole());
    let widest = people.iter().map(|(_, label)| text::width(label, Type::TICK)).fold(0.0, f64::max);
    let first = MARGIN + 8.0 + widest;
    let width = (WIDTH - MARGIN - first - GAP * (columns - 1) as f64) / columns as f64;
    let baseline = drawn.iter().find(|d| d.baseline);
    let heads: Vec<Head> = drawn.iter().map(|curve| Head::of(curve, baseline, bands.mean, width)).collect();
    let head = 8.0 + Type::NAME.line() * heads.iter().map(|h| h.name.len()).max().unwrap_or(1) as f64;

    canvas.text((MARGIN, top + 6.0), counted.axis, Type::TICK, Align::Left);
    let top = top + 15.0;
    let row = (bottom - FOOT + BELOW - top) / rows as f64;
    for (i, (curve, head_of)) in drawn.iter().zip(&heads).enumerate() {
        let (left, above) = (first + (width + GAP) * (i % columns) as f64, top + row * (i / columns) as f64);
        let floor = above + row - BELOW;
        let x = Scale::linear(time.first, time.end, left + 4.0, left + width);
        let y = Scale::linear(0.0, most, floor, above + head);
        for (value, label) in &people {
            let colour = if *value == 0.0 { MUTED } else { GRID };
            canvas.line(&[(left, y.at(*value)), (left + width, y.at(*value))], colour, 1.0, 1.0);
            if i % columns == 0 {
                canvas.text((left - 8.0, y.at(*value) + 4.0), label, Type::TICK, Align::Right);
            }
        }
        for (value, label) in x.ticks(STEPS, whole) {
            canvas.line(&[(x.at(value), floor), (x.at(value), floor + 4.0)], MUTED, 1.0, 1.0);
            // Only where no panel stands below.
            if i + columns >= drawn.len() {
                let half = text::width(&label, Type::TICK) / 2.0 - 12.0;
                let place = x.at(value).min(left + width - half).max(left + half);
                canvas.text((place, floor + 17.0), &label, Type::TICK, Align::Middle);
            }
        }
        if i + 1 == drawn.len() {
            canvas.text((left + width, floor + 32.0), time.name, Type::TICK, Align::Right);
        }
        head_of.draw(canvas, left, left + width, above + head - 8.0);
        draw_curve(canvas, curve, baseline, bands, &x, &y);
    }
}

fn draw_curve(canvas: &Canvas, curve: &Drawn, baseline: Option<&Drawn>, bands: &Bands, x: &Scale, y: &Scale) {
    if bands.wide {
        curve.band(canvas, (0, 4), 0.13, x, y);
    }
    curve.band(canvas, (1, 3), 0.2, x, y);
    if let Some(baseline) = baseline.filter(|_| !curve.baseline) {
        match baseline.median(x, y)[..] {
            [(x, y)] => canvas.line(&[(x - 10.0, y), (x + 10.0, y)], GREY, 1.0, 1.2),
            ref path => canvas.line(path, GREY, 1.0, 1.2),
        }
    }
    curve.theory(canvas, x, y);
    if bands.mean {
        curve.mean(canvas, x, y);
    }
    curve.line(canvas, x, y);
    curve.dot(canvas, x, y);
}

/// What stands above a panel.
struct Head {
    name: Vec<(String, Type)>,
    number: (String, Type),
}

impl Head {
    fn of(curve: &Drawn, baseline: Option<&Drawn>, mean: bool, width: f64) -> Head {
        let number = match curve.last {
            None => "no numbers".into(),
            Some(_) if baseline.is_some_and(|b| !curve.baseline && curve.same(b)) => {
                format!("{}, as the baseline", scale::short(curve.end()))
            }
            Some(_) => curve.numbers(mean),
        };
        let number = (number, Type::NUMBER.colour(if curve.colour == GREY { MUTED } else { INK }));
        let look = Type::NAME.colour(for_text(curve.colour));
        let room = width - 12.0 - text::width(&number.0, number.1);
        let name = text::wrap(curve.name, look, room, 2).into_iter().map(|line| (line, look)).collect();
        Head { name, number }
    }

    /// Its last line stands on `floor`.
    fn draw(&self, canvas: &Canvas, left: f64, right: f64, floor: f64) {
        for (i, (line, look)) in self.name.iter().rev().enumerate() {
            canvas.text((left, floor - i as f64 * look.line()), line, *look, Align::Left);
        }
        canvas.text((right, floor), &self.number.0, self.number.1, Align::Right);
    }
}
