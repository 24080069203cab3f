import * as v from 'valibot';
import { Answered, type Client } from './client.ts';

const versionShape = v.looseObject({ version: v.number(), revision: v.number(), standing: v.string() });
const versionsShape = v.looseObject({ versions: v.array(versionShape) });

/**
 * Master data in force: `author` writes and submits it, `approver`, who must be a person, approves. What is in force already stays as it is, and a version
 * that an earlier start left open is brought to its end. Answers what the first call answered.
 */
export async function approved(
  author: Client,
  approver: Pick<Client, 'call'>,
  path: string,
  item: object,
): Promise<unknown> {
  const { body } = await written(author, approver, path, item);
  if (v.parse(versionShape, body).standing === 'in-force') return body;
  const submitted = await author.call('POST', `${path}/submit`, {});
  const { version, revision } = v.parse(versionShape, submitted.body);
  await approver.call('POST', `${path}/approve`, { version, revision });
  return body;
}

/** An earlier start may have been killed between submitting one content and approving it: that is sent back first. */
async function written(author: Client, approver: Pick<Client, 'call'>, path: string, item: object) {
  try {
    return await author.call('PUT', path, item);
  } catch (error) {
    if (!(error instanceof Answered) || error.status !== 409) throw error;
    const { body } = await author.call('GET', `${path}/versions`);
    const [open] = v.parse(versionsShape, body).versions;
    if (open?.standing !== 'submitted') throw error;
    const { version, revision } = open;
    await approver.call('POST', `${path}/reject`, { version, revision, reason: 'written anew by a later start' });
    return author.call('PUT', path, item);
  }
}
