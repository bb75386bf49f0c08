"""The participant's own pages: behind a link and a code, without an account, in easy Dutch."""
