"""How long a password must be, said in Vietnamese, and the first password that a keeper hands over."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import MinimumLengthValidator

#: No letter or digit that is mistaken for another when read aloud or copied from paper.
_ALPHABET = "abcdefghkmnpqrstuvwxyz23456789"


def generate_password() -> str:
    """Four groups of four: 78 bits, easy to dictate over the telephone."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Mật khẩu có ít nhất {self.min_length} ký tự; một câu ngắn dễ nhớ là tốt nhất."
