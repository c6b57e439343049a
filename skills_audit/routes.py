"""Access rules of the Skills Audit and the classes of its fields."""

from portal.seams import access

for _model in ("Client", "Audit", "AnswerOperation", "Plan"):
    access.classify(f"skills_audit.{_model}", access.PERSONAL, retention="client_record")
for _model in ("ClientIdentity", "Answer", "ConflictCopy", "Evidence", "ScoreRun", "BandCorrection", "PlanStep"):
    access.classify(f"skills_audit.{_model}", access.SPECIAL, retention="client_record")
access.classify("skills_audit.InstrumentVersion", access.PUBLIC_DATA, retention="content")
