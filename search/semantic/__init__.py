"""Finding by meaning: an optional extra. Off unless `SEARCH_SEMANTIC` names an embedder that is installed."""
