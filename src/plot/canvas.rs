//! Ground to draw on: shapes and letters in points, from the top left, through plotters' SVG backend.
//!
//! plotters counts in whole pixels, so the ground is ten times as large as the picture and shrunk at the end: places are
//! exact to a tenth of a point.

use super::embedded_font;
use super::style::{HEIGHT, MARGIN, Type, WHITE, WIDTH};
use super::text::{self, clean};
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle, TextStyle};

const FINE: f64 = 10.0;

/// Where a text stands relative to its place.
#[derive(Clone, Copy, Debug)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// The picture while it is drawn.
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    /// Height of the picture in points.
    pub height: f64,
}

/// Draws a picture of the given height with its title, subtitle and note, and hands `paint` the ground with the two
/// heights between which it may draw.
pub fn picture(
    height: f64,
    finding: &str,
    subtitle: &str,
    note: &str,
    paint: impl FnOnce(&Canvas, f64, f64),
) -> String {
    let mut svg = String::new();
    {
        let size = ((WIDTH * FINE) as u32, (height * FINE) as u32);
        let canvas = Canvas { area: SVGBackend::with_string(&mut svg, size).into_drawing_area(), height };
        canvas.rect((0.0, 0.0), (WIDTH, height), WHITE, 1.0);
        let top = canvas.header(finding, subtitle);
        let bottom = canvas.note(note);
        paint(&canvas, top, bottom);
        canvas.area.present().expect("memory takes what is drawn");
    }
    finish(svg, height, finding, subtitle)
}

/// The most rows of a picture; a hundred screens of them would say no more, and could not be rendered.
const ROWS: usize = 60;

/// How many of the rows are drawn, and what to say of the others.
pub fn rows_drawn(rows: usize, file: &str) -> (usize, String) {
    match rows {
        0..=ROWS => (rows, String::new()),
        _ => (ROWS, format!("Drawn are the first {ROWS} of {rows} campaigns, the others are in {file}. ")),
    }
}

/// The usual height, or what `rows` of the given height need.
pub fn height_for(rows: usize, row: f64) -> f64 {
    HEIGHT.max(150.0 + rows as f64 * row)
}

impl Canvas<'_> {
    /// Title and subtitle; returns the height below them.
    fn header(&self, finding: &str, subtitle: &str) -> f64 {
        let room = WIDTH - 2.0 * MARGIN;
        let looks = [17.0, 15.5, 14.0].map(|size| Type::TITLE.size(size));
        let fits = |look: &Type| text::wrap(finding, *look, room, 3).len() <= 2;
        let title = looks.into_iter().find(fits).unwrap_or(looks[2]);
        let mut y = 15.0;
        for (text, look, lines) in [(finding, title, 3), (subtitle, Type::SUBTITLE, 2)] {
            for line in text::wrap(text, look, room, lines) {
                y += look.line();
                self.text((MARGIN, y), &line, look, Align::Left);
            }
            y += 3.0;
        }
        y + 12.0
    }

    /// Small print at the bottom; returns the height above it.
    fn note(&self, note: &str) -> f64 {
        let lines = text::wrap(note, Type::NOTE, WIDTH - 2.0 * MARGIN, 3);
        for (i, line) in lines.iter().rev().enumerate() {
            self.text((MARGIN, self.height - 14.0 - i as f64 * Type::NOTE.line()), line, Type::NOTE, Align::Left);
        }
        self.height - 20.0 - lines.len() as f64 * Type::NOTE.line()
    }

    /// A line through the points, `width` points thick.
    pub fn line(&self, points: &[(f64, f64)], colour: RGBColor, alpha: f64, width: f64) {
        let style = ShapeStyle { color: colour.mix(alpha), filled: false, stroke_width: (width * FINE).round() as u32 };
        self.draw(&PathElement::new(fine(points), style));
    }

    /// As [`Canvas::line`], in dashes of `dash` points with gaps as long.
    pub fn dashes(&self, points: &[(f64, f64)], colour: RGBColor, width: f64, dash: f64) {
        let Some(&first) = points.first() else { return };
        let (mut stroke, mut left, mut drawn) = (vec![first], dash, true);
        for pair in points.windows(2) {
            let (mut from, to) = (pair[0], pair[1]);
            loop {
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = (dx * dx + dy * dy).sqrt();
                if length.is_nan() || length <= left {
                    left -= length;
                    stroke.push(to);
                    break;
                }
                from = (from.0 + dx * left / length, from.1 + dy * left / length);
                stroke.push(from);
                if drawn {
                    self.line(&stroke, colour, 1.0, width);
                }
                (stroke, left, drawn) = (vec![from], dash, !drawn);
            }
        }
        if drawn && stroke.len() > 1 {
            self.line(&stroke, colour, 1.0, width);
        }
    }

    /// A filled shape.
    pub fn shape(&self, points: &[(f64, f64)], colour: RGBColor, alpha: f64) {
        self.draw(&Polygon::new(fine(points), colour.mix(alpha)));
    }

    /// A filled rectangle between two opposite corners.
    pub fn rect(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, alpha: f64) {
        let corners =
            [fine_point((from.0.min(to.0), from.1.min(to.1))), fine_point((from.0.max(to.0), from.1.max(to.1)))];
        self.draw(&Rectangle::new(corners, colour.mix(alpha).filled()));
    }

    /// A filled circle.
    pub fn disc(&self, centre: (f64, f64), radius: f64, colour: RGBColor) {
        self.draw(&Circle::new(fine_point(centre), (radius * FINE).round() as u32, colour.filled()));
    }

    /// A circle's outline, `width` points thick.
    pub fn ring(&self, centre: (f64, f64), radius: f64, colour: RGBColor, alpha: f64, width: f64) {
        let style = ShapeStyle { color: colour.mix(alpha), filled: false, stroke_width: (width * FINE).round() as u32 };
        self.draw(&Circle::new(fine_point(centre), (radius * FINE).round() as u32, style));
    }

    /// One line of text; the place is on its baseline.
    pub fn text(&self, place: (f64, f64), text: &str, look: Type, align: Align) {
        let side = match align {
            Align::Left => HPos::Left,
            Align::Middle => HPos::Center,
            Align::Right => HPos::Right,
        };
        // "Top" is the only one of plotters' heights that every viewer takes alike: 0.76 em above the baseline.
        let style =
            TextStyle::from(text::font(look.size * FINE, look.bold)).color(&look.colour).pos(Pos::new(side, VPos::Top));
        let corner = fine_point((place.0, place.1 - 0.76 * look.size));
        self.area.draw_text(&clean(text), &style, corner).expect("memory takes what is drawn");
    }

    /// Lines of text under each other, centred on a height.
    pub fn block(&self, place: (f64, f64), lines: &[(String, Type)], align: Align) {
        let mut y = place.1 - lines.iter().map(|(_, look)| look.line()).sum::<f64>() / 2.0;
        for (line, look) in lines {
            y += look.line();
            self.text((place.0, y - 0.26 * look.size), line, *look, align);
        }
    }

    fn draw<'e, E>(&self, element: &'e E)
    where
        &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: for<'b> plotters::element::Drawable<SVGBackend<'b>>,
    {
        self.area.draw(element).expect("memory takes what is drawn");
    }
}

