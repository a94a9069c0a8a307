from datetime import date

from django.urls import path, register_converter

from chibo.work.fees.views import books, months, papers, people

app_name = "fees"


class MonthConverter:
    """``2026-02`` as the first day of the month."""

    regex = r"2[01]\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


class PersonalActConverter:
    regex = "|".join(people.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MonthConverter, "fee_month")
register_converter(PersonalActConverter, "fee_act")

urlpatterns = [
    path("", books.list_, name="list"),
    path("cua-toi/", people.mine, name="mine"),
    path("so/<slug:code>/", books.page, name="book"),
    path("so/<slug:code>/mo-so/", books.open_book, name="open_book"),
    path("so/<slug:code>/quy-dinh/", books.set_value, name="set_value"),
    path("so/<slug:code>/nop-len/", books.hand_up, name="hand_up"),
    path("so/<slug:code>/xuat/", papers.export_year, name="export_year"),
    path("so/<slug:code>/<fee_month:month>/", months.page, name="month"),
    path("so/<slug:code>/<fee_month:month>/thu/", months.collect, name="collect"),
    path("so/<slug:code>/<fee_month:month>/khoa-so/", months.close, name="close"),
    path("so/<slug:code>/<fee_month:month>/so-thu/", months.sheet, name="sheet"),
    path("so/<slug:code>/<fee_month:month>/so-thu/xuat/", papers.export_month, name="export_month"),
    path("so/<slug:code>/dang-vien/<int:pk>/", people.page, name="person"),
    path("so/<slug:code>/dang-vien/<int:pk>/<fee_act:act>/", people.act, name="act"),
    path("phieu-thu/<int:pk>/", papers.receipt, name="receipt"),
    path("phieu-thu/<int:pk>/huy/", people.reverse_payment, name="reverse"),
    path("nop-len/<int:pk>/da-nhan/", books.confirm_receipt, name="confirm_receipt"),
]
