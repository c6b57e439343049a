"""The talk: opening it, its screens, what is said in it."""
