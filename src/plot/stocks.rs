//! What builds up slowly? A panel for each stock, in it a line for each campaign.

use super::axes::{self, Axis};
use super::canvas::{Align, Canvas, picture};
use super::panels::{self, Panel, Panels};
use super::scale::{self, Scale};
use super::style::{self, GRID, INK, MUTED, Type};
use super::{Picture, table, text};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// Stocks over time.
#[derive(Clone, Debug)]
pub struct Stocks {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The campaigns, with whether the others are compared with each.
    pub campaigns: Vec<(String, bool)>,
    /// The stocks.
    pub stocks: Vec<StockCurves>,
}

/// One stock.
#[derive(Clone, Debug, Default)]
pub struct StockCurves {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// By campaign: time in hours, mean, lower and upper end of its interval; empty where the campaign has no such stock.
    pub curves: Vec<Vec<[f64; 4]>>,
}

/// Campaigns and stocks that are drawn.
const DRAWN: usize = 8;
const STOCKS: usize = 9;

impl Stocks {
    /// Draws the picture `stocks`.
    pub fn draw(&self) -> Picture {
        let (shown, others) = panels::drawn(self.campaigns.len(), DRAWN, "stocks.csv");
        let stocks = &self.stocks[..self.stocks.len().min(STOCKS)];
        let times = stocks.iter().flat_map(|stock| &stock.curves).flatten().map(|point| point[0]);
        let last = times.filter(|time| time.is_finite()).fold(0.0, f64::max);
        let (per_unit, unit) = if last > 70.0 * 24.0 { (168.0, "weeks") } else { super::axis(Unit::Hour, last) };
        let note = format!("{others}Lines: means. Bands: 95 % intervals of the means. Axes need not begin at 0.");
        let panels = Panels::of(stocks.len());
        let svg = picture(panels.height(), &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.campaigns.iter().map(|(_, baseline)| *baseline));
            let names = self.campaigns.iter().take(shown).map(|(name, _)| &**name);
            let top = panels::legend(canvas, names.zip(colours.iter().copied()), top);
            for (stock, place) in stocks.iter().zip(panels.places(top, bottom)) {
                let x = Scale::linear(0.0, (last / per_unit).max(1e-9), place.left + axes::NUMBERS, place.right);
                draw_stock(canvas, stock, place, (&x, unit, per_unit), &colours[..shown]);
            }
        });
        Picture::new("stocks", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.stocks.iter().flat_map(|stock| {
            self.campaigns.iter().zip(&stock.curves).flat_map(|((campaign, _), points)| {
                points.iter().map(|point| {
                    let names = [table::name(campaign), table::name(&stock.name)];
                    names.into_iter().chain(point.map(table::number)).collect()
                })
            })
        });
        table::table(&["campaign", "stock", "time", "mean", "low", "high"], rows)
    }
}

/// What moves by less than this is drawn as a level, or the numbers of its axis would have more zeros than there is room for.
const HAIR: f64 = 1e-4;

/// Ends of an axis that hold the values, on ticks; from 0 where the least is not far above it.
fn range(values: impl Iterator<Item = f64> + Clone, ticks: usize) -> (f64, f64) {
    let values = values.filter(|value| value.is_finite());
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    if least > most {
        return (0.0, 1.0);
    }
    let least = if least > 0.0 && least <= 0.6 * most { 0.0 } else { least };
    let most = if most < 0.0 && most >= 0.6 * least { 0.0 } else { most };
    if most - least <= HAIR {
        return (least.min(0.0), if most > HAIR { most * 1.2 } else { 1.0 });
    }
    // What lies a hair below 0 is worth no step of its own.
    let least = if least < 0.0 && -least < 0.04 * most { 0.0 } else { least };
    let step = scale::step(most - least, ticks, false);
    (((least / step + 1e-9).floor()) * step, ((most / step - 1e-9).ceil()) * step)
}

