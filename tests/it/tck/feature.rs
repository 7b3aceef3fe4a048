//! Reads the kit's feature files: scenarios, outlines expanded.

/// A scenario, with the values of one row of its examples put in.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub name: String,
    pub steps: Vec<Step>,
}

/// A step: its words, the text and the table below it.
#[derive(Debug, Clone, Default)]
pub struct Step {
    pub words: String,
    pub text: Option<String>,
    pub table: Vec<Vec<String>>,
}

/// The scenarios of a feature file.
pub fn read(feature: &str) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    let mut background: Vec<Step> = Vec::new();
    let mut current: Option<Scenario> = None;
    let mut examples: Option<Vec<Vec<Vec<String>>>> = None;
    let mut in_background = false;
    let mut lines = feature.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let heading = line.strip_prefix("Scenario Outline:").or(line.strip_prefix("Scenario:"));
        if let Some(name) = heading {
            finish(current.take(), examples.take(), &mut scenarios);
            current = Some(Scenario { name: name.trim().to_owned(), steps: background.clone() });
            in_background = false;
        } else if line.starts_with("Background:") {
            in_background = true;
        } else if line.starts_with("Examples:") {
            examples.get_or_insert_default().push(Vec::new());
        } else if line.starts_with('|') {
            let row = cells(line);
            match (&mut examples, &mut current) {
                (Some(tables), _) => {
                    tables.last_mut().into_iter().for_each(|it| it.push(row.clone()))
                }
                (None, Some(scenario)) => {
                    scenario.steps.last_mut().into_iter().for_each(|it| it.table.push(row.clone()));
                }
                (None, None) => {}
            }
        } else if line.starts_with("\"\"\"") {
            let text: Vec<&str> = lines.by_ref().take_while(|it| it.trim() != "\"\"\"").collect();
            let step = if in_background {
                background.last_mut()
            } else {
                current.as_mut().and_then(|it| it.steps.last_mut())
            };
            if let Some(step) = step {
                step.text = Some(text.join("\n"));
            }
        } else if let Some((_, words)) = line
            .split_once(' ')
            .filter(|(keyword, _)| matches!(*keyword, "Given" | "When" | "Then" | "And" | "But"))
        {
            let step = Step { words: words.trim().to_owned(), ..Step::default() };
            if in_background {
                background.push(step);
            } else if let Some(scenario) = &mut current {
                scenario.steps.push(step);
            }
        }
    }
    finish(current, examples, &mut scenarios);
    scenarios
}

fn finish(
    scenario: Option<Scenario>,
    examples: Option<Vec<Vec<Vec<String>>>>,
    scenarios: &mut Vec<Scenario>,
) {
    let Some(scenario) = scenario else { return };
    let Some(tables) = examples else {
        scenarios.push(scenario);
        return;
    };
    for table in tables {
        let Some((names, rows)) = table.split_first() else { continue };
        for row in rows {
            let fill = |text: &str| {
                names.iter().zip(row).fold(text.to_owned(), |text, (name, value)| {
                    text.replace(&format!("<{name}>"), value)
                })
            };
            let steps = scenario.steps.iter().map(|step| Step {
                words: fill(&step.words),
                text: step.text.as_deref().map(fill),
                table: step
                    .table
                    .iter()
                    .map(|row| row.iter().map(|it| fill(it)).collect())
                    .collect(),
            });
            let name = format!("{} {row:?}", scenario.name);
            scenarios.push(Scenario { name, steps: steps.collect() });
        }
    }
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = line.trim().trim_start_matches('|').chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.next_if_eq(&'|').is_some() => push(&mut cells, '|'),
            '\\' if characters.next_if_eq(&'\\').is_some() => push(&mut cells, '\\'),
            '|' => cells.push(String::new()),
            c => push(&mut cells, c),
        }
    }
    cells.pop();
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn push(cells: &mut [String], c: char) {
    if let Some(last) = cells.last_mut() {
        last.push(c);
    }
}
