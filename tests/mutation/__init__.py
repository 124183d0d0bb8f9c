"""Does some test fail for each way to spoil the kernel? `python -m tests.mutation --help`."""
