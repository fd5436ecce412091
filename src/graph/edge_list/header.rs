//! What a file says about itself: header lines `# key: value`, and a line that names the columns.

use super::words::Direction;

/// What the `#` lines declare, each with its line.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    /// `# name:`, `# source:`, `# note:`.
    pub name: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
    /// `# directed: yes|no`.
    pub directed: Option<(bool, u64)>,
    /// `# direction: influence|follows|mutual`.
    pub direction: Option<(Direction, u64)>,
    /// `# nodes:`, how many people there are.
    pub nodes: Option<(u64, u64)>,
    /// `# edges:`, how many lines of ties follow.
    pub edges: Option<(u64, u64)>,
    /// `# weighted: yes|no`.
    pub weighted: Option<(bool, u64)>,
}

/// What one `#` line is.
pub(super) enum Comment<'a> {
    /// Words for people.
    Free,
    /// A header line that was taken.
    Taken,
    /// `# person:`, someone who exists, tied or not; in quotes as in a field of a tie, if need be.
    Person(&'a str),
    /// A header line that cannot be right: what is wrong, and what to write.
    Wrong(String, String),
}

impl Declared {
    /// Takes in a comment, given without its leading `#`.
    pub fn take<'a>(&mut self, comment: &'a str, line: u64) -> Comment<'a> {
        let Some((key, value)) = comment.split_once(':') else { return Comment::Free };
        let (key, value) = (key.trim(), value.trim_matches([' ', '\t']));
        match key {
            "name" => text(&mut self.name, value),
            "source" => text(&mut self.source, value),
            "note" => text(&mut self.note, value),
            "directed" => once(&mut self.directed, key, yes_or_no(value), line, "`yes` or `no`", value),
            "weighted" => once(&mut self.weighted, key, yes_or_no(value), line, "`yes` or `no`", value),
            "nodes" => once(&mut self.nodes, key, value.parse().ok(), line, "a whole number", value),
            "edges" => once(&mut self.edges, key, value.parse().ok(), line, "a whole number", value),
            "direction" => {
                let words = "`influence`, `follows` or `mutual`";
                once(&mut self.direction, key, Direction::of(value), line, words, value)
            }
            "person" => Comment::Person(value),
            _ => Comment::Free,
        }
    }
}

fn text<'a>(place: &mut Option<String>, value: &str) -> Comment<'a> {
    place.get_or_insert_with(|| value.to_owned());
    Comment::Taken
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn once<'a, T: PartialEq + Copy>(
    place: &mut Option<(T, u64)>,
    key: &str,
    value: Option<T>,
    line: u64,
    allowed: &str,
    found: &str,
) -> Comment<'a> {
    let Some(value) = value else {
        let message = format!("`# {key}:` is followed by {allowed}, found {}", crate::text::shown(found));
        return Comment::Wrong(message, "correct it, or drop the colon if the line is a mere comment".into());
    };
    match *place {
        Some((before, other)) if before != value => Comment::Wrong(
            format!("`# {key}:` says something else than line {other}"),
            "leave only the one that is right".into(),
        ),
        _ => {
            place.get_or_insert((value, line));
            Comment::Taken
        }
    }
}

/// Which column of a line is what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub from: usize,
    pub to: usize,
    /// The column of the strength, whether or not it is read.
    pub strength: Option<usize>,
    /// How many columns there are.
    pub total: usize,
    /// The direction that the names of the columns imply.
    pub direction: Option<Direction>,
}

/// Names of the two columns of people that belong together, and what they imply. Letters and digits only, lower case.
const PAIRS: &[(&str, &str, Option<Direction>)] = &[
    ("from", "to", None),
    ("source", "target", None),
    ("src", "dst", None),
    ("src", "dest", None),
    ("source", "destination", None),
    ("fromnodeid", "tonodeid", None),
    ("fromnode", "tonode", None),
    ("fromid", "toid", None),
    ("sourceid", "targetid", None),
    ("tail", "head", None),
    ("sender", "receiver", None),
    ("sender", "recipient", None),
    ("ego", "alter", None),
    ("node1", "node2", None),
    ("person1", "person2", None),
    ("user1", "user2", None),
    ("id1", "id2", None),
    ("follower", "followed", Some(Direction::Follows)),
    ("follower", "followee", Some(Direction::Follows)),
    ("follower", "following", Some(Direction::Follows)),
    ("speaker", "hearer", Some(Direction::Influence)),
    ("influencer", "influenced", Some(Direction::Influence)),
];

pub(in crate::graph) const STRENGTHS: &[&str] =
    &["strength", "weight", "probability", "prob", "rate", "tiestrength", "edgeweight"];

impl Columns {
    /// The columns by place: from, to, and the strength if there is a third.
    pub fn by_place(total: usize) -> Columns {
        Columns { from: 0, to: 1, strength: (total > 2).then_some(2), total, direction: None }
    }

    /// The columns by their names, if these name two columns of people.
    pub fn by_name(names: &[String], total: usize) -> Option<Columns> {
        let plain: Vec<String> = names
            .iter()
            .map(|name| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
            .collect();
        let place = |name: &str| plain.iter().position(|other| other == name);
        let (from, to, direction) =
            PAIRS.iter().find_map(|(from, to, direction)| Some((place(from)?, place(to)?, *direction)))?;
        let strength = STRENGTHS.iter().find_map(|name| place(name));
        Some(Columns { from, to, strength, total, direction })
    }

    /// Whether from, to and strength stand in the usual order, with nothing beside them.
    pub fn are_usual(&self) -> bool {
        self.from == 0 && self.to == 1 && (self.total == 2 || (self.total == 3 && self.strength == Some(2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_lines_are_taken() {
        let mut declared = Declared::default();
        assert!(matches!(declared.take(" directed: no", 1), Comment::Taken));
        assert!(matches!(declared.take(" nodes: 34", 2), Comment::Taken));
        assert!(matches!(declared.take(" nodes: 34", 3), Comment::Taken));
        assert!(matches!(declared.take(" name: Karate: a club ", 4), Comment::Taken));
        // As SNAP writes it: capitals, two facts in a line.
        assert!(matches!(declared.take(" Nodes: 34 Edges: 78", 5), Comment::Free));
        assert!(matches!(declared.take(" person: Anna Lee", 6), Comment::Person("Anna Lee")));
        assert_eq!((declared.directed, declared.nodes), (Some((false, 1)), Some((34, 2))));
        assert_eq!(declared.name.as_deref(), Some("Karate: a club"));
        for (comment, message) in [
            ("nodes: many", "`# nodes:` is followed by a whole number, found `many`"),
            ("nodes: 35", "`# nodes:` says something else than line 2"),
            ("directed: maybe", "`# directed:` is followed by `yes` or `no`, found `maybe`"),
        ] {
            let Comment::Wrong(found, _) = declared.take(comment, 9) else { panic!("{comment}") };
            assert_eq!(found, message);
        }
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let columns = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            Columns::by_name(&names, names.len())
        };
        let usual = Columns { from: 0, to: 1, strength: Some(2), total: 3, direction: None };
        assert_eq!(columns(&["source", "target", "weight"]), Some(usual));
        let turned = Columns { from: 3, to: 1, strength: Some(2), total: 4, direction: Some(Direction::Follows) };
        assert_eq!(columns(&["since", "Followed", "Tie Strength", "follower"]), Some(turned));
        assert!(columns(&["Source", "Target"]).unwrap().are_usual());
        assert!(columns(&["node_1", "node_2"]).is_some());
        assert_eq!(columns(&["a", "b", "c"]), None);
    }
}
