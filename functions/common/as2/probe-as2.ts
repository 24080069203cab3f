import { X509Certificate } from 'node:crypto';
import type { Probed } from '#common/channels/partner-channel.ts';
import { probeHttp } from '#common/channels/probe-http.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { As2Partner } from './as2-partner.ts';

interface Needs {
  readonly send: SendHttps;
  readonly guard: OutboundGuard;
  readonly now: () => Date;
}

type Step = Probed['steps'][number];

/** Looks at both sides' certificates, then asks the partner's server for anything at all, step by step. Nothing is sent. */
export async function probeAs2(
  { send, guard, now }: Needs,
  { url, settings, identity }: As2Partner,
  signal: AbortSignal,
): Promise<Probed> {
  const names = `AS2-From ${settings.ownId ?? identity.as2Id}, AS2-To ${settings.id}`;
  const call = async () => {
    const answer = await send({ method: 'GET', url, headers: {} }, signal);
    // A server for AS2 alone has no GET, and says so.
    return isAnswered(answer) && answer.status === 501 ? { ...answer, status: 405 } : answer;
  };
  const seen = await probeHttp(guard, { url, tls: {}, call }, signal);
  const own = validity(
    'own certificate',
    identity.signer.certificate,
    now(),
    'make the next key: POST /api/network/identity, and give the partner its certificate',
  );
  const theirs = settings.certificates.map((one, n) =>
    validity(
      `certificate ${n + 1} of the partner`,
      one,
      now(),
      'give the partner’s new certificate in `as2.certificates`',
    ),
  );
  const steps: Step[] = [{ step: 'names', ok: true, detail: names }, own, ...theirs, ...seen.steps];
  return { ...seen, steps: seen.reached ? [...steps, untried] : steps };
}

const untried: Step = {
  step: 'signature and encryption',
  ok: true,
  detail: 'not tried: whether both sides have the right certificates shows in the receipt of a first document alone',
};

function validity(step: string, certificate: string, at: Date, remedy: string): Step {
  const { validFromDate, validToDate, fingerprint256 } = new X509Certificate(certificate);
  const ok = validFromDate <= at && at <= validToDate;
  const detail = `SHA-256 ${fingerprint256}, valid until ${validToDate.toISOString().slice(0, 10)}`;
  return { step, ok, detail, ...(!ok && { remedy }) };
}
