//! Who heard it from whom: one cascade, as a network of people or as a forest of trees.
//!
//! A small network is drawn whole, with all its ties, and the cascade upon it. Of a large one only those who acted are
//! drawn, as trees; of very many those with most people below them, and the rest are counted in words.

use super::canvas::{Align, Canvas, picture};
use super::forest_layout::Forest;
use super::style::{GREY, INK, MARGIN, NEVER, Type, WHITE, WIDTH, time_colour};
use super::{Picture, network_layout, scale, table, text};
use crate::quantity::Unit;
use crate::text::count as count_of;

/// One cascade.
#[derive(Clone, Debug)]
pub struct CascadePicture {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted: which campaign, which replicate.
    pub subtitle: String,
    /// The unit of [`Dot::time`].
    pub unit: Unit,
    /// Everybody in a small network, or those who acted in a large one.
    pub people: Vec<Dot>,
    /// Ties between them, as positions in `people`, each pair once; none for a large network.
    pub ties: Vec<(u32, u32)>,
    /// People in the whole network.
    pub network_people: u64,
}

/// A person in a cascade.
#[derive(Clone, Debug, Default)]
pub struct Dot {
    /// The person's name.
    pub name: String,
    /// When they acted; nothing if they never did.
    pub time: Option<f64>,
    /// From whom they heard it, as a position in `people`; nothing for the first of a tree.
    pub parent: Option<u32>,
}

/// Higher than the other pictures: what it shows is as high as wide.
const HEIGHT: f64 = 620.0;
/// The largest network that is drawn with its ties, in people.
const NETWORK: usize = 400;
/// The most people drawn as trees.
const FOREST: usize = 1500;
/// The largest network whose people are named.
const NAMED: usize = 24;

/// The people drawn, with all that the drawing needs.
struct Shown<'a> {
    dots: Vec<&'a Dot>,
    times: Vec<Option<f64>>,
    parents: Vec<Option<usize>>,
    note: String,
}

