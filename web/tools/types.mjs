// Writes the types of the npm package from the OpenAPI description, which the
// program makes from its own types. With `--check` it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const file = join(root, "crates/secondhand-wasm/npm/types.d.ts");
const api = JSON.parse(readFileSync(join(root, "schema/openapi.json"), "utf8"));
/** What only the server takes or returns. */
const others = new Set(["ArticleInput", "PartInput", "Problem"]);

const comment = (about, indent) => (about ? `${indent}/** ${about.replaceAll("*/", "* /")} */\n` : "");

function type(schema) {
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return some.map(type).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((one) => type({ ...schema, type: one })).join(" | ");
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array": {
      const items = type(schema.items);
      return items.includes(" ") ? `(${items})[]` : `${items}[]`;
    }
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

function declaration(name, schema) {
  const head = comment(schema.description, "");
  if (schema.type !== "object") return `${head}export type ${name} = ${type(schema)};\n`;
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties).map(
    ([field, one]) => `${comment(one.description, "  ")}  ${field}${required.has(field) ? "" : "?"}: ${type(one)};\n`,
  );
  return `${head}export interface ${name} {\n${fields.join("")}}\n`;
}

const own = ({ name }) => name !== "name" && name !== "format";
const options = api.paths["/analyze"].post.parameters.filter(own);
const all = {
  ...api.components.schemas,
  Options: {
    type: "object",
    description: "How a file is read and checked. What is left out is as the command has it.",
    properties: Object.fromEntries(options.map(({ name, schema, description }) => [name, { ...schema, description }])),
  },
};
const names = Object.keys(all).filter((name) => !others.has(name)).sort();
const text =
  "// Written by `npm run types` in web/; edit the types in src instead.\n\n" +
  names.map((name) => declaration(name, all[name])).join("\n");

if (process.argv.includes("--check")) {
  const is = readFileSync(file, "utf8");
  if (is !== text) {
    console.error("crates/secondhand-wasm/npm/types.d.ts is stale: `npm run types`");
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
