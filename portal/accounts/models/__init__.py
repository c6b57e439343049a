"""People of the portal: re-exports only."""

from .organisation import Organisation
from .role import Role, RoleAssignment
from .user import User

__all__ = ["Organisation", "Role", "RoleAssignment", "User"]