fn draw_stock(
    canvas: &Canvas,
    stock: &StockCurves,
    place: Panel,
    (x, unit, per_unit): (&Scale, &str, f64),
    colours: &[RGBColor],
) {
    let width = place.right - place.left;
    let curves = || stock.curves.iter().zip(colours).filter(|(points, _)| !points.is_empty());
    canvas.text(
        (place.left, place.top + 12.0),
        &text::ellipsize(&stock.name, Type::NAME, width),
        Type::NAME,
        Align::Left,
    );
    let look = Type::NOTE.colour(MUTED);
    let lines = text::wrap(&stock.title, look, width, 2);
    for (i, line) in lines.iter().enumerate() {
        canvas.text((place.left, place.top + 25.0 + look.line() * i as f64), line, look, Align::Left);
    }
    let (floor, top) = (place.bottom - 38.0, place.top + 52.0);
    let values = curves().flat_map(|(points, _)| points).flat_map(|point| point[1..].iter().copied());
    let (low, high) = range(values, panels::ticks(floor, top));
    let y = Scale::linear(low, high, floor, top);
    let name = if place.lowest { unit } else { "" };
    axes::draw_every(canvas, (x, Axis::plain(name, false)), (&y, Axis::plain("", false)), 44.0);
    if low < 0.0 && high > 0.0 {
        canvas.line(&[(x.start(), y.at(0.0)), (x.end(), y.at(0.0))], style::mix(GRID, INK, 0.25), 1.0, 1.0);
    }
    for (points, &colour) in curves() {
        let points: Vec<&[f64; 4]> =
            points.iter().filter(|point| point[0].is_finite() && point[1].is_finite()).collect();
        let at = |time: f64, value: f64| (x.at(time / per_unit), y.at(value.clamp(low, high)));
        let banded = || points.iter().filter(|point| point[2].is_finite() && point[3].is_finite());
        let upper = banded().map(|point| at(point[0], point[3]));
        let lower = banded().rev().map(|point| at(point[0], point[2]));
        let band: Vec<(f64, f64)> = upper.chain(lower).collect();
        if band.len() > 2 {
            canvas.shape(&band, colour, 0.16);
        }
        let line: Vec<(f64, f64)> = points.iter().map(|point| at(point[0], point[1])).collect();
        canvas.line(&line, colour, 1.0, 2.0);
        if let Some(&end) = line.last() {
            canvas.disc(end, 2.8, colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn stocks_are_drawn_whatever_they_are() {
        let name = |i: usize| match i {
            1 => "<script>alert(1)</script>".to_owned(),
            2 => String::new(),
            i => "W".repeat(i * 7),
        };
        for (campaigns, stocks, points) in [(0, 0, 0), (1, 1, 1), (2, 3, 50), (4, 6, 9), (12, 12, 2)] {
            for value in [0.0, -0.5, 1e-12, 7.0, 1e9, f64::NAN, f64::INFINITY] {
                let point = |i: usize| [i as f64 * 24.0, value * i as f64, value, f64::NAN];
                let curve = |i: usize| if i == 3 { Vec::new() } else { (0..points).map(point).collect() };
                let stock =
                    |i| StockCurves { name: name(i), title: name(9), curves: (0..campaigns).map(curve).collect() };
                let picture = Stocks {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    campaigns: (0..campaigns).map(|i| (name(i), i == 0)).collect(),
                    stocks: (0..stocks).map(stock).collect(),
                };
                check(|| picture.draw());
            }
        }
    }

    #[test]
    fn axes_hold_their_values_and_begin_at_0_where_that_costs_little() {
        let of = |values: &[f64]| range(values.iter().copied(), 4);
        assert_eq!(of(&[0.1, 0.35]), (0.0, 0.4));
        assert_eq!(of(&[101.0, 118.0]), (100.0, 120.0));
        let (low, high) = of(&[-0.3, 0.1]);
        assert!((low + 0.3).abs() < 1e-12 && (high - 0.1).abs() < 1e-12);
        assert_eq!(of(&[-0.001, 0.8]), (0.0, 0.8));
        assert_eq!((of(&[]), of(&[5.0, 5.0]), of(&[0.0, 1e-9])), ((0.0, 1.0), (0.0, 6.0), (0.0, 1.0)));
    }
}
