"""What a list can be narrowed to: a word for the address and a label; the first is meant when none is said."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Narrowing(Enum):
    """Members are ``NAME = (slug, label)``."""

    @property
    def slug(self) -> str:
        slug: str = self.value[0]
        return slug

    @property
    def label(self) -> str:
        label: str = self.value[1]
        return label

    @classmethod
    def of(cls, slug: str) -> Self:
        """The member of that word in the address; of a word that is none of them, the first."""
        members = list(cls)
        return next((each for each in members if each.slug == slug), members[0])
