"""One request on one page: what was asked, what is known, and the decision per medicine."""
