// What GitHub's own parser and checker of workflows, the one behind its web editor, says of files.
// Arguments: where the packages are installed, then the files. Prints one JSON object: file → list of messages.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

// The packages import JSON as bundlers take it; Node wants to be told.
registerHooks({
  load: (url, context, next) =>
    url.endsWith(".json") ? next(url, { ...context, importAttributes: { type: "json" } }) : next(url, context),
});

const [parts, ...files] = process.argv.slice(2);
const found = createRequire(pathToFileURL(`${parts}/package.json`));
const load = (name) => import(pathToFileURL(found.resolve.paths(name)[0] + "/" + name).href);
const { validate } = await load("@actions/languageservice/dist/index.js");
const { TextDocument } = await load("vscode-languageserver-textdocument/lib/esm/main.js");

// A workflow that another one calls lies beside it, wherever both lie.
const beside = (file) => ({
  getFileContent: async (reference) => {
    const path = file.replace(/[^/]*$/, basename(reference.path));
    return { name: path, content: readFileSync(path, "utf-8") };
  },
});

const said = {};
for (const [number, file] of files.entries()) {
  // A name of its own for each, since it remembers what it read under a name.
  const name = `file:///${number}/.github/workflows/${basename(file)}`;
  const document = TextDocument.create(name, "yaml", 0, readFileSync(file, "utf-8"));
  const diagnostics = await validate(document, { fileProvider: beside(file) });
  said[file] = diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}
console.log(JSON.stringify(said));
