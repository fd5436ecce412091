//! What a reader of any format finds, collected and held to what a network must be.

use super::super::edge_list::{
    Direction, Limits, MOST_PROBLEMS, Options, People, Problem, Reading, Scale, SelfTies, Sink, ThirdColumn, Tie,
    no_strength, not_taken, too_many,
};
use crate::text::{count, grouped, shown};
use std::collections::{BTreeMap, BTreeSet};

/// People and ties of a file.
pub(super) struct Gather<'a, S> {
    pub file: &'a str,
    options: &'a Options,
    limits: Limits,
    /// By the names of the format: numbers, or identifiers.
    ids: People,
    /// What each is called beside that, where the file says.
    labels: Vec<Option<String>>,
    ties: S,
    /// How many of them are directed.
    directed: u64,
    pub problems: Vec<Problem>,
    pub notes: Vec<String>,
    /// What the file says that a directed tie means, with the line.
    pub direction: Option<(Direction, u64)>,
    pub name: Option<String>,
    /// Whether the file is undirected where it has no ties.
    pub undirected: bool,
    /// People 0 to this exist, and all names are numbers.
    pub numbered: Option<u32>,
    /// What else the file says of ties, by name, which is passed over.
    pub passed_over: Vec<String>,
    /// What is read as strength, where the file names it.
    pub strength: Option<String>,
    /// What the file says of people, and is not read.
    pub unread: Vec<String>,
    /// People with a node of their own, and by person the line of the first tie that names it.
    nodes: BTreeSet<u32>,
    first_met: BTreeMap<u32, u64>,
    /// How many ties have a strength, and how many have none.
    with: u64,
    without: u64,
    self_ties: Option<(u64, u64)>,
}

impl<'a, S: Sink> Gather<'a, S> {
    pub fn new(file: &'a str, options: &'a Options, limits: Limits, ties: S) -> Self {
        Gather {
            file,
            options,
            limits,
            ids: People::default(),
            labels: Vec::new(),
            ties,
            directed: 0,
            problems: Vec::new(),
            notes: Vec::new(),
            direction: None,
            name: None,
            undirected: false,
            numbered: None,
            passed_over: Vec::new(),
            strength: None,
            unread: Vec::new(),
            nodes: BTreeSet::new(),
            first_met: BTreeMap::new(),
            with: 0,
            without: 0,
            self_ties: None,
        }
    }

    /// A problem of a line that ends reading.
    pub fn fatal(&self, line: u64, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::of(self.file, message, help).line(line)
    }

    /// Adds a problem of a line; an error once there are too many.
    pub fn problem(&mut self, line: u64, message: impl Into<String>, help: impl Into<String>) -> Result<(), Problem> {
        let problem = self.fatal(line, message, help);
        if self.problems.len() + 1 >= MOST_PROBLEMS {
            return Err(problem);
        }
        self.problems.push(problem);
        Ok(())
    }

    /// How many people there are.
    pub fn people(&self) -> u32 {
        self.ids.count()
    }

    /// How many people a file may declare, given what it holds: as for a list of ties.
    pub fn may_declare(&self, people: u64, line: u64) -> Result<(), Problem> {
        if people > self.limits.people {
            let most = grouped(self.limits.people);
            let message = format!("declares {people} people, more than {most}, the most a network can have");
            return Err(self.fatal(line, message, "is the number right?"));
        }
        let found = 16 * (self.ties.len() + u64::from(self.people()));
        if people > self.limits.declared.saturating_add(found) {
            let message = format!("declares {} people, far more than its ties", grouped(people));
            return Err(self.fatal(line, message, "is the number right? If it is, `--allow people` lifts this limit"));
        }
        Ok(())
    }

    /// The person of an identifier, met before or not.
    pub fn person(&mut self, id: &str, line: u64) -> Result<u32, Problem> {
        if let Some(person) = self.ids.find(id) {
            return Ok(person);
        }
        if let Some(why) = unfit(id, &self.limits) {
            return Err(self.fatal(line, format!("the name {} {why}", shown(id)), "rename the person"));
        }
        if u64::from(self.ids.count()) >= self.limits.people {
            return Err(self.fatal(line, "holds more people than a network can have", "take a part of it"));
        }
        self.labels.push(None);
        Ok(self.ids.add(id))
    }

