"""What customers say or give, what they are to be told, and the rule that this rests on.

Each row: the words, the decision, the rule. A decision is a product of `kb/products.toml`; "no: " with the code of the
reason why none is to be sold; or "ask: " with how the question begins. Names that come beside the words, as those of a
CSR do, stand after a bar: "company name shown | example.com, *.example.net".

BR are the TLS Baseline Requirements, EVG the EV Guidelines, CSBR and SBR those for code signing and S/MIME, CPS
Sectigo's practice statement, CRP Chrome's root programme; FAQ is the shop's own.
"""

TODAY = "2026-11-26"

ONE_SITE = (
    ("a cert for shop.example.com", "positivessl", "one host, no identity: DV of the preferred brand"),
    ("ssl for example.com", "positivessl", "www and the bare domain are one site (CPS app. A)"),
    ("| example.com, www.example.com", "positivessl", "www and the bare domain are one site (CPS app. A)"),
    ("| www.example.co.uk", "positivessl", "the registered domain lies below a suffix of two labels (PSL)"),
    ("https://shop.example.com:8443/cart?x=1 needs a certificate", "positivessl", "scheme, port and path are no name"),
    ("a certificate for münchen.de", "positivessl", "an IDN is a name in A-labels (BR 7.1.4.2)"),
    ("my personal blog, blog.example.com", "positivessl", "DV shows the domain alone (BR 7.1.2.7.1)"),
    ("I'm a freelancer, cert for example.com", "positivessl", "no company, nothing to validate: DV (BR 7.1.2.7)"),
    (
        "my own name shown on example.com",
        "positivessl",
        "IV exists (BR 7.1.2.7.3), but not in the catalogue: DV, and said",
    ),
    ("one domain, just encryption, renewed by hand", "positivessl", "one host, no identity: DV"),
    ("a trial certificate for example.com", "gogetssl-trial-ssl", "a trial is for who asks for one"),
    ("rapidssl for example.com", "rapidssl-standard", "a brand that is named decides among equals"),
    ("a thawte cert for www.example.com", "thawte-ssl-123", "a brand that is named decides among equals"),
    ("need a certificate for example.com today", "positivessl", "DV takes minutes (the brands' pages)"),
)
IDENTITY = (
    ("company name shown | shop.example.com", "instantssl-premium", "OV has the organisation in it (BR 7.1.2.7.4)"),
    ("we are a bank, www.example.com", "instantssl-premium", "who handles money shows who they are: OV"),
    (
        "an OV certificate for example.com from digicert",
        "digicert-basic-ov",
        "a brand that is named decides among equals",
    ),
    ("EV for example.com", "sectigo-ev-ssl", "EV when it is asked for (EVG 7.1.4.2)"),
    ("the green bar for example.com", "sectigo-ev-ssl", "the bar is gone from browsers, EV is what was meant"),
    (
        "EV for example.com and example.net",
        "sectigo-multi-domain-ev",
        "EV lists several names, no wildcard (EVG 7.1.4.2)",
    ),
    (
        "EV from thawte for example.com and example.net",
        "thawte-web-server-ev",
        "a flex product takes further names (T)",
    ),
    ("OV for example.com, but I have no company", "no: without_a_company", "OV needs an organisation (BR 7.1.2.7.4)"),
    ("EV as a private person for example.com", "no: without_a_company", "EV needs an organisation (EVG 4.1)"),
    (
        "company name shown for example.com, today",
        "instantssl-premium",
        "OV is not issued today: said, with DV as a bridge",
    ),
    ("no company name needed, example.com", "positivessl", "what is declined is not wanted"),
    ("DV or OV for example.com?", "positivessl", "who weighs both gets DV, with OV beside it"),
)
WILDCARDS = (
    ("everything under example.net", "positivessl-wildcard", "one asterisk is one label and any number (BR 1.6.1)"),
    ("| *.example.com, example.com", "positivessl-wildcard", "a wildcard product holds the base too (CPS app. A)"),
    ("| *.example.com, a.example.com", "positivessl-wildcard", "a host one level down is covered (RFC 9525 6.3)"),
    (
        "example.com and all its subdomains",
        "positivessl-wildcard",
        "a wildcard product holds the base too (CPS app. A)",
    ),
    ("a wildcard", "positivessl-wildcard", "no name is needed to know the product"),
    ("our 300 subdomains of example.com", "positivessl-wildcard", "any number of names one level down (BR 1.6.1)"),
    ("| *.example.co.uk", "positivessl-wildcard", "below a registered domain (BR 3.2.2.6)"),
    ("| *.münchen.de", "positivessl-wildcard", "an IDN wildcard is one in A-labels (BR 7.1.4.2)"),
    ("company name | *.example.com", "instantssl-premium-wildcard", "OV may be a wildcard (BR 7.1.2.7.4)"),
    (
        "geotrust wildcard with our company name, *.example.com",
        "geotrust-true-businessid-wildcard",
        "a brand that is named",
    ),
    ("| *.example.com, *.b.example.com", "positivessl-multi-domain-wildcard", "*.a and *.b.a need two (BR 1.6.1)"),
    (
        "| *.example.com, a.b.example.com",
        "positivessl-multi-domain-wildcard",
        "two labels are not covered by one asterisk",
    ),
    ("| *.example.com, *.example.net", "positivessl-multi-domain-wildcard", "two domains need two wildcards"),
    (
        "shop.example.com and everything under example.net",
        "positivessl-multi-domain-wildcard",
        "a host beside another domain's wildcard",
    ),
    (
        "we're a small bank, shop.example.com and everything under example.net",
        "sectigo-multi-domain-wildcard",
        "OV, with a wildcard among the names",
    ),
    ("3 domains with all their subdomains", "positivessl-multi-domain-wildcard", "a wildcard for each domain"),
    ("| *.co.uk", "no: name.suffix", "no wildcard right below a public suffix (BR 3.2.2.6)"),
    ("| *.com", "no: name.suffix", "no wildcard right below a public suffix (BR 3.2.2.6)"),
    ("EV wildcard for *.example.com", "no: ev_wildcard", "EV is never a wildcard (EVG 7.1.4.2)"),
    ("EV | example.com, *.example.net", "no: ev_wildcard", "nor with one among several (EVG 7.1.4.2)"),
    ("EV for all subdomains of example.com", "no: ev_wildcard", "nor where the words ask for one (EVG 7.1.4.2)"),
    ("| *.*.example.com", "no: name.malformed", "one asterisk, the whole left-most label (BR 1.6.1)"),
    ("| f*.example.com", "no: name.malformed", "one asterisk, the whole left-most label (BR 1.6.1)"),
)
SEVERAL = (
    ("| example.com, example.net", "positivessl-multi-domain", "two domains: a multi-domain product"),
    ("| example.com, mail.example.com", "positivessl-multi-domain", "only www is added to a bare domain (CPS app. A)"),
    ("| a.example.com, www.a.example.com", "positivessl-multi-domain", "www of a subdomain is a name of its own"),
    ("need a cert for 3 domains", "positivessl-multi-domain", "the number is enough to know the product"),
    ("a multi-domain certificate for example.com", "positivessl-multi-domain", "more names are to come"),
    ("a certificate for 250 names", "positivessl-multi-domain", "250 is the most (the shop's multi-domain page)"),
    ("company name | example.com, example.net", "sectigo-multi-domain-ssl", "OV over several domains"),
    ("digicert, company name | example.com, example.net", "digicert-multi-domain-ssl", "a brand that is named"),
    (
        "exchange, mail.example.com and autodiscover.example.com",
        "positivessl-multi-domain",
        "Exchange's names are hosts",
    ),
    ("a certificate for 300 names", "no: too_many_names", "250 is the most: two certificates, or wildcards"),
    ("300 different domains with company name", "no: too_many_names", "250 is the most: two certificates"),
    ("EV for 300 domains", "no: too_many_names", "250 is the most, and EV has no wildcard in their place"),
)
ADDRESSES = (
    ("| 8.8.8.8", "gogetssl-public-ip-san", "a public address needs a product that holds one (BR 3.2.2.5)"),
    ("| 2606:4700::1111", "gogetssl-public-ip-san", "IPv6 likewise (BR 3.2.2.5)"),
    ("a certificate for our public ip address", "gogetssl-public-ip-san", "the address need not be known to advise"),
    ("company name | 8.8.8.8", "instantssl-premium", "its common name may be an address (FAQ)"),
    ("EV | 8.8.8.8", "no: ev_address", "EV holds no addresses (EVG 7.1.4.2)"),
    ("| 8.8.8.8, example.com", "no: address_among_others", "no product is known that holds both"),
    ("| 8.8.8.8, 8.8.4.4", "no: address_among_others", "the products are for one address each"),
    ("| 192.168.1.10", "no: name.private_address", "never a private address (BR 4.2.2)"),
    ("| 10.0.0.1, shop.example.com", "no: name.private_address", "never a private address; the host alone may go on"),
    ("| fd00::1", "no: name.private_address", "never a unique local address (BR 4.2.2)"),
    ("ssl for 127.0.0.1", "no: name.private_address", "never loopback (BR 4.2.2)"),
    ("| server1.local", "no: name.internal", "never an internal name (BR 4.2.2)"),
    ("| intranet", "no: name.internal", "never a single label (BR 4.2.2)"),
    ("a certificate for an intranet server", "no: name.internal", "never an internal name (BR 4.2.2)"),
    ("a cert for localhost", "no: name.internal", "never an internal name (BR 4.2.2)"),
    ("| abcdef.onion", "no: name.onion", "Tor names: hardly any CA, no product here (BR app. B)"),
    ("ssl for a .onion site", "no: name.onion", "Tor names: hardly any CA, no product here (BR app. B)"),
    ("| my_host.example.com", "no: name.malformed", "no underscore (BR 7.1.4.2: LDH labels)"),
)
AUTOMATION = (
    ("a cert for example.com that renews automatically", "no: free_is_enough", "a free DV certificate by ACME does it"),
    ("free ssl for example.com", "no: free_is_enough", "free ones encrypt alike (Let's Encrypt's documentation)"),
    ("let's encrypt for *.example.com", "no: free_is_enough", "free wildcards exist, by DNS"),
    ("a free certificate with our company name, example.com", "no: free_shows_no_company", "free CAs issue DV alone"),
    ("by acme | *.example.com", "rapidssl-wildcard-automate", "a product for ACME made for this coverage"),
    (
        "a wildcard by acme from geotrust, *.example.com",
        "geotrust-dv-wildcard-automate",
        "a product for ACME, of that brand",
    ),
    (
        "acme for example.com and example.net",
        "sectigo-acme-caas",
        "host names and wildcards, added as needed (Sectigo)",
    ),
    ("company name, renewed by acme | example.com", "sectigo-acme-caas-ov", "its OV server (Sectigo's documentation)"),
    ("EV for example.com, renewed by acme", "sectigo-ev-ssl", "no EV by ACME is known in the catalogue: said"),
)
MAIL = (
    ("sign my mails with my name", "cpac-pro", "individual-validated: a person's name (SBR 7.1.4.2)"),
    ("cpac basic", "cpac-basic", "mailbox-validated: the address alone (SBR 7.1.4.2)"),
    ("sign mails, only the mail address", "cpac-basic", "mailbox-validated: the address alone (SBR 7.1.4.2)"),
    ("s/mime with our company name", "cpac-enterprise", "sponsor-validated: person and company (SBR 7.1.4.2)"),
    (
        "sign mails with the company's name, but I have no company",
        "no: without_a_company",
        "the company is checked (SBR)",
    ),
    ("digicert s/mime with our company name", "digicert-smime-class-2", "a brand that is named"),
    ("certificate for our mail server mail.example.com", "positivessl", "a mail server is a server, not a mailbox"),
)
SIGNING = (
    ("code signing for our installer", "sectigo-code-signing", "the publisher is named (CSBR)"),
    ("code signing, I am a private person", "sectigo-code-signing", "a person is validated too (CSBR: IV)"),
    ("sign a windows driver", "sectigo-ev-code-signing", "Microsoft's portal asks for EV"),
    ("EV code signing", "sectigo-ev-code-signing", "EV when it is asked for"),
    (
        "EV code signing for a freelancer",
        "no: without_a_company",
        "EV is not issued to persons (CPS for code signing 3.2.3.2)",
    ),
    ("digicert code signing certificate", "digicert-code-signing", "a brand that is named"),
    ("sign PDFs", "digicert-document-signing", "Adobe trusts its own list (AATL)"),
    ("sign pdf contracts with cpac", "no: documents_by_mail_certificate", "Adobe does not trust mail certificates"),
    ("sign PDFs as a private person", "no: without_a_company", "the catalogue's are for organisations"),
)
CLIENTS = (
    (
        "client certificates for mtls",
        "no: client_authentication",
        "no clientAuth in public TLS certificates (CRP 1.3.2)",
    ),
    ("certificates for vpn users", "no: client_authentication", "no clientAuth in public TLS certificates (CRP 1.3.2)"),
)
ASKED = (
    ("which certificate do I need", "ask: What is to be secured?", "the purpose decides first"),
    ("a certificate for our website", "ask: Which names is it for?", "the names decide the coverage"),
    ("sign e-mails", "ask: Whose name", "the name shown decides the tier (FAQ)"),
    ("sign e-mails, I have no company", "ask: Whose name", "a person still chooses whether their name is shown"),
)

EVERY = (
    *ONE_SITE,
    *IDENTITY,
    *WILDCARDS,
    *SEVERAL,
    *ADDRESSES,
    *AUTOMATION,
    *MAIL,
    *SIGNING,
    *CLIENTS,
    *ASKED,
)
