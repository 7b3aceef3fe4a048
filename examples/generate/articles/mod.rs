//! Invented articles. Each is a function of the seed and its number alone, so that they can be written in any order.

mod broken;
mod copies;
mod fact;
mod names;
mod people;
mod random;
mod stories;
mod words;
mod world;

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rayon::prelude::*;
use serde::Serialize;

pub use broken::Broken;
use fact::Facts;
use random::Random;
use stories::{Story, Template};
pub use world::World;

/// So many articles stand in one folder.
const IN_FOLDER: usize = 1000;

/// Publishers; all of them are invented.
const PUBLISHERS: [&str; 8] = [
    "Northern Wire",
    "Harbour Post",
    "The Meridian",
    "Delta Courier",
    "Channel Nine Desk",
    "Eastern Ledger",
    "Plain Dealer Abroad",
    "Capital Bulletin",
];

/// What the manifest tells of an article.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The file below the folder.
    pub file: String,
    /// The id of its document.
    pub id: String,
    /// What it is made from.
    pub template: &'static str,
    /// Its day.
    pub date: String,
    /// Its publisher.
    pub source: &'static str,
    /// The article that it is a copy of, by id.
    pub copy_of: Option<String>,
    /// The article that tells of the same attack with another toll, by id.
    pub conflicts_with: Option<String>,
    /// How the file is broken.
    pub broken: Option<Broken>,
    /// Is a file that is broken so passed over, or read with a warning?
    pub passed_over: bool,
    /// What it is meant to say; nothing where it is passed over.
    pub facts: Facts,
}

/// An article: what the manifest tells of it, and its bytes.
#[derive(Debug, Clone)]
pub struct Article {
    /// What the manifest tells of it.
    pub entry: Entry,
    /// What stands in its file.
    pub bytes: Vec<u8>,
}

/// What an article is made as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// For itself.
    Original,
    /// Of that article, by another publisher.
    Copy(usize),
    /// Of the attack that that article tells of, with another toll.
    OtherToll(usize),
}

/// Writes `count` articles and their manifest to `folder`.
///
/// # Errors
/// The folder is not empty, or cannot be written to.
pub fn write(count: usize, seed: u64, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::Error::other("the folder is not empty"));
    }
    let world = World::new(seed, count);
    let mut manifest = BufWriter::new(fs::File::create_new(folder.join("manifest.jsonl"))?);
    for first in (0..count).step_by(IN_FOLDER) {
        fs::create_dir_all(folder.join(folder_of(first)))?;
        let numbers = first..count.min(first + IN_FOLDER);
        let entries: Vec<io::Result<Entry>> = numbers
            .into_par_iter()
            .map(|number| {
                let Article { entry, bytes } = article(&world, seed, number);
                fs::write(folder.join(&entry.file), bytes)?;
                Ok(entry)
            })
            .collect();
        for entry in entries {
            serde_json::to_writer(&mut manifest, &entry?)?;
            manifest.write_all(b"\n")?;
        }
    }
    manifest.flush()
}

/// The article of this number.
pub fn article(world: &World, seed: u64, number: usize) -> Article {
    let kind = kind(seed, number);
    let mut random = Random::of(seed, "article", number);
    let original = match kind {
        Kind::Original => number,
        Kind::Copy(other) | Kind::OtherToll(other) => other,
    };
    let mut story = story(world, seed, original);
    let mut source = publisher(seed, original);
    let mut day = day(seed, original);
    match kind {
        Kind::Original => {}
        Kind::Copy(_) => {
            source = another(source, &mut random);
            copies::edit(&mut story, world, &mut random);
        }
        Kind::OtherToll(_) => {
            source = another(source, &mut random);
            day = day.saturating_add(1.day());
            story = stories::other_toll(story, day, world, &mut random);
        }
    }
    let name = name(number);
    let text = format!("{}\ndate {day}\nsource {source}\n\n{}\n", story.title, story.body());
    let broken = Broken::choose(&mut random);
    let bytes =
        broken.map_or_else(|| text.clone().into_bytes(), |way| way.spoil(&text, &mut random));
    let passed_over = broken.is_some_and(Broken::is_passed_over);
    let entry = Entry {
        file: format!("{name}.txt"),
        id: name,
        template: story.template.name(),
        date: day.to_string(),
        source,
        copy_of: matches!(kind, Kind::Copy(_)).then(|| self::name(original)),
        conflicts_with: matches!(kind, Kind::OtherToll(_)).then(|| self::name(original)),
        broken,
        passed_over,
        facts: if passed_over { Facts::default() } else { story.facts },
    };
    Article { entry, bytes }
}

/// Most articles are originals; copies and other tolls are of an original shortly before.
fn kind(seed: u64, number: usize) -> Kind {
    let mut random = Random::of(seed, "kind", number);
    let roll = random.below(100);
    if roll >= 15 {
        return Kind::Original;
    }
    for _ in 0..20 {
        let back = 1 + random.below(200);
        let Some(other) = number.checked_sub(back) else { continue };
        if Random::of(seed, "kind", other).below(100) < 15 {
            continue;
        }
        if roll < 10 {
            return Kind::Copy(other);
        }
        if template(seed, other) == Template::Attack {
            return Kind::OtherToll(other);
        }
    }
    Kind::Original
}

fn template(seed: u64, number: usize) -> Template {
    Template::choose(&mut Random::of(seed, "template", number))
}

fn story(world: &World, seed: u64, number: usize) -> Story {
    let mut random = Random::of(seed, "story", number);
    Story::tell(template(seed, number), day(seed, number), world, &mut random)
}

fn day(seed: u64, number: usize) -> Date {
    let days = Random::of(seed, "day", number).below(365);
    date(2025, 1, 1).saturating_add(i32::try_from(days).unwrap_or(0).days())
}

fn publisher(seed: u64, number: usize) -> &'static str {
    Random::of(seed, "publisher", number).of_all(&PUBLISHERS)
}

fn another(source: &str, random: &mut Random) -> &'static str {
    let others: Vec<&'static str> =
        PUBLISHERS.iter().copied().filter(|other| *other != source).collect();
    random.of_all(&others)
}

fn folder_of(number: usize) -> String {
    format!("{:03}", number / IN_FOLDER)
}

fn name(number: usize) -> String {
    format!("{}/{number:06}", folder_of(number))
}
