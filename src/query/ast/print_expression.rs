//! Expressions as text that reads as the same tree again: each operand in parentheses of its own.

use std::fmt::{self, Display, Formatter};

use super::print::{Commas, Marked, name};
use super::{
    Binary, Comparison, Expression, Form, Name, ProjectionItem, Quantifier, Subquery, Unary,
};

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Null => write!(f, "null"),
            Form::Bool(value) => write!(f, "{value}"),
            Form::Int(value) => write!(f, "{value}"),
            Form::Float(value) => write!(f, "{value:?}"),
            Form::Text(text) => quoted(text, f),
            Form::Parameter(text) => {
                write!(f, "$")?;
                name(text, f)
            }
            Form::Variable(text) => name(text, f),
            Form::List(items) => write!(f, "[{}]", Operands(items)),
            Form::Map(entries) => map(entries, f),
            Form::Property(subject, name) => write!(f, "{}.{name}", Operand(subject)),
            Form::Index(subject, index) => write!(f, "{}[{index}]", Operand(subject)),
            Form::Slice(list, from, to) => {
                write!(f, "{}[", Operand(list))?;
                from.as_ref().map_or(Ok(()), |from| write!(f, "{from} "))?;
                write!(f, "..")?;
                to.as_ref().map_or(Ok(()), |to| write!(f, " {to}"))?;
                write!(f, "]")
            }
            Form::Labels(subject, labels) => {
                write!(f, "{}{}", Operand(subject), Marked(":", labels))
            }
            Form::Unary(operator, inner) => {
                let operator = match operator {
                    Unary::Not => "NOT ",
                    Unary::Minus => "-",
                    Unary::Plus => "+",
                };
                write!(f, "{operator}{}", Operand(inner))
            }
            Form::Binary(operator, left, right) => {
                write!(f, "{} {} {}", Operand(left), operator.text(), Operand(right))
            }
            Form::Comparison(first, rest) => {
                write!(f, "{}", Operand(first))?;
                rest.iter().try_for_each(|(comparison, operand)| {
                    write!(f, " {} {}", comparison.text(), Operand(operand))
                })
            }
            Form::IsNull(inner, negated) => {
                write!(f, "{} IS {}NULL", Operand(inner), if *negated { "NOT " } else { "" })
            }
            Form::Case { operand, branches, otherwise } => {
                write!(f, "CASE")?;
                operand.as_ref().map_or(Ok(()), |operand| write!(f, " {}", Operand(operand)))?;
                for (condition, value) in branches {
                    write!(f, " WHEN {} THEN {}", Operand(condition), Operand(value))?;
                }
                otherwise.as_ref().map_or(Ok(()), |value| write!(f, " ELSE {}", Operand(value)))?;
                write!(f, " END")
            }
            Form::Call { name, distinct, arguments } => {
                for (at, part) in name.iter().enumerate() {
                    write!(f, "{}{part}", if at == 0 { "" } else { "." })?;
                }
                let distinct = if *distinct { "DISTINCT " } else { "" };
                write!(f, "({distinct}{})", Operands(arguments))
            }
            Form::CountAll => write!(f, "count(*)"),
            Form::ListComprehension { variable, list, condition, value } => {
                write!(f, "[{variable} IN {}", Operand(list))?;
                filter(condition.as_deref(), f)?;
                value.as_ref().map_or(Ok(()), |value| write!(f, " | {value}"))?;
                write!(f, "]")
            }
            Form::PatternComprehension { pattern, condition, value } => {
                write!(f, "[{pattern}")?;
                filter(condition.as_deref(), f)?;
                write!(f, " | {value}]")
            }
            Form::Quantifier { quantifier, variable, list, condition } => {
                let word = match quantifier {
                    Quantifier::All => "all",
                    Quantifier::Any => "any",
                    Quantifier::None => "none",
                    Quantifier::Single => "single",
                };
                write!(f, "{word}({variable} IN {}", Operand(list))?;
                filter(condition.as_deref(), f)?;
                write!(f, ")")
            }
            Form::Reduce { accumulator, start, variable, list, value } => {
                let list = Operand(list);
                write!(f, "reduce({accumulator} = {start}, {variable} IN {list} | {value})")
            }
            Form::Pattern(pattern) => write!(f, "{pattern}"),
            Form::Exists(inner) => write!(f, "EXISTS {{ {inner} }}"),
            Form::Count(inner) => write!(f, "COUNT {{ {inner} }}"),
            Form::MapProjection(subject, items) => write!(f, "{subject} {{{}}}", Commas(items)),
        }
    }
}

/// An operand: in parentheses unless it cannot be torn apart.
struct Operand<'a>(&'a Expression);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.form {
            Form::Variable(_) => write!(f, "{}", self.0),
            _ => write!(f, "({})", self.0),
        }
    }
}

/// Operands with commas between them.
struct Operands<'a>(&'a [Expression]);

impl Display for Operands<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{}", Operand(item))?;
        }
        Ok(())
    }
}

impl Display for Subquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patterns(patterns, condition) => {
                write!(f, "{}", Commas(patterns))?;
                filter(condition.as_ref(), f)
            }
            Self::Query(query) => write!(f, "{query}"),
        }
    }
}

impl Display for ProjectionItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, ".*"),
            Self::Property(name) => write!(f, ".{name}"),
            Self::Entry(name, value) => write!(f, "{name}: {value}"),
            Self::Variable(name) => write!(f, "{name}"),
        }
    }
}

fn filter(condition: Option<&Expression>, f: &mut Formatter<'_>) -> fmt::Result {
    condition.map_or(Ok(()), |condition| write!(f, " WHERE {condition}"))
}

fn map(entries: &[(Name, Expression)], f: &mut Formatter<'_>) -> fmt::Result {
    write!(f, "{{")?;
    for (at, (name, value)) in entries.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        write!(f, "{comma}{name}: {value}")?;
    }
    write!(f, "}}")
}

fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    write!(f, "'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

impl Binary {
    /// The operator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Or => "OR",
            Self::Xor => "XOR",
            Self::And => "AND",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
            Self::In => "IN",
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
        }
    }
}

impl Comparison {
    /// The operator as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}
