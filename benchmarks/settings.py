"""The portal's own settings, with the floors: a page and a piece of work that do nothing."""

from benchmarks.environment import HERE
from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS, TEMPLATES

# For benchmarks/work.py.
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], HERE / "templates"]
