"""Commands of the service: migrate the database, run the worker, load demo data."""
