"""Choose one's region: kept in a plain cookie, never guessed, never forced, and easy to take back."""
