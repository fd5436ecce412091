//! Contacts in time: who met whom, when, and how long. A network whose ties come and go.
//!
//! ```text
//! from,to,time,duration
//! anna,ben,0.5,2
//! ben,cleo,1,0
//! ```
//!
//! The first line names the columns, in any order: two of people, `time`, and if it likes `duration` (or `end`); other columns
//! are passed over. Fields are separated by commas, semicolons or tabs; lines that begin with `#` are comments; files may be
//! gzip. Times are numbers of at least 0 in one unit, durations too; a duration of 0, or none, is a moment. The same two may
//! meet as often as they like, also at the same time. What a line u, v means must be said, as for a list of ties.
//!
//! People are in the canonical order of their names, and the contacts of each by time, end and hearer: the order of lines does
//! not matter.
//!
//! # Cost
//!
//! One pass and a sort; 24 bytes a contact, twice if mutual.

use super::edge_list::{Direction, Input, MOST_PROBLEMS, People, Problem, decimal, too_many};
use super::{Graph, Names, table};
use crate::text::{count, shown};
use std::io::Read;
use std::ops::Range;

/// Contacts by speaker, each row by start, end and hearer.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactList {
    names: Names,
    offsets: Vec<u32>,
    contacts: Vec<Contact>,
    /// Whether some contact lasts.
    lasting: bool,
}

/// One contact of a speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Who hears.
    pub hearer: u32,
    /// When it begins, at least 0.
    pub start: f64,
    /// When it ends, not before its start; equal to it for a moment.
    pub end: f64,
}

impl ContactList {
    /// From contacts of speakers, in any order; with `mutual` each is one of both directions.
    pub fn new(names: Names, contacts: Vec<(u32, Contact)>, mutual: bool) -> ContactList {
        let mut all = contacts;
        if mutual {
            let back = |&(speaker, contact): &(u32, Contact)| (contact.hearer, Contact { hearer: speaker, ..contact });
            all.extend(all.clone().iter().map(back));
        }
        all.sort_by(|(u, a), (v, b)| {
            let times = a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end));
            u.cmp(v).then(times).then(a.hearer.cmp(&b.hearer))
        });
        let speakers: Vec<u32> = all.iter().map(|(speaker, _)| *speaker).collect();
        let offsets = super::builder::offsets(names.len() as u32, &speakers);
        let contacts: Vec<Contact> = all.into_iter().map(|(_, contact)| contact).collect();
        let lasting = contacts.iter().any(|contact| contact.end > contact.start);
        ContactList { names, offsets, contacts, lasting }
    }

    /// The same with time counted from `start`: what is over by then is left out, and a contact that lasts across it begins there.
    pub fn since(self, start: f64) -> ContactList {
        let all = (0..self.people()).flat_map(|u| self.of(u).iter().map(move |contact| (u, *contact)));
        let kept = all.filter(|(_, contact)| contact.end >= start && (contact.end > start || contact.start == start));
        let moved = |(u, contact): (u32, Contact)| {
            (u, Contact { start: (contact.start - start).max(0.0), end: contact.end - start, ..contact })
        };
        ContactList::new(self.names.clone(), kept.map(moved).collect(), false)
    }

    /// When the first contact begins; 0 without contacts.
    pub fn begins(&self) -> f64 {
        let first = self.contacts.iter().map(|contact| contact.start).fold(f64::INFINITY, f64::min);
        if first.is_finite() { first } else { 0.0 }
    }

    /// When the last contact ends; 0 without contacts.
    pub fn ends(&self) -> f64 {
        self.contacts.iter().map(|contact| contact.end).fold(0.0, f64::max)
    }

    /// Whether some contact is over in a moment.
    pub fn has_moments(&self) -> bool {
        self.contacts.iter().any(|contact| contact.end == contact.start)
    }

    /// Who ever can hear whom: the network of all contacts, each pair once whatever the number of its contacts.
    pub fn network(&self) -> Graph {
        let mut ties: Vec<(u32, u32)> =
            (0..self.people()).flat_map(|u| self.of(u).iter().map(move |contact| (u, contact.hearer))).collect();
        ties.sort_unstable();
        ties.dedup();
        let mutual = ties.iter().all(|&(u, v)| ties.binary_search(&(v, u)).is_ok());
        let (from, to): (Vec<u32>, Vec<u32>) = ties.into_iter().unzip();
        let offsets = super::builder::offsets(self.people(), &from);
        Graph::from_rows(self.names.clone(), offsets, to, None, mutual)
    }

    /// How many people there are.
    pub fn people(&self) -> u32 {
        (self.offsets.len() - 1) as u32
    }

    /// The people's names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// All contacts, row by row; one of both directions counts twice.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// The contacts of a speaker, by place in its row.
    pub fn of(&self, speaker: u32) -> &[Contact] {
        &self.contacts[self.row(speaker)]
    }

    /// The numbers of a speaker's contacts.
    pub fn row(&self, speaker: u32) -> Range<usize> {
        self.offsets[speaker as usize] as usize..self.offsets[speaker as usize + 1] as usize
    }

    /// Whether some contact lasts longer than a moment.
    pub fn is_lasting(&self) -> bool {
        self.lasting
    }
}

