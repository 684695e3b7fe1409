"""Values and Protocols: what the layers hand to each other. Frozen, no behaviour beyond reading themselves."""
