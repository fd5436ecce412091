//! People stand in rows and columns and are tied to those beside them.
//!
//! The person in row r and column c has the number r * columns + c. It is tied, both ways, to the 4 people above, below, to
//! the left and to the right (von Neumann's neighbourhood), or to these and the 4 across the corners (Moore's). At a border
//! those outside are missing; with `wrap` the opposite border takes their place.
//!
//! # Parameters
//!
//! `rows` and `columns`, each at least 1 (3 with `wrap`, else someone would be tied twice to the same person);
//! `neighbours`, 4 (the default) or 8; `wrap`, default false.
//!
//! # Cost
//!
//! Up to `neighbours` ties a person.
//!
//! # Randomness
//!
//! None.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::grid::Grid;
//!
//! let network = Grid::new(3, 4, 4, false).unwrap().network();
//! assert_eq!(network.hearers(5), [1, 4, 6, 9]);
//! ```

use super::{Generator, fits, network, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::Graph;

const KEYS: &[Key] = &[
    Key::required("rows", Kind::Whole(1, Graph::MOST_PEOPLE), "how many rows of people there are").unit("rows"),
    Key::required("columns", Kind::Whole(1, Graph::MOST_PEOPLE), "how many people stand in a row").unit("people"),
    Key::with_default(
        "neighbours",
        Kind::Whole(4, 8),
        "4",
        "4: above, below, left and right; 8: across the corners too",
    )
    .unit("people"),
    Key::with_default(
        "wrap",
        Kind::Flag,
        "false",
        "whether the people at a border are tied to those at the opposite one",
    ),
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "grid",
    title: "people in rows and columns, tied to those beside them",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of small grids; 4 and 8 ties each when wrapped",
    build: |value: &Value| {
        let (rows, columns) = (value.whole("rows"), value.whole("columns"));
        Ok(Box::new(Grid::new(rows, columns, value.whole("neighbours"), value.flag("wrap"))?))
    },
};

/// People in rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    rows: u32,
    columns: u32,
    corners: bool,
    wrap: bool,
}

impl Grid {
    /// Of rows and columns, each at least 1, with 4 or 8 neighbours.
    ///
    /// # Errors
    ///
    /// A fault at `neighbours` where it is neither 4 nor 8, at `wrap` with fewer than 3 rows or columns, at `rows` where a
    /// network cannot hold so many people or ties.
    pub fn new(rows: u64, columns: u64, neighbours: u64, wrap: bool) -> Result<Self, Fault> {
        if neighbours != 4 && neighbours != 8 {
            return Err(Fault::at(
                "neighbours",
                format!("nobody has {neighbours} neighbours on a grid"),
                "write 4 or 8",
            ));
        }
        if wrap && rows.min(columns) < 3 {
            let message =
                format!("on a wrapped grid of {rows} by {columns} the neighbours on both sides are the same person");
            return Err(Fault::at("wrap", message, "write at least 3 rows and 3 columns, or `wrap = false`"));
        }
        if rows.saturating_mul(columns) > Graph::MOST_PEOPLE {
            let message =
                format!("{rows} by {columns} people are more than a network can have ({})", Graph::MOST_PEOPLE);
            return Err(Fault::at("rows", message, "write fewer rows or columns"));
        }
        let law = Grid { rows: rows as u32, columns: columns as u32, corners: neighbours == 8, wrap };
        fits(law.rows * law.columns, law.size().1, "rows")?;
        Ok(law)
    }

    /// The steps to the neighbours that come later: to the right, then down.
    fn steps(&self) -> &'static [(u32, i64)] {
        if self.corners { &[(0, 1), (1, -1), (1, 0), (1, 1)] } else { &[(0, 1), (1, 0)] }
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        let (rows, columns) = (i64::from(self.rows), i64::from(self.columns));
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for row in 0..rows {
            for column in 0..columns {
                for &(down, right) in self.steps() {
                    let (r, c) = (row + i64::from(down), column + right);
                    if self.wrap || (r < rows && (0..columns).contains(&c)) {
                        from.push((row * columns + column) as u32);
                        to.push((r.rem_euclid(rows) * columns + c.rem_euclid(columns)) as u32);
                    }
                }
            }
        }
        network(self.rows * self.columns, from, to, true)
    }
}

without_chance!(Grid: |grid| {
    let pairs = |&(down, right): &(u32, i64)| {
        let outside = |step: u32| if grid.wrap { 0.0 } else { f64::from(step) };
        (f64::from(grid.rows) - outside(down)) * (f64::from(grid.columns) - outside(right.unsigned_abs() as u32))
    };
    (u64::from(grid.rows) * u64::from(grid.columns), 2.0 * grid.steps().iter().map(pairs).sum::<f64>())
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the definition by distance, for every small grid.
    #[test]
    fn those_beside_are_tied() {
        for (rows, columns) in [(1, 1), (1, 5), (4, 1), (2, 2), (3, 3), (3, 5), (5, 4)] {
            for (neighbours, wrap) in [(4, false), (8, false), (4, true), (8, true)] {
                let Ok(grid) = Grid::new(rows, columns, neighbours, wrap) else {
                    assert!(wrap && rows.min(columns) < 3);
                    continue;
                };
                let network = grid.network();
                assert_eq!(network.ties() as f64, grid.size().1);
                let gap = |a: u64, b: u64, n: u64| a.abs_diff(b).min(if wrap { n - a.abs_diff(b) } else { n });
                for i in 0..rows * columns {
                    let beside = |&j: &u64| {
                        let (down, right) =
                            (gap(i / columns, j / columns, rows), gap(i % columns, j % columns, columns));
                        j != i && if neighbours == 4 { down + right == 1 } else { down.max(right) == 1 }
                    };
                    let expected: Vec<u32> = (0..rows * columns).filter(beside).map(|j| j as u32).collect();
                    assert_eq!(network.hearers(i as u32), expected, "{rows} by {columns}, {neighbours}, wrap {wrap}");
                }
            }
        }
    }
}
