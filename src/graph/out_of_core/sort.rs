//! Sorting more ties than memory holds: runs that do fit, one after the other in a file, then merged.

use super::Aside;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Bytes that are read of a run at once, at least and at most.
const LEAST: usize = 1 << 12;
const MOST: usize = 1 << 20;

/// A tie to be sorted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    /// Who speaks in the upper half, who hears in the lower.
    pub pair: u64,
    /// At least 0.
    pub strength: f64,
    /// The place in the order of the file.
    pub tie: u32,
}

/// What ties are sorted by: their ends, their strengths if these matter, their places in the file.
type Key = (u64, u64, u32);

/// How records stand in a file, and in which order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    /// Whether strengths are kept; each is 1 where they are not.
    pub weighted: bool,
    /// Whether equal ties come in the order of their strengths.
    pub by_strength: bool,
}

impl Order {
    fn key(self, record: &Record) -> Key {
        // The bits of numbers of at least 0 are in the order of the numbers.
        (record.pair, if self.by_strength { record.strength.to_bits() } else { 0 }, record.tie)
    }

    /// Bytes of a record.
    fn bytes(self) -> usize {
        if self.weighted { 20 } else { 12 }
    }

    fn write(self, record: &Record, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&record.pair.to_le_bytes())?;
        out.write_all(&record.tie.to_le_bytes())?;
        if self.weighted { out.write_all(&record.strength.to_le_bytes()) } else { Ok(()) }
    }

    fn read(self, bytes: &[u8]) -> Record {
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        let strength = if self.weighted { f64::from_bits(word(12)) } else { 1.0 };
        Record { pair: word(0), tie: u32::from_le_bytes(bytes[8..12].try_into().expect("four bytes")), strength }
    }
}

/// Takes in ties in any order.
pub(super) struct Sorter {
    order: Order,
    /// The run that is being collected, and how many it can hold.
    run: Vec<Record>,
    most: usize,
    file: BufWriter<File>,
    /// How many records each finished run has.
    runs: Vec<u64>,
}

impl Sorter {
    /// With so many bytes of memory for a run.
    pub fn new(aside: Aside, room: usize, order: Order) -> io::Result<Sorter> {
        let most = (room / size_of::<Record>()).max(1);
        let file = BufWriter::with_capacity(MOST, aside()?);
        Ok(Sorter { order, run: Vec::new(), most, file, runs: Vec::new() })
    }

    pub fn push(&mut self, record: Record) -> io::Result<()> {
        if self.run.len() == self.most {
            self.close()?;
        }
        if self.run.len() == self.run.capacity() {
            let more = self.run.len().max(1024).min(self.most - self.run.len());
            self.run.try_reserve_exact(more).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
        }
        self.run.push(record);
        Ok(())
    }

    /// Sorts a run and writes it.
    fn close(&mut self) -> io::Result<()> {
        self.run.sort_unstable_by_key(|record| self.order.key(record));
        self.run.iter().try_for_each(|record| self.order.write(record, &mut self.file))?;
        self.runs.push(self.run.len() as u64);
        self.run.clear();
        Ok(())
    }

    /// All ties in their order.
    pub fn merged(mut self) -> io::Result<Merged> {
        if !self.run.is_empty() {
            self.close()?;
        }
        // The room of a run is that of the pieces of all runs from here on.
        let room = self.most * size_of::<Record>();
        self.run = Vec::new();
        let (order, bytes) = (self.order, self.order.bytes());
        let piece = (room / self.runs.len().max(1)).clamp(LEAST, MOST) / bytes * bytes;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let (mut runs, mut begin) = (Vec::new(), 0);
        for count in self.runs {
            let end = begin + count * bytes as u64;
            runs.push(Run { next: begin, end, piece: Vec::new(), at: 0 });
            begin = end;
        }
        let mut merged =
            Merged { order, file, piece, heads: BinaryHeap::new(), strengths: vec![0.0; runs.len()], runs };
        (0..merged.runs.len()).try_for_each(|run| merged.advance(run))?;
        Ok(merged)
    }
}

/// A run that is being read.
struct Run {
    /// Where in the file the next piece begins, and where the run ends.
    next: u64,
    end: u64,
    piece: Vec<u8>,
    at: usize,
}

/// Ties of several runs in their order.
pub(super) struct Merged {
    order: Order,
    file: File,
    /// Bytes of a piece.
    piece: usize,
    runs: Vec<Run>,
    /// The first tie that is left of each run, with the run.
    heads: BinaryHeap<Reverse<(Key, usize)>>,
    /// The strength of that tie, by run.
    strengths: Vec<f64>,
}

impl Merged {
    /// The next tie; `None` after the last.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(Reverse(((pair, _, tie), run))) = self.heads.pop() else { return Ok(None) };
        let strength = self.strengths[run];
        self.advance(run)?;
        Ok(Some(Record { pair, strength, tie }))
    }

    /// Puts the next tie of a run among the heads.
    fn advance(&mut self, number: usize) -> io::Result<()> {
        let run = &mut self.runs[number];
        if run.at == run.piece.len() {
            let length = (self.piece as u64).min(run.end - run.next);
            if length == 0 {
                run.piece = Vec::new();
                return Ok(());
            }
            run.piece.resize(length as usize, 0);
            self.file.seek(SeekFrom::Start(run.next))?;
            self.file.read_exact(&mut run.piece)?;
            run.next += length;
            run.at = 0;
        }
        let record = self.order.read(&run.piece[run.at..]);
        run.at += self.order.bytes();
        self.strengths[number] = record.strength;
        self.heads.push(Reverse((self.order.key(&record), number)));
        Ok(())
    }
}
