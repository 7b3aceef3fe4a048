//! RDF: Turtle and N-Quads, with evidence in the words of PROV-O and the article as named graph.
//!
//! The vocabulary stands in `docs/exports.md`.

use std::io::{self, Write};

use super::proof::{Proof, proofs, row};
use super::rdf_term::{Term, list_item, literal, percent};
use crate::export::{Edge, ExportError, Exported, Format, Target};
use crate::graph::{Node, Origin, Properties, Value};

/// Turtle, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Turtle;

/// N-Quads, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct NQuads;

impl Format for Turtle {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let out = target.file("graph.ttl")?;
        for (prefix, iri) in PREFIXES {
            writeln!(out, "@prefix {prefix}: <{iri}> .")?;
        }
        let mut writer = Writer { out, form: Form::Turtle, blanks: 0, made: 0 };
        writer.graph(what)
    }
}

impl Format for NQuads {
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let mut writer =
            Writer { out: target.file("graph.nq")?, form: Form::NQuads, blanks: 0, made: 0 };
        writer.graph(what)
    }
}

/// Namespaces that have a short name.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("xsd", super::rdf_term::XSD),
    ("prov", PROV),
    ("skos", SKOS),
    ("dct", DCT),
    ("cv", CV),
    ("label", "urn:chancery:label:"),
    ("type", "urn:chancery:type:"),
    ("prop", "urn:chancery:property:"),
    ("node", "urn:chancery:node:"),
    ("rel", "urn:chancery:relationship:"),
    ("ev", "urn:chancery:evidence:"),
];

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const PROV: &str = "http://www.w3.org/ns/prov#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DCT: &str = "http://purl.org/dc/terms/";
const CV: &str = super::rdf_term::CV;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Turtle,
    NQuads,
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    form: Form,
    /// How many blank nodes and pieces of evidence there were.
    blanks: usize,
    made: usize,
}

fn iri(space: &str, name: &str) -> Term {
    Term::Iri(format!("{space}{name}"))
}

fn node_iri(key: &str) -> Term {
    Term::Iri(format!("urn:chancery:node:{}", percent(key)))
}

/// The node of a document, by its id.
fn document_iri(id: &str) -> Term {
    node_iri(&format!("document/{id}"))
}

type Pairs = Vec<(Term, Term)>;

