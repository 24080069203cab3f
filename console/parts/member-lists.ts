import * as v from 'valibot';
import { grant } from '../../shared/access/grant.ts';
import { type MachineClient, machineClient, type Person, person } from '../../shared/access/member.ts';
import type { Api, Listed } from '../api.ts';

const next = v.optional(v.string());
const givenGrant = v.object({ grantee: v.string(), by: v.string(), at: v.string(), ...grant.pipe[0].entries });
export type GivenGrant = v.InferOutput<typeof givenGrant>;

const users = v.object({ users: v.array(person), next });
const clients = v.object({ clients: v.array(machineClient), next });
const grants = v.object({ grants: v.array(givenGrant), next });

/** Path of the page behind one, which tells its place as a token. */
export const pageBehind = (path: string, token: string | undefined): string | undefined => {
  if (token === undefined) return undefined;
  const url = new URL(path, location.origin);
  url.searchParams.set('after', token);
  return `${url.pathname}${url.search}`;
};

export async function readPeople(api: Api, path: string): Promise<Listed<Person[]>> {
  const page = await api.get(path, users);
  return { rows: page.users, next: pageBehind(path, page.next) };
}

export async function readClients(api: Api, path: string): Promise<Listed<MachineClient[]>> {
  const page = await api.get(path, clients);
  return { rows: page.clients, next: pageBehind(path, page.next) };
}

export async function readGrants(api: Api, path: string): Promise<Listed<GivenGrant[]>> {
  const page = await api.get(path, grants);
  return { rows: page.grants, next: pageBehind(path, page.next) };
}
