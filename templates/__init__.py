"""How clauses are arranged into an agreement of one kind."""
