//! From names to numbers: each name gets the next number when it is first met, and its canonical number at the end.
//!
//! Plain whole numbers (no leading zeros, at most 19 digits) are kept as numbers: in a table as long as at least about a
//! quarter of it is in use, else in a map. Memory follows the names met, never the size of a number, and the maps are those of
//! the standard library, whose keyed hash (SipHash) keeps names crafted to collide as fast as any others.

use crate::graph::Names;
use crate::graph::names::canonical;
use std::cmp::Ordering;
// The maps' own order never shows: look-ups by key, and at the end everything is sorted by name.
#[allow(clippy::disallowed_types)]
type Map<K> = std::collections::HashMap<K, u32>;

/// Everybody met so far.
#[derive(Default)]
pub(in crate::graph) struct People {
    /// By value: 0, or 1 + the number of the person.
    table: Vec<u32>,
    /// Values beyond the table.
    sparse: Map<u64>,
    text: Map<Box<str>>,
    /// How many people there are, and how many of them are numbers.
    count: u32,
    numbers: u32,
}

impl People {
    /// How many people were met.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many of them have a name that is no plain whole number.
    pub fn texts(&self) -> usize {
        self.text.len()
    }

    /// The person whose name is a plain whole number of at most 19 digits.
    #[inline]
    pub fn number(&mut self, value: u64) -> u32 {
        match self.table.get(place(value)) {
            Some(&entry) if entry > 0 => entry - 1,
            _ => self.other_number(value),
        }
    }

    fn other_number(&mut self, value: u64) -> u32 {
        if let Some(&person) = self.sparse.get(&value) {
            return person;
        }
        let person = self.count;
        self.count += 1;
        self.numbers += 1;
        if 2 * self.numbers as usize >= self.table.len() {
            let length = (2 * self.table.len()).max(1024);
            self.table.resize(length, 0);
            let table = &mut self.table;
            self.sparse.retain(|&value, &mut person| {
                let inside = value < length as u64;
                if inside {
                    table[value as usize] = person + 1;
                }
                !inside
            });
        }
        match self.table.get_mut(place(value)) {
            Some(entry) => *entry = person + 1,
            None => drop(self.sparse.insert(value, person)),
        }
        person
    }

    /// The person of a name, if met before.
    pub fn find(&self, name: &str) -> Option<u32> {
        match plain_number(name) {
            Some(value) => match self.table.get(place(value)) {
                Some(&entry) => entry.checked_sub(1),
                None => self.sparse.get(&value).copied(),
            },
            None => self.text.get(name).copied(),
        }
    }

    /// A person of a name not met before.
    pub fn add(&mut self, name: &str) -> u32 {
        match plain_number(name) {
            Some(value) => self.number(value),
            None => {
                let person = self.count;
                self.count += 1;
                self.text.insert(name.into(), person);
                person
            }
        }
    }

    /// The largest whole number among the names, with the number of its person.
    pub fn largest_number(&self) -> Option<(u64, u32)> {
        let in_table =
            || self.table.iter().rposition(|&entry| entry > 0).map(|value| (value as u64, self.table[value] - 1));
        self.sparse.iter().map(|(&value, &person)| (value, person)).max().or_else(in_table)
    }

