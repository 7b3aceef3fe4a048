// The page as a file: the graph stands in it.

begin_page(JSON.parse($("data").textContent));
