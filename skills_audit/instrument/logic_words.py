"""Skip logic in plain words, so that an editor can read back what a condition does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from skills_audit.instrument.logic import AllOf, Answered, AnyOf, Comparison, Expression, Membership, Not, Value


@dataclass(frozen=True, slots=True)
class Words:
    """The sentence parts of one language; `{item}`, `{value}` and `{inner}` are filled in."""

    equal: str
    different: str
    quoted: str
    among: str
    more: str
    at_least: str
    less: str
    at_most: str
    answered: str
    opposite: str
    both: str
    either: str
    group: str

    def of_sign(self, sign: str) -> str:
        return {
            "==": self.equal,
            "!=": self.different,
            ">": self.more,
            ">=": self.at_least,
            "<": self.less,
            "<=": self.at_most,
        }[sign]


ENGLISH = Words(
    equal="“{item}” is “{value}”",
    different="“{item}” is answered and is not “{value}”",
    quoted="“{value}”",
    among="“{item}” is {value}",
    more="“{item}” is above “{value}”",
    at_least="“{item}” is “{value}” or more",
    less="“{item}” is below “{value}”",
    at_most="“{item}” is “{value}” or less",
    answered="“{item}” is answered",
    opposite="it is not so that {inner}",
    both=" and ",
    either=" or ",
    group="({inner})",
)
LATVIAN = Words(
    equal="„{item}” ir „{value}”",
    different="„{item}” ir atbildēts un nav „{value}”",
    quoted="„{value}”",
    among="„{item}” ir {value}",
    more="„{item}” ir vairāk nekā „{value}”",
    at_least="„{item}” ir „{value}” vai vairāk",
    less="„{item}” ir mazāk nekā „{value}”",
    at_most="„{item}” ir „{value}” vai mazāk",
    answered="uz „{item}” ir atbildēts",
    opposite="nav tā, ka {inner}",
    both=" un ",
    either=" vai ",
    group="({inner})",
)
BY_LANGUAGE = {"lv": LATVIAN, "en": ENGLISH}

type ItemLabel = Callable[[str], str]
type ValueLabel = Callable[[str, Value], str]


def in_words(expression: Expression, words: Words, item_label: ItemLabel, value_label: ValueLabel) -> str:
    """The condition as half a sentence ("“Do you work?” is “yes”"), without a capital and without a full stop.

    `item_label(code)` names an item, `value_label(code, value)` one of its options or steps.
    """

    def render(part: Expression, *, inside: bool = False) -> str:
        match part:
            case Comparison(code, sign, value):
                return words.of_sign(sign).format(item=item_label(code), value=value_label(code, value))
            case Membership(code, values):
                named = words.either.join(words.quoted.format(value=value_label(code, one)) for one in values)
                return words.among.format(item=item_label(code), value=named)
            case Answered(code):
                return words.answered.format(item=item_label(code))
            case Not(inner):
                return words.opposite.format(inner=render(inner, inside=True))
            case AllOf(parts) | AnyOf(parts):
                joint = words.both if isinstance(part, AllOf) else words.either
                text = joint.join(render(one, inside=True) for one in parts)
                return words.group.format(inner=text) if inside else text

    return render(expression)
