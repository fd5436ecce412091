//! How rare are large reaches? The share of replicates that reached at least so many, on logarithmic axes, where a heavy tail
//! is a straight line.

use super::axes::{self, Axis};
use super::canvas::picture;
use super::distribution::Sample;
use super::labels::{self, Label};
use super::scale::Scale;
use super::style::{self, HEIGHT, MARGIN, Type, WIDTH, for_text};
use super::{Picture, table, text};

/// Reach over replicates, for each campaign.
#[derive(Clone, Debug)]
pub struct Ccdf {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// In the order of the scenario.
    pub campaigns: Vec<Sample>,
}

/// Corners of one line at most.
const CORNERS: usize = 600;
/// Campaigns that are drawn.
const DRAWN: usize = 9;

/// Each value with the share of the values that are at least as large, ascending.
fn shares(values: &[u64]) -> Vec<(u64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let all = sorted.len() as f64;
    let mut shares: Vec<(u64, f64)> = Vec::new();
    for (before, value) in sorted.iter().enumerate() {
        if shares.last().is_none_or(|(last, _)| last != value) {
            shares.push((*value, (sorted.len() - before) as f64 / all));
        }
    }
    shares
}

/// The first of the steps that fall on the same place, and always the last.
fn thin(shares: &[(u64, f64)]) -> Vec<(u64, f64)> {
    let every = shares.len().div_ceil(CORNERS).max(1);
    let last = shares.len().saturating_sub(1);
    // The tail, where steps are far apart, is kept whole.
    shares.iter().enumerate().filter(|(i, _)| i % every == 0 || i + CORNERS / 3 > last).map(|(_, step)| *step).collect()
}

/// The ends of the axis: the least and the most or, where no two round numbers lie between them, the round numbers around.
fn around(least: f64, most: f64) -> (f64, f64) {
    if Scale::logarithmic(least, most, 0.0, 1.0).ticks(9, true).len() > 1 && most > least {
        return (least, most);
    }
    let round = Scale::logarithmic(1.0, 20.0 * most, 0.0, 1.0).ticks(usize::MAX, true);
    let below = round.iter().map(|(value, _)| *value).filter(|&value| value < least).fold(1.0, f64::max);
    let above = round.iter().map(|(value, _)| *value).filter(|&value| value > most).fold(f64::INFINITY, f64::min);
    (below, above)
}

