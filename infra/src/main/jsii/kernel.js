// jsii's kernel, without the second process that jsii puts between it and Java: there every message of thousands waits for
// that process too. The kernel talks by descriptor 3, which the caller keeps free; here that is the standard input and output.
"use strict";
const fs = require("fs");
const { readSync, writeSync } = fs;

fs.readSync = (from, ...rest) => readSync(from === 3 ? 0 : from, ...rest);
fs.writeSync = (to, ...rest) => writeSync(to === 3 ? 1 : to, ...rest);
// What CDK prints must not come between the messages.
Object.defineProperty(process, "stdout", { get: () => process.stderr });

// CDK would note how long each call of fs takes, each message among them.
process.env.CDK_NO_PERF_BUILTINS ??= "1";

require("./compiled.js");
require("../../../target/jsii/software/amazon/jsii/lib/program.js");
