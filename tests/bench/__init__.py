"""Benchmarks and the kill storm; run by `make bench` and `make storm`."""
