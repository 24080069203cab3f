import type { HostedAssembly } from '../host-assembly.ts';
import type { Credentials, Wanted } from './credentials.ts';

/** Output of a stack that names the function which lets tenants in. */
const OUTPUT = 'AdmitTenant';

/** Does what the operator of an installation does first: lets the tenants in, with the people and machines they begin with. */
export async function admitThem(
  { outputs, invoke }: Pick<HostedAssembly, 'outputs' | 'invoke'>,
  credentials: Credentials | undefined,
  wanted: Wanted,
): Promise<void> {
  const fn = Object.values(outputs).flatMap((stack) => (typeof stack[OUTPUT] === 'string' ? [stack[OUTPUT]] : []))[0];
  if (fn === undefined || credentials === undefined) return;
  const tenants = new Set([...wanted.clients, ...wanted.users].map(({ tenant }) => tenant));
  for (const tenant of tenants) await invoke(fn, admission(credentials, wanted, tenant));
}

function admission(credentials: Credentials, wanted: Wanted, tenant: string) {
  const clients = wanted.clients.flatMap(({ tenant: of, role }) => {
    const client = of === tenant ? credentials.clientOf(tenant, role) : undefined;
    const scopes = client?.scopes.flatMap((scope) => /^seriate\/(read|write)$/.exec(scope)?.[1] ?? []);
    return client === undefined ? [] : [{ id: role, clientId: client.clientId, role, scopes }];
  });
  const people = wanted.users
    .filter(({ tenant: of, site }) => of === tenant && site === undefined)
    .map(({ username, role }) => {
      const { name = username, email } = credentials.user(username) ?? {};
      return { username, role, name, email };
    });
  return { tenant, clients, people };
}
