"""The content security policy: strict for the site, a second policy under the admin's paths."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware

ADMIN_PATHS = ("/admin/", "/django-admin/")


class SitePolicyMiddleware(ContentSecurityPolicyMiddleware):
    """Django's own middleware with `SECURE_CSP_ADMIN` where editors work: Wagtail still writes inline styles."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith(ADMIN_PATHS) and not hasattr(response, "_csp_config"):
            response._csp_config = settings.SECURE_CSP_ADMIN  # type: ignore[attr-defined]
        return super().process_response(request, response)
