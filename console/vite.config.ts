import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const outDir = fileURLToPath(new URL('../.build/console', import.meta.url));

/** Of 11: the last two steps save a twelfth and take twenty times as long. */
const QUALITY = 9;

/** Writes `<file>.br` beside what is worth it: the gateway compresses nothing, and a function should not do it at each call. */
const compressed = (): Plugin => ({
  name: 'compressed',
  writeBundle({ dir = outDir }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg|json|wasm)$/.test(one))) {
      const bytes = readFileSync(join(assets, name));
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_QUALITY]: QUALITY };
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }));
    }
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      onLog: (level, log, pass) => {
        // Cloudscape marks its modules for servers that render React; there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') pass(level, log);
      },
    },
  },
});
