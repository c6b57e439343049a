"""What the blocks need in Wagtail's admin."""

from wagtail import hooks

from portal.blocks.recording_files import FilesOfKinds, captions, recordings


@hooks.register("register_admin_viewset")
def choosers() -> list[FilesOfKinds]:
    return [recordings, captions]
