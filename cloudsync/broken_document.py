"""What is wrong with a document that cannot become an order, in words its owner understands."""


class BrokenDocument(Exception):
    """A channel's document cannot be taken as an order.

    `reason` says what is wrong; `field` is the path of the offending value (`line_items[2].price`), empty when it is the whole document.
    """

    def __init__(self, reason: str, field: str = "") -> None:
        """Keep both parts; the message is `field: reason`, or the reason alone."""
        super().__init__(f"{field}: {reason}" if field else reason)
        self.reason = reason
        self.field = field
