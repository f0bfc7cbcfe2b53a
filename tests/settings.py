"""The production settings for tests: fast password hashing, files in a temporary folder."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("HTTPS", "0")
# In memory where there is such a folder: nothing here outlives the tests.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- mkdtemp makes a private folder there
os.environ["NEWSROOM_VAR"] = tempfile.mkdtemp(prefix="newsroom-tests-", dir=MEMORY)
atexit.register(shutil.rmtree, os.environ["NEWSROOM_VAR"], ignore_errors=True)

from newsroom.settings import *  # noqa: E402, F403 -- the environment comes first; this is a settings file
from newsroom.settings import DATABASES, STORAGES, VAR  # noqa: E402 -- as above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: the browser's server threads have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # A test need not survive a power cut.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
LOGGING_CONFIG = None
