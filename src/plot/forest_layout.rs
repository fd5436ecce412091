//! Places for the people of cascade trees: each tree a disc, its root in the middle, generation after generation around it.
//!
//! A generation's ring has an area that grows with its people, and a person's share of the turn grows with those who heard
//! it through them, so that people are spread evenly over the disc, whether the tree is broad or deep. The area of a disc
//! is in proportion to the people in it.

use std::f64::consts::{FRAC_PI_2, TAU};

/// A disc in which a tree, or a part of a network, is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
}

/// A tree's disc.
pub struct Disc {
    pub circle: Circle,
    /// The outer edge of each generation, in points from the middle.
    pub rings: Vec<f64>,
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

    /// The people with most people below them, at most `most`, in the order given. As a parent has more below than any
    /// child, what is left is whole at the top.
    pub fn largest(&self, most: usize) -> Vec<usize> {
        let mut people: Vec<usize> = (0..self.parent.len()).collect();
        if people.len() > most {
            people.select_nth_unstable_by_key(most, |&i| (std::cmp::Reverse(self.below[i]), i));
            people.truncate(most);
            people.sort_unstable();
        }
        people
    }

    /// A place for each person within `width` times `height`, in points, and the trees' discs, the largest first.
    pub fn places(&self, width: f64, height: f64) -> (Vec<(f64, f64)>, Vec<Disc>) {
        let mut trees = self.trees();
        trees.sort_by_key(|tree| std::cmp::Reverse(tree.len()));
        let sizes: Vec<usize> = trees.iter().map(Vec::len).collect();
        let circles = pack(&sizes, width, height);
        let used = circles.iter().map(|c| c.x + c.radius).fold(0.0, f64::max);
        let mut places = vec![(0.0, 0.0); self.parent.len()];
        let mut discs = Vec::new();
        for (tree, mut circle) in trees.iter().zip(circles) {
            circle.x += (width - used) / 2.0;
            let rings = self.one_tree(tree, circle, &mut places);
            discs.push(Disc { circle, rings });
        }
        (places, discs)
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

    /// Fills in the places of one tree's people; returns the outer edges of its generations.
    fn one_tree(&self, tree: &[usize], circle: Circle, places: &mut [(f64, f64)]) -> Vec<f64> {
        // The tree comes generation by generation; within one, children stand as their parents do.
        let mut generations: Vec<Vec<(usize, f64, f64)>> = vec![vec![(tree[0], 0.0, 1.0)]];
        let mut rest = &tree[1..];
        while !rest.is_empty() {
            let mut next = Vec::new();
            for &(person, from, to) in &generations[generations.len() - 1] {
                let children = rest.iter().take_while(|&&i| self.parent[i] == Some(person)).count();
                let all: usize = rest[..children].iter().map(|&i| self.below[i]).sum();
                let mut start = from;
                for &child in &rest[..children] {
                    let share = (to - from) * self.below[child] as f64 / all as f64;
                    next.push((child, start, start + share));
                    start += share;
                }
                rest = &rest[children..];
            }
            generations.push(next);
        }

        // Rings of equal area per person would be thin threads far outside, rings of equal width crowded far inside.
        let radius = circle.radius * 0.93;
        let last = generations.len();
        let edge = |generation: usize, people: usize| {
            let (even, full) = (generation as f64 / last as f64, (people as f64 / tree.len() as f64).sqrt());
            radius * if generation == 0 { 0.0 } else { 0.4 * even + 0.6 * full }
        };
        let mut inside = 0;
        let mut rings = Vec::new();
        for (generation, people) in generations.iter().enumerate() {
            let (inner, outer) = (edge(generation, inside), edge(generation + 1, inside + people.len()));
            // A crowded ring has several rows, in which neighbours take turns.
            let apart = radius / (tree.len() as f64).sqrt();
            let rows = (people.len() as f64 * apart / (TAU * (inner + outer) / 2.0)).ceil().max(1.0);
            for (i, &(person, from, to)) in people.iter().enumerate() {
                let row = (i as f64 % rows + 0.5) / rows;
                let distance = if inside == 0 { 0.0 } else { inner + (outer - inner) * row };
                let angle = TAU * (from + to) / 2.0 - FRAC_PI_2;
                places[person] = (circle.x + distance * libm::cos(angle), circle.y + distance * libm::sin(angle));
            }
            inside += people.len();
            rings.push(outer);
        }
        rings
    }
}

/// Discs for trees of the given sizes, largest first, within `width` times `height`: in columns from the left, areas in
/// proportion to the sizes, as large as they fit.
pub fn pack(sizes: &[usize], width: f64, height: f64) -> Vec<Circle> {
    let columns = |scale: f64| {
        let mut circles: Vec<Circle> = Vec::with_capacity(sizes.len());
        let (mut left, mut next) = (0.0, 0);
        while next < sizes.len() {
            let widest = scale * (sizes[next] as f64).sqrt();
            let (first, mut used) = (next, 0.0);
            while next < sizes.len() {
                let radius = scale * (sizes[next] as f64).sqrt();
                if used + 2.0 * radius > height && next > first {
                    break;
                }
                circles.push(Circle { x: left + widest, y: used + radius, radius });
                used += 2.0 * radius;
                next += 1;
            }
            // What is left of the height goes between the discs of a full column.
            let gap = if next < sizes.len() { (height - used) / (next - first) as f64 } else { 0.0 };
            let gap = if next - first == 1 { (height - used).max(0.0) } else { gap };
            circles[first..].iter_mut().enumerate().for_each(|(i, c)| c.y += gap * (i as f64 + 0.5));
            left += 2.0 * widest;
        }
        (circles, left)
    };
    let mut scale = (0.0, height / 2.0 / (sizes.first().copied().unwrap_or(1) as f64).sqrt());
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
        assert_eq!(forest.largest(3), [0, 1, 5]);
    }

    #[test]
    fn discs_do_not_overlap_and_stay_inside() {
        for sizes in [vec![1], vec![1500], vec![100, 80, 60, 40, 20], vec![1; 1500], (1..60).rev().collect()] {
            let circles = pack(&sizes, 770.0, 480.0);
            for (i, a) in circles.iter().enumerate() {
                assert!(
                    a.x - a.radius > -0.1 && a.x + a.radius < 770.1 && a.y - a.radius > -0.1 && a.y + a.radius < 480.1,
                    "{a:?}"
                );
                for b in &circles[..i] {
                    let apart = ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt();
                    assert!(apart > a.radius + b.radius - 0.1, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn everybody_stands_in_the_disc_of_their_tree() {
        let parents: Vec<Option<usize>> = (0..300).map(|i| if i < 3 { None } else { Some((i - 3) / 2) }).collect();
        let (places, discs) = Forest::new(&parents).places(700.0, 400.0);
        assert_eq!(discs.len(), 3);
        let inside = |p: &(f64, f64)| {
            discs.iter().map(|d| d.circle).any(|c| (p.0 - c.x).powi(2) + (p.1 - c.y).powi(2) < c.radius * c.radius)
        };
        assert!(places.iter().all(inside));
    }
}
