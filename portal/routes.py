"""Access rules of the routes that belong to no subject: sign-in, health, admin, files, tools."""

from portal.seams import access

access.route("home", access.SIGNED_IN)
access.route("styleguide", access.SIGNED_IN)
access.route("site_text", access.PUBLIC)
access.route("set_interface_language", access.PUBLIC, methods=("POST",))
access.route("javascript_catalogue", access.PUBLIC)
access.route("root", access.PUBLIC)
access.route("wagtailadmin_login", access.PUBLIC)
access.route("wagtailcore_login", access.PUBLIC)
# Pages ask per page: `portal.pages.wagtail_hooks` refuses anonymous readers unless the page is public.
access.route("wagtail_serve", access.PUBLIC)
access.route("wagtaildocs_serve", access.SIGNED_IN)
# Renditions for every signed-in reader, originals for who may change them; collections narrow it further.
access.route("image", access.SIGNED_IN)
# Wagtail decides inside by its own permissions; clients are never pages or snippets.
access.prefix("admin/", *access.EDITORIAL_ROLES, access.TRAINING_MANAGER, methods=("GET", "POST"))
access.route("wagtailadmin_error_test")  # an error on purpose, for whoever develops Wagtail: for nobody here
access.prefix("admin/localize/", *access.EDITORIAL_ROLES, methods=("GET", "POST", "PUT", "DELETE"))
access.prefix("django-admin/", access.ADMINISTRATOR, methods=("GET", "POST"))
access.prefix("django-admin/login/", access.PUBLIC)
# Wagtail's page for a collection's password: nobody here has one.
access.route("wagtaildocs_authenticate_with_password", access.ADMINISTRATOR)

access.classify("pages.*", access.INTERNAL)

access.unsampled("admin/", "Wagtail's own routes: whom they let in is decided before their arguments are looked at.")
access.unsampled("django-admin/", "Django's own routes, for administrators only, decided before the arguments.")
access.unsampled("account/", "Sign-in and second factors: only ever about the person who asks.")
access.unsampled("people/", "People's accounts, for who manages them: never narrowed to some of them.")
for name in ("wagtaildocs_serve", "wagtaildocs_authenticate_with_password", "image", "wagtail_serve", "site_text"):
    access.unsampled(name, "Asks by document, image or page: tests/protection/test_serving_files.py, tests/pages.")
