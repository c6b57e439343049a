"""Architecture rules as system checks: imports only downward, every block complete, every route with a rule."""
