"""Programs to submit to a cluster."""
