"""What the verbs that sign or judge share."""
