"""All settings, in one file, from environment variables.

Every variable has a default that serves a first try on one machine. A variable that is set to
something we cannot use stops the program with a sentence that names it: a wrong setting that is
silently ignored is found out by the users.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    """A yes or no; raises ImproperlyConfigured for anything else."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text not in words:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(words)}, not {text!r}.")
    return words[text]


def env_list(name: str, default: list[str]) -> list[str]:
    """Words divided by commas."""
    words = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    return words or default


def env_database(name: str, default: str) -> dict:
    """The database behind a URL; raises ImproperlyConfigured when it is not one of our two."""
    url = os.environ.get(name, "").strip() or default
    try:
        config = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except (dj_database_url.ParseError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not a database URL: {error}") from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # WAL lets people read while one writes; IMMEDIATE takes the write lock at the start of a
        # transaction, so that two writers wait for each other instead of failing half-way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must name a postgres:// or sqlite:// database.")
    return config


def env_email(name: str) -> dict[str, object]:
    """Django's settings for the mail server behind a URL; {} without one.

    ``smtp://user:password@host:587`` (STARTTLS: ``smtp+tls://``, TLS: ``smtps://``); ``console:``
    prints. Raises ImproperlyConfigured for anything else.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return {}
    url = urlsplit(text)
    if url.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        port = url.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has no usable port: {error}") from error
    if url.scheme not in {"smtp", "smtp+tls", "smtps"} or not url.hostname:
        raise ImproperlyConfigured(
            f"{name} must be smtp://, smtp+tls:// or smtps:// with a host, or console:."
        )
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def secret_key() -> str:
    """``SECRET_KEY``, or one made at the first start and kept beside the database."""
    if key := os.environ.get("SECRET_KEY", "").strip():
        return key
    path = VAR_DIR / "secret_key"
    try:
        # "x" makes the file or fails: of two processes that start together one makes the key.
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(f"Set SECRET_KEY, or make {path} writable: {error}") from error
    return path.read_text(encoding="ascii")


# What a running installation makes for itself: key, database, collected static files.
VAR_DIR = Path(os.environ.get("VAR_DIR", "").strip() or BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])

# Behind a TLS proxy that says so in X-Forwarded-Proto.
HTTPS = env_bool("HTTPS", False)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# Office machines are shared: who leaves his closes the browser, and a login ends after a long day.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "js_lib_bootstrap5",
    "indicators",
    "declarations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; static files are compressed beforehand
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "declarations.middleware.OwnPasswordMiddleware",
    "declarations.middleware.AddressMiddleware",
    "declarations.middleware.ChosenUnitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "perfgoals.urls"
WSGI_APPLICATION = "perfgoals.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "declarations.context_processors.waiting_work",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": env_database("DATABASE_URL", f"sqlite:///{(VAR_DIR / 'db.sqlite3').as_posix()}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "declarations.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = os.environ.get("TZ", "").strip() or "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# What people attach. No address leads there: each download asks who may see the form.
MEDIA_ROOT = VAR_DIR / "media"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Everything a page uses comes from this server. Bootstrap's icons are data: images in its CSS.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# An office imports hundreds of files at once, and says of each form in them what becomes of it.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Notices stand in the program; with a mail server they are sent to the people's addresses as well.
globals().update(env_email("EMAIL_URL"))
EMAIL_IS_SET_UP = bool(os.environ.get("EMAIL_URL", "").strip())
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "").strip() or "perfgoals@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
