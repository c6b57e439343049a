"""Measuring the portal: commands, not timed tests."""
