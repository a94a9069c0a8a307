"""The words of questions about fees, and what they are called in the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Kinds of member. A word may mean another category in another era: the first that the law of the day knows stands.
KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "administrative_agency",
            "state_agency",
            "agency",
            "political_organisation",
            "political_organization",
            "socio_political_organisation",
            "mass_organisation",
            "armed_forces",
            "army",
            "police",
            "civil_servant",
        ),
        ("agency", "insured"),
    ),
    **dict.fromkeys(
        ("enterprise", "company", "public_service_unit", "public_unit", "economic_organisation", "cooperative"),
        ("enterprise", "insured"),
    ),
    **dict.fromkeys(
        (
            "social_insurance_pensioner",
            "pensioner",
            "pension",
            "retired",
            "retired_official",
            "social_insurance_beneficiary",
        ),
        ("social_insurance", "pensioner"),
    ),
    **dict.fromkeys(
        (
            "compulsory_social_insurance",
            "social_insurance",
            "si_member",
            "insured",
            "insured_employee",
            "employee",
            "worker",
        ),
        ("insured", "enterprise"),
    ),
    **dict.fromkeys(
        (
            "other_domestic_in_working_age",
            "other_domestic_within_working_age",
            "other_in_working_age",
            "other_domestic_below_retirement_age",
            "no_social_insurance_below_retirement_age",
            "not_insured_below_retirement_age",
            "uninsured_below_retirement_age",
            "below_retirement_age",
            "below_retirement",
            "farmer",
            "freelancer",
            "self_employed",
            "unemployed",
        ),
        ("other_in_working_age", "below_retirement"),
    ),
    **dict.fromkeys(
        (
            "other_domestic_beyond_working_age",
            "other_domestic_above_working_age",
            "other_beyond_working_age",
            "other_domestic_above_retirement_age",
            "no_social_insurance_above_retirement_age",
            "no_pension_above_retirement_age",
            "not_insured_above_retirement_age",
            "uninsured_above_retirement_age",
            "above_retirement_age",
            "at_or_above_retirement_age",
            "above_retirement",
        ),
        ("other_beyond_working_age", "above_retirement"),
    ),
    **dict.fromkeys(("student", "pupil", "university_student"), ("student", "other_in_working_age")),
    **dict.fromkeys(("social_pension", "social_pension_recipient"), ("social_pension",)),
    **dict.fromkeys(("other_domestic", "uninsured", "not_insured", "no_social_insurance"), ("uninsured",)),
    **dict.fromkeys(("abroad", "overseas"), ("abroad",)),
}
#: Uninsured people are told apart by the age of retirement.
BY_AGE = ("below_retirement", "above_retirement")
OLDER = ("reached_retirement_age", "above_retirement_age", "at_or_above_retirement_age", "beyond_working_age")
YOUNGER = ("below_retirement_age", "in_working_age", "within_working_age")
INCOMES = (
    "salary_and_allowances_vnd",
    "salary_vnd",
    "wage_vnd",
    "pension_vnd",
    "previous_month_si_salary_vnd",
    "previous_month_insured_wage_vnd",
    "si_salary_vnd",
    "insured_wage_vnd",
    "income_vnd",
)
BENEFITS = ("allowance_vnd", "benefit_vnd", "sickness_allowance_vnd", "maternity_allowance_vnd")
LEAVES = ("maternity", "sickness", "sick", "sick_leave", "maternity_leave", "illness")
#: Leave without pay or benefit: the member pays as somebody uninsured.
UNPAID_LEAVES = ("unpaid", "unpaid_leave", "other", "other_leave", "without_pay")
WORK_INCOMES = ("work_income_vnd", "extra_salary_vnd", "paid_work_vnd")
AGREED = ("in_age_fee_vnd", "in_working_age_fee_vnd", "agreed_fee_vnd", "fee_set_vnd")
REGIONS: Mapping[str, str] = {
    **{name: str(number) for number, name in enumerate(("I", "II", "III", "IV"), start=1)},
    **{f"region_{name}": str(number) for number, name in enumerate(("i", "ii", "iii", "iv"), start=1)},
    **{str(number): str(number) for number in range(1, 5)},
}
HOUSEHOLDS: Mapping[str, str] = {
    "poor": "poor_household",
    "poor_household": "poor_household",
    "near_poor": "near_poor_household",
    "near_poor_household": "near_poor_household",
}
CELLS_OF_BASE = ("base_branch", "base_cell", "base_level_branch", "grassroots_branch", "chi_bo_co_so")
CELLS_UNDER_BASE = ("subordinate_branch", "subordinate_cell", "branch_under_base", "cell", "branch")
#: How the answers name what follows and who decides.
NOTHING_FOLLOWS = "none_on_this_ground"
RESTORED = ("restored", "reinstated")
WRONGLY = ("wrong", "unjust")


def first(given: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of these facts that was given."""
    return next((given[name] for name in names if given.get(name) is not None), None)


def says(given: Mapping[str, Any], names: tuple[str, ...]) -> bool | None:
    """Whether any of these is said to be so; None when none of them is spoken of."""
    told = [given[name] for name in names if isinstance(given.get(name), bool)]
    return any(told) if told else None
