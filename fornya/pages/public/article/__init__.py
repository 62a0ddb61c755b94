"""Articles: Markdown from content/, checked when the service starts, kept in memory and shown whole.

`library.py` holds them, `source.py` reads and checks a file, `markup.py` turns it into HTML, `figures.py`
fills in amounts and hours, `index.py` lets the search find them. The pages of themes and of the search read
the library too.
"""
