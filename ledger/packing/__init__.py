"""From the tote to the carrier: pack checks, parcels, slips, batches."""
