//! Inputs made from others: pieces cut out, doubled, exchanged, words put in, bytes changed.

/// Makes inputs, always the same ones for one seed.
pub struct Mutator<'w> {
    corpus: Vec<Vec<u8>>,
    words: &'w [&'w str],
    state: u64,
}

/// Inputs grow to this length at most.
const LONGEST: usize = 4096;

impl<'w> Mutator<'w> {
    pub fn new(corpus: Vec<Vec<u8>>, words: &'w [&'w str], seed: u64) -> Self {
        assert!(!corpus.is_empty());
        Self { corpus, words, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// A number below `below`, or 0: xorshift with a multiplication.
    fn number(&mut self, below: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let drawn = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % below.max(1)
    }

    fn pick(&mut self) -> Vec<u8> {
        let at = self.number(self.corpus.len());
        self.corpus[at].clone()
    }

    /// A stretch of something that long.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.number(length + 1);
        let most = (length - start).min(if self.number(4) == 0 { length } else { 16 });
        start..start + self.number(most + 1)
    }

    /// The next input.
    pub fn next_input(&mut self) -> Vec<u8> {
        let mut input = self.pick();
        for _ in 0..=self.number(6) {
            self.mutate(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let range = self.stretch(input.len());
        match self.number(8) {
            0 => drop(input.drain(range)),
            1 => {
                let piece = input[range.clone()].to_vec();
                input.splice(range.start..range.start, piece);
            }
            2 => {
                // The same piece many times: deep nesting, long chains.
                let piece = input[range.clone()].repeat(1 + self.number(200));
                input.splice(range, piece.into_iter().take(LONGEST));
            }
            3 => {
                let other = self.pick();
                let piece = self.stretch(other.len());
                input.splice(range, other[piece].iter().copied());
            }
            4 | 5 if !self.words.is_empty() => {
                let at = self.number(self.words.len());
                let word = self.words[at].as_bytes().to_vec();
                input.splice(range.start..range.start + (range.len().min(1)), word);
            }
            6 => {
                if let Some(byte) = input.get_mut(range.start) {
                    *byte ^= 1 << (range.len() % 8);
                }
            }
            _ => {
                let byte = u8::try_from(self.number(256)).unwrap();
                match input.get_mut(range.start) {
                    Some(there) => *there = byte,
                    None => input.push(byte),
                }
            }
        }
    }
}

/// Queries that use what the pages do not show.
pub const QUERIES: &[&str] = &[
    "MATCH (a:Person {name: 'Ana Ruiz'})-[m:MET]->(b) WHERE m.n > 0 RETURN a, m, b.day + duration('P1D') AS d ORDER BY d",
    "MATCH p = shortestPath((a {name: 'Ana Ruiz'})-[*..5]-(b:Country)) RETURN nodes(p), relationships(p), length(p)",
    "UNWIND range(1, 10) AS x WITH x, x % 3 AS y WHERE y <> 1 RETURN y, collect(x)[0..2] AS c, sum(x), avg(x), stDev(x)",
    "CREATE (a:Person {name: 'Tomas Vera', tags: ['a', 'b']})-[:MET {on: date('2025-07-10')}]->(b) SET b += {x: 1} RETURN a, b",
    "MERGE (a:Country {name: 'Peru'}) ON CREATE SET a.new = true ON MATCH SET a.old = true REMOVE a:Country RETURN labels(a)",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n.name, count(r), [x IN collect(r.n) WHERE x IS NOT NULL | x * 2] AS l",
    "RETURN CASE WHEN 1 < 2 THEN 'a' ELSE null END, reduce(s = 0, x IN [1, 2, 3] | s + x), all(x IN [] WHERE x), {a: 1, b: [2]}",
    "RETURN 'abc' =~ 'a.*', substring('Condor', 1, 2), split('a;b', ';'), toInteger('7'), 7 / 2.0, 2 ^ 10, -5 % 3, 0x1F, 1e-3",
    "RETURN datetime('2025-07-10T12:00+02:00[Europe/Berlin]') - duration({months: 1, days: -3}), date.truncate('month', date('2025-07-10'))",
    "CALL { MATCH (a) RETURN count(a) AS c } RETURN c UNION ALL MATCH (b:Person) RETURN count(b) AS c",
    "CALL graph.pagerank(null) YIELD node, score RETURN node.name, score ORDER BY score DESC LIMIT 3",
    "MATCH (a)-[:MET*1..3]-(b) WHERE EXISTS { (a)-->(:Country) } AND NOT (b)-->(a) RETURN DISTINCT a.name, b.name SKIP 1 LIMIT 2",
    "EXPLAIN MATCH (a:Person)-->(b), (c) WHERE a.age = c.age XOR b.name STARTS WITH 'P' RETURN *",
    "PROFILE MATCH (a) WITH a ORDER BY a.age DESC LIMIT 2 MATCH (a)-[r]-(x) RETURN a, type(r), x, id(x), elementId(x), properties(r)",
    "FOREACH (x IN [1, 2] | CREATE (:N {x: x}))",
    "RETURN $x, $`odd name`, [1, 2, 3][-1], 'it''s', \"q\\u0041\\n\", null IS NULL, 1 IN [1, null], [[1]] + 2 // end",
];

/// Words of the query language, and what is odd in it.
pub const WORDS: &[&str] = &[
    "MATCH ",
    "OPTIONAL ",
    "WHERE ",
    "RETURN ",
    "WITH ",
    "UNWIND ",
    " AS x ",
    "ORDER BY ",
    "SKIP 1 ",
    "LIMIT 2 ",
    "CREATE ",
    "MERGE ",
    "DELETE ",
    "DETACH ",
    "SET ",
    "REMOVE ",
    "CALL ",
    " YIELD ",
    "UNION ",
    "DISTINCT ",
    "EXISTS { ",
    "COUNT { ",
    "CASE ",
    "WHEN ",
    "THEN ",
    "ELSE ",
    "END ",
    " AND ",
    " OR ",
    " XOR ",
    "NOT ",
    " IN ",
    " IS NULL ",
    " = ",
    " <> ",
    " < ",
    " >= ",
    " =~ ",
    "null",
    "true",
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "0.0",
    "1/0",
    "''",
    "'a'",
    "[]",
    "[1, 2]",
    "{}",
    "{a: 1}",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "()",
    "-->",
    "<--",
    "-[r]-",
    "-[*]-",
    "-[*0..9]->",
    ":Person",
    ":MET",
    "|",
    ",",
    ";",
    ".",
    "..",
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "$x",
    "`",
    "\\",
    "\"",
    "//",
    "/*",
    "*/",
    "\n",
    "n",
    "a.name",
    "count(*)",
    "collect(n)",
    "range(0, 1000000000)",
    "range(1, 5)",
    "size(",
    "nodes(",
    "keys(",
    "head(",
    "toString(",
    "duration(",
    "date(",
    "datetime(",
    "reduce(s = 0, x IN ",
    "all(x IN ",
    "shortestPath(",
    "percentileCont(",
    "substring(",
    "replace('aaaa', 'a', ",
    "\u{FEFF}",
    "é",
    "\u{202E}",
    "🦀",
    "\0",
    "'2025-07-10'",
    "'P1Y'",
    "'99999-99-99'",
];

/// Tables of nodes and, behind an empty line, of relationships.
pub const TABLES: &[&str] = &[
    "id,name,born,far\n1,Ana Ruiz,1960,1.5\n2,Tomas Vera,,2\n3,\"Vera, \"\"Tom\"\"\",7,\n\nsrc,dst,date,n\n1,2,2025-07-10,1\n2,1,,2\n3,3,x,3\n",
    "p:ID(P),name,age:int,tags:string[],seen:datetime,day:date,at:time,l:localtime,ld:localdatetime,d:duration,f:double,b:boolean,x:IGNORE,:LABEL\n\
     7,Ana,42,a;b,2025-07-10T12:00Z,2025-01-02,12:30+02:00,12:30,2025-07-10T12:30,P3D,1.5,true,z,Person;Envoy\n\
     8,,-1,,2025-10-26T02:30+01:00[Europe/Berlin],-0044-03-15,12:30Z,,,PT-0.5S,NaN,FALSE,,\n\n\
     :START_ID(P),:END_ID(P),:TYPE,since:int\n7,8,MET,1\n8,7,,2\n",
    "id\tname\n1\tAna\n2\tPeru\n\nfrom\tto\n1\t2\n",
];

/// What is odd in tables.
pub const WORDS_OF_TABLES: &[&str] = &[
    ",",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    ";",
    ":ID",
    ":ID(P)",
    ":LABEL",
    ":START_ID",
    ":END_ID(P)",
    ":TYPE",
    ":IGNORE",
    ":int",
    ":date",
    ":duration[]",
    ":double",
    ":point",
    "id",
    "src",
    "dst",
    "1",
    "-1",
    "007",
    "1e999",
    "NaN",
    "inf",
    "9223372036854775808",
    "2025-02-30",
    "P1Y",
    "\u{FEFF}",
    "é",
    "\0",
    "{x:1}",
    "()",
    "true",
];

/// What is odd in snapshots.
pub const WORDS_OF_RON: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "/*",
    "//",
    "Some(",
    "None",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "NaN",
    "18446744073709551615",
    "version: 3",
    "documents: []",
    "tables: [\"a\"]",
    "nodes: [(key: \"1\")]",
    "row: (9, 9)",
    "{\"date\": \"2025-07-10\"}",
    "{\"float\": \"inf\"}",
    "{\"duration\": \"P1D\"}",
    "\u{FEFF}",
    "r#\"",
    "\n",
    "'a'",
    "b\"a\"",
];

/// What is odd in news.
pub const WORDS_OF_NEWS: &[&str] = &[
    " said ",
    " met ",
    "\n\n",
    "\n",
    "\r\n",
    "\t",
    ". ",
    "\"",
    "“",
    "”",
    "'",
    "’s ",
    "date 2025-07-10\n",
    "date 99999-99-99\n",
    "source \n",
    "Ana Ruiz",
    "President ",
    "United States",
    "3,000,000,000,000,000,000,000",
    "$1e400",
    "on Thursday",
    "last year",
    "and ",
    "who ",
    "that ",
    "not ",
    "Mr. ",
    "U.S.",
    "(",
    ")",
    "[1]",
    "https://example.org/a?b=c#d",
    "@ana #talks",
    "—",
    "…",
    "\u{FEFF}",
    "\u{202E}",
    "\u{0}",
    "\u{301}",
    "北京",
    "السودان",
    "🦀",
    "ﬁ",
    "Read more",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];
