// Runs Azurite in this process and ends it together with whoever holds the other end of standard input, even when that one is killed.
import { createRequire } from "node:module";

// A terminal sends Ctrl+C to us as well as to the server, which still has requests to finish. So Azurite does not get to see it.
const once = process.once.bind(process);
let serving = false;
process.once = (event, listener) => {
  serving ||= event === "SIGTERM";
  return event === "SIGINT" ? process : once(event, listener);
};
process.on("SIGINT", () => {});

// Azurite saves its data and closes on SIGTERM, for which it listens once it serves; until then there is nothing to save.
process.on("SIGTERM", () => serving || process.exit(0));

// Whoever was killed reads no more, and a word of farewell into its pipe must not end us before the data is saved.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const stop = () => process.emit("SIGTERM");
process.stdin.on("end", stop).on("error", stop).resume();

// It sweeps up the texts of deleted queue messages once a minute, in a time that grows with the square of their number: after ten thousand
// it answers nobody for most of a minute. So it sweeps at its start and then once a day.
const require = createRequire(import.meta.url);
require("./node_modules/azurite/dist/src/queue/utils/constants.js").DEFAULT_GC_INTERVAL_MS = 24 * 60 * 60 * 1000;

require("./node_modules/azurite/dist/src/azurite.js");
