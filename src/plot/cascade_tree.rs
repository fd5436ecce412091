//! How deep does it go? One cascade as trees that hang down: the seed set on top, and below each line those who heard it from
//! the one above.

use super::canvas::{Align, picture};
use super::cascade::CascadePicture;
use super::forest_layout::Forest;
use super::style::{GREY, GRID, INK, MARGIN, Type, WHITE, WIDTH, time_colour};
use super::{Picture, scale, table, text};
use crate::text::count;

/// The most people drawn, those on the way to the deepest and those with most people below them.
const PEOPLE: usize = 700;
/// Generations that have a line of their own; later ones are drawn closer.
const LEAST_LINE: f64 = 14.0;
/// People whose names are written.
const NAMED: usize = 40;

impl CascadePicture {
    /// Draws the picture `cascade-tree`.
    pub fn draw_tree(&self) -> Picture {
        let acted: Vec<usize> = (0..self.people.len()).filter(|&i| self.time_of(i).is_some()).collect();
        let mut place = vec![None; self.people.len()];
        acted.iter().enumerate().for_each(|(new, &old)| place[old] = Some(new));
        let parents = |i: usize| self.people[i].parent.and_then(|parent| place.get(parent as usize).copied().flatten());
        let whole = Forest::new(&acted.iter().map(|&i| parents(i)).collect::<Vec<_>>());
        let deepest = deepest(&whole);
        let chosen = whole.largest(PEOPLE, deepest);
        let mut at = vec![None; acted.len()];
        chosen.iter().enumerate().for_each(|(new, &old)| at[old] = Some(new));
        let forest = Forest::new(&chosen.iter().map(|&i| whole.parent[i].and_then(|p| at[p])).collect::<Vec<_>>());
        let people: Vec<usize> = chosen.iter().map(|&i| acted[i]).collect();
        let generations = generations(&whole);
        let (places, depths) = layers(&forest);
        let mut note = String::new();
        if chosen.len() < acted.len() {
            note += &format!(
                "Drawn are {} of {} people: those with most people below them, and the way to the deepest. ",
                scale::count(chosen.len() as u64),
                scale::count(acted.len() as u64)
            );
        }
        note += "Each line of people heard it from the line above. Colour: when they acted, bright early, dark late. At the left: how many there are in each generation.";
        let levels = generations.len().max(1);
        let height = (150.0 + 64.0 * levels as f64).clamp(320.0, 760.0);
        let times: Vec<f64> = people.iter().map(|&i| self.time_of(i).unwrap_or(0.0)).collect();
        let (first, last) = times.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &t| (a.min(t), b.max(t)));
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + 96.0, WIDTH - MARGIN - 8.0);
            let (top, floor) = (top + 14.0, bottom - 18.0);
            let step = (floor - top) / levels as f64;
            let y = |depth: usize| top + step * (depth as f64 + 0.4);
            let every = (LEAST_LINE / step).ceil().max(1.0) as usize;
            for (depth, size) in generations.iter().enumerate().step_by(every) {
                canvas.line(&[(left - 6.0, y(depth)), (right, y(depth))], GRID, 1.0, 1.0);
                let label = match depth {
                    0 => format!("{} first", scale::count(*size)),
                    _ => format!("depth {depth}: {}", scale::count(*size)),
                };
                canvas.text((left - 14.0, y(depth) + 4.0), &label, Type::TICK, Align::Right);
            }
            let x = |place: f64| left + place * (right - left);
            for (child, parent) in forest.parent.iter().enumerate() {
                if let Some(parent) = *parent {
                    let (from, to) = ((x(places[parent]), y(depths[parent])), (x(places[child]), y(depths[child])));
                    // Down, across, down: a line of descent.
                    let middle = from.1 + (to.1 - from.1) * 0.45;
                    canvas.line(&[from, (from.0, middle), (to.0, middle), to], GREY, 0.7, 0.9);
                }
            }
            let radius = (120.0 / (people.len().max(1) as f64).sqrt()).clamp(1.8, 5.5).min(step * 0.3);
            for (i, time) in times.iter().enumerate() {
                let share = if last > first { (time - first) / (last - first) } else { 0.0 };
                let centre = (x(places[i]), y(depths[i]));
                canvas.disc(centre, radius, time_colour(share));
                if forest.parent[i].is_none() {
                    canvas.ring(centre, radius + 1.2, INK, 1.0, 1.2);
                }
            }
            if people.len() > NAMED {
                return;
            }
            // A name stands below its dot where no other is near.
            let look = Type::NOTE.colour(INK);
            let mut taken: Vec<(usize, f64, f64)> = Vec::new();
            for (i, &person) in people.iter().enumerate() {
                let name = text::ellipsize(&self.people[person].name, look, 90.0);
                let half = text::width(&name, look) / 2.0;
                let middle = x(places[i]).clamp(left + half, right - half);
                let free = |&(depth, from, to): &(usize, f64, f64)| {
                    depth != depths[i] || to + 4.0 < middle - half || from - 4.0 > middle + half
                };
                if step > 30.0 && taken.iter().all(free) {
                    taken.push((depths[i], middle - half, middle + half));
                    let y = y(depths[i]) + radius + 12.0;
                    canvas.rect((middle - half - 1.0, y + 2.0), (middle + half + 1.0, y - 8.0), WHITE, 0.8);
                    canvas.text((middle, y), &name, look, Align::Middle);
                }
            }
        });
        let rows = people.iter().enumerate().map(|(i, &person)| {
            let parent =
                forest.parent[i].map_or(String::new(), |parent| table::name(&self.people[people[parent]].name));
            vec![table::name(&self.people[person].name), parent, depths[i].to_string(), table::number(times[i])]
        });
        Picture::new("cascade-tree", svg, table::table(&["person", "parent", "generation", "time"], rows))
    }

    fn time_of(&self, person: usize) -> Option<f64> {
        self.people[person].time.filter(|time| time.is_finite())
    }

    /// A title that tells how deep the cascade goes.
    pub fn depth_in_words(&self) -> String {
        let parents: Vec<Option<usize>> =
            self.people.iter().map(|dot| dot.time.and(dot.parent).map(|parent| parent as usize)).collect();
        let forest = Forest::new(&parents);
        let acted: Vec<bool> = self.people.iter().map(|dot| dot.time.is_some()).collect();
        let (_, depths) = layers(&forest);
        let deepest = depths.iter().zip(acted).filter(|(_, acted)| *acted).map(|(depth, _)| *depth).max().unwrap_or(0);
        match deepest {
            0 => "nobody passed it on".to_owned(),
            deepest => format!("it went {} deep", count(deepest as u64, "tie", "ties")),
        }
    }
}

