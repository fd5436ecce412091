//! XML as the pieces that GraphML and GEXF are made of, with the line of each.
//!
//! Only the five predefined entities and character references are known: nothing that a file declares for itself is expanded.

use super::super::edge_list::Problem;
use crate::text::{escaped, shown};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
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
pub(super) struct Xml<'a> {
    file: &'a str,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// How far lines are counted, and the line there.
    counted: usize,
    pub line: u64,
}

impl<'a> Xml<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { file, text, reader, counted: 0, line: 1 }
    }

    fn problem(&self, message: impl Into<String>, help: &str) -> Problem {
        Problem::of(self.file, message, help).line(self.line)
    }

    /// The next piece; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Piece>, Problem> {
        loop {
            let at = (self.reader.buffer_position() as usize).min(self.text.len());
            self.line += self.text.as_bytes()[self.counted..at].iter().filter(|&&byte| byte == b'\n').count() as u64;
            self.counted = at;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let message = format!("is not well-formed XML: {}", escaped(&error.to_string()));
                    return Err(self.problem(message, "was the file cut off? Write it again"));
                }
            };
            return Ok(Some(match event {
                Event::Start(tag) => Piece::Open(self.tag(&tag)?),
                Event::End(tag) => Piece::Close(tag.local_name().as_ref().to_string()),
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Piece::Text(self.reference(&reference)?),
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
