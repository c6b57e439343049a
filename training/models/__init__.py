"""Training: re-exports only."""

from .attempts import Attempt, AttemptQuestion, MoreTime
from .certificates import Certificate
from .competence import Competence
from .curricula import Curriculum, CurriculumItem, Enrolment
from .ledger import Fulfilment
from .modules import LessonPage, ModulePage
from .packages import Package
from .progress import LessonProgress
from .questions import Question, QuestionVersion
from .reminders import Reminder
from .strategy import StrategyPage

__all__ = [
    "Attempt",
    "AttemptQuestion",
    "Certificate",
    "Competence",
    "Curriculum",
    "CurriculumItem",
    "Enrolment",
    "Fulfilment",
    "LessonPage",
    "LessonProgress",
    "ModulePage",
    "MoreTime",
    "Package",
    "Question",
    "QuestionVersion",
    "Reminder",
    "StrategyPage",
]
