//! Can a PDF be gone through in a time and a memory that its length tells?
//!
//! What reads PDFs follows every reference and unpacks every stream; here it is seen beforehand that no stream is a bomb, that nothing
//! leads back to itself, and how often a page would draw what it is made of.

use std::collections::BTreeMap;
use std::io::Read as _;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::source::passed::Why;

/// So much may come out of all streams, in bytes.
const UNPACKED: u64 = 192 << 20;

/// So many times as large as it is packed a stream may be where its coding is not unpacked here.
const TIMES: u64 = 1032;

/// So many bytes may the pages draw, all told.
const DRAWN: u64 = 512 << 20;

/// So many ways may lead from a page to what it is made of.
const WAYS: u64 = 1_000_000;

/// So deep may objects stand in one another.
const DEEP: usize = 64;

/// Sees whether the streams may be unpacked. Cost: unpacking them, up to the limit.
///
/// # Errors
/// One of them is a bomb, or the whole is encrypted.
pub(super) fn streams(bytes: &[u8]) -> Result<(), Why> {
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        return Err(Why::Unsupported("an encrypted PDF".to_owned()));
    }
    let mut unpacked = 0_u64;
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"stream") {
        let dict = rest.get(at.saturating_sub(1024)..at).unwrap_or_default();
        let ended = dict.ends_with(b"end");
        rest = rest.get(at + 6..).unwrap_or_default();
        if ended {
            continue;
        }
        let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let length = memchr::memmem::find(data, b"endstream").unwrap_or(data.len());
        let from = memchr::memmem::rfind(dict, b"obj").unwrap_or(0);
        let dict = dict.get(from..).unwrap_or_default();
        let named = |name: &[u8]| memchr::memmem::find_iter(dict, name).count();
        let flate = named(b"FlateDecode")
            + named(b"/Fl ")
            + named(b"/Fl/")
            + named(b"/Fl]")
            + named(b"/Fl>");
        let others =
            named(b"ASCII") + named(b"LZW") + named(b"RunLength") + named(b"/A85") + named(b"/AHx");
        unpacked += match (flate, others) {
            (0, 0) => length as u64,
            (1, 0) => {
                let decoder = flate2::read::ZlibDecoder::new(data);
                let mut limited = decoder.take(UNPACKED + 1 - unpacked.min(UNPACKED));
                // What is broken is seen when it is read.
                std::io::copy(&mut limited, &mut std::io::sink()).unwrap_or(length as u64)
            }
            _ => (length as u64).saturating_mul(TIMES).min(UNPACKED / 2 + length as u64),
        };
        if unpacked > UNPACKED {
            return Err(Why::Bomb { times: unpacked / (bytes.len() as u64).max(1) });
        }
    }
    Ok(())
}

/// Sees whether the objects of all pages may be followed. Cost: linear in them and in the streams that pages draw.
///
/// # Errors
/// Something leads back to itself, or would be gone through too often.
pub(super) fn objects(document: &Document) -> Result<(), Why> {
    let mut graph = Graph { document, ways: BTreeMap::new(), drawn: BTreeMap::new() };
    let mut all = 0_u64;
    for page in document.get_pages().into_values() {
        let Ok(dict) = document.get_object(page).and_then(Object::as_dict) else { continue };
        let mut node = dict;
        let mut resources = None;
        let mut depth = 0;
        loop {
            resources = resources.or_else(|| node.get(b"Resources").ok());
            depth += 1;
            if depth > DEEP {
                return Err(Why::TooDeep);
            }
            let Ok(parent) = node.get(b"Parent").and_then(|it| document.dereference(it)) else {
                break;
            };
            let Ok(parent) = parent.1.as_dict() else { break };
            node = parent;
        }
        if let Some(resources) = resources
            && graph.ways(resources, 0)? > WAYS
        {
            return Err(Why::TooDeep);
        }
        let resources = resources.and_then(|it| document.dereference(it).ok()?.1.as_dict().ok());
        for id in document.get_page_contents(page) {
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
            all = all.saturating_add(graph.draws(stream, resources, 0)?);
        }
        if all > DRAWN {
            return Err(Why::TooDeep);
        }
    }
    Ok(())
}

struct Graph<'d> {
    document: &'d Document,
    /// How many ways lead on from an object; `None`: it is being looked at.
    ways: BTreeMap<ObjectId, Option<u64>>,
    drawn: BTreeMap<ObjectId, Option<u64>>,
}

