"""Sites with the themes and plugins of others: one table, a build of each row, and the page that shows them.

`table.toml` has the rows, `site.txtar` the site that each of them is tried with, `results.json` what came out
the last time. `make test-compatibility` tries all rows in an environment of its own, writes the results and
puts them into docs/compatibility.md. `make test` tries the rows that need no other packages.
"""
