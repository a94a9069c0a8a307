"""Clerks: door, form, act, answer."""
