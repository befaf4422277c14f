"""`nazer complaint erase`."""

from datetime import timedelta

import sqlalchemy as sa
from click.testing import CliRunner

from service.cli import main
from service.store.database import Database
from service.store.tables import Complaint
from service.world import real_world
from tests.desk_support import Shelf
from tests.support import SECRET


def test_contacts_are_erased_so_long_after_the_answer(
    database: Database, database_url: str, each_database: str
) -> None:
    shelf = Shelf(database, real_world())
    shelf.article()
    now = shelf.world.now()
    with database.transaction() as session:
        for number, days in enumerate((31, 29)):
            session.add(
                Complaint(
                    id=f"k{number}",
                    site_pk=1,
                    name="پرویز",
                    contact="parviz@example.org",
                    text="دروغ است",
                    created_at=now - timedelta(days=40),
                    due_at=now - timedelta(days=33),
                    answered_at=now - timedelta(days=days),
                )
            )
    environment = {"NAZER_SECRET_KEY": SECRET, "NAZER_DATABASE_URL": database_url}
    done = CliRunner().invoke(main, ["complaint", "erase", "--days", "30"], env=environment)
    assert (done.exit_code, done.output) == (0, "1 complaints have no name and contact any more.\n")
    with database.reading() as session:
        assert session.scalars(sa.select(Complaint.contact).order_by(Complaint.id)).all() == ["—", "parviz@example.org"]
