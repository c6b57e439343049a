"""Access rules of guidelines and practices and the classes of their fields."""

from guidelines.registrations import ANSWERING, WITHHOLDING
from portal.seams import access

access.route("guidelines:briefing", access.SIGNED_IN)
access.route("guidelines:briefing_pdf", access.SIGNED_IN)
access.route("guidelines:briefing_pocket", access.SIGNED_IN)
access.route("guidelines:briefing_worker", access.SIGNED_IN)
access.route("guidelines:handout", access.SIGNED_IN)
access.route("guidelines:handout_pdf", access.SIGNED_IN)
access.route("guidelines:library", access.SIGNED_IN)
access.route("guidelines:compare", access.SIGNED_IN)
access.route("guidelines:country", access.SIGNED_IN)
access.route("guidelines:changes", access.SIGNED_IN)
access.route("guidelines:withhold_changes", *WITHHOLDING, methods=("POST",))
access.route("guidelines:read", access.SIGNED_IN, methods=("POST",))
access.route("guidelines:challenge", access.SIGNED_IN, methods=("GET", "POST"))
access.route("guidelines:challenges", *ANSWERING)
access.route("guidelines:answer", *ANSWERING, methods=("GET", "POST"))

access.classify("guidelines.*", access.INTERNAL)
access.classify("guidelines.Challenge", access.PERSONAL, retention="editing_log")
