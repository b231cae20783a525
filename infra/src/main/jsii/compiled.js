// Keeps what V8 compiled of CDK's 500 files from one synth for the next, in the file that SLIPWAY_CODE_CACHE names; without
// it, nothing changes. Node's own cache (from 22 on) and V8's packages go by a file's path, and jsii's folder has another
// name each time: this one goes by the content.
"use strict";
const { createHash } = require("crypto");
const fs = require("fs");
const Module = require("module");
const path = require("path");
const v8 = require("v8");
const vm = require("vm");

const file = process.env.SLIPWAY_CODE_CACHE;
const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

if (file) {
    const known = read();
    const compiled = new Map();
    Module.prototype._compile = function (content, filename) {
        const key = createHash("sha1").update(content).digest("base64");
        const cachedData = known.get(key);
        const script = new vm.Script(Module.wrap(content), { filename, cachedData, importModuleDynamically });
        // Another version of Node refuses what is not its own.
        if (!cachedData || script.cachedDataRejected) {
            compiled.set(key, script);
        }
        return script.runInThisContext().call(
            this.exports, this.exports, required(this), this, filename, path.dirname(filename));
    };
    process.on("exit", () => write(known, compiled));
}

function required(module) {
    const require = (id) => module.require(id);
    require.resolve = (id, options) => Module._resolveFilename(id, module, false, options);
    require.main = process.mainModule;
    require.cache = Module._cache;
    require.extensions = Module._extensions;
    return require;
}

function read() {
    try {
        return v8.deserialize(fs.readFileSync(file));
    } catch {
        return new Map();
    }
}

/** Two synths at once each write a whole file, and one of them stays. What cannot be written only costs time. */
function write(known, compiled) {
    if (compiled.size === 0) {
        return;
    }
    for (const [key, script] of compiled) {
        known.set(key, script.createCachedData());
    }
    const own = `${file}.${process.pid}`;
    try {
        fs.writeFileSync(own, v8.serialize(known));
        fs.renameSync(own, file);
    } catch {
        fs.rmSync(own, { force: true });
    }
}
