"""A drawing for every step of a scale, for people who read little. Names of drawings of the icon set."""

DRAWINGS: dict[str, tuple[str, ...]] = {
    "LIT5": ("p-1", "p-2", "p-3", "p-4", "p-5", "p-6"),
    "LETTERS": ("circle-question-mark", "p-2", "p-3", "p-6"),
    "AUT": ("circle-dashed", "hand-helping", "user", "user-check", "users"),
    "DIG": ("circle-dashed", "hand-helping", "smartphone", "laptop", "users"),
    "FRQ": ("circle-dashed", "calendar", "calendar-days", "calendar-check"),
    "NEED": ("thumbs-up", "info", "hand-helping", "user-check"),
    "NUMBERS": ("circle-dashed", "tag", "timer", "chart-bar"),
    "SURE": ("circle-question-mark", "lightbulb", "footprints", "target"),
    "KNOW": ("circle-question-mark", "eye", "check", "messages-square"),
    "ISCED": (
        "circle-dashed", "house", "school", "school", "wrench", "book-open", "graduation-cap", "graduation-cap",
        "award",
    ),
}  # fmt: skip
SKILLS: dict[str, str] = {
    "LAN02": "volume-2",
    "LAN03": "p-6",
    "LAN04": "messages-square",
    "LAN05": "speech",
    "LAN06": "p-5",
}
OPTIONS: dict[str, str] = {
    "SES02:none": "user", "SES02:in_person": "users", "SES02:phone": "phone",
    "SES03:agreed": "thumbs-up", "SES03:not_now": "hand",
    "SES04:go_on": "play", "SES04:shorter": "timer", "SES04:another_day": "calendar-days",
    "LEG03:allowed": "circle-check", "LEG03:not_allowed": "ban", "LEG03:from_date": "calendar-clock",
    "GOA01:language": "languages", "GOA01:job": "briefcase", "GOA01:study": "graduation-cap",
    "GOA01:recognition": "badge-check", "GOA01:business": "landmark",
    "GOA01:family": "house-plus", "GOA01:other": "ellipsis",
    "EDU04:original": "file-check", "EDU04:copy": "copy", "EDU04:photo": "smartphone", "EDU04:lost": "search-x",
    "EDU04:never_issued": "file-question-mark", "EDU04:cannot_ask": "shield-alert",
    "WRK06:employer": "briefcase", "WRK06:colleague": "users", "WRK06:customer": "handshake",
    "WRK06:community": "megaphone", "WRK06:document": "file-text", "WRK06:pictures": "image", "WRK06:nobody": "user-x",
    "WRK02:job": "briefcase", "WRK02:own_business": "landmark", "WRK02:family_business": "house-plus",
    "WRK02:farm": "sun", "WRK02:household": "house", "WRK02:care": "heart", "WRK02:volunteering": "hand-helping",
    "WRK02:community": "megaphone",
    "APP01:right": "thumbs-up", "APP01:partly": "pencil", "APP01:wrong": "thumbs-down",
}  # fmt: skip


def drawing_for(code: str, scale: str | None, option: str | int) -> str:
    """The drawing of a step or an option, or nothing: then words and the number stand alone."""
    if scale and isinstance(option, int):
        if scale == "CEFR7":
            return "circle-dashed" if option == 0 else SKILLS.get(code, "")
        steps = DRAWINGS.get(scale, ())
        return steps[option] if option < len(steps) else ""
    return OPTIONS.get(f"{code}:{option}", "")
