"""The words of the questions beside the codes of the law. Translations only."""

from __future__ import annotations

EDUCATION = {
    "finished_grade_9_no_diploma": "completed_lower_secondary",
    "finished_grade_9": "completed_lower_secondary",
    "completed_lower_secondary_programme": "completed_lower_secondary",
    "lower_secondary_completed": "completed_lower_secondary",
    "lower_secondary_programme_completed": "completed_lower_secondary",
    "primary": "completed_primary",
    "primary_completed": "completed_primary",
    "primary_diploma": "completed_primary",
    "finished_primary": "completed_primary",
    "literate": "can_read_write_vietnamese",
    "upper_secondary": "upper_secondary_diploma",
    "lower_secondary": "lower_secondary_diploma",
    "university": "university_degree",
    "college": "college_degree",
}
_HARD = "mountain_or_especially_difficult"
AREAS = dict.fromkeys(
    ("mountain", "border", "island", "ethnic_minority", "especially_difficult", "remote", "highland"), _HARD
) | {"normal": "ordinary"}
DECIDERS = {"centrally_run_committee": "party_committee_directly_under_central"}
#: Facts that count months together, and the relation that they speak of.
SHARED = {
    "joint_work_months": "work",
    "joint_labour_months": "work",
    "joint_study_months": "study",
    "joint_residence_activity_months": "residence",
    "joint_residence_months": "residence",
}
RELATIONS = {"work": ("work", "labour"), "study": ("study",), "residence": ("residence",)}
SUBJECTS = {"carer": "foster_parent"}
#: What follows a missed vote, by the step that the procedure names.
NEXT_STEPS = {
    "A15X": "report_full_result_to_higher_committee",
    "A17X": "report_full_result_to_higher_committee",
    "C06R": "report_to_immediate_higher_and_competent_committee_for_decision",
    "C08X": "report_full_result_to_higher_committee",
}
_RELATIVES = {
    "parent": "parents",
    "wife": "spouse",
    "husband": "spouse",
    "father_in_law": "parents_in_law",
    "mother_in_law": "parents_in_law",
    "parent_in_law": "parents_in_law",
    "spouse_father": "parents_in_law",
    "spouse_mother": "parents_in_law",
    "father": "parents",
    "mother": "parents",
    "foster_parent": "carer",
    "foster_parents": "carer",
    "foster_father": "carer",
    "foster_mother": "carer",
    "guardian": "carer",
    "direct_carer": "carer",
    "child": "children",
    "son": "children",
    "daughter": "children",
    "biological_child": "children",
    "adopted_child": "adopted_children",
    "self": "applicant",
    "brother": "siblings",
    "sister": "siblings",
    "sibling": "siblings",
    "spouse_sibling": "spouse_siblings",
    "brother_in_law": "spouse_siblings",
    "sister_in_law": "spouse_siblings",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
EXIT_GROUNDS = {
    "resigned": "own_request",
    "resignation": "own_request",
    "serious_disunity": "caused_serious_disunity",
    "corruption": "convicted_corruption",
    "corruption_conviction": "convicted_corruption",
    "serious_crime": "convicted_serious_crime",
    "serious_crime_conviction": "convicted_serious_crime",
    "very_serious_crime": "convicted_serious_crime",
    "especially_serious_crime": "convicted_serious_crime",
    "convicted_very_serious_crime": "convicted_serious_crime",
    "convicted_especially_serious_crime": "convicted_serious_crime",
    "convicted_less_serious_crime": "less_serious_crime",
    "abandoned": "abandoned_activity",
}
EXCLUDED = {
    "own_request": "own_request_without_hardship",
    "caused_serious_disunity": "serious_disunity",
    "convicted_corruption": "corruption_conviction",
    "convicted_serious_crime": "serious_crime_conviction",
}


def relative(word: str) -> str:
    return _RELATIVES.get(word, word)


def child(word: object) -> int | None:
    """``fourth_child`` and ``population_policy_fourth_child`` speak of the fourth."""
    if not isinstance(word, str) or not word.endswith("_child"):
        return None
    ordinal = word.removesuffix("_child").rpartition("_")[2]
    return _ORDINALS.index(ordinal) + 1 if ordinal in _ORDINALS else None


def exit_ground_of_child(number: int) -> str:
    return f"population_policy_{_ORDINALS[number - 1]}_child"