impl<'d> Graph<'d> {
    fn ways(&mut self, object: &'d Object, depth: usize) -> Result<u64, Why> {
        if depth > DEEP {
            return Err(Why::TooDeep);
        }
        match object {
            Object::Reference(id) => {
                match self.ways.get(id) {
                    Some(Some(ways)) => return Ok(*ways),
                    Some(None) => return Err(Why::TooDeep),
                    None => {}
                }
                self.ways.insert(*id, None);
                let ways = match self.document.get_object(*id) {
                    Ok(object) => self.ways(object, depth + 1)?,
                    Err(_) => 0,
                };
                self.ways.insert(*id, Some(ways));
                Ok(ways)
            }
            Object::Array(list) => {
                let mut ways = 1_u64;
                for one in list {
                    ways = ways.saturating_add(self.ways(one, depth + 1)?);
                }
                Ok(ways)
            }
            Object::Dictionary(dict) => self.ways_of(dict, depth),
            Object::Stream(stream) => self.ways_of(&stream.dict, depth),
            _ => Ok(1),
        }
    }

    fn ways_of(&mut self, dict: &'d Dictionary, depth: usize) -> Result<u64, Why> {
        let mut ways = 1_u64;
        for (key, value) in dict {
            // These lead up, by their meaning, and are not followed.
            if !matches!(
                key.as_slice(),
                b"Parent" | b"P" | b"StructParent" | b"StructParents" | b"OC"
            ) {
                ways = ways.saturating_add(self.ways(value, depth + 1)?);
            }
        }
        Ok(ways)
    }

    /// How many bytes are gone through where a stream is drawn.
    fn draws(
        &mut self,
        stream: &'d Stream,
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<u64, Why> {
        if depth > DEEP / 4 {
            return Err(Why::TooDeep);
        }
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let own = stream.dict.get(b"Resources").ok();
        let own = own.and_then(|it| self.document.dereference(it).ok()?.1.as_dict().ok());
        let mut all = content.len() as u64;
        let named = named(&content)?;
        if own.is_none() && depth > 0 && !named.is_empty() {
            // It would draw by the names of whoever draws it.
            return Err(Why::TooDeep);
        }
        let objects = own.or(resources).and_then(|it| it.get(b"XObject").ok());
        let objects = objects.and_then(|it| self.document.dereference(it).ok()?.1.as_dict().ok());
        for (name, times) in named {
            let Some(Ok(id)) = objects.and_then(|it| it.get(&name).ok()).map(Object::as_reference)
            else {
                continue;
            };
            let once = match self.drawn.get(&id) {
                Some(Some(once)) => *once,
                Some(None) => return Err(Why::TooDeep),
                None => {
                    self.drawn.insert(id, None);
                    let drawn = self.document.get_object(id).and_then(Object::as_stream);
                    let once = match drawn {
                        Ok(drawn) => self.draws(drawn, None, depth + 1)?,
                        Err(_) => 0,
                    };
                    self.drawn.insert(id, Some(once));
                    once
                }
            };
            all = all.saturating_add(once.saturating_mul(times));
        }
        if all > DRAWN { Err(Why::TooDeep) } else { Ok(all) }
    }
}

/// The names that a stream draws, as `/Name Do`, and how often; a comment may stand between. In doubt there is one more.
///
/// # Errors
/// There is a comment so long that the name before it is not looked for.
fn named(content: &[u8]) -> Result<BTreeMap<Vec<u8>, u64>, Why> {
    let mut names = BTreeMap::new();
    for at in memchr::memmem::find_iter(content, b"Do") {
        let before = content.get(at.saturating_sub(WINDOW)..at).unwrap_or_default();
        // Pictures have these letters, too, among others that no text has.
        let plain = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace() || *byte == 0;
        let run = before.iter().rev().take_while(|byte| plain(byte)).count();
        let mut rest = before.get(before.len() - run..).unwrap_or_default();
        let comment = rest.contains(&b'%');
        while let Some(slash) = memchr::memrchr(b'/', rest) {
            let name = rest.get(slash + 1..).unwrap_or_default();
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"%()<>[]{}\0".contains(byte);
            let length = name.iter().position(ends).unwrap_or(name.len());
            if length < name.len() {
                *names.entry(name.get(..length).unwrap_or_default().to_vec()).or_insert(0) += 1;
            }
            if !comment {
                break;
            }
            rest = rest.get(..slash).unwrap_or_default();
        }
        if comment && run == WINDOW {
            return Err(Why::TooDeep);
        }
    }
    Ok(names)
}

/// So many bytes before an operator its name is looked for.
const WINDOW: usize = 200;