    /// The person of a node, of which there is one for everybody.
    pub fn node(&mut self, id: &str, line: u64) -> Result<u32, Problem> {
        let person = self.person(id, line)?;
        if !self.nodes.insert(person) {
            self.problem(line, format!("there are two nodes {}", shown(id)), "leave one of the two")?;
        }
        Ok(person)
    }

    /// The person at an end of a tie, whose node may stand further down.
    pub fn end(&mut self, id: &str, line: u64) -> Result<u32, Problem> {
        let person = self.person(id, line)?;
        self.first_met.entry(person).or_insert(line);
        Ok(person)
    }

    /// Whether all who are tied have a node.
    pub fn check_nodes(&mut self) -> Result<(), Problem> {
        let first = self.first_met.iter().find(|(person, _)| !self.nodes.contains(person));
        let Some((person, &line)) = first else { return Ok(()) };
        let message = format!("a tie names somebody who is no node of the file (its node number {})", person + 1);
        self.problem(line, message, "add a <node> for everybody")
    }

    /// What a person is called.
    pub fn label(&mut self, person: u32, label: String) {
        self.labels[person as usize] = Some(label);
    }

    /// A tie; `strength` as it stands there.
    pub fn tie(
        &mut self,
        from: u32,
        to: u32,
        strength: Option<&str>,
        undirected: bool,
        line: u64,
    ) -> Result<(), Problem> {
        let strength = strength.filter(|_| self.options.third_column == ThirdColumn::Strength);
        let strength = match strength.map(|text| self.scale().read(text.trim())) {
            None => {
                self.without += 1;
                None
            }
            Some(Ok(strength)) => Some(strength.value),
            Some(Err(refusal)) => return self.problem(line, refusal.message, refusal.help),
        };
        if from == to {
            self.self_ties.get_or_insert((0, line)).0 += 1;
            return Ok(());
        }
        if self.ties.len() >= self.limits.ties {
            return Err(too_many(self.file).line(line));
        }
        self.directed += u64::from(!undirected);
        self.with += u64::from(strength.is_some());
        let tie = Tie { from, to, strength, undirected, line };
        self.ties.push(tie).map_err(|error| not_taken(self.file, self.ties.len(), &error))
    }

    fn scale(&self) -> Scale {
        Scale { range: self.options.range, scale: self.options.scale }
    }

