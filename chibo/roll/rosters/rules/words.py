"""How lists write what the catalogues of the law call otherwise: folded word -> code."""

from __future__ import annotations

from collections.abc import Mapping

from chibo.common.text import fold

#: Field of a person -> the parameter whose labels name its codes.
CATALOGUES: Mapping[str, str] = {
    "education": "admission.education_ladder",
    "professional": "register.professional_levels",
    "theory": "register.theory_levels",
}
_SPELLINGS: Mapping[str, Mapping[str, str]] = {
    "education": {
        "12/12": "upper_secondary_diploma",
        "10/10": "upper_secondary_diploma",
        "thpt": "upper_secondary_diploma",
        "tốt nghiệp thpt": "upper_secondary_diploma",
        "trung học phổ thông": "upper_secondary_diploma",
        "tốt nghiệp trung học phổ thông": "upper_secondary_diploma",
        "cấp 3": "upper_secondary_diploma",
        "thcs": "lower_secondary_diploma",
        "tốt nghiệp thcs": "lower_secondary_diploma",
        "trung học cơ sở": "lower_secondary_diploma",
        "tiểu học": "completed_primary",
    },
    "professional": {
        "sơ cấp": "elementary",
        "công nhân kỹ thuật": "elementary",
        "tc": "intermediate",
        "trung học chuyên nghiệp": "intermediate",
        "cđ": "college",
        "đh": "university",
        "cử nhân": "university",
        "kỹ sư": "university",
        "bác sĩ": "university",
        "ths": "master",
        "ths.": "master",
        "cao học": "master",
        "ts": "doctor",
        "ts.": "doctor",
    },
    "theory": {
        "sc": "elementary",
        "tc": "intermediate",
        "cc": "advanced",
        "cao cấp": "advanced",
        "cử nhân": "advanced",
    },
}


def codes(field: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Folded word -> code: the labels of the law, and the usual spellings of those codes that it has."""
    spelled = {fold(word): code for word, code in _SPELLINGS.get(field, {}).items() if code in labels}
    return {**spelled, **{fold(label): code for code, label in labels.items()}}
