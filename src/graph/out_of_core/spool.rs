//! Ties put aside in the order of the file, and the network that is made of them.

use super::sort::{Order, Record, Sorter};
use super::{Aside, Stored};
use crate::graph::edge_list::{Direction, Fold, Options, Problem, Repeats, Sink, Tie, Told, too_many, unkept};
use crate::graph::format::binary::SectionWriter;
use crate::graph::{Graph, Names};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// Bytes that are written or read at once.
const BUFFER: usize = 1 << 20;
/// The first byte of a tie: whether it stands for both directions, whether it has a strength, and how many lines it is
/// behind the tie before, or [`FAR`].
const UNDIRECTED: u8 = 1;
const STRENGTH: u8 = 2;
const FAR: u64 = 63;

/// Ties in a file, in the order in which they were read.
pub struct Spool<'a> {
    aside: Aside<'a>,
    /// Bytes of memory for a run of the sort.
    room: usize,
    /// Made with the first tie.
    file: Option<BufWriter<File>>,
    ties: u64,
    /// The line of the last one.
    line: u64,
    weighted: bool,
}

impl<'a> Spool<'a> {
    /// In files that `aside` gives; ties are sorted in so many bytes of memory.
    pub fn new(aside: Aside<'a>, room: usize) -> Self {
        Spool { aside, room, file: None, ties: 0, line: 0, weighted: false }
    }
}

impl Sink for Spool<'_> {
    type Network = Stored;

    fn len(&self) -> u64 {
        self.ties
    }

    fn push(&mut self, tie: Tie) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::with_capacity(BUFFER, (self.aside)()?)),
        };
        let behind = tie.line.wrapping_sub(self.line);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(tie.undirected, UNDIRECTED) | flag(tie.strength.is_some(), STRENGTH);
        file.write_all(&[flags | (behind.min(FAR) as u8) << 2])?;
        if behind >= FAR {
            file.write_all(&behind.to_le_bytes())?;
        }
        file.write_all(&tie.from.to_le_bytes())?;
        file.write_all(&tie.to.to_le_bytes())?;
        if let Some(strength) = tie.strength {
            file.write_all(&strength.to_le_bytes())?;
            self.weighted = true;
        }
        self.ties += 1;
        self.line = tie.line;
        Ok(())
    }

    fn network(
        self,
        file: &str,
        names: Names,
        ranks: &[u32],
        direction: Direction,
        options: &Options,
    ) -> Result<(Stored, u64), Vec<Problem>> {
        let kept = |error: io::Error| vec![unkept(file, &error)];
        let Spool { aside, room, ties, weighted, .. } = self;
        let mut shelf = Shelf {
            file: self.file.map(BufWriter::into_inner).transpose().map_err(|e| kept(e.into_error()))?,
            ties,
            direction,
        };
        let mutual = direction == Direction::Mutual;
        let order = Order { weighted, by_strength: Fold::by_strength(options.duplicates) };
        let mut sorter = Sorter::new(aside, room, order).map_err(kept)?;
        let mut most = false;
        shelf
            .each(|number, tie| {
                most = number >= Graph::MOST_TIES;
                if most {
                    return Ok(false);
                }
                let [from, to] = [tie.from, tie.to].map(|person| u64::from(ranks[person as usize]));
                let (u, v) = if direction == Direction::Follows { (to, from) } else { (from, to) };
                let record = Record { pair: u << 32 | v, strength: tie.strength.unwrap_or(1.0), tie: number as u32 };
                sorter.push(record)?;
                if mutual {
                    sorter.push(Record { pair: v << 32 | u, ..record })?;
                }
                Ok(true)
            })
            .map_err(kept)?;
        if most {
            return Err(vec![too_many(file)]);
        }
        let mut repeats = Repeats::new(options);
        let rows =
            Rows::new(aside, names.len(), weighted).and_then(|rows| rows.fill(sorter, &mut repeats, options, mutual));
        let rows = rows.map_err(kept)?;
        let told = shelf.told(&repeats.told(), ranks).map_err(kept)?;
        if let Some(refusal) = repeats.refusal(file, &names, direction, &told) {
            return Err(refusal);
        }
        let stored = rows.finish(names, mutual).map_err(kept)?;
        Ok((stored.ok_or_else(|| vec![too_many(file)])?, repeats.count))
    }
}

/// Ties that are all there, in the order of the file.
struct Shelf {
    file: Option<File>,
    ties: u64,
    direction: Direction,
}

