import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The operator's page, which the edge agent serves from a disk beside it: nothing of it is fetched from elsewhere. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', development: false } },
  // Whoever builds it, a test among them, builds what is shipped: React has a second form for whoever develops, half again as large.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: fileURLToPath(new URL('../../.build/hmi', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // How long it takes on a busy machine is nobody's trouble.
      checks: { pluginTimings: false },
      onLog: (level, log, pass) => {
        // React Query marks its modules for servers that render React; there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') pass(level, log);
      },
    },
  },
});
