//! Headers: what each column of a table is.

use std::sync::Arc;

use super::column::{Column, KINDS, Kind, Role};
use super::error::ImportError;

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Nodes,
    Relationships,
}

/// Names of plain columns that are the ends of relationships; the first pair that is there counts.
const ENDS: [(&str, &str); 4] =
    [("src", "dst"), ("source", "target"), ("from", "to"), ("start", "end")];

/// What is wrong with a header, and how to mend it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    problem: String,
    help: String,
}

impl Wrong {
    pub(super) fn at(self, file: &str, line: u32) -> ImportError {
        let Self { problem, help } = self;
        ImportError::Header { file: file.to_owned(), line, problem, help }
    }
}

fn wrong<T>(problem: impl Into<String>, help: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { problem: problem.into(), help: help.into() })
}

/// Reads a header. `named`: labels or a type are given from elsewhere.
pub(super) fn read<'c>(
    cells: impl Iterator<Item = &'c str>,
    of: Of,
    named: bool,
) -> Result<Vec<Column>, Wrong> {
    let mut columns = cells.map(|cell| column(cell.trim(), of)).collect::<Result<Vec<_>, _>>()?;
    match of {
        Of::Nodes => nodes(&mut columns, named)?,
        Of::Relationships => relationships(&mut columns, named)?,
    }
    let mut names: Vec<&Arc<str>> =
        columns.iter().filter_map(|column| column.name.as_ref()).collect();
    names.sort();
    if let Some([twice, ..]) = names.windows(2).find(|pair| pair.first() == pair.last()) {
        return wrong(
            format!("two columns are called {twice:?}"),
            format!("give one another name, or leave it out: {twice}:IGNORE"),
        );
    }
    Ok(columns)
}

/// A column by itself.
fn column(cell: &str, of: Of) -> Result<Column, Wrong> {
    let plain = |role, name: &str, kind| {
        let name = (!name.is_empty()).then(|| Arc::from(name));
        Ok(Column { role, name, kind, list: false })
    };
    let Some((name, told)) = cell.rsplit_once(':') else {
        // A column without a name is the number of the line, as other programs write it.
        let role = if cell.is_empty() { Role::Ignored } else { Role::Property };
        return plain(role, cell, Kind::Guessed);
    };
    // What stands in braces is for ids of other programs.
    let told = told.split_once('{').map_or(told, |(told, _)| told).trim();
    let (word, group) = match told.split_once('(') {
        Some((word, rest)) => match rest.strip_suffix(')') {
            Some(group) => (word, Some(group)),
            None => return wrong(format!("{cell:?} lacks its )"), "write :ID(GROUP)"),
        },
        None => (told, None),
    };
    let group = group.map(str::trim).filter(|group| !group.is_empty()).map(Arc::from);
    let (upper, nodes) = (word.to_ascii_uppercase(), of == Of::Nodes);
    match upper.as_str() {
        "ID" if nodes => return plain(Role::Id(group), name, Kind::Guessed),
        "LABEL" if nodes => return plain(Role::Labels, "", Kind::Text),
        "START_ID" if !nodes => return plain(Role::Start(group), name, Kind::Guessed),
        "END_ID" if !nodes => return plain(Role::End(group), name, Kind::Guessed),
        "TYPE" if !nodes => return plain(Role::Type, "", Kind::Text),
        "IGNORE" => return plain(Role::Ignored, "", Kind::Text),
        "ID" | "LABEL" => {
            return wrong(
                format!("{cell:?} belongs to tables of nodes"),
                "give this table with --nodes, or name its ends :START_ID and :END_ID",
            );
        }
        "START_ID" | "END_ID" | "TYPE" => {
            return wrong(
                format!("{cell:?} belongs to tables of relationships"),
                "give this table with --relationships, or name its id :ID",
            );
        }
        _ => {}
    }
    let (word, list) = match word.strip_suffix("[]") {
        Some(word) => (word, true),
        None => (word, false),
    };
    let known = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    let Some((_, kind)) = known.filter(|_| group.is_none() && !name.is_empty()) else {
        let kinds: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        return wrong(
            format!("the column {cell:?} is of no kind that is known"),
            format!("write NAME:KIND, where KIND is one of {}, or NAME:IGNORE", kinds.join(", ")),
        );
    };
    Ok(Column { role: Role::Property, name: Some(name.into()), kind: *kind, list })
}

/// Ids and labels.
fn nodes(columns: &mut [Column], named: bool) -> Result<(), Wrong> {
    let ids = |columns: &[Column]| {
        columns.iter().filter(|column| matches!(column.role, Role::Id(_))).count()
    };
    if ids(columns) == 0
        && let Some(id) = plain(columns, "id")
    {
        id.role = Role::Id(None);
    }
    match ids(columns) {
        1 => {}
        0 => {
            return wrong(
                "no column is the id of the nodes",
                "call one of them id, or NAME:ID; where the header has a file of its own, name it first: HEADER.csv,FILE.csv",
            );
        }
        _ => return wrong("two columns are the id of the nodes", "leave :ID at one of them"),
    }
    if !named && !columns.iter().any(|column| column.role == Role::Labels) {
        return wrong(
            "nothing says which labels the nodes have",
            "name the label with the file, as --nodes Person=FILE, or add a column :LABEL",
        );
    }
    Ok(())
}

