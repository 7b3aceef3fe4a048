//! The templates: what a story tells, in which words.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::fact::{Facts, Named, Toll};
use super::people::Person;
use super::random::Random;
use super::words::{background, matter, saying, two_matters, weekday};
use super::world::World;

/// What a story tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    Meeting,
    Call,
    Attack,
    Sanctions,
    Agreement,
    Statement,
}

impl Template {
    /// Some are told of more often.
    pub fn choose(random: &mut Random) -> Self {
        match random.below(100) {
            0..25 => Self::Meeting,
            25..35 => Self::Call,
            35..60 => Self::Attack,
            60..70 => Self::Sanctions,
            70..80 => Self::Agreement,
            _ => Self::Statement,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Call => "call",
            Self::Attack => "attack",
            Self::Sanctions => "sanctions",
            Self::Agreement => "agreement",
            Self::Statement => "statement",
        }
    }
}

/// A story.
#[derive(Debug, Clone)]
pub struct Story {
    pub template: Template,
    pub title: String,
    /// Sentences that tell the matter.
    pub lead: Vec<String>,
    /// Sentences around it.
    pub rest: Vec<String>,
    pub facts: Facts,
}

impl Story {
    /// Tells a story of that kind, as a newspaper of that day would.
    pub fn tell(template: Template, day: Date, world: &World, random: &mut Random) -> Self {
        let before = i32::try_from(1 + random.below(5)).unwrap_or(1);
        let when = weekday(day.saturating_sub(before.days()));
        let facts = Facts::default();
        let rest = background(2 + random.below(4), random);
        let mut story = Self { template, title: String::new(), lead: Vec::new(), rest, facts };
        match template {
            Template::Meeting => story.meeting(when, world, random),
            Template::Call => story.call(when, world, random),
            Template::Attack => story.attack(when, world, random),
            Template::Sanctions => story.sanctions(when, world, random),
            Template::Agreement => story.agreement(when, world, random),
            Template::Statement => story.statement(when, world, random),
        }
        story
    }

    /// The paragraphs of the story.
    pub fn body(&self) -> String {
        format!("{}\n\n{}", self.lead.join(" "), self.rest.join(" "))
    }

    /// Writes a name in another way wherever it stands.
    pub fn respell(&mut self, old: &str, new: &str) {
        for sentence in self.lead.iter_mut().chain(&mut self.rest).chain([&mut self.title]) {
            *sentence = sentence.replace(old, new);
        }
    }

    fn name(&mut self, person: &Person, random: &mut Random) -> Named {
        let named = person.named(random);
        self.facts.people.push(named.clone());
        named
    }

    fn meeting(&mut self, when: &str, world: &World, random: &mut Random) {
        let (a, b) = world.two(random);
        let (one, other) = (self.name(a, random), self.name(b, random));
        let host = world.third([a.country, b.country], random);
        let city = random.of_all(&host.cities);
        let (first, second) = (&one.spelled, &other.spelled);
        self.title =
            format!("{} and {} ministers talk in {city}", a.country.adjective, b.country.adjective);
        let lead = match random.below(3) {
            0 => format!(
                "{} {} {first} met {} {} {second} in {city} on {when}.",
                a.country.adjective, a.office, b.country.adjective, b.office
            ),
            1 => format!(
                "{first}, the {} {}, held talks with {} {} {second} in {city} on {when}.",
                a.country.adjective,
                a.office.to_lowercase(),
                b.country.adjective,
                b.office
            ),
            _ => format!(
                "{} {} {first} and {} counterpart from {}, {second}, met in {city} on {when}.",
                a.country.adjective,
                a.office,
                a.possessive(),
                b.country.name
            ),
        };
        self.lead = vec![lead, format!("They discussed {}.", two_matters(random))];
        self.say(a, &one, random);
        self.facts.met.push((one.name, other.name));
    }

    fn call(&mut self, when: &str, world: &World, random: &mut Random) {
        let (a, b) = world.two(random);
        let (one, other) = (self.name(a, random), self.name(b, random));
        self.title = format!("{} and {} speak by phone", a.country.name, b.country.name);
        self.lead = vec![format!(
            "{} {} {} spoke by phone with {} {} {} on {when} about {}.",
            a.country.adjective,
            a.office,
            one.spelled,
            b.country.adjective,
            b.office,
            other.spelled,
            matter(random)
        )];
        self.say(b, &other, random);
        self.facts.called.push((one.name, other.name));
    }

