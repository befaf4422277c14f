"""What leads to somebody: numbers, accounts, links, handles, mail addresses, and whose they are by the words around."""

from rules.contacts.finder import Contacts, find_contacts

__all__ = ["Contacts", "find_contacts"]
