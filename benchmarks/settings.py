"""The portal's own settings, with one page more: the floor that its pages are measured against."""

from benchmarks.environment import HERE
from portal.settings import *  # noqa: F403
from portal.settings import TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], HERE / "templates"]
