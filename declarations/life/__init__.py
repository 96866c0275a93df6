"""The life of a declaration behind ``workflow.perform``: its table, guards, stages, record."""
