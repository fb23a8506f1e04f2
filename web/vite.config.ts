import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Writes each file compressed beside itself, for servers that can send it so. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  closeBundle() {
    const dist = join(import.meta.dirname, "dist");
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

export default defineConfig({
  // The page works below any address.
  base: "./",
  resolve: { alias: { secondhand: join(import.meta.dirname, "../target/npm/index.js") } },
  build: { target: "es2023", modulePreload: false, assetsInlineLimit: 0 },
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
  plugins: [compressed],
});
