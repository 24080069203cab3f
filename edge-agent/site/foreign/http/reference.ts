import { schemaOf } from './describe-route.ts';
import { members } from './describe-schema.ts';
import { BASE, type LineRoute } from './line-route.ts';
import { lineRoutes } from './line-routes.ts';
import { about } from './openapi.ts';

/** The reference page of the interface, in Markdown, from the same table as its OpenAPI document. */
export const reference = (): string => [...head, ...lineRoutes.flatMap(tell)].join('\n');

const head = [
  '# The line interface over HTTP',
  '',
  `Written by \`npx node edge-agent/site/foreign/http/write-reference.ts\` from the table behind \`GET ${BASE}/openapi.json\` (OpenAPI 3.1); do not edit it`,
  'by hand. What the calls mean, and the words for what becomes of a number: `docs/site.md`, “Any line system”.',
  '',
  about,
  '',
  '## Getting in',
  '',
  'The site’s configuration names the clients of a line; `npm run agent -- --hash-password` answers what stands there for a secret.',
  '',
  '```json',
  '"foreign": [{ "line": "packer-7", "via": "http", "readPoint": "…", "bizLocation": "…",',
  '  "clients": [{ "id": "packer-7", "secret": "scrypt:15:8:1:…" }] }],',
  '"lineApi": { "host": "0.0.0.0", "port": 8443, "certificate": "line-api.pem", "key": "line-api.key" }',
  '```',
  '',
  'The interface is on the agent’s own port for programs on the same machine, and with `lineApi` on a port of its own, by TLS, for lines on the network;',
  'nothing else is there.',
  '',
  '```',
  `curl -u packer-7:SECRET -d grant_type=client_credentials https://site:8443${BASE}/token`,
  `curl -H "authorization: Bearer TOKEN" https://site:8443${BASE}/orders`,
  '```',
  '',
  'A token is good for an hour and ends when the agent is started anew: whoever gets 401 asks for another one. A line sees its own orders only. A body is',
  'JSON in UTF-8, 1 MiB at most.',
  '',
];

function tell({ method, path, summary, more, body, answer }: LineRoute): string[] {
  return [
    `## \`${method} ${path}\``,
    '',
    `${summary}. ${more}`,
    '',
    ...(body === undefined ? [] : ['Body:', '', ...members(schemaOf(body)), '']),
    ...['Answer:', '', ...members(schemaOf(answer)), ''],
  ];
}
