"""*Avgifter*: what a renewal costs in the region, in versions with a day and a source."""
