"""What people see: screens, pages and static ES modules."""
