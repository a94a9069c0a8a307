from django.urls import path

from chibo.foundation.ledger import views

app_name = "ledger"
urlpatterns = [
    path("so-cai/", views.entries, name="entries"),
    path("so-cai/kiem-tra/", views.verify, name="verify"),
]
