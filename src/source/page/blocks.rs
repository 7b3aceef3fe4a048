//! The paragraphs of a tree.

use dom_query::{NodeData, NodeRef};

/// Elements that stand in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-link", "label",
];

/// Elements of which nothing is read.
const SKIPPED: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "button",
    "select",
    "textarea",
    "figcaption",
    "nav",
    "form",
];

/// A paragraph and how much of it is links, in bytes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) linked: usize,
    /// Does it stand in a list?
    pub(super) item: bool,
    /// Is it a heading?
    pub(super) heading: bool,
}

/// The paragraphs below a node, in order. Cost: linear.
pub(super) fn blocks(root: &NodeRef<'_>) -> Vec<Block> {
    let mut reading = Reading::default();
    // No recursion: what is nested deep is no trouble.
    let mut waiting = vec![Step::Enter(*root)];
    while let Some(step) = waiting.pop() {
        match step {
            Step::Leave { block, link, item, heading } => {
                if block {
                    reading.end();
                }
                reading.links -= usize::from(link);
                reading.items -= usize::from(item);
                reading.headings -= usize::from(heading);
            }
            Step::Enter(node) => {
                if node.is_text() {
                    node.query(|it| {
                        if let NodeData::Text { contents } = &it.data {
                            reading.take(contents);
                        }
                    });
                    continue;
                }
                let name = node.node_name().unwrap_or_default();
                let name: &str = &name;
                if SKIPPED.contains(&name) || node.is_comment() {
                    continue;
                }
                if name == "br" {
                    reading.line_end();
                    continue;
                }
                let block = !INLINE.contains(&name);
                let (link, item) = (name == "a", name == "li");
                let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                if block {
                    reading.end();
                }
                reading.links += usize::from(link);
                reading.items += usize::from(item);
                reading.headings += usize::from(heading);
                waiting.push(Step::Leave { block, link, item, heading });
                waiting.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    reading.end();
    reading.blocks
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { block: bool, link: bool, item: bool, heading: bool },
}

#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    block: Block,
    /// Line ends in a row.
    breaks: usize,
    links: usize,
    items: usize,
    headings: usize,
}

impl Reading {
    /// Takes words in, with one blank where there are any.
    fn take(&mut self, text: &str) {
        for c in text.chars() {
            let blank = c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}');
            if !blank {
                if self.breaks > 1 {
                    // Two line ends part paragraphs, one does not.
                    self.end();
                }
                self.breaks = 0;
                self.block.text.push(c);
                self.block.linked += if self.links > 0 { c.len_utf8() } else { 0 };
            } else if c.is_whitespace()
                && !self.block.text.is_empty()
                && !self.block.text.ends_with(' ')
            {
                self.block.text.push(' ');
            }
        }
    }

    fn line_end(&mut self) {
        self.breaks += 1;
        if !self.block.text.is_empty() && !self.block.text.ends_with(' ') {
            self.block.text.push(' ');
        }
    }

    /// The paragraph ends.
    fn end(&mut self) {
        self.breaks = 0;
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        (block.item, block.heading) = (self.items > 0, self.headings > 0);
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::blocks;

    fn texts(html: &str) -> Vec<String> {
        blocks(&Document::from(html).root()).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn paragraphs_quotations_and_lists_are_told_apart() {
        assert_eq!(
            texts(
                "<h2>Talks</h2><p>The <b>envoys</b>\n met<sup>1</sup>.</p>Loose text<br>goes on.<br><br>Next.\
                 <blockquote><p>“We agree.”</p></blockquote><ul><li>One</li><li>Two <p>three</p></li></ul>\
                 <script>no</script><figure><img><figcaption>no</figcaption></figure>"
            ),
            [
                "Talks",
                "The envoys met1.",
                "Loose text goes on.",
                "Next.",
                "“We agree.”",
                "One",
                "Two",
                "three"
            ]
        );
    }

    #[test]
    fn links_are_measured() {
        let page = Document::from("<p>The <a href=x>envoys</a> met.</p>");
        let found = blocks(&page.root());
        assert_eq!((found[0].text.as_str(), found[0].linked), ("The envoys met.", 6));
    }
}
