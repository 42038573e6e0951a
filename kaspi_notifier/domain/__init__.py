"""Rules without I/O: no clock, no network, no Qt; the time is an argument."""
