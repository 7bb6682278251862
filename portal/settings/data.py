"""Database and cache: SQLite and a private Valkey unless the environment names real servers."""

import re

from portal.settings.environment import PRODUCTION, VAR_DIR, env, required

DATABASE_URL = required(
    "DATABASE_URL", "the PostgreSQL database: postgres://user:password@host:5432/name"
)
EMBEDDED_DATABASE = not DATABASE_URL
if EMBEDDED_DATABASE:
    VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "portal.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
else:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# `manage.py up` starts the embedded Valkey on a private unix socket and hands its address to the
# processes it starts, in REDIS_URL.
REDIS_URL = required("REDIS_URL", "the Redis or Valkey server: redis://host:6379/0")
REDIS_KEY_PREFIX = env.str("REDIS_KEY_PREFIX", default="passport")
# Celery's name for the same thing; redis-py calls it unix://.
BROKER_URL = re.sub("^unix://", "redis+socket://", REDIS_URL)
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": REDIS_KEY_PREFIX,
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# In the database, so that sign-in survives the broker.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
__all__ = [
    "BROKER_URL",
    "CACHES",
    "DATABASES",
    "DATABASE_URL",
    "EMBEDDED_DATABASE",
    "PRODUCTION",
    "REDIS_KEY_PREFIX",
    "REDIS_URL",
    "SESSION_ENGINE",
]
