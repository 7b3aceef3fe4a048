//! Queries, clauses and patterns as text that reads as the same tree again.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    Call, Clause, Delete, Direction, Item, Match, Merge, Mode, Name, NodePattern, PathPattern,
    Projection, Query, RelPattern, Remove, RemoveItem, Set, SetItem, Shortest, SingleQuery,
    SortItem,
};

/// Writes things with commas between them.
pub(super) struct Commas<'a, T>(pub(super) &'a [T]);

impl<T: Display> Display for Commas<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{item}")?;
        }
        Ok(())
    }
}

/// Writes names with a mark before each.
pub(super) struct Marked<'a>(pub(super) &'static str, pub(super) &'a [Name]);

impl Display for Marked<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.1.iter().try_for_each(|name| write!(f, "{}{name}", self.0))
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        name(&self.text, f)
    }
}

/// A name, always in backticks: it may be a keyword.
pub(super) fn name(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    write!(f, "`{}`", text.replace('`', "``"))
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.mode {
            Mode::Answer => "",
            Mode::Explain => "EXPLAIN ",
            Mode::Profile => "PROFILE ",
        })?;
        write!(f, "{}", self.first)?;
        for (all, single) in &self.unions {
            write!(f, " UNION {}{single}", if *all { "ALL " } else { "" })?;
        }
        Ok(())
    }
}

impl Display for SingleQuery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, clause) in self.clauses.iter().enumerate() {
            let blank = if at == 0 { "" } else { " " };
            write!(f, "{blank}{clause}")?;
        }
        Ok(())
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match(clause) => write!(f, "{clause}"),
            Self::Unwind(clause) => write!(f, "UNWIND {} AS {}", clause.list, clause.variable),
            Self::With(projection) => write!(f, "WITH {projection}"),
            Self::Return(projection) => write!(f, "RETURN {projection}"),
            Self::Create(clause) => write!(f, "CREATE {}", Commas(&clause.patterns)),
            Self::Merge(clause) => write!(f, "{clause}"),
            Self::Set(clause) => write!(f, "{clause}"),
            Self::Remove(clause) => write!(f, "{clause}"),
            Self::Delete(clause) => write!(f, "{clause}"),
            Self::Call(clause) => write!(f, "{clause}"),
        }
    }
}

fn condition(condition: Option<&super::Expression>, f: &mut Formatter<'_>) -> fmt::Result {
    condition.map_or(Ok(()), |condition| write!(f, " WHERE {condition}"))
}

impl Display for Match {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let optional = if self.optional { "OPTIONAL " } else { "" };
        write!(f, "{optional}MATCH {}", Commas(&self.patterns))?;
        condition(self.condition.as_ref(), f)
    }
}

impl Display for Projection {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.distinct {
            write!(f, "DISTINCT ")?;
        }
        if self.all {
            write!(f, "*{}", if self.items.is_empty() { "" } else { ", " })?;
        }
        write!(f, "{}", Commas(&self.items))?;
        if !self.order.is_empty() {
            write!(f, " ORDER BY {}", Commas(&self.order))?;
        }
        if let Some(skip) = &self.skip {
            write!(f, " SKIP {skip}")?;
        }
        if let Some(limit) = &self.limit {
            write!(f, " LIMIT {limit}")?;
        }
        condition(self.condition.as_ref(), f)
    }
}

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expression)?;
        self.alias.as_ref().map_or(Ok(()), |alias| write!(f, " AS {alias}"))
    }
}

impl Display for SortItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.expression, if self.descending { " DESC" } else { "" })
    }
}

impl Display for Merge {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "MERGE {}", self.pattern)?;
        for (created, set) in &self.actions {
            write!(f, " ON {} {set}", if *created { "CREATE" } else { "MATCH" })?;
        }
        Ok(())
    }
}

impl Display for Set {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "SET {}", Commas(&self.items))
    }
}

impl Display for SetItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(target, value) => write!(f, "{target} = {value}"),
            Self::Replace(name, value) => write!(f, "{name} = {value}"),
            Self::Merge(name, value) => write!(f, "{name} += {value}"),
            Self::Labels(name, labels) => write!(f, "{name}{}", Marked(":", labels)),
        }
    }
}

impl Display for Remove {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "REMOVE {}", Commas(&self.items))
    }
}

impl Display for RemoveItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(target) => write!(f, "{target}"),
            Self::Labels(name, labels) => write!(f, "{name}{}", Marked(":", labels)),
        }
    }
}

impl Display for Delete {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let detach = if self.detach { "DETACH " } else { "" };
        write!(f, "{detach}DELETE {}", Commas(&self.expressions))
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "CALL ")?;
        for (at, part) in self.name.iter().enumerate() {
            write!(f, "{}{part}", if at == 0 { "" } else { "." })?;
        }
        if let Some(arguments) = &self.arguments {
            write!(f, "({})", Commas(arguments))?;
        }
        if self.all {
            write!(f, " YIELD *")?;
        }
        if let Some(results) = &self.results {
            for (at, (name, alias)) in results.iter().enumerate() {
                write!(f, "{}{name}", if at == 0 { " YIELD " } else { ", " })?;
                alias.as_ref().map_or(Ok(()), |alias| write!(f, " AS {alias}"))?;
            }
        }
        condition(self.condition.as_ref(), f)
    }
}

impl Display for PathPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(variable) = &self.variable {
            write!(f, "{variable} = ")?;
        }
        match self.shortest {
            Some(Shortest::One) => write!(f, "shortestPath(")?,
            Some(Shortest::All) => write!(f, "allShortestPaths(")?,
            None => {}
        }
        write!(f, "{}", self.start)?;
        for (relationship, node) in &self.steps {
            write!(f, "{relationship}{node}")?;
        }
        if self.shortest.is_some() { f.write_char(')') } else { Ok(()) }
    }
}

impl Display for NodePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "(")?;
        if let Some(variable) = &self.variable {
            write!(f, "{variable}")?;
        }
        write!(f, "{}", Marked(":", &self.labels))?;
        if let Some(properties) = &self.properties {
            write!(f, " {properties}")?;
        }
        write!(f, ")")
    }
}

impl Display for RelPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (left, right) = match self.direction {
            Direction::Left => ("<-", "-"),
            Direction::Right => ("-", "->"),
            Direction::Both => ("-", "-"),
        };
        write!(f, "{left}[")?;
        if let Some(variable) = &self.variable {
            write!(f, "{variable}")?;
        }
        for (at, kind) in self.types.iter().enumerate() {
            write!(f, "{}{kind}", if at == 0 { ":" } else { "|" })?;
        }
        if let Some(length) = &self.length {
            write!(f, "*")?;
            let shown = |bound: Option<u64>| bound.map(|it| it.to_string()).unwrap_or_default();
            match (length.least, length.most) {
                (None, None) => {}
                (least, most) if least == most => write!(f, "{}", shown(least))?,
                (least, most) => write!(f, "{}..{}", shown(least), shown(most))?,
            }
        }
        if let Some(properties) = &self.properties {
            write!(f, " {properties}")?;
        }
        write!(f, "]{right}")
    }
}
