CREATE (a:Person:`Odd "label"` {name: '=HYPERLINK("http://x","y")', int: -9223372036854775807, float: 1.5, nan: toFloat('NaN'), big: 1e308, yes: true, day: date('2024-02-29'), at: datetime('2024-02-29T10:00:00+02:00'), local: localdatetime('2024-02-29T10:00:00'), clock: localtime('09:08:07'), zoned: time('09:08:07+01:00'), span: duration('P1M2DT3.5S'), tags: ['a', 'b;c', 'd"e'], days: [date('2024-01-01')], none: [], mixed: 1, empty: ''}),
(b:Person {name: '<script>alert(1)</script> & ]]> "quotes" \'single\' \\ back', mixed: 'text', float: -0.0, tags: ['é', '']}),
(c:Organization {name: 'line\nbreak\ttab\rreturn', mixed: ['list'], `odd key: "x", =1`: 'v'}),
(d:Place {name: 'bidi \u202Eabc\u202C 😀 zero\u200Bwidth'}),
(e:Place {name: 'CON'}), (f:Place {name: 'con'}), (g:Place {name: 'a/b\\c:d*e?f"g<h>i|j'}),
(h {name: 'no label'}),
(a)-[:MET {date: date('2024-03-01'), note: 'it\'s "so"', weight: 0.5}]->(b), (a)-[:MET]->(b), (b)-[:`odd type "x"` {n: 3}]->(c), (c)-[:PART_OF]->(d), (d)-[:SELF]->(d), (h)-[:KNOWS]->(a)
