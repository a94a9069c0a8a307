"""Clerks of the register's pages."""
