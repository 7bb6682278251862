"""A portal of our own for the figures: a data folder that is removed at the end."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def prepare() -> Path:
    """Point this process and those it starts at a fresh data folder, before Django is set up."""
    folder = Path(tempfile.mkdtemp(prefix="passport-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("DATABASE_URL", "REDIS_URL", "BASE_URL", "ALLOWED_HOSTS", "PORTAL_ENV"):
        os.environ.pop(name, None)
    os.environ["VAR_DIR"] = os.environ["TEST_VAR_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    return folder
