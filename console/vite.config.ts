import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const outDir = fileURLToPath(new URL('../.build/console', import.meta.url));

/** The highest for what is loaded at every first visit: it saves a twelfth, and takes a few seconds. Of the reader of codes it would take half a minute. */
const qualityOf = (name: string) => (/\.(js|css)$/.test(name) ? 11 : 9);

/**
 * Of the frame, what this console never shows and would be loaded with every first page: a drawer of news by which an AWS console tells of new features, and with it all of
 * dragging and dropping. What imports it never renders it.
 */
const leftOut = (): Plugin => ({
  name: 'left-out',
  load: (id) =>
    id.endsWith('/app-layout/visual-refresh-toolbar/drawer/feature-notifications-drawer-content.js')
      ? 'export const RuntimeContentPart = () => null; export default () => null;'
      : undefined,
});

/** Writes `<file>.br` beside what is worth it: the gateway compresses nothing, and a function should not do it at each call. */
const compressed = (): Plugin => ({
  name: 'compressed',
  writeBundle({ dir = outDir }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg|json|wasm)$/.test(one))) {
      const bytes = readFileSync(join(assets, name));
      const params = {
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_QUALITY]: qualityOf(name),
      };
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }));
    }
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', development: false } },
  // Whoever builds it, a test among them, builds what is shipped: React has a second form for whoever develops, half again as large.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [leftOut(), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    // Which file came of what, for whoever measures what a first visit loads.
    manifest: true,
    target: 'es2022',
    // Such as know light-dark(): what would stand in for it asks style sheets for the scheme, which this page sets by itself.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      onLog: (level, log, pass) => {
        // Cloudscape marks its modules for servers that render React; there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') pass(level, log);
      },
    },
  },
});
