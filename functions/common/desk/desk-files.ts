/** Bytes of one file: what a function is handed over HTTP has 6 MB in base64 (AWS Lambda, quotas). */
export const MOST_FILE_BYTES = 4_400_000;
export const MOST_FILES = 20;

/** Key of the exact bytes of a file that a message brought, in the documents bucket. */
export const deskFileKey = (tenant: string, id: string, message: string) => `${tenant}/evidence/desk-${id}/${message}`;