impl Shelf {
    /// Hands out each tie with its number, as long as it is taken: those that stand for both directions, where others do not,
    /// are followed by their reverse.
    fn each(&mut self, mut take: impl FnMut(u64, Tie) -> io::Result<bool>) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.rewind()?;
        let mut file = BufReader::with_capacity(BUFFER, file);
        let (mut number, mut line) = (0, 0);
        for _ in 0..self.ties {
            let tie = read(&mut file, line)?;
            line = tie.line;
            let both = tie.undirected && self.direction != Direction::Mutual;
            let reverse = both.then_some(Tie { from: tie.to, to: tie.from, ..tie });
            for tie in [Some(tie), reverse].into_iter().flatten() {
                if !take(number, tie)? {
                    return Ok(());
                }
                number += 1;
            }
        }
        Ok(())
    }

    /// What a refusal tells of these ties, which ascend.
    fn told(&mut self, wanted: &[u32], ranks: &[u32]) -> io::Result<BTreeMap<u32, Told>> {
        let mut told = BTreeMap::new();
        if wanted.is_empty() {
            return Ok(told);
        }
        self.each(|number, tie| {
            if wanted.get(told.len()).is_some_and(|&wanted| u64::from(wanted) == number) {
                let [from, to] = [tie.from, tie.to].map(|person| ranks[person as usize]);
                told.insert(number as u32, Told { from, to, strength: tie.strength, line: tie.line });
            }
            Ok(told.len() < wanted.len())
        })?;
        Ok(told)
    }
}

/// The next tie of a file; `before`: the line of the one before.
fn read(file: &mut impl Read, before: u64) -> io::Result<Tie> {
    let [flags] = bytes(file)?;
    let behind = u64::from(flags >> 2);
    let behind = if behind == FAR { u64::from_le_bytes(bytes(file)?) } else { behind };
    let (from, to) = (u32::from_le_bytes(bytes(file)?), u32::from_le_bytes(bytes(file)?));
    let strength = if flags & STRENGTH != 0 { Some(f64::from_le_bytes(bytes(file)?)) } else { None };
    Ok(Tie { from, to, strength, undirected: flags & UNDIRECTED != 0, line: before.wrapping_add(behind) })
}

fn bytes<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The rows of a network on their way.
struct Rows {
    /// How many hear each person.
    degrees: Vec<u32>,
    targets: SectionWriter,
    strengths: Option<SectionWriter>,
    ties: u64,
}

impl Rows {
    fn new(aside: Aside, people: usize, weighted: bool) -> io::Result<Rows> {
        let strengths = if weighted { Some(SectionWriter::new(aside()?)) } else { None };
        Ok(Rows { degrees: vec![0; people], targets: SectionWriter::new(aside()?), strengths, ties: 0 })
    }

    /// Takes in all ties; equal ones become one.
    fn fill(mut self, sorter: Sorter, repeats: &mut Repeats, options: &Options, mutual: bool) -> io::Result<Rows> {
        let mut merged = sorter.merged()?;
        let mut open: Option<(u64, Fold)> = None;
        loop {
            let record = merged.next()?;
            match (&mut open, &record) {
                (Some((pair, fold)), Some(record)) if *pair == record.pair => fold.take(record.tie, record.strength),
                _ => {
                    let next =
                        record.map(|record| (record.pair, Fold::of(options.duplicates, record.tie, record.strength)));
                    let is_last = next.is_none();
                    if let Some((pair, fold)) = std::mem::replace(&mut open, next) {
                        self.push(pair, &fold, repeats, mutual)?;
                    }
                    if is_last {
                        return Ok(self);
                    }
                }
            }
        }
    }

    /// Takes in a tie that stands once. Of a mutual one that of the smaller number is told of.
    fn push(&mut self, pair: u64, fold: &Fold, repeats: &mut Repeats, mutual: bool) -> io::Result<()> {
        let (speaker, hearer) = ((pair >> 32) as u32, pair as u32);
        if !mutual || speaker < hearer {
            repeats.close(fold, self.strengths.is_some());
        }
        self.ties += 1;
        if self.ties > Graph::MOST_TIES {
            return Ok(());
        }
        self.degrees[speaker as usize] += 1;
        self.targets.put(&hearer.to_le_bytes())?;
        let strength = repeats.strength(fold);
        self.strengths.as_mut().map_or(Ok(()), |strengths| strengths.put(&strength.to_le_bytes()))
    }

    /// The network; `None` if it has more ties than one can have.
    fn finish(self, names: Names, mutual: bool) -> io::Result<Option<Stored>> {
        if self.ties > Graph::MOST_TIES {
            return Ok(None);
        }
        let mut offsets = self.degrees;
        let mut end = 0;
        for place in &mut offsets {
            end += std::mem::replace(place, end);
        }
        offsets.push(end);
        let strengths = self.strengths.map(SectionWriter::finish).transpose()?;
        Ok(Some(Stored { names, offsets, targets: self.targets.finish()?, strengths, mutual }))
    }
}
