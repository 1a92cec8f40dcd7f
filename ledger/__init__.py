"""What is true: the ledger's rules and its synchronous engine. Standard library only; no network, device or event loop."""

# A command is known once the module that handles it is imported.
from ledger import (  # noqa: F401
    cancel,
    catalog,
    holds,
    intake,
    listings,
    packing,
    pick_scans,
    pick_sessions,
    places,
    print_jobs,
    shipping,
    shortages,
    stock,
    timeline,
)
