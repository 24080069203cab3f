import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand, KMSClient } from '@aws-sdk/client-kms';

/** What a data key is bound to: it opens under exactly these. */
export interface KeyPurpose {
  readonly tenant: string;
  readonly pool: string;
  readonly generation: number;
}

/** A new data key, wrapped (base64). Whoever makes one does not see it. */
export type MakeKey = (purpose: KeyPurpose) => Promise<string>;

/** The 32 bytes of a wrapped key. @throws when it was wrapped for another purpose */
export type UnwrapKey = (purpose: KeyPurpose, wrapped: string) => Promise<Uint8Array>;

const contextOf = ({ tenant, pool, generation }: KeyPurpose) => ({ tenant, pool, generation: String(generation) });

/** Makes data keys under a KMS key. */
export const keyMaker =
  (keyArn: string, client = new KMSClient()): MakeKey =>
  async (purpose) => {
    const { CiphertextBlob } = await client.send(
      new GenerateDataKeyWithoutPlaintextCommand({
        KeyId: keyArn,
        KeySpec: 'AES_256',
        EncryptionContext: contextOf(purpose),
      }),
    );
    if (CiphertextBlob === undefined) throw new Error('the key service gave no key');
    return Buffer.from(CiphertextBlob).toString('base64');
  };

/** Unwraps data keys. The function's role says under which KMS key it may. */
export const keyUnwrapper =
  (client = new KMSClient()): UnwrapKey =>
  async (purpose, wrapped) => {
    const { Plaintext } = await client.send(
      new DecryptCommand({ CiphertextBlob: Buffer.from(wrapped, 'base64'), EncryptionContext: contextOf(purpose) }),
    );
    if (Plaintext?.length !== 32) throw new Error('the key service gave no key of 32 bytes');
    return Plaintext;
  };
