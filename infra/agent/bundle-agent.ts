import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { build as buildPage } from 'vite';
import { type Architecture, copySerialPort, SERIAL } from './copy-serial-port.ts';

/**
 * Writes the agent as it runs on a core into a folder: one bundle in pieces (OPC UA and the serial port are read only where a device wants
 * them), the thread that makes reports, the operator's page, the native parts of one architecture, the fonts of reports, and
 * the types of OPC UA. The same sources make the same bytes.
 */
export async function bundleAgent(root: string, to: string, architecture: Architecture): Promise<void> {
  mkdirSync(to, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'edge-agent/main.ts', out: 'main' },
      { in: 'edge-agent/report/pdf-worker.ts', out: 'pdf-worker' },
    ],
    outdir: to,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The second is wanted by a lock between processes that nobody here asks for.
    external: [SERIAL, 'proper-lockfile'],
    // Some dependencies are CommonJS, and ask for these.
    banner: {
      js: [
        "import{createRequire as seriateRequire}from'node:module';",
        'const require=seriateRequire(import.meta.url),__dirname=import.meta.dirname,__filename=import.meta.filename;',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: runs in the bundle
        'process.env.AWS_CRT_NODEJS_BINARY_ABSOLUTE_PATH??=`${import.meta.dirname}/aws-crt-nodejs.node`;',
      ].join(''),
    },
    plugins: [threadInBundle, versionInBundle],
    logLevel: 'warning',
  });
  // Where `edge-agent/hmi/page-files.ts` looks for it.
  const page = { outDir: join(to, 'page'), emptyOutDir: true };
  await buildPage({ root: join(root, 'console/hmi'), build: page, logLevel: 'warn' });
  copyParts(root, to, architecture);
}

/** The thread's script is a file of the bundle. */
const threadInBundle: Plugin = {
  name: 'thread-in-bundle',
  setup(build) {
    build.onLoad({ filter: /edge-agent\/report\/render-pdf\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("'./pdf-worker.ts'", "'./pdf-worker.mjs'"),
      loader: 'ts',
    }));
  },
};

/** The OPC UA server reads its version from the manifest beside it, of which a bundle has none. */
const versionInBundle: Plugin = {
  name: 'version-in-bundle',
  setup(build) {
    build.onLoad({ filter: /node-opcua-server\/dist\/opcua_server\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const reads = 'fs.readFileSync(path.join(here, "..", "package.json"), "utf8")';
      if (!text.includes(reads)) throw new Error(`${path} reads its version otherwise`);
      const manifest = readFileSync(join(dirname(path), '../package.json'), 'utf8');
      return { contents: text.replace(reads, () => JSON.stringify(manifest)), loader: 'js' };
    });
  },
};

function copyParts(root: string, to: string, architecture: Architecture): void {
  const require = createRequire(join(root, 'package.json'));
  const packageOf = (name: string, from = require) => dirname(from.resolve(`${name}/package.json`));
  const copy = (name: string, files: readonly string[]) => {
    const from = packageOf(name);
    for (const file of ['package.json', ...files])
      cpSync(join(from, file), join(to, 'node_modules', name, file), { recursive: true });
  };
  const crt = dirname(createRequire(require.resolve('aws-iot-device-sdk-v2')).resolve('aws-crt/package.json'));
  cpSync(join(crt, `dist/bin/linux-${architecture}-glibc/aws-crt-nodejs.node`), join(to, 'aws-crt-nodejs.node'));
  copy('dejavu-fonts-ttf', ['ttf/DejaVuSans.ttf', 'ttf/DejaVuSans-Bold.ttf']);
  const han = '@fontsource-variable/noto-sans-sc';
  const pieces = readdirSync(join(packageOf(han), 'files')).filter((file) => file.endsWith('-wght-normal.woff2'));
  copy(han, ['unicode.json', ...pieces.map((file) => `files/${file}`)]);
  copy('node-opcua-nodesets', ['nodesets/Opc.Ua.NodeSet2.ndjson.gz']);
  copySerialPort(createRequire(require.resolve('serialport')), to, architecture);
  writeFileSync(
    join(to, 'package.json'),
    `${JSON.stringify({ name: 'seriate-agent', private: true, type: 'module' })}\n`,
  );
}
