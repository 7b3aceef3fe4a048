use super::graph::{built, grammar};
use crate::assemble::assemble;
use crate::facts::EntityKind;
use crate::facts::example::{Doc, corpus};
use crate::graph::Graph;

/// The keys of the nodes with a label, sorted.
fn keys(graph: &Graph, label: &str) -> Vec<String> {
    let mut keys: Vec<String> = graph
        .nodes_with_label(label)
        .iter()
        .map(|&id| graph.node(id).unwrap().key.to_string())
        .collect();
    keys.sort();
    keys
}

/// One document for each person, who holds an office of a country where one is given.
fn persons(all: &[(&str, Option<(&str, &str)>)]) -> Vec<String> {
    let docs = all.iter().enumerate().map(|(i, (name, office))| {
        let doc = Doc::new(&format!("d{i}"), "They met.").person(name, &[name]);
        match office {
            Some((code, office)) => {
                doc.country(code, code).relation("holds_office", "e1", "e2", Some(office), "They")
            }
            None => doc,
        }
    });
    keys(&built(&corpus(docs)), "Person")
}

#[test]
fn spellings_titles_accents_and_middle_names_do_not_part_a_person() {
    for names in [
        ["Oleh Zelensky", "Oleh Zelenskyy"],
        ["Tomás Vera", "Tomas Vera"],
        ["President Ana Ruiz", "Ana Ruiz"],
        ["Ana Maria Ruiz", "Ana Ruiz"],
        ["Ana M. Ruiz", "Ana Maria Ruiz"],
        ["Ana Ruiz Jr.", "Ana Ruiz"],
        ["Ursula van der Berg", "Ursula Berg"],
    ] {
        assert_eq!(persons(&names.map(|name| (name, None))).len(), 1, "{names:?}");
    }
}

#[test]
fn other_first_or_middle_names_are_other_persons() {
    for names in
        [["Ana Ruiz", "Ina Ruiz"], ["Ana Maria Ruiz", "Ana Lucia Ruiz"], ["Lee Jun", "Jun Lee"]]
    {
        assert_eq!(persons(&names.map(|name| (name, None))).len(), 2, "{names:?}");
    }
    let three = ["Ana Maria Ruiz", "Ana Lucia Ruiz", "Ana Ruiz"];
    assert_eq!(persons(&three.map(|name| (name, None))).len(), 3);
}

#[test]
fn a_surname_joins_its_only_bearer() {
    assert_eq!(persons(&[("Ana Ruiz", None), ("Ruiz", None)]), ["person/ana-ruiz"]);
    assert_eq!(persons(&[("Hana van der Berg", None), ("van der Berg", None)]).len(), 1);
    let shared = persons(&[("Ana Ruiz", None), ("Ivan Ruiz", None), ("Ruiz", None)]);
    assert_eq!(shared, ["d2#e1", "person/ana-ruiz", "person/ivan-ruiz"]);
}

#[test]
fn a_surname_of_another_country_or_office_stays_apart() {
    let ruiz = ("Ana Ruiz", Some(("PE", "foreign minister")));
    assert_eq!(persons(&[ruiz, ("Ruiz", Some(("CL", "foreign minister")))]).len(), 2);
    assert_eq!(persons(&[ruiz, ("Ruiz", Some(("PE", "mayor")))]).len(), 2);
    assert_eq!(persons(&[ruiz, ("Ruiz", Some(("PE", "foreign minister")))]).len(), 1);
}

#[test]
fn an_office_tells_which_of_two_bearers_a_surname_means() {
    let found = persons(&[
        ("Ana Ruiz", Some(("PE", "foreign minister"))),
        ("Ivan Ruiz", Some(("CL", "mayor"))),
        ("Ruiz", Some(("PE", "foreign minister"))),
    ]);
    assert_eq!(found, ["person/ana-ruiz", "person/ivan-ruiz"]);
}

#[test]
fn surnames_alone_are_one_person_only_with_the_same_country_and_office() {
    assert_eq!(persons(&[("Ruiz", None), ("Ruiz", None)]).len(), 2);
    let envoy = ("Ruiz", Some(("PE", "envoy")));
    assert_eq!(persons(&[envoy, envoy]), ["person/ruiz"]);
}

#[test]
fn a_name_whose_surname_comes_first_is_found_by_what_documents_call_it() {
    let docs = [
        Doc::new("a", "They met.").person("Lin Weiming", &["Lin Weiming", "Lin"]),
        Doc::new("b", "They met.").person("Lin", &["Lin"]),
    ];
    assert_eq!(keys(&built(&corpus(docs)), "Person"), ["person/lin-weiming"]);
}

#[test]
fn one_name_in_offices_of_two_countries_is_two_persons_in_doubt() {
    let docs = [("a", "Peru", "PE"), ("b", "Chile", "CL")].map(|(id, country, code)| {
        Doc::new(id, "They met.").person("Ana Ruiz", &[]).country(country, code).relation(
            "holds_office",
            "e1",
            "e2",
            Some("envoy"),
            "They",
        )
    });
    let assembly = assemble(&corpus(docs), grammar()).unwrap();
    let doubts: Vec<(&str, &str)> =
        assembly.doubts.iter().map(|doubt| (&*doubt.left, &*doubt.right)).collect();
    assert_eq!(doubts, [("person/ana-ruiz", "person/ana-ruiz-2")]);
}

