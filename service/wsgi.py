"""What the WSGI server imports: `granian --interface wsgi service.wsgi:application`."""

import atexit
import gc
import logging
import os

import rules
from service.app import create_app
from service.logs import LibraryLog, open_log
from service.settings import Settings
from service.world import real_world

_settings = Settings.from_env(os.environ)
_log = open_log(_settings.log_level)
logging.getLogger().addHandler(LibraryLog(_log))
application = create_app(_settings, real_world(), log=_log)
atexit.register(application.extensions["nazer"].close)
# `nazer serve` has done it before the fork, and then it costs nothing; under another server no reader waits for words.
rules.warm_up()
# What is loaded stays for the life of the worker; walking through it at every collection cost a third of a post.
gc.freeze()
