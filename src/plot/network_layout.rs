//! Places for the people of a small network, such that distances in the picture are those along ties.
//!
//! Stress minimisation by stochastic gradient descent: every pair of people, in an order that looks shuffled, is moved
//! towards its distance, at first in bold steps, later in small ones. Grids, rings and paths come out as what they are.
//! The order and the start are fixed, so the same network always gets the same picture.
//!
//! # Cost
//! n² pairs for n people, a hundred and twenty times; meant for some hundred people.
//!
//! # Reference
//! J. X. Zheng, S. Pawar, D. F. M. Goodman, Graph drawing by stochastic gradient descent, 2019, doi 10.1109/TVCG.2018.2859997.

use super::forest_layout::{Place, pack};

/// Passes over all pairs.
const PASSES: usize = 120;
/// The golden angle, in radians.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// A place for each of `people` people within `width` times `height`, in points; every component on its own, the largest
/// at the left.
pub fn places(people: usize, ties: &[(u32, u32)], width: f64, height: f64) -> Vec<Place> {
    let neighbours = neighbours(people, ties);
    let mut components = components(&neighbours);
    components.sort_by_key(|members| std::cmp::Reverse(members.len()));
    let radii: Vec<f64> = components.iter().map(|members| (members.len() as f64).sqrt()).collect();
    let circles = pack(&radii, width, height);
    // Where the others leave room, the largest takes it.
    let used = circles.iter().map(|c| c.x + c.radius).fold(0.0, f64::max);
    let spare = width - used;
    let mut places = vec![(0.0, 0.0); people];
    for (i, (members, circle)) in components.iter().zip(&circles).enumerate() {
        let shape = one_component(members, &neighbours);
        let fitted = if i == 0 {
            fit(&shape, (2.0 * circle.radius + spare, height), (circle.radius + spare / 2.0, height / 2.0))
        } else {
            let side = 1.5 * circle.radius;
            fit(&shape, (side, side), (circle.x + spare, circle.y))
        };
        members.iter().zip(fitted).for_each(|(&person, place)| places[person] = place);
    }
    places
}

/// Both directions of every tie between two different, existing people.
fn neighbours(people: usize, ties: &[(u32, u32)]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); people];
    for &(a, b) in ties {
        let (a, b) = (a as usize, b as usize);
        if a != b && a < people && b < people {
            neighbours[a].push(b);
            neighbours[b].push(a);
        }
    }
    neighbours
}

fn components(neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; neighbours.len()];
    let mut components = Vec::new();
    for first in 0..neighbours.len() {
        if seen[first] {
            continue;
        }
        seen[first] = true;
        let mut members = vec![first];
        let mut next = 0;
        while next < members.len() {
            for &other in &neighbours[members[next]] {
                if !std::mem::replace(&mut seen[other], true) {
                    members.push(other);
                }
            }
            next += 1;
        }
        components.push(members);
    }
    components
}

/// Ties on the shortest path between each two members, by their positions in `members`.
fn distances(members: &[usize], neighbours: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let mut position = vec![0; neighbours.len()];
    members.iter().enumerate().for_each(|(i, &person)| position[person] = i);
    let from = |start: usize| {
        let mut distance = vec![f64::INFINITY; members.len()];
        distance[start] = 0.0;
        let mut reached = vec![start];
        let mut next = 0;
        while next < reached.len() {
            let here = reached[next];
            for &other in &neighbours[members[here]] {
                let other = position[other];
                if distance[other].is_infinite() {
                    distance[other] = distance[here] + 1.0;
                    reached.push(other);
                }
            }
            next += 1;
        }
        distance
    };
    (0..members.len()).map(from).collect()
}

/// Places for the members of one component, a tie about 1 long.
fn one_component(members: &[usize], neighbours: &[Vec<usize>]) -> Vec<Place> {
    let n = members.len();
    let distance = distances(members, neighbours);
    let longest = distance.iter().flatten().copied().fold(1.0, f64::max);
    let spiral = |i: usize| {
        let (angle, radius) = (GOLDEN * i as f64, longest / 2.0 * ((i as f64 + 0.5) / n as f64).sqrt());
        (radius * libm::cos(angle), radius * libm::sin(angle))
    };
    let mut places: Vec<Place> = (0..n).map(spiral).collect();
    let pairs: Vec<(usize, usize)> = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let (mut next, stride) = (0, stride(pairs.len()));
    for pass in 0..PASSES {
        // From the square of the longest distance down to a tenth, each pass the same factor smaller.
        let cooled = pass as f64 / (PASSES - 1) as f64;
        let step = longest * longest * libm::pow(0.1 / (longest * longest), cooled);
        for _ in 0..pairs.len() {
            let (a, b) = pairs[next];
            next = (next + stride) % pairs.len();
            let wish = distance[a][b];
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let share = (step / (wish * wish)).min(1.0) * (length - wish) / (2.0 * length);
            places[a] = (places[a].0 - share * dx, places[a].1 - share * dy);
            places[b] = (places[b].0 + share * dx, places[b].1 + share * dy);
        }
    }
    hang_leaves(&mut places, &distance);
    places
}

