"""The employer's page: behind a link and a code, without an account, first names only."""
