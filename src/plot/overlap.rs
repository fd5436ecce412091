//! Do campaigns reach the same people? A matrix: of the people reached by either of two campaigns, the share reached by both.

use super::canvas::{Align, picture};
use super::style::{self, GRID, INK, MARGIN, Type, WHITE, WIDTH, for_text};
use super::{Picture, scale, table, text};
use plotters::style::RGBColor;

/// What campaigns reach in common.
#[derive(Clone, Debug)]
pub struct OverlapMatrix {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// Names in the order of the scenario, mean reach of each, and whether it is the baseline.
    pub campaigns: Vec<(String, f64, bool)>,
    /// Two campaigns by place, people reached by both, and those as a share of either, NaN where unknown.
    pub pairs: Vec<(usize, usize, f64, f64)>,
}

/// The colour of all in common.
const BLUE: RGBColor = RGBColor(0x00, 0x52, 0x8A);
/// Room for names, in points.
const NAMES: f64 = 190.0;

impl OverlapMatrix {
    /// Draws the picture `overlap`.
    pub fn draw(&self) -> Picture {
        let count = self.campaigns.len().max(1);
        let side = (500.0 / count as f64).clamp(16.0, 96.0);
        let height = 150.0 + side * count as f64 + 40.0;
        let left = MARGIN + NAMES;
        let wide = ((WIDTH - MARGIN - left) / count as f64).min(150.0).max(side);
        // What there is room for in a field.
        let (share_said, people_said) = (wide > 40.0 && side >= 16.0, side >= 34.0 && wide > 74.0);
        let reach_said = side >= 22.0 && wide > 40.0;
        let note = format!(
            "Each field: of the people reached by either campaign, the share reached by both, each alone under the same luck, mean over replicates; {}.{}",
            match (people_said, share_said) {
                (true, _) => "below it how many people that is",
                (false, true) => "how many people that is stands in overlap.csv",
                (false, false) => "the darker, the more, and the numbers are in overlap.csv",
            },
            if reach_said { " On the diagonal the mean reach of one." } else { "" }
        );
        let svg = picture(height.max(300.0), &self.finding, &self.subtitle, &note, |canvas, top, _| {
            let top = top + 26.0;
            let colours = style::colours(self.campaigns.iter().map(|(.., baseline)| *baseline));
            for (i, ((name, reach, _), &colour)) in self.campaigns.iter().zip(&colours).enumerate() {
                let y = top + side * (i as f64 + 0.5);
                let look = Type::NAME.colour(for_text(colour));
                let number = format!("{}  ", i + 1);
                canvas.text((MARGIN, y + 4.0), &number, Type::TICK, Align::Left);
                let lines = ((side / look.line()) as usize).clamp(1, 3);
                let lines = text::wrap(name, look, NAMES - 34.0, lines).into_iter().map(|line| (line, look));
                canvas.block((MARGIN + 20.0, y), &lines.collect::<Vec<_>>(), Align::Left);
                let x = left + wide * (i as f64 + 0.5);
                canvas.text((x, top - 8.0), &(i + 1).to_string(), Type::TICK, Align::Middle);
                let corner = (left + wide * i as f64, top + side * i as f64);
                canvas.rect(
                    (corner.0 + 1.0, corner.1 + 1.0),
                    (corner.0 + wide - 1.0, corner.1 + side - 1.0),
                    GRID,
                    0.6,
                );
                if reach_said && reach.is_finite() {
                    canvas.text((x, y + 4.0), &round(*reach), Type::NUMBER, Align::Middle);
                }
            }
            for &(a, b, both, share) in &self.pairs {
                for (row, column) in [(a, b), (b, a)] {
                    let corner = (left + wide * column as f64, top + side * row as f64);
                    let end = (corner.0 + wide - 1.0, corner.1 + side - 1.0);
                    if !share.is_finite() {
                        continue;
                    }
                    let deep = style::mix(WHITE, BLUE, 0.08 + 0.8 * share.clamp(0.0, 1.0));
                    canvas.rect((corner.0 + 1.0, corner.1 + 1.0), end, deep, 1.0);
                    let middle = (corner.0 + wide / 2.0, corner.1 + side / 2.0);
                    let colour = if share > 0.55 { WHITE } else { INK };
                    if share_said {
                        let mut lines = vec![(scale::percent(share), Type::NUMBER.colour(colour))];
                        if people_said {
                            lines.push((format!("{} people", round(both)), Type::NOTE.colour(colour)));
                        }
                        canvas.block(middle, &lines, Align::Middle);
                    }
                }
            }
        });
        Picture::new("overlap", svg, self.csv())
    }

    fn csv(&self) -> String {
        let name = |i: usize| table::name(self.campaigns.get(i).map_or("", |(name, ..)| name));
        let row = |&(a, b, both, share): &(usize, usize, f64, f64)| {
            vec![name(a), name(b), table::number(both), table::number(share)]
        };
        table::table(&["campaign", "other", "people", "share_of_either"], self.pairs.iter().map(row))
    }
}

/// As the answer writes a mean.
fn round(people: f64) -> String {
    scale::with_decimals(people, usize::from(people < 100.0 && people.fract() != 0.0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn a_mean_is_rounded_as_in_the_answer() {
        // The double nearest to 38.05 lies below it, and halves go to the even number.
        assert_eq!([38.05, 0.25, 12.0, 100.5, 2345.0].map(round), ["38.0", "0.2", "12", "100", "2,345"]);
    }

    #[test]
    fn overlaps_are_drawn_whatever_they_are() {
        for count in [0, 1, 2, 3, 9, 30] {
            for (both, share) in [(0.0, 0.0), (7.25, 0.5), (1e9, 1.0), (0.0, f64::NAN)] {
                let name = |i: usize| if i == 1 { "<script>".to_owned() } else { "long name ".repeat(i + 1) };
                let pairs = (0..count).flat_map(|b| (0..b).map(move |a| (a, b, both, share)));
                let picture = OverlapMatrix {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    campaigns: (0..count).map(|i| (name(i), 12.5, i == 0)).collect(),
                    pairs: pairs.collect(),
                };
                let csv = check(|| picture.draw()).csv;
                assert_eq!(csv.lines().count(), 1 + count * count.saturating_sub(1) / 2);
            }
        }
    }
}