impl Writer<'_> {
    fn graph(&mut self, what: &Exported<'_>) -> Result<(), ExportError> {
        let Exported { graph, part, .. } = *what;
        for (_, node) in part.each_node(graph) {
            self.node(what, node)?;
        }
        for Edge { id, from, to, relationship } in part.edges(graph) {
            let key = |number: usize| {
                let id = part.nodes().get(number)?;
                Some(node_iri(&graph.node(*id)?.key))
            };
            let (Some(from), Some(to)) = (key(from), key(to)) else { continue };
            let kind = Term::Iri(format!("urn:chancery:type:{}", percent(&relationship.kind)));
            self.block(&from, &[(kind.clone(), to.clone())], None)?;
            let subject = Term::Iri(format!("urn:chancery:relationship:{}", id.number()));
            let mut pairs: Pairs = vec![
                (iri(RDF, "type"), iri(RDF, "Statement")),
                (iri(RDF, "type"), iri(CV, "Relationship")),
                (iri(RDF, "subject"), from.clone()),
                (iri(RDF, "predicate"), kind.clone()),
                (iri(RDF, "object"), to.clone()),
            ];
            let lists = self.properties(&relationship.properties, &mut pairs);
            let direct = [(from, vec![(kind, to)])];
            self.grounded(what, subject, pairs, lists, &relationship.evidence, &direct)?;
        }
        Ok(())
    }

    fn node(&mut self, what: &Exported<'_>, node: &Node) -> Result<(), ExportError> {
        let subject = node_iri(&node.key);
        let mut pairs: Pairs = vec![(iri(RDF, "type"), iri(CV, "Node"))];
        let labels = node.labels.iter();
        pairs.extend(labels.map(|label| {
            (iri(RDF, "type"), Term::Iri(format!("urn:chancery:label:{}", percent(label))))
        }));
        let kinds: Pairs = pairs.get(1..).unwrap_or_default().to_vec();
        pairs.push((iri(CV, "key"), Term::text(&node.key)));
        let text = |name: &str| node.properties.get(name).and_then(Value::as_str);
        if let Some(name) = text("name") {
            pairs.push((iri(RDFS, "label"), Term::text(name)));
        }
        if node.labels.iter().any(|label| &**label == "Document") {
            pairs.push((iri(RDF, "type"), iri(PROV, "Entity")));
            pairs.extend(text("title").map(|title| (iri(DCT, "title"), Term::text(title))));
            pairs.extend(text("source").map(|source| (iri(DCT, "publisher"), Term::text(source))));
        }
        for (name, kind) in [("iso2", "iso3166-1-alpha-2"), ("iso3", "iso3166-1-alpha-3")] {
            let code =
                text(name).map(|code| Term::Literal(code.to_owned(), Some(format!("{CV}{kind}"))));
            pairs.extend(code.map(|code| (iri(SKOS, "notation"), code)));
        }
        let lists = self.properties(&node.properties, &mut pairs);
        self.grounded(what, subject.clone(), pairs, lists, &node.evidence, &[(subject, kinds)])
    }

    /// Adds properties; lists come back as triples of their own.
    fn properties(&mut self, properties: &Properties, pairs: &mut Pairs) -> Vec<(Term, Pairs)> {
        let mut lists = Vec::new();
        for (name, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
            let property = Term::Iri(format!("urn:chancery:property:{}", percent(name)));
            let object = match value {
                Value::List(items) => {
                    let first = self.blanks;
                    self.blanks += items.len();
                    for (at, item) in items.iter().enumerate() {
                        let rest = if at + 1 < items.len() {
                            Term::Blank(first + at + 1)
                        } else {
                            iri(RDF, "nil")
                        };
                        let cell =
                            vec![(iri(RDF, "first"), list_item(item)), (iri(RDF, "rest"), rest)];
                        lists.push((Term::Blank(first + at), cell));
                    }
                    if items.is_empty() { iri(RDF, "nil") } else { Term::Blank(first) }
                }
                value => literal(value),
            };
            pairs.push((property, object));
        }
        lists
    }

    /// Writes what is told of a thing, with what proves it: in the default graph, and in the graph of each article what it
    /// tells (`direct`).
    fn grounded(
        &mut self,
        what: &Exported<'_>,
        subject: Term,
        mut pairs: Pairs,
        lists: Vec<(Term, Pairs)>,
        origin: &Origin,
        direct: &[(Term, Pairs)],
    ) -> Result<(), ExportError> {
        if let Some(row) = row(what.graph, origin) {
            pairs.push((iri(CV, "importedFrom"), Term::text(&row)));
        }
        let first = self.made;
        self.made += origin.len();
        let evidence = |at: usize| Term::Iri(format!("urn:chancery:evidence:{}", first + at));
        pairs.extend((0..origin.len()).map(|at| (iri(PROV, "wasDerivedFrom"), evidence(at))));
        self.block(&subject, &pairs, None)?;
        for (cell, pairs) in lists {
            self.block(&cell, &pairs, None)?;
        }
        let mut told: Option<Term> = None;
        for (at, proof) in proofs(what, origin).enumerate() {
            let document = document_iri(proof.document);
            let described = describe(&proof, &document);
            self.block(&evidence(at), &described, None)?;
            if self.form == Form::NQuads {
                self.block(&evidence(at), &described, Some(&document))?;
                let derived = [(iri(PROV, "wasDerivedFrom"), evidence(at))];
                self.block(&subject, &derived, Some(&document))?;
                // Evidence stands in the order of documents, so what one tells is told once.
                if told.as_ref() != Some(&document) {
                    for (subject, pairs) in direct {
                        self.block(subject, pairs, Some(&document))?;
                    }
                    told = Some(document);
                }
            }
        }
        Ok(())
    }

    /// Writes triples of one subject.
    fn block(
        &mut self,
        subject: &Term,
        pairs: &[(Term, Term)],
        graph: Option<&Term>,
    ) -> io::Result<()> {
        if pairs.is_empty() {
            return Ok(());
        }
        match self.form {
            Form::NQuads => {
                for (predicate, object) in pairs {
                    subject.write(self.out)?;
                    self.out.write_all(b" ")?;
                    predicate.write(self.out)?;
                    self.out.write_all(b" ")?;
                    object.write(self.out)?;
                    if let Some(graph) = graph {
                        self.out.write_all(b" ")?;
                        graph.write(self.out)?;
                    }
                    self.out.write_all(b" .\n")?;
                }
            }
            Form::Turtle => {
                subject.write_short(self.out)?;
                for (number, (predicate, object)) in pairs.iter().enumerate() {
                    self.out.write_all(if number > 0 { b" ;\n    " } else { b" " })?;
                    predicate.write_short(self.out)?;
                    self.out.write_all(b" ")?;
                    object.write_short(self.out)?;
                }
                self.out.write_all(b" .\n")?;
            }
        }
        Ok(())
    }
}

/// What is told of a piece of evidence.
fn describe(proof: &Proof<'_>, document: &Term) -> Pairs {
    let number =
        |at: usize| Term::Literal(at.to_string(), Some(format!("{}integer", super::rdf_term::XSD)));
    let mut pairs: Pairs = vec![
        (iri(RDF, "type"), iri(PROV, "Entity")),
        (iri(RDF, "type"), iri(CV, "Evidence")),
        (iri(PROV, "hadPrimarySource"), document.clone()),
        (iri(CV, "start"), number(proof.start)),
        (iri(CV, "end"), number(proof.end)),
        (iri(CV, "sentenceStart"), number(proof.sentence_start)),
        (iri(CV, "sentenceEnd"), number(proof.sentence_end)),
        (iri(CV, "frame"), Term::text(proof.frame)),
        (
            iri(CV, "confidence"),
            Term::Literal(
                format!("{:.2}", proof.confidence),
                Some(format!("{}decimal", super::rdf_term::XSD)),
            ),
        ),
    ];
    pairs.extend(proof.words.map(|words| (iri(PROV, "value"), Term::text(words))));
    let sentence = proof.sentence.as_deref();
    pairs.extend(sentence.map(|sentence| (iri(CV, "sentence"), Term::text(sentence))));
    pairs
}
