import { checkDocument } from '../documents/check-document.ts';
import { type Node, readXml } from '../documents/read-xml.ts';
import { writeXml } from '../documents/write-xml.ts';
import { reject } from '../rules/codes.ts';
import { judge } from '../rules/judge.ts';
import type { World } from '../rules/judged.ts';
import type { Filed, Inbound, Outcome } from './filed.ts';
import { idFrom } from './id-from.ts';
import type { Vault } from './vault.ts';

/** What is wrong with the form of a document; the operator's own schemas are asked too, when they are at hand. */
export function formProblems(text: string, bySchema: ((xml: string) => string[]) | undefined): string[] {
  try {
    const { problems } = checkDocument(readXml(text));
    return problems.length > 0 ? problems : (bySchema?.(text) ?? []);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

interface Settled {
  readonly outcome: Outcome;
  readonly inbound: readonly Inbound[];
}

/** Judges a document for good. What it writes to others goes to the vault. */
export function settle(
  filed: Filed,
  { at, number, problems }: { at: number; number: number; problems: readonly string[] },
  { world, vault }: { world: World; vault: Vault },
): Settled {
  if (problems.length > 0) {
    const errors = problems.map((problem) => reject('SCHEMA', undefined, problem));
    return { outcome: { at, number, result: 'Rejected', errors, isMalformed: true }, inbound: [] };
  }
  const root = rootOf(vault, filed.id);
  if (root === undefined)
    return {
      outcome: { at, number, result: 'Rejected', errors: [reject('NOT_TAKEN')], isMalformed: true },
      inbound: [],
    };
  const { id, by, head } = filed;
  const { errors, taken, notices } = judge({ number, id, type: head.type, root, by, at }, world);
  const result = errors.length === 0 ? 'Accepted' : taken === 0 ? 'Rejected' : 'Partial';
  const inbound = notices.map(({ type, to, sender, receiver, document }, index): Inbound => {
    const noticeId = idFrom(`${id} ${index}`);
    if (!vault.has(noticeId)) vault.put(noticeId, Buffer.from(writeXml(document)));
    return { id: noticeId, type, to, sender, receiver, at, version: '1.38' };
  });
  return { outcome: { at, number, result, errors, isMalformed: false }, inbound };
}

/** The document proper, of one that follows the schema. */
export function rootOf(vault: Vault, id: string): Node | undefined {
  const bytes = vault.get(id);
  return bytes && readXml(bytes.toString('utf8')).children[0];
}
