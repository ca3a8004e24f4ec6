"""How facts are kept: engine, column types, unit of work. Knows no subject."""
