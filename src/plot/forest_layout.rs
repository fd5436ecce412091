//! Places for the people of cascade trees: each tree a disc, its root in the middle, generation after generation around it.
//!
//! A generation's ring is the wider the more people it has, and a person's share of the turn the larger the more people
//! heard it through them, so that people are spread over the disc, whether the tree is broad or deep. The area of a disc
//! goes with the people in it; a tree that is all depth gets a little more.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// A place in points.
pub type Place = (f64, f64);

const GOLDEN_SECTION: f64 = 0.618_033_988_749_895;

/// A disc in which a tree, or a part of a network, is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
}

/// Who heard it from whom; the first of each tree has no parent.
pub struct Forest {
    /// The place of each person's parent in the order of the people given, if there is one.
    pub parent: Vec<Option<usize>>,
    /// People, each after their parent.
    pub order: Vec<usize>,
    /// People in the tree below each person, themselves included.
    pub below: Vec<usize>,
}

impl Forest {
    /// A parent that does not exist or would close a circle is left out.
    pub fn new(parents: &[Option<usize>]) -> Forest {
        let n = parents.len();
        let mut parent: Vec<Option<usize>> = parents.iter().map(|p| p.filter(|&p| p < n)).collect();
        let mut children = vec![Vec::new(); n];
        parent.iter().enumerate().for_each(|(i, p)| p.iter().for_each(|&p| children[p].push(i)));
        let mut order = Vec::with_capacity(n);
        let mut seen = vec![false; n];
        let roots = (0..n).filter(|&i| parents[i].is_none_or(|p| p >= n)).chain(0..n).collect::<Vec<_>>();
        let mut next = 0;
        for root in roots {
            if std::mem::replace(&mut seen[root], true) {
                continue;
            }
            parent[root] = None;
            order.push(root);
            while next < order.len() {
                for &child in &children[order[next]] {
                    if !std::mem::replace(&mut seen[child], true) {
                        order.push(child);
                    }
                }
                next += 1;
            }
        }
        let mut below = vec![1; n];
        for &i in order.iter().rev() {
            if let Some(p) = parent[i] {
                below[p] += below[i];
            }
        }
        Forest { parent, order, below }
    }

    /// The people with most people below them, at most `most`, in the order given, and first of all those on the way down
    /// to a person, if one is named. As a parent has more below than any child, what is left is whole at the top.
    pub fn largest(&self, most: usize, down_to: Option<usize>) -> Vec<usize> {
        let mut people: Vec<usize> = (0..self.parent.len()).collect();
        if people.len() > most {
            let mut is_beside = vec![true; people.len()];
            std::iter::successors(down_to, |&i| self.parent[i]).for_each(|i| is_beside[i] = false);
            people.select_nth_unstable_by_key(most, |&i| (is_beside[i], std::cmp::Reverse(self.below[i]), i));
            people.truncate(most);
            people.sort_unstable();
        }
        people
    }

    /// A place for each person within `width` times `height`, in points, and the room each has: the square root of its
    /// area.
    pub fn places(&self, width: f64, height: f64) -> (Vec<Place>, f64) {
        let mut trees: Vec<Tree> = self.trees().into_iter().map(|people| self.generations(&people)).collect();
        trees.sort_by(|a, b| b.radius().total_cmp(&a.radius()));
        let radii: Vec<f64> = trees.iter().map(Tree::radius).collect();
        let circles = pack(&radii, width, height);
        let used = circles.iter().map(|c| c.x + c.radius).fold(0.0, f64::max);
        let mut places = vec![(0.0, 0.0); self.parent.len()];
        for (tree, circle) in trees.iter().zip(&circles) {
            tree.place(Circle { x: circle.x + (width - used) / 2.0, ..*circle }, &mut places);
        }
        let room = circles.first().map_or(1.0, |circle| circle.radius / radii[0]);
        (places, room * PI.sqrt())
    }

    /// The people of each tree, root first.
    fn trees(&self) -> Vec<Vec<usize>> {
        let mut tree_of = vec![0; self.parent.len()];
        let mut trees: Vec<Vec<usize>> = Vec::new();
        for &i in &self.order {
            tree_of[i] = self.parent[i].map_or(trees.len(), |p| tree_of[p]);
            match self.parent[i] {
                Some(_) => trees[tree_of[i]].push(i),
                None => trees.push(vec![i]),
            }
        }
        trees
    }

    /// A person's claim on the turn. Less than in proportion to the people below, or a child with none would be squeezed
    /// flat between siblings with many.
    fn weight(&self, person: usize) -> f64 {
        libm::pow(self.below[person] as f64, 0.85)
    }

    /// One tree, from its people in the order of their generations, children standing as their parents do.
    fn generations(&self, people: &[usize]) -> Tree {
        let mut generations = vec![vec![(people[0], 0.0, 1.0)]];
        let mut rest = &people[1..];
        while !rest.is_empty() {
            let mut next = Vec::new();
            for &(person, from, to) in &generations[generations.len() - 1] {
                let children = rest.iter().take_while(|&&i| self.parent[i] == Some(person)).count();
                let all: f64 = rest[..children].iter().map(|&i| self.weight(i)).sum();
                let mut start = from;
                for &child in &rest[..children] {
                    let end = start + (to - from) * self.weight(child) / all;
                    next.push((child, start, end));
                    start = end;
                }
                rest = &rest[children..];
            }
            generations.push(next);
        }
        Tree { people: people.len(), generations }
    }
}

