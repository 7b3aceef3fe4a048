//! The description of the API for other programs: OpenAPI 3.1.

use axum::Json;
use serde_json::{Value, json};

/// The description.
pub(super) async fn document() -> Json<Value> {
    Json(description())
}

fn description() -> Value {
    let text = |about: &str| json!({ "type": "string", "description": about });
    let number = |about: &str| json!({ "type": "integer", "minimum": 0, "description": about });
    let given = |name: &str, required: bool, schema: Value| json!({ "name": name, "in": "query", "required": required, "schema": schema });
    let which = [
        given("focus", false, text("name, alias or key of what stands in the middle")),
        given("depth", false, number("how many relationships away from it; 1 by default")),
        given("limit", false, number("at most so many nodes, the best connected first")),
    ];
    let answers = |what: &str, schema: Value| {
        let error = json!({ "$ref": "#/components/responses/Error" });
        json!({
            "200": { "description": what, "content": { "application/json": { "schema": schema } } },
            "default": error,
        })
    };
    let object = json!({ "type": "object" });
    let strings = json!({ "type": "array", "items": { "type": "string" } });
    let parameters = json!({ "type": "object", "description": "values of $name", "default": {} });
    let status = json!({ "type": "object", "required": ["version", "file", "changed", "nodes", "relationships", "documents", "timeout_seconds", "max_rows"], "properties": {
        "version": text("of the program"),
        "file": { "type": ["string", "null"], "description": "the graph's file" },
        "changed": { "type": "boolean", "description": "is the file no longer the one that was opened?" },
        "nodes": number("in the graph"), "relationships": number("in the graph"), "documents": number("that it was read from"),
        "timeout_seconds": { "type": ["number", "null"] }, "max_rows": { "type": ["integer", "null"] },
    } });
    let schema = json!({ "type": "object", "required": ["labels", "types", "properties", "keywords", "functions", "formats"], "properties": {
        "labels": strings, "types": strings, "properties": strings, "keywords": strings, "functions": strings,
        "formats": { "type": "array", "items": object },
    } });
    let answer = json!({ "type": "object", "required": ["columns", "rows", "about", "warnings", "graph"], "properties": {
        "columns": strings,
        "rows": { "type": "array", "items": { "type": "array" }, "description": "values without a form in JSON are objects with one key: $node, $date, …" },
        "about": { "type": "array", "items": strings, "description": "of each row, the keys of the nodes that it names" },
        "warnings": strings,
        "graph": { "type": ["object", "null"], "description": "what the answer names, as the page draws it" },
    } });
    let question = json!({ "type": "object", "additionalProperties": false, "required": ["query"], "properties": { "query": text("a question in openCypher that only reads"), "parameters": parameters } });
    let export = json!({ "type": "object", "additionalProperties": false, "required": ["format"], "properties": {
        "format": text("a format's name"),
        "query": text("a question: what its answer names is written"), "parameters": parameters,
        "focus": text("what stands in the middle"), "depth": number("how far from it"), "limit": number("at most so many nodes"),
    } });
    let body = |schema: Value| json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    let file = json!({
        "200": { "description": "the file", "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } } },
        "default": { "$ref": "#/components/responses/Error" },
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chancery", "version": env!("CARGO_PKG_VERSION"),
            "description": "A graph that is only read, on this machine. Each request shows the token that was printed at the start.",
        },
        "security": [{ "token": [] }],
        "paths": {
            "/api/status": { "get": { "operationId": "status", "summary": "How large the graph is, and whether its file has changed", "responses": answers("the state", status) } },
            "/api/schema": { "get": { "operationId": "schema", "summary": "Labels, types, properties, keywords and formats", "responses": answers("the words", schema) } },
            "/api/graph": { "get": { "operationId": "graph", "summary": "A part of the graph, as the page draws it", "parameters": which, "responses": answers("the data", object.clone()) } },
            "/api/query": { "post": { "operationId": "query", "summary": "Answers a question", "requestBody": body(question), "responses": answers("the answer", answer) } },
            "/api/why": { "get": { "operationId": "why", "summary": "The sentences that prove what a name stands for", "parameters": [given("name", true, text("a key, or a name as it stands in the graph"))], "responses": answers("the proofs", json!({ "type": "object", "required": ["proofs"], "properties": { "proofs": { "type": "array", "items": object } } })) } },
            "/api/export": { "post": { "operationId": "export", "summary": "The graph, or what an answer names, as a file", "requestBody": body(export), "responses": file } },
            "/api/openapi.json": { "get": { "operationId": "document", "summary": "This description", "security": [], "responses": answers("the description", json!({ "type": "object" })) } },
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "responses": { "Error": { "description": "Why not, in the words of the command line", "content": { "application/json": { "schema": { "type": "object", "required": ["errors"], "properties": { "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Error" } } } } } } } },
            "schemas": { "Error": { "type": "object", "required": ["severity", "message"], "properties": {
                "severity": { "enum": ["error", "warning"] }, "code": { "type": ["string", "null"] }, "message": { "type": "string" },
                "file": { "type": ["string", "null"] }, "line": { "type": ["integer", "null"] }, "column": { "type": ["integer", "null"] },
                "span": { "type": ["array", "null"], "items": { "type": "integer" } }, "help": { "type": ["string", "null"] },
            } } },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::description;

    #[test]
    fn every_reference_leads_somewhere() {
        let description = description();
        let text = description.to_string();
        let references = text.split("\"$ref\":\"#").skip(1);
        let mut count = 0;
        for path in references.filter_map(|rest| rest.split('"').next()) {
            assert!(description.pointer(path).is_some(), "{path} is not there");
            count += 1;
        }
        assert!(count > 5);
    }
}
