"""The six themes: a page each, with the articles that lie under it."""
