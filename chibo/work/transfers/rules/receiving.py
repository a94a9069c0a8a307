"""Whether somebody may be let go and received: open matters, the dossier, the letter and the place."""

from __future__ import annotations

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import guard
from chibo.work.transfers.facts import Facts
from chibo.work.transfers.rules.words import silent

#: What the law names as holding up a transfer, and the fact that tells whether it is so.
HELD_UP = {"under_inspection": "under_inspection", "pending_complaint_or_denunciation": "pending_complaint"}


@guard("TRF-ALLOWED")
def check_allowed(facts: Facts, law: Law) -> list[Finding]:
    """Not while under inspection, nor while a complaint or denunciation is being handled."""
    code = "TRF-ALLOWED"
    if (held_up := law.get("transfer.blocked_while")) is None:
        return silent(code, "trường hợp chưa được chuyển sinh hoạt đảng", law)
    labels = law.parameter(held_up.name).labels
    found = []
    for reason in held_up.value:
        so = getattr(facts, HELD_UP[reason])
        if so is None:
            told = f"Chưa ghi đảng viên có {labels[reason]} hay không."
            found.append(unknown(code, held_up, told, missing=(HELD_UP[reason],), asks=HELD_UP[reason]))
        elif so:
            told = f"Đảng viên {labels[reason]}; chưa chuyển sinh hoạt đảng cho đến khi có kết luận."
            found.append(failed(code, held_up, told, who="Cơ quan đang giải quyết", asks=HELD_UP[reason]))
    return found or [passed(code, held_up, "Không có việc đang kiểm tra, khiếu nại, tố cáo.")]


@guard("TRF-INDEX")
def check_index(facts: Facts, law: Law) -> list[Finding]:
    """The keeper of the dossier has confirmed its index; otherwise nobody is received."""
    code = "TRF-INDEX"
    if (asked := law.get("transfer.index_must_be_confirmed")) is None:
        return silent(code, "mục lục hồ sơ đảng viên", law)
    if facts.index_confirmed is None:
        told = "Chưa ghi nơi giữ hồ sơ đã xác nhận mục lục tài liệu hay chưa."
        return [unknown(code, asked, told, missing=("index_confirmed",), asks="index_confirmed")]
    if facts.index_confirmed or not asked.value:
        return [passed(code, asked, "Nơi giữ hồ sơ đã xác nhận mục lục tài liệu.")]
    told = "Nơi giữ hồ sơ chưa xác nhận mục lục tài liệu."
    return [failed(code, asked, told, who="Cấp ủy cơ sở nơi đi", asks="index_confirmed")]


@guard("TRF-INDEX-MATCH")
def check_index_match(facts: Facts, law: Law) -> list[Finding]:
    """What came is what the index lists."""
    code, asked = "TRF-INDEX-MATCH", law.get("transfer.index_must_be_confirmed")
    if asked is None:
        return silent(code, "kiểm tra hồ sơ khi tiếp nhận", law)
    if facts.index_matches is None:
        told = "Chưa ghi hồ sơ có đủ theo mục lục hay không."
        return [unknown(code, asked, told, missing=("index_matches",), asks="index_matches")]
    if facts.index_matches:
        return [passed(code, asked, "Hồ sơ còn niêm phong, đủ theo mục lục.")]
    told = "Hồ sơ không đủ theo mục lục hoặc không còn niêm phong; trả lại để bổ sung, ghi rõ căn cứ."
    return [failed(code, asked, told, who="Cấp ủy cơ sở nơi đi", asks="index_matches")]


@guard("TRF-LATE-LETTER")
def check_letter(facts: Facts, law: Law) -> list[Finding]:
    """A letter from outside comes within its limit, or with an account of why not."""
    code, limit = "TRF-LATE-LETTER", law.get("transfer.present_working_days")
    if limit is None:
        return silent(code, "thời hạn xuất trình giấy giới thiệu", law)
    if facts.letter_on is None:
        return [unknown(code, limit, "Chưa ghi ngày giới thiệu.", missing=("letter_on",), asks="letter_on")]
    if facts.letter_on > facts.on:
        told = f"Ngày giới thiệu {display(facts.letter_on)} sau ngày xuất trình {display(facts.on)}."
        return [failed(code, limit, told, asks="letter_on")]
    due = law.calendar.add(facts.letter_on, limit.number).ends_on
    told = f"Giới thiệu ngày {display(facts.letter_on)}, hạn xuất trình đến hết {display(due)}"
    if facts.on <= due:
        return [passed(code, limit, f"{told}.", due_on=due.isoformat())]
    if facts.late_explanation:
        return [passed(code, limit, f"{told}; xuất trình chậm, đã giải trình.", due_on=due.isoformat())]
    late = f"{told}; ngày xuất trình là {display(facts.on)}. Cần ghi giải trình."
    return [failed(code, limit, late, who="Đảng viên", by=due, asks="late_explanation")]


@guard("TRF-SAME-BASE")
def check_same_base(facts: Facts, law: Law) -> list[Finding]:
    return _check_base(facts, law, wanted=True)


@guard("TRF-OTHER-BASE")
def check_other_base(facts: Facts, law: Law) -> list[Finding]:
    return _check_base(facts, law, wanted=False)


def _check_base(facts: Facts, law: Law, *, wanted: bool) -> list[Finding]:
    """Within one committee the letter is an internal one, beyond it an official one."""
    code = "TRF-SAME-BASE" if wanted else "TRF-OTHER-BASE"
    same = bool(facts.same_base)
    told = "Hai chi bộ cùng một đảng bộ" if same else "Nơi đến ở ngoài đảng bộ"
    if same is wanted:
        return [passed(code, None, f"{told}.")]
    other = "chuyển sinh hoạt nội bộ" if same else "chuyển sinh hoạt chính thức"
    return [failed(code, None, f"{told}: dùng {other}.", asks="destination")]


@guard("TRF-HOME")
def check_home(facts: Facts, law: Law) -> list[Finding]:
    """Nobody is received who has meanwhile come elsewhere: one home at a time."""
    code = "TRF-HOME"
    if facts.at_home is None:
        return [unknown(code, None, "Chưa biết đảng viên đang sinh hoạt chính thức ở đâu.")]
    if facts.at_home:
        return [passed(code, None, "Đảng viên đang sinh hoạt chính thức ở chi bộ nơi đi.")]
    told = "Đảng viên không còn sinh hoạt chính thức ở chi bộ nơi đi; xem lại nơi sinh hoạt trong hồ sơ."
    return [failed(code, None, told, who="Chi bộ nơi đi")]


@guard("TRF-REPORTED")
def check_reported(facts: Facts, law: Law) -> list[Finding]:
    """An extension is reported to the temporary place, and the home is told."""
    code, source = "TRF-REPORTED", law.get("transfer.temporary_min_months")
    if facts.reported:
        return [passed(code, source, "Đã báo cáo nơi sinh hoạt tạm thời.")]
    told = "Gia hạn phải báo cáo nơi sinh hoạt tạm thời và báo chi bộ nơi sinh hoạt chính thức."
    return [failed(code, source, told, who="Đảng viên", asks="reported")]


@guard("TRF-CARD")
def check_card(facts: Facts, law: Law) -> list[Finding]:
    """The letter prints the number of the card; what is not known is left to the pen."""
    code = "TRF-CARD"
    if facts.card_known:
        return [passed(code, None, "Số thẻ đảng viên đã có trong sổ.")]
    return [unknown(code, None, "Sổ chưa có số thẻ đảng viên; trên giấy giới thiệu phải ghi tay.", missing=("card",))]
