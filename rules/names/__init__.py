"""Persons, bodies, teams and offices: found in a text, and gathered into the entities that an article speaks of."""

from rules.names.entities import Entities
from rules.names.entity import Entity, Mention
from rules.names.finder import find_names
from rules.names.gazetteer import listed, lists
from rules.names.sight import Name

__all__ = ["Entities", "Entity", "Mention", "Name", "find_names", "listed", "lists"]
