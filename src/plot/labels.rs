//! Names at the ends of lines instead of a legend.

use super::canvas::{Align, Canvas};
use super::style::{GREY, Type};
use super::text;
use plotters::style::RGBColor;

/// What is written at the end of a line: lines of text and how they look.
pub type Label = Vec<(String, Type)>;

/// How far left of its label a stroke begins, in points.
const STROKE: f64 = 12.0;

/// The width of the widest label, in points.
pub fn width(labels: &[Label]) -> f64 {
    labels.iter().flatten().map(|(line, look)| text::width(line, *look)).fold(40.0, f64::max)
}

/// Writes each label at `left`, near the end of its line, which is given with the line's colour; none lies on another, and
/// one that had to move is tied to its line, where that ends nearby, by a short grey stroke.
pub fn draw(canvas: &Canvas, labels: &[Label], ends: &[((f64, f64), RGBColor)], left: f64, top: f64, bottom: f64) {
    let heights: Vec<f64> =
        labels.iter().map(|label| 6.0 + label.iter().map(|(_, look)| look.line()).sum::<f64>()).collect();
    let wanted: Vec<f64> = ends.iter().map(|((_, y), _)| *y).collect();
    let middles = push_apart(&wanted, &heights, top, bottom);
    for ((label, &((x, y), _)), middle) in labels.iter().zip(ends).zip(middles) {
        if (y - middle).abs() > 5.0 && left - x < 4.0 * STROKE {
            canvas.line(&[((x + 5.0).max(left - STROKE), y), (left - 4.0, middle)], GREY, 0.8, 0.7);
        }
        canvas.block((left, middle), label, Align::Left);
    }
}

/// Writes the labels one below the other from `top` on, each with a dot of its line's colour left of it.
pub fn list(canvas: &Canvas, labels: &[Label], colours: &[RGBColor], left: f64, top: f64) {
    let mut free = top;
    for (label, &colour) in labels.iter().zip(colours) {
        let height: f64 = label.iter().map(|(_, look)| look.line()).sum();
        canvas.disc((left - 9.0, free + label.first().map_or(0.0, |(_, look)| look.line()) / 2.0), 4.0, colour);
        canvas.block((left, free + height / 2.0), label, Align::Left);
        free += height + 6.0;
    }
}

/// Labels of the given heights as near as possible to the wanted middles, none upon another, all between `top` and
/// `bottom` while they fit there. Returns the middles in the order given.
fn push_apart(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let mut middle = wanted.to_vec();
    let mut free = top;
    for &i in &order {
        middle[i] = middle[i].max(free + heights[i] / 2.0);
        free = middle[i] + heights[i] / 2.0;
    }
    let mut free = bottom;
    for &i in order.iter().rev() {
        middle[i] = middle[i].min(free - heights[i] / 2.0);
        free = middle[i] - heights[i] / 2.0;
    }
    middle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pushed_apart_and_kept_inside() {
        let middle = push_apart(&[50.0, 50.0, 98.0, 0.0], &[10.0; 4], 0.0, 100.0);
        assert_eq!(middle, [50.0, 60.0, 95.0, 5.0]);
    }
}
