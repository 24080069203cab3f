import { describe, expect, test } from 'vitest';
import { type Permission, permissions, roles } from '#shared/access/permissions.ts';
import { apiEvent } from '../../test/kit/api-event.ts';
import { mayTouch, mustBeWide, mustTouch, principalOf } from './principal.ts';

const nobody = async () => false;
const event = (more = {}) => apiEvent({ route: 'GET /api/lots', tenant: 'packright', ...more });

describe('a right', () => {
  test.each(
    Object.entries(permissions).flatMap(([permission, holders]) =>
      roles.map((role) => ({ permission, role, may: [...holders].some((one) => one === role) })),
    ),
  )('$permission of $role: $may', async ({ permission, role, may }) => {
    const principal = principalOf(event({ role }), isPermission(permission), nobody);
    if (may) await expect(principal).resolves.toMatchObject({ tenant: 'packright', role });
    else await expect(principal).rejects.toMatchObject({ refusal: { refused: 'not-permitted' } });
  });
});

describe('who calls', () => {
  const asked = (claims: Record<string, unknown>) =>
    principalOf(apiEvent({ route: 'GET /api/lots', claims }), 'orders:read', nobody);

  test('is a person by user name, with the time of the sign-in, or a machine by its client', async () => {
    expect(await asked({ username: 'ada', name: 'Ada Doe', auth_time: '1770000000' })).toMatchObject({
      caller: 'ada',
      name: 'Ada Doe',
      person: true,
      authTime: 1_770_000_000,
    });
    const machine = await asked({ auth_time: '1770000000' });
    expect([machine.person, machine.authTime, machine.caller]).toEqual([false, undefined, 'acme-pharma-client']);
  });

  test('is nobody when the authorizer says why the token is none', async () => {
    const none = asked({ tenant: undefined, refused: 'the token is old' });
    await expect(none).rejects.toMatchObject({ refusal: { refused: 'unauthenticated', detail: 'the token is old' } });
  });
});

describe('a client that is bound to a partner', () => {
  const asked = (forPartners?: boolean) =>
    principalOf(
      apiEvent({ route: 'GET /epcis/events', role: 'partner-api', claims: { partner: 'medico' } }),
      'events:query',
      nobody,
      'read',
      forPartners,
    );

  test('is let in where what is shown is that partner’s alone', async () => {
    expect(await asked(true)).toMatchObject({ partner: 'medico', person: false });
  });

  test('acts for no other tenant, whatever its own may', async () => {
    const headers = { 'seriate-acting-for': 'acme-pharma' };
    const event = apiEvent({
      route: 'GET /epcis/events',
      role: 'partner-api',
      claims: { partner: 'medico' },
      headers,
      tenant: 'packright',
    });
    const refused = { refusal: { refused: 'not-permitted', detail: expect.stringContaining('medico') } };
    await expect(principalOf(event, 'events:query', async () => true, 'read', true)).rejects.toMatchObject(refused);
  });

  test('is let in nowhere else, whatever its role may', async () => {
    await expect(asked()).rejects.toMatchObject({
      refusal: { refused: 'not-permitted', detail: expect.stringContaining('medico') },
    });
  });
});

describe('a scope', () => {
  const scoped = (route: string, scope: string) =>
    principalOf(apiEvent({ route, scope, tenant: 'acme-pharma' }), 'orders:read', nobody);

  test('to read does not let write', async () => {
    await expect(scoped('GET /api/lots', 'seriate/read')).resolves.toMatchObject({ tenant: 'acme-pharma' });
    await expect(scoped('POST /api/orders', 'seriate/read')).rejects.toMatchObject({
      refusal: { refused: 'not-permitted', remedy: expect.stringContaining('seriate/write') },
    });
  });

  test('is the one a route names, whatever its method; what the token may beside that is told', async () => {
    const reading = (scope: string) =>
      principalOf(apiEvent({ route: 'POST /epcis/soap', scope }), 'events:query', nobody, 'read');
    await expect(reading('seriate/read')).resolves.toMatchObject({ mayWrite: false });
    await expect(reading('seriate/read seriate/write')).resolves.toMatchObject({ mayWrite: true });
    await expect(reading('seriate/write')).rejects.toMatchObject({ refusal: { refused: 'not-permitted' } });
  });

  test('is needed at all', async () => {
    await expect(scoped('GET /api/lots', 'openid')).rejects.toMatchObject({ refusal: { refused: 'not-permitted' } });
  });
});

describe('acting for another tenant', () => {
  const acting = event({ role: 'site', headers: { 'seriate-acting-for': 'acme-pharma' } });

  test('needs that tenant’s grant for the same permission', async () => {
    const asked: string[] = [];
    const granted = async (owner: string, grantee: string, permission: Permission) => {
      asked.push(`${owner} ${grantee} ${permission}`);
      return true;
    };
    const principal = await principalOf(acting, 'serials:request', granted);
    expect(principal).toMatchObject({ tenant: 'acme-pharma', home: 'packright' });
    expect(asked).toEqual(['acme-pharma packright serials:request']);
  });

  test('without a grant is refused with the remedy', async () => {
    await expect(principalOf(acting, 'serials:request', nobody)).rejects.toMatchObject({
      refusal: { refused: 'not-permitted', remedy: expect.stringContaining('PUT /api/grants/packright') },
    });
  });

  test('under a narrowed grant tells to what, and touches nothing else', async () => {
    const within = { gtins: ['04150000000013'] };
    const principal = await principalOf(acting, 'serials:request', async () => within);
    expect(principal.within).toEqual(within);
    expect(mayTouch(principal, { gtin: '04150000000013', pool: 'packs' })).toBe(true);
    expect(() => mustTouch(principal, { gtin: '04150000000020' })).toThrow('04150000000020');
    expect(() => mustBeWide(principal, 'this')).toThrow('narrowed');
  });

  test('is for nothing that is a tenant’s own affair', async () => {
    const admin = event({ headers: { 'seriate-acting-for': 'acme-pharma' } });
    for (const permission of ['people:write', 'grants:write', 'audit:read'] as const)
      await expect(principalOf(admin, permission, async () => true)).rejects.toMatchObject({
        refusal: { refused: 'not-permitted', detail: expect.stringContaining('own affair') },
      });
  });

  test('does not lend a role more than it has', async () => {
    await expect(principalOf(acting, 'lots:release', async () => true)).rejects.toMatchObject({
      refusal: { refused: 'not-permitted' },
    });
  });
});

function isPermission(name: string): Permission {
  const found = (Object.keys(permissions) as Permission[]).find((one) => one === name);
  if (found === undefined) throw new Error(name);
  return found;
}