    /// All names in canonical order, and the place there of each person. `declared`: the people 0..declared exist as well;
    /// then every name is a whole number below it.
    pub fn into_names(self, declared: Option<u32>) -> (Names, Vec<u32>) {
        let mut ranks = vec![0; self.count as usize];
        let mut numbers: Vec<(u64, u32)> = Vec::with_capacity(self.numbers as usize);
        numbers.extend(
            self.table
                .iter()
                .enumerate()
                .filter(|(_, entry)| **entry > 0)
                .map(|(value, entry)| (value as u64, entry - 1)),
        );
        let in_table = numbers.len();
        numbers.extend(self.sparse);
        numbers[in_table..].sort_unstable();
        if self.text.is_empty() {
            let dense = numbers.last().is_none_or(|&(value, _)| value + 1 == numbers.len() as u64);
            if let Some(people) = declared.or(dense.then_some(self.count)) {
                numbers.iter().for_each(|&(value, person)| ranks[person as usize] = value as u32);
                return (Names::Numbered(people), ranks);
            }
        }
        let mut texts: Vec<(Box<str>, u32)> = self.text.into_iter().collect();
        texts.sort_unstable_by(|a, b| canonical(&a.0, &b.0));

        let (mut all, mut ends) = (String::new(), Vec::with_capacity(ranks.len()));
        let mut texts = texts.into_iter().peekable();
        let mut push = |name: &str, person: u32| {
            ranks[person as usize] = ends.len() as u32;
            all.push_str(name);
            ends.push(all.len());
        };
        let whole = |name: &str| name.as_bytes().iter().all(u8::is_ascii_digit);
        for (value, person) in numbers {
            let number = value.to_string();
            while let Some((text, before)) =
                texts.next_if(|(text, _)| whole(text) && canonical(text, &number) == Ordering::Less)
            {
                push(&text, before);
            }
            push(&number, person);
        }
        texts.for_each(|(text, person)| push(&text, person));
        let starts = std::iter::once(0).chain(ends.iter().copied());
        (Names::from_sorted(starts.zip(ends.iter()).map(|(start, &end)| &all[start..end])), ranks)
    }
}

/// Where a value stands in the table, on machines of any word length.
#[inline]
fn place(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// The value of a name in digits without leading zeros, if it has at most 19.
#[inline]
pub(super) fn plain_number(name: &str) -> Option<u64> {
    let bytes = name.as_bytes();
    if bytes.is_empty() || bytes.len() > 19 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    bytes.iter().try_fold(0u64, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_text_come_in_canonical_order() {
        let names =
            ["9", "zoe", "18446744073709551616", "007", "7", "4294967295", "0", "anna", "00", "9999999999999999999"];
        let mut people = People::default();
        let numbers: Vec<u32> =
            names.iter().map(|name| people.find(name).unwrap_or_else(|| people.add(name))).collect();
        assert_eq!(numbers, (0..10).collect::<Vec<u32>>());
        names.iter().zip(0..).for_each(|(name, person)| {
            assert_eq!(people.find(name), Some(person));
        });
        assert_eq!(people.largest_number(), Some((9_999_999_999_999_999_999, 9)));
        let (listed, ranks) = people.into_names(None);
        names.iter().zip(ranks).for_each(|(name, rank)| assert_eq!(listed.get(rank), *name));
        let order: Vec<String> = (0..10).map(|person| listed.get(person).into_owned()).collect();
        assert_eq!(order[..5], ["0", "00", "007", "7", "9"]);
        assert_eq!(order[5..], ["4294967295", "9999999999999999999", "18446744073709551616", "anna", "zoe"]);
    }

    #[test]
    fn a_large_number_costs_no_memory() {
        let mut people = People::default();
        people.add("4294967295");
        people.add("9999999999999999999");
        assert!(people.table.len() <= 1024);
    }

    /// A table that grows takes over what stood in the map.
    #[test]
    fn the_table_grows_with_the_numbers_met() {
        let mut people = People::default();
        let value = |i: u64| i * 7919 % 5000;
        (0..5000).for_each(|i| assert_eq!(people.number(value(i)), i as u32));
        (0..5000).for_each(|i| assert_eq!(people.number(value(i)), i as u32));
        assert!(people.sparse.is_empty());
        let (names, ranks) = people.into_names(None);
        assert_eq!(names, Names::Numbered(5000));
        (0..5000).for_each(|i| assert_eq!(ranks[i as usize], value(i) as u32));
        assert_eq!(People::default().into_names(Some(8)).0, Names::Numbered(8));
    }
}
