"""The run behind ``publish``, and what the verbs around the ledger share with it."""
