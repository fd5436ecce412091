//! Columns of facts about people, from a file.
