"""The term base: in memory for queries, and how it changes."""
