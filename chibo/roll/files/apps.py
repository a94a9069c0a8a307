from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "chibo.roll.files"
    label = "files"

    def ready(self) -> None:
        """A person's page shows the file; the ledger asks whether entries and corrections are as recorded."""
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.files import questions, sections
        from chibo.roll.files import witness as told

        assert questions  # imported for what it hands in
        sections.hand_in()
        witness("file_entry", digests=told.entry_digests, ids=told.entry_ids)
        witness("file_correction", digests=told.correction_digests, ids=told.correction_ids)
        witness("leaving", digests=told.leaving_digests, ids=told.leaving_ids)
        witness("party_class", digests=told.class_digests, ids=told.class_ids)
        witness("attendee", digests=told.attendee_digests, ids=told.attendee_ids)
