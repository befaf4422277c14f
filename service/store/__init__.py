"""Tables, queries and the read model. Knows SQLAlchemy, not Flask."""
