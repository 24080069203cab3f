import Box from '@cloudscape-design/components/box';
import type { DeskCase } from './desk-cases.ts';
import { words } from './words.ts';

/** The proposal that is answered, as it stood when the window was opened: what replaced it meanwhile is answered by another. */
export function DeskAnswered({ row: { proposal, side } }: { readonly row: Pick<DeskCase, 'proposal' | 'side'> }) {
  if (proposal === undefined) return null;
  const by = proposal.side === side ? 'us' : 'the partner';
  return (
    <Box>
      Proposed by {by}: <b>{words(proposal.resolution).toLowerCase()}</b>
      {proposal.text && `, ${proposal.text}`}
    </Box>
  );
}
