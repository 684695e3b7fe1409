"""Accounts and money go to the shop without a search; what is about certificates does not."""

import pytest

from sslhelp.app import Application
from sslhelp.assistant.tools.shop_matters import ShopMatters
from sslhelp.model.chat import Context, Handoff, Message


@pytest.fixture
def tool(application: Application) -> ShopMatters:
    return ShopMatters(lambda: application.library.current)


@pytest.mark.parametrize(
    "text",
    [
        "how can I reset the password of my account?",
        "i forgot my password",
        "can't log in to my account",
        "change the email address on our shop account please",
        "where is the invoice for order 4711",
        "do you take paypal",
        "how much is a wildcard?",
        "how much does an ev certificate cost",
        "price of your ov certificates",
    ],
)
def test_what_only_the_shop_knows_is_handed_over(tool: ShopMatters, text: str) -> None:
    (part,) = tool(Message(text), Context()) or ()
    assert isinstance(part, Handoff)


@pytest.mark.parametrize(
    "text",
    [
        "i forgot the password of my pfx file",
        "reset the password of the private key",
        "does a reissue cost anything",
        "do i pay for additional names",
        "can i get a refund to my credit card",
        "sign invoices as pdf with a certificate",
        "how much longer is my certificate valid",
        "which account path do i click to order",
        "is ssl needed for credit card pages under pci",
    ],
)
def test_what_is_about_certificates_is_left_to_the_articles(tool: ShopMatters, text: str) -> None:
    assert tool(Message(text), Context()) is None


def test_a_long_mail_that_also_mentions_an_invoice_is_not_about_it(tool: ShopMatters) -> None:
    assert tool(Message("we ordered and got the invoice. " + "the validation is pending. " * 20), Context()) is None
