"""How good the search is: judged collections and their metrics."""
