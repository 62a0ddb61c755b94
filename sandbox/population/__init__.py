"""The population register, played: names, protected identities, deaths and who has custody of whom."""
