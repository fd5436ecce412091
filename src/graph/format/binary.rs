//! The network as it lies in memory, in a file of its own: nothing to parse, and shared by all processes that open it.
//!
//! Little-endian. A header of 16 words of 64 bits: `rumornet`, version (1), flags (1: mutual, 2: strengths, 4: names), people,
//! ties, bytes of all names, bytes of the title, six checksums, two zeros, and the checksum of the header itself. Then six
//! sections, each at the next multiple of 64 bytes and filled up with zeros: where each person's ties begin (people + 1 numbers
//! of 32 bits), the hearers (32 bits), strengths (64-bit floating point), where each name ends (64 bits), the names in canonical
//! order one after the other (UTF-8), the title.
//!
//! Nothing is played on a file before its length, every checksum and every number have been looked at: hearers that exist,
//! rows that rise, strengths that are legal, names in order. A checksum notices damage; it does not tell who wrote the file.
//!
//! # Cost
//! One pass over the file, on all threads: a second for some billions of ties if the system has it in memory. Names are
//! copied, ties and strengths are not (from a packed file they are).

mod checksum;
mod section;
#[cfg(test)]
mod tests;

use crate::graph::edge_list::{Direction, Options, Problem, Reading, StrengthRange, ThirdColumn};
use crate::graph::names::canonical;
use crate::graph::out_of_core::Stored;
use crate::graph::{Graph, Names};
use crate::machine::{Mapped, Shared, bytes_of};
use crate::parallel;
use checksum::{PIECE, checksum, piece, sum, sum_of, word_of};
pub(in crate::graph) use section::{Section, SectionWriter};
use std::io::{self, Write};
use std::ops::Range;

/// What the file begins with.
pub const MAGIC: &[u8; 8] = b"rumornet";
const VERSION: u64 = 1;
const WORDS: usize = 16;
const MUTUAL: u64 = 1;
const STRENGTHS: u64 = 2;
const NAMES: u64 = 4;
/// What the sections hold.
const SECTIONS: [&str; 6] = ["rows", "ties", "strengths", "ends of names", "names", "title"];

/// The bytes of a network file.
pub enum Bytes {
    /// In memory of their own.
    Own(Vec<u8>),
    /// In the file.
    File(Mapped),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Own(bytes) => bytes,
            Bytes::File(file) => file,
        }
    }
}

/// Where the sections lie, and where the file ends; `None` if no file could be so long.
fn layout(people: u64, ties: u64, flags: u64, names: u64, title: u64) -> Option<([Range<usize>; 6], usize)> {
    let named = |n: u64| if flags & NAMES != 0 { n } else { 0 };
    let strengths = if flags & STRENGTHS != 0 { ties } else { 0 };
    let lengths = [
        people.checked_add(1)?.checked_mul(4)?,
        ties.checked_mul(4)?,
        strengths.checked_mul(8)?,
        named(people).checked_mul(8)?,
        named(names),
        title,
    ];
    let mut end = WORDS * 8;
    let mut sections = [const { 0..0 }; 6];
    for (section, length) in sections.iter_mut().zip(lengths) {
        let start = end.checked_next_multiple_of(64)?;
        end = start.checked_add(usize::try_from(length).ok()?)?;
        *section = start..end;
    }
    Some((sections, end.checked_next_multiple_of(64)?))
}

/// Writes a network with its title.
///
/// # Errors
/// What `out` reports.
pub fn write(graph: &Graph, title: &str, out: &mut impl Write) -> io::Result<()> {
    let strengths = graph.strengths().unwrap_or_default();
    let (ends, names) = name_sections(graph.names());
    let flags = flags(graph.is_mutual(), graph.strengths().is_some(), graph.names());
    let (offsets, targets, strengths) = (bytes_of(graph.offsets()), bytes_of(graph.targets()), bytes_of(strengths));
    let sections = [&*offsets, &*targets, &*strengths, &ends, names.as_bytes(), title.as_bytes()];
    assemble([u64::from(graph.people()), graph.ties() as u64], flags, sections, out)
}

