"""The trade's dated rules: one file of data, `policy.toml`, and the look-up by date."""
