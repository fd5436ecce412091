//! A section that is there before its file is: in a file of its own, with its checksum.

use super::checksum::{PIECE, joined, sum};
use super::filling;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// A finished section.
#[derive(Debug)]
pub(in crate::graph) struct Section {
    file: File,
    length: u64,
    sum: u64,
}

impl Section {
    /// Its bytes, without what fills it up.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its checksum.
    pub(super) fn sum(&self) -> u64 {
        self.sum
    }

    /// Copies it, with what fills it up.
    pub(super) fn copy_to(&self, out: &mut impl Write) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        let copied = io::copy(&mut file.take(self.length), out)?;
        if copied != self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        out.write_all(filling(self.length))
    }
}

/// A section on its way.
#[derive(Debug)]
pub(in crate::graph) struct SectionWriter {
    file: File,
    /// Written so far.
    length: u64,
    sum: u64,
    /// What is not written yet.
    piece: Vec<u8>,
}

impl SectionWriter {
    /// Into a file that is empty.
    pub fn new(file: File) -> Self {
        SectionWriter { file, length: 0, sum: 0, piece: Vec::with_capacity(PIECE) }
    }

    /// Adds a number, which must not lie across two pieces: of 4 or 8 bytes.
    #[inline]
    pub fn put(&mut self, number: &[u8]) -> io::Result<()> {
        self.piece.extend_from_slice(number);
        if self.piece.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sum = joined(self.sum, sum(&self.piece));
        self.length += self.piece.len() as u64;
        self.file.write_all(&self.piece)?;
        self.piece.clear();
        Ok(())
    }

    /// The section with all that was put.
    pub fn finish(mut self) -> io::Result<Section> {
        if !self.piece.is_empty() {
            self.flush()?;
        }
        Ok(Section { file: self.file, length: self.length, sum: self.sum })
    }
}