/// Puts people with a single tie at a tie's length from their only neighbour, where they would rather crowd its inside.
fn hang_leaves(places: &mut [Place], distance: &[Vec<f64>]) {
    for (leaf, row) in distance.iter().enumerate() {
        let mut near = row.iter().enumerate().filter(|(_, d)| **d == 1.0).map(|(other, _)| other);
        if let (Some(hub), None) = (near.next(), near.next()) {
            let (dx, dy) = (places[leaf].0 - places[hub].0, places[leaf].1 - places[hub].1);
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            places[leaf] = (places[hub].0 + dx / length, places[hub].1 + dy / length);
        }
    }
}

/// Moves people who stand upon each other `apart` points apart, or nearly so where it is crowded.
pub fn separate(places: &mut [Place], apart: f64) {
    for _ in 0..30 {
        let mut any = false;
        for a in 0..places.len() {
            for b in 0..a {
                let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                // The root of a square is what was squared: most pairs need none.
                if dx.abs() >= apart || dy.abs() >= apart {
                    continue;
                }
                let length = (dx * dx + dy * dy).sqrt();
                if length < apart {
                    any = true;
                    let (dx, dy) = if length > 1e-6 { (dx / length, dy / length) } else { (1.0, 0.0) };
                    let push = (apart - length) / 4.0;
                    places[a] = (places[a].0 + dx * push, places[a].1 + dy * push);
                    places[b] = (places[b].0 - dx * push, places[b].1 - dy * push);
                }
            }
        }
        if !any {
            break;
        }
    }
}

/// A step that visits all of `count` places once, near the golden section of it and without a common divisor.
fn stride(count: usize) -> usize {
    let divisor = |mut a: usize, mut b: usize| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let golden = (count as f64 * 0.618_033_988_749_895) as usize;
    (golden.max(1)..).find(|&stride| divisor(stride, count.max(1)) == 1).unwrap_or(1)
}

/// Turns, scales and moves a shape so that it is drawn as large as a box around `middle` allows.
fn fit(shape: &[Place], (width, height): (f64, f64), middle: Place) -> Vec<Place> {
    let turned = |degrees: f64| {
        let (sin, cos) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
        shape.iter().map(|&(x, y)| (x * cos - y * sin, x * sin + y * cos)).collect::<Vec<_>>()
    };
    let extent = |places: &[Place]| {
        let span = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        (span(&mut places.iter().map(|p| p.0)), span(&mut places.iter().map(|p| p.1)))
    };
    // The turn whose bounding box is smallest sets grids and paths straight; of its two ways up, the larger is taken.
    let size = |degrees: f64| {
        let ((left, right), (top, bottom)) = extent(&turned(degrees));
        (right - left, bottom - top)
    };
    let scale = |degrees: f64| {
        let (wide, high) = size(degrees);
        (width / wide.max(1e-6)).min(height / high.max(1e-6))
    };
    let areas = (0..360).map(|quarter| f64::from(quarter) / 4.0).map(|degrees| {
        let (wide, high) = size(degrees);
        (wide * high, degrees)
    });
    let (_, upright) =
        areas.fold((f64::INFINITY, 0.0), |best, new| if new.0 < best.0 * (1.0 - 1e-9) { new } else { best });
    let degrees = if scale(upright + 90.0) > scale(upright) { upright + 90.0 } else { upright };
    // Two people need not stand at opposite ends of the picture.
    let scale = scale(degrees).min(160.0);
    let places = turned(degrees);
    let ((left, right), (top, bottom)) = extent(&places);
    let place =
        |(x, y): Place| (middle.0 + (x - (left + right) / 2.0) * scale, middle.1 + (y - (top + bottom) / 2.0) * scale);
    places.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(places: &[Place], (a, b): (u32, u32)) -> f64 {
        let (a, b) = (places[a as usize], places[b as usize]);
        libm::hypot(a.0 - b.0, a.1 - b.1)
    }

    #[test]
    fn a_ring_is_drawn_as_a_circle() {
        let ties: Vec<(u32, u32)> = (0..60).map(|i| (i, (i + 1) % 60)).collect();
        let places = places(60, &ties, 700.0, 400.0);
        let radius = |p: &Place| libm::hypot(p.0 - 350.0, p.1 - 200.0);
        let radii: Vec<f64> = places.iter().map(radius).collect();
        assert!(radii.iter().all(|r| (190.0..=202.0).contains(r)), "{radii:?}");
    }

    #[test]
    fn a_path_is_drawn_as_a_line_from_side_to_side() {
        let ties: Vec<(u32, u32)> = (0..29).map(|i| (i, i + 1)).collect();
        let places = places(30, &ties, 700.0, 400.0);
        let lengths: Vec<f64> = ties.iter().map(|&tie| length(&places, tie)).collect();
        assert!(lengths.iter().all(|&l| l > 20.0 && l < 24.5), "{lengths:?}");
    }

    #[test]
    fn everybody_is_inside_and_apart_whatever_the_ties() {
        let rings: Vec<(u32, u32)> = (0..50).map(|i| (i, (i + 1) % 50)).chain((50..60).map(|i| (i, i + 1))).collect();
        for (people, ties) in
            [(0, vec![]), (1, vec![]), (2, vec![(0, 1)]), (40, vec![]), (80, rings), (3, vec![(0, 0), (1, 9)])]
        {
            let places = places(people, &ties, 700.0, 400.0);
            assert!(
                places.iter().all(|p| (-0.01..=700.01).contains(&p.0) && (-0.01..=400.01).contains(&p.1)),
                "{places:?}"
            );
            for a in 0..people as u32 {
                assert!((0..a).all(|b| length(&places, (a, b)) > 3.0), "{people} {a}");
            }
        }
    }
}
