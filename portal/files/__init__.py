"""Files from people: checked, made anew without metadata, and served only after a permission check."""
