import { useEffect, useRef, useState } from 'react';
import { type Api, Problem } from '../api.ts';
import { sendRequest } from '../send-request.ts';
import { useHere } from '../shell/session-context.ts';
import { queryPath } from './query-path.ts';

/** What one request carries. */
const MOST_BYTES = 4_500_000;

/** A file on its way: how much of it has gone, then where it is read how the document stands, or why it was not taken. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly stop: AbortController;
  /** From 0 to 1; undefined while those before it are sent. */
  readonly share?: number;
  readonly path?: string;
  readonly error?: unknown;
}

/** Sends files of a partner's one after the other; whoever leaves the page ends what has not gone yet. */
export function useUploads() {
  const { api } = useHere();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const before = useRef(Promise.resolve());
  const last = useRef(0);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const left = new AbortController();
    leaving.current = left;
    return () => left.abort();
  }, []);
  const change = (id: number, more: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const send = (partner: string, files: readonly File[]) => {
    const begun = files.map((file): Upload => ({ id: ++last.current, file, stop: new AbortController() }));
    setUploads((all) => [...begun.toReversed(), ...all]);
    for (const { id, file, stop } of begun) {
      const signal = AbortSignal.any([stop.signal, leaving.current.signal]);
      before.current = before.current
        .then(() => sent(api, file, partner, { signal, onProgress: (share) => change(id, { share }) }))
        .then(
          (path) => change(id, { path }),
          (error: unknown) => change(id, { error }),
        );
    }
  };
  return { uploads, send };
}

/** @returns where it is read how the document stands */
async function sent(api: Api, file: File, partner: string, how: Parameters<typeof sendRequest>[4]): Promise<string> {
  if (file.size > MOST_BYTES)
    throw new Problem({
      title: 'The file is too large to be uploaded',
      detail: `${file.size} bytes of at most ${MOST_BYTES}`,
      remedy: 'Have the partner send it by AS2 or SFTP, or send it in parts',
    });
  const headers = {
    authorization: `Bearer ${api.token}`,
    accept: 'application/json',
    // Keeps every byte, whatever the file is.
    'content-type': 'application/octet-stream',
  };
  const path = queryPath('/api/inbound-documents', { partner, fileName: file.name });
  const { location } = await sendRequest('POST', path, headers, file, how);
  return location ?? '/api/inbound-documents';
}
