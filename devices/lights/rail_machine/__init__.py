"""A rail of pick lights in Python, from the device's side: the firmware's rules, with faults, to rehearse without hardware."""
