"""Column types that refuse what databases quietly get wrong."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite drops the zone; this gives it back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive datetime, turn others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "naive datetime"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Give an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(enum: type[StrEnum], name: str | None = None) -> sa.Enum:
    """An enum stored by value (SQLAlchemy's default is the member's name), checked by the database.

    name: of the constraint; a table with two columns of one enum needs two names.
    """

    def values(members: Any) -> list[str]:
        return [member.value for member in members]

    return sa.Enum(
        enum,
        name=name or enum.__name__.lower(),
        values_callable=values,
        native_enum=False,
        length=20,
        create_constraint=True,
    )
