"""Django's PostgreSQL backend, with what every request asks of it made cheaper."""
