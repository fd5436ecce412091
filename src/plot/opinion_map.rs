//! Who comes to think what? How many hold which opinion, over time, as a map: the darker, the more.

use super::canvas::{Align, Canvas, picture};
use super::scale::{self, Scale};
use super::style::{self, GRID, HEIGHT, MARGIN, MUTED, Type, WIDTH, for_text};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// Opinions over time, a map for each campaign.
#[derive(Clone, Debug)]
pub struct OpinionMap {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from which replicate.
    pub subtitle: String,
    /// How many campaigns there are in all.
    pub campaigns: usize,
    /// Of the first campaigns, in the order of the scenario.
    pub maps: Vec<OpinionColumns>,
}

/// One campaign's opinions.
#[derive(Clone, Debug, Default)]
pub struct OpinionColumns {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Rounds, ascending.
    pub time: Vec<f64>,
    /// The round in which everything ended, if that is later.
    pub end: f64,
    /// By time, how many people hold an opinion in each of so many equal parts of 0 to 1, the lowest first.
    pub people: Vec<Vec<u32>>,
}

/// Beside and below a map, in points.
const GAP: f64 = 26.0;
const FOOT: f64 = 36.0;
/// Above a map: its name.
const HEAD: f64 = 22.0;
/// Room for the numbers at the left.
const NUMBERS: f64 = 30.0;

impl OpinionMap {
    /// Draws the picture `opinion-map`.
    pub fn draw(&self) -> Picture {
        let columns = if self.maps.len() > 1 { 2 } else { 1 };
        let rows = self.maps.len().div_ceil(columns).max(1);
        let height = HEIGHT + if rows > 1 { 180.0 } else { 0.0 };
        let drawn = match self.campaigns > self.maps.len() {
            true => format!("Drawn are the first {} of {} campaigns. ", self.maps.len(), self.campaigns),
            false => String::new(),
        };
        let last = self.maps.iter().filter_map(|map| map.time.last()).fold(0.0_f64, |last, &time| last.max(time));
        // A column is as wide as a step, the last one too.
        let steps = self.maps.iter().filter_map(|map| Some(map.time.get(1)? - map.time.first()?));
        let step = steps.fold(f64::INFINITY, f64::min);
        let right_end = last + if step.is_finite() { step } else { 1.0 };
        let end = self.maps.iter().map(|map| map.end).filter(|end| end.is_finite()).fold(0.0, f64::max);
        let cut = match end > last {
            true => format!(" After round {} of {} hardly anybody moves.", scale::short(last), scale::short(end)),
            false => String::new(),
        };
        let note = format!(
            "{drawn}Each column is a moment, from opinion 0 below to opinion 1 above: the darker, the more people (by the square root), white where there is nobody.{cut}"
        );
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            canvas.text((MARGIN, top + 6.0), "opinion", Type::TICK, Align::Left);
            let colours = style::colours(self.maps.iter().map(|map| map.baseline));
            let left = MARGIN + NUMBERS;
            let width = (WIDTH - MARGIN - left - GAP * (columns - 1) as f64) / columns as f64;
            let row = (bottom - top - 10.0) / rows as f64;
            // One axis of time for all.
            for (i, (map, colour)) in self.maps.iter().zip(colours).enumerate() {
                let left = left + (width + GAP) * (i % columns) as f64;
                let top = top + 10.0 + row * (i / columns) as f64;
                let ground = Ground {
                    x: Scale::linear(0.0, right_end, left, left + width),
                    y: Scale::linear(0.0, 1.0, top + row - FOOT, top + HEAD),
                    last: right_end,
                };
                ground.draw(canvas, map, colour, i % columns == 0);
            }
        });
        Picture::new("opinion-map", svg, self.csv())
    }

    /// A title that tells what the maps come to: how many groups there are in the last column, with nobody between them.
    pub fn ends_in_words(&self) -> String {
        let ends: Vec<Vec<Group>> =
            self.maps.iter().map(|map| groups(map.people.last().map_or(&[], |end| end))).collect();
        let [least, most] =
            [ends.iter().map(Vec::len).min(), ends.iter().map(Vec::len).max()].map(Option::unwrap_or_default);
        let near = |group: &Group| format!("{:.2}", group.mean);
        match &ends[..] {
            _ if most == 0 => "nobody holds an opinion".to_owned(),
            [one] if one.len() <= 3 && one.iter().all(|group| group.parts <= NARROW) => {
                let places = crate::text::any_of(one.iter().map(near).collect::<Vec<_>>().iter().map(String::as_str));
                match one.len() {
                    1 => format!("everybody ends near {places}"),
                    groups => format!("opinions end in {groups} groups, near {}", places.replace(" or ", " and ")),
                }
            }
            _ if least < most => format!("opinions end in {least} to {most} groups"),
            _ if most == 1 => "opinions end in one group".to_owned(),
            _ => format!("opinions end in {most} groups"),
        }
    }

    fn csv(&self) -> String {
        let header = ["campaign", "time", "from", "to", "people"];
        let rows = self.maps.iter().flat_map(|map| {
            map.time.iter().zip(&map.people).flat_map(move |(time, people)| {
                let parts = people.len() as f64;
                people.iter().enumerate().map(move |(part, people)| {
                    let edges = [part, part + 1].map(|edge| table::number(edge as f64 / parts));
                    let [from, to] = edges;
                    vec![table::name(&map.name), table::number(*time), from, to, people.to_string()]
                })
            })
        });
        table::table(&header, rows)
    }
}

/// A group of opinion, with nobody in the parts beside it.
struct Group {
    /// Parts of 0 to 1 that it fills.
    parts: usize,
    /// Its mean opinion, taken from the middles of the parts.
    mean: f64,
}

