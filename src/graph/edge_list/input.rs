//! From bytes to lines: unpacked if need be, ended by LF, CR LF or CR, none of them longer than the limit.

use super::gzip::Refused;
use super::problem::Problem;
use super::words::Limits;
use super::{gzip, magic};
use crate::text::escaped;
use std::borrow::Borrow;
use std::io::{Cursor, ErrorKind, Read};
use std::ops::Range;

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 18;
/// How much is looked at to tell what a file is, in bytes.
const HEAD: usize = 512;

/// The lines of a file.
pub(crate) struct Input<'a> {
    file: &'a str,
    source: Box<dyn Read + 'a>,
    limits: Limits,
    buffer: Vec<u8>,
    /// What of the buffer is read but not yet handed out.
    waiting: Range<usize>,
    ended: bool,
    /// Bytes of text read so far, unpacked.
    pub bytes: u64,
    /// The number of the line handed out last.
    pub line: u64,
    /// Whether the bytes were gzip.
    pub packed: bool,
    /// Whether a byte order mark was dropped.
    pub marked: bool,
}

impl<'a> Input<'a> {
    /// Looks at the first bytes; refuses what is no text.
    pub(super) fn open(file: &'a str, bytes: impl Read + 'a, limits: Limits) -> Result<Input<'a>, Problem> {
        let input = Input::any(file, bytes, limits)?;
        match magic::known(input.head()) {
            Some((what, help)) => Err(Problem::of(file, what, help)),
            None => Ok(input),
        }
    }

    /// The first bytes of what has not been handed out.
    pub(in crate::graph) fn head(&self) -> &[u8] {
        &self.window()[..self.waiting.len().min(HEAD)]
    }

    /// As [`Input::open`], whatever the file is.
    pub(in crate::graph) fn any(
        file: &'a str,
        mut bytes: impl Read + 'a,
        limits: Limits,
    ) -> Result<Input<'a>, Problem> {
        let mut head = Vec::new();
        (&mut bytes).take(HEAD as u64).read_to_end(&mut head).map_err(|error| unreadable(file, error))?;
        let packed = magic::is_gzip(&head);
        let joined = Cursor::new(head).chain(bytes);
        let source: Box<dyn Read + 'a> =
            if packed { Box::new(gzip::Unpacked::new(joined, &limits)) } else { Box::new(joined) };
        let (buffer, waiting) = (vec![0; CHUNK], 0..0);
        let mut input =
            Input { file, source, limits, buffer, waiting, ended: false, bytes: 0, line: 0, packed, marked: false };
        while input.waiting.len() < HEAD && !input.ended {
            input.fill()?;
        }
        if packed && magic::is_gzip(input.head()) {
            return Err(Problem::of(file, "is compressed twice", "unpack it once"));
        }
        if input.head().starts_with(b"\xEF\xBB\xBF") {
            input.marked = true;
            input.waiting.start += 3;
        }
        Ok(input)
    }

    /// As [`Input::open`], with the limits of every file.
    pub fn text(file: &'a str, bytes: impl Read + 'a) -> Result<Input<'a>, Problem> {
        Input::open(file, bytes, Limits::of(&super::Options::default()))
    }

    /// The bytes read and not yet handed out; they may end inside a line.
    pub fn window(&self) -> &[u8] {
        &self.buffer[self.waiting.clone()]
    }

    /// Says that so many bytes of the window, whole lines, were dealt with.
    pub fn advance(&mut self, bytes: usize, lines: u64) {
        self.waiting.start += bytes;
        self.line += lines;
    }

    /// The bytes of a line that [`Input::next_line`] gave.
    pub fn slice(&self, line: Range<usize>) -> &[u8] {
        &self.buffer[line]
    }

    /// The next line without its end, as a place in the buffer; counts it.
    pub fn next_line(&mut self) -> Result<Option<Range<usize>>, Problem> {
        let mut scanned = 0;
        loop {
            let start = self.waiting.start;
            let end = self.window()[scanned..].iter().position(|&byte| byte == b'\n' || byte == b'\r');
            let length = end.map_or(self.waiting.len(), |end| scanned + end);
            if length as u64 > self.limits.line {
                return Err(self.too_long());
            }
            match end {
                Some(_) => {
                    let after = start + length + 1;
                    let carriage_return = self.buffer[start + length] == b'\r';
                    if carriage_return && after == self.waiting.end && !self.ended {
                        // Whether a line feed follows is not known yet.
                        scanned = length;
                        self.fill()?;
                        continue;
                    }
                    let line_feed = carriage_return && after < self.waiting.end && self.buffer[after] == b'\n';
                    self.waiting.start = after + usize::from(line_feed);
                    self.line += 1;
                    return Ok(Some(start..start + length));
                }
                None if self.ended && length == 0 => return Ok(None),
                None if self.ended => {
                    self.waiting.start = self.waiting.end;
                    self.line += 1;
                    return Ok(Some(start..start + length));
                }
                None => {
                    scanned = length;
                    self.fill()?;
                }
            }
        }
    }

    /// Reads more behind what is waiting.
    fn fill(&mut self) -> Result<(), Problem> {
        if self.waiting.start > 0 {
            self.buffer.copy_within(self.waiting.clone(), 0);
            self.waiting = 0..self.waiting.len();
        }
        if self.waiting.end == self.buffer.len() {
            let more = self.buffer.len();
            if self.buffer.try_reserve(more).is_err() {
                return Err(self.too_long());
            }
            self.buffer.resize(2 * more, 0);
        }
        let read = loop {
            match self.source.read(&mut self.buffer[self.waiting.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(self.file, error)),
                Ok(read) => break read,
            }
        };
        self.ended = read == 0;
        self.waiting.end += read;
        self.bytes += read as u64;
        if self.bytes > self.limits.file {
            return Err(Problem::of(self.file, "is longer than 64 GiB", "`--allow file` lifts this limit"));
        }
        Ok(())
    }

    fn too_long(&self) -> Problem {
        let line = self.line + 1;
        let message = format!("line {line} is longer than 1 MiB; is this a text edge list?");
        Problem::of(self.file, message, "one tie per line; `--allow line` lifts this limit").line(line)
    }
}

/// The text as it comes, unpacked: for readers that find their own lines.
impl Read for Input<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.waiting.is_empty() && !self.ended {
            self.waiting = 0..0;
            self.fill().map_err(std::io::Error::other)?;
        }
        let length = self.waiting.len().min(out.len());
        out[..length].copy_from_slice(&self.window()[..length]);
        self.waiting.start += length;
        Ok(length)
    }
}

/// Why reading failed, in the words of the unpacker or of the system.
pub(crate) fn unreadable(file: &str, error: impl Borrow<std::io::Error>) -> Problem {
    let error = error.borrow();
    if let Some(problem) = error.get_ref().and_then(|inner| inner.downcast_ref::<Problem>()) {
        return problem.clone();
    }
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
        Some(refused) => Problem::of(file, refused.message.clone(), refused.help.clone()),
        None => Problem::of(file, format!("cannot be read: {}", escaped(&error.to_string())), ""),
    }
}
