import { useState } from 'react';
import * as v from 'valibot';
import { classifications } from '../../shared/dscsa/form-3911.ts';
import { ChoiceField } from './choice-field.tsx';
import { type DscsaCase, dscsaCasePath } from './dscsa-case.ts';
import { determinationsOf } from './dscsa-moves.ts';
import { SignModal } from './sign-modal.tsx';
import { keptSigned, type Signed } from './signed-words.ts';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';
import { words } from './words.ts';

const SIGNED = 'Determine, signed';

const classes = classifications.map((value) => ({ value, label: words(value).toLowerCase() }));

interface Given {
  /** As it was seen when the window was opened. */
  readonly row: Pick<DscsaCase, 'id' | 'kind' | 'state' | 'version'>;
  readonly close: () => void;
}

/** Decides under a signature what suspect product is; of illegitimate product the notice to FDA is begun, and the 24 hours run. */
export function DscsaDetermining({ row, close }: Given) {
  const subject = dscsaCasePath(row.id);
  const outcomes = determinationsOf(row);
  const [chosen, choose] = useState(() => keptChoice(subject, outcomes[0] ?? ''));
  const { outcome = '', classification = '', partners = '' } = chosen;
  const isBad = outcome === 'illegitimate';
  const determine = useDeed(
    (api, { meaning, reason }: Signed) => {
      const told = { classification, partners: partners.split(/[\s,]+/).filter(Boolean) };
      const body = { outcome, reason, version: row.version, signature: { meaning }, ...(isBad && told) };
      return api.post(`${subject}/determine`, body, v.unknown());
    },
    () => `It is determined: ${outcome}.`,
  );
  return (
    <SignModal
      label={SIGNED}
      subject={subject}
      chosen={chosen}
      meanings={['determined for quality']}
      sign={determine.mutateAsync}
      close={close}
    >
      <ChoiceField
        label="The product is"
        value={outcome}
        values={outcomes}
        change={(to) => choose({ ...chosen, outcome: to })}
      />
      {isBad && (
        <>
          <ChoiceField
            label="Classification"
            value={classification}
            values={classes}
            change={(to) => choose({ ...chosen, classification: to })}
          />
          <TextField
            label="Partners who may have it - optional"
            constraint="Their ids, with commas between; each is to be told within 24 hours"
            value={partners}
            change={(to) => choose({ ...chosen, partners: to })}
          />
        </>
      )}
    </SignModal>
  );
}

/** What was chosen before the signer proved again who he is. */
function keptChoice(of: string, first: string): Readonly<Record<string, string>> {
  const kept = keptSigned({ label: SIGNED, of })?.chosen;
  return kept ?? { outcome: first, classification: classifications[0], partners: '' };
}
