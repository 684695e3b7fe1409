"""Host names: what keeps one out of a certificate, which one was meant, and what a certificate covers."""
