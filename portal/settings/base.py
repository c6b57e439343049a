"""Settings every environment shares, in short titled sections; dev, test and production add to them."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from portal.files.kinds import BY_EXTENSION, FILM, SOUND

PROJECT = Path(__file__).resolve().parent.parent.parent

# --- The site ---------------------------------------------------------------------------------
SITE_NAME = "Soli pa solim"
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEMO = False

# --- Apps: upper floors first -----------------------------------------------------------------
INSTALLED_APPS = [
    "search",
    "training",
    "guidelines",
    "skills_audit",
    "portal.demo",
    "portal.editing",
    "portal.protection",
    "portal.components",
    "portal.blocks",
    "portal.pages",
    "portal.accounts",
    "portal.apps.PortalConfig",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.csp.SitePolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.compression.CompressTextsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.health.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.pages.middleware.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SignInRulesMiddleware",
    "portal.protection.middleware.AccessMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

# --- Templates and forms ----------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.components.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "portal.components.forms.PortalFormRenderer"

# --- People and sign-in -----------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "portal.accounts.passwords.GuessableValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation by e-mail has already proved the address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter for every change of password or second factor
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser, at the latest after SESSION_COOKIE_AGE
ACCOUNT_FORMS = {
    "login": "portal.accounts.sign_in_forms.SignInForm",
    "reauthenticate": "portal.accounts.sign_in_forms.ConfirmByPasswordForm",
    "reset_password": "portal.accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "portal.accounts.sign_in_forms.NewPasswordAfterLetterForm",
    "change_password": "portal.accounts.sign_in_forms.OtherPasswordForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wide per address, narrow per person: many people sign in from one centre.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,10/15m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "reauthenticate": "10/m/user",
}
CASE_IDLE_SECONDS = 15 * 60
PASSKEY_ENFORCED = True
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: the invitation has proved it, allauth's own table does not know
MFA_FORMS = {
    "authenticate": "portal.accounts.sign_in_forms.SecondStepForm",
    "reauthenticate": "portal.accounts.sign_in_forms.ConfirmByCodeForm",
    "activate_totp": "portal.accounts.sign_in_forms.SetUpAppForm",
    "add_webauthn": "portal.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "portal.accounts.sign_in_forms.NamePasskeyForm",
}
# One reception centre shares one address: never lock by address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
# allauth names the address `email` or `login`; without this every failure would count for nobody, that is for all.
AXES_USERNAME_CALLABLE = "portal.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.resting"
AXES_CLIENT_IP_CALLABLE = "portal.accounts.lockout.network_of"
PROXIES_IN_FRONT = 0  # how many of our own proxies add to X-Forwarded-For
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # each failure for itself; the attempts it counts by go with a success
AXES_SENSITIVE_PARAMETERS = ["code", "csrfmiddlewaretoken", "credential"]
SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# What is said once may name a person: it stays on the server, not in a cookie that can be read.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEVICE_COOKIE_NAME = "device"
CSRF_COOKIE_HTTPONLY = False  # the interview form sends it as a header
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.accounts.resending.csrf_failure"

# --- Languages --------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Riga"
LANGUAGE_CODE = "lv"
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("lv", _("Latvian")),
    ("en", _("English")),
    ("fi", _("Finnish")),
    ("sv", _("Swedish")),
    ("nl", _("Dutch")),
    ("sl", _("Slovenian")),
    ("hu", _("Hungarian")),
]
# The interface is complete in these; pages in another language keep the reader's own frame around them.
INTERFACE_LANGUAGES = ["lv", "en"]
LOCALE_PATHS = [PROJECT / "portal" / "locale", PROJECT / "portal" / "admin_locale"]
LANGUAGE_COOKIE_NAME = "interface_language"

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_I18N_ENABLED = True
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
# The admin speaks the account's language (`SignInRulesMiddleware`); one entry here hides Wagtail's own choice.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("lv", "Latviešu")]
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # the portal's own account page does
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# A page or a file is for people with an account; a password that many share is nobody's.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = list(BY_EXTENSION)
WAGTAILDOCS_CONTENT_TYPES = {extension: kind.media_type for extension, kind in BY_EXTENSION.items()}
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", *(kind.media_type for kind in (*SOUND, *FILM))]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.files.forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.files.forms.ImageForm"
WAGTAIL_USAGE_COUNT_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.editing.finishing.publish_finished"
WAGTAIL_AUTOSAVE_INTERVAL = 4000  # a save per pause, not per key
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "h3", "h4", "ol", "ul", "link", "document-link"]},
    },
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.desk"}}
WAGTAILLOCALIZE_DISABLE_ON_DELETE = False

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / ".data" / "static"
STATICFILES_DIRS = [PROJECT / "portal" / "static"]
STATICFILES_FINDERS = [
    "portal.components.stylesheets.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = PROJECT / ".data" / "media"
MEDIA_URL = "/media/"  # a view that asks for permission, never a folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.components.storage.NamedByContent"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a guide of forty statements has more than a thousand in the admin
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Protection -------------------------------------------------------------------------------
FIELD_KEY_DAYS = 365  # a master key is changed once a year; `anchor_trail` says so every night from then on
CLIENT_RECORD_MONTHS = 12  # after the end of the service a client's record is erased
CSP_REPORTS = "/csp-report/"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "report-uri": [CSP_REPORTS],
}
SECURE_CSP_ADMIN = SECURE_CSP | {
    # Wagtail's admin still writes inline styles and scripts; pages previewed there are framed by itself.
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"  # Wagtail's preview views allow their own frame themselves
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Background work --------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}

# --- Mail -------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = "Soli pa solim <portal@localhost>"

# --- Search -----------------------------------------------------------------------------------
SEARCH_ENGINE = "postgres"
ELASTICSEARCH_URL = ""
ELASTICSEARCH_INDEX = "portal"
# What finds by meaning (the optional extra `semantic`): a dotted path, empty for nothing.
SEARCH_SEMANTIC = ""

# --- Logs: one JSON object a line, without personal data --------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logs.JsonFormatter"}, "plain": {"format": "%(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django.tasks": {"level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS = [
    "models.W042",
]
