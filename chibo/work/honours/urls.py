from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from chibo.work.honours.views import cards, papers, people, rounds

app_name = "honours"


class DayConverter:
    """The day of a round in the address: 2027-02-03."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # a day that is in no calendar is no address

    def to_url(self, value: date | str) -> str:
        return value.isoformat() if isinstance(value, date) else value


class EndingConverter:
    """The two kinds of file that a paper can be."""

    regex = "|".join(papers.FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DayConverter, "round_day")
register_converter(EndingConverter, "paper_file")

urlpatterns = [
    path("", rounds.home, name="home"),
    path("cua-toi/", people.mine, name="mine"),
    path("cua-toi/to-khai/", people.declare, name="declare"),
    path("dot/<str:code>/<round_day:round_on>/", rounds.round_, name="round"),
    path("dot/<str:code>/<round_day:round_on>/to-trinh/", rounds.submit, name="submit"),
    path("chi-bo/<str:code>/xet/", rounds.consider, name="consider"),
    path("to-trinh/<int:pk>/", rounds.submission, name="submission"),
    path("to-trinh/<int:pk>/quyet-dinh/", rounds.decide, name="decide"),
    path("to-trinh/<int:pk>/to-trinh.<paper_file:ending>", papers.submission, name="submission_paper"),
    path("quyet-dinh/<int:pk>/trao/", rounds.award, name="award"),
    path("quyet-dinh/<int:pk>/quyet-dinh.<paper_file:ending>", papers.decision, name="decision_paper"),
    path("quyet-dinh/<int:pk>/danh-sach-trao.<paper_file:ending>", papers.ceremony, name="ceremony_paper"),
    path("dang-vien/<int:pk>/", people.page, name="person"),
    path("dang-vien/<int:pk>/to-khai/", people.nominate, name="nominate"),
    path("dang-vien/<int:pk>/huy-hieu-da-tang/", people.record_earlier, name="record_earlier"),
    path("dang-vien/<int:pk>/gian-doan/", people.leave_out, name="leave_out"),
    path("dang-vien/<int:pk>/phat-the/", cards.issue, name="issue_card"),
    path("de-nghi/<int:pk>/", people.nomination, name="nomination"),
    path("de-nghi/<int:pk>/rut/", people.withdraw, name="withdraw"),
    path("de-nghi/<int:pk>/to-khai.<paper_file:ending>", papers.declaration, name="declaration_paper"),
    path("de-nghi/<int:pk>/nghi-quyet.<paper_file:ending>", papers.resolution, name="resolution_paper"),
    path("huy-hieu/<int:pk>/", people.change, name="change"),
    path("the/<str:code>/", cards.list_, name="cards"),
    path("the/<str:code>/doi-the/", cards.exchange, name="exchange_cards"),
    path("the/<str:code>/danh-sach-phat/", papers.card_list, name="card_list"),
    path("the/dang-giu/<int:pk>/thoi-dung/", cards.end, name="end_card"),
    path("the/dang-giu/<int:pk>/doi/", cards.replace, name="replace_card"),
]