    /// The checks that need the whole file, and the network.
    pub fn finish(mut self) -> Result<Reading<S::Network>, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let direction = self.means().map_err(|problem| vec![problem])?;
        if let Some((n, line)) = self.self_ties {
            if self.options.self_ties == SelfTies::Refuse {
                let help = format!("take out {}, or set `self-ties = \"drop\"`", count(n, "such tie", "such ties"));
                return Err(vec![self.fatal(line, "a person is tied to itself", help)]);
            }
            let ties = count(n, "tie of a person to itself was", "ties of people to themselves were");
            self.notes.push(format!("{ties} left out (`self-ties = \"drop\"`)"));
        }
        if self.ids.count() == 0 && self.numbered.is_none_or(|people| people == 0) {
            return Err(vec![Problem::of(self.file, "holds nobody", "is this the right file?")]);
        }
        self.check_strengths(self.with > 0).map_err(|problem| vec![problem])?;
        if self.with > 0 && self.without > 0 {
            let ties = count(self.without, "tie has no strength, and counts", "ties have no strength, and count");
            self.notes.push(format!("{ties} as 1"));
        }
        self.note_unread();
        let (names, ranks) = self.names();
        let Gather { file, options, ties, mut notes, name, .. } = self;
        let (graph, repeats) = ties.network(file, names, &ranks, direction, options)?;
        if repeats > 0 {
            let repeats = count(repeats, "tie is repeated", "ties are repeated");
            notes.push(format!("{repeats} (`duplicates = \"{}\"`)", options.duplicates));
        }
        Ok(reading(graph, direction, notes, name))
    }

    /// What the file says and nobody reads.
    fn note_unread(&mut self) {
        let list = |names: &[String]| names.iter().take(8).map(|name| shown(name)).collect::<Vec<_>>().join(", ");
        if !self.passed_over.is_empty() && self.options.third_column != ThirdColumn::Ignore {
            let read = self.strength.as_ref().filter(|_| self.with > 0);
            let read = read.map_or(String::new(), |name| format!("; {} is, as their strength", shown(name)));
            self.notes.push(format!("what it says of ties is not read: {}{read}", list(&self.passed_over)));
        }
        if !self.unread.is_empty() {
            let people = list(&self.unread);
            self.notes.push(format!(
                "what it says of people is not read: {people}; a table of them goes below [people], as `attributes`"
            ));
        }
    }

    /// Whether what is said of strengths has any to be said of.
    fn check_strengths(&self, weighted: bool) -> Result<(), Problem> {
        if weighted {
            return Ok(());
        }
        if self.options.strength_is_said && !self.passed_over.is_empty() {
            let (message, help) = no_strength(self.passed_over.iter().map(String::as_str));
            return Err(Problem::of(self.file, message, help));
        }
        match self.options.scale {
            Some(scale) => {
                let message = format!("`scale = {scale}` is set, but no tie has a strength to scale");
                Err(Problem::of(self.file, message, "leave it out"))
            }
            None => Ok(()),
        }
    }

    /// Names in canonical order: what people are called, where all are called differently, else their identifiers.
    fn names(&mut self) -> (crate::graph::Names, Vec<u32>) {
        let ids = std::mem::take(&mut self.ids);
        let labels = std::mem::take(&mut self.labels);
        let fit = |label: &Option<String>| label.as_deref().is_some_and(|label| unfit(label, &self.limits).is_none());
        if labels.is_empty() || !labels.iter().all(fit) {
            let mut with = labels.iter().filter(|label| fit(label));
            if let Some(Some(first)) = with.next() {
                let others = match with.count() as u64 {
                    0 => "has".to_owned(),
                    others => format!("and {} have", count(others, "other person", "other people")),
                };
                let without = labels.iter().filter(|label| !fit(label)).count() as u64;
                self.notes.push(format!(
                    "people are called by their identifiers: {} {others} a label, and {}",
                    shown(first),
                    count(without, "person has none that can be a name", "people have none that can be a name")
                ));
            }
            return ids.into_names(self.numbered);
        }
        let mut people = People::default();
        for label in labels.iter().flatten() {
            if people.find(label).is_some() {
                let message =
                    format!("several people are labelled {}, so people are called by their identifiers", shown(label));
                self.notes.push(message);
                return ids.into_names(self.numbered);
            }
            people.add(label);
        }
        people.into_names(None)
    }

    /// What a tie means, by the file and the options.
    fn means(&self) -> Result<Direction, Problem> {
        let asked = self.options.direction;
        let mutual = if self.ties.len() == 0 { self.undirected } else { self.directed == 0 };
        let disagree = |a: String, b: String| {
            Problem::of(self.file, format!("{a} disagrees with {b}"), "correct the one that is wrong, or leave it out")
        };
        let option = |direction: Direction| format!("`direction = \"{direction}\"`");
        if mutual {
            return match asked {
                Some(other) if other != Direction::Mutual => {
                    Err(disagree(option(other), "the file, whose ties are undirected".to_owned()))
                }
                _ => Ok(Direction::Mutual),
            };
        }
        match (asked, self.direction) {
            (Some(Direction::Mutual), _) => {
                Err(disagree(option(Direction::Mutual), "the file, whose ties are directed".to_owned()))
            }
            (Some(asked), Some((own, line))) if asked != own => {
                Err(disagree(option(asked), format!("`direction: {own}` on line {line}")))
            }
            (Some(direction), _) | (None, Some((direction, _))) => Ok(direction),
            (None, None) if self.ties.len() == 0 => Ok(Direction::Influence),
            (None, None) => {
                let message = "the file does not say what a tie from u to v means";
                let help =
                    "set `direction` to \"influence\" if v hears u, to \"follows\" if u follows v and so u hears v";
                Err(Problem::of(self.file, message, help))
            }
        }
    }
}

/// Why a text cannot be a name.
fn unfit(name: &str, limits: &Limits) -> Option<&'static str> {
    match () {
        () if name.is_empty() => Some("is empty"),
        () if name.len() > limits.name => Some("is longer than 1 KiB"),
        () if name.contains(|c: char| c.is_control()) => Some("contains a control character"),
        () => None,
    }
}

fn reading<N>(graph: N, direction: Direction, notes: Vec<String>, name: Option<String>) -> Reading<N> {
    let (lines, bytes) = (0, 0);
    let (source, note, separator, columns, digest) = (None, None, None, None, None);
    Reading { graph, direction, notes, name, source, note, separator, columns, lines, bytes, digest }
}
