"""What the database itself refuses, whoever writes past the acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from chibo.roll.members.models import Membership, Placement
from chibo.roll.organizations.models import Form
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import AN, HA


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def refused_by_the_database() -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError)


def test_two_open_spells_two_homes_two_shapes(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused_by_the_database(), transaction.atomic():
        Membership.objects.create(person=an, kind="PROBATIONARY", starts_on=TODAY)
    with refused_by_the_database(), transaction.atomic():
        Placement.objects.create(person=an, organization=tree.cell, kind="APPLICANT", starts_on=TODAY)
    with refused_by_the_database(), transaction.atomic():
        shape = builders.form(tree.cell)
        shape.pk, shape.starts_on = None, TODAY
        shape.save()


def test_an_end_before_its_beginning_or_without_a_ground(tree: Tree) -> None:
    ha = builders.person(HA)
    with refused_by_the_database(), transaction.atomic():
        Membership.objects.create(person=ha, kind="PROBATIONARY", starts_on=TODAY, ends_on=TODAY, ends_by="STRIKE_OFF")
    with refused_by_the_database(), transaction.atomic():
        Membership.objects.create(person=ha, kind="PROBATIONARY", starts_on=TODAY, ends_on=TODAY + timedelta(days=1))


@pytest.mark.postgresql
def test_postgresql_refuses_facts_that_overlap(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    past = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 2, 1)}
    with refused_by_the_database(), transaction.atomic():
        Membership.objects.create(person=an, kind="PROBATIONARY", ends_by="STRIKE_OFF", **past)
    with refused_by_the_database(), transaction.atomic():
        Placement.objects.create(person=an, organization=tree.cell, kind="FORMER", **past)
    with refused_by_the_database(), transaction.atomic():
        shape = builders.form(tree.cell)
        Form.objects.filter(pk=shape.pk).update(ends_on=date(2018, 1, 1))
        shape.pk, shape.starts_on, shape.ends_on = None, FOUNDED + timedelta(days=1), date(2017, 1, 1)
        shape.save()


@pytest.mark.postgresql
def test_postgresql_orders_paths_by_bytes(tree: Tree) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns "
            "WHERE table_name = 'organizations_form' AND column_name = 'path'"
        )
        assert cursor.fetchone() == ("C",)
