"""The wire languages of scales, one module for each family, typed anew from the makers' manuals."""