    fn attack(&mut self, when: &str, world: &World, random: &mut Random) {
        let (a, b) = world.two_countries(random);
        let place = random.of_all(&b.cities);
        let (killed, wounded) = (1 + random.below(40), 2 + random.below(120));
        self.title = format!("{} strike hits {place}", a.adjective);
        let means = random.of_all(&["missiles", "drones", "artillery shells", "rockets"]);
        self.lead = vec![
            format!("{} attacked {place} in {} with {means} on {when}.", a.name, b.name),
            toll_sentence(killed, wounded, random),
        ];
        self.facts.attacked.push((a.name.to_owned(), b.name.to_owned()));
        self.facts.toll = Some(Toll { place: place.to_owned(), killed, wounded });
    }

    fn sanctions(&mut self, when: &str, world: &World, random: &mut Random) {
        let (a, b) = world.two_countries(random);
        self.title = format!("{} imposes sanctions on {}", a.name, b.name);
        let reason = matter(random);
        self.lead = vec![match random.below(2) {
            0 => format!("{} imposed sanctions on {} on {when} over {reason}.", a.name, b.name),
            _ => format!(
                "The {} government sanctioned {} on {when} over {reason}.",
                a.adjective, b.name
            ),
        }];
        self.facts.sanctioned.push((a.name.to_owned(), b.name.to_owned()));
    }

    fn agreement(&mut self, when: &str, world: &World, random: &mut Random) {
        let (a, b) = world.two_countries(random);
        let host = world.third([a, b], random);
        let city = random.of_all(&host.cities);
        let about = matter(random);
        self.title = format!("{} and {} sign deal on {about}", a.name, b.name);
        self.lead = vec![format!(
            "{} and {} signed an agreement on {about} in {city} on {when}.",
            a.name, b.name
        )];
        self.facts.signed.push((a.name.to_owned(), b.name.to_owned()));
    }

    fn statement(&mut self, when: &str, world: &World, random: &mut Random) {
        let person = world.somebody(random);
        let named = self.name(person, random);
        let saying = saying(random);
        self.title = format!("{}: {saying}", person.country.name);
        self.lead = vec![format!(
            "{} {} {} said on {when} that {saying}.",
            person.country.adjective, person.office, named.spelled
        )];
        self.facts.said.push(named.name.clone());
        self.say(person, &named, random);
    }

    /// Lets somebody say something more.
    fn say(&mut self, person: &Person, named: &Named, random: &mut Random) {
        let family = named.spelled.split_once(' ').map_or(&*named.spelled, |(_, family)| family);
        let saying = saying(random);
        self.lead.push(match random.below(2) {
            0 => format!("{} told reporters that {saying}.", capital(family)),
            _ => format!("Later {} added that {saying}.", person.pronoun()),
        });
        if !self.facts.said.contains(&named.name) {
            self.facts.said.push(named.name.clone());
        }
    }
}

/// A name at the beginning of a sentence.
fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn toll_sentence(killed: usize, wounded: usize, random: &mut Random) -> String {
    let people = |n: usize| if n == 1 { "person" } else { "people" };
    let were = |n: usize| if n == 1 { "was" } else { "were" };
    match random.below(2) {
        0 => format!(
            "At least {killed} {} {} killed and {wounded} {} wounded, local officials said.",
            people(killed),
            were(killed),
            were(wounded)
        ),
        _ => format!("The attack killed {killed} {} and wounded {wounded}.", people(killed)),
    }
}

/// The same attack a day later, with a toll that is not that of before.
pub fn other_toll(mut story: Story, day: Date, world: &World, random: &mut Random) -> Story {
    let Some(toll) = story.facts.toll.as_mut() else { return story };
    toll.killed += 1 + random.below(9);
    toll.wounded += 3 + random.below(30);
    let sentence = toll_sentence(toll.killed, toll.wounded, random);
    story.title = format!("Toll of the strike on {} rises", toll.place);
    story.lead.truncate(1);
    story.lead.push(sentence);
    let witness = world.somebody(random);
    let named = story.name(witness, random);
    story.lead.push(format!(
        "{} {} {} said on {} that {}.",
        witness.country.adjective,
        witness.office,
        named.spelled,
        weekday(day.saturating_sub(1.day())),
        saying(random)
    ));
    story.facts.said.push(named.name);
    story
}
