"""Who may do what: the people, devices and programs that the box knows, and the gate in front of every route."""
