"""The words of the questions beside those of the rules. Translations only."""

from __future__ import annotations

#: Parts of the name of an event, and the change that it speaks of; the first that fits is meant.
EVENTS = {
    "violation_at_temporary": "violation",
    "year_end": "rating",
    "no_activity": "unattended",
    "no_fees": "unattended",
    "contrary_to_rules": "wrong",
    "wrong_transfer": "wrong",
    "graduat": "graduate",
    "abroad": "abroad",
    "overseas": "abroad",
    "introduc": "letter",
    "letter": "letter",
    "training": "study",
    "study": "study",
    "course": "study",
    "contract": "contract",
    "second": "contract",
    "temporary": "away",
    "posted": "away",
    "business_trip": "away",
    "workplace": "move",
    "job": "move",
    "retire": "move",
    "resign": "move",
    "left_work": "move",
    "leav": "move",
    "demobil": "move",
    "discharg": "move",
    "residence": "move",
    "relocat": "move",
    "transfer": "move",
    "mov": "move",
}
#: The day on which a thing was done, and which limit it is held against.
DONE = {
    "completed_on": "start",
    "completed_date": "start",
    "done_on": "",
    "started_on": "start",
    "presented_on": "letter",
    "letter_presented_on": "letter",
    "presented_date": "letter",
}
#: The same, told by a number of working days.
ELAPSED = {
    "working_days_since_decision": "start",
    "working_days_since_move": "start",
    "completed_after_working_days": "start",
    "working_days_since_letter": "letter",
    "working_days_since_introduction": "letter",
    "presented_after_working_days": "letter",
    "done_after_working_days": "",
}
MONTHS = ("duration_months", "contract_months", "months_away", "duration_in_months", "months")
INSPECTED = ("under_inspection", "being_inspected", "under_audit", "under_inspection_or_audit", "under_investigation")
COMPLAINED = (
    "pending_complaint_or_denunciation",
    "pending_complaint",
    "pending_denunciation",
    "complaint_pending",
    "denunciation_pending",
    "under_denunciation",
)
BRANCHES = {"official_place": "official_branch", "temporary_place": "temporary_branch"}
FORMS = {"caution": "warning", "khien_trach": "reprimand", "canh_cao": "warning"}


def change(event: object) -> str:
    """What kind of change an event is; empty when it is none that we know."""
    word = str(event or "")
    return next((meaning for part, meaning in EVENTS.items() if part in word), "")
