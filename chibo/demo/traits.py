"""What the invented people of the demonstration are grouped by: illustration, all of it."""

from __future__ import annotations

#: One in so many of each; the numbers have no common divisor, so that everything occurs with everything.
_ETHNICITIES = ("Kinh",) * 19 + ("Sán Dìu", "Cao Lan", "Tày")
_PROFESSIONAL = ("", "university", "intermediate", "college", "university", "elementary", "master")
_THEORY = ("elementary", "intermediate", "", "elementary", "advanced")
_AT_WORK = ("state_cadre", "public_unit", "enterprise_worker", "farming", "commune_cadre", "public_unit", "other")
_RETIRED_BEFORE = 1966


def traits(number: int, born_on: str) -> dict[str, str]:
    """Of the invented person of that number."""
    retired = int(born_on[:4]) < _RETIRED_BEFORE
    return {
        "ethnicity": _ETHNICITIES[number % 22],
        "religion": "Công giáo" if number % 53 == 0 else "",
        "education": "completed_lower_secondary" if number % 17 == 0 else "upper_secondary_diploma",
        "professional": _PROFESSIONAL[number * 3 % 7],
        "theory": _THEORY[number * 2 % 5],
        "occupation_group": "retired" if retired else _AT_WORK[number * 5 % 7],
        "cv_number": f"{number:06}MH",
    }
