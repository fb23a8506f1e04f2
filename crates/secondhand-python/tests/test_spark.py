"""Archives on Spark: a cluster of two worker processes, one of which is killed."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import secondhand
from conftest import SECOND_HAND

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("there is no Java for Spark", allow_module_level=True)

HOME = Path(importlib.util.find_spec("pyspark").origin).parent
TABLES = ("articles", "attributions", "links", "findings")


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Cluster:
    """A master and two workers, each a process with a log of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"spark://127.0.0.1:{_port()}"
        self.environment = {
            **os.environ,
            "SPARK_HOME": str(HOME),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
        }
        # A worker's executors belong to its group, so that they are killed with it.
        port = self.url.rsplit(":", 1)[1]
        web = str(_port())
        self.processes = {
            "master": self._start("master", "Master", "--host", "127.0.0.1", "--port", port, "--webui-port", web)
        }
        self._wait("master", "Starting Spark master", 1)
        for name in ("worker1", "worker2"):
            work = folder / name
            self.processes[name] = self._start(
                name, "Worker", "--host", "127.0.0.1", "--webui-port", str(_port()), "--cores", "1", "--memory", "1g",
                "--work-dir", str(work), self.url,
            )  # fmt: skip
        self._wait("master", "Registering worker", 2)

    def _start(self, name: str, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("wb")
        line = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind.lower()}.{kind}", *arguments]
        return subprocess.Popen(line, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def _wait(self, name: str, words: str, times: int) -> None:
        deadline = time.monotonic() + 120
        while self.log(name).count(words) < times:
            assert time.monotonic() < deadline, self.log(name)
            time.sleep(0.1)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def kill(self, name: str) -> None:
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def stop(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)

    def submit(self, *arguments: str | Path) -> subprocess.Popen[str]:
        job = Path(secondhand.__file__).parent / "jobs" / "archive.py"
        options = ["--master", self.url, "--driver-memory", "512m", "--executor-memory", "512m", "--executor-cores", "1"]
        for setting in (
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
        ):
            options += ["--conf", setting]
        line = [HOME / "bin" / "spark-submit", *options, job, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [str(word) for word in line], env=self.environment, stdout=pipe, stderr=pipe, encoding="utf-8"
        )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, fixtures):
    """Articles as JSON Lines, with some text of their own each."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.json"
    texts = [file.read_text(encoding="utf-8") for file in fixtures]
    with path.open("w", encoding="utf-8") as out:
        for i in range(2_000):
            text = f"{texts[i % len(texts)]}\n\nIt was the {i}th. {SECOND_HAND}"
            out.write(json.dumps({"id": f"n{i:05}", "text": text, "desk": "AP" if i % 2 else None}) + "\n")
    return path


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    """Returns the rows of a table, in the order of the articles."""
    import pyarrow.parquet

    order = {"articles": [], "attributions": ["attribution"], "links": ["attribution", "position"]}
    found = pyarrow.parquet.read_table(folder / table).to_pylist()

    def key(row):
        number = [int(re.sub(r"\D", "", str(row[name]))) for name in order.get(table, ["finding"])]
        return row["article"], number

    return sorted(found, key=key)


def wanted(corpus: Path) -> dict[str, list[dict[str, object]]]:
    """Returns the rows that one process makes of the corpus."""
    articles = []
    for line in corpus.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        articles.append({"id": article["id"], "text": article["text"], "agency": article["desk"]})
    return {name: table.to_pylist() for name, table in secondhand.Analyzer().to_arrow(articles).items()}


def test_a_killed_worker_loses_and_doubles_nothing(cluster, corpus, tmp_path):
    pytest.importorskip("pyarrow.parquet")
    output = tmp_path / "tables"
    job = cluster.submit(
        "--input", corpus, "--input-format", "json", "--output", output, "--agency", "desk", "--partitions", "24"
    )
    told: list[str] = []
    reader = threading.Thread(target=lambda: told.extend(job.stderr), daemon=True)
    reader.start()
    # One worker is killed once some tasks are done and many are not.
    work = cluster.folder / "worker2"
    deadline = time.monotonic() + 240
    while job.poll() is None and not _done(work) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert job.poll() is None, "".join(told)
    cluster.kill("worker2")
    try:
        job.wait(timeout=400)
    finally:
        if job.poll() is None:
            job.kill()
    reader.join(timeout=10)
    text = "".join(told)
    assert job.returncode == 0, text
    assert "Lost executor" in text or "lost" in text.lower(), text
    for table, expected in wanted(corpus).items():
        assert rows(output, table) == expected, table
    assert len(expected) > 2_000


def _done(work: Path) -> bool:
    """Whether an executor of this worker has analysed some articles: its first tasks
    only read and divide them."""
    logs = list(work.glob("*/*/stderr"))
    return any(log.read_text(errors="replace").count("Finished task ") >= 5 for log in logs)


def test_a_data_frame(tmp_path):
    from pyspark.sql import SparkSession

    from secondhand.spark import analyze

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    grammar = tmp_path / "grammar"
    grammar.mkdir()
    (grammar / "outlets.toml").write_text(
        "kind = 'outlets'\n[[outlet]]\nname = 'Quayside Letter'\nkind = 'newspaper'\n"
    )
    settings = tmp_path / "secondhand.toml"
    settings.write_text("publisher = 'The Courier'\ngrammar = ['grammar']\nbaseline = 'none.json'\n")
    said = "“The strike is over,” Ana Ruiz told Quayside Letter."
    frame = spark.createDataFrame([(1, said), (2, None), (3, "")], "number int, body string")
    try:
        tables = analyze(frame, text="body", id="number", settings=settings)
        assert [row.chain for row in tables.attributions.collect()] == ["Ana Ruiz → Quayside Letter"]
        found = {row.article: (row.publisher, row.attributions) for row in tables.articles.collect()}
        assert found == {"1": ("The Courier", 1), "2": ("The Courier", 0), "3": ("The Courier", 0)}
        assert tables.findings.count() == 1 and tables.links.count() == 2
        assert [field.name for field in tables.links.schema.fields][:3] == ["article", "attribution", "position"]
        with pytest.raises(secondhand.SettingsError, match="no key `publsher`"):
            analyze(frame, text="body", id="number", settings={"publsher": "x"})
    finally:
        spark.stop()
