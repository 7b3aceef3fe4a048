//! Clauses.

use super::{Expression, Name, PathPattern, Spot};

/// What is wanted of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Its answer.
    #[default]
    Answer,
    /// Its plan (`EXPLAIN`); it is not run.
    Explain,
    /// Its plan, and what running it took (`PROFILE`).
    Profile,
}

/// A whole query: single queries whose rows are put together by `UNION`.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is wanted of it.
    pub mode: Mode,
    /// The first single query.
    pub first: SingleQuery,
    /// The others; true where duplicates are kept (`UNION ALL`).
    pub unions: Vec<(bool, SingleQuery)>,
    /// Where it stands.
    pub spot: Spot,
}

/// Clauses in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct SingleQuery {
    /// The clauses; never empty.
    pub clauses: Vec<Clause>,
    /// Where it stands.
    pub spot: Spot,
}

/// A clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `MATCH` and `OPTIONAL MATCH`.
    Match(Match),
    /// `UNWIND`.
    Unwind(Unwind),
    /// `WITH`.
    With(Projection),
    /// `RETURN`.
    Return(Projection),
    /// `CREATE`.
    Create(Create),
    /// `MERGE`.
    Merge(Merge),
    /// `SET`.
    Set(Set),
    /// `REMOVE`.
    Remove(Remove),
    /// `DELETE`.
    Delete(Delete),
    /// `CALL`.
    Call(Call),
}

impl Query {
    /// The first of its clauses that changes the graph.
    pub fn writing(&self) -> Option<&Clause> {
        let singles = std::iter::once(&self.first).chain(self.unions.iter().map(|(_, it)| it));
        singles.flat_map(|single| &single.clauses).find(|clause| clause.writes())
    }

    /// Calls `visit` for each expression of its clauses.
    pub fn expressions<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        let others = self.unions.iter().map(|(_, single)| single);
        for clause in std::iter::once(&self.first).chain(others).flat_map(|it| &it.clauses) {
            clause.expressions(visit);
        }
    }
}

impl Clause {
    /// Calls `visit` for each expression of the clause.
    pub fn expressions<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Match(clause) => {
                clause.patterns.iter().for_each(|pattern| pattern.expressions(visit));
                clause.condition.iter().for_each(visit);
            }
            Self::Unwind(clause) => visit(&clause.list),
            Self::With(projection) | Self::Return(projection) => {
                projection.items.iter().for_each(|item| visit(&item.expression));
                projection.order.iter().for_each(|item| visit(&item.expression));
                let rest = projection.skip.iter().chain(&projection.limit);
                rest.chain(&projection.condition).for_each(visit);
            }
            Self::Create(clause) => {
                clause.patterns.iter().for_each(|pattern| pattern.expressions(visit));
            }
            Self::Merge(clause) => {
                clause.pattern.expressions(visit);
                clause.actions.iter().for_each(|(_, set)| set.expressions(visit));
            }
            Self::Set(clause) => clause.expressions(visit),
            Self::Remove(clause) => {
                for item in &clause.items {
                    if let RemoveItem::Property(target) = item {
                        visit(target);
                    }
                }
            }
            Self::Delete(clause) => clause.expressions.iter().for_each(visit),
            Self::Call(clause) => {
                clause.arguments.iter().flatten().chain(&clause.condition).for_each(visit);
            }
        }
    }

    /// Does it change the graph?
    pub const fn writes(&self) -> bool {
        matches!(
            self,
            Self::Create(_) | Self::Merge(_) | Self::Set(_) | Self::Remove(_) | Self::Delete(_)
        )
    }

    /// Where the clause stands.
    pub const fn spot(&self) -> Spot {
        match self {
            Self::Match(Match { spot, .. })
            | Self::Unwind(Unwind { spot, .. })
            | Self::With(Projection { spot, .. })
            | Self::Return(Projection { spot, .. })
            | Self::Create(Create { spot, .. })
            | Self::Merge(Merge { spot, .. })
            | Self::Set(Set { spot, .. })
            | Self::Remove(Remove { spot, .. })
            | Self::Delete(Delete { spot, .. })
            | Self::Call(Call { spot, .. }) => *spot,
        }
    }
}

