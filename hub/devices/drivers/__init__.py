"""Link and protocol joined: a device's bytes become events."""
