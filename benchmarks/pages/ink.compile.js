// Compiles the ink story on standard input, and writes what inkjs reads of it to standard output.
const { Compiler } = require("inkjs/full");
const { readFileSync } = require("node:fs");

process.stdout.write(new Compiler(readFileSync(0, "utf-8")).Compile().ToJson());
