"""What is encoded: CSRs, certificates and their parts, read field by field without trusting any of it.

`der` reads the outline and `primitives` what is in it; `dn`, `general_names`, `extensions` and `keys` the parts;
`request` and `issued` the whole. Nothing here judges.
"""
