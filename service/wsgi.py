"""What the WSGI server imports: `granian --interface wsgi service.wsgi:application`."""

import gc
import os

from service.app import create_app
from service.settings import Settings
from service.world import real_world

application = create_app(Settings.from_env(os.environ), real_world())
# What is loaded stays for the life of the worker; walking through it at every collection cost a third of a post.
gc.freeze()
