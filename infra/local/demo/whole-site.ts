import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writePrivately } from '../private-file.ts';
import { acme, medico, packright, pools, product, warehousePool } from './facts.ts';
import { hashOf } from './staff.ts';

/** Where what a whole site has besides its own line is found on this machine. */
export const placesOf = (folder: string) => ({
  secret: join(folder, 'packer.secret'),
  files: join(folder, 'packer-8'),
  orders: join(folder, 'erp'),
});

/**
 * What the plant's agent is configured with besides its own line: a line of another maker for each way of speaking, a warehouse, and a folder for
 * orders. All of those lines have one secret, which is made once and kept beside the configuration.
 *
 * @param opcuaPort where packer-9 finds its OPC UA server
 */
export async function wholeSite(folder: string, opcuaPort: number) {
  const { secret, files, orders } = placesOf(folder);
  const hash = hashOf(await secretIn(secret));
  for (const one of [files, orders]) mkdirSync(one, { recursive: true });
  const at = (readPoint: string) => ({
    readPoint: `urn:epc:id:sgln:9521322.00002.${readPoint}`,
    bizLocation: packright.location,
  });
  return {
    foreign: [
      { line: 'packer-7', via: 'http', ...at('P7'), clients: [{ id: 'packer-7', secret: hash }] },
      { line: 'packer-8', via: 'files', ...at('P8'), folder: files },
      { line: 'packer-9', via: 'opcua', ...at('P9'), port: opcuaPort, users: [{ name: 'packer-9', password: hash }] },
    ],
    warehouse: {
      readPoint: 'urn:epc:id:sgln:9521322.00002.90',
      bizLocation: 'urn:epc:id:sgln:9521322.00002.9',
      party: packright.profile.party,
      ssccPool: warehousePool,
      locations: ['1', '2'].map((shelf) => ({ id: `urn:epc:id:sgln:9521322.00002.9${shelf}`, name: `shelf ${shelf}` })),
      partners: [acme, medico].map(({ profile }) => ({ id: profile.party, name: profile.name })),
    },
    orders: {
      folder: orders,
      products: [
        {
          gtin: product.gtin,
          owner: acme.tenant,
          pool: pools.packs,
          ssccPool: pools.sscc,
          companyPrefix: product.item.companyPrefix,
          unitsPerCase: 24,
          casesPerPallet: 2,
          line: 'packer-7',
        },
      ],
    },
  };
}

/** Where all of that is found, for the person who started it. */
export function siteInWords(folder: string, hmiUrl: string): string[] {
  const { secret, files, orders } = placesOf(folder);
  const opcua = `opc.tcp://127.0.0.1:${Number(new URL(hmiUrl).port) + 1}`;
  return [
    `lines of other makers: packer-7 at ${hmiUrl}/line-api/v1, packer-8 in ${files}, packer-9 at ${opcua}; their secret is in ${secret}`,
    `handhelds ${hmiUrl}/warehouse · orders as files in ${join(orders, 'in')} · what to do with it: docs/site-demonstration.md`,
  ];
}

async function secretIn(path: string): Promise<string> {
  const there = await readIfThere(path);
  if (there !== undefined) return there.trim();
  const made = randomBytes(18).toString('base64url');
  await writePrivately(path, `${made}\n`);
  return made;
}
