//! Small pictures side by side on one ground, and names in their colours in a row above them.

use super::canvas::{Align, Canvas};
use super::scale;
use super::style::{HEIGHT, INK, MARGIN, Type, WIDTH, for_text};
use super::text;
use plotters::style::RGBColor;

/// Room between panels, in points.
const GAP: f64 = 26.0;

/// Panels in rows.
#[derive(Clone, Copy, Debug)]
pub struct Panels {
    count: usize,
    columns: usize,
}

/// One panel: its edges, in points.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// Whether no panel stands below it.
    pub lowest: bool,
}

impl Panels {
    /// So many, at least one.
    pub fn of(count: usize) -> Panels {
        let columns = match count {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        Panels { count: count.max(1), columns }
    }

    /// The height of a picture of them.
    pub fn height(self) -> f64 {
        HEIGHT + 170.0 * (self.count.div_ceil(self.columns) - 1) as f64
    }

    /// The places of all between two heights, row by row.
    pub fn places(self, top: f64, bottom: f64) -> impl Iterator<Item = Panel> {
        let rows = self.count.div_ceil(self.columns);
        let width = (WIDTH - 2.0 * MARGIN - GAP * (self.columns - 1) as f64) / self.columns as f64;
        let height = (bottom - top) / rows as f64;
        (0..self.count).map(move |i| {
            let left = MARGIN + (width + GAP) * (i % self.columns) as f64;
            let top = top + height * (i / self.columns) as f64;
            let lowest = i + self.columns >= self.count;
            Panel { left, right: left + width, top, bottom: top + height, lowest }
        })
    }
}

/// Names in their colours, each with a dot, from the left, in as many rows as they need (three at most); returns the height
/// below them.
pub fn legend<'a>(canvas: &Canvas, names: impl Iterator<Item = (&'a str, RGBColor)>, top: f64) -> f64 {
    const ROWS: usize = 3;
    let names: Vec<(&str, RGBColor)> = names.collect();
    let (line, room) = (Type::NAME.line() + 3.0, WIDTH - 2.0 * MARGIN);
    let (mut x, mut row) = (0.0, 0);
    for (i, &(name, colour)) in names.iter().enumerate() {
        let look = Type::NAME.colour(for_text(colour));
        let name = text::ellipsize(if name.trim().is_empty() { "(no name)" } else { name }, look, room / 2.0 - 30.0);
        let width = 14.0 + text::width(&name, look) + 18.0;
        let rest = format!("and {} more", names.len() - i);
        let more = if i + 1 < names.len() && row + 1 == ROWS { text::width(&rest, Type::NUMBER) + 20.0 } else { 0.0 };
        if x > 0.0 && x + width + more > room {
            if row + 1 == ROWS {
                canvas.text(
                    (MARGIN + x, top + line * (row as f64 + 0.7)),
                    &rest,
                    Type::NUMBER.colour(INK),
                    Align::Left,
                );
                break;
            }
            (x, row) = (0.0, row + 1);
        }
        let y = top + line * (row as f64 + 0.7);
        canvas.disc((MARGIN + x + 5.0, y - 4.0), 4.0, colour);
        canvas.text((MARGIN + x + 14.0, y), &name, look, Align::Left);
        x += width;
    }
    top + line * (row + 1) as f64 + 4.0
}

/// The end of an upright axis from 0 between two heights that covers a value and falls on one of its ticks.
pub fn most(value: f64, floor: f64, top: f64) -> f64 {
    scale::round_up(value, ticks(floor, top), false)
}

/// Ticks of an upright axis between two heights, at most, as [`super::axes::draw`] writes them.
pub fn ticks(floor: f64, top: f64) -> usize {
    (((floor - top) / 40.0) as usize).clamp(2, 7)
}

/// A number that can be drawn and is not below 0.
pub fn positive(x: f64) -> f64 {
    if x.is_finite() { x.max(0.0) } else { 0.0 }
}

/// Campaigns that have a place in these pictures, at most, and what to say of the others.
pub fn drawn(campaigns: usize, most: usize, file: &str) -> (usize, String) {
    match campaigns > most {
        true => (most, format!("Drawn are the first {most} of {campaigns} campaigns; all are in {file}. ")),
        false => (campaigns, String::new()),
    }
}
