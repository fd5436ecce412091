//! The short way: lines of two plain whole numbers, and perhaps a strength, read without a look at anything else.

use super::input::Input;
use super::problem::Problem;
use super::reader::{Reader, tally};
use super::sink::Sink;
use super::words::ThirdColumn;

impl<S: Sink> Reader<'_, S> {
    /// The short way through lines of two plain whole numbers (and a strength), up to the first line that is anything else.
    pub(super) fn plain_lines(&mut self, input: &mut Input<'_>) -> Result<(), Problem> {
        let Some(layout) = self.layout.as_ref().filter(|layout| layout.columns.are_usual() && self.first.is_some())
        else {
            return Ok(());
        };
        let separator = layout.separator.byte();
        let third = layout.columns.strength.is_some();
        let ignored = self.options.third_column == ThirdColumn::Ignore;
        let window = input.window();
        if u64::from(self.people.count()) + window.len() as u64 > self.limits.people {
            // So near the limit every new name is checked.
            return Ok(());
        }
        let (mut at, mut line) = (0, input.line);
        while let Some(plain) = plain_line(&window[at..], separator, third) {
            let mut strength = None;
            if let Some((start, end)) = plain.strength.filter(|_| !ignored) {
                let field = std::str::from_utf8(&window[at + start..at + end]).ok();
                let Some(read) = field.and_then(|field| self.scale.read(field).ok()) else { break };
                if read.never {
                    tally(&mut self.never, line + 1);
                }
                strength = Some(read.value);
            }
            line += 1;
            at += plain.length;
            let (u, v) = (self.people.number(plain.from), self.people.number(plain.to));
            self.tie(u, v, strength, line)?;
        }
        let lines = line - input.line;
        input.advance(at, lines);
        Ok(())
    }
}

/// A line of two plain whole numbers.
struct Plain {
    from: u64,
    to: u64,
    /// Where a third field stands in the line.
    strength: Option<(usize, usize)>,
    /// Bytes of the line with its end.
    length: usize,
}

/// The line at the beginning of `bytes`, if it is plain and its end is there.
#[inline]
fn plain_line(bytes: &[u8], separator: u8, third: bool) -> Option<Plain> {
    let (from, at) = plain_whole(bytes, 0)?;
    if *bytes.get(at)? != separator {
        return None;
    }
    let (to, mut at) = plain_whole(bytes, at + 1)?;
    let mut strength = None;
    if third {
        if *bytes.get(at)? != separator {
            return None;
        }
        let start = at + 1;
        let end = start + bytes[start..].iter().take(64).position(|&byte| byte == b'\n' || byte == b'\r')?;
        (strength, at) = (Some((start, end)), end);
    }
    let length = match *bytes.get(at)? {
        b'\n' => at + 1,
        b'\r' if *bytes.get(at + 1)? == b'\n' => at + 2,
        _ => return None,
    };
    Some(Plain { from, to, strength, length })
}

/// A whole number of at most 19 digits without leading zeros, and where it ends.
#[inline]
fn plain_whole(bytes: &[u8], start: usize) -> Option<(u64, usize)> {
    let (mut value, mut at) = (0u64, start);
    loop {
        let digit = bytes.get(at)?.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    let digits = at - start;
    let plain = (1..=19).contains(&digits) && (digits == 1 || bytes[start] != b'0');
    plain.then_some((value, at))
}
