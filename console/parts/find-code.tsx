import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { routeTo } from '../route.ts';
import { CameraView } from './camera-view.tsx';
import { codeToEpc, codeToLot } from './code-to-epc.ts';
import { PictureButton } from './picture-button.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** What separates elements in a scan; scanners that type send it as Ctrl and ]. */
const SEPARATOR = '\x1d';

/** Takes any code: typed, pasted, typed by a scanner, seen by the camera or in a picture. Goes to what it names. */
export function FindCode({ subject }: { readonly subject: string }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState(subject);
  const [error, setError] = useState<unknown>();
  const [isWatching, setWatching] = useState(false);
  useEffect(() => {
    setTyped(subject);
    setError(undefined);
  }, [subject]);
  const take = (codes: readonly string[]): boolean => {
    const { place, code, problem } = firstPlace(codes);
    setTyped(code);
    setError(problem);
    if (place === undefined) return false;
    if (place === location.hash) void client.invalidateQueries();
    else location.hash = place;
    return true;
  };
  const watch = () => {
    setError(undefined);
    setWatching(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take([typed]);
  };
  return (
    <SpaceBetween size="s">
      <form onSubmit={submit} aria-label="Find a unit" className="find">
        <FormField
          stretch
          label="Code of a pack, case or pallet"
          description="An element string as scanned, or with brackets; a GS1 Digital Link; an EPC URN. A scanner that types can be used as it is."
        >
          <Input
            value={typed}
            autoFocus={subject === ''}
            spellcheck={false}
            autoComplete={false}
            placeholder="(01)09521321543218(21)…"
            onChange={({ detail }) => setTyped(detail.value)}
            onKeyDown={(event) => {
              if (!event.detail.ctrlKey || event.detail.key !== ']') return;
              event.preventDefault();
              setTyped(typed + SEPARATOR);
            }}
          />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" formAction="submit" disabled={typed.trim() === ''}>
            Find
          </Button>
          <Button formAction="none" onClick={watch}>
            Use the camera
          </Button>
          <PictureButton take={take} fail={setError} />
        </SpaceBetween>
      </form>
      {isWatching ? (
        <CameraView take={take} problem={error} close={() => setWatching(false)} />
      ) : (
        <ProblemAlert error={error} />
      )}
    </SpaceBetween>
  );
}

interface Found {
  readonly place?: string;
  readonly code: string;
  readonly problem?: unknown;
}

/** Where the first of them leads that names something; else what is wrong with the last. */
function firstPlace(codes: readonly string[]): Found {
  let failed: Found = { code: '' };
  for (const one of codes) {
    const code = one.trim();
    try {
      return { place: placeOf(code), code };
    } catch (problem) {
      failed = { code, problem };
    }
  }
  return failed;
}

function placeOf(code: string): string {
  const whole = codeToLot(code);
  return whole === undefined ? routeTo('units', codeToEpc(code)) : routeTo('lots', whole.lot, { gtin: whole.gtin });
}