/// Ends and types.
fn relationships(columns: &mut [Column], named: bool) -> Result<(), Wrong> {
    let count = |columns: &[Column]| {
        let starts = columns.iter().filter(|column| matches!(column.role, Role::Start(_))).count();
        (starts, columns.iter().filter(|column| matches!(column.role, Role::End(_))).count())
    };
    if count(columns) == (0, 0)
        && let Some((from, to)) = ENDS
            .iter()
            .find(|(from, to)| plain(columns, from).is_some() && plain(columns, to).is_some())
    {
        for (name, role) in [(from, Role::Start(None)), (to, Role::End(None))] {
            if let Some(end) = plain(columns, name) {
                (end.role, end.name) = (role, None);
            }
        }
    }
    if count(columns) != (1, 1) {
        return wrong(
            "there must be one column for the node that relationships start from and one for the node that they lead to",
            "call them src and dst, or :START_ID and :END_ID",
        );
    }
    if !named && !columns.iter().any(|column| column.role == Role::Type) {
        return wrong(
            "nothing says of which type the relationships are",
            "name the type with the file, as --relationships MET=FILE, or add a column :TYPE",
        );
    }
    Ok(())
}

/// The plain column of this name.
fn plain<'c>(columns: &'c mut [Column], name: &str) -> Option<&'c mut Column> {
    let is_it = |column: &&mut Column| {
        column.role == Role::Property
            && column.kind == Kind::Guessed
            && column.name.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    columns.iter_mut().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::{Of, Wrong, read};
    use crate::import::column::{Column, Kind, Role};
    use crate::query::TemporalKind;

    fn header(text: &str, of: Of) -> Result<Vec<Column>, Wrong> {
        read(text.split(','), of, true)
    }

    #[test]
    fn plain_headers_have_an_id_or_two_ends() {
        let columns = header("id,name,born", Of::Nodes).unwrap();
        assert_eq!(columns[0].role, Role::Id(None));
        assert_eq!(columns[0].name.as_deref(), Some("id"));
        assert_eq!((&columns[1].role, columns[1].kind), (&Role::Property, Kind::Guessed));
        for text in ["src,dst,date", "source,target", "from,to", "start,end"] {
            let columns = header(text, Of::Relationships).unwrap();
            assert_eq!(columns[0].role, Role::Start(None));
            assert_eq!((&columns[1].role, &columns[1].name), (&Role::End(None), &None));
        }
    }

    #[test]
    fn bulk_headers_say_what_each_column_is() {
        let text = "personId:ID(Person),name:string,age:int,tags:string[],day:date,x:IGNORE,:LABEL";
        let columns = header(text, Of::Nodes).unwrap();
        assert_eq!(columns[0].role, Role::Id(Some("Person".into())));
        assert_eq!(columns[0].name.as_deref(), Some("personId"));
        let kinds: Vec<(Kind, bool)> = columns.iter().map(|c| (c.kind, c.list)).collect();
        assert_eq!(kinds[2], (Kind::Int, false));
        assert_eq!(kinds[3], (Kind::Text, true));
        assert_eq!(kinds[4], (Kind::Temporal(TemporalKind::Date), false));
        assert_eq!((&columns[5].role, &columns[6].role), (&Role::Ignored, &Role::Labels));
        let columns =
            header(":START_ID(Person),:END_ID,:TYPE,since:int", Of::Relationships).unwrap();
        assert_eq!(columns[0].role, Role::Start(Some("Person".into())));
        assert_eq!((&columns[1].role, &columns[2].role), (&Role::End(None), &Role::Type));
    }

    #[test]
    fn what_is_missing_or_too_much_is_named_with_a_way_out() {
        for (text, of, problem, help) in [
            ("name,born", Of::Nodes, "the id", "call one of them id"),
            ("a:ID,b:ID", Of::Nodes, "two columns", "leave :ID"),
            ("id,x,x", Of::Nodes, "two columns are called \"x\"", "x:IGNORE"),
            ("id,x:itn", Of::Nodes, "no kind", "boolean"),
            ("id,:START_ID", Of::Nodes, "relationships", "--relationships"),
            ("src,date", Of::Relationships, "lead to", "src and dst"),
            ("src,dst,:LABEL", Of::Relationships, "nodes", "--nodes"),
            ("a:ID(x", Of::Nodes, "lacks", ":ID(GROUP)"),
        ] {
            let wrong = header(text, of).unwrap_err();
            assert!(wrong.problem.contains(problem), "{text}: {wrong:?}");
            assert!(wrong.help.contains(help), "{text}: {wrong:?}");
        }
        let unnamed = read("id,name".split(','), Of::Nodes, false).unwrap_err();
        assert!(unnamed.help.contains("--nodes Person=FILE"), "{unnamed:?}");
        let unnamed = read("src,dst".split(','), Of::Relationships, false).unwrap_err();
        assert!(unnamed.help.contains("--relationships MET=FILE"), "{unnamed:?}");
    }
}
