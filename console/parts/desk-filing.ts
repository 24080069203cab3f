import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { deskCase } from './desk-cases.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';

/** What a request carries. */
const MOST_BYTES = 4_400_000;

/** Attaches a file to a case; the partner gets the same bytes. @param path of the case */
export function deskFiling({ api }: Needs, path: string, done: Done): HTMLElement {
  const chosen = element('input', { type: 'file', name: 'file', required: '' });
  const attach = async () => {
    const [file] = chosen.files ?? [];
    if (file === undefined) return;
    if (file.size > MOST_BYTES)
      throw new Problem({
        title: 'The file is too large',
        detail: `${file.size} bytes of at most ${MOST_BYTES}`,
        remedy: 'Attach it in parts, or a smaller picture',
      });
    const to = `${path}/files?${new URLSearchParams({ name: file.name })}`;
    await api.send(to, file, file.type || 'application/octet-stream', deskCase);
    done(`${file.name} is attached.`);
  };
  const fields = form(
    'Attach a file',
    attach,
    field('File, up to 4.4 MB; it cannot be taken back', chosen),
    element('button', { type: 'submit' }, 'Attach it'),
  );
  return element('details', {}, element('summary', {}, 'Attach a file'), fields);
}
