"""What buyers want: orders from their arrival to their last change, and the console."""
