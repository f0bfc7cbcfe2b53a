"""All settings. Each value says why it differs from Django's default; the environment is read here only.

Without DEBUG=1 this is production. A missing or wrong value stops the start with one sentence
(`newsroom.strict_env`).
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from newsroom import strict_env as env

BASE_DIR = Path(__file__).resolve().parent.parent

# The server keeps its files here: database, photos, collected static files.
VAR = env.get_path("NEWSROOM_VAR", BASE_DIR / "var")

# --- Safety ---------------------------------------------------------------------------------------

DEBUG = env.get_bool("DEBUG", False)
SECRET_KEY = env.get_secret_key("SECRET_KEY", "debug-only-" + "x" * 50 if DEBUG else None)
ALLOWED_HOSTS = env.get_hosts("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else None)
# Only the demo on the loopback address uses plain HTTP; everywhere else HTTPS is enforced.
HTTPS = env.get_bool("HTTPS", not DEBUG)
# ".example.vn" stands for all its subdomains; Django writes that with a star here.
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"
]
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Clients can send this header, too: it counts only when a proxy in front is known to set it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.get_bool("BEHIND_PROXY", False) else None
# Rate limits count by IP address; X-Forwarded-For counts only from these networks.
TRUSTED_PROXIES = env.get_networks("TRUSTED_PROXIES")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600  # a working day
X_FRAME_OPTIONS = "DENY"

# Pages load files of this site only. Pages with the editor allow more scripts and styles (newsroom.core.editor).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- The application ------------------------------------------------------------------------------

# Rooms come after the apps whose permissions and admin they extend; the roof comes last.
INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # static files are served by the same code in demo and production
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for FORM_RENDERER
    "ckeditor",
    "csp",
    "simple_history",
    "newsroom.core",
    "articles",
    "comments",
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads answers at random: see docs/decisions.md
    "csp.middleware.CSPMiddleware",
    "newsroom.middleware.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our templates override those of form fields, too
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],  # templates belong to the roof and override those of every app
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site_context",
            ],
            "builtins": ["newsroom.core.templatetags.dateformat"],  # one format of dates in every template
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": env.get_database("DATABASE_URL", f"sqlite:///{VAR / 'newsroom.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read during a write. Immediate transactions wait for the lock at their start instead of failing
    # in the middle. Django switches foreign keys on.
    database["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
    }
else:
    database["CONN_MAX_AGE"] = 60  # a connection costs more than a query
    database["CONN_HEALTH_CHECKS"] = True
# Visitors of the last half-hour (articles.site.pageviews). Django's default keeps 300 entries; these take 16 MB of each
# worker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Files ----------------------------------------------------------------------------------------

MEDIA_ROOT = env.get_path("MEDIA_ROOT", VAR / "media")
MEDIA_URL = "/media/"
# Originals of photos; no URL leads here.
PRIVATE_ROOT = env.get_path("PRIVATE_ROOT", VAR / "private")
STATIC_ROOT = env.get_path("STATIC_ROOT", VAR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# BundleFinder joins the styles and scripts of a page.
STATICFILES_FINDERS = [
    "newsroom.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "newsroom.core.storage.PrivateStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "admin:login"
# 14 characters where there is no second factor (TCVN 14423:2026).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True  # permission to view is not permission to see history

# --- Workflow -------------------------------------------------------------------------------------

# Approvers may not approve their own articles. An office of one person may allow it.
APPROVER_MAY_BE_AUTHOR = env.get_bool("APPROVER_MAY_BE_AUTHOR", False)

# --- Notices --------------------------------------------------------------------------------------

# Mails and feeds need the absolute URL of the site where no request tells the host.
SITE_URL = env.get_site_url(
    "SITE_URL", "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
# EMAIL_URL holds backend, host, port, account and encryption; a developer's mails are printed.
vars().update(env.get_mail_server("EMAIL_URL", "consolemail://" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 5  # seconds, because a person waits; manage.py send_notices sends the rest later
DEFAULT_FROM_EMAIL = env.get_sender("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]  # Django's vi reads 05/06/2023 as 6 May
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True

# --- Running --------------------------------------------------------------------------------------

# While this file exists, every page answers 503: `touch` it before an upgrade, remove it afterwards.
MAINTENANCE_FILE = VAR / "maintenance"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a long article pasted from Word
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
# W001: CKEditor 4 is no longer maintained. Its risks are contained: no upload app, no source mode, an explicit
# allow-list, cleaning on save; the checks newsroom.E001 to E003 fail when one of these is missing.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
