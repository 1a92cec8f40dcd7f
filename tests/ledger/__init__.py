"""The ledger's promises: rules by example, rules by property, and what a kill or a failing disk may not do to them."""
