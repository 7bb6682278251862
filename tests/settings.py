"""Settings of the test suite: the portal's own, on servers and folders that belong to this run.

The environment of the developer is not trusted: a DATABASE_URL that points to real data must never
be what the tests create and drop. TEST_ON (set by `make test`) names which of TEST_DATABASE_URL and
TEST_REDIS_URL this run uses, separated by a comma; without it the suite runs on SQLite.
"""

import atexit
import os
import shutil
import tempfile
import uuid
from pathlib import Path

RUN_ID = os.environ.setdefault("TEST_RUN_ID", uuid.uuid4().hex[:10])
ON = [name for name in os.environ.get("TEST_ON", "").split(",") if name]

if "TEST_VAR_DIR" not in os.environ:
    # Workers of xdist inherit the folder; the process that made it removes it.
    os.environ["TEST_VAR_DIR"] = tempfile.mkdtemp(prefix="passport-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_VAR_DIR"], ignore_errors=True)

for name in ("DATABASE_URL", "REDIS_URL", "BASE_URL", "ALLOWED_HOSTS", "OUTBOUND_ALLOWED_ORIGINS"):
    os.environ.pop(name, None)
os.environ["PORTAL_ENV"] = "embedded"
os.environ["VAR_DIR"] = os.environ["TEST_VAR_DIR"]
os.environ["REDIS_KEY_PREFIX"] = f"passport-test-{RUN_ID}"
for name in ON:
    os.environ[name.removeprefix("TEST_")] = os.environ[name]

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

# One database for each worker of xdist, in a folder that a portal started by a test can share.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
WORKER_VAR_DIR = VAR_DIR / WORKER
WORKER_VAR_DIR.mkdir(exist_ok=True)
if "TEST_DATABASE_URL" in ON:
    DATABASES["default"]["TEST"] = {"NAME": f"test_passport_{RUN_ID}_{WORKER}"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A file, not memory: threads and child processes of a test must see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(WORKER_VAR_DIR / "portal.sqlite3")}

STATIC_ROOT = VAR_DIR / "static"
Path(STATIC_ROOT).mkdir(exist_ok=True)
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Fast and worthless: no password of a test protects anything.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# `testserver` is what Django's test client calls itself.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
