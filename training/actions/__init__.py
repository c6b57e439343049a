"""What changes training: content, learning, tests, the ledger, certificates. A module per noun."""