/// `MATCH` and `OPTIONAL MATCH`.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Is a row kept where nothing matches?
    pub optional: bool,
    /// The patterns; never empty.
    pub patterns: Vec<PathPattern>,
    /// The condition after `WHERE`.
    pub condition: Option<Expression>,
    /// Where it stands.
    pub spot: Spot,
}

/// `UNWIND list AS variable`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unwind {
    /// The list.
    pub list: Expression,
    /// The variable.
    pub variable: Name,
    /// Where it stands.
    pub spot: Spot,
}

/// The body of `WITH` and `RETURN`.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Are equal rows given once?
    pub distinct: bool,
    /// Are all variables given (`*`)?
    pub all: bool,
    /// The columns after the `*`.
    pub items: Vec<Item>,
    /// What the rows are sorted by.
    pub order: Vec<SortItem>,
    /// How many rows are passed over.
    pub skip: Option<Expression>,
    /// How many rows are given at most.
    pub limit: Option<Expression>,
    /// The condition after `WHERE`; only of `WITH`.
    pub condition: Option<Expression>,
    /// Where it stands.
    pub spot: Spot,
}

/// A column of a projection.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its value.
    pub expression: Expression,
    /// Its name, where one is given.
    pub alias: Option<Name>,
    /// Where its value stands, parentheses included: its name where none is given.
    pub spot: Spot,
}

/// A key to sort by.
#[derive(Debug, Clone, PartialEq)]
pub struct SortItem {
    /// The key.
    pub expression: Expression,
    /// Greatest first?
    pub descending: bool,
}

/// `CREATE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Create {
    /// What is created.
    pub patterns: Vec<PathPattern>,
    /// Where it stands.
    pub spot: Spot,
}

/// `MERGE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// What is found or else created.
    pub pattern: PathPattern,
    /// What is set when it was found (false) or created (true).
    pub actions: Vec<(bool, Set)>,
    /// Where it stands.
    pub spot: Spot,
}

/// `SET`.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// What is set, in order.
    pub items: Vec<SetItem>,
    /// Where it stands.
    pub spot: Spot,
}

impl Set {
    /// Calls `visit` for each expression of the clause.
    pub fn expressions<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        for item in &self.items {
            match item {
                SetItem::Property(target, value) => {
                    visit(target);
                    visit(value);
                }
                SetItem::Replace(_, value) | SetItem::Merge(_, value) => visit(value),
                SetItem::Labels(..) => {}
            }
        }
    }
}

/// One item of `SET`.
#[derive(Debug, Clone, PartialEq)]
pub enum SetItem {
    /// `target.name = value`; the target is a property.
    Property(Expression, Expression),
    /// `variable = map`.
    Replace(Name, Expression),
    /// `variable += map`.
    Merge(Name, Expression),
    /// `variable:Label`.
    Labels(Name, Vec<Name>),
}

/// `REMOVE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Remove {
    /// What is removed, in order.
    pub items: Vec<RemoveItem>,
    /// Where it stands.
    pub spot: Spot,
}

/// One item of `REMOVE`.
#[derive(Debug, Clone, PartialEq)]
pub enum RemoveItem {
    /// A property.
    Property(Expression),
    /// Labels of a node.
    Labels(Name, Vec<Name>),
}

/// `DELETE` and `DETACH DELETE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// Are relationships of deleted nodes deleted too?
    pub detach: bool,
    /// What is deleted.
    pub expressions: Vec<Expression>,
    /// Where it stands.
    pub spot: Spot,
}

/// `CALL procedure(…) YIELD …`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The parts of the procedure's name.
    pub name: Vec<Name>,
    /// The arguments; none where the parentheses are left out.
    pub arguments: Option<Vec<Expression>>,
    /// Are all results given (`YIELD *`)?
    pub all: bool,
    /// The results that are given, with their new names.
    pub results: Option<Vec<(Name, Option<Name>)>>,
    /// The condition after `WHERE`.
    pub condition: Option<Expression>,
    /// Where it stands.
    pub spot: Spot,
}
