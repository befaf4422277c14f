"""What the WSGI server imports: `granian --interface wsgi service.wsgi:application`."""

import os

from service.app import create_app
from service.settings import Settings
from service.world import real_world

application = create_app(Settings.from_env(os.environ), real_world())
