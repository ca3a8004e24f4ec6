"""What runs without a browser: the event inbox, the print spool, timed jobs."""
