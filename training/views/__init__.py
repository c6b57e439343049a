"""Views parse, call one thing, render."""
