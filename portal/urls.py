"""Addresses of the portal. Everything people read stands under a language; tools and files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import home
from portal.accounts.urls import people_urlpatterns
from portal.files import views as files
from portal.pages import views as pages

handler500 = "portal.failures.failed"
urlpatterns = [
    path("", home.root, name="root"),
    path("language/", pages.set_interface_language, name="set_interface_language"),
    # One way in: the admins' own sign-in pages would go round the second factor.
    path("admin/login/", home.sign_in, name="wagtailadmin_login"),
    path("django-admin/login/", home.sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    # Before Wagtail's own route of this name: its view knows no parts of a file.
    path("documents/<int:document_id>/<path:document_filename>", files.document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", files.image, name="image"),
    path("account/", include("portal.accounts.urls")),
]

urlpatterns += i18n_patterns(
    path("home/", home.home, name="home"),
    path("people/", include(people_urlpatterns)),
    path("", include("portal.components.urls")),
    path("", include("portal.protection.urls")),
    path("", include("training.urls")),
    path("", include("guidelines.urls")),
    path("", include("skills_audit.urls")),
    path("", include("search.urls")),
    path("", include("portal.pages.urls")),
)
