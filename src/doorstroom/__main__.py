"""`python -m doorstroom` is the same as `doorstroom`."""

from doorstroom.cli import main

main()
