"""Where care is given: regions, municipalities, clinics, their hours, fees and policies, and the pharmacies.

Public facts, and who in a clinic may change them; nothing about a patient. `models.py` and `regions.py` hold
the tables, `directory.py` the copy in memory that all pages read, `search.py` the forgiving search,
`notices.py` what a region tells everybody for a while, `settings/` what a clinic's administrators change,
`region/` what a region decides, `catalogue/` what comes from a file.
Rooms above may come in; whoever wants a clinic asks the directory.
"""
