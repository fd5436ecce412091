//! Words that the contract knows and this version does not: refused by name, never ignored.

/// Paths of keys (without the numbers of campaigns), with what to do instead.
const LATER: &[(&str, &str)] = &[
    ("precision", "running until a precision is reached is to come; set `replicates`, and read the interval"),
    ("sweep", "sweeps are to come; run the scenario several times with --set"),
];

/// What to do instead, if the key at a path is one that is still to come.
pub fn not_yet(path: &str) -> Option<&'static str> {
    let mut plain = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    let letters = |path: &str| path.replace(['-', '_'], "");
    LATER.iter().find(|(path, _)| letters(path) == letters(&plain)).map(|(_, what)| *what)
}

/// The names still to come in the table at a path (without the numbers of campaigns, "" for the top).
pub fn names(table: &str) -> impl Iterator<Item = &'static str> {
    LATER.iter().map(|(path, _)| path.rsplit_once('.').unwrap_or(("", path))).filter_map({
        let table = table.to_owned();
        move |(home, name)| (home == table).then_some(name)
    })
}
