"""Public pages whole from memory, in front of Django; dropped as soon as the directory changes.

`front.py` answers, `asked.py` reads what of a request a page may depend on, `page.py` is a page in its
encodings, `shelf.py` keeps pages for what is left of the minute, `ear.py` hears of changes. Only the web
server comes in here. Why it is so: docs/decisions/0013.
"""
