"""How days and numbers are written on screens (``FORMAT_MODULE_PATH``)."""
