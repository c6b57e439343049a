"""Screens of the Skills Audit."""
