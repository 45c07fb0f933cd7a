// Runs Azurite in this process. Exits when standard input closes, which also happens when the parent process is killed.
import { createRequire } from "node:module";

// A terminal sends Ctrl+C to this process as well as to the server, which still has requests to finish. So hide SIGINT from Azurite.
const once = process.once.bind(process);
let serving = false;
process.once = (event, listener) => {
  serving ||= event === "SIGTERM";
  return event === "SIGINT" ? process : once(event, listener);
};
process.on("SIGINT", () => {});

// On SIGTERM, Azurite saves its data and closes, but it only listens for SIGTERM once it serves. Before that there is nothing to save.
process.on("SIGTERM", () => serving || process.exit(0));

// A killed parent does not read our output. The resulting write error must not end this process before the data is saved.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const stop = () => process.emit("SIGTERM");
process.stdin.on("end", stop).on("error", stop).resume();

// Azurite deletes the texts of removed queue messages once a minute, in a time that grows with the square of their number: after ten thousand, it does
// not respond for most of a minute. So this runs at start-up and then once a day.
const require = createRequire(import.meta.url);
require("./node_modules/azurite/dist/src/queue/utils/constants.js").DEFAULT_GC_INTERVAL_MS = 24 * 60 * 60 * 1000;

require("./node_modules/azurite/dist/src/azurite.js");
