"""What a region decides of itself and of its clinics: fees with dates in force, notices, how far clinics are.

Each deed opens the region's scope, writes, and leaves a row in the log of changes; the triggers of migration
0011 hold what is written to that region. Nothing here knows of patients.
"""
