"""What test servers run: the real application, with the engine of the tests instead of the rules."""

import os

from service.app import create_app
from service.settings import Settings
from service.world import real_world
from tests.support import FakeEngine

application = create_app(
    Settings.from_env(os.environ),
    real_world(),
    engine=FakeEngine(),  # type: ignore[arg-type]
)
