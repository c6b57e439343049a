"""People of the portal: re-exports only."""

from .invitation import Invitation
from .organisation import Organisation
from .role import Role, RoleAssignment
from .user import User

__all__ = ["Invitation", "Organisation", "Role", "RoleAssignment", "User"]
