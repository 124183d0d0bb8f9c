"""What operations of torch are: a row in the table of one of these files for each."""
