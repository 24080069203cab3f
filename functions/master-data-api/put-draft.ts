import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { type Target, takeStep } from '#common/take-step.ts';
import { saveDraft } from '#shared/master-data/change-version.ts';
import { endedForGood } from '#shared/master-data/ended-for-good.ts';
import type { Kind } from '#shared/master-data/kinds.ts';
import { inForce, type MasterKind } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import { ownership } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';
import { tellOpen } from './tell-version.ts';

/** What the path names. */
export function targetOf(kind: Kind, request: Pick<Request, 'path' | 'tenant' | 'home' | 'caller'>): Target {
  return { kind: kind.kind, id: orRefuse(kind.readId(request.path[kind.id] ?? '')), who: request };
}

/**
 * Keeps the content as draft: a new version where none is open. The content that is in force already makes none; then that version is told.
 * `If-None-Match: *` makes what is not there yet, `If-Match: "3.2"` changes revision 2 of the open version 3, `"3"` follows version 3.
 *
 * @param more what is told beside it
 */
export const putDraft =
  (
    needs: MasterNeeds,
    name: MasterKind,
    more?: (request: Request, id: string, content: object) => Promise<object>,
  ): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const expected = expectedBy(request);
    const content = kind.read(target.id, json(request));
    if (Array.isArray(content)) throw new Refused(together(content));
    const mayOwn = await ownership(needs, request.tenant, name, [{ id: target.id, content }]);
    const foreign = mayOwn({ id: target.id, content });
    if (foreign !== undefined) throw new Refused(foreign);
    const begun = expected && { with: expected, what: `${name} ${target.id}`, at: `/${kind.id}` };
    const { head, step } = await takeStep(needs, target, {
      decide: (head, doer) => endedForGood(name, target.id, head, doer.at) ?? saveDraft(head, content, doer, begun),
    });
    const beside = (await more?.(request, target.id, content)) ?? {};
    const { open } = head;
    const now = inForce(head.current, needs.now().toISOString());
    const told =
      open === undefined
        ? { [kind.id]: target.id, ...now, revision: 1, standing: 'in-force', authors: [], acts: [] }
        : tellOpen(kind, target.id, open);
    const status = step !== 'unchanged' && step.did === 'drafted' ? 201 : 200;
    return { status, body: { ...told, ...beside }, headers: { 'cache-control': 'no-store' } };
  };

/** Several refusals as one, which names every place; the first leads. */
function together([first, ...others]: readonly ReturnType<typeof refuse>[]) {
  if (first === undefined || others.length === 0) return first ?? refuse('malformed', 'nothing to read');
  const told = [first, ...others].map(({ at, detail }) => (at === undefined ? detail : `${at}: ${detail}`));
  return { ...first, detail: told.join('; ') };
}
