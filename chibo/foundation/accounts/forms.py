"""Forms: allauth's in our words, and the keeper's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms

from chibo.common.fields import NameField
from chibo.foundation.accounts.models import User


class _InOurWords:
    """Labels in Vietnamese above the fields, where the house has them, instead of English inside."""

    labels: dict[str, str]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(_InOurWords, account_forms.LoginForm):  # type: ignore[misc]
    labels = {"login": "Tên đăng nhập", "password": "Mật khẩu"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ReauthenticateForm(_InOurWords, account_forms.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": "Mật khẩu"}


class ChangePasswordForm(_InOurWords, account_forms.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": "Mật khẩu hiện tại",
        "password1": "Mật khẩu mới",
        "password2": "Nhập lại mật khẩu mới",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "password1"
        ].help_text = "Ít nhất 12 ký tự, không chỉ gồm chữ số, không trùng tên. Một câu ngắn dễ nhớ là tốt nhất."

    def clean_password2(self) -> str:
        password2: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", password2) != password2:
            raise forms.ValidationError("Hai lần nhập mật khẩu mới không giống nhau.")
        return password2

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("password1") and self.cleaned_data["password1"] == self.cleaned_data.get(
            "oldpassword"
        ):
            self.add_error("password1", "Mật khẩu mới phải khác mật khẩu hiện tại.")
        return dict(self.cleaned_data)


class _Code(_InOurWords):
    labels = {"code": "Mã xác thực"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_Code, code_forms.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateByCodeForm(_Code, code_forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateForm(_Code, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": "Mã sáu chữ số trên ứng dụng"}


class SignInNameField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class NewAccountForm(forms.Form):
    username = SignInNameField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ thường không dấu, ví dụ: nguyen.van.an",
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    full_name = NameField(label="Họ và tên", max_length=120)