/// The first of those who are most ties below the first of their tree.
fn deepest(forest: &Forest) -> Option<usize> {
    let (_, depths) = layers(forest);
    (0..depths.len()).max_by_key(|&i| (depths[i], std::cmp::Reverse(i)))
}

/// How many people there are in each generation.
fn generations(forest: &Forest) -> Vec<u64> {
    let (_, depths) = layers(forest);
    let mut generations = vec![0; depths.iter().max().map_or(0, |deepest| deepest + 1)];
    depths.iter().for_each(|&depth| generations[depth] += 1);
    generations
}

/// A place across from 0 to 1 and a depth for each: everybody above the middle of their own, and people without any side by
/// side.
fn layers(forest: &Forest) -> (Vec<f64>, Vec<usize>) {
    let n = forest.parent.len();
    let mut depths = vec![0; n];
    let mut children = vec![Vec::new(); n];
    for &i in &forest.order {
        if let Some(parent) = forest.parent[i] {
            depths[i] = depths[parent] + 1;
            children[parent].push(i);
        }
    }
    // Leaves from left to right, by a walk without recursion: a deep tree is no deep stack.
    let (mut places, mut next) = (vec![0.0; n], 0.0);
    let mut stack: Vec<usize> = (0..n).rev().filter(|&i| forest.parent[i].is_none()).collect();
    while let Some(i) = stack.pop() {
        if children[i].is_empty() {
            places[i] = next;
            next += 1.0;
        }
        stack.extend(children[i].iter().rev());
    }
    for &i in forest.order.iter().rev() {
        if let [first, .., last] = children[i][..] {
            places[i] = (places[first] + places[last]) / 2.0;
        } else if let [only] = children[i][..] {
            places[i] = places[only];
        }
    }
    let widest: f64 = if next > 1.0 { next - 1.0 } else { 1.0 };
    let alone = next <= 1.0;
    places.iter_mut().for_each(|place| *place = if alone { 0.5 } else { *place / widest });
    (places, depths)
}

#[cfg(test)]
mod tests {
    use super::super::Dot;
    use super::super::tests::check;
    use super::*;
    use crate::quantity::Unit;

    fn tree(people: Vec<Dot>) -> Picture {
        let [finding, subtitle] = ["f", "s"].map(String::from);
        let picture =
            CascadePicture { finding, subtitle, unit: Unit::Round, people, ties: vec![], network_people: 1_000_000 };
        check(|| picture.draw_tree())
    }

    #[test]
    fn trees_hang_down_whatever_they_are() {
        let dot = |i: u32, parent: Option<u32>| Dot {
            name: if i == 1 { "<script>".to_owned() } else { format!("person {i}") },
            time: Some(f64::from(i)),
            parent,
        };
        tree(vec![]);
        tree(vec![Dot { name: "never".into(), time: None, parent: Some(0) }]);
        for parent in
            [|i: u32| i.checked_sub(1), |i| (i > 0).then_some(0), |_| None, |i| (i > 0).then_some(i / 2), |i| Some(i)]
        {
            for people in [1, 2, 12, 39, 3000] {
                let csv = tree((0..people).map(|i| dot(i, parent(i))).collect()).csv;
                assert_eq!(csv.lines().count(), 1 + (people as usize).min(PEOPLE));
            }
        }
    }

    /// 2,000 people under one another's eyes: a broad tree, and a thin branch of ten that has fewer people below it.
    #[test]
    fn the_way_to_the_deepest_is_always_drawn() {
        let parent = |i: u32| match i {
            0 => None,
            1..=1000 => Some(0),
            1001..=1990 => Some(i - 1000),
            1991 => Some(1000),
            _ => Some(i - 1),
        };
        let dot = |i: u32| Dot { name: format!("person {i}"), time: Some(f64::from(i)), parent: parent(i) };
        let csv = tree((0..2000).map(dot).collect()).csv;
        assert_eq!(csv.lines().count(), 1 + PEOPLE);
        assert!(csv.contains("\nperson 1999,person 1998,10,"), "the deepest stands there");
    }

    #[test]
    fn a_parent_stands_above_the_middle_of_its_children() {
        // 0 over 1, 2 and 3; 4 under 1; 5 alone.
        let forest = Forest::new(&[None, Some(0), Some(0), Some(0), Some(1), None]);
        let (places, depths) = layers(&forest);
        assert_eq!(depths, [0, 1, 1, 1, 2, 0]);
        assert_eq!(places, [1.0 / 3.0, 0.0, 1.0 / 3.0, 2.0 / 3.0, 0.0, 1.0]);
    }
}
