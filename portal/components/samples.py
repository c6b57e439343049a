"""What the style guide shows: a form with every kind of field, and lists for the components that take data.

Texts are Latvian, the longer of the two languages, and stay so in both: they are samples, not interface.
"""

from typing import Any

from django import forms
from django.core.paginator import Paginator

from portal.components.forms import Answers, Combobox, DateInput, ManyAnswers

LANGUAGES = [
    ("ar", "arābu, literārā"), ("apc", "arābu (Levante)"), ("hy", "armēņu"), ("az", "azerbaidžāņu"), ("prs", "dari"),
    ("hi", "hindi"), ("ru", "krievu"), ("ps", "puštu"), ("uk", "ukraiņu"), ("uz", "uzbeku"), ("vi", "vjetnamiešu"),
]  # fmt: skip


class SampleForm(forms.Form):
    """Every kind of field once."""

    case = forms.CharField(label="Lietas kods", help_text="Burts un četri cipari, bez vārda.")
    date = forms.DateField(
        label="Sarunas datums",
        widget=DateInput,
        error_messages={"required": "Izvēlieties sarunas dienu kalendārā."},
    )
    language = forms.ChoiceField(
        label="Valoda", choices=[("", ""), *LANGUAGES], widget=Combobox, help_text="Rakstiet pirmos burtus."
    )
    place = forms.ChoiceField(
        label="Vieta", choices=[("m", "Mucenieki"), ("l", "Liepna"), ("h", "Klienta dzīvesvieta")], required=False
    )
    office = forms.CharField(label="Iestāde", disabled=True, initial="Sabiedrības integrācijas fonds", required=False)
    note = forms.CharField(label="Piezīme", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    proof = forms.FileField(
        label="Pierādījums",
        help_text="Attēls vai PDF līdz 10 MB. Atrašanās vietu no attēla izņemam.",
        error_messages={"required": "Pievienojiet failu līdz 10 MB."},
    )
    how = forms.ChoiceField(
        label="Kā notika saruna",
        choices=[("p", "Klātienē"), ("t", "Pa tālruni"), ("v", "Videozvanā")],
        widget=forms.RadioSelect,
    )
    who = forms.MultipleChoiceField(
        label="Ar ko klients dzīvo kopā",
        choices=[("c", "Ar bērniem"), ("p", "Ar vecākiem"), ("s", "Ar dzīvesbiedru")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    one = forms.ChoiceField(
        label="Viena atbilde",
        choices=[("1", "Uzrunāju klientu, nevis tulku"), ("2", "Uzrunāju tulku, jo viņš tulko")],
        widget=Answers,
    )
    many = forms.MultipleChoiceField(
        label="Vairākas atbildes",
        choices=[("1", "Vienojos par laiku"), ("2", "Pārbaudu valodas variantu"), ("3", "Lūdzu tulkam padomu")],
        widget=ManyAnswers,
    )
    agreed = forms.BooleanField(label="Klients zina, kam saruna vajadzīga un kas to redzēs")


def forms_in_every_state() -> dict[str, forms.Form]:
    """Filled in and right; sent with mistakes."""
    filled = {
        "case": "K-2231",
        "date": "2026-11-23",
        "language": "ar",
        "how": "p",
        "who": ["c"],
        "one": "1",
        "many": "1",
    }
    wrong = filled | {"case": "", "date": "", "one": ""}
    right = SampleForm(initial=filled | {"many": ["1"]}, auto_id="right_%s")
    failed = SampleForm(data=wrong, auto_id="wrong_%s")
    failed.is_valid()
    return {"right": right, "failed": failed}


def lists() -> dict[str, Any]:
    """Data of the components that take lists."""
    return {
        "swatches": [
            ("paper", "Papīrs"),
            ("surface", "Virsma"),
            ("raised", "Pacelts"),
            ("ink", "Tinte"),
            ("ink-quiet", "Klusa tinte"),
            ("rim", "Vadīklas mala"),
            ("brand", "Zīmols"),
            ("brand-wash", "Zīmola tonis"),
            ("attention", "Uzmanību"),
            ("success", "Izdevās"),
            ("danger", "Bīstami"),
            ("info", "Ziņa"),
            ("hit", "Atrasts"),
        ],
        "crumbs": [("Mācības", "#"), ("Darbs ar tulku", "#")],
        "answers": [
            {"value": 1, "label": "Neizvēlēta"},
            {"value": 2, "label": "Pareiza", "checked": True, "right": True, "say": "Klients ir sarunas dalībnieks."},
            {"value": 3, "label": "Nepareiza", "checked": True, "wrong": True, "say": "Tulks nav padomdevējs."},
        ],
        "scale": [
            {
                "value": 1,
                "label": "Nelasu un nerakstu",
                "label_lang": "lv",
                "picto": "p-1",
                "other": "لا أقرأ ولا أكتب",
                "other_lang": "ar",
                "other_dir": "rtl",
            },
            {
                "value": 2,
                "label": "Izlasu īsu ziņu un atbildu uz to",
                "label_lang": "lv",
                "picto": "p-4",
                "checked": True,
                "other": "أقرأ رسالة قصيرة وأردّ عليها",
                "other_lang": "ar",
                "other_dir": "rtl",
            },
            {
                "value": 3,
                "label": "Lasu avīzi",
                "label_lang": "lv",
                "picto": "p-5",
                "other": "Tôi đọc báo",
                "other_lang": "vi",
            },
            {
                "value": 4,
                "label": "Rakstu garu vēstuli",
                "label_lang": "lv",
                "picto": "p-6",
                "other": "मैं एक लंबा पत्र लिख सकता हूँ",
                "other_lang": "hi",
            },
        ],
        "evidence": [
            {"value": 0, "label": "tikai stāstījums"},
            {"value": 1, "label": "sīks, saskanīgs stāsts"},
            {"value": 2, "label": "darba paraugs"},
            {"value": 3, "label": "citas personas liecība", "checked": True},
            {"value": 4, "label": "dokuments, vēl neatzīts"},
            {"value": 5, "label": "atzīts vai pārbaudīts"},
        ],
        "steps": [
            {"label": "Pabeigts", "url": "#rail", "state": "done"},
            {"label": "Šobrīd", "url": "#rail", "state": "now"},
            {"label": "Atvērts", "url": "#rail"},
            {"label": "Termiņš klāt", "url": "#rail", "state": "due", "text": "Jāpabeidz līdz 30. novembrim."},
            {"label": "Slēgts", "state": "locked", "text": "Vispirms vajadzīgs „Darbs ar tulku”."},
        ],
        "stepper": [
            {"label": "E-pasts un parole", "state": "done"},
            {"label": "Kods no tālruņa", "state": "now"},
            {"label": "Rezerves kodi"},
        ],
        "events": [
            {"when": "23.11.2026.", "datetime": "2026-11-23", "title": "Saruna pabeigta", "state": "done"},
            {
                "when": "20.11.2026.",
                "datetime": "2026-11-20",
                "title": "Lieta uzticēta",
                "text": "No M. L., aizvietošana līdz 27. novembrim.",
            },
        ],
        "lines": [
            {"label": "Darbs ar tulku", "url": "#rail", "text": "līdz 28.02.2028."},
            {"label": "Starpkultūru saziņa", "url": "#rail", "text": "beidzas 04.12.", "look": "soon"},
        ],
        "columns": [{"label": "Lieta"}, {"label": "Nākamais solis"}, {"label": "Dienas", "number": True}],
        "rows": [
            [{"text": "K-2231", "url": "#tables", "quiet": "alternatīvais statuss"}, "Turpināt auditu", "218"],
            [{"text": "K-2089", "url": "#tables", "quiet": "bēglis"}, "Noslēguma saruna, plāna kopija klientam", "9"],
        ],
        "bars": [
            {"label": "Valodas", "value": 21, "claimed": 70},
            {"label": "Izglītība", "value": 40, "claimed": 50},
            {"label": "Darba pieredze", "value": 0, "claimed": 35, "note": "Pierādījumu vēl nav."},
        ],
        "tabs": [
            {"label": "Visas lapas", "url": "#move", "current": True, "count": 214},
            {"label": "Novecojis", "url": "#move", "count": 3},
        ],
        "page": Paginator(range(190), 10).page(7),
        "facts": [("Pārskatīts", "2026. gada oktobrī"), ("Atbild", "L. Vītola"), ("Avots", "EUAA, 2023")],
    }