impl CascadePicture {
    /// Draws the picture `cascade`.
    pub fn draw(&self) -> Picture {
        let network = !self.ties.is_empty() && self.people.len() <= NETWORK;
        let shown = if network { self.network() } else { self.forest() };
        let mut places = Vec::new();
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, &shown.note, |canvas, top, bottom| {
            let (width, height) = (WIDTH - 2.0 * MARGIN - 20.0, bottom - top - 60.0);
            let corner = (MARGIN + 10.0, top + 16.0);
            let shift = |(x, y): (f64, f64)| (corner.0 + x, corner.1 + y);
            if network {
                let mut inner = network_layout::places(self.people.len(), &self.ties, width, height);
                network_layout::separate(&mut inner, 2.4 * dot_radius(self.people.len()));
                places = inner.into_iter().map(shift).collect();
                self.draw_network(canvas, &shown, &places);
            } else {
                let (mut inner, room) = Forest::new(&shown.parents).places(width, height);
                let radius = (0.2 * room).clamp(1.5, 6.0);
                network_layout::separate(&mut inner, 2.2 * radius);
                places = inner.into_iter().map(shift).collect();
                draw_forest(canvas, &shown, &places, radius);
            }
            self.draw_key(canvas, &shown, bottom - 6.0);
        });
        Picture::new("cascade", svg, csv(&shown, &places))
    }

    /// Everybody.
    fn network(&self) -> Shown<'_> {
        let count = self.people.len();
        let (times, parents) = self.times_and_parents();
        let acted = times.iter().flatten().count();
        let whole = if self.network_people > count as u64 {
            format!(", of {} in the network", scale::count(self.network_people))
        } else {
            String::new()
        };
        let note = format!(
            "{} of {} acted{whole}. Arrows: who heard it from whom. Pale lines: the other ties.",
            scale::count(acted as u64),
            count_of(count as u64, "person", "people")
        );
        Shown { dots: self.people.iter().collect(), times, parents, note }
    }

    /// Those who acted, the most consequential if they are many.
    fn forest(&self) -> Shown<'_> {
        let (times, parents) = self.times_and_parents();
        let acted: Vec<usize> = (0..times.len()).filter(|&i| times[i].is_some()).collect();
        let mut position = vec![None; times.len()];
        acted.iter().enumerate().for_each(|(new, &old)| position[old] = Some(new));
        let forest = Forest::new(&acted.iter().map(|&i| parents[i].and_then(|p| position[p])).collect::<Vec<_>>());
        let chosen = forest.largest(FOREST, None);
        let mut place = vec![None; acted.len()];
        chosen.iter().enumerate().for_each(|(new, &old)| place[old] = Some(new));
        let trees = |people: &mut dyn Iterator<Item = usize>| people.filter(|&i| forest.parent[i].is_none()).count();
        let (all, drawn) = (trees(&mut (0..acted.len())), trees(&mut chosen.iter().copied()));
        let tree = |n: usize| count_of(n as u64, "tree", "trees");
        let mut note = format!(
            "{} of {} acted, in {}.",
            scale::count(acted.len() as u64),
            count_of(self.network_people, "person", "people"),
            tree(all)
        );
        if chosen.len() < acted.len() {
            note += &format!(
                " Drawn are the {} with most people below them, in {}; the other {} are not drawn.",
                scale::count(chosen.len() as u64),
                tree(drawn),
                scale::count((acted.len() - chosen.len()) as u64)
            );
        }
        note += " In the middle of each tree is its first person, around it those who heard it from them, and so on outwards.";
        Shown {
            dots: chosen.iter().map(|&i| &self.people[acted[i]]).collect(),
            times: chosen.iter().map(|&i| times[acted[i]]).collect(),
            parents: chosen.iter().map(|&i| forest.parent[i].and_then(|p| place[p])).collect(),
            note,
        }
    }

    /// Times that are numbers, and parents of those who have one and acted themselves.
    fn times_and_parents(&self) -> (Vec<Option<f64>>, Vec<Option<usize>>) {
        let times: Vec<_> = self.people.iter().map(|dot| dot.time.filter(|t| t.is_finite())).collect();
        let parents = self.people.iter().zip(&times).map(|(dot, time)| time.and(dot.parent).map(|p| p as usize));
        let parents = parents.map(|p| p.filter(|&p| times.get(p).is_some_and(|t| t.is_some()))).collect();
        (times, parents)
    }

    fn draw_network(&self, canvas: &Canvas, shown: &Shown, places: &[(f64, f64)]) {
        let radius = dot_radius(places.len());
        let never = |i: &usize| shown.times[*i].is_none();
        for &(a, b) in &self.ties {
            if let (Some(&a), Some(&b)) = (places.get(a as usize), places.get(b as usize)) {
                canvas.line(&[a, b], GREY, 0.35, 0.8);
            }
        }
        for i in (0..places.len()).filter(never) {
            canvas.disc(places[i], radius * 0.85, NEVER);
        }
        for (child, parent) in shown.parents.iter().enumerate() {
            if let Some(parent) = *parent {
                arrow(canvas, places[parent], places[child], radius + 1.2);
            }
        }
        draw_dots(canvas, shown, places, radius);
        if places.len() > NAMED {
            return;
        }
        // A name stands on the side of its dot where fewer ties are.
        let mut below = vec![0.0; places.len()];
        for &(a, b) in &self.ties {
            let (a, b) = (a as usize, b as usize);
            if a < places.len() && b < places.len() {
                below[a] += places[b].1 - places[a].1;
                below[b] += places[a].1 - places[b].1;
            }
        }
        let look = Type::NOTE.colour(INK);
        for ((dot, &(x, y)), below) in shown.dots.iter().zip(places).zip(below) {
            let name = text::ellipsize(&dot.name, look, 110.0);
            let half = text::width(&name, look) / 2.0;
            let x = x.clamp(half + 2.0, WIDTH - half - 2.0);
            let y = if below > 1.0 { y - radius - 6.0 } else { y + radius + 13.0 };
            canvas.rect((x - half, y + 2.0), (x + half, y - 8.0), WHITE, 0.75);
            canvas.text((x, y), &name, look, Align::Middle);
        }
    }

    /// What colours and rings mean.
    fn draw_key(&self, canvas: &Canvas, shown: &Shown, y: f64) {
        let (first, last) = span(&shown.times);
        let mut x = MARGIN + 4.0;
        let item = |x: f64, name: &str| {
            canvas.text((x + 10.0, y), name, Type::TICK, Align::Left);
            x + 10.0 + text::width(name, Type::TICK) + 24.0
        };
        if first <= last {
            canvas.ring((x, y - 4.0), 5.0, INK, 1.0, 1.4);
            x = item(x, "first of a tree");
        }
        if shown.times.iter().any(Option::is_none) {
            canvas.disc((x, y - 4.0), 4.0, NEVER);
            item(x, "never acted");
        }
        if first > last {
            return;
        }
        let (per_unit, unit) = super::axis(self.unit, last);
        let [from, to] = [first, last].map(|time| scale::short(time / per_unit));
        let to = match self.unit {
            Unit::Unit => to,
            Unit::Round => format!("{to} round{}", if to == "1" { "" } else { "s" }),
            Unit::Hour => format!("{to} {}", if to == "1" { unit.trim_end_matches('s') } else { unit }),
        };
        let when = if self.unit == Unit::Unit { "at time" } else { "after" };
        if first == last {
            canvas.text((WIDTH - MARGIN, y), &format!("all acted {when} {to}"), Type::TICK, Align::Right);
            return;
        }
        let from = format!("acted {when} {from}");
        canvas.text((WIDTH - MARGIN, y), &to, Type::TICK, Align::Right);
        // A block for each round while they can be told apart.
        let blocks = match self.unit {
            Unit::Round if last - first < 24.0 => (last - first) as usize + 1,
            _ => 48,
        };
        let right = WIDTH - MARGIN - text::width(&to, Type::TICK) - 8.0;
        let wide = (144.0 / blocks as f64).min(18.0);
        let left = right - wide * blocks as f64;
        for i in 0..blocks {
            let from = left + wide * i as f64;
            let share = i as f64 / (blocks - 1) as f64;
            canvas.rect((from, y - 9.0), (from + wide, y + 1.0), time_colour(share), 1.0);
        }
        canvas.text((left - 8.0, y), &from, Type::TICK, Align::Right);
    }
}

