"""Pages. The only importer of Flask."""
