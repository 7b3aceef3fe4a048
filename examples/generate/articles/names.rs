//! Names of people: plain first names of the world, family names made up from syllables.

/// Where names are from.
#[derive(Debug)]
pub struct Region {
    pub women: &'static [&'static str],
    pub men: &'static [&'static str],
    /// What family names begin with, and what they end with.
    pub starts: &'static [&'static str],
    pub ends: &'static [&'static str],
}

/// All regions; countries name theirs by number.
pub const REGIONS: [Region; 6] = [
    Region {
        women: &["Anna", "Elena", "Irina", "Olga", "Marina", "Vera", "Tamara", "Larisa"],
        men: &["Sergei", "Aleksandr", "Dmitry", "Viktor", "Andrei", "Mikhail", "Yuri", "Oleg"],
        starts: &["Bor", "Kal", "Zar", "Mel", "Ten", "Vor", "Gor", "Lus", "Dran", "Ost"],
        ends: &["enko", "ovsky", "akin", "inov", "echuk", "andrin", "ulin", "ayev"],
    },
    Region {
        women: &["Laila", "Amina", "Yasmin", "Mariam", "Huda", "Salma", "Rania", "Zeinab"],
        men: &["Mohammed", "Yusuf", "Ahmed", "Khalid", "Hussein", "Tariq", "Faisal", "Ibrahim"],
        starts: &["al-Ras", "al-Qas", "al-Nour", "Haddar", "Mans", "Saleh", "Jabr", "Zayd"],
        ends: &["hed", "ouri", "ani", "awi", "emi", "adi", "iri", "oun"],
    },
    Region {
        women: &["Laura", "Clara", "Ingrid", "Sofia", "Julia", "Karin", "Maria", "Helene"],
        men: &["Peter", "Thomas", "Martin", "Lukas", "Henrik", "Jens", "Paul", "Anton"],
        starts: &["Lind", "Berg", "Hol", "Stein", "Kvar", "Möl", "Sør", "Gran", "Walt", "Eng"],
        ends: &["strand", "mann", "dahl", "gaard", "weiler", "qvist", "rup", "hoff"],
    },
    Region {
        women: &["Lucia", "Carmen", "Ana", "Paula", "Inés", "Beatriz", "Teresa", "Rosa"],
        men: &["Carlos", "Miguel", "José", "Rafael", "Diego", "Andrés", "Luis", "Mateo"],
        starts: &["Mar", "Val", "Cor", "Sal", "Bar", "Ibañ", "Per", "Quint", "Ald", "Rib"],
        ends: &["averde", "onés", "azar", "edo", "illas", "ondo", "erón", "eira"],
    },
    Region {
        women: &["Grace", "Esther", "Ruth", "Joyce", "Miriam", "Naomi", "Faith", "Agnes"],
        men: &["Samuel", "Daniel", "Joseph", "Emmanuel", "Peter", "John", "David", "Moses"],
        starts: &["Oku", "Mba", "Nda", "Kip", "Adeb", "Wan", "Tem", "Cha", "Mut", "Oso"],
        ends: &["ndo", "lema", "yemi", "kwe", "ruto", "banga", "tola", "mugo"],
    },
    Region {
        women: &["Mei", "Yuki", "Sakura", "Linh", "Priya", "Anjali", "Hana", "Siti"],
        men: &["Wei", "Kenji", "Hiroshi", "Minh", "Arjun", "Vikram", "Joon", "Rahmat"],
        starts: &["Tana", "Mori", "Saka", "Chau", "Prak", "Shen", "Watan", "Bhat", "Suri", "Han"],
        ends: &["moto", "sawa", "nathan", "dhary", "gara", "shima", "wardi", "ruk"],
    },
];

/// Spellings of the same: the first is what a person is known by.
const SPELLINGS: [&[&str]; 12] = [
    &["Sergei", "Sergey", "Serguei"],
    &["Aleksandr", "Alexander", "Oleksandr"],
    &["Dmitry", "Dmitri", "Dmitriy"],
    &["Viktor", "Victor"],
    &["Andrei", "Andrey", "Andriy"],
    &["Yuri", "Yury", "Yuriy"],
    &["Mohammed", "Muhammad", "Mohamed"],
    &["Yusuf", "Yousef", "Youssef"],
    &["Ahmed", "Ahmad"],
    &["Khalid", "Khaled"],
    &["Hussein", "Husayn", "Hossein"],
    &["Laila", "Leila", "Layla"],
];

/// Parts of family names that are written in more than one way.
const PARTS: [(&str, &str); 10] = [
    ("al-", "El "),
    ("ovsky", "ovskiy"),
    ("ayev", "aev"),
    ("echuk", "echuck"),
    ("ouri", "uri"),
    ("awi", "aoui"),
    ("ö", "oe"),
    ("ø", "o"),
    ("ñ", "n"),
    ("é", "e"),
];

/// Other spellings of a name, without the name itself.
pub fn spellings(first: &str, family: &str) -> Vec<String> {
    let mut found = Vec::new();
    for group in SPELLINGS {
        if group.first() == Some(&first) {
            found.extend(group.iter().skip(1).map(|other| format!("{other} {family}")));
        }
    }
    for (part, other) in PARTS {
        if family.contains(part) {
            found.push(format!("{first} {}", family.replace(part, other)));
        }
    }
    found
}
