"""What the page of the ledger needs to say acts, subjects and organizations in words; the ledger itself knows none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django import template

from chibo.engine.cases.models import Event
from chibo.foundation.ledger.models import Entry
from chibo.roll.organizations.models import Form

register = template.Library()

ACTS: Final[Mapping[str, str]] = {
    "cases.open": "Mở hồ sơ",
    "cases.close": "Kết thúc hồ sơ",
    **{f"cases.{kind.value}": f"Hồ sơ: {kind.label.lower()}" for kind in Event.Kind},
    "cases.done": "Ghi một bước của hồ sơ",
    "members.drop_list": "Bỏ danh sách đã lưu",
    "members.export_list": "In hoặc xuất danh sách đảng viên",
    "members.save_list": "Lưu điều kiện của một danh sách",
    "fees.close_month": "Khóa sổ đảng phí một tháng",
    "fees.collect": "Thu đảng phí",
    "fees.confirm_receipt": "Nhận đảng phí từ cấp dưới",
    "fees.correct": "Điều chỉnh đảng phí của tháng đã khóa",
    "transfers.check_notices": "Kiểm tra phiếu báo chuyển sinh hoạt đảng",
    "fees.export": "Tải sổ đảng phí thành bảng tính",
    "fees.declare": "Ghi đối tượng đóng đảng phí",
    "fees.grant_relief": "Ghi quyết định miễn, giảm đảng phí",
    "fees.hand_up": "Nộp đảng phí lên cấp trên",
    "fees.judge_excuse": "Ghi lý do chưa đóng đảng phí",
    "fees.open_book": "Mở sổ đảng phí",
    "fees.reverse": "Hủy phiếu thu đảng phí",
    "fees.set_value": "Ghi quy định của cấp ủy về đảng phí",
    "files.add_entry": "Ghi một mục vào hồ sơ đảng viên",
    "files.answer_proposal": "Trả lời đề nghị sửa hồ sơ",
    "files.check_papers": "Kiểm giấy tờ trong hồ sơ",
    "files.close_round": "Kết thúc đợt đối chiếu hồ sơ",
    "files.compare_files": "Đối chiếu hồ sơ với danh sách",
    "files.correct_entry": "Sửa một mục trong hồ sơ đảng viên",
    "files.end_introduction": "Thôi giữ mối liên hệ nơi cư trú",
    "files.hand_over": "Bàn giao hồ sơ đảng viên",
    "files.introduce_guest": "Ghi đảng viên giữ mối liên hệ nơi cư trú",
    "files.lend": "Cho mượn hồ sơ",
    "files.open_round": "Mở đợt đối chiếu hồ sơ",
    "files.propose": "Đảng viên đề nghị sửa hồ sơ",
    "files.record_leaving": "Ghi từ trần, ra khỏi Đảng",
    "files.settle_difference": "Xử lý điều khác nhau khi đối chiếu",
    "files.strike_out_entry": "Bỏ một mục ghi nhầm",
    "files.take_back": "Nhận lại hồ sơ cho mượn",
    "files.undo_leaving": "Hoàn tác việc ghi nhầm từ trần, ra khỏi Đảng",
    "honours.award": "Trao Huy hiệu Đảng",
    "honours.change_award": "Ghi việc về một huy hiệu",
    "honours.consider": "Chi bộ xét đề nghị tặng huy hiệu",
    "honours.decide": "Quyết định tặng Huy hiệu Đảng",
    "honours.nominate": "Tờ khai đề nghị tặng Huy hiệu Đảng",
    "honours.record_earlier": "Ghi huy hiệu đã tặng trước đây",
    "honours.submit": "Tờ trình đề nghị tặng Huy hiệu Đảng",
    "honours.withdraw": "Rút đề nghị tặng Huy hiệu Đảng",
    "ledger.withhold": "Rút dữ liệu cá nhân của một mục",
    "meetings.hold": "Ghi cuộc họp",
    "meetings.take_vote": "Ghi kết quả biểu quyết",
    "members.annul": "Hủy quyết định kết nạp",
    "members.annul_recognition": "Hủy quyết định công nhận",
    "members.appoint": "Phân công nhiệm vụ",
    "members.arrive_for_a_time": "Đến sinh hoạt tạm thời từ ngoài hệ thống",
    "members.correct_person": "Sửa lý lịch tóm tắt",
    "members.constitute": "Lập cấp ủy",
    "members.decide_again": "Xác định lại ngày kết nạp hoặc công nhận",
    "members.end_appointment": "Kết thúc phân công",
    "members.end_offices": "Kết thúc nhiệm vụ ở các tổ chức kết thúc hoạt động",
    "members.end_card": "Thẻ đảng viên thôi dùng",
    "members.end_membership": "Từ trần, ra khỏi Đảng",
    "members.exchange_cards": "Đổi thẻ đảng viên hàng loạt",
    "members.end_temporary": "Kết thúc sinh hoạt tạm thời",
    "members.enroll": "Vào sổ đảng viên dự bị",
    "members.enroll_many": "Vào sổ nhiều đảng viên",
    "members.extend_temporary": "Gia hạn sinh hoạt tạm thời",
    "members.go_away": "Sinh hoạt tạm thời ngoài hệ thống",
    "members.issue_card": "Cấp thẻ đảng viên",
    "members.leave_out": "Ghi thời gian không tính tuổi đảng",
    "members.lift_standing": "Kết thúc một hoàn cảnh của đảng viên",
    "members.link_account": "Gắn tài khoản với người",
    "members.move_back": "Hoàn tác việc chuyển nhiều người",
    "members.move_everybody": "Chuyển sinh hoạt cả tổ chức",
    "members.move_out": "Chuyển sinh hoạt ra ngoài hệ thống",
    "members.move_people": "Chuyển sinh hoạt theo việc sắp xếp tổ chức",
    "members.place": "Ghi nơi sinh hoạt",
    "members.recognize": "Công nhận đảng viên chính thức",
    "members.register_member_outside": "Ghi đảng viên từ ngoài hệ thống",
    "members.register_person": "Ghi một người vào sổ",
    "members.replace_card": "Đổi, cấp lại thẻ đảng viên",
    "members.restore": "Khôi phục đảng tịch",
    "members.seat": "Bổ sung cấp ủy viên",
    "members.set_standing": "Ghi một hoàn cảnh của đảng viên",
    "members.take_back": "Hoàn tác một đợt nhập danh sách",
    "members.take_back_end": "Trở lại là đảng viên như trước khi ghi nhầm",
    "members.take_over": "Nhập danh sách vào sổ",
    "members.unseat": "Thôi cấp ủy viên",
    "reports.freeze": "Chốt báo cáo",
    "organizations.adopt_standard": "Đặt tiêu chuẩn riêng",
    "organizations.close": "Kết thúc tổ chức",
    "organizations.confirm_value": "Xác nhận giá trị",
    "organizations.found": "Lập tổ chức",
    "organizations.redraw": "Sắp xếp tổ chức đảng",
    "organizations.reshape": "Đổi tên, cấp hoặc nơi trực thuộc",
    "organizations.undraw": "Hoàn tác việc sắp xếp tổ chức đảng",
    "reorganizations.carry_out": "Thực hiện một việc sắp xếp",
    "reorganizations.draft": "Soạn một việc sắp xếp",
    "reorganizations.drop": "Bỏ dự thảo sắp xếp",
    "reorganizations.undo": "Hoàn tác một việc sắp xếp",
}
SUBJECTS: Final[Mapping[str, str]] = {
    "case": "Hồ sơ",
    "committee": "Cấp ủy",
    "entry": "Mục",
    "guest": "Đảng viên nơi cư trú",
    "list": "Danh sách",
    "meeting": "Cuộc họp",
    "organization": "Tổ chức",
    "person": "Người",
    "reorganization": "Việc sắp xếp tổ chức",
    "report": "Báo cáo",
    "roster": "Đợt nhập danh sách",
    "vote": "Biểu quyết",
}


@register.filter
def act_words(action: str) -> str:
    """An act in words; its code where it is new and nobody has named it yet."""
    return ACTS.get(action, action)


@register.filter
def subject_words(subject: str) -> str:
    """``case:12/A15`` as "Hồ sơ 12, bước A15"; of an organization only that it is one, its name stands beside it."""
    kind, _, rest = subject.partition(":")
    known, _, step = rest.partition("/")
    if kind not in SUBJECTS:
        return subject
    if kind == "organization":
        return SUBJECTS[kind]
    return f"{SUBJECTS[kind]} {known}" + (f", bước {step}" if step else "")


@register.simple_tag
def organization_names(entries: Iterable[Entry]) -> dict[str, str]:
    """Code -> the last name of each organization that the entries speak of, in one query."""
    codes = {entry.organization for entry in entries if entry.organization}
    forms = Form.objects.filter(organization__code__in=codes).order_by("starts_on")
    return dict(forms.values_list("organization__code", "name"))
