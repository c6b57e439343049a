"""The forms of facts that are stored as plain data: practices, countries, hand-outs, the briefing.

Each block here has exactly the names its data have; `tests/guidelines/test_forms.py` holds it to all content files.
They are parts of a form, never of a page, so they need no template, preview or place in the picker.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    Block,
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)

STATES = [("present", _("present")), ("partly", _("partly")), ("missing", _("missing")), ("unknown", _("not known"))]
CONDITIONS = [("law", _("Law")), ("money", _("Money")), ("staff", _("Staff")), ("volume", _("Enough people"))]
DIRECTIONS = [("ltr", _("left to right")), ("rtl", _("right to left"))]


def line(label: Any, **options: Any) -> Block:
    """One line of text."""
    return CharBlock(label=label, required=options.pop("required", False), **options)


def both(label: Any, *, original: bool = False, long: bool = False, required: bool = False) -> Block:
    """A text in Latvian and English, with the original before them where there is one."""
    text = TextBlock if long else CharBlock
    rows = {"rows": 3} if long else {}
    parts = [("original", text(label=_("Original"), required=False, **rows))] if original else []
    parts += [
        ("lv", text(label=_("Latvian"), required=required, **rows)),
        ("en", text(label=_("English"), required=required, **rows)),
    ]
    return group(parts, label=label)


def lines(label: Any) -> Block:
    """Lines of a sheet, each in both languages."""
    return ListBlock(both(_("Line"), required=True), label=label, default=[])


def group(parts: list[tuple[str, Block]], *, label: Any = None) -> StructBlock:
    """Named parts under one heading."""
    return StructBlock(parts, label=label, required=False)


# --- Practices ------------------------------------------------------------------------------------
SECTIONS = group(
    [
        ("context", both(_("Context"), original=True, long=True)),
        ("objectives", both(_("Objectives"), original=True, long=True)),
        ("activities", both(_("What is done"), original=True, long=True)),
        ("results", both(_("Results"), original=True, long=True)),
        ("evaluation", both(_("Evaluation"), original=True, long=True)),
    ]
)
PROVIDER = both(None, original=True)
NOTE = both(None)


def practice_facts(cost_bands: Any) -> StructBlock:
    """Scale, cost, funding; `cost_bands` gives the choices when the form is shown."""
    return group(
        [
            ("scale", both(_("Scale"))),
            ("cost_band", ChoiceBlock(label=_("Cost"), choices=cost_bands, required=False)),
            ("funding", both(_("Funding"))),
        ]
    )


EVALUATION = group(
    [
        ("method", both(_("Method"))),
        ("sample", both(_("Sample"))),
        ("comparison", both(_("Compared with"))),
        ("limits", both(_("Limits"))),
        ("source", line(_("Key of the source"))),
    ]
)
STATEMENTS = ListBlock(
    group(
        [
            ("key", line(_("Key"), required=True)),
            ("lv", CharBlock(label=_("Latvian"))),
            ("en", CharBlock(label=_("English"))),
            (
                "year",
                IntegerBlock(
                    label=_("Year"),
                    required=False,
                    min_value=1900,
                    max_value=2100,
                    help_text=_("To which the figure belongs; empty where the source is undated."),
                ),
            ),
            ("sources", ListBlock(CharBlock(label=_("Key of the source")), label=_("Sources"), default=[])),
        ],
        label=_("Fact"),
    ),
    default=[],
)
PRECONDITIONS = ListBlock(
    group(
        [
            ("key", ChoiceBlock(label=_("It takes"), choices=CONDITIONS)),
            ("state", ChoiceBlock(label=_("In Latvia"), choices=STATES, default="unknown")),
            ("note", both(_("To find out"))),
        ],
        label=_("Condition"),
    ),
    default=[],
)
OPEN_POINTS = group(
    [
        ("lv", ListBlock(CharBlock(label=_("Question")), label=_("Latvian"), default=[])),
        ("en", ListBlock(CharBlock(label=_("Question")), label=_("English"), default=[])),
    ]
)
CONTACT = group([("name", line(_("Name"))), ("url", URLBlock(label=_("Address"), required=False))])

# --- Guides and hand-outs -------------------------------------------------------------------------
LANGUAGES = ListBlock(
    group(
        [
            ("code", CharBlock(label=_("Code"), max_length=3, help_text=_("Three letters of ISO 639-3: ara, ukr."))),
            ("name", both(_("Name"), required=True)),
            (
                "script",
                CharBlock(label=_("Script"), max_length=4, help_text=_("Four letters of ISO 15924: Arab, Cyrl")),
            ),
            ("note", both(_("Note"))),
        ],
        label=_("Language"),
    ),
    default=[],
)
SHEET_SECTIONS = ListBlock(
    group(
        [
            ("key", CharBlock(label=_("Key"))),
            ("heading", CharBlock(label=_("Heading"))),
            ("points", ListBlock(CharBlock(label=_("Line")), label=_("Lines"), default=[])),
        ],
        label=_("Section"),
    ),
    default=[],
)
SHEET_FILL = ListBlock(
    group([("key", CharBlock(label=_("Key"))), ("label", CharBlock(label=_("Words before the gap")))], label=_("Gap")),
    default=[],
)

# --- Countries and MIPEX --------------------------------------------------------------------------
NAMES = group(
    [
        ("lv", CharBlock(label=_("Latvian"))),
        ("en", CharBlock(label=_("English"))),
        ("fi", line(_("Finnish"))),
        ("sv", line(_("Swedish"))),
        ("nl", line(_("Dutch"))),
        ("sl", line(_("Slovenian"))),
        ("hu", line(_("Hungarian"))),
    ]
)
SCORES = ListBlock(
    group(
        [
            ("edition", CharBlock(label=_("Edition"))),
            ("policies_of", line(_("Policies of"))),
            ("overall", IntegerBlock(label=_("Score"), required=False, min_value=0, max_value=100)),
            ("source", line(_("Key of the source"))),
        ],
        label=_("Score"),
    ),
    default=[],
)
LABELS = both(None, required=True)
MEAN_LABELS = both(None)
EDITION_SOURCE = group(
    [
        ("key", line(_("Key"))),
        ("title", line(_("Title"))),
        ("publisher", line(_("Publisher"))),
        ("url", URLBlock(label=_("Address"), required=False)),
        ("dated", line(_("Date of the source"))),
        ("checked", DateBlock(label=_("Last checked"), required=False)),
        ("note", both(_("Note"))),
    ]
)

# --- Briefing -------------------------------------------------------------------------------------
GREETING = group(
    [
        ("text", line(_("In its own script"))),
        ("lang", line(_("Language"), help_text=_("Two letters, such as ar or uk."))),
        ("dir", ChoiceBlock(label=_("Direction"), choices=DIRECTIONS, required=False)),
        ("say", both(_("How it sounds"))),
        ("means", both(_("What it means"))),
    ],
    label=_("Greeting"),
)
SOURCES = ListBlock(
    group(
        [
            ("key", CharBlock(label=_("Key"))),
            ("title", CharBlock(label=_("Title"))),
            ("publisher", line(_("Publisher"))),
            ("url", URLBlock(label=_("Address"), required=False)),
            ("dated", line(_("Date of the source"))),
            ("checked", DateBlock(label=_("Last checked"), required=False)),
            ("note", both(_("Note"))),
        ],
        label=_("Source"),
    ),
    label=_("Sources"),
    default=[],
)


def briefing_blocks(meetings: Any, origins: Any) -> dict[str, StructBlock]:
    """Kind of a briefing's part → its form. `meetings` and `origins` give the choices when the form is shown."""
    label = both(_("Name"), required=True)
    return {
        "frame": group(
            [
                ("title", both(_("Title"), required=True)),
                ("footer", both(_("At the foot"), required=True)),
                ("leave_note", both(_("On leaving the sheet"), required=True)),
                ("contacts_note", both(_("Beside the contacts"), required=True)),
                ("sources", SOURCES),
            ]
        ),
        "origin": group(
            [
                ("label", label),
                ("language_label", both(_("Language on the sheet"), required=True)),
                ("languages", ListBlock(CharBlock(label=_("Code")), label=_("Languages"), default=[])),
                ("guide", line(_("Key of the guide"))),
                ("handout", line(_("Key of the client’s sheet"))),
                ("greeting", GREETING),
                ("name_and_greeting", lines(_("Name and greeting"))),
                ("ask", lines(_("Ask, do not assume"))),
                ("sensitive", lines(_("May be sensitive"))),
            ]
        ),
        "meeting": group(
            [
                ("label", label),
                ("page", line(_("Key of the guideline"))),
                ("aims", lines(_("What the meeting is for"))),
                ("first_sentences", lines(_("First sentences"))),
                ("sensitive", lines(_("May be sensitive"))),
                ("bring", lines(_("Bring along"))),
            ]
        ),
        "present": group(
            [
                ("label", label),
                ("page", line(_("Key of the guideline"))),
                ("setup", lines(_("Set-up"))),
                ("confidentiality", both(_("Confidentiality"), long=True, required=True)),
                (
                    "representation",
                    group(
                        [
                            ("text", both(_("Who represents the person"))),
                            ("source", line(_("Key of the source"))),
                            ("source_date", line(_("Date of the source"))),
                        ],
                        label=_("Representation"),
                    ),
                ),
            ]
        ),
        "contact": group(
            [
                ("name", both(_("Name"), required=True)),
                ("phone", line(_("Phone"))),
                ("web", line(_("Address"))),
                ("text", both(_("What to know"))),
                ("for", ListBlock(ChoiceBlock(choices=meetings, label=_("Meeting")), label=_("For these meetings"))),
                ("source", CharBlock(label=_("Key of the source"))),
                ("dated", CharBlock(label=_("Date of the source"))),
            ]
        ),
        "reminder": group(
            [
                ("origin", ChoiceBlock(label=_("Origin"), choices=origins)),
                ("text", both(_("Line"), required=True)),
                ("source", CharBlock(label=_("Key of the source"))),
                ("dated", CharBlock(label=_("Date of the source"))),
            ]
        ),
    }
