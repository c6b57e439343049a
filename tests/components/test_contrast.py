"""Every pair of colours that carries words or the edge of a control, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from portal.components.stylesheets import PARTS

TEXT, EDGE = 4.5, 3.0
GROUNDS = ("paper", "surface", "raised")
WORDS = ("ink", "ink-quiet", "brand", "brand-deep", "attention", "success", "danger", "info")
PAIRS = [
    *((word, ground, TEXT) for word in WORDS for ground in GROUNDS),
    *((word, f"{word}-wash", TEXT) for word in ("brand", "attention", "success", "danger", "info")),
    *(("ink", f"{wash}-wash", TEXT) for wash in ("brand", "attention", "success", "danger", "info")),
    ("brand-deep", "brand-wash", TEXT),
    ("ink-quiet", "brand-wash", TEXT),
    ("success", "brand-wash", TEXT),  # the sign of a right answer stands on the wash of the chosen one
    ("ink", "hit", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-deep", TEXT),
    ("surface", "success", TEXT),
    ("surface", "attention", TEXT),
    ("paper", "ink", TEXT),
    *(("rim", ground, EDGE) for ground in GROUNDS),
    *(("info", ground, EDGE) for ground in (*GROUNDS, "brand-wash")),  # the focus
]


def colours(theme: int) -> dict[str, tuple[int, int, int]]:
    """Token → red, green, blue in the light (0) or dark (1) theme."""
    text = (PARTS / "tokens.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)", text)
    return {name: rgb((light, dark)[theme]) for name, light, dark in found}


def rgb(code: str) -> tuple[int, int, int]:
    digits = code[1:] if len(code) == 7 else "".join(digit * 2 for digit in code[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if (part := value / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=lambda part: str(part))
def test_a_pair_can_be_told_apart(front: str, back: str, least: float, theme: int) -> None:
    known = colours(theme)

    assert contrast(known[front], known[back]) >= least
