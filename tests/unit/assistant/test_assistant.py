"""The assistant: the order of its tools, what it keeps, and what it refuses to take."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sslhelp.app import Application
from sslhelp.assistant.assistant import MAX_FILES
from sslhelp.errors import RequestError
from sslhelp.model.chat import Answer, Attachment, Choices, Handoff, Message, Notice, Reply
from sslhelp.model.pki import ChainReport, CsrReport
from sslhelp.model.products import Recommendation
from sslhelp.render import wire
from sslhelp.store.memory import MemoryStore
from tests import factories
from tests.golden import FILES

GOOD_CSR = (FILES / "good.csr").read_text()


def private_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def kinds(reply: Reply) -> list[str]:
    return [type(part).__name__ for part in reply.parts]


Ask = Callable[..., Reply]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def ask(build: Callable[..., Application], store: MemoryStore) -> Ask:
    assistant = build(store).assistant

    def say(text: str = "", conversation: str | None = None, choice: str | None = None, **more: object) -> Reply:
        return assistant.reply(Message(text=text, conversation_id=conversation, choice=choice, **more))  # type: ignore[arg-type]

    return say


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("star certificate how many subs", "wildcard-subdomains"),
        ("which of the three cpac should I take", "cpac-tiers"),
        ("what does QTIS stand for", "cpac-validation"),
        ("will you install it on my server for me", "installation-support"),
        ("can i put another domain on my SAN certificate", "add-domain-multi-domain"),
        ("does a postgres database server need ssl", "data-server"),
        ("ssl is installed but chrome says not secure", "still-not-secure"),
        ("ok i generated the csr, now what", "csr-next-steps"),
        ("what happens if my certificate expires", "expired-certificate"),
        ("no idea which web server to pick in the form", "webserver-type"),
    ],
)
def test_each_seed_question_in_a_customers_words_gets_the_passage_that_answers_it(
    ask: Ask, question: str, article: str
) -> None:
    (answer,) = ask(question).parts
    assert isinstance(answer, Answer)
    assert answer.article.id == article
    assert answer.article.url == f"https://help.shop.example/help/{article}"
    assert answer.body.plain


def test_a_key_is_refused_before_the_request_beside_it_is_read(ask: Ask) -> None:
    reply = ask(f"my csr:\n{GOOD_CSR}\nand my key:\n{private_key()}")
    assert kinds(reply) == ["Notice", "Choices"]
    (notice, _) = reply.parts
    assert isinstance(notice, Notice)
    assert notice.code == "private_key.refused"


def test_what_to_do_about_a_key_is_a_list_of_steps(ask: Ask) -> None:
    (notice, _) = ask(private_key()).parts
    assert isinstance(notice, Notice)
    steps = [line for line in notice.text.splitlines() if line[:1].isdigit()]
    assert [step[:2] for step in steps] == ["1.", "2.", "3.", "4."]
    assert "within 24 hours" in notice.text


def test_a_pasted_request_wins_over_the_question_around_it(ask: Ask) -> None:
    assert kinds(ask(f"how many subdomains for a wildcard?\n{GOOD_CSR}")) == ["CsrReport", "Choices"]


def test_a_wish_to_buy_is_advised_and_a_question_about_products_is_answered(ask: Ask) -> None:
    assert kinds(ask("which certificate should I buy for www.example.com"))[0] in {"Recommendation", "Choices"}
    assert kinds(ask("cpac pro versus enterprise")) == ["Answer"]


def test_a_purchase_is_advised_to_its_end_by_choices_alone(ask: Ask) -> None:
    reply = ask("I need a certificate, please recommend one")
    for _ in range(5):
        (part,) = reply.parts
        if isinstance(part, Recommendation):
            break
        assert isinstance(part, Choices)
        reply = ask("", reply.conversation_id, choice=part.options[0].id)
    assert isinstance(reply.parts[0], Recommendation)


def test_who_asks_for_a_person_gets_one_and_not_an_article(ask: Ask) -> None:
    for words in ("can I talk to a human", "I want to speak with someone from support", "agent", "real person please"):
        (part,) = ask(words).parts
        assert isinstance(part, Handoff), words
        assert part.contact.url == "https://www.ssldragon.com/contacts/"


def test_small_talk_is_neither_searched_nor_handed_over(ask: Ask) -> None:
    assert [ask(words).parts[0].code for words in ("Hi!", "thank you :)", "good morning")] == [  # type: ignore[union-attr]
        "smalltalk.greeting",
        "smalltalk.thanks",
        "smalltalk.greeting",
    ]


def test_what_no_article_answers_is_handed_over_and_kept_as_a_gap(ask: Ask, store: MemoryStore) -> None:
    (part,) = ask("do you sell pizza ovens in Naples").parts
    assert isinstance(part, Handoff)
    assert [(gap.question, gap.count) for gap in store.gaps(limit=5)] == [("do you sell pizza ovens in Naples", 1)]


def test_nothing_is_offered_that_has_no_word_of_the_question(ask: Ask) -> None:
    (part,) = ask("book me a flight to Berlin").parts
    assert isinstance(part, Handoff)


def test_a_doubtful_question_is_met_with_choices_and_each_choice_is_an_answer(ask: Ask) -> None:
    reply = ask("files for our machine")
    (choices,) = reply.parts
    assert isinstance(choices, Choices)
    assert choices.options[0].id.startswith("article:")
    assert choices.options[-1].id == "handoff"
    by_button = ask("", reply.conversation_id, choice=choices.options[0].id)
    by_typing = ask(choices.options[0].label.upper(), ask("files for our machine").conversation_id)
    assert by_button.parts == by_typing.parts
    assert kinds(by_button) == ["Answer"]


@pytest.mark.parametrize(("words", "picked"), [("the second one", 1), ("2", 1), ("third please", 2)])
@pytest.mark.parametrize("question", ["can you recommend a certificate", "files for our machine"])
def test_a_choice_may_be_named_by_its_place(ask: Ask, question: str, words: str, picked: int) -> None:
    reply = ask(question)
    (choices,) = reply.parts
    assert isinstance(choices, Choices)
    named = ask(words, reply.conversation_id)
    assert named.parts == ask("", ask(question).conversation_id, choice=choices.options[picked].id).parts


def test_none_of_these_in_words_leads_to_a_person(ask: Ask) -> None:
    reply = ask("files for our machine")
    assert kinds(ask("none of these", reply.conversation_id)) == ["Handoff"]


def test_a_new_question_after_choices_is_no_choice(ask: Ask) -> None:
    reply = ask("files for our machine")
    (answer,) = ask("what does QTIS stand for", reply.conversation_id).parts
    assert isinstance(answer, Answer)
    assert answer.article.id == "cpac-validation"


def test_a_choice_of_an_article_that_is_gone_is_handed_over(ask: Ask) -> None:
    assert kinds(ask("", choice="article:no-such-article")) == ["Handoff"]


def test_a_finding_points_to_its_article_only_where_the_shop_has_written_it(ask: Ask, application: Application) -> None:
    (report,) = ask((FILES / "faulty.csr").read_text()).parts
    assert isinstance(report, CsrReport)
    assert {found.article for found in report.findings} <= {"", *application.library.articles}
    assert len(report.findings) > 3


def test_a_file_is_read_like_a_paste(ask: Ask) -> None:
    reply = ask(files=(Attachment("../../etc/passwd", GOOD_CSR.encode("utf-16")),))
    report, _next = reply.parts
    assert isinstance(report, CsrReport)
    assert report.dns_names == ("www.example.com", "example.com")


def test_a_file_without_anything_known_is_named_as_such(ask: Ask) -> None:
    (notice,) = ask(files=(Attachment("holiday.jpg", b"\xff\xd8\xff\xe0" + b"0" * 400),)).parts
    assert isinstance(notice, Notice)
    assert notice.code == "paste.not_pki"


def test_a_truncated_request_says_how_much_is_missing(ask: Ask) -> None:
    (notice,) = ask((FILES / "truncated.csr").read_text()).parts
    assert isinstance(notice, Notice)
    assert notice.code == "paste.truncated"
    assert "130 bytes" in notice.text


def test_certificates_are_read_and_judged_as_a_chain(ask: Ask) -> None:
    reply = ask((FILES / "shuffled.pem").read_text())
    assert kinds(reply) == ["CertificateReport", "ChainReport"]
    chain = reply.parts[1]
    assert isinstance(chain, ChainReport)
    assert chain.verdict == "untrusted"


def test_the_same_conversation_goes_on_and_a_new_one_gets_an_id(ask: Ask, store: MemoryStore) -> None:
    first = ask("hello")
    assert first.conversation_id == "conversation-1"
    assert ask("what is a QIIS", "conversation-1").conversation_id == "conversation-1"
    assert [turn.text for turn in store.turns("conversation-1", last=10)] == ["hello", "what is a QIIS"]
    assert store.turns("conversation-1", last=1)[0].at == datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_nothing_of_a_private_key_is_kept_or_answered(ask: Ask, store: MemoryStore) -> None:
    key = private_key()
    secret = "".join(key.splitlines()[1:-1])
    reply = ask(f"is this right? {key} my password is hunter2, mail me at jane@example.com")
    kept = store.turns(reply.conversation_id, last=1)[0]
    everything = kept.text + json.dumps(wire.dump(kept.reply)) + json.dumps(wire.dump(reply))
    assert not any(secret[start : start + 16] in everything for start in range(0, len(secret) - 16, 4))
    assert kept.text.startswith("is this right? [private key removed] my password is [removed]")
    assert "hunter2" not in everything
    assert "jane@" not in everything


def test_the_challenge_password_of_a_request_is_answered_but_not_kept(ask: Ask, store: MemoryStore) -> None:
    request = factories.csr(["www.example.com"], challenge_password="hunter2")
    reply = ask(factories.pem(request))
    assert isinstance(reply.parts[0], CsrReport)
    assert reply.parts[0].challenge_password == "hunter2"
    (kept,) = store.turns(reply.conversation_id, last=1)
    assert "hunter2" not in json.dumps(wire.dump(kept.reply))
    assert isinstance(kept.reply.parts[0], CsrReport)
    assert kept.reply.parts[0].dns_names == ("www.example.com",)


def test_a_hand_off_tells_staff_what_went_before_in_redacted_words(ask: Ask) -> None:
    first = ask("what is a QIIS")
    ask("and mail jane@example.com about it please", first.conversation_id)
    (handoff,) = ask("talk to a person", first.conversation_id).parts
    assert isinstance(handoff, Handoff)
    assert "Asked: what is a QIIS" in handoff.summary
    assert "Answered from: CPAC validation" in handoff.summary
    assert "jane@" not in handoff.summary


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_empty_message_is_refused(ask: Ask, text: str) -> None:
    with pytest.raises(RequestError, match="the message is empty"):
        ask(text)


def test_a_message_over_the_limit_is_refused_with_413(ask: Ask) -> None:
    with pytest.raises(RequestError, match="over 262,144 characters") as caught:
        ask("x" * (256 * 1024 + 1))
    assert caught.value.status == 413


def test_too_many_files_are_refused(ask: Ask) -> None:
    with pytest.raises(RequestError, match="more than 10 files"):
        ask(files=tuple(Attachment("a", b"b") for _ in range(MAX_FILES + 1)))
