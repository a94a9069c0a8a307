"""Sign-in, own account, keeper's pages. Of allauth only these pages exist, under the names that it asks for."""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from chibo.foundation.accounts import views

keeper = [
    path("", views.users, name="users"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.user, name="user"),
    path("<int:pk>/mat-khau/", views.reset_password, name="reset_password"),
    path("<int:pk>/khoa/", views.act, {"name": "khoa"}, name="deactivate"),
    path("<int:pk>/mo-khoa/", views.act, {"name": "mo-khoa"}, name="reactivate"),
    path("<int:pk>/go-hai-lop/", views.act, {"name": "go-hai-lop"}, name="reset_second_factor"),
]

second_factor = [
    path("", allauth_mfa.index, name="mfa_index"),
    path("nhap-ma/", allauth_mfa.authenticate, name="mfa_authenticate"),
    path("xac-nhan/", allauth_mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/moi/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("dang-nhap/", allauth_account.login, name="account_login"),
    path("dang-xuat/", allauth_account.logout, name="account_logout"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/dang-khoa/", allauth_account.account_inactive, name="account_inactive"),
    path("tai-khoan/mat-khau/", views.ChangePassword.as_view(), name="account_change_password"),
    path("tai-khoan/xac-nhan/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/hai-lop/", include(second_factor)),
    path("tai-khoan/phien/", views.sessions, name="usersessions_list"),
    path("tai-khoan/phien/<int:pk>/ket-thuc/", views.end_session, name="end_session"),
    path("tai-khoan/phien/ket-thuc-khac/", views.end_other_sessions, name="end_other_sessions"),
    path("tai-khoan/nguoi-dung/", include((keeper, "accounts"))),
]
