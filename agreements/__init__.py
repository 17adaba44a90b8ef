"""Makes and reads agreements: deals, facts, law, composition, Word files."""
