//! Two axes with their grid, names and numbers, and names in colours beside them.

use super::canvas::{Align, Canvas};
use super::scale::Scale;
use super::style::{GRID, INK, MARGIN, MUTED, Type, WIDTH, for_text};
use super::text;
use plotters::style::RGBColor;

/// Room for the numbers of the upright axis, in points.
pub const NUMBERS: f64 = 46.0;
/// Room for names at the right.
pub const NAMES: f64 = 170.0;

/// How an axis is named and numbered.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    /// What it counts.
    pub name: &'a str,
    /// Whether only whole numbers stand at it.
    pub whole: bool,
    /// Whether its numbers are shares, written in percent.
    pub percent: bool,
}

impl<'a> Axis<'a> {
    /// Of plain numbers.
    pub fn plain(name: &'a str, whole: bool) -> Axis<'a> {
        Axis { name, whole, percent: false }
    }

    /// Of shares.
    pub fn percent(name: &'a str) -> Axis<'a> {
        Axis { name, whole: false, percent: true }
    }

    fn ticks(&self, scale: &Scale, most: usize) -> Vec<(f64, String)> {
        let ticks = scale.ticks(most, self.whole);
        let label =
            |(value, label): (f64, String)| (value, if self.percent { super::scale::percent(value) } else { label });
        ticks.into_iter().map(label).collect()
    }
}

/// Draws both axes; the ground lies between the ends of the scales.
pub fn draw(canvas: &Canvas, x: (&Scale, Axis), y: (&Scale, Axis)) {
    draw_every(canvas, x, y, 70.0);
}

/// The same with room for a number of the lower axis in so many points.
pub fn draw_every(canvas: &Canvas, (x, of_x): (&Scale, Axis), (y, of_y): (&Scale, Axis), room: f64) {
    let (left, right, floor, top) = (x.start(), x.end(), y.start(), y.end());
    if !of_y.name.is_empty() {
        canvas.text((left - NUMBERS + 4.0, top - 9.0), of_y.name, Type::TICK, Align::Left);
    }
    for (value, label) in of_y.ticks(y, (((floor - top) / 40.0) as usize).clamp(2, 7)) {
        canvas.line(&[(left, y.at(value)), (right, y.at(value))], GRID, 1.0, 1.0);
        canvas.text((left - 6.0, y.at(value) + 4.0), &label, Type::TICK, Align::Right);
    }
    canvas.line(&[(left, floor), (right, floor)], MUTED, 1.0, 1.0);
    let mut free = f64::NEG_INFINITY;
    for (value, label) in of_x.ticks(x, (((right - left) / room) as usize).clamp(2, 9)) {
        canvas.line(&[(x.at(value), floor), (x.at(value), floor + 4.0)], MUTED, 1.0, 1.0);
        let half = text::width(&label, Type::TICK) / 2.0;
        let middle = x.at(value).min(right - half).max(left + half - 6.0);
        if middle - half > free {
            canvas.text((middle, floor + 16.0), &label, Type::TICK, Align::Middle);
            free = middle + half + 4.0;
        }
    }
    if !of_x.name.is_empty() {
        canvas.text((right, floor + 31.0), of_x.name, Type::TICK, Align::Right);
    }
}

/// Names in their colours, one below the other at the right, each with a dot; as many as fit.
pub fn names<'a>(canvas: &Canvas, names: impl Iterator<Item = (&'a str, RGBColor)>, top: f64, floor: f64) {
    let left = WIDTH - MARGIN - NAMES + 22.0;
    let names: Vec<(&str, RGBColor)> = names.collect();
    let line = Type::NAME.line() + 3.0;
    let fit = (((floor - top) / line) as usize).max(1);
    let shown = if names.len() > fit { fit - 1 } else { names.len() };
    for (i, &(name, colour)) in names.iter().take(shown).enumerate() {
        let y = top + line * (i as f64 + 0.7);
        canvas.disc((left, y - 4.0), 4.0, colour);
        let look = Type::NAME.colour(for_text(colour));
        canvas.text((left + 9.0, y), &text::ellipsize(name, look, NAMES - 32.0), look, Align::Left);
    }
    if shown < names.len() {
        let y = top + line * (shown as f64 + 0.7);
        let more = format!("and {} more", names.len() - shown);
        canvas.text((left + 9.0, y), &more, Type::NUMBER.colour(INK), Align::Left);
    }
}
