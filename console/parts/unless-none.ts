import { Problem } from '../api.ts';

/** What was asked for, or undefined where there is none. Any other refusal stays one. */
export async function unlessNone<Found>(asked: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && error.said.type === 'urn:seriate:problem:not-found') return undefined;
    throw error;
  }
}