/// What a column holds, by the words it may be called by (letters and digits only, lower case).
const COLUMNS: [&[&str]; 5] = [
    &["from", "source", "speaker", "sender", "person1", "node1", "i"],
    &["to", "target", "hearer", "receiver", "person2", "node2", "j"],
    &["time", "t", "start", "timestamp", "begin"],
    &["duration"],
    &["end", "stop"],
];

/// Reads contacts; `file` is its name in messages, `direction` what a line u, v means.
///
/// # Errors
/// Everything that is wrong, at most [`MOST_PROBLEMS`] of it, with its line.
pub fn read(file: &str, bytes: impl Read, direction: Option<Direction>) -> Result<ContactList, Vec<Problem>> {
    let one = |problem: Problem| vec![problem];
    let input = Input::text(file, bytes).map_err(one)?;
    let mut rows = table::rows(input);
    let mut record = csv::StringRecord::new();
    let mut reader =
        Reader { file, columns: None, people: People::default(), contacts: Vec::new(), problems: Vec::new() };
    while rows.read_record(&mut record).map_err(|error| one(table::failed(file, error)))? {
        let line = record.position().map_or(0, csv::Position::line);
        match reader.columns {
            None => reader.header(&record, line).map_err(one)?,
            Some(columns) => {
                let read =
                    reader.row(&record, columns).map_err(|(message, help)| Problem::of(file, message, help).line(line));
                match read {
                    Ok(_) if reader.contacts.len() as u64 >= Graph::MOST_TIES / 2 => {
                        return Err(one(too_many(file).line(line)));
                    }
                    Ok(contact) => reader.contacts.push(contact),
                    Err(problem) => reader.problems.push(problem),
                }
                if reader.problems.len() >= MOST_PROBLEMS {
                    break;
                }
            }
        }
    }
    reader.finish(direction)
}

