"""Alembic's environment and the versions of the schema. Versions import nothing of the application."""
