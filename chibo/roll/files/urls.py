from django.urls import path

from chibo.roll.files.views import classes, entries, guests, keeping, leavings, papers, printing, proposals

app_name = "files"

urlpatterns = [
    path("", papers.home, name="home"),
    path("de-nghi/", proposals.list_, name="proposals"),
    path("de-nghi/cua-toi/", proposals.propose, name="propose"),
    path("de-nghi/<int:pk>/", proposals.answer_one, name="answer"),
    path("de-nghi/<int:pk>/rut/", proposals.withdraw, name="withdraw"),
    path("muc/<int:pk>/sua/", entries.correct, name="correct_entry"),
    path("muc/<int:pk>/bo-muc/", entries.strike_out, name="strike_out"),
    path("doi-chieu/<int:pk>/", keeping.round_, name="round"),
    path("doi-chieu/<int:pk>/ket-thuc/", keeping.close, name="close_round"),
    path("doi-chieu/<int:pk>/xu-ly/<int:item>/", keeping.settle, name="settle"),
    path("muon/<int:pk>/tra/", keeping.take_back, name="take_back"),
    path("ban-giao/<int:pk>/in/", printing.handover, name="handover_pdf"),
    path("ra-khoi-dang/<int:pk>/", leavings.page, name="leaving"),
    path("ra-khoi-dang/<int:pk>/hoan-tac/", leavings.undo, name="undo_leaving"),
    path("lop/ghi-danh/", classes.enrol, name="enrol"),
    path("lop/<int:pk>/", classes.page, name="party_class"),
    path("lop/<int:pk>/in/", printing.class_list, name="class_pdf"),
    path("lop/<int:pk>/doi-ngay/", classes.reschedule, name="reschedule"),
    path("lop/<int:pk>/rut/<int:item>/", classes.withdraw, name="withdraw_from_class"),
    path("noi-cu-tru/<int:pk>/thoi/", guests.leave, name="end_introduction"),
    path("to-chuc/<slug:code>/", papers.organization, name="organization"),
    path("to-chuc/<slug:code>/kiem/<int:number>/", papers.one_paper, name="one_paper"),
    path("to-chuc/<slug:code>/doi-chieu/", keeping.rounds, name="rounds"),
    path("to-chuc/<slug:code>/muon/", keeping.loans, name="loans"),
    path("to-chuc/<slug:code>/ban-giao/", keeping.handovers, name="handovers"),
    path("to-chuc/<slug:code>/lop/", classes.list_, name="classes"),
    path("to-chuc/<slug:code>/noi-cu-tru/", guests.list_, name="guests"),
    path("to-chuc/<slug:code>/ra-khoi-dang/", leavings.list_, name="leavings"),
    path("to-chuc/<slug:code>/so/<slug:book>/", printing.register, name="register"),
    path("<int:pk>/cac-muc/", entries.list_, name="entries"),
    path("<int:pk>/cac-muc/ghi/", entries.add, name="add_entry"),
    path("<int:pk>/sua/<slug:field>/", entries.correct_column, name="correct_person"),
    path("<int:pk>/ra-khoi-dang/", leavings.leave, name="leave"),
    path("<int:pk>/giay-to/", papers.checklist, name="papers"),
    path("<int:pk>/muon/", keeping.lend, name="lend"),
    path("<int:pk>/in/<slug:layout>/", printing.sheet, name="sheet"),
]
