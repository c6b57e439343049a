"""Static files in production: named by content, compressed, and modules that import each other by those names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Without the switch a module would import its neighbours by their plain names, kept by browsers for too long."""

    support_js_module_import_aggregation = True
