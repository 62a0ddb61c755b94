"""*Logggranskning*: a clinic's month of readings by the criteria, and *Markera granskad*."""