/// Writes a network whose ties stand in files with its title: the same bytes as of [`write()`].
///
/// # Errors
/// What `out` reports, and the files.
pub fn write_stored(stored: &Stored, title: &str, out: &mut impl Write) -> io::Result<()> {
    let Stored { names, offsets, targets, strengths, mutual } = stored;
    let (ends, text) = name_sections(names);
    let offsets = bytes_of(offsets);
    let sums = [
        checksum(&offsets),
        targets.sum(),
        strengths.as_ref().map_or(checksum(&[]), Section::sum),
        checksum(&ends),
        checksum(text.as_bytes()),
        checksum(title.as_bytes()),
    ];
    let lengths = [text.len() as u64, title.len() as u64];
    let counts = [names.len() as u64, stored.ties()];
    out.write_all(&header(counts, flags(*mutual, strengths.is_some(), names), lengths, sums))?;
    put(&offsets, out)?;
    targets.copy_to(out)?;
    strengths.as_ref().map_or(Ok(()), |strengths| strengths.copy_to(out))?;
    [&ends, text.as_bytes(), title.as_bytes()].into_iter().try_for_each(|section| put(section, out))
}

/// Where each name ends, and the names one after the other; nothing where people are numbered.
fn name_sections(names: &Names) -> (Vec<u8>, String) {
    let (mut ends, mut text) = (Vec::new(), String::new());
    if !matches!(names, Names::Numbered(_)) {
        for person in 0..names.len() as u32 {
            text.push_str(&names.get(person));
            ends.extend_from_slice(&(text.len() as u64).to_le_bytes());
        }
    }
    (ends, text)
}

fn flags(mutual: bool, strengths: bool, names: &Names) -> u64 {
    let flag = |set: bool, flag: u64| if set { flag } else { 0 };
    let named = !matches!(names, Names::Numbered(_));
    flag(mutual, MUTUAL) | flag(strengths, STRENGTHS) | flag(named, NAMES)
}

/// Puts header, sections and what fills them up one after the other.
fn assemble(counts: [u64; 2], flags: u64, sections: [&[u8]; 6], out: &mut impl Write) -> io::Result<()> {
    let lengths = [sections[4].len() as u64, sections[5].len() as u64];
    out.write_all(&header(counts, flags, lengths, sections.map(checksum)))?;
    sections.into_iter().try_for_each(|section| put(section, out))
}

/// The header: people and ties, bytes of all names and of the title, a checksum for each section.
fn header(counts: [u64; 2], flags: u64, lengths: [u64; 2], sums: [u64; 6]) -> Vec<u8> {
    let mut words = vec![word_of(MAGIC), VERSION, flags];
    words.extend(counts.into_iter().chain(lengths).chain(sums));
    words.resize(WORDS - 1, 0);
    let mut header: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    header.extend_from_slice(&sum(&header).to_le_bytes());
    header
}

/// A section, and zeros to the next multiple of 64 bytes.
fn put(section: &[u8], out: &mut impl Write) -> io::Result<()> {
    out.write_all(section)?;
    out.write_all(filling(section.len() as u64))
}

/// The zeros behind a section of so many bytes.
fn filling(length: u64) -> &'static [u8] {
    &[0; 64][..(length.next_multiple_of(64) - length) as usize]
}

