"""All settings. Everything that differs between places comes from the environment; ./run sets it."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from fornya.config import environment as env
from fornya.design.languages import LANGUAGES as OUR_LANGUAGES

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent
CONTENT = CHECKOUT / "content"

ENVIRONMENT = env.choice("FORNYA_ENV", "sandbox", among=("sandbox", "production"))
IS_SANDBOX = ENVIRONMENT == "sandbox"
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.text("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
# Proxies of ours in front, on every way in; with none, X-Forwarded-For is not believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
TLS = PUBLIC_URL.startswith("https://")
OPERATOR = env.text("OPERATOR", "Exempelregionen")

ROOT_URLCONF = "fornya.config.urls"
WSGI_APPLICATION = "fornya.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "fornya.config",
    "fornya.renewals",
    "fornya.messages",
    "fornya.support",
    "fornya.medicines",
    "fornya.reminders",
    "fornya.log_review",
    "fornya.statistics",
    "fornya.people",
    "fornya.clinics",
    "fornya.outbox",
    "fornya.limits",
    "fornya.audit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "fornya.config.language.ChosenLanguage",
    "fornya.config.middleware.facts",
    "fornya.config.middleware.ours",
    "fornya.config.elsewhere.not_from_elsewhere",
    "fornya.config.middleware.too_much",
    "django.middleware.csrf.CsrfViewMiddleware",
    "fornya.config.middleware.OpenToWhom",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fornya.design.environment.environment",
            "context_processors": ["fornya.config.context.who"],
        },
    }
]

# --- Database ---
DATABASE = env.database("DATABASE_URL")
# After giving up it tries again as soon as somebody asks; else its back-off would grow with the outage.
_POOL = {"min_size": 1, "max_size": env.number("DATABASE_POOL", 4), "max_lifetime": 1800}
_POOL |= {"timeout": 2, "reconnect_timeout": 2}
DATABASES = {
    "default": DATABASE
    | {
        "OPTIONS": {
            **DATABASE["OPTIONS"],  # type: ignore[dict-item]
            "pool": _POOL,
            "server_side_binding": True,
            "prepare_threshold": 1,
        },
        "CONN_HEALTH_CHECKS": False,
    }
}
MIGRATION_MODULES: dict[str, str] = {}

# --- Jobs ---
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["fornya.outbox.work"]
OUTBOX_TOPICS = "fornya.config.topics.TOPICS"
OUTBOX_NIGHTLY = "fornya.config.topics.NIGHTLY"
OUTBOX_HOURLY = "fornya.config.topics.HOURLY"

# --- Words and time ---
LANGUAGE_CODE = "sv"
LANGUAGES = [(language.code, language.name) for language in OUR_LANGUAGES]
# Django knows neither Easy Swedish nor Somali.
for _language in OUR_LANGUAGES:
    LANG_INFO.setdefault(
        _language.code,
        {
            "bidi": _language.direction == "rtl",
            "code": _language.code,
            "name": _language.english,
            "name_local": _language.name,
        },
    )
LANGUAGE_COOKIE_NAME = "sprak"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Static files ---
STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / ".static"
STATICFILES_DIRS = [path for path in (CHECKOUT / ".assets", PACKAGE / "design" / "static") if path.is_dir()]
STORAGES = {"staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"}}
STATIC_MAX_AGE = 3600

# --- Safety ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
FILE_UPLOAD_HANDLERS = ["fornya.config.uploads.OneSmallFile"]
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "fornya-csrf"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "fornya.pages.public.errors.views.missing_token"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE = "__Host-session" if TLS else "fornya-session"
SIGN_IN_COOKIE = "__Host-sign-in" if TLS else "fornya-sign-in"
DEVICE_COOKIE = "__Secure-device" if TLS else "fornya-device"
SECURE_HSTS_SECONDS = 63_072_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- What the service seals ---
DECISION_KEYS = env.keys("DECISION_KEYS")

# --- Foreign systems ---
# Only addresses, trust anchors and keys differ between the sandbox and the real thing.
BANKID_URL = env.text("BANKID_URL", "")
BANKID_APP_URL = env.text("BANKID_APP_URL", "")
# A computer has no web address that opens an app; BankID registers a scheme of its own there.
BANKID_COMPUTER_APP_URL = env.text("BANKID_COMPUTER_APP_URL", "bankid:///")
BANKID_CLIENT_PEM = env.text("BANKID_CLIENT_PEM", "")
BANKID_ROOT_PEM = env.text("BANKID_ROOT_PEM", "")
# The root of people's certificates, which kinds of BankID will do, and up to which risk an approval counts.
BANKID_USER_ROOT_PEM = env.text("BANKID_USER_ROOT_PEM", "")
BANKID_POLICIES = env.text("BANKID_POLICIES", "1.2.752.78.1.1,1.2.752.78.1.2,1.2.752.78.1.5").split(",")
BANKID_ACCEPTED_RISK = env.choice("BANKID_ACCEPTED_RISK", "low", among=("low", "moderate"))
STAFF_ISSUER = env.text("STAFF_ISSUER", "")
STAFF_CLIENT_ID = env.text("STAFF_CLIENT_ID", "fornya")
STAFF_CLIENT_SECRET = env.text("STAFF_CLIENT_SECRET", "")
PATIENT_ISSUERS = env.issuers("PATIENT_ISSUERS")
STORE_URL = env.text("STORE_URL", "")
STORE_TOKEN = env.text("STORE_TOKEN", "")
# A file of what is known of products (medicines/products.py); without it some checks are not run.
PRODUCTS_FILE = env.text("PRODUCTS_FILE", "")
HIGH_COST_URL = env.text("HIGH_COST_URL", "")
HIGH_COST_TOKEN = env.text("HIGH_COST_TOKEN", "")
POPULATION_URL = env.text("POPULATION_URL", "")
POPULATION_TOKEN = env.text("POPULATION_TOKEN", "")
SMS_URL = env.text("SMS_URL", "")
SMS_USER = env.text("SMS_USER", "")
SMS_PASSWORD = env.text("SMS_PASSWORD", "")
# Hours of the day in Sweden; 0 and 24 let an SMS come at any time.
SMS_FROM_HOUR = env.number("SMS_FROM_HOUR", 8)
SMS_TO_HOUR = env.number("SMS_TO_HOUR", 20)
SMTP_URL = env.text("SMTP_URL", "")
MAIL_DOMAIN = env.text("MAIL_DOMAIN", "fornya.example")
MAIL_FROM = env.text("MAIL_FROM", f"Förnya <ingen-svarar@{MAIL_DOMAIN}>")

LOGGING_CONFIG = "fornya.config.logs.configure"
LOGGING: dict[str, object] = {"level": env.text("LOG_LEVEL", "INFO")}
