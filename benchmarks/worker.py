"""`python -m benchmarks.worker`: the memory of a process that has answered a question, in MB; see `retrieval`."""

from pathlib import Path

from sslhelp import app, config
from sslhelp.model.chat import Message

if __name__ == "__main__":
    application = app.build(config.load())
    app.warm_up()
    application.assistant.reply(Message("how do I renew my certificate"))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS")))
