"""What a customer asks about the report just shown: answered out of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant import mail
from sslhelp.assistant.context import is_aside
from sslhelp.assistant.tools import next_step
from sslhelp.assistant.tools.answer import quote
from sslhelp.assistant.tools.report_answers import PREFIX, told
from sslhelp.assistant.tools.report_words import Wanted, wanted
from sslhelp.model.chat import Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport
from sslhelp.model.products import Recommendation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sslhelp.assistant.tools.advise import Advise
    from sslhelp.assistant.tools.report_answers import Report
    from sslhelp.model.chat import Answer, Context, Message, Part, Turn
    from sslhelp.model.knowledge import Library

_WHERE_TO_ORDER = "where do I enter the CSR"


@dataclass(frozen=True)
class AboutReport:
    """Answers what can be read in the report, or what follows from it: the order, what to mend, what to buy for it."""

    library: Callable[[], Library]
    article_url: Callable[[str], str]
    advise: Advise
    clock: Callable[[], datetime]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Answer a question about the last report; None when there is none, or the question is about something else."""
        reports = _just_shown(context)
        question = mail.body(message.text) if reports and not message.choice and not message.files else ""
        what = wanted(question)
        if what is None:
            return None
        if what is Wanted.PRODUCT:
            names = [
                name for each in reports if not isinstance(each, ChainReport | Comparison) for name in _names(each)
            ]
            return self.advise.recommend(question, (), names) if names else None
        notice = told(what, reports, question, self.clock())
        if notice is None:
            return None
        usable = isinstance(reports[0], CsrReport) and reports[0].is_usable
        return (notice, *(self._next_steps() if what is Wanted.ORDER and usable else ()))

    def _next_steps(self) -> tuple[Answer, ...]:
        library = self.library()
        article = library.articles.get(next_step.ARTICLE)
        if article is None:
            return ()
        fits = library.index.sections(_WHERE_TO_ORDER, article.id)
        section = max(range(len(fits)), key=fits.__getitem__)
        return (quote(library, article, section, confidence=1.0, article_url=self.article_url),)


def _just_shown(context: Context) -> list[Report]:
    """Return the reports of the last turn that showed any, unless something else has been spoken of since."""
    for turn in reversed(context.turns):
        reports = [
            part
            for part in turn.reply.parts
            if isinstance(part, CsrReport | CertificateReport | ChainReport | Comparison)
        ]
        if reports:
            return reports
        if not (is_aside(turn.reply) or _is_about_report(turn)):
            return []
    return []


def _is_about_report(turn: Turn) -> bool:
    first = turn.reply.parts[0] if turn.reply.parts else None
    return isinstance(first, Recommendation) or (isinstance(first, Notice) and first.code.startswith(PREFIX))


def _names(report: CsrReport | CertificateReport) -> list[str]:
    return [*report.dns_names, *report.ip_addresses] or [*report.emails]
