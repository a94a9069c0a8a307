"""Pages of one's own sign-in, and of the keeper."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.foundation.accounts import actions, queries
from chibo.foundation.accounts.forms import NewAccountForm
from chibo.foundation.accounts.models import User
from chibo.foundation.accounts.permissions import can_keep_accounts, check_can_keep_accounts
from chibo.foundation.accounts.policy import needs_second_factor
from chibo.foundation.accounts.queries import signed_in


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """A new password ends the other sessions; whoever typed the old one need not type it again for the next duty."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not signed_in(request).has_usable_password():
            raise PermissionDenied("Tài khoản này chưa có mật khẩu; quản trị hệ thống cấp mật khẩu đầu tiên.")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        actions.note_own_password(
            account=signed_in(self.request), session_key=self.request.session.session_key or "", at=timezone.now()
        )
        reauthenticate_by_password(self.request)
        return response


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    me = signed_in(request)
    page = {"needs_second_factor": needs_second_factor(me, timezone.localdate()), "keeps": can_keep_accounts(me)}
    return render(request, "account/index.html", page)


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    found = queries.sessions_of(signed_in(request), request.session.session_key or "")
    return render(request, "usersessions/usersession_list.html", {"sessions": found})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    if not actions.end_sessions(account=signed_in(request), keep=request.session.session_key or "", only=pk):
        raise Http404("Phiên này không còn mở.")
    messages.success(request, "Đã đóng phiên đăng nhập.")
    return redirect("usersessions_list")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    closed = actions.end_sessions(account=signed_in(request), keep=request.session.session_key or "")
    messages.success(request, f"Đã đóng {closed} phiên đăng nhập khác.")
    return redirect("usersessions_list")


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    check_can_keep_accounts(signed_in(request))
    words = request.GET.get("q", "").strip()
    page = Paginator(queries.accounts(words), 50).get_page(request.GET.get("trang"))
    return render(request, "accounts/users.html", {"page": page, "words": words})


@require_http_methods(["GET", "POST"])
@sensitive_variables("password")
def create(request: HttpRequest) -> HttpResponse:
    check_can_keep_accounts(signed_in(request))
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened, password = actions.create_account(**form.cleaned_data, by=signed_in(request), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _show_once(request, opened, password)
    return render(request, "accounts/create.html", {"form": form})


@require_GET
def user(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_accounts(signed_in(request))
    found = get_object_or_404(queries.accounts(""), pk=pk)
    return render(request, "accounts/user.html", {"account": found, "acts": queries.acts_on(found)})


@require_POST
@sensitive_variables("password")
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_accounts(signed_in(request))
    found = get_object_or_404(User, pk=pk)
    password = actions.reset_password(account=found, by=signed_in(request), at=timezone.now())
    return _show_once(request, found, password)


_ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "khoa": (actions.deactivate, "Đã khóa tài khoản và đóng mọi phiên đăng nhập."),
    "mo-khoa": (actions.reactivate, "Đã mở khóa tài khoản."),
    "go-hai-lop": (actions.reset_second_factor, "Đã gỡ bảo mật hai lớp và đóng mọi phiên đăng nhập."),
}


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    check_can_keep_accounts(signed_in(request))
    perform, sentence = _ACTS[name]
    perform(account=get_object_or_404(User, pk=pk), by=signed_in(request), at=timezone.now())
    messages.success(request, sentence)
    return redirect("accounts:user", pk)


def _show_once(request: HttpRequest, account: User, password: str) -> HttpResponse:
    """In the answer itself, not after a redirect: the password is never stored anywhere in the clear."""
    return render(request, "accounts/password.html", {"account": account, "password": password})
