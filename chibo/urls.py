from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chibo.web.urls")),
    path("", include("chibo.foundation.accounts.urls")),
    path("dang-vien/", include("chibo.roll.files.people_urls")),
    path("ho-so-dang-vien/", include("chibo.roll.files.urls")),
    path("nhap-danh-sach/", include("chibo.roll.rosters.urls")),
    path("to-chuc/", include("chibo.roll.members.tree_urls")),
    path("", include("chibo.foundation.ledger.urls")),
    path("quy-dinh/", include("chibo.foundation.rulebook.urls")),
    path("sinh-hoat/", include("chibo.engine.meetings.urls")),
    path("ho-so/", include("chibo.engine.cases.urls")),
    path("ket-nap/", include("chibo.work.admissions.urls")),
    path("sap-xep-to-chuc/", include("chibo.work.reorganizations.urls")),
    path("chuyen-sinh-hoat/", include("chibo.work.transfers.urls")),
    path("dang-phi/", include("chibo.work.fees.urls")),
    path("khen-thuong/", include("chibo.work.honours.urls")),
    path("bao-cao/", include("chibo.reports.urls")),
]
