use super::{ask, rows};

#[test]
fn a_hop_follows_the_direction_of_the_relationship() {
    assert_eq!(rows("MATCH (a)-[:MET]->(b) RETURN a.name, b.name"), ["Ana Ben", "Ben Cleo"]);
    assert_eq!(rows("MATCH (a {name: 'Ben'})<-[:MET]-(b) RETURN b.name"), ["Ana"]);
    let both = rows("MATCH (a:Person {name: 'Ben'})-[:MET]-(b) RETURN b.name ORDER BY b.name");
    assert_eq!(both, ["Ana", "Cleo"]);
}

#[test]
fn a_match_never_uses_a_relationship_twice() {
    let found = rows("MATCH (a {name: 'Ana'})-[:MET]-(b)-[:MET]-(c) RETURN c.name");
    assert_eq!(found, ["Cleo"]);
}

#[test]
fn chains_have_the_length_that_is_asked_for() {
    let found = "MATCH (a {name: 'Ana'})-[:MET*1..2]->(b) RETURN b.name ORDER BY b.name";
    assert_eq!(rows(found), ["Ben", "Cleo"]);
    assert_eq!(rows("MATCH p = (a {name: 'Ana'})-[*0..1]->(:Person) RETURN length(p)").len(), 3);
}

#[test]
fn groups_are_made_of_what_is_no_aggregate() {
    let found = rows(
        "MATCH (p:Person)-[:CITIZEN_OF]->(c) RETURN c.name AS c, count(*) AS n, collect(p.name) ORDER BY n DESC",
    );
    assert_eq!(found, ["Sudland 2 [Ben Cleo]", "Norland 1 [Ana]"]);
}

#[test]
fn an_optional_match_keeps_the_row() {
    let found = rows("MATCH (p:Person) OPTIONAL MATCH (p)-[:CALLED]->(q) RETURN p.name, q.name");
    assert_eq!(found, ["Ana Cleo", "Ben null", "Cleo null"]);
}

#[test]
fn shortest_paths_are_found_both_ways() {
    let one = "MATCH (a {name: 'Ana'}), (b {name: 'Sudland'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p)";
    assert_eq!(rows(one), ["2"]);
    let all = "MATCH (a {name: 'Ana'}), (b {name: 'Sudland'}) MATCH p = allShortestPaths((a)-[*]-(b)) RETURN length(p)";
    assert_eq!(rows(all), ["2", "2"]);
}

#[test]
fn an_unknown_label_is_a_warning_with_the_nearest_name() {
    let answer = ask("MATCH (p:Persn) RETURN p").unwrap();
    assert!(answer.rows.is_empty());
    assert_eq!(answer.warnings[0].message, "no label Persn in the graph");
    assert_eq!(answer.warnings[0].help.as_deref(), Some("did you mean Person?"));
}

#[test]
fn an_unknown_function_is_an_error_with_the_nearest_name() {
    let error = ask("RETURN lenght('a')").unwrap_err();
    assert_eq!(
        (error.code, error.help.as_deref()),
        ("UnknownFunction", Some("did you mean length?"))
    );
}

#[test]
fn the_plan_starts_where_the_fewest_nodes_are() {
    let text = "MATCH (p:Person)-[:CITIZEN_OF]->(c:Country) RETURN p";
    let plan = crate::query::explain(&super::sample(), text, &Default::default()).unwrap();
    assert_eq!(
        plan,
        "expand #1<-[:CITIZEN_OF]-#0:Person -> #2\nscan nodes with label Country -> #1\nstart\n"
    );
}

#[test]
fn what_only_looks_like_a_path_is_reckoned() {
    let printed = crate::query::parse("RETURN (a)-[b]-'c' AS x").unwrap().to_string();
    assert_eq!(crate::query::parse(&printed).unwrap().to_string(), printed);
    assert!(printed.contains("(`a` - ([`b`])) - ('c')"), "{printed}");
}
