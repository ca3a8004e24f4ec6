"""How simulated sensors speak: a table of dialects, each from its makers' own documents."""
