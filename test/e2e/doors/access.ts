import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { grantable, type Permission, type Role, roleMay, roles } from '#shared/access/permissions.ts';
import { routes } from '../../../functions/describe-api/routes.ts';
import { addStage } from '../../../infra/stages.ts';
import type { Product } from '../../kit/product.ts';

/** The routes that the template has, each with what stands before it. */
function routesOfTemplate(): { key: string; open: boolean }[] {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'access-')), context: { 'aws:cdk:bundling-stacks': [] } });
  addStage(app, 'seriate');
  const shape = v.looseObject({ Resources: v.record(v.string(), v.looseObject({ Type: v.string() })) });
  return app
    .synth()
    .stacks.flatMap(({ templateFullPath }) =>
      Object.values(v.parse(shape, JSON.parse(readFileSync(templateFullPath, 'utf8'))).Resources),
    )
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => ({
      key: String(Object(Properties).RouteKey),
      open: Object(Properties).AuthorizationType === 'NONE',
    }))
    .filter(({ key }) => !key.startsWith('$'));
}

interface Guarded {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly permission: Permission;
  readonly scope: 'read' | 'write';
}

const placeholders: Record<string, string> = { gtin: '00000000000000', username: 'No-Such', lot: 'NO-SUCH' };

const all = routesOfTemplate();
const guarded = all.filter(({ open }) => !open).map(({ key }) => guardedOf(key));

/** Nothing that there is: what may be done at all is answered by 400 or 404, and changes nothing. */
function guardedOf(key: string): Guarded {
  const permission = routes[key]?.permission;
  if (permission === undefined)
    throw new Error(`${key} is in the template and has no permission in the table of routes`);
  const [method = '', template = ''] = key.split(' ');
  const path = template.replace(
    /\{(\w+)\+?\}/g,
    (_, name: string) => placeholders[name] ?? `no-such-${name.toLowerCase()}`,
  );
  const reads = ['GET', 'OPTIONS'].includes(method) || template === '/epcis/soap';
  return { key, method, path, permission, scope: reads ? 'read' : 'write' };
}

/** Whose data, by which token. */
const contexts = ['own', 'foreign', 'granted', 'expired', 'narrowed', 'no token', 'wrong scope'] as const;
type Context = (typeof contexts)[number];

/** What the table says: `in` when the right is there, or why it is not. */
function expected({ permission }: Guarded, role: Role, context: Context): RegExp | 'in' | 401 | 'narrowed or in' {
  if (context === 'no token') return 401;
  if (context === 'wrong scope') return /lacks the scope/;
  if (!roleMay(role, permission)) return new RegExp(`lacks ${permission}`);
  if (context === 'own') return 'in';
  if (!grantable.includes(permission)) return /own affair/;
  if (context === 'granted') return 'in';
  return context === 'narrowed' ? 'narrowed or in' : /holds no grant/;
}

/** Words of every refusal that a right is missing; endpoints refuse in others. */
const lacksRight = /lacks the scope|^role \S+ lacks|own affair|holds no grant/;

/** Without a token the gateway hears of no role, so the requests of all roles are one and the same. */
const rolesIn = (context: Context): readonly Role[] => (context === 'no token' ? roles.slice(0, 1) : roles);

const grantOf: Partial<Record<Context, object>> = {
  foreign: { permissions: [] },
  granted: { permissions: grantable },
  expired: { permissions: grantable, until: '2026-01-02T00:00:00Z' },
  narrowed: { permissions: grantable, scope: { gtins: ['09521321543218'] } },
};

/** What a refusal says, in whichever form. */
function detailOf(text: string): string {
  try {
    return String(Object(JSON.parse(text)).detail ?? '');
  } catch {
    return /<reason>([^<]*)/.exec(text)?.[1] ?? '';
  }
}

/** What is wrong about an answer; undefined when it is as the table has it. */
function misfit(route: Guarded, role: Role, context: Context, answer: { status: number; detail: string }) {
  const wanted = expected(route, role, context);
  const told = `${route.key} as ${role}, ${context}: ${answer.status} ${answer.detail}`;
  if (wanted === 401) return answer.status === 401 ? undefined : told;
  if (wanted instanceof RegExp) return wanted.test(answer.detail) ? undefined : told;
  // A fault says nothing; SOAP refuses with 500 and says why (SOAP 1.1 §6.2).
  const isFault = answer.status === 500 && answer.detail === '';
  const isIn = answer.status !== 401 && !isFault && !lacksRight.test(answer.detail);
  return isIn ? undefined : told;
}

