"""Who is told when the shape of the tree changes: an explicit list, filled when the apps start; no signals.

A follower is called at the end of ``found``, ``reshape`` and ``close``, in their transaction and after their
entry in the ledger (whose head is held, so that followers work one after the other), with the ids of every
organization whose forms changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Follower = Callable[[Collection[int]], None]

FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def tell(organizations: Collection[int]) -> None:
    for follower in FOLLOWERS:
        follower(organizations)
