"""Scoring a Skills Audit: pure, exact, no Django.

The formulas F1 to F16 are those of the Skills Audit specification, section 4; every number stands in
`scoring_tables/`. Results are guidance from an uncalibrated expert proposal and are shown as such.
"""

from skills_audit.scoring.fields import InvalidAudit
from skills_audit.scoring.parsing import parse_audit
from skills_audit.scoring.result import Score, score, score_json
from skills_audit.scoring.table_file import current_table, load_table

__all__ = ["InvalidAudit", "Score", "current_table", "load_table", "parse_audit", "score", "score_json"]
