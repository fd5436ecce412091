//! What does it cost? Processor time of a run as one thing grows and all others stay, on logarithmic axes, with the line of
//! proportion beside.

use super::axes::{self, Axis};
use super::canvas::{Align, Canvas, picture};
use super::panels::{Panel, Panels};
use super::scale::Scale;
use super::style::{self, GREY, Type};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// Processor time against several sizes.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What was measured, and where.
    pub subtitle: String,
    /// A panel for each thing that grows.
    pub panels: Vec<CostPanel>,
}

/// One thing that grows.
#[derive(Clone, Debug)]
pub struct CostPanel {
    /// What it is, such as `people`.
    pub name: String,
    /// The power of the size with which the line beside grows: 1 for proportion, 0 for what should cost nothing.
    pub power: f64,
    /// Size and seconds of processor time, each above 0, ascending.
    pub points: Vec<(f64, f64)>,
}

impl CostPanel {
    /// Points that can be drawn.
    fn known(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.points.iter().copied().filter(|&(size, time)| [size, time].iter().all(|x| x.is_finite() && *x > 0.0))
    }

    /// The power of the size with which time grows, by least squares of the logarithms; `None` where there is one size.
    pub fn slope(&self) -> Option<f64> {
        let logs: Vec<(f64, f64)> = self.known().map(|(size, time)| (libm::log(size), libm::log(time))).collect();
        let n = logs.len() as f64;
        let (x, y) = (logs.iter().map(|log| log.0).sum::<f64>() / n, logs.iter().map(|log| log.1).sum::<f64>() / n);
        let squares: f64 = logs.iter().map(|log| (log.0 - x) * (log.0 - x)).sum();
        let products: f64 = logs.iter().map(|log| (log.0 - x) * (log.1 - y)).sum();
        (squares > 0.0).then_some(products / squares)
    }
}

impl Cost {
    /// Draws the picture `cost`.
    pub fn draw(&self) -> Picture {
        let panels = Panels::of(self.panels.len());
        let note = "Both axes are logarithmic. Dashed: in proportion to the size, or the same for all sizes where more of it should cost \
                    nothing; through the last point. The number above is the power of the size that fits all points best.";
        let colour = style::colours([false].into_iter())[0];
        let svg = picture(panels.height(), &self.finding, &self.subtitle, note, |canvas, top, bottom| {
            for (place, panel) in panels.places(top, bottom).zip(&self.panels) {
                draw(canvas, place, panel, colour);
            }
        });
        Picture::new("cost", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.panels.iter().flat_map(|panel| {
            let row =
                |&(size, time): &(f64, f64)| vec![table::name(&panel.name), table::number(size), table::number(time)];
            panel.points.iter().map(row)
        });
        table::table(&["grows", "size", "seconds"], rows)
    }
}

fn draw(canvas: &Canvas, place: Panel, panel: &CostPanel, colour: RGBColor) {
    let left = place.left + axes::NUMBERS;
    let slope = panel.slope().map_or(String::new(), |slope| format!("{slope:.2}"));
    let room = place.right - left - text::width(&slope, Type::NUMBER) - 12.0;
    canvas.text((left, place.top + 12.0), &text::ellipsize(&panel.name, Type::NAME, room), Type::NAME, Align::Left);
    canvas.text((place.right, place.top + 12.0), &slope, Type::NUMBER, Align::Right);
    let Some(last) = panel.known().last() else { return };
    let span = |of: fn((f64, f64)) -> f64| {
        let (low, high) = panel.known().map(of).fold((f64::INFINITY, 0.0), |(low, high), x| (x.min(low), x.max(high)));
        (low, high.max(low * 1.5))
    };
    let (sizes, times) = (span(|point| point.0), span(|point| point.1));
    let line = |size: f64| last.1 * libm::pow(size / last.0, panel.power);
    let (low, high) = (times.0.min(line(sizes.0)) / 1.3, times.1.max(line(sizes.0)) * 1.3);
    // A power of ten at least, so that two of them are named.
    let x = Scale::logarithmic(sizes.0, sizes.1.max(10.0 * sizes.0), left, place.right - 6.0);
    let y = Scale::logarithmic(low, high, place.bottom - 44.0, place.top + 44.0);
    axes::draw(canvas, (&x, Axis::plain("", true)), (&y, Axis::plain("seconds", false)));
    let ends = [sizes.0, last.0].map(|size| (x.at(size), y.at(line(size))));
    canvas.dashes(&ends, GREY, 1.2, 4.0);
    let curve: Vec<(f64, f64)> = panel.known().map(|(size, time)| (x.at(size), y.at(time))).collect();
    canvas.line(&curve, colour, 0.6, 1.6);
    curve.iter().for_each(|&point| canvas.disc(point, 3.2, colour));
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn the_power_of_the_size_is_found() {
        let panel = |points: &[(f64, f64)]| CostPanel { name: String::new(), power: 1.0, points: points.to_vec() };
        let square = panel(&[(1.0, 3.0), (10.0, 300.0), (100.0, 30_000.0)]).slope().unwrap();
        assert!((square - 2.0).abs() < 1e-12);
        assert!(panel(&[(1.0, 2.0), (2.0, 2.0), (8.0, 2.0)]).slope().unwrap().abs() < 1e-12);
        assert_eq!((panel(&[]).slope(), panel(&[(4.0, 1.0)]).slope()), (None, None));
    }

    #[test]
    fn panels_are_drawn_whatever_is_in_them() {
        for (count, points) in [(0, 3), (1, 0), (2, 1), (5, 6), (9, 40)] {
            for time in [0.0, 1e-9, 0.5, 1e9, f64::NAN, f64::INFINITY] {
                let panel = |i: usize| CostPanel {
                    name: ["people", "", "=1+1", "<script>", &"W".repeat(100)][i % 5].to_owned(),
                    power: (i % 2) as f64,
                    points: (0..points).map(|j| (libm::pow(3.0, j as f64), time * (j + 1) as f64)).collect(),
                };
                let cost = Cost { finding: "f".into(), subtitle: "s".into(), panels: (0..count).map(panel).collect() };
                check(|| cost.draw());
            }
        }
    }
}
