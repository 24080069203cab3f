import { type OwnSshKey, usualKey } from '#common/own-ssh-keys.ts';
import type { ToldSshKey } from '#shared/messages/network-identity-api.ts';

/** Generations as they are told. @param keys the latest first */
export function tellSshKeys(keys: readonly OwnSshKey[]): ToldSshKey[] {
  const usual = usualKey(keys)?.generation;
  return keys.map((key) => ({ ...key, usual: key.generation === usual }));
}
