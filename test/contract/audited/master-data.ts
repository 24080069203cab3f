import { cellsOfContent } from '#shared/master-data/csv/column.ts';
import { sheets } from '#shared/master-data/csv/sheets.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { type MasterKind, masterKinds } from '#shared/master-data/version.ts';
import { approved } from '../../kit/approved.ts';
import { aProduct, aTenant } from '../../kit/builders.ts';
import { startDynoxide } from '../../kit/dynoxide.ts';
import { masterWorld, productRows } from '../../kit/master-world.ts';
import type { Deed, Stage } from './deed.ts';

const kinds = kindsWith();
const gln = '9521321000025';
const address = { city: 'Delft', country: 'NL' };
const contents: Record<MasterKind, object> = {
  product: aProduct(),
  location: { companyPrefix: '9521321', name: 'Acme Delft', kind: 'packaging', address },
  partner: {
    name: 'Medico',
    party: 'urn:epc:id:pgln:9521999.00001',
    channel: 'webhook',
    url: 'https://medico.example',
  },
};
const quinn = { by: 'quinn', role: 'qa' };

/** The tenant itself, and products, locations and partners in versions. */
export async function masterDataStage(): Promise<Stage> {
  const engine = await startDynoxide();
  const gtins = productRows(3, 40).map(({ gtin }) => gtin);
  let count = 0;
  const house = async () => {
    const world = masterWorld(engine, `master-${count++}`);
    await world.begin();
    return world;
  };

  const deedsOf = (kind: MasterKind): Record<string, Deed> => {
    const { plural, id: name } = kinds[kind];
    const one = `/api/${plural}/{${name}}`;
    /** One that stands at a step, and how it is asked for. */
    const at = async (...steps: readonly ('draft' | 'submitted' | 'in-force')[]) => {
      const { tenant, ask } = await house();
      const id = { product: gtins.pop() ?? '', location: gln, partner: 'medico' }[kind];
      const path = { [name]: id };
      if (steps.includes('in-force')) await approved(engine.db, tenant, kind, id, contents[kind]);
      if (steps.includes('draft')) await ask(`PUT ${one}`, { path, body: contents[kind] });
      if (steps.includes('submitted')) await ask(`POST ${one}/submit`, { path, body: {} });
      const told =
        (act: string, by = 'ada') =>
        () => [{ act: `${kind}-${act}`, subject: `${kind} ${id}`, by }];
      return { tenant, id, path, ask, told };
    };
    const seen = { version: 1, revision: 2 };
    const waits = () => at('draft', 'submitted');
    return {
      [`PUT ${one}`]: async () => {
        const { tenant, path, ask, told } = await at();
        return { tenant, act: () => ask(`PUT ${one}`, { path, body: contents[kind] }), told: told('drafted') };
      },
      [`DELETE ${one}`]: async () => {
        const { tenant, path, ask, told } = await at('in-force');
        const act = () => ask(`DELETE ${one}`, { path, query: { reason: 'never sold' } });
        return { tenant, act, told: told('withdrawal-asked') };
      },
      [`DELETE ${one}/versions/{version}`]: async () => {
        const { tenant, path, ask, told } = await at('draft');
        const act = () => ask(`DELETE ${one}/versions/{version}`, { path: { ...path, version: '1' } });
        return { tenant, act, told: told('dropped') };
      },
      [`POST ${one}/submit`]: async () => {
        const { tenant, path, ask, told } = await at('draft');
        return { tenant, act: () => ask(`POST ${one}/submit`, { path, body: {} }), told: told('submitted') };
      },
      [`POST ${one}/approve`]: async () => {
        const { tenant, path, ask, told } = await waits();
        const act = () => ask(`POST ${one}/approve`, { path, body: seen, ...quinn });
        return { tenant, act, told: told('approved', 'quinn') };
      },
      [`POST ${one}/reject`]: async () => {
        const { tenant, path, ask, told } = await waits();
        const body = { ...seen, reason: 'it is misspelt' };
        const act = () => ask(`POST ${one}/reject`, { path, body, ...quinn });
        return { tenant, act, told: told('rejected', 'quinn') };
      },
      [`POST /api/${plural}/approvals`]: async () => {
        const { tenant, id, ask, told } = await waits();
        const body = { approvals: [{ id, ...seen }] };
        const act = () => ask(`POST /api/${plural}/approvals`, { body, ...quinn });
        return { tenant, act, told: told('approved', 'quinn') };
      },
      [`POST /api/imports/${plural}`]: async () => {
        const { tenant, id, ask, told } = await at();
        const content = kinds[kind].read(id, contents[kind]);
        if (Array.isArray(content)) throw new Error(content.map(({ detail }) => detail).join());
        const names = [sheets[kind].id, ...sheets[kind].columns.map((column) => column.name)];
        const body = [names, cellsOfContent(sheets[kind], id, content)].map((cells) => cells.join()).join('\n');
        return { tenant, act: () => ask(`POST /api/imports/${plural}`, { body }), told: told('drafted') };
      },
    };
  };

  const deeds: Record<string, Deed> = {
    ...Object.assign({}, ...masterKinds.map(deedsOf)),
    'PUT /api/tenant': async () => {
      const { tenant, ask } = await house();
      const act = () => ask('PUT /api/tenant', { body: aTenant({ name: 'Acme of today' }) });
      return { tenant, act, told: () => [{ act: 'tenant-changed', subject: `tenant ${tenant}`, by: 'ada' }] };
    },
    'POST /api/imports/epcis': async () => {
      const [from, to] = [await house(), await house()];
      await approved(engine.db, from.tenant, 'location', gln, contents.location);
      const { body } = await from.ask('GET /api/exports/epcis', { query: { format: 'json' } });
      return {
        tenant: to.tenant,
        act: () => to.ask('POST /api/imports/epcis', { body }),
        told: () => [{ act: 'location-drafted', subject: `location ${gln}`, by: 'ada' }],
      };
    },
  };
  return { db: engine.db, deeds, stop: engine.stop };
}
