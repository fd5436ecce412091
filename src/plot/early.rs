//! Who is reached often, and early? A dot for each person: mean time of the act against the chance of acting at all.

use super::axes::{self, Axis};
use super::canvas::{Align, Canvas, picture};
use super::scale::Scale;
use super::style::{self, HEIGHT, INK, MARGIN, Type, WIDTH, for_text};
use super::{Picture, table, text};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// People by how often and how early they are reached.
#[derive(Clone, Debug)]
pub struct Early {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The unit of times.
    pub unit: Unit,
    /// How many campaigns there are in all.
    pub campaigns: usize,
    /// Of the first campaigns, in the order of the scenario.
    pub people: Vec<EarlyPeople>,
}

/// One campaign's people.
#[derive(Clone, Debug, Default)]
pub struct EarlyPeople {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Name, mean time, chance of acting, and whether always asked.
    pub people: Vec<(String, f64, f64, bool)>,
}

/// Campaigns that are drawn, and dots and names of each.
pub const DRAWN: usize = 4;
const DOTS: usize = 3000;
const NAMES: usize = 8;

impl Early {
    /// Draws the picture `early`.
    pub fn draw(&self) -> Picture {
        let columns = if self.people.len() > 1 { 2 } else { 1 };
        let rows = self.people.len().div_ceil(columns).max(1);
        let height = HEIGHT + if rows > 1 { 200.0 } else { 0.0 };
        let drawn = match self.campaigns > self.people.len() {
            true => format!("Drawn are the first {} of {} campaigns. ", self.people.len(), self.campaigns),
            false => String::new(),
        };
        let note = format!(
            "{drawn}A dot is a person; those always asked are left out. The higher, the more often reached; the farther left, the earlier. Named are some of those reached most often, where there is room. All are in people.csv."
        );
        let last =
            self.people.iter().flat_map(|p| &p.people).map(|p| p.1).filter(|t| t.is_finite()).fold(0.0, f64::max);
        let (per, unit) = super::axis(self.unit, last);
        let often = self.people.iter().flat_map(|p| &p.people).filter(|p| !p.3 && p.2.is_finite());
        let often = super::scale::round_up(often.map(|p| p.2).fold(0.0, f64::max).min(1.0), 5, false).min(1.0);
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.people.iter().map(|people| people.baseline));
            let gap = 30.0;
            let width = (WIDTH - 2.0 * MARGIN - gap * (columns - 1) as f64) / columns as f64;
            let row = (bottom - top) / rows as f64;
            for (i, (people, colour)) in self.people.iter().zip(colours).enumerate() {
                let left = MARGIN + (width + gap) * (i % columns) as f64;
                let top = top + row * (i / columns) as f64;
                let x = Scale::linear(0.0, (last / per * 1.04).max(1e-9), left + axes::NUMBERS, left + width);
                let y = Scale::linear(0.0, often, top + row - 40.0, top + 42.0);
                let look = Type::NAME.colour(for_text(colour));
                canvas.text((left, top + 10.0), &text::ellipsize(&people.name, look, width), look, Align::Left);
                axes::draw(canvas, (&x, Axis::plain(&format!("mean {unit}"), false)), (&y, Axis::percent("reached")));
                people.dots(canvas, colour, &x, &y, per);
            }
        });
        let rows = self.people.iter().flat_map(|people| {
            people.people.iter().take(DOTS).map(|(name, time, chance, _)| {
                vec![table::name(&people.name), table::name(name), table::number(*time), table::number(*chance)]
            })
        });
        Picture::new("early", svg, table::table(&["campaign", "person", "time", "probability"], rows))
    }
}

impl EarlyPeople {
    fn dots(&self, canvas: &Canvas, colour: RGBColor, x: &Scale, y: &Scale, per: f64) {
        let mut shown: Vec<&(String, f64, f64, bool)> =
            self.people.iter().filter(|p| !p.3 && p.1.is_finite() && p.2.is_finite()).collect();
        shown.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.total_cmp(&b.1)));
        shown.truncate(DOTS);
        let radius = (60.0 / (shown.len().max(1) as f64).sqrt()).clamp(1.6, 4.0);
        let place = |p: &(String, f64, f64, bool)| (x.at(p.1 / per), y.at(p.2.clamp(0.0, y.high())));
        shown.iter().for_each(|p| canvas.ring(place(p), radius, colour, 0.7, 1.2));
        let look = Type::NOTE.colour(INK);
        let mut taken: Vec<[f64; 4]> = Vec::new();
        let dots: Vec<(f64, f64)> = shown.iter().map(|p| place(p)).collect();
        for (p, &(px, py)) in shown.iter().zip(&dots).take(NAMES) {
            let name = text::ellipsize(&p.0, look, 90.0);
            let wide = text::width(&name, look);
            // To the right of its dot, or to the left, above or below it, wherever no other dot and no other name lies.
            let aside = 4.0 + radius;
            let ways = [
                (px + aside, py),
                (px - aside - wide, py),
                (px - wide / 2.0, py - aside - 5.0),
                (px - wide / 2.0, py + aside + 5.0),
            ];
            let free = ways.into_iter().find(|&(left, middle)| {
                let own = [left - 2.0, left + wide + 2.0, middle - 6.0, middle + 6.0];
                let apart = |t: &[f64; 4]| own[1] < t[0] || own[0] > t[1] || own[3] < t[2] || own[2] > t[3];
                let dot = |&(x, y): &(f64, f64)| [x - radius, x + radius, y - radius, y + radius];
                let inside =
                    left > x.start() && left + wide < x.end() && middle + 8.0 < y.start() && middle - 8.0 > y.end();
                inside && taken.iter().all(apart) && dots.iter().map(dot).all(|dot| apart(&dot))
            });
            if let Some((left, middle)) = free {
                taken.push([left - 2.0, left + wide + 2.0, middle - 7.0, middle + 7.0]);
                canvas.text((left, middle + 3.5), &name, look, Align::Left);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn people_are_drawn_whatever_they_are() {
        for (campaigns, people) in [(0, 0), (1, 0), (1, 1), (2, 30), (4, 4000), (3, 2)] {
            for (time, chance) in [(0.0, 0.0), (3.5, 0.5), (f64::NAN, 0.0), (1e9, 1.0)] {
                let person = |i: usize| {
                    (if i == 1 { "<script>".into() } else { "W".repeat(i % 50) }, time * i as f64, chance, i == 0)
                };
                let row = |i: usize| EarlyPeople {
                    name: "long ".repeat(i * 20),
                    baseline: i == 0,
                    people: (0..people).map(person).collect(),
                };
                let picture = Early {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    unit: Unit::Hour,
                    campaigns: 2 * campaigns,
                    people: (0..campaigns).map(row).collect(),
                };
                check(|| picture.draw());
            }
        }
    }
}