/// Parts that a group may fill to have one place.
const NARROW: usize = 3;

/// The groups of a column, the lowest first.
fn groups(column: &[u32]) -> Vec<Group> {
    let middle = |part: usize| (part as f64 + 0.5) / column.len() as f64;
    let filled: Vec<usize> = (0..column.len()).filter(|&part| column[part] > 0).collect();
    let group = |parts: &[usize]| {
        let people: f64 = parts.iter().map(|&part| f64::from(column[part])).sum();
        let sum: f64 = parts.iter().map(|&part| f64::from(column[part]) * middle(part)).sum();
        Group { parts: parts.len(), mean: sum / people }
    };
    filled.chunk_by(|before, after| after - before == 1).map(group).collect()
}

/// Where one map is drawn.
struct Ground {
    x: Scale,
    y: Scale,
    /// Where the axis of time ends.
    last: f64,
}

impl Ground {
    fn draw(&self, canvas: &Canvas, map: &OpinionColumns, colour: RGBColor, numbers: bool) {
        let Ground { x, y, last } = self;
        let (left, right) = (x.at(0.0), x.at(*last));
        let most = map.people.iter().flatten().copied().max().unwrap_or(0).max(1);
        for (value, label) in y.ticks(5, false) {
            canvas.line(&[(left, y.at(value)), (right, y.at(value))], GRID, 1.0, 1.0);
            if numbers {
                canvas.text((left - 8.0, y.at(value) + 4.0), &label, Type::TICK, Align::Right);
            }
        }
        let parts = map.people.iter().map(Vec::len).max().unwrap_or(0);
        for part in 0..parts {
            let [low, high] = [part, part + 1].map(|edge| y.at(edge as f64 / parts as f64));
            let of = |i: usize| map.people[i].get(part).copied().unwrap_or(0);
            let columns = map.time.len().min(map.people.len());
            let mut i = 0;
            // What stays the same is one rectangle.
            while i < columns {
                let next = (i + 1..columns).find(|&next| of(next) != of(i)).unwrap_or(columns);
                let end = map.time.get(next).copied().unwrap_or(*last);
                if of(i) > 0 && end > map.time[i] {
                    let share = (f64::from(of(i)) / f64::from(most)).sqrt();
                    canvas.rect((x.at(map.time[i]), low), (x.at(end), high), style::time_colour(share), 1.0);
                }
                i = next;
            }
        }
        for (value, label) in x.ticks(if right - left > 500.0 { 9 } else { 5 }, true) {
            canvas.line(&[(x.at(value), y.at(0.0)), (x.at(value), y.at(0.0) + 4.0)], MUTED, 1.0, 1.0);
            let half = text::width(&label, Type::TICK) / 2.0;
            canvas.text((x.at(value).min(right - half), y.at(0.0) + 16.0), &label, Type::TICK, Align::Middle);
        }
        canvas.text((right, y.at(0.0) + 30.0), "round", Type::TICK, Align::Right);
        let look = Type::NAME.colour(for_text(colour));
        let name = text::ellipsize(&map.name, look, right - left);
        canvas.text((left, y.at(1.0) - 7.0), &name, look, Align::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn the_title_tells_of_what_is_drawn() {
        let title = |columns: &[[u32; 10]]| {
            let map = |last: &[u32; 10]| OpinionColumns {
                time: vec![0.0, 1.0],
                people: vec![vec![1; 10], last.to_vec()],
                ..OpinionColumns::default()
            };
            let [finding, subtitle] = ["f", "s"].map(String::from);
            let maps = columns.iter().map(map).collect();
            OpinionMap { finding, subtitle, campaigns: columns.len(), maps }.ends_in_words()
        };
        let [middle, two, wide] =
            [[0, 0, 0, 0, 5, 5, 0, 0, 0, 0], [0, 4, 0, 0, 0, 0, 0, 0, 6, 0], [0, 1, 1, 1, 1, 1, 1, 0, 0, 9]];
        assert_eq!(title(&[middle]), "everybody ends near 0.50");
        assert_eq!(title(&[two]), "opinions end in 2 groups, near 0.15 and 0.85");
        assert_eq!(title(&[wide]), "opinions end in 2 groups");
        assert_eq!(title(&[middle, two]), "opinions end in 1 to 2 groups");
        assert_eq!(title(&[two, wide]), "opinions end in 2 groups");
        assert_eq!(title(&[[1; 10]]), "opinions end in one group");
        assert_eq!(title(&[]), "nobody holds an opinion");
    }

    #[test]
    fn opinions_are_drawn_whatever_they_are() {
        let columns = |columns: usize, parts: usize| OpinionColumns {
            name: "W".repeat(columns * 7),
            baseline: false,
            end: 500.0,
            time: (0..columns).map(|i| i as f64 * 3.0).collect(),
            people: (0..columns).map(|i| (0..parts).map(|part| (i * part % 7) as u32 * 1000).collect()).collect(),
        };
        for (count, times, parts) in [(0, 0, 0), (1, 0, 5), (1, 1, 1), (2, 3, 50), (3, 121, 50), (4, 121, 50)] {
            let [finding, subtitle] = ["f", "s"].map(String::from);
            let maps: Vec<OpinionColumns> = (0..count).map(|_| columns(times, parts)).collect();
            let picture = OpinionMap { finding, subtitle, campaigns: 2 * count, maps };
            let csv = check(|| picture.draw()).csv;
            assert_eq!(csv.lines().count(), 1 + count * times * parts);
        }
    }
}
