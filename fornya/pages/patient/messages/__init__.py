"""The inbox. Messages are kept as codes and facts; the words are made here."""
