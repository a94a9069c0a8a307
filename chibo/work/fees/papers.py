"""The receipt: numbered by cell and year, with the amount in figures and in words."""

from __future__ import annotations

from chibo.foundation.papers.facts import PaperData
from chibo.foundation.papers.printing import render_pdf
from chibo.foundation.rulebook import rulebook
from chibo.work.fees.models import Payment
from chibo.work.fees.queries.places import Place
from chibo.work.fees.rules.money import in_words, shown
from chibo.work.fees.rules.months import said

#: The code of the receipt in the catalogue of forms.
CODE = "PT-ĐP"


def receipt_pdf(place: Place, payment: Payment) -> bytes:
    return render_pdf([(rulebook().forms[CODE], facts_of(place, payment))])


def facts_of(place: Place, payment: Payment) -> PaperData:
    """What the receipt prints; a reversal says what it takes back and why."""
    parts = payment.parts.order_by("month")
    back = payment.reverses
    return {
        "issuer_superior_name": place.above.name if place.above else None,
        "issuer_name": place.form.name,
        "fee_number": f"{payment.number}/{payment.year}",
        "fee_date": payment.paid_on.isoformat(),
        "person_name": payment.person.name,
        "fee_amount": shown(abs(payment.amount)),
        "fee_amount_words": in_words(abs(payment.amount)),
        "fee_months": "; ".join(f"tháng {said(part.month)}: {shown(abs(part.amount))}" for part in parts),
        "fee_method": payment.get_method_display(),
        "fee_collector": payment.recorded_by.full_name or payment.recorded_by.get_username(),
        "fee_taken_back": f"số {back.number}/{back.year}; lý do: {payment.ground}" if back else None,
        "invented": payment.person.invented,
    }
