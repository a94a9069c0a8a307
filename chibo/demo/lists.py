"""Lists that the office of the demonstration's ward keeps under a name and shares."""

from __future__ import annotations

from datetime import date

from chibo.demo.people import Cast
from chibo.demo.tree import Tree
from chibo.roll.members.actions import save_list


def keep_lists(tree: Tree, cast: Cast, today: date) -> None:
    """The office of the ward shares two lists with its colleagues."""
    ward = tree.organizations["DU-PHUCYEN"]
    for name, conditions in (
        ("Đảng viên lâu năm", "tuoi_dang_tu=50"),
        ("Đảng viên nữ trẻ có trình độ đại học", "gioi=F&tuoi_den=44&chuyen_mon=university"),
    ):
        save_list(name=name, conditions=conditions, organization=ward.pk, by=cast.pen(ward), on=today)
