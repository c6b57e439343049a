"""Latvian: 01.10.2026., 2026. gada 1. oktobris."""

DATE_FORMAT = r"Y. \g\a\d\a j. F"
SHORT_DATE_FORMAT = "d.m.Y."
DATETIME_FORMAT = r"Y. \g\a\d\a j. F, H:i"
SHORT_DATETIME_FORMAT = "d.m.Y. H:i"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "d.m."  # of this year or nearly, in a list: 01.10.
YEAR_MONTH_FORMAT = r"Y. \g. F"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = " "
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y"]
