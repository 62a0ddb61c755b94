"""*Leveranser*: what has not got through, by kind and clinic, and trying it again."""
