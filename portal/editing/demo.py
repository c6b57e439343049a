"""The editors' desk in the demo: workflow and groups before any content comes."""

from portal.editing.actions import set_up_editing
from portal.seams.demo import DemoContent, Say, register


def load(say: Say) -> None:
    """Groups, permissions and the workflow."""
    set_up_editing()


register(DemoContent(name="editing", order=20, load=load, reset=load))
