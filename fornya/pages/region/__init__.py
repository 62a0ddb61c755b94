"""The pages of those who run a region, and of those who run the service. No patient's data is here."""
