"""What people fill in; each form serves one act. Legal days have no default."""