/** Every route lets in whom the table of permissions says, and nobody else. */
export function access(running: () => Product): void {
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    for (const role of roles) {
      const id = `access-${role}`;
      const body = JSON.stringify({ id, role, name: 'access test' });
      const headers = { 'content-type': 'application/json' };
      const made = await running().fetch('/api/clients', { method: 'POST', body, headers, tenant: 'packright' });
      const { clientId, clientSecret } = Object(await made.json());
      for (const scope of ['read', 'write', 'read write'])
        tokens.set(`${role} ${scope}`, await tokenOf(clientId, clientSecret, scope));
    }
  }, 420_000);
  async function tokenOf(clientId: string, clientSecret: string, scope: string): Promise<string> {
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const asked = scope.replace(/\w+/g, (one) => `seriate/${one}`);
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: asked });
    const answer = await fetch(`${running().url}/oauth2/token`, { method: 'POST', headers: { authorization }, body });
    return String(Object(await answer.json()).access_token);
  }

  async function ask({ method, path, scope }: Guarded, role: Role, context: Context) {
    const held = context === 'wrong scope' ? (scope === 'read' ? 'write' : 'read') : 'read write';
    const headers = new Headers({ 'content-type': 'application/json' });
    if (context !== 'no token') headers.set('authorization', `Bearer ${tokens.get(`${role} ${held}`)}`);
    if (grantOf[context] !== undefined) headers.set('seriate-acting-for', 'acme-pharma');
    const body = ['POST', 'PUT'].includes(method) ? '{}' : null;
    const answer = await fetch(`${running().url}${path}`, {
      method,
      headers,
      body,
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, detail: detailOf(await answer.text()) };
  }

  describe.each(contexts)('every route as every role, %s', (context) => {
    test('is let in exactly when the table of permissions says so', async () => {
      const grant = grantOf[context];
      if (grant !== undefined) {
        const headers = { 'content-type': 'application/json' };
        const given = await running().fetch('/api/grants/packright', {
          method: 'PUT',
          body: JSON.stringify(grant),
          headers,
        });
        expect(given.status).toBe(200);
      }
      const asked = rolesIn(context);
      const cases = guarded.flatMap((route) => asked.map((role) => ({ route, role })));
      const wrong: string[] = [];
      const lane = async () => {
        for (let next = cases.pop(); next !== undefined; next = cases.pop()) {
          const { route, role } = next;
          const found = misfit(route, role, context, await ask(route, role, context));
          if (found !== undefined) wrong.push(found);
        }
      };
      await Promise.all(Array.from({ length: 6 }, lane));
      expect(wrong).toEqual([]);
    }, 240_000);
  });

  test('every route of the template is in the table, and only the page, the description, health, AS2 and invitations are open', () => {
    expect(guarded.length).toBeGreaterThan(50);
    expect(
      all
        .filter(({ open }) => open)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([
      'GET /',
      'GET /api/openapi.json',
      'GET /assets/{file}',
      'GET /console.json',
      'GET /health',
      'POST /as2',
      'POST /partner/accept',
    ]);
  });

  test('who is shut out is let in no more once the gateway asks again, and gets no token that opens anything', async () => {
    const headers = { 'content-type': 'application/json' };
    const call = (method: string, path: string, body: object) =>
      running().fetch(path, { method, body: JSON.stringify(body), headers, tenant: 'packright' });
    const made = await call('POST', '/api/clients', { id: 'short-lived', role: 'qa', name: 'x' });
    const { clientId, clientSecret } = Object(await made.json());
    const before = await tokenOf(clientId, clientSecret, 'read');
    await call('PUT', '/api/clients/short-lived', { state: 'disabled' });
    const answer = await fetch(`${running().url}/api/lots`, { headers: { authorization: `Bearer ${before}` } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
    const after = await tokenOf(clientId, clientSecret, 'read');
    expect((await fetch(`${running().url}/api/lots`, { headers: { authorization: `Bearer ${after}` } })).status).toBe(
      401,
    );
  });
}
