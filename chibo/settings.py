"""One settings file; the environment is read here and unknown values are refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent


def _choice(name: str, default: str, allowed: set[str]) -> str:
    value = os.environ.get(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: one of {', '.join(sorted(allowed))} is expected")
    return value


def _whole(name: str, default: int, low: int, high: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r}: a whole number from {low} to {high} is expected")
    return int(value)


#: demo serves invented people on this machine; test is for the suite; production is an office.
MODE = _choice("CHIBO_MODE", "demo", {"demo", "test", "production"})
DEBUG = False
PRODUCTION = MODE == "production"


def _required(name: str, elsewhere: str) -> str:
    value = os.environ.get(name, "" if PRODUCTION else elsewhere)
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production")
    return value


SECRET_KEY = _required("CHIBO_SECRET_KEY", "demonstration-only-never-a-secret-" + "0" * 32)
#: Keys for secret fields: "id:base64,id:base64", the first one encrypts, all decrypt.
FIELD_KEYS = _required("CHIBO_FIELD_KEYS", "demo:" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
#: Ed25519 private key (base64, 32 bytes) that signs the ledger's checkpoints.
LEDGER_KEY = _required("CHIBO_LEDGER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
ALLOWED_HOSTS = os.environ.get("CHIBO_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
DATA_DIR = Path(os.environ.get("CHIBO_DATA", BASE_DIR.parent / "var"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "chibo.foundation.rulebook",
    "chibo.foundation.accounts",
    "chibo.foundation.ledger",
    "chibo.foundation.papers",
    "chibo.roll.organizations",
    "chibo.roll.members",
    "chibo.roll.files",
    "chibo.roll.rosters",
    "chibo.engine.meetings",
    "chibo.engine.cases",
    "chibo.work.admissions",
    "chibo.work.transfers",
    "chibo.work.reorganizations",
    "chibo.work.fees",
    "chibo.work.honours",
    "chibo.reports",
    "chibo.web",
    "chibo.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "chibo.foundation.accounts.middleware.PageHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chibo.foundation.accounts.middleware.SessionLimits",
    "chibo.foundation.accounts.middleware.RequireSignIn",
    "chibo.foundation.accounts.middleware.RequireOwnPassword",
    "chibo.foundation.accounts.middleware.RequireSecondFactor",
]

ROOT_URLCONF = "chibo.urls"
WSGI_APPLICATION = "chibo.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chibo.web.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "chibo.web.forms.Renderer"


def _database(url: str) -> dict[str, Any]:
    """``sqlite:///path`` or ``postgresql://user@host/name`` (``?host=/socket/folder`` for a socket)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or str(DATA_DIR / "chibo.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme == "postgresql":
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or query.get("port", "")),
            # Compiling a statement takes longer than most of ours run; what is read mostly lies in memory.
            "OPTIONS": {"options": "-c jit=off -c random_page_cost=2"},
        }
    raise ImproperlyConfigured(f"CHIBO_DATABASE={url!r}: sqlite:/// or postgresql:// is expected")


DATABASES = {"default": _database(os.environ.get("CHIBO_DATABASE", "sqlite:///"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: Attempts to sign in are counted here: a table, so that all workers and machines count together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Sign-in: an account is made by the keeper; there is no sign-up and no e-mail ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "chibo.foundation.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "chibo.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "chibo.foundation.accounts.forms.SignInForm",
    "change_password": "chibo.foundation.accounts.forms.ChangePasswordForm",
    "reauthenticate": "chibo.foundation.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = False
#: Five wrong passwords pause one account; thirty in a minute pause one address.
LOGIN_PAUSE_MINUTES = 15
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": f"30/m/ip,5/{LOGIN_PAUSE_MINUTES}m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "chibo.foundation.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "chibo.foundation.accounts.forms.CodeForm",
    "reauthenticate": "chibo.foundation.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "chibo.foundation.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Chi bộ"
MFA_TOTP_TOLERANCE = 1

# --- Sessions: kept on the server, ended by idleness, by age, from the list, or by a new password ---
IDLE_MINUTES = _whole("CHIBO_IDLE_MINUTES", 30 if PRODUCTION else 12 * 60, 5, 24 * 60)
SESSION_HOURS = _whole("CHIBO_SESSION_HOURS", 12 if PRODUCTION else 7 * 24, 1, 30 * 24)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # sentences with names stay on the server

# --- What browsers are told ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
#: yes: one proxy of ours ends TLS, sets X-Forwarded-Proto and adds the client to X-Forwarded-For.
BEHIND_PROXY = _choice("CHIBO_BEHIND_PROXY", "no", {"no", "yes"}) == "yes"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

#: One line per event on the standard error stream; paths and places in the code, never values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "chibo.foundation.accounts.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a refusal is an answer, not an incident
        "chibo": {"level": "INFO"},
    },
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["chibo.common.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None  # elsewhere served from where it stands
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
