//! A reader that ends where one record takes too much: parsers of records have no limit of their own.

use std::io::{self, BufRead, Read};

use super::passed::Why;

/// Reads at most so many bytes between two calls of [`Budget::renew`].
#[derive(Debug)]
pub(super) struct Budget<R> {
    inner: R,
    limit: usize,
    left: usize,
}

impl<R> Budget<R> {
    pub(super) fn new(inner: R, limit: usize) -> Self {
        Self { inner, limit, left: limit }
    }

    /// The next record begins.
    pub(super) fn renew(&mut self) {
        self.left = self.limit;
    }

    fn spend(&mut self, read: usize) {
        self.left = self.left.saturating_sub(read);
    }

    fn check(&self) -> io::Result<()> {
        if self.left == 0 { Err(Why::TooLarge { limit: self.limit }.into()) } else { Ok(()) }
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        let most = buffer.len().min(self.left);
        let read = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.spend(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        let left = self.left;
        let bytes = self.inner.fill_buf()?;
        Ok(bytes.get(..left.min(bytes.len())).unwrap_or_default())
    }

    fn consume(&mut self, read: usize) {
        self.inner.consume(read);
        self.spend(read);
    }
}

/// Reads a line, its end included, into `line`, which is emptied first; how long it is, in bytes. Of a longer line than `limit`
/// bytes the first ones are kept, and the rest is read past.
pub(super) fn read_line(
    reader: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
) -> io::Result<usize> {
    line.clear();
    let mut length = 0;
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(length);
        }
        let end = memchr::memchr(b'\n', bytes).map(|at| at + 1);
        let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        let room = limit.saturating_sub(line.len());
        line.extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
        let read = part.len();
        reader.consume(read);
        length += read;
        if end.is_some() {
            return Ok(length);
        }
    }
}

/// Reads all that is left.
///
/// # Errors
/// It is more than `limit` bytes, or cannot be read.
pub(super) fn read_all(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(Why::TooLarge { limit }.into()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, Cursor, Read as _};

    use super::{Budget, read_line};

    #[test]
    fn a_record_may_take_so_much_and_no_more() {
        let mut reader = Budget::new(Cursor::new(vec![b'x'; 30]), 10);
        let mut ten = [0; 10];
        reader.read_exact(&mut ten).unwrap();
        assert!(reader.read(&mut ten).is_err() && reader.fill_buf().is_err());
        reader.renew();
        assert_eq!(reader.fill_buf().unwrap().len(), 10);
    }

    #[test]
    fn a_long_line_is_read_past() {
        let mut reader = Cursor::new(b"abcdef\nxy\nz".to_vec());
        let mut line = Vec::new();
        assert_eq!(read_line(&mut reader, &mut line, 3).unwrap(), 7);
        assert_eq!(line, b"abc");
        assert_eq!(
            (read_line(&mut reader, &mut line, 3).unwrap(), line.as_slice()),
            (3, &b"xy\n"[..])
        );
        assert_eq!(read_line(&mut reader, &mut line, 3).unwrap(), 1);
        assert_eq!(read_line(&mut reader, &mut line, 3).unwrap(), 0);
    }
}
