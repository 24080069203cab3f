import { writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { issueAuthority, issueServer } from '../../infra/local/iot/issue-certificate.ts';
import { temporary } from '../testing/builders.ts';
import { type Hmi, openHmi } from './server.ts';

const origin = 'https://warehouse.example.com';
const host = 'warehouse.example.com';
const { directory, remove } = temporary();
let ca = '';
let hmi: Hmi;
let isStaffed = true;

beforeAll(async () => {
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3_600_000) };
  const authority = await issueAuthority('test', validity);
  const issued = await issueServer(authority, validity);
  const [certificate, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  writeFileSync(certificate, issued.certificate);
  writeFileSync(key, issued.key);
  ca = authority.certificate;
  const network = { host: '127.0.0.1', port: 0, certificate, key };
  const away = { origins: [origin], network, isStaffed: () => isStaffed };
  const api = async () => ({ status: 201, body: {} });
  hmi = await openHmi({ status: () => ({}), api, hasWarehouse: true, away }, 0);
});
afterAll(async () => {
  await hmi.close();
  remove();
});
beforeEach(() => {
  isStaffed = true;
});

type Headers = Readonly<Record<string, string>>;
const statusOf = (way: 'network' | 'proxy', method: string, headers: Headers) =>
  new Promise<number | undefined>((resolve, reject) => {
    const path = method === 'GET' ? '/warehouse' : '/api/warehouse/pick';
    const port = way === 'network' ? hmi.networkPort : Number(new URL(hmi.url).port);
    const options = { host: '127.0.0.1', servername: 'localhost', port, path, method, headers, agent: false };
    const asked = way === 'network' ? tlsRequest({ ...options, ca }) : plainRequest(options);
    asked.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    asked.end();
  });

test('a handheld opens the page of the warehouse over TLS, and acts from it', async () => {
  expect(await statusOf('network', 'GET', { host })).toBe(200);
  expect(await statusOf('network', 'POST', { host, origin })).toBe(201);
});

test('a proxy on this machine may keep the name that it was asked by, or write its own', async () => {
  const own = new URL(hmi.url).host;
  expect(await statusOf('proxy', 'GET', { host })).toBe(200);
  expect(await statusOf('proxy', 'POST', { host, origin })).toBe(201);
  expect(await statusOf('proxy', 'POST', { host: own, origin })).toBe(201);
});

test('no other page and no other name are answered, here or on the network', async () => {
  const other = 'https://evil.example.com';
  for (const way of ['network', 'proxy'] as const) {
    expect(await statusOf(way, 'GET', { host: 'evil.example.com' })).toBe(403);
    expect(await statusOf(way, 'POST', { host, origin: other })).toBe(403);
    expect(await statusOf(way, 'POST', { host, origin: `http://${host}` })).toBe(403);
  }
  expect(await statusOf('network', 'GET', { host: '127.0.0.1' })).toBe(403);
});

test('what is done without signing in as long as nobody is known, is done at this machine alone', async () => {
  isStaffed = false;
  const own = new URL(hmi.url).host;
  expect(await statusOf('network', 'GET', { host })).toBe(403);
  expect(await statusOf('proxy', 'POST', { host: own, origin })).toBe(403);
  expect(await statusOf('proxy', 'POST', { host: own, origin: `http://${own}` })).toBe(201);
});
