"""Members propose, the office answers by the same rules as any correction, the member reads the answer."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import accept, propose, refuse, withdraw
from chibo.roll.files.models import Correction, Proposal
from chibo.roll.files.queries.entries import proposals_to_answer
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.web.file_sources import proposals_waiting
from tests import builders
from tests.builders import Tree
from tests.cast import identity

ON = date(2020, 10, 26)


@pytest.fixture
def member(binh: Person) -> User:
    user = builders.account(binh, "binh")
    binh.refresh_from_db()
    return user


def ask(person: Person, by: User, field: str = "residence", new: str = "Số 5, tổ 1") -> Proposal:
    return propose(person=person, field=field, new=new, ground="Thẻ căn cước", by=by, on=ON)


def asked(old: str = "", kind: str = "UPDATE") -> Asked:
    return Asked("residence", kind, old, "", "Phiếu bổ sung", "PBS-1", date(2020, 10, 1))


def test_a_proposal_waits_for_the_office_of_the_place(tree: Tree, binh: Person, member: User, office: User) -> None:
    proposal = ask(binh, member)
    assert proposals_to_answer(authority_of(office, ON), ON, 10) == [proposal]
    (task,) = proposals_waiting(authority_of(office, ON), ON)
    assert binh.name in task.title and task.organization == "Chi bộ tổ dân phố 1"
    neighbour = builders.neighbour_secretary(tree.neighbour_cell)
    cell = builders.secretary(tree.cell)
    assert proposals_to_answer(authority_of(neighbour, ON), ON, 10) == []
    assert proposals_to_answer(authority_of(cell, ON), ON, 10) == []  # the cell keeps no files


def test_accepted_it_becomes_a_correction(binh: Person, member: User, office: User) -> None:
    proposal = ask(binh, member)
    correction = accept(proposal=proposal, asked=asked(), by=office, on=ON)
    binh.refresh_from_db()
    proposal.refresh_from_db()
    assert binh.residence == "Số 5, tổ 1"
    assert (proposal.state, proposal.correction, proposal.answered_by) == ("ACCEPTED", correction, office)
    with pytest.raises(Refusal, match="đã được trả lời"):
        refuse(proposal=proposal, reason="x", by=office, on=ON)


def test_refused_it_says_why(binh: Person, member: User, office: User) -> None:
    proposal = ask(binh, member)
    with pytest.raises(Refusal, match="chưa ghi lý do"):
        refuse(proposal=proposal, reason=" ", by=office, on=ON)
    refuse(proposal=proposal, reason="Thẻ căn cước ghi khác", by=office, on=ON)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("REFUSED", "Thẻ căn cước ghi khác")
    assert not Correction.objects.exists()
    ask(binh, member)  # and may be asked again


def test_the_rules_of_corrections_hold_for_proposals_too(binh: Person, member: User, office: User) -> None:
    proposal = ask(binh, member, "born_on", "1973")
    change = Asked("born_on", "CHANGE", binh.born_on, "", "Giấy khai sinh", "1", ON, "Đảng ủy", "2-CV", ON)
    with pytest.raises(Refusal, match="không xem xét điều chỉnh tuổi"):
        accept(proposal=proposal, asked=change, by=office, on=ON)
    proposal.refresh_from_db()
    assert proposal.state == "OPEN"


def test_one_open_proposal_of_a_column_and_of_the_own_record_only(binh: Person, member: User, office: User) -> None:
    ask(binh, member)
    with pytest.raises(Refusal, match="đang chờ trả lời"):
        ask(binh, member, new="Số 6")
    with pytest.raises(Refusal, match="của chính mình"):
        ask(binh, office, "occupation", "x")
    with pytest.raises(Refusal, match="đúng như vậy"):
        ask(binh, member, "name", binh.name)
    with pytest.raises(Refusal, match="giấy tờ nào"):
        propose(person=binh, field="occupation", new="Nông dân", ground="", by=member, on=ON)


def test_a_proposed_identity_number_is_sealed(binh: Person, member: User) -> None:
    proposal = ask(binh, member, "identity", identity(9))
    assert proposal.new == "" and proposal.new_secret


def test_a_proposal_is_withdrawn_by_who_made_it(binh: Person, member: User, office: User) -> None:
    proposal = ask(binh, member)
    with pytest.raises(Refusal, match="chỉ người đề nghị"):
        withdraw(proposal=proposal, by=office, on=ON)
    withdraw(proposal=proposal, by=member, on=ON)
    proposal.refresh_from_db()
    assert proposal.state == "WITHDRAWN"
