"""Between files and declarations: read, look, confirm; export past the gate; `lint`."""