fn fine(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().copied().map(fine_point).collect()
}

/// `as` takes what is no number for 0 and what is too large for the largest: no picture holds a NaN.
fn fine_point((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

/// What plotters leaves out: the small size, words for those who cannot see the picture, round joins, sharp edges, the
/// font, and a second choice of it.
fn finish(svg: String, height: f64, finding: &str, subtitle: &str) -> String {
    let large = format!("width=\"{}\" height=\"{}\" viewBox", WIDTH * FINE, height * FINE);
    let small = format!("width=\"{WIDTH}\" height=\"{height}\" role=\"img\" viewBox");
    let font = embedded_font::style(&svg);
    let words = format!("<title>{}</title>\n<desc>{}</desc>\n{font}<rect ", escape(finding), escape(subtitle));
    svg.replacen(&large, &small, 1)
        .replacen("<rect ", &words, 1)
        .replace("<polyline ", "<polyline stroke-linejoin=\"round\" stroke-linecap=\"round\" ")
        .replace("<rect ", "<rect shape-rendering=\"crispEdges\" ")
        .replace("font-family=\"Inter\"", "font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\"")
        .replace("font-weight=\"bold\"", "font-weight=\"600\"")
        .replace(" opacity=\"1\"", "")
}

fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::style::INK;
    use super::*;

    #[test]
    fn text_is_escaped_and_places_are_numbers() {
        let svg = picture(460.0, "<script>alert(1)</script> & \u{0}", "a \"b\"", "", |canvas, _, _| {
            canvas.line(&[(f64::NAN, 1.0), (f64::INFINITY, 2.0)], INK, 1.0, 1.0);
            canvas.dashes(&[(f64::NAN, 1.0), (3.0, 2.0), (50.0, 2.0)], INK, 1.0, 4.0);
        });
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;") && !svg.contains('\u{0}'));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert!(svg.starts_with("<svg width=\"820\" height=\"460\" role=\"img\" viewBox=\"0 0 8200 4600\""));
    }

    #[test]
    fn sizes_of_letters_are_written_short() {
        let looks =
            [Type::TITLE, Type::SUBTITLE, Type::NAME, Type::NUMBER, Type::TICK, Type::NOTE, Type::TITLE.size(15.5)];
        let svg = picture(460.0, "", "", "", |canvas, _, _| {
            looks.iter().for_each(|&look| canvas.text((50.0, 50.0), "a", look, Align::Left));
        });
        let sizes: Vec<&str> = svg.split("font-size=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(sizes, ["170", "125", "121", "110", "110", "100", "155"]);
    }

    #[test]
    fn a_title_of_any_length_leaves_room_for_the_picture() {
        for title in ["", "short", &"long words ".repeat(1000), &"x".repeat(10_000)] {
            picture(460.0, title, title, title, |_, top, bottom| assert!(bottom - top > 240.0));
        }
    }
}
