"""How Förnya looks and how it writes dates, money and numbers; knows no business.

Here are the theme, the components (one macro each), the layouts, the formats, the small script.
Pages come in to draw; this room uses none of the others.
Start with README.md; see everything drawn at /design in the sandbox.
"""
