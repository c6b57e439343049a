"""Access rules of guidelines and practices and the classes of their fields."""

from portal.seams import access

access.classify("guidelines.*", access.INTERNAL)
