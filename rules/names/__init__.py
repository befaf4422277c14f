"""Persons, bodies, teams and offices: found in a text, and gathered into the entities that an article speaks of."""

from rules.names.entities import Entities, Entity, Mention
from rules.names.finder import Name, find_names
from rules.names.gazetteer import lists

__all__ = ["Entities", "Entity", "Mention", "Name", "find_names", "lists"]
