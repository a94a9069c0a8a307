from django.urls import path

from chibo.roll.members.views import lists, people

app_name = "members"

urlpatterns = [
    path("", lists.list_, name="list"),
    path("in/", lists.print_, name="print"),
    path("thong-bao/", lists.notices, name="notices"),
    path("xuat/", lists.export, name="export"),
    path("danh-sach/", lists.saved, name="saved"),
    path("danh-sach/<int:pk>/", lists.open_saved, name="open_saved"),
    path("danh-sach/<int:pk>/bo/", lists.drop, name="drop_saved"),
    path("tim/", people.search, name="search"),
    path("<int:pk>/so-dinh-danh/", people.reveal, name="reveal"),
]
