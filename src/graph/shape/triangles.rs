//! Triangles, each found once: from its corner of smallest degree.

use super::simple::Simple;

/// In how many triangles each person stands.
///
/// Pairs are turned from the smaller degree to the larger (by number among equals), so no row is longer than sqrt(2 m). The
/// rows of a person and of each of its neighbours are compared by marks.
pub(super) fn corners(simple: &Simple) -> Vec<u64> {
    let n = simple.people();
    let rank = |person: u32| (simple.degree(person), person);
    let mut offsets = vec![0usize];
    let mut onward = Vec::with_capacity(simple.ends() as usize / 2);
    for person in 0..n {
        onward.extend(simple.neighbours(person).iter().filter(|&&other| rank(other) > rank(person)));
        offsets.push(onward.len());
    }
    let row = |person: u32| &onward[offsets[person as usize]..offsets[person as usize + 1]];

    let mut corners = vec![0u64; n as usize];
    let mut marked_by = vec![u32::MAX; n as usize];
    for a in 0..n {
        row(a).iter().for_each(|&other| marked_by[other as usize] = a);
        for &b in row(a) {
            let mut found = 0;
            for &c in row(b) {
                let closed = u64::from(marked_by[c as usize] == a);
                corners[c as usize] += closed;
                found += closed;
            }
            corners[a as usize] += found;
            corners[b as usize] += found;
        }
    }
    corners
}

/// The mean of the local coefficients, in the order of people; none without people.
pub(super) fn local_clustering(simple: &Simple, corners: &[u64]) -> Option<f64> {
    let local = |person: u32| {
        let k = simple.degree(person);
        if k < 2 { 0.0 } else { corners[person as usize] as f64 / (k * (k - 1) / 2) as f64 }
    };
    let n = simple.people();
    (n > 0).then(|| (0..n).map(local).sum::<f64>() / f64::from(n))
}
