"""Settings by room. Everything that differs between machines comes from the environment."""

from portal.settings.apps import *  # noqa: F403
from portal.settings.data import *  # noqa: F403
from portal.settings.environment import *  # noqa: F403
from portal.settings.issuing import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.mail import *  # noqa: F403
from portal.settings.organizations import *  # noqa: F403
from portal.settings.pages import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.sign_in import *  # noqa: F403
from portal.settings.uploads import *  # noqa: F403
from portal.settings.verification import *  # noqa: F403
from portal.settings.work import *  # noqa: F403
