import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const clients = [
  'client-apigatewaymanagementapi',
  'client-cognito-identity-provider',
  'client-dynamodb',
  'client-iot-data-plane',
  'client-s3',
  'client-secrets-manager',
  'client-sqs',
];
const manifest = v.object({ name: v.string(), version: v.string() });

/**
 * What stands in the place of packages in every bundle, by their names: credentials of the environment for all other kinds, no cache for endpoints that
 * nobody discovers, and the SDK's clients as `slim` writes them.
 */
export function packagesInstead(root: string): Record<string, string> {
  return {
    '@aws-sdk/credential-provider-node': join(root, 'functions/common/environment-credentials.ts'),
    '@aws-sdk/endpoint-cache': join(root, 'functions/common/no-endpoint-cache.ts'),
    ...Object.fromEntries(clients.map((client) => [`@aws-sdk/${client}`, slim(root, client)])),
  };
}

/**
 * A copy of a client whose schemas name their members by literals. The published ones name them by constants (`[_h]: …`), which esbuild must take for
 * code that does something: all operations of the client then stay in the bundle, 60 kB of S3 alone. Nothing else is changed.
 */
function slim(root: string, client: string): string {
  const from = join(root, 'node_modules/@aws-sdk', client);
  const { name, version } = v.parse(manifest, JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')));
  const to = join(root, '.build/clients', `${client}-${version}`);
  const index = join(to, 'dist-es/index.js');
  if (existsSync(index)) return index;
  const draft = `${to}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(join(from, 'dist-es'), join(draft, 'dist-es'), { recursive: true });
  // The client reads its own version there, and would bring all of it along.
  writeFileSync(join(draft, 'package.json'), JSON.stringify({ name, version, type: 'module', sideEffects: false }));
  const schemas = join(draft, 'dist-es/schemas/schemas_0.js');
  writeFileSync(schemas, withLiteralNames(readFileSync(schemas, 'utf8')));
  publish(draft, to);
  return index;
}

/** Of two that write at once, the first is taken: they wrote the same. */
function publish(draft: string, to: string): void {
  try {
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** `{ [_h]: 1 }` as `{ "http": 1 }`, where `const _h = "http";` stands in the same text. */
export function withLiteralNames(text: string): string {
  const words = new Map([...text.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, word]) => [name, word]));
  return text.replace(/\[(_\w+)\]:/g, (whole, name: string) => (words.has(name) ? `${words.get(name)}:` : whole));
}
