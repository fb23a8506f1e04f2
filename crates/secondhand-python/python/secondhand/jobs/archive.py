"""A job for `spark-submit`: reads articles and writes the flat tables.

    spark-submit archive.py --input articles/ --output quotations/ --text body --id url

docs/archives.md describes the tables, and how to submit and size the job.
"""

import argparse

from pyspark.sql import SparkSession

from secondhand.spark import analyze


def main() -> None:
    """Runs the job."""
    parser = argparse.ArgumentParser(prog="archive.py", description="Writes the flat tables of many articles.")
    parser.add_argument("--input", required=True, help="where the articles are")
    parser.add_argument("--input-format", default="parquet", help="parquet, json, orc, …")
    parser.add_argument("--output", required=True, help="a folder: each table is a folder in it")
    parser.add_argument("--mode", default="errorifexists", help="what to do if there are tables: overwrite, append, …")
    parser.add_argument("--partitions", type=int, help="into how many tasks the articles are divided")
    parser.add_argument("--text", default="text", help="the column with the text")
    parser.add_argument("--id", default="id", help="the column with the id")
    for column in ("title", "publisher", "agency", "byline", "date"):
        parser.add_argument(f"--{column}", help=f"the column with the {column}, if there is one")
    parser.add_argument("--settings", help="a settings file")
    parser.add_argument("--grammar", action="append", default=[], help="a folder of grammar files")
    options = vars(parser.parse_args())
    source, kind, target, mode = (options.pop(key) for key in ("input", "input_format", "output", "mode"))
    partitions = options.pop("partitions")
    spark = SparkSession.builder.appName("secondhand").getOrCreate()
    articles = spark.read.format(kind).load(source)
    if partitions:
        articles = articles.repartition(partitions)
    analyze(articles, **options).write(target, mode=mode)
    spark.stop()


if __name__ == "__main__":
    main()
