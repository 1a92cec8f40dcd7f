"""What is true: the ledger's rules and its synchronous engine. Standard library only; no network, device or event loop."""

# A command is known once the module that handles it is imported.
from ledger.audit import reconciliation, timeline  # noqa: F401
from ledger.equipment import bindings, set_aside  # noqa: F401
from ledger.goods import barcodes, catalog, kit_building, places, warehouses  # noqa: F401
from ledger.packing import batches, boxes, missing_units, packing, parcels, reopening, shipping  # noqa: F401
from ledger.people import api_tokens, operators, paired_devices, sign_ins  # noqa: F401
from ledger.picking import light_presses, pick_scans, pick_sessions, short_picks, substitutes, waves, zero_check  # noqa: F401
from ledger.printing import carrier_labels, device_pages, label_prints, print_jobs, printing_again, slips  # noqa: F401
from ledger.promises import allocation_rules, shortages  # noqa: F401
from ledger.publishing import outbox_leases  # noqa: F401
from ledger.sales import cancel, holds, intake, listings, manual_orders, merging, order_changes, put_backs, settings, splitting  # noqa: F401
from ledger.stockwork import abc_classes, alerts, count_schedule, counts, moves, purchase_orders, putaway, replenishment, stock  # noqa: F401
