"""One search for everything open to all: articles and clinics in one list, each hit saying what it is."""
