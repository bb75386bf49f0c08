"""Reading partners' files in plain Python: bytes in; typed rows and problems out; nothing is written."""
