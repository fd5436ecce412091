//! XML as the pieces that GraphML and GEXF are made of, with the line of each.
//!
//! Only the five predefined entities and character references are known: nothing that a file declares for itself is expanded.

use super::super::edge_list::{Problem, unreadable};
use super::text::Text;
use crate::text::{count, escaped, shown};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;

/// A piece of a document.
pub(super) enum Piece {
    /// `<name ...>`; one that closes itself is followed by its [`Piece::Close`].
    Open(Tag),
    /// `</name>`.
    Close(String),
    /// What stands between, several in a row where there are references.
    Text(String),
}

/// An opening tag.
pub(super) struct Tag {
    /// Its name without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The line it begins on.
    pub line: u64,
}

impl Tag {
    /// The value of an attribute, if it is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A document, read piece by piece.
pub(super) struct Xml<'t, 'a> {
    file: &'t str,
    reader: Reader<&'t mut Text<'a>>,
    room: Vec<u8>,
    /// How many elements have begun and not ended.
    open: u64,
    /// The line on which the piece begins that was given last.
    pub line: u64,
}

impl<'t, 'a> Xml<'t, 'a> {
    pub fn new(file: &'t str, text: &'t mut Text<'a>) -> Self {
        let mut reader = Reader::from_reader(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { file, reader, room: Vec::new(), open: 0, line: 1 }
    }

    fn problem(&self, message: impl Into<String>, help: &str) -> Problem {
        Problem::of(self.file, message, help).line(self.line)
    }

    /// The next piece; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Piece>, Problem> {
        let mut room = std::mem::take(&mut self.room);
        let piece = self.next_in(&mut room);
        self.room = room;
        piece
    }

    fn next_in(&mut self, room: &mut Vec<u8>) -> Result<Option<Piece>, Problem> {
        loop {
            room.clear();
            self.line = self.reader.get_ref().line();
            let event = match self.reader.read_event_into(room) {
                Ok(event) => event,
                Err(Error::Io(error)) => return Err(unreadable(self.file, &*error)),
                Err(error) => {
                    let message = format!("is not well-formed XML: {}", escaped(&error.to_string()));
                    return Err(self.problem(message, "was the file cut off? Write it again"));
                }
            };
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.open += 1;
                    Piece::Open(self.tag(&tag)?)
                }
                Event::End(tag) => {
                    self.open = self.open.saturating_sub(1);
                    Piece::Close(tag.local_name().as_ref().to_string())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Piece::Text(self.reference(&reference)?),
                Event::Eof if self.open > 0 => {
                    let message = format!("ends within {}", count(self.open, "open element", "open elements"));
                    return Err(self.problem(message, "was the file cut off? Write it again"));
                }
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    fn reference(&self, reference: &quick_xml::events::BytesRef) -> Result<String, Problem> {
        let name = reference.xml10_content();
        let character = reference.resolve_char_ref().ok().flatten();
        let predefined = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("apos", '\''), ("quot", '"')];
        let character = character.or(predefined.iter().find(|row| row.0 == name).map(|row| row.1));
        let unknown = || {
            self.problem(
                format!("the reference {} is not known", shown(&format!("&{name};"))),
                "write the letter itself",
            )
        };
        character.map(String::from).ok_or_else(unknown)
    }

    fn tag(&self, tag: &BytesStart) -> Result<Tag, Problem> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let wrong =
                |error: String| self.problem(format!("an attribute is wrong: {}", escaped(&error)), "correct it");
            let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(error.to_string()))?;
            attributes.push((attribute.key.as_ref().to_string(), value.into_owned()));
        }
        Ok(Tag { name: tag.local_name().as_ref().to_string(), attributes, line: self.line })
    }
}

/// A text as XML.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}
