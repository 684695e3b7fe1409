"""Settings: environment variables `SSLHELP_*`, or `sslhelp.toml` in the working directory; the environment wins."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import limits
import platformdirs
from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from sslhelp.errors import ConfigError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""The hosts that may be reached in clear."""


def _shipped_kb() -> Path:
    """The knowledge base inside an installed wheel, or the one of the source tree beside `src/`."""
    package = Path(__file__).parent
    installed = package / "_kb"
    return installed if installed.is_dir() else package.parents[1] / "kb"


def _rate(text: str) -> str:
    try:
        limits.parse_many(text)
    except ValueError:
        raise ValueError("write it as 60 per minute; 1000 per hour") from None
    return text


class Settings(BaseSettings):
    """Everything that a shop may set. Sizes are bytes, ages are days, limits are for each client by its address."""

    model_config = SettingsConfigDict(env_prefix="SSLHELP_", toml_file="sslhelp.toml", extra="forbid", frozen=True)

    kb_dir: Path = Field(default_factory=_shipped_kb)
    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("sslhelp"))
    embedding_model: str = ""
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = Field(
        default_factory=lambda given: f"http://{given.get('host')}:{given.get('port')}",
        pattern=r"^https?://[^/\s]+(/[^\s]*[^/\s])?$",
    )
    workers: int = Field(default=1, ge=1, le=64)
    max_body_bytes: int = Field(default=512 * 1024, ge=1024)
    max_text_chars: int = Field(default=256 * 1024, ge=100)
    allowed_origins: tuple[str, ...] = ()
    request_limit: Annotated[str, AfterValidator(_rate)] = "600 per minute"
    message_limit: Annotated[str, AfterValidator(_rate)] = "60 per minute; 1000 per hour"
    handoff_limit: Annotated[str, AfterValidator(_rate)] = "5 per hour; 20 per day"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    retention_days: int = Field(default=365, ge=0, le=36_500)
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    slack_token_key: SecretStr = SecretStr("")
    slack_support_team: str = Field(default="", pattern=r"^([TE][A-Z0-9]{2,20})?$")
    slack_support_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]{2,20})?$")
    slack_channel_questions: bool = False
    slack_security_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]{2,20})?$")
    slack_api_url: str = "https://slack.com/api/"

    @model_validator(mode="after")
    def _webhook_is_private(self) -> Settings:
        parts = urlsplit(self.webhook_url)
        if self.webhook_url and parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError("webhook_url is not an https address")
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise ValueError("webhook_secret is empty: nobody could tell our notifications from others")
        return self

    @property
    def store_url(self) -> str:
        """The database URL: the one that was set, or an SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'sslhelp.db'}"

    @property
    def editions_dir(self) -> Path:
        """Where the built editions of the knowledge base are."""
        return self.data_dir / "editions"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before environment before file; no .env file and no secrets directory."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_toml(path: Path) -> dict[str, Any]:
    """Read one of the shop's own files below kb/; raises ConfigError when it is missing, no TOML or not UTF-8."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file", hint=f"every knowledge base needs its {path.name}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}".lower(), hint="TOML wants text in double quotes, in UTF-8") from None


def load(**overrides: object) -> Settings:
    """Read the settings; raises ConfigError naming the setting that is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]) or "webhook"
        raise ConfigError(
            f"setting {name}: {first['msg'].lower()}", hint=f"set SSLHELP_{name.upper()} or correct sslhelp.toml"
        ) from None
    except ValueError as error:
        raise ConfigError(f"sslhelp.toml: {error}".lower(), hint="see docs/architecture.md for the settings") from None
