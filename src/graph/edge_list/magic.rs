//! Files that are no list of ties, known by their first bytes.

/// First bytes, what such a file is, and what to do.
const KINDS: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "a PNG image", ""),
    (b"\xFF\xD8\xFF", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"PK\x03\x04", "a zip archive (or a spreadsheet)", "unpack it, or export the sheet as CSV"),
    (b"PAR1", "a Parquet table", "export it as CSV"),
    (b"ARROW1", "an Arrow table", "export it as CSV"),
    (b"SQLite format 3\0", "a SQLite database", "export the table of ties as CSV"),
    (b"\x80\x02", "a Python pickle", "write the ties as text, one a line"),
    (b"\x80\x03", "a Python pickle", "write the ties as text, one a line"),
    (b"\x80\x04", "a Python pickle", "write the ties as text, one a line"),
    (b"\x80\x05", "a Python pickle", "write the ties as text, one a line"),
    (b"\x93NUMPY", "a NumPy array", "write the ties as text, one a line"),
    (b"\x89HDF", "an HDF5 file", "write the ties as text, one a line"),
    (b"%PDF-", "a PDF document", ""),
    (b"\x7FELF", "a program", ""),
    (b"\x28\xB5\x2F\xFD", "it is compressed with zstd", "unpack it first; only gzip is read as it is"),
    (b"\xFD7zXZ\0", "it is compressed with xz", "unpack it first; only gzip is read as it is"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it first"),
    (b"version https://git-lfs", "a Git LFS pointer", "run `git lfs pull`"),
    (b"%%MatrixMarket", "a Matrix Market file", "convert it to a list of ties first"),
    (b"graph [", "a GML file", "convert it to a list of ties first"),
    (b"<?xml", "an XML file", "convert it to a list of ties first"),
    (b"<graphml", "a GraphML file", "convert it to a list of ties first"),
    (b"{\n", "JSON", "write the ties as text, one a line"),
    (b"{\"", "JSON", "write the ties as text, one a line"),
    (b"[{", "JSON", "write the ties as text, one a line"),
    (b"[[", "JSON", "write the ties as text, one a line"),
];

/// What a file is by its first bytes, if it is none of ours, and what to do about it.
pub(in crate::graph) fn known(head: &[u8]) -> Option<(String, &'static str)> {
    if head.starts_with(b"\xFF\xFE\0\0") || head.starts_with(b"\0\0\xFE\xFF") {
        return Some(("is UTF-32".into(), "save it as UTF-8"));
    }
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || {
        // Without a mark: every other byte of plain letters is zero.
        let zeros = |first: usize| head.len() >= 4 && head.iter().skip(first).step_by(2).take(8).all(|&byte| byte == 0);
        zeros(0) != zeros(1)
    };
    if utf16 {
        return Some(("is UTF-16".into(), "save it as UTF-8"));
    }
    if head.len() >= 10 && head.starts_with(b"BZh") && head[4..10] == *b"\x31\x41\x59\x26\x53\x59" {
        return Some(("looks like it is compressed with bzip2".into(), "unpack it first; only gzip is read as it is"));
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    if begins("<!doctype html") || begins("<html") {
        return Some(("is a web page".into(), "the download probably failed: fetch the data file itself"));
    }
    let (_, what, help) = KINDS.iter().find(|(magic, ..)| head.starts_with(magic) || text.starts_with(magic))?;
    Some((format!("looks like {what}"), help))
}

/// Whether bytes begin a gzip stream.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1F\x8B")
}
