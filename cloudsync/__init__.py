"""Who we trade with: translators between marketplace documents and the ledger's words."""
