import { aNotice, aSigned, because, startDscsaWorld } from '../../kit/dscsa-world.ts';
import type { Deed, Stage } from './deed.ts';

/** Duties of the DSCSA, as people do them. */
export async function dscsaStage(): Promise<Stage> {
  const world = await startDscsaWorld();
  let houses = 0;
  const house = async () => {
    const made = await world.house(`dscsa-${++houses}`);
    return { ...made, told: (act: string, subject: string) => [{ act, subject, by: 'ada' }] };
  };
  type House = Awaited<ReturnType<typeof house>>;
  /** A route that opens a case. */
  const opened =
    (route: string, act: string, body: object): Deed =>
    async () => {
      const { tenant, ask, told } = await house();
      return { tenant, act: () => ask(route, { body }), told: ({ id }) => told(act, `dscsa-case ${id}`) };
    };
  /** One that goes on with a case that is there. */
  const goneOn =
    (what: string, act: string, body: object, begin: (made: House) => Promise<string>): Deed =>
    async () => {
      const made = await house();
      const id = await begin(made);
      return {
        tenant: made.tenant,
        act: () => made.on(id)(what, body),
        told: () => made.told(act, `dscsa-case ${id}`),
      };
    };
  const suspect = async (made: House) => (await made.suspect()).id;
  const quarantined = async (made: House) => {
    const { id } = await made.suspect();
    await made.move(id, 'quarantine');
    return id;
  };
  const ti = {
    id: 'r1',
    from: 'fda',
    name: 'FDA',
    contact: 'x',
    receivedAt: '2026-03-01T09:00:00Z',
    packs: ['urn:epc:id:sscc:9521777.0000000001'],
  };
  const asked = async ({ ask }: House) => (await ask('POST /api/dscsa/ti-requests', { body: ti })).id;
  const report = { id: 'r1', partner: 'medico', poNumber: 'PO-1', others: ['the seal was broken'] };
  const reported = async ({ ask }: House) => (await ask('POST /api/dscsa/exceptions', { body: report })).id;
  const signed = async (made: House) => {
    const { form } = await made.condemned();
    await made.sign(form);
    return form;
  };
  const response = async (made: House) => {
    const id = await reported(made);
    const { body } = await made.show(id);
    const sender_information = { email: 'x@partner.example' };
    const head = { message_uuid: 'm', timestamp: 1, po_number: 'PO-1', sender_information };
    return { id, response: { ...head, exception_case_uuid: Object(body['pdg']).caseUuid, response_items: [] } };
  };
  const message = (n: number) => ({
    message_uuid: `m${n}`,
    exception_case_uuid: 'c1',
    timestamp: 1,
    po_number: 'PO-1',
    sender_information: { email: 'x@partner.example' },
    other_errors: ['the seal was broken'],
    case_resolved: false,
  });
  const heard = { partner: 'medico', report: message(1), how: 'by mail' };
  const received = async ({ ask }: House) => (await ask('POST /api/dscsa/reports', { body: heard })).id;
  const condemn = { outcome: 'illegitimate', classification: 'stolen', reason: because, signature: aSigned };
  const form = { type: 'initial', content: aNotice(), signature: aSigned };
  const deeds: Record<string, Deed> = {
    'PUT /api/dscsa/settings': async () => {
      const { tenant, ask, told } = await house();
      const act = () =>
        ask('PUT /api/dscsa/settings', {
          body: { contact: { email: 'exceptions@acme.example' }, intakeUrl: 'https://intake.example' },
        });
      return { tenant, act, told: () => told('dscsa-settings-set', 'dscsa-settings') };
    },
    'POST /api/dscsa/ti-requests': opened('POST /api/dscsa/ti-requests', 'ti-request-received', ti),
    'POST /api/dscsa/suspects': opened('POST /api/dscsa/suspects', 'suspect-opened', {
      id: 'r1',
      origin: { kind: 'other' },
      product: 'Exampline',
      reason: because,
    }),
    'POST /api/dscsa/exceptions': opened('POST /api/dscsa/exceptions', 'exceptions-reported', report),
    'POST /api/dscsa/cases/{id}/move': goneOn(
      'move',
      'dscsa-case-moved',
      { act: 'quarantine', reason: because },
      suspect,
    ),
    'POST /api/dscsa/cases/{id}/answer': goneOn(
      'answer',
      'ti-request-answered',
      { how: 'by mail', reason: because },
      asked,
    ),
    'POST /api/dscsa/cases/{id}/determine': goneOn('determine', 'suspect-determined', condemn, quarantined),
    'POST /api/dscsa/cases/{id}/notices': goneOn(
      'notices',
      'partner-told',
      { partner: 'medico', how: 'by telephone' },
      async (made) => (await made.condemned({ partners: ['medico'] })).suspect,
    ),
    'POST /api/dscsa/cases/{id}/form': goneOn(
      'form',
      'notice-signed',
      form,
      async (made) => (await made.condemned()).form,
    ),
    'POST /api/dscsa/cases/{id}/told': goneOn('told', 'notice-told', { what: 'mailed', how: 'by mail' }, signed),
    'POST /api/dscsa/cases/{id}/withdrawal': goneOn(
      'withdrawal',
      'notice-withdrawn',
      { reason: because, signature: aSigned },
      signed,
    ),
    'POST /api/dscsa/cases/{id}/incident': goneOn(
      'incident',
      'incident-corrected',
      { incident: 'DN-8', reason: because, signature: aSigned },
      async (made) => {
        const form = await signed(made);
        await made.on(form)('told', { what: 'answered', how: 'by mail', incident: 'DN-7' });
        return form;
      },
    ),
    'POST /api/dscsa/reports': opened('POST /api/dscsa/reports', 'exceptions-received', heard),
    'POST /api/dscsa/cases/{id}/respond': goneOn('respond', 'exceptions-answered', { items: [] }, received),
    'POST /api/dscsa/cases/{id}/response': async () => {
      const made = await house();
      const { id, response: said } = await response(made);
      const act = () => made.on(id)('response', { response: said, how: 'by mail' });
      return { tenant: made.tenant, act, told: () => made.told('response-taken', `dscsa-case ${id}`) };
    },
  };
  return { db: world.world.table.db, deeds, stop: world.stop };
}
