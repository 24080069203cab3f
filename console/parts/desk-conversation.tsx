import Box from '@cloudscape-design/components/box';
import type { DeskMessage } from '../../shared/desk/desk-message.ts';
import { inOrder } from '../../shared/desk/fold-case.ts';
import { type DeskCase, deskCasePath } from './desk-cases.ts';
import { DeskFile } from './desk-file.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

/** What both sides said, in its order, with the files that they brought. */
export function DeskConversation({ row: { id, messages, side, crossed } }: { readonly row: DeskCase }) {
  return (
    <ul className="said" aria-label="What was said">
      {inOrder(messages).map((message) => {
        const isOurs = message.side === side;
        return (
          <li key={message.id} className={isOurs ? 'ours' : 'theirs'}>
            <Box fontSize="body-s" color="text-body-secondary">
              {isOurs ? 'We' : 'The partner'}, <When at={message.at} />
              {crossed.includes(message.id) && '; it crossed with what the other side said, and came to nothing'}
            </Box>
            <div>
              <b>{actOf(message)}</b>
              {message.text && `: ${message.text}`}
            </div>
            {message.file !== undefined && (
              <DeskFile path={deskCasePath(id)} message={message.id} file={message.file} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function actOf({ act, resolution, found }: DeskMessage): string {
  const what = resolution === undefined ? '' : ` ${words(resolution).toLowerCase()}`;
  const packs =
    found === undefined
      ? ''
      : ` ${found.found} packs found, ${found.quarantined} kept apart, ${found.returned} returned, ${found.destroyed} destroyed`;
  return `${words(act)}${what}${packs}`;
}
