//! Unpacking gzip as a stream: member after member, never to disk, bounded by what comes out.

use super::words::Limits;
use crate::text::grouped;
use flate2::bufread::GzDecoder;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// Empty members one after the other before a file is refused.
const MOST_EMPTY_MEMBERS: u32 = 1000;

/// A reason to stop unpacking; travels inside an [`io::Error`].
#[derive(Debug)]
pub(super) struct Refused {
    pub message: String,
    pub help: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}

fn refused(message: impl Into<String>, help: impl Into<String>) -> io::Error {
    io::Error::other(Refused { message: message.into(), help: help.into() })
}

/// What a gzip stream holds.
pub(super) struct Unpacked<R: Read> {
    /// The member being unpacked; `None` once all are.
    member: Option<GzDecoder<Counted<R>>>,
    /// Where in the packed bytes the member begins.
    begin: u64,
    /// Bytes that came out, in all and of this member.
    out: u64,
    out_of_member: u64,
    empty_members: u32,
    /// Unpacked bytes for each packed one, past the first MiB.
    ratio: u64,
}

impl<R: Read> Unpacked<R> {
    pub fn new(packed: R, limits: &Limits) -> Self {
        let packed = Counted { inner: BufReader::with_capacity(1 << 16, packed), consumed: 0 };
        let ratio = limits.gzip;
        Unpacked { member: Some(GzDecoder::new(packed)), begin: 0, out: 0, out_of_member: 0, empty_members: 0, ratio }
    }

    /// After the end of a member: the next one, the end, or garbage.
    fn next_member(&mut self, member: GzDecoder<Counted<R>>) -> io::Result<()> {
        self.empty_members = if self.out_of_member == 0 { self.empty_members + 1 } else { 0 };
        if self.empty_members > MOST_EMPTY_MEMBERS {
            return Err(refused(
                format!("holds more than {} empty gzip members in a row", grouped(u64::from(MOST_EMPTY_MEMBERS))),
                "pack the file again",
            ));
        }
        let mut packed = member.into_inner();
        let rest = packed.fill_buf()?;
        if rest.is_empty() {
            return Ok(());
        }
        if rest[0] != 0x1F {
            return Err(garbage(packed.consumed));
        }
        self.begin = packed.consumed;
        self.out_of_member = 0;
        self.member = Some(GzDecoder::new(packed));
        Ok(())
    }

    fn explained(&self, error: io::Error, packed: u64) -> io::Error {
        let of_the_stream =
            error.raw_os_error().is_none() && error.get_ref().is_none_or(|inner| !inner.is::<Refused>());
        match error.kind() {
            io::ErrorKind::UnexpectedEof if of_the_stream => {
                refused("the file ends inside the compressed stream", "was the download complete?")
            }
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if of_the_stream => {
                if error.to_string().contains("header") && self.begin > 0 {
                    garbage(self.begin)
                } else if error.to_string().contains("checksum") {
                    refused("the checksum of the compressed data does not match: the file is damaged", "fetch it again")
                } else {
                    let near = grouped(packed);
                    refused(format!("the compressed data are damaged near byte {near}"), "fetch the file again")
                }
            }
            _ => error,
        }
    }
}

fn garbage(offset: u64) -> io::Error {
    refused(
        format!("something that is not gzip follows the compressed data, from byte {} on", grouped(offset)),
        "fetch or pack the file again",
    )
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while let Some(mut member) = self.member.take() {
            let read = match member.read(out) {
                Ok(read) => read,
                Err(error) => {
                    let packed = member.get_ref().consumed;
                    self.member = (error.kind() == io::ErrorKind::Interrupted).then_some(member);
                    return Err(self.explained(error, packed));
                }
            };
            if read == 0 {
                self.next_member(member)?;
                continue;
            }
            self.out += read as u64;
            self.out_of_member += read as u64;
            let packed = member.get_ref().consumed;
            if self.out > 1 << 20 && self.out / self.ratio > packed {
                return Err(refused(
                    format!("unpacks to more than {} times its size", self.ratio),
                    "is this a list of ties? If it is, `--allow dense-gzip` lifts this limit",
                ));
            }
            self.member = Some(member);
            return Ok(read);
        }
        Ok(0)
    }
}

/// Counts what is taken out of a buffered reader.
struct Counted<R: Read> {
    inner: BufReader<R>,
    consumed: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.consumed += read as u64;
        Ok(read)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.consumed += amount as u64;
        self.inner.consume(amount);
    }
}
