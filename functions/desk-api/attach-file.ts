import { entryOfMessage, nextMessage, withMessages, withOwn } from '#common/desk/desk-change.ts';
import { deskFileKey, MOST_FILE_BYTES, MOST_FILES } from '#common/desk/desk-files.ts';
import { digestOfBytes } from '#common/dscsa/messages.ts';
import type { Answer, Endpoint, Request } from '#common/http.ts';
import { deskQueries } from '#common/queries/desk.ts';
import { readQuery } from '#common/query-parameters.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { BY_PARTNER, type DeskCase } from '#common/store/desk-case-row.ts';
import { isOver, otherSide, type Side } from '#shared/desk/kinds.ts';
import { refuse } from '#shared/refusal.ts';
import { decideDesk } from './decide-desk.ts';
import { speakingPartner } from './find-desk-case.ts';
import { mustBeHeard } from './must-be-heard.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskCase, tellPartnerCase } from './tell-desk-case.ts';

/** Attaches a file to a case, the body as it is: the other side gets the same bytes. */
export const attachFile =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { name } = readQuery(deskQueries['POST /api/desk/cases/{id}/files'], request);
    return { status: 200, body: tellDeskCase(await attached(needs, request, name, (row) => row.side)) };
  };

export const attachAsPartner =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    await speakingPartner(needs, request);
    const { name } = readQuery(deskQueries['POST /partner/desk-cases/{id}/files'], request);
    return { status: 200, body: tellPartnerCase(await attached(needs, request, name, (row) => otherSide(row.side))) };
  };

async function attached(
  needs: DeskApiNeeds,
  request: Request,
  name: string,
  sideIn: (row: DeskCase) => Side,
): Promise<DeskCase> {
  const { tenant, bytes } = request;
  const sha256 = digestOfBytes(bytes);
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  const file = { name, contentType: contentType.slice(0, 100), bytes: bytes.byteLength, sha256 };
  return decideDesk(needs, request, async (before, at) => {
    const side = sideIn(before);
    // The same bytes under the same name are the same file, however often they are sent.
    const id = `${side}-file-${digestOfBytes(Buffer.from(`${name} ${sha256}`)).slice(0, 20)}`;
    if (before.messages.some((one) => one.id === id)) return undefined;
    mustBeTaken(before, bytes.byteLength);
    const isOurs = side === before.side;
    if (isOurs) mustBeHeard(before, 'attach');
    // Before the case says so: bytes that no case names harm nobody, and those of another try are the same.
    await needs.evidence.put(deskFileKey(tenant, before.id, id), bytes);
    const message = nextMessage(before, { id, side, act: 'attach', file }, at);
    const after = isOurs ? withOwn(before, message, at) : withMessages(before, [message], at);
    const entries = [entryOfMessage(message, isOurs ? request.caller : BY_PARTNER, at)];
    return { act: 'desk-file-attached', after, entries, detail: { ...file } };
  });
}

function mustBeTaken({ state, messages }: DeskCase, bytes: number): void {
  const files = messages.filter(({ file }) => file !== undefined).length;
  const why = isOver(state)
    ? refuse('conflict', `the case is ${state}`, { remedy: 'open another case' })
    : bytes === 0
      ? refuse('malformed', 'the file is empty', { at: '/', remedy: 'send its bytes as the body' })
      : bytes > MOST_FILE_BYTES
        ? refuse('too-large', `${bytes} bytes, ${MOST_FILE_BYTES} are the most`, {
            at: '/',
            remedy: 'send it in parts',
          })
        : files >= MOST_FILES
          ? refuse('too-large', `a case has ${MOST_FILES} files at most`, { at: '/', remedy: 'put several into one' })
          : undefined;
  if (why !== undefined) throw new Refused(why);
}

/** Somebody else's bytes: handed over to be saved, never shown or run. */
export async function tellFile(
  { evidence }: Pick<DeskApiNeeds, 'evidence'>,
  row: DeskCase,
  id: string,
): Promise<Answer> {
  const file = row.messages.find((one) => one.id === id)?.file;
  const bytes = file && (await evidence.get(deskFileKey(row.tenant, row.id, id)));
  const brought = row.messages.flatMap((one) => (one.file === undefined ? [] : [one.id]));
  const remedy =
    brought.length === 0 ? 'no message of it brought one' : `give the id of one that did: ${brought.join(', ')}`;
  const gone = refuse('not-found', `message ${id} of case ${row.id} brought no file`, { at: '?file', remedy });
  const found = orRefuse(bytes ?? gone);
  const name = (file?.name ?? 'file').replace(/[^A-Za-z0-9._-]/g, '_');
  const body = { name, contentType: file?.contentType, sha256: file?.sha256 };
  return { status: 200, body: { ...body, base64: Buffer.from(found).toString('base64') } };
}
