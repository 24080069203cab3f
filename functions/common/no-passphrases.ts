/**
 * Keys of ours have no passphrase, and those that partners give may have none. It takes the place of the key derivation that `ssh2` brings for them, 48 kB of ciphers
 * in JavaScript, in every bundle (`infra/constructs/slim-clients.ts`). Any result but 0 says that no key came out.
 */
export const pbkdf = (): number => -1;
