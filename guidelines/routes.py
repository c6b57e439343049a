"""Access rules of guidelines and practices and the classes of their fields."""

from portal.seams import access

access.route("guidelines:briefing", access.SIGNED_IN)
access.route("guidelines:briefing_pdf", access.SIGNED_IN)
access.route("guidelines:briefing_pocket", access.SIGNED_IN)
access.route("guidelines:briefing_worker", access.SIGNED_IN)
access.route("guidelines:handout", access.SIGNED_IN)
access.route("guidelines:handout_pdf", access.SIGNED_IN)
access.route("guidelines:library", access.SIGNED_IN)
access.route("guidelines:country", access.SIGNED_IN)
access.route("guidelines:read", access.SIGNED_IN, methods=("POST",))

access.classify("guidelines.*", access.INTERNAL)
