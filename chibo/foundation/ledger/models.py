"""The ledger: entries chained by hash, and one head that is locked while appending."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act. ``personal`` may be withheld: the chain holds only its salted digest."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    on = models.DateField()
    actor = models.CharField(max_length=150)  # user name, as signed
    action = models.CharField(max_length=60)  # "cases.perform"
    subject = models.CharField(max_length=80)  # "case:12/event:4"
    organization = models.CharField(max_length=40, blank=True)  # code
    payload = models.JSONField(default=dict)
    personal = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["subject"])]


class Head(models.Model):
    """Exactly one row: how long the chain is and where it ends. Appending locks it."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
