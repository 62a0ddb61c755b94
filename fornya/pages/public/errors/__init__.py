"""The pages for what went wrong: what happened, what is safe, what to do."""
