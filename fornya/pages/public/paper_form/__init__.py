"""A form on paper for those without e-identification: the clinic's address on it, nothing stored."""
