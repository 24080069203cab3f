import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { bucketEndpoint } from './bucket-endpoint.ts';

/** The SDK's clients, each with the errors that the product tells apart by their class. */
export const clients: Readonly<Record<string, readonly string[]>> = {
  'client-apigatewaymanagementapi': [],
  'client-cognito-identity-provider': ['ResourceNotFoundException', 'UserNotFoundException', 'UsernameExistsException'],
  'client-dynamodb': [
    'ConditionalCheckFailedException',
    'TransactionCanceledException',
    'TransactionConflictException',
  ],
  'client-iot-data-plane': [],
  'client-kms': [],
  'client-s3': ['NoSuchKey', 'NotFound'],
  'client-secrets-manager': [],
  'client-sqs': [],
};
/** Raise it when copies are written in another way, so that those of before are not taken. */
const WAY = 3;
const manifest = v.object({ name: v.string(), version: v.string() });

/**
 * What stands in the place of packages in every bundle, by their names: credentials of the environment for all other kinds, no cache for endpoints that
 * nobody discovers, Node's own hashes, no event streams, no keys under passphrases, and the SDK's clients as `slim` writes them.
 */
export function packagesInstead(root: string): Record<string, string> {
  return {
    '@aws-sdk/credential-provider-node': join(root, 'functions/common/environment-credentials.ts'),
    '@aws-sdk/endpoint-cache': join(root, 'functions/common/no-endpoint-cache.ts'),
    '@smithy/core/checksum': join(root, 'functions/common/native-hashes.ts'),
    '@smithy/core/event-streams': join(root, 'functions/common/no-event-streams.ts'),
    'bcrypt-pbkdf': join(root, 'functions/common/no-passphrases.ts'),
    ...Object.fromEntries(Object.keys(clients).map((client) => [`@aws-sdk/${client}`, slim(root, client)])),
  };
}

/**
 * A copy of a client whose schemas name their members by literals. The published ones name them by constants (`[_h]: …`), which esbuild must take for
 * code that does something: all operations of the client then stay in the bundle, 60 kB of S3 alone. And they register every error there is, 12 kB of
 * KMS alone; without it an error has the service's general class and keeps its name, which is what retries go by.
 */
function slim(root: string, client: string): string {
  const from = join(root, 'node_modules/@aws-sdk', client);
  const { name, version } = v.parse(manifest, JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')));
  const to = join(root, '.build/clients', `${client}-${version}-${WAY}`);
  const index = join(to, 'dist-es/index.js');
  if (existsSync(index)) return index;
  const draft = `${to}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(join(from, 'dist-es'), join(draft, 'dist-es'), { recursive: true });
  // The client reads its own version there, and would bring all of it along.
  writeFileSync(join(draft, 'package.json'), JSON.stringify({ name, version, type: 'module', sideEffects: false }));
  const schemas = join(draft, 'dist-es/schemas/schemas_0.js');
  writeFileSync(schemas, withLiteralNames(withErrors(readFileSync(schemas, 'utf8'), clients[client] ?? [])));
  if (client === 'client-s3') writeFileSync(join(draft, 'dist-es/endpoint/endpointResolver.js'), bucketEndpoint);
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

/** Without the registration of errors other than those kept and the service's general one. */
export function withErrors(text: string, kept: readonly string[]): string {
  return text.replace(/^n0_registry\.registerError\((\w+)\$, \1\);$/gm, (whole, name: string) =>
    kept.includes(name) ? whole : '',
  );
}

/** `{ [_h]: 1 }` as `{ "http": 1 }`, where `const _h = "http";` stands in the same text. */
export function withLiteralNames(text: string): string {
  const words = new Map([...text.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, word]) => [name, word]));
  return text.replace(/\[(_\w+)\]:/g, (whole, name: string) => (words.has(name) ? `${words.get(name)}:` : whole));
}
