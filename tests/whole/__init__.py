"""The program as a person meets it: its own process, a real screen, real keys and clicks."""
