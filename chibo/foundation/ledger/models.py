"""The ledger: entries chained by hash, and one head that is locked while appending.

The database itself refuses to change or drop entries (``guards``); whoever gets round that is found by ``audit``.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act. ``personal`` may be withheld: the chain holds only its salted digest."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    on = models.DateField()
    actor = models.CharField(max_length=150, blank=True)  # user name, as signed; blank: the system itself
    action = models.CharField(max_length=60)  # "cases.perform"
    subject = models.CharField(max_length=80, db_index=True)  # "case:12/event:4"
    organization = models.CharField(max_length=40, blank=True)  # code
    payload = models.JSONField(default=dict)
    personal = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    software = models.CharField(max_length=40)  # the version that wrote it
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"


class BatchRow(models.Model):
    """One row that a batch entry vouches for; the entry holds their count and their Merkle root."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="rows", db_index=False)  # see below
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    row = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="batch_row_in_place")]


class Head(models.Model):
    """Exactly one row: how long the chain is and where it ends. Appending locks it."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)


class Checkpoint(models.Model):
    """The head as it stood at a moment, signed; a copy outside of the database shows a chain written anew."""

    seq = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True)
    public_key = models.CharField(max_length=44)
    signature = models.CharField(max_length=88)