#[test]
fn what_is_not_named_is_never_merged() {
    let docs = ["a", "b"].map(|id| {
        Doc::new(id, "They met.")
            .person("senior official", &[])
            .with(|entity| entity.unnamed = true)
            .entity(EntityKind::Facility, "residential buildings", &[])
    });
    let graph = built(&corpus(docs));
    assert_eq!(keys(&graph, "Person"), ["a#e1", "b#e1"]);
    assert_eq!(keys(&graph, "Facility"), ["a#e2", "b#e2"]);
}

/// One document for each organization, which is part of a country where one is given.
fn organizations(all: &[(&str, Option<(&str, &str)>)]) -> Vec<String> {
    let docs = all.iter().enumerate().map(|(i, (name, country))| {
        let doc = Doc::new(&format!("d{i}"), "They met.").organization(name, &[name]);
        match country {
            Some((name, code)) => {
                doc.country(name, code).relation("part_of", "e1", "e2", None, "They")
            }
            None => doc,
        }
    });
    keys(&built(&corpus(docs)), "Organization")
}

#[test]
fn ministries_are_told_apart_by_country() {
    let (peru, poland) = (Some(("Peru", "PE")), Some(("Poland", "PL")));
    let one = organizations(&[
        ("Polish defence ministry", poland),
        ("Poland's Ministry of Defense", poland),
        ("defence ministry", poland),
        ("Polish Defense Ministry", None),
    ]);
    assert_eq!(one.len(), 1, "{one:?}");
    let three = organizations(&[
        ("defence ministry", peru),
        ("defence ministry", poland),
        ("defence ministry", None),
    ]);
    assert_eq!(
        three,
        ["d2#e1", "organization/defence-ministry-peru", "organization/defence-ministry-poland"]
    );
    assert_eq!(
        organizations(&[("Polish foreign ministry", poland), ("Polish army", poland)]).len(),
        2
    );
    assert_eq!(organizations(&[("Condor forces", peru), ("Peruvian forces", peru)]).len(), 2);
}

#[test]
fn embassies_are_told_apart_by_their_towns() {
    let docs = [
        ("a", "Polish embassy"),
        ("b", "Polish embassy"),
        ("c", "Poland's embassy in Lima"),
        ("d", "Polish embassy in Lima"),
    ]
    .map(|(id, name)| {
        Doc::new(id, "They met.").country("Poland", "PL").entity(EntityKind::Facility, name, &[])
    });
    let found = keys(&built(&corpus(docs)), "Facility");
    assert_eq!(found, ["a#e2", "b#e2", "facility/poland-embassy-in-lima"]);
}

#[test]
fn an_acronym_means_what_documents_spell_it_out_as() {
    let osr = "Organization for Safe Rivers";
    let spelled = Doc::new("a", "They met.").organization(osr, &[osr, "OSR"]);
    let short = Doc::new("b", "They met.").organization("OSR", &["OSR"]);
    let graph = built(&corpus([spelled.clone(), short.clone()]));
    assert_eq!(keys(&graph, "Organization"), ["organization/organization-for-safe-rivers"]);
    let other = "Office of Steel Research";
    let rival = Doc::new("c", "They met.").organization(other, &[other, "OSR"]);
    let graph = built(&corpus([spelled, short, rival]));
    assert_eq!(
        keys(&graph, "Organization"),
        [
            "b#e1",
            "organization/office-of-steel-research",
            "organization/organization-for-safe-rivers"
        ]
    );
}

#[test]
fn countries_are_one_by_code_or_by_a_name_that_has_one() {
    let docs = [
        Doc::new("a", "x").country("Peru", "PE"),
        Doc::new("b", "x").country("Republic of Peru", "pe"),
        Doc::new("c", "x").entity(EntityKind::Country, "Peru", &["Peru"]),
        Doc::new("d", "x").entity(EntityKind::Country, "Ruritania", &["Ruritania"]),
    ];
    let graph = built(&corpus(docs));
    assert_eq!(keys(&graph, "Country"), ["country/PE", "country/ruritania"]);
}

#[test]
fn towns_of_one_name_in_two_countries_are_two() {
    let town = |id: &str, name: &str, country: &str, code: &str| {
        Doc::new(id, "They met.")
            .entity(EntityKind::Place, name, &[])
            .country(country, code)
            .relation("located_in", "e1", "e2", None, "They")
    };
    let two = [town("a", "San Pedro", "Peru", "PE"), town("b", "San Pedro", "Chile", "CL")];
    assert_eq!(keys(&built(&corpus(two)), "Place"), ["place/san-pedro", "place/san-pedro-2"]);
    let one = [town("a", "Kyiv", "Ukraine", "UA"), town("b", "Kiev", "Ukraine", "UA")];
    assert_eq!(keys(&built(&corpus(one)), "Place").len(), 1);
}

#[test]
fn one_name_of_two_kinds_is_two_nodes() {
    let docs = [
        Doc::new("a", "x").entity(EntityKind::Place, "Patria", &[]),
        Doc::new("b", "x").entity(EntityKind::Organization, "Patria", &[]),
    ];
    let graph = built(&corpus(docs));
    assert_eq!(keys(&graph, "Place"), ["place/patria"]);
    assert_eq!(keys(&graph, "Organization"), ["organization/patria"]);
}
