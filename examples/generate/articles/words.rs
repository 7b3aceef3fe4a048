//! Sentences that tell nothing of the matter, and other words of the trade.

use jiff::civil::{Date, Weekday};

use super::random::Random;

/// What stands around the news.
const BACKGROUND: [&str; 16] = [
    "Officials on both sides declined to give details of the agenda.",
    "The weather had delayed several flights earlier in the week.",
    "Analysts had expected little before the end of the quarter.",
    "A short communiqué is to be published on the ministry's website.",
    "It was not clear how long the arrangement would hold.",
    "Residents described an unusually quiet morning in the centre of the town.",
    "The text runs to eleven pages and has two annexes.",
    "Diplomats in the region have worked on the matter since the spring.",
    "Markets hardly moved on the news.",
    "Reporters were asked to leave after the opening words.",
    "An earlier draft had been leaked to several newspapers.",
    "Neither side gave a date for the next step.",
    "The mood in the hall was described as businesslike.",
    "Traffic near the port returned to normal by noon.",
    "The archive of the ministry holds a similar paper from decades ago.",
    "Observers called the wording cautious.",
];

/// What somebody says.
const SAYINGS: [&str; 10] = [
    "the door for further talks remained open",
    "there was no military solution to the dispute",
    "the border would stay closed until further notice",
    "the new tariffs would hurt both economies",
    "the ceasefire had to be respected by everyone",
    "the talks had been useful but difficult",
    "the convoy would reach the north within days",
    "more observers were needed on the ground",
    "the election would be held as planned",
    "the pipeline was safe and in working order",
];

/// What is signed or talked about.
const MATTERS: [&str; 10] = [
    "fishing rights",
    "grain exports",
    "border controls",
    "energy supplies",
    "the release of detainees",
    "railway links",
    "water sharing",
    "visa rules",
    "naval patrols",
    "trade in medicines",
];

/// Sentences of background: each of them other than the one before.
pub fn background(count: usize, random: &mut Random) -> Vec<String> {
    let first = random.below(BACKGROUND.len());
    let step = 1 + 2 * random.below(BACKGROUND.len() / 2);
    let at = |i: usize| BACKGROUND.get((first + i * step) % BACKGROUND.len());
    (0..count).filter_map(at).map(|sentence| (*sentence).to_owned()).collect()
}

pub fn saying(random: &mut Random) -> &'static str {
    random.of_all(&SAYINGS)
}

pub fn matter(random: &mut Random) -> &'static str {
    random.of_all(&MATTERS)
}

/// Two of them.
pub fn two_matters(random: &mut Random) -> String {
    let first = random.below(MATTERS.len());
    let second = (first + 1 + random.below(MATTERS.len() - 1)) % MATTERS.len();
    let at = |i: usize| MATTERS.get(i).copied().unwrap_or_default();
    format!("{} and {}", at(first), at(second))
}

/// The day of the week, as news write it.
pub fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
