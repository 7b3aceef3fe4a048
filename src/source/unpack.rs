//! Gzip and Zstandard, unpacked as they are read, with a limit on how much they may grow.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::passed::Why;

/// A stream of bytes that a format is read from.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// How many times as large as it is packed something may be; a page of text is three to ten times.
const TIMES: u64 = 200;

/// So much may come out of anything, in bytes.
const FREE: u64 = 64 << 20;

/// How something is packed, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952, in one or many members.
    Gzip,
    /// RFC 8878, in one or many frames.
    Zstd,
}

/// How what begins with these bytes is packed.
pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    if head.starts_with(&[0x1f, 0x8b, 8]) {
        return Some(Packing::Gzip);
    }
    // A frame, or a frame to be skipped, which may stand in front.
    let zstd = head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
    zstd.then_some(Packing::Zstd)
}

/// The bytes of a stream, unpacked where it is packed, once: what is packed twice stays packed.
///
/// # Errors
/// The first bytes cannot be read.
pub(super) fn unpacked(mut stream: Stream) -> io::Result<Stream> {
    let Some(packing) = packing(stream.fill_buf()?) else { return Ok(stream) };
    let packed = Arc::new(AtomicU64::new(0));
    let counted = BufReader::new(Counted { stream, count: Arc::clone(&packed) });
    let inner: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(counted)),
        Packing::Zstd => Box::new(Frames { state: State::Between(counted) }),
    };
    let limited = Limited { inner, packed, unpacked: 0 };
    Ok(Box::new(BufReader::with_capacity(1 << 16, limited)))
}

/// Counts the bytes that go through it.
struct Counted {
    stream: Stream,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Ends where more comes out than can be in earnest.
struct Limited {
    inner: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked += read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > FREE.max(packed.saturating_mul(TIMES)) {
            return Err(Why::Bomb { times: TIMES }.into());
        }
        Ok(read)
    }
}

/// Zstandard frames, one after the other, as one stream.
struct Frames<R: BufRead> {
    state: State<R>,
}

enum State<R: BufRead> {
    Between(R),
    In(Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>),
    Done,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut packed) => {
                    let head = packed.fill_buf()?;
                    if head.is_empty() {
                        return Ok(0);
                    }
                    if matches!(head, [0x50..=0x5f, ..]) {
                        skip_frame(&mut packed)?;
                        self.state = State::Between(packed);
                        continue;
                    }
                    let decoder = StreamingDecoder::new(packed).map_err(broken)?;
                    self.state = State::In(Box::new(decoder));
                }
                State::In(mut decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 {
                        self.state = State::In(decoder);
                        return Ok(read);
                    }
                    self.state = State::Between(decoder.into_inner());
                }
            }
        }
    }
}

/// A frame without content for us: four bytes of magic, four of length, and so many bytes.
fn skip_frame(packed: &mut impl BufRead) -> io::Result<()> {
    let mut head = [0; 8];
    packed.read_exact(&mut head)?;
    let [_, _, _, _, a, b, c, d] = head;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let skipped = io::copy(&mut packed.by_ref().take(length), &mut io::sink())?;
    if skipped < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

fn broken(error: impl std::fmt::Display) -> io::Error {
    Why::Broken(format!("no Zstandard: {error}")).into()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _, Write as _};

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::{Why, unpacked};

    fn read(bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        let mut text = Vec::new();
        unpacked(Box::new(Cursor::new(bytes)))?.read_to_end(&mut text)?;
        Ok(text)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn members_and_frames_follow_one_another() {
        let members = [gzip(b"The envoys "), gzip(b"met.")].concat();
        assert_eq!(read(members).unwrap(), b"The envoys met.");
        let frame = |text: &[u8]| compress_to_vec(text, CompressionLevel::Fastest);
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9];
        let frames = [frame(b"The envoys "), skipped.to_vec(), frame(b"met.")].concat();
        assert_eq!(read(frames).unwrap(), b"The envoys met.");
        assert_eq!(read(b"The envoys met.".to_vec()).unwrap(), b"The envoys met.");
    }

    #[test]
    fn what_is_cut_off_says_so() {
        let text = b"The envoys met in Oslo on Monday and again on Tuesday.".repeat(40);
        for packed in [gzip(&text), compress_to_vec(&text[..], CompressionLevel::Fastest)] {
            for length in [8, packed.len() / 2, packed.len() - 1] {
                assert!(read(packed[..length].to_vec()).is_err(), "{length} of {}", packed.len());
            }
        }
        let cut = gzip(&text);
        let error = read(cut[..cut.len() - 9].to_vec()).unwrap_err();
        assert!(matches!(Why::from(&error), Why::Cut(_)), "{error}");
    }

    #[test]
    fn a_bomb_is_let_alone() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        std::io::copy(&mut std::io::repeat(0).take(200 << 20), &mut packer).unwrap();
        let bomb = packer.finish().unwrap();
        let mut stream = unpacked(Box::new(Cursor::new(bomb))).unwrap();
        let error = std::io::copy(&mut stream, &mut std::io::sink()).unwrap_err();
        assert!(matches!(Why::from(&error), Why::Bomb { .. }), "{error}");
    }
}