/// What is wrong with a file, and what to do.
type Wrong = (String, &'static str);

const AGAIN: &str = "copy it again, or make it again with `rumormill network convert`";

fn damaged(what: &str) -> Wrong {
    (format!("is damaged: {what}"), AGAIN)
}

/// Reads a network; `file` is its name in messages.
///
/// # Errors
/// If the file is none, damaged, cut off, of another version, or not as the options want it.
pub fn read(file: &str, bytes: &Bytes, options: &Options) -> Result<Reading, Problem> {
    let problem = |(message, help): Wrong| Problem::of(file, message, help);
    let (mut graph, title) = network(bytes, options.range).map_err(problem)?;
    let direction = if graph.is_mutual() { Direction::Mutual } else { Direction::Influence };
    if let Some(asked) = options.direction.filter(|&asked| asked != direction) {
        let message = format!("`direction = \"{asked}\"` disagrees with the file, whose ties say who hears whom");
        let message = if graph.is_mutual() { message.replace("say who hears whom", "run both ways") } else { message };
        return Err(problem((message, "leave it out")));
    }
    if options.scale.is_some() {
        let message = "`scale` has nothing to scale with: strengths are kept as they were read".to_owned();
        return Err(problem((message, "scale them where the file is made, with `rumormill network convert --scale`")));
    }
    if options.third_column == ThirdColumn::Ignore {
        graph = graph.without_strengths();
    }
    // All that is kept stands in the checksums of the header.
    let digest = bytes[..WORDS * 8].chunks_exact(8).skip(7).map(|word| format!("{:016x}", word_of(word))).collect();
    let (source, note, separator, columns) = (None, None, None, None);
    let (lines, notes, bytes) = (0, Vec::new(), bytes.len() as u64);
    let name = Some(title).filter(|title| !title.is_empty());
    Ok(Reading { graph, direction, notes, name, source, note, separator, columns, lines, bytes, digest: Some(digest) })
}

fn network(bytes: &Bytes, range: StrengthRange) -> Result<(Graph, String), Wrong> {
    if !bytes.starts_with(MAGIC) {
        let help = "make one with `rumormill network convert IN OUT.rumor`";
        return Err(("is no binary network: it does not begin with `rumornet`".to_owned(), help));
    }
    let cut = |whole: Option<usize>| {
        let whole = whole.map_or(String::new(), |whole| format!(" of {whole}"));
        (format!("is cut off: it ends after {}{whole} bytes", bytes.len()), AGAIN)
    };
    let header = bytes.get(..WORDS * 8).ok_or_else(|| cut(None))?;
    let words: Vec<u64> = header.chunks_exact(8).map(word_of).collect();
    let &[_, version, flags, people, ties, names, title, ..] = &words[..] else { unreachable!("there are 16") };
    if version != VERSION {
        let message = format!("is of version {version} of the format, and this program reads version {VERSION}");
        return Err((message, "make it again with this program's `rumormill network convert`"));
    }
    if words[WORDS - 1] != sum(&header[..(WORDS - 1) * 8]) {
        return Err(damaged("the checksum of its header does not hold"));
    }
    let fits = people <= Graph::MOST_PEOPLE && ties <= Graph::MOST_TIES && flags <= MUTUAL | STRENGTHS | NAMES;
    let Some((sections, end)) = layout(people, ties, flags, names, title).filter(|_| fits) else {
        return Err(damaged("its header describes no network"));
    };
    match bytes.len() {
        length if length < end => return Err(cut(Some(end))),
        length if length > end => return Err((format!("has {} bytes after its end", length - end), AGAIN)),
        _ => {}
    }
    let held = |i: usize, sum: u64| match sum == words[7 + i] {
        true => Ok(()),
        false => Err(damaged(&format!("the checksum of its {} does not hold", SECTIONS[i]))),
    };
    let filled = |section: &Range<usize>| bytes[section.end..section.end.next_multiple_of(64)].iter().all(|&b| b == 0);
    if !sections.iter().all(filled) {
        return Err(damaged("something stands between its sections"));
    }
    for i in [0, 3, 4, 5] {
        held(i, checksum(&bytes[sections[i].clone()]))?;
    }
    let offsets: Shared<u32> = column(bytes, &sections[0]);
    let targets: Shared<u32> = column(bytes, &sections[1]);
    let strengths: Shared<f64> = column(bytes, &sections[2]);
    let rows = offsets[0] == 0 && offsets.is_sorted() && offsets.last().is_some_and(|&end| u64::from(end) == ties);
    if !rows {
        return Err(damaged("its rows are none"));
    }
    let (found, wrong) = look_at_ties(&bytes[sections[1].clone()], &offsets, &targets, people);
    held(1, found)?;
    if let Some(wrong) = wrong {
        return Err(damaged(wrong));
    }
    let (most, named) = if range == StrengthRange::Unit { (1.0, "strengths from 0 to 1") } else { (f64::MAX, "rates") };
    let (found, legal) = look_at_strengths(&bytes[sections[2].clone()], &strengths, most);
    held(2, found)?;
    if !legal {
        let help = "scale them where the file is made, with `rumormill network convert --scale`";
        return Err((format!("has numbers at its ties that are no {named}"), help));
    }
    let text = |i: usize| {
        let part = bytes[sections[i].clone()].to_vec();
        String::from_utf8(part).map_err(|_| damaged(&format!("its {} are not UTF-8", SECTIONS[i])))
    };
    let ends = bytes[sections[3].clone()].chunks_exact(8).map(word_of).collect();
    let names = match flags & NAMES != 0 {
        true => Names::from_parts(text(4)?, ends).ok_or_else(|| damaged("its names are none"))?,
        false => Names::Numbered(people as u32),
    };
    let ordered = |person: u32| canonical(&names.get(person - 1), &names.get(person)).is_lt();
    if flags & NAMES != 0 && !(1..names.len() as u32).all(ordered) {
        return Err(damaged("its names are not in canonical order"));
    }
    let is_name = |name: &str| !name.is_empty() && !name.chars().any(char::is_control);
    if flags & NAMES != 0 && !(0..names.len() as u32).all(|person| is_name(&names.get(person))) {
        return Err(damaged("it has names that are empty, or hold control characters"));
    }
    let strengths = (flags & STRENGTHS != 0).then_some(strengths);
    let graph = Graph::from_columns(names, offsets, targets, strengths, flags & MUTUAL != 0);
    let wrong =
        parallel::map(graph.people().div_ceil(ROWS).into(), || (), |(), piece| wrong_tie(&graph, piece as u32 * ROWS));
    match wrong.into_iter().flatten().next() {
        Some(wrong) => Err(damaged(wrong)),
        None => Ok((graph, text(5)?)),
    }
}

/// People whose ties are looked at in one piece of work.
const ROWS: u32 = 1 << 14;

/// What is wrong with a tie of some people, from a first on: who is tied to themselves, or a mutual tie that is not answered.
fn wrong_tie(graph: &Graph, first: u32) -> Option<&'static str> {
    for person in first..(first + ROWS).min(graph.people()) {
        let row = graph.row(person);
        if graph.hearers(person).binary_search(&person).is_ok() {
            return Some("it ties people to themselves");
        }
        if !graph.is_mutual() {
            continue;
        }
        for tie in row {
            let hearer = graph.targets()[tie];
            let Ok(back) = graph.hearers(hearer).binary_search(&person) else {
                return Some("its ties are said to be mutual, and are not");
            };
            let back = graph.row(hearer).start + back;
            if graph.strengths().is_some_and(|strengths| strengths[tie].to_bits() != strengths[back].to_bits()) {
                return Some("its ties are said to be mutual, and their strengths are not");
            }
        }
    }
    None
}

