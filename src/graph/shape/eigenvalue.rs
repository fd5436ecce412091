//! The leading eigenvalue of the undirected simple graph, by Lanczos' method.
//!
//! From the vector of ones, which is never orthogonal to the leading eigenvector, since that has no negative entry. Each pass
//! over the ties makes the projected matrix, tridiagonal with a_1, ..., a_j beside b_1, ..., b_(j-1), one larger. Its largest
//! eigenvalue theta only grows, never above the one looked for, and with the last entry s of theta's unit eigenvector some
//! eigenvalue lies within b_j |s| of theta; the error itself is of the order of the square of this. It stops when b_j |s| is at
//! most 1e-9 theta, or after 500 passes. Lost orthogonality, the method's known weakness, only brings copies of eigenvalues
//! already found. Nothing but + - * / and square roots, in a fixed order.
//!
//! # Reference
//!
//! C. Lanczos, *An iteration method for the solution of the eigenvalue problem of linear differential and integral operators*,
//! Journal of Research of the National Bureau of Standards 45 (1950), 255-282, doi:10.6028/jres.045.026; B. N. Parlett, *The
//! Symmetric Eigenvalue Problem*, 1998, section 13.2 (the bound), doi:10.1137/1.9781611971163.

use super::simple::Simple;

/// The largest error, as a share of the eigenvalue.
const TOLERANCE: f64 = 1e-9;
/// The most passes over the ties.
const MOST_PASSES: usize = 500;

/// The eigenvalue, and how far it may be from one.
pub(super) fn leading(simple: &Simple) -> (f64, f64) {
    let n = simple.people() as usize;
    if simple.ends() == 0 {
        return (0.0, 0.0);
    }
    let mut vector = vec![1.0 / (n as f64).sqrt(); n];
    let mut before = vec![0.0; n];
    let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    loop {
        // The next vector: what the matrix makes of this one, less its parts along this one and the one before.
        let last = beside.last().copied().unwrap_or(0.0);
        let mut next: Vec<f64> = (0..n as u32)
            .map(|person| {
                let sum: f64 = simple.neighbours(person).iter().map(|&other| vector[other as usize]).sum();
                sum - last * before[person as usize]
            })
            .collect();
        let along = dot(&next, &vector);
        next.iter_mut().zip(&vector).for_each(|(x, v)| *x -= along * v);
        let length = dot(&next, &next).sqrt();
        diagonal.push(along);

        let theta = largest(&diagonal, &beside);
        let error = length * last_entry(&diagonal, &beside, theta);
        if error <= TOLERANCE * theta || diagonal.len() == MOST_PASSES {
            return (theta, error);
        }
        beside.push(length);
        next.iter_mut().for_each(|x| *x /= length);
        before = std::mem::replace(&mut vector, next);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The largest eigenvalue of a symmetric tridiagonal matrix, by halving: x is above all eigenvalues exactly if every pivot of
/// x - T is positive.
fn largest(diagonal: &[f64], beside: &[f64]) -> f64 {
    let above_all = |x: f64| {
        let mut pivot = x - diagonal[0];
        pivot > 0.0
            && diagonal[1..].iter().zip(beside).all(|(a, b)| {
                pivot = x - a - b * b / pivot;
                pivot > 0.0
            })
    };
    let left = |i: usize| if i == 0 { 0.0 } else { beside[i - 1].abs() };
    let right = |i: usize| beside.get(i).map_or(0.0, |b| b.abs());
    // Gershgorin's circles bound it from above, the diagonal from below.
    let mut high = (0..diagonal.len()).map(|i| diagonal[i] + left(i) + right(i)).fold(f64::MIN, f64::max);
    let mut low = diagonal.iter().copied().fold(f64::MIN, f64::max);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if above_all(middle) { high = middle } else { low = middle }
    }
}

/// The size of the last entry of the unit eigenvector, entry by entry from the last one upwards: the first row that is left
/// over is the check.
fn last_entry(diagonal: &[f64], beside: &[f64], theta: f64) -> f64 {
    // Entries are ratios to the last one; they are scaled down before they can overflow.
    let (mut entry, mut below, mut last, mut square) = (1.0f64, 0.0f64, 1.0f64, 1.0f64);
    for i in (1..diagonal.len()).rev() {
        let right = if i + 1 < diagonal.len() { beside[i] * below } else { 0.0 };
        let above = ((theta - diagonal[i]) * entry - right) / beside[i - 1];
        (below, entry) = (entry, above);
        square += entry * entry;
        if square > 1e200 {
            let scale = 1.0 / square.sqrt();
            (entry, below, last) = (entry * scale, below * scale, last * scale);
            square = 1.0;
        }
    }
    last / square.sqrt()
}
