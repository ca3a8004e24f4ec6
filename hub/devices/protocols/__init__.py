"""Wire languages, sans-IO: bytes in, frames out."""
