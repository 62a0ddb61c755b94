"""What Förnya keeps of a person, told to themselves: what happened, who has read, and all of it as a file.

`timeline.py` goes through their requests, `readings.py` through the access log, `own_data.py` gathers every
row there is, `bundle.py` writes that as FHIR. Nothing is changed here but the log, which is told of each
reading. Only pages come in.
"""
