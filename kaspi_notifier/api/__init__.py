"""The optional local REST API and the receiver of WAHA's webhooks; while both are off they cost nothing."""
