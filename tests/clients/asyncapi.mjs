// Validates the AsyncAPI document: no error and no warning.
import { readFile } from "node:fs/promises";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], "utf8"));
const problems = diagnostics.filter(({ severity }) => severity < 2);
for (const { code, message, path } of problems) console.error(`${code} at ${path.join(".")}: ${message}`);
if (!document || problems.length > 0) process.exit(1);
console.log(`AsyncAPI ${document.version()}: ${document.messages().length} messages in ${document.channels().length} channels.`);
