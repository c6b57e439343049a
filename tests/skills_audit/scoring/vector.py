"""The test vector of the method's description, as one line of input."""

from __future__ import annotations

import copy
from typing import Any

TRV = {1: 3, 2: 3, 3: 2, 4: 2, 5: 3, 6: 2, 8: 2, 9: 3, 10: 2}

VECTOR: dict[str, Any] = {
    "on": "2026-11-01",
    "languages": [
        {
            "code": "lav",
            "listening": [2, 1],
            "reading": [1, 1],
            "conversation": [1, 1],
            "speaking": [1, 1],
            "writing": [1, 1],
        },
        {
            "code": "rus",
            "listening": [3, 1],
            "reading": [3, 1],
            "conversation": [3, 1],
            "speaking": [3, 1],
            "writing": [2, 1],
        },
    ],
    "answers": {
        "LND01": [3, 1],
        "LND03": [2, 1],
        "LND04": [2, 0],
        "LND05": 1,
        "LND06": 2,
        "LND07": [1, 0],
        **{f"TRV{n:02}": [value, 1] for n, value in TRV.items()},
        "TRV07": "declined",
        "JSR01": 1,
        "JSR02": 0,
        "JSR03": 2,
        "JSR04": 1,
        "JSR05": "unknown",
        **{f"SUP{n:02}": value for n, value in enumerate((0, 2, 1, 0, 3, 1, 0, 0, 1), start=1)},
        "SUP10": "unknown",
    },
    "education": [{"isced": 3, "completed": True, "share": 1, "ev": 4}],
    "courses": {"count": 2, "ev": 3},
    "jobs": [
        {"months": 48, "intensity": "full", "ended": "2024-11-01", "ev": 1},
        {"months": 24, "intensity": "part", "ended": "2020-11-01", "ev": 1},
    ],
    "tasks": [[3, 2], [3, 2], [2, 2], [2, 2], [1, 2], [0, 2], [2, 2]],
    "urgent": ["SUP08"],
    "goal": {
        "latvian": 2,
        "isced": 3,
        "recognised": False,
        "regulated": False,
        "tasks": [
            *({"importance": "essential", "aut": aut} for aut in (3, 3, 2, 1, "unknown", 2, 0, "unknown")),
            *({"importance": "optional", "aut": aut} for aut in (2, "unknown", 1, "unknown")),
        ],
        "hours_per_week": 10,
        "recognition_months": 1,
        "training_months": 0,
        "months_left": 9,
    },
}


def vector(**changes: Any) -> dict[str, Any]:
    """A copy of the vector with top-level keys replaced; a key set to `...` is left out."""
    data = copy.deepcopy(VECTOR) | changes
    return {key: value for key, value in data.items() if value is not ...}