struct Reader<'a> {
    file: &'a str,
    /// The places of from, to, time, duration and end, and how many fields a row has.
    columns: Option<([Option<usize>; 5], usize)>,
    people: People,
    contacts: Vec<(u32, Contact)>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn header(&mut self, record: &csv::StringRecord, line: u64) -> Result<(), Problem> {
        let plain = |name: &str| -> String {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let names: Vec<String> = record.iter().map(plain).collect();
        let places = COLUMNS.map(|words| names.iter().position(|name| words.contains(&name.as_str())));
        let wrong = |message: String| {
            let help = "the first line names the columns: from,to,time or from,to,time,duration";
            Err(Problem::of(self.file, message, help).line(line))
        };
        for (place, what) in places.iter().zip(["from", "to", "time"]) {
            if place.is_none() {
                return wrong(format!("no column is called `{what}`"));
            }
        }
        if places[3].is_some() && places[4].is_some() {
            return wrong("a duration and an end say the same".to_owned());
        }
        self.columns = Some((places, record.len()));
        Ok(())
    }

    fn row(
        &mut self,
        record: &csv::StringRecord,
        (places, wide): ([Option<usize>; 5], usize),
    ) -> Result<(u32, Contact), (String, &'static str)> {
        if record.len() != wide {
            let found = count(record.len() as u64, "field", "fields");
            return Err((
                format!("found {found}, the header names {wide}"),
                "give every line as many fields as there are columns",
            ));
        }
        let field = |column: usize| places[column].map(|place| record[place].trim());
        let number = |column: usize, what: &str| match field(column).map(|text| (text, decimal(text))) {
            None => Ok(None),
            Some((_, Some(number))) if number >= 0.0 => Ok(Some(number + 0.0)),
            Some((text, _)) => {
                let help = "times are decimal numbers in one unit, from 0 on";
                Err((format!("{what} must be a number of at least 0, found {}", shown(text)), help))
            }
        };
        let start = number(2, "a time")?.unwrap_or(0.0);
        let end = match (number(3, "a duration")?, number(4, "an end")?) {
            (Some(duration), _) if (start + duration).is_infinite() => {
                let help = "use a larger unit of time";
                return Err((format!("the contact of {duration} from {start} on never ends"), help));
            }
            (Some(duration), _) => start + duration,
            (None, Some(end)) if end < start => {
                return Err((
                    format!("the contact ends at {end}, before it begins at {start}"),
                    "correct one of the two",
                ));
            }
            (None, Some(end)) => end,
            (None, None) => start,
        };
        let mut person = |column: usize| {
            let name = field(column).unwrap_or_default();
            match name.is_empty() || name.contains(|c: char| c.is_control()) {
                true => Err((format!("{} is no name", shown(name)), "a contact needs two people")),
                false => Ok(self.people.find(name).unwrap_or_else(|| self.people.add(name))),
            }
        };
        let (speaker, hearer) = (person(0)?, person(1)?);
        if speaker == hearer {
            return Err((format!("{} meets itself", shown(field(0).unwrap_or_default())), "delete the line"));
        }
        Ok((speaker, Contact { hearer, start, end }))
    }

    fn finish(self, direction: Option<Direction>) -> Result<ContactList, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        if self.contacts.is_empty() {
            let help = "the first line names the columns, from,to,time, and each other one is a contact";
            return Err(vec![Problem::of(self.file, "no contacts found", help)]);
        }
        let Some(direction) = direction else {
            let help = "set `direction` to \"influence\" if v hears u, to \"follows\" if u hears v, or to \"mutual\"";
            return Err(vec![Problem::of(self.file, "the file does not say what a contact of u and v means", help)]);
        };
        let (names, ranks) = self.people.into_names(None);
        let ranked = self.contacts.into_iter().map(|(speaker, contact)| {
            let (u, v) = (ranks[speaker as usize], ranks[contact.hearer as usize]);
            let (u, v) = if direction == Direction::Follows { (v, u) } else { (u, v) };
            (u, Contact { hearer: v, ..contact })
        });
        Ok(ContactList::new(names, ranked.collect(), direction == Direction::Mutual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_read_in_any_order() {
        let one = "from,to,time,duration\nanna,ben,0.5,2\nben,cleo,1,0\nanna,ben,0,1\n";
        let other = "# a comment\nend;note;to;from;start\n1;x;ben;anna;0\n1;;cleo;ben;1\n2.5;;ben;anna;0.5\n";
        let [one, other] = [one, other].map(|text| read("f", text.as_bytes(), Some(Direction::Influence)).unwrap());
        assert_eq!(one, other);
        assert_eq!(
            one.of(0),
            [Contact { hearer: 1, start: 0.0, end: 1.0 }, Contact { hearer: 1, start: 0.5, end: 2.5 }]
        );
        assert_eq!((one.of(1).len(), one.of(2).len(), one.is_lasting()), (1, 0, true));
        let mutual = read("f", "from,to,time\n3,7,1\n".as_bytes(), Some(Direction::Mutual)).unwrap();
        assert_eq!((mutual.of(0)[0].hearer, mutual.of(1)[0].hearer, mutual.is_lasting()), (1, 0, false));
        let follows = read("f", "from,to,time\n3,7,1\n".as_bytes(), Some(Direction::Follows)).unwrap();
        assert_eq!((follows.of(0).len(), follows.of(1)[0].hearer), (0, 0));
    }

    #[test]
    fn time_is_counted_from_the_start() {
        let text = "from,to,time,end\na,b,100,110\nb,c,104,104\nc,a,105,109\na,b,102,103\n";
        let list = read("f", text.as_bytes(), Some(Direction::Influence)).unwrap();
        assert_eq!((list.begins(), list.ends(), list.is_lasting(), list.has_moments()), (100.0, 110.0, true, true));
        let later = list.clone().since(104.0);
        assert_eq!(later.of(0), [Contact { hearer: 1, start: 0.0, end: 6.0 }]);
        assert_eq!(later.of(1), [Contact { hearer: 2, start: 0.0, end: 0.0 }]);
        assert_eq!(later.of(2), [Contact { hearer: 0, start: 1.0, end: 5.0 }]);
        assert_eq!((list.contacts().len(), later.contacts().len(), later.people()), (4, 3, 3));
        let network = list.network();
        assert_eq!((network.ties(), network.hearers(0), network.is_mutual()), (3, &[1][..], false));
        let both = read("f", text.as_bytes(), Some(Direction::Mutual)).unwrap().network();
        assert_eq!((both.ties(), both.is_mutual()), (6, true));
    }

    #[test]
    fn wrong_files_are_refused_with_their_line() {
        for (text, message) in [
            ("a,b,1\n", "f:1: no column is called `from`"),
            ("from,to\n", "f:1: no column is called `time`"),
            ("from,to,time\n", "f: no contacts found"),
            ("from,to,time\na,b,-1\n", "f:2: a time must be a number of at least 0, found `-1`"),
            ("from,to,time\na,b,noon\n", "f:2: a time must be a number of at least 0, found `noon`"),
            ("from,to,time,end\na,b,2,1\n", "f:2: the contact ends at 1, before it begins at 2"),
            ("from,to,time\na,b\n", "f:2: found 2 fields, the header names 3"),
            ("from,to,time\na,a,1\n", "f:2: `a` meets itself"),
            ("from,to,time\na,,1\n", "f:2: `` is no name"),
        ] {
            let problems = read("f", text.as_bytes(), Some(Direction::Mutual)).unwrap_err();
            assert_eq!(problems[0].to_string().lines().next().unwrap(), message);
        }
        let problems = read("f", "from,to,time\na,b,1\n".as_bytes(), None).unwrap_err();
        assert_eq!(problems[0].message, "the file does not say what a contact of u and v means");
    }
}
