"""Captions, made anew: times and words, and nothing else that a WebVTT file may carry."""

import re

from portal.files.kinds import Kind
from portal.files.refusals import CannotBeRead, HoldsMarkup

_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+[\w:%,. \t-]*)?")
# W3C WebVTT, section 3.3: who speaks, emphasis, language, ruby, and times inside a line.
_TAG = re.compile(rf"</?(?:c|i|b|u|v|lang|ruby|rt)(?:[.\s][^<>&]*)?>|<{_TIME}>")
_LEFT_OUT = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[\s]|$)")


def captions(content: bytes, kind: Kind) -> bytes:
    """The cues with their times and places; remarks, styles and regions are left out, and no HTML is taken."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    cues = [_cue(block) for block in re.split(r"\n{2,}", text.strip("\n")) if not _LEFT_OUT.match(block)]
    if not _LEFT_OUT.match(text) or not cues:
        raise CannotBeRead
    return ("\n\n".join(["WEBVTT", *cues]) + "\n").encode()


def _cue(block: str) -> str:
    lines = block.split("\n")
    place = 0 if "-->" in lines[0] else 1
    if len(lines) <= place or not _TIMES.fullmatch(lines[place].strip()):
        raise CannotBeRead
    if "<" in _TAG.sub("", "\n".join(lines[place + 1 :])):
        raise HoldsMarkup
    return "\n".join(lines[place:])
