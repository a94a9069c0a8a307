from django.urls import path

from chibo.roll.rosters import views

app_name = "rosters"

urlpatterns = [
    path("", views.list_, name="list"),
    path("tai-len/<slug:code>/", views.upload, name="upload"),
    path("xuat/<slug:code>/", views.export, name="export"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/cot/", views.columns, name="columns"),
    path("<int:pk>/dong/<int:line>/", views.row, name="row"),
    path("<int:pk>/chi-bo/", views.place, name="place"),
    path("<int:pk>/ghi-vao-so/", views.apply, name="apply"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/bo/", views.discard, name="discard"),
    path("<int:pk>/ket-qua/", views.verdicts, name="verdicts"),
]
