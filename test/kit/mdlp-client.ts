import { randomUUID } from 'node:crypto';
import type { MdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import type { Subject } from '../../infra/local/sandbox/mdlp/subjects.ts';

const subject = (name: string, digit: string, ...places: string[]): Subject => ({
  name,
  systemId: `00000000-0000-4000-8000-00000000000${digit}`,
  inn: `770000000${digit}`,
  places,
  clientId: `client-${name}`,
  clientSecret: 'secret',
  users: [{ userId: 'u1', password: 'pw' }],
});

/** A holder abroad, an importer with two places, a distributor, and a domestic manufacturer. */
export const holder = subject('holder', '1');
export const importer = subject('importer', '2', '00000000200001', '00000000200002');
export const distributor = subject('distributor', '3', '00000000300001');
export const maker = subject('maker', '4', '00000000100001');
export const mdlpSubjects = [holder, importer, distributor, maker];

/** Speaks to the operator as a participant would. */
export async function mdlpClient(sandbox: Pick<MdlpSandbox, 'url'>, who: Subject) {
  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(path.startsWith('http') ? path : `${sandbox.url}/api/v1/${path}`, {
      method,
      headers: token === undefined ? {} : { authorization: `token ${token}` },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  const signIn = async (): Promise<string> => {
    const { clientId: client_id, clientSecret: client_secret, users } = who;
    const asked = { client_id, client_secret, user_id: users[0]?.userId, auth_type: 'PASSWORD' };
    const { body } = await call('POST', 'auth', asked);
    return (await call('POST', 'token', { code: body.code, password: users[0]?.password })).body.token;
  };
  let token = await signIn();
  const as = (method: string, path: string, body?: unknown) => call(method, path, body, token);
  const post = (xml: string, requestId: string = randomUUID()) =>
    as('POST', 'documents/send', {
      document: Buffer.from(xml).toString('base64'),
      sign: 'c2lnbg==',
      request_id: requestId,
    });
  const ticket = async (id: string): Promise<string> => {
    const { body } = await as('GET', `documents/${id}/ticket`);
    return body.link === undefined ? '' : (await call('GET', body.link)).text;
  };
  return {
    as,
    call,
    post,
    ticket,
    signIn: async () => {
      token = await signIn();
    },
    /** Sends a document; its result and the codes and objects of its errors. */
    send: async (xml: string) => {
      const { body } = await post(xml);
      const said = await ticket(body.document_id);
      const errors = [...said.matchAll(/<error_code>(\w+)<.*?<\/errors>/g)].map(([all, code]) =>
        `${code} ${/<object_id>(\w+)</.exec(all)?.[1] ?? ''}`.trim(),
      );
      return { id: String(body.document_id), result: /<operation_result>(\w+)</.exec(said)?.[1], errors };
    },
    /** Types of what came in, oldest first. */
    income: async () => {
      const { body } = await as('POST', 'documents/income', { start_from: 0, count: 100 });
      return body.documents;
    },
  };
}
export type MdlpClient = Awaited<ReturnType<typeof mdlpClient>>;

export const demoGtin = '09521234561019';
/** The n-th code of a product. */
export const sgtinOf = (n: number, gtin: string = demoGtin): string => `${gtin}${String(n).padStart(13, 'A')}`;

/** The n-th container, with its check digit. */
export function ssccOf(n: number): string {
  const digits = `09521234${String(n).padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A document as a participant writes it: members in order, `[...]` for what stands for itself. */
export const mdlpDocument = (type: number, root: string, members: Record<string, string>): string =>
  `<documents version="1.38"><${root} action_id="${type}">${Object.entries(members)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</${root}></documents>`;

export const sgtins = (...list: string[]): string => list.map((one) => `<sgtin>${one}</sgtin>`).join('');
export const ssccs = (...list: string[]): string => list.map((one) => `<sscc>${one}</sscc>`).join('');
