//! The text of a file as it comes: letters made UTF-8, lines counted, nothing of it kept.

use super::super::edge_list::{Input, Problem, unreadable};
use std::io::{self, BufRead, Read};

/// How much is read at a time, in bytes.
const CHUNK: usize = 1 << 16;

/// A text that is read once, from its beginning to its end.
pub(super) struct Text<'a> {
    file: &'a str,
    input: Input<'a>,
    latin1: bool,
    /// Whole letters; those before `at` are handed out.
    ready: Vec<u8>,
    at: usize,
    /// The beginning of a letter whose rest has not come.
    rest: Vec<u8>,
    /// A byte that is part of no letter, behind what is ready.
    wrong: Option<u8>,
    /// Line feeds handed out.
    feeds: u64,
    /// Whether something stands behind the last of them.
    open: bool,
}

impl<'a> Text<'a> {
    /// What is left of an input, one byte a letter with `latin1`.
    pub fn new(file: &'a str, input: Input<'a>, latin1: bool) -> Self {
        let (ready, rest) = (Vec::new(), Vec::new());
        Text { file, input, latin1, ready, at: 0, rest, wrong: None, feeds: 0, open: false }
    }

    /// How many lines have been handed out, the last of which may lack its end.
    pub fn lines_read(&self) -> u64 {
        self.feeds + u64::from(self.open)
    }

    /// The line at which reading is, from 1.
    pub fn line(&self) -> u64 {
        self.feeds + 1
    }

    /// Bytes of the file that were read, unpacked.
    pub fn length(&self) -> u64 {
        self.input.bytes - if self.input.marked { 3 } else { 0 }
    }

    /// The next line, without its end, with its number; `None` after the last.
    ///
    /// # Errors
    /// If the file cannot be read, or is no text.
    pub fn next_line<'l>(&mut self, line: &'l mut Vec<u8>) -> Result<Option<(u64, &'l str)>, Problem> {
        line.clear();
        let number = self.line();
        let file = self.file;
        if self.read_until(b'\n', line).map_err(|error| unreadable(file, error))? == 0 {
            return Ok(None);
        }
        let text = std::str::from_utf8(line).expect("whole letters are handed out");
        let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        Ok(Some((number, text)))
    }

    /// All that is left.
    ///
    /// # Errors
    /// As [`Text::next_line`].
    pub fn all(&mut self) -> Result<String, Problem> {
        let mut all = String::new();
        let file = self.file;
        self.read_to_string(&mut all).map_err(|error| unreadable(file, error))?;
        Ok(all)
    }

    /// Makes the next letters ready.
    fn fill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.ready.clear();
        while self.ready.is_empty() && self.wrong.is_none() {
            let mut bytes = std::mem::take(&mut self.rest);
            let old = bytes.len();
            bytes.resize(old + CHUNK, 0);
            let read = self.input.read(&mut bytes[old..])?;
            bytes.truncate(old + read);
            if self.latin1 {
                self.ready = bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes();
            } else if let Err(error) = std::str::from_utf8(&bytes) {
                let (good, cut) = (error.valid_up_to(), error.error_len().is_none() && read > 0);
                if cut {
                    self.rest = bytes.split_off(good);
                } else {
                    self.wrong = Some(bytes[good]);
                    bytes.truncate(good);
                }
                self.ready = bytes;
            } else {
                self.ready = bytes;
            }
            if read == 0 {
                break;
            }
        }
        match self.wrong {
            Some(byte) if self.ready.is_empty() => {
                let message = format!("not UTF-8 (byte {byte:02X})");
                let help = "save the file as UTF-8, or set `encoding = \"latin1\"`";
                Err(io::Error::other(Problem::of(self.file, message, help).line(self.line())))
            }
            _ => Ok(()),
        }
    }
}

impl Read for Text<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let length = ready.len().min(out.len());
        out[..length].copy_from_slice(&ready[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Text<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.ready.len() {
            self.fill()?;
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, bytes: usize) {
        let taken = &self.ready[self.at..self.at + bytes];
        self.feeds += taken.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.open = taken.last().map_or(self.open, |&byte| byte != b'\n');
        self.at += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::edge_list::{Limits, Options};

    /// Gives a byte at a time, so that every letter is cut.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let one = self.0.len().min(out.len()).min(1);
            out[..one].copy_from_slice(&self.0[..one]);
            self.0 = &self.0[one..];
            Ok(one)
        }
    }

    fn lines(bytes: &[u8], latin1: bool) -> (Vec<(u64, String)>, Option<Problem>, u64) {
        let input = Input::any("f", Dripping(bytes), Limits::of(&Options::default())).unwrap();
        let (mut text, mut line, mut all) = (Text::new("f", input, latin1), Vec::new(), Vec::new());
        loop {
            match text.next_line(&mut line) {
                Ok(Some((number, line))) => all.push((number, line.to_owned())),
                Ok(None) => return (all, None, text.lines_read()),
                Err(problem) => return (all, Some(problem), text.lines_read()),
            }
        }
    }

    /// Lines are those of the standard library, wherever letters are cut.
    #[test]
    fn lines_are_those_of_a_text() {
        let long = "zo\u{eb}\u{1F600}\n".repeat(20_000);
        for text in ["", "\n", "a", "a\r\n\r\nb\rc\n", "zo\u{eb}\n\u{1F600}", &long] {
            let (found, problem, count) = lines(text.as_bytes(), false);
            let wanted: Vec<(u64, String)> = (1..).zip(text.lines().map(str::to_owned)).collect();
            assert!(
                (&found, problem, count) == (&wanted, None, wanted.len() as u64),
                "{}",
                &text[..text.len().min(20)]
            );
            let (found, ..) = lines(format!("\u{FEFF}{text}").as_bytes(), false);
            assert_eq!(found, wanted);
        }
        assert_eq!(lines(b"zo\xEB\n", true).0, [(1, "zo\u{eb}".to_owned())]);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        for (bytes, line, byte) in [
            (&b"a\nb\n\xFFc\n"[..], 3, "FF"),
            (b"a\nb\xC3", 2, "C3"),
            (b"\xE2\x82\n", 1, "E2"),
            (b"a\xF0\x9F\x98", 1, "F0"),
        ] {
            let problem = lines(bytes, false).1.unwrap();
            assert_eq!((problem.line, problem.message), (Some(line), format!("not UTF-8 (byte {byte})")));
        }
    }
}
