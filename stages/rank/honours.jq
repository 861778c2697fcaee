# What is reached for good.

def honours: empty;
