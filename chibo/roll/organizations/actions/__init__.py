"""Acts on organizations: the tree, and the standards that a committee sets for its subtree."""

from chibo.roll.organizations.actions.redraw import Drawn, redraw, undraw
from chibo.roll.organizations.actions.standards import adopt_standard, confirm_value
from chibo.roll.organizations.actions.tree import close, found, reshape

__all__ = ["Drawn", "adopt_standard", "close", "confirm_value", "found", "redraw", "reshape", "undraw"]