/// The size of a dot in a network, in points.
fn dot_radius(people: usize) -> f64 {
    (90.0 / (people.max(1) as f64).sqrt()).clamp(3.2, 8.0)
}

fn draw_forest(canvas: &Canvas, shown: &Shown, places: &[(f64, f64)], radius: f64) {
    for (child, parent) in shown.parents.iter().enumerate() {
        if let Some(parent) = *parent {
            canvas.line(&[places[parent], places[child]], INK, 0.35, (radius * 0.3).clamp(0.5, 1.2));
        }
    }
    draw_dots(canvas, shown, places, radius);
}

/// Those who acted; the last first, so that the early ones are on top.
fn draw_dots(canvas: &Canvas, shown: &Shown, places: &[(f64, f64)], radius: f64) {
    let (first, last) = span(&shown.times);
    let mut acted: Vec<(f64, usize)> = shown.times.iter().enumerate().filter_map(|(i, t)| Some(((*t)?, i))).collect();
    acted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (time, i) in acted {
        if shown.parents[i].is_none() {
            canvas.disc(places[i], radius + 2.6, INK);
            canvas.disc(places[i], radius + 1.4, WHITE);
        }
        let share = if last > first { (time - first) / (last - first) } else { 0.0 };
        canvas.disc(places[i], radius, time_colour(share));
    }
}

/// From the edge of one dot to the edge of another, with a head.
fn arrow(canvas: &Canvas, from: (f64, f64), to: (f64, f64), radius: f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    if length <= 2.0 * radius {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let tip = (to.0 - dx * radius, to.1 - dy * radius);
    let head = (length - 2.0 * radius).min(6.0);
    let neck = (tip.0 - dx * head, tip.1 - dy * head);
    canvas.line(&[from, neck], INK, 0.7, 1.2);
    let half = head * 0.45;
    canvas.shape(&[tip, (neck.0 - dy * half, neck.1 + dx * half), (neck.0 + dy * half, neck.1 - dx * half)], INK, 0.7);
}

/// The earliest and the latest time; the wrong way round if nobody acted.
fn span(times: &[Option<f64>]) -> (f64, f64) {
    times.iter().flatten().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &t| (low.min(t), high.max(t)))
}

fn csv(shown: &Shown, places: &[(f64, f64)]) -> String {
    let row = |i: usize| {
        let time = shown.times[i].map_or(String::new(), table::number);
        let parent = shown.parents[i].map_or(String::new(), |p| table::name(&shown.dots[p].name));
        vec![
            table::name(&shown.dots[i].name),
            time,
            parent,
            format!("{:.1}", places[i].0),
            format!("{:.1}", places[i].1),
        ]
    };
    table::table(&["name", "time", "parent", "x", "y"], (0..places.len()).map(row))
}
