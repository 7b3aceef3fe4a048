//! Countries, and who holds which office in them.

use super::people::Person;
use super::random::{Random, Ranks};

/// A country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Country {
    pub name: &'static str,
    pub adjective: &'static str,
    pub cities: [&'static str; 3],
    pub region: usize,
}

const fn country(
    name: &'static str,
    adjective: &'static str,
    cities: [&'static str; 3],
    region: usize,
) -> Country {
    Country { name, adjective, cities, region }
}

/// The countries of the stories, the most spoken of first.
const COUNTRIES: [Country; 24] = [
    country("Russia", "Russian", ["Moscow", "Kazan", "Sochi"], 0),
    country("Ukraine", "Ukrainian", ["Kyiv", "Lviv", "Odesa"], 0),
    country("Egypt", "Egyptian", ["Cairo", "Alexandria", "Aswan"], 1),
    country("Germany", "German", ["Berlin", "Munich", "Hamburg"], 2),
    country("Turkey", "Turkish", ["Ankara", "Istanbul", "Izmir"], 1),
    country("Japan", "Japanese", ["Tokyo", "Osaka", "Nagoya"], 5),
    country("Kenya", "Kenyan", ["Nairobi", "Mombasa", "Kisumu"], 4),
    country("Brazil", "Brazilian", ["Brasilia", "Recife", "Salvador"], 3),
    country("India", "Indian", ["New Delhi", "Mumbai", "Chennai"], 5),
    country("Jordan", "Jordanian", ["Amman", "Aqaba", "Zarqa"], 1),
    country("Poland", "Polish", ["Warsaw", "Gdansk", "Krakow"], 0),
    country("Spain", "Spanish", ["Madrid", "Seville", "Valencia"], 3),
    country("Sudan", "Sudanese", ["Khartoum", "Port Sudan", "Kassala"], 1),
    country("Ethiopia", "Ethiopian", ["Addis Ababa", "Gondar", "Mekelle"], 4),
    country("Norway", "Norwegian", ["Oslo", "Bergen", "Trondheim"], 2),
    country("Vietnam", "Vietnamese", ["Hanoi", "Da Nang", "Hue"], 5),
    country("Chile", "Chilean", ["Santiago", "Valparaiso", "Arica"], 3),
    country("Armenia", "Armenian", ["Yerevan", "Gyumri", "Goris"], 0),
    country("Ghana", "Ghanaian", ["Accra", "Kumasi", "Tamale"], 4),
    country("Austria", "Austrian", ["Vienna", "Graz", "Linz"], 2),
    country("Morocco", "Moroccan", ["Rabat", "Tangier", "Fez"], 1),
    country("Peru", "Peruvian", ["Lima", "Cusco", "Arequipa"], 3),
    country("Indonesia", "Indonesian", ["Jakarta", "Surabaya", "Medan"], 5),
    country("Denmark", "Danish", ["Copenhagen", "Aarhus", "Odense"], 2),
];

/// All that stories are made of.
#[derive(Debug)]
pub struct World {
    people: Vec<Person>,
    by_fame: Ranks,
    countries: Ranks,
}

impl World {
    /// A world for so many articles: the more, the more people are in it.
    pub fn new(seed: u64, articles: usize) -> Self {
        let count = (articles / 8).clamp(60, 20_000);
        let countries = Ranks::new(COUNTRIES.len());
        let mut people: Vec<Person> = Vec::with_capacity(count);
        for number in 0..count {
            let mut random = Random::of(seed, "person", number);
            let country = countries.choose(&mut random);
            let mut person = Person::new(number, place(country), &mut random);
            // One in forty bears the name of somebody else, in another office.
            if random.once_in(40)
                && let Some(other) = people.get(random.below(number))
            {
                person.share_name(other);
            }
            people.push(person);
        }
        Self { people, by_fame: Ranks::new(count), countries }
    }

    /// Somebody, the famous more often.
    pub fn somebody(&self, random: &mut Random) -> &Person {
        let number = self.by_fame.choose(random);
        // The world is never empty.
        self.people.get(number).unwrap_or(&self.people[0])
    }

    /// Two people of different countries and names.
    pub fn two(&self, random: &mut Random) -> (&Person, &Person) {
        let one = self.somebody(random);
        for _ in 0..50 {
            let other = self.somebody(random);
            if other.country != one.country && other.name() != one.name() {
                return (one, other);
            }
        }
        let other = self.people.iter().find(|other| other.country != one.country);
        (one, other.unwrap_or(one))
    }

    /// A person by number.
    pub fn person(&self, number: usize) -> Option<&Person> {
        self.people.get(number)
    }

    /// Two countries.
    pub fn two_countries(&self, random: &mut Random) -> (Country, Country) {
        let one = self.countries.choose(random);
        let other = (one + 1 + random.below(COUNTRIES.len() - 1)) % COUNTRIES.len();
        (place(one), place(other))
    }

    /// A country where two others may meet.
    pub fn third(&self, not: [Country; 2], random: &mut Random) -> Country {
        let first = random.below(COUNTRIES.len());
        let mut all = (0..COUNTRIES.len()).map(|i| place((first + i) % COUNTRIES.len()));
        all.find(|country| !not.contains(country)).unwrap_or_default()
    }
}

fn place(number: usize) -> Country {
    COUNTRIES.get(number).copied().unwrap_or_default()
}