impl Ccdf {
    /// Draws the picture `ccdf`.
    pub fn draw(&self) -> Picture {
        let all: Vec<Vec<(u64, f64)>> = self.campaigns.iter().map(|sample| shares(&sample.values)).collect();
        let steps = || all.iter().take(DRAWN).flatten();
        let most = steps().map(|(value, _)| *value).max().unwrap_or(1).max(1) as f64;
        let least = steps().map(|(value, _)| *value).filter(|&value| value > 0).min().unwrap_or(1) as f64;
        let (least, most) = around(least, most);
        let rarest = steps().map(|(_, share)| *share).fold(0.1, f64::min);
        let others = match self.campaigns.len() > DRAWN {
            true => format!("Drawn are the first {DRAWN} of {} campaigns. ", self.campaigns.len()),
            false => String::new(),
        };
        let none = all.iter().take(DRAWN).flatten().any(|(value, _)| *value == 0);
        let none = if none { " Replicates that reached nobody lie left of the axis." } else { "" };
        let note = format!(
            "{others}At each number of people: the share of the replicates that reached at least so many. Both axes are logarithmic: a straight line is a heavy tail.{none}"
        );
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.campaigns.iter().map(|sample| sample.baseline));
            // Lines that are the same have one label; the one that ends farthest right stands first.
            let mut drawn: Vec<Vec<usize>> = Vec::new();
            for i in (0..all.len().min(DRAWN)).filter(|&i| !all[i].is_empty()) {
                match drawn.iter_mut().find(|same| all[same[0]] == all[i]) {
                    Some(same) => same.push(i),
                    None => drawn.push(vec![i]),
                }
            }
            drawn.sort_by_key(|same| std::cmp::Reverse(all[same[0]].last().map(|(value, _)| *value)));
            let line = |(place, i): (usize, &usize)| {
                let name = &self.campaigns[*i].name;
                let name = if place == 0 { name.clone() } else { format!("= {name}") };
                let look = Type::NAME.colour(for_text(colours[*i]));
                text::wrap(&name, look, 150.0, 2).into_iter().map(move |line| (line, look))
            };
            let labels: Vec<Label> =
                drawn.iter().map(|same| same.iter().enumerate().flat_map(line).collect()).collect();
            let names = WIDTH - MARGIN - labels::width(&labels);
            let (left, right) = (MARGIN + axes::NUMBERS, names - 34.0);
            let x = Scale::logarithmic(least, most, left + 4.0, right);
            let y = Scale::logarithmic(rarest, 1.0, bottom - 36.0, top + 22.0);
            axes::draw(
                canvas,
                (&x, Axis::plain("people reached, at least", true)),
                (&y, Axis::percent("share of replicates")),
            );
            for same in &drawn {
                // From the value before up to its own, the share that reached at least the value.
                let mut corners = vec![(x.start(), y.at(1.0))];
                for (value, share) in thin(&all[same[0]]).into_iter().filter(|(value, _)| *value > 0) {
                    corners.push((corners[corners.len() - 1].0, y.at(share)));
                    corners.push((x.at(value as f64), y.at(share)));
                }
                canvas.line(&corners, colours[same[0]], 1.0, 2.0);
                // The others in ever shorter dashes.
                for (place, &i) in same.iter().enumerate().skip(1) {
                    canvas.dashes(&corners, colours[i], 2.0, 12.0 / place as f64);
                }
                canvas.disc(corners[corners.len() - 1], 3.2, colours[same[0]]);
            }
            let firsts: Vec<_> = drawn.iter().map(|same| colours[same[0]]).collect();
            labels::list(canvas, &labels, &firsts, names, top + 14.0);
        });
        Picture::new("ccdf", svg, self.csv(&all))
    }

    fn csv(&self, all: &[Vec<(u64, f64)>]) -> String {
        let rows = self.campaigns.iter().zip(all).flat_map(|(sample, steps)| {
            let row =
                |(value, share): (u64, f64)| vec![table::name(&sample.name), value.to_string(), table::number(share)];
            thin(steps).into_iter().map(row)
        });
        table::table(&["campaign", "people", "share"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn an_axis_of_one_number_lies_around_it() {
        assert_eq!(around(40.0, 40.0), (20.0, 50.0));
        assert_eq!(around(50.0, 50.0), (20.0, 100.0));
        assert_eq!(around(1.0, 1.0), (1.0, 2.0));
        assert_eq!(around(3.0, 141.0), (3.0, 141.0));
    }

    #[test]
    fn names_stand_in_the_order_of_the_lines_and_the_same_lines_have_one() {
        let sample =
            |name: &str, values: &[u64]| Sample { name: name.into(), baseline: false, values: values.to_vec() };
        let campaigns = vec![
            sample("short", &[1, 9]),
            sample("long", &[1, 99]),
            sample("twin", &[9, 1]),
            sample("second", &[20, 1]),
        ];
        let picture = Ccdf { finding: "f".into(), subtitle: "s".into(), campaigns };
        let svg = check(|| picture.draw()).svg;
        let places = ["long", "second", "short", "= twin"].map(|name| svg.find(name).expect(name));
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn the_share_of_at_least_so_many() {
        assert_eq!(shares(&[5, 1, 1, 9]), [(1, 1.0), (5, 0.5), (9, 0.25)]);
        let heavy: Vec<u64> = (0..60).map(|i| 1 << (i / 2)).collect();
        for values in [vec![], vec![0], vec![0, 0], vec![7; 40], vec![1, 10_000], heavy, (0..100_000).collect()] {
            for count in [1, 2, 9, 12] {
                let name =
                    |i: usize| ["a", "", "<script>", "=1+1"].get(i).map_or("long ".repeat(i * 20), |n| n.to_string());
                let campaigns =
                    (0..count).map(|i| Sample { name: name(i), baseline: i == 0, values: values.clone() }).collect();
                let picture = Ccdf { finding: "f".into(), subtitle: "s".into(), campaigns };
                check(|| picture.draw());
            }
        }
    }
}