/// A tree, generation by generation: each person with the beginning and the end of their share of the turn, 0 to 1.
struct Tree {
    people: usize,
    generations: Vec<Vec<(usize, f64, f64)>>,
}

impl Tree {
    /// The radius it needs, in units of which a person has one to stand on; deep trees need more than broad ones.
    fn radius(&self) -> f64 {
        (self.people as f64).sqrt().max(0.6 * self.generations.len() as f64)
    }

    fn place(&self, circle: Circle, places: &mut [Place]) {
        let radius = circle.radius * 0.93;
        // Rings of equal area per person would be thin threads far outside, rings of equal width crowded far inside.
        let edge = |generation: usize, inside: usize| {
            let even = generation as f64 / self.generations.len() as f64;
            let full = (inside as f64 / self.people as f64).sqrt();
            if generation == 0 { 0.0 } else { radius * (0.4 * even + 0.6 * full) }
        };
        let apart = radius / (self.people as f64).sqrt();
        let mut inside = 0;
        for (generation, people) in self.generations.iter().enumerate() {
            let (inner, outer) = (edge(generation, inside), edge(generation + 1, inside + people.len()));
            // In a crowded ring neighbours stand at different distances, spread evenly over its area.
            let crowded = people.len() as f64 * apart > TAU * (inner + outer) / 2.0;
            for (i, &(person, from, to)) in people.iter().enumerate() {
                let share = if crowded { ((i as f64 + 0.5) * GOLDEN_SECTION).fract() } else { 0.5 };
                let distance =
                    if inside == 0 { 0.0 } else { (inner * inner + (outer * outer - inner * inner) * share).sqrt() };
                let angle = TAU * (from + to) / 2.0 - FRAC_PI_2;
                places[person] = (circle.x + distance * libm::cos(angle), circle.y + distance * libm::sin(angle));
            }
            inside += people.len();
        }
    }
}

/// Discs of the given radii, largest first, within `width` times `height`: in columns from the left, all as large as they
/// fit by one factor.
pub fn pack(radii: &[f64], width: f64, height: f64) -> Vec<Circle> {
    let columns = |scale: f64| {
        let mut circles: Vec<Circle> = Vec::with_capacity(radii.len());
        let (mut left, mut next) = (0.0, 0);
        while next < radii.len() {
            let widest = scale * radii[next];
            let (first, mut used) = (next, 0.0);
            while next < radii.len() {
                let radius = scale * radii[next];
                if used + 2.0 * radius > height && next > first {
                    break;
                }
                circles.push(Circle { x: left + widest, y: used + radius, radius });
                used += 2.0 * radius;
                next += 1;
            }
            // What is left of the height goes between the discs of a full column.
            let gap = if next < radii.len() { (height - used) / (next - first) as f64 } else { 0.0 };
            let gap = if next - first == 1 { (height - used).max(0.0) } else { gap };
            circles[first..].iter_mut().enumerate().for_each(|(i, c)| c.y += gap * (i as f64 + 0.5));
            left += 2.0 * widest;
        }
        (circles, left)
    };
    let mut scale = (0.0, height / 2.0 / (radii.first().copied().unwrap_or(1.0)));
    scale.1 = scale.1.min(60.0);
    if columns(scale.1).1 > width {
        for _ in 0..40 {
            let middle = (scale.0 + scale.1) / 2.0;
            if columns(middle).1 > width { scale.1 = middle } else { scale.0 = middle }
        }
        scale.1 = scale.0;
    }
    columns(scale.1).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_below_are_counted_and_circles_are_cut() {
        let forest = Forest::new(&[None, Some(0), Some(1), Some(1), Some(9), Some(6), Some(5), Some(7)]);
        assert_eq!(forest.below, [4, 3, 1, 1, 1, 2, 1, 1]);
        assert_eq!(forest.parent, [None, Some(0), Some(1), Some(1), None, None, Some(5), None]);
        assert_eq!(forest.largest(3, None), [0, 1, 5]);
    }

    #[test]
    fn discs_do_not_overlap_and_stay_inside() {
        let sizes =
            [vec![1], vec![1500], vec![100, 80, 60, 40, 20], vec![1; 1500], (1..60).rev().collect::<Vec<u32>>()];
        for sizes in sizes {
            let circles = pack(&sizes.iter().map(|&s| f64::from(s).sqrt()).collect::<Vec<_>>(), 770.0, 480.0);
            for (i, a) in circles.iter().enumerate() {
                assert!(
                    a.x - a.radius > -0.1 && a.x + a.radius < 770.1 && a.y - a.radius > -0.1 && a.y + a.radius < 480.1,
                    "{a:?}"
                );
                for b in &circles[..i] {
                    let apart = libm::hypot(a.x - b.x, a.y - b.y);
                    assert!(apart > a.radius + b.radius - 0.1, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn every_tree_has_a_place_of_its_own() {
        let parents: Vec<Option<usize>> = (0..300).map(|i| if i < 3 { None } else { Some((i - 3) / 2) }).collect();
        let (places, _) = Forest::new(&parents).places(700.0, 400.0);
        assert!(places.iter().all(|p| (0.0..=700.0).contains(&p.0) && (0.0..=400.0).contains(&p.1)));
        // The first of each tree are far apart, children near their parents.
        let apart = |a: usize, b: usize| libm::hypot(places[a].0 - places[b].0, places[a].1 - places[b].1);
        assert!(apart(0, 1) > 150.0 && apart(3, 0) < 100.0);
    }
}
