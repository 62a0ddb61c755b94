"""Find a clinic: forgiving search, filters, and on every hit whether it renews online."""