/// The checksum of the hearers, and what is wrong unless all exist and rise within their rows.
fn look_at_ties(bytes: &[u8], offsets: &[u32], targets: &[u32], people: u64) -> (u64, Option<&'static str>) {
    // Of each piece: checksum, greatest hearer, and how often a hearer is not greater than the one before.
    let looked = parallel::map(
        bytes.len().div_ceil(PIECE) as u64,
        || (),
        |(), i| {
            let begin = i as usize * PIECE / 4;
            let these = &targets[begin..targets.len().min(begin + PIECE / 4 + 1)];
            let falls = these.iter().zip(&these[1..]).map(|(a, b)| u64::from(a >= b)).sum::<u64>();
            (sum(piece(bytes, i)), these.iter().copied().max().unwrap_or(0), falls)
        },
    );
    // That may be where a row ends, and nowhere else.
    let mut allowed = 0;
    let mut before = None;
    for row in offsets.windows(2).filter(|row| row[0] < row[1]) {
        allowed += u64::from(before.is_some_and(|last: u32| targets[last as usize] >= targets[row[0] as usize]));
        before = Some(row[1] - 1);
    }
    let exist = looked.iter().all(|piece| u64::from(piece.1) < people) || targets.is_empty();
    let rise = looked.iter().map(|piece| piece.2).sum::<u64>() == allowed;
    let wrong = match (exist, rise) {
        (false, _) => Some("a hearer does not exist"),
        (_, false) => Some("the hearers of a row do not rise"),
        _ => None,
    };
    (sum_of(looked.iter().map(|piece| piece.0)), wrong)
}

/// The checksum of the strengths, and whether all are legal.
fn look_at_strengths(bytes: &[u8], strengths: &[f64], most: f64) -> (u64, bool) {
    let looked = parallel::map(
        bytes.len().div_ceil(PIECE) as u64,
        || (),
        |(), i| {
            let begin = i as usize * PIECE / 8;
            let these = &strengths[begin..strengths.len().min(begin + PIECE / 8)];
            (sum(piece(bytes, i)), these.iter().all(|strength| (0.0..=most).contains(strength)))
        },
    );
    (sum_of(looked.iter().map(|piece| piece.0)), looked.iter().all(|piece| piece.1))
}

/// A column where it stands, or a copy.
fn column<T: crate::machine::Plain>(bytes: &Bytes, section: &Range<usize>) -> Shared<T> {
    match bytes {
        Bytes::File(file) => Shared::mapped(file, section.clone()),
        Bytes::Own(bytes) => Shared::copied(&bytes[section.clone()]),
    }
}
