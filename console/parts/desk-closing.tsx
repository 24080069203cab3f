import { useState } from 'react';
import { isEndOfQuality } from '../../shared/desk/resolutions.ts';
import { useHere } from '../shell/session-context.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { mustProveFirst } from './must-prove-first.ts';
import { ProofButton } from './proof-button.tsx';
import { forgetSigned, forgetting, keepSigned, keptFor, keptSigned, type SignedDeed } from './signed-words.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** The case as it was when the window was opened: it is not ended over what was said since. */
  readonly row: DeskCase;
  readonly close: () => void;
}

const outcomes = [
  { value: 'resolved', label: 'resolved' },
  { value: 'withdrawn', label: 'withdrawn: it was none' },
] as const;
type Outcome = (typeof outcomes)[number]['value'];
const outcomeOf = (value: string | undefined) => outcomes.find((one) => one.value === value)?.value;
const LEAST = 10;
const MEANING = 'decided for quality';

/** Ends a case; who opened it does, and quality signs where it decides. */
export function DeskClosing({ row, close }: Given) {
  const { username, provedAt } = useHere();
  const { id, kind, state, proposal, messages } = row;
  const deed = { label: 'End the case', of: deskCasePath(id) };
  const [before] = useState(() => keptBefore(deed, row));
  const [isLate] = useState(() => mustProveFirst(provedAt, Date.now(), before?.at));
  const [outcome, setOutcome] = useState<Outcome>(before?.outcome ?? 'resolved');
  const [reason, setReason] = useState(before?.reason ?? '');
  const isSigned = isEndOfQuality(kind, outcome, state === 'agreed' ? proposal?.resolution : undefined);
  const end = useDeed(
    async (api) => {
      const said = { outcome, read: messages.length, reason: reason.trim() };
      const signature = isSigned && { signature: { meaning: MEANING } };
      const after = await api.post(`${deskCasePath(id)}/close`, { ...said, ...signature }, deskCase);
      forgetSigned(deed);
      return after;
    },
    () => 'The case has ended.',
  );
  const title = isSigned ? 'End the case, signed' : 'End the case';
  return (
    <FormModal
      title={title}
      act={title}
      submit={() => end.mutate(undefined, { onSuccess: close })}
      isPending={end.isPending}
      isReady={reason.trim().length >= LEAST}
      error={end.error}
      close={forgetting(deed, close)}
    >
      <ChoiceField
        label="Outcome"
        value={outcome}
        values={outcomes}
        change={(value) => setOutcome(outcomeOf(value) ?? outcome)}
      />
      <AreaField
        label="Reason"
        description={isSigned ? `Signed by ${username}: ${MEANING}` : undefined}
        constraint={`${LEAST} characters or more; it cannot be opened again`}
        value={reason}
        change={setReason}
        error={errorAt(end.error)('/reason')}
      />
      <ProofButton
        error={end.error}
        isLate={isSigned && isLate}
        keep={() => keepSigned(deed, { meaning: MEANING, reason }, decidedOn(row, outcome))}
      />
    </FormModal>
  );
}

/** What the words are about: the case as it was read, and how it is to end. */
const decidedOn = ({ messages }: DeskCase, outcome: Outcome) => ({ outcome, read: String(messages.length) });

/** What was chosen and written before the signer proved again who he is; nothing where more was said by now. */
function keptBefore(deed: SignedDeed, row: DeskCase) {
  const outcome = outcomeOf(keptSigned(deed)?.chosen['outcome']);
  const words = outcome && keptFor(deed, decidedOn(row, outcome));
  return words && { outcome, reason: words.reason, at: words.at };
}
