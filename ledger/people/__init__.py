"""Who works here and with what: operators, the devices they hold, who is signed in where, and programs that may ask."""
