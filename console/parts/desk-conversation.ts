import * as v from 'valibot';
import type { DeskMessage } from '../../shared/desk/desk-message.ts';
import { inOrder } from '../../shared/desk/fold-case.ts';
import type { Needs } from '../needs.ts';
import type { DeskCase } from './desk-cases.ts';
import { element } from './element.ts';
import { saveAction } from './save-file.ts';
import { when } from './when.ts';
import { words } from './words.ts';

const file = v.object({ name: v.string(), contentType: v.optional(v.string()), base64: v.string() });

/** What both sides said, in its order, with the files that they brought. @param path of the case */
export function deskConversation(needs: Needs, path: string, { messages, side, crossed }: DeskCase): HTMLElement {
  const lines = inOrder(messages).map((message) => {
    const isOurs = message.side === side;
    return element(
      'li',
      { class: isOurs ? 'ours' : 'theirs' },
      element(
        'p',
        { class: 'note' },
        `${isOurs ? 'We' : 'The partner'}, `,
        when(message.at),
        crossed.includes(message.id) ? '; it crossed with what the other side said, and came to nothing' : '',
      ),
      element('p', {}, element('b', {}, actOf(message)), message.text && `: ${message.text}`),
      fileOf(needs, path, message),
    );
  });
  return element('ul', { class: 'said', 'aria-label': 'What was said' }, ...lines);
}

function actOf({ act, resolution, found }: DeskMessage): string {
  const what = resolution === undefined ? '' : ` ${words(resolution).toLowerCase()}`;
  const packs =
    found === undefined
      ? ''
      : ` ${found.found} packs found, ${found.quarantined} kept apart, ${found.returned} returned, ${found.destroyed} destroyed`;
  return `${words(act)}${what}${packs}`;
}

function fileOf({ api }: Needs, path: string, { id, file: brought }: DeskMessage): HTMLElement | undefined {
  if (brought === undefined) return undefined;
  const fetched = async () => {
    const { base64, contentType } = await api.get(`${path}?${new URLSearchParams({ file: id })}`, file);
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: contentType ?? 'application/octet-stream' });
  };
  return element(
    'p',
    {},
    saveAction(`Download ${brought.name}`, brought.name, fetched),
    element('span', { class: 'note' }, ` ${brought.bytes} bytes, SHA-256 `, element('code', {}, brought.sha256)),
  );
}
