"""Wires: serial lines, TCP, MQTT. The only importers of pyserial and paho."""
